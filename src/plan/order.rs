//! In which order the literals of a body are evaluated: greedily, by what is bound and by how many rows are expected.
//!
//! Conditions come as soon as what they need is bound, save those that can fail, which wait until all that does not depend on them
//! has held (see [`crate::program::functor::can_fail`]). Among the atoms the one with the fewest expected rows is next.

use std::collections::BTreeSet;

use crate::program::ir::{Arg, Atom, Literal, RelationId, VarId};

/// How many rows of a relation have a given key in these columns.
pub type ExpectedRows<'a> = dyn Fn(RelationId, &[usize]) -> f64 + 'a;

/// Chooses the order of one body.
pub(super) struct Orderer<'a> {
    body: &'a [Literal],
    /// The position of the atom that sees only the last round's rows.
    delta: Option<usize>,
    expected_rows: &'a ExpectedRows<'a>,
    /// A variable better bound early where that costs nothing.
    early: Option<VarId>,
    /// The positions of the atoms, where their order is given.
    given: Option<&'a [usize]>,
    bound: BTreeSet<VarId>,
    remaining: Vec<usize>,
}

impl<'a> Orderer<'a> {
    pub(super) fn new(
        body: &'a [Literal],
        bound: impl IntoIterator<Item = VarId>,
        delta: Option<usize>,
        expected_rows: &'a ExpectedRows<'a>,
    ) -> Self {
        let bound = bound.into_iter().collect();
        let remaining = (0..body.len()).collect();
        Self { body, delta, expected_rows, early: None, given: None, bound, remaining }
    }

    /// Prefers, behind the first and among atoms of which as many rows are expected, one that binds this variable.
    pub(super) fn early(mut self, variable: Option<VarId>) -> Self {
        self.early = variable;
        self
    }

    /// The same with the order of the atoms given.
    pub(super) fn in_order(self, given: Option<&'a [usize]>) -> Self {
        Self { given, ..self }
    }

    /// The positions of the literals in the order chosen.
    pub(super) fn order(mut self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.body.len());
        while let Some(next) = self.next(order.is_empty()) {
            self.remaining.retain(|&at| at != next);
            self.bound.extend(self.body[next].variables());
            order.push(next);
        }
        order
    }

    fn next(&self, is_first: bool) -> Option<usize> {
        let harmless = self.ready().find(|&at| self.atom(at).is_none() && !self.body[at].can_fail());
        if harmless.is_some() {
            return harmless;
        }
        if let Some(next) = self.given_next() {
            let is_ready = self.ready().any(|at| at == next);
            let giver = || self.ready().find(|&at| self.atom(at).is_none());
            return (!is_ready).then(giver).flatten().or(Some(next));
        }
        if let Some(delta) = self.delta.filter(|delta| self.ready().any(|at| at == *delta)) {
            return Some(delta);
        }
        let risky = || self.ready().find(|&at| self.atom(at).is_none());
        match self.cheapest_atom() {
            // Rather compute a variable that a remaining atom needs than multiply every binding with every row.
            Some(at) if !is_first && !self.is_connected(at) => self.giver().or(Some(at)),
            Some(at) => Some(at),
            None => risky().or(self.remaining.first().copied()),
        }
    }

    /// The next of the atoms whose order is given.
    fn given_next(&self) -> Option<usize> {
        self.given?.iter().copied().find(|at| self.remaining.contains(at))
    }

    fn atom(&self, at: usize) -> Option<&'a Atom> {
        match &self.body[at] {
            Literal::Atom(atom) => Some(atom),
            _ => None,
        }
    }

    /// The remaining literals that could be evaluated now, in the order of the text.
    fn ready(&self) -> impl Iterator<Item = usize> + '_ {
        self.remaining.iter().copied().filter(|&at| self.is_ready(at))
    }

    fn is_ready(&self, at: usize) -> bool {
        let unbound = self.unbound(at);
        if self.atom(at).is_some() {
            let before = self.remaining.iter().take_while(|&&other| other != at);
            return !before.filter_map(|&other| self.defined(other)).any(|given| unbound.contains(&given));
        }
        match self.defined(at) {
            Some(defined) => unbound.iter().all(|&variable| variable == defined),
            None => unbound.is_empty(),
        }
    }

    fn unbound(&self, at: usize) -> Vec<VarId> {
        let variables = self.body[at].variables().into_iter();
        variables.filter(|variable| !self.bound.contains(variable)).collect()
    }

    fn defined(&self, at: usize) -> Option<VarId> {
        self.body[at].defines(|variable| self.bound.contains(&variable))
    }

    /// A ready equation or aggregate that gives a remaining atom one of its variables.
    fn giver(&self) -> Option<usize> {
        let wanted = |variable: VarId| {
            let mut atoms = self.remaining.iter().filter_map(|&at| self.atom(at));
            atoms.any(|atom| atom.variables().any(|used| used == variable))
        };
        self.ready().find(|&at| self.defined(at).is_some_and(wanted))
    }

    /// The ready atom with the fewest expected rows, one that shares a variable with what is bound before any other.
    fn cheapest_atom(&self) -> Option<usize> {
        let atoms = self.ready().filter_map(|at| Some((at, self.atom(at)?)));
        let early = self.early.filter(|_| !self.bound.is_empty());
        let is_late = |atom: &Atom| early.is_none_or(|early| atom.variables().all(|it| it != early));
        let rated =
            atoms.map(|(at, atom)| (!self.is_connected(at), self.expected_rows(atom), (is_late(atom), at)));
        let best = rated.min_by(|one, other| {
            one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)).then(one.2.cmp(&other.2))
        });
        best.map(|(_, _, (_, at))| at)
    }

    fn is_connected(&self, at: usize) -> bool {
        self.body[at].variables().iter().any(|variable| self.bound.contains(variable))
    }

    fn is_bound(&self, arg: Arg) -> bool {
        match arg {
            Arg::Var(variable) => self.bound.contains(&variable),
            Arg::Const(_) => true,
            Arg::Wildcard => false,
        }
    }

    fn expected_rows(&self, atom: &Atom) -> f64 {
        let given: Vec<usize> =
            (0..atom.args.len()).filter(|&column| self.is_bound(atom.args[column])).collect();
        if given.len() == atom.args.len() { 0.0 } else { (self.expected_rows)(atom.relation, &given) }
    }
}
