//! Writes down the plan of an ordered body: which columns a lookup is given, what a row binds, what is still needed later.

use std::collections::BTreeSet;

use super::joins::{join, lookup, other};
use super::limits::{limits, mark_any, mark_extreme};
use super::link::Linked;
use super::order::{ExpectedRows, Given, Known, Orderer, Placed};
use super::{
    Aggregation, Apart, Existence, Grouping, Join, Lookup, Operand, Plan, Stage, Step, View, grouping,
};
use crate::program::ir::{Aggregate, Arg, Atom, Expr, Literal, RelationId, Rule, VarId};

/// Of so many rows a binding, other atoms are asked whether they have fewer.
const MANY: f64 = 8.0;

/// To look up the rows of a binding takes as long as to put so many rows into their groups.
const WORTH_GROUPING: f64 = 4.0;

/// Where more bindings than this would have to agree, they hardly will.
const MOST_AGREEING: f64 = 256.0;

/// Keeps what a join is given, which the test behind it needs where another atom gave the values.
fn keep_key(join: &mut Join) {
    for key in &join.lookup.key {
        match key {
            Operand::Var(variable) if !join.keep.contains(variable) => join.keep.push(*variable),
            _ => {}
        }
    }
}

/// The plan of a rule.
///
/// `delta` is the position in its body of the atom that sees only the rows of the last round, and `is_recursive` tells the relations
/// whose rows are parted by round: of those, atoms before the delta see the old rows and atoms behind it all, so that each
/// combination of rows is met once (semi-naive evaluation). `atoms` gives the order of the atoms by their positions; without it
/// `expected_rows` chooses between orders.
pub fn plan(
    rule: &Rule,
    delta: Option<usize>,
    atoms: Option<&[usize]>,
    is_recursive: &dyn Fn(RelationId) -> bool,
    expected_rows: &ExpectedRows,
) -> Plan {
    let (variables, link, new_rows) = (rule.variables.len(), None, 0.0);
    Builder { is_recursive, expected_rows, variables, link, new_rows }.rule(rule, delta, atoms)
}

/// The [plan](plan()) of a rule of which an atom, at a position, sees so many rows of the last round.
pub fn plan_round(
    rule: &Rule,
    (delta, new_rows): (usize, f64),
    atoms: Option<&[usize]>,
    is_recursive: &dyn Fn(RelationId) -> bool,
    expected_rows: &ExpectedRows,
) -> Plan {
    let (variables, link) = (rule.variables.len(), None);
    Builder { is_recursive, expected_rows, variables, link, new_rows }.rule(rule, Some(delta), atoms)
}

/// The plan of one of the [two rules](super::linked) that do for one that unites values. Where `delta` holds its first atom sees
/// only what is new, and the others see all rows.
pub fn plan_linked(linked: &Linked, delta: bool, expected_rows: &ExpectedRows) -> Plan {
    let (rule, link) = (&linked.rule, Some((linked.link, linked.shared.as_slice())));
    let (variables, new_rows) = (rule.variables.len(), 0.0);
    let builder = Builder { is_recursive: &|_| false, expected_rows, variables, link, new_rows };
    builder.rule(rule, delta.then_some(0), None)
}

/// Before the first join and in it there is one binding; what is given constants alone is then looked up once.
fn mark_lookups_made_once(plan: &mut Plan) {
    let mark = |lookup: &mut Lookup| {
        lookup.once = lookup.key.iter().all(|key| matches!(key, Operand::Const(_)));
    };
    for step in &mut plan.before {
        if let Step::Exists { lookup, .. } = step {
            mark(lookup);
        }
    }
    if let Some(first) = plan.stages.first_mut() {
        mark(&mut first.join.lookup);
    }
}

/// One body to plan, or the literals of it at some positions.
struct Scope<'a> {
    body: &'a [Literal],
    literals: Vec<usize>,
    delta: Option<usize>,
    /// The order of the atoms, where it is given.
    atoms: Option<&'a [usize]>,
    /// Variables bound from outside.
    outer: Vec<VarId>,
    kind: ScopeKind,
}

/// What the answers of a body are wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ScopeKind {
    /// What is bound.
    Rule,
    /// Whether there are any.
    Existence,
    /// Every combination of rows.
    Aggregate,
}

struct Builder<'a> {
    is_recursive: &'a dyn Fn(RelationId) -> bool,
    expected_rows: &'a ExpectedRows<'a>,
    variables: usize,
    /// The position of the atom of an equivalence around which the literals of a rule stand, and what stands on both sides besides.
    link: Option<(usize, &'a [VarId])>,
    /// How many rows of the last round there are at least.
    new_rows: f64,
}

