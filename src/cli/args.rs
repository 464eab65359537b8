//! The command line as clap reads it, before anything is looked up or opened.
//!
//! The help texts here are the manual page and the completions too: both are generated from this one definition.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::reading::ReadingArguments;
use super::souffle::SouffleArguments;
use super::words;
use crate::answer::Format;
use crate::date::Date;

/// Ask what follows from facts that carry their evidence.
///
/// Without a command: a prompt over FILES, or over the bundled articles and rules. Where the standard input is not a
/// terminal, each question on it is answered.
#[derive(Debug, Parser)]
#[command(name = "demarche", version, args_conflicts_with_subcommands = true, after_help = EXIT_CODES)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What to do without a command.
    #[command(flatten)]
    pub prompt: PromptArguments,
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 the answer is no (a failed test or check), 2 the input is wrong,\n\
                          3 a limit was reached, 101 a bug, 130 interrupted.";

/// The commands.
#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "there is one command a process")]
pub enum Command {
    /// Run programs: read their inputs, infer, write their outputs.
    Run(RunArguments),
    /// Answer one question and end.
    Query(QueryArguments),
    /// Tell why facts hold: their proofs, down to words in articles or lines in files.
    Why(WhyArguments),
    /// Tell which conclusions appear and which fall from one lens to another, and why.
    Diff(DiffArguments),
    /// Tell why facts do not hold: what stands in the way, and what would make them hold.
    Whynot(WhynotArguments),
    /// Tell which single claims, articles and speakers carry facts alone.
    Sensitivity(SensitivityArguments),
    /// Write one page to hand on: what is owed, what comes next, who stands with whom, what is new, with its sources.
    Brief(BriefArguments),
    /// Tell since when conclusions hold, by knowledge and by the day judged.
    Timeline(TimelineArguments),
    /// Run the `.test` blocks of rule files and tell which fail.
    Test(TestArguments),
    /// Check programs without running them; with the articles' texts, check the quotes too.
    Check(CheckArguments),
    /// Format rule and fact files.
    Fmt(FormatArguments),
    /// Turn rule files into a Rust module.
    Compile(CompileArguments),
    /// Print a script that completes this command line in a shell.
    #[command(hide = true)]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    #[command(hide = true)]
    Man,
}

/// The prompt, or questions on the standard input.
#[derive(Debug, Args)]
pub struct PromptArguments {
    /// Programs to load; the bundled articles and rules when there are none.
    pub files: Vec<PathBuf>,
    /// Load the bundled articles and rules besides FILES.
    #[arg(long)]
    pub standard: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub facts: FactsArguments,
    /// How answers are shown.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Write each statement of the standard input before its answer, as a transcript
    #[arg(long)]
    pub echo: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub lens: LensArguments,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub engine: EngineArguments,
}

/// `demarche run`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Programs to run as one; `-` is the standard input.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Load the bundled articles and rules besides FILES.
    #[arg(long)]
    pub standard: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub facts: FactsArguments,
    /// Where the files of `.output` are written; `-` writes them to the standard output.
    #[arg(short = 'D', long = "output", alias = "output-dir", value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// How outputs look on the standard output; as Soufflé prints them when unset.
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Tell what each rule cost, as a table on the standard error and in FILE as JSON.
    #[arg(short, long, value_name = "FILE")]
    pub profile: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub lens: LensArguments,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub engine: EngineArguments,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub souffle: SouffleArguments,
}

/// `demarche query`.
#[derive(Debug, Args)]
pub struct QueryArguments {
    /// The question: an atom or a body, such as `outstanding_visit(who, to, since)`.
    pub body: String,
    /// Programs to ask; the bundled articles and rules when there are none.
    pub files: Vec<PathBuf>,
    /// Load the bundled articles and rules besides FILES.
    #[arg(long)]
    pub standard: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub facts: FactsArguments,
    /// How the answer is shown.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub lens: LensArguments,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub engine: EngineArguments,
}

