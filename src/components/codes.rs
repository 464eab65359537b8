//! The codes of what is wrong with components, stable across releases.

/// A component that is nowhere.
pub(super) const UNKNOWN: &str = "E1001";
/// More or fewer arguments than a component has parameters.
pub(super) const ARGUMENTS: &str = "E1002";
/// A component that inherits from itself.
pub(super) const CYCLE: &str = "E1003";
/// An `.override` of what cannot be overridden.
pub(super) const OVERRIDE: &str = "E1004";
/// A component or instance named as something else is.
pub(super) const NAME_CLASH: &str = "E1005";
/// Instances without a sensible bound.
pub(super) const LIMIT: &str = "E1006";
/// A statement that has no meaning where it stands.
pub(super) const MISPLACED: &str = "E1007";
