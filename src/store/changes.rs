//! Rows that came and went, relation by relation: what leads from one database to another.

use std::collections::BTreeMap;

use super::{Database, Table, Word};

/// The rows by which one table differs from an earlier state of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The rows that only the later state has.
    pub added: Table,
    /// The rows that only the earlier one has.
    pub removed: Table,
}

/// The rows by which one database differs from an earlier state of it, by the position of their table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    tables: BTreeMap<usize, Change>,
}

impl Change {
    /// None, for rows of so many words.
    pub fn none(arity: usize) -> Self {
        Self { added: Table::new(arity), removed: Table::new(arity) }
    }

    /// From one table to another.
    pub fn between(before: &Table, after: &Table) -> Self {
        let added = after.beyond(before);
        // How many rows went is known by then: most often none did.
        let is_grown = before.len() + added.len() == after.len();
        let removed = if is_grown { Table::new(before.arity()) } else { before.beyond(after) };
        Self { added, removed }
    }

    /// How many rows came or went.
    pub fn len(&self) -> usize {
        self.added.len() + self.removed.len()
    }

    /// Whether nothing did.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Notes that a row came; if it went before, nothing has changed.
    pub fn add(&mut self, row: &[Word]) {
        note(&mut self.added, &mut self.removed, row);
    }

    /// Notes that a row went; if it came before, nothing has changed.
    pub fn remove(&mut self, row: &[Word]) {
        note(&mut self.removed, &mut self.added, row);
    }
}

fn note(here: &mut Table, there: &mut Table, row: &[Word]) {
    let only = Table::from_rows(row.len(), [row]);
    if there.remove_all(&only) == 0 {
        here.insert(row);
    }
}

impl Changes {
    /// From one database to another of as many tables.
    pub fn between(before: &Database, after: &Database) -> Self {
        let tables = before.tables.iter().zip(&after.tables).enumerate();
        let mut changes = Self::default();
        tables.for_each(|(at, (before, after))| changes.set(at, Change::between(before, after)));
        changes
    }

    /// What changed in a table.
    pub fn get(&self, table: usize) -> Option<&Change> {
        self.tables.get(&table)
    }

    /// Says what changed in a table.
    pub fn set(&mut self, table: usize, change: Change) {
        if change.is_empty() {
            self.tables.remove(&table);
        } else {
            self.tables.insert(table, change);
        }
    }

    /// What changed, in the order of the tables.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Change)> {
        self.tables.iter().map(|(&at, change)| (at, change))
    }

    /// How many rows came or went in all.
    pub fn len(&self) -> usize {
        self.tables.values().map(Change::len).sum()
    }

    /// Whether nothing did.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// What leads back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let turned = |(&at, change): (&usize, &Change)| {
            let Change { added, removed } = change.clone();
            (at, Change { added: removed, removed: added })
        };
        Self { tables: self.tables.iter().map(turned).collect() }
    }

    /// Goes on with later changes.
    pub fn extend(&mut self, later: &Self) {
        for (at, change) in later.iter() {
            let mut whole = self.tables.remove(&at).unwrap_or_else(|| Change::none(change.added.arity()));
            change.removed.rows().for_each(|row| whole.remove(row));
            change.added.rows().for_each(|row| whole.add(row));
            self.set(at, whole);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(rows: &[Word]) -> Database {
        Database::new(vec![Table::from_rows(1, rows.chunks(1))])
    }

    #[test]
    fn changes_lead_from_one_state_to_another_and_back() {
        let (first, second, third) = (database(&[1, 2, 3]), database(&[2, 3, 4]), database(&[3, 1]));
        let mut changes = Changes::between(&first, &second);
        assert_eq!((changes.len(), changes.inverse()), (2, Changes::between(&second, &first)));
        changes.extend(&Changes::between(&second, &third));
        assert_eq!(changes, Changes::between(&first, &third));
        changes.extend(&Changes::between(&third, &first));
        assert!(changes.is_empty());
    }
}
