//! Which facts the rows of a question can rest on, under whatever part of the facts: the rules that find them, from the known values on.
//!
//! What is asked of a relation, with values in some columns, is passed on to all that its rules read: to what they deny and aggregate
//! over as well. Facts to which no such question leads decide nothing. This is the passing of magic sets (Beeri and
//! Ramakrishnan, J. Logic Programming 10, 1991) without the answers: since with fewer facts more may follow under a denial, only relations of
//! which never more follows then, which rest on no denial and no aggregate, tell what to ask on with.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::functor::can_fail;
use super::ir::{
    Aggregate, AggregateKind, Arg, Atom, Attribute, Expr, Kind, Literal, Program, Relation, RelationId, Rule,
    VarId, Variable,
};
use super::needed::needed;
use super::query::Query;
use crate::syntax::tree::Docs;

/// With how many patterns of columns relations are asked for at most.
const PATTERNS: usize = 64;

/// What a relation is to a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Its rows are given. They tell of this relation, by their first so many columns.
    Told(RelationId, usize),
    /// Its rows are given, few and always at hand.
    AtHand,
    /// Its rows follow from rules, besides what is given.
    Derived,
    /// It tells of everything.
    OfAll,
}

/// Rules that find what a question can rest on.
#[derive(Clone, Debug)]
pub struct Slice {
    /// The relations of what is asked, which follow those of the program; the first asks for rows of the question.
    pub asked: Vec<Relation>,
    /// The rules.
    pub steps: Vec<Step>,
}

/// A rule that passes on what is asked.
#[derive(Clone, Debug)]
pub struct Step {
    /// Of what it is passed on: a relation of what is asked.
    pub from: RelationId,
    /// What it finds.
    pub finds: Finds,
    /// The rule. The first atom of its body is over what is asked.
    pub rule: Rule,
}

/// What a step finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finds {
    /// More that is asked.
    Asked(RelationId),
    /// Facts of a relation, by their first so many columns.
    Facts(RelationId, usize),
}

/// A relation with the columns that are known where it is asked for.
type Question = (RelationId, Vec<usize>);

/// The slice of a question whose answers are known; none where something that the question rests on would be asked for with nothing
/// known, or can fail, or keeps its rows in a way that depends on others.
#[must_use]
pub fn slice(program: &Program, query: &Query, role: &dyn Fn(RelationId) -> Role) -> Option<Slice> {
    let roots: Vec<RelationId> = super::needed::read_by(&query.rules);
    let below = needed(program, roots);
    let is_plain = |id: &RelationId| program.relations.get(id.0).is_some_and(|it| it.kind == Kind::Plain);
    let rules = program.rules.iter().filter(|rule| below.contains(&rule.head)).chain(&query.rules);
    let may_fail = |rule: &Rule| {
        rule.asks_round() || rule.body.iter().any(may_fail) || rule.head_terms.iter().any(can_fail)
    };
    if query.relations.len() != 1 || !below.iter().all(is_plain) || rules.clone().any(may_fail) {
        return None;
    }
    let grows = |id: RelationId| {
        let below = needed(program, vec![id]);
        let mut rules = program.rules.iter().filter(|rule| below.contains(&rule.head));
        rules.all(|rule| {
            rule.body.iter().all(|it| !matches!(it, Literal::Negation(_) | Literal::Aggregate(_)))
        })
    };
    let grows: BTreeSet<RelationId> = below.iter().copied().filter(|id| grows(*id)).collect();
    let mut slicing = Slicing {
        program,
        query,
        role,
        grows,
        places: BTreeMap::new(),
        open: VecDeque::new(),
        slice: Slice { asked: Vec::new(), steps: Vec::new() },
    };
    slicing.ask((query.head, (0..query.columns.len()).collect()));
    while let Some(question) = slicing.open.pop_front() {
        slicing.pass_on(&question)?;
    }
    Some(slicing.slice).filter(|slice| slice.asked.len() <= PATTERNS)
}

fn may_fail(literal: &Literal) -> bool {
    match literal {
        Literal::Aggregate(Aggregate { kind, body, value, .. }) => {
            let may_overflow =
                !matches!(kind, AggregateKind::Count | AggregateKind::Min | AggregateKind::Max);
            may_overflow || body.iter().any(may_fail) || value.as_ref().is_some_and(can_fail)
        }
        other => other.can_fail(),
    }
}

/// A slice on its way.
struct Slicing<'s> {
    program: &'s Program,
    query: &'s Query,
    role: &'s dyn Fn(RelationId) -> Role,
    /// The relations of which never more follows from fewer facts.
    grows: BTreeSet<RelationId>,
    places: BTreeMap<Question, RelationId>,
    open: VecDeque<Question>,
    slice: Slice,
}

/// A rule whose body is being asked for.
struct Scope<'r> {
    from: RelationId,
    rule: &'r Rule,
    /// What is known of what its variables stand for.
    before: Vec<Literal>,
    bound: BTreeSet<VarId>,
}

impl Scope<'_> {
    fn is_known(&self, arg: Arg) -> bool {
        match arg {
            Arg::Const(_) => true,
            Arg::Var(variable) => self.bound.contains(&variable),
            Arg::Wildcard => false,
        }
    }

    fn known(&self, atom: &Atom) -> Vec<usize> {
        (0..atom.args.len()).filter(|&column| self.is_known(atom.args[column])).collect()
    }

    fn step(&self, finds: Finds, head: RelationId, head_terms: Vec<Expr>, last: Option<Atom>) -> Step {
        let mut rule =
            Rule { head, head_terms, body: self.before.clone(), docs: Docs::default(), ..self.rule.clone() };
        rule.body.extend(last.map(Literal::Atom));
        Step { from: self.from, finds, rule }
    }
}

