//! Questions against a checked program.

use super::Case;
use crate::program::ir::{RelationId, Type};
use crate::program::unknown_constants;
use crate::store::Database;

const BASE: &str = "
.decl edge(a: number, b: number)
.decl visit(who: symbol, to: symbol, day: date)
edge(1, 2). visit(\"A. Envoy\", \"Utopia\", \"2024\").
";

fn case() -> Case {
    Case::sound(BASE)
}

fn asked(question: &str) -> (Vec<String>, Vec<(String, Type)>) {
    let mut case = case();
    let query = case.ask(question).expect("a sound question");
    (case.shown(&query), query.columns)
}

fn named(columns: &[(&str, Type)]) -> Vec<(String, Type)> {
    columns.iter().map(|&(name, ty)| (name.to_owned(), ty)).collect()
}

#[test]
fn columns_are_the_variables_in_order_of_appearance() {
    let (rules, columns) = asked("edge(y, x), visit(w, _, t), x < 3, t < \"2025\", edge(_hidden, y)");
    assert_eq!(
        rules,
        ["@question(y, x, w, t) :- edge(y, x), visit(w, _, t), x < 3, t < \"2025\", edge(_hidden, y)."]
    );
    assert_eq!(
        columns,
        named(&[("y", Type::Number), ("x", Type::Number), ("w", Type::Symbol), ("t", Type::Date)])
    );
}

#[test]
fn a_ground_question_has_no_columns() {
    let (rules, columns) = asked("edge(1, 2)");
    assert_eq!((rules, columns), (vec!["@question() :- edge(1, 2).".to_owned()], vec![]));
    assert_eq!(asked("edge(1, _)").1, []);
}

#[test]
fn a_question_with_alternatives_has_a_rule_for_each() {
    let (rules, columns) = asked("edge(x, 1) ; edge(1, x)");
    assert_eq!(rules, ["@question(x) :- edge(x, 1).", "@question(x) :- edge(1, x)."]);
    assert_eq!(columns, named(&[("x", Type::Number)]));
}

#[test]
fn aggregates_keep_their_variables_to_themselves() {
    let (rules, columns) = asked("edge(x, _), c = count : { edge(x, z), z > 0 }");
    assert_eq!(rules, ["@question(x, c) :- edge(x, _), c = Count [x | z] { edge(x, z), z > 0 }."]);
    assert_eq!(columns, named(&[("x", Type::Number), ("c", Type::Number)]));
    let (rules, _) = asked("c = count : { edge(x, _) ; edge(_, x) }");
    assert_eq!(
        rules,
        [
            "question@3(x) :- edge(x, _).",
            "question@3(x) :- edge(_, x).",
            "@question(c) :- c = Count [ | x] { question@3(x) }.",
        ]
    );
}

#[test]
fn the_ids_follow_those_of_the_program() {
    let mut case = case();
    let query = case.ask("c = count : { edge(x, _) ; edge(_, x) }").expect("a sound question");
    assert_eq!(query.head, RelationId(2));
    assert_eq!(query.relations.len(), 2);
    assert_eq!(query.rules.iter().map(|rule| rule.head.0).collect::<Vec<_>>(), [3, 3, 2]);
}

#[test]
fn questions_are_refused_as_rules_are() {
    for (question, found) in [
        ("edg(x, _)", &["1:1 E0101 unknown relation `edg`"][..]),
        ("edge(x, y), x < z", &["1:17 E0301 variable `z` is not grounded"]),
        (
            "edge(x, _) ; edge(_, y)",
            &[
                "1:6 E0301 variable `x` does not stand in every alternative",
                "1:22 E0301 variable `y` does not stand in every alternative",
            ],
        ),
        ("visit(x, _, _), edge(x, _)", &["1:22 E0201 `x` cannot be both `symbol` and `number`"]),
        ("visit(_, _, \"2024-13\")", &["1:19 E0501 `2024-13` is not a date"]),
        ("visit(unsaid, _, _)", &["1:7 E0503 `unsaid` is no value to compare with"]),
    ] {
        let errors = case().ask(question).expect_err(question);
        assert_eq!(errors, found, "{question}");
    }
}

#[test]
fn constants_that_no_row_has_are_told_with_the_nearest() {
    let mut case = case();
    let mut database = Database::with_arities([2, 3]);
    for fact in &case.program().facts {
        database.tables[fact.relation.0].insert(&fact.row);
    }
    let body = case.body("visit(\"Envoy\", \"Ruritania\", \"2024\"), !edge(7, 2)");
    let found = unknown_constants(case.program(), &body, &database, &case.dictionary, &|_| false);
    let brief: Vec<_> = found.iter().map(|one| (case.brief(one), one.help.clone())).collect();
    assert_eq!(
        brief,
        [
            (
                "1:7 W0103 no fact of `visit` has \"Envoy\" as `who`".to_owned(),
                vec!["did you mean \"A. Envoy\"?".to_owned()]
            ),
            ("1:16 W0103 no fact of `visit` has \"Ruritania\" as `to`".to_owned(), vec![]),
        ]
    );
}
