//! The days at which something can change: those of publication, and those at which a date of the facts begins or is over, or is so
//! many days away as a rule counts.

use std::collections::BTreeSet;

use super::counts::{Count, each_expression};
use crate::date::Day;
use crate::evidence::Article;
use crate::program::ir::{Expr, Program, RelationId, Type};
use crate::session::Session;
use crate::store::{Database, Word};

/// A date, moved by so many days.
pub(super) type Moved = (Word, i64);

/// The days from which articles may be out, and from which they certainly are.
pub(super) fn of_publication<'a>(articles: impl Iterator<Item = &'a Article>) -> BTreeSet<Day> {
    articles
        .flat_map(|article| [article.published.earliest(), article.published.latest()])
        .flatten()
        .collect()
}

/// The dates that stand in the rules for these relations.
pub(super) fn written(program: &Program, cone: &BTreeSet<RelationId>) -> BTreeSet<Moved> {
    let mut words = BTreeSet::new();
    for rule in program.rules.iter().filter(|rule| cone.contains(&rule.head)) {
        each_expression(&rule.body, &mut |expr, ty| {
            if let (Expr::Const(word), Type::Date) = (expr, ty) {
                words.insert((*word, 0));
            }
        });
    }
    words
}

/// The dates in the tables of these relations, among facts and conclusions; where rules count days from a column, moved by what they
/// count to.
pub(super) fn of_facts(
    session: &Session,
    cone: &BTreeSet<RelationId>,
    counts: &[Count],
    database: &Database,
) -> BTreeSet<Moved> {
    let mut dates = BTreeSet::new();
    for &relation in cone {
        let declared = session.program().relations.get(relation.0);
        let (Some(declared), Some(table)) = (declared, database.tables.get(relation.0)) else { continue };
        // The day judged itself is no date of the facts.
        if session.lowered().survey.is_builtin(&declared.name) {
            continue;
        }
        for (column, _) in declared.attributes.iter().enumerate().filter(|(_, it)| it.ty == Type::Date) {
            let here = counts.iter().filter(|count| count.column == (relation, column));
            let moves: Vec<i64> = here.map(|count| count.days).chain([0]).collect();
            let words = table.column(column);
            dates.extend(words.flat_map(|word| moves.iter().map(move |days| (word, *days))));
        }
    }
    dates
}

/// The days on which a comparison of the day judged with a date may come out otherwise than on the day before: the first day of each
/// stretch of the date and its last, on which it begins and is reached, and the days after these, on which that is past.
pub(super) fn turns(session: &Session, (word, days): Moved) -> Vec<Day> {
    let date = session.dictionary().date_of(word);
    let ends = date.stretches().flat_map(|(first, last)| [first, last]).flatten();
    let turns = ends.flat_map(|day| [0, 1].map(|after| day.number().checked_add(days)?.checked_add(after)));
    turns.flatten().filter_map(Day::from_number).collect()
}
