//! All proofs of a fact, the smallest first.

use super::*;

fn all(case: &Case, relation: &str, row: &[Word], most: usize) -> (Vec<Vec<String>>, bool) {
    let guard = Guard::default();
    let prover = Prover::new(&case.program, &case.input, &case.conclusions, &case.dictionary, &guard);
    let (proofs, complete) = prover.why_all(case.relation(relation), row, most).expect("it ends");
    for proof in &proofs {
        case.accept(proof, relation, row);
    }
    (proofs.iter().map(|proof| case.steps(proof)).collect(), complete)
}

const GRAPH: &str = "
.decl edge(x: number, y: number)
.decl path(x: number, y: number)
edge(1, 2). edge(2, 1). edge(2, 3). edge(1, 3).
path(x, y) :- edge(x, y).
path(x, z) :- path(x, y), edge(y, z).
";

#[test]
fn proofs_come_by_size_and_none_goes_in_a_circle() {
    let (proofs, complete) = all(&Case::new(GRAPH), "path", &[1, 3], 10);
    // 1 → 3, 1 → 2 → 3, and 1 → 2 → 1 → 3; going round once more would prove path(1, 2) from itself.
    assert_eq!(
        proofs,
        [
            vec!["edge(1, 3)", "path(1, 3) by path#1"],
            vec!["edge(1, 2)", "path(1, 2) by path#1", "edge(2, 3)", "path(1, 3) by path#2"],
            vec![
                "edge(1, 2)",
                "path(1, 2) by path#1",
                "edge(2, 1)",
                "path(1, 1) by path#2",
                "edge(1, 3)",
                "path(1, 3) by path#2"
            ],
        ]
    );
    assert!(complete);
}

#[test]
fn the_bound_leaves_the_largest_out() {
    let (proofs, complete) = all(&Case::new(GRAPH), "path", &[1, 3], 2);
    assert_eq!((proofs.len(), complete), (2, false));
}

#[test]
fn every_combination_of_independent_choices_is_a_proof() {
    let case = Case::new(
        "
        .decl a(x: number) .decl b(x: number) .decl left(x: number) .decl right(x: number) .decl both(x: number)
        a(1). a(2). b(1). b(2).
        left(0) :- a(_).
        right(0) :- b(_).
        both(x) :- left(x), right(x).
        ",
    );
    let (proofs, complete) = all(&case, "both", &[0], 10);
    assert_eq!((proofs.len(), complete), (4, true));
    assert!(proofs.iter().all(|proof| proof.len() == 5));
}

#[test]
fn what_does_not_hold_has_none() {
    assert_eq!(all(&Case::new(GRAPH), "path", &[3, 1], 10), (Vec::new(), true));
}