impl<'a> Builder<'a> {
    fn rule(mut self, rule: &Rule, delta: Option<usize>, atoms: Option<&[usize]>) -> Plan {
        let literals = (0..rule.body.len()).collect();
        let (outer, kind) = (Vec::new(), ScopeKind::Rule);
        let scope = Scope { body: &rule.body, literals, delta, atoms, outer, kind };
        let mut plan = self.body(&scope, rule.head_terms.clone());
        plan.variables = self.variables;
        let mut plan = plan.begun_with_groups();
        mark_lookups_made_once(&mut plan);
        plan
    }

    fn body(&mut self, scope: &Scope, head: Vec<Expr>) -> Plan {
        let order = self.order(scope, &head);
        let mut needed = needed_after(scope.body, &order, &head);
        let mut bound: BTreeSet<VarId> = scope.outer.iter().copied().collect();
        let mut plan = Plan { groups: None, before: Vec::new(), stages: Vec::new(), head, variables: 0 };
        for (at, placed) in order.iter().enumerate() {
            let later = needed.pop().unwrap_or_default();
            self.ask_first(&mut plan, scope, &order[at..], &bound);
            self.add(&mut plan, scope, placed, &bound, &later);
            bound.extend(variables(scope.body, placed));
        }
        plan
    }

    /// The link of a scope, if it has one, with what both sides share besides.
    fn link(&self, scope: &Scope) -> Option<(usize, &'a [VarId])> {
        self.link.filter(|_| scope.kind == ScopeKind::Rule)
    }

    fn order(&self, scope: &Scope, head: &[Expr]) -> Vec<Placed> {
        match self.link(scope) {
            Some((link, shared)) => self.order_around(scope, (link, shared), head),
            None => self.order_of_all(scope, head),
        }
    }

    /// First what stands before a link, then the link, then what stands behind it.
    fn order_around(&self, scope: &Scope, (link, shared): (usize, &[VarId]), head: &[Expr]) -> Vec<Placed> {
        let linked = scope.body[link].variables().into_iter().chain(shared.iter().copied());
        let head: BTreeSet<VarId> = head.iter().flat_map(Expr::variables).chain(linked).collect();
        let side = |literals: Vec<usize>, outer: BTreeSet<VarId>| {
            let orderer = Orderer {
                body: scope.body,
                delta: scope.delta.filter(|delta| literals.contains(delta)),
                new_rows: self.new_rows,
                expected_rows: self.expected_rows,
                head: Some(head.clone()),
                early: None,
                given: None,
                is_outermost: true,
            };
            orderer.order(outer, literals)
        };
        let mut order = side((0..link).collect(), BTreeSet::new());
        let bound = scope.body[..=link].iter().flat_map(Literal::variables).collect();
        order.push(Placed::Literal(link));
        order.extend(side((link + 1..scope.body.len()).collect(), bound));
        order
    }

    fn order_of_all(&self, scope: &Scope, head: &[Expr]) -> Vec<Placed> {
        let is_rule = scope.kind == ScopeKind::Rule;
        let needed = || head.iter().flat_map(Expr::variables).collect();
        let orderer = Orderer {
            body: scope.body,
            delta: scope.delta,
            new_rows: self.new_rows,
            expected_rows: self.expected_rows,
            head: (scope.kind != ScopeKind::Aggregate).then(needed),
            // What the last join binds then stands before the last column, and rows are derived in lists of cells for that column.
            early: head.last().and_then(Expr::as_variable).filter(|_| is_rule),
            given: scope.atoms,
            is_outermost: is_rule,
        };
        orderer.order(scope.outer.iter().copied().collect(), scope.literals.clone())
    }

    /// Where an equation that may fail comes next, which later places need: asks whether there is any answer to what does not need its
    /// result.
    fn ask_first(&mut self, plan: &mut Plan, scope: &Scope, order: &[Placed], bound: &BTreeSet<VarId>) {
        let Some((Placed::Literal(at), behind)) = order.split_first() else { return };
        let equation = &scope.body[*at];
        let given = equation.defines(|variable| bound.contains(&variable));
        if let Some(given) = given.filter(|_| equation.can_fail()) {
            let part = independent(scope.body, behind, (*at, given), bound);
            if !part.is_empty() {
                let existence = self.existence(plan, scope, &part, bound);
                push_step(plan, Step::Some(Box::new(existence)));
            }
        }
    }

