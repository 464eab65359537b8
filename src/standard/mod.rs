//! What comes with the program: the standard rules, as text and compiled, and the articles' facts.
//!
//! `generated` is what `demarche compile rules/standard.dl` writes; [`Compiled`] makes an executor of it, or of any other module
//! that was compiled so.

pub mod bundled;
mod compiled;
#[cfg(feature = "compiled")]
pub mod generated;
mod translation;

pub use compiled::Compiled;

/// The executor of the standard rules: crepe where they are used as they are bundled, native otherwise and for all else.
#[cfg(feature = "compiled")]
pub type Crepe = Compiled<generated::Given, generated::Conclusions>;

/// The executor of the standard rules.
#[cfg(feature = "compiled")]
pub const CREPE: Crepe = Compiled::new("crepe", generated::FINGERPRINT, generated::run_on_given);

/// The executor of a session that nobody chose one for: as [`CREPE`] for everything that follows, native for a part of it.
#[cfg(feature = "compiled")]
pub const AUTO: Crepe = CREPE.for_whole_programs();

/// The executor of a session that nobody chose one for, where the crate is built without compiled rules: the native one.
#[cfg(not(feature = "compiled"))]
pub const AUTO: crate::engine::Native = crate::engine::Native;

/// The executor of the standard rules, where the crate is built without them compiled: the native one.
#[cfg(not(feature = "compiled"))]
pub const CREPE: crate::engine::Native = crate::engine::Native;
