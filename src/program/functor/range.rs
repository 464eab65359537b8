//! `range(from, to, step)`: from the first value on, in steps, to before the second.

use super::{FunctorError, Type, Word, spell, word};
use crate::program::ir::Functor;
use crate::program::value::spell_briefly;
use crate::store::Dictionary;

/// The most values that one range may have.
const MOST: usize = 1 << 26;

/// The values of a range over `number`, `unsigned` or `float`; without a step it goes up by 1, or down where `to` comes first. With a
/// step of 0 it is the first value alone.
///
/// # Errors
/// A range of too many values, and one that steps beyond its type.
pub fn range(ty: Type, args: &[Word], dictionary: &Dictionary) -> Result<Vec<Word>, FunctorError> {
    let values = match ty {
        Type::Float => of_floats(args),
        _ => of_integers(ty, args),
    };
    values.ok_or_else(|| {
        let operands: Vec<String> = args.iter().map(|&arg| spell_briefly(arg, ty, dictionary)).collect();
        FunctorError {
            expression: spell(Functor::Range, &operands),
            reason: format!("it has more than {MOST} values"),
        }
    })
}

/// Whether a word is among the values of a range.
///
/// # Errors
/// As of [`range`].
pub fn in_range(
    ty: Type,
    args: &[Word],
    wanted: Word,
    dictionary: &Dictionary,
) -> Result<bool, FunctorError> {
    range(ty, args, dictionary).map(|values| values.contains(&wanted))
}

fn of_integers(ty: Type, args: &[Word]) -> Option<Vec<Word>> {
    let wide =
        |word: Word| if ty == Type::Unsigned { i128::from(word) } else { i128::from(word::to_number(word)) };
    let (from, to) = (wide(*args.first()?), wide(*args.get(1)?));
    let step = args.get(2).map_or(if from <= to { 1 } else { -1 }, |&step| wide(step));
    if step != 0 && (to - from) / step > MOST as i128 {
        return None;
    }
    let mut found = Vec::new();
    let mut value = from;
    while (step > 0 && value < to)
        || (step < 0 && value > to)
        || (step == 0 && from != to && found.is_empty())
    {
        if found.len() == MOST {
            return None;
        }
        // A value between two of 64 bits is one.
        found.push(if ty == Type::Unsigned {
            Word::try_from(value).ok()?
        } else {
            word::from_number(i64::try_from(value).ok()?)
        });
        value += step;
    }
    Some(found)
}

fn of_floats(args: &[Word]) -> Option<Vec<Word>> {
    let (from, to) = (word::to_float(*args.first()?), word::to_float(*args.get(1)?));
    let step = args.get(2).map_or(if from <= to { 1.0 } else { -1.0 }, |&step| word::to_float(step));
    let mut found = Vec::new();
    let mut value = from;
    let stands = step == 0.0 && word::from_float(from) != word::from_float(to);
    while (step > 0.0 && value < to) || (step < 0.0 && value > to) || (stands && found.is_empty()) {
        if found.len() == MOST {
            return None;
        }
        found.push(word::from_float(value));
        value += step;
    }
    Some(found)
}
