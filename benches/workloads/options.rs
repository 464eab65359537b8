//! What the command line of the benchmark says.

use std::path::PathBuf;
use std::time::Duration;

/// What the words of the command line ask for.
pub(crate) struct Options {
    pub(crate) names: Vec<String>,
    pub(crate) sizes: Vec<u64>,
    pub(crate) runs: usize,
    pub(crate) data: Option<PathBuf>,
    pub(crate) souffle: Option<PathBuf>,
    /// Whether rows are compared with those of Soufflé.
    pub(crate) check: bool,
    /// Whether the peers from the registry run.
    pub(crate) registry: bool,
    /// How long a run may take.
    pub(crate) limit: Duration,
    /// Engines with dialects of their own, and where they are.
    pub(crate) engines: Vec<(Engine, PathBuf)>,
    pub(crate) peers: Vec<(String, String)>,
}

/// An engine with a dialect of its own.
#[derive(Clone, Copy)]
pub(crate) enum Engine {
    Datatoad,
    DuckDb,
    FlowLog,
    Nemo,
}

impl Engine {
    /// The engine of an option.
    pub(crate) fn of(option: &str) -> Option<Self> {
        match option {
            "--datatoad" => Some(Self::Datatoad),
            "--duckdb" => Some(Self::DuckDb),
            "--flowlog" => Some(Self::FlowLog),
            "--nemo" => Some(Self::Nemo),
            _ => None,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Datatoad => "datatoad",
            Self::DuckDb => "duckdb",
            Self::FlowLog => "flowlog",
            Self::Nemo => "nemo",
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            names: Vec::new(),
            sizes: vec![2],
            runs: 3,
            data: None,
            souffle: None,
            check: false,
            registry: false,
            limit: Duration::from_mins(2),
            engines: Vec::new(),
            peers: Vec::new(),
        }
    }
}

impl Options {
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Option<Self> {
        let mut options = Self::default();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--bench" => {}
                "--growth" => options.sizes = vec![1, 2, 4],
                "--size" => options.sizes = vec![1 << (words.next()?.parse::<u64>().ok()?.checked_sub(1)?)],
                "--runs" => options.runs = words.next()?.parse().ok()?,
                "--limit" => options.limit = Duration::from_secs(words.next()?.parse().ok()?),
                "--check" => options.check = true,
                "--registry" => options.registry = true,
                "--data" => options.data = std::fs::canonicalize(words.next()?).ok(),
                "--souffle" => options.souffle = Some(words.next()?.into()),
                "--peer" => {
                    let peer = words.next()?;
                    let (name, command) = peer.split_once('=')?;
                    options.peers.push((name.to_owned(), command.to_owned()));
                }
                option if Engine::of(option).is_some() => {
                    let path = std::fs::canonicalize(words.next()?).ok()?;
                    options.engines.extend(Engine::of(option).map(|engine| (engine, path)));
                }
                name if !name.starts_with('-') => options.names.push(name.to_owned()),
                _ => return None,
            }
        }
        Some(options)
    }

    pub(crate) fn wants(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|wanted| name.starts_with(wanted.as_str()))
    }
}
