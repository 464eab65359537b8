//! `.plan`: the order in which a version of a rule joins its atoms, checked against the rule.
//!
//! As in Soufflé, only a recursive rule has a plan. Its versions are counted from 0, one for each of its atoms of the rule's own
//! stratum; of a rule of subsumption the row that goes is not counted. The atoms are numbered from 1 in the order of the text, negated ones left out.

use std::collections::BTreeMap;

use super::ir::{Literal, Relation, Rule, Stratum};
use super::messages::{code, counted, shown};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::PlanVersion;

/// A plan with the statement behind which it stands.
pub(super) struct Planned<'t> {
    pub(super) versions: &'t [PlanVersion],
    /// The place of the statement, by which its rules are found.
    pub(super) rule: Span,
}

/// The orders of joins by rule and by the atom that sees what is new: positions in the body of the rule. What does not fit is reported.
pub(super) fn read(
    plans: &[Planned<'_>],
    relations: &[Relation],
    rules: &[Rule],
    strata: &[Stratum],
    sink: &mut Vec<Diagnostic>,
) -> BTreeMap<(usize, usize), Vec<usize>> {
    let mut orders = BTreeMap::new();
    for plan in plans {
        for (index, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.span == plan.rule) {
            let Some(stratum) = strata.iter().find(|stratum| stratum.rules.contains(&index)) else {
                continue;
            };
            let atoms = Atoms::of(rule, stratum);
            for (version, order) in check(plan, rule, &atoms, relations, sink) {
                orders.insert((index, version), order);
            }
        }
        // The rules of one subsumption differ only in what is no atom.
        if let Some((rule, stratum)) = subsumption(plan, relations, strata) {
            check(plan, rule, &Atoms::of(rule, stratum), relations, sink);
        }
    }
    orders
}

fn subsumption<'p>(
    plan: &Planned<'_>,
    relations: &'p [Relation],
    strata: &'p [Stratum],
) -> Option<(&'p Rule, &'p Stratum)> {
    let rule = relations
        .iter()
        .flat_map(|relation| relation.kind.subsumptions())
        .find(|rule| rule.span == plan.rule)?;
    let stratum = strata.iter().find(|stratum| stratum.relations.contains(&rule.head))?;
    Some((rule, stratum))
}

/// The positions of a rule's atoms in its body, and of those of its own stratum.
struct Atoms {
    all: Vec<usize>,
    recursive: Vec<usize>,
}

impl Atoms {
    fn of(rule: &Rule, stratum: &Stratum) -> Self {
        let atoms = rule.body.iter().enumerate().filter_map(|(at, literal)| match literal {
            Literal::Atom(atom) => Some((at, stratum.relations.contains(&atom.relation))),
            _ => None,
        });
        let atoms: Vec<(usize, bool)> = atoms.collect();
        let recursive = atoms.iter().filter(|(_, recursive)| *recursive).map(|(at, _)| *at).collect();
        Self { all: atoms.iter().map(|(at, _)| *at).collect(), recursive }
    }
}

/// The orders of one rule, each with the position of the atom that sees what is new.
fn check(
    plan: &Planned<'_>,
    rule: &Rule,
    atoms: &Atoms,
    relations: &[Relation],
    sink: &mut Vec<Diagnostic>,
) -> Vec<(usize, Vec<usize>)> {
    let mut orders = Vec::new();
    if atoms.recursive.is_empty() {
        sink.extend(plan.versions.first().map(|version| not_recursive(version, rule, relations)));
        return orders;
    }
    for version in plan.versions {
        let delta = usize::try_from(version.version.node).ok().and_then(|at| atoms.recursive.get(at));
        let order = order(version, &atoms.all);
        match (delta, order) {
            (Some(&delta), Ok(order)) => orders.push((delta, order)),
            (None, _) => sink.push(no_such_version(version, atoms.recursive.len())),
            (_, Err(misfit)) => sink.push(*misfit),
        }
    }
    orders
}

/// The positions that a version lists: each atom once.
fn order(version: &PlanVersion, atoms: &[usize]) -> Result<Vec<usize>, Box<Diagnostic>> {
    let numbers: Vec<u64> = version.order.iter().map(|number| number.node).collect();
    let place = version.order.first().map_or(version.version.span, |number| number.span);
    let error =
        |message: String, label: &str| Box::new(Diagnostic::error(code::BAD_PLAN, message, place, label));
    if numbers.len() != atoms.len() {
        let (wanted, given) = (counted(atoms.len(), "atom"), numbers.len());
        let message = format!("the plan orders {given}, but the rule joins {wanted}");
        return Err(error(message, "each is to be listed once"));
    }
    if let Some(missing) = (1..).take(atoms.len()).find(|number| !numbers.contains(number)) {
        let message = format!("the plan leaves out atom {missing}");
        return Err(error(message, "the order of the rule's atoms"));
    }
    let at =
        |number: &u64| usize::try_from(*number).ok().and_then(|number| atoms.get(number.checked_sub(1)?));
    Ok(numbers.iter().filter_map(at).copied().collect())
}

fn not_recursive(version: &PlanVersion, rule: &Rule, relations: &[Relation]) -> Diagnostic {
    let head = relations.get(rule.head.0).map_or_else(String::new, |relation| shown(&relation.name));
    let message = format!("a plan for a rule of {head} that is not recursive");
    Diagnostic::error(code::BAD_PLAN, message, version.version.span, "there is no version to plan")
        .with_help("leave it out: the order of joins is chosen from the program and its facts")
}

fn no_such_version(version: &PlanVersion, versions: usize) -> Diagnostic {
    let message = format!("the rule has no version {}", version.version.node);
    let label = format!("it has {}, counted from 0", counted(versions, "version"));
    Diagnostic::error(code::BAD_PLAN, message, version.version.span, label)
        .with_help("there is one for each atom of the rule's own stratum")
}
