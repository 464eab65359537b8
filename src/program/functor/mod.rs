//! The meaning of functors, constraints and aggregates over words: the one place that every executor takes it from.
//!
//! Integers never wrap and nothing here panics: what has no result is an error that names the values, or no value at all where the
//! language says so (`latest` of an open date).

mod aggregate;
mod compound;
mod dates;
mod integer;
mod native;
mod range;
mod text;
mod wrapping;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use super::ir::{Comparison, Expr, Functor, Test, Type, Wrapping};
use super::value::{compare_words, spell_briefly};
use crate::store::{Dictionary, Word, word};

pub use aggregate::{Accumulator, Accumulators};
pub use compound::{compound, is_compound, is_made_text, spells};
pub use range::{in_range, range};
pub use text::bad_pattern;
pub use wrapping::wrapping;

/// Why a functor has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctorError {
    /// What was to be computed, with its values: `9223372036854775807 + 1`.
    pub expression: String,
    /// Why that cannot be.
    pub reason: String,
}

impl fmt::Display for FunctorError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cannot compute {}: {}", self.expression, self.reason)
    }
}

impl std::error::Error for FunctorError {}

/// Why there is no result; the caller adds the values.
type Reason = Cow<'static, str>;
/// A value, no value, or why there is none.
type Outcome = Result<Option<Word>, Reason>;

const UNDEFINED: Reason = Cow::Borrowed("it is not defined for operands of this type");

/// The value of a functor on operands of type `ty` (of the first operand, where they differ).
///
/// No value means that the condition in which the functor stands does not hold: an open end of a date, a text functor on a symbol
/// left unsaid.
///
/// # Errors
/// Integer overflow, division by zero, a shift by less than 0 or more than 63 bits, a negative power of an integer, a text or a
/// float that the target type of a conversion cannot hold.
pub fn evaluate(
    functor: Functor,
    ty: Type,
    args: &[Word],
    dictionary: &Dictionary,
) -> Result<Option<Word>, FunctorError> {
    if let Some(word) = integer::quick(functor, ty, args) {
        return Ok(Some(word));
    }
    if let Functor::Native(id) = functor {
        return native::evaluate(id, args, dictionary);
    }
    outcome(functor, ty, args, dictionary).map_err(|reason| FunctorError {
        expression: spell(functor, &show_operands(functor, ty, args, dictionary)),
        reason: reason.into_owned(),
    })
}

fn outcome(functor: Functor, ty: Type, args: &[Word], dictionary: &Dictionary) -> Outcome {
    use Functor::{
        Branch, Counter, Field, Max, Min, Ord, Range, Record, Round, Tag, ToFloat, ToNumber, ToString,
        ToUnsigned, Wrapping,
    };
    match (functor, ty) {
        (Record | Branch, _) => Ok(Some(dictionary.tuple(args))),
        (Field | Tag, _) => Ok(field(functor, args, dictionary)),
        (Ord, _) => Ok(args.first().copied()),
        (Range | Counter | Functor::Native(_), _) => Err(UNDEFINED),
        (Round, _) => Err(Cow::Borrowed("it is asked outside of every round")),
        (Wrapping(functor), _) => wrapping::evaluate(functor, ty, args, dictionary),
        (Min, _) => Ok(extreme(Ordering::Less, ty, args, dictionary)),
        (Max, _) => Ok(extreme(Ordering::Greater, ty, args, dictionary)),
        (ToString | ToNumber | ToUnsigned | ToFloat, _) => text::convert(functor, ty, args, dictionary),
        (_, Type::Number | Type::Unsigned) => integer::evaluate(functor, ty, args).map(Some),
        (_, Type::Float) => float(functor, args).map(Some),
        (_, Type::Symbol) => text::evaluate(functor, args, dictionary),
        (_, Type::Date) => dates::evaluate(functor, args, dictionary),
        (_, Type::Record(_) | Type::Branches(_)) => Err(UNDEFINED),
    }
}

/// A field of a record or branch, or the place of a branch; none of `nil`, and none that is not there.
fn field(functor: Functor, args: &[Word], dictionary: &Dictionary) -> Option<Word> {
    let place = if functor == Functor::Tag { 0 } else { usize::try_from(*args.get(1)?).ok()? };
    dictionary.field(*args.first()?, place)
}

fn extreme(wanted: Ordering, ty: Type, args: &[Word], dictionary: &Dictionary) -> Option<Word> {
    args.iter().copied().reduce(
        |best, next| {
            if compare_words(ty, next, best, dictionary) == wanted { next } else { best }
        },
    )
}

