//! What a lens shows of the project's own fact files, against a direct reading of the claims.

use std::collections::{BTreeMap, BTreeSet};

use super::seeds::seeds;
use super::*;
use crate::date::{Date, certainly_not_after};
use crate::program::ir::Program;
use crate::program::value::format_word;
use crate::program::{self};
use crate::store::{Database, Dictionary, Table};

fn checked(lowered: &Lowered, dictionary: &Dictionary) -> Program {
    let checked = lowered.check(dictionary);
    checked.program.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
}

/// The rows of a relation as text.
fn rows(name: &str, program: &Program, database: &Database, dictionary: &Dictionary) -> BTreeSet<String> {
    let at = program.relations.iter().position(|relation| relation.name == name).unwrap();
    let (attributes, table) = (&program.relations[at].attributes, &database.tables[at]);
    let row = |row: &[u64]| {
        let cells = row.iter().zip(attributes);
        cells.map(|(word, it)| format_word(*word, it.ty, dictionary)).collect::<Vec<_>>().join(" | ")
    };
    table.rows().map(row).collect()
}

/// The facts that claims hold, by relation, as text. What is unsaid reads alike, so that facts that differ in that alone are one.
fn held<'a>(claims: impl Iterator<Item = &'a Claim>) -> BTreeMap<String, BTreeSet<String>> {
    let mut held: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for claim in claims {
        let terms: Vec<String> = claim
            .atom
            .terms
            .iter()
            .map(|term| match &term.node {
                TermKind::String(text) => Date::parse(text).map_or(text.to_string(), |date| date.to_string()),
                TermKind::Integer(number) => number.to_string(),
                TermKind::Unsaid => "not said".to_owned(),
                other => panic!("{other:?}"),
            })
            .collect();
        held.entry(claim.relation.to_string()).or_default().insert(terms.join(" | "));
    }
    held
}

#[test]
fn a_relation_holds_what_visible_claims_of_enough_certainty_say() {
    let lowered = seeds();
    let dictionary = Dictionary::default();
    let program = checked(&lowered, &dictionary);
    for day in ["2018-05-30", "2018-05-31", "2019-04-21", "2019-04-25", "2024-01-16", "2024-04-11"] {
        let day = Date::parse(day).unwrap();
        for trust in Grade::ALL {
            let lens = Lens { as_of: Some(day.clone()), trust, ..Lens::default() };
            let database = view(&program, &lowered, &[], &lens, &dictionary).unwrap();
            let out = |claim: &&Claim| {
                certainly_not_after(&lowered.article(&claim.article).unwrap().published, &day)
            };
            let sure = |claim: &&Claim| claim.certainty.grade().is_some_and(|grade| grade >= trust);
            let expected = held(lowered.claims.iter().filter(out).filter(sure));
            let denied =
                held(lowered.claims.iter().filter(out).filter(|it| it.certainty == Certainty::Denied));
            for relation in
                lowered.claims.iter().map(|claim| claim.relation.as_str()).collect::<BTreeSet<_>>()
            {
                let of =
                    |all: &BTreeMap<String, BTreeSet<String>>| all.get(relation).cloned().unwrap_or_default();
                let found = rows(relation, &program, &database, &dictionary);
                assert_eq!(found, of(&expected), "{relation} as of {day} at {trust}");
                let found = rows(&companion(relation, "denied"), &program, &database, &dictionary);
                assert_eq!(found, of(&denied), "{relation} @denied as of {day} at {trust}");
            }
        }
    }
}

#[test]
fn every_claim_shown_is_listed_once_with_its_chain_and_words() {
    let lowered = seeds();
    let dictionary = Dictionary::default();
    let program = checked(&lowered, &dictionary);
    let lens = Lens::default();
    let database = view(&program, &lowered, &[], &lens, &dictionary).unwrap();
    let count = |name: &str| {
        let at = program.relations.iter().position(|relation| relation.name == name).unwrap();
        database.tables[at].len()
    };
    assert_eq!(count("claim"), lowered.claims.len());
    assert_eq!(count("claim_quote"), lowered.claims.iter().filter(|claim| claim.quote.is_some()).count());
    assert_eq!(
        count("claim_speaker"),
        lowered.claims.iter().map(|claim| claim.speakers.len()).sum::<usize>()
    );
    assert_eq!((count("article"), count("as_of"), count("at"), count("at_least")), (5, 1, 1, 10));
}

