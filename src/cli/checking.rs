//! `demarche check`: a program checked without running it, and its claims compared with the articles' texts.

use std::path::Path;

use serde_json::{Value, json};

use super::args::{CheckArguments, EngineArguments, LensArguments, Report};
use super::opening::{Loading, load, open};
use crate::answer::json::document;
use crate::diagnostic::counted;
use crate::evidence::check::{self, Coverage, Finding, Texts};
use crate::evidence::split_companion;
use crate::io::text;
use crate::program::ir::Relation;
use crate::session::Session;
use crate::workplace::{Console, Exit, Interrupt, Outcome, Workplace};

/// Checks programs as one. The exit is no when a claim or a test is wrong.
pub fn check(arguments: &CheckArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let CheckArguments { files, standard, reading, native, articles, format } = arguments;
    let (reading, native) = (reading.clone(), native.clone());
    let engine = EngineArguments { reading, native, ..EngineArguments::default() };
    let mut place = open(&engine, None, console, interrupt)?;
    load(&mut place, Loading { files, standard: *standard }, &LensArguments::default())?;
    let tests = place.session.check_tests();
    place.warn(&tests);
    let findings = articles.as_deref().map(|folder| compare(&place, folder));
    let report = findings.unwrap_or_default();
    console.print(&match format {
        Report::Json => document(&object(&report, &place.session)),
        Report::Text if articles.is_some() => report.shown(place.session.sources()).to_string(),
        Report::Text if tests.is_empty() => summary(&place.session),
        Report::Text => String::new(),
    })?;
    Ok(if report.errors() == 0 && tests.is_empty() { Exit::Done } else { Exit::No })
}

/// What was checked, where nothing is compared.
fn summary(session: &Session) -> String {
    let program = session.program();
    let lowered = session.lowered();
    let shown = |relation: &&Relation| {
        split_companion(&relation.name).is_none() && !lowered.survey.is_builtin(&relation.name)
    };
    let counts = [
        counted(program.relations.iter().filter(shown).count(), "relation"),
        counted(program.rules.len(), "rule"),
        counted(lowered.articles.len(), "article"),
        counted(lowered.claims.len(), "claim"),
        counted(session.tests().len(), "test"),
    ];
    format!("{}: no error\n", counts.join(", "))
}

/// Compares the claims with the texts in a folder. A text that cannot be read is told, and then counts as missing.
fn compare(place: &Workplace, folder: &Path) -> check::Report {
    let mut texts = Texts::new();
    for article in &place.session.lowered().articles {
        match text::read(&folder.join(&article.file)) {
            Ok(text) => drop(texts.insert(article.name.to_string(), text)),
            Err(error) => place.console.tell(&format!("error: {error}\n")),
        }
    }
    check::check(place.session.program(), place.session.lowered(), &texts)
}

fn object(report: &check::Report, session: &Session) -> Value {
    let finding = |finding: &Finding| {
        let position = session.sources().position(finding.span);
        json!({
            "weight": if finding.weight == check::Weight::Error { "error" } else { "note" },
            "kind": finding.kind.name(),
            "article": finding.article,
            "claim": finding.claim,
            "at": position.map(|(file, line, column)| format!("{file}:{line}:{column}")),
            "message": finding.message,
        })
    };
    let coverage = |coverage: &Coverage| {
        json!({
            "article": coverage.article,
            "claims": coverage.claims,
            "sentences": coverage.sentences,
            "touched": coverage.touched,
            "characters": coverage.characters,
            "quoted": coverage.quoted,
        })
    };
    json!({
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
        "coverage": report.coverage.iter().map(coverage).collect::<Vec<_>>(),
        "errors": report.errors(),
    })
}
