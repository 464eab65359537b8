//! The line on the standard error that tells how far a long inference is. On a pipe there is none.

use std::io::{IsTerminal as _, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar};

use crate::engine::live::{Live, Standing};

/// How long an inference takes before anything is shown.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is written anew.
const PAUSE: Duration = Duration::from_millis(200);

/// A thread that shows how far inferences are, as long as this lives.
#[derive(Debug)]
pub struct Progress {
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Shows how far inferences are, where the standard error is a terminal; returns what they are to tell it to.
    pub fn show() -> Option<(Self, Arc<Live>)> {
        if !stderr().is_terminal() {
            return None;
        }
        let (live, is_over) = (Arc::<Live>::default(), Arc::<AtomicBool>::default());
        let (watched, stop) = (Arc::clone(&live), Arc::clone(&is_over));
        let thread = thread::Builder::new().spawn(move || watch(&watched, &stop)).ok()?;
        Some((Self { is_over, thread: Some(thread) }, live))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // A thread that panicked has shown its last line.
            let _ = thread.join();
        }
    }
}

fn watch(live: &Live, is_over: &AtomicBool) {
    let mut shown: Option<ProgressBar> = None;
    while !is_over.load(Ordering::Relaxed) {
        let now = Instant::now();
        match live.standing().filter(|standing| now.duration_since(standing.started) > PATIENCE) {
            Some(standing) => {
                let bar = shown.get_or_insert_with(ProgressBar::new_spinner);
                bar.set_message(line(&standing, live.facts(), now.duration_since(standing.started)));
                bar.tick();
            }
            None => shown.take().iter().for_each(ProgressBar::finish_and_clear),
        }
        thread::park_timeout(PAUSE);
    }
    shown.iter().for_each(ProgressBar::finish_and_clear);
}

/// Stratum, round, growing relation, facts and rate.
fn line(standing: &Standing, facts: u64, time: Duration) -> String {
    let Standing { stratum, strata, round, relation, .. } = standing;
    let rate = u128::from(facts) * 1000 / time.as_millis().max(1);
    let rate = HumanCount(u64::try_from(rate).unwrap_or(u64::MAX));
    let facts = HumanCount(facts);
    format!("stratum {stratum} of {strata}, round {round}, `{relation}`: {facts} facts, {rate} a second")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_where_the_run_stands() {
        let relation = "path".to_owned();
        let standing = Standing { started: Instant::now(), stratum: 2, strata: 5, round: 41, relation };
        assert_eq!(
            line(&standing, 3_000_000, Duration::from_secs(2)),
            "stratum 2 of 5, round 41, `path`: 3,000,000 facts, 1,500,000 a second"
        );
    }
}
