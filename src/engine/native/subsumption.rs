//! Subsumption at the end of a round: which rows go, by the rules that say so, evaluated as others are.
//!
//! A rule's first two atoms are the row that goes and the one above it. Rows of the round are compared with all, then older rows with
//! those of the round that are left: older rows were compared with each other before. Only where a rule reads what its own stratum
//! derives is everything compared once more.

use std::borrow::Cow;

use super::Halt;
use super::run::Run;
use super::version::{Subsumption, Version};
use crate::program::ir::{Kind, Literal, RelationId, Rule, Stratum};
use crate::store::Table;

/// How many atoms stand for the two rows.
const ROWS: usize = 2;

impl<'a> Run<'a> {
    /// The rules by which rows of a stratum's relations go.
    pub(super) fn subsumptions(&self, stratum: &Stratum) -> Vec<Subsumption<'a>> {
        let program = self.program;
        let is_due = |relation: &&RelationId| self.kinds.compares_by_joins(**relation);
        let of = |&relation: &RelationId| {
            let Kind::Subsumptive(rules) = &program.relations[relation.0].kind else { return None };
            let version = |rule, delta| Version::new(None, Cow::Borrowed(rule), delta);
            let new = rules.iter().map(|rule| version(rule, Some(0))).collect();
            let old = rules.iter().map(|rule| version(rule, (!reads(rule, stratum)).then_some(1)));
            Some(Subsumption { relation, new, old: old.collect() })
        };
        stratum.relations.iter().filter(is_due).filter_map(of).collect()
    }

    /// Drops what is subsumed of relations whose last round has been marked.
    pub(super) fn subsume(
        &mut self,
        stratum: &Stratum,
        subsumptions: &mut [Subsumption<'a>],
    ) -> Result<(), Halt> {
        for Subsumption { relation, new, old } in subsumptions {
            self.drop_lower(stratum, *relation, new)?;
            self.drop_lower(stratum, *relation, old)?;
        }
        Ok(())
    }

    /// Drops the rows above which another stands.
    fn drop_lower(
        &mut self,
        stratum: &Stratum,
        relation: RelationId,
        versions: &mut [Version<'a>],
    ) -> Result<(), Halt> {
        // The row that goes is the first atom, the row above it the second.
        let of_round = |version: &Version| match version.delta {
            Some(0) => Some(true),
            Some(_) => Some(false),
            None => None,
        };
        let are_new =
            versions.iter().map(of_round).reduce(|one, other| one.filter(|_| one == other)).flatten();
        let mut lower = Table::new(self.relations.tables[relation.0].arity());
        for version in versions {
            self.heads(stratum, version, |rows, count, _| {
                lower.insert_cells(rows, count);
                Ok(())
            })?;
        }
        if lower.is_empty() {
            return Ok(());
        }
        self.relations.remove(relation, &lower, are_new, &mut self.progress.watch)
    }
}

/// Whether a rule depends on what the stratum derives beyond the two rows.
fn reads(rule: &Rule, stratum: &Stratum) -> bool {
    let of_stratum = |literal: &Literal| match literal {
        Literal::Atom(atom) => stratum.relations.contains(&atom.relation),
        _ => false,
    };
    rule.body.iter().skip(ROWS).any(of_stratum)
}
