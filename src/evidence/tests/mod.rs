//! Evidence on the invented states of Utopia and Ruritania.

mod lowering;
mod refusals;
mod seeds;
mod view;

use super::*;
use crate::diagnostic::{Diagnostic, SourceMap};
use crate::program::Beside as _;
use crate::syntax::tree::{Atom, Statement, TermKind, Tree};
use crate::syntax::{Mode, parse};

const ARTICLES: &str = r#"
.decl visit(name: symbol, who: symbol, where: symbol, day: date)
.decl person(name: symbol)
alias("Envoy A", "A. Envoy").
local_alias("courier", "the Kingdom", "Utopia").
person("A. Envoy").
.article courier {
    file = "courier.txt", relays = ["News Agency"],
    published = "[1999-05-02..1999-05-04]", basis = "it is May"
}
visit("v1", "Envoy A", "the Kingdom", "1999-06")
    @expected("will come in June", by: ["News Agency", anonymous("an official")], said: "1999-04", id: "envoy-plan")
    @denied("no such plan", by: ["B. Spokesman"]).
visit("v2", unsaid, "Utopia", "1998") @confirmed("came") @announced("and came").
"#;

/// Texts lowered as the files of one program, which must parse.
fn lowered(texts: &[&str]) -> (Lowered, Vec<Diagnostic>) {
    let mut map = SourceMap::default();
    let trees: Vec<Tree> = texts
        .iter()
        .map(|text| {
            let id = map.add("utopia.dl", *text);
            let parsed = parse(id, text, Mode::File);
            assert_eq!(parsed.diagnostics, [], "{text}");
            parsed.tree
        })
        .collect();
    lower(&map, &trees.iter().collect::<Vec<_>>())
}

/// A program that lowers without any finding.
fn sound(texts: &[&str]) -> Lowered {
    let (lowered, diagnostics) = lowered(texts);
    assert_eq!(diagnostics, []);
    lowered
}

/// The facts and the heads and atoms of rules of a relation, as text.
fn facts(lowered: &Lowered, relation: &str) -> Vec<String> {
    let facts = lowered.tree.statements.iter().filter_map(|statement| match &statement.node {
        Statement::Fact(fact) => Some(fact.atom.as_ref().clone()),
        _ => None,
    });
    let of_relation = facts.chain(claim_facts(lowered)).filter(|atom| atom.relation.node == relation);
    of_relation.map(|atom| shown(&atom)).collect()
}

/// The claims as facts of the relations of claims.
fn claim_facts(lowered: &Lowered) -> Vec<Atom> {
    let mut claims = lowered.claim_facts();
    std::iter::from_fn(|| claims.next_before(usize::MAX).map(|(atom, _)| atom.clone())).collect()
}

fn shown(atom: &Atom) -> String {
    let terms: Vec<String> = atom
        .terms
        .iter()
        .map(|term| match &term.node {
            TermKind::Variable(name) => name.to_string(),
            TermKind::Wildcard => "_".to_owned(),
            TermKind::String(text) => text.to_string(),
            TermKind::Unsaid => "unsaid".to_owned(),
            other => format!("{other:?}"),
        })
        .collect();
    format!("{}({})", atom.relation.node, terms.join(", "))
}
