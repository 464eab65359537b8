//! Claims as facts, names made canonical, annotated atoms in plain terms.

use super::*;
use crate::syntax::tree::{Body, Literal};

#[test]
fn each_annotation_is_a_fact_of_the_relation_of_claims() {
    let lowered = sound(&[ARTICLES]);
    assert_eq!(facts(&lowered, "visit"), [""; 0]);
    assert_eq!(
        facts(&lowered, "visit@claims"),
        [
            "visit@claims(v1, A. Envoy, Utopia, 1999-06, envoy-plan, expected, courier, News Agency, \
             an official (anonymous, courier), [1999-05-02..1999-05-04], 1999-04)",
            "visit@claims(v1, A. Envoy, Utopia, 1999-06, courier:13, denied, courier, B. Spokesman, \
             B. Spokesman, [1999-05-02..1999-05-04], unsaid)",
            "visit@claims(v2, unsaid, Utopia, 1998, courier:14, confirmed, courier, courier, courier, \
             [1999-05-02..1999-05-04], unsaid)",
            "visit@claims(v2, unsaid, Utopia, 1998, courier:14#2, announced, courier, courier, courier, \
             [1999-05-02..1999-05-04], unsaid)",
        ]
    );
    assert_eq!(facts(&lowered, "person"), ["person(A. Envoy)"]);
    assert_eq!(facts(&lowered, "alias"), ["alias(Envoy A, A. Envoy)"]);
}

#[test]
fn a_claim_knows_its_article_speakers_and_words() {
    let lowered = sound(&[ARTICLES]);
    let plan = lowered.claim("envoy-plan").unwrap();
    assert_eq!(plan.certainty, Certainty::Held(Grade::Expected));
    assert_eq!(plan.speakers, ["News Agency", "an official (anonymous, courier)"]);
    assert_eq!((plan.quote.as_deref(), plan.article.as_str()), (Some("will come in June"), "courier"));
    assert_eq!(plan.said.as_ref().map(ToString::to_string).as_deref(), Some("1999-04"));
    let article = lowered.article("courier").unwrap();
    assert_eq!((article.file.as_str(), &article.outlet), ("courier.txt", &None));
    assert_eq!(article.basis, [Basis::Text("it is May".into())]);
}

#[test]
fn default_names_keep_clear_of_given_ones() {
    let text = r#"
.decl p(x: symbol)
.article a { file = "a", published = "1999" }
p("x") @confirmed("y") @confirmed("z", id: "a:4#2") @possible("w")."#;
    let names: Vec<String> = sound(&[text]).claims.into_iter().map(|claim| claim.name.to_string()).collect();
    assert_eq!(names, ["a:4", "a:4#2", "a:4#3"]);
}

#[test]
fn an_article_speaks_only_in_its_own_text() {
    let second = r#"visit("v3", "the Kingdom", "the Kingdom", "1999")."#;
    let lowered = sound(&[ARTICLES, second]);
    assert_eq!(facts(&lowered, "visit"), ["visit(v3, the Kingdom, the Kingdom, 1999)"]);
}

#[test]
fn a_program_without_evidence_gets_no_companions() {
    let text = r".decl edge(x: number, y: number) edge(1, 2). .decl path(x: number, y: number)
        path(x, y) :- edge(x, y).";
    let declared: Vec<String> = sound(&[text])
        .tree
        .statements
        .iter()
        .filter_map(|statement| match &statement.node {
            Statement::Relation(decl) => Some(decl.name.node.to_string()),
            _ => None,
        })
        .filter(|name| name.contains('@') || name == "edge" || name == "path")
        .collect();
    assert_eq!(declared, ["edge", "path"]);
}

#[test]
fn a_declaration_of_the_programs_own_wins() {
    let text = r#".decl alias(a: symbol, b: symbol) .decl p(x: symbol) p("Envoy A")."#;
    let lowered = sound(&[text]);
    assert!(!lowered.survey.is_builtin("alias"));
    assert!(lowered.survey.is_builtin("claim"));
}

