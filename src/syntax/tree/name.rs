//! Names and documentation, which every part of the tree carries.
//! The tree knows them as written; what they stand for is found in `program`.

use crate::diagnostic::Located;

/// A name as written, with its place. Qualified names keep their dots.
pub type Name = Located<String>;

/// Lines of `///` above a statement, without the slashes and one leading space.
pub type Docs = Vec<String>;
