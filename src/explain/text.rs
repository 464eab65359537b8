//! Proofs as text: a tree of lines that fits a width, each subproof once.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::account::{Account, ClaimTold, Condition, Ground, RuleTold, Told};
use super::wrap::broken;
use crate::answer::escape::visible;

/// How a proof is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The width to fit; none for lines of any length.
    pub width: Option<usize>,
    /// How many steps deep the tree goes; none for all of it.
    pub depth: Option<usize>,
}

/// The most claims shown behind one fact.
const CLAIMS_SHOWN: usize = 3;
/// How deep one tree is indented before the rest is told in a tree of its own.
const DEEPEST: usize = 24;
/// The least width that is left for words beside the lines of the tree.
const ROOM: usize = 48;

/// A proof as a tree, each line ended.
pub fn text(account: &Account, layout: Layout) -> String {
    let deepest = layout.width.map_or(DEEPEST, |width| (width.saturating_sub(ROOM) / 3).clamp(4, DEEPEST));
    let mut trees = Trees {
        account,
        layout,
        deepest,
        shown: BTreeSet::new(),
        said: BTreeSet::new(),
        later: VecDeque::new(),
        text: String::new(),
    };
    if let Some(root) = account.steps.len().checked_sub(1) {
        trees.later.push_back((root, 0));
    }
    while let Some((root, depth)) = trees.later.pop_front() {
        if !trees.text.is_empty() {
            trees.text.push('\n');
        }
        trees.tree(root, depth);
    }
    if let Some(weakest) = &account.weakest {
        // Writing to a string cannot fail.
        let _ = writeln!(trees.text, "weakest link: {} ({})", visible(&weakest.claim), weakest.certainty);
    }
    trees.text
}

/// What stands at one place of the tree.
enum Item {
    Step(usize),
    Line(String),
    Aggregate(String, Vec<String>),
}

/// An item on its way: the lines of the tree before its first line and its others, and how deep it stands.
struct Pending {
    first: String,
    rest: String,
    item: Item,
    depth: usize,
    /// How deep below the root of the present tree.
    level: usize,
}

struct Trees<'a> {
    account: &'a Account,
    layout: Layout,
    deepest: usize,
    shown: BTreeSet<usize>,
    /// The sentences of documentation that were told.
    said: BTreeSet<String>,
    /// Subproofs that get a tree of their own, with their depth.
    later: VecDeque<(usize, usize)>,
    text: String,
}

impl Trees<'_> {
    fn tree(&mut self, root: usize, depth: usize) {
        let root =
            Pending { first: String::new(), rest: String::new(), item: Item::Step(root), depth, level: 0 };
        let mut open = vec![root];
        while let Some(pending) = open.pop() {
            let (lines, children) = self.item(&pending);
            let below = if children.is_empty() { "" } else { "│" };
            for (at, line) in lines.iter().enumerate() {
                self.wrap(
                    if at == 0 { &pending.first } else { &pending.rest },
                    &pending.rest,
                    below,
                    line,
                    at > 0,
                );
            }
            let last = children.len().saturating_sub(1);
            for (at, item) in children.into_iter().enumerate().rev() {
                let (branch, stem) = if at == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
                open.push(Pending {
                    first: format!("{}{branch}", pending.rest),
                    rest: format!("{}{stem}", pending.rest),
                    item,
                    depth: pending.depth + 1,
                    level: pending.level + 1,
                });
            }
        }
    }

    /// The lines of an item, its details after the first, and what stands below it.
    fn item(&mut self, pending: &Pending) -> (Vec<String>, Vec<Item>) {
        match &pending.item {
            Item::Line(line) => (vec![line.clone()], Vec::new()),
            Item::Aggregate(line, members) => {
                (vec![line.clone()], members.iter().cloned().map(Item::Line).collect())
            }
            Item::Step(at) => match self.account.steps.get(*at) {
                Some(step) => self.step(*at, step, pending),
                None => (Vec::new(), Vec::new()),
            },
        }
    }

    fn step(&mut self, at: usize, step: &Told, pending: &Pending) -> (Vec<String>, Vec<Item>) {
        let head = with_place(step);
        let (is_leaf, is_later) =
            (step.conditions.is_empty(), self.later.iter().any(|(later, _)| *later == at));
        if is_later {
            return (vec![format!("{head}  (shown below)")], Vec::new());
        }
        if self.shown.contains(&at) {
            return (vec![format!("{head}  (shown above)")], Vec::new());
        }
        if !is_leaf && self.layout.depth.is_some_and(|depth| pending.depth >= depth) {
            return (vec![format!("{head}  (…)")], Vec::new());
        }
        if !is_leaf && pending.level >= self.deepest {
            self.later.push_back((at, pending.depth));
            return (vec![format!("{head}  (shown below)")], Vec::new());
        }
        if !is_leaf || step.grounds.iter().any(|ground| matches!(ground, Ground::Claim(_))) {
            self.shown.insert(at);
        }
        let mut lines = vec![head];
        lines.extend(step.rule.iter().filter_map(|rule| self.says(rule)));
        lines.extend(grounds(&step.grounds));
        (lines, step.conditions.iter().map(item).collect())
    }

    /// What a rule's documentation says, unless it was told already.
    fn says(&mut self, rule: &RuleTold) -> Option<String> {
        rule.says.clone().filter(|says| self.said.insert(says.clone()))
    }

    /// Adds a line, broken at blanks where it does not fit.
    fn wrap(&mut self, first: &str, rest: &str, below: &str, line: &str, is_detail: bool) {
        let hang = format!("{rest}{}", if below.is_empty() { "    " } else { "│   " });
        let first = if is_detail { hang.clone() } else { first.to_owned() };
        let line = visible(line);
        let room =
            |prefix: &str| self.layout.width.map(|width| width.saturating_sub(prefix.width()).max(ROOM / 2));
        let pieces = broken(&line, room(&first), room(&hang));
        for (at, piece) in pieces.iter().enumerate() {
            self.text += if at == 0 { &first } else { &hang };
            self.text += piece;
            self.text.push('\n');
        }
    }
}