    /// Adds to the plan what is done at one place of the order.
    fn add(
        &mut self,
        plan: &mut Plan,
        scope: &Scope,
        placed: &Placed,
        bound: &BTreeSet<VarId>,
        later: &BTreeSet<VarId>,
    ) {
        match placed {
            Placed::Solved(variable, expr) => {
                push_step(plan, Step::Bind { variable: *variable, expr: expr.clone() });
            }
            Placed::Some(part) => {
                let existence = self.existence(plan, scope, part, bound);
                push_step(plan, Step::Some(Box::new(existence)));
            }
            Placed::Literal(at) => match &scope.body[*at] {
                Literal::Atom(atom) => {
                    let lookup = lookup(atom, self.view(scope, *at, atom.relation), bound);
                    if is_only_existence(scope, atom, bound, later) {
                        self.offer(plan, scope, atom, &lookup);
                        push_step(plan, Step::Exists { lookup, negated: false });
                    } else {
                        let is_set = scope.kind != ScopeKind::Aggregate;
                        let mut join = join(atom, lookup, bound, later, is_set);
                        let literals = scope.literals.iter().map(|&at| &scope.body[at]);
                        join.limits = limits(literals, &join.binds, bound);
                        let link = self.link(scope).filter(|(link, _)| link == at);
                        join.once_a_list = link.map(|(_, shared)| shared.to_vec());
                        plan.stages.push(Stage { join, then: Vec::new() });
                    }
                }
                other => {
                    let step = match grouping::no_answer(other, scope.body, bound) {
                        Some(body) => self.denial(plan, body, bound),
                        None => self.step(plan, other, bound),
                    };
                    push_step(plan, step);
                }
            },
        }
    }

    /// Tells the last join of an atom that is tested behind it and that has the values of its variable as well, where the join is
    /// expected to find many.
    fn offer(&self, plan: &mut Plan, scope: &Scope, atom: &Atom, lookup: &Lookup) {
        let Some(join) = plan.stages.last_mut().map(|stage| &mut stage.join) else { return };
        let of_join = |literal: &&Literal| match literal {
            Literal::Atom(atom) => {
                atom.relation == join.lookup.relation && atom.args.len() == join.lookup.columns.len() + 1
            }
            _ => false,
        };
        let is_whole = lookup.columns.len() == atom.args.len() && scope.body.iter().any(|it| of_join(&it));
        if let Some(other) = other(join, lookup).filter(|_| is_whole)
            && self.rows_of_frequent_keys(&join.lookup) >= MANY
        {
            join.others.push(other);
            keep_key(join);
        }
    }

    /// How many rows a lookup is expected to find for keys that are as frequent as in the relation itself: a few keys with nearly all
    /// rows count for what they cost.
    fn rows_of_frequent_keys(&self, lookup: &Lookup) -> f64 {
        let given = |&column: &usize| Given { column, value: Known::StandsIn(lookup.relation, column) };
        let given: Vec<Given> = lookup.columns.iter().map(given).collect();
        (self.expected_rows)(lookup.relation, &given)
    }

    /// The plan by which it is found out for which bindings there is any answer to some of the literals, behind this much of a plan.
    fn existence(
        &mut self,
        before: &Plan,
        scope: &Scope,
        part: &[usize],
        bound: &BTreeSet<VarId>,
    ) -> Existence {
        let ordinal = self.ordinal();
        let used: BTreeSet<VarId> = part.iter().flat_map(|&at| scope.body[at].variables()).collect();
        let outer: Vec<VarId> = used.intersection(bound).copied().collect();
        let inner = Scope {
            body: scope.body,
            literals: part.to_vec(),
            delta: scope.delta,
            atoms: None,
            outer: outer.iter().copied().chain([ordinal]).collect(),
            kind: ScopeKind::Existence,
        };
        let mut body = self.body(&inner, vec![Expr::Var(ordinal)]);
        mark_any(&mut body);
        let first = before.stages.first().map_or(&[][..], |stage| stage.join.binds.as_slice());
        let (given, found): (Vec<_>, Vec<_>) =
            outer.iter().copied().partition(|variable| first.iter().any(|(_, bound)| bound == variable));
        let binds = |literal: &Literal, variable| match literal {
            Literal::Atom(atom) => atom.variables().any(|it| it == variable),
            _ => false,
        };
        let is_bound = |&variable: &VarId| part.iter().any(|&at| binds(&scope.body[at], variable));
        let is_apart = !given.is_empty() && !found.is_empty() && found.iter().all(is_bound);
        let apart = is_apart.then(|| self.apart(inner, given, &outer, &body));
        let apart = apart.filter(|apart| apart.worth <= MOST_AGREEING);
        Existence { negated: false, outer, ordinal, apart, body }
    }