impl Slicing<'_> {
    /// The relation of what is asked so.
    fn ask(&mut self, question: Question) -> RelationId {
        if let Some(place) = self.places.get(&question) {
            return *place;
        }
        let place = RelationId(self.program.relations.len() + self.slice.asked.len());
        let relation = self.program.relations.get(question.0.0).or_else(|| self.query.relations.first());
        let column = |at: &usize| relation.and_then(|it| it.attributes.get(*at)).cloned();
        let attributes: Vec<Attribute> = question.1.iter().filter_map(column).collect();
        self.slice.asked.push(Relation { attributes, derived: true, ..Relation::default() });
        self.places.insert(question.clone(), place);
        self.open.push_back(question);
        place
    }

    /// Passes on what is asked to all that the rules of the relation read.
    fn pass_on(&mut self, question: &Question) -> Option<()> {
        let from = self.ask(question.clone());
        if self.slice.asked.len() > PATTERNS {
            return None;
        }
        let (program, query) = (self.program, self.query);
        let is_question = question.0 == query.head;
        let rules = if is_question { &query.rules } else { &program.rules };
        for rule in rules.iter().filter(|rule| rule.head == question.0) {
            let arg = |column: &usize| match rule.head_terms.get(*column) {
                Some(Expr::Var(variable)) => Arg::Var(*variable),
                Some(Expr::Const(word)) => Arg::Const(*word),
                // What is computed is not looked into.
                Some(Expr::Call { .. }) | None => Arg::Wildcard,
            };
            let asked = Atom { relation: from, args: question.1.iter().map(arg).collect(), span: rule.span };
            let bound = asked.variables().collect();
            self.pass_through(Scope { from, rule, before: vec![Literal::Atom(asked)], bound })?;
        }
        Some(())
    }

    fn pass_through(&mut self, mut scope: Scope<'_>) -> Option<()> {
        let mut atoms = Vec::new();
        scope.rule.body.iter().for_each(|literal| atoms_of(literal, &mut atoms));
        let tells = |atom: &&Atom| self.grows.contains(&atom.relation);
        let mut telling: Vec<&Atom> = scope.rule.body.iter().filter_map(positive).filter(tells).collect();
        // What is surely met tells more: the atom of which most is known first.
        loop {
            let best =
                (0..telling.len()).max_by_key(|&at| (scope.known(telling[at]).len(), std::cmp::Reverse(at)));
            let Some(best) = best.filter(|&at| self.may_tell(&scope, telling[at])) else { break };
            let atom = telling.remove(best);
            atoms.retain(|other| !std::ptr::eq(*other, atom));
            self.ask_for(&scope, atom)?;
            scope.bound.extend(atom.variables());
            scope.before.push(Literal::Atom(atom.clone()));
        }
        atoms.into_iter().try_for_each(|atom| self.ask_for(&scope, atom))
    }

    fn may_tell(&self, scope: &Scope<'_>, atom: &Atom) -> bool {
        !scope.known(atom).is_empty() || (self.role)(atom.relation) == Role::AtHand
    }

    /// Asks for what an atom reads, with what is known of it.
    fn ask_for(&mut self, scope: &Scope<'_>, atom: &Atom) -> Option<()> {
        let (role, known) = ((self.role)(atom.relation), scope.known(atom));
        match role {
            Role::AtHand => return Some(()),
            Role::OfAll => return None,
            _ if known.is_empty() => return None,
            Role::Told(of, columns) => self.find_facts(scope, atom, of, columns),
            Role::Derived => self.find_facts(scope, atom, atom.relation, atom.args.len()),
        }
        if role == Role::Derived {
            let term = |column: &usize| match atom.args.get(*column)? {
                Arg::Var(variable) => Some(Expr::Var(*variable)),
                Arg::Const(word) => Some(Expr::Const(*word)),
                Arg::Wildcard => None,
            };
            let terms = known.iter().filter_map(term).collect();
            let place = self.ask((atom.relation, known));
            self.slice.steps.push(scope.step(Finds::Asked(place), place, terms, None));
        }
        Some(())
    }

    /// A step that finds the rows of an atom, as facts of a relation.
    fn find_facts(&mut self, scope: &Scope<'_>, atom: &Atom, of: RelationId, columns: usize) {
        let mut step = scope.step(Finds::Facts(of, columns), of, Vec::new(), None);
        let attributes = &self.program.relations[atom.relation.0].attributes;
        let args = atom.args.iter().zip(attributes).map(|(arg, column)| match *arg {
            arg if scope.is_known(arg) => arg,
            _ => {
                step.rule.variables.push(Variable { name: column.name.clone(), ty: column.ty });
                Arg::Var(VarId(step.rule.variables.len() - 1))
            }
        });
        let args: Vec<Arg> = args.collect();
        let term = |arg: &Arg| match *arg {
            Arg::Var(variable) => Expr::Var(variable),
            Arg::Const(word) => Expr::Const(word),
            Arg::Wildcard => unreachable!("a variable stands for what is not known"),
        };
        step.rule.head_terms = args.iter().take(columns).map(term).collect();
        step.rule.body.push(Literal::Atom(Atom { relation: atom.relation, args, span: atom.span }));
        self.slice.steps.push(step);
    }
}

fn positive(literal: &Literal) -> Option<&Atom> {
    match literal {
        Literal::Atom(atom) => Some(atom),
        _ => None,
    }
}

/// All atoms of a condition, those under negation and in aggregates included.
fn atoms_of<'l>(literal: &'l Literal, found: &mut Vec<&'l Atom>) {
    match literal {
        Literal::Atom(atom) | Literal::Negation(atom) => found.push(atom),
        Literal::Aggregate(Aggregate { body, .. }) => body.iter().for_each(|inner| atoms_of(inner, found)),
        _ => {}
    }
}
