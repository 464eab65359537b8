//! Which strata crepe can derive, and why it cannot derive the others.
//!
//! crepe has no aggregates and cannot be interrupted, so it gets only what it can express and what is known to end. A stratum that
//! reads a relation left out is left out too: it runs afterwards, on another executor.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Span};
use crate::program::functor;
use crate::program::ir::{
    Comparison, Expr, Functor, Kind, Literal, Program, RelationId, Rule, Stratum, Type, VarId,
};
use crate::store::word;

/// Why crepe does not derive a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A rule aggregates.
    Aggregate,
    /// A recursive rule's head takes a value that a functor made from the recursion itself.
    Unbounded(Functor),
    /// `ord`, the number of a symbol in one session.
    SymbolNumber,
    /// Rows are chosen among or dropped at the end of a round.
    Settled,
    /// A range, or arithmetic that wraps.
    Foreign,
    /// A column or a functor of records or branches.
    Composite,
    /// A rule reads a relation that is left out.
    Reads(RelationId),
}

/// A relation that crepe does not derive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Which.
    pub relation: RelationId,
    /// Why.
    pub obstacle: Obstacle,
    /// The rule that stands against it.
    pub span: Span,
}

/// The strata of a program, parted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Indexes of the strata that crepe derives, in order. Strata without rules are among neither part, nor are
    /// those of relations that are put in place.
    pub compiled: Vec<usize>,
    /// The relations of the others, in order.
    pub left: Vec<Left>,
}

/// Parts the strata of a program into those that crepe can derive and the others.
pub fn select(program: &Program) -> Selection {
    let mut selection = Selection::default();
    let mut left_out = HashSet::new();
    let is_asked = |id: &RelationId| program.relations.get(id.0).is_some_and(|it| !it.in_place);
    let is_due = |stratum: &Stratum| !stratum.rules.is_empty() && stratum.relations.iter().any(is_asked);
    for (index, stratum) in program.strata.iter().enumerate().filter(|(_, stratum)| is_due(stratum)) {
        match rules_of(program, stratum)
            .find_map(|rule| Some((obstacle(program, rule, stratum, &left_out)?, rule.span)))
        {
            None => selection.compiled.push(index),
            Some((obstacle, span)) => {
                for &relation in &stratum.relations {
                    left_out.insert(relation);
                    selection.left.push(Left { relation, obstacle: obstacle.clone(), span });
                }
            }
        }
    }
    selection
}

/// The rules of a stratum.
pub(super) fn rules_of<'a>(program: &'a Program, stratum: &'a Stratum) -> impl Iterator<Item = &'a Rule> {
    stratum.rules.iter().filter_map(|&rule| program.rules.get(rule))
}

fn obstacle(
    program: &Program,
    rule: &Rule,
    stratum: &Stratum,
    left_out: &HashSet<RelationId>,
) -> Option<Obstacle> {
    if is_settled(program, rule.head) {
        return Some(Obstacle::Settled);
    }
    let columns = program.relations.get(rule.head.0).map_or(&[][..], |relation| &relation.attributes);
    let mut types = columns.iter().map(|column| column.ty).chain(rule.variables.iter().map(|it| it.ty));
    if types.any(|ty| ty.shape().is_some()) {
        return Some(Obstacle::Composite);
    }
    let ranges = |literal: &Literal| matches!(literal, Literal::Range { .. });
    if rule.body.iter().any(ranges) || wraps(rule) {
        return Some(Obstacle::Foreign);
    }
    let aggregates = rule.body.iter().any(|literal| matches!(literal, Literal::Aggregate(_)));
    if aggregates {
        return Some(Obstacle::Aggregate);
    }
    if calls(rule, Functor::Ord) {
        return Some(Obstacle::SymbolNumber);
    }
    let reads = |literal: &Literal| match literal {
        Literal::Atom(atom) | Literal::Negation(atom) => left_out.get(&atom.relation).copied(),
        _ => None,
    };
    let read = rule.body.iter().find_map(reads).map(Obstacle::Reads);
    read.or_else(|| growth(rule, stratum).map(Obstacle::Unbounded))
}

