//! The rows of one relation with all that their text depends on, and their text in stretches, several at a time.

use std::io::{self, Write};
use std::ops::Range;
use std::thread;

use super::super::order::{Column, Ordered};
use super::super::parts::Effort;
use super::super::stop::{STRETCH, Stop, stretches};
use crate::program::ir::{Relation, Type};
use crate::program::value::format_word;
use crate::store::{Dictionary, Table, Word, word};

/// How many bytes are written between two looks at whether to stop: packing them takes time.
const PIECE: usize = 1 << 16;

/// The rows of a relation.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    /// Whose they are.
    pub(super) relation: &'a Relation,
    /// Themselves.
    pub(super) table: &'a Table,
    /// What their words stand for.
    pub(super) dictionary: &'a Dictionary,
    /// How many threads may work on them, and what ends the writing early.
    pub(super) effort: Effort<'a>,
}

impl Rows<'_> {
    /// The types of the columns.
    pub(super) fn types(&self) -> Vec<Type> {
        self.relation.attributes.iter().map(|attribute| attribute.ty).collect()
    }

    /// The rows in the order in which they are shown.
    pub(super) fn ordered(&self) -> io::Result<Ordered> {
        Ordered::of(self.table, &self.types(), self.dictionary, self.effort)
    }

    /// Gives each row to `look`, in order, until one is not taken or somebody wants it to stop.
    #[cfg(any(feature = "sqlite", feature = "parquet"))]
    pub(super) fn each(&self, mut look: impl FnMut(&[Word]) -> io::Result<()>) -> io::Result<()> {
        let ordered = self.ordered()?;
        for stretch in stretches(ordered.len()) {
            let mut done = Ok(());
            ordered.each_in(stretch, |row| {
                if done.is_ok() {
                    done = self.effort.stop.check().and_then(|()| look(row));
                }
            });
            done?;
        }
        Ok(())
    }
}

/// Rows in order, each value of which has a text.
pub(super) struct Texts<'a> {
    ordered: Ordered,
    /// Of each column whose values are codes, the text of each key.
    labels: Vec<Option<Labels>>,
    /// The text of any other value.
    plain: &'a (dyn Fn(&mut Vec<u8>, Word, Type) + Sync),
    effort: Effort<'a>,
}

impl<'a> Texts<'a> {
    /// The texts of rows: `coded` gives that of a value known to the dictionary, `plain` appends any other.
    pub(super) fn of(
        rows: Rows<'a>,
        coded: impl Fn(Word, Type) -> String,
        plain: &'a (dyn Fn(&mut Vec<u8>, Word, Type) + Sync),
    ) -> io::Result<Self> {
        let ordered = rows.ordered()?;
        let labels = ordered.columns().iter().zip(rows.types()).map(|(column, ty)| match column {
            Column::Plain(..) => Ok(None),
            Column::Coded(words) => {
                Labels::of(words.iter().map(|&word| coded(word, ty)), rows.effort.stop).map(Some)
            }
        });
        Ok(Self { labels: labels.collect::<io::Result<_>>()?, ordered, plain, effort: rows.effort })
    }

    /// Appends the text of a value, given by its key.
    pub(super) fn append(&self, out: &mut Vec<u8>, column: usize, key: Word) {
        match (self.labels.get(column), self.ordered.columns().get(column)) {
            (Some(Some(labels)), _) => out.extend_from_slice(labels.get(key).as_bytes()),
            (_, Some(form @ Column::Plain(ty, _))) => (self.plain)(out, form.word(key), *ty),
            _ => {}
        }
    }

    /// Writes all rows, each in the text that `append` gives it, stretches of them on so many threads.
    pub(super) fn write(
        &self,
        out: &mut dyn Write,
        append: impl Fn(&mut Vec<u8>, usize, &[Word]) + Sync,
    ) -> io::Result<()> {
        let stretches: Vec<Range<usize>> = stretches(self.ordered.len()).collect();
        let text = |stretch: Range<usize>| {
            let mut text = Vec::with_capacity(STRETCH * 16);
            let mut at = stretch.start;
            self.ordered.each_key(stretch, |keys| {
                append(&mut text, at, keys);
                at += 1;
            });
            text
        };
        for batch in stretches.chunks(self.effort.threads.max(1)) {
            self.effort.stop.check()?;
            for text in at_once(batch, &text) {
                self.put(&text, out)?;
            }
        }
        Ok(())
    }

