//! What follows under a lens, read by the names of relations and columns, and how sure each fact is.
//!
//! Nothing here knows what a relation means. A relation that a program lacks, or has with other columns, is not there.

use std::sync::Arc;

use crate::date::Date;
use crate::evidence::{Grade, Lens};
use crate::program::ir::{Relation, RelationId, Type};
use crate::program::value::{compare_rows, format_word};
use crate::session::{Failure, Session};
use crate::store::{Table, Word};

/// The type of a column of names or phrases.
pub(super) const SYMBOL: Type = Type::Symbol;
/// The type of a column of dates.
pub(super) const DATE: Type = Type::Date;
/// The type of a column of counts.
pub(super) const NUMBER: Type = Type::Number;

/// The relations that briefs over the standard rules read. Where claims are many, what none of these rests on is not inferred for one.
const READ: [&str; 38] = [
    "acceptance",
    "accepted_invitation",
    "announcement",
    "bloc",
    "conflict",
    "count_conflict",
    "counter_bloc",
    "dated",
    "dates_clash",
    "done",
    "expected_event_order",
    "expected_order",
    "forecast",
    "happening",
    "invitation",
    "meeting",
    "next_visit",
    "not_ordered",
    "opposed",
    "order_conflict",
    "outstanding_visit_undetermined",
    "owed_by_turn_undetermined",
    "owes_visit",
    "participant",
    "person",
    "rift_in_bloc",
    "scheduling",
    "state",
    "stay",
    "strained",
    "tie",
    "to_come",
    "unhonoured_so_far",
    "unreported",
    "unreturned_visit",
    "visit",
    "visit_to_come",
    "withdrawal",
];

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) relation: RelationId,
    pub(super) row: Vec<Word>,
}

/// A fact with the values of the columns asked for, in the order asked.
#[derive(Clone, Debug)]
pub(super) struct Entry<const N: usize> {
    pub(super) fact: Fact,
    pub(super) values: [Word; N],
}

fn is_read(relation: &str) -> bool {
    READ.contains(&relation.split('@').next().unwrap_or_default())
}

/// What follows under one lens.
pub(super) struct Reading<'s> {
    pub(super) session: &'s Session,
    pub(super) lens: Lens,
    /// What follows at each level of trust that the lens admits, the strongest first and the lens's own last: a table a relation,
    /// without rows where none is read.
    levels: Vec<(Grade, Vec<Table>)>,
}

impl<'s> Reading<'s> {
    /// Draws every conclusion under a lens, at each level of trust; of many claims those alone that are read.
    pub(super) fn new(session: &'s Session, lens: Lens) -> Result<Self, Failure> {
        let admitted = Grade::ALL.into_iter().filter(|level| *level >= lens.trust);
        let find = |name: &&str| session.program().relations.iter().position(|it| it.name == **name);
        let read: Vec<RelationId> = READ.iter().filter_map(find).map(RelationId).collect();
        let is_standard = read.len() == READ.len();
        let at = |trust| {
            let lens = Lens { trust, ..lens.clone() };
            let found = session.conclusions_of_many(if is_standard { &read } else { &[] }, &lens)?;
            let named = session.program().relations.iter().zip(&found.tables);
            // What is not read is let go of, and the whole is free to be led to another lens.
            let kept = |(relation, table): (&Relation, &Table)| {
                if is_standard && !is_read(&relation.name) { Table::default() } else { table.clone() }
            };
            Ok((trust, named.map(kept).collect()))
        };
        let levels = admitted.map(at).collect::<Result<_, Failure>>()?;
        Ok(Self { session, lens, levels })
    }

    /// The facts of a relation that has these columns, ordered by all their values; none where the program has no such relation.
    pub(super) fn facts<const N: usize>(
        &self,
        relation: &str,
        columns: [(&str, Type); N],
    ) -> Option<Vec<Entry<N>>> {
        debug_assert!(is_read(relation), "{relation} is not among what briefs read");
        let relations = &self.session.program().relations;
        let id = relations.iter().position(|it| it.name == relation).map(RelationId)?;
        let declared = relations.get(id.0)?;
        let mut places = [0; N];
        for (place, (name, ty)) in places.iter_mut().zip(columns) {
            *place = declared.attributes.iter().position(|it| it.name == name && it.ty == ty)?;
        }
        let value = |row: &[Word], at: usize| row.get(at).copied().unwrap_or_default();
        let entry = |row: Vec<Word>| Entry {
            values: places.map(|at| value(&row, at)),
            fact: Fact { relation: id, row },
        };
        Some(self.rows(id, declared).into_iter().map(entry).collect())
    }

    /// Every fact of a relation, ordered by values.
    pub(super) fn rows(&self, id: RelationId, declared: &Relation) -> Vec<Vec<Word>> {
        let table = self.levels.last().and_then(|(_, tables)| tables.get(id.0));
        let types: Vec<Type> = declared.attributes.iter().map(|it| it.ty).collect();
        let mut rows: Vec<Vec<Word>> =
            table.into_iter().flat_map(|table| table.rows().map(<[Word]>::to_vec)).collect();
        rows.sort_by(|a, b| compare_rows(&types, a, b, self.session.dictionary()));
        rows
    }

    /// The strongest level of trust at which a fact follows.
    pub(super) fn certainty(&self, fact: &Fact) -> Option<Grade> {
        let holds =
            |tables: &[Table]| tables.get(fact.relation.0).is_some_and(|table| table.contains(&fact.row));
        self.levels.iter().find(|(_, tables)| holds(tables)).map(|(level, _)| *level)
    }

    /// Whether the program has evidence at all, so that certainty means something.
    pub(super) fn has_evidence(&self) -> bool {
        self.session.lowered().survey.has_evidence()
    }

    /// A name or phrase as it stands.
    pub(super) fn text(&self, word: Word) -> String {
        format_word(word, Type::Symbol, self.session.dictionary())
    }

    /// Whether the texts leave a name open.
    pub(super) fn is_unsaid(&self, word: Word) -> bool {
        self.session.dictionary().is_unsaid_symbol(word)
    }

    /// The date of a word in a column of dates.
    pub(super) fn date(&self, word: Word) -> Arc<Date> {
        self.session.dictionary().date_of(word)
    }

    /// The day judged.
    pub(super) fn now(&self) -> Option<&Date> {
        self.lens.at.as_ref()
    }
}
