//! Terms, literals and bodies: what binds what.

use super::{prompt, without_errors};
use crate::syntax::printer;
use crate::syntax::tree::{Aggregate, Annotation, Atom, Body, Literal, Statement, Term, TermKind};

/// A term with every operator in front and its operands in parentheses.
fn shape(term: &Term) -> String {
    match &term.node {
        TermKind::Unary(op, inner) => format!("({op:?} {})", shape(inner)),
        TermKind::Binary(op, left, right) => format!("({op:?} {} {})", shape(left), shape(right)),
        TermKind::Functor(name, terms) => format!("({}{})", name.node, shapes(terms)),
        TermKind::Aggregate(aggregate) => aggregate_shape(aggregate),
        _ => printer::term(term),
    }
}

fn shapes(terms: &[Term]) -> String {
    terms.iter().fold(String::new(), |shapes, term| format!("{shapes} {}", shape(term)))
}

fn aggregate_shape(aggregate: &Aggregate) -> String {
    let value = aggregate.value.as_ref().map(shape).unwrap_or_default();
    format!("({:?} {value} {})", aggregate.kind.node, body_shape(&aggregate.body))
}

fn body_shape(body: &Body) -> String {
    let literals = |literals: &Vec<_>| {
        let shapes: Vec<String> = literals
            .iter()
            .map(|literal: &crate::diagnostic::Located<Literal>| literal_shape(&literal.node))
            .collect();
        shapes.join(" & ")
    };
    let alternatives: Vec<String> = body.alternatives.iter().map(literals).collect();
    format!("[{}]", alternatives.join(" | "))
}

fn literal_shape(literal: &Literal) -> String {
    match literal {
        Literal::Atom(atom) => atom_shape(atom),
        Literal::Compare(comparison, left, right) => {
            format!("{comparison:?}({}, {})", shape(left), shape(right))
        }
        Literal::Constraint(name, terms) => format!("constraint {}{}", name.node, shapes(terms)),
        Literal::Truth(truth) => format!("truth {truth}"),
        Literal::Not(inner) => format!("not {}", literal_shape(&inner.node)),
        Literal::Group(body) => body_shape(body),
    }
}

fn atom_shape(atom: &Atom) -> String {
    let annotation = match atom.annotation.as_ref().map(|annotation| &annotation.node) {
        None => String::new(),
        Some(Annotation::Grade(grade)) => format!(" at {}", grade.node),
        Some(Annotation::Fields(fields)) => fields
            .iter()
            .fold(String::new(), |shapes, (key, term)| format!("{shapes} {}={}", key.node, shape(term))),
    };
    format!("{}{}{annotation}", atom.relation.node, shapes(&atom.terms))
}

/// The shape of a question's body.
fn question(text: &str) -> String {
    match without_errors(prompt(text)).as_slice() {
        [Statement::Query(body)] => body_shape(body),
        other => panic!("{other:?}"),
    }
}

/// The shape of the right side of `x = …`.
fn value(text: &str) -> String {
    let shape = question(&format!("x = {text}."));
    shape.strip_prefix("[Equal(x, ").and_then(|rest| rest.strip_suffix(")]")).unwrap_or(&shape).to_owned()
}

#[test]
fn arithmetic_binds_as_in_souffle() {
    assert_eq!(value("1 + 2 * 3 - 4"), "(Subtract (Add 1 (Multiply 2 3)) 4)");
    assert_eq!(value("8 / 4 % 3"), "(Remainder (Divide 8 4) 3)");
    assert_eq!(value("2 ^ 3 ^ 2"), "(Power 2 (Power 3 2))");
    assert_eq!(value("-x ^ 2"), "(Negate (Power x 2))");
    assert_eq!(value("2 ^ -x * 3"), "(Multiply (Power 2 (Negate x)) 3)");
    assert_eq!(value("- -x"), "(Negate (Negate x))");
    assert_eq!(value("(1 + 2) * 3"), "(Multiply (Add 1 2) 3)");
}

