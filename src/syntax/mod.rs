//! Text to tree: tokens, the nom parser, the tree with its spans, and the printer back to text.
//!
//! Nothing here knows types, relations or evidence; names are resolved in `program`.

pub mod tree;
