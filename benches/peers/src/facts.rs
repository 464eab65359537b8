//! Facts from files of tab-separated values.

use std::fs::read_to_string;
use std::path::PathBuf;

/// Where the facts of a workload lie.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(path: &str) -> Self {
        Self(path.into())
    }

    fn text(&self, relation: &str) -> String {
        let path = self.0.join(format!("{relation}.facts"));
        read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Rows of numbers.
    pub fn rows<const N: usize>(&self, relation: &str) -> Vec<[u32; N]> {
        self.text(relation).lines().map(numbers).collect()
    }

    /// Rows of words, which are never given back.
    pub fn words<const N: usize>(&self, relation: &str) -> Vec<[&'static str; N]> {
        let text: &'static str = self.text(relation).leak();
        text.lines().map(|line| fields(line.split('\t'))).collect()
    }
}

fn numbers<const N: usize>(line: &str) -> [u32; N] {
    fields(line.split('\t').map(|field| field.parse().expect("a number")))
}

fn fields<T: Copy + Default, const N: usize>(mut given: impl Iterator<Item = T>) -> [T; N] {
    [(); N].map(|()| given.next().unwrap_or_default())
}
