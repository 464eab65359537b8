//! The constructs of Soufflé's that have statements and terms of their own, read into exactly their trees.

use super::{anywhere, file, findings, named, prompt, statements, without_errors};
use crate::syntax::tree::*;

fn variable(name: &str) -> Term {
    anywhere(TermKind::Variable(name.into()))
}

fn integer(value: u64) -> Term {
    anywhere(TermKind::Integer(value))
}

fn atom(relation: &str, terms: Vec<Term>) -> Atom {
    Atom { relation: named(relation), terms, annotation: None }
}

fn attribute(name: &str, ty: &str) -> Attribute {
    Attribute { name: named(name), ty: named(ty), is_lattice: false }
}

fn typed(name: &str, definition: TypeDefinition) -> Statement {
    Statement::Type(TypeDecl { docs: Docs::default(), name: named(name), definition })
}

fn holds(literal: Literal) -> Body {
    Body { alternatives: vec![vec![anywhere(literal)]] }
}

/// The term that a fact of one argument has.
fn term(text: &str) -> TermKind {
    match statements(&format!("p({text}).")).as_slice() {
        [Statement::Fact(fact)] => fact.atom.terms[0].node.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn records_and_branches_are_types() {
    let text = ".type L = [head: number, tail: L]\n.type E = []\n.type T = A {x: number, t: T} | B {}\n.type U = C {}";
    let branch = |name, fields| Branch { name: named(name), fields };
    let expected = [
        typed("L", TypeDefinition::Record(vec![attribute("head", "number"), attribute("tail", "L")])),
        typed("E", TypeDefinition::Record(vec![])),
        typed(
            "T",
            TypeDefinition::Branches(vec![
                branch("A", vec![attribute("x", "number"), attribute("t", "T")]),
                branch("B", vec![]),
            ]),
        ),
        typed("U", TypeDefinition::Branches(vec![branch("C", vec![])])),
    ];
    assert_eq!(statements(text), expected);
}

#[test]
fn records_branches_casts_and_counters_are_terms() {
    let record = |fields| TermKind::Record(fields);
    assert_eq!(term("nil"), TermKind::Nil);
    assert_eq!(term("[]"), record(vec![]));
    assert_eq!(
        term("[1, [2, nil]]"),
        record(vec![integer(1), anywhere(record(vec![integer(2), anywhere(TermKind::Nil)]))])
    );
    assert_eq!(term("$A()"), TermKind::Branch(Box::new(named("A")), vec![]));
    assert_eq!(term("$lib.A(1)"), TermKind::Branch(Box::new(named("lib.A")), vec![integer(1)]));
    assert_eq!(term("as(1, lib.T)"), TermKind::Cast(Box::new(integer(1)), Box::new(named("lib.T"))));
    assert_eq!(term("$"), TermKind::Counter);
    assert_eq!(term("autoinc()"), TermKind::Counter);
    assert_eq!(term("@f(1)"), TermKind::UserFunctor(Box::new(named("f")), vec![integer(1)]));
    let counted =
        |op, right| TermKind::Binary(op, Box::new(anywhere(TermKind::Counter)), Box::new(integer(right)));
    assert_eq!(term("$ + 1"), counted(BinaryOp::Add, 1));
    assert_eq!(term("$ band 1"), counted(BinaryOp::BitAnd, 1));
}

#[test]
fn subsumption_is_read_in_files_and_at_the_prompt() {
    let text = "p(x) <= p(y) :- x < y.";
    let less = Literal::Compare(Comparison::Less, variable("x"), variable("y"));
    let expected = [Statement::Subsumption(Box::new(Subsumption {
        docs: Docs::default(),
        less: atom("p", vec![variable("x")]),
        greater: atom("p", vec![variable("y")]),
        body: holds(less),
        plan: vec![],
    }))];
    assert_eq!(statements(text), expected);
    assert_eq!(without_errors(prompt(text)), expected);
    // Without a body it is a comparison of two functors.
    assert!(matches!(without_errors(prompt("p(x) <= p(y)")).as_slice(), [Statement::Query(_)]));
}

#[test]
fn a_plan_belongs_to_the_rule_before_it() {
    let parsed = statements("a(x) :- b(x), c(x).\n.plan 0:(2,1), 1:()\na(1).");
    let [Statement::Rule(rule), Statement::Fact(_)] = parsed.as_slice() else { panic!("{parsed:?}") };
    let version = |version, order: &[u64]| PlanVersion {
        version: anywhere(version),
        order: order.iter().copied().map(anywhere).collect(),
    };
    assert_eq!(rule.plan, [version(0, &[2, 1]), version(1, &[])]);
    let apart = file("a(1).\n.plan 0:(1)");
    assert_eq!(findings(&apart), ["6..11 E0019 `.plan` stands only behind a rule"]);
}

#[test]
fn choices_and_columns_of_lattices() {
    let parsed =
        statements(".decl p(x: number, y: T<>) brie choice-domain x, (x, y)\n.decl choice(x: number)");
    let [Statement::Relation(p), Statement::Relation(choice)] = parsed.as_slice() else {
        panic!("{parsed:?}")
    };
    assert_eq!(p.choices, [anywhere(vec![named("x")]), anywhere(vec![named("x"), named("y")])]);
    assert_eq!(p.attributes[1], Attribute { is_lattice: true, ..attribute("y", "T") });
    assert_eq!(p.qualifiers, [anywhere(Qualifier::Hint("brie".into()))]);
    assert_eq!((choice.name.node.as_str(), choice.choices.len()), ("choice", 0));
}

#[test]
fn lattices_and_functors() {
    let text = ".lattice T<> { Bottom -> $A(), Lub -> @lub(_, _) }\n.functor lub(x: T, T): T stateful\n.functor f(): number";
    let wildcard = || anywhere(TermKind::Wildcard);
    let functor = |name, operands, result, stateful| {
        Statement::Functor(FunctorDecl {
            docs: Docs::default(),
            name: named(name),
            operands,
            result: named(result),
            stateful,
        })
    };
    let expected = [
        Statement::Lattice(LatticeDecl {
            docs: Docs::default(),
            name: named("T"),
            operators: vec![
                (named("Bottom"), anywhere(TermKind::Branch(Box::new(named("A")), vec![]))),
                (
                    named("Lub"),
                    anywhere(TermKind::UserFunctor(Box::new(named("lub")), vec![wildcard(), wildcard()])),
                ),
            ],
        }),
        functor("lub", vec![(Some(named("x")), named("T")), (None, named("T"))], "T", true),
        functor("f", vec![], "number", false),
    ];
    assert_eq!(statements(text), expected);
}

#[test]
fn components_hold_statements_of_a_file() {
    let text = ".comp C<T, U> : A<T>, B {\n  .decl p(x: T)\n  p(1).\n  .override q\n  .comp D { }\n  .init d = D\n}\n.init c = C<number, symbol>";
    let head = |name, arguments: &[&str]| ComponentType {
        name: named(name),
        arguments: arguments.iter().map(|name| named(name)).collect(),
    };
    let nested = Component { docs: Docs::default(), head: head("D", &[]), bases: vec![], body: vec![] };
    let decl = RelationDecl {
        docs: Docs::default(),
        name: named("p"),
        attributes: vec![attribute("x", "T")],
        qualifiers: vec![],
        choices: vec![],
    };
    let body = vec![
        anywhere(Statement::Relation(decl)),
        anywhere(Statement::Fact(Fact {
            docs: Docs::default(),
            atom: atom("p", vec![integer(1)]).into(),
            evidence: vec![],
        })),
        anywhere(Statement::Override(named("q"))),
        anywhere(Statement::Component(nested)),
        anywhere(Statement::Init(ComponentInit { name: named("d"), component: head("D", &[]) })),
    ];
    let component = Component {
        docs: Docs::default(),
        head: head("C", &["T", "U"]),
        bases: vec![head("A", &["T"]), head("B", &[])],
        body,
    };
    let init = ComponentInit { name: named("c"), component: head("C", &["number", "symbol"]) };
    let expected = [Statement::Component(component), Statement::Init(init)];
    assert_eq!(statements(text), expected);
    assert_eq!(without_errors(prompt(text)), expected);
}

#[test]
fn what_is_wrong_in_a_component_hides_nothing_else() {
    let parsed = file(".comp C {\n  p(1\n  .decl q(x: number)\n  q(1) q(2).\n  r(1).\n}\n.init c = C");
    assert_eq!(
        findings(&parsed),
        ["15..15 E0010 expected `,` or `)`, found `.decl`", "43..43 E0011 expected `.`"]
    );
    assert_eq!(parsed.tree.statements.len(), 2);
}

#[test]
fn annotations_tell_nothing() {
    let text =
        "@[key = \"]\" [ ( // ]\n ) ]]\n.decl p(@![a] x: number, @[b] y: number)\n@[c /* ] */]\np(1, 2).";
    assert_eq!(statements(text).len(), 2);
    assert_eq!(findings(&file("p(1). @[a (b]")), ["6..8 E0003 unclosed annotation"]);
}

#[test]
fn a_file_read_once_and_addresses_of_machines() {
    assert_eq!(statements(".once"), [Statement::Once]);
    assert_eq!(term("127.0.0.1"), TermKind::Integer(2_130_706_433));
    assert_eq!(findings(&file("p(1.2.3.256).")), ["2..11 E0005 `1.2.3.256` is no number"]);
}
