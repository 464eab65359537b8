//! Functors and constraints on text, and the conversions. Lengths and positions count characters, where Soufflé counts bytes.
//!
//! A symbol left unsaid has no text: functors on it have no value, and it neither matches nor contains anything.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use regex::Regex;

use super::{Dictionary, Functor, FunctorError, Outcome, Reason, Type, UNDEFINED, Word, integer, word};
use crate::program::value::format_word;

/// The value of a functor whose first operand is a symbol.
pub(super) fn evaluate(functor: Functor, args: &[Word], dictionary: &Dictionary) -> Outcome {
    let symbols = if functor == Functor::Substr { args.get(..1).unwrap_or(args) } else { args };
    if symbols.iter().any(|&symbol| dictionary.is_unsaid_symbol(symbol)) {
        return Ok(None);
    }
    match (functor, args) {
        (Functor::Cat, parts) => {
            let text: String = parts.iter().map(|&part| dictionary.text(part)).collect();
            Ok(Some(dictionary.symbol(&text)))
        }
        (Functor::Strlen, &[text]) => Ok(Some(strlen(dictionary.text(text)))),
        (Functor::Ord, &[text]) => Ok(Some(text)),
        (Functor::Substr, &[text, from, length]) => {
            let text = dictionary.text(text);
            let part = substr(text, word::to_number(from), word::to_number(length));
            Ok(Some(dictionary.symbol(text.get(part).unwrap_or_default())))
        }
        _ => Err(UNDEFINED),
    }
}

pub(super) fn strlen(text: &str) -> Word {
    text.chars().count() as Word
}

/// Where a part of a text stands in it, in bytes. As in Soufflé a start outside the text gives the empty text, and a length that is
/// negative or too great the rest of it.
pub(super) fn substr(text: &str, from: i64, length: i64) -> Range<usize> {
    let Ok(from) = usize::try_from(from) else { return 0..0 };
    let start = place(text, from);
    let rest = text.get(start..).unwrap_or_default();
    start..start + place(rest, usize::try_from(length).unwrap_or(usize::MAX))
}

/// The byte at which so many characters of a text end, or the whole text where it has fewer.
fn place(text: &str, characters: usize) -> usize {
    // What is too far for the bytes is too far for the characters.
    let characters = characters.min(text.len());
    if text.as_bytes().get(..characters).is_some_and(<[u8]>::is_ascii) {
        return characters;
    }
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

/// `to_string`, `to_number`, `to_unsigned`, `to_float` of an operand of type `ty`.
pub(super) fn convert(functor: Functor, ty: Type, args: &[Word], dictionary: &Dictionary) -> Outcome {
    let &[value] = args else {
        return Err(UNDEFINED);
    };
    let unsaid = match ty {
        Type::Symbol => dictionary.is_unsaid_symbol(value),
        Type::Date => dictionary.date_of(value).is_unsaid(),
        _ => false,
    };
    if unsaid {
        return Ok(None);
    }
    match functor {
        Functor::ToNumber => to_integer(Type::Number, ty, value, dictionary),
        Functor::ToUnsigned => to_integer(Type::Unsigned, ty, value, dictionary),
        Functor::ToFloat => to_float(ty, value, dictionary),
        // As in Soufflé a float has six digits behind its point as a text.
        _ if ty == Type::Float => Ok(dictionary.symbol(&format!("{:.6}", word::to_float(value)))),
        _ => Ok(dictionary.symbol(&format_word(value, ty, dictionary))),
    }
    .map(Some)
}

fn to_integer(target: Type, ty: Type, value: Word, dictionary: &Dictionary) -> Result<Word, Reason> {
    let wide = match ty {
        Type::Symbol => return integer_in(target, dictionary.text(value)),
        Type::Number => i128::from(word::to_number(value)),
        Type::Unsigned => i128::from(value),
        Type::Float => truncate(word::to_float(value))?,
        Type::Date | Type::Record(_) | Type::Branches(_) => return Err(UNDEFINED),
    };
    integer::narrow(target, Some(wide))
}

/// The integer that a text tells.
pub(super) fn integer_in(target: Type, text: &str) -> Result<Word, Reason> {
    integer::narrow(target, Some(integer_of(text.trim()).ok_or("the text is not an integer")?))
}

/// The float that a text tells.
pub(super) fn float_in(text: &str) -> Result<Word, Reason> {
    Ok(word::from_float(text.trim().parse().map_err(|_| "the text is not a number")?))
}

/// An integer in decimal, hexadecimal or binary digits, with its sign.
fn integer_of(text: &str) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, radix) = match (digits.strip_prefix("0x"), digits.strip_prefix("0b")) {
        (Some(digits), _) => (digits, 16),
        (_, Some(digits)) => (digits, 2),
        _ => (digits, 10),
    };
    let plain = digits.starts_with(|first: char| first.is_ascii_alphanumeric());
    i128::from_str_radix(digits, radix).ok().filter(|_| plain).map(|value| sign * value)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the fraction is to be cut off, and the range is checked"
)]
fn truncate(value: f64) -> Result<i128, Reason> {
    if value.is_finite() { Ok(value as i128) } else { Err("it is not finite".into()) }
}

