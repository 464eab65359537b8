//! Columns of lattices: of the rows that agree in their keys one stands, with the join of all values.

use std::collections::{BTreeMap, HashMap};

use super::{Halt, Progress};
use crate::program::functor;
use crate::program::ir::LatticeColumn;
use crate::store::{Dictionary, Table, Word};

/// What stands of a relation with columns of lattices.
#[derive(Debug)]
pub(super) struct Joins {
    columns: Vec<LatticeColumn>,
    /// The joined values by key.
    standing: HashMap<Vec<Word>, Vec<Word>>,
    /// The rows of the round, each with the rule that derived it.
    pub(super) waiting: Vec<(usize, Vec<Word>)>,
    /// The rows that the round outgrew.
    outgrown: Vec<Vec<Word>>,
}

impl Joins {
    /// Nothing taken up yet.
    pub(super) fn new(columns: &[LatticeColumn]) -> Self {
        let columns = columns.to_vec();
        Self { columns, standing: HashMap::new(), waiting: Vec::new(), outgrown: Vec::new() }
    }

    /// Takes up the rows that are given and gives what they join to.
    pub(super) fn joined(&mut self, table: &Table, dictionary: &Dictionary) -> Result<Table, Halt> {
        let mut order = Vec::new();
        for row in table.rows() {
            let (key, values) = self.parted(row);
            if !self.standing.contains_key(&key) {
                order.push(key.clone());
            }
            self.join(&key, &values, dictionary)?;
        }
        let mut joined = Table::new(table.arity());
        for key in order {
            joined.insert(&self.row(&key));
        }
        Ok(joined)
    }

    /// Joins the rows of the round to what stands; a row whose values grew is added to the table.
    pub(super) fn settle(
        &mut self,
        table: &mut Table,
        dictionary: &Dictionary,
        progress: &mut Progress,
    ) -> Result<(), Halt> {
        // By key, with the values at the beginning of the round and the first rule that changed them.
        let mut grown: BTreeMap<Vec<Word>, (Option<Vec<Word>>, usize)> = BTreeMap::new();
        for (rule, row) in std::mem::take(&mut self.waiting) {
            progress.look_at(1)?;
            let (key, values) = self.parted(&row);
            let before = self.standing.get(&key).cloned();
            if self.join(&key, &values, dictionary)? {
                grown.entry(key).or_insert((before, rule));
            }
        }
        for (key, (before, rule)) in grown {
            self.outgrown.extend(before.map(|values| [key.clone(), values].concat()));
            table.insert(&self.row(&key));
            progress.derive(rule, 1, 1)?;
        }
        Ok(())
    }

    /// The rows that the last round outgrew; they are given once.
    pub(super) fn outgrown(&mut self) -> Option<Table> {
        let rows = std::mem::take(&mut self.outgrown);
        let arity = rows.first()?.len();
        Some(Table::from_rows(arity, rows.iter().map(Vec::as_slice)))
    }

    fn parted(&self, row: &[Word]) -> (Vec<Word>, Vec<Word>) {
        let (key, values) = row.split_at(row.len() - self.columns.len());
        (key.to_vec(), values.to_vec())
    }

    fn row(&self, key: &[Word]) -> Vec<Word> {
        let values = self.standing.get(key).map(Vec::as_slice).unwrap_or_default();
        [key, values].concat()
    }

    /// Joins values to those that stand; says whether these are others now.
    fn join(&mut self, key: &[Word], values: &[Word], dictionary: &Dictionary) -> Result<bool, Halt> {
        let Some(standing) = self.standing.get_mut(key) else {
            self.standing.insert(key.to_vec(), values.to_vec());
            return Ok(true);
        };
        let mut joined = Vec::with_capacity(values.len());
        for (column, (&one, &other)) in self.columns.iter().zip(standing.iter().zip(values)) {
            let value = functor::evaluate(column.join, column.ty, &[one, other], dictionary)?;
            joined.push(value.unwrap_or(one));
        }
        let is_grown = joined != *standing;
        *standing = joined;
        Ok(is_grown)
    }
}
