//! Text to tree: the preprocessor, tokens, the nom parser, the tree with its spans, and the printer back to text.
//!
//! Nothing here knows types, relations or evidence; names are resolved in `program`.

mod codes;
pub mod formatter;
mod keyword;
mod lexer;
mod operator;
mod parser;
pub mod preprocess;
pub mod printer;
mod token;
pub mod tree;
mod walk;

pub use operator::comparison_spelling;
pub use parser::{Mode, Parsed, parse, parse_preprocessed};

#[cfg(test)]
mod tests;
