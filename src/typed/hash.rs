//! The hasher of the derived sets: fast on the few machine words of a row.

use std::hash::{BuildHasherDefault, Hasher};

/// Builds hashers of rows.
pub type RowHash = BuildHasherDefault<RowHasher>;

/// Multiplies and rotates word by word (the scheme of `FxHash`, as used in rustc). Not for keys that an adversary chooses: what is
/// hashed here are numbers of pooled values.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowHasher(u64);

/// Odd, with bits spread evenly: 2^64 divided by the golden ratio.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for RowHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(SPREAD);
    }

    fn write_i64(&mut self, word: i64) {
        self.write_u64(word.cast_unsigned());
    }

    // The table takes its bucket from the low bits and its tag from the high ones; the product mixes upwards only.
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}
