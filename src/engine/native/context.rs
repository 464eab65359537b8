//! What joins, steps and aggregates read while they work.

use super::relations::Relations;
use crate::engine::guard::Watch;
use crate::store::Dictionary;

/// What a pipeline reads while it works.
pub(super) struct Context<'a, 'g> {
    pub(super) relations: &'a Relations<'a>,
    pub(super) dictionary: &'a Dictionary,
    pub(super) watch: &'a mut Watch<'g>,
    /// How many bindings a block holds when it is full.
    pub(super) block: usize,
}
