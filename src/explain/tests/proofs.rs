//! Least proofs: which they are, that they end, and that the checker refuses what does not follow.

use super::*;

const GRAPH: &str = "
.decl edge(x: number, y: number)
.decl path(x: number, y: number)
edge(1, 2). edge(2, 3). edge(3, 1). edge(1, 3).
path(x, y) :- edge(x, y).
path(x, z) :- path(x, y), edge(y, z).
";

#[test]
fn a_given_fact_is_its_own_proof() {
    let case = Case::new(GRAPH);
    let proof = case.why("edge", &[1, 2]).unwrap();
    assert_eq!(case.steps(&proof), ["edge(1, 2)"]);
    assert_eq!((proof.height(), proof.size()), (0, 1));
}

#[test]
fn the_lowest_of_several_proofs_is_found() {
    let case = Case::new(GRAPH);
    assert_eq!(case.steps(&case.why("path", &[1, 3]).unwrap()), ["edge(1, 3)", "path(1, 3) by path#1"]);
}

#[test]
fn a_fact_on_a_circle_does_not_rest_on_itself() {
    let case = Case::new(GRAPH);
    let steps = ["edge(1, 3)", "path(1, 3) by path#1", "edge(3, 1)", "path(1, 1) by path#2"];
    assert_eq!(case.steps(&case.why("path", &[1, 1]).unwrap()), steps);
}

#[test]
fn what_does_not_hold_has_no_proof() {
    let case = Case::new(GRAPH);
    assert_eq!(case.why("path", &[1, 4]), None);
    assert_eq!(case.why("edge", &[1]), None);
}

#[test]
fn a_proof_thousands_of_steps_high_is_found() {
    let facts: Vec<String> = (0..3000).map(|at| format!("next({at}, {}). ", at + 1)).collect();
    let facts = facts.concat();
    let case = Case::new(&format!(
        ".decl next(x: number, y: number) .decl reached(x: number) {facts} reached(0). reached(y) :- reached(x), next(x, y)."
    ));
    let proof = case.why("reached", &[3000]).unwrap();
    assert_eq!((proof.height(), proof.size()), (3000, 6001));
}

#[test]
fn heights_are_least_across_relations_that_call_each_other() {
    // even(x) is given for 0; odd and even climb in turns, and a shortcut leads to 6 in two steps.
    let case = Case::new(
        "
        .decl succ(x: number, y: number)
        .decl even(x: number)
        .decl odd(x: number)
        succ(0, 1). succ(1, 2). succ(2, 3). succ(3, 4). succ(4, 5). succ(5, 6). succ(1, 6).
        even(0).
        odd(y) :- even(x), succ(x, y).
        even(y) :- odd(x), succ(x, y).
        ",
    );
    let steps = ["even(0)", "succ(0, 1)", "odd(1) by odd#1", "succ(1, 6)", "even(6) by even#1"];
    assert_eq!(case.steps(&case.why("even", &[6]).unwrap()), steps);
}

#[test]
fn a_subproof_used_twice_is_there_once() {
    let case = Case::new(
        "
        .decl a(x: number) .decl b(x: number) .decl c(x: number)
        a(1). b(x) :- a(x). c(x) :- b(x), b(x), a(x).
        ",
    );
    assert_eq!(case.steps(&case.why("c", &[1]).unwrap()), ["a(1)", "b(1) by b#1", "c(1) by c#1"]);
}

#[test]
fn negation_aggregates_and_arithmetic_are_looked_up_among_the_conclusions() {
    let case = Case::new(
        "
        .decl item(x: number, price: number) .decl sold(x: number) .decl left(n: number) .decl total(n: number)
        .decl dear(x: number, twice: number)
        item(1, 10). item(2, 20). item(3, 30). sold(2).
        left(n) :- n = count : { item(x, _), !sold(x) }.
        total(n) :- left(c), c = 2, n = sum p : { item(x, p), !sold(x) }.
        dear(x, p * 2) :- item(x, p), !sold(x), p > 15.
        ",
    );
    assert_eq!(case.steps(&case.why("total", &[40]).unwrap()), ["left(2) by left#1", "total(40) by total#1"]);
    assert_eq!(case.steps(&case.why("dear", &[3, 60]).unwrap()), ["item(3, 30)", "dear(3, 60) by dear#1"]);
    assert_eq!(case.why("dear", &[2, 40]), None);
}

#[test]
fn a_derived_fact_that_is_also_given_is_given() {
    let case = Case::new(".decl a(x: number) .decl b(x: number) a(1). b(1). b(2). b(x) :- a(x).");
    assert_eq!(case.steps(&case.why("b", &[1]).unwrap()), ["b(1)"]);
}

#[test]
fn the_checker_refuses_what_does_not_follow() {
    let case = Case::new(GRAPH);
    let good = case.why("path", &[1, 1]).unwrap();
    let refused = |change: &dyn Fn(&mut Proof)| {
        let mut bad = good.clone();
        change(&mut bad);
        case.checked(&bad, "path", &[1, 1]).unwrap_err()
    };
    let application =
        |proof: &mut Proof, at: usize, change: &dyn Fn(&mut Application)| match &mut proof.steps[at].reason {
            Reason::Rule(application) => change(application),
            Reason::Given => panic!("step {at} is given"),
        };
    assert_eq!(refused(&|bad| bad.steps.clear()), "it has no step");
    assert_eq!(refused(&|bad| _ = bad.steps.pop()), "it proves another fact");
    assert_eq!(refused(&|bad| bad.steps[0].row = vec![3, 2]), "step 0 does not follow: it was not given");
    assert_eq!(
        refused(&|bad| bad.steps[1].reason = Reason::Given),
        "step 1 does not follow: it was not given"
    );
    assert_eq!(
        refused(&|bad| application(bad, 3, &|it| it.premises = vec![Some(3), Some(2)])),
        "step 3 does not follow: it rests on a later step"
    );
    assert_eq!(
        refused(&|bad| application(bad, 3, &|it| it.premises = vec![Some(1), None])),
        "step 3 does not follow: condition 1 of rule `path#2`"
    );
    assert_eq!(
        refused(&|bad| application(bad, 3, &|it| it.rule = 0)),
        "step 3 does not follow: it has another number of conditions"
    );
    assert_eq!(
        refused(&|bad| application(bad, 3, &|it| it.bindings[0] = Some(2))),
        "step 3 does not follow: the rule's head is another fact"
    );
}
