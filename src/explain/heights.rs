//! Heights: how many steps of rules lie between a fact and what was given, at the least.
//!
//! Every relation that the goals may rest on is derived once more, all at the same pace: in round `n` each rule sees the facts of the
//! rounds before, so a fact is first met in the round of its least height. Negations and aggregates are looked up among the
//! finished conclusions, and no row is made: a height is written beside a row that is there. It ends when every goal has one.

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

use super::facts::{FactId, Facts};
use super::route::Route;
use super::walk::{Walker, Way, value};
use crate::engine::guard::Halt;
use crate::program::ir::{Arg, Atom, Literal, Program, RelationId, Rule, VarId};
use crate::store::{Database, Dictionary, Word};

/// The height of a fact that was not reached.
const UNREACHED: u32 = u32::MAX;

/// The least heights of facts, as far as they were wanted.
#[derive(Default)]
pub(super) struct Heights {
    /// One number a row, for the relations that matter.
    rows: Vec<Vec<u32>>,
    /// The heights of single facts, where those of whole relations were not wanted.
    single: HashMap<FactId, u32>,
}

impl From<HashMap<FactId, u32>> for Heights {
    fn from(single: HashMap<FactId, u32>) -> Self {
        Self { rows: Vec::new(), single }
    }
}

impl Heights {
    /// The height of a fact; none when it was not reached, or does not rest on what was given.
    pub(super) fn of(&self, fact: FactId) -> Option<u32> {
        let Some(rows) = self.rows.get(fact.relation.0) else { return self.single.get(&fact).copied() };
        rows.get(fact.row).copied().filter(|&height| height != UNREACHED)
    }

    fn is_below(&self, fact: FactId, round: u32) -> bool {
        self.of(fact).is_some_and(|height| height < round)
    }
}

/// What heights are counted over.
pub(super) struct Ground<'a> {
    pub(super) program: &'a Program,
    pub(super) facts: &'a Facts<'a>,
    /// What was given: the facts of height 0.
    pub(super) input: &'a Database,
    pub(super) dictionary: &'a Dictionary,
    /// Told of rows looked at; ends the search when the guard does.
    pub(super) look_at: &'a dyn Fn(usize) -> Result<(), Halt>,
}

impl Ground<'_> {
    /// Whether a fact was given.
    pub(super) fn is_given(&self, fact: FactId) -> bool {
        let given = self.input.tables.get(fact.relation.0);
        given.is_some_and(|table| table.contains(self.facts.row(fact)))
    }
}

/// The heights of the goals and of whatever is lower than the highest of them; with `all`, of everything that they may rest on. A
/// goal without a height has no proof from what was given.
pub(super) fn heights(ground: &Ground<'_>, goals: &[FactId], all: bool) -> Result<Heights, Halt> {
    let cone = cone(ground.program, goals.iter().map(|goal| goal.relation));
    let size =
        |id: usize| if cone.contains(&RelationId(id)) { ground.facts.table(RelationId(id)).len() } else { 0 };
    let rows = (0..ground.program.relations.len()).map(|id| vec![UNREACHED; size(id)]).collect();
    let mut climb = Climb { ground, heights: Heights { rows, ..Heights::default() }, latest: Vec::new() };
    climb.given(&cone);
    let rules: Vec<&Rule> = ground.program.rules.iter().filter(|rule| cone.contains(&rule.head)).collect();
    let versions = climb.versions(&rules);
    for round in 1.. {
        let done = !all && goals.iter().all(|&goal| climb.heights.of(goal).is_some());
        if done || !climb.round(round, &rules, &versions)? {
            break;
        }
    }
    Ok(climb.heights)
}

/// The relations that some proof of a fact of these may use.
fn cone(program: &Program, goals: impl Iterator<Item = RelationId>) -> BTreeSet<RelationId> {
    let mut cone = BTreeSet::new();
    let mut open: Vec<RelationId> = goals.collect();
    while let Some(relation) = open.pop() {
        if cone.insert(relation) {
            let rules = program.rules.iter().filter(|rule| rule.head == relation);
            open.extend(rules.flat_map(|rule| atoms(&rule.body)).map(|(_, atom)| atom.relation));
        }
    }
    cone
}

/// The atoms of a body that are to be met, with their places.
pub(super) fn atoms(body: &[Literal]) -> impl Iterator<Item = (usize, &Atom)> {
    body.iter().enumerate().filter_map(|(at, literal)| match literal {
        Literal::Atom(atom) => Some((at, atom)),
        _ => None,
    })
}

