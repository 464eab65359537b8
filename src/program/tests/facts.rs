//! Facts: constants and constant expressions, and what is left unsaid.

use super::{Case, errors};
use crate::program::value::format_word;
use crate::program::{check_fact, ir::Type};
use crate::syntax::tree::{Fact, Statement};
use crate::syntax::{Mode, parse};

const DECLS: &str = ".decl p(a: number, b: symbol, c: date, d: float, e: unsigned)\n";

fn rows(case: &Case) -> Vec<String> {
    let program = case.program();
    let row = |fact: &crate::program::ir::Fact| {
        let types = program.relations[fact.relation.0].attributes.iter().map(|attribute| attribute.ty);
        let words = fact.row.iter().zip(types).map(|(&word, ty)| format_word(word, ty, &case.dictionary));
        words.collect::<Vec<_>>().join(" | ")
    };
    program.facts.iter().map(row).collect()
}

#[test]
fn constants_and_constant_expressions() {
    let case = Case::sound(&format!(
        "{DECLS}p(-1, \"x\", \"2024-05~\", 2, 3).
p(1 + 2 * 3, cat(\"a\", to_string(7)), latest(\"2024-05\"), -1.5 * 2, 0x10 bor 1u).
p(strlen(\"four\"), \"\" + \"b\", add_days(\"2024-02-28\", 2), 1e3, 18446744073709551615)."
    ));
    assert_eq!(
        rows(&case),
        [
            "-1 | x | 2024-05~ | 2 | 3",
            "7 | a7 | 2024-05-31 | -3 | 17",
            "4 | b | 2024-03-01 | 1000 | 18446744073709551615",
        ]
    );
}

#[test]
fn what_is_no_constant_or_of_another_type() {
    for (fact, found) in [
        ("p(x, \"x\", \"2024\", 1, 1).", "2:3 E0502 a fact cannot have the variable `x`"),
        ("p(_, \"x\", \"2024\", 1, 1).", "2:3 E0502 a fact cannot have `_`"),
        ("p(1.5, \"x\", \"2024\", 1, 1).", "2:3 E0201 a `float` where a `number` is needed"),
        ("p(1, 2, \"2024\", 1, 1).", "2:6 E0201 an integer where a `symbol` is needed"),
        ("p(1, \"x\", \"2024-5\", 1, 1).", "2:17 E0501 `2024-5` is not a date"),
        ("p(1, \"x\", 2024, 1, 1).", "2:11 E0201 an integer where a `date` is needed"),
        ("p(1, \"x\", \"2024\", 1, -1).", "2:22 E0204 -1 does not fit into `unsigned`"),
        ("p(1 / 0, \"x\", \"2024\", 1, 1).", "2:3 E0504 cannot compute 1 / 0: division by zero"),
        ("p(cat(\"a\", \"b\"), \"x\", \"2024\", 1, 1).", "2:3 E0201 `cat` where a `number` is needed"),
        ("p(1, \"x\", latest(\"2024/..\"), 1, 1).", "2:11 E0504 `latest` has no value here"),
        ("p(unsaid, \"x\", \"2024\", 1, 1).", "2:3 E0503 column `a` of `p` cannot be left unsaid"),
        ("p(1, cat(\"a\", unsaid), \"2024\", 1, 1).", "2:15 E0502 a fact cannot leave this unsaid"),
        ("p(1, \"x\").", "2:1 E0102 `p` has 5 columns, but 2 arguments are given"),
        ("q(1).", "2:1 E0101 unknown relation `q`"),
    ] {
        assert_eq!(errors(&format!("{DECLS}{fact}")), [found], "{fact}");
    }
}

#[test]
fn every_fault_of_a_fact_is_reported() {
    assert_eq!(
        errors(&format!("{DECLS}p(\"1\", 2, \"then\", 1, x).")),
        [
            "2:3 E0201 a string where a `number` is needed",
            "2:8 E0201 an integer where a `symbol` is needed",
            "2:12 E0501 `then` is not a date",
            "2:22 E0502 a fact cannot have the variable `x`",
        ]
    );
}

#[test]
fn what_is_unsaid_equals_itself_alone() {
    let case = Case::sound(
        ".decl visit(who: symbol, where: symbol, day: date)
.decl met(who: symbol, where: symbol, day: date)
visit(\"A\", unsaid, unsaid).
visit(\"A\", unsaid, unsaid).
visit(\"B\", unsaid, unsaid).
visit(unsaid, \"A\", \"2024\").
met(\"A\", unsaid, unsaid).",
    );
    assert_eq!(rows(&case)[0], "A | not said | not said");
    let facts = &case.program().facts;
    assert_eq!(facts[0].row, facts[1].row);
    for other in 2..5 {
        assert_ne!(facts[0].row[1], facts[other].row[1]);
        assert_ne!(facts[0].row[2], facts[other].row[2]);
    }
    assert_eq!(case.program().relations[0].attributes[2].ty, Type::Date);
}

#[test]
fn a_fact_is_checked_against_a_program() {
    let case = Case::sound(".decl visit(who: symbol, day: date)\nvisit(\"A\", \"2024\").");
    let read = |text: &str| {
        let parsed = parse(crate::diagnostic::SourceId(0), text, Mode::File);
        let statement = parsed.tree.statements.into_iter().next().expect("a statement");
        let Statement::Fact(Fact { atom, .. }) = statement.node else { panic!("a fact") };
        check_fact(case.program(), &atom, statement.span, &case.dictionary)
    };
    let fact = read("visit(\"A\", \"2024\").").expect("a sound fact");
    assert_eq!(fact.row, case.program().facts[0].row);
    let found = read("vist(\"A\", \"2024\").").expect_err("misspelt");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "unknown relation `vist`");
    assert_eq!(found[0].help, ["did you mean `visit`?"]);
}
