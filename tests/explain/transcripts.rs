//! Transcripts: what is asked of a program and what is told, to the letter.
//!
//! `NAME.txt` names its program in its first line (`# graph.dl` beside it, `# standard` for the bundled rules and articles), then has
//! requests after `> ` with what is told below. Lines that begin with a dot change the lens.
//! `DEMARCHE_BLESS=1 cargo test --test explain` writes what is told anew, for review before it is committed.

use std::fs;
use std::path::{Path, PathBuf};

use demarche::engine::Native;
use demarche::explain::{
    Bounds, Checker, Form, Kind, Layout, Reach, Request, Why, sensitivity, show_sensitivity, show_whynot,
    why, why_text, whynot,
};
use demarche::session::{Session, Text};
use demarche::standard::bundled::TEXTS;
use regex::Regex;

const LAYOUT: Layout = Layout { width: Some(100), depth: None };

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain")
}

fn session(program: &str) -> Session {
    let texts = if program == "standard" {
        TEXTS.iter().map(|(name, text)| Text::new(*name, *text)).collect()
    } else {
        vec![Text::new(program, fs::read_to_string(folder().join(program)).unwrap())]
    };
    let mut session = Session::new(Box::new(Native));
    session.load(texts).unwrap_or_else(|failure| panic!("{program}: {failure}"));
    session
}

/// What is told of a request; proofs are checked first.
fn told(session: &mut Session, line: &str) -> String {
    if let Some(atom) = line.strip_prefix(".sensitivity ") {
        let body = session.question("<question>", atom, 1).unwrap();
        return show_sensitivity(&sensitivity(session, &body).unwrap(), Form::Text);
    }
    let Some(request) = Request::read(line) else {
        session.enter("<prompt>", line, 1).unwrap_or_else(|failure| panic!("{line}: {failure}"));
        return String::new();
    };
    let body = session.question("<question>", request.question, 1).unwrap();
    let without = match session.lens_without(request.without) {
        _ if request.without.is_empty() => None,
        Ok(lens) => Some(lens),
        Err(failure) => return format!("error: {failure}\n"),
    };
    match request.kind {
        Kind::Why | Kind::WhyAll => {
            let proofs = if request.kind == Kind::WhyAll { 5 } else { 1 };
            let bounds = Bounds { answers: 3, proofs, members: 3 };
            let told = why(session, &body, without.as_ref(), bounds)
                .unwrap_or_else(|failure| panic!("{line}: {failure}"));
            let given = session.given_under(without.as_ref().unwrap_or(session.lens())).unwrap();
            check(session, &given, &told);
            why_text(&told, LAYOUT)
        }
        Kind::WhyNot => show_whynot(&whynot(session, &body, Reach::default()).unwrap(), Form::Text, LAYOUT),
    }
}

fn check(session: &Session, given: &demarche::store::Database, why: &Why) {
    let conclusions = session.conclusions().unwrap();
    let (program, dictionary) = (session.program(), session.dictionary());
    let checker = Checker { program, input: given, conclusions: &conclusions, dictionary };
    for proof in why.answers.iter().flat_map(|answer| &answer.checkable) {
        let last = proof.steps.last().unwrap();
        assert_eq!(checker.check(proof, last.relation, &last.row), Ok(()));
    }
}

/// The transcript with everything that is told anew.
fn rerun(text: &str) -> String {
    let program = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap();
    let mut session = session(program);
    let mut written = format!("# {program}\n");
    for line in text.lines().filter_map(|line| line.strip_prefix("> ")) {
        let told = told(&mut session, line);
        let told = if program == "standard" { without_lines(&told) } else { told };
        written.extend(["\n> ", line, "\n", &told]);
    }
    written
}

/// The text without the numbers of lines of bundled files, so that an edit there changes nothing that it does not touch. A claim
/// without a name of its own has one after its line.
fn without_lines(text: &str) -> String {
    let place = Regex::new(r"(rules/\w+\.dl|seeds/\w+\.dl|\b[a-z]+_[a-z]+_\d{4}):\d+").unwrap();
    place.replace_all(text, "$1:…").into_owned()
}

#[test]
fn every_request_is_told_as_written() {
    let bless = std::env::var_os("DEMARCHE_BLESS").is_some_and(|value| value == "1");
    let mut requests = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap();
        let found = rerun(&expected);
        if bless {
            fs::write(&path, &found).unwrap();
            continue;
        }
        requests += expected.lines().filter(|line| line.starts_with("> why")).count();
        assert!(found == expected, "{}\nexpected:\n{expected}\nfound:\n{found}", path.display());
    }
    assert!(bless || requests >= 30, "only {requests} requests");
}
