//! Arbitrary trees, as the parser could have read them: every kind of statement, with names that are also keywords.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::diagnostic::{Located, Span};
use crate::syntax::tree::*;

fn located<T>(node: T) -> Located<T> {
    Located::new(node, Span::default())
}

fn at<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>) -> impl Strategy<Value = Located<T>> {
    strategy.prop_map(located)
}

/// Names, often such as mean something elsewhere.
fn word() -> impl Strategy<Value = Text> {
    let contextual = [
        "article",
        "claim",
        "alias",
        "count",
        "sum",
        "min",
        "max",
        "mean",
        "open",
        "closed",
        "none",
        "exactly",
        "undetermined",
        "denied",
        "possibly",
        "all",
        "except",
        "output",
        "at",
        "true",
        "false",
        "anonymous",
        "match",
        "decl",
        "include",
        "input",
    ];
    prop_oneof![3 => "[a-z?][a-zA-Z0-9_?]{0,5}", 1 => prop::sample::select(contextual.to_vec()).prop_map(str::to_owned)]
        .prop_map(Text::from)
        .prop_filter("operators and `nil` are no names", |name| !is_operator(name) && !["nil", "as", "autoinc"].contains(&name.as_str()))
}

/// Names that a question may begin with below a declaration without a final period, where these words would belong to the declaration.
fn variable() -> impl Strategy<Value = Text> {
    let taken = ["unsaid", "open", "closed", "undetermined", "denied", "input", "output"];
    word().prop_filter("these words mean something else there", move |name| !taken.contains(&name.as_str()))
}

fn is_operator(name: &str) -> bool {
    let operators = ["band", "bor", "bxor", "bshl", "bshr", "bshru", "land", "lor", "lxor", "bnot", "lnot"];
    operators.contains(&name)
}

fn name() -> impl Strategy<Value = Name> {
    at(word())
}

fn relation() -> impl Strategy<Value = Name> {
    at(prop_oneof![4 => word(), 1 => (word(), word()).prop_map(|(a, b)| Text::from(format!("{a}.{b}")))])
}

/// Strings with everything that needs an escape, or looks as if it did.
fn string() -> impl Strategy<Value = Text> {
    let letter = prop_oneof![
        4 => "[ -~]".prop_map(|text| text.chars().next().unwrap_or(' ')),
        1 => prop::sample::select(vec!['"', '\\', '\n', '\t', '\r', '…', '’', '東', '\u{202e}']),
        1 => any::<char>(),
    ];
    vec(letter, 0..8).prop_map(|letters| letters.into_iter().collect())
}

fn text() -> impl Strategy<Value = Located<Text>> {
    at(string())
}

fn docs() -> impl Strategy<Value = Docs> {
    vec("[ -~]{0,12}".prop_map(|line| line.trim_end().to_owned()), 0..3).prop_map(Docs::from)
}

fn grade() -> impl Strategy<Value = Name> {
    at(prop::sample::select(vec!["confirmed", "announced", "expected", "possible", "denied"])
        .prop_map(Text::new))
}

fn infix() -> impl Strategy<Value = BinaryOp> {
    use BinaryOp::*;
    let all = vec![
        Add,
        Subtract,
        Multiply,
        Divide,
        Remainder,
        Power,
        BitAnd,
        BitOr,
        BitXor,
        ShiftLeft,
        ShiftRight,
        ShiftRightUnsigned,
        LogicalAnd,
        LogicalOr,
        LogicalXor,
    ];
    prop::sample::select(all)
}

fn leaf() -> BoxedStrategy<Term> {
    let kind = prop_oneof![
        4 => variable().prop_map(TermKind::Variable),
        1 => Just(TermKind::Wildcard),
        1 => prop::sample::select(vec![TermKind::Nil, TermKind::Counter]),
        2 => string().prop_map(TermKind::String),
        2 => any::<u64>().prop_map(TermKind::Integer),
        1 => any::<u64>().prop_map(TermKind::Unsigned),
        1 => any::<f64>().prop_map(|value| TermKind::Float(if value.is_finite() { value.abs() } else { 1.5 })),
    ];
    at(kind).boxed()
}

