//! In which order the literals of a body are evaluated: of the orders tried, the one that is expected to look at the fewest rows.
//!
//! Conditions come as soon as what they need is bound, save those that can fail, which wait until all that does not depend on them
//! has held (see [`crate::program::functor::can_fail`]). Between atoms the order is searched for: the atom with the fewest expected
//! rows first, then the others, giving up what already costs more than the best order found (branch and bound). What the head has no
//! part in is set aside as soon as it hangs together with the rest by bound variables alone ([`super::parts`]). What is expected of an
//! atom or a condition is told in [`estimates`].

mod estimates;

use std::collections::{BTreeMap, BTreeSet};

use self::estimates::SELECTED;
use super::parts::{Part, parts};
use super::solve::{built, solved};
use crate::program::ir::{Arg, Atom, Expr, Literal, RelationId, VarId};
use crate::store::Word;

/// How many rows of a relation have a given key in these columns, ascending.
pub type ExpectedRows<'a> = dyn Fn(RelationId, &[Given]) -> f64 + 'a;

/// A column whose value is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// The column.
    pub column: usize,
    /// What is known of the value.
    pub value: Known,
}

/// What is known of a value before there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    Nothing,
    /// It is this.
    Is(Word),
    /// It stands in this column of a row of this relation, so that what is frequent there is likely.
    StandsIn(RelationId, usize),
}

/// How many atoms are tried at a place, in all, before the best order so far is taken; divided by how many literals there are.
const PATIENCE: usize = 1500;
/// How many rows are looked at in about the time in which one more atom is tried: a body is not thought about longer than it takes.
const ROWS_A_TRY: f64 = 64.0;
/// Of so many rows of one atom any is searched for, instead of each being looked at.
const WORTH_SEARCHING: f64 = 24.0;
/// How many times as dear an order that begins with the last round's rows has to be for another to be taken.
const PREFERENCE: f64 = 4.0;

/// What is done at a place of the order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Placed {
    /// The literal at this position.
    Literal(usize),
    /// A variable is computed from an equation that stands further behind.
    Solved(VarId, Expr),
    /// What the literals at these positions bind is not needed: it only matters whether there is any.
    Some(Vec<usize>),
}

/// Chooses the order of one body.
pub(super) struct Orderer<'a> {
    pub(super) body: &'a [Literal],
    /// The position of the atom that sees only the last round's rows.
    pub(super) delta: Option<usize>,
    /// How many rows these are at least.
    pub(super) new_rows: f64,
    pub(super) expected_rows: &'a ExpectedRows<'a>,
    /// The variables that the head needs; none where every answer counts.
    pub(super) head: Option<BTreeSet<VarId>>,
    /// A variable better bound early where that costs nothing.
    pub(super) early: Option<VarId>,
    /// The positions of the atoms, where their order is given.
    pub(super) given: Option<&'a [usize]>,
    /// Whether even a body that hangs together may be set aside as a whole.
    pub(super) is_outermost: bool,
}

/// An order begun.
#[derive(Clone)]
struct Begun {
    bound: BTreeSet<VarId>,
    /// Those that were computed of constants alone, which connect an atom with nothing.
    constants: BTreeSet<VarId>,
    /// Whether it begins with bindings from outside, which atoms can be joined with from the first on.
    has_bindings: bool,
    /// Where the first atom that has a variable has it.
    origins: BTreeMap<VarId, (RelationId, usize)>,
    remaining: Vec<usize>,
    placed: Vec<Placed>,
    atoms: usize,
    /// How many bindings there are expected to be.
    rows: f64,
    /// How many rows were looked up and found.
    cost: f64,
    /// Whether bindings were multiplied with rows that share nothing with them.
    has_product: bool,
}

impl Begun {
    /// Takes the variables of what is placed next for bound.
    fn bind(&mut self, variables: Vec<VarId>, has_one_value: bool) {
        let is_known = |it: &VarId| !self.bound.contains(it) || self.constants.contains(it);
        let is_constant =
            has_one_value && self.atoms == 0 && !self.has_bindings && variables.iter().all(is_known);
        self.constants.extend(variables.iter().filter(|_| is_constant));
        self.bound.extend(variables);
    }
}

