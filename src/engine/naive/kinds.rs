//! What the oracle does at the end of a round, by the kind of relation: see [`Kind`].
//!
//! Equivalences are closed by their rules, choices made row by row, subsumption tried on all pairs. What an executor made for speed
//! does instead, and remembers to do it, is not shared.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rows, Run, Search, sets};
use crate::engine::EngineError;
use crate::engine::guard::Halt;
use crate::program::functor;
use crate::program::ir::{Kind, LatticeColumn, Program, RelationId, Rule, Stratum};
use crate::program::value::compare_rows;
use crate::store::{Database, Dictionary, Word};

/// The rows that are given: of a relation with choices, those that agree with none before them; of one with columns of lattices, what
/// they join to.
pub(super) fn given(program: &Program, input: &Database, dictionary: &Dictionary) -> Result<Vec<Rows>, Halt> {
    let mut rows = sets(input);
    for ((relation, table), rows) in program.relations.iter().zip(&input.tables).zip(&mut rows) {
        if let Kind::Choice(domains) = &relation.kind {
            rows.clear();
            for row in table.rows() {
                if is_free(domains, row, rows) {
                    rows.insert(row.to_vec());
                }
            }
        }
        if let Kind::Lattice(columns) = &relation.kind {
            rows.clear();
            for row in table.rows() {
                join(columns, row.to_vec(), rows, dictionary)?;
            }
        }
    }
    Ok(rows)
}

/// Joins a row with the one that has its keys; says whether that is another row now.
fn join(
    columns: &[LatticeColumn],
    mut row: Vec<Word>,
    rows: &mut Rows,
    dictionary: &Dictionary,
) -> Result<bool, Halt> {
    let keys = row.len() - columns.len();
    let standing = rows.iter().find(|other| other[..keys] == row[..keys]).cloned();
    if let Some(standing) = standing {
        for (at, column) in columns.iter().enumerate() {
            let operands = [standing[keys + at], row[keys + at]];
            let joined = functor::evaluate(column.join, column.ty, &operands, dictionary)?;
            row[keys + at] = joined.unwrap_or(operands[0]);
        }
        if row == standing {
            return Ok(false);
        }
        rows.remove(&standing);
    }
    rows.insert(row);
    Ok(true)
}

/// The given rows of relations with subsumption.
pub(super) fn subsumptive(program: &Program, rows: &[Rows]) -> BTreeMap<RelationId, Rows> {
    let relations = program.relations.iter().zip(rows).enumerate();
    let subsumptive = relations.filter(|(_, (relation, _))| matches!(relation.kind, Kind::Subsumptive(_)));
    subsumptive.map(|(id, (_, rows))| (RelationId(id), rows.clone())).collect()
}

/// The rules of a stratum that are passed over.
pub(super) fn closing(program: &Program, stratum: &Stratum) -> BTreeSet<usize> {
    stratum.relations.iter().flat_map(|id| program.relations[id.0].kind.closing()).copied().collect()
}

/// Whether no row has the values of this one in all columns of a domain.
fn is_free(domains: &[Vec<usize>], row: &[Word], rows: &Rows) -> bool {
    let agree =
        |other: &Vec<Word>, domain: &Vec<usize>| domain.iter().all(|&column| other[column] == row[column]);
    !rows.iter().any(|other| domains.iter().any(|domain| agree(other, domain)))
}

