//! One process from start to end: how long, how much memory at most, and what it printed.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a process took.
pub(crate) struct Measure {
    /// From start to end.
    pub(crate) seconds: f64,
    /// The most memory that was resident, in megabytes; none where the system does not tell.
    pub(crate) megabytes: Option<f64>,
    /// The sizes of relations that it printed, sorted.
    pub(crate) sizes: Vec<String>,
}

/// What is to be run.
pub(crate) struct Task {
    /// The program with its arguments.
    pub(crate) words: Vec<String>,
    /// What it reads on standard input.
    pub(crate) input: Option<PathBuf>,
    /// The sizes of relations in what it prints, sorted.
    pub(crate) sizes: Sizes,
}

/// How the sizes of relations stand in what an engine prints.
pub(crate) type Sizes = Box<dyn Fn(&str) -> Vec<String>>;

impl Task {
    /// A program that prints each relation with its size, as Soufflé does.
    pub(crate) fn new(words: Vec<String>) -> Self {
        Self { words, input: None, sizes: Box::new(lines) }
    }
}

fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(|line| line.replace('\t', " ")).collect();
    lines.sort();
    lines
}

/// Runs a command in a folder. None if it fails or takes longer.
pub(crate) fn run(task: &Task, folder: &Path, limit: Duration) -> Option<Measure> {
    let (program, arguments) = task.words.split_first()?;
    let out = folder.join("stdout");
    let file = File::create(&out).ok()?;
    let input = task.input.as_ref().map(File::open).transpose().ok()?;
    let started = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(input.map_or_else(Stdio::null, Stdio::from))
        .stdout(file)
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut kilobytes = None;
    let status = loop {
        if let Some(status) = child.try_wait().ok()? {
            break status;
        }
        kilobytes = peak(child.id()).or(kilobytes);
        if started.elapsed() > limit {
            child.kill().ok()?;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let seconds = started.elapsed().as_secs_f64();
    let text = std::fs::read_to_string(&out).ok()?;
    status.success().then(|| Measure {
        seconds,
        megabytes: kilobytes.map(|kilobytes| kilobytes / 1024.0),
        sizes: (task.sizes)(&text),
    })
}

/// The peak of a running process, in kilobytes.
fn peak(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// The measure in the middle, by time.
pub(crate) fn median(mut measures: Vec<Measure>) -> Option<Measure> {
    measures.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
    let middle = measures.len() / 2;
    (middle < measures.len()).then(|| measures.swap_remove(middle))
}