/// The best order found, and how much is left to be tried.
struct Search {
    best: Option<Begun>,
    patience: usize,
    /// How many rows could have been looked at instead.
    spent: f64,
}

impl Search {
    /// Whether the best order is good enough for what it would cost to go on.
    fn is_over(&self) -> bool {
        self.best.as_ref().is_some_and(|best| self.patience == 0 || self.spent > best.cost)
    }
}

impl Orderer<'_> {
    /// What is done in which order, of the literals at these positions.
    pub(super) fn order(&self, bound: BTreeSet<VarId>, remaining: Vec<usize>) -> Vec<Placed> {
        let (placed, rows) = (Vec::with_capacity(remaining.len()), 1.0);
        let (origins, has_bindings) = (BTreeMap::new(), !bound.is_empty());
        let begun = Begun {
            bound,
            constants: BTreeSet::new(),
            has_bindings,
            origins,
            remaining,
            placed,
            atoms: 0,
            rows,
            cost: 0.0,
            has_product: false,
        };
        let best = self.search(&begun, self.delta.filter(|_| self.given.is_none()));
        let other = if best.has_product && self.delta.is_some() && self.given.is_none() {
            Some(self.search(&begun, None)).filter(|other| other.cost * PREFERENCE < best.cost)
        } else {
            None
        };
        other.unwrap_or(best).placed
    }

    fn search(&self, begun: &Begun, first: Option<usize>) -> Begun {
        let patience = PATIENCE / begun.remaining.len().max(1);
        let mut search = Search { best: None, patience, spent: 0.0 };
        self.explore(begun.clone(), first, &mut search);
        search.best.unwrap_or_else(|| begun.clone())
    }

    /// Completes an order in every way that may turn out cheaper than the best one.
    fn explore(&self, mut begun: Begun, first: Option<usize>, search: &mut Search) {
        self.settle(&mut begun);
        if search.best.as_ref().is_some_and(|best| begun.cost >= best.cost) {
            return;
        }
        let choices = match first.filter(|at| begun.remaining.contains(at)) {
            Some(first) => vec![first],
            None => self.choices(&begun),
        };
        if choices.is_empty() {
            search.best = Some(begun);
            return;
        }
        for at in choices {
            if search.is_over() {
                return;
            }
            search.patience = search.patience.saturating_sub(1);
            search.spent += ROWS_A_TRY;
            let mut next = begun.clone();
            self.place(&mut next, at);
            self.explore(next, first, search);
        }
    }

    /// Places what comes as soon as it can.
    fn settle(&self, begun: &mut Begun) {
        loop {
            let harmless = self.computable(begun).find(|&at| !self.body[at].can_fail());
            if let Some(at) = harmless {
                self.place(begun, at);
            } else if let Some((variable, expr)) = self.solved(begun) {
                begun.cost += begun.rows;
                begun.bind([variable].into_iter().chain(expr.variables()).collect(), true);
                begun.placed.push(Placed::Solved(variable, expr));
            } else if let Some(at) = self.whole_atom(begun) {
                self.place(begun, at);
            } else if let Some(part) = self.detached(begun) {
                begun.remaining.retain(|at| !part.literals.contains(at));
                begun.has_product |= self.is_crossed(begun, &part);
                begun.cost += begun.rows * self.cost_of_search(begun, &part);
                begun.rows *= SELECTED.1;
                begun.placed.push(Placed::Some(part.literals));
            } else {
                return;
            }
        }
    }

    /// The literals to try next: atoms, or what has to come before them; the most promising first.
    fn choices(&self, begun: &Begun) -> Vec<usize> {
        if let Some(next) = self.given.and_then(|given| given.iter().find(|at| begun.remaining.contains(at)))
        {
            return vec![if self.waits(begun, *next) { self.giver(begun).unwrap_or(*next) } else { *next }];
        }
        let atoms = || begun.remaining.iter().copied().filter(|&at| self.atom(at).is_some());
        // What is computed of constants alone selects, but is nothing to begin with.
        let is_first = !begun.has_bindings && begun.atoms == 0;
        let connected: Vec<usize> =
            atoms().filter(|&at| is_first || is_connected(begun, &self.body[at])).collect();
        let free = connected.iter().copied().filter(|&at| !self.waits(begun, at)).collect::<Vec<_>>();
        if !free.is_empty() {
            return self.by_promise(begun, free);
        }
        // Rather compute a variable that an atom needs than multiply every binding with every row.
        if let Some(giver) = self.giver(begun) {
            return vec![giver];
        }
        let atoms: Vec<usize> = if connected.is_empty() { atoms().collect() } else { connected };
        if atoms.is_empty() {
            let ready = self.computable(begun).next();
            return ready.or(begun.remaining.first().copied()).into_iter().collect();
        }
        self.by_promise(begun, atoms)
    }

    /// Atoms by how many rows each is expected to find for a binding.
    fn by_promise(&self, begun: &Begun, mut atoms: Vec<usize>) -> Vec<usize> {
        let early = self.early.filter(|_| !begun.bound.is_empty());
        let is_late = |at: usize| early.is_none_or(|early| !self.body[at].variables().contains(&early));
        atoms.sort_by(|&one, &other| {
            let by_rows = self.found(begun, one).total_cmp(&self.found(begun, other));
            by_rows.then_with(|| is_late(one).cmp(&is_late(other)))
        });
        atoms
    }

    /// Puts a literal at the next place.
    fn place(&self, begun: &mut Begun, at: usize) {
        begun.remaining.retain(|&other| other != at);
        if self.atom(at).is_some() {
            let (found, alike) = (self.found(begun, at), self.alike(begun, at));
            begun.has_product |= begun.atoms > 0 && !is_connected(begun, &self.body[at]);
            begun.cost += begun.rows * (1.0 + found / alike * self.looked_at(begun, at));
            begun.rows *= found;
            begun.atoms += 1;
            self.note_origins(begun, at);
        } else {
            begun.cost += begun.rows / 4.0;
            begun.rows *= self.selected(begun, at);
        }
        let has_one_value = !matches!(self.body[at], Literal::Range { .. });
        begun.bind(self.body[at].variables(), has_one_value);
        begun.placed.push(Placed::Literal(at));
    }

    fn atom(&self, at: usize) -> Option<&Atom> {
        match &self.body[at] {
            Literal::Atom(atom) => Some(atom),
            _ => None,
        }
    }

    /// The conditions and equations whose operands are bound, in the order of the text.
    fn computable<'s>(&'s self, begun: &'s Begun) -> impl Iterator<Item = usize> + 's {
        let is_ready = |at: usize| {
            let literal = &self.body[at];
            let given = defined(begun, literal);
            let mut unbound = literal.variables().into_iter().filter(|it| !begun.bound.contains(it));
            self.atom(at).is_none() && unbound.all(|variable| Some(variable) == given)
        };
        begun.remaining.iter().copied().filter(move |&at| is_ready(at))
    }

    /// Whether a remaining atom has this variable, or one that is computed from it.
    fn is_wanted(&self, begun: &Begun, variable: VarId) -> bool {
        let mut wanted: BTreeSet<VarId> =
            begun.remaining.iter().filter_map(|&at| self.atom(at)).flat_map(Atom::variables).collect();
        for _ in &begun.remaining {
            let known = wanted.len();
            let equations = begun.remaining.iter().map(|&at| &self.body[at]);
            let giving = equations.filter(|it| defined(begun, it).is_some_and(|it| wanted.contains(&it)));
            let operands: Vec<VarId> = giving.flat_map(Literal::variables).collect();
            wanted.extend(operands);
            if wanted.len() == known {
                break;
            }
        }
        wanted.contains(&variable)
    }

    /// An equation or aggregate that could be computed now and gives a remaining atom one of its variables.
    fn giver(&self, begun: &Begun) -> Option<usize> {
        let gives = |at: &usize| defined(begun, &self.body[*at]).is_some_and(|it| self.is_wanted(begun, it));
        self.computable(begun).find(gives)
    }

    /// Whether something that could be computed now gives an atom one of its variables.
    fn waits(&self, begun: &Begun, at: usize) -> bool {
        let variables = self.body[at].variables();
        self.computable(begun)
            .filter_map(|at| defined(begun, &self.body[at]))
            .any(|it| variables.contains(&it))
    }

    /// A variable that an atom wants and that follows from an equation, or from those that tell its fields.
    fn solved(&self, begun: &Begun) -> Option<(VarId, Expr)> {
        let is_bound = |variable: VarId| begun.bound.contains(&variable);
        let remaining = || begun.remaining.iter().map(|&at| &self.body[at]);
        let equations = remaining().filter_map(|literal| solved(literal, &is_bound));
        let mut found = equations.chain(built(remaining(), &is_bound));
        found.find(|(variable, _)| self.is_wanted(begun, *variable))
    }

    /// An atom all of whose columns are given: it only tests the bindings.
    fn whole_atom(&self, begun: &Begun) -> Option<usize> {
        if self.given.is_some() || begun.atoms == 0 && begun.bound.is_empty() {
            return None;
        }
        let is_whole =
            |atom: &Atom| !atom.args.is_empty() && atom.args.iter().all(|&arg| is_given(begun, arg));
        begun.remaining.iter().copied().find(|&at| self.atom(at).is_some_and(is_whole))
    }

    /// Atoms, more than one or one with conditions that would be crossed with all bindings, in which the head has no part and that hang
    /// together with the rest by bound variables alone, if it pays to look once a key whether there are any rows of them. Where anything
    /// can fail all rows are looked at, so that what fails is told wherever the search could end.
    fn detached(&self, begun: &Begun) -> Option<Part> {
        let head = self.head.as_ref().filter(|_| self.given.is_none())?;
        let all = parts(self.body, &begun.remaining, &begun.bound);
        let may_be_all = self.is_outermost || begun.atoms > 0;
        let is_detached = |part: &Part| {
            let is_some = may_be_all || part.literals.len() < begun.remaining.len();
            let may_fail = part.literals.iter().any(|&at| self.body[at].can_fail());
            is_some
                && self.is_search(begun, part)
                && !may_fail
                && part.variables.is_disjoint(head)
                && self.fans_out(begun, part)
        };
        all.into_iter().find(is_detached)
    }

    /// Whether a part is more than one lookup: it has several atoms, or one of which any row will do that meets conditions. That one is
    /// searched as soon as it would be crossed with all bindings, else last, and if it has enough rows for a binding.
    fn is_search(&self, begun: &Begun, part: &Part) -> bool {
        let atoms: Vec<usize> = part.literals.iter().copied().filter(|&at| self.atom(at).is_some()).collect();
        let is_other = |at: &usize| self.atom(*at).is_some() && !part.literals.contains(at);
        match atoms.as_slice() {
            [] => false,
            &[atom] if !is_connected(begun, &self.body[atom]) => part.literals.len() > 1,
            &[atom] => {
                part.literals.len() > 1
                    && !begun.remaining.iter().any(is_other)
                    && self.rows(begun, atom) >= WORTH_SEARCHING
            }
            _ => true,
        }
    }

    /// Whether rows are looked at that have only conditions in common with the bindings.
    fn is_crossed(&self, begun: &Begun, part: &Part) -> bool {
        let mut connected =
            part.literals.iter().filter(|&&at| is_connected(begun, &self.body[at])).peekable();
        connected.peek().is_some() && connected.all(|&at| self.atom(at).is_none())
    }

    fn note_origins(&self, begun: &mut Begun, at: usize) {
        let Some(atom) = self.atom(at) else { return };
        for (column, arg) in atom.args.iter().enumerate() {
            if let Arg::Var(variable) = *arg
                && !begun.bound.contains(&variable)
            {
                begun.origins.entry(variable).or_insert((atom.relation, column));
            }
        }
    }
}

fn defined(begun: &Begun, literal: &Literal) -> Option<VarId> {
    literal.defines(|variable| begun.bound.contains(&variable))
}

fn is_connected(begun: &Begun, literal: &Literal) -> bool {
    let is_bound = |it: &VarId| begun.bound.contains(it) && !begun.constants.contains(it);
    literal.variables().iter().any(is_bound)
}

fn is_given(begun: &Begun, arg: Arg) -> bool {
    match arg {
        Arg::Var(variable) => begun.bound.contains(&variable),
        Arg::Const(_) => true,
        Arg::Wildcard => false,
    }
}
