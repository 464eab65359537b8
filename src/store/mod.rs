//! What executors compute on: words, the dictionary behind them, and tables of rows of words.
//!
//! Nothing here knows rules or text; a word's type is known to whoever reads it.

pub mod dictionary;
pub mod index;
mod pair_set;
mod row_set;
pub mod table;
mod value_set;
pub mod word;

pub use dictionary::Dictionary;
pub use index::Index;
pub use table::{Database, Table};

/// One value of one column, as 64 bits: a `number` in two's complement, an `unsigned` as is, a `float` by its bits
/// (`-0.0` as `0.0`), a `symbol` or `date` by its code in the [`Dictionary`].
pub type Word = u64;
