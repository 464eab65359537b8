//! What rules become: single heads, conjunctions, equations, aggregates with their scopes.

use super::{errors, rules};

const GRAPH: &str = "
.decl edge(a: number, b: number)
.decl node(a: number)
.decl p(a: number)
.decl q(a: number, b: number)
.decl d(who: symbol, day: date)
edge(1, 2). node(1). d(\"a\", \"2024\").
";

fn of(rule: &str) -> Vec<String> {
    rules(&format!("{GRAPH}{rule}"))
}

#[test]
fn several_heads_are_several_rules() {
    assert_eq!(of("q(x, y), p(y) :- edge(x, y)."), ["q(x, y) :- edge(x, y).", "p(y) :- edge(x, y)."]);
}

#[test]
fn disjunction_is_split_and_the_order_of_the_text_kept() {
    assert_eq!(
        of("q(x, z) :- edge(x, y), (edge(y, z) ; edge(z, y)), x != z."),
        ["q(x, z) :- edge(x, y), edge(y, z), x != z.", "q(x, z) :- edge(x, y), edge(z, y), x != z.",]
    );
    assert_eq!(
        of("p(x) :- (edge(x, 1) ; edge(1, x)), (node(x) ; x = 3)."),
        [
            "p(x) :- edge(x, 1), node(x).",
            "p(x) :- edge(x, 1), x = 3.",
            "p(x) :- edge(1, x), node(x).",
            "p(x) :- edge(1, x), x = 3.",
        ]
    );
}

#[test]
fn negation_moves_inwards() {
    assert_eq!(
        of("p(x) :- node(x), !(edge(x, 1) ; edge(1, x))."),
        ["p(x) :- node(x), !edge(x, 1), !edge(1, x)."]
    );
    assert_eq!(
        of("p(x) :- node(x), !(edge(x, _), x < 3)."),
        ["p(x) :- node(x), !edge(x, _).", "p(x) :- node(x), x >= 3."]
    );
    assert_eq!(of("p(x) :- node(x), !!(node(x))."), ["p(x) :- node(x), node(x)."]);
    assert_eq!(
        of("p(x) :- node(x), !(x = 1 ; x != 2 ; !node(x))."),
        ["p(x) :- node(x), x != 1, x = 2, node(x)."]
    );
}

#[test]
fn an_order_of_dates_stays_under_negation() {
    assert_eq!(
        of("p(1) :- d(_, t), !(t < \"2024-05\"), !(t = \"2023\")."),
        ["p(1) :- d(_, t), !(t < \"2024-05\"), t != \"2023\"."]
    );
    assert_eq!(
        of("p(1) :- d(_, t), !within(t, \"2024\"), unsaid(t)."),
        ["p(1) :- d(_, t), !Within(t, \"2024\"), UnsaidDate(t)."]
    );
}

#[test]
fn of_what_has_an_order_the_opposite_holds_and_of_floats_it_may_not() {
    for (op, opposite) in [("<", ">="), ("<=", ">"), (">", "<="), (">=", "<"), ("=", "!="), ("!=", "=")] {
        assert_eq!(
            of(&format!("p(x) :- edge(x, y), !(x {op} y).")),
            [format!("p(x) :- edge(x, y), x {opposite} y.")]
        );
    }
    // Neither `x < 1` nor `x >= 1` holds of what is no number.
    assert_eq!(of(".decl f(x: float) p(1) :- f(x), !(x < 1.5)."), ["p(1) :- f(x), !(x < 1.5)."]);
}

#[test]
fn a_branch_is_no_record() {
    let kinds = ".type T = A { x: number, y: number } | B {} .type R = [x: number, y: number]";
    assert_eq!(
        of(&format!("{kinds} .decl t(it: T) t($A(x, 2)) :- node(x).")),
        ["t(branch(nil, x, nil)) :- node(x)."]
    );
    assert_eq!(
        of(&format!("{kinds} .decl r(it: R) r([x, 2]) :- node(x).")),
        ["r(record(x, nil)) :- node(x)."]
    );
}

#[test]
fn tests_of_dates_are_what_their_names_say() {
    assert_eq!(
        of(
            "p(1) :- d(_, t), d(_, u), may_overlap(t, u), may_be_within(t, u), may_precede(t, u), !unsaid(u)."
        ),
        ["p(1) :- d(_, t), d(_, u), MayOverlap(t, u), MayBeWithin(t, u), MayPrecede(t, u), !UnsaidDate(u)."]
    );
    assert_eq!(of("p(1) :- d(w, _), unsaid(w)."), ["p(1) :- d(w, _), UnsaidSymbol(w)."]);
}

#[test]
fn truth_is_dropped_and_falsehood_kept() {
    assert_eq!(of("p(x) :- node(x), true, !false."), ["p(x) :- node(x)."]);
    assert_eq!(of("p(x) :- node(x), false."), ["p(x) :- node(x), false."]);
    assert_eq!(of("p(1) :- true."), ["p(1) :- ."]);
}

#[test]
fn an_expression_in_a_body_atom_is_an_equation_before_it() {
    assert_eq!(of("p(x) :- node(x), edge(x + 1, -2)."), ["p(x) :- node(x), _1 = +(x, 1), edge(_1, -2)."]);
    // The atom may have to come first, to bind what the expression needs.
    assert_eq!(of("p(x) :- q(x + 1, x)."), ["p(x) :- q(_1, x), _1 = +(x, 1)."]);
    assert_eq!(of("p(x) :- node(x), !node(x * 2)."), ["p(x) :- node(x), _1 = *(x, 2), !node(_1)."]);
}

#[test]
fn bodies_are_ordered_so_that_each_variable_is_bound_before_it_is_needed() {
    assert_eq!(
        of("p(z) :- !node(z), z = y + 1, x < y, y = x, node(x)."),
        ["p(z) :- node(x), y = x, z = +(y, 1), !node(z), x < y."]
    );
}

#[test]
fn counting_gives_each_wildcard_a_variable() {
    assert_eq!(of("p(c) :- c = count : { edge(_, _) }."), ["p(c) :- c = Count [ | _1 _2] { edge(_1, _2) }."]);
    // For `max` it is only the values that matter.
    assert_eq!(of("p(c) :- c = max x : { edge(x, _) }."), ["p(c) :- c = Max x [ | x] { edge(x, _) }."]);
    // Under negation there is nothing to count.
    assert_eq!(
        of("p(c) :- c = count : { node(x), !edge(x, _) }."),
        ["p(c) :- c = Count [ | x] { node(x), !edge(x, _) }."]
    );
}

#[test]
fn variables_of_the_rule_around_are_shared_with_an_aggregate() {
    assert_eq!(
        of("q(x, s) :- node(x), s = sum y : { edge(x, y) }."),
        ["q(x, s) :- node(x), s = Sum y [x | y] { edge(x, y) }."]
    );
    // The aggregated term's own variables are not.
    assert_eq!(
        of("q(x, s) :- node(x), s = sum x : { node(x) }."),
        ["q(x.0, s) :- node(x.0), s = Sum x.2 [ | x.2] { node(x.2) }."]
    );
    // Two aggregates have nothing to do with each other.
    assert_eq!(
        of("q(s, t) :- s = min x : { node(x) }, t = max x : { node(x) }."),
        ["q(s, t) :- s = Min x.2 [ | x.2] { node(x.2) }, t = Max x.3 [ | x.3] { node(x.3) }."]
    );
}

#[test]
fn an_aggregate_may_stand_anywhere_in_an_expression() {
    assert_eq!(
        of("p(count : { node(_) } + 1) :- node(_)."),
        ["p(+(_1, 1)) :- node(_), _1 = Count [ | _2] { node(_2) }."]
    );
    assert_eq!(
        of("p(x) :- node(x), x < count : { edge(x, _) }."),
        ["p(x) :- node(x), _1 = Count [x | _2] { edge(x, _2) }, x < _1."]
    );
}

#[test]
fn aggregates_nest() {
    assert_eq!(
        of("p(m) :- m = max c : { node(x), c = count : { edge(x, y), y > 0 } }."),
        ["p(m) :- m = Max c [ | c x] { node(x), c = Count [x | y] { edge(x, y), y > 0 } }."]
    );
    // A variable from outside reaches through the middle.
    assert_eq!(
        of("q(n, m) :- node(n), m = sum c : { node(x), c = count : { edge(x, y), y > n } }."),
        ["q(n, m) :- node(n), m = Sum c [n | c x] { node(x), c = Count [n x | y] { edge(x, y), y > n } }."]
    );
}

#[test]
fn a_disjunction_in_an_aggregate_is_a_relation_whose_rows_count_once() {
    assert_eq!(
        of("p(c) :- c = count : { node(x), (x < 1 ; edge(x, _)) }."),
        [
            "p#1@5(x) :- node(x), x < 1.",
            "p#1@5(x) :- node(x), edge(x, _).",
            "p(c) :- c = Count [ | x] { p#1@5(x) }.",
        ]
    );
    assert_eq!(
        of("q(n, s) :- node(n), s = sum x : { edge(n, x) ; edge(x, n) }."),
        [
            "q#1@5(n, x) :- edge(n, x).",
            "q#1@5(n, x) :- edge(x, n).",
            "q(n, s) :- node(n), s = Sum x [n | x] { q#1@5(n, x) }.",
        ]
    );
}

#[test]
fn a_disjunction_in_an_aggregate_takes_along_what_binds_its_outer_variables() {
    assert_eq!(
        of("q(n, c) :- node(n), c = count : { edge(x, _), (x < n ; x = 7) }."),
        [
            "q#1@5(n, x) :- node(n), edge(x, _), x < n.",
            "q#1@5(n, x) :- node(n), edge(x, _), x = 7.",
            "q(n, c) :- node(n), c = Count [n | x] { q#1@5(n, x) }.",
        ]
    );
}

#[test]
fn a_variable_that_only_max_binds_is_its_witness() {
    assert_eq!(
        of("q(w, m) :- m = max x : { edge(w, x) }."),
        ["q(w.0, m) :- m = Max x.2 [ | x.2 w.4] { edge(w.4, x.2) }, edge(w.0, x.3), m = x.3."]
    );
    // What something else binds is no witness.
    assert_eq!(
        of("q(w, m) :- node(w), m = max x : { edge(w, x) }."),
        ["q(w, m) :- node(w), m = Max x [w | x] { edge(w, x) }."]
    );
    assert_eq!(
        errors(&format!("{GRAPH}q(w, m) :- m = sum x : {{ edge(w, x) }}.")),
        ["8:3 E0301 variable `w` is not grounded"]
    );
}

#[test]
fn rules_are_named_by_their_documentation_or_their_ordinal() {
    let case = super::Case::sound(&format!(
        "{GRAPH}
p(1) :- node(1).
/// [second] The second rule.
/// More of it.
p(2), q(1, 1) :- (node(2) ; node(3)).
q(x, x) :- node(x)."
    ));
    let names: Vec<_> = case.program().rules.iter().map(|rule| rule.name.as_str()).collect();
    assert_eq!(names, ["p#1", "second", "second", "second", "second", "q#2"]);
    assert_eq!(*case.program().rules[1].docs, ["The second rule.", "More of it."]);
}

#[test]
fn too_many_alternatives_are_refused() {
    let pairs = ["(node(x) ; p(x))"; 12].join(", ");
    assert_eq!(of(&format!("q(x, x) :- {pairs}.")).len(), 4096);
    let one_more = format!("{GRAPH}q(x, x) :- {pairs}, (node(x) ; p(x)).");
    assert_eq!(errors(&one_more), ["8:1 E0304 more than 4096 alternatives"]);
}
