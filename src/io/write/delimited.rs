//! Rows as lines of values with a delimiter between them, as Soufflé prints them.

use std::io::{self, Write};

use super::super::format::Delimited;
use super::rows::{Rows, Texts, plain_text};
use crate::program::value::{format_word, quote_word};

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
    if rows.relation.attributes.is_empty() {
        return rows.table.rows().try_for_each(|_| writeln!(out, "()"));
    }
    let coded = |word, ty| {
        if form.quoted {
            return quoted(&quote_word(word, ty, rows.dictionary));
        }
        format_word(word, ty, rows.dictionary)
    };
    let plain = |out: &mut Vec<u8>, word, ty| plain_text(out, word, ty, rows.dictionary);
    let texts = Texts::of(rows, coded, &plain)?;
    texts.write(out, |line, _, keys| {
        for (column, &key) in keys.iter().enumerate() {
            if column > 0 {
                line.extend_from_slice(form.delimiter.as_bytes());
            }
            texts.append(line, column, key);
        }
        line.push(b'\n');
    })
}

/// A text as RFC 4180 quotes it; numbers need no quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