    fn put(&self, text: &[u8], out: &mut dyn Write) -> io::Result<()> {
        text.chunks(PIECE).try_for_each(|piece| {
            self.effort.stop.check()?;
            out.write_all(piece)
        })
    }
}

/// The texts of several stretches, the first by this thread, each other by one of its own.
fn at_once(batch: &[Range<usize>], text: &(impl Fn(Range<usize>) -> Vec<u8> + Sync)) -> Vec<Vec<u8>> {
    let Some((first, others)) = batch.split_first() else { return Vec::new() };
    thread::scope(|scope| {
        let others: Vec<_> = others.iter().map(|stretch| scope.spawn(|| text(stretch.clone()))).collect();
        let first = text(first.clone());
        let others = others.into_iter().zip(batch.iter().skip(1));
        // What a thread failed to do is done here.
        let others = others.map(|(thread, stretch)| thread.join().unwrap_or_else(|_| text(stretch.clone())));
        std::iter::once(first).chain(others).collect()
    })
}

/// Texts one after the other.
struct Labels {
    text: String,
    ends: Vec<usize>,
}

impl Labels {
    fn of(texts: impl Iterator<Item = String>, stop: Stop<'_>) -> io::Result<Self> {
        let mut labels = Self { text: String::new(), ends: Vec::new() };
        for text in texts {
            stop.check()?;
            labels.text.push_str(&text);
            labels.ends.push(labels.text.len());
        }
        Ok(labels)
    }

    fn get(&self, key: Word) -> &str {
        let key = usize::try_from(key).unwrap_or(usize::MAX);
        let start = key.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.ends.get(key).and_then(|&end| self.text.get(start..end)).unwrap_or_default()
    }
}

/// Appends a number or a float as Soufflé prints it.
pub(super) fn plain_text(out: &mut Vec<u8>, value: Word, ty: Type, dictionary: &Dictionary) {
    let mut digits = itoa::Buffer::new();
    match ty {
        Type::Number => out.extend_from_slice(digits.format(word::to_number(value)).as_bytes()),
        Type::Unsigned => out.extend_from_slice(digits.format(value).as_bytes()),
        _ => out.extend_from_slice(format_word(value, ty, dictionary).as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::super::super::stop::is_stop;
    use super::*;
    use crate::program::ir::Attribute;

    /// Gives `act` the rows 0 to three stretches, and the flag that stops who writes them.
    fn with_rows(act: impl FnOnce(Rows<'_>, &AtomicBool)) {
        let attribute = Attribute { name: "n".into(), ty: Type::Number, type_name: "number".into() };
        let relation = Relation { attributes: vec![attribute], ..Relation::default() };
        let mut table = Table::new(1);
        (0..3 * STRETCH as Word).for_each(|word| _ = table.insert(&[word]));
        let (flag, dictionary) = (AtomicBool::new(false), Dictionary::default());
        let rows = Rows {
            relation: &relation,
            table: &table,
            dictionary: &dictionary,
            effort: Effort { threads: 1, stop: Stop::at(&flag) },
        };
        act(rows, &flag);
    }

    #[test]
    fn texts_end_before_the_stretch_in_which_they_are_stopped() {
        with_rows(|rows, flag| {
            let plain = |out: &mut Vec<u8>, word: Word, _| {
                out.push(b'.');
                flag.fetch_or(word == STRETCH as Word + 1, Ordering::Relaxed);
            };
            let texts = Texts::of(rows, |_, _| String::new(), &plain).unwrap();
            let mut out = Vec::new();
            let error = texts.write(&mut out, |text, _, keys| texts.append(text, 0, keys[0])).unwrap_err();
            assert!(is_stop(&error), "{error}");
            assert_eq!(out.len(), STRETCH);
        });
    }

    #[cfg(any(feature = "sqlite", feature = "parquet"))]
    #[test]
    fn rows_end_where_they_are_stopped() {
        with_rows(|rows, flag| {
            let mut seen = 0;
            let done = rows.each(|_| {
                seen += 1;
                flag.store(seen == STRETCH + 5, Ordering::Relaxed);
                Ok(())
            });
            assert!(is_stop(&done.unwrap_err()));
            assert_eq!(seen, STRETCH + 5);
        });
    }
}
