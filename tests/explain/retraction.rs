//! Every retraction is a run from nothing without what it takes away: random claims on random programs, and claims of the articles.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use demarche::diagnostic::Located;
use demarche::engine::Native;
use demarche::program::value::format_fact;
use demarche::session::{Session, Text};
use demarche::standard::bundled::TEXTS;
use demarche::syntax::printer;
use demarche::syntax::tree::{Name, Statement, Tree};
use proptest::prelude::*;

use crate::support::runner::repeatable;
use crate::support::{random, show};

/// The rows of every relation as text; relations without rows are left out.
type Conclusions = BTreeMap<String, BTreeSet<String>>;

fn conclusions(session: &Session) -> Option<Conclusions> {
    let database = session.conclusions().ok()?;
    let relations = session.program().relations.iter().zip(&database.tables);
    let rows = relations.map(|(relation, table)| {
        let fact = |row: &[u64]| format_fact(relation, row, session.dictionary());
        (relation.name.to_string(), table.rows().map(fact).collect::<BTreeSet<_>>())
    });
    Some(rows.filter(|(_, rows)| !rows.is_empty()).collect())
}

fn loaded(texts: Vec<Text>) -> Option<Session> {
    let mut session = Session::new(Box::new(Native));
    session.load(texts).ok()?;
    Some(session)
}

/// What follows under the retraction.
fn retracted(session: &mut Session, what: &str) -> Option<Conclusions> {
    session.enter("<prompt>", &format!(".retract {what}"), 1).unwrap_or_else(|it| panic!("{what}: {it}"));
    let found = conclusions(session);
    session.undo();
    found
}

/// A fact of a random program with the claims that it rests on: none for a plain fact.
struct Claimed {
    fact: String,
    /// 0 or 1.
    article: usize,
    claims: Vec<(String, &'static str)>,
}

/// Whether a fact is left out, or one of its claims by name.
type LeftOut<'f> = dyn Fn(&Claimed, Option<&str>) -> bool + 'f;

const GRADES: [&str; 5] = ["confirmed", "announced", "expected", "possible", "denied"];

/// Gives some facts of a program's text claims, as the numbers say; the rest of the text is left as it is.
fn with_claims(text: &str, numbers: &[u32]) -> (Vec<Claimed>, String) {
    let is_fact = |line: &&str| !line.starts_with(".decl") && !line.contains(":-");
    let mut claims = 0;
    let mut claimed = |(at, line): (usize, &str)| {
        let number = numbers.get(at).copied().unwrap_or(0) as usize;
        let mut named = || {
            claims += 1;
            (format!("c{claims}"), GRADES[(number / 12 + claims) % GRADES.len()])
        };
        let claims = (0..number % 3).map(|_| named()).collect();
        Claimed { fact: line.trim_end_matches('.').to_owned(), article: number / 3 % 2, claims }
    };
    let facts = text.lines().filter(is_fact).enumerate().map(&mut claimed).collect();
    let rest: Vec<&str> = text.lines().filter(|line| !is_fact(line)).collect();
    (facts, rest.join("\n"))
}

/// The text of a program whose facts have claims, without those that are left out: a fact loses its last claim only with itself.
fn text(facts: &[Claimed], rest: &str, left_out: &LeftOut<'_>) -> String {
    let mut lines = vec![rest.to_owned()];
    let plain = facts.iter().filter(|it| it.claims.is_empty() && !left_out(it, None));
    lines.extend(plain.map(|it| format!("{}.", it.fact)));
    for article in 0..2 {
        lines.push(format!(".article a{article} {{ file = \"a.txt\", published = \"199{article}\" }}"));
        for it in facts.iter().filter(|it| it.article == article) {
            let kept = it.claims.iter().filter(|(name, _)| !left_out(it, Some(name)));
            let kept: Vec<String> =
                kept.map(|(name, grade)| format!("@{grade}(\"so\", id: \"{name}\")")).collect();
            if !kept.is_empty() {
                lines.push(format!("{} {}.", it.fact, kept.join(" ")));
            }
        }
    }
    lines.join("\n") + "\n"
}

/// The conclusions of rules alone.
fn derived<'c>(session: &Session, all: &'c Conclusions) -> BTreeMap<&'c str, &'c BTreeSet<String>> {
    let is_derived = |name: &str| session.program().relations.iter().any(|it| it.derived && it.name == name);
    all.iter().filter(|(name, _)| is_derived(name)).map(|(name, rows)| (name.as_str(), rows)).collect()
}

