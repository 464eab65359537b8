//! What becomes of a `min` or `max` whose body alone gives a variable that the rule uses its value: the body stands in the rule a second
//! time, with the result as the value, and inside of the aggregate the variable is another.

use super::{errors, rules};

const DECLARED: &str = "
.decl edge(a: number, b: number)
.decl node(a: number)
.decl named(who: symbol, day: date)
.type Pair = [a: number, b: number]
.decl pair(it: Pair)
.decl out(a: number, b: number)
.decl who(who: symbol, m: number)
edge(1, 2). node(1). named(\"a\", \"2024\"). pair([1, 2]).
";

/// The rule after these declarations becomes this one alone.
fn becomes(rule: &str, expected: &str) {
    assert_eq!(rules(&format!("{DECLARED}{rule}")), [expected], "{rule}");
}

/// What gives `w` a value outside of the aggregate leaves it as it is.
#[test]
fn what_has_a_value_outside_is_no_witness() {
    for (outside, shown) in [
        ("3 = w", "3 = w"),
        ("w = 3", "w = 3"),
        ("w = v, v = u, u = 3", "u = 3, v = u, w = v"),
        ("w = range(1, 3)", "_1 = range(1, 3), w = _1"),
        ("w = count : { node(_) }", "w = Count [ | _1] { node(_1) }"),
        ("pair(r), r = [w, _]", "pair(r), r != nil, w = field(r, nil, nil)"),
    ] {
        becomes(
            &format!("out(w, m) :- {outside}, m = max x : {{ edge(w, x) }}."),
            &format!("out(w, m) :- {shown}, m = Max x [w | x] {{ edge(w, x) }}."),
        );
    }
    becomes(
        "out(w, m) :- node(w), p = [w, 1], m = max x : { edge(x, w), pair(p) }.",
        "out(w, m) :- node(w), p = record(w, [1, 2]), m = Max x [w p | x] { edge(x, w), pair(p) }.",
    );
}

#[test]
fn every_kind_of_condition_is_asked_a_second_time() {
    for (inside, within, again) in [
        (
            "edge(w, _), x = range(1, w)",
            "[ | x.2 _1.3 w.6] { edge(w.6, _), _1.3 = range(1, w.6), x.2 = _1.3 }",
            "edge(w.0, _), _1.5 = range(1, w.0), x.4 = _1.5",
        ),
        (
            "edge(w, x), pair([x, w])",
            "[ | x.2 _1.3 w.6] { edge(w.6, x.2), _1.3 = record(x.2, w.6), pair(_1.3) }",
            "edge(w.0, x.4), _1.5 = record(x.4, w.0), pair(_1.5)",
        ),
        (
            "edge(w, x), x < count : { edge(w, y), y < x }",
            "[ | x.2 _1.3 w.7] { edge(w.7, x.2), _1.3 = Count [x.2 w.7 | y] { edge(w.7, y), y < x.2 }, x.2 < _1.3 }",
            "edge(w.0, x.5), _1.6 = Count [w.0 x.5 | y] { edge(w.0, y), y < x.5 }, x.5 < _1.6",
        ),
        (
            "edge(w, x), node(y), [x, y] != [w, y]",
            "[ | x.2 y.3 w.6] { edge(w.6, x.2), node(y.3), record(x.2, y.3) != record(w.6, y.3) }",
            "edge(w.0, x.4), node(y.5), record(x.4, y.5) != record(w.0, y.5)",
        ),
    ] {
        let value = if again.contains("x.5") { "x.5" } else { "x.4" };
        becomes(
            &format!("out(w, m) :- m = max x : {{ {inside} }}."),
            &format!("out(w.0, m) :- m = Max x.2 {within}, {again}, m = {value}."),
        );
    }
}

#[test]
fn values_and_what_is_denied_are_asked_a_second_time() {
    becomes(
        "out(w, m) :- m = max x : { pair(r), r = [w, x] }.",
        "out(w.0, m) :- m = Max x.2 [ | x.2 r.3 w.6] { pair(r.3), r.3 != nil, w.6 = field(r.3, nil, nil), \
         x.2 = field(r.3, [1, 2], nil) }, pair(r.5), r.5 != nil, w.0 = field(r.5, nil, nil), \
         x.4 = field(r.5, [1, 2], nil), m = x.4.",
    );
    becomes(
        "out(w, m) :- m = max as(x, number) + 1 : { edge(w, x) }.",
        "out(w.0, m) :- m = Max +(x.2, 1) [ | x.2 w.4] { edge(w.4, x.2) }, edge(w.0, x.3), m = +(x.3, 1).",
    );
    becomes(
        "who(w, m) :- m = max x : { named(w, d), edge(_, x), !match(\"a.*\", w), !(d < \"2024-03\"), !node(x) }.",
        "who(w.0, m) :- m = Max x.2 [ | x.2 d.3 w.6] { named(w.6, d.3), edge(_, x.2), !Match(\"a.*\", w.6), \
         !(d.3 < \"2024-03\"), !node(x.2) }, named(w.0, d.5), edge(_, x.4), !Match(\"a.*\", w.0), \
         !(d.5 < \"2024-03\"), !node(x.4), m = x.4.",
    );
}

/// The witness of an aggregate inside of others reaches the rule, with a second copy of that aggregate and its own names.
#[test]
fn a_witness_inside_of_other_aggregates_reaches_the_rule() {
    becomes(
        "out(n, w) :- n = count : { node(x), x < min y : { edge(y, w) } }.",
        "out(n, w.1) :- n = Count [ | x _1.3] { node(x), _1.3 = Min y.4 [ | y.4 w.6] { edge(y.4, w.6) }, x < _1.3 }, \
         edge(y.5, w.1), _1.7 = y.5, _1.7 = Min y.4 [ | y.4 w.6] { edge(y.4, w.6) }.",
    );
    becomes(
        "out(n, w) :- n = count : { node(x), x < count : { node(y), y > min z : { edge(z, w) } } }.",
        "out(n, w.1) :- edge(z.7, w.1), n = Count [w.1 | x _1] { node(x), _1 = Count [ | y _2.5] { node(y), \
         _2.5 = Min z.6 [ | z.6 w.8] { edge(z.6, w.8) }, y > _2.5 }, x < _1 }, _2.9 = z.7, \
         _2.9 = Min z.6 [ | z.6 w.8] { edge(z.6, w.8) }.",
    );
}

/// An aggregate that uses a variable of the one around it cannot be asked in the rule, where that variable has no value.
#[test]
fn what_cannot_be_asked_in_the_rule_gives_no_witness() {
    for (rule, place) in [
        ("out(n, w) :- n = count : { node(x), x > min y : { edge(y, w), y > x } }.", "10:8"),
        ("out(w, m) :- m = max x : { node(x), x < w }.", "10:5"),
        ("out(w, m) :- m = sum x : { edge(w, x) }.", "10:5"),
    ] {
        let found = errors(&format!("{DECLARED}{rule}"));
        assert_eq!(found, [format!("{place} E0301 variable `w` is not grounded")], "{rule}");
    }
}
