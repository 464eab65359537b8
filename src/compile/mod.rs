//! `demarche compile`: from a checked program to a Rust module around `crepe!`.
//!
//! What crepe cannot express, or might never end with, is told in [`Left`]; the caller decides whether that is a refusal or a division
//! of labour. Nothing here runs a rule, and nothing here reads or writes a file.

mod constants;
mod fingerprint;
mod functors;
mod module;
mod names;
mod order;
mod rule;
mod selection;
mod stage;
mod text;

use std::collections::BTreeSet;

use crate::diagnostic::SourceMap;
use crate::program::ir::{Literal, Program, RelationId, Type};
use crate::store::Dictionary;

pub use fingerprint::fingerprint;
pub use selection::{Left, Obstacle, Selection, select};

/// A compiled program.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The module.
    pub text: String,
    /// The relations that it does not derive.
    pub left: Vec<Left>,
}

/// Compiles a program to the text of a Rust module.
///
/// The module holds the relations that the compiled rules derive or read; from others nothing follows. Its text depends on nothing
/// but the program and its sources. It needs the crates `demarche` and `serde`.
pub fn compile(program: &Program, dictionary: &Dictionary, sources: &SourceMap) -> Compiled {
    let Selection { compiled, left } = select(program);
    let included = &mentioned(program, &compiled);
    let writer =
        module::ModuleWriter { program, dictionary, sources, strata: &compiled, left: &left, included };
    Compiled { text: writer.write(), left }
}

/// The relations that the rules of some strata derive or read.
fn mentioned(program: &Program, strata: &[usize]) -> BTreeSet<RelationId> {
    let strata = strata.iter().filter_map(|&index| program.strata.get(index));
    let rules = strata.flat_map(|stratum| selection::rules_of(program, stratum));
    rules.flat_map(|rule| rule.body.iter().filter_map(read).chain([rule.head])).collect()
}

/// The relation that a condition reads.
fn read(literal: &Literal) -> Option<RelationId> {
    match literal {
        Literal::Atom(atom) | Literal::Negation(atom) => Some(atom.relation),
        _ => None,
    }
}

/// The Rust type of a column.
fn column_type(ty: Type) -> &'static str {
    match ty {
        // Relations with records are not selected.
        Type::Symbol | Type::Record(_) | Type::Branches(_) => "Name",
        Type::Number => "i64",
        Type::Unsigned => "u64",
        Type::Float => "Float",
        Type::Date => "PartialDate",
    }
}
