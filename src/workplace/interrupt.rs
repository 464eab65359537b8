//! Ctrl-C: it ends the process at once, unless something would be lost or left half done.
//!
//! Writers of files are let finish or give up, which they do soon after the flag is set: the process then ends behind them. A prompt at a
//! terminal has a session to lose: there a press asks what runs to stop, and only the third ends the process.

use std::io::{self, IsTerminal as _, Write as _};
use std::process;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::exit::Exit;

/// After so many presses without an end of what runs, the process ends.
const PATIENCE: usize = 3;

/// What is told when Ctrl-C ended something.
pub(super) const INTERRUPTED: &str = "interrupted\n";

/// What a press does besides setting the flag, the mildest last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Course {
    /// The process ends.
    #[default]
    Ends,
    /// The process ends as soon as what is spared has come to an end.
    EndsSoon,
    /// Nothing.
    GoesOn,
}

/// The flag that whoever runs something long looks at, and how often Ctrl-C was pressed since it was cleared.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    flag: Arc<AtomicBool>,
    presses: Arc<AtomicUsize>,
    course: Arc<Mutex<Course>>,
}

impl Interrupt {
    /// Takes over Ctrl-C for this process. Where the system refuses, Ctrl-C keeps ending the process at once.
    pub fn install() -> Self {
        let interrupt = Self::default();
        let pressed = interrupt.clone();
        let _ = ctrlc::set_handler(move || pressed.press());
        interrupt
    }

    /// The flag, for whoever runs something long.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.flag)
    }

    /// Whether Ctrl-C was pressed since the last [`clear`](Self::clear).
    pub fn pressed(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }

    /// Forgets earlier presses, before the next query.
    pub fn clear(&self) {
        self.flag.store(false, Ordering::Relaxed);
        self.presses.store(0, Ordering::Relaxed);
    }

    /// Does what is not to be left half done. A press meanwhile ends the process behind it.
    pub fn sparing<T>(&self, work: impl FnOnce() -> T) -> T {
        self.on(Course::EndsSoon, work)
    }

    /// Does what a press only asks to stop.
    pub fn going_on<T>(&self, work: impl FnOnce() -> T) -> T {
        self.on(Course::GoesOn, work)
    }

    /// Does something on a course, unless the one before is milder.
    fn on<T>(&self, course: Course, work: impl FnOnce() -> T) -> T {
        let before = *self.course();
        *self.course() = before.max(course);
        let done = work();
        let mut now = self.course();
        *now = before;
        if (before, course) == (Course::Ends, Course::EndsSoon) && self.pressed() {
            end();
        }
        done
    }

    fn course(&self) -> MutexGuard<'_, Course> {
        self.course.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn press(&self) {
        self.flag.store(true, Ordering::Relaxed);
        let presses = self.presses.fetch_add(1, Ordering::Relaxed) + 1;
        // Held to the end of the process: nothing that is to be spared begins meanwhile.
        let course = self.course();
        if *course == Course::Ends || presses >= PATIENCE {
            end();
        }
    }
}

/// Tells of the interruption and ends the process.
fn end() -> ! {
    let mut errors = io::stderr().lock();
    // On a terminal the line of progress gives way. Whoever sees nothing of this sees the exit code.
    let place = if errors.is_terminal() { "\r\x1b[K" } else { "" };
    let _ = errors.write_all(format!("{place}{INTERRUPTED}").as_bytes());
    process::exit(Exit::Interrupted.code().into())
}
