//! Abduction: the smallest sets of facts that would make something hold if they were assumed.
//!
//! The rules are followed backwards from what is missing: each atom on the way is met by a fact that is there, by a fact that is
//! assumed, or by a rule. Negations and aggregates are looked up as things stand, so what comes out is only a candidate; a candidate
//! is suggested when running the program with it makes the thing hold (Kakas, Kowalski and Toni 1992).

use std::cell::Cell as Count;

use super::Reach;
use super::account::Suggestion;
use super::assumable::{Hypothesis, declared, rows, served};
use super::cells::{Cell, Cells};
use super::line::{Goal, Line, goal, most_known_atom, undecided, without};
use super::nearest::Pattern;
use super::suggest::{Candidate, Tryout, values};
use crate::evidence::{Certainty, Grade};
use crate::explain::facts::FactId;
use crate::explain::heights::Ground;
use crate::explain::route::Route;
use crate::explain::walk::{Walker, Way, holds};
use crate::program::ir::{Expr, Literal, RelationId, Rule};
use crate::session::{Failure, Session};

/// How many steps of search are spent on each size of set.
const PATIENCE: usize = 20_000;
/// How many facts that are there are tried for one atom.
const FACTS: usize = 40;
/// How deep rules are followed.
const DEPTH: usize = 6;
/// How many candidates of one size are tried.
const TRIED: usize = 24;

/// What the search found.
pub(super) struct Suggested {
    /// The smallest sets of facts, each tried.
    pub(super) suggestions: Vec<Suggestion>,
    /// Whether it ended before it had seen every set.
    pub(super) cut_short: bool,
}

/// The smallest sets of assumable facts that would make a row of the pattern hold, each tried.
pub(super) fn suggestions(
    session: &Session,
    ground: &Ground<'_>,
    tryout: &Tryout<'_>,
    relation: RelationId,
    wanted: &Pattern,
    reach: Reach,
) -> Result<Suggested, Failure> {
    let mut accepted: Vec<Candidate> = Vec::new();
    let mut cut_short = false;
    for together in 1..=reach.together {
        let cut = Count::new(false);
        let mut abduction =
            Abduction { session, ground, together, steps: Count::new(0), cut, found: Vec::new() };
        abduction.start(relation, wanted);
        cut_short |= abduction.cut.get();
        let mut candidates = abduction.found;
        candidates.sort_by_cached_key(|candidate| (candidate.invented, candidate.words(session)));
        candidates.dedup_by_key(|candidate| candidate.words(session));
        candidates.retain(|candidate| candidate.facts.len() == together);
        for (tried, candidate) in candidates.into_iter().enumerate() {
            if tried == TRIED || accepted.len() == reach.suggestions {
                cut_short = true;
                break;
            }
            let is_known = accepted
                .iter()
                .any(|other| candidate.contains(other) || candidate.resembles(other, ground.program));
            if !is_known && tryout.succeeds(&candidate)? && is_minimal(tryout, &candidate)? {
                accepted.push(candidate);
            }
        }
    }
    let suggestions = accepted.iter().map(|candidate| Suggestion { assume: candidate.words(session) });
    Ok(Suggested { suggestions: suggestions.collect(), cut_short })
}

/// Whether the thing does not hold when any one of the facts is left out.
fn is_minimal(tryout: &Tryout<'_>, candidate: &Candidate) -> Result<bool, Failure> {
    for left_out in 0..candidate.facts.len() {
        let mut fewer = candidate.clone();
        fewer.facts.remove(left_out);
        if !fewer.facts.is_empty() && tryout.succeeds(&fewer)? {
            return Ok(false);
        }
    }
    Ok(true)
}

struct Abduction<'a> {
    session: &'a Session,
    ground: &'a Ground<'a>,
    together: usize,
    steps: Count<usize>,
    /// Whether some line of search was given up.
    cut: Count<bool>,
    found: Vec<Candidate>,
}

/// What came of a goal that needs no choice.
enum Settled {
    Holds(Line),
    Fails,
    NotYet,
}