#[test]
fn a_relation_of_the_programs_own_is_not_filled() {
    let lowered = sound(&[r#".decl claim(x: symbol) .decl p(x: symbol) claim("own").
        .article a { file = "a", published = "1999" } p("x") @confirmed("said so")."#]);
    let dictionary = Dictionary::default();
    let program = checked(&lowered, &dictionary);
    let database = view(&program, &lowered, &[], &Lens::default(), &dictionary).unwrap();
    assert_eq!(rows("claim", &program, &database, &dictionary), BTreeSet::from(["own".to_owned()]));
    assert_eq!(rows("p", &program, &database, &dictionary), BTreeSet::from(["x".to_owned()]));
    let lowered = sound(&[
        r#".decl p(x: symbol) .decl article(x: symbol, y: symbol, day: date) .decl claim_quote(x: symbol, y: symbol)
        .article a { file = "a", published = "1999" } p("x") @confirmed("said so")."#,
    ]);
    let program = checked(&lowered, &dictionary);
    let database = view(&program, &lowered, &[], &Lens::default(), &dictionary).unwrap();
    for name in ["article", "claim_quote"] {
        assert_eq!(rows(name, &program, &database, &dictionary), BTreeSet::new(), "{name}");
    }
}

#[test]
fn a_claim_of_a_derived_relation_stands_beside_its_conclusions() {
    let lowered = sound(&[r#".decl p(x: symbol) .decl q(x: symbol) q(x) :- p(x).
        .article a { file = "a", published = "1999" } q("x") @expected("said so")."#]);
    let dictionary = Dictionary::default();
    let program = checked(&lowered, &dictionary);
    let shown = |trust| {
        let lens = Lens { trust, ..Lens::default() };
        let database = view(&program, &lowered, &[], &lens, &dictionary).unwrap();
        rows("q", &program, &database, &dictionary).len()
    };
    assert_eq!((shown(Grade::Possible), shown(Grade::Announced)), (1, 0));
}

#[test]
fn a_fact_without_evidence_counts_as_confirmed_and_no_claim_tells_it() {
    let lowered = sound(&[r#".decl p(x: symbol) .decl sure(x: symbol) sure(x) :- p(x) @confirmed.
        .article a { file = "a", published = "1999" } p("told") @expected("said so"). p("bare")."#]);
    let dictionary = Dictionary::default();
    let program = checked(&lowered, &dictionary);
    let p = program.relations.iter().position(|relation| relation.name == "p").unwrap();
    let read = Table::from_rows(1, [&[dictionary.symbol("read")][..]]);
    let inputs = [(program::ir::RelationId(p), read)];
    let database = view(&program, &lowered, &inputs, &Lens::default(), &dictionary).unwrap();
    let shown = |name: &str| rows(name, &program, &database, &dictionary).into_iter().collect::<Vec<_>>();
    assert_eq!(shown("p"), ["bare", "read", "told"]);
    assert_eq!(shown("p@confirmed"), ["bare", "read"]);
    assert_eq!(shown("p@expected"), ["bare", "read", "told"]);
    assert_eq!(shown("p@denied"), [""; 0]);
    assert_eq!(shown("p@claims").len(), 1);
}

/// An article without an outlet, one that relays another, and a claim of three speakers.
const TOLD: &str = r#".decl p(x: symbol) .decl r(x: symbol) .decl claimed(x: symbol)
    .article a { file = "a", published = "1999-01", relays = "Agency", basis = "its own words" }
    p("x") @expected("said so", by: ["Envoy", "Minister", "Consul"], said: "1998", id: "one").
    .article b { file = "b", published = "1999-02", outlet = "Courier" }
    p("y") @denied("never", id: "two"). r("x") @confirmed(id: "three")."#;

/// What the relations that the evidence layer provides hold, row by row.
#[test]
fn what_is_provided_stands_in_the_columns_of_its_name() {
    let lowered = sound(&[TOLD]);
    let dictionary = Dictionary::default();
    let program = checked(&lowered, &dictionary);
    let database = view(&program, &lowered, &[], &Lens::default(), &dictionary).unwrap();
    let shown = |name: &str| rows(name, &program, &database, &dictionary).into_iter().collect::<Vec<_>>();
    let claims = [
        "one | p | expected | a | Envoy | Consul | 1999-01 | 1998",
        "three | r | confirmed | b | b | b | 1999-02 | not said",
        "two | p | denied | b | b | b | 1999-02 | not said",
    ];
    assert_eq!(shown("claim"), claims);
    let speakers =
        ["one | 1 | Envoy", "one | 2 | Minister", "one | 3 | Consul", "three | 1 | b", "two | 1 | b"];
    assert_eq!(shown("claim_speaker"), speakers);
    assert_eq!(shown("claim_quote"), ["one | said so", "two | never"]);
    assert_eq!(shown("article"), ["a | not said | 1999-01", "b | Courier | 1999-02"]);
    assert_eq!(shown("article_relays"), ["a | Agency"]);
    assert_eq!(shown("article_basis"), ["a | its own words"]);
    // What is not said has a name of its own, of the article or the hypothetical that does not say it.
    let place = program.relations.iter().position(|relation| relation.name == "article").unwrap();
    let outlets: Vec<_> = database.tables[place].rows().map(|row| row[1]).collect();
    assert!(outlets.contains(&dictionary.symbol("\u{1}a:outlet")), "{outlets:?}");
}

/// An atom of constants.
fn atom(text: &str) -> Atom {
    let parsed = parse(SourceMap::default().add("atom.dl", text), &format!("{text}."), Mode::File);
    match parsed.tree.statements.into_iter().next().map(|statement| statement.node) {
        Some(Statement::Fact(fact)) => fact.atom.as_ref().clone(),
        other => panic!("{other:?}"),
    }
}

/// What a lens supposes is a claim where the relation takes claims; elsewhere a fact, if it is as sure as the lens asks.
#[test]
fn a_hypothetical_is_a_claim_of_its_own_or_a_fact_that_is_sure_enough() {
    let assume = |text: &str, certainty: Certainty| Assumption {
        name: format!("supposed {text}"),
        atom: atom(text),
        certainty,
    };
    let shown = |program: &str, relation: &str, trust: Grade| {
        let lowered = sound(&[program]);
        let dictionary = Dictionary::default();
        let program = checked(&lowered, &dictionary);
        let assumed = vec![
            assume("p(\"sure\")", Certainty::Held(Grade::Confirmed)),
            assume("p(\"perhaps\")", Certainty::Held(Grade::Possible)),
            assume("p(\"never\")", Certainty::Denied),
        ];
        let lens = Lens { trust, assumed, ..Lens::default() };
        let database = view(&program, &lowered, &[], &lens, &dictionary).unwrap();
        rows(relation, &program, &database, &dictionary).into_iter().collect::<Vec<_>>()
    };
    let plain = ".decl p(x: symbol)";
    assert_eq!(shown(plain, "p", Grade::Possible), ["perhaps", "sure"]);
    assert_eq!(shown(plain, "p", Grade::Expected), ["sure"]);
    let told = r#".decl p(x: symbol) .decl q(x: symbol) q(x) :- p(x) @{claim: x}.
        .article a { file = "a", published = "1999" } p("x") @confirmed("said so")."#;
    assert_eq!(shown(told, "p", Grade::Expected), ["sure", "x"]);
    assert_eq!(
        shown(told, "p@claims", Grade::Expected),
        [
            "never | supposed p(\"never\") | denied | assumption | assumption | assumption | not said | not said",
            "sure | supposed p(\"sure\") | confirmed | assumption | assumption | assumption | not said | not said",
            "x | a:2 | confirmed | a | a | a | 1999 | not said",
        ]
    );
    let lens =
        Lens { assumed: vec![assume("q(\"x\")", Certainty::Held(Grade::Confirmed))], ..Lens::default() };
    let lowered = sound(&[told]);
    let dictionary = Dictionary::default();
    let found = view(&checked(&lowered, &dictionary), &lowered, &[], &lens, &dictionary).unwrap_err();
    assert_eq!(found[0].message, "`q` is derived by rules and cannot be assumed");
    let may_be = ".decl p(x: symbol) .decl q(x: symbol) assumable q(x) :- p(x).";
    let lowered = sound(&[may_be]);
    let program = checked(&lowered, &dictionary);
    let database = view(&program, &lowered, &[], &lens, &dictionary).unwrap();
    assert_eq!(rows("q", &program, &database, &dictionary), BTreeSet::from(["x".to_owned()]));
}

/// What is left out by its values stands in no other relation's way, and is left out of what is read too.
#[test]
fn a_retraction_leaves_out_the_facts_of_its_own_relation() {
    let lowered = sound(&[r#".decl p(x: symbol) .decl q(x: symbol) p("x"). p("y"). q("x")."#]);
    let dictionary = Dictionary::default();
    let program = checked(&lowered, &dictionary);
    let p = program.relations.iter().position(|relation| relation.name == "p").unwrap();
    let words = ["x", "z"].map(|text| [dictionary.symbol(text)]);
    let inputs = [(program::ir::RelationId(p), Table::from_rows(1, words.iter().map(|row| &row[..])))];
    let retracted = Lens { retracted: vec![Retraction::Fact(atom("p(\"x\")"))], ..Lens::default() };
    let database = view(&program, &lowered, &inputs, &retracted, &dictionary).unwrap();
    let shown = |name: &str| rows(name, &program, &database, &dictionary).into_iter().collect::<Vec<_>>();
    assert_eq!((shown("p"), shown("q")), (vec!["y".to_owned(), "z".to_owned()], vec!["x".to_owned()]));
}
