//! What is refused, where, and in which words: names, safety, aggregates, directives.

use super::{Case, errors};
use crate::diagnostic::Severity;

const BASE: &str = "
.decl edge(a: number, b: number)
.decl visit(who: symbol, day: date)
.decl p(a: number)
edge(1, 2). visit(\"a\", \"2024\").
";

/// The errors of a rule on line 6.
fn of(rule: &str) -> Vec<String> {
    errors(&format!("{BASE}{rule}"))
}

#[test]
fn the_head_of_a_rule_is_told_its_declaration() {
    let help = |rule: &str| {
        let case = Case::new(&format!("{BASE}{rule}"));
        case.checked.diagnostics.iter().flat_map(|found| found.help.clone()).collect::<Vec<_>>()
    };
    let cases = [
        (
            "trips(who, d, n) :- visit(who, d), n = count : { visit(who, _) }.",
            "trips(who: symbol, d: date, n: number)",
        ),
        ("first(d) :- d = min e : { visit(_, e) }.", "first(d: date)"),
        (
            "far(x, x, 1, n) :- edge(x, _), n = max_days(\"2024\", \"2025\").",
            "far(x: number, x2: number, column3: number, n: number)",
        ),
        (
            "late(earliest(d), cat(w, \"!\")) :- (visit(w, d); visit(w, d)).",
            "late(column1: date, column2: symbol)",
        ),
    ];
    for (rule, declared) in cases {
        assert_eq!(help(rule), [format!("declare it first: `.decl {declared}`")], "{rule}");
    }
    assert_eq!(help("edgee(x) :- edge(x, _)."), ["did you mean `edge`?"]);
}

#[test]
fn names_that_nothing_declares() {
    assert_eq!(
        of("p(x) :- egde(x, _), !vist(x)."),
        ["6:9 E0101 unknown relation `egde`", "6:22 E0101 unknown relation `vist`"]
    );
    assert_eq!(of("pp(x) :- edge(x, _)."), ["6:1 E0101 unknown relation `pp`"]);
    assert_eq!(of("p(x) :- edge(x, y), x = strln(y)."), ["6:25 E0107 unknown functor `strln`"]);
    assert_eq!(of(".decl r(a: Stat)"), ["6:12 E0104 unknown type `Stat`"]);
    assert_eq!(of(".output q"), ["6:9 E0101 unknown relation `q`"]);
}

#[test]
fn an_aggregate_written_as_a_functor_is_told_its_form() {
    let help = |rule: &str| {
        let case = Case::new(&format!("{BASE}{rule}"));
        let errors = case.checked.diagnostics.iter().filter(|it| it.severity == Severity::Error);
        errors.flat_map(|it| it.help.clone()).collect::<Vec<_>>()
    };
    assert_eq!(help("p(max(x)) :- edge(x, _)."), ["the aggregate is written `max x : { … }`"]);
    assert_eq!(help("p(count(x)) :- edge(x, _)."), ["the aggregate is written `count : { … }`"]);
    assert_eq!(help("p(avg(x)) :- edge(x, _)."), ["the aggregate is written `mean x : { … }`"]);
}

#[test]
fn wrong_numbers_of_arguments() {
    assert_eq!(of("p(x) :- edge(x)."), ["6:9 E0102 `edge` has 2 columns, but 1 argument is given"]);
    assert_eq!(of("p(x, y) :- edge(x, y)."), ["6:1 E0102 `p` has 1 column, but 2 arguments are given"]);
    assert_eq!(
        of("p(x) :- edge(x, y), x = substr(\"abc\", y)."),
        ["6:25 E0108 `substr` takes 3 operands, but 2 are given"]
    );
    assert_eq!(of("p(min(x)) :- edge(x, _)."), ["6:3 E0108 `min` takes at least 2 operands, but 1 is given"]);
    assert_eq!(of("p(1) :- visit(x, _), match(x)."), ["6:22 E0108 `match` takes 2 operands, but 1 is given"]);
}

#[test]
fn declarations_that_clash() {
    assert_eq!(of(".decl p(b: symbol)"), ["6:7 E0103 relation `p` is declared twice"]);
    assert_eq!(of(".decl r(b: symbol, b: number)"), ["6:20 E0106 `r` has two columns named `b`"]);
    assert_eq!(of(".decl r(b: symbol) closed open"), ["6:27 E0111 `r` cannot be both closed and open"]);
}

#[test]
fn a_program_may_take_the_name_of_a_constraint() {
    let text = ".decl within(a: number)\n.decl q(a: number)\nwithin(1).\nq(x) :- within(x).";
    assert_eq!(super::rules(text), ["q(x) :- within(x)."]);
}

#[test]
fn companions_have_the_columns_and_a_date() {
    let text = "
.decl owes(who: symbol) undetermined may_owe
.decl may_owe(who: symbol, since: symbol)";
    assert_eq!(errors(text), ["2:25 E0110 `may_owe` cannot hold the undetermined cases of `owes`"]);
    assert_eq!(
        errors(".decl owes(who: symbol) undetermined may_ow"),
        ["1:25 E0101 unknown relation `may_ow`"]
    );
    let sound = super::Case::sound(
        ".decl owes(who: symbol) undetermined may_owe\n.decl may_owe(w: symbol, since: date)",
    );
    assert_eq!(sound.program().relations[0].undetermined, Some(crate::program::ir::RelationId(1)));
}

#[test]
fn variables_that_nothing_binds() {
    for (rule, found) in [
        ("p(x) :- edge(_, _).", "6:3 E0301 variable `x` is not grounded"),
        ("p(x) :- edge(x, _), !edge(y, x).", "6:27 E0301 variable `y` is not grounded"),
        ("p(x) :- edge(x, _), z < x.", "6:21 E0301 variable `z` is not grounded"),
        (
            "p(x) :- edge(x, _), match(\"a\", s), contains(\"b\", s).",
            "6:32 E0301 variable `s` is not grounded",
        ),
        ("p(x + y) :- edge(x, _).", "6:7 E0301 variable `y` is not grounded"),
        ("p(s) :- s = sum y : { edge(_, _) }.", "6:17 E0301 variable `y` is not grounded"),
        ("p(x) :- edge(x, c), c = count : { edge(y, _), y < z }.", "6:51 E0301 variable `z` is not grounded"),
    ] {
        assert_eq!(of(rule), [found], "{rule}");
    }
}

#[test]
fn one_cause_is_one_message() {
    // `x` and `w` lack a value only because `y` does.
    assert_eq!(of("p(w) :- x = y + 1, w = x * 2."), ["6:13 E0301 variable `y` is not grounded"]);
    // An equation of two variables has one cause as well, in whichever order it stands.
    assert_eq!(of("p(x) :- x = y."), ["6:3 E0301 variable `x` is not grounded"]);
    assert_eq!(of("p(x) :- y = x."), ["6:3 E0301 variable `x` is not grounded"]);
    // Both alternatives lack it.
    assert_eq!(of("p(x) :- edge(1, _) ; edge(2, _)."), ["6:3 E0301 variable `x` is not grounded"]);
    // What is unknown binds its variables.
    assert_eq!(of("p(x) :- eddge(x, y), y < 3."), ["6:9 E0101 unknown relation `eddge`"]);
    assert_eq!(of("p(x) :- edge(x, 1), f(x) = y, y < 3."), ["6:21 E0107 unknown functor `f`"]);
}

#[test]
fn independent_faults_of_a_rule_are_all_reported() {
    assert_eq!(
        of("p(x) :- eddge(y, z), !edge(w, y), match(z, 1)."),
        [
            "6:3 E0301 variable `x` is not grounded",
            "6:9 E0101 unknown relation `eddge`",
            "6:28 E0301 variable `w` is not grounded",
            "6:44 E0201 an integer where `symbol` is needed",
        ]
    );
}

#[test]
fn the_verdict_does_not_depend_on_the_order_of_the_atoms() {
    let literals = ["edge(x, y)", "!edge(y, z)", "z = x + y", "z < 9"];
    for first in 0..4 {
        let mut order = literals.to_vec();
        order.rotate_left(first);
        assert_eq!(super::rules(&format!("{BASE}p(z) :- {}.", order.join(", "))).len(), 1, "{order:?}");
    }
}

#[test]
fn wildcards_have_no_value() {
    assert_eq!(of("p(_) :- edge(_, _)."), ["6:3 E0302 `_` has no value"]);
    assert_eq!(of("p(x) :- edge(x, y), y = _ + 1."), ["6:25 E0302 `_` has no value"]);
}

#[test]
fn what_is_counted_must_stand_in_every_alternative() {
    assert_eq!(
        of("p(c) :- c = count : { edge(x, y) ; edge(x, 1) }."),
        ["6:31 E0303 `y` does not stand in every alternative of the aggregate"]
    );
    // `_` is none of its business.
    assert_eq!(super::rules(&format!("{BASE}p(c) :- c = count : {{ edge(x, _) ; edge(x, 1) }}.")).len(), 3);
}

#[test]
fn unsaid_in_a_body_is_no_value() {
    assert_eq!(of("p(1) :- visit(unsaid, _)."), ["6:15 E0503 `unsaid` is no value to compare with"]);
}
