//! Tuples of words, each with one code: the values of records and of branches.

use std::collections::HashMap;
use std::sync::Arc;

use super::Word;

/// The code of `nil`, the record that is none. No tuple has it.
pub const NIL: Word = 0;

/// Tuples with their codes, which begin at 1.
#[derive(Debug, Default)]
pub(super) struct Tuples {
    values: Vec<Arc<[Word]>>,
    codes: HashMap<Arc<[Word]>, Word>,
}

impl Tuples {
    /// The code of a tuple if it was ever seen.
    pub(super) fn find(&self, fields: &[Word]) -> Option<Word> {
        self.codes.get(fields).copied()
    }

    /// The code of a tuple, new if it was never seen.
    pub(super) fn intern(&mut self, fields: &[Word]) -> Word {
        if let Some(code) = self.find(fields) {
            return code;
        }
        let value: Arc<[Word]> = Arc::from(fields);
        self.values.push(Arc::clone(&value));
        let code = self.values.len() as Word;
        self.codes.insert(value, code);
        code
    }

    /// The tuple of a code; none for `nil`.
    pub(super) fn get(&self, code: Word) -> Option<Arc<[Word]>> {
        let at = usize::try_from(code).ok()?.checked_sub(1)?;
        self.values.get(at).cloned()
    }
}
