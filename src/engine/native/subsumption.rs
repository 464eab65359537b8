//! Subsumption at the end of a round: which rows go, by the rules that say so, evaluated as others are.
//!
//! A rule's first two atoms are the row that goes and the one above it. Rows of the round are compared with all, then older rows with
//! those of the round that are left: older rows were compared with each other before. Only where a rule reads what its own stratum
//! derives is everything compared once more.

use super::Halt;
use super::run::{Run, Version};
use crate::program::ir::{Kind, Literal, RelationId, Rule, Stratum};
use crate::store::Table;

/// How many atoms stand for the two rows.
const ROWS: usize = 2;

impl<'a> Run<'a> {
    /// Drops what is subsumed of the relations of a stratum whose last round has been marked.
    pub(super) fn subsume(&mut self, stratum: &Stratum) -> Result<(), Halt> {
        let program = self.program;
        for &id in &stratum.relations {
            if let Kind::Subsumptive(rules) = &program.relations[id.0].kind {
                self.drop_lower(stratum, id, rules, |_| Some(0))?;
                self.drop_lower(stratum, id, rules, |rule| (!reads(rule, stratum)).then_some(1))?;
            }
        }
        Ok(())
    }

    /// Drops the rows above which another stands, by rules of which the atom told by `delta` sees the last round's rows alone.
    fn drop_lower(
        &mut self,
        stratum: &Stratum,
        relation: RelationId,
        rules: &'a [Rule],
        delta: impl Fn(&Rule) -> Option<usize>,
    ) -> Result<(), Halt> {
        let mut lower = Table::new(self.relations.tables[relation.0].arity());
        for rule in rules {
            let mut version = Version { at: None, rule, delta: delta(rule), plan: None };
            self.heads(stratum, &mut version, |rows, count, _| {
                lower.insert_all(rows, count);
                Ok(())
            })?;
        }
        if !lower.is_empty() {
            self.relations.remove(relation, &lower);
        }
        Ok(())
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
