//! How the primitive types are laid out in a [`Word`]. What a word means is known to whoever reads it.

use super::Word;

/// The word of a `number`.
#[inline]
pub fn from_number(value: i64) -> Word {
    value.cast_unsigned()
}

/// The `number` in a word.
#[inline]
pub fn to_number(word: Word) -> i64 {
    word.cast_signed()
}

/// The word of a `float`. Minus zero becomes zero and every NaN the same NaN, so that equal floats have equal words.
#[inline]
pub fn from_float(value: f64) -> Word {
    if value.is_nan() {
        return f64::NAN.to_bits();
    }
    if value == 0.0 { 0 } else { value.to_bits() }
}

/// The `float` in a word.
#[inline]
pub fn to_float(word: Word) -> f64 {
    f64::from_bits(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_sign() {
        for value in [0, 1, -1, i64::MIN, i64::MAX] {
            assert_eq!(to_number(from_number(value)), value);
        }
    }

    #[test]
    fn minus_zero_is_zero_and_nan_is_one_word() {
        assert_eq!(from_float(-0.0), from_float(0.0));
        assert_eq!(from_float(-f64::NAN), from_float(f64::NAN));
        assert_eq!(to_float(from_float(-1.5)).to_bits(), (-1.5_f64).to_bits());
    }
}
