//! Random programs: what `whynot` suggests makes the thing hold when it is assumed.

use demarche::engine::Native;
use demarche::explain::{Reach, whynot};
use demarche::program::ir::{Program, RelationId};
use demarche::program::value::format_fact;
use demarche::session::{Session, Text};
use demarche::store::Word;
use proptest::prelude::*;

use crate::support::{random, show};

/// A row that is not there: values of facts of any relation, as far as types agree.
fn absent(program: &Program, relation: RelationId, seed: u32) -> Vec<Word> {
    let values = |ty| {
        let of_fact = |fact: &demarche::program::ir::Fact| {
            let columns = &program.relations[fact.relation.0].attributes;
            let pairs: Vec<_> =
                fact.row.clone().into_iter().zip(columns.iter().map(|column| column.ty)).collect();
            pairs
        };
        let all = program.facts.iter().flat_map(of_fact);
        all.filter(|(_, other)| *other == ty).map(|(word, _)| word).collect::<Vec<Word>>()
    };
    let columns = program.relations[relation.0].attributes.iter().enumerate();
    let pick = |(at, column): (usize, &demarche::program::ir::Attribute)| {
        let values = values(column.ty);
        let at = (seed as usize).wrapping_mul(at + 3);
        values.get(at % values.len().max(1)).copied().unwrap_or(0)
    };
    columns.map(pick).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn what_is_suggested_makes_it_hold(
        choices in prop::collection::vec(any::<u32>(), 0..400),
        seed in any::<u32>(),
    ) {
        let random::Random { program, dictionary } = random::program(choices);
        let text = show::text(&program, &dictionary);
        let mut session = Session::new(Box::new(Native));
        prop_assume!(session.load(vec![Text::new("random.dl", text.as_str())]).is_ok());
        prop_assume!(session.conclusions().is_ok());
        for at in 0..program.relations.len() {
            let row = absent(&program, RelationId(at), seed);
            let question = format_fact(&program.relations[at], &row, &dictionary);
            let body = session.question("<question>", &question, 1).unwrap();
            let Ok(told) = whynot(&session, &body, Reach::default()) else { continue };
            for suggestion in &told.assumptions {
                for fact in &suggestion.assume {
                    session.enter("<prompt>", &format!(".assume {fact}"), 1).unwrap();
                }
                let answer = session.ask(&question).unwrap();
                prop_assert!(!answer.rows.is_empty(), "{question} from {:?}\n{text}", suggestion.assume);
                for _ in &suggestion.assume {
                    session.undo();
                }
            }
        }
    }
}
