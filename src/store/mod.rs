//! What executors compute on: words, the dictionary behind them, and tables of rows of words.
//!
//! Nothing here knows rules or text; a word's type is known to whoever reads it.

mod appended;
pub mod bulk;
pub mod cell;
pub mod changes;
pub mod classes;
mod codes;
pub mod database;
mod days;
pub mod dictionary;
mod distinct;
mod filled;
pub mod gathered;
pub mod holding;
pub mod index;
pub mod key_map;
pub mod keyed;
pub mod kind;
mod leaf;
pub mod listing;
mod lists;
mod narrow;
pub mod parted;
pub mod postings;
mod row_set;
pub mod sorting;
pub mod symbols;
pub mod table;
mod trie;
pub mod tuples;
pub mod word;
mod written;

pub use bulk::Bulk;
pub use cell::{Cell, cell_of, cells_of, hash_key, is_plain, known_cell, retain_cells, word_of};
pub use changes::{Change, Changes};
pub use classes::Classes;
pub use database::Database;
pub use days::Days;
pub use dictionary::{Dictionary, NativeId};
pub use gathered::Gathered;
pub use holding::Holding;
pub use index::Index;
pub use key_map::KeyMap;
pub use keyed::Keyed;
pub use kind::{Branch, Shape, ShapeId, Type};
pub use listing::Indexes;
pub use parted::{Parted, Router, part_of};
pub use postings::Postings;
pub use row_set::hash_words;
pub use symbols::text_hash;
pub use table::Table;

/// One value of one column, as 64 bits: a `number` in two's complement, an `unsigned` as is, a `float` by its bits
/// (`-0.0` as `0.0`), a `symbol`, `date`, record or branch by its code in the [`Dictionary`].
pub type Word = u64;
