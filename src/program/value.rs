//! What a word shows and how words are ordered, by their primitive type.
//!
//! The order is for display and for `min` and `max`; what precedes what among dates is [`super::functor::compare`].

use std::cmp::Ordering;

use super::composite;
use super::ir::{Relation, Type};
use crate::store::{Dictionary, Word, word};

/// How a value left unsaid is printed.
pub const UNSAID: &str = "not said";

/// A word as text, as Soufflé prints it: decimal integers, floats in the fewest digits that read back the same, symbols without
/// quotes, records as `[1, nil]` and branches as `$A(1)`; dates in canonical form and what was left unsaid as [`UNSAID`].
///
/// ```
/// use demarche::program::{ir::Type, value::format_word};
/// use demarche::store::{Dictionary, word};
/// let dictionary = Dictionary::default();
/// assert_eq!(format_word(word::from_number(-7), Type::Number, &dictionary), "-7");
/// assert_eq!(format_word(word::from_float(0.1), Type::Float, &dictionary), "0.1");
/// assert_eq!(format_word(dictionary.symbol("Utopia"), Type::Symbol, &dictionary), "Utopia");
/// ```
pub fn format_word(value: Word, ty: Type, dictionary: &Dictionary) -> String {
    match ty {
        Type::Symbol if dictionary.is_unsaid_symbol(value) => UNSAID.to_owned(),
        Type::Symbol => dictionary.text(value).to_string(),
        Type::Number => word::to_number(value).to_string(),
        Type::Unsigned => value.to_string(),
        Type::Float => format_float(word::to_float(value)),
        Type::Date => dictionary.date_of(value).to_string(),
        Type::Record(_) | Type::Branches(_) => {
            composite::written(value, ty, dictionary, "", &|value, ty| format_word(value, ty, dictionary))
        }
    }
}

/// A word as a program would write it: symbols and dates in quotes, unless left unsaid.
pub fn spell_word(value: Word, ty: Type, dictionary: &Dictionary) -> String {
    if ty.shape().is_some() {
        return composite::written(value, ty, dictionary, "()", &|value, ty| {
            spell_word(value, ty, dictionary)
        });
    }
    let text = format_word(value, ty, dictionary);
    match ty {
        Type::Symbol if dictionary.is_unsaid_symbol(value) => "unsaid".to_owned(),
        Type::Date if dictionary.date_of(value).is_unsaid() => "unsaid".to_owned(),
        Type::Symbol => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        Type::Date => format!("\"{text}\""),
        _ => text,
    }
}

/// The same for a message: of a record or branch with a long text only the beginning, and `…`.
pub fn spell_briefly(value: Word, ty: Type, dictionary: &Dictionary) -> String {
    let leaf = |value, ty| spell_word(value, ty, dictionary);
    match composite::begun(value, ty, dictionary, "()", BRIEF, &leaf) {
        (text, true) => text,
        (text, false) => text + "…",
    }
}

/// How many bytes of a record or branch stand in a message, or a few more.
const BRIEF: usize = 200;

/// A record or branch in Soufflé's notation with its symbols and dates in quotes, so that it can be read again whatever stands in
/// them; any other word as [`format_word`] has it.
pub fn quote_word(value: Word, ty: Type, dictionary: &Dictionary) -> String {
    if ty.shape().is_none() {
        return format_word(value, ty, dictionary);
    }
    composite::written(value, ty, dictionary, "", &|value, ty| spell_word(value, ty, dictionary))
}

/// A row as a fact: `visited("A. Envoy", 3)`.
pub fn format_fact(relation: &Relation, row: &[Word], dictionary: &Dictionary) -> String {
    let values = relation.attributes.iter().zip(row);
    let values: Vec<String> =
        values.map(|(column, &value)| spell_word(value, column.ty, dictionary)).collect();
    format!("{}({})", relation.name, values.join(", "))
}

