//! What every step of the search looks at.

use super::nearest::Nearest;
use crate::explain::heights::Ground;
use crate::explain::tell::Teller;

/// Where the search takes place.
pub(super) struct Field<'a> {
    pub(super) ground: &'a Ground<'a>,
    pub(super) teller: &'a Teller<'a>,
    pub(super) nearest: &'a Nearest<'a>,
}
