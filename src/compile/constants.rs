//! The constants of a module: names and dates are kept in statics, numbers are written where they stand.

use std::collections::BTreeMap;

use super::names::Taken;
use super::text::string;
use crate::program::ir::Type;
use crate::store::dictionary::UNSAID_MARK;
use crate::store::{Dictionary, Word, word};

/// The constants that the rules of a module use.
pub(super) struct Constants<'a> {
    dictionary: &'a Dictionary,
    taken: Taken,
    // By type and text, so that the declarations come out in order.
    names: BTreeMap<(Type, String), String>,
}

impl<'a> Constants<'a> {
    /// None yet.
    pub(super) fn new(dictionary: &'a Dictionary) -> Self {
        Self { dictionary, taken: Taken::default(), names: BTreeMap::new() }
    }

    /// A constant as an operand in a rule.
    pub(super) fn literal(&mut self, ty: Type, value: Word) -> String {
        match ty {
            Type::Symbol => self.constant(ty, "", value),
            Type::Date => self.constant(ty, "ON_", value),
            _ => number(ty, value),
        }
    }

    fn constant(&mut self, ty: Type, prefix: &str, value: Word) -> String {
        let text = self.text(ty, value);
        let taken = &mut self.taken;
        let name = self.names.entry((ty, text)).or_insert_with_key(|(_, text)| taken.constant(prefix, text));
        format!("*{name}")
    }

    /// The text of a symbol or date, with the mark of one left unsaid.
    fn text(&self, ty: Type, value: Word) -> String {
        if ty == Type::Symbol {
            return self.dictionary.text(value).to_string();
        }
        let date = self.dictionary.date_of(value);
        date.unsaid_label().map_or_else(|| date.to_string(), |label| format!("{UNSAID_MARK}{label}"))
    }

    /// A constant as a field of a row.
    pub(super) fn field(&self, ty: Type, value: Word) -> String {
        match ty {
            Type::Symbol | Type::Date => format!("constant({})", string(&self.text(ty, value))),
            _ => number(ty, value),
        }
    }

    /// The declarations of all constants used.
    pub(super) fn declarations(&self) -> String {
        let declaration = |((ty, text), name): (&(Type, String), &String)| {
            format!("    {name}: {} = {};\n", super::column_type(*ty), string(text))
        };
        let lines: Vec<String> = self.names.iter().map(declaration).collect();
        if lines.is_empty() {
            String::new()
        } else {
            format!("demarche::constants! {{\n{}}}\n\n", lines.concat())
        }
    }
}

fn number(ty: Type, value: Word) -> String {
    match ty {
        Type::Unsigned => format!("{value}_u64"),
        Type::Float => match word::to_float(value) {
            finite if finite.is_finite() => format!("Float::from({finite:?}_f64)"),
            _ => format!("Float::from(f64::from_bits({value:#x}))"),
        },
        _ => format!("{}_i64", word::to_number(value)),
    }
}
