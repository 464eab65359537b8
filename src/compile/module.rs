//! The text of a whole module: its documentation, the structs, the sets of facts, `run` and the stages.
//!
//! The text is laid out as rustfmt leaves it, at any width that a project may have set: what rustfmt would break differently stands in
//! macros, which it does not touch.

use std::collections::BTreeSet;

use super::Left;
use super::constants::Constants;
use super::fingerprint::fingerprint;
use super::names::{self, RelationNames};
use super::rule::RuleWriter;
use super::stage::stages;
use super::text::{doc, place, string};
use crate::diagnostic::SourceMap;
use crate::program::ir::{Attribute, Fact, IoKind, Program, Relation, RelationId};
use crate::store::Dictionary;

/// What a module is written from.
pub(super) struct ModuleWriter<'a> {
    pub program: &'a Program,
    pub dictionary: &'a Dictionary,
    pub sources: &'a SourceMap,
    /// The strata to compile.
    pub strata: &'a [usize],
    /// The relations left out.
    pub left: &'a [Left],
    /// The relations of the module: those that its rules derive or read.
    pub included: &'a BTreeSet<RelationId>,
}

impl ModuleWriter<'_> {
    /// The whole text.
    pub(super) fn write(&self) -> String {
        let names = names::of_relations(self.program);
        let mut constants = Constants::new(self.dictionary);
        let given = |relation| self.is_given(relation);
        let mut writer = RuleWriter {
            program: self.program,
            relations: &names,
            sources: self.sources,
            constants: &mut constants,
        };
        let stages: Vec<String> = stages(self.program, self.strata)
            .iter()
            .enumerate()
            .map(|(at, stage)| stage.write(at + 1, &mut writer, &given))
            .collect();
        let rows: Vec<String> = self.included().map(|id| self.row(id, &names)).collect();
        [
            self.header(),
            rows.join("\n") + "\n",
            self.facts(&names),
            self.lists(),
            self.run(&names, stages.len(), &constants),
            constants.declarations(),
            stages.join("\n"),
        ]
        .concat()
    }

    fn included(&self) -> impl Iterator<Item = RelationId> {
        self.included.iter().copied()
    }

    fn relation(&self, id: RelationId) -> Option<&Relation> {
        self.program.relations.get(id.0)
    }

    /// Whether a relation may have rows that no rule derives.
    fn is_given(&self, id: RelationId) -> bool {
        let stated = self.program.facts.iter().any(|fact| fact.relation == id);
        let read = self.program.io.iter().any(|io| io.kind == IoKind::Input && io.relation == id);
        stated || read || self.relation(id).is_some_and(|relation| relation.assumable || !relation.derived)
    }

    /// The rule files, each once, in order.
    fn files(&self) -> Vec<&str> {
        let spans = self.program.relations.iter().map(|relation| relation.span);
        let spans = spans.chain(self.program.rules.iter().map(|rule| rule.span));
        let names: BTreeSet<&str> = spans.filter_map(|span| Some(self.sources.position(span)?.0)).collect();
        names.into_iter().collect()
    }

    fn header(&self) -> String {
        let files = self.files().join(", ");
        format!(
            "//! Typed relations and rules from {files}.
//!
//! Written by `demarche compile`: change the rule files and compile again, not this file. Each relation is a struct, the rules stand
//! in blocks of `crepe!` below their Datalog, and [`run`] derives everything that follows from some facts.

#![allow(clippy::doc_markdown, clippy::unreadable_literal, clippy::wildcard_imports)]
#![allow(unused_imports, reason = \"which functions the rules call differs from one module to the next\")]

use demarche::typed::*;

"
        )
    }

    fn row(&self, id: RelationId, names: &[RelationNames]) -> String {
        let (Some(relation), Some(names)) = (self.relation(id), names.get(id.0)) else {
            return String::new();
        };
        let mut docs = relation.docs.to_vec();
        if docs.is_empty() {
            docs.push(format!("A row of `{}`.", relation.name));
        }
        docs.extend([String::new(), format!("`{}`, {}.", relation.name, place(relation.span, self.sources))]);
        let column = |(column, field): (&Attribute, &String)| {
            let renamed =
                if *field == column.name { String::new() } else { format!(" as {}", string(&column.name)) };
            let (name, ty) = (&column.name, super::column_type(column.ty));
            format!(
                "        /// Column `{name}: {}`.\n        pub {field}{renamed}: {ty},\n",
                column.type_name
            )
        };
        let columns: Vec<String> = relation.attributes.iter().zip(&names.columns).map(column).collect();
        let columns = columns.concat();
        let (docs, row, relation) = (doc("    ", &docs), &names.row, string(&relation.name));
        format!("demarche::relation! {{\n{docs}    pub struct {row} = {relation} {{\n{columns}    }}\n}}\n")
    }

    /// `Given` and `Conclusions`.
    fn facts(&self, names: &[RelationNames]) -> String {
        let field = |id: RelationId| {
            let names = names.get(id.0)?;
            let rules = self.program.rules.iter().filter(|rule| rule.head == id).count();
            let origin = match rules {
                0 => "given".to_owned(),
                1 => "derived by one rule".to_owned(),
                many => format!("derived by {many} rules"),
            };
            let doc = format!("        /// Rows of `{}`, {origin}.\n", self.relation(id)?.name);
            Some(format!("{doc}        pub {}: {},\n", names.field, names.row))
        };
        let given: String = self.included().filter(|&id| self.is_given(id)).filter_map(field).collect();
        let all: String = self.included().filter_map(field).collect();
        format!(
            "demarche::facts! {{
    /// The facts from which [`run`] starts.
    pub struct Given {{
{given}    }}
}}

