//! Rows written out as words, page by page: only what somebody looks at.

use std::sync::OnceLock;

use super::Word;
use super::cell::{span, word_of};

/// How many rows a page has.
const ROWS: usize = 1 << 10;

/// The pages of a table's rows that were asked for since it was changed last. A copy begins anew.
#[derive(Debug, Default)]
pub(super) struct Written {
    pages: OnceLock<Vec<OnceLock<Vec<Word>>>>,
}

impl Clone for Written {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Written {
    /// A row of the cells of all rows, which have so many each.
    pub(super) fn row(&self, cells: &[i32], arity: usize, at: usize) -> &[Word] {
        let size = ROWS * arity;
        if size == 0 {
            return &[];
        }
        let pages = self.pages.get_or_init(|| vec![OnceLock::new(); cells.len().div_ceil(size)]);
        let (page, first) = (&pages[at / ROWS], at / ROWS * size);
        let write = || cells[first..cells.len().min(first + size)].iter().map(|&cell| word_of(cell));
        &page.get_or_init(|| write().collect())[span(arity, at % ROWS)]
    }

    /// Forgets all pages.
    pub(super) fn forget(&mut self) {
        self.pages.take();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_the_same_on_every_page() {
        let cells: Vec<i32> = (0..3 * 2500).collect();
        let mut written = Written::default();
        for at in [2499, 0, 1023, 1024, 2048] {
            let first = 3 * at as Word;
            assert_eq!(written.row(&cells, 3, at), [first, first + 1, first + 2]);
        }
        written.forget();
        assert_eq!((written.row(&[7], 1, 0), written.clone().row(&[], 0, 5)), (&[7][..], &[][..]));
    }
}
