//! How certain a claim is: the four grades, strongest last in the order of the type, and the denial that stands apart.

use std::fmt;

/// How surely a claim says that something is so.
///
/// ```
/// use demarche::evidence::Grade;
/// assert!(Grade::Confirmed > Grade::Announced && Grade::Expected > Grade::Possible);
/// assert_eq!(Grade::named("announced"), Some(Grade::Announced));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Speculated or forecast.
    Possible,
    /// Someone with grounds says that it will be.
    Expected,
    /// A party commits to it.
    Announced,
    /// Reported as having happened, or as so.
    Confirmed,
}

impl Grade {
    /// Every grade, strongest first.
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::Announced, Self::Expected, Self::Possible];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Announced => "announced",
            Self::Expected => "expected",
            Self::Possible => "possible",
        }
    }

    /// The grade of a word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.name() == word)
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// What a claim says of its fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// It is so, to this grade.
    Held(Grade),
    /// It is not so. A denial makes no fact true and is seen at every level of trust.
    Denied,
}

impl Certainty {
    /// The words that can follow an `@`.
    pub const NAMES: [&'static str; 5] = ["confirmed", "announced", "expected", "possible", "denied"];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Held(grade) => grade.name(),
            Self::Denied => "denied",
        }
    }

    /// The certainty of a word.
    pub fn named(word: &str) -> Option<Self> {
        if word == "denied" { Some(Self::Denied) } else { Grade::named(word).map(Self::Held) }
    }

    /// The grade, if it is no denial.
    pub fn grade(self) -> Option<Grade> {
        match self {
            Self::Held(grade) => Some(grade),
            Self::Denied => None,
        }
    }

    /// Whether a claim of this certainty is seen at a level of trust: held at least that surely, or denied.
    pub fn counts_at(self, trust: Grade) -> bool {
        self.grade().is_none_or(|grade| grade >= trust)
    }
}

impl fmt::Display for Certainty {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
