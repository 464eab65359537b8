//! The command line as clap reads it, before anything is looked up or opened.
//!
//! The help texts here are the manual page and the completions too: both are generated from this one definition.

mod conclusions;
mod shared;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::native::NativeArguments;
use super::reading::ReadingArguments;
use super::souffle::SouffleArguments;
use crate::answer::Format;

pub use conclusions::{
    BriefArguments, DiffArguments, Page, ProofFormat, SensitivityArguments, TimelineArguments, WhyArguments,
    WhynotArguments,
};
pub use shared::{Engine, EngineArguments, FactsArguments, LensArguments, Report};

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
    /// Tell what each rule cost, by which plan, and what relations take: on the standard error, and in FILE as JSON, or as a page where it ends in `.html`.
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
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub native: NativeArguments,
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
