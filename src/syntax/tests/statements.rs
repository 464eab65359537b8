//! Each kind of statement, read into exactly its tree.

use super::{anywhere, file, named, statements};
use crate::diagnostic::{Located, SourceId, Span};
use crate::syntax::tree::*;

fn constant(text: &str) -> Term {
    anywhere(TermKind::String(text.into()))
}

fn variable(name: &str) -> Term {
    anywhere(TermKind::Variable(name.into()))
}

fn atom(relation: &str, terms: Vec<Term>) -> Atom {
    Atom { relation: named(relation), terms, annotation: None }
}

fn one(literal: Literal) -> Body {
    Body { alternatives: vec![vec![anywhere(literal)]] }
}

fn attribute(name: &str, ty: &str) -> Attribute {
    Attribute { name: named(name), ty: named(ty), is_lattice: false }
}

fn docs(lines: &[&str]) -> Docs {
    lines.iter().map(|&line| line.to_owned()).collect()
}

fn evidence(grade: &str) -> Evidence {
    Evidence { grade: named(grade), quote: None, by: vec![], said: None, id: None, basis: vec![], note: None }
}

#[test]
fn types() {
    let of = |name, definition| Statement::Type(TypeDecl { docs: docs(&[]), name: named(name), definition });
    let text = concat!(
        ".type Person <: symbol\n.type Party = Person\n.type Any = Person | lib.State\n",
        ".type E\n.number_type N\n.symbol_type S",
    );
    let base = |base| TypeDefinition::Subtype(named(base));
    assert_eq!(
        statements(text),
        [
            of("Person", TypeDefinition::Subtype(named("symbol"))),
            of("Party", TypeDefinition::Union(vec![named("Person")])),
            of("Any", TypeDefinition::Union(vec![named("Person"), named("lib.State")])),
            of("E", base("symbol")),
            of("N", base("number")),
            of("S", base("symbol")),
        ]
    );
}

#[test]
fn declarations_with_several_names_and_words() {
    let text = "/// Who goes where.\n.decl visit, stay(who: Person, day: date) open\n   undetermined maybe assumable brie output\nopen(1).";
    let of = |name| {
        Statement::Relation(RelationDecl {
            docs: docs(&["Who goes where."]),
            name: named(name),
            attributes: vec![attribute("who", "Person"), attribute("day", "date")],
            qualifiers: vec![
                anywhere(Qualifier::Open),
                anywhere(Qualifier::Undetermined("maybe".into())),
                anywhere(Qualifier::Assumable),
                anywhere(Qualifier::Hint("brie".into())),
                anywhere(Qualifier::Output),
            ],
            choices: vec![],
        })
    };
    let fact = Fact {
        docs: docs(&[]),
        atom: atom("open", vec![anywhere(TermKind::Integer(1))]).into(),
        evidence: vec![],
    };
    assert_eq!(statements(text), [of("visit"), of("stay"), Statement::Fact(fact)]);
}

#[test]
fn facts_with_several_claims() {
    let text = r#"
/// The plan.
visit("v", unsaid, "1999-06")
    @expected("will come", by: ["Agency", anonymous("an official"), unsaid], said: "1999-04", id: "plan",
        basis: [claim("c:1"), article("c"), "words"], note: "text")
    @denied."#;
    let claim = Evidence {
        quote: Some(named("will come")),
        by: vec![
            Speaker::Named(named("Agency")),
            Speaker::Anonymous(named("an official")),
            Speaker::Unsaid(anywhere(())),
        ],
        said: Some(Box::new(named("1999-04"))),
        id: Some(Box::new(named("plan"))),
        basis: vec![Ground::Claim(named("c:1")), Ground::Article(named("c")), Ground::Text(named("words"))],
        note: Some(Box::new(named("text"))),
        ..evidence("expected")
    };
    let terms = vec![constant("v"), anywhere(TermKind::Unsaid), constant("1999-06")];
    let fact = Fact {
        docs: docs(&["The plan."]),
        atom: atom("visit", terms).into(),
        evidence: vec![anywhere(claim), anywhere(evidence("denied"))],
    };
    assert_eq!(statements(text), [Statement::Fact(fact)]);
}