/// IEEE arithmetic: division by zero is an infinity or NaN, not an error.
fn float(functor: Functor, args: &[Word]) -> Result<Word, Reason> {
    let value = match (functor, args) {
        (Functor::Negate, &[a]) => -word::to_float(a),
        (_, &[a, b]) => float_of_two(functor, word::to_float(a), word::to_float(b)).ok_or(UNDEFINED)?,
        _ => return Err(UNDEFINED),
    };
    Ok(word::from_float(value))
}

fn float_of_two(functor: Functor, a: f64, b: f64) -> Option<f64> {
    Some(match functor {
        Functor::Add => a + b,
        Functor::Subtract => a - b,
        Functor::Multiply => a * b,
        Functor::Divide => a / b,
        Functor::Remainder => a % b,
        Functor::Power => a.powf(b),
        _ => return None,
    })
}

/// Whether a constraint holds of its operands, or under `negated` does not hold. `match` is of the whole text; an unsaid symbol matches
/// and contains nothing. Of a pattern that is no regular expression neither holds, as in Soufflé.
///
/// # Errors
/// A pattern with a back-reference or with look-around, which some regular expressions have and these have not.
pub fn test(test: Test, args: &[Word], negated: bool, dictionary: &Dictionary) -> Result<bool, FunctorError> {
    let is = |holds: bool| Ok(holds != negated);
    match (test, args) {
        (Test::UnsaidSymbol, &[a]) => is(dictionary.is_unsaid_symbol(a)),
        (Test::UnsaidDate, &[a]) => is(dictionary.date_of(a).is_unsaid()),
        (Test::Match, &[pattern, subject]) => {
            Ok(text::matches(pattern, subject, dictionary)?.is_some_and(|matches| matches != negated))
        }
        (Test::Contains, &[part, whole]) => is(text::contains(part, whole, dictionary)),
        (_, &[d, e]) => is(dates::test(test, &dictionary.date_of(d), &dictionary.date_of(e))),
        _ => Err(FunctorError { expression: format!("{test:?}"), reason: UNDEFINED.into_owned() }),
    }
}

/// Whether `a op b` holds.
///
/// Equality is of words, for every type. Numbers are ordered by size (no NaN before or after anything), symbols by text (one left
/// unsaid has no place), dates by what is certain.
pub fn compare(op: Comparison, ty: Type, a: Word, b: Word, dictionary: &Dictionary) -> bool {
    match op {
        Comparison::Equal => a == b,
        Comparison::NotEqual => a != b,
        Comparison::Less => precedes(ty, a, b, dictionary),
        Comparison::LessEqual => not_after(ty, a, b, dictionary),
        Comparison::Greater => precedes(ty, b, a, dictionary),
        Comparison::GreaterEqual => not_after(ty, b, a, dictionary),
    }
}

fn precedes(ty: Type, a: Word, b: Word, dictionary: &Dictionary) -> bool {
    match ty {
        Type::Date => dictionary.days().latest(a) < dictionary.days().earliest(b),
        _ => order(ty, a, b, dictionary) == Some(Ordering::Less),
    }
}

fn not_after(ty: Type, a: Word, b: Word, dictionary: &Dictionary) -> bool {
    match ty {
        Type::Date => dictionary.days().latest(a) <= dictionary.days().earliest(b),
        _ => order(ty, a, b, dictionary).is_some_and(Ordering::is_le),
    }
}

fn order(ty: Type, a: Word, b: Word, dictionary: &Dictionary) -> Option<Ordering> {
    match ty {
        Type::Float => word::to_float(a).partial_cmp(&word::to_float(b)),
        Type::Symbol if dictionary.is_unsaid_symbol(a) || dictionary.is_unsaid_symbol(b) => None,
        _ => Some(compare_words(ty, a, b, dictionary)),
    }
}

/// Whether evaluating the expression can fail. Executors put off what can fail until every condition that does not need its
/// result has held, so that `z = x / y, y != 0` never divides by zero.
pub fn can_fail(expr: &Expr) -> bool {
    match expr {
        Expr::Var(_) | Expr::Const(_) => false,
        Expr::Call { functor, ty, args } => functor_can_fail(*functor, *ty) || args.iter().any(can_fail),
    }
}

