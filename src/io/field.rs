//! The text of one value, as it stands in files of facts and in results.

use crate::date::Date;
use crate::program::ir::Type;
use crate::store::dictionary::UNSAID_MARK;
use crate::store::{Dictionary, Word};

/// What is shown of a value that a text leaves open.
pub const NOT_SAID: &str = "not said";

/// Reads a value of a type, or says what was expected.
pub fn read(text: &str, ty: Type, dictionary: &Dictionary) -> Result<Word, String> {
    match ty {
        Type::Symbol if text.starts_with(UNSAID_MARK) => {
            Err("a symbol without control characters".to_owned())
        }
        Type::Symbol => Ok(dictionary.symbol(text)),
        Type::Number => number(text).ok_or_else(|| "a 64-bit number".to_owned()),
        Type::Unsigned => unsigned(text).ok_or_else(|| "a 64-bit unsigned number".to_owned()),
        Type::Float => float(text).ok_or_else(|| "a float".to_owned()),
        Type::Date => match Date::parse(text) {
            Ok(date) => Ok(dictionary.date(&date)),
            Err(error) => Err(format!("an EDTF date ({error})")),
        },
    }
}

/// Shows a value of a type; [`read`] takes it back, save that a value left unsaid is shown as [`NOT_SAID`].
pub fn show(word: Word, ty: Type, dictionary: &Dictionary) -> String {
    match ty {
        Type::Symbol => match dictionary.text(word) {
            text if text.starts_with(UNSAID_MARK) => NOT_SAID.to_owned(),
            text => text.to_string(),
        },
        Type::Number => word.cast_signed().to_string(),
        Type::Unsigned => word.to_string(),
        Type::Float => f64::from_bits(word).to_string(),
        Type::Date => match dictionary.date_of(word) {
            date if date.is_unsaid() => NOT_SAID.to_owned(),
            date => date.to_string(),
        },
    }
}

/// Whether a value stands for something left unsaid.
pub fn is_unsaid(word: Word, ty: Type, dictionary: &Dictionary) -> bool {
    match ty {
        Type::Symbol => dictionary.is_unsaid_symbol(word),
        Type::Date => dictionary.date_of(word).is_unsaid(),
        Type::Number | Type::Unsigned | Type::Float => false,
    }
}

fn number(text: &str) -> Option<Word> {
    match text.strip_prefix('-') {
        Some(digits) if !digits.starts_with(['+', '-']) => {
            0i64.checked_sub_unsigned(unsigned(digits)?).map(i64::cast_unsigned)
        }
        Some(_) => None,
        None => i64::try_from(unsigned(text)?).ok().map(i64::cast_unsigned),
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
    // Adding zero makes `-0.0` the same value as `0.0`, as the store has it.
    Some((value + 0.0).to_bits())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_whole_range_and_no_more() {
        let dictionary = Dictionary::default();
        for text in ["0", "-1", "9223372036854775807", "-9223372036854775808"] {
            let word = read(text, Type::Number, &dictionary).unwrap();
            assert_eq!(show(word, Type::Number, &dictionary), text);
        }
        assert_eq!(read("0xff", Type::Number, &dictionary), Ok(255));
        assert_eq!(read("-0b11", Type::Number, &dictionary), Ok((-3i64).cast_unsigned()));
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
        assert_eq!(show(half, Type::Float, &dictionary), "0.5");
    }

    #[test]
    fn no_data_can_pretend_to_be_unsaid() {
        let dictionary = Dictionary::default();
        assert!(read("\u{1}x", Type::Symbol, &dictionary).is_err());
        let unsaid = dictionary.symbol("\u{1}x");
        assert_eq!(show(unsaid, Type::Symbol, &dictionary), NOT_SAID);
        assert!(is_unsaid(unsaid, Type::Symbol, &dictionary));
    }
}