/// `demarche why`.
#[derive(Debug, Args)]
pub struct WhyArguments {
    /// The atom, with or without variables, such as `outstanding_visit(who, to, since)`.
    pub atom: String,
    /// Programs to ask; the bundled articles and rules when there are none.
    pub files: Vec<PathBuf>,
    /// Load the bundled articles and rules besides FILES.
    #[arg(long)]
    pub standard: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub facts: FactsArguments,
    /// Show the smallest proofs of each answer, at most so many, instead of one of least height.
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "5")]
    pub all: Option<usize>,
    /// Show proofs that do not rest on these claims and articles (`courier_1999:12, herald_1999`).
    #[arg(long, value_name = "CLAIMS")]
    pub without: Option<String>,
    /// How many answers are opened.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub answers: usize,
    /// How many steps deep a tree goes; all the way when unset.
    #[arg(long, value_name = "N")]
    pub depth: Option<usize>,
    /// How proofs are shown.
    #[arg(long, value_enum, default_value_t)]
    pub format: ProofFormat,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub lens: LensArguments,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub engine: EngineArguments,
}

/// `demarche whynot`.
#[derive(Debug, Args)]
pub struct WhynotArguments {
    /// The atom, with or without variables, such as `outstanding_visit(who, to, since)`.
    pub atom: String,
    /// Programs to ask; the bundled articles and rules when there are none.
    pub files: Vec<PathBuf>,
    /// Load the bundled articles and rules besides FILES.
    #[arg(long)]
    pub standard: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub facts: FactsArguments,
    /// How many steps deep the rules of what is missing are followed.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub depth: usize,
    /// The most facts that a suggestion assumes together; 0 for no suggestions.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub together: usize,
    /// How it is shown.
    #[arg(long, value_enum, default_value_t)]
    pub format: Report,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub lens: LensArguments,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub engine: EngineArguments,
}

/// `demarche sensitivity`.
#[derive(Debug, Args)]
pub struct SensitivityArguments {
    /// The atom, with or without variables, such as `outstanding_visit(who, to, since)`.
    pub atom: String,
    /// Programs to ask; the bundled articles and rules when there are none.
    pub files: Vec<PathBuf>,
    /// Load the bundled articles and rules besides FILES.
    #[arg(long)]
    pub standard: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub facts: FactsArguments,
    /// How it is shown.
    #[arg(long, value_enum, default_value_t)]
    pub format: Report,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub lens: LensArguments,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub engine: EngineArguments,
}

/// The forms of a proof.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ProofFormat {
    /// A tree of lines.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// A graph for Graphviz, one a proof.
    Dot,
    /// A graph for Mermaid, one a proof.
    Mermaid,
}

/// `demarche diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// Programs to compare over; the bundled articles and rules when there are none.
    pub files: Vec<PathBuf>,
    /// The lens before: options of the lens in one word (`'--as-of 1999-05 --trust announced'`).
    #[arg(long, value_name = "LENS", value_parser = lens, default_value = "", allow_hyphen_values = true)]
    pub from: LensArguments,
    /// The lens after.
    #[arg(long, value_name = "LENS", value_parser = lens, default_value = "", allow_hyphen_values = true)]
    pub to: LensArguments,
    /// Load the bundled articles and rules besides FILES.
    #[arg(long)]
    pub standard: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub facts: FactsArguments,
    /// Show every change of every relation with all its reasons, not only the first of the main conclusions.
    #[arg(long)]
    pub all: bool,
    /// How the changes are shown.
    #[arg(long, value_enum, default_value_t)]
    pub format: Report,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub engine: EngineArguments,
}

/// `demarche brief`.
#[derive(Debug, Args)]
pub struct BriefArguments {
    /// Programs to tell of; the bundled articles and rules when there are none.
    pub files: Vec<PathBuf>,
    /// The state that the page is about; every state when unset.
    #[arg(long, value_name = "STATE")]
    pub state: Option<String>,
    /// The form of the page.
    #[arg(long, value_enum, default_value_t)]
    pub format: Page,
    /// The file to write; the standard output when unset.
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Load the bundled articles and rules besides FILES.
    #[arg(long)]
    pub standard: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub facts: FactsArguments,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub lens: LensArguments,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub engine: EngineArguments,
}

