//! Questions and single facts asked of a program that is already checked.

use super::builder::Normaliser;
use super::check::{check_clauses, set_helper_types, sorted};
use super::facts::fact;
use super::ir::{self, Program, Relation, RelationId, Rule, Type};
use super::messages::{code, shown};
use super::names::{Column, Scope, Signature, made_relation};
use super::terms::unsaid_in_body;
use super::variables::{self, Depth};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::store::Dictionary;
use crate::syntax::tree::{Atom, Body, Literal};

/// A checked question.
#[derive(Clone, Debug)]
pub struct Query {
    /// The relation that receives the answers: the first after those of the program.
    pub head: RelationId,
    /// The relations that the question adds to those of the program: the one of its answers, then those that aggregates with
    /// several alternatives need. Their ids follow those of the program.
    pub relations: Vec<Relation>,
    /// The rules, to be evaluated in this order, each once: none is recursive, and each needs only the program's relations and
    /// those that rules before it define. A question without disjunction and without such aggregates is one rule.
    pub rules: Vec<Rule>,
    /// The variables shown, in order of first appearance, with their types; none for a question with a yes or a no.
    pub columns: Vec<(String, Type)>,
    /// What is odd about the question, though it can be answered.
    pub warnings: Vec<Diagnostic>,
}

/// Checks a question against a program.
///
/// Its columns are the variables outside of aggregates, save `_` and those whose name begins with `_`.
///
/// # Errors
/// What is wrong with it, in order of the text: the same findings as for the body of a rule.
pub fn check_query(
    program: &Program,
    body: &Body,
    dictionary: &Dictionary,
) -> Result<Query, Vec<Diagnostic>> {
    let mut sink = Vec::new();
    let mut scope = Scope::of_program(program, dictionary);
    let names: Vec<&str> = variables::distinct(&variables::of_body(body, Depth::Outside))
        .into_iter()
        .filter(|name| !name.starts_with('_'))
        .collect();
    let occurrences = variables::of_body(body, Depth::Everywhere);
    let unsaid: Vec<_> = occurrences.iter().filter(|occurrence| occurrence.node == "unsaid").collect();
    if let [only] = unsaid.as_slice() {
        sink.push(unsaid_in_body(only.span));
    }
    unasked(body, program, &mut sink);
    let span = span_of(body);
    let columns = names.iter().map(|name| Column { name: (*name).into(), ty: None }).collect();
    let head = scope.add(Signature { name: "@question".into(), columns, span });
    let mut normaliser = Normaliser::new(&mut scope, &mut sink);
    normaliser.question(body, &names, head, span);
    let made = normaliser.done;
    set_helper_types(&made.helpers, &mut scope);
    super::check::set_types(head, &made.clauses, &mut scope);
    let helpers = made.helpers.into_iter().flat_map(|helper| helper.clauses);
    let clauses: Vec<_> = helpers.chain(made.clauses).collect();
    super::counters::refuse(&clauses, "a question", &mut sink);
    let rules =
        check_clauses(clauses, &scope, dictionary, &mut sink).into_iter().map(|(rule, _)| rule).collect();
    super::dates::never_within(program, body, &mut sink);
    super::dates::blunt_bounds(program, body, &mut sink);
    let (errors, warnings) =
        sorted(sink).into_iter().partition::<Vec<_>, _>(|d| d.severity == Severity::Error);
    if !errors.is_empty() {
        return Err(errors);
    }
    let relations: Vec<Relation> = (program.relations.len()..scope.len())
        .map(|id| made_relation(scope_signature(&scope, id), &scope))
        .collect();
    let columns = relations
        .first()
        .map(|relation| relation.attributes.iter().map(|a| (a.name.to_string(), a.ty)).collect())
        .unwrap_or_default();
    Ok(Query { head, relations, rules, columns, warnings })
}

/// Reports inline relations whose rules leave a variable open: they have no rows, and are only put in place in rules.
fn unasked(body: &Body, program: &Program, sink: &mut Vec<Diagnostic>) {
    for literal in body.alternatives.iter().flatten() {
        match &literal.node {
            Literal::Atom(atom) => {
                let named = program.relations.iter().find(|relation| relation.name == atom.relation.node);
                let is_open = |relation: &&Relation| {
                    !relation.derived && relation.hints.iter().any(|hint| hint == "inline")
                };
                sink.extend(named.filter(is_open).map(|relation| no_rows(relation, atom.relation.span)));
            }
            Literal::Not(inner) => {
                let alternatives = vec![vec![(**inner).clone()]];
                unasked(&Body { alternatives }, program, sink);
            }
            Literal::Group(inner) => unasked(inner, program, sink),
            Literal::Compare(..) | Literal::Constraint(..) | Literal::Truth(_) => {}
        }
    }
}

fn no_rows(relation: &Relation, place: Span) -> Diagnostic {
    let message = format!("inline relation {} has no rows to be asked for", shown(&relation.name));
    Diagnostic::error(code::BAD_INLINE, message, place, "its rules leave a variable open")
        .with_label(relation.span, "declared here")
        .with_help("ask what its rules ask, or take `inline` away and bind the variable in them")
}

/// Checks one ground fact against a program, as an assumption names it.
///
/// # Errors
/// What is wrong with it, in order of the text.
pub fn check_fact(
    program: &Program,
    atom: &Atom,
    span: Span,
    dictionary: &Dictionary,
) -> Result<ir::Fact, Vec<Diagnostic>> {
    let mut sink = Vec::new();
    match fact(atom, span, &Scope::of_program(program, dictionary), dictionary, &mut sink) {
        Some(fact) if sink.is_empty() => Ok(fact),
        _ => Err(sorted(sink)),
    }
}

fn scope_signature(scope: &Scope, id: usize) -> &Signature {
    scope.signature(RelationId(id))
}

fn span_of(body: &Body) -> Span {
    let mut spans = body.alternatives.iter().flatten().map(|literal| literal.span);
    let first = spans.next().unwrap_or_default();
    spans.fold(first, Span::to)
}
