//! What follows under one lens and not under another, and the reason for each change.
//!
//! [`principal`] tells which conclusions come first, [`changes`] compares, [`summary`] and [`text`] show. A reason is read off the
//! least proof of what changed: what it rests on that the other lens does not show, and what stands in its way there.

mod causes;
mod changes;
mod principal;
mod show;
mod summary;

pub use causes::{Cause, cause_text};
pub use changes::{Change, Changed, Changes, changes};
pub use principal::principal;
pub use show::{Detail, folds, text};
pub use summary::summary;

#[cfg(test)]
mod tests;
