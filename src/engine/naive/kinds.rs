//! What the oracle does at the end of a round, by the kind of relation: see [`Kind`].
//!
//! Equivalences are closed by their rules, choices made row by row, subsumption tried on all pairs. What an executor made for speed
//! does instead, and remembers to do it, is not shared.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rows, Run, Search, sets};
use crate::engine::EngineError;
use crate::engine::guard::Halt;
use crate::program::ir::{Kind, Program, RelationId, Rule, Stratum};
use crate::store::{Database, Word};

/// The rows that are given: of a relation with choices, those that agree with none before them.
pub(super) fn given(program: &Program, input: &Database) -> Vec<Rows> {
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
    }
    rows
}

/// The given rows of relations with subsumption.
pub(super) fn subsumptive(program: &Program, rows: &[Rows]) -> BTreeMap<RelationId, Rows> {
    let relations = program.relations.iter().zip(rows).enumerate();
    let subsumptive = relations.filter(|(_, (relation, _))| matches!(relation.kind, Kind::Subsumptive(_)));
    subsumptive.map(|(id, (_, rows))| (RelationId(id), rows.clone())).collect()
}

/// The rules of a stratum that close equivalences.
pub(super) fn closing(program: &Program, stratum: &Stratum) -> BTreeSet<usize> {
    let of = |id: &RelationId| match &program.relations[id.0].kind {
        Kind::Equivalence { closing } => closing.clone(),
        _ => Vec::new(),
    };
    stratum.relations.iter().flat_map(of).collect()
}

/// Whether no row has the values of this one in all columns of a domain.
fn is_free(domains: &[Vec<usize>], row: &[Word], rows: &Rows) -> bool {
    let agree =
        |other: &Vec<Word>, domain: &Vec<usize>| domain.iter().all(|&column| other[column] == row[column]);
    !rows.iter().any(|other| domains.iter().any(|domain| agree(other, domain)))
}

impl Run<'_> {
    /// Adds the rows that one rule derived in one round; says how many are new.
    pub(super) fn add(&mut self, relation: RelationId, found: Rows) -> usize {
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
            Kind::Subsumptive(_) => {
                self.new.entry(relation).or_default().extend(found.iter().cloned());
                self.seen.entry(relation).or_default().extend(found.iter().cloned());
                known.extend(found);
            }
            Kind::Plain | Kind::Equivalence { .. } => known.extend(found),
        }
        known.len() - before
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
                Kind::Plain | Kind::Choice(_) => {}
            }
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
