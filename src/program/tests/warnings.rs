//! What runs but is probably not meant.

use super::Case;
use crate::diagnostic::Severity;

fn warnings(text: &str) -> Vec<String> {
    Case::sound(text).findings(Severity::Warning)
}

#[test]
fn a_variable_used_once() {
    let base = ".decl e(a: number, b: number)\n.decl p(a: number)\ne(1, 2).\n";
    assert_eq!(warnings(&format!("{base}p(x) :- e(x, y).")), ["4:14 W0101 variable `y` is used once"]);
    assert_eq!(
        warnings(&format!("{base}p(c) :- c = count : {{ e(x, _z) }}.")),
        ["4:25 W0101 variable `x` is used once"]
    );
    assert_eq!(warnings(&format!("{base}p(x) :- e(x, _), (e(x, 2) ; e(2, x)).")), [""; 0]);
}

#[test]
fn a_relation_that_nothing_defines() {
    let text = |words: &str| format!(".decl e(a: number) {words}\n.decl p(a: number)\np(x) :- e(x), !e(x).");
    assert_eq!(warnings(&text("closed")), ["3:9 W0102 relation `e` is never defined"]);
    assert_eq!(warnings(&text("open")), [""; 0]);
    assert_eq!(warnings(&text("assumable")), [""; 0]);
    assert_eq!(warnings(&text("input")), [""; 0]);
    assert_eq!(warnings(&format!("{}\ne(1).", text(""))), [""; 0]);
    assert_eq!(warnings(&format!("{}\n.input e", text(""))), [""; 0]);
}

#[test]
fn a_symbol_that_no_fact_has() {
    let base = ".decl owes(who: symbol, to: symbol)\n.decl p(a: symbol)\nowes(\"A. Envoy\", \"Utopia\").\n";
    let text = format!("{base}p(x) :- owes(x, \"Utpia\").");
    assert_eq!(warnings(&text), ["4:17 W0103 no fact of `owes` has \"Utpia\" as `to`"]);
    assert_eq!(Case::sound(&text).checked.diagnostics[0].help, ["did you mean \"Utopia\"?"]);
    let surname = format!("{base}p(x) :- p(x), !owes(\"Envoy\", x).");
    assert_eq!(Case::sound(&surname).checked.diagnostics[0].help, ["did you mean \"A. Envoy\"?"]);
    // A derived relation may have it yet, and one that is read from a file too.
    assert_eq!(warnings(&format!("{base}p(\"x\") :- owes(_, _).\np(x) :- p(x), p(\"y\").")), [""; 0]);
    assert_eq!(warnings(&format!("{text}\n.input owes")), [""; 0]);
}

#[test]
fn a_rule_that_can_grow_without_bound() {
    let base =
        ".decl n(a: number)\n.decl m(a: number)\n.decl e(a: number, b: number)\nn(1). m(1). e(1, 2).\n";
    let found = ["5:3 W0104 this rule of `n` can grow without bound"];
    for rule in [
        "n(x + 1) :- n(x).",
        "n(y) :- n(x), y = x * 2.",
        "n(y) :- n(x), y = max(x - 1, x), x != 7.",
        "n(x + z) :- n(x), e(z, _).",
    ] {
        assert_eq!(warnings(&format!("{base}{rule}")), found, "{rule}");
    }
    for rule in [
        "n(x + 1) :- n(x), x < 100.",
        "n(y) :- n(x), y = x + 1, y <= 100.",
        "n(y) :- n(x), y = x + 1, m(y).",
        "n(x + 1) :- m(x).",
        "n(x + 1) :- n(x), m(x).",
        "n(x % 7) :- n(x).",
    ] {
        assert_eq!(warnings(&format!("{base}{rule}")), [""; 0], "{rule}");
    }
}

#[test]
fn growth_through_another_relation_is_seen() {
    let text = ".decl n(a: number)\n.decl m(a: number)\nn(1).\nm(x + 1) :- n(x).\nn(x) :- m(x).";
    assert_eq!(warnings(text), ["4:3 W0104 this rule of `m` can grow without bound"]);
}
