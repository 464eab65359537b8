//! `demarche run` and `demarche query`: a program from its inputs to its outputs, and one question.

use std::path::Path;

use super::args::{QueryArguments, RunArguments};
use super::opening::{Loading, load, open};
use crate::answer::Format;
use crate::answer::present::reply;
use crate::diagnostic::Located;
use crate::io::{IoError, Outputs};
use crate::syntax::tree::Body;
use crate::workplace::{Console, Exit, Interrupt, Outcome, Stop, Workplace};

/// Runs programs as one. Every answer is worked out and every file prepared before anything is shown or replaced.
pub fn run(arguments: &RunArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let RunArguments { files, standard, facts, output, format, lens, engine } = arguments;
    let mut place = open(engine, Some(facts), console, interrupt);
    load(&mut place, Loading { files, standard: *standard }, lens)?;
    let answers: Outcome<Vec<String>> =
        place.session.questions().iter().map(|question| answer(&place, question, *format)).collect();
    let folder = (output.as_path() != Path::new("-")).then_some(output.as_path());
    let printed = outputs(&place, folder)?;
    let answers = answers?;
    if place.session.program().io.is_empty() && answers.is_empty() {
        console.tell("note: nothing is shown, since there is no .output, .printsize or question\n");
    }
    console.print(&printed)?;
    answers.iter().try_for_each(|answer| console.print(answer))?;
    Ok(Exit::Done)
}

/// Writes the outputs and returns what goes to the standard output.
fn outputs(place: &Workplace, folder: Option<&Path>) -> Outcome<String> {
    let database = place.session.conclusions().map_err(|failure| place.stop(&failure))?;
    let told = |errors: &[IoError]| {
        place.console.tell(&place.reporter().io_errors(errors));
        Stop::Told(Exit::Wrong)
    };
    let prepared = Outputs::prepare(place.session.program(), &database, place.session.dictionary(), folder)
        .map_err(|errors| told(&errors))?;
    let text = prepared.place().map_err(|error| told(&[error]))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The answer to a question of the texts, after the question where it is read by people.
fn answer(place: &Workplace, question: &Located<Body>, format: Format) -> Outcome<String> {
    let answer = place.session.ask_body(&question.node).map_err(|failure| place.stop(&failure))?;
    place.warn(&answer.warnings);
    let text = place.source_text(question.span);
    let shown = reply(&place.session, &text, &answer).show(format, place.console.fit());
    place.console.tell(&shown.messages);
    let heading = if format == Format::Table { format!("> {text}\n") } else { String::new() };
    Ok(heading + &shown.results)
}

/// Answers one question. The exit says whether the answer is yes.
pub fn query(arguments: &QueryArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let QueryArguments { body, files, standard, facts, format, lens, engine } = arguments;
    let mut place = open(engine, Some(facts), console, interrupt);
    load(&mut place, Loading { files, standard: *standard }, lens)?;
    let answer = place.session.ask(body).map_err(|failure| place.stop(&failure))?;
    place.warn(&answer.warnings);
    let shown = reply(&place.session, body, &answer).show(*format, console.fit());
    console.tell(&shown.messages);
    console.print(&shown.results)?;
    Ok(if answer.rows.is_empty() { Exit::No } else { Exit::Done })
}