#[test]
fn what_is_retracted_was_never_said() {
    let (compared, changed) = (Cell::new(0), Cell::new(0));
    let choices = prop::collection::vec(any::<u32>(), 0..400);
    let strategy = (choices, prop::collection::vec(any::<u32>(), 1..24), any::<u32>());
    let outcome = repeatable(150).run(&strategy, |(choices, numbers, seed)| {
        // Which row a choice keeps depends on the order of what is given.
        let random::Random { program, dictionary } = random::keeping_program(choices);
        let (facts, rest) = with_claims(&show::text(&program, &dictionary), &numbers);
        let whole = text(&facts, &rest, &|_, _| false);
        let Some(mut session) = loaded(vec![Text::new("r.dl", whole.as_str())]) else { return Ok(()) };
        let Some(before) = conclusions(&session) else { return Ok(()) };
        let pick = |count: usize| seed as usize % count.max(1);
        let claims: Vec<&String> = facts.iter().flat_map(|it| &it.claims).map(|(name, _)| name).collect();
        let claim = claims.get(pick(claims.len())).map_or("", |name| name.as_str());
        let fact = facts.get(pick(facts.len())).map_or("", |it| it.fact.as_str());
        let cases: [(&str, &LeftOut<'_>); 3] = [
            (claim, &|_, name| name == Some(claim)),
            ("a0", &|it, name| name.is_some() && it.article == 0),
            (fact, &|it, _| it.fact == fact),
        ];
        for (what, left_out) in cases.into_iter().filter(|(what, _)| !what.is_empty()) {
            let without = text(&facts, &rest, left_out);
            let anew = loaded(vec![Text::new("r.dl", without.as_str())]).and_then(|it| conclusions(&it));
            let (Some(under), Some(mut anew)) = (retracted(&mut session, what), anew) else { continue };
            if what == "a0" {
                // The text has to declare the article that the retraction takes away.
                if let Some(rows) = anew.get_mut("article") {
                    rows.retain(|row| !row.contains("\"a0\""));
                }
                anew.retain(|_, rows| !rows.is_empty());
            }
            prop_assert_eq!(&under, &anew, "without {}:\n{}", what, whole);
            compared.set(compared.get() + 1);
            changed.set(changed.get() + usize::from(derived(&session, &before) != derived(&session, &under)));
        }
        Ok(())
    });
    outcome.unwrap();
    assert!(compared.get() > 150, "only {} retractions", compared.get());
    assert!(changed.get() > 20, "only {} of {} changed what follows", changed.get(), compared.get());
}

/// The bundled texts as trees in which each claim has its name written out.
fn named_trees(session: &Session) -> Vec<(String, Tree)> {
    let named = |(name, tree): (&str, &Tree)| {
        let mut tree = tree.clone();
        for statement in &mut tree.statements {
            let Statement::Fact(fact) = &mut statement.node else { continue };
            for evidence in &mut fact.evidence {
                let claim = session.lowered().claims.iter().find(|claim| claim.span == evidence.span);
                evidence.node.id = claim.map(|claim| Box::new(Name::new(claim.name.clone(), evidence.span)));
            }
        }
        (name.to_owned(), tree)
    };
    session.texts().map(named).collect()
}

fn printed(trees: &[(String, Tree)]) -> Vec<Text> {
    trees.iter().map(|(name, tree)| Text::new(name.as_str(), printer::print(tree))).collect()
}

/// The trees without one claim, and without its fact if nothing else is claimed of it.
fn without_claim(trees: &[(String, Tree)], claim: &str) -> Vec<(String, Tree)> {
    let keeps = |statement: &mut Located<Statement>| {
        let Statement::Fact(fact) = &mut statement.node else { return true };
        let had = !fact.evidence.is_empty();
        fact.evidence.retain(|evidence| evidence.node.id.as_ref().is_none_or(|id| id.node != claim));
        !(had && fact.evidence.is_empty())
    };
    let mut trees = trees.to_vec();
    for (_, tree) in &mut trees {
        tree.statements.retain_mut(keeps);
    }
    trees
}

/// Every so many claims of the articles are retracted.
const EVERY: usize = 53;

#[test]
fn a_claim_of_the_articles_retracted_was_never_told() {
    let bundled = loaded(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect()).unwrap();
    let trees = named_trees(&bundled);
    let mut session = loaded(printed(&trees)).unwrap();
    let before = conclusions(&session).unwrap();
    assert_eq!(before, conclusions(&bundled).unwrap(), "the names of claims are the same");
    let claims: Vec<String> =
        session.lowered().claims.iter().step_by(EVERY).map(|claim| claim.name.to_string()).collect();
    let mut changed = 0;
    for claim in &claims {
        // A claim that another names as its ground cannot be left out of the text.
        let Some(anew) = loaded(printed(&without_claim(&trees, claim))) else { continue };
        let under = retracted(&mut session, claim).unwrap();
        assert_eq!(under, conclusions(&anew).unwrap(), "without {claim}");
        changed += usize::from(derived(&session, &before) != derived(&session, &under));
    }
    assert!(changed > 3, "{changed} of {} claims matter", claims.len());
}
