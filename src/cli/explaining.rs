//! `demarche why`, `demarche whynot` and `demarche sensitivity`: why facts hold or do not, and what carries them alone.

use super::args::{ProofFormat, Report, SensitivityArguments, WhyArguments, WhynotArguments};
use super::opening::{Loading, load, open};
use crate::explain::{Bounds, Form, Layout, Reach, show_sensitivity, show_why, show_whynot};
use crate::workplace::{Console, Exit, Interrupt, Outcome};

/// Tells why the facts that an atom matches hold. The exit says whether there are any.
pub fn why(arguments: &WhyArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let WhyArguments { atom, files, standard, facts, lens, engine, .. } = arguments;
    let mut place = open(engine, Some(facts), console, interrupt)?;
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

/// Tells why nothing matches an atom. The exit says that there is something to tell: what holds needs no such explanation.
pub fn whynot(arguments: &WhynotArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let WhynotArguments { atom, files, standard, facts, depth, together, format, lens, engine } = arguments;
    let mut place = open(engine, Some(facts), console, interrupt)?;
    load(&mut place, Loading { files, standard: *standard }, lens)?;
    let reach = Reach { depth: *depth, together: *together, ..Reach::default() };
    let told = place
        .session
        .question("<question>", atom, 1)
        .and_then(|body| crate::explain::whynot(&place.session, &body, reach))
        .map_err(|failure| place.stop(&failure))?;
    let form = if *format == Report::Json { Form::Json } else { Form::Text };
    let layout = Layout { width: console.fit().width.map(usize::from), depth: None };
    console.print(&show_whynot(&told, form, layout))?;
    Ok(if told.answers == 0 { Exit::Done } else { Exit::No })
}

/// Tells what carries the facts that an atom matches alone. The exit says whether there are any.
pub fn sensitivity(arguments: &SensitivityArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let SensitivityArguments { atom, files, standard, facts, format, lens, engine } = arguments;
    let mut place = open(engine, Some(facts), console, interrupt)?;
    load(&mut place, Loading { files, standard: *standard }, lens)?;
    let told = place
        .session
        .question("<question>", atom, 1)
        .and_then(|body| crate::explain::sensitivity(&place.session, &body))
        .map_err(|failure| place.stop(&failure))?;
    let form = if *format == Report::Json { Form::Json } else { Form::Text };
    console.print(&show_sensitivity(&told, form))?;
    Ok(if told.answers.is_empty() { Exit::No } else { Exit::Done })
}

fn form(format: ProofFormat) -> Form {
    match format {
        ProofFormat::Text => Form::Text,
        ProofFormat::Json => Form::Json,
        ProofFormat::Dot => Form::Dot,
        ProofFormat::Mermaid => Form::Mermaid,
    }
}
