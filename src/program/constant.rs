//! Constants into words: a literal read as a value of the type that its place demands.

use super::ir::Type;
use super::messages::code;
use super::types::type_name;
use crate::date::{DateError, in_edtf};
use crate::diagnostic::{Diagnostic, Span};
use crate::store::{Dictionary, Word, word};

/// A literal as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Literal<'t> {
    /// `"…"`.
    Text(&'t str),
    /// Digits, perhaps after `-`.
    Integer(i128),
    /// Digits and `u`.
    Unsigned(u64),
    /// With a point or an exponent.
    Float(f64),
}

/// The word of a literal as a value of a type, or why it is none.
pub(super) fn word(
    literal: Literal<'_>,
    ty: Type,
    span: Span,
    dictionary: &Dictionary,
) -> Result<Word, Box<Diagnostic>> {
    match (literal, ty) {
        (Literal::Text(text), Type::Symbol) => Ok(dictionary.symbol(text)),
        (Literal::Text(text), Type::Date) => date(text, span, dictionary),
        (Literal::Integer(value), Type::Number) => {
            i64::try_from(value).map(word::from_number).map_err(|_| out_of_range(value, ty, span))
        }
        (Literal::Integer(value), Type::Unsigned) => {
            u64::try_from(value).map_err(|_| out_of_range(value, ty, span))
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "an integer where a float is expected is the nearest float"
        )]
        (Literal::Integer(value), Type::Float) => Ok(word::from_float(value as f64)),
        (Literal::Unsigned(value), Type::Unsigned) => Ok(value),
        (Literal::Float(value), Type::Float) => Ok(word::from_float(value)),
        _ => Err(mismatch(literal, ty, span, dictionary)),
    }
}

/// A literal as a message names it.
pub(super) fn described(literal: Literal<'_>) -> &'static str {
    match literal {
        Literal::Text(_) => "a string",
        Literal::Integer(_) => "an integer",
        Literal::Unsigned(_) => "an `unsigned`",
        Literal::Float(_) => "a `float`",
    }
}

fn date(text: &str, span: Span, dictionary: &Dictionary) -> Result<Word, Box<Diagnostic>> {
    dictionary.date_written(text).map_err(|error| Box::new(bad_date(text, &error, span)))
}

/// The error for a string that is no date; the caret is at the character in question. `span` is that of the string with its quotes.
pub fn bad_date(text: &str, error: &DateError, span: Span) -> Diagnostic {
    let message = format!("`{}` is not a date", text.escape_debug());
    let help = match in_edtf(text) {
        Some(written) => format!("write `\"{written}\"`"),
        None => FORMS_OF_DATES.to_owned(),
    };
    let place = date_fault(text, error.offset, span);
    Diagnostic::error(code::BAD_DATE, message, place, error.message.as_str()).with_help(help)
}

const FORMS_OF_DATES: &str = "dates are written in EDTF: `\"2024-05-07\"`, `\"2024-05\"`, `\"2024\"`, `\"[2019-05,2019-06]\"`, `\"2019-04/2024-01-15\"`";

/// The place of a byte of a string's text; of the whole string where escapes shift its bytes.
fn date_fault(text: &str, offset: usize, span: Span) -> Span {
    let plain = span.end.checked_sub(span.start).and_then(|length| usize::try_from(length).ok())
        == Some(text.len() + 2);
    let (Ok(offset), true) = (u32::try_from(offset.min(text.len())), plain) else { return span };
    let start = span.start + 1 + offset;
    Span { start, end: (span.end - 1).max(start), ..span }
}

fn out_of_range(value: i128, ty: Type, span: Span) -> Box<Diagnostic> {
    let range = match ty {
        Type::Unsigned => "`unsigned` is from 0 to 18446744073709551615",
        _ => "`number` is from -9223372036854775808 to 9223372036854775807",
    };
    let message = format!("{value} does not fit into `{}`", type_name(ty));
    Box::new(Diagnostic::error(code::OUT_OF_RANGE, message, span, range))
}

fn mismatch(literal: Literal<'_>, ty: Type, span: Span, dictionary: &Dictionary) -> Box<Diagnostic> {
    let shape = ty.shape().map(|shape| dictionary.shape(shape).name.clone());
    let wanted = shape.unwrap_or_else(|| type_name(ty).to_owned());
    let message = format!("{} where a `{wanted}` is needed", described(literal));
    Box::new(Diagnostic::error(code::CLASH, message, span, described(literal)))
}