/// A term of at most the given depth.
fn term(depth: u32) -> BoxedStrategy<Term> {
    if depth == 0 {
        return leaf();
    }
    let inner = || term(depth - 1);
    let prefix = prop::sample::select(vec![UnaryOp::Negate, UnaryOp::BitNot, UnaryOp::LogicalNot]);
    let kind = prop_oneof![
        1 => (prefix, inner()).prop_map(|(op, term)| TermKind::Unary(op, Box::new(term))),
        3 => (infix(), inner(), inner())
            .prop_map(|(op, left, right)| TermKind::Binary(op, Box::new(left), Box::new(right))),
        1 => (relation(), vec(inner(), 0..3)).prop_map(|(name, terms)| TermKind::Functor(Box::new(name), terms)),
        1 => (name(), vec(inner(), 0..3)).prop_map(|(name, terms)| TermKind::UserFunctor(Box::new(name), terms)),
        1 => vec(inner(), 0..3).prop_map(TermKind::Record),
        1 => (relation(), vec(inner(), 0..3)).prop_map(|(name, terms)| TermKind::Branch(Box::new(name), terms)),
        1 => (inner(), relation()).prop_map(|(inner, ty)| TermKind::Cast(Box::new(inner), Box::new(ty))),
        1 => aggregate(depth - 1).prop_map(|aggregate| TermKind::Aggregate(Box::new(aggregate))),
    ];
    prop_oneof![1 => leaf(), 1 => at(kind)].boxed()
}

fn aggregate(depth: u32) -> impl Strategy<Value = Aggregate> {
    use AggregateKind::*;
    let valued = prop::sample::select(vec![Sum, Min, Max, Mean]);
    prop_oneof![
        body(depth).prop_map(|body| Aggregate { kind: located(Count), value: None, body }),
        (at(valued), term(depth), body(depth)).prop_map(|(kind, value, body)| Aggregate {
            kind,
            value: Some(value),
            body
        }),
    ]
}

fn annotation(depth: u32) -> impl Strategy<Value = Annotation> {
    let fields = vec!["certainty", "article", "by", "origin", "published", "said", "claim"];
    let fields = prop::sample::subsequence(fields, 0..4);
    prop_oneof![
        grade().prop_map(Annotation::Grade),
        (fields, vec(term(depth), 4)).prop_map(|(keys, terms)| {
            Annotation::Fields(keys.into_iter().map(|key| located(key.into())).zip(terms).collect())
        }),
    ]
}

fn plain_atom(depth: u32) -> BoxedStrategy<Atom> {
    (relation(), vec(term(depth), 0..4))
        .prop_map(|(relation, terms)| Atom { relation, terms, annotation: None })
        .boxed()
}

fn atom(depth: u32) -> impl Strategy<Value = Atom> {
    (plain_atom(depth), option::weighted(0.3, at(annotation(depth))))
        .prop_map(|(atom, annotation)| Atom { annotation: annotation.map(Box::new), ..atom })
}

fn literal(depth: u32) -> BoxedStrategy<Located<Literal>> {
    use Comparison::*;
    let comparison = prop::sample::select(vec![Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual]);
    let simple = prop_oneof![
        4 => atom(depth).prop_map(Literal::Atom),
        2 => (comparison, term(depth), term(depth)).prop_map(|(op, left, right)| Literal::Compare(op, left, right)),
        1 => any::<bool>().prop_map(Literal::Truth),
    ];
    if depth == 0 {
        return at(simple).boxed();
    }
    let group = body(depth - 1).prop_filter("parentheses around one literal make no group", |body| {
        body.alternatives.iter().map(Vec::len).sum::<usize>() > 1
    });
    let nested = prop_oneof![
        5 => simple,
        1 => literal(depth - 1).prop_map(|inner| Literal::Not(Box::new(inner))),
        1 => group.prop_map(Literal::Group),
    ];
    at(nested).boxed()
}

