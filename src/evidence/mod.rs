//! Articles, claims, certainty and the lens: a layer on top of the plain engine, which knows nothing of them.
//!
//! [`lower`] turns texts with evidence into one plain program, the same under every lens; [`view`] makes the facts that a lens
//! shows.

mod article;
mod builtin;
pub mod check;
mod claim;
mod claim_facts;
mod codes;
mod directives;
mod grade;
mod lens;
mod lower;
mod moved;
mod names;
mod pattern;
mod register;
mod rewrite;
mod survey;
mod view;

pub use article::{Article, Basis};
pub use builtin::{AS_OF, AT, OF_CLAIMS};
pub use claim::{Claim, QUOTE_WORDS, anonymous};
pub use directives::directives;
pub use grade::{Certainty, Grade};
pub use lens::{ASSUMPTION, Assumption, Lens, LostGround, Retraction, Selection, Sight};
pub use lower::{Lowered, lower};
pub use moved::{Scene, moved, seen};
pub use names::Names;
pub use pattern::constant;
pub use register::Register;
pub use survey::{Survey, companion, split_companion};
pub use view::{check_lens, view};

#[cfg(test)]
mod tests;