/// Whether the rows of a relation depend on more than the rules; those of an equivalence follow by rules.
fn is_settled(program: &Program, relation: RelationId) -> bool {
    let kind = program.relations.get(relation.0).map(|relation| &relation.kind);
    !matches!(kind, None | Some(Kind::Plain | Kind::Equivalence { .. }))
}

/// Whether a rule computes with arithmetic that wraps, asks for the round or calls a library.
fn wraps(rule: &Rule) -> bool {
    uses(rule, &|functor| matches!(functor, Functor::Wrapping(_) | Functor::Round | Functor::Native(_)))
}

/// Whether a rule uses a functor.
fn calls(rule: &Rule, wanted: Functor) -> bool {
    uses(rule, &|functor| functor == wanted)
}

fn uses(rule: &Rule, wanted: &dyn Fn(Functor) -> bool) -> bool {
    let body = rule.body.iter().flat_map(|literal| match literal {
        Literal::Compare { left, right, .. } => vec![left, right],
        Literal::Test { args, .. } => args.iter().collect(),
        _ => Vec::new(),
    });
    rule.head_terms.iter().chain(body).any(|expr| within(expr, wanted))
}

fn within(expr: &Expr, wanted: &dyn Fn(Functor) -> bool) -> bool {
    match expr {
        Expr::Call { functor, args, .. } => wanted(*functor) || args.iter().any(|arg| within(arg, wanted)),
        Expr::Var(_) | Expr::Const(_) => false,
    }
}

/// Where a value in a recursive rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// From outside of the recursion.
    Outside,
    /// From the recursion, where it is already.
    Recursion,
    /// A functor makes it of a value from the recursion.
    Made(Functor),
}

/// The functor by which a recursive rule can go on making new values, if there is one.
///
/// A value that some atom of the body must hold is not new, whatever computed it, and what counts up to a constant ends there.
fn growth(rule: &Rule, stratum: &Stratum) -> Option<Functor> {
    let mut origins: HashMap<VarId, Origin> = HashMap::new();
    for literal in &rule.body {
        if let Literal::Atom(atom) = literal {
            let recursive = stratum.recursive && stratum.relations.contains(&atom.relation);
            for var in atom.variables() {
                let origin = origins.entry(var).or_insert(Origin::Outside);
                *origin = if recursive { Origin::Recursion } else { *origin };
            }
        }
    }
    let held: HashSet<VarId> = origins.keys().copied().collect();
    // Equations may stand in any order; each pass settles at least one variable.
    for _ in 0..rule.body.len() {
        for (var, expr) in rule.body.iter().flat_map(equations).filter(|(var, _)| !held.contains(var)) {
            let ends = steps_up(expr).is_some() && has_ceiling(var, rule);
            match origin(expr, &origins, rule) {
                Origin::Outside => {}
                Origin::Made(_) if ends => drop(origins.insert(var, Origin::Recursion)),
                from => drop(origins.insert(var, from)),
            }
        }
    }
    rule.head_terms.iter().find_map(|term| match origin(term, &origins, rule) {
        Origin::Made(functor) => Some(functor),
        Origin::Outside | Origin::Recursion => None,
    })
}

/// `variable = expression`, read from both sides.
fn equations(literal: &Literal) -> Vec<(VarId, &Expr)> {
    match literal {
        Literal::Compare { op: Comparison::Equal, negated: false, left, right, .. } => {
            let sides = [(left.as_variable(), right), (right.as_variable(), left)];
            sides.into_iter().filter_map(|(var, expr)| Some((var?, expr))).collect()
        }
        _ => Vec::new(),
    }
}

