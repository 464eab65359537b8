//! Rows as lines of values with a delimiter between them, as Soufflé prints them.

use std::io::{self, Write};

use super::super::format::Delimited;
use super::rows::Rows;
use crate::program::ir::Type;
use crate::program::value::format_word;

/// The rows between lines that name the relation, as on the standard output.
pub(super) fn framed(rows: Rows<'_>, form: &Delimited, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "---------------\n{}", rows.relation.name)?;
    header(rows, form, out)?;
    writeln!(out, "===============")?;
    body(rows, form, out)?;
    writeln!(out, "===============")
}

/// The rows as a file has them.
pub(super) fn file(rows: Rows<'_>, form: &Delimited, out: &mut dyn Write) -> io::Result<()> {
    header(rows, form, out)?;
    body(rows, form, out)
}

fn header(rows: Rows<'_>, form: &Delimited, out: &mut dyn Write) -> io::Result<()> {
    if !form.headers {
        return Ok(());
    }
    if let Some(line) = &form.header_line {
        return writeln!(out, "{line}");
    }
    let names: Vec<&str> = rows.relation.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    writeln!(out, "{}", names.join(&form.delimiter))
}

fn body(rows: Rows<'_>, form: &Delimited, out: &mut dyn Write) -> io::Result<()> {
    let types = rows.types();
    if types.is_empty() {
        return rows.table.rows().try_for_each(|_| writeln!(out, "()"));
    }
    for row in rows.sorted() {
        for (column, (&word, &ty)) in row.iter().zip(&types).enumerate() {
            if column > 0 {
                out.write_all(form.delimiter.as_bytes())?;
            }
            let text = format_word(word, ty, rows.dictionary);
            let text = if form.quoted { quoted(text, ty) } else { text };
            out.write_all(text.as_bytes())?;
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A value as RFC 4180 quotes it; numbers need no quotes.
fn quoted(text: String, ty: Type) -> String {
    match ty {
        Type::Number | Type::Unsigned | Type::Float => text,
        _ => format!("\"{}\"", text.replace('"', "\"\"")),
    }
}