/// A rule with the atom that sees the latest facts alone, and the way through its other conditions.
struct Version<'a> {
    rule: &'a Rule,
    latest: (usize, &'a Atom),
    route: Route<'a>,
}

struct Climb<'a> {
    ground: &'a Ground<'a>,
    heights: Heights,
    /// By relation, the rows reached in the round before.
    latest: Vec<Vec<usize>>,
}

impl<'a> Climb<'a> {
    /// Round 0: what was given.
    fn given(&mut self, cone: &BTreeSet<RelationId>) {
        self.latest = vec![Vec::new(); self.heights.rows.len()];
        for &relation in cone {
            let Some(table) = self.ground.input.tables.get(relation.0) else { continue };
            for fact in table.rows().filter_map(|row| self.ground.facts.find(relation, row)) {
                self.heights.rows[relation.0][fact.row] = 0;
                self.latest[relation.0].push(fact.row);
            }
        }
    }

    fn versions(&self, rules: &[&'a Rule]) -> Vec<Version<'a>> {
        let version = |rule: &'a Rule, latest: (usize, &'a Atom)| {
            let bound = latest.1.variables().collect();
            let route = Route::new(&rule.body, |at| at != latest.0, &bound, self.ground.facts);
            Version { rule, latest, route }
        };
        rules.iter().flat_map(|rule| atoms(&rule.body).map(move |atom| version(rule, atom))).collect()
    }

    /// One round; says whether anything was reached.
    fn round(&mut self, round: u32, rules: &[&'a Rule], versions: &[Version<'a>]) -> Result<bool, Halt> {
        let mut reached = Vec::new();
        if round == 1 {
            for rule in rules.iter().filter(|rule| atoms(&rule.body).next().is_none()) {
                let route = Route::new(&rule.body, |_| true, &BTreeSet::new(), self.ground.facts);
                self.derive(rule, &route, &mut empty_way(rule), round, &mut reached)?;
            }
        }
        for version in versions {
            let relation = version.latest.1.relation;
            let rows = std::mem::take(&mut self.latest[relation.0]);
            for &row in &rows {
                let mut way = empty_way(version.rule);
                let met = self.ground.facts.row(FactId { relation, row });
                if unify(version.latest.1, met, &mut way.bindings) {
                    self.derive(version.rule, &version.route, &mut way, round, &mut reached)?;
                }
            }
            self.latest[relation.0] = rows;
        }
        self.latest.iter_mut().for_each(Vec::clear);
        for fact in &reached {
            self.latest[fact.relation.0].push(fact.row);
        }
        Ok(!reached.is_empty())
    }

    /// Gives every fact that the rule derives along the route, and that has no height yet, that of the round.
    fn derive(
        &mut self,
        rule: &Rule,
        route: &Route<'_>,
        way: &mut Way,
        round: u32,
        reached: &mut Vec<FactId>,
    ) -> Result<(), Halt> {
        let Ground { facts, dictionary, look_at, .. } = *self.ground;
        let mut heads = Vec::new();
        let heights = &self.heights;
        let admits = |fact| heights.is_below(fact, round);
        let walker = Walker { facts, dictionary, admits: &admits, look_at };
        _ = walker.walk(route, way, &mut |way| {
            let head = head(rule, way, dictionary).and_then(|row| facts.find(rule.head, &row));
            heads.extend(head.filter(|&head| heights.of(head).is_none()));
            ControlFlow::Continue(())
        })?;
        for head in heads {
            let height = &mut self.heights.rows[head.relation.0][head.row];
            if *height == UNREACHED {
                *height = round;
                reached.push(head);
            }
        }
        Ok(())
    }
}

fn empty_way(rule: &Rule) -> Way {
    Way::new(rule.variables.len(), rule.body.len())
}

/// The row that a rule derives.
pub(super) fn head(rule: &Rule, way: &Way, dictionary: &Dictionary) -> Option<Vec<Word>> {
    rule.head_terms.iter().map(|term| value(term, &way.bindings, dictionary)).collect()
}

/// Whether the row fits the atom, binding its variables as far as it does.
pub(super) fn unify(atom: &Atom, row: &[Word], bindings: &mut [Option<Word>]) -> bool {
    atom.args.iter().zip(row).all(|(arg, &word)| match arg {
        Arg::Wildcard => true,
        Arg::Const(constant) => *constant == word,
        Arg::Var(VarId(variable)) => *bindings[*variable].get_or_insert(word) == word,
    })
}
