//! `demarche why`: proofs of facts.

use super::args::{ProofFormat, WhyArguments};
use super::opening::{Loading, load, open};
use crate::explain::{Bounds, Form, Layout, show_why};
use crate::workplace::{Console, Exit, Interrupt, Outcome};

/// Tells why the facts that an atom matches hold. The exit says whether there are any.
pub fn why(arguments: &WhyArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let WhyArguments { atom, files, standard, facts, lens, engine, .. } = arguments;
    let mut place = open(engine, Some(facts), console, interrupt);
    load(&mut place, Loading { files, standard: *standard }, lens)?;
    let body = place.session.question("<question>", atom, 1).map_err(|failure| place.stop(&failure))?;
    let without = arguments.without.as_ref().map(|names| place.session.lens_without(names)).transpose();
    let without = without.map_err(|failure| place.stop(&failure))?;
    let bounds =
        Bounds { answers: arguments.answers, proofs: arguments.all.unwrap_or(1), ..Bounds::default() };
    let told = crate::explain::why(&place.session, &body, without.as_ref(), bounds)
        .map_err(|failure| place.stop(&failure))?;
    let layout = Layout { width: console.fit().width.map(usize::from), depth: arguments.depth };
    console.print(&show_why(&told, form(arguments.format), layout))?;
    let is_proved = told.answers.iter().any(|answer| !answer.proofs.is_empty());
    Ok(if is_proved { Exit::Done } else { Exit::No })
}

fn form(format: ProofFormat) -> Form {
    match format {
        ProofFormat::Text => Form::Text,
        ProofFormat::Json => Form::Json,
        ProofFormat::Dot => Form::Dot,
        ProofFormat::Mermaid => Form::Mermaid,
    }
}