#[test]
fn rules_with_several_heads() {
    let rule = Rule {
        docs: docs(&["[seen] Why."]),
        heads: vec![atom("a", vec![variable("x")]), atom("b", vec![])],
        body: one(Literal::Atom(atom("c", vec![variable("x")]))),
        plan: vec![],
    };
    assert_eq!(statements("/// [seen] Why.\na(x), b() :- c(x)."), [Statement::Rule(rule)]);
}

#[test]
fn unsaid_is_a_plain_variable_in_a_rule() {
    let rule = Rule {
        docs: docs(&[]),
        heads: vec![atom("a", vec![variable("unsaid")])],
        body: one(Literal::Atom(atom("c", vec![variable("unsaid")]))),
        plan: vec![],
    };
    assert_eq!(statements("a(unsaid) :- c(unsaid)."), [Statement::Rule(rule)]);
}

#[test]
fn articles() {
    let article = Article {
        docs: docs(&["A daily."]),
        name: named("courier"),
        entries: vec![
            (named("file"), vec![Ground::Text(named("c.txt"))]),
            (named("relays"), vec![Ground::Text(named("A")), Ground::Text(named("B"))]),
            (named("basis"), vec![Ground::Article(named("herald"))]),
        ],
    };
    let text = "/// A daily.\n.article courier {\n file = \"c.txt\", relays = [\"A\", \"B\",],\n basis = article(\"herald\"),\n}";
    assert_eq!(statements(text), [Statement::Article(article)]);
}

#[test]
fn includes_in_both_spellings() {
    let include = || Statement::Include(named("a/b.dl"));
    assert_eq!(statements(".include \"a/b.dl\"\n#include \"a/b.dl\""), [include(), include()]);
}

#[test]
fn input_and_output() {
    let text = ".input a, b(IO=file, filename=\"x\\ty\", headers=true, n=0x10)\n.output a()\n.printsize a\n.limitsize a(n=5)";
    let of = |kind, relations: &[&str], parameters: &[(&str, &str)]| {
        Statement::Io(IoDirective {
            kind,
            relations: relations.iter().map(|name| named(name)).collect(),
            parameters: parameters.iter().map(|(key, value)| (named(key), named(value))).collect(),
        })
    };
    assert_eq!(
        statements(text),
        [
            of(
                IoKind::Input,
                &["a", "b"],
                &[("IO", "file"), ("filename", "x\ty"), ("headers", "true"), ("n", "16")]
            ),
            of(IoKind::Output, &["a"], &[]),
            of(IoKind::Printsize, &["a"], &[]),
            of(IoKind::Limitsize, &["a"], &[("n", "5")]),
        ]
    );
}

#[test]
fn pragmas() {
    assert_eq!(
        statements(".pragma \"legacy\"\n.pragma \"k\" \"v\""),
        [Statement::Pragma(vec![named("legacy")]), Statement::Pragma(vec![named("k"), named("v")]),]
    );
}

#[test]
fn the_lens_with_hyphen_or_underscore_and_with_or_without_quotes() {
    let text = ".as-of 1999-05-10 possibly\n.as_of \"1999\".\n.at 1999-05\n.trust announced\n.articles a, \"b c\"\n.articles all\n.speakers except \"B. Spokesman\"";
    let lens: Vec<Statement> = [
        LensDirective::AsOf(named("1999-05-10"), true),
        LensDirective::AsOf(named("1999"), false),
        LensDirective::At(named("1999-05")),
        LensDirective::Trust(named("announced")),
        LensDirective::Articles(Selection::Only(vec![named("a"), named("b c")])),
        LensDirective::Articles(Selection::All),
        LensDirective::Speakers(Selection::Except(vec![named("B. Spokesman")])),
    ]
    .into_iter()
    .map(Statement::Lens)
    .collect();
    assert_eq!(statements(text), lens);
}

