//! Random programs, and the articles: what `whynot` suggests makes the thing hold when it is assumed.

use std::cell::Cell;

use demarche::engine::Native;
use demarche::explain::{Reach, whynot};
use demarche::program::ir::{Program, RelationId};
use demarche::program::value::format_fact;
use demarche::session::{Session, Text};
use demarche::standard::bundled::TEXTS;
use demarche::store::Word;
use proptest::prelude::*;

use crate::support::runner::repeatable;
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

#[test]
fn what_is_suggested_makes_it_hold() {
    let (one, several, derived) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let strategy = (prop::collection::vec(any::<u32>(), 0..400), any::<u32>());
    let outcome = repeatable(300).run(&strategy, |(choices, seed)| {
        let random::Random { program, dictionary } = random::program(choices);
        let text = show::text(&program, &dictionary);
        let mut session = Session::new(Box::new(Native));
        prop_assume!(session.load(vec![Text::new("random.dl", text.as_str())]).is_ok());
        prop_assume!(session.conclusions().is_ok());
        for (at, relation) in program.relations.iter().enumerate() {
            let row = absent(&program, RelationId(at), seed);
            let question = format_fact(relation, &row, &dictionary);
            for assume in suggested(&mut session, &question) {
                prop_assert!(
                    holds_with(&mut session, &question, &assume),
                    "{question} from {assume:?}\n{text}"
                );
                let kind = if assume.len() == 1 { &one } else { &several };
                kind.set(kind.get() + 1);
                derived.set(derived.get() + usize::from(relation.derived));
            }
        }
        Ok(())
    });
    outcome.unwrap();
    let counts =
        format!("{} of one fact, {} of several, {} derived", one.get(), several.get(), derived.get());
    assert!(one.get() > 100 && several.get() > 10 && derived.get() > 50, "{counts}");
}

fn suggested(session: &mut Session, question: &str) -> Vec<Vec<String>> {
    let body = session.question("<question>", question, 1).unwrap();
    let told = whynot(session, &body, Reach { suggestions: 8, ..Reach::default() });
    told.map_or_else(|_| Vec::new(), |told| told.assumptions.into_iter().map(|it| it.assume).collect())
}

/// Whether a question is answered with these assumptions, which are taken back.
fn holds_with(session: &mut Session, question: &str, assume: &[String]) -> bool {
    for fact in assume {
        session.enter("<prompt>", &format!(".assume {fact}"), 1).unwrap();
    }
    let answer = session.ask(question).unwrap();
    for _ in assume {
        session.undo();
    }
    !answer.rows.is_empty()
}

#[test]
fn what_is_suggested_of_the_articles_makes_it_hold() {
    let mut session = Session::new(Box::new(Native));
    session.load(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect()).unwrap();
    for question in [
        "outstanding_visit(\"Kim Jong Un\", \"Russia\", _)",
        "next_trip(\"Vladimir Putin\", \"North Korea\", _, _)",
        "visited(\"Vladimir Putin\", \"North Korea\")",
        "bloc(\"Russia\", \"South Korea\")",
        "owed_by_turn(\"Kim Jong Un\", \"Russia\", _)",
        "met(\"Kim Jong Un\", \"Sergey Lavrov\", _, _)",
        "announced_visit(_, \"Xi Jinping\", \"North Korea\", _)",
    ] {
        let suggestions = suggested(&mut session, question);
        assert!(!suggestions.is_empty(), "{question}");
        for assume in suggestions {
            assert!(holds_with(&mut session, question, &assume), "{question} from {assume:?}");
        }
    }
}

#[test]
fn without_what_is_told_of_the_articles_it_holds() {
    let mut session = Session::new(Box::new(Native));
    session.load(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect()).unwrap();
    for (question, most) in [
        ("outstanding_visit(\"Vladimir Putin\", \"North Korea\", \"2019-04\")", 2),
        ("next_trip(\"Vladimir Putin\", \"North Korea\", _, _)", 3),
        ("outstanding_visit(\"Kim Jong Un\", \"Russia\", _)", 0),
    ] {
        let body = session.question("<question>", question, 1).unwrap();
        let retractions = whynot(&session, &body, Reach::default()).unwrap().retractions;
        assert_eq!(retractions.len(), most, "{question}: {retractions:?}");
        for fact in retractions {
            session.enter("<prompt>", &format!(".retract {fact}"), 1).unwrap();
            assert!(!session.ask(question).unwrap().rows.is_empty(), "{question} without {fact}");
            session.undo();
        }
    }
}
