//! The dictionary: each symbol, each canonical date, each record and each branch has one code for the life of a session.
//!
//! Codes are given in order of first sight and mean nothing beyond equality; whoever prints sorts by what they stand for.

use std::hash::BuildHasher as _;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

use super::days::Days;
use super::symbols::{Symbols, text_hash};
use super::tuples::Tuples;
use super::{Shape, ShapeId, Word};
use crate::date::{Date, DateError};
use crate::native::{Function, Libraries, Signature};

/// The first character of a symbol that stands for something left unsaid; no source text can contain it as a symbol.
///
/// What follows tells the fact and the column, so that an unsaid value equals itself and nothing else.
pub const UNSAID_MARK: char = '\u{1}';

/// Symbols, dates and tuples with their codes, and the shapes of tuples. Shared by reference; interning is serialised by locks, and the
/// text of a symbol, the days of a date and the fields of a tuple are read without one.
#[derive(Debug, Default)]
pub struct Dictionary {
    symbols: Symbols,
    tuples: Tuples,
    days: Arc<Days>,
    inner: RwLock<Inner>,
    /// The libraries that functors may be of, where any may.
    libraries: OnceLock<Libraries>,
}

/// The number of a functor of a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NativeId(pub u32);

#[derive(Debug, Default)]
struct Inner {
    dates: Dates,
    /// The dates of programs by the texts that express them there.
    written: HashMap<String, Word>,
    shapes: Vec<Arc<Shape>>,
    natives: Vec<Arc<Function>>,
    /// The first shape of each group of types that were declared together, by the text of their declarations.
    groups: HashMap<String, ShapeId>,
}

/// Dates with their codes, which are their places.
#[derive(Debug, Default)]
struct Dates {
    values: Vec<Arc<Date>>,
    codes: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Dates {
    fn find(&self, date: &Date) -> Option<u32> {
        let is_it = |code: &u32| self.values.get(*code as usize).is_some_and(|known| **known == *date);
        self.codes.find(self.hasher.hash_one(date), is_it).copied()
    }

    fn intern(&mut self, date: &Date) -> u32 {
        if let Some(code) = self.find(date) {
            return code;
        }
        let Self { values, codes, hasher } = self;
        let code = u32::try_from(values.len()).unwrap_or(u32::MAX);
        values.push(Arc::new(date.clone()));
        let hash = |code: &u32| values.get(*code as usize).map_or(0, |date| hasher.hash_one(date));
        codes.insert_unique(hasher.hash_one(date), code, hash);
        code
    }
}

impl Dictionary {
    /// The code of a symbol, new if it was never seen.
    pub fn symbol(&self, text: &str) -> Word {
        self.find_symbol(text).unwrap_or_else(|| self.symbols.intern(text))
    }

    /// The codes of texts, given with their hashes ([`text_hash`]); new ones in the order in which they stand here.
    pub fn symbols<'t>(
        &self,
        texts: impl IntoIterator<Item = (&'t str, u32), IntoIter: ExactSizeIterator>,
    ) -> Vec<Word> {
        self.symbols.intern_all(texts)
    }

    /// The code of a symbol if it was ever seen.
    pub fn find_symbol(&self, text: &str) -> Option<Word> {
        self.symbols.find(text, text_hash(text))
    }

    /// The text of a symbol's code. A code that this dictionary never gave reads as the empty text.
    pub fn text(&self, code: Word) -> &str {
        self.symbols.text(code).unwrap_or_default()
    }

    /// Whether a symbol's code stands for something left unsaid.
    pub fn is_unsaid_symbol(&self, code: Word) -> bool {
        self.text(code).starts_with(UNSAID_MARK)
    }

    /// The code of a date, equal for equal canonical expressions.
    pub fn date(&self, date: &Date) -> Word {
        let known = self.read().dates.find(date).map(Word::from);
        known.unwrap_or_else(|| {
            let code = self.write().dates.intern(date);
            self.days.add(code, date);
            Word::from(code)
        })
    }

