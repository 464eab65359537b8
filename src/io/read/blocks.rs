//! A stream of bytes in blocks of whole lines, so that a file of any size is read in little memory.

use std::io::{self, Read};

/// How many bytes a block has, unless a line is longer. What is read depends on it, and on no count of threads.
const BLOCK: usize = 1 << 20;

/// Blocks of a stream, each ending with a line.
pub(super) struct Blocks<R> {
    source: R,
    /// The beginning of a line whose end is not read yet.
    rest: Vec<u8>,
    size: usize,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    /// The blocks of a stream.
    pub(super) fn new(source: R) -> Self {
        Self::of_size(source, BLOCK)
    }

    /// The blocks of a stream, each of about so many bytes.
    pub(super) fn of_size(source: R, size: usize) -> Self {
        Self { source, rest: Vec::new(), size, ended: false }
    }

    /// The next lines; none at the end of the stream.
    pub(super) fn next_block(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut block = std::mem::take(&mut self.rest);
        let mut searched = 0;
        while !self.ended {
            let missing = self.size.saturating_sub(block.len()).max(self.size / 2);
            block.reserve(missing + 1);
            let read = self.source.by_ref().take(missing as u64).read_to_end(&mut block)?;
            self.ended = read < missing;
            if let Some(end) = memchr::memrchr(b'\n', &block[searched..]).map(|end| searched + end + 1)
                && !self.ended
            {
                self.rest = block.split_off(end);
                return Ok(Some(block));
            }
            searched = block.len();
        }
        Ok(Some(block).filter(|block| !block.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str, size: usize) -> Vec<String> {
        let mut blocks = Blocks::of_size(text.as_bytes(), size);
        let mut found = Vec::new();
        while let Some(block) = blocks.next_block().unwrap() {
            found.push(String::from_utf8(block).unwrap());
        }
        found
    }

    #[test]
    fn blocks_end_with_lines_and_hold_everything() {
        assert_eq!(blocks("ab\ncd\nef", 4), ["ab\n", "cd\n", "ef"]);
        assert_eq!(blocks("ab\ncd\nef\n", 100), ["ab\ncd\nef\n"]);
        assert_eq!(blocks("a line longer than a block\nx\n", 4), ["a line longer than a block\n", "x\n"]);
        assert_eq!(blocks("no end of line", 4), ["no end of line"]);
        assert!(blocks("", 4).is_empty());
        for size in 2..20 {
            assert_eq!(blocks("a\n\nbcd\nefghij\n\n\nk", size).concat(), "a\n\nbcd\nefghij\n\n\nk", "{size}");
        }
    }
}
