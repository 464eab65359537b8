//! Who owes whom a visit, and who would if one visit were made: the standard rules as typed structs.
//!
//! `cargo run --example hypothetical_visit`
#![allow(clippy::print_stdout, reason = "an example shows its results")]

use std::error::Error;

use demarche::engine::Native;
use demarche::evidence::{Lens, view};
use demarche::session::{Session, Text};
use demarche::standard::CREPE;
use demarche::standard::bundled::TEXTS;
use demarche::standard::generated::{
    At, Conclusions, Given, Visit, VisitClaims, VisitConfirmed, run_on_given,
};
use demarche::typed::{Name, PartialDate};

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = told_by_the_articles()?;
    given.at = vec![At::new("2024-07-01".parse::<PartialDate>()?)];
    println!("As the articles tell it, on 1 July 2024:");
    show(&run_on_given(&given)?);

    let visit = Visit::new("a visit", "Vladimir Putin", "North Korea", "2024-06-19".parse::<PartialDate>()?);
    suppose(&mut given, visit);
    println!("Had {} been in {} on {}:", visit.who, visit.country, visit.day);
    show(&run_on_given(&given)?);
    Ok(())
}

/// The facts of the bundled articles, all of them heard, as typed rows.
fn told_by_the_articles() -> Result<Given, Box<dyn Error>> {
    let mut session = Session::new(Box::new(Native));
    session.load(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect())?;
    let (program, dictionary) = (session.program(), session.dictionary());
    let seen = view(program, session.lowered(), &[], &Lens::default(), dictionary)
        .map_err(|diagnostics| format!("{diagnostics:?}"))?;
    CREPE
        .given(program, &seen, dictionary)
        .ok_or_else(|| "the facts are not those of the standard rules".into())
}

/// Adds a visit as if somebody had confirmed it: the fact, the fact as confirmed, and the claim.
fn suppose(given: &mut Given, visit: Visit) {
    let Visit { visit, who, country, day } = visit;
    let (claim, nobody, never) =
        (Name::from("a supposition"), Name::from("nobody"), PartialDate::unsaid("never"));
    given.visit.push(Visit { visit, who, country, day });
    given.visit_confirmed.push(VisitConfirmed { visit, who, country, day });
    given.visit_claims.push(VisitClaims {
        visit,
        who,
        country,
        day,
        claim,
        certainty: Name::from("confirmed"),
        article: nobody,
        speaker: nobody,
        origin: nobody,
        published: never,
        said: never,
    });
}

/// Prints the visits owed, and one of them as JSON.
fn show(conclusions: &Conclusions) {
    for owed in &conclusions.outstanding_visit {
        println!("  {} owes {} a visit since {}", owed.who, owed.to, owed.since);
    }
    match conclusions.outstanding_visit.first().map(serde_json::to_string) {
        Some(Ok(json)) => println!("  as JSON: {json}"),
        Some(Err(error)) => println!("  no JSON: {error}"),
        None => println!("  nobody owes anybody a visit"),
    }
}
