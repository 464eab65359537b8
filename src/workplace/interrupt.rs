//! Ctrl-C: the first press asks the running query to stop, the third ends the process. While texts are loaded the first one does.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::exit::Exit;

/// After so many presses without an end of what runs, the process ends.
const PATIENCE: usize = 3;

/// What is told when Ctrl-C ended something.
pub(super) const INTERRUPTED: &str = "interrupted\n";

/// The flag that a running query looks at, and how often Ctrl-C was pressed since it was cleared.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    flag: Arc<AtomicBool>,
    presses: Arc<AtomicUsize>,
    ends_at_once: Arc<AtomicBool>,
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

    /// Lets Ctrl-C end the process as long as some work goes on that leaves nothing behind, however seldom it looks at the flag.
    pub fn ending_at_once<T>(&self, work: impl FnOnce() -> T) -> T {
        self.ends_at_once.store(true, Ordering::Relaxed);
        let done = work();
        self.ends_at_once.store(false, Ordering::Relaxed);
        done
    }

    fn press(&self) {
        if self.ends_at_once.load(Ordering::Relaxed) {
            // Whoever does not see it sees the exit code.
            let _ = std::io::stderr().write_all(INTERRUPTED.as_bytes());
            std::process::exit(Exit::Interrupted.code().into());
        }
        self.flag.store(true, Ordering::Relaxed);
        if self.presses.fetch_add(1, Ordering::Relaxed) + 1 >= PATIENCE {
            std::process::exit(Exit::Interrupted.code().into());
        }
    }
}
