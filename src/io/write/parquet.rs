//! Rows as a Parquet file, its columns packed with Snappy.
//!
//! Numbers are 64-bit integers, floats doubles; all else is text, in Soufflé's notation where it has parts, and absent where it was left unsaid.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type as Schema, TypePtr};

use super::super::field::is_unsaid;
use super::rows::Rows;
use crate::program::ir::{Attribute, Type};
use crate::program::value::quote_word;
use crate::store::{Word, word};

/// How many rows stand in a group, whose columns are held in memory.
const GROUP: usize = 1 << 20;

/// Writes the whole file.
pub(super) fn file(rows: Rows<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = begun(rows).map_err(io::Error::other)?;
    let mut columns = vec![Vec::new(); rows.relation.attributes.len()];
    rows.each(|row| {
        for (column, &word) in columns.iter_mut().zip(row) {
            column.push(word);
        }
        if columns.first().is_some_and(|column| column.len() == GROUP) {
            group(&mut writer, &mut columns, rows).map_err(io::Error::other)?;
        }
        Ok(())
    })?;
    if columns.iter().any(|column| !column.is_empty()) {
        group(&mut writer, &mut columns, rows).map_err(io::Error::other)?;
    }
    out.write_all(&writer.into_inner().map_err(io::Error::other)?)
}

/// A file without rows yet.
fn begun(rows: Rows<'_>) -> Result<SerializedFileWriter<Vec<u8>>> {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    SerializedFileWriter::new(Vec::new(), schema(rows)?, Arc::new(properties))
}

fn schema(rows: Rows<'_>) -> Result<TypePtr> {
    let columns: Result<Vec<TypePtr>> =
        rows.relation.attributes.iter().map(|one| column(one).map(Arc::new)).collect();
    Schema::group_type_builder("row").with_fields(columns?).build().map(Arc::new)
}

fn column(attribute: &Attribute) -> Result<Schema> {
    let (physical, logical, repetition) = match attribute.ty {
        Type::Number => (Physical::INT64, None, Repetition::REQUIRED),
        Type::Unsigned => (Physical::INT64, Some(LogicalType::integer(64, false)), Repetition::REQUIRED),
        Type::Float => (Physical::DOUBLE, None, Repetition::REQUIRED),
        _ => (Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::OPTIONAL),
    };
    let builder = Schema::primitive_type_builder(&attribute.name, physical);
    builder.with_logical_type(logical).with_repetition(repetition).build()
}

/// Writes a group of rows and empties its columns.
fn group(
    writer: &mut SerializedFileWriter<Vec<u8>>,
    columns: &mut [Vec<Word>],
    rows: Rows<'_>,
) -> Result<()> {
    let mut group = writer.next_row_group()?;
    for (words, ty) in columns.iter_mut().zip(rows.types()) {
        fill(&mut group, &std::mem::take(words), ty, rows)?;
    }
    group.close().map(drop)
}

/// Writes the next column of a group.
fn fill(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    words: &[Word],
    ty: Type,
    rows: Rows<'_>,
) -> Result<()> {
    let missing = || ParquetError::General("a column more than the schema has".to_owned());
    let mut column = group.next_column()?.ok_or_else(missing)?;
    match column.untyped() {
        ColumnWriter::Int64ColumnWriter(writer) => {
            let values: Vec<i64> = words.iter().map(|word| word.cast_signed()).collect();
            writer.write_batch(&values, None, None)?;
        }
        ColumnWriter::DoubleColumnWriter(writer) => {
            let values: Vec<f64> = words.iter().map(|&word| word::to_float(word)).collect();
            writer.write_batch(&values, None, None)?;
        }
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            let is_said = |word: &Word| !is_unsaid(*word, ty, rows.dictionary);
            let said = words.iter().copied().filter(is_said);
            let values: Vec<_> =
                said.map(|word| quote_word(word, ty, rows.dictionary).into_bytes().into()).collect();
            let levels: Vec<i16> = words.iter().map(|word| i16::from(is_said(word))).collect();
            writer.write_batch(&values, Some(&levels), None)?;
        }
        _ => return Err(ParquetError::General("a column of another kind than the schema has".to_owned())),
    }
    column.close()
}
