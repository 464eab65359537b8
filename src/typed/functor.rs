//! The functors and constraints of the language as Rust functions over typed values.
//!
//! Those on dates are [`crate::date`] over `Copy` dates. The others take their meaning from [`crate::program::functor`], so that no
//! executor can compute anything else; `ord` is missing, since the number of a symbol is a session's own.

use super::pool::DICTIONARY;
use super::value::{Column, Float, Name, PartialDate};
use crate::date::{self, Date, Day};
use crate::program::functor::{FunctorError, compare, evaluate, test};
use crate::program::ir::{Comparison, Functor, Test};

/// What a functor gives: a value, no value (the condition in which it stands does not hold), or why it failed.
pub type Outcome<T> = Result<Option<T>, FunctorError>;

fn call<A: Column, R: Column>(functor: Functor, args: &[A]) -> Outcome<R> {
    let words: Vec<_> = args.iter().map(|arg| arg.word()).collect();
    Ok(evaluate(functor, A::TYPE, &words, &DICTIONARY)?.map(R::from_word))
}

/// A number that can be computed with: `i64`, `u64` or [`Float`].
pub trait Arithmetic: Column {}
impl Arithmetic for i64 {}
impl Arithmetic for u64 {}
impl Arithmetic for Float {}

/// A number with bits: `i64` or `u64`.
pub trait Integer: Arithmetic {}
impl Integer for i64 {}
impl Integer for u64 {}

macro_rules! functors {
    ($bound:ident: $($(#[$doc:meta])* $name:ident($($arg:ident),+) = $functor:ident;)+) => {$(
        $(#[$doc])*
        pub fn $name<T: $bound>($($arg: T),+) -> Outcome<T> {
            call(Functor::$functor, &[$($arg),+])
        }
    )+};
}

functors! { Arithmetic:
    /// `-a`.
    negate(a) = Negate;
    /// `a + b`.
    ///
    /// ```
    /// # use demarche::typed::add;
    /// assert_eq!(add(1_i64, 2), Ok(Some(3)));
    /// assert!(add(i64::MAX, 1).is_err());
    /// ```
    add(a, b) = Add;
    /// `a - b`.
    subtract(a, b) = Subtract;
    /// `a * b`.
    multiply(a, b) = Multiply;
    /// `a / b`.
    divide(a, b) = Divide;
    /// `a % b`.
    remainder(a, b) = Remainder;
    /// `a ^ b`.
    power(a, b) = Power;
}

functors! { Integer:
    /// `a band b`.
    bit_and(a, b) = BitAnd;
    /// `a bor b`.
    bit_or(a, b) = BitOr;
    /// `a bxor b`.
    bit_xor(a, b) = BitXor;
    /// `bnot a`.
    bit_not(a) = BitNot;
    /// `a bshl b`.
    shift_left(a, b) = ShiftLeft;
    /// `a bshr b`.
    shift_right(a, b) = ShiftRight;
    /// `a bshru b`.
    shift_right_unsigned(a, b) = ShiftRightUnsigned;
    /// `a land b`.
    logical_and(a, b) = LogicalAnd;
    /// `a lor b`.
    logical_or(a, b) = LogicalOr;
    /// `a lxor b`.
    logical_xor(a, b) = LogicalXor;
    /// `lnot a`.
    logical_not(a) = LogicalNot;
}

/// The least of some values in the order of display.
pub fn min<T: Column, const N: usize>(values: [T; N]) -> Outcome<T> {
    call(Functor::Min, &values)
}

/// The greatest of some values in the order of display.
pub fn max<T: Column, const N: usize>(values: [T; N]) -> Outcome<T> {
    call(Functor::Max, &values)
}

/// The texts one after the other.
pub fn cat<const N: usize>(texts: [Name; N]) -> Outcome<Name> {
    call(Functor::Cat, &texts)
}

/// How many characters a text has.
pub fn strlen(text: Name) -> Outcome<i64> {
    call(Functor::Strlen, &[text])
}

/// The part of a text that begins with character `from` (from 0) and is `length` characters long.
pub fn substr(text: Name, from: i64, length: i64) -> Outcome<Name> {
    let words = [text.word(), from.word(), length.word()];
    Ok(evaluate(Functor::Substr, Name::TYPE, &words, &DICTIONARY)?.map(Name::from_word))
}

/// A value as text.
pub fn to_string<T: Column>(value: T) -> Outcome<Name> {
    call(Functor::ToString, &[value])
}

/// A value as `number`.
pub fn to_number<T: Column>(value: T) -> Outcome<i64> {
    call(Functor::ToNumber, &[value])
}

/// A value as `unsigned`.
pub fn to_unsigned<T: Column>(value: T) -> Outcome<u64> {
    call(Functor::ToUnsigned, &[value])
}

/// A value as `float`.
pub fn to_float<T: Column>(value: T) -> Outcome<Float> {
    call(Functor::ToFloat, &[value])
}

/// Whether the whole of `text` matches the regular expression; a pattern that is none is a failure.
pub fn matches(pattern: Name, text: Name) -> Outcome<bool> {
    // Of a pattern that is no regular expression neither holds.
    let holds = |negated| test(Test::Match, &[pattern.word(), text.word()], negated, &DICTIONARY);
    Ok(if holds(false)? { Some(true) } else { holds(true)?.then_some(false) })
}

/// Whether `part` stands somewhere in `whole`.
pub fn contains(part: Name, whole: Name) -> bool {
    test(Test::Contains, &[part.word(), whole.word()], false, &DICTIONARY) == Ok(true)
}

/// `a < b` for names (one left unsaid has no place) and floats (NaN has none).
pub fn less<T: Column>(a: T, b: T) -> bool {
    compare(Comparison::Less, T::TYPE, a.word(), b.word(), &DICTIONARY)
}

/// `a <= b` for names (one left unsaid has no place) and floats (NaN has none).
pub fn less_or_equal<T: Column>(a: T, b: T) -> bool {
    compare(Comparison::LessEqual, T::TYPE, a.word(), b.word(), &DICTIONARY)
}

macro_rules! on_dates {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        pub fn $name(d: PartialDate, e: PartialDate) -> bool {
            date::$name(d.date(), e.date())
        }
    )+};
}

