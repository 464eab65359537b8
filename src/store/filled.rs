//! Slots for hash tables, in memory that is written before anybody reads it.

/// So many free slots.
///
/// Memory that is zero to begin with is met twice: the first look finds a page of zeros that all share, and the first write has to have
/// it copied, for which the system interrupts every other thread. A table is looked into at random, so that both happen on each page;
/// written from one end to the other, it is met once.
pub(super) fn filled<T: Copy>(free: T, slots: usize) -> Vec<T> {
    std::iter::repeat_n(free, slots).collect()
}
