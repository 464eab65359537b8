//! What a condition compared: the days that decide one on dates, and the values of computed operands.

use super::walk::{Bindings, value};
use crate::date::{Date, Day};
use crate::program::ir::{Comparison, Expr, Literal, Test, Type};
use crate::program::value::spell_word;
use crate::store::Dictionary;
use crate::syntax::comparison_spelling;

/// What a condition that holds, or that does not, compared, in words: days, or values that were computed; none where that is what is written.
pub(super) fn compared(
    literal: &Literal,
    bindings: &Bindings,
    dictionary: &Dictionary,
    holds: bool,
) -> Option<String> {
    let date = |expr: &Expr| value(expr, bindings, dictionary).map(|word| dictionary.date_of(word));
    match literal {
        Literal::Compare { op, ty: Type::Date, left, right, negated } => {
            let (one, other) = (date(left)?, date(right)?);
            let is_plain = one.is_day() && other.is_day() && !is_call(left) && !is_call(right);
            if is_plain { None } else { ordered(*op, &one, &other, *negated == holds) }
        }
        Literal::Compare { op, ty, left, right, .. }
            if *op != Comparison::Equal && (is_call(left) || is_call(right)) =>
        {
            let spelt =
                |expr| value(expr, bindings, dictionary).map(|word| spell_word(word, *ty, dictionary));
            Some(format!("{} {} {}", spelt(left)?, comparison_spelling(*op), spelt(right)?))
        }
        Literal::Test { test, args, .. } if is_of_dates(*test) => {
            let [left, right] = args.as_slice() else { return None };
            let (one, other) = (date(left)?, date(right)?);
            let is_plain = one.is_day() && other.is_day() && !is_call(left) && !is_call(right);
            (!is_plain).then(|| format!("the days are {}, and {}", stretch(&one), stretch(&other)))
        }
        _ => None,
    }
}

fn is_call(expr: &Expr) -> bool {
    matches!(expr, Expr::Call { .. })
}

fn is_of_dates(test: Test) -> bool {
    matches!(test, Test::Within | Test::MayPrecede | Test::MayOverlap | Test::MayBeWithin)
}

/// The two days that decide an order of dates.
fn ordered(op: Comparison, one: &Date, other: &Date, negated: bool) -> Option<String> {
    let (earlier, later) = match op {
        Comparison::Less | Comparison::LessEqual => (one, other),
        Comparison::Greater | Comparison::GreaterEqual => (other, one),
        Comparison::Equal | Comparison::NotEqual => return None,
    };
    let is_strict = matches!(op, Comparison::Less | Comparison::Greater);
    let is = match (is_strict, negated) {
        (true, false) => "is before",
        (true, true) => "is not before",
        (false, false) => "is not after",
        (false, true) => "is after",
    };
    Some(format!("{} {is} {}", end(earlier.latest()), end(later.earliest())))
}

fn end(day: Option<Day>) -> String {
    day.map_or_else(|| "a day without limit".to_owned(), |day| day.to_string())
}

/// The days that a date can be or cover: `2024-05-01 to 2024-05-31`.
fn stretch(date: &Date) -> String {
    let end = |day: Option<Day>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    match (date.earliest(), date.latest()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (first, last) => format!("{} to {}", end(first), end(last)),
    }
}
