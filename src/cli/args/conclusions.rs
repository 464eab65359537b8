//! The commands that tell of conclusions: why and why not, what carries them, what changes, since when, and the brief.
//!
//! Every one of them reads FILES as the prompt does; what they write is in `telling`, `explaining` and `comparing`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::shared::{EngineArguments, FactsArguments, LensArguments, Report, lens};

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
