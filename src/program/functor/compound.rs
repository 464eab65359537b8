//! Functors on texts within each other: what is in between is text in one buffer and never becomes a symbol.
//!
//! They mean what [`super::evaluate`] says of each of them alone.

use std::cell::Cell;
use std::fmt::Write as _;

use super::text::{float_in, integer_in, strlen, substr};
use super::{Dictionary, Expr, Functor, FunctorError, Type, Word, show_operands, spell, word};
use crate::store::dictionary::UNSAID_MARK;

/// Whether a functor makes a text, or reads one that another functor makes.
pub fn is_compound(functor: Functor, ty: Type, args: &[Expr]) -> bool {
    makes_text(functor, ty) || made_text(functor, ty, args).is_some()
}

/// The value of such a functor; that of any other is told by [`super::evaluate`]. `value` gives the values of expressions.
///
/// # Errors
/// Those of `value`, and a text that the target type of a conversion cannot hold.
pub fn compound<E: From<FunctorError>>(
    functor: Functor,
    ty: Type,
    args: &[Expr],
    value: &mut dyn FnMut(&Expr) -> Result<Option<Word>, E>,
    dictionary: &Dictionary,
) -> Result<Option<Word>, E> {
    let (made, made_args) = made_text(functor, ty, args).unwrap_or(((functor, ty), args));
    with_buffer(|text| {
        if !write_call(made, made_args, value, dictionary, text)? {
            return Ok(None);
        }
        Ok(Some(if makes_text(functor, ty) {
            dictionary.symbol(text)
        } else {
            read(functor, text, dictionary)?
        }))
    })
}

/// Whether a functor that makes a text makes that of a symbol; none where it makes none, or is another functor.
///
/// # Errors
/// Those of `value`.
pub fn spells<E>(
    made: &Expr,
    symbol: Word,
    value: &mut dyn FnMut(&Expr) -> Result<Option<Word>, E>,
    dictionary: &Dictionary,
) -> Result<Option<bool>, E> {
    let Expr::Call { functor, ty, args } = made else { return Ok(None) };
    with_buffer(|text| {
        let is_there =
            makes_text(*functor, *ty) && write_call((*functor, *ty), args, value, dictionary, text)?;
        Ok(is_there.then(|| text == dictionary.text(symbol)))
    })
}

/// Whether an expression is a functor that makes a text.
pub fn is_made_text(expr: &Expr) -> bool {
    matches!(expr, Expr::Call { functor, ty, .. } if makes_text(*functor, *ty))
}

/// The functor, with its operands, that makes the text which a functor reads.
fn made_text(functor: Functor, ty: Type, args: &[Expr]) -> Option<((Functor, Type), &[Expr])> {
    match args {
        [Expr::Call { functor: made, ty: of, args }] if reads_text(functor, ty) && makes_text(*made, *of) => {
            Some(((*made, *of), args))
        }
        _ => None,
    }
}

fn makes_text(functor: Functor, ty: Type) -> bool {
    match functor {
        Functor::Cat | Functor::Substr => true,
        Functor::ToString => matches!(ty, Type::Number | Type::Unsigned),
        _ => false,
    }
}

fn reads_text(functor: Functor, ty: Type) -> bool {
    use Functor::{Strlen, ToFloat, ToNumber, ToUnsigned};
    ty == Type::Symbol && matches!(functor, Strlen | ToNumber | ToUnsigned | ToFloat)
}

/// What a functor reads in a text.
fn read(functor: Functor, text: &str, dictionary: &Dictionary) -> Result<Word, FunctorError> {
    let value = match functor {
        Functor::ToNumber => integer_in(Type::Number, text),
        Functor::ToUnsigned => integer_in(Type::Unsigned, text),
        Functor::ToFloat => float_in(text),
        _ => Ok(strlen(text)),
    };
    value.map_err(|reason| FunctorError {
        expression: spell(
            functor,
            &show_operands(functor, Type::Symbol, &[dictionary.symbol(text)], dictionary),
        ),
        reason: reason.into_owned(),
    })
}

/// Adds to `out` the text that a functor makes; false if it makes none.
fn write_call<E>(
    (functor, ty): (Functor, Type),
    args: &[Expr],
    value: &mut dyn FnMut(&Expr) -> Result<Option<Word>, E>,
    dictionary: &Dictionary,
    out: &mut String,
) -> Result<bool, E> {
    match (functor, args) {
        (Functor::ToString, [number]) => {
            let Some(number) = value(number)? else { return Ok(false) };
            // Writing to a string cannot fail.
            _ = match ty {
                Type::Unsigned => write!(out, "{number}"),
                _ => write!(out, "{}", word::to_number(number)),
            };
            Ok(true)
        }
        (Functor::Substr, [text, from, length]) => {
            let start = out.len();
            let Some(is_said) = write(text, value, dictionary, out)? else { return Ok(false) };
            let Some(from) = value(from)? else { return Ok(false) };
            let Some(length) = value(length)? else { return Ok(false) };
            let text = out.get(start..).unwrap_or_default();
            let part = substr(text, word::to_number(from), word::to_number(length));
            out.truncate(start + part.end);
            out.drain(start..start + part.start);
            Ok(is_said)
        }
        _ => {
            let mut are_said = true;
            for part in args {
                let Some(is_said) = write(part, value, dictionary, out)? else { return Ok(false) };
                are_said &= is_said;
            }
            Ok(are_said)
        }
    }
}

/// Adds to `out` the text of a symbol, and says whether it is said; none where the symbol has no value.
fn write<E>(
    symbol: &Expr,
    value: &mut dyn FnMut(&Expr) -> Result<Option<Word>, E>,
    dictionary: &Dictionary,
    out: &mut String,
) -> Result<Option<bool>, E> {
    match symbol {
        Expr::Call { functor, ty, args } if makes_text(*functor, *ty) => {
            Ok(write_call((*functor, *ty), args, value, dictionary, out)?.then_some(true))
        }
        _ => Ok(value(symbol)?.map(|symbol| {
            let text = dictionary.text(symbol);
            out.push_str(text);
            !text.starts_with(UNSAID_MARK)
        })),
    }
}

thread_local! {
    static BUFFER: Cell<String> = Cell::default();
}

/// Gives `work` an empty text to work in. What is within each other finds another one.
fn with_buffer<T>(work: impl FnOnce(&mut String) -> T) -> T {
    let mut text = BUFFER.take();
    text.clear();
    let done = work(&mut text);
    BUFFER.set(text);
    done
}
