//! How values and rows are serialised: names and dates by their text, rows as maps from column to value.
//!
//! What a source left unsaid is written `{"unsaid": label}`, so that it stays apart from every text and reads back as itself.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::row::Row;
use super::value::{Column, Float, Name, PartialDate};
use crate::program::ir::Type;
use crate::store::Word;
use crate::store::dictionary::UNSAID_MARK;

/// The one key of the map that stands for something unsaid.
const UNSAID_KEY: &str = "unsaid";

fn serialize_unsaid<S: Serializer>(label: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(UNSAID_KEY, label)?;
    map.end()
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.text().strip_prefix(UNSAID_MARK) {
            Some(label) => serialize_unsaid(label, serializer),
            None => serializer.serialize_str(self.text()),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.date().unsaid_label() {
            Some(label) => serialize_unsaid(label, serializer),
            None => serializer.collect_str(self),
        }
    }
}

/// What a name and a date have in common when they are read: a text, or a label of what is unsaid.
trait FromText: Sized {
    const EXPECTED: &'static str;
    fn said(text: &str) -> Result<Self, String>;
    fn unsaid(label: &str) -> Self;
}

impl FromText for Name {
    const EXPECTED: &'static str = "a text or {\"unsaid\": label}";

    fn said(text: &str) -> Result<Self, String> {
        Ok(Self::from(text))
    }

    fn unsaid(label: &str) -> Self {
        Self::unsaid(label)
    }
}

impl FromText for PartialDate {
    const EXPECTED: &'static str = "an EDTF expression or {\"unsaid\": label}";

    fn said(text: &str) -> Result<Self, String> {
        text.parse().map_err(|error: crate::date::DateError| format!("{text:?} is no date: {error}"))
    }

    fn unsaid(label: &str) -> Self {
        Self::unsaid(label)
    }
}

struct TextVisitor<T>(PhantomData<T>);

impl<'de, T: FromText> Visitor<'de> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(T::EXPECTED)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        T::said(text).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        match map.next_entry::<String, String>()? {
            Some((key, label)) if key == UNSAID_KEY => Ok(T::unsaid(&label)),
            _ => Err(de::Error::custom(format!("expected {}", T::EXPECTED))),
        }
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor(PhantomData))
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor(PhantomData))
    }
}

impl Serialize for Float {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}

impl<'de> Deserialize<'de> for Float {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self::from)
    }
}

/// Why a record is not written: compiled rows have none.
const NO_RECORDS: &str = "a compiled row has no records";

/// A word of a type, written as the value that it stands for.
struct Typed(Type, Word);

impl Serialize for Typed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let &Self(ty, word) = self;
        match ty {
            Type::Symbol => Name::from_word(word).serialize(serializer),
            Type::Date => PartialDate::from_word(word).serialize(serializer),
            Type::Number => i64::from_word(word).serialize(serializer),
            Type::Unsigned => u64::from_word(word).serialize(serializer),
            Type::Float => Float::from_word(word).serialize(serializer),
            Type::Record(_) | Type::Branches(_) => Err(serde::ser::Error::custom(NO_RECORDS)),
        }
    }
}

/// Reads the word of a value of a type.
struct OfType(Type);

impl<'de> DeserializeSeed<'de> for OfType {
    type Value = Word;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Word, D::Error> {
        match self.0 {
            Type::Symbol => Name::deserialize(deserializer).map(Column::word),
            Type::Date => PartialDate::deserialize(deserializer).map(Column::word),
            Type::Number => i64::deserialize(deserializer).map(Column::word),
            Type::Unsigned => u64::deserialize(deserializer).map(Column::word),
            Type::Float => Float::deserialize(deserializer).map(Column::word),
            Type::Record(_) | Type::Branches(_) => Err(serde::de::Error::custom(NO_RECORDS)),
        }
    }
}

/// Writes a row as a map from column to value.
pub fn serialize<R: Row, S: Serializer>(row: &R, serializer: S) -> Result<S::Ok, S::Error> {
    let values = R::TYPES.iter().zip(row.words()).map(|(&ty, word)| Typed(ty, word));
    serializer.collect_map(R::COLUMNS.iter().zip(values))
}

/// Reads a row from a map that has each column once and nothing else.
pub fn deserialize<'de, R: Row, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    let words = deserializer.deserialize_map(RowVisitor { columns: R::COLUMNS, types: R::TYPES })?;
    R::from_words(&words).ok_or_else(|| de::Error::invalid_length(words.len(), &R::RELATION))
}

struct RowVisitor {
    columns: &'static [&'static str],
    types: &'static [Type],
}

impl<'de> Visitor<'de> for RowVisitor {
    type Value = Vec<Word>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a map with the columns {}", self.columns.join(", "))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Word>, A::Error> {
        let mut row = vec![None; self.columns.len()];
        while let Some(key) = map.next_key::<String>()? {
            let at = self.columns.iter().position(|column| *column == key);
            let Some((slot, &ty)) = at.and_then(|at| row.get_mut(at).zip(self.types.get(at))) else {
                return Err(de::Error::unknown_field(&key, self.columns));
            };
            if slot.replace(map.next_value_seed(OfType(ty))?).is_some() {
                return Err(de::Error::custom(format!("duplicate field `{key}`")));
            }
        }
        let missing = |column: &&'static str| de::Error::missing_field(column);
        row.into_iter().zip(self.columns).map(|(word, column)| word.ok_or_else(|| missing(column))).collect()
    }
}