fn origin(expr: &Expr, origins: &HashMap<VarId, Origin>, rule: &Rule) -> Origin {
    let of = |var: VarId| origins.get(&var).copied().unwrap_or(Origin::Outside);
    let parts: Vec<Origin> = expr.variables().into_iter().map(of).collect();
    if let Some(made) = parts.iter().find(|part| matches!(part, Origin::Made(_))) {
        return *made;
    }
    if !parts.contains(&Origin::Recursion) {
        return Origin::Outside;
    }
    let ends = steps_up(expr).is_some_and(|var| has_ceiling(var, rule));
    grower(expr).filter(|_| !ends).map_or(Origin::Recursion, Origin::Made)
}

/// The variable of `variable + constant` with a constant above zero.
fn steps_up(expr: &Expr) -> Option<VarId> {
    let Expr::Call { functor: Functor::Add, ty: Type::Number | Type::Unsigned, args } = expr else {
        return None;
    };
    match args.as_slice() {
        [Expr::Var(var), Expr::Const(step)] | [Expr::Const(step), Expr::Var(var)] => {
            (word::to_number(*step) > 0).then_some(*var)
        }
        _ => None,
    }
}

/// Whether a rule holds a variable below a constant.
fn has_ceiling(var: VarId, rule: &Rule) -> bool {
    rule.body.iter().any(|literal| match literal {
        Literal::Compare { op, left, right, negated: false, .. } => match op {
            Comparison::Less | Comparison::LessEqual => {
                left.as_variable() == Some(var) && matches!(right, Expr::Const(_))
            }
            Comparison::Greater | Comparison::GreaterEqual => {
                right.as_variable() == Some(var) && matches!(left, Expr::Const(_))
            }
            Comparison::Equal | Comparison::NotEqual => false,
        },
        _ => false,
    })
}

/// A functor of the expression under which a finite set of values need not be closed.
fn grower(expr: &Expr) -> Option<Functor> {
    let Expr::Call { functor, args, .. } = expr else { return None };
    (!chooses(*functor)).then_some(*functor).or_else(|| args.iter().find_map(grower))
}

/// Whether a functor only picks among values, ends of dates, parts of texts and the distances between them.
fn chooses(functor: Functor) -> bool {
    use Functor::{Earliest, Latest, Max, MaxDays, Min, MinDays, Once, Strlen, Substr, Throughout};
    matches!(functor, Earliest | Latest | Max | MaxDays | Min | MinDays | Once | Strlen | Substr | Throughout)
}

impl Left {
    /// The reason in words, as it follows "crepe does not derive it: ".
    pub fn reason(&self, program: &Program) -> String {
        match &self.obstacle {
            Obstacle::Aggregate => "a rule aggregates".to_owned(),
            Obstacle::Unbounded(functor) => {
                let functor = functor::name(*functor);
                format!("a recursive rule makes new values with `{functor}` and need not end")
            }
            Obstacle::Settled => "its rows are chosen among or dropped at the end of a round".to_owned(),
            Obstacle::Foreign => "it uses `range`, or arithmetic that wraps".to_owned(),
            Obstacle::Composite => "it computes with records, which have no Rust type".to_owned(),
            Obstacle::SymbolNumber => "`ord` gives the number of a symbol in one session".to_owned(),
            Obstacle::Reads(relation) => {
                let name = program.relations.get(relation.0).map_or("?", |relation| &relation.name);
                format!("a rule reads `{name}`, which is left out too")
            }
        }
    }

    /// The refusal to compile this relation.
    pub fn diagnostic(&self, program: &Program) -> Diagnostic {
        let name = program.relations.get(self.relation.0).map_or("?", |relation| &relation.name);
        let message = format!("`{name}` cannot be compiled for crepe: {}", self.reason(program));
        Diagnostic::error("E0901", message, self.span, "this rule").with_help(
            "leave such relations out of the module with `--split`; the native executor derives them",
        )
    }

    /// The relation with the reason, on one line.
    pub fn shown(&self, program: &Program) -> String {
        let name = program.relations.get(self.relation.0).map_or("?", |relation| &relation.name);
        format!("`{name}`: {}", self.reason(program))
    }
}
