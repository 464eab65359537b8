//! The days at which something can change: those of publication, and those at which a date of the facts begins or ends.

use std::collections::BTreeSet;

use crate::date::Day;
use crate::evidence::Article;
use crate::program::ir::{Expr, Literal, Program, RelationId, Rule, Type};
use crate::session::Session;
use crate::store::{Database, Word};

/// The days from which articles may be out, and from which they certainly are.
pub(super) fn of_publication<'a>(articles: impl Iterator<Item = &'a Article>) -> BTreeSet<Day> {
    articles
        .flat_map(|article| [article.published.earliest(), article.published.latest()])
        .flatten()
        .collect()
}

/// The relations that facts of these may depend on, through whatever condition.
pub(super) fn cone(program: &Program, of: impl Iterator<Item = RelationId>) -> BTreeSet<RelationId> {
    let mut cone = BTreeSet::new();
    let mut open: Vec<RelationId> = of.collect();
    while let Some(relation) = open.pop() {
        if cone.insert(relation) {
            let rules = program.rules.iter().filter(|rule| rule.head == relation);
            rules.for_each(|rule| used(&rule.body, &mut open));
        }
    }
    cone
}

fn used(body: &[Literal], relations: &mut Vec<RelationId>) {
    for literal in body {
        match literal {
            Literal::Atom(atom) | Literal::Negation(atom) => relations.push(atom.relation),
            Literal::Aggregate(aggregate) => used(&aggregate.body, relations),
            Literal::Compare { .. } | Literal::Test { .. } | Literal::False => {}
        }
    }
}

/// The days on which a comparison of the day judged with a date in the tables of these relations may come out otherwise than on the day
/// before. Gaps inside a date are not looked at.
pub(super) fn of_dates(session: &Session, cone: &BTreeSet<RelationId>, database: &Database) -> BTreeSet<Day> {
    let mut dates: BTreeSet<Word> = BTreeSet::new();
    for &relation in cone {
        let declared = session.program().relations.get(relation.0);
        let (Some(declared), Some(table)) = (declared, database.tables.get(relation.0)) else { continue };
        // The day judged itself is no date of the facts.
        if session.lowered().survey.is_builtin(&declared.name) {
            continue;
        }
        for (column, _) in declared.attributes.iter().enumerate().filter(|(_, it)| it.ty == Type::Date) {
            dates.extend(table.rows().filter_map(|row| row.get(column)));
        }
    }
    let rules = session.program().rules.iter().filter(|rule| cone.contains(&rule.head));
    dates.extend(rules.flat_map(written));
    dates.into_iter().flat_map(|word| turns(session, word)).collect()
}

/// The first day of a date and its last, on which it begins and is reached, and the days after these, on which that is past.
fn turns(session: &Session, word: Word) -> impl Iterator<Item = Day> {
    let date = session.dictionary().date_of(word);
    let after = |day: Day| [Some(day), Day::from_number(day.number() + 1)];
    [date.earliest(), date.latest()].into_iter().flatten().flat_map(after).flatten()
}

/// The dates written in the comparisons of a rule.
fn written(rule: &Rule) -> Vec<Word> {
    let mut words = Vec::new();
    for literal in &rule.body {
        if let Literal::Compare { ty: Type::Date, left, right, .. } = literal {
            words.extend([left, right].into_iter().filter_map(|side| match side {
                Expr::Const(word) => Some(*word),
                Expr::Var(_) | Expr::Call { .. } => None,
            }));
        }
    }
    words
}
