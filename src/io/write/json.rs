//! Rows as JSON, in Soufflé's spacing: one array with a row a line, or a row a line and nothing else.

use std::io::{self, Write};

use super::super::field::is_unsaid;
use super::super::format::Shape;
use super::rows::Rows;
use crate::program::ir::Type;
use crate::program::value::format_word;
use crate::store::{Dictionary, Word, word};

/// The rows as one array.
pub(super) fn document(rows: Rows<'_>, shape: Shape, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    each(rows, shape, ",\n", out)?;
    out.write_all(b"]\n")
}

/// The rows each on a line of its own.
pub(super) fn lines(rows: Rows<'_>, shape: Shape, out: &mut dyn Write) -> io::Result<()> {
    each(rows, shape, "\n", out)?;
    if rows.table.is_empty() { Ok(()) } else { out.write_all(b"\n") }
}

fn each(rows: Rows<'_>, shape: Shape, between: &str, out: &mut dyn Write) -> io::Result<()> {
    let types = rows.types();
    if types.is_empty() {
        return if rows.table.is_empty() { Ok(()) } else { out.write_all(b"null") };
    }
    let names: Vec<String> =
        rows.relation.attributes.iter().map(|attribute| string(&attribute.name) + ": ").collect();
    let (open, close) = match shape {
        Shape::List => ("[", "]"),
        Shape::Object => ("{", "}"),
    };
    for (at, row) in rows.sorted().into_iter().enumerate() {
        write!(out, "{}{open}", if at > 0 { between } else { "" })?;
        for (column, ((&word, &ty), name)) in row.iter().zip(&types).zip(&names).enumerate() {
            let name = if shape == Shape::Object { name.as_str() } else { "" };
            let value = value(word, ty, rows.dictionary);
            write!(out, "{}{name}{value}", if column > 0 { ", " } else { "" })?;
        }
        out.write_all(close.as_bytes())?;
    }
    Ok(())
}

/// A value. What was left unsaid is `null`, and a float that JSON has no number for stands in quotes.
fn value(value: Word, ty: Type, dictionary: &Dictionary) -> String {
    if is_unsaid(value, ty, dictionary) {
        return "null".to_owned();
    }
    let text = format_word(value, ty, dictionary);
    match ty {
        Type::Float if word::to_float(value).is_finite() => text,
        Type::Number | Type::Unsigned => text,
        _ => string(&text),
    }
}

fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
