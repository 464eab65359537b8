//! Values that are only ever added, each at the next number, and read by number without a lock.
//!
//! They stay where they are: chunks, each twice as large as the one before, are made when they are first needed. Who may add, and
//! what the values mean, is up to whoever keeps them.

use std::sync::OnceLock;

/// How many values the first chunk holds, as a shift.
const FIRST_CHUNK: u32 = 6;

/// Values by number; of those that were not added yet the default. `CHUNKS` chunks hold 2⁶ · (2^`CHUNKS` - 1) values.
#[derive(Debug)]
pub(super) struct Appended<T, const CHUNKS: usize> {
    chunks: [OnceLock<Box<[T]>>; CHUNKS],
}

impl<T, const CHUNKS: usize> Appended<T, CHUNKS> {
    pub(super) const fn new() -> Self {
        Self { chunks: [const { OnceLock::new() }; CHUNKS] }
    }

    /// The value of a number; none if no number near it was asked for by [`Self::place`].
    #[inline]
    pub(super) fn get(&self, number: impl Into<u64>) -> Option<&T> {
        let (chunk, at) = position(number.into());
        self.chunks.get(chunk)?.get()?.get(at)
    }
}

impl<T: Default, const CHUNKS: usize> Appended<T, CHUNKS> {
    /// Where the value of a number belongs; none beyond the last chunk.
    pub(super) fn place(&self, number: impl Into<u64>) -> Option<&T> {
        let (chunk, at) = position(number.into());
        let size = 1_u64.checked_shl(u32::try_from(chunk).ok()? + FIRST_CHUNK)?;
        let values = self.chunks.get(chunk)?.get_or_init(|| (0..size).map(|_| T::default()).collect());
        values.get(at)
    }
}

/// The chunk of a number and the position in it.
fn position(number: u64) -> (usize, usize) {
    let from_first = number.saturating_add(1 << FIRST_CHUNK);
    let size = from_first.ilog2();
    ((size - FIRST_CHUNK) as usize, usize::try_from(from_first - (1 << size)).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn a_value_stays_at_its_number() {
        let values = Appended::<AtomicU64, 6>::new();
        assert!(values.get(0_u64).is_none());
        for number in 0..4032_u64 {
            values.place(number).unwrap().store(number + 1, Ordering::Relaxed);
        }
        let read = |number: u64| values.get(number).map(|value| value.load(Ordering::Relaxed));
        assert!((0..4032).all(|number| read(number) == Some(number + 1)));
        assert!(
            [4032, u64::MAX].map(|far| values.place(far).is_none() && values.get(far).is_none()) == [true; 2]
        );
    }

    #[test]
    fn every_number_has_a_position() {
        assert_eq!((position(0), position(63), position(64)), ((0, 0), (0, 63), (1, 0)));
        assert_eq!((position(u64::from(u32::MAX)), position(u64::MAX)), ((26, 63), (57, (1 << 63) - 1)));
    }
}
