//! The options that several commands share: the lens, where facts come from, how conclusions are reached.
//!
//! Each is one group of the help text. What is read here is only read: the session opens and limits nothing before a command asks.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, ValueEnum};

use super::super::native::NativeArguments;
use super::super::reading::ReadingArguments;
use super::super::words;
use crate::date::Date;

/// The lens: what the rules see.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Lens")]
pub struct LensArguments {
    /// The day of knowledge: only articles certainly published by then speak.
    #[arg(long, value_name = "DAY", value_parser = date)]
    pub as_of: Option<String>,
    /// Let articles speak that may have been published by then.
    #[arg(long, requires = "as_of")]
    pub possibly: bool,
    /// The day judged; the day of knowledge when unset.
    #[arg(long, value_name = "DAY", value_parser = date)]
    pub at: Option<String>,
    /// The least certainty that counts.
    #[arg(long, value_name = "GRADE", value_parser = ["confirmed", "announced", "expected", "possible"])]
    pub trust: Option<String>,
    /// Only these articles (`a, b`), or all but these (`except a, b`).
    #[arg(long, value_name = "NAMES")]
    pub articles: Option<String>,
    /// Only these speakers (`"A. Envoy", "B. Minister"`), or all but these (`except …`).
    #[arg(long, value_name = "NAMES")]
    pub speakers: Option<String>,
    /// Add a hypothetical fact; may be given several times.
    #[arg(long, value_name = "FACT")]
    pub assume: Vec<String>,
    /// Take back a claim, an article or a fact; may be given several times.
    #[arg(long, value_name = "CLAIM|ARTICLE|FACT")]
    pub retract: Vec<String>,
}

impl LensArguments {
    /// The directives that the options stand for, each with the option that it came from.
    pub fn directives(&self) -> Vec<(&'static str, String)> {
        let quoted = |word: &str, day: &String| format!("{word} \"{day}\"");
        let possibly = if self.possibly { " possibly" } else { "" };
        let mut directives = Vec::new();
        directives.extend(self.as_of.iter().map(|day| ("--as-of", quoted(".as_of", day) + possibly)));
        directives.extend(self.at.iter().map(|day| ("--at", quoted(".at", day))));
        directives.extend(self.trust.iter().map(|grade| ("--trust", format!(".trust {grade}"))));
        directives.extend(self.articles.iter().map(|names| ("--articles", format!(".articles {names}"))));
        directives.extend(self.speakers.iter().map(|names| ("--speakers", format!(".speakers {names}"))));
        directives.extend(self.assume.iter().map(|fact| ("--assume", format!(".assume {fact}"))));
        directives.extend(self.retract.iter().map(|what| ("--retract", format!(".retract {what}"))));
        directives
    }
}

/// Where the facts of `.input` come from, and what may be wrong with them.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Facts")]
pub struct FactsArguments {
    /// Where relative file names of `.input` are looked up; the working folder when neither this nor a pragma says.
    #[arg(short = 'F', long = "facts", alias = "fact-dir", value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Read an input whose file is not there as one without rows, instead of ending with an error; `-w` does so too.
    #[arg(long)]
    pub allow_missing_facts: bool,
    /// Skip at most so many bad rows of all inputs together, telling each; one more is an error.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub skip_bad_rows: usize,
}

impl FactsArguments {
    /// Facts of a folder, none of which may be bad.
    pub fn of(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()), allow_missing_facts: false, skip_bad_rows: 0 }
    }
}

/// How conclusions are reached, and within which limits.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Inference")]
pub struct EngineArguments {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub reading: ReadingArguments,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub native: NativeArguments,
    /// What infers.
    #[arg(long, value_enum, default_value_t)]
    pub engine: Engine,
    /// How many threads may work (`auto`: as many as the machine runs at once). Nothing that comes out depends on it.
    #[arg(short = 'j', long = "jobs", value_name = "N", default_value = "auto", value_parser = jobs)]
    pub jobs: usize,
    /// Let integers wrap where they leave 64 bits, as in Soufflé, instead of failing.
    #[arg(long)]
    pub wrap: bool,
    /// The most facts to derive (ten million, and any number under `run`); reaching it is an error, never a shorter answer.
    #[arg(long, value_name = "N")]
    pub max_facts: Option<u64>,
    /// The most rounds of one stratum (a hundred thousand, and any number under `run`).
    #[arg(long, value_name = "N")]
    pub max_rounds: Option<u64>,
    /// About the most megabytes that relations may take (nine tenths of what is free when the command starts, where that is known).
    #[arg(long, value_name = "MB")]
    pub max_memory: Option<u64>,
    /// The most seconds to infer; reaching it is an error, never a shorter answer.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub timeout: Option<Duration>,
}

/// The executors by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// All of what the bundled rules derive by their compiled module where they are used as they are, everything else natively.
    #[default]
    Auto,
    /// Semi-naive, in memory.
    Native,
    /// The simplest correct evaluation, for comparison.
    Naive,
    /// The compiled module of the bundled rules.
    Crepe,
    /// All that can run the program, and an error where they differ.
    Compare,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Report {
    /// Lines for reading.
    #[default]
    Text,
    /// One JSON document.
    Json,
}

fn date(text: &str) -> Result<String, String> {
    Date::parse(text).map(|date| date.to_string()).map_err(|error| format!("not an EDTF date: {error}"))
}

/// Options of the lens in one text.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct LensText {
    #[command(flatten)]
    lens: LensArguments,
}

pub(super) fn lens(text: &str) -> Result<LensArguments, String> {
    let words = words::split(text)?;
    let read = LensText::try_parse_from(words);
    read.map(|read| read.lens).map_err(|error| {
        let told = error.to_string();
        let first = told.lines().next().unwrap_or_default();
        first.strip_prefix("error: ").unwrap_or(first).to_owned()
    })
}

/// A number of threads, or `auto` for as many as the machine runs at once.
fn jobs(text: &str) -> Result<usize, String> {
    if text == "auto" {
        return Ok(std::thread::available_parallelism().map_or(1, std::num::NonZero::get));
    }
    text.parse().ok().filter(|jobs| *jobs > 0).ok_or_else(|| "neither `auto` nor a number above 0".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}
