//! Everything that may go wrong in a run, told with the rule, its place and the values.

use std::fmt;

use super::guard::{Guard, Halt, Limit, Progress};
use crate::diagnostic::Span;
use crate::program::functor::FunctorError;
use crate::program::ir::{Program, RelationId, Rule, Stratum};
use crate::program::value::format_fact;
use crate::store::{Dictionary, Word};

/// Why a run has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EngineError {
    /// A functor in a rule has no result.
    Functor {
        /// The rule's name.
        rule: String,
        /// The rule's place.
        span: Span,
        /// What was computed, with its values.
        error: FunctorError,
    },
    /// A limit was reached.
    Limit(Box<LimitReached>),
    /// The guard's flag was set.
    Interrupted,
    /// A fault of this library, not of the input.
    Internal(String),
}

/// A limit with what helps to find out why it was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitReached {
    /// Which.
    pub limit: Limit,
    /// The relations of the stratum that was being computed; none for a question.
    pub relations: Vec<String>,
    /// The rules that derived most, with how many facts and their places; three at most.
    pub rules: Vec<(String, u64, Span)>,
    /// Some facts of those relations.
    pub sample: Vec<String>,
}

impl fmt::Display for EngineError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Functor { rule, error, .. } => write!(out, "rule `{rule}`: {error}"),
            Self::Limit(reached) => reached.fmt(out),
            Self::Interrupted => out.write_str("interrupted"),
            Self::Internal(message) => write!(out, "internal error: {message}"),
        }
    }
}

impl fmt::Display for LimitReached {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.limit)?;
        if !self.relations.is_empty() {
            write!(out, " while computing `{}`", self.relations.join("`, `"))?;
        }
        for (at, (rule, facts, _)) in self.rules.iter().enumerate() {
            let joint = if at == 0 { "; most by" } else { "," };
            write!(out, "{joint} rule `{rule}` ({facts})")?;
        }
        if !self.sample.is_empty() {
            write!(out, "; for example {}", self.sample.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for EngineError {}

impl LimitReached {
    /// A limit that was reached where no rule can be told.
    pub fn somewhere(limit: Limit) -> Self {
        Self { limit, relations: Vec::new(), rules: Vec::new(), sample: Vec::new() }
    }
}

impl Guard {
    /// Looks at the flag and the clock, for what runs without rounds of its own.
    pub fn look(&self) -> Result<(), EngineError> {
        self.check().map_err(|halt| match halt {
            Halt::Limit(limit) => EngineError::Limit(Box::new(LimitReached::somewhere(limit))),
            Halt::Interrupted => EngineError::Interrupted,
            Halt::Functor(error) => EngineError::Internal(error.to_string()),
        })
    }
}

/// Where an evaluation stood when it stopped.
pub(crate) enum Place<'a> {
    /// In a rule of a program, or between the rules of a stratum.
    Stratum {
        program: &'a Program,
        stratum: &'a Stratum,
        rule: Option<&'a Rule>,
        /// Some rows of the stratum's relations.
        sample: Vec<(RelationId, Vec<Word>)>,
    },
    /// In the rule of a question.
    Question(&'a Rule),
    /// Before any rule.
    Start,
}

/// How many rows of each relation a sample shows.
pub(crate) const SAMPLE: usize = 3;

impl Halt {
    /// The error for an evaluation that stopped at this place.
    pub(crate) fn at(self, place: &Place, progress: &Progress, dictionary: &Dictionary) -> EngineError {
        match (self, place.rule()) {
            (Self::Interrupted, _) => EngineError::Interrupted,
            (Self::Functor(error), Some(rule)) => {
                EngineError::Functor { rule: rule.name.to_string(), span: rule.span, error }
            }
            (Self::Functor(error), None) => EngineError::Internal(format!("outside of every rule: {error}")),
            (Self::Limit(limit), _) => {
                EngineError::Limit(Box::new(place.limit_reached(limit, progress, dictionary)))
            }
        }
    }
}

impl<'a> Place<'a> {
    fn rule(&self) -> Option<&'a Rule> {
        match self {
            Self::Stratum { rule, .. } => *rule,
            Self::Question(rule) => Some(rule),
            Self::Start => None,
        }
    }

    fn limit_reached(&self, limit: Limit, progress: &Progress, dictionary: &Dictionary) -> LimitReached {
        let busiest = progress.busiest().into_iter();
        match self {
            Self::Start => LimitReached::somewhere(limit),
            Self::Question(rule) => LimitReached {
                limit,
                relations: Vec::new(),
                rules: busiest.map(|(_, facts)| (rule.name.to_string(), facts, rule.span)).collect(),
                sample: Vec::new(),
            },
            Self::Stratum { program, stratum, sample, .. } => {
                let relation = |id: RelationId| &program.relations[id.0];
                let counted = |(at, facts): (usize, u64)| {
                    let rule: &Rule = &program.rules[at];
                    (rule.name.to_string(), facts, rule.span)
                };
                let show = |(id, row): &(RelationId, Vec<Word>)| format_fact(relation(*id), row, dictionary);
                LimitReached {
                    limit,
                    relations: stratum.relations.iter().map(|&id| relation(id).name.to_string()).collect(),
                    rules: busiest.map(counted).collect(),
                    sample: sample.iter().map(show).collect(),
                }
            }
        }
    }
}
