//! Functors of native libraries: words into C's values and back.

use std::ffi::CString;

use super::FunctorError;
use crate::native::{Class, Function, Value};
use crate::program::ir::NativeId;
use crate::store::{Dictionary, Word, word};

/// The value of a functor of a library.
pub(super) fn evaluate(
    id: NativeId,
    args: &[Word],
    dictionary: &Dictionary,
) -> Result<Option<Word>, FunctorError> {
    let Some(function) = dictionary.function(id) else {
        let expression = format!("a functor of a library ({})", args.len());
        return Err(FunctorError { expression, reason: "the library is not open".to_owned() });
    };
    let classes = &function.signature().operands;
    let unsaid = |(class, word): (&Class, &Word)| *class == Class::Text && dictionary.is_unsaid_symbol(*word);
    if classes.iter().zip(args).any(unsaid) {
        return Ok(None);
    }
    let failed = |reason: &str| FunctorError {
        expression: expression(&function, args, dictionary),
        reason: reason.to_owned(),
    };
    let operands: Option<Vec<Value>> =
        classes.iter().zip(args).map(|(class, word)| operand(*class, *word, dictionary)).collect();
    let operands = operands.ok_or_else(|| failed("a text with a zero byte in it cannot be handed to C"))?;
    match function.call(&operands) {
        Some(Value::Integer(value)) => Ok(Some(word::from_number(value))),
        Some(Value::Float(value)) => Ok(Some(word::from_float(value))),
        Some(Value::Text(text)) => match text.to_str() {
            Ok(text) => Ok(Some(dictionary.symbol(text))),
            Err(_) => Err(failed("the library gave a text that is not UTF-8")),
        },
        None => Err(failed("the library gave no text")),
    }
}

fn operand(class: Class, value: Word, dictionary: &Dictionary) -> Option<Value> {
    Some(match class {
        Class::Integer => Value::Integer(word::to_number(value)),
        Class::Float => Value::Float(word::to_float(value)),
        Class::Text => Value::Text(CString::new(dictionary.text(value)).ok()?),
    })
}

/// The call with its values.
fn expression(function: &Function, args: &[Word], dictionary: &Dictionary) -> String {
    let spell = |(class, value): (&Class, &Word)| match class {
        Class::Integer => word::to_number(*value).to_string(),
        Class::Float => word::to_float(*value).to_string(),
        Class::Text => format!("{:?}", dictionary.text(*value)),
    };
    let operands: Vec<String> = function.signature().operands.iter().zip(args).map(spell).collect();
    format!("@{}({})", function.name(), operands.join(", "))
}
