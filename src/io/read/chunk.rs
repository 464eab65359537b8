//! Lines of plain values straight to rows, without a look at any shared state, so that several chunks are read at once.
//!
//! Symbols and dates get codes of the chunk, which the dictionary then turns into its own. A chunk with anything out of the
//! ordinary is given up as a whole; `delimited` reads it again and tells what it is.

use std::collections::HashMap;

use hashbrown::HashTable;

use super::super::scalar;
use crate::date::Date;
use crate::program::ir::Type;
use crate::store::dictionary::UNSAID_MARK;
use crate::store::{Dictionary, Word, text_hash, word};

/// The rows of some lines.
#[derive(Debug, Default)]
pub(super) struct Chunk<'t> {
    /// The words, row after row; of symbols and dates their places in the lists below.
    words: Vec<Word>,
    symbols: Vec<(&'t str, u32)>,
    dates: Vec<Date>,
    /// Where the first line with more fields than columns begins.
    pub(super) first_surplus: Option<usize>,
    /// How many such lines there are.
    pub(super) surplus: usize,
}

/// Reads lines with a value of each of these types; none if a line is out of the ordinary.
pub(super) fn parse<'t>(bytes: &'t [u8], types: &[Type], delimiter: u8) -> Option<Chunk<'t>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader {
        text,
        bytes,
        at: 0,
        delimiter,
        chunk: Chunk::default(),
        known: HashTable::new(),
        known_dates: HashMap::new(),
    };
    reader.chunk.words.reserve(bytes.len() / 6);
    let (&last, others) = types.split_last()?;
    while reader.at < bytes.len() {
        let start = reader.at;
        for &ty in others {
            reader.value(ty)?;
            reader.past_delimiter()?;
        }
        reader.value(last)?;
        reader.end_line(start)?;
    }
    Some(reader.chunk)
}

impl Chunk<'_> {
    /// The rows in words of the dictionary.
    pub(super) fn rows(mut self, types: &[Type], dictionary: &Dictionary) -> Vec<Word> {
        let symbols = dictionary.symbols(std::mem::take(&mut self.symbols));
        let dates: Vec<Word> = self.dates.iter().map(|date| dictionary.date(date)).collect();
        for (column, ty) in types.iter().enumerate() {
            let codes = match ty {
                Type::Symbol => &symbols,
                Type::Date => &dates,
                _ => continue,
            };
            for word in self.words.iter_mut().skip(column).step_by(types.len()) {
                *word = usize::try_from(*word).ok().and_then(|at| codes.get(at)).copied().unwrap_or(*word);
            }
        }
        self.words
    }
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    delimiter: u8,
    chunk: Chunk<'t>,
    /// Places in the chunk's symbols, under their hashes.
    known: HashTable<u32>,
    known_dates: HashMap<&'t str, Word>,
}

impl<'t> Reader<'t> {
    /// Reads a value and stops behind it.
    fn value(&mut self, ty: Type) -> Option<()> {
        let word = match ty {
            Type::Number | Type::Unsigned => self.integer(ty)?,
            Type::Symbol => {
                let text = self.field()?;
                self.symbol(text)?
            }
            Type::Date => {
                let text = self.field()?;
                self.date(text)?
            }
            Type::Float => scalar::plain(self.field()?, ty)?,
            Type::Record(_) | Type::Branches(_) => return None,
        };
        self.chunk.words.push(word);
        Some(())
    }

    /// A decimal number of at most 18 digits in place, any other as a field.
    fn integer(&mut self, ty: Type) -> Option<Word> {
        let negative = ty == Type::Number && self.bytes.get(self.at) == Some(&b'-');
        let start = self.at + usize::from(negative);
        let (mut at, mut value) = (start, 0_i64);
        while let Some(digit) =
            self.bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10)
        {
            value = value.wrapping_mul(10).wrapping_add(i64::from(digit));
            at += 1;
        }
        let ends = self.bytes.get(at).is_none_or(|&byte| byte == self.delimiter || byte == b'\n');
        if !ends || at == start || at - start > 18 {
            return scalar::plain(self.field()?, ty);
        }
        self.at = at;
        Some(word::from_number(if negative { -value } else { value }))
    }

    /// The text up to the delimiter or the end of the line.
    fn field(&mut self) -> Option<&'t str> {
        let rest = self.bytes.get(self.at..)?;
        let len = memchr::memchr2(self.delimiter, b'\n', rest).unwrap_or(rest.len());
        let text = self.text.get(self.at..self.at + len)?;
        self.at += len;
        if self.bytes.get(self.at) == Some(&self.delimiter) {
            Some(text)
        } else {
            Some(text.strip_suffix('\r').unwrap_or(text))
        }
    }

    fn symbol(&mut self, text: &'t str) -> Option<Word> {
        if text.starts_with(UNSAID_MARK) {
            return None;
        }
        let hash = text_hash(text);
        let symbols = &mut self.chunk.symbols;
        let same = |&at: &u32| symbols.get(at as usize) == Some(&(text, hash));
        if let Some(&at) = self.known.find(u64::from(hash) << 32 | u64::from(hash), same) {
            return Some(Word::from(at));
        }
        let at = u32::try_from(symbols.len()).ok()?;
        symbols.push((text, hash));
        let hash_of = |at: &u32| {
            symbols.get(*at as usize).map_or(0, |&(_, hash)| u64::from(hash) << 32 | u64::from(hash))
        };
        self.known.insert_unique(u64::from(hash) << 32 | u64::from(hash), at, hash_of);
        Some(Word::from(at))
    }

    fn date(&mut self, text: &'t str) -> Option<Word> {
        if let Some(&at) = self.known_dates.get(text) {
            return Some(at);
        }
        let at = self.chunk.dates.len() as Word;
        self.chunk.dates.push(Date::parse(text).ok()?);
        self.known_dates.insert(text, at);
        Some(at)
    }

    fn past_delimiter(&mut self) -> Option<()> {
        let is_there = self.bytes.get(self.at) == Some(&self.delimiter);
        self.at += 1;
        is_there.then_some(())
    }

    /// Goes to the next line; `start` is where this one began.
    fn end_line(&mut self, start: usize) -> Option<()> {
        if self.bytes.get(self.at) == Some(&self.delimiter) {
            self.chunk.surplus += 1;
            self.chunk.first_surplus.get_or_insert(start);
            let rest = self.bytes.get(self.at..)?;
            self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        }
        let ends = matches!(self.bytes.get(self.at), None | Some(b'\n'));
        self.at += 1;
        ends.then_some(())
    }
}