fn body(depth: u32) -> BoxedStrategy<Body> {
    vec(vec(literal(depth), 1..3), 1..3).prop_map(|alternatives| Body { alternatives }).boxed()
}

/// An atom of a fact, where a value may be left unsaid.
fn fact_atom() -> impl Strategy<Value = Atom> {
    let value = prop_oneof![4 => term(1), 1 => at(Just(TermKind::Unsaid))];
    (relation(), vec(value, 0..4)).prop_map(|(relation, terms)| Atom { relation, terms, annotation: None })
}

fn ground() -> impl Strategy<Value = Ground> {
    prop_oneof![
        text().prop_map(Ground::Text),
        text().prop_map(Ground::Claim),
        text().prop_map(Ground::Article)
    ]
}

fn speaker() -> impl Strategy<Value = Speaker> {
    prop_oneof![
        text().prop_map(Speaker::Named),
        text().prop_map(Speaker::Anonymous),
        Just(Speaker::Unsaid(located(()))),
    ]
}

fn evidence() -> impl Strategy<Value = Located<Evidence>> {
    let maybe = || option::of(text());
    let parts = (grade(), maybe(), vec(speaker(), 0..3), maybe(), maybe(), vec(ground(), 0..3), maybe());
    at(parts.prop_map(|(grade, quote, by, said, id, basis, note)| Evidence {
        grade,
        quote,
        by,
        said: said.map(Box::new),
        id: id.map(Box::new),
        basis,
        note: note.map(Box::new),
    }))
}

fn fact() -> impl Strategy<Value = Fact> {
    (docs(), fact_atom(), vec(evidence(), 0..3)).prop_map(|(docs, atom, evidence)| Fact {
        docs,
        atom: atom.into(),
        evidence,
    })
}

/// A fact inside another statement, which has no documentation of its own.
fn assumed() -> impl Strategy<Value = Fact> {
    fact().prop_map(|fact| Fact { docs: Docs::default(), ..fact })
}

fn selection() -> impl Strategy<Value = Selection> {
    let names = || vec(prop_oneof![name(), text()], 1..3);
    prop_oneof![Just(Selection::All), names().prop_map(Selection::Only), names().prop_map(Selection::Except)]
}

fn lens() -> impl Strategy<Value = LensDirective> {
    let retraction = prop_oneof![
        fact_atom().prop_map(Retraction::Fact),
        prop_oneof![name(), text()].prop_map(Retraction::Named),
    ];
    prop_oneof![
        (text(), any::<bool>()).prop_map(|(day, possibly)| LensDirective::AsOf(day, possibly)),
        text().prop_map(LensDirective::At),
        grade().prop_map(LensDirective::Trust),
        selection().prop_map(LensDirective::Articles),
        selection().prop_map(LensDirective::Speakers),
        assumed().prop_map(LensDirective::Assume),
        retraction.prop_map(LensDirective::Retract),
    ]
}

fn expectation() -> impl Strategy<Value = Expectation> {
    let unsaid_row = prop_oneof![3 => term(1), 1 => at(Just(TermKind::Unsaid))];
    prop_oneof![
        body(1)
            .prop_filter("a grade on a single atom is a certainty", |body| !is_graded_atom(body))
            .prop_map(Expectation::Some),
        (plain_atom(1), grade()).prop_map(|(atom, grade)| Expectation::Certainty(atom, grade)),
        body(1).prop_map(Expectation::None),
        (body(1), vec(at(vec(unsaid_row, 0..3)), 0..3))
            .prop_map(|(body, rows)| Expectation::Exactly(body, rows)),
        atom(1).prop_map(Expectation::Undetermined),
        atom(1).prop_map(Expectation::Denied),
    ]
}

fn is_graded_atom(body: &Body) -> bool {
    let literals: Vec<&Literal> = body.alternatives.iter().flatten().map(|literal| &literal.node).collect();
    match literals.as_slice() {
        [Literal::Atom(atom)] => {
            atom.annotation.as_ref().is_some_and(|it| matches!(it.node, Annotation::Grade(_)))
        }
        _ => false,
    }
}