    /// The search that is to find no answer to a body.
    fn denial(&mut self, before: &Plan, body: &[Literal], bound: &BTreeSet<VarId>) -> Step {
        let (outer, kind) = (Vec::new(), ScopeKind::Existence);
        let all: Vec<usize> = (0..body.len()).collect();
        let scope = Scope { body, literals: all.clone(), delta: None, atoms: None, outer, kind };
        let existence = self.existence(before, &scope, &all, bound);
        Step::Some(Box::new(Existence { negated: true, ..existence }))
    }

    /// The same for fewer variables that are given, beside the plan for all outer ones.
    fn apart(&mut self, scope: Scope, given: Vec<VarId>, outer: &[VarId], whole: &Plan) -> Apart {
        let scope = Scope { outer: given.clone(), ..scope };
        let body = self.body(&scope, outer.iter().copied().map(Expr::Var).collect());
        let worth = self.cost(&body) / self.cost(whole);
        Apart { given, body, worth }
    }

    /// How many rows the joins of a plan are expected to find, and one more.
    fn cost(&self, plan: &Plan) -> f64 {
        let joins = plan.stages.iter().map(|stage| self.rows_of_frequent_keys(&stage.join.lookup));
        let costs = joins.scan(1.0, |rows, found| {
            *rows *= found;
            Some(*rows)
        });
        1.0 + costs.sum::<f64>()
    }

    /// A variable of its own.
    fn ordinal(&mut self) -> VarId {
        self.variables += 1;
        VarId(self.variables - 1)
    }

    fn view(&self, scope: &Scope, at: usize, relation: RelationId) -> View {
        match scope.delta {
            Some(delta) if at == delta => View::Delta,
            Some(delta) if at < delta && (self.is_recursive)(relation) => View::Old,
            _ => View::All,
        }
    }

    /// A literal that is no join, behind this much of a plan.
    fn step(&mut self, before: &Plan, literal: &Literal, bound: &BTreeSet<VarId>) -> Step {
        match literal {
            Literal::Atom(atom) => Step::Exists { lookup: lookup(atom, View::All, bound), negated: false },
            Literal::Negation(atom) => Step::Exists { lookup: lookup(atom, View::All, bound), negated: true },
            Literal::Compare { op, ty, left, right, negated } => {
                match literal.defines(|variable| bound.contains(&variable)) {
                    Some(variable) if left.as_variable() == Some(variable) => {
                        Step::Bind { variable, expr: right.clone() }
                    }
                    Some(variable) => Step::Bind { variable, expr: left.clone() },
                    None => Step::Compare {
                        op: *op,
                        ty: *ty,
                        left: left.clone(),
                        right: right.clone(),
                        negated: *negated,
                    },
                }
            }
            Literal::Test { test, args, negated } => {
                Step::Test { test: *test, args: args.clone(), negated: *negated }
            }
            Literal::Aggregate(aggregate) => {
                Step::Aggregate(Box::new(self.aggregation(before, aggregate, bound)))
            }
            Literal::Range { result, ty, args } => {
                let is_check = bound.contains(result);
                Step::Range { variable: *result, is_check, ty: *ty, args: args.clone() }
            }
            Literal::False => Step::Never,
        }
    }

    fn aggregation(&mut self, before: &Plan, aggregate: &Aggregate, bound: &BTreeSet<VarId>) -> Aggregation {
        let ordinal = self.ordinal();
        let as_met = self.grouped(aggregate, Grouping::AsMet(ordinal));
        let is_check = bound.contains(&aggregate.result);
        let aggregation = Aggregation { is_check, ..as_met };
        if !grouping::may_be_at_once(aggregate) {
            return aggregation;
        }
        let at_once = Aggregation { is_check, ..self.grouped(aggregate, Grouping::AtOnce) };
        let each = self.cost(&aggregation.body) * self.bindings(before);
        if each * WORTH_GROUPING >= self.cost(&at_once.body) { at_once } else { aggregation }
    }