/// As C++ streams print with precision 17, but with the fewest digits that read back the same.
fn format_float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    let scientific = format!("{value:e}");
    match scientific.split_once('e').and_then(|(digits, power)| Some((digits, power.parse::<i32>().ok()?))) {
        Some((digits, power)) if !(-4..17).contains(&power) => {
            let sign = if power < 0 { '-' } else { '+' };
            format!("{digits}e{sign}{:02}", power.unsigned_abs())
        }
        _ => value.to_string(),
    }
}

/// The order of two words of one type: numbers by size (NaN last), symbols by text, dates by earliest day, then latest, then text, records
/// and branches field by field.
pub fn compare_words(ty: Type, a: Word, b: Word, dictionary: &Dictionary) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    match ty {
        Type::Symbol => dictionary.text(a).cmp(dictionary.text(b)),
        Type::Number => word::to_number(a).cmp(&word::to_number(b)),
        Type::Unsigned => a.cmp(&b),
        Type::Float => word::to_float(a).total_cmp(&word::to_float(b)),
        Type::Date => dictionary.date_of(a).cmp(&dictionary.date_of(b)),
        Type::Record(_) | Type::Branches(_) => {
            composite::compared(ty, a, b, dictionary, &|ty, a, b| compare_words(ty, a, b, dictionary))
        }
    }
}

/// The order of two rows whose columns have these types: by the first column that differs.
pub fn compare_rows(types: &[Type], a: &[Word], b: &[Word], dictionary: &Dictionary) -> Ordering {
    types
        .iter()
        .zip(a.iter().zip(b))
        .map(|(&ty, (&a, &b))| compare_words(ty, a, b, dictionary))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::store::{Branch, Shape};

    #[test]
    fn floats_print_in_the_fewest_digits() {
        let cases = [
            (0.0, "0"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (0.1, "0.1"),
            (1e16, "10000000000000000"),
            (1e17, "1e+17"),
            (1.25e-5, "1.25e-05"),
            (0.0001, "0.0001"),
            (1e300, "1e+300"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ];
        for (value, text) in cases {
            assert_eq!(format_float(value), text);
        }
    }

    #[test]
    fn of_a_long_record_a_message_has_the_beginning() {
        let dictionary = Dictionary::default();
        let pair = Type::Record(dictionary.shapes("Pair", 1));
        let fields = ["a", "b"].map(|name| (name.to_owned(), pair)).to_vec();
        let branches = vec![Branch { name: String::new(), fields }];
        if let Type::Record(id) = pair {
            dictionary.define_shape(id, Shape { name: "Pair".to_owned(), branches });
        }
        let nested = |depth: usize| (0..depth).fold(0, |inner, _| dictionary.tuple(&[inner, inner]));
        assert_eq!(spell_briefly(nested(2), pair, &dictionary), "[[nil, nil], [nil, nil]]");
        // Written out it would take 2⁶⁰ times `nil`.
        let long = spell_briefly(nested(60), pair, &dictionary);
        assert!((BRIEF..BRIEF + 10).contains(&long.trim_end_matches('…').len()), "{long}");
        assert!(long.starts_with(&"[".repeat(60)) && long.ends_with('…'), "{long}");
    }

    #[test]
    fn what_was_left_unsaid_prints_so() {
        let dictionary = Dictionary::default();
        let symbol = dictionary.symbol("\u{1}visit:3:1");
        let date = dictionary.date(&Date::unsaid("visit:3:2"));
        assert_eq!(format_word(symbol, Type::Symbol, &dictionary), "not said");
        assert_eq!(format_word(date, Type::Date, &dictionary), "not said");
    }

    #[test]
    fn rows_are_ordered_by_what_they_stand_for() {
        let dictionary = Dictionary::default();
        let (b, a) = (dictionary.symbol("b"), dictionary.symbol("a"));
        let types = [Type::Symbol, Type::Number];
        let minus = word::from_number(-1);
        assert_eq!(compare_rows(&types, &[a, 5], &[b, minus], &dictionary), Ordering::Less);
        assert_eq!(compare_rows(&types, &[a, 5], &[a, minus], &dictionary), Ordering::Greater);
        assert_eq!(compare_rows(&types, &[a, 5], &[a, 5], &dictionary), Ordering::Equal);
    }
}
