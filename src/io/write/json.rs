//! Rows as JSON, in Soufflé's spacing: one array with a row a line, or a row a line and nothing else.

use std::io::{self, Write};

use super::super::field::is_unsaid;
use super::super::format::Shape;
use super::rows::{Rows, Texts};
use crate::program::ir::Type;
use crate::program::value::quote_word;
use crate::store::{Dictionary, ShapeId, Word, word};

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
    if rows.relation.attributes.is_empty() {
        return if rows.table.is_empty() { Ok(()) } else { out.write_all(b"null") };
    }
    let names: Vec<String> = match shape {
        Shape::Object => rows.relation.attributes.iter().map(|it| string(&it.name) + ": ").collect(),
        Shape::List => vec![String::new(); rows.relation.attributes.len()],
    };
    let (open, close) = brackets(shape);
    let coded = |word, ty| nested(word, ty, shape, rows.dictionary);
    let plain =
        |out: &mut Vec<u8>, word, ty| out.extend_from_slice(value(word, ty, rows.dictionary).as_bytes());
    let texts = Texts::of(rows, coded, &plain)?;
    texts.write(out, |text, at, keys| {
        text.extend_from_slice(if at > 0 { between.as_bytes() } else { b"" });
        text.extend_from_slice(open.as_bytes());
        for (column, (&key, name)) in keys.iter().zip(&names).enumerate() {
            text.extend_from_slice(if column > 0 { b", " } else { b"" });
            text.extend_from_slice(name.as_bytes());
            texts.append(text, column, key);
        }
        text.extend_from_slice(close.as_bytes());
    })
}

/// A piece of text that is to be written, or a value.
enum Piece {
    Text(String),
    Value(Word, Type),
}

/// A value with all that it consists of: a record is a list or an object of its fields, `nil` is `null`.
fn nested(word: Word, ty: Type, shape: Shape, dictionary: &Dictionary) -> String {
    let mut text = String::new();
    let mut pending = vec![Piece::Value(word, ty)];
    while let Some(piece) = pending.pop() {
        match piece {
            Piece::Text(piece) => text.push_str(&piece),
            Piece::Value(word, Type::Record(record)) => {
                pending.extend(pieces(word, record, shape, dictionary).into_iter().rev());
            }
            Piece::Value(word, ty) => text.push_str(&value(word, ty, dictionary)),
        }
    }
    text
}

/// The pieces of a record in order.
fn pieces(word: Word, record: ShapeId, shape: Shape, dictionary: &Dictionary) -> Vec<Piece> {
    let Some(words) = dictionary.tuple_of(word) else { return vec![Piece::Text("null".to_owned())] };
    let (open, close) = brackets(shape);
    let mut pieces = Vec::new();
    for (at, (&word, (name, ty))) in words.iter().zip(dictionary.shape(record).fields()).enumerate() {
        let before = if at > 0 { ", " } else { open };
        let name = if shape == Shape::Object { string(name) + ": " } else { String::new() };
        pieces.push(Piece::Text(format!("{before}{name}")));
        pieces.push(Piece::Value(word, *ty));
    }
    if pieces.is_empty() {
        pieces.push(Piece::Text(open.to_owned()));
    }
    pieces.push(Piece::Text(close.to_owned()));
    pieces
}

fn brackets(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::List => ("[", "]"),
        Shape::Object => ("{", "}"),
    }
}

/// A value. A branch is text in Soufflé's notation. What was left unsaid is `null`, and a float that JSON has no number for stands in quotes.
fn value(value: Word, ty: Type, dictionary: &Dictionary) -> String {
    if is_unsaid(value, ty, dictionary) {
        return "null".to_owned();
    }
    let text = quote_word(value, ty, dictionary);
    match ty {
        Type::Float if word::to_float(value).is_finite() => text,
        Type::Number | Type::Unsigned => text,
        _ => string(&text),
    }
}

fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
