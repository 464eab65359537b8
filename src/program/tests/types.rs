//! Types: clashes with both their places, constants by context, subtypes and unions.

use super::{Case, errors, rules};
use crate::diagnostic::Severity;

const BASE: &str = "
.decl n(a: number)
.decl u(a: unsigned)
.decl f(a: float)
.decl s(a: symbol)
.decl d(a: date)
.decl out(a: number)
n(1). u(1). f(1). s(\"a\"). d(\"2024\").
";

fn of(rule: &str) -> Vec<String> {
    errors(&format!("{BASE}{rule}"))
}

/// The labels of the only error, in the order shown.
fn labels(text: &str) -> Vec<String> {
    let case = Case::new(text);
    let [error] = case.checked.diagnostics.as_slice() else { panic!("{:?}", case.findings(Severity::Error)) };
    let labels = std::iter::once(&error.primary).chain(&error.secondary);
    labels
        .map(|label| {
            let (_, line, column) = case.map.position(label.span).expect("a place of the text");
            format!("{line}:{column} {}", label.text)
        })
        .collect()
}

#[test]
fn a_clash_names_both_uses() {
    assert_eq!(of("out(x) :- n(x), s(x)."), ["9:19 E0201 `x` cannot be both `number` and `symbol`"]);
    assert_eq!(
        labels(&format!("{BASE}out(x) :- n(x), s(x).")),
        ["9:19 column `a` of `s` is `symbol`", "9:13 column `a` of `n` is `number`"]
    );
}

#[test]
fn the_verdict_does_not_depend_on_the_order() {
    let clash = "`y` cannot be both";
    for rule in
        ["out(1) :- x = y, n(x), s(y).", "out(1) :- s(y), n(x), x = y.", "out(1) :- n(x), x = y, s(y)."]
    {
        let found = of(rule);
        assert!(
            found.len() == 1 && (found[0].contains(clash) || found[0].contains("`x` cannot be both")),
            "{found:?}"
        );
    }
}

#[test]
fn constants_take_the_type_of_their_place() {
    assert_eq!(
        rules(&format!("{BASE}out(1) :- u(2), f(3), n(4), s(\"2024\"), d(\"2024\"), f(-1).")),
        ["out(1) :- u(2), f(3), n(4), s(\"2024\"), d(\"2024\"), f(-1)."]
    );
    assert_eq!(
        rules(&format!("{BASE}out(1) :- u(x), x < 3, f(y), y = 2 * 4, d(t), t != \"2024-05\".")),
        ["out(1) :- u(x), x < 3, f(y), y = *(2, 4), d(t), t != \"2024-05\"."]
    );
}

#[test]
fn constants_out_of_place_are_refused() {
    for (rule, found) in [
        ("out(1) :- u(-1).", "9:13 E0204 -1 does not fit into `unsigned`"),
        ("out(9223372036854775808) :- n(1).", "9:5 E0204 9223372036854775808 does not fit into `number`"),
        ("out(1) :- n(1.5).", "9:13 E0201 a `float` where `number` is needed"),
        ("out(1) :- n(2u).", "9:13 E0201 an `unsigned` where `number` is needed"),
        ("out(1) :- s(1).", "9:13 E0201 an integer where `symbol` is needed"),
        ("out(1) :- d(\"2024-02-30\").", "9:22 E0501 `2024-02-30` is not a date"),
        ("out(1) :- d(t), t < \"tomorrow\".", "9:22 E0501 `tomorrow` is not a date"),
        ("out(1) :- s(x), x = cat(x, 1).", "9:28 E0201 types clash: `symbol` and numeric"),
        ("out(x) :- n(x), x = 1 land 1.5.", "9:28 E0201 types clash: `number` or `unsigned` and `float`"),
        ("out(x) :- f(y), x = y.", "9:5 E0201 `x` cannot be both `float` and `number`"),
        ("out(x) :- f(y), x = to_number(y) % 2, y % 1.0 = y.", "9:39 E0201"),
        ("out(x) :- x = mean y : { n(y) }.", "9:5 E0201 `x` cannot be both `float` and `number`"),
        ("out(x) :- x = sum y : { s(y) }.", "9:27 E0201"),
    ] {
        let errors = of(rule);
        assert!(errors.len() == 1 && errors[0].starts_with(found), "{rule}: {errors:?}");
    }
}

#[test]
fn plus_joins_symbols() {
    assert_eq!(
        rules(&format!("{BASE}s(x + \"b\") :- s(x), x + x != \"aa\".")),
        ["s(cat(x, \"b\")) :- s(x), cat(x, x) != \"aa\"."]
    );
    assert_eq!(
        of("out(1) :- s(x), n(y), y = x + y."),
        ["9:19 E0201 `y` cannot be both `symbol` and `number`"]
    );
}

#[test]
fn the_least_number_fits() {
    assert_eq!(
        rules(&format!("{BASE}out(-9223372036854775808) :- n(1).")),
        ["out(-9223372036854775808) :- n(1)."]
    );
}

#[test]
fn functors_and_aggregates_have_their_types() {
    let case = Case::sound(&format!(
        "{BASE}out(x) :- s(t), x = strlen(cat(t, \"b\")), d(e), y = min_days(e, \"2024\"), y < x,
            m = mean z : {{ n(z) }}, m > 0.5, c = max e2 : {{ d(e2) }}, c != e, w = to_string(m), w != \"0\"."
    ));
    let [rule] = case.program().rules.as_slice() else { panic!("one rule") };
    let types: Vec<_> = rule.variables.iter().map(|v| format!("{}: {:?}", v.name, v.ty)).collect();
    assert_eq!(
        types,
        [
            "x: Number",
            "t: Symbol",
            "e: Date",
            "y: Number",
            "m: Float",
            "c: Date",
            "w: Symbol",
            "z: Number",
            "e2: Date"
        ]
    );
}

const LATTICE: &str = "
.type Place <: symbol
.type City <: Place
.type River <: symbol
.type Spot = City | River
.type Town = City
.decl place(a: Place)
.decl city(a: City)
.decl river(a: River)
.decl spot(a: Spot)
.decl town(a: Town)
.decl any(a: symbol)
city(\"a\"). river(\"b\").
";

#[test]
fn a_head_takes_subtypes_of_its_column() {
    for rule in [
        "place(x) :- city(x).",
        "any(x) :- spot(x).",
        "spot(x) :- river(x).",
        "spot(x) :- city(x).",
        "town(x) :- city(x).",
        "city(x) :- town(x).",
        "city(x) :- spot(x), place(x).",
        "city(x) :- any(x), city(x).",
        "city(\"c\") :- any(_).",
        "city(cat(x, \"c\")) :- any(x).",
        "city(x) :- city(y), x = y.",
    ] {
        assert_eq!(rules(&format!("{LATTICE}{rule}")).len(), 1, "{rule}");
    }
}

#[test]
fn other_types_are_refused() {
    for (rule, found) in [
        ("city(x) :- place(x).", "14:6 E0203 `x` is a `Place`, which is no subtype of `City`"),
        ("city(x) :- any(x).", "14:6 E0203 `x` is a `symbol`, which is no subtype of `City`"),
        ("city(x) :- spot(x).", "14:6 E0203 `x` is a `Spot`, which is no subtype of `City`"),
        ("any(x) :- city(x), river(x).", "14:26 E0202 `x` cannot be both `City` and `River`"),
        (
            "any(x) :- city(x), x = y, river(y).",
            "14:20 E0202 a `City` is compared with a `River`, and no value is both",
        ),
        (
            "any(x) :- river(y), !(x < y), city(x).",
            "14:22 E0202 a `City` is compared with a `River`, and no value is both",
        ),
        ("city(as(x, Place)) :- any(x).", "14:6 E0203 the value is a `Place`, which is no subtype of `City`"),
        ("city(m) :- m = max x : { any(x) }.", "14:6 E0203 `m` is a `symbol`, which is no subtype of `City`"),
    ] {
        assert_eq!(errors(&format!("{LATTICE}{rule}")), [found], "{rule}");
    }
}

const FIELDS: &str = "
.type City <: symbol
.type River <: symbol
.type Span = [from: City, to: City]
.type Site = In {city: City} | On {river: River}
.decl city(a: City)
.decl river(a: River)
.decl any(a: symbol)
.decl span(s: Span)
.decl site(s: Site)
city(\"a\"). river(\"b\"). any(\"c\").
";

#[test]
fn fields_have_their_declared_types() {
    for rule in [
        "span([x, y]) :- city(x), any(y).",
        "city(x) :- span([x, _]).",
        "city(x) :- span(s), s = [_, x].",
        "river(x) :- site($On(x)).",
        "site($In(x)) :- span([x, \"d\"]).",
        "span([as(x, City), \"d\"]) :- river(x).",
        "city(x) :- city(x), city(y), as([x, y], Span) = as([y, \"e\"], Span).",
    ] {
        assert_eq!(rules(&format!("{FIELDS}{rule}")).len(), 1, "{rule}");
    }
    for (rule, found) in [
        ("span([x, \"d\"]) :- river(x).", "12:7 E0202 `x` cannot be both `River` and `City`"),
        ("river(x) :- span([x, _]).", "12:7 E0203 `x` is a `City`, which is no subtype of `River`"),
        ("any(x) :- span([x, _]), river(x).", "12:31 E0202 `x` cannot be both `City` and `River`"),
        ("any(x) :- site($In(x)), site($On(x)).", "12:34 E0202 `x` cannot be both `City` and `River`"),
        ("site($On(as(x, City))) :- any(x).", "12:10 E0202 a value cannot be both `River` and `City`"),
        ("span(as(0, Span)) :- any(_).", "12:9 E0201 an integer where `Span` is needed"),
    ] {
        assert_eq!(errors(&format!("{FIELDS}{rule}")), [found], "{rule}");
    }
}

#[test]
fn type_declarations_at_fault_are_reported_once() {
    assert_eq!(
        errors(".type A <: B\n.type B = C | A\n.type C <: symbol\n.decl p(x: A)\np(1)."),
        ["1:12 E0109 type `A` is defined by itself", "2:15 E0109 type `B` is defined by itself"]
    );
    assert_eq!(errors(".type A = A"), ["1:11 E0109 type `A` is defined by itself"]);
    assert_eq!(
        errors(".type A = B\n.type B = C | symbol\n.type C = B\n.decl p(x: A)"),
        ["2:11 E0109 type `B` is defined by itself", "3:11 E0109 type `C` is defined by itself"]
    );
    assert_eq!(errors(".type A = number | symbol"), ["1:20 E0109 union `A` mixes types of different kinds"]);
    assert_eq!(errors(".type A <: symbol\n.type A <: number"), ["2:7 E0105 type `A` is declared twice"]);
    assert_eq!(errors(".type symbol <: number"), ["1:7 E0105 type `symbol` is built in"]);
    assert_eq!(errors(".type A = simbol"), ["1:11 E0104 unknown type `simbol`"]);
    assert_eq!(
        errors(".type A <: symbol\n.type U = A | symbol\n.type B <: U"),
        ["3:12 E0109 type `B` cannot be a subtype of the union `U`"]
    );
}
