//! The standard rules over the articles: every relation's conclusions have proofs that the checker accepts, on several lenses.

use demarche::engine::Native;
use demarche::explain::{Bounds, Checker, why};
use demarche::session::{Session, Text};
use demarche::standard::bundled::TEXTS;

/// How many conclusions of each relation are proved.
const BOUNDS: Bounds = Bounds { answers: 3, proofs: 1, members: 1 };

fn session() -> Session {
    let mut session = Session::new(Box::new(Native));
    session.load(TEXTS.iter().map(|(name, text)| Text::new(*name, *text)).collect()).unwrap();
    session
}

/// Proves the first conclusions of every relation that rules derive; returns how many.
fn prove_all(session: &mut Session) -> usize {
    let (given, conclusions) = (session.given_under(session.lens()).unwrap(), session.conclusions().unwrap());
    let derived = session.program().relations.iter().zip(&conclusions.tables);
    let derived = derived.filter(|(relation, rows)| relation.derived && !rows.is_empty());
    let questions: Vec<String> = derived
        .map(|(relation, _)| {
            format!("{}({})", relation.name, vec!["_"; relation.attributes.len()].join(", "))
        })
        .collect();
    let mut proved = 0;
    for question in questions {
        let body = session.question("<question>", &question, 1).unwrap();
        let told = why(session, &body, None, BOUNDS).unwrap();
        assert_eq!(told.answers.len(), told.total.min(BOUNDS.answers), "{question}");
        let (program, dictionary) = (session.program(), session.dictionary());
        let checker = Checker { program, input: &given, conclusions: &conclusions, dictionary };
        for answer in &told.answers {
            let [proof] = answer.checkable.as_slice() else { panic!("{} has no proof", answer.fact) };
            let last = proof.steps.last().unwrap();
            assert_eq!(checker.check(proof, last.relation, &last.row), Ok(()), "{}", answer.fact);
            proved += 1;
        }
    }
    proved
}

#[test]
fn what_the_articles_lead_to_has_proofs() {
    let mut session = session();
    let proved = prove_all(&mut session);
    assert!(proved > 200, "only {proved} conclusions");
}

#[test]
fn what_was_known_in_2019_has_proofs() {
    let mut session = session();
    session.enter("<prompt>", ".as_of \"2019-05-01\"", 1).unwrap();
    session.enter("<prompt>", ".trust announced", 1).unwrap();
    assert!(prove_all(&mut session) > 50);
}