/// The fact, and in brackets the rule or the place that it comes from.
fn with_place(step: &Told) -> String {
    let mut from: Vec<String> =
        step.rule.iter().flat_map(|rule| [Some(rule.name.clone()), rule.place.clone()]).flatten().collect();
    from.extend(step.grounds.iter().filter_map(|ground| match ground {
        Ground::Assumption { name, certainty } => Some(format!("{name}, taken as {certainty}")),
        Ground::Claim(_) => None,
        other => Some(other.place()),
    }));
    if from.is_empty() { step.fact.clone() } else { format!("{}  [{}]", step.fact, from.join(", ")) }
}

fn item(condition: &Condition) -> Item {
    match condition {
        Condition::Fact { step } => Item::Step(*step),
        Condition::Absent { fact, world, declared } => {
            let means = if *world == "open" { "nobody says so" } else { "closed" };
            let declared = declared.as_ref().map_or_else(String::new, |place| format!(", {place}"));
            Item::Line(format!("no {fact}  ({means}{declared})"))
        }
        Condition::Test { text, compared } => {
            let compared = compared.as_ref().map_or_else(String::new, |words| format!("  ({words})"));
            Item::Line(format!("{text}{compared}"))
        }
        Condition::Aggregate { text, members, total } => {
            let mut members = members.clone();
            let left = total - members.len();
            if left > 0 {
                members.push(format!("… and {left} more"));
            }
            Item::Aggregate(text.clone(), members)
        }
    }
}

/// The claims behind a fact, two lines each.
fn grounds(grounds: &[Ground]) -> Vec<String> {
    let claims: Vec<&ClaimTold> = grounds
        .iter()
        .filter_map(|ground| match ground {
            Ground::Claim(claim) => Some(claim),
            _ => None,
        })
        .collect();
    let mut lines: Vec<String> =
        claims.iter().take(CLAIMS_SHOWN).flat_map(|claim| self::claim(claim)).collect();
    if claims.len() > CLAIMS_SHOWN {
        lines.push(format!("… and {} more claims", claims.len() - CLAIMS_SHOWN));
    }
    lines
}

/// A claim: its words, then where they stand and whose they are.
pub(super) fn claim(claim: &ClaimTold) -> [String; 2] {
    let quote = claim.quote.as_ref().map_or_else(|| "no quote".to_owned(), |quote| format!("“{quote}”"));
    let is_named_after = claim.name.starts_with(&format!("{}:", claim.article));
    let place =
        if is_named_after { claim.name.clone() } else { format!("{} in {}", claim.name, claim.article) };
    let by = if claim.speakers.is_empty() {
        String::new()
    } else {
        format!("; by {}", claim.speakers.join(", citing "))
    };
    let said = claim.said.as_ref().map_or_else(String::new, |said| format!("; said {said}"));
    let told = format!("{place}, published {}{by}{said}", claim.published);
    [format!("{}: {quote}", claim.certainty), told]
}
