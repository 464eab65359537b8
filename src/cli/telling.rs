//! `demarche timeline` and `demarche brief`: since when conclusions hold, and a page on what matters.

use std::path::PathBuf;

use serde_json::json;

use super::args::{BriefArguments, Page, Report, TimelineArguments};
use super::opening::{Loading, load, open};
use crate::answer::escape::visible;
use crate::answer::json::document;
use crate::briefing::{Scope, html, markdown, states};
use crate::io::write::replace;
use crate::session::{Failure, Session};
use crate::timeline::{Subject, text};
use crate::workplace::{Console, Exit, Interrupt, Outcome, Stop};

/// Tells since when conclusions hold. The exit says whether any does on any day.
pub fn timeline(arguments: &TimelineArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let TimelineArguments { words, standard, facts, format, lens, engine } = arguments;
    let (atom, files) = match words.split_first() {
        Some((first, rest)) if first.contains('(') => (Some(first), rest),
        _ => (None, words.as_slice()),
    };
    let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    let mut place = open(engine, Some(facts), console, interrupt)?;
    load(&mut place, Loading { files: &files, standard: *standard }, lens)?;
    let subjects = match atom {
        None => Ok(Subject::watched(&place.session)),
        Some(atom) => place
            .session
            .question("<question>", atom, 1)
            .and_then(|body| Ok(vec![Subject::asked(&place.session, &body)?])),
    };
    let found = subjects.and_then(|subjects| crate::timeline::timeline(&place.session, &subjects));
    let found = found.map_err(|failure| place.stop(&failure))?;
    console.print(&match format {
        Report::Text => text(&found, console.fit().width),
        Report::Json => document(&json!(found)),
    })?;
    Ok(if found.conclusions.is_empty() { Exit::No } else { Exit::Done })
}

/// Writes one page to hand on.
pub fn brief(arguments: &BriefArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let BriefArguments { files, state, format, output, standard, facts, lens, engine } = arguments;
    let mut place = open(engine, Some(facts), console, interrupt)?;
    load(&mut place, Loading { files, standard: *standard }, lens)?;
    let scope = scope(&mut place.session, state.as_deref());
    let found = scope.and_then(|scope| crate::briefing::brief(&place.session, &scope));
    let found = found.map_err(|failure| place.stop(&failure))?;
    let page = match format {
        Page::Markdown => markdown(&found),
        Page::Html => html(&found),
    };
    let Some(path) = output else {
        console.print(&page)?;
        return Ok(Exit::Done);
    };
    interrupt.sparing(|| replace(path, page.as_bytes())).map_err(|error| {
        console.tell(&format!("error: cannot write {}: {error}\n", visible(&path.display().to_string())));
        Stop::Told(Exit::Wrong)
    })?;
    Ok(Exit::Done)
}

/// What a brief is about: the state named, or everything.
fn scope(session: &mut Session, state: Option<&str>) -> Result<Scope, Failure> {
    let Some(state) = state else { return Ok(Scope::default()) };
    let known = states(session)?;
    Ok(Scope { state: Some(session.known_name("--state", "state", state, &known)?) })
}
