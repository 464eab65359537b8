//! Large files of plain values: blocks of lines read one after the other, and parsed on several threads.
//!
//! The rows come in the order of the file and codes are given in that order, so that nothing depends on how many threads there are.

use std::io::{self, Read};
use std::thread;

use super::super::error::Surplus;
use super::blocks::Blocks;
use super::chunk::{Chunk, parse};
use super::delimited::{self, Cut};
use super::intake::Intake;
use super::place::line_ends;
use crate::program::ir::Type;

/// Lines with the number of the first.
struct Block {
    bytes: Vec<u8>,
    first_line: usize,
}

/// The delimiter, where the values of a relation are plain: in the order of the columns, unquoted, a single byte between them, and
/// each to be read without regard to others.
pub(super) fn plain_delimiter(cut: Cut<'_>, types: &[Type]) -> Option<u8> {
    let [delimiter] = cut.form.delimiter.as_bytes() else { return None };
    let in_order = cut.fields.iter().copied().eq(0..types.len());
    let is_plain =
        |ty: &Type| matches!(ty, Type::Symbol | Type::Number | Type::Unsigned | Type::Float | Type::Date);
    let plain = in_order && !types.is_empty() && !cut.form.quoted && types.iter().all(is_plain);
    // What can stand in a number is told from a delimiter by looking at whole fields.
    (plain && !delimiter.is_ascii_alphanumeric() && !b"+-._\"".contains(delimiter)).then_some(*delimiter)
}

/// Reads a stream of lines with so many threads at most.
pub(super) fn read(
    source: impl Read,
    cut: Cut<'_>,
    delimiter: u8,
    threads: usize,
    intake: &mut Intake<'_>,
) -> io::Result<()> {
    read_blocks(Blocks::new(source), cut, delimiter, threads, intake)
}

fn read_blocks(
    blocks: Blocks<impl Read>,
    cut: Cut<'_>,
    delimiter: u8,
    threads: usize,
    intake: &mut Intake<'_>,
) -> io::Result<()> {
    let types = intake.types();
    let mut lines = Lines { blocks, next_line: 1, headers: cut.form.headers };
    let mut batch = lines.batch(threads)?;
    while !batch.is_empty() && !intake.is_spoilt() {
        let parsed = parse_all(&batch, &types, delimiter);
        for (block, chunk) in batch.iter().zip(parsed) {
            take(block, chunk, &types, cut, intake);
        }
        batch = lines.batch(threads)?;
    }
    Ok(())
}

/// Parses each block on a thread of its own, the last one on this.
fn parse_all<'b>(batch: &'b [Block], types: &[Type], delimiter: u8) -> Vec<Option<Chunk<'b>>> {
    let Some((last, others)) = batch.split_last() else { return Vec::new() };
    thread::scope(|scope| {
        let others: Vec<_> =
            others.iter().map(|block| scope.spawn(move || parse(&block.bytes, types, delimiter))).collect();
        let last = parse(&last.bytes, types, delimiter);
        // A thread that failed is as a block that is out of the ordinary: it is read again.
        others.into_iter().map(|thread| thread.join().ok().flatten()).chain([last]).collect()
    })
}

fn take(block: &Block, chunk: Option<Chunk<'_>>, types: &[Type], cut: Cut<'_>, intake: &mut Intake<'_>) {
    let Some(chunk) = chunk else {
        return delimited::lines(&block.bytes, block.first_line, cut, intake);
    };
    if let Some(start) = chunk.first_surplus {
        let first = delimited::surplus_line(&block.bytes, start, block.first_line, cut, intake);
        intake.surplus(Surplus { first, lines: chunk.surplus });
    }
    let rows = chunk.rows(types, intake.dictionary);
    intake.rows(&rows);
}

/// The lines of a stream behind its byte order mark and its header.
struct Lines<R> {
    blocks: Blocks<R>,
    next_line: usize,
    headers: bool,
}

