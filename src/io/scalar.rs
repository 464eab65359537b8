//! Reading a value that has no parts from text: symbols, numbers, floats, dates.

use crate::date::Date;
use crate::program::ir::Type;
use crate::store::dictionary::UNSAID_MARK;
use crate::store::{Dictionary, Word, word};

/// Reads a value of a type that is no record and has no branches, or says what was expected.
pub(super) fn read(text: &str, ty: Type, dictionary: &Dictionary) -> Result<Word, String> {
    match ty {
        Type::Symbol if text.starts_with(UNSAID_MARK) => {
            Err("a symbol without control characters".to_owned())
        }
        Type::Symbol => Ok(dictionary.symbol(text)),
        Type::Number => number(text).map(word::from_number).ok_or_else(|| "a 64-bit number".to_owned()),
        Type::Unsigned => unsigned(text).ok_or_else(|| "a 64-bit unsigned number".to_owned()),
        Type::Float => float(text).ok_or_else(|| "a float".to_owned()),
        Type::Date => match Date::parse(text) {
            Ok(date) => Ok(dictionary.date(&date)),
            Err(error) => Err(format!("an EDTF date: {}", error.message)),
        },
        Type::Record(_) | Type::Branches(_) => Err("a value without parts".to_owned()),
    }
}

/// Reads a number or a float; none if the text is none, and of other types.
pub(super) fn plain(text: &str, ty: Type) -> Option<Word> {
    match ty {
        Type::Number => number(text).map(word::from_number),
        Type::Unsigned => unsigned(text),
        Type::Float => float(text),
        _ => None,
    }
}

fn number(text: &str) -> Option<i64> {
    match text.strip_prefix('-') {
        Some(digits) if !digits.starts_with(['+', '-']) => 0i64.checked_sub_unsigned(unsigned(digits)?),
        Some(_) => None,
        None => i64::try_from(unsigned(text)?).ok(),
    }
}

fn unsigned(text: &str) -> Option<Word> {
    match text.get(..2) {
        Some("0x") => digits(&text[2..], 16),
        Some("0b") => digits(&text[2..], 2),
        _ => digits(text, 10),
    }
}

fn digits(text: &str, radix: u32) -> Option<Word> {
    if text.starts_with('+') { None } else { Word::from_str_radix(text, radix).ok() }
}

fn float(text: &str) -> Option<Word> {
    let value: f64 = text.parse().ok()?;
    if value.is_nan() {
        return None;
    }
    Some(word::from_float(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::value::format_word;

    #[test]
    fn numbers_keep_their_whole_range_and_no_more() {
        let dictionary = Dictionary::default();
        for text in ["0", "-1", "9223372036854775807", "-9223372036854775808"] {
            let word = read(text, Type::Number, &dictionary).unwrap();
            assert_eq!(format_word(word, Type::Number, &dictionary), text);
        }
        assert_eq!(read("0xff", Type::Number, &dictionary), Ok(255));
        assert_eq!(read("-0b11", Type::Number, &dictionary), Ok(word::from_number(-3)));
        for text in ["", "-", "+1", "--1", "-+1", "1.0", " 1", "1 ", "9223372036854775808", "0x", "é1"] {
            assert_eq!(read(text, Type::Number, &dictionary), Err("a 64-bit number".to_owned()), "{text}");
        }
    }

    #[test]
    fn floats_have_one_zero_and_no_nan() {
        let dictionary = Dictionary::default();
        assert_eq!(read("-0.0", Type::Float, &dictionary), Ok(0));
        assert_eq!(read("nan", Type::Float, &dictionary), Err("a float".to_owned()));
        let half = read("5e-1", Type::Float, &dictionary).unwrap();
        assert_eq!(format_word(half, Type::Float, &dictionary), "0.5");
    }
}