#[expect(clippy::cast_precision_loss, reason = "a float is the nearest to the integer")]
fn to_float(ty: Type, value: Word, dictionary: &Dictionary) -> Result<Word, Reason> {
    let float = match ty {
        Type::Symbol => return float_in(dictionary.text(value)),
        Type::Number => word::to_number(value) as f64,
        Type::Unsigned => value as f64,
        Type::Float => word::to_float(value),
        Type::Date | Type::Record(_) | Type::Branches(_) => return Err(UNDEFINED),
    };
    Ok(word::from_float(float))
}

/// Whether `text` contains `part`.
pub(super) fn contains(part: Word, text: Word, dictionary: &Dictionary) -> bool {
    let said = |symbol| !dictionary.is_unsaid_symbol(symbol);
    said(part) && said(text) && dictionary.text(text).contains(dictionary.text(part))
}

/// Whether the whole of `text` matches `pattern`; none where that is no regular expression.
pub(super) fn matches(
    pattern: Word,
    text: Word,
    dictionary: &Dictionary,
) -> Result<Option<bool>, FunctorError> {
    if dictionary.is_unsaid_symbol(text) {
        return Ok(Some(false));
    }
    let (pattern, text) = (dictionary.text(pattern), dictionary.text(text));
    if let Ok(matched) = with_pattern(pattern, |regex| regex.is_match(text)) {
        return Ok(Some(matched));
    }
    foreign_construct(pattern).map_or(Ok(None), |construct| {
        Err(FunctorError {
            expression: format!("match(\"{pattern}\", \"{text}\")"),
            reason: format!("the pattern has {construct}, which regular expressions have not here"),
        })
    })
}

/// What is wrong with a pattern.
pub fn bad_pattern(pattern: &str) -> Option<String> {
    let reason = whole_text(pattern).err()?;
    Some(match foreign_construct(pattern) {
        Some(construct) => format!("it has {construct}"),
        None => reason.into_owned(),
    })
}

/// What some regular expressions have and these have not.
fn foreign_construct(pattern: &str) -> Option<&'static str> {
    let mut escaped = false;
    for (at, letter) in pattern.char_indices() {
        let rest = pattern.get(at..).unwrap_or_default();
        if escaped {
            escaped = false;
            if letter.is_ascii_digit() && letter != '0' {
                return Some("a back-reference");
            }
        } else if letter == '\\' {
            escaped = true;
        } else if ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|opening| rest.starts_with(opening)) {
            return Some("look-around");
        }
    }
    None
}

/// Patterns that are kept compiled; beyond so many the cache starts afresh.
const KEPT_PATTERNS: usize = 1000;

thread_local! {
    static PATTERNS: RefCell<HashMap<String, Regex>> = RefCell::default();
}

fn with_pattern<T>(pattern: &str, use_it: impl FnOnce(&Regex) -> T) -> Result<T, Reason> {
    PATTERNS.with_borrow_mut(|patterns| {
        if let Some(regex) = patterns.get(pattern) {
            return Ok(use_it(regex));
        }
        let regex = whole_text(pattern)?;
        if patterns.len() >= KEPT_PATTERNS {
            patterns.clear();
        }
        Ok(use_it(patterns.entry(pattern.to_owned()).or_insert(regex)))
    })
}

/// The pattern is compiled alone first: what is wrong in it must not be mended by the brackets put around it.
fn whole_text(pattern: &str) -> Result<Regex, Reason> {
    let bad = |error: regex::Error| format!("the pattern is no regular expression: {}", last_line(&error));
    Regex::new(pattern).map_err(bad)?;
    Regex::new(&format!(r"\A(?:{pattern})\z")).map_err(|error| bad(error).into())
}

fn last_line(error: &regex::Error) -> String {
    let text = error.to_string();
    let line = text.lines().last().unwrap_or_default();
    line.trim_start_matches("error: ").to_owned()
}
