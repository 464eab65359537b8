//! Handles to the values of the process's own dictionary: `Copy`, one machine word, with the value at hand.
//!
//! crepe copies every row into sets and indexes; a handle keeps that cheap, and unlike a code it can be compared, printed and
//! serialised where no dictionary is passed. Each distinct value is kept once and never freed: a process holds as many as it has
//! seen distinct names or dates in typed rows.

use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, PoisonError, RwLock};

use crate::store::{Dictionary, Word};

/// The dictionary of all typed values of this process; sessions have their own.
pub(super) static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(Dictionary::default);

/// A value with its code in [`DICTIONARY`].
#[derive(Debug)]
struct Entry<K: ?Sized + 'static> {
    code: Word,
    value: &'static K,
}

/// A handle to a pooled value.
#[derive(Debug)]
pub(super) struct Pooled<K: ?Sized + 'static>(&'static Entry<K>);

impl<K: ?Sized> Pooled<K> {
    /// The value.
    pub(super) fn value(self) -> &'static K {
        self.0.value
    }

    /// Its code.
    pub(super) fn code(self) -> Word {
        self.0.code
    }
}

impl<K: ?Sized> Clone for Pooled<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: ?Sized> Copy for Pooled<K> {}

impl<K: ?Sized> PartialEq for Pooled<K> {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl<K: ?Sized> Eq for Pooled<K> {}

impl<K: ?Sized> Hash for Pooled<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.code());
    }
}

/// The handles given so far, by code.
pub(super) struct Pool<K: ?Sized + 'static>(RwLock<Vec<Option<Pooled<K>>>>);

impl<K: ?Sized> Pool<K> {
    /// No handle.
    pub(super) const fn new() -> Self {
        Self(RwLock::new(Vec::new()))
    }

    /// The handle of a code; `value` gives what it stands for when it is asked for the first time.
    pub(super) fn handle(&self, code: Word, value: impl FnOnce() -> &'static K) -> Pooled<K> {
        let at = usize::try_from(code).unwrap_or(usize::MAX);
        // A poisoned lock only says that another thread panicked; no change of the vector leaves it half made.
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(at).copied().flatten();
        known.unwrap_or_else(|| self.keep(at, code, value()))
    }

    fn keep(&self, at: usize, code: Word, value: &'static K) -> Pooled<K> {
        let mut handles = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if handles.len() <= at {
            handles.resize(at + 1, None);
        }
        let new = Pooled(Box::leak(Box::new(Entry { code, value })));
        handles.get_mut(at).map_or(new, |slot| *slot.get_or_insert(new))
    }
}
