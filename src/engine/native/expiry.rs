//! What a run lets go on its way, where only the relations of the program's directives are asked for afterwards: tables that no later
//! stratum reads, and what finds rows in tables that are only shown.

use super::run::Run;
use crate::program::ir::{Arg, Atom, Comparison, Kind, Literal, Program, RelationId, Rule, VarId};
use crate::program::read_by;

/// When relations are last needed.
#[derive(Debug)]
pub(super) struct Expiry {
    /// For each relation the number of the last stratum that derives or reads it.
    last: Vec<usize>,
    /// Whether some later stratum may ask whether a relation has a whole row.
    is_tested: Vec<bool>,
    /// Whether rows are wanted in the end.
    is_shown: Vec<bool>,
}

impl Expiry {
    pub(super) fn of(program: &Program) -> Self {
        let none = || vec![false; program.relations.len()];
        let mut expiry = Self { last: vec![0; program.relations.len()], is_tested: none(), is_shown: none() };
        for io in &program.io {
            expiry.is_shown[io.relation.0] = true;
        }
        for (at, stratum) in program.strata.iter().enumerate() {
            let rules = stratum.rules.iter().map(|&rule| &program.rules[rule]);
            let mut used = stratum.relations.clone();
            for rule in rules {
                used.extend(read_by(std::slice::from_ref(rule)));
                for id in tested(rule).filter(|id| !stratum.relations.contains(id)) {
                    expiry.is_tested[id.0] = true;
                }
            }
            used.extend(stratum.relations.iter().flat_map(|id| read_by_kind(&program.relations[id.0].kind)));
            for id in used {
                expiry.last[id.0] = at;
            }
        }
        expiry
    }

    /// For each relation, whether some later stratum may ask whether it has a whole row.
    pub(super) fn are_tested(&self) -> Vec<bool> {
        self.is_tested.clone()
    }
}

/// What the rows of a relation of some kind rest on beside its rules.
fn read_by_kind(kind: &Kind) -> Vec<RelationId> {
    match kind {
        Kind::Subsumptive(rules) => read_by(rules),
        Kind::Numbered { solutions, before, .. } => {
            before.iter().map(|(id, _)| *id).chain([*solutions]).collect()
        }
        Kind::Rounds { of, .. } => vec![*of],
        Kind::Plain | Kind::Equivalence { .. } | Kind::Choice(_) | Kind::Lattice(_) => Vec::new(),
    }
}

/// The relations of which a rule may ask whether they have a whole row: those it denies, and those whose variables other atoms bind
/// too, so that a plan may test them.
fn tested(rule: &Rule) -> impl Iterator<Item = RelationId> + '_ {
    let may_test = |at: usize, atom: &Atom| {
        let is_bound = |arg: &Arg| match arg {
            Arg::Var(variable) => stands_elsewhere(*variable, at, &rule.body),
            Arg::Const(_) => true,
            Arg::Wildcard => false,
        };
        atom.args.iter().all(is_bound)
    };
    rule.body.iter().enumerate().filter_map(move |(at, literal)| match literal {
        Literal::Atom(atom) if may_test(at, atom) => Some(atom.relation),
        Literal::Negation(atom) => Some(atom.relation),
        _ => None,
    })
}

/// Whether a variable also stands in a literal that may bind it.
fn stands_elsewhere(variable: VarId, at: usize, body: &[Literal]) -> bool {
    body.iter().enumerate().any(|(other, literal)| match literal {
        Literal::Atom(atom) => other != at && atom.args.contains(&Arg::Var(variable)),
        Literal::Negation(_) | Literal::Test { .. } | Literal::False => false,
        Literal::Compare { op, negated, .. } => *op == Comparison::Equal && !negated,
        Literal::Aggregate(_) | Literal::Range { .. } => true,
    })
}

impl Run<'_> {
    /// Lets go what nobody needs any more when a stratum has been evaluated.
    pub(super) fn let_go(&mut self, expiry: &Expiry, stratum: usize) {
        for relation in (0..self.program.relations.len()).map(RelationId) {
            let is_over = expiry.last[relation.0] == stratum;
            if is_over && !expiry.is_shown[relation.0] {
                self.relations.forget(relation);
            } else if is_over {
                self.relations.forget_searches(relation);
            } else if self.program.strata[stratum].relations.contains(&relation)
                && !expiry.is_tested[relation.0]
            {
                self.relations.forget_set(relation);
            }
        }
    }
}
