//! `demarche timeline`: since when conclusions hold.

use std::path::PathBuf;

use serde_json::json;

use super::args::{Report, TimelineArguments};
use super::opening::{Loading, load, open};
use crate::answer::json::document;
use crate::timeline::{Subject, text};
use crate::workplace::{Console, Exit, Interrupt, Outcome};

/// Tells since when conclusions hold. The exit says whether any does on any day.
pub fn timeline(arguments: &TimelineArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let TimelineArguments { words, standard, facts, format, lens, engine } = arguments;
    let (atom, files) = match words.split_first() {
        Some((first, rest)) if first.contains('(') => (Some(first), rest),
        _ => (None, words.as_slice()),
    };
    let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    let mut place = open(engine, Some(facts), console, interrupt);
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
