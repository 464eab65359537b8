//! What follows is led from lens to lens and back: each time it is what a run from nothing derives under that lens, answers and
//! differences included.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use demarche::engine::{Executor, Guard, Native, difference};
use demarche::evidence::Lens;
use demarche::program::ir::RelationId;
use demarche::program::value::format_word;
use demarche::program::{unasked, with_strata};
use demarche::session::{Row, Session, Text};
use demarche::standard::bundled::TEXTS;

fn bundled() -> Session {
    let mut session = Session::new(Box::new(Native));
    session.load(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect()).unwrap();
    session
}

pub(crate) fn enter(session: &mut Session, directive: &str) {
    session.enter("<prompt>", directive, 1).unwrap_or_else(|failure| panic!("{directive}: {failure}"));
}

/// Compares what follows under the session's lens with a run from nothing.
pub(crate) fn compare(session: &Session, what: &str) {
    let (program, dictionary) = (session.program(), session.dictionary());
    let given = session.given_under(session.lens()).unwrap();
    let whole: BTreeSet<RelationId> = unasked(program).collect();
    let whole = with_strata(program, |stratum| stratum.relations.iter().any(|id| whole.contains(id)));
    let fresh = Native.run(&whole, given, dictionary, &Guard::default()).unwrap();
    assert_eq!(difference(program, &fresh, &session.conclusions().unwrap(), dictionary), None, "{what}");
}

const MOVES: [&str; 12] = [
    ".assume visit(\"supposed\", \"Vladimir Putin\", \"North Korea\", \"2024-04-01\")",
    ".retract acceptance(_, _, _, _)",
    ".at \"2019-06-01\"",
    ".assume visit(\"supposed\", \"Vladimir Putin\", \"North Korea\", \"2024-04-01\") @denied",
    ".as_of \"2019-04-25\"",
    ".retract assumption:1",
    ".as_of \"2024-03-01\" possibly",
    ".trust announced",
    ".assume visit(\"other\", \"Kim Jong Un\", \"Russia\", \"2023\") @expected",
    ".retract visit(_, \"Kim Jong Un\", _, _)",
    ".articles except choe_jan_2024",
    ".retract choe_jan_2024",
];

#[test]
fn every_move_of_the_lens_leads_to_what_a_run_from_nothing_derives() {
    let mut session = bundled();
    compare(&session, "the plain lens");
    for directive in MOVES {
        enter(&mut session, directive);
        compare(&session, directive);
    }
    assert!(session.followed() >= 5, "only {} moves were followed", session.followed());
    let followed = session.followed();
    for directive in MOVES.iter().rev() {
        assert!(session.undo().is_some());
        compare(&session, &format!("{directive} taken back"));
    }
    assert_eq!(session.followed(), followed, "what was known is gone back to and not inferred");
}

#[test]
fn facts_added_at_the_prompt_are_followed() {
    let mut session = bundled();
    session.conclusions().unwrap();
    let added = [
        "visit(\"added\", \"Vladimir Putin\", \"North Korea\", \"2024-04-01\").",
        "acceptance(\"added\", \"none\", \"Kim Jong Un\", \"2023-09\").",
        "visit(\"added\", \"Vladimir Putin\", \"North Korea\", \"2024-04-01\").",
    ];
    let mut accepted = 0;
    for statement in added {
        accepted += u64::from(session.add("<prompt>", statement, 1).is_ok());
        compare(&session, statement);
    }
    assert_eq!((session.followed(), accepted > 1), (accepted, true));
    enter(&mut session, ".retract visit(\"added\", _, _, _)");
    compare(&session, "the added fact retracted");
    while session.undo().is_some() && session.texts().any(|(name, _)| name == "<prompt>") {
        compare(&session, "taken back");
    }
    // A rule is another program.
    let followed = session.followed();
    session.add("<prompt>", "added(x) :- visit(x, _, _, _).", 1).unwrap_err();
    session.add("<prompt>", ".decl added(x: symbol) added(x) :- visit(x, _, _, _).", 1).unwrap();
    compare(&session, "a rule added");
    assert_eq!(session.followed(), followed);
}

/// Every so many claims of the articles are retracted.
const EVERY: usize = 53;

#[test]
fn claims_are_retracted_and_restored() {
    let mut session = bundled();
    session.conclusions().unwrap();
    let claims: Vec<String> =
        session.lowered().claims.iter().step_by(EVERY).map(|claim| claim.name.to_string()).collect();
    for claim in &claims {
        enter(&mut session, &format!(".retract {claim}"));
        compare(&session, claim);
        session.undo();
        compare(&session, &format!("{claim} restored"));
    }
    assert_eq!(session.followed(), claims.len() as u64);
}

