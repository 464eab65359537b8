//! The prompt: questions, where they end, and when more lines are wanted.

use super::{file, findings, prompt, without_errors};
use crate::syntax::printer;

/// What is read at the prompt, each statement as it prints.
fn read(text: &str) -> Vec<String> {
    without_errors(prompt(text)).iter().map(printer::statement).collect()
}

#[test]
fn an_atom_or_a_body_is_a_question_with_or_without_its_period() {
    assert_eq!(read("visit(who, c)"), ["visit(who, c)."]);
    assert_eq!(read("visit(who, c)."), ["visit(who, c)."]);
    assert_eq!(read("visit(\"A\", c), c != \"B\" ; true"), ["visit(\"A\", c), c != \"B\" ; true."]);
    assert_eq!(read("x < 3"), ["x < 3."]);
}

#[test]
fn a_line_that_goes_on_with_nothing_begins_the_next_question() {
    assert_eq!(read("a(x)\nb(x)"), ["a(x).", "b(x)."]);
    assert_eq!(read("a(x),\nb(x)\n, c(x)\n"), ["a(x), b(x), c(x)."]);
    assert_eq!(read("a(x). b(x). c(x)"), ["a(x).", "b(x).", "c(x)."]);
}

#[test]
fn a_statement_with_a_body_is_a_rule() {
    assert_eq!(
        read("p(x), q(x) :- r(x).\n.as-of 1999-05-10\np(x)"),
        ["p(x), q(x) :- r(x).", ".as_of \"1999-05-10\"", "p(x).",]
    );
}

#[test]
fn directives_take_nothing_from_the_next_line() {
    assert_eq!(read(".decl p(x: number)\nopen = 3\n"), [".decl p(x: number)", "open = 3."]);
    assert_eq!(read(".pragma \"key\"\n\"a\" = x"), [".pragma \"key\"", "\"a\" = x."]);
    assert_eq!(read(".output p\n(p(x) ; q(x))"), [".output p", "(p(x) ; q(x))."]);
    assert_eq!(read(".as_of 2024\npossibly = 1"), [".as_of \"2024\"", "possibly = 1."]);
}

#[test]
fn what_plainly_goes_on_is_unfinished() {
    let plainly = [
        "visit(",
        "visit(p, ",
        "visit(p),",
        "visit(p) ;",
        "p(x) :-",
        "p(x) :- q(x),",
        "x <",
        "x = 1 +",
        "x = 1 band",
        ".decl p(x: number",
        ".test \"t\" {",
        ".test \"t\" { .expect p(",
        "visit(p) @{",
        "n = count : {",
        "/* why",
        ".article a {\n file = \"x\",",
        "p(x). q(",
        "!",
    ];
    for text in plainly {
        assert!(prompt(text).unfinished, "{text}");
    }
}

#[test]
fn what_is_complete_or_wrong_is_not_unfinished() {
    for text in [
        "",
        "visit(p)",
        "visit(p).",
        "visit(p) stay(p)",
        "visit(\"A",
        "visit(p))",
        ".decl",
        "x",
        ".as_of",
        "p(x) // ,",
    ] {
        assert!(!prompt(text).unfinished, "{text}");
    }
}

#[test]
fn a_file_has_facts_where_the_prompt_has_questions() {
    let fact = file("visit(\"A\").");
    let question = prompt("visit(\"A\").");
    assert_eq!(printer::print(&fact.tree), printer::print(&question.tree));
    assert_ne!(fact.tree, question.tree);
    assert_eq!(findings(&file("visit(\"A\")")), ["10..10 E0011 expected `.`"]);
}
