//! Rules rewritten to see what has changed: the delta rules of Gupta, Mumick and Subrahmanian (SIGMOD 1993).
//!
//! For each place where a rule reads a relation there is a version whose first atom ranges over rows of that relation that came or
//! went, and for rederivation one whose first atom ranges over rows of the head. The rest of the body is that of the rule.

use crate::program::ir::{
    Aggregate, Arg, Atom, Comparison, Expr, Literal, RelationId, Rule, VarId, Variable,
};

/// How a rule reads a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// By an atom: what goes takes conclusions with it, what comes brings some.
    Positive,
    /// Under negation: the other way round.
    Negative,
    /// In an aggregate: either may take and bring.
    Aggregated,
}

/// A rule whose first atom ranges over what changed.
#[derive(Clone, Debug)]
pub(super) struct Version {
    /// The relation that changed.
    pub(super) relation: RelationId,
    /// How the rule reads it.
    pub(super) sense: Sense,
    /// The rule rewritten; its first atom is over the relation of the changed rows.
    pub(super) rule: Rule,
}

/// The versions of one rule. Changed rows of relation `r` are in a relation numbered `shift + r`.
#[derive(Clone, Debug)]
pub(super) struct Versions {
    /// Those for each place where the rule reads a relation.
    pub(super) reading: Vec<Version>,
    /// The one for rows of the head that may have lost a derivation.
    pub(super) rederiving: Version,
}

impl Versions {
    pub(super) fn of(rule: &Rule, shift: usize) -> Self {
        Self { reading: reading(rule, shift), rederiving: rederiving(rule, shift) }
    }
}

/// The relation that holds changed rows of another.
pub(super) fn changed(relation: RelationId, shift: usize) -> RelationId {
    RelationId(shift + relation.0)
}

fn reading(rule: &Rule, shift: usize) -> Vec<Version> {
    let mut versions = Vec::new();
    let mut version = |atom: &Atom, args: Vec<Arg>, sense: Sense, without: Option<usize>| {
        let mut body =
            vec![Literal::Atom(Atom { relation: changed(atom.relation, shift), args, span: atom.span })];
        let rest = rule.body.iter().enumerate().filter(|(at, _)| Some(*at) != without);
        body.extend(rest.map(|(_, literal)| literal.clone()));
        versions.push(Version { relation: atom.relation, sense, rule: Rule { body, ..rule.clone() } });
    };
    for (at, literal) in rule.body.iter().enumerate() {
        match literal {
            // head :- changed r(x), rest.
            Literal::Atom(atom) => version(atom, atom.args.clone(), Sense::Positive, Some(at)),
            // head :- changed r(x), rest, !r(x).
            Literal::Negation(atom) => version(atom, atom.args.clone(), Sense::Negative, None),
            // head :- changed r(x, _), rest, n = count : { r(x, y) }.
            Literal::Aggregate(aggregate) => {
                for atom in atoms(aggregate) {
                    version(atom, outer_args(atom, &aggregate.outer), Sense::Aggregated, None);
                }
            }
            _ => {}
        }
    }
    versions
}

/// The atoms of an aggregate, those under negation and in aggregates within it included.
fn atoms(aggregate: &Aggregate) -> Vec<&Atom> {
    aggregate.body.iter().flat_map(atoms_of).collect()
}

fn atoms_of(literal: &Literal) -> Vec<&Atom> {
    match literal {
        Literal::Atom(atom) | Literal::Negation(atom) => vec![atom],
        Literal::Aggregate(inner) => atoms(inner),
        _ => Vec::new(),
    }
}

/// The arguments of an atom in an aggregate as the outer rule sees them: what is local to the aggregate may be anything.
fn outer_args(atom: &Atom, outer: &[VarId]) -> Vec<Arg> {
    let seen = |arg: &Arg| match arg {
        Arg::Var(variable) if !outer.contains(variable) => Arg::Wildcard,
        arg => *arg,
    };
    atom.args.iter().map(seen).collect()
}

/// `head(x, y) :- changed head(x, z), body, z = y + 1.`
fn rederiving(rule: &Rule, shift: usize) -> Version {
    let mut rederiving = rule.clone();
    let mut args = Vec::with_capacity(rule.head_terms.len());
    for term in &rule.head_terms {
        args.push(match term {
            Expr::Var(variable) => Arg::Var(*variable),
            Expr::Const(word) => Arg::Const(*word),
            // Equal words are equal values, whatever their type.
            Expr::Call { ty, .. } => {
                let variable = VarId(rederiving.variables.len());
                rederiving.variables.push(Variable { name: format!("head {}", args.len()).into(), ty: *ty });
                let (op, left, right) = (Comparison::Equal, Expr::Var(variable), term.clone());
                rederiving.body.push(Literal::Compare { op, ty: *ty, left, right, negated: false });
                Arg::Var(variable)
            }
        });
    }
    let relation = rule.head;
    let atom = Atom { relation: changed(relation, shift), args, span: rule.span };
    rederiving.body.insert(0, Literal::Atom(atom));
    Version { relation, sense: Sense::Positive, rule: rederiving }
}