const QUESTIONS: [&str; 6] = [
    "outstanding_visit(who, to, since)",
    "visited(who, to)",
    "visit(name, who, \"North Korea\", day)",
    "visit(name, who, to, day) @denied",
    "bloc_member(bloc, who)",
    "claim(name, relation, certainty, article, who, origin, published, said)",
];

/// What a session says to the questions that fit its program.
fn answers(session: &mut Session) -> Vec<String> {
    let mut told = Vec::new();
    for question in QUESTIONS {
        if let Ok(answer) = session.ask(question) {
            let shown = |row: &Row| {
                let words = row.values.iter().zip(&answer.columns);
                let words = words.map(|(&word, (_, ty))| format_word(word, *ty, session.dictionary()));
                format!("{:?} {:?}", words.collect::<Vec<_>>(), row.levels)
            };
            let rows: Vec<String> = answer.rows.iter().map(shown).collect();
            told.push(format!("{question} {:?} {:?} {rows:?}", answer.verdict, answer.denials));
        }
    }
    told
}

#[test]
fn questions_and_differences_see_what_was_followed() {
    let mut followed = bundled();
    assert!(answers(&mut followed).len() > 3);
    for directive in &MOVES[..3] {
        let before = followed.lens().clone();
        enter(&mut followed, directive);
        let lens: Lens = followed.lens().clone();
        let mut anew = bundled();
        anew.set_lens(lens.clone(), "the same lens");
        assert_eq!(answers(&mut followed), answers(&mut anew), "{directive}");
        let led = followed.difference(&before, &lens).unwrap();
        assert_eq!(led.counts(), anew.difference(&before, &lens).unwrap().counts(), "{directive}");
    }
    assert!(followed.followed() > 0);
}

/// Visits told by an article a day, a few claims of which are less sure than the others, or by another speaker.
fn many_claims() -> Session {
    let mut text = String::from(
        r"
.decl visit(name: symbol, who: number, to: number, day: date) open assumable
.decl past(name: symbol, who: number) closed
.decl returned(name: symbol)
.decl outstanding(name: symbol, who: number) closed
past(v, p) :- visit(v, p, _, d), at(t), d <= t.
returned(v) :- visit(v, a, b, d), visit(_, b, a, e), d < e.
outstanding(v, p) :- past(v, p), !returned(v).
",
    );
    for at in 0..600 {
        let day = at / 20 + 1;
        if at % 20 == 0 {
            let _ = writeln!(
                text,
                ".article art{day} {{ file = \"{day}.txt\", published = \"1999-06-{day:02}\" }}"
            );
        }
        let grade = if at % 300 == 77 { "possible" } else { "confirmed" };
        let by = if at % 200 == 3 { ", by: [\"agency\"]" } else { "" };
        let (who, to) = (at * 7 % 31, at * 11 % 31);
        let _ = writeln!(
            text,
            "visit(\"v{at}\", {who}, {to}, \"1999-06-{day:02}\") @{grade}(\"so\", id: \"c{at}\"{by})."
        );
    }
    let mut session = Session::new(Box::new(Native));
    session.load(vec![Text::new("visits.dl", text)]).unwrap();
    session
}

#[test]
fn moves_of_the_lens_that_change_few_of_many_claims_are_followed() {
    let mut session = many_claims();
    compare(&session, "the plain lens");
    let moves = [
        (".trust expected", true),
        (".as_of \"1999-06-29\"", true),
        (".speakers except \"agency\"", true),
        (".articles except art3", true),
        (".trust possible", true),
        (".at \"1999-06-20\"", true),
        (".retract art9", true),
        (".assume visit(\"new\", 1, 2, \"1999-06-07\") @possible", true),
        (".trust confirmed", true),
        // Most claims go.
        (".as_of \"1999-06-05\"", false),
    ];
    for (directive, is_followed) in moves {
        let followed = session.followed();
        enter(&mut session, directive);
        compare(&session, directive);
        assert_eq!(session.followed() > followed, is_followed, "{directive}");
    }
    let followed = session.followed();
    for (directive, _) in moves.iter().rev() {
        assert!(session.undo().is_some());
        compare(&session, &format!("{directive} taken back"));
    }
    assert_eq!(session.followed(), followed, "what was known is gone back to");
}
