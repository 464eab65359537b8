//! `whynot`: what stands in the way of something that does not hold, and what would make it hold.
//!
//! [`search`] goes through the rules that could derive it, [`attempt`] finds how far one of them gets, [`nearest`] what nearly is
//! there, [`lenses`] under which lens it would hold, [`abduce`] which facts would make it hold, [`retract`] without which it would.

mod abduce;
pub(super) mod account;
mod assumable;
mod attempt;
mod cells;
mod field;
mod lenses;
mod line;
mod nearest;
mod outdone;
mod retract;
mod search;
mod suggest;
pub(super) mod text;

use std::cell::RefCell;
use std::collections::BTreeSet;

use self::abduce::suggestions;
use self::account::{Missing, WhyNot};
use self::field::Field;
use self::lenses::would_hold;
use self::nearest::{Nearest, Pattern};
use self::retract::retractions;
use self::search::Search;
use self::suggest::Tryout;
use super::facts::{FactId, Facts};
use super::grounds::Grounds;
use super::heights::{Ground, atoms};
use super::prover::stopped;
use super::route::Route;
use super::tell::Teller;
use super::walk::{Walker, Way, pattern};
use super::why::{matches, only_atom};
use crate::engine::guard::Progress;
use crate::program::ir::{RelationId, Rule};
use crate::program::value::compare_rows;
use crate::session::{Failure, Session};
use crate::syntax::tree::Body;

/// How far `whynot` goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// How deep the rules of what is missing are followed: how many times more than one of them could have derived it. Where one
    /// alone could, following it goes no deeper.
    pub depth: usize,
    /// The most facts that a suggestion may assume together; 0 for no suggestions.
    pub together: usize,
    /// The most suggestions of each kind.
    pub suggestions: usize,
}

impl Default for Reach {
    /// Two forks, two facts together, three suggestions.
    fn default() -> Self {
        Self { depth: 2, together: 2, suggestions: 3 }
    }
}

/// Why nothing answers a question of one atom.
///
/// # Errors
/// The question is not one atom, or does not fit the program; or inference stopped.
pub fn whynot(session: &Session, body: &Body, reach: Reach) -> Result<WhyNot, Failure> {
    let (relation, rows) = matches(session, body)?;
    let (_, rule) = only_atom(session, body)?;
    let conclusions = session.conclusions_for(with_companions(session, relation), session.lens())?;
    let facts = Facts::new(&conclusions);
    let (program, dictionary, lowered) = (session.program(), session.dictionary(), session.lowered());
    let grounds = Grounds::new(program, lowered, session.lens(), session.sources(), dictionary, &facts);
    let guard = session.guard();
    let progress = RefCell::new(Progress::new(&guard, 1));
    let look_at = |rows| progress.borrow_mut().look_at(rows);
    let ground = Ground { program, facts: &facts, input: &conclusions, dictionary, look_at: &look_at };
    let teller = Teller {
        program,
        lowered,
        dictionary,
        facts: &facts,
        grounds: &grounds,
        members: 0,
        look_at: &look_at,
    };
    let nearest = Nearest { session, facts: &facts, grounds: &grounds };
    let field = Field { ground: &ground, teller: &teller, nearest: &nearest };
    let wanted = asked(&ground, &rule).map_err(stopped)?;
    if !rows.is_empty() {
        let fact = field.phrases().pattern(relation, &wanted);
        return Ok(WhyNot {
            answers: rows.len(),
            missing: Missing { fact, world: teller.world(relation), ..Missing::default() },
            ..WhyNot::default()
        });
    }
    let outdone = outdone::outdone(&field, relation, &wanted).map_err(stopped)?;
    if !outdone.is_empty() {
        let fact = field.phrases().pattern(relation, &wanted);
        let missing = Missing { fact, world: teller.world(relation), ..Missing::default() };
        return Ok(WhyNot { missing, outdone, ..WhyNot::default() });
    }
    let mut search = Search { field: &field, told: BTreeSet::new(), blockers: Vec::new() };
    let declared = program.relations.get(relation.0);
    let companion = |id: Option<RelationId>| id.map_or_else(Vec::new, |id| cases(&field, id, &wanted));
    let tryout = Tryout::new(session, relation, &wanted);
    let suggested = suggestions(session, &ground, &tryout, relation, &wanted, reach)?;
    let missing = search.of(relation, &wanted, reach.depth).map_err(stopped)?;
    Ok(WhyNot {
        answers: 0,
        outdone,
        missing,
        retractions: retractions(session, &tryout, &search.blockers, reach.suggestions)?,
        notes: session.strange_constants(body)?,
        undetermined: companion(declared.and_then(|it| it.undetermined)),
        denied: companion(declared.and_then(|it| it.denied)),
        would_hold: would_hold(session, relation, &wanted)?,
        assumptions: suggested.suggestions,
        together: reach.together,
        cut_short: suggested.cut_short,
    })
}

/// A relation, and those of its undetermined and denied cases.
fn with_companions(session: &Session, relation: RelationId) -> Vec<RelationId> {
    let declared = session.program().relations.get(relation.0);
    let companions = declared.into_iter().flat_map(|it| [it.undetermined, it.denied]).flatten();
    companions.chain([relation]).collect()
}

/// What the question knows of a row: its constants, and what can be computed from them.
fn asked(ground: &Ground<'_>, rule: &Rule) -> Result<Pattern, crate::engine::guard::Halt> {
    let is_atom = |at: usize| atoms(&rule.body).any(|(place, _)| place == at);
    let route = Route::new(&rule.body, |at| !is_atom(at), &BTreeSet::new(), ground.facts);
    let mut way = Way::new(rule.variables.len(), rule.body.len());
    let mut known = way.bindings.clone();
    let walker = Walker {
        facts: ground.facts,
        dictionary: ground.dictionary,
        admits: &|_| true,
        look_at: ground.look_at,
    };
    _ = walker.walk(&route, &mut way, &mut |way| {
        known.clone_from(&way.bindings);
        std::ops::ControlFlow::Break(())
    })?;
    let args = atoms(&rule.body).next().map(|(_, atom)| pattern(&atom.args, &known));
    Ok(args.unwrap_or_default())
}

/// The rows of a companion relation, whose first columns are those of the relation asked for, that match; ordered by their values.
fn cases(field: &Field<'_>, companion: RelationId, wanted: &Pattern) -> Vec<String> {
    let declared = field.ground.program.relations.get(companion.0);
    let types: Vec<_> = declared.iter().flat_map(|it| &it.attributes).map(|column| column.ty).collect();
    let mut open = wanted.clone();
    open.resize(types.len(), None);
    let facts = field.ground.facts;
    let row = |row: usize| facts.row(FactId { relation: companion, row });
    let mut rows = facts.matching(companion, &open);
    rows.sort_by(|&a, &b| compare_rows(&types, row(a), row(b), field.ground.dictionary));
    rows.into_iter().map(|at| field.phrases().fact(companion, row(at))).collect()
}
