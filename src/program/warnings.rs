//! What runs but is probably not meant: a variable used once, a relation that nothing defines, a rule that can grow without bound.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use super::clause::Clause;
use super::ir::{
    Comparison, Expr, Functor, IoKind, Kind, Literal, Program, Relation, RelationId, Rule, Stratum, Test,
    VarId, World,
};
use super::messages::{code, shown};
use super::terms::unsaid_in_body;
use super::variables::{self, RuleAt};
use super::{constants, dates, functor};
use crate::diagnostic::{Diagnostic, Span};
use crate::store::Dictionary;

/// Warnings about the rules as written. A rule with an error has none: what is odd may follow from the error.
pub(super) fn of_rules(rules: &[RuleAt<'_>], sink: &mut Vec<Diagnostic>) {
    let mut sites: Vec<_> =
        sink.iter().map(|one| (one.primary.span.source, one.primary.span.start)).collect();
    sites.sort_unstable();
    for (rule, span) in rules {
        let next = sites.partition_point(|site| *site < (span.source, span.start));
        if sites.get(next).is_some_and(|site| *site < (span.source, span.end)) {
            continue;
        }
        let occurrences = variables::of_rule(rule);
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for occurrence in &occurrences {
            *counts.entry(occurrence.node).or_default() += 1;
        }
        let once = |occurrence: &&variables::Occurrence<'_>| {
            counts.get(occurrence.node) == Some(&1) && !occurrence.node.starts_with('_')
        };
        for occurrence in occurrences.iter().filter(once) {
            let name = occurrence.node;
            if name == "unsaid" {
                sink.push(unsaid_in_body(occurrence.span));
                continue;
            }
            sink.push(
                Diagnostic::warning(
                    code::USED_ONCE,
                    format!("variable `{name}` is used once"),
                    occurrence.span,
                    "nothing else in the rule has it",
                )
                .with_help(format!("write `_`, or `_{name}` to keep the name")),
            );
        }
    }
}

