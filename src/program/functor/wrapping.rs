//! Arithmetic as machines do it, on request: what does not fit is cut to 64 bits, and a shift counts its last six bits alone.

use super::{Dictionary, Functor, Outcome, Reason, Type, Word, text, word};
use crate::program::ir::Wrapping;

/// The value of a wrapping functor on operands of type `ty`.
pub(super) fn evaluate(functor: Wrapping, ty: Type, args: &[Word], dictionary: &Dictionary) -> Outcome {
    if ty == Type::Float && !matches!(functor, Wrapping::ToNumber | Wrapping::ToUnsigned) {
        return super::float(functor.checked(), args).map(Some);
    }
    match (functor, args) {
        (Wrapping::ToNumber | Wrapping::ToUnsigned, &[value]) => converted(functor, ty, value, dictionary),
        (Wrapping::Negate, &[a]) => Ok(Some(a.wrapping_neg())),
        (_, &[a, b]) => of_two(functor, ty, a, b).map(Some),
        _ => Err(super::UNDEFINED),
    }
}

/// In two's complement sums, differences, products and powers of signed and unsigned words are the same words.
fn of_two(functor: Wrapping, ty: Type, a: Word, b: Word) -> Result<Word, Reason> {
    let shift = b % u64::from(Word::BITS);
    Ok(match functor {
        Wrapping::Add => a.wrapping_add(b),
        Wrapping::Subtract => a.wrapping_sub(b),
        Wrapping::Multiply => a.wrapping_mul(b),
        Wrapping::Power => power(ty, a, b),
        Wrapping::ShiftLeft => a << shift,
        Wrapping::ShiftRight if ty == Type::Number => word::from_number(word::to_number(a) >> shift),
        Wrapping::ShiftRight | Wrapping::ShiftRightUnsigned => a >> shift,
        Wrapping::Divide if b == 0 => return Err("division by zero".into()),
        Wrapping::Divide if ty == Type::Number => {
            word::from_number(word::to_number(a).wrapping_div(word::to_number(b)))
        }
        Wrapping::Divide => a / b,
        Wrapping::Negate | Wrapping::ToNumber | Wrapping::ToUnsigned => return Err(super::UNDEFINED),
    })
}

/// A negative power of an integer is the fraction that it would be, cut to 0 unless the base is 1 or -1.
fn power(ty: Type, base: Word, exponent: Word) -> Word {
    let signed = word::to_number(exponent);
    if ty == Type::Number && signed < 0 {
        return match word::to_number(base) {
            1 => 1,
            -1 if signed % 2 == 0 => 1,
            -1 => word::from_number(-1),
            _ => 0,
        };
    }
    let (mut result, mut square, mut left) = (1_u64, base, exponent);
    while left > 0 {
        if left % 2 == 1 {
            result = result.wrapping_mul(square);
        }
        square = square.wrapping_mul(square);
        left /= 2;
    }
    result
}

/// A conversion between integers keeps the word; a float that is too great is the nearest integer there is.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut on request")]
fn converted(functor: Wrapping, ty: Type, value: Word, dictionary: &Dictionary) -> Outcome {
    match (functor, ty) {
        (_, Type::Number | Type::Unsigned) => Ok(Some(value)),
        (Wrapping::ToNumber, Type::Float) => Ok(Some(word::from_number(word::to_float(value) as i64))),
        (_, Type::Float) => Ok(Some(word::to_float(value) as u64)),
        _ => text::convert(functor.checked(), ty, &[value], dictionary),
    }
}

/// A functor of the program as one that wraps, if it could overflow.
pub fn wrapping(functor: Functor) -> Functor {
    let wraps = match functor {
        Functor::Negate => Wrapping::Negate,
        Functor::Add => Wrapping::Add,
        Functor::Subtract => Wrapping::Subtract,
        Functor::Multiply => Wrapping::Multiply,
        Functor::Divide => Wrapping::Divide,
        Functor::Power => Wrapping::Power,
        Functor::ShiftLeft => Wrapping::ShiftLeft,
        Functor::ShiftRight => Wrapping::ShiftRight,
        Functor::ShiftRightUnsigned => Wrapping::ShiftRightUnsigned,
        Functor::ToNumber => Wrapping::ToNumber,
        Functor::ToUnsigned => Wrapping::ToUnsigned,
        other => return other,
    };
    Functor::Wrapping(wraps)
}

impl Wrapping {
    /// The functor that fails where this one wraps.
    pub fn checked(self) -> Functor {
        match self {
            Self::Negate => Functor::Negate,
            Self::Add => Functor::Add,
            Self::Subtract => Functor::Subtract,
            Self::Multiply => Functor::Multiply,
            Self::Divide => Functor::Divide,
            Self::Power => Functor::Power,
            Self::ShiftLeft => Functor::ShiftLeft,
            Self::ShiftRight => Functor::ShiftRight,
            Self::ShiftRightUnsigned => Functor::ShiftRightUnsigned,
            Self::ToNumber => Functor::ToNumber,
            Self::ToUnsigned => Functor::ToUnsigned,
        }
    }
}