    /// An aggregate with the plan of its body for the outer bindings that a grouping says.
    fn grouped(&mut self, aggregate: &Aggregate, grouping: Grouping) -> Aggregation {
        let (outer, given) =
            (aggregate.outer.clone(), |ordinal| aggregate.outer.iter().copied().chain(ordinal));
        let (told, outer_of_body) = match grouping {
            Grouping::AsMet(ordinal) => (vec![ordinal], given(Some(ordinal)).collect()),
            Grouping::AtOnce => (given(None).collect(), Vec::new()),
        };
        let head = told.into_iter().map(Expr::Var).chain(aggregate.value.clone()).collect();
        let literals = (0..aggregate.body.len()).collect();
        let (body, kind) = (aggregate.body.as_slice(), ScopeKind::Aggregate);
        let scope = Scope { body, literals, delta: None, atoms: None, outer: outer_of_body, kind };
        let mut body = self.body(&scope, head);
        let Aggregate { result, kind, wrapping, ty, .. } = *aggregate;
        if let (Grouping::AsMet(_), Some(value)) = (grouping, &aggregate.value) {
            mark_extreme(&mut body, kind, value);
        }
        Aggregation { result, is_check: false, kind, wrapping, ty, outer, grouping, body }
    }

    /// How many bindings a plan is expected to give.
    fn bindings(&self, plan: &Plan) -> f64 {
        plan.stages.iter().map(|stage| self.rows_of_frequent_keys(&stage.join.lookup)).product()
    }
}

fn push_step(plan: &mut Plan, step: Step) {
    match plan.stages.last_mut() {
        Some(stage) => stage.then.push(step),
        None => plan.before.push(step),
    }
}

/// The positions of the literals behind that do not need what the equation at a position gives: atoms, save those that stand behind it in
/// the text and have its variable, and what can be told of their rows.
fn independent(
    body: &[Literal],
    behind: &[Placed],
    (at, given): (usize, VarId),
    bound: &BTreeSet<VarId>,
) -> Vec<usize> {
    let positions = behind.iter().flat_map(|placed| match placed {
        Placed::Literal(position) => vec![*position],
        Placed::Some(part) => part.clone(),
        Placed::Solved(..) => Vec::new(),
    });
    let (atoms, others): (Vec<usize>, Vec<usize>) =
        positions.partition(|&position| matches!(body[position], Literal::Atom(_)));
    let needs = |position: usize| position > at && body[position].variables().contains(&given);
    let mut part: Vec<usize> = atoms.into_iter().filter(|&atom| !needs(atom)).collect();
    if part.is_empty() {
        return part;
    }
    let mut known = bound.clone();
    known.extend(part.iter().flat_map(|&atom| body[atom].variables()));
    let is_known = |literal: &Literal| literal.variables().iter().all(|variable| known.contains(variable));
    let told = others.into_iter().filter(|&other| !body[other].can_fail() && is_known(&body[other]));
    part.extend(told);
    part.sort_unstable();
    part
}

/// For each place of the order, what the head and the places behind it need; the first place's last, to be popped.
fn needed_after(body: &[Literal], order: &[Placed], head: &[Expr]) -> Vec<BTreeSet<VarId>> {
    let mut needed: BTreeSet<VarId> = head.iter().flat_map(Expr::variables).collect();
    let mut all = Vec::with_capacity(order.len());
    for placed in order.iter().rev() {
        all.push(needed.clone());
        needed.extend(variables(body, placed));
    }
    all
}

/// The variables that are used or bound at a place of the order. Those that only matter for whether there is an answer are among them.
fn variables(body: &[Literal], placed: &Placed) -> Vec<VarId> {
    match placed {
        Placed::Literal(at) => body[*at].variables(),
        Placed::Solved(variable, expr) => std::iter::once(*variable).chain(expr.variables()).collect(),
        Placed::Some(part) => part.iter().flat_map(|&at| body[at].variables()).collect(),
    }
}

/// Whether it only matters that some row is there. In an aggregate every row counts, so there it must be the only one.
fn is_only_existence(scope: &Scope, atom: &Atom, bound: &BTreeSet<VarId>, later: &BTreeSet<VarId>) -> bool {
    let free = |variable: &VarId| !bound.contains(variable);
    if scope.kind == ScopeKind::Aggregate {
        return !atom.args.contains(&Arg::Wildcard) && !atom.variables().any(|variable| free(&variable));
    }
    let new: Vec<VarId> = atom.variables().filter(free).collect();
    let distinct: BTreeSet<VarId> = new.iter().copied().collect();
    distinct.len() == new.len() && distinct.is_disjoint(later)
}
