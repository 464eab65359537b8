//! Random programs: everything that follows has a proof that the checker accepts.

use demarche::engine::{Executor, Guard, Native, facts_of};
use demarche::explain::{Checker, Prover};
use demarche::program::ir::RelationId;
use demarche::program::value::format_fact;
use proptest::prelude::*;

use crate::support::random;

/// The most facts of one relation that are proved.
const FACTS: usize = 12;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn everything_that_follows_has_a_proof(choices in prop::collection::vec(any::<u32>(), 0..400)) {
        let random::Random { program, dictionary } = random::program(choices);
        let (input, guard) = (facts_of(&program), Guard::default());
        let Ok(conclusions) = Native.run(&program, input.clone(), &dictionary, &guard) else { return Ok(()) };
        let checker = Checker { program: &program, input: &input, conclusions: &conclusions, dictionary: &dictionary };
        let prover = Prover::new(&program, &input, &conclusions, &dictionary, &guard);
        for (at, table) in conclusions.tables.iter().enumerate() {
            let relation = RelationId(at);
            for row in table.rows().take(FACTS) {
                let fact = format_fact(&program.relations[at], row, &dictionary);
                let least = prover.why(relation, row).unwrap();
                let least = least.unwrap_or_else(|| panic!("{fact} has no proof"));
                prop_assert_eq!(checker.check(&least, relation, row), Ok(()), "{}", fact);
                let (all, complete) = prover.why_all(relation, row, 3).unwrap();
                prop_assert!(!all.is_empty() || !complete, "{} has no proof among all", fact);
                for proof in &all {
                    prop_assert_eq!(checker.check(proof, relation, row), Ok(()), "{}", fact);
                    prop_assert!(least.height() <= proof.height(), "{} has a lower proof", fact);
                }
                prop_assert!(all.windows(2).all(|pair| pair[0].size() <= pair[1].size() && pair[0] != pair[1]));
            }
        }
    }
}