fn test_block() -> impl Strategy<Value = Test> {
    let step =
        prop_oneof![1 => lens().prop_map(TestStep::Lens), 2 => expectation().prop_map(TestStep::Expect)];
    (docs(), text(), vec(at(step), 0..4)).prop_map(|(docs, title, steps)| Test { docs, title, steps })
}

fn qualifier() -> impl Strategy<Value = Qualifier> {
    let hints = vec!["inline", "no_inline", "magic", "no_magic", "brie", "btree", "eqrel", "override"];
    prop_oneof![
        Just(Qualifier::Closed),
        Just(Qualifier::Open),
        word().prop_map(Qualifier::Undetermined),
        word().prop_map(Qualifier::Denied),
        Just(Qualifier::Assumable),
        Just(Qualifier::Input),
        Just(Qualifier::Output),
        Just(Qualifier::Printsize),
        prop::sample::select(hints).prop_map(|hint| Qualifier::Hint(hint.into())),
    ]
}

fn attribute() -> impl Strategy<Value = Attribute> {
    (name(), relation(), any::<bool>()).prop_map(|(name, ty, is_lattice)| Attribute { name, ty, is_lattice })
}

fn relation_decl() -> impl Strategy<Value = RelationDecl> {
    prop_oneof![4 => relation_of_columns(), 1 => relation_of_rounds()]
}

fn relation_of_rounds() -> impl Strategy<Value = RelationDecl> {
    let delta = at(relation().prop_map(Qualifier::DeltaOf));
    (docs(), relation(), delta, vec(at(qualifier()), 0..3)).prop_map(|(docs, name, delta, qualifiers)| {
        let qualifiers = std::iter::once(delta).chain(qualifiers).collect();
        RelationDecl { docs, name, attributes: Vec::new(), qualifiers, choices: Vec::new() }
    })
}

fn relation_of_columns() -> impl Strategy<Value = RelationDecl> {
    let choices = vec(at(vec(name(), 1..3)), 0..3);
    (docs(), relation(), vec(attribute(), 0..3), vec(at(qualifier()), 0..3), choices).prop_map(
        |(docs, name, attributes, qualifiers, choices)| RelationDecl {
            docs,
            name,
            attributes,
            qualifiers,
            choices,
        },
    )
}

fn type_decl() -> impl Strategy<Value = TypeDecl> {
    let branch = (name(), vec(attribute(), 0..3)).prop_map(|(name, fields)| Branch { name, fields });
    let definition = prop_oneof![
        relation().prop_map(TypeDefinition::Subtype),
        vec(relation(), 1..3).prop_map(TypeDefinition::Union),
        vec(attribute(), 0..3).prop_map(TypeDefinition::Record),
        vec(branch, 1..3).prop_map(TypeDefinition::Branches),
    ];
    (docs(), name(), definition).prop_map(|(docs, name, definition)| TypeDecl { docs, name, definition })
}

fn lattice() -> impl Strategy<Value = LatticeDecl> {
    (docs(), name(), vec((name(), term(1)), 0..3)).prop_map(|(docs, name, operators)| LatticeDecl {
        docs,
        name,
        operators,
    })
}

fn functor() -> impl Strategy<Value = FunctorDecl> {
    let operands = vec((option::of(name()), relation()), 0..3);
    (docs(), name(), operands, relation(), any::<bool>()).prop_map(
        |(docs, name, operands, result, stateful)| FunctorDecl { docs, name, operands, result, stateful },
    )
}

fn component_type() -> impl Strategy<Value = ComponentType> {
    (name(), vec(relation(), 0..3)).prop_map(|(name, arguments)| ComponentType { name, arguments })
}

fn init() -> impl Strategy<Value = ComponentInit> {
    (name(), component_type()).prop_map(|(name, component)| ComponentInit { name, component })
}

