//! What is known of the columns of lattices in a conjunction while its conditions are read; [`super::meets`] finds it out.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use super::clause::Value;
use super::ir::Meet;
use crate::syntax::tree::Text;

/// What the conditions of a conjunction need to know of the columns of lattices in it.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    /// The names that something else than such a column gives a value.
    pub(super) known: BTreeSet<Text>,
    /// The values that stand for the others, by name, in order of the text; of names that stand there several times.
    pub(super) met: HashMap<Text, Vec<(Value, Meet)>>,
}
