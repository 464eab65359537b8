//! `demarche diff`: what appears and what falls from one lens to another.

use serde_json::json;

use super::args::{DiffArguments, LensArguments, Report};
use super::opening::{Loading, load, open};
use crate::answer::json::document;
use crate::diff::{Detail, changes, text};
use crate::evidence::Lens;
use crate::workplace::{Console, Exit, Interrupt, Outcome, Workplace};

/// Tells the changes from one lens to another.
pub fn diff(arguments: &DiffArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let DiffArguments { files, from, to, standard, facts, all, format, engine } = arguments;
    let mut place = open(engine, Some(facts), console, interrupt)?;
    load(&mut place, Loading { files, standard: *standard }, &LensArguments::default())?;
    let (from, to) = (lens(&mut place, from)?, lens(&mut place, to)?);
    let width = console.fit().width;
    let folded = Detail { width, rows: Some(10), reasons: Some(3), ..Detail::default() };
    let detail = if *all { Detail { width, other: true, ..Detail::default() } } else { folded };
    // Of what is folded away nobody reads the reasons.
    let explained = detail.rows.filter(|_| *format == Report::Text).unwrap_or(usize::MAX);
    let found =
        changes(&place.session, &from, &to, None, explained).map_err(|failure| place.stop(&failure))?;
    console.print(&match format {
        Report::Text => text(&found, detail),
        Report::Json => document(&json!(found)),
    })?;
    Ok(Exit::Done)
}

/// The lens that options make over the lens of the texts.
fn lens(place: &mut Workplace, options: &LensArguments) -> Outcome<Lens> {
    let plain = place.session.lens().clone();
    for (option, directive) in options.directives() {
        place.session.enter(option, &directive, 1).map_err(|failure| place.stop(&failure))?;
    }
    let made = place.session.lens().clone();
    place.session.set_lens(plain, "the lens of one side");
    Ok(made)
}
