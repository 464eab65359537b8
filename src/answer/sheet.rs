//! The sheet: named columns over rows of typed cells, the one thing that every form of answer is made from.

use serde_json::Value;

use crate::io::field;
use crate::program::ir::Type;
use crate::program::value::{UNSAID, format_word};
use crate::store::{Dictionary, Word, word};

/// Named columns and rows of as many cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The names of the columns, each once.
    pub columns: Vec<String>,
    /// The rows in the order in which they are shown.
    pub rows: Vec<Vec<Cell>>,
}

/// One value of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text or a date.
    Text(String),
    /// A signed number.
    Number(i64),
    /// An unsigned number.
    Unsigned(u64),
    /// A float.
    Float(f64),
    /// What the source leaves open.
    NotSaid,
    /// Nothing stands there.
    Empty,
}

impl Sheet {
    /// A sheet with these columns and no row yet. A name that stands twice gets underscores.
    pub fn new<S: Into<String>>(columns: impl IntoIterator<Item = S>) -> Self {
        let mut sheet = Self::default();
        for column in columns {
            let mut name = column.into();
            while sheet.columns.contains(&name) {
                name.push('_');
            }
            sheet.columns.push(name);
        }
        sheet
    }

    /// Adds a row of texts.
    pub fn push<S: Into<String>>(&mut self, row: impl IntoIterator<Item = S>) {
        self.rows.push(row.into_iter().map(|text| Cell::Text(text.into())).collect());
    }
}

impl Cell {
    /// The cell that shows a word of a type.
    pub fn of(value: Word, ty: Type, dictionary: &Dictionary) -> Self {
        match ty {
            Type::Number => Self::Number(word::to_number(value)),
            Type::Unsigned => Self::Unsigned(value),
            Type::Float => Self::Float(word::to_float(value)),
            Type::Symbol | Type::Date if field::is_unsaid(value, ty, dictionary) => Self::NotSaid,
            _ => Self::Text(format_word(value, ty, dictionary)),
        }
    }

    /// Whether the cell stands to the right in its column.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Unsigned(_) | Self::Float(_))
    }

    /// The value in JSON: numbers are numbers, what is not said is null, and so is a float that JSON has no word for.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Text(text) => Value::from(text.as_str()),
            Self::Number(number) => Value::from(*number),
            Self::Unsigned(number) => Value::from(*number),
            Self::Float(number) => Value::from(*number),
            Self::NotSaid | Self::Empty => Value::Null,
        }
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => out.write_str(text),
            Self::Number(number) => number.fmt(out),
            Self::Unsigned(number) => number.fmt(out),
            Self::Float(number) => number.fmt(out),
            Self::NotSaid => out.write_str(UNSAID),
            Self::Empty => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_stands_twice_stays_apart() {
        assert_eq!(Sheet::new(["a", "a", "a_"]).columns, ["a", "a_", "a__"]);
    }

    #[test]
    fn what_is_not_said_is_null_in_json_and_words_elsewhere() {
        assert_eq!(Cell::NotSaid.to_json(), Value::Null);
        assert_eq!(Cell::NotSaid.to_string(), "not said");
        assert_eq!((Cell::Empty.to_json(), Cell::Empty.to_string()), (Value::Null, String::new()));
        assert_eq!(Cell::Float(f64::INFINITY).to_json(), Value::Null);
    }
}
