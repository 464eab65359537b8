//! Ctrl-C: the first press asks the running query to stop, the third ends the process.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::exit::Exit;

/// After so many presses without an end of what runs, the process ends.
const PATIENCE: usize = 3;

/// The flag that a running query looks at, and how often Ctrl-C was pressed since it was cleared.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    flag: Arc<AtomicBool>,
    presses: Arc<AtomicUsize>,
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

    fn press(&self) {
        self.flag.store(true, Ordering::Relaxed);
        if self.presses.fetch_add(1, Ordering::Relaxed) + 1 >= PATIENCE {
            std::process::exit(Exit::Interrupted.code().into());
        }
    }
}
