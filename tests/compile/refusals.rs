//! What is not compiled, and the module that is written without it.

use demarche::compile::compile;

use crate::program::checked;

/// The findings about the relations left out, each with the line of its rule.
fn refusals(text: &str) -> Vec<String> {
    let checked = checked("rules.dl", text);
    let compiled = compile(&checked.program, &checked.dictionary, &checked.sources);
    let findings = compiled.left.iter().map(|left| left.diagnostic(&checked.program));
    let line = |finding: &demarche::diagnostic::Diagnostic| {
        let (_, line, column) = checked.sources.position(finding.primary.span).unwrap();
        format!("{line}:{column} {} {}", finding.code, finding.message)
    };
    findings.map(|finding| line(&finding)).collect()
}

#[test]
fn aggregates_and_what_rests_on_them_are_refused() {
    let text = ".decl e(x: number) e(1).\n.decl n(c: number)\nn(c) :- c = count : { e(_) }.\n\
                .decl twice(c: number)\ntwice(c + c) :- n(c).\n.decl same(x: number)\nsame(x) :- e(x).\n";
    let expected = [
        "3:1 E0901 `n` cannot be compiled for crepe: a rule aggregates",
        "5:1 E0901 `twice` cannot be compiled for crepe: a rule reads `n`, which is left out too",
    ];
    assert_eq!(refusals(text), expected);
}

#[test]
fn recursion_that_makes_values_is_refused() {
    let text = ".decl e(x: number) e(1).\n.decl n(x: number)\nn(x) :- e(x).\nn(x * 2) :- n(x), x < 100.\n";
    let expected = [
        "4:1 E0901 `n` cannot be compiled for crepe: a recursive rule makes new values with `*` and need not end",
    ];
    assert_eq!(refusals(text), expected);
}

#[test]
fn recursion_that_makes_values_through_a_variable_is_refused() {
    let text = ".decl e(x: symbol) e(\"a\").\n.decl n(x: symbol)\nn(x) :- e(x).\nn(z) :- n(x), y = cat(x, x), z = y.\n";
    let expected = [
        "4:1 E0901 `n` cannot be compiled for crepe: a recursive rule makes new values with `cat` and need not end",
    ];
    assert_eq!(refusals(text), expected);
}

#[test]
fn the_number_of_a_symbol_is_refused() {
    let text = ".decl e(x: symbol) e(\"a\").\n.decl n(x: number)\nn(ord(x)) :- e(x).\n";
    let expected =
        ["3:1 E0901 `n` cannot be compiled for crepe: `ord` gives the number of a symbol in one session"];
    assert_eq!(refusals(text), expected);
}

#[test]
fn recursion_with_a_ceiling_or_over_what_there_is_ends() {
    let text = ".decl e(x: number) e(1).\n.decl n(x: number)\nn(x) :- e(x).\nn(x + 1) :- n(x), x < 100.\n\
                .decl m(x: number)\nm(x) :- e(x).\nm(y) :- m(x), y = x - 1, e(y).\n\
                .decl k(x: number)\nk(x) :- e(x).\nk(y) :- k(x), y = x + 2, y <= 9.\n";
    assert_eq!(refusals(text), [""; 0]);
}

#[test]
fn the_module_lists_what_it_leaves_out() {
    let checked =
        checked("rules.dl", ".decl e(x: number) e(1).\n.decl n(c: number)\nn(c) :- c = count : { e(_) }.\n");
    let compiled = compile(&checked.program, &checked.dictionary, &checked.sources);
    assert!(
        compiled.text.contains("    (\"n\", \"a rule aggregates (rules.dl:3)\"),\n"),
        "{}",
        compiled.text
    );
}

#[test]
fn what_is_put_in_place_is_no_part_of_the_module() {
    let text = ".decl e(x: number) e(1).\n.decl odd(x: number) inline\nodd(x) :- e(x), x % 2 = 1.\n\
                .decl n(x: number)\nn(x) :- odd(x).\n";
    let checked = checked("rules.dl", text);
    let compiled = compile(&checked.program, &checked.dictionary, &checked.sources);
    assert_eq!(compiled.left, []);
    assert!(compiled.text.contains("pub struct N = \"n\"") && compiled.text.contains("pub struct E = \"e\""));
    assert!(!compiled.text.contains("pub struct Odd "));
}