on_dates! {
    /// `d < e`: the last day of `d` precedes the first of `e`, whichever days they are.
    ///
    /// ```
    /// # use demarche::typed::{PartialDate, certainly_before};
    /// let (april, may, week): (PartialDate, PartialDate, PartialDate) =
    ///     ("2024-04".parse()?, "2024-05".parse()?, "[2024-04-29..2024-05-05]".parse()?);
    /// assert!(certainly_before(april, may));
    /// assert!(!certainly_before(april, week));
    /// # Ok::<(), demarche::date::DateError>(())
    /// ```
    certainly_before;
    /// `d <= e`: the last day of `d` is not after the first of `e`, whichever days they are.
    certainly_not_after;
    /// `d` certainly lies in `e`.
    within;
    /// `d` precedes `e` for some choice of the unknown days.
    may_precede;
    /// `d` and `e` share a day for some choice of the unknown days.
    may_overlap;
    /// `d` lies in `e` for some choice of the unknown days.
    may_be_within;
}

fn of_day(day: Option<Day>) -> Option<PartialDate> {
    day.map(|day| PartialDate::from(&Date::from_day(day)))
}

/// The earliest day that `d` can be; none when that end is open.
pub fn earliest(d: PartialDate) -> Option<PartialDate> {
    of_day(d.date().earliest())
}

/// The latest day that `d` can be; none when that end is open.
pub fn latest(d: PartialDate) -> Option<PartialDate> {
    of_day(d.date().latest())
}

/// The days from `d` to `e`, at least.
pub fn min_days(d: PartialDate, e: PartialDate) -> Option<i64> {
    date::min_days(d.date(), e.date())
}

/// The days from `d` to `e`, at most.
pub fn max_days(d: PartialDate, e: PartialDate) -> Option<i64> {
    date::max_days(d.date(), e.date())
}

/// One unknown day from the earliest of `d` to the latest of `e`.
pub fn once(d: PartialDate, e: PartialDate) -> Option<PartialDate> {
    date::once(d.date(), e.date()).as_ref().map(PartialDate::from)
}

/// Every day from the earliest of `d` to the latest of `e`.
pub fn throughout(d: PartialDate, e: PartialDate) -> Option<PartialDate> {
    date::throughout(d.date(), e.date()).as_ref().map(PartialDate::from)
}

/// `d` moved by so many days.
pub fn add_days(d: PartialDate, days: i64) -> Option<PartialDate> {
    date::add_days(d.date(), days).as_ref().map(PartialDate::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(expression: &str) -> PartialDate {
        expression.parse().unwrap()
    }

    #[test]
    fn texts_are_names_again() {
        assert_eq!(cat(["a", "b", "c"].map(Name::from)), Ok(Some(Name::from("abc"))));
        assert_eq!(substr(Name::from("Utopia"), 1, 3), Ok(Some(Name::from("top"))));
        assert_eq!(to_string(12_i64), Ok(Some(Name::from("12"))));
        assert_eq!(strlen(Name::unsaid("visit:3:1")), Ok(None));
    }

    #[test]
    fn a_name_left_unsaid_has_no_place() {
        assert!(less(Name::from("a"), Name::from("b")));
        assert!(!less(Name::unsaid("visit:3:1"), Name::from("b")));
        assert!(!less(Float::from(f64::NAN), Float::from(1.0)));
    }

    #[test]
    fn dates_give_dates_or_nothing() {
        assert_eq!(latest(date("2024-05")), Some(date("2024-05-31")));
        assert_eq!(latest(date("2024-05/..")), None);
        assert_eq!(once(date("2024-05-07"), date("2024-06")), Some(date("[2024-05-07..2024-06-30]")));
        assert_eq!(throughout(date("2024-05-07"), date("2024-05-09")), Some(date("2024-05-07/2024-05-09")));
        assert_eq!(add_days(date("2024-02-28"), 2), Some(date("2024-03-01")));
        assert_eq!(
            (min_days(date("2024-05"), date("2024-06-02")), max_days(date("2024-05"), date("2024-06-02"))),
            (Some(2), Some(32))
        );
    }
}