/// The forms of a brief.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Page {
    /// Markdown.
    #[default]
    Markdown,
    /// One HTML file with drawings.
    Html,
}

/// `demarche timeline`.
#[derive(Debug, Args)]
pub struct TimelineArguments {
    /// An atom, with or without variables, and the programs to ask; debts, blocs and next visits when there is no atom, the bundled
    /// articles and rules when there are no FILES.
    #[arg(value_name = "ATOM|FILES")]
    pub words: Vec<String>,
    /// Load the bundled articles and rules besides FILES.
    #[arg(long)]
    pub standard: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub facts: FactsArguments,
    /// How the histories are shown.
    #[arg(long, value_enum, default_value_t)]
    pub format: Report,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub lens: LensArguments,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub engine: EngineArguments,
}

/// `demarche test`.
#[derive(Debug, Args)]
pub struct TestArguments {
    /// Rule files, or folders whose `.dl` files are tested one by one; the bundled tests of the standard rules when there are none.
    pub paths: Vec<PathBuf>,
    /// Load the bundled articles and rules besides each file.
    #[arg(long)]
    pub standard: bool,
    /// How the outcome is shown.
    #[arg(long, value_enum, default_value_t)]
    pub format: Report,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub engine: EngineArguments,
}

/// `demarche check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Programs to check as one; the bundled articles and rules when there are none.
    pub files: Vec<PathBuf>,
    /// Load the bundled articles and rules besides FILES.
    #[arg(long)]
    pub standard: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub reading: ReadingArguments,
    /// The folder with the articles' texts, against which quotes are checked.
    #[arg(long, value_name = "DIR")]
    pub articles: Option<PathBuf>,
    /// How the findings are shown.
    #[arg(long, value_enum, default_value_t)]
    pub format: Report,
}

/// `demarche fmt`.
#[derive(Debug, Args)]
pub struct FormatArguments {
    /// The files, or folders whose `.dl` files are formatted.
    #[arg(required_unless_present = "stdin")]
    pub files: Vec<PathBuf>,
    /// Write nothing; name the files that would change, and exit with 1 if there are any.
    #[arg(long)]
    pub check: bool,
    /// Format the standard input to the standard output.
    #[arg(long, conflicts_with = "files")]
    pub stdin: bool,
}

/// `demarche compile`.
#[derive(Debug, Args)]
pub struct CompileArguments {
    /// The rule files, compiled as one program.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The Rust file to write.
    #[arg(short = 'o', long = "output", value_name = "FILE.rs")]
    pub output: PathBuf,
    /// Leave out the relations that crepe cannot derive instead of refusing; the module lists them.
    #[arg(long)]
    pub split: bool,
}

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
    /// What infers.
    #[arg(long, value_enum, default_value_t)]
    pub engine: Engine,
    /// How many threads may infer; one does, whatever is allowed.
    #[arg(short = 'j', long = "jobs", value_name = "N", default_value = "1", value_parser = jobs)]
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
    /// The bundled rules by their compiled module where they are used as they are, everything else natively.
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

fn lens(text: &str) -> Result<LensArguments, String> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn options_of_the_lens_are_the_words_of_the_language() {
        let line = ["demarche", "x.dl", "--as-of", "1999-05", "--possibly", "--retract", "courier:12"];
        let arguments = Arguments::try_parse_from(line).unwrap();
        let expected = [("--as-of", ".as_of \"1999-05\" possibly"), ("--retract", ".retract courier:12")];
        let expected = expected.map(|(option, text)| (option, text.to_owned()));
        assert_eq!(arguments.prompt.lens.directives(), expected);
    }

    #[test]
    fn a_file_needs_no_command() {
        let arguments = Arguments::try_parse_from(["demarche", "a.dl", "b.dl"]).unwrap();
        assert!(arguments.command.is_none());
        assert_eq!(arguments.prompt.files, [PathBuf::from("a.dl"), PathBuf::from("b.dl")]);
    }
}