    /// The code of the date that a text of a program expresses; each text is read once.
    ///
    /// # Errors
    /// The text is no date.
    pub fn date_written(&self, text: &str) -> Result<Word, DateError> {
        if let Some(&code) = self.read().written.get(text) {
            return Ok(code);
        }
        let code = self.date(&Date::parse(text)?);
        self.write().written.insert(text.to_owned(), code);
        Ok(code)
    }

    /// The date of a code. A code that this dictionary never gave reads as an unsaid date.
    pub fn date_of(&self, code: Word) -> Arc<Date> {
        let index = usize::try_from(code).unwrap_or(usize::MAX);
        self.read().dates.values.get(index).cloned().unwrap_or_else(|| Arc::new(Date::unsaid("?")))
    }

    /// Between which days dates lie.
    pub fn days(&self) -> &Arc<Days> {
        &self.days
    }

    /// The code of a record with these fields, or of a branch whose place stands before its fields.
    pub fn tuple(&self, fields: &[Word]) -> Word {
        self.tuples.intern(fields)
    }

    /// The fields of a record or branch; none of `nil` and of a code that this dictionary never gave.
    pub fn tuple_of(&self, code: Word) -> Option<Vec<Word>> {
        self.tuples.get(code)
    }

    /// One field of a record or branch, if it has so many.
    pub fn field(&self, code: Word, place: usize) -> Option<Word> {
        self.tuples.field(code, place)
    }

    /// The first of the places for the shapes of types that are declared together; the same declarations get the same places.
    pub fn shapes(&self, declarations: &str, count: usize) -> ShapeId {
        let mut inner = self.write();
        if let Some(&first) = inner.groups.get(declarations) {
            return first;
        }
        let first = ShapeId(u32::try_from(inner.shapes.len()).unwrap_or(u32::MAX));
        let length = inner.shapes.len() + count;
        inner.shapes.resize(length, Arc::default());
        inner.groups.insert(declarations.to_owned(), first);
        first
    }

    /// Says what the shape at a place is.
    pub fn define_shape(&self, id: ShapeId, shape: Shape) {
        if let Some(place) = self.write().shapes.get_mut(id.0 as usize) {
            *place = Arc::new(shape);
        }
    }

    /// A shape; one that was never defined has no branches.
    pub fn shape(&self, id: ShapeId) -> Arc<Shape> {
        self.read().shapes.get(id.0 as usize).cloned().unwrap_or_default()
    }

    /// Lets functors be of these libraries; only the first that are given count.
    pub fn allow_libraries(&self, libraries: Libraries) {
        _ = self.libraries.set(libraries);
    }

    /// Whether functors may be of libraries.
    pub fn allows_libraries(&self) -> bool {
        self.libraries.get().is_some()
    }

    /// The number of a functor of a library, if one has it.
    pub fn native(&self, name: &str, signature: &Signature) -> Option<NativeId> {
        let id = |at: usize| u32::try_from(at).ok().map(NativeId);
        let is_it = |known: &Arc<Function>| known.name() == name && known.signature() == signature;
        if let Some(at) = self.read().natives.iter().position(is_it) {
            return id(at);
        }
        let function = self.libraries.get()?.find(name, signature)?;
        let mut inner = self.write();
        inner.natives.push(Arc::new(function));
        id(inner.natives.len() - 1)
    }

    /// A functor of a library by its number.
    pub fn function(&self, id: NativeId) -> Option<Arc<Function>> {
        self.read().natives.get(id.0 as usize).cloned()
    }

    // A poisoned lock only says that another thread panicked between two pushes; both halves of an interner are still
    // readable, so the dictionary goes on.
    fn read(&self) -> std::sync::RwLockReadGuard<'_, Inner> {
        self.inner.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Inner> {
        self.inner.write().unwrap_or_else(PoisonError::into_inner)
    }
}
