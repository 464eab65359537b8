//! Functors on `number` and `unsigned`: computed in 128 bits and narrowed, so that one definition serves both and none can wrap.

use super::{Functor, Reason, Type, UNDEFINED, Word, word};

/// The value of the commonest functors on two numbers where it fits 64 bits and is defined; [`evaluate`] gives all values, and says why
/// there is none.
#[inline]
pub(super) fn quick(functor: Functor, ty: Type, args: &[Word]) -> Option<Word> {
    let &[a, b] = args else { return None };
    match ty {
        Type::Number => quick_number(functor, word::to_number(a), word::to_number(b)).map(word::from_number),
        Type::Unsigned => quick_unsigned(functor, a, b),
        _ => None,
    }
}

#[inline]
fn quick_number(functor: Functor, a: i64, b: i64) -> Option<i64> {
    match functor {
        Functor::Add => a.checked_add(b),
        Functor::Subtract => a.checked_sub(b),
        Functor::Multiply => a.checked_mul(b),
        Functor::Divide => a.checked_div(b),
        Functor::Remainder => a.checked_rem(b),
        _ => None,
    }
}

#[inline]
fn quick_unsigned(functor: Functor, a: u64, b: u64) -> Option<u64> {
    match functor {
        Functor::Add => a.checked_add(b),
        Functor::Subtract => a.checked_sub(b),
        Functor::Multiply => a.checked_mul(b),
        Functor::Divide => a.checked_div(b),
        Functor::Remainder => a.checked_rem(b),
        _ => None,
    }
}

/// The value of a functor on integers of type `ty`.
pub(super) fn evaluate(functor: Functor, ty: Type, args: &[Word]) -> Result<Word, Reason> {
    match *args {
        [a] => of_one(functor, ty, a),
        [a, b] => of_two(functor, ty, a, b),
        _ => Err(UNDEFINED),
    }
}

fn of_one(functor: Functor, ty: Type, a: Word) -> Result<Word, Reason> {
    match functor {
        Functor::Negate => narrow(ty, Some(-widen(ty, a))),
        Functor::BitNot => Ok(!a),
        Functor::LogicalNot => Ok(Word::from(a == 0)),
        _ => Err(UNDEFINED),
    }
}

fn of_two(functor: Functor, ty: Type, a: Word, b: Word) -> Result<Word, Reason> {
    let (left, right) = (widen(ty, a), widen(ty, b));
    match functor {
        Functor::Add => narrow(ty, Some(left + right)),
        Functor::Subtract => narrow(ty, Some(left - right)),
        Functor::Multiply => narrow(ty, left.checked_mul(right)),
        Functor::Divide => narrow(ty, Some(left.checked_div(right).ok_or("division by zero")?)),
        Functor::Remainder => narrow(ty, Some(left.checked_rem(right).ok_or("division by zero")?)),
        Functor::Power => power(ty, left, right),
        Functor::BitAnd => Ok(a & b),
        Functor::BitOr => Ok(a | b),
        Functor::BitXor => Ok(a ^ b),
        Functor::ShiftLeft => Ok(a << bits(right)?),
        Functor::ShiftRight => narrow(ty, Some(left >> bits(right)?)),
        Functor::ShiftRightUnsigned => Ok(a >> bits(right)?),
        Functor::LogicalAnd => Ok(Word::from(a != 0 && b != 0)),
        Functor::LogicalOr => Ok(Word::from(a != 0 || b != 0)),
        Functor::LogicalXor => Ok(Word::from((a != 0) != (b != 0))),
        _ => Err(UNDEFINED),
    }
}

fn power(ty: Type, base: i128, exponent: i128) -> Result<Word, Reason> {
    if exponent < 0 {
        return Err("the power of an integer cannot be negative".into());
    }
    // A base of magnitude 2 or more overflows long before the exponent leaves 32 bits; for the others only its parity counts.
    let exponent = u32::try_from(exponent).unwrap_or(if exponent % 2 == 0 { 1 << 31 } else { u32::MAX });
    narrow(ty, base.checked_pow(exponent))
}

fn bits(amount: i128) -> Result<u32, Reason> {
    u32::try_from(amount).ok().filter(|&bits| bits < Word::BITS).ok_or("a shift is by 0 to 63 bits".into())
}

fn widen(ty: Type, value: Word) -> i128 {
    if ty == Type::Unsigned { i128::from(value) } else { i128::from(word::to_number(value)) }
}

/// The word of an integer of type `ty`; `None` stands for a result beyond 128 bits.
pub(super) fn narrow(ty: Type, value: Option<i128>) -> Result<Word, Reason> {
    let fits = value.and_then(|value| match ty {
        Type::Unsigned => Word::try_from(value).ok(),
        _ => i64::try_from(value).ok().map(word::from_number),
    });
    fits.ok_or_else(|| {
        let ty = if ty == Type::Unsigned { "an unsigned (0 to 2^64 - 1)" } else { "a number (64 bits)" };
        format!("the result does not fit {ty}").into()
    })
}
