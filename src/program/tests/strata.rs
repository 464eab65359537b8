//! Strata: their order, and cycles through negation and aggregation.

use std::fmt::Write;

use super::{Case, errors};
use crate::diagnostic::Severity;

fn strata(text: &str) -> Vec<String> {
    let case = Case::sound(text);
    let program = case.program();
    let names = |stratum: &crate::program::ir::Stratum| {
        let names: Vec<_> =
            stratum.relations.iter().map(|id| program.relations[id.0].name.as_str()).collect();
        format!(
            "{}{} {:?}",
            names.join(" "),
            if stratum.recursive { " recursive" } else { "" },
            stratum.rules
        )
    };
    program.strata.iter().map(names).collect()
}

#[test]
fn each_stratum_needs_only_earlier_ones() {
    assert_eq!(
        strata(
            "
.decl top(a: number)
.decl odd(a: number)
.decl even(a: number)
.decl base(a: number)
.decl alone(a: number)
top(x) :- base(x), !odd(x).
odd(x) :- even(y), base(x), x = y + 1.
even(x) :- odd(y), base(x), x = y + 1.
even(x) :- base(x), x = 0.
base(0)."
        ),
        ["base []", "odd even recursive [1, 2, 3]", "top [0]", "alone []"]
    );
}

#[test]
fn a_relation_that_needs_itself_is_recursive() {
    assert_eq!(
        strata(
            ".decl e(a: number, b: number)\n.decl t(a: number, b: number)\ne(1, 2).\nt(x, z) :- t(x, y), e(y, z).\nt(x, y) :- e(x, y)."
        ),
        ["e []", "t recursive [0, 1]"]
    );
}

#[test]
fn negation_of_itself_is_refused_with_the_cycle() {
    let text = "
.decl move(a: symbol, b: symbol)
.decl win(a: symbol)
.decl lose(a: symbol)
move(\"a\", \"b\").
win(x) :- move(x, y), lose(y).
lose(x) :- move(_, x), !win(x).";
    assert_eq!(errors(text), ["7:25 E0401 `lose` depends on its own negation"]);
    let case = Case::new(text);
    let [error] = case.checked.diagnostics.as_slice() else { panic!("one error") };
    assert_eq!(error.help, ["the cycle: `lose` → not `win` → `lose`"]);
    assert_eq!(error.primary.text, "`lose` needs `win` complete");
    let labels: Vec<_> = error.secondary.iter().map(|label| label.text.as_str()).collect();
    assert_eq!(labels, ["`win` needs `lose`"]);
}

#[test]
fn aggregation_over_itself_is_refused() {
    assert_eq!(
        errors(".decl n(a: number)\nn(1).\nn(c) :- c = count : { n(_) }."),
        ["3:23 E0401 `n` depends on an aggregate over itself"]
    );
}

#[test]
fn each_cycle_is_one_error() {
    let text = "
.decl b(x: number)
.decl p(x: number)
.decl q(x: number)
b(1).
p(x) :- b(x), !p(x).
q(x) :- b(x), !q(x), !q(x).";
    assert_eq!(
        Case::new(text).findings(Severity::Error),
        ["6:16 E0401 `p` depends on its own negation", "7:16 E0401 `q` depends on its own negation"]
    );
}

#[test]
fn long_chains_do_not_exhaust_the_stack() {
    let mut text = String::from(".decl r0(x: number)\nr0(1).\n");
    for n in 1..5000 {
        let before = n - 1;
        writeln!(text, ".decl r{n}(x: number)\nr{n}(x) :- r{before}(x).").expect("a string takes all");
    }
    // The last first: the search goes down the whole chain before it finds an end.
    let case = Case::sound(&text);
    let order: Vec<usize> = case.program().strata.iter().map(|stratum| stratum.relations[0].0).collect();
    assert_eq!(order, (0..5000).collect::<Vec<_>>());
    let reversed = text.lines().rev().collect::<Vec<_>>().join("\n");
    let case = Case::sound(&reversed);
    assert_eq!(case.program().relations[case.program().strata[0].relations[0].0].name, "r0");
}
