//! What a column of a typed row can hold: names and dates as `Copy` values that know their text, numbers, floats with equality.
//!
//! How they are written and read by serde lives in `serial`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::pool::{DICTIONARY, Pool, Pooled};
use crate::date::{Date, DateError};
use crate::program::ir::Type;
use crate::store::dictionary::UNSAID_MARK;
use crate::store::{Dictionary, Word, word};

static NAMES: Pool<str> = Pool::new();
static DATES: Pool<Date> = Pool::new();

/// A symbol: the name of a person, a state, an event, or any other text.
///
/// Ordered by text. Serialised as its text; one that a source left unsaid as `{"unsaid": label}`.
///
/// ```
/// use demarche::typed::Name;
/// let envoy = Name::from("A. Envoy");
/// assert_eq!(envoy, Name::from("A. Envoy"));
/// assert_eq!(envoy.text(), "A. Envoy");
/// assert_eq!(serde_json::to_string(&envoy)?, "\"A. Envoy\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name(Pooled<str>);

impl Name {
    /// The text.
    pub fn text(self) -> &'static str {
        self.0.value()
    }

    /// A name that a text leaves open; `label` tells of which fact and column, so that it equals itself alone.
    pub fn unsaid(label: &str) -> Self {
        Self::from(format!("{UNSAID_MARK}{label}").as_str())
    }

    /// Whether a text left the name open.
    pub fn is_unsaid(self) -> bool {
        self.text().starts_with(UNSAID_MARK)
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::from_word(DICTIONARY.symbol(text))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.is_unsaid() { "not said" } else { self.text() })
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.text())
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text().cmp(other.text())
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A partial date, as [`Date`] means it, that is `Copy`.
///
/// Ordered for display, by earliest day, then latest, then text; what certainly precedes what is told by
/// [`certainly_before`](super::certainly_before) and its like. Serialised as its EDTF expression; one that a source left unsaid as
/// `{"unsaid": label}`.
///
/// ```
/// use demarche::typed::PartialDate;
/// let may: PartialDate = "2024-05".parse()?;
/// assert_eq!(may.date().earliest().map(|day| day.to_string()).as_deref(), Some("2024-05-01"));
/// assert!("2024-13".parse::<PartialDate>().is_err());
/// # Ok::<(), demarche::date::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate(Pooled<Date>);

impl PartialDate {
    /// The date.
    pub fn date(self) -> &'static Date {
        self.0.value()
    }

    /// A date that a text leaves open; `label` tells of which fact and column, so that it equals itself alone.
    pub fn unsaid(label: &str) -> Self {
        Self::from(&Date::unsaid(label))
    }

    /// Whether a text left the date open.
    pub fn is_unsaid(self) -> bool {
        self.date().is_unsaid()
    }
}

impl From<&Date> for PartialDate {
    fn from(date: &Date) -> Self {
        Self::from_word(DICTIONARY.date(date))
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(expression: &str) -> Result<Self, DateError> {
        Date::parse(expression).map(|date| Self::from(&date))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(out)
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.date().to_string())
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.date().cmp(other.date())
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A float with the equality that sets of rows need: equal when the bits are, with one zero and one NaN.
///
/// Ordered for display, NaN last; [`less`](super::less) compares as IEEE 754 does.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Float(Word);

impl Float {
    /// The number.
    pub fn value(self) -> f64 {
        word::to_float(self.0)
    }
}

impl From<f64> for Float {
    fn from(value: f64) -> Self {
        Self(word::from_float(value))
    }
}

impl fmt::Display for Float {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value().fmt(out)
    }
}

impl fmt::Debug for Float {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value().fmt(out)
    }
}

impl Ord for Float {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value().total_cmp(&other.value())
    }
}

impl PartialOrd for Float {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A type that a column of a generated struct may have, with its words in [`dictionary`].
pub trait Column: Copy {
    /// Which type of the language it is.
    const TYPE: Type;

    /// Its word.
    fn word(self) -> Word;

    /// What a word of this type stands for.
    fn from_word(word: Word) -> Self;
}

impl Column for Name {
    const TYPE: Type = Type::Symbol;

    fn word(self) -> Word {
        self.0.code()
    }

    fn from_word(word: Word) -> Self {
        Self(NAMES.handle(word, || DICTIONARY.text(word)))
    }
}

impl Column for PartialDate {
    const TYPE: Type = Type::Date;

    fn word(self) -> Word {
        self.0.code()
    }

    fn from_word(word: Word) -> Self {
        Self(DATES.handle(word, || Box::leak(Box::new(Date::clone(&DICTIONARY.date_of(word))))))
    }
}

impl Column for i64 {
    const TYPE: Type = Type::Number;

    fn word(self) -> Word {
        word::from_number(self)
    }

    fn from_word(word: Word) -> Self {
        word::to_number(word)
    }
}

impl Column for u64 {
    const TYPE: Type = Type::Unsigned;

    fn word(self) -> Word {
        self
    }

    fn from_word(word: Word) -> Self {
        word
    }
}

impl Column for Float {
    const TYPE: Type = Type::Float;

    fn word(self) -> Word {
        self.0
    }

    fn from_word(word: Word) -> Self {
        Self(word)
    }
}

/// The dictionary in which the words of typed values stand for names and dates; it lives as long as the process.
pub fn dictionary() -> &'static Dictionary {
    &DICTIONARY
}

/// A type that has constants in rules.
#[doc(hidden)]
pub trait Constant {
    /// The value of a constant as a generated module holds it.
    ///
    /// # Panics
    /// The text is not of this type; `demarche compile` writes none that its checker has not read as such.
    fn of(text: &str) -> Self;
}

impl Constant for Name {
    fn of(text: &str) -> Self {
        Self::from(text)
    }
}

impl Constant for PartialDate {
    fn of(text: &str) -> Self {
        match text.strip_prefix(UNSAID_MARK).map_or_else(|| text.parse(), |label| Ok(Self::unsaid(label))) {
            Ok(date) => date,
            Err(error) => unreachable!("a checked program holds the date {text:?}: {error}"),
        }
    }
}

/// The value of a constant of a generated module.
///
/// # Panics
/// As [`Constant::of`].
#[doc(hidden)]
pub fn constant<T: Constant>(text: &str) -> T {
    T::of(text)
}
