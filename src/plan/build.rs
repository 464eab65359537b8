//! Writes down the plan of an ordered body: which columns a lookup is given, what a row binds, what is still needed later.

use std::collections::BTreeSet;

use super::order::{ExpectedRows, Orderer};
use super::{Aggregation, Join, Lookup, Operand, Plan, Stage, Step, View};
use crate::program::ir::{Aggregate, Arg, Atom, Expr, Literal, RelationId, Rule, VarId};

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
    let mut builder = Builder { is_recursive, expected_rows, variables: rule.variables.len() };
    let scope = Scope { body: &rule.body, delta, atoms, outer: Vec::new(), is_aggregate: false };
    let mut plan = builder.body(&scope, rule.head_terms.clone());
    plan.variables = builder.variables;
    mark_lookups_made_once(&mut plan);
    plan
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

/// One body to plan.
struct Scope<'a> {
    body: &'a [Literal],
    delta: Option<usize>,
    /// The order of the atoms, where it is given.
    atoms: Option<&'a [usize]>,
    /// Variables bound from outside.
    outer: Vec<VarId>,
    /// Whether every combination of rows counts, rather than only what is bound.
    is_aggregate: bool,
}

struct Builder<'a> {
    is_recursive: &'a dyn Fn(RelationId) -> bool,
    expected_rows: &'a ExpectedRows<'a>,
    variables: usize,
}

impl Builder<'_> {
    fn body(&mut self, scope: &Scope, head: Vec<Expr>) -> Plan {
        let outer = scope.outer.iter().copied();
        // What the last join binds then stands before the last column, and rows are derived in lists of cells for that column.
        let last = if scope.is_aggregate { None } else { head.last().and_then(Expr::as_variable) };
        let orderer = Orderer::new(scope.body, outer, scope.delta, self.expected_rows);
        let order = orderer.early(last).in_order(scope.atoms).order();
        let mut needed = needed_after(scope.body, &order, &head);
        let mut bound: BTreeSet<VarId> = scope.outer.iter().copied().collect();
        let mut plan = Plan { before: Vec::new(), stages: Vec::new(), head, variables: 0 };
        for &at in &order {
            let later = needed.pop().unwrap_or_default();
            match &scope.body[at] {
                Literal::Atom(atom) => {
                    let view = self.view(scope, at, atom.relation);
                    let lookup = lookup(atom, view, &bound);
                    if is_only_existence(scope, atom, &bound, &later) {
                        push_step(&mut plan, Step::Exists { lookup, negated: false });
                    } else {
                        let join = join(atom, lookup, &bound, &later);
                        plan.stages.push(Stage { join, then: Vec::new() });
                    }
                }
                other => push_step(&mut plan, self.step(other, &bound)),
            }
            bound.extend(scope.body[at].variables());
        }
        plan
    }

    fn view(&self, scope: &Scope, at: usize, relation: RelationId) -> View {
        match scope.delta {
            Some(delta) if at == delta => View::Delta,
            Some(delta) if at < delta && (self.is_recursive)(relation) => View::Old,
            _ => View::All,
        }
    }

    fn step(&mut self, literal: &Literal, bound: &BTreeSet<VarId>) -> Step {
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
            Literal::Aggregate(aggregate) => Step::Aggregate(Box::new(self.aggregation(aggregate, bound))),
            Literal::Range { result, ty, args } => {
                let is_check = bound.contains(result);
                Step::Range { variable: *result, is_check, ty: *ty, args: args.clone() }
            }
            Literal::False => Step::Never,
        }
    }

    fn aggregation(&mut self, aggregate: &Aggregate, bound: &BTreeSet<VarId>) -> Aggregation {
        let ordinal = VarId(self.variables);
        self.variables += 1;
        let head = std::iter::once(Expr::Var(ordinal)).chain(aggregate.value.clone()).collect();
        let mut outer = aggregate.outer.clone();
        outer.push(ordinal);
        let scope = Scope { body: &aggregate.body, delta: None, atoms: None, outer, is_aggregate: true };
        let body = self.body(&scope, head);
        Aggregation {
            result: aggregate.result,
            is_check: bound.contains(&aggregate.result),
            kind: aggregate.kind,
            wrapping: aggregate.wrapping,
            ty: aggregate.ty,
            outer: aggregate.outer.clone(),
            ordinal,
            body,
        }
    }
}

fn push_step(plan: &mut Plan, step: Step) {
    match plan.stages.last_mut() {
        Some(stage) => stage.then.push(step),
        None => plan.before.push(step),
    }
}

/// For each literal of the order, what the head and the literals behind it need; the first literal's last, to be popped.
fn needed_after(body: &[Literal], order: &[usize], head: &[Expr]) -> Vec<BTreeSet<VarId>> {
    let mut needed: BTreeSet<VarId> = head.iter().flat_map(Expr::variables).collect();
    let mut all = Vec::with_capacity(order.len());
    for &at in order.iter().rev() {
        all.push(needed.clone());
        needed.extend(body[at].variables());
    }
    all
}

fn lookup(atom: &Atom, view: View, bound: &BTreeSet<VarId>) -> Lookup {
    let given = atom.args.iter().enumerate().filter_map(|(column, arg)| match arg {
        Arg::Const(word) => Some((column, Operand::Const(*word))),
        Arg::Var(variable) if bound.contains(variable) => Some((column, Operand::Var(*variable))),
        Arg::Var(_) | Arg::Wildcard => None,
    });
    let (columns, key) = given.unzip();
    Lookup { relation: atom.relation, view, columns, key, once: false }
}

/// Whether it only matters that some row is there. In an aggregate every row counts, so there it must be the only one.
fn is_only_existence(scope: &Scope, atom: &Atom, bound: &BTreeSet<VarId>, later: &BTreeSet<VarId>) -> bool {
    let free = |variable: &VarId| !bound.contains(variable);
    if scope.is_aggregate {
        return !atom.args.contains(&Arg::Wildcard) && !atom.variables().any(|variable| free(&variable));
    }
    let new: Vec<VarId> = atom.variables().filter(free).collect();
    let distinct: BTreeSet<VarId> = new.iter().copied().collect();
    distinct.len() == new.len() && distinct.is_disjoint(later)
}

fn join(atom: &Atom, lookup: Lookup, bound: &BTreeSet<VarId>, later: &BTreeSet<VarId>) -> Join {
    let mut first_column: Vec<(usize, VarId)> = Vec::new();
    let mut equal = Vec::new();
    for (column, arg) in atom.args.iter().enumerate() {
        let Arg::Var(variable) = *arg else { continue };
        if bound.contains(&variable) {
            continue;
        }
        match first_column.iter().find(|(_, known)| *known == variable) {
            Some(&(first, _)) => equal.push((first, column)),
            None => first_column.push((column, variable)),
        }
    }
    first_column.retain(|(_, variable)| later.contains(variable));
    let keep = bound.intersection(later).copied().collect();
    Join { lookup, equal, binds: first_column, keep }
}
