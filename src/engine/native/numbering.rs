//! What is numbered: the solutions of rules that count, in the order of their values, and rows by the round in which they are new.

use super::Halt;
use super::run::Run;
use crate::plan::View;
use crate::program::ir::{Kind, RelationId, Stratum, Type};
use crate::program::value::compare_rows;
use crate::store::Word;

impl Run<'_> {
    /// Numbers the solutions of the rules that count, which are complete by now.
    pub(super) fn number(&mut self, stratum: &Stratum) -> Result<(), Halt> {
        for &id in &stratum.relations {
            let Kind::Numbered { numbering, solutions, step, before } = &self.program.relations[id.0].kind
            else {
                continue;
            };
            let columns = &self.program.relations[solutions.0].attributes;
            let types: Vec<Type> = columns.iter().map(|column| column.ty).collect();
            let tables = self.relations.tables.to_mut();
            let first: usize = before.iter().map(|(earlier, step)| tables[earlier.0].len() * step).sum();
            let mut rows: Vec<Vec<Word>> = tables[solutions.0].rows().map(<[Word]>::to_vec).collect();
            rows.sort_unstable_by(|one, other| compare_rows(&types, one, other, self.dictionary));
            for (rank, mut row) in rows.into_iter().enumerate() {
                row.push((first + rank * step) as Word);
                tables[id.0].insert(&row);
                self.progress.derive(*numbering, 1, 1)?;
            }
        }
        Ok(())
    }

    /// Whether a relation of rounds asks for what is new in a stratum.
    pub(super) fn is_recorded(&self, stratum: &Stratum) -> bool {
        let asks_for = |id: &RelationId| match self.program.relations[id.0].kind {
            Kind::Rounds { of, .. } => stratum.relations.contains(&of),
            _ => false,
        };
        self.kinds.rounds.iter().any(asks_for)
    }

    /// Writes down what is new at the end of the round, where a relation of rounds asks for it.
    pub(super) fn record(&mut self, stratum: &Stratum) -> Result<(), Halt> {
        for &RelationId(id) in &self.kinds.rounds {
            let Kind::Rounds { telling, of } = self.program.relations[id].kind else { continue };
            if !stratum.relations.contains(&of) {
                continue;
            }
            for at in self.relations.range(of, View::Delta) {
                let row = [self.relations.table(of, View::Delta).row(at), &[self.round]].concat();
                let tables = self.relations.tables.to_mut();
                let new = u64::from(tables[id].insert(&row));
                self.progress.derive(telling, new, new)?;
            }
        }
        Ok(())
    }
}
