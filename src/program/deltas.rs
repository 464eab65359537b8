//! `.decl d = debug_delta(r)`: the rows of a relation, each with the round in which it was new.
//!
//! The declaration takes its columns from the other one. The rows are an executor's own ([`Kind::Rounds`]); what is made here says of
//! them what a rule can: each is a row of the relation, with some number.

use super::ir::{Arg, Atom, Expr, Kind, Literal, Relation, RelationId, Rule, Stratum, Type, VarId, Variable};
use super::messages::{code, nearest_help, shown};
use super::names::Scope;
use crate::diagnostic::{Diagnostic, Located};
use crate::store::Word;
use crate::syntax::tree::{Attribute, Docs, IoKind, Name, Qualifier, RelationDecl, Statement, Tree};

/// The declarations of such relations with their columns, by the name of the relation.
pub(super) fn completed(trees: &[&Tree]) -> Vec<RelationDecl> {
    let statements = || trees.iter().flat_map(|tree| &tree.statements);
    let decls: Vec<&RelationDecl> = statements()
        .filter_map(|statement| match &statement.node {
            Statement::Relation(decl) => Some(decl),
            _ => None,
        })
        .collect();
    let complete = |decl: &&RelationDecl| {
        let of = delta_of(decl)?;
        let original = decls.iter().find(|other| other.name.node == of.node && delta_of(other).is_none());
        let mut attributes = original.map_or_else(Vec::new, |original| original.attributes.clone());
        let name = |text: &str| Located::new(text.into(), decl.name.span);
        attributes.push(Attribute { name: name(ROUND), ty: name("unsigned"), is_lattice: false });
        // A column of a lattice holds the joined value alone; of the values on the way there are several.
        for attribute in &mut attributes {
            attribute.is_lattice = false;
        }
        Some(RelationDecl { attributes, ..(*decl).clone() })
    };
    decls.iter().filter_map(complete).collect()
}

/// The column of the round; no program can have a column of this name.
const ROUND: &str = "<iteration>";

/// The relation whose rounds a declaration keeps.
pub(super) fn delta_of(decl: &RelationDecl) -> Option<&Name> {
    decl.qualifiers.iter().find_map(|qualifier| match &qualifier.node {
        Qualifier::DeltaOf(name) => Some(name),
        _ => None,
    })
}

/// Makes relations of rounds of those that are declared so; the rules that tell what they may hold are added.
pub(super) fn attach(
    decls: &[&RelationDecl],
    scope: &Scope,
    relations: &mut [Relation],
    rules: &mut Vec<Rule>,
    sink: &mut Vec<Diagnostic>,
) {
    for (decl, of) in decls.iter().filter_map(|decl| Some((decl, delta_of(decl)?))) {
        let Some(id) = scope.find(&decl.name.node) else { continue };
        let Some(original) = scope.find(&of.node).filter(|original| is_plain_decl(decls, *original, scope))
        else {
            sink.push(unknown(of, decls));
            continue;
        };
        if let Some(relation) = relations.get(id.0).filter(|relation| relation.derived) {
            let message = format!("{} cannot have rules", shown(&relation.name));
            sink.push(Diagnostic::error(
                code::BAD_KIND,
                message,
                relation.span,
                "its rows are those of the rounds",
            ));
            continue;
        }
        let rule = rules.len();
        rules.push(telling(relations, id, original));
        let Some(relation) = relations.get_mut(id.0) else { continue };
        (relation.derived, relation.kind) = (true, Kind::Rounds { telling: rule, of: original });
    }
}

/// Reports facts and inputs of relations of rounds.
pub(super) fn refuse_given(
    decls: &[&RelationDecl],
    facts: &[super::ir::Fact],
    io: &[super::ir::Io],
    scope: &Scope,
    sink: &mut Vec<Diagnostic>,
) {
    for decl in decls.iter().filter(|decl| delta_of(decl).is_some()) {
        let id = scope.find(&decl.name.node);
        let fact = facts.iter().find(|fact| Some(fact.relation) == id).map(|fact| fact.span);
        let input =
            io.iter().find(|io| Some(io.relation) == id && io.kind == IoKind::Input).map(|io| io.span);
        if let Some(place) = fact.or(input) {
            let message = format!("{} cannot be given rows", shown(&decl.name.node));
            sink.push(Diagnostic::error(code::BAD_KIND, message, place, "its rows are those of the rounds"));
        }
    }
}

fn is_plain_decl(decls: &[&RelationDecl], id: RelationId, scope: &Scope) -> bool {
    decls.iter().any(|decl| delta_of(decl).is_none() && scope.find(&decl.name.node) == Some(id))
}

fn unknown(of: &Name, decls: &[&RelationDecl]) -> Diagnostic {
    let message = format!("unknown relation {}", shown(&of.node));
    let diagnostic =
        Diagnostic::error(code::UNKNOWN_RELATION, message, of.span, "no relation with rounds of its own");
    let known = decls.iter().filter(|decl| delta_of(decl).is_none()).map(|decl| decl.name.node.as_str());
    match nearest_help(&of.node, known) {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}

/// More rounds than this no rule tells of.
const MOST_ROUNDS: Word = 1 << 20;

/// The rule `d(x, n) :- r(x), n = range(0, …).`
fn telling(relations: &[Relation], id: RelationId, original: RelationId) -> Rule {
    let relation = relations.get(id.0);
    let span = relation.map(|relation| relation.span).unwrap_or_default();
    let columns = relations.get(original.0).map_or(&[][..], |relation| &relation.attributes);
    let mut variables = Vec::new();
    let mut head: Vec<VarId> = columns.iter().map(|column| variable(&mut variables, column.ty)).collect();
    let args = head.iter().copied().map(Arg::Var).collect();
    let round = variable(&mut variables, Type::Unsigned);
    head.push(round);
    let range = vec![Expr::Const(0), Expr::Const(MOST_ROUNDS)];
    Rule {
        name: format!("{}#rounds", relation.map_or("", |relation| relation.name.as_str())).into(),
        docs: Docs::default(),
        head: id,
        head_terms: head.into_iter().map(Expr::Var).collect(),
        body: vec![
            Literal::Atom(Atom { relation: original, args, span }),
            Literal::Range { result: round, ty: Type::Unsigned, args: range },
        ],
        variables,
        span,
    }
}

/// Reports rules that read the rounds of the recursion that they belong to.
pub(super) fn check_readers(
    relations: &[Relation],
    rules: &[Rule],
    strata: &[Stratum],
    sink: &mut Vec<Diagnostic>,
) {
    for (at, relation) in relations.iter().enumerate() {
        let Kind::Rounds { telling, .. } = relation.kind else { continue };
        let own = strata.iter().find(|stratum| stratum.relations.contains(&RelationId(at)));
        let own = own.into_iter().flat_map(|stratum| &stratum.rules).filter(|rule| **rule != telling);
        let place = own.filter_map(|&rule| rules.get(rule)).flat_map(|rule| &rule.body).find_map(|literal| {
            match literal {
                Literal::Atom(atom) if atom.relation.0 == at => Some(atom.span),
                _ => None,
            }
        });
        if let Some(place) = place {
            let message = format!(
                "{} cannot be read in the recursion of which it has the rounds",
                shown(&relation.name)
            );
            let label = "its rows are complete when the recursion is over";
            sink.push(Diagnostic::error(code::UNSTRATIFIABLE, message, place, label));
        }
    }
}

fn variable(variables: &mut Vec<Variable>, ty: Type) -> VarId {
    let id = VarId(variables.len());
    variables.push(Variable { name: format!("_{}", id.0).into(), ty });
    id
}