fn functor_can_fail(functor: Functor, ty: Type) -> bool {
    use Functor::{
        Add, Divide, Multiply, Negate, Power, Remainder, ShiftLeft, ShiftRight, ShiftRightUnsigned, Subtract,
        ToFloat, ToNumber, ToUnsigned,
    };
    match functor {
        Negate
        | Add
        | Subtract
        | Multiply
        | Divide
        | Remainder
        | Power
        | Functor::Wrapping(Wrapping::Divide) => ty != Type::Float,
        ShiftLeft
        | ShiftRight
        | ShiftRightUnsigned
        | ToNumber
        | ToUnsigned
        | Functor::Range
        | Functor::Native(_) => true,
        ToFloat | Functor::Wrapping(Wrapping::ToNumber | Wrapping::ToUnsigned) => ty == Type::Symbol,
        _ => false,
    }
}

fn show_operands(functor: Functor, ty: Type, args: &[Word], dictionary: &Dictionary) -> Vec<String> {
    let operands = args.iter().enumerate();
    operands.map(|(at, &value)| spell_briefly(value, operand_type(functor, ty, at), dictionary)).collect()
}

/// The type of the operand at a place, where `ty` is that of the first.
pub fn operand_type(functor: Functor, ty: Type, at: usize) -> Type {
    match functor {
        Functor::Substr | Functor::AddDays | Functor::Field if at > 0 => Type::Number,
        Functor::Branch if at == 0 => Type::Number,
        _ => ty,
    }
}

/// A functor on operands as programs write it, operators between them; no parentheses are put around it.
pub fn spell(functor: Functor, operands: &[String]) -> String {
    let name = name(functor);
    let is_word = name.starts_with(|first: char| first.is_ascii_alphabetic());
    match operands {
        [only] if !is_word || matches!(functor, Functor::BitNot | Functor::LogicalNot) => {
            let gap = if is_word { " " } else { "" };
            format!("{name}{gap}{only}")
        }
        [left, right] if is_operator(functor) => format!("{left} {name} {right}"),
        _ => format!("{name}({})", operands.join(", ")),
    }
}

/// Whether the functor is written before or between its operands, without parentheses.
pub fn is_operator(functor: Functor) -> bool {
    let is_word = name(functor).starts_with(|first: char| first.is_ascii_alphabetic());
    !is_word || is_infix(functor) || matches!(functor, Functor::BitNot | Functor::LogicalNot)
}

fn is_infix(functor: Functor) -> bool {
    use Functor::{
        BitAnd, BitOr, BitXor, LogicalAnd, LogicalOr, LogicalXor, ShiftLeft, ShiftRight, ShiftRightUnsigned,
    };
    matches!(
        functor,
        BitAnd
            | BitOr
            | BitXor
            | LogicalAnd
            | LogicalOr
            | LogicalXor
            | ShiftLeft
            | ShiftRight
            | ShiftRightUnsigned
    )
}

/// A functor as programs write it.
pub fn name(functor: Functor) -> &'static str {
    match functor {
        Functor::Negate | Functor::Subtract => "-",
        Functor::Add => "+",
        Functor::Multiply => "*",
        Functor::Divide => "/",
        Functor::Remainder => "%",
        Functor::Power => "^",
        Functor::BitAnd => "band",
        Functor::BitOr => "bor",
        Functor::BitXor => "bxor",
        Functor::BitNot => "bnot",
        Functor::ShiftLeft => "bshl",
        Functor::ShiftRight => "bshr",
        Functor::ShiftRightUnsigned => "bshru",
        Functor::LogicalAnd => "land",
        Functor::LogicalOr => "lor",
        Functor::LogicalXor => "lxor",
        Functor::LogicalNot => "lnot",
        Functor::Min => "min",
        Functor::Max => "max",
        Functor::Cat => "cat",
        Functor::Strlen => "strlen",
        Functor::Substr => "substr",
        Functor::Ord => "ord",
        Functor::ToString => "to_string",
        Functor::ToNumber => "to_number",
        Functor::ToUnsigned => "to_unsigned",
        Functor::ToFloat => "to_float",
        Functor::Earliest => "earliest",
        Functor::Latest => "latest",
        Functor::MinDays => "min_days",
        Functor::MaxDays => "max_days",
        Functor::Once => "once",
        Functor::Throughout => "throughout",
        Functor::AddDays => "add_days",
        Functor::Record => "record",
        Functor::Branch => "branch",
        Functor::Field => "field",
        Functor::Tag => "tag",
        Functor::Range => "range",
        Functor::Counter => "autoinc",
        Functor::Round => "recursive_iteration_cnt",
        // Its own name is the dictionary's.
        Functor::Native(_) => "@…",
        Functor::Wrapping(functor) => name(functor.checked()),
    }
}

#[cfg(test)]
mod tests;
