//! Accounts: a proof in words, as data. Text, JSON and graphs are made from it without looking anything up again.

use serde::Serialize;

/// A proof in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// What is proved.
    pub fact: String,
    /// How many steps of rules lie between what is given and what is proved.
    pub height: usize,
    /// The least certain claim that it rests on, with its certainty; none where no claim is used.
    pub weakest: Option<Weakest>,
    /// The steps, premises before what rests on them; the last is what is proved.
    pub steps: Vec<Told>,
}

/// The least certain claim of a proof: the surest of those behind the fact that is least sure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Weakest {
    /// The claim.
    pub claim: String,
    /// Its certainty.
    pub certainty: &'static str,
}

/// One step in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The fact.
    pub fact: String,
    /// The rule that derives it; none for what is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleTold>,
    /// What the rule asked for, in the order of its body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// Where a given fact comes from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<Ground>,
}

/// A rule in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleTold {
    /// Its name.
    pub name: String,
    /// File and line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What its documentation says, or else that of the relation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

/// A condition that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Condition {
    /// A fact.
    Fact {
        /// The step that proves it.
        step: usize,
    },
    /// Nothing of this kind was found.
    Absent {
        /// What was looked for.
        fact: String,
        /// What its absence means: `closed` (it is false) or `open` (nobody says so).
        world: &'static str,
        /// Where that is declared: file and line.
        #[serde(skip_serializing_if = "Option::is_none")]
        declared: Option<String>,
    },
    /// A comparison, test or equation.
    Test {
        /// With its values.
        text: String,
        /// What was compared, where that is not what is written: days, or computed values.
        #[serde(skip_serializing_if = "Option::is_none")]
        compared: Option<String>,
    },
    /// An aggregate.
    Aggregate {
        /// With its result.
        text: String,
        /// The first of its members.
        members: Vec<String>,
        /// How many there are.
        total: usize,
    },
}

/// Where a given fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Ground {
    /// A claim.
    Claim(ClaimTold),
    /// A hypothetical.
    Assumption {
        /// Its name.
        name: String,
        /// How certain it is taken to be.
        certainty: &'static str,
    },
    /// A statement without evidence.
    Text {
        /// File and line.
        place: String,
    },
    /// A file of facts.
    Input {
        /// Its name.
        file: String,
        /// The line, where the file still has it.
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<usize>,
    },
    /// What the lens or the evidence layer provides.
    Provided {
        /// What it is.
        what: String,
    },
}

impl Ground {
    /// Where it stands: the claim's name, file and line, or what provides it.
    pub fn place(&self) -> String {
        match self {
            Self::Claim(claim) => claim.name.clone(),
            Self::Assumption { name, .. } => name.clone(),
            Self::Text { place } => place.clone(),
            Self::Input { file, line: Some(line) } => format!("{file}:{line}"),
            Self::Input { file, line: None } => file.clone(),
            Self::Provided { what } => what.clone(),
        }
    }
}

/// A claim in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimTold {
    /// Its name.
    pub name: String,
    /// Its certainty.
    pub certainty: &'static str,
    /// The article.
    pub article: String,
    /// When that was published.
    pub published: String,
    /// Who says it, the nearest first; nobody when the article itself does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<String>,
    /// When it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// Its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// What it rests on beyond them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
}