/// A component whose own components are at most `depth` deep.
fn component(depth: u32) -> BoxedStrategy<Component> {
    let inner = if depth == 0 {
        init().prop_map(Statement::Init).boxed()
    } else {
        component(depth - 1).prop_map(Statement::Component).boxed()
    };
    let statement = prop_oneof![
        type_decl().prop_map(Statement::Type),
        relation_decl().prop_map(Statement::Relation),
        rule().prop_map(Statement::Rule),
        subsumption().prop_map(|rule| Statement::Subsumption(rule.into())),
        fact().prop_map(Statement::Fact),
        io().prop_map(Statement::Io),
        lattice().prop_map(Statement::Lattice),
        name().prop_map(Statement::Override),
        inner,
    ];
    (docs(), component_type(), vec(component_type(), 0..3), vec(at(statement), 0..4))
        .prop_map(|(docs, head, bases, body)| Component { docs, head, bases, body })
        .boxed()
}

fn article() -> impl Strategy<Value = Article> {
    let keys = prop::sample::subsequence(vec!["file", "outlet", "relays", "published", "basis"], 0..5);
    (docs(), prop_oneof![name(), text()], keys, vec(vec(ground(), 0..3), 5)).prop_map(
        |(docs, name, keys, values)| {
            let keys = keys.into_iter().map(|key| located(key.into()));
            Article { docs, name, entries: keys.zip(values).collect() }
        },
    )
}

fn io() -> impl Strategy<Value = IoDirective> {
    let kind =
        prop::sample::select(vec![IoKind::Input, IoKind::Output, IoKind::Printsize, IoKind::Limitsize]);
    (kind, vec(relation(), 1..3), vec((name(), text()), 0..3))
        .prop_map(|(kind, relations, parameters)| IoDirective { kind, relations, parameters })
}

fn plan() -> impl Strategy<Value = Vec<PlanVersion>> {
    let version = (at(any::<u64>()), vec(at(any::<u64>()), 0..3))
        .prop_map(|(version, order)| PlanVersion { version, order });
    prop_oneof![2 => Just(vec![]), 1 => vec(version, 1..3)]
}

fn rule() -> impl Strategy<Value = Rule> {
    (docs(), vec(plain_atom(1), 1..3), body(2), plan()).prop_map(|(docs, heads, body, plan)| Rule {
        docs,
        heads,
        body,
        plan,
    })
}

fn subsumption() -> impl Strategy<Value = Subsumption> {
    (docs(), plain_atom(1), plain_atom(1), body(1), plan())
        .prop_map(|(docs, less, greater, body, plan)| Subsumption { docs, less, greater, body, plan })
}

/// What stands in a file and at the prompt alike.
fn common() -> BoxedStrategy<Statement> {
    prop_oneof![
        type_decl().prop_map(Statement::Type),
        relation_decl().prop_map(Statement::Relation),
        rule().prop_map(Statement::Rule),
        subsumption().prop_map(|rule| Statement::Subsumption(rule.into())),
        lattice().prop_map(Statement::Lattice),
        functor().prop_map(Statement::Functor),
        component(1).prop_map(Statement::Component),
        init().prop_map(Statement::Init),
        name().prop_map(Statement::Override),
        Just(Statement::Once),
        article().prop_map(Statement::Article),
        text().prop_map(Statement::Include),
        io().prop_map(Statement::Io),
        vec(text(), 1..3).prop_map(Statement::Pragma),
        lens().prop_map(Statement::Lens),
        test_block().prop_map(Statement::Test),
    ]
    .boxed()
}

fn tree(statement: BoxedStrategy<Statement>) -> impl Strategy<Value = Tree> {
    vec(at(statement), 0..6).prop_map(|statements| Tree { statements })
}

/// What a file holds.
pub(super) fn file_tree() -> impl Strategy<Value = Tree> {
    tree(prop_oneof![2 => common(), 1 => fact().prop_map(Statement::Fact)].boxed())
}

/// What is typed at the prompt.
pub(super) fn prompt_tree() -> impl Strategy<Value = Tree> {
    tree(prop_oneof![2 => common(), 1 => body(2).prop_map(Statement::Query)].boxed())
}
