//! Stages: the strata of a program, grouped into blocks of `crepe!` that run one after the other.
//!
//! crepe writes one function a block, and the time that rustc takes over a function grows faster than its length; blocks of a few
//! dozen rules keep it low. What one block derives is given to the next.

use std::collections::BTreeSet;

use super::names::RelationNames;
use super::rule::RuleWriter;
use super::selection::rules_of;
use crate::program::ir::{Program, RelationId, Stratum};

/// A stage takes further strata as long as it has at most so many rules.
const RULES: usize = 60;

/// A group of strata that one block of crepe derives.
#[derive(Debug, Default)]
pub(super) struct Stage<'a> {
    strata: Vec<&'a Stratum>,
}

/// Groups strata, in order.
pub(super) fn stages<'a>(program: &'a Program, strata: &[usize]) -> Vec<Stage<'a>> {
    let mut stages: Vec<Stage<'a>> = Vec::new();
    for stratum in strata.iter().filter_map(|&index| program.strata.get(index)) {
        match stages.last_mut() {
            Some(stage) if stage.rule_count() + stratum.rules.len() <= RULES => stage.strata.push(stratum),
            _ => stages.push(Stage { strata: vec![stratum] }),
        }
    }
    stages
}

impl Stage<'_> {
    fn rule_count(&self) -> usize {
        self.strata.iter().map(|stratum| stratum.rules.len()).sum()
    }

    /// The relations that it derives, in order.
    fn derived(&self) -> impl Iterator<Item = RelationId> {
        self.strata.iter().flat_map(|stratum| stratum.relations.iter().copied())
    }

    /// The relations that its rules read and others derive or nobody does.
    fn read(&self, program: &Program) -> BTreeSet<RelationId> {
        let derived: BTreeSet<RelationId> = self.derived().collect();
        let rules = self.strata.iter().flat_map(|stratum| rules_of(program, stratum));
        let read = rules.flat_map(|rule| &rule.body).filter_map(super::read);
        read.filter(|relation| !derived.contains(relation)).collect()
    }

    /// The module of the stage; `given` tells which derived relations may also have rows that are given.
    pub(super) fn write(
        &self,
        number: usize,
        writer: &mut RuleWriter<'_, '_>,
        given: &dyn Fn(RelationId) -> bool,
    ) -> String {
        let mut block = Block { writer, structs: Vec::new(), rules: Vec::new(), wiring: Vec::new() };
        for relation in self.read(block.writer.program) {
            block.read(relation);
        }
        for relation in self.derived().filter(|&relation| given(relation)) {
            block.given(relation);
        }
        for relation in self.derived() {
            block.derive(relation);
        }
        for stratum in &self.strata {
            block.rules(stratum);
        }
        block.module(number)
    }
}

/// The parts of a stage's module, as they grow.
struct Block<'w, 'a, 'd> {
    writer: &'w mut RuleWriter<'a, 'd>,
    structs: Vec<String>,
    rules: Vec<String>,
    wiring: Vec<String>,
}

impl Block<'_, '_, '_> {
    fn names(&self, relation: RelationId) -> Option<&RelationNames> {
        self.writer.relations.get(relation.0)
    }

    fn declare(&mut self, kind: &str, row: &str, relation: RelationId) {
        let relation = self.writer.program.relations.get(relation.0);
        let columns = relation.map_or(&[][..], |relation| &relation.attributes);
        let types: Vec<&str> = columns.iter().map(|column| super::column_type(column.ty)).collect();
        self.structs.push(format!("        @{kind}\n        struct {row}({});\n", types.join(", ")));
    }

    fn wire(&mut self, verb: &str, row: &str, names: &RelationNames) {
        self.wiring.push(format!("        {verb} {}: {row}({});\n", names.field, names.columns.join(", ")));
    }

    fn read(&mut self, relation: RelationId) {
        let Some(names) = self.names(relation).cloned() else { return };
        self.declare("input", &names.row, relation);
        self.wire("read", &names.row, &names);
    }

    /// crepe does not derive what is an input; the given rows of a derived relation are an input of their own.
    fn given(&mut self, relation: RelationId) {
        let Some(names) = self.names(relation).cloned() else { return };
        self.declare("input", &names.given, relation);
        self.wire("read", &names.given, &names);
        let columns = names.columns.join(", ");
        self.rules.push(format!("\n        {}({columns}) <- {}({columns});\n", names.row, names.given));
    }

    fn derive(&mut self, relation: RelationId) {
        let Some(names) = self.names(relation).cloned() else { return };
        self.declare("output", &names.row, relation);
        self.wire("derive", &names.row, &names);
    }

    fn rules(&mut self, stratum: &Stratum) {
        for rule in rules_of(self.writer.program, stratum) {
            self.rules.push("\n".to_owned() + &self.writer.write(rule, stratum));
        }
    }

    fn module(self, number: usize) -> String {
        let [structs, rules, wiring] = [self.structs, self.rules, self.wiring].map(|parts| parts.concat());
        format!(
            "#[allow(unreachable_pub, clippy::all, clippy::pedantic, reason = \"what crepe expands to\")]
mod stage_{number} {{
    use super::*;

    crepe! {{
{structs}{rules}    }}

    demarche::stage! {{
{wiring}    }}
}}
"
        )
    }
}
