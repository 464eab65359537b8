//! Files that reach the size allowed for them (`ulimit -f`).

/// Has writing beyond that size fail, where the system would end the process. Threads that are there already are not concerned.
pub fn outlive_full_files() {
    #[cfg(unix)]
    {
        use nix::sys::signal::{SigSet, Signal};
        // Where that is refused, the process ends as it would have.
        let _ = SigSet::from(Signal::SIGXFSZ).thread_block();
    }
}