#[test]
fn assumptions_and_retractions() {
    let assumed = Fact {
        docs: docs(&[]),
        atom: atom("visit", vec![constant("v")]).into(),
        evidence: vec![anywhere(evidence("denied"))],
    };
    let retracted = atom("visit", vec![anywhere(TermKind::Wildcard), anywhere(TermKind::Unsaid)]);
    let lens: Vec<Statement> = [
        LensDirective::Assume(assumed),
        LensDirective::Retract(Retraction::Named(named("courier_1999:12"))),
        LensDirective::Retract(Retraction::Named(named("envoy-plan"))),
        LensDirective::Retract(Retraction::Fact(retracted)),
    ]
    .into_iter()
    .map(Statement::Lens)
    .collect();
    let text = ".assume visit(\"v\") @denied\n.retract courier_1999:12\n.retract \"envoy-plan\"\n.retract visit(_, unsaid)";
    assert_eq!(statements(text), lens);
}

#[test]
fn tests_with_every_expectation() {
    let text = r#"/// Why.
.test "title" {
    .trust possible
    .expect a(x) @announced
    .expect a(x), b(x) @announced
    .expect none a(x) ; b(x)
    .expect none(x)
    .expect exactly a(x) { ("v", unsaid), (1, 2) }
    .expect exactly a(x) { }
    .expect undetermined a(_)
    .expect denied a(_).
}"#;
    let a = || atom("a", vec![variable("x")]);
    let b = || atom("b", vec![variable("x")]);
    let announced = Annotation::Grade(named("announced"));
    let graded = Atom { annotation: Some(Box::new(anywhere(announced))), ..b() };
    let literal = |atom| anywhere(Literal::Atom(atom));
    let wild = || atom("a", vec![anywhere(TermKind::Wildcard)]);
    let number = |value| anywhere(TermKind::Integer(value));
    let rows =
        vec![anywhere(vec![constant("v"), anywhere(TermKind::Unsaid)]), anywhere(vec![number(1), number(2)])];
    let expected = [
        Expectation::Certainty(a(), named("announced")),
        Expectation::Some(Body { alternatives: vec![vec![literal(a()), literal(graded)]] }),
        Expectation::None(Body { alternatives: vec![vec![literal(a())], vec![literal(b())]] }),
        Expectation::Some(one(Literal::Atom(atom("none", vec![variable("x")])))),
        Expectation::Exactly(one(Literal::Atom(a())), rows),
        Expectation::Exactly(one(Literal::Atom(a())), vec![]),
        Expectation::Undetermined(wild()),
        Expectation::Denied(wild()),
    ];
    let trust = TestStep::Lens(LensDirective::Trust(named("possible")));
    let steps = std::iter::once(trust).chain(expected.map(TestStep::Expect)).map(anywhere).collect();
    let whole = Test { docs: docs(&["Why."]), title: named("title"), steps };
    assert_eq!(statements(text), [Statement::Test(whole)]);
}

#[test]
fn contextual_words_name_relations() {
    let text = "article(\"a\"). claim(1). open(1). decl(1). count(1) :- closed(1), test(1), none(1).";
    assert_eq!(statements(text).len(), 5);
}

#[test]
fn statements_and_their_parts_know_their_places() {
    let parsed = file("a(1).\n  bc(x) :- d(x), !e(x + 1).");
    let places: Vec<Span> = parsed.tree.statements.iter().map(|statement| statement.span).collect();
    let span = |start, end| Span { source: SourceId::default(), start, end };
    assert_eq!(places, [span(0, 5), span(8, 33)]);
    let Located { node: Statement::Rule(rule), .. } = &parsed.tree.statements[1] else { panic!("no rule") };
    assert_eq!(rule.heads[0].relation.span, span(8, 10));
    let literals: Vec<Span> = rule.body.alternatives[0].iter().map(|literal| literal.span).collect();
    assert_eq!(literals, [span(17, 21), span(23, 32)]);
}
