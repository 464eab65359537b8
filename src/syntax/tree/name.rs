//! Names and documentation, which every part of the tree carries.
//! The tree knows them as written; what they stand for is found in `program`.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::diagnostic::Located;

/// A text that is copied many times on its way to a checked program: up to 23 bytes of it stand in place, a longer one is shared.
pub type Text = SmolStr;

/// A name as written, with its place. Qualified names keep their dots.
pub type Name = Located<Text>;

/// Lines of `///` above a statement, without the slashes and one leading space; shared by all that is made of it.
pub type Docs = Arc<[String]>;