/// Warnings about a sound program.
pub(super) fn of_program(
    program: &Program,
    clauses: &[Clause],
    rules: &[RuleAt<'_>],
    dictionary: &Dictionary,
    sink: &mut Vec<Diagnostic>,
) {
    constants::in_rules(program, rules, dictionary, sink);
    for (rule, _) in rules {
        dates::never_within(program, &rule.body, sink);
        dates::blunt_bounds(program, &rule.body, sink);
    }
    for rule in &program.rules {
        bad_patterns(rule, &rule.body, dictionary, sink);
    }
    for stratum in program.strata.iter().filter(|stratum| stratum.recursive) {
        for &index in &stratum.rules {
            if let (Some(rule), Some(clause)) = (program.rules.get(index), clauses.get(index))
                && !gives_way(program, rule.head)
                && !rule.asks_round()
            {
                grows(rule, clause, stratum, sink);
            }
        }
    }
}

/// Patterns in the text that are no regular expressions.
fn bad_patterns(rule: &Rule, body: &[Literal], dictionary: &Dictionary, sink: &mut Vec<Diagnostic>) {
    for literal in body {
        let pattern = match literal {
            Literal::Aggregate(aggregate) => {
                bad_patterns(rule, &aggregate.body, dictionary, sink);
                continue;
            }
            Literal::Test { test: Test::Match, args, .. } => args.first(),
            _ => None,
        };
        let Some(Expr::Const(pattern)) = pattern else { continue };
        let text = dictionary.text(*pattern);
        if let Some(reason) = functor::bad_pattern(text) {
            let refused = reason.starts_with("it has");
            let help = if refused {
                "asking with it is an error"
            } else {
                "neither `match` nor `!match` holds with it"
            };
            let message = format!("\"{}\" is no regular expression", text.escape_debug());
            sink.push(Diagnostic::warning(code::BAD_PATTERN, message, rule.span, reason).with_help(help));
        }
    }
}

/// Whether rows can come from elsewhere than the program's text: claims, files, hypotheticals; or the lens, whose relations are
/// declared in no text.
fn has_other_source(program: &Program, id: RelationId, relation: &Relation) -> bool {
    let claims = format!("{}@claims", relation.name);
    let provided = relation.span == Span::default();
    provided
        || relation.world == World::Open
        || relation.assumable
        || relation.name.contains('@')
        || program.relations.iter().any(|other| other.name == claims)
        || program.io.iter().any(|io| io.kind == IoKind::Input && io.relation == id)
}

/// Warnings about relations that no fact, rule or input gives a row, save those of which nothing is wanted.
pub(super) fn never_defined(program: &Program, suppressed: &[&str], sink: &mut Vec<Diagnostic>) {
    let with_facts: BTreeSet<RelationId> = program.facts.iter().map(|fact| fact.relation).collect();
    let mut told = BTreeSet::new();
    for atom in program.rules.iter().flat_map(|rule| constants::atoms(&rule.body)) {
        let id = atom.relation;
        let Some(relation) = program.relations.get(id.0) else { continue };
        let defined = relation.derived || with_facts.contains(&id) || has_other_source(program, id, relation);
        if !defined && !suppressed.contains(&relation.name.as_str()) && told.insert(id) {
            sink.push(
                Diagnostic::warning(
                    code::NEVER_DEFINED,
                    format!("relation {} is never defined", shown(&relation.name)),
                    atom.span,
                    "no fact, rule or `.input` gives it a row",
                )
                .with_label(relation.span, "declared here")
                .with_help("declare it `open` if its facts are to come from elsewhere"),
            );
        }
    }
}

/// Whether rows of the relation give way to others or are joined, which may be what bounds them.
fn gives_way(program: &Program, relation: RelationId) -> bool {
    program.relations.get(relation.0).is_some_and(|relation| {
        !relation.kind.subsumptions().is_empty() || matches!(relation.kind, Kind::Lattice(_))
    })
}

/// A head that computes a new value from one of its own stratum, with nothing that bounds the value.
fn grows(rule: &Rule, clause: &Clause, stratum: &Stratum, sink: &mut Vec<Diagnostic>) {
    let recursive = bound_by(rule, |id| stratum.relations.contains(&id));
    let bounded = bound_by(rule, |id| !stratum.relations.contains(&id));
    for (term, value) in rule.head_terms.iter().zip(&clause.head_terms) {
        let Some((functor, involved)) = computed(term, rule, &bounded) else { continue };
        let from_itself = involved.iter().any(|id| recursive.contains(id) && !bounded.contains(id));
        if from_itself && !rule.body.iter().any(|literal| compares(literal, &involved)) {
            sink.push(
                Diagnostic::warning(
                    code::GROWS,
                    format!("this rule of {} can grow without bound", shown_head(rule, clause)),
                    value.span,
                    format!(
                        "`{}` makes a new value from an earlier one in each round",
                        super::functor::name(functor)
                    ),
                )
                .with_help("bound it with a comparison in the body, such as `x < 100`"),
            );
        }
    }
}

fn shown_head(rule: &Rule, clause: &Clause) -> String {
    let name = clause.name.split('#').next().unwrap_or(&rule.name);
    shown(name)
}

/// The variables in positive atoms of certain relations.
fn bound_by(rule: &Rule, wanted: impl Fn(RelationId) -> bool) -> BTreeSet<VarId> {
    let mut found = BTreeSet::new();
    for literal in &rule.body {
        if let Literal::Atom(atom) = literal
            && wanted(atom.relation)
        {
            found.extend(atom.variables());
        }
    }
    found
}

/// The growing functor behind a head term and the variables involved, through one equation if need be.
fn computed(term: &Expr, rule: &Rule, bounded: &BTreeSet<VarId>) -> Option<(Functor, BTreeSet<VarId>)> {
    match term {
        Expr::Call { .. } => growing(term),
        Expr::Var(id) if !bounded.contains(id) => rule.body.iter().find_map(|literal| match literal {
            Literal::Compare { op: Comparison::Equal, left, right, negated: false, .. } => {
                let other = if *left == *term {
                    right
                } else if *right == *term {
                    left
                } else {
                    return None;
                };
                let (functor, mut involved) = growing(other)?;
                involved.insert(*id);
                Some((functor, involved))
            }
            _ => None,
        }),
        _ => None,
    }
}

fn growing(expr: &Expr) -> Option<(Functor, BTreeSet<VarId>)> {
    let Expr::Call { functor, args, .. } = expr else { return None };
    let grows = matches!(
        functor,
        Functor::Add
            | Functor::Subtract
            | Functor::Multiply
            | Functor::Power
            | Functor::Cat
            | Functor::AddDays
            | Functor::ShiftLeft
    );
    if !grows {
        return args.iter().find_map(growing);
    }
    Some((*functor, expr.variables().into_iter().collect()))
}

/// Whether a condition puts one of the variables into an order.
fn compares(literal: &Literal, involved: &BTreeSet<VarId>) -> bool {
    let Literal::Compare { op, left, right, .. } = literal else { return false };
    let is_order = *op != Comparison::Equal && *op != Comparison::NotEqual;
    is_order && left.variables().iter().chain(&right.variables()).any(|id| involved.contains(id))
}