demarche::facts! {{
    /// What was given and all that follows, each relation in order, each row once.
    pub struct Conclusions {{
{all}    }}
}}

"
        )
    }

    /// What was left out, and the fingerprint of what was not.
    fn lists(&self) -> String {
        let left: String = self
            .left
            .iter()
            .filter_map(|left| {
                let reason = format!("{} ({})", left.reason(self.program), place(left.span, self.sources));
                Some(format!("    ({}, {}),\n", string(&self.relation(left.relation)?.name), string(&reason)))
            })
            .collect();
        let included: Vec<&str> = self
            .included()
            .filter_map(|id| self.relation(id))
            .map(|relation| relation.name.as_str())
            .collect();
        let print = fingerprint(self.program, self.dictionary, &included);
        format!(
            "/// The relations of the rule files that are not in this module, each with the reason; the native executor derives them.
#[rustfmt::skip]
pub const LEFT_OUT: &[(&str, &str)] = &[
{left}];

/// The fingerprint of the rules of all relations of [`Conclusions`].
pub const FINGERPRINT: u64 = {print:#018x};

"
        )
    }

    fn run(&self, names: &[RelationNames], stages: usize, constants: &Constants<'_>) -> String {
        let copied: String = self
            .included()
            .filter(|&id| self.is_given(id))
            .filter_map(|id| Some(format!("            {0}: sorted(&given.{0}),\n", names.get(id.0)?.field)))
            .collect();
        let call = |stage| format!("        stage_{stage}::run(&mut facts);\n");
        let calls = (1..=stages).map(call).collect::<Vec<_>>().concat();
        let facts = self.program.facts.iter().filter(|fact| self.included.contains(&fact.relation));
        let stated: String = facts.filter_map(|fact| self.stated(fact, names, constants)).collect();
        format!(
            "/// Everything that follows from `given` and from the facts that the rule files state.
///
/// # Errors
/// A functor failed in some rule: an integer overflowed, a text is no number.
pub fn run(given: &Given) -> Result<Conclusions, Fault> {{
    let mut given = given.clone();
    state(&mut given);
    run_on_given(&given)
}}

/// Everything that follows from `given` alone.
///
/// # Errors
/// As [`run`].
pub fn run_on_given(given: &Given) -> Result<Conclusions, Fault> {{
    catch(|| {{
        let mut facts = Conclusions::from(given);
{calls}        facts
    }})
}}

impl From<&Given> for Conclusions {{
    #[rustfmt::skip]
    fn from(given: &Given) -> Self {{
        Self {{
{copied}            ..Self::default()
        }}
    }}
}}

/// Adds the facts that the rule files state.
#[rustfmt::skip]
fn state(given: &mut Given) {{
{stated}}}

"
        )
    }

    fn stated(&self, fact: &Fact, names: &[RelationNames], constants: &Constants<'_>) -> Option<String> {
        let (relation, names) = (self.relation(fact.relation)?, names.get(fact.relation.0)?);
        let columns = relation.attributes.iter().zip(&fact.row).zip(&names.columns);
        let fields: Vec<String> = columns
            .map(|((column, &word), field)| format!("{field}: {}", constants.field(column.ty, word)))
            .collect();
        Some(format!("    given.{}.push({} {{ {} }});\n", names.field, names.row, fields.join(", ")))
    }
}
