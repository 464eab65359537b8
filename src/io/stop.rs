//! The flag by which somebody ends a reading or a writing early.
//!
//! Who reads or writes looks at it every few thousand rows; nobody here sets it.

use std::error::Error;
use std::fmt;
use std::io::{self, Read};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether to go on: a flag that another thread or a signal sets, or none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stop<'a>(Option<&'a AtomicBool>);

/// That the flag was set, as an error of a stream.
#[derive(Debug)]
struct Stopped;

impl fmt::Display for Stopped {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("interrupted")
    }
}

impl Error for Stopped {}

impl<'a> Stop<'a> {
    /// Goes on until the flag is set.
    pub fn at(flag: &'a AtomicBool) -> Self {
        Self(Some(flag))
    }

    /// Whether the flag is set.
    pub(super) fn is_set(self) -> bool {
        self.0.is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// An error once the flag is set. It is none of the kind `Interrupted`, after which streams try again.
    pub(super) fn check(self) -> io::Result<()> {
        if self.is_set() { Err(io::Error::other(Stopped)) } else { Ok(()) }
    }

    /// So many rows in stretches, or an error once the flag is set.
    pub(super) fn stretches(self, rows: usize) -> impl Iterator<Item = io::Result<Range<usize>>> {
        stretches(rows).map(move |stretch| self.check().map(|()| stretch))
    }
}

/// How many rows pass between two looks at the flag.
pub(super) const STRETCH: usize = 1 << 15;

/// So many rows in stretches.
pub(super) fn stretches(rows: usize) -> impl Iterator<Item = Range<usize>> {
    (0..rows).step_by(STRETCH).map(move |start| start..(start + STRETCH).min(rows))
}

/// Whether an error is that of [`Stop::check`].
pub(super) fn is_stop(error: &io::Error) -> bool {
    matches!(error.get_ref(), Some(inner) if inner.is::<Stopped>())
}

/// A stream that ends with an error once the flag is set.
pub(super) struct Stoppable<'a, R> {
    /// The stream.
    pub(super) source: R,
    /// The flag.
    pub(super) stop: Stop<'a>,
}

impl<R: Read> Read for Stoppable<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.stop.check()?;
        self.source.read(into)
    }
}