impl Run<'_> {
    /// Adds the rows that one rule derived in one round; says how many are new.
    pub(super) fn add(&mut self, relation: RelationId, found: Rows) -> Result<usize, Halt> {
        let known = &mut self.rows[relation.0];
        let before = known.len();
        let declared = &self.program.relations[relation.0];
        match &declared.kind {
            Kind::Choice(domains) => {
                let types: Vec<_> = declared.attributes.iter().map(|column| column.ty).collect();
                let mut found: Vec<_> = found.into_iter().collect();
                found.sort_by(|one, other| self.appearance.compare_rows(&types, one, other, self.dictionary));
                for row in found {
                    if is_free(domains, &row, known) {
                        known.insert(row);
                    }
                }
            }
            Kind::Lattice(columns) => {
                let mut grown = 0;
                for row in found {
                    grown += usize::from(join(columns, row, known, self.dictionary)?);
                }
                return Ok(grown);
            }
            Kind::Subsumptive(_) => {
                self.new.entry(relation).or_default().extend(found.iter().cloned());
                self.seen.entry(relation).or_default().extend(found.iter().cloned());
                known.extend(found);
            }
            Kind::Plain | Kind::Equivalence { .. } | Kind::Numbered { .. } | Kind::Rounds { .. } => {
                known.extend(found);
            }
        }
        Ok(known.len() - before)
    }

    /// Closes the equivalences of the stratum and drops what is subsumed.
    pub(super) fn settle(&mut self, stratum: &Stratum) -> Result<(), EngineError> {
        let program = self.program;
        for &id in &stratum.relations {
            match &program.relations[id.0].kind {
                Kind::Equivalence { closing } => while self.extend(stratum, closing)? {},
                Kind::Subsumptive(rules) => {
                    let subsumed = self.subsume(id, rules);
                    subsumed.map_err(|halt| self.error(halt, stratum, None))?;
                }
                Kind::Plain
                | Kind::Choice(_)
                | Kind::Lattice(_)
                | Kind::Numbered { .. }
                | Kind::Rounds { .. } => {}
            }
        }
        Ok(())
    }

    /// Numbers the solutions of rules that count.
    pub(super) fn number(&mut self, stratum: &Stratum) -> Result<(), Halt> {
        for &id in &stratum.relations {
            let Kind::Numbered { numbering, solutions, step, before } = &self.program.relations[id.0].kind
            else {
                continue;
            };
            let columns = &self.program.relations[solutions.0].attributes;
            let types: Vec<_> = columns.iter().map(|column| column.ty).collect();
            let mut rows: Vec<Vec<Word>> = self.rows[solutions.0].iter().cloned().collect();
            rows.sort_by(|one, other| compare_rows(&types, one, other, self.dictionary));
            let first: usize = before.iter().map(|(earlier, step)| self.rows[earlier.0].len() * step).sum();
            for (rank, mut row) in rows.into_iter().enumerate() {
                row.push((first + rank * step) as Word);
                self.rows[id.0].insert(row);
                self.progress.derive(*numbering, 1, 1)?;
            }
        }
        Ok(())
    }

    /// Writes down what is new at the end of the round, where a relation of rounds asks for it.
    pub(super) fn record(&mut self, stratum: &Stratum) -> Result<(), Halt> {
        let program = self.program;
        for (id, relation) in program.relations.iter().enumerate() {
            let Kind::Rounds { telling, of } = relation.kind else { continue };
            if !stratum.relations.contains(&of) {
                continue;
            }
            let recorded: Rows = self.rows[id].iter().map(|row| row[..row.len() - 1].to_vec()).collect();
            let new: Vec<_> = self.rows[of.0].difference(&recorded).cloned().collect();
            self.progress.derive(telling, new.len() as u64, new.len() as u64)?;
            self.rows[id].extend(new.into_iter().map(|row| [row, vec![self.round]].concat()));
        }
        Ok(())
    }

    /// Drops the rows of the round above which another stands, then the older ones above which one that is left does.
    fn subsume(&mut self, relation: RelationId, rules: &[Rule]) -> Result<(), Halt> {
        let new = self.new.insert(relation, Rows::new()).unwrap_or_default();
        let lower = self.lower(rules)?;
        self.rows[relation.0].retain(|row| !new.contains(row) || !lower.contains(row));
        let lower = self.lower(rules)?;
        self.rows[relation.0].retain(|row| new.contains(row) || !lower.contains(row));
        Ok(())
    }

    /// The rows above which some row stands.
    fn lower(&mut self, rules: &[Rule]) -> Result<Rows, Halt> {
        let mut lower = Rows::new();
        for rule in rules {
            let mut search =
                Search { rows: &self.rows, dictionary: self.dictionary, progress: &mut self.progress };
            let (found, solved) = search.heads(rule, &Rows::new(), u64::MAX);
            solved?;
            lower.extend(found);
        }
        Ok(lower)
    }
}