#[test]
fn an_alias_of_the_programs_own_relation_resolves_nothing() {
    let text = r#".decl alias(a: symbol, b: symbol) .decl p(x: symbol) alias("x", "y"). p("x")."#;
    assert_eq!(facts(&sound(&[text]), "p"), ["p(x)"]);
}

/// The body of the question as its only alternative, each atom as text.
fn question(lowered: &Lowered, text: &str) -> (Vec<String>, Vec<Diagnostic>) {
    let parsed = parse(crate::diagnostic::SourceId(0), text, Mode::Prompt);
    assert_eq!(parsed.diagnostics, [], "{text}");
    let mut sink = Vec::new();
    let Some(Statement::Query(body)) = parsed.tree.statements.first().map(|first| &first.node) else {
        panic!("no question: {text}")
    };
    (atoms(&lowered.body(body, &mut sink)), sink)
}

fn atoms(body: &Body) -> Vec<String> {
    body.alternatives.iter().flatten().flat_map(|literal| literal_atoms(&literal.node)).collect()
}

fn literal_atoms(literal: &Literal) -> Vec<String> {
    match literal {
        Literal::Atom(atom) => std::iter::once(shown(atom))
            .chain(atom.terms.iter().flat_map(|term| match &term.node {
                TermKind::Aggregate(aggregate) => atoms(&aggregate.body),
                _ => Vec::new(),
            }))
            .collect(),
        Literal::Compare(_, left, right) => [left, right]
            .into_iter()
            .flat_map(|term| match &term.node {
                TermKind::Aggregate(aggregate) => atoms(&aggregate.body),
                TermKind::String(text) => vec![text.to_string()],
                _ => Vec::new(),
            })
            .collect(),
        Literal::Not(inner) => {
            literal_atoms(&inner.node).into_iter().map(|atom| format!("!{atom}")).collect()
        }
        Literal::Group(body) => atoms(body),
        _ => Vec::new(),
    }
}

#[test]
fn questions_ask_by_any_name_and_of_the_companions() {
    let lowered = sound(&[ARTICLES]);
    let plain = |text| {
        let (atoms, diagnostics) = question(&lowered, text);
        assert_eq!(diagnostics, [], "{text}");
        atoms
    };
    assert_eq!(plain(r#"visit(v, "Envoy A", c, _)"#), ["visit(v, A. Envoy, c, _)"]);
    assert_eq!(plain("visit(v, w, c, _) @announced"), ["visit@announced(v, w, c, _)"]);
    assert_eq!(
        plain(r#"person(w), !visit(_, w, "Utopia", _) @denied"#),
        ["person(w)", "!visit@denied(_, w, Utopia, _)"]
    );
    assert_eq!(
        plain(r#"visit(v, _, _, _) @{certainty: k, by: "Envoy A", said: d}"#),
        ["visit@claims(v, _, _, _, _, k, _, A. Envoy, _, _, d)"]
    );
    assert_eq!(
        plain("person(w), n = count : { visit(_, w, _, _) @confirmed }"),
        ["person(w)", "visit@confirmed(_, w, _, _)"]
    );
    assert_eq!(plain(r#"person(w), w = "Envoy A""#), ["person(w)", "A. Envoy"]);
    assert_eq!(plain(r#"person(w), contains("Envoy A", w)"#), ["person(w)", "contains(Envoy A, w)"]);
}

#[test]
fn two_claims_of_one_fact_share_what_the_fact_leaves_unsaid_but_not_their_days_of_saying() {
    let lowered = sound(&[ARTICLES]);
    let dictionary = crate::store::Dictionary::default();
    let checked = lowered.check(&dictionary);
    let program = checked.program.expect("a sound program");
    let claims =
        program.relations.iter().position(|relation| relation.name == "visit@claims").expect("declared");
    let rows: Vec<&[u64]> =
        program.facts.iter().filter(|fact| fact.relation.0 == claims).map(|fact| &fact.row[..]).collect();
    let (came, and_came) = (rows[2], rows[3]);
    assert_eq!(came[1], and_came[1]);
    assert_ne!(came.last(), and_came.last());
}