impl Abduction<'_> {
    fn start(&mut self, relation: RelationId, wanted: &Pattern) {
        let mut cells = Cells::default();
        let row = wanted.iter().map(|word| cells.holding(*word)).collect();
        let goals = vec![Goal::Atom { relation, cells: row, depth: DEPTH }];
        self.line(Line { cells, goals, assumed: Vec::new(), free: None, shown: Vec::new() });
    }

    /// Follows a line of search to its ends; says whether it had one.
    fn line(&mut self, mut line: Line) -> bool {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > PATIENCE || self.found.len() > 4 * TRIED {
            self.cut.set(true);
            return false;
        }
        let mut at = 0;
        while at < line.goals.len() {
            match self.settle(&line, at) {
                Settled::Holds(next) => (line, at) = (next, 0),
                Settled::Fails => return false,
                Settled::NotYet => at += 1,
            }
        }
        if let Some(at) = most_known_atom(&line) {
            return self.atom(&line, at);
        }
        self.end(&line)
    }

    /// Settles a goal that leaves no choice.
    fn settle(&self, line: &Line, at: usize) -> Settled {
        let outcome = match &line.goals[at] {
            Goal::Atom { .. } => return Settled::NotYet,
            Goal::Head { rule, column, base, cell } => {
                let rule = &self.ground.program.rules[*rule];
                let Some(term) = rule.head_terms.get(*column) else { return Settled::Fails };
                if !line.cells.all_known(&term.variables(), *base) {
                    return Settled::NotYet;
                }
                let word = line.cells.value(term, *base, rule.variables.len(), self.ground.dictionary);
                word.map(|word| (*cell, word))
            }
            Goal::Condition { rule, literal, base } => {
                let rule = &self.ground.program.rules[*rule];
                match self.condition(line, rule, *literal, *base) {
                    Condition::Holds => return Settled::Holds(without(line, at)),
                    Condition::Gives(cell, word) => Some((cell, word)),
                    Condition::Fails => None,
                    Condition::NotYet => return Settled::NotYet,
                }
            }
        };
        let mut next = without(line, at);
        match outcome {
            Some((cell, word)) if next.cells.bind(cell, word) => Settled::Holds(next),
            _ => Settled::Fails,
        }
    }

    fn condition(&self, line: &Line, rule: &Rule, place: usize, base: Cell) -> Condition {
        let (literal, size) = (&rule.body[place], rule.variables.len());
        let is_known = |variable: crate::program::ir::VarId| line.cells.word(base + variable.0).is_some();
        let defined = literal.defines(is_known);
        if literal.variables().iter().any(|variable| Some(*variable) != defined && !is_known(*variable)) {
            return Condition::NotYet;
        }
        let bindings = line.cells.bindings(base, size);
        let given = |word: Option<u64>| match (defined, word) {
            (Some(variable), Some(word)) => Condition::Gives(base + variable.0, word),
            _ => Condition::Fails,
        };
        match (literal, defined) {
            (Literal::Compare { left, right, .. }, Some(variable)) => {
                let other = if left.as_variable() == Some(variable) { right } else { left };
                given(line.cells.value(other, base, size, self.ground.dictionary))
            }
            (Literal::Negation(atom), _) => {
                let wanted = crate::explain::walk::pattern(&atom.args, &bindings);
                let is_there = !self.ground.facts.matching(atom.relation, &wanted).is_empty();
                if is_there { Condition::Fails } else { Condition::Holds }
            }
            (Literal::Aggregate(aggregate), _) => {
                let known = bindings.get(aggregate.result.0).copied().flatten();
                match (self.aggregate(rule, place, bindings), known) {
                    (Some(word), None) => Condition::Gives(base + aggregate.result.0, word),
                    (None, None) => Condition::Fails,
                    (found, known) if found == known => Condition::Holds,
                    _ => other_with_assumptions(line),
                }
            }
            _ if holds(literal, &bindings, self.ground.dictionary) => Condition::Holds,
            _ => Condition::Fails,
        }
    }

    /// The result of an aggregate as things stand.
    fn aggregate(&self, rule: &Rule, place: usize, mut bindings: Vec<Option<u64>>) -> Option<u64> {
        let Some(Literal::Aggregate(aggregate)) = rule.body.get(place) else { return None };
        if let Some(result) = bindings.get_mut(aggregate.result.0) {
            *result = None;
        }
        let bound = crate::explain::choice::bound_variables(&bindings);
        let route = Route::new(&rule.body, |at| at == place, &bound, self.ground.facts);
        let mut way = Way { bindings, facts: vec![None; rule.body.len()] };
        let Ground { facts, dictionary, look_at, .. } = *self.ground;
        let mut found = None;
        let walker = Walker { facts, dictionary, admits: &|_| true, look_at };
        let outcome = walker.walk(&route, &mut way, &mut |way| {
            found = way.bindings.get(aggregate.result.0).copied().flatten();
            std::ops::ControlFlow::Break(())
        });
        outcome.ok().and(found)
    }

    /// Meets an atom in every way: by facts that are there, by what is assumed already, by an assumption, by rules.
    fn atom(&mut self, line: &Line, at: usize) -> bool {
        let Goal::Atom { relation, cells, depth } = line.goals[at].clone() else { return false };
        let rest = without(line, at);
        let known: Pattern = cells.iter().map(|&cell| line.cells.word(cell)).collect();
        let mut any = false;
        let mut there = self.ground.facts.matching(relation, &known);
        there.sort_by(|&one, &other| {
            self.ground.compare_facts(FactId { relation, row: one }, FactId { relation, row: other })
        });
        if there.len() > FACTS {
            self.cut.set(true);
        }
        for &row in there.iter().take(FACTS) {
            let row = self.ground.facts.row(FactId { relation, row }).to_vec();
            let mut next = rest.clone();
            if cells.iter().zip(row).all(|(&cell, word)| next.cells.bind(cell, word)) {
                any |= self.line(next);
            }
        }
        if !there.is_empty() && known.iter().all(Option::is_some) {
            return any;
        }
        for (_, row) in line.shown.iter().filter(|(of, _)| *of == relation) {
            let mut next = rest.clone();
            if cells.iter().zip(row).all(|(&cell, &other)| next.cells.unify(cell, other)) {
                any |= self.line(next);
            }
        }
        if line.assumed.len() < self.together {
            any |= self.assume(&rest, relation, &cells);
        }
        if line.assumed.len() < self.together || !line.shown.is_empty() {
            any |= self.by_rules(&rest, relation, &cells, depth);
        }
        any
    }

    fn assume(&mut self, rest: &Line, relation: RelationId, cells: &[Cell]) -> bool {
        let Some(served) = served(self.session, relation) else { return false };
        let own = declared(self.session, served.base).map_or(0, |declared| declared.attributes.len());
        let mut next = rest.clone();
        let stated = || {
            let word = rest.cells.word(*cells.get(own + 1)?)?;
            Certainty::named(self.ground.dictionary.text(word))
        };
        let certainty = served.certainty.or_else(stated).unwrap_or(Certainty::Held(Grade::Confirmed));
        if !certainty.counts_at(self.session.lens().trust) {
            return false;
        }
        let (mine, told) = cells.split_at(own.min(cells.len()));
        let hypothesis = Hypothesis { relation: served.base, cells: mine.to_vec(), certainty };
        let shown = rows(self.session, &hypothesis, next.assumed.len(), &mut next.cells);
        let claims = shown.iter().find(|(of, _)| *of == relation).map(|(_, row)| row.clone());
        let columns = claims.iter().flat_map(|row| row.iter().skip(own));
        if !told.iter().zip(columns).all(|(&cell, &other)| next.cells.unify(cell, other)) {
            return false;
        }
        next.assumed.push(hypothesis);
        next.shown.extend(shown);
        self.line(next)
    }

    fn by_rules(&mut self, rest: &Line, relation: RelationId, cells: &[Cell], depth: usize) -> bool {
        let mut any = false;
        let program = self.ground.program;
        for (at, rule) in program.rules.iter().enumerate().filter(|(_, rule)| rule.head == relation) {
            let Some(below) = depth.checked_sub(1) else {
                self.cut.set(true);
                return any;
            };
            let mut next = rest.clone();
            let base = next.cells.free(rule.variables.len());
            let fits =
                rule.head_terms.iter().zip(cells).enumerate().all(|(column, (term, &cell))| match term {
                    Expr::Var(variable) => next.cells.unify(base + variable.0, cell),
                    Expr::Const(word) => next.cells.bind(cell, *word),
                    Expr::Call { .. } => {
                        next.goals.push(Goal::Head { rule: at, column, base, cell });
                        true
                    }
                });
            if fits {
                let goals: Vec<Goal> = (0..rule.body.len())
                    .map(|place| goal(at, rule, place, base, below, &mut next.cells))
                    .collect();
                next.goals.extend(goals);
                any |= self.line(next);
            }
        }
        any
    }

    /// Nothing is left to be met: gives what is assumed values where it has none.
    fn end(&mut self, line: &Line) -> bool {
        let free = line.free.clone().or_else(|| Some(undecided(line)));
        for hypothesis in &line.assumed {
            for (column, &cell) in hypothesis.cells.iter().enumerate() {
                if line.cells.word(cell).is_some() {
                    continue;
                }
                let candidates = values(self.session, self.ground, hypothesis.relation, column, &line.cells);
                return candidates.into_iter().any(|word| {
                    let mut next = Line { free: free.clone(), ..line.clone() };
                    next.cells.bind(cell, word) && self.line(next)
                });
            }
        }
        if !line.goals.is_empty() {
            return false;
        }
        self.found.push(Candidate::of(line, self.ground));
        true
    }
}

/// What comes of an aggregate with another result than is wanted: with what is assumed it may have that one, as the trial tells.
fn other_with_assumptions(line: &Line) -> Condition {
    if line.goals.iter().any(|goal| matches!(goal, Goal::Atom { .. })) {
        return Condition::NotYet;
    }
    if line.assumed.is_empty() { Condition::Fails } else { Condition::Holds }
}

/// What came of a condition.
enum Condition {
    Holds,
    Gives(Cell, u64),
    Fails,
    NotYet,
}