impl<R: Read> Lines<R> {
    /// So many blocks, fewer at the end.
    fn batch(&mut self, most: usize) -> io::Result<Vec<Block>> {
        let mut batch = Vec::new();
        while batch.len() < most.max(1)
            && let Some(mut bytes) = self.blocks.next_block()?
        {
            let first_line = self.next_line;
            self.next_line += line_ends(&bytes);
            if first_line == 1 {
                let body = delimited::after_mark(&bytes);
                let body = if self.headers { delimited::after_line(body) } else { body };
                let head = bytes.len() - body.len();
                bytes.drain(..head);
            }
            batch
                .push(Block { bytes, first_line: first_line + usize::from(first_line == 1 && self.headers) });
        }
        Ok(batch)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::super::intake::{Rows, Taken};
    use super::*;
    use crate::io::format::Delimited;
    use crate::program::ir::{Attribute, Relation};
    use crate::program::value::format_word;
    use crate::store::{Bulk, Dictionary};

    const TYPES: [Type; 5] = [Type::Symbol, Type::Number, Type::Unsigned, Type::Float, Type::Date];

    /// The rows shown in order with the codes of their symbols, the bad lines and the count of lines with too many fields.
    type Found = (Vec<String>, Vec<String>, usize);

    fn found(types: &[Type], read: impl FnOnce(&mut Intake<'_>)) -> Found {
        let attribute =
            |&ty| Attribute { name: "c".into(), ty, type_name: crate::syntax::tree::Text::default() };
        let relation = Relation { attributes: types.iter().map(attribute).collect(), ..Relation::default() };
        let dictionary = Dictionary::default();
        let rows = Rows::Table(Bulk::new(types.len()));
        let mut intake = Intake::new(Path::new("r.facts"), &relation, &dictionary, rows, usize::MAX / 2);
        read(&mut intake);
        let Taken { table, bad, surplus } = intake.finish();
        let shown = |row: &[u64]| {
            let values = row.iter().zip(types).map(|(&word, &ty)| format_word(word, ty, &dictionary));
            format!("{:?} {}", row, values.collect::<Vec<_>>().join("|"))
        };
        let bad = bad
            .unwrap_or_default()
            .into_iter()
            .map(|it| format!("{}:{} {}", it.line, it.column(), it.message));
        (table.rows().map(shown).collect(), bad.collect(), surplus.map_or(0, |surplus| surplus.lines))
    }

    fn value() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => any::<i64>().prop_map(|number| number.to_string()),
            8 => (0..50_u8).prop_map(|number| number.to_string()),
            2 => any::<f64>().prop_map(|number| number.to_string()),
            1 => prop::sample::select(vec!["0x1f", "-0b1", "1999-05", "2001", "", "-", "é", "\u{1}x", "1e9", "x\r", "+1", " 1", "1:", "/2"])
                .prop_map(str::to_owned),
            1 => "[a-c]{1,3}",
        ]
    }

    fn lines() -> impl Strategy<Value = String> {
        let line = prop::collection::vec(value(), 1..5).prop_map(|fields| fields.join("\t"));
        let end = prop::sample::select(vec!["\n", "\n", "\n", "\r\n"]);
        prop::collection::vec((line, end), 0..30)
            .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
    }

    proptest! {
        #[test]
        fn all_threads_and_blocks_read_what_one_reader_of_lines_does(
            text in lines(),
            types in prop::collection::vec(prop::sample::select(TYPES.to_vec()), 1..4),
            headers in any::<bool>(),
        ) {
            let form = Delimited { headers, ..Delimited::default() };
            let fields: Vec<usize> = (0..types.len()).collect();
            let cut = Cut { form: &form, fields: &fields };
            let expected = found(&types, |intake| delimited::read(text.as_bytes(), cut, intake));
            for (size, threads) in [(8, 1), (50, 3), (1 << 20, 2)] {
                let read = found(&types, |intake| {
                    let blocks = Blocks::of_size(text.as_bytes(), size);
                    read_blocks(blocks, cut, b'\t', threads, intake).unwrap();
                });
                prop_assert_eq!(&read, &expected, "blocks of {} bytes, {} threads", size, threads);
            }
        }
    }
}