#[test]
fn word_operators_bind_looser_than_signs() {
    assert_eq!(
        value("a lor b lxor c land d bor e bxor f band g bshl h + i"),
        "(LogicalOr a (LogicalXor b (LogicalAnd c (BitOr d (BitXor e (BitAnd f (ShiftLeft g (Add h i))))))))"
    );
    assert_eq!(value("a bshr b bshru c"), "(ShiftRightUnsigned (ShiftRight a b) c)");
    assert_eq!(value("bnot a band lnot b"), "(BitAnd (BitNot a) (LogicalNot b))");
}

#[test]
fn constants_keep_their_kind() {
    assert_eq!(value("-12"), "(Negate 12)");
    assert_eq!(value("12u + 1.5 + 0x10"), "(Add (Add 12u 1.5) 16)");
    assert_eq!(value(r#"cat("a\tb", _)"#), r#"(cat "a\tb" _)"#);
}

#[test]
fn aggregates_with_and_without_braces() {
    assert_eq!(value("count : { p(_), q(x) }"), "(Count  [p _ & q x])");
    assert_eq!(value("count:p(_)"), "(Count  [p _])");
    assert_eq!(value("sum y * 2 : { p(y) ; q(y) }"), "(Sum (Multiply y 2) [p y | q y])");
    assert_eq!(value("max -y : p(y) @announced"), "(Max (Negate y) [p y at announced])");
    assert_eq!(value("1 + min y : p(y) + 2"), "(Add (Add 1 (Min y [p y])) 2)");
    assert_eq!(value("mean (y + 1) * 2 : p(y)"), "(Mean (Multiply (Add y 1) 2) [p y])");
}

#[test]
fn the_names_of_aggregates_are_functors_variables_and_relations_too() {
    assert_eq!(value("min(a, max(b, c))"), "(min a (max b c))");
    assert_eq!(question("p(max), max > count, count(sum)."), "[p max & Greater(max, count) & count sum]");
    assert_eq!(value("max + 1"), "(Add max 1)");
}

#[test]
fn comparisons_need_no_space_and_no_parentheses() {
    let text = "x != y, x<y, x<=y, x>y, x>=y, f(x) = y";
    let shape = "[NotEqual(x, y) & Less(x, y) & LessEqual(x, y) & Greater(x, y) & GreaterEqual(x, y) & Equal((f x), y)]";
    assert_eq!(question(text), shape);
}

#[test]
fn an_atom_is_told_from_a_term_by_what_follows() {
    assert_eq!(
        question("p(x), f(x) < 1, (g(x)) = 2, (q(x))"),
        "[p x & Less((f x), 1) & Equal((g x), 2) & q x]"
    );
    assert_eq!(question("(x + y) * 2 < z"), "[Less((Multiply (Add x y) 2), z)]");
    assert_eq!(question("((x)) = 1, ((p(x)))"), "[Equal(x, 1) & p x]");
    assert_eq!(question("a(), match(\"a.*\", x), lib.edge(x)"), "[a & match \"a.*\" x & lib.edge x]");
}

#[test]
fn conjunction_binds_tighter_than_disjunction() {
    assert_eq!(question("a(), b() ; c()"), "[a & b | c]");
    assert_eq!(question("a(), (b() ; c(), d())"), "[a & [b | c & d]]");
    assert_eq!(question("(a(), b())"), "[[a & b]]");
}

#[test]
fn anything_may_be_negated() {
    assert_eq!(question("!p(x), !(x < y), !x = y"), "[not p x & not Less(x, y) & not Equal(x, y)]");
    assert_eq!(question("!(p(x) ; q(x)), !!p(x), !true"), "[not [p x | q x] & not not p x & not truth true]");
}

#[test]
fn truths_are_literals_and_their_names_still_variables() {
    assert_eq!(
        question("true ; false ; (true), true = x"),
        "[truth true | truth false | truth true & Equal(true, x)]"
    );
}

#[test]
fn annotations_follow_the_parenthesis() {
    assert_eq!(
        question("visit(v) @announced, !visit(v) @denied"),
        "[visit v at announced & not visit v at denied]"
    );
    assert_eq!(
        question("visit(v) @{certainty: k, by: \"A\", said: earliest(d)}"),
        "[visit v certainty=k by=\"A\" said=(earliest d)]"
    );
}
