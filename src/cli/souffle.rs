//! The options of Soufflé's command that `demarche run` takes so that a script needs another program's name alone.
//!
//! Those that only tune how Soufflé runs are accepted and do nothing; those that ask for something else than a run are refused,
//! with what to do instead.

use clap::{Args, ValueEnum};

use crate::session::{MagicTransform, Session};
use crate::syntax::printer;

/// What Soufflé's scripts may ask for.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Compatibility with Soufflé")]
pub struct SouffleArguments {
    /// Print the program instead of running it.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub show: Vec<Shown>,
    /// Options of a program, as `.pragma` sets them (`KEY:VALUE`).
    #[arg(short = 'P', long = "pragma", value_name = "KEY:VALUE")]
    pub pragmas: Vec<String>,
    /// Let heads take values of wider types than their columns have.
    #[arg(long)]
    pub legacy: bool,
    /// Enable a warning; all are.
    #[arg(short = 'W', long, value_name = "WARNING", num_args = 0..=1, require_equals = true)]
    pub warn: Vec<String>,
    /// Derive of these relations (names parted by commas, or `*`) only what the outputs ask for.
    #[arg(short = 'm', long, value_name = "RELATIONS")]
    pub magic_transform: Option<String>,
    /// Derive these relations whole whatever `--magic-transform` says.
    #[arg(long, value_name = "RELATIONS")]
    pub magic_transform_exclude: Option<String>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub ignored: IgnoredArguments,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub refused: RefusedArguments,
}

/// What tunes how Soufflé runs; nothing here needs it.
#[derive(Clone, Debug, Default, Args)]
#[expect(missing_docs, reason = "each is Soufflé's option of its name")]
#[command(next_help_heading = "Compatibility with Soufflé")]
pub struct IgnoredArguments {
    #[arg(short, long, hide = true)]
    pub verbose: bool,
    #[arg(long, hide = true)]
    pub inline_exclude: Option<String>,
    #[arg(short = 'z', long, hide = true)]
    pub disable_transformers: Option<String>,
    #[arg(short, long, hide = true)]
    pub auto_schedule: Option<String>,
    #[arg(long, hide = true)]
    pub emit_statistics: bool,
    #[arg(long, hide = true)]
    pub profile_frequency: bool,
    #[arg(long, hide = true)]
    pub preprocessor: Option<String>,
}

/// What asks for something else than a run.
#[derive(Clone, Debug, Default, Args)]
#[expect(missing_docs, reason = "each is Soufflé's option of its name")]
#[command(next_help_heading = "Compatibility with Soufflé")]
pub struct RefusedArguments {
    #[arg(short, long, hide = true)]
    pub compile: bool,
    #[arg(short = 'C', long, hide = true)]
    pub compile_many: bool,
    #[arg(short = 'o', long, hide = true)]
    pub dl_program: Option<String>,
    #[arg(short, long, hide = true)]
    pub generate: Option<String>,
    #[arg(short = 'G', long, hide = true)]
    pub generate_many: Option<String>,
    #[arg(short, long, hide = true)]
    pub swig: Option<String>,
    #[arg(short = 't', long, hide = true)]
    pub provenance: Option<String>,
    #[arg(short = 'r', long, hide = true)]
    pub debug_report: Option<String>,
    #[arg(long, hide = true)]
    pub live_profile: bool,
}

/// The forms of a program that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shown {
    /// The program as it is read: included and without its macros.
    #[value(alias = "initial-datalog")]
    InitialAst,
    /// The program with its components instantiated.
    #[value(alias = "transformed-datalog")]
    TransformedAst,
    /// Nothing, after the errors that any program gets.
    ParseErrors,
    /// Which relations are derived together, in the order in which they are.
    SccGraphText,
}

impl SouffleArguments {
    /// Why these options cannot be followed.
    pub(super) fn refusal(&self) -> Option<String> {
        let RefusedArguments { compile, compile_many, dl_program, generate, generate_many, swig, .. } =
            &self.refused;
        let compiles = [
            ("--compile (-c)", *compile),
            ("--compile-many (-C)", *compile_many),
            ("--dl-program (-o)", dl_program.is_some()),
            ("--generate (-g)", generate.is_some()),
            ("--generate-many (-G)", generate_many.is_some()),
            ("--swig (-s)", swig.is_some()),
        ];
        if let Some((option, _)) = compiles.iter().find(|(_, given)| *given) {
            return Some(format!(
                "`{option}` asks for C++, and no program is compiled here: leave it out, and the program runs at once"
            ));
        }
        if self.refused.provenance.as_ref().is_some_and(|mode| mode != "none") {
            return Some(
                "`--provenance (-t)` is another command here: `demarche why 'ATOM' FILES`".to_owned(),
            );
        }
        let missing = [
            ("--debug-report (-r)", self.refused.debug_report.is_some()),
            ("--live-profile", self.refused.live_profile),
        ];
        let (option, _) = missing.iter().find(|(_, given)| *given)?;
        Some(format!("`{option}` is not there"))
    }

    /// Of which relations only what is asked for is derived.
    pub(super) fn magic(&self) -> MagicTransform {
        MagicTransform { names: self.magic_transform.clone(), excluded: self.magic_transform_exclude.clone() }
    }

    /// The pragmas as statements of a program.
    pub(super) fn pragmas(&self) -> Option<String> {
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let line = |pragma: &String| match pragma.split_once(':') {
            Some((key, value)) => format!(".pragma {} {}\n", quoted(key), quoted(value)),
            None => format!(".pragma {}\n", quoted(pragma)),
        };
        let legacy = self.legacy.then(|| ".pragma \"legacy\"\n".to_owned());
        let lines: String = self.pragmas.iter().map(line).chain(legacy).collect();
        (!lines.is_empty()).then_some(lines)
    }
}

/// A form of the session's program.
pub(super) fn shown(session: &Session, what: Shown) -> String {
    match what {
        Shown::InitialAst => {
            let trees = session.texts().map(|(_, tree)| printer::print(tree));
            trees.collect::<Vec<_>>().join("\n")
        }
        Shown::TransformedAst => printer::print(&session.instantiated()),
        Shown::ParseErrors => String::new(),
        Shown::SccGraphText => strata(session),
    }
}

/// One line a stratum, its relations in the order of the program.
fn strata(session: &Session) -> String {
    let program = session.program();
    let name = |id: &crate::program::ir::RelationId| program.relations.get(id.0).map(|one| one.name.as_str());
    let line = |stratum: &crate::program::ir::Stratum| {
        let names: Vec<&str> = stratum.relations.iter().filter_map(name).collect();
        let recursive = if stratum.recursive { " (recursive)" } else { "" };
        format!("{}{recursive}\n", names.join(", "))
    };
    program.strata.iter().map(line).collect()
}
