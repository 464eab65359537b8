//! `demarche run` and `demarche query`: a program from its inputs to its outputs, and one question.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::{QueryArguments, RunArguments};
use super::opening::{Loading, load, open, open_within};
use super::souffle::shown as shown_program;
use crate::answer::present::{reply, warnings};
use crate::answer::table::{Fit, count, render};
use crate::answer::{Cell, Format, Sheet, delimited, json, markdown, profile};
use crate::engine::Limits;
use crate::io::order::Ordered;
use crate::io::write::replace;
use crate::io::{self, Destination, Effort, IoError, Outputs};
use crate::program::ir::{Relation, Type};
use crate::session::MagicTransform;
use crate::store::{Dictionary, Table};
use crate::workplace::{Console, Exit, Interrupt, Outcome, Stop, Workplace};

/// Runs programs as one. Every file is prepared before any is replaced or anything is shown.
pub fn run(arguments: &RunArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let RunArguments { files, standard, facts, output, format, profile, lens, engine, souffle } = arguments;
    if let Some(refusal) = souffle.refusal() {
        console.tell(&format!("error: {refusal}\n"));
        return Err(Stop::Told(Exit::Wrong));
    }
    let mut place = open_within(Limits::NONE, engine, Some(facts), console, interrupt)?;
    if let Some(pragmas) = souffle.pragmas() {
        place.session.add("-P", &pragmas, 1).map_err(|failure| place.stop(&failure))?;
    }
    load(&mut place, Loading { files, standard: *standard }, lens)?;
    if !souffle.show.is_empty() {
        let parts: Vec<String> =
            souffle.show.iter().map(|what| shown_program(&place.session, *what)).collect();
        console.print(&parts.join("\n"))?;
        return Ok(Exit::Done);
    }
    let output = output.clone().or_else(|| place.session.pragma("output-dir").map(PathBuf::from));
    let output = output.as_deref().unwrap_or(Path::new("."));
    let folder = (output != Path::new("-")).then_some(output);
    let text = outputs(&place, folder, *format, &souffle.magic())?;
    if place.session.program().io.is_empty() {
        console.tell("note: nothing is shown, since there is no .output or .printsize\n");
    }
    console.print(&text)?;
    if let Some(file) = profile {
        write_profile(&place, file)?;
    }
    place.leave();
    Ok(Exit::Done)
}

/// Tells what the run cost.
fn write_profile(place: &Workplace, file: &Path) -> Outcome<()> {
    let costs = place.session.costs();
    place.console.tell(&profile::text(&costs));
    let document = profile::document(&costs, file);
    place.interrupt.sparing(|| replace(file, document.as_bytes())).map_err(|error| {
        place.console.tell(&format!("error: cannot write {}: {error}\n", file.display()));
        Stop::Told(Exit::Wrong)
    })
}

/// Writes the outputs and returns what goes to the standard output.
fn outputs(
    place: &Workplace,
    folder: Option<&Path>,
    format: Option<Format>,
    magic: &MagicTransform,
) -> Outcome<String> {
    let database = place.session.conclusions_for_outputs(magic).map_err(|failure| place.stop(&failure))?;
    let told = |errors: &[IoError]| {
        let (text, exit) = place.reporter().io_failure(errors);
        place.console.tell(&text);
        Stop::Told(exit)
    };
    let (program, dictionary) = (place.session.program(), place.session.dictionary());
    let shown = |relation: &Relation, table: &Table| {
        shown(relation, table, dictionary, format.unwrap_or_default(), place.console.fit())
    };
    let shown = format.is_some().then_some(&shown as _);
    let flag = place.interrupt.flag();
    let destination =
        Destination { folder, shown, threads: place.session.threads(), stop: io::Stop::at(&flag) };
    let printed =
        Outputs::printed(program, &database, dictionary, destination).map_err(|errors| told(&errors))?;
    let written = place.interrupt.sparing(|| {
        let prepared = printed.with_files(program, &database, dictionary, destination)?;
        prepared.place().map_err(|error| vec![error])
    });
    let text = written.map_err(|errors| told(&errors))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// A relation with its name in a form of answers.
fn shown(
    relation: &Relation,
    table: &Table,
    dictionary: &Dictionary,
    format: Format,
    fit: Fit,
) -> std::io::Result<String> {
    let types: Vec<Type> = relation.attributes.iter().map(|attribute| attribute.ty).collect();
    let mut sheet = Sheet::new(relation.attributes.iter().map(|attribute| attribute.name.as_str()));
    Ordered::of(table, &types, dictionary, Effort::default())?.each(|row| {
        let cells = row.iter().zip(&types).map(|(&word, &ty)| Cell::of(word, ty, dictionary));
        sheet.rows.push(cells.collect());
    });
    let name = &relation.name;
    Ok(match format {
        Format::Table => format!("{name}\n{}{}\n", render(&sheet, fit), count(&sheet, fit)),
        Format::Csv => delimited::csv(&sheet),
        Format::Tsv => delimited::tsv(&sheet),
        Format::Json => json::document(&json!({ "relation": name, "rows": json::rows(&sheet) })),
        Format::Jsonl => named_lines(name, &json::rows(&sheet)),
        Format::Markdown => format!("## {name}\n\n{}\n", markdown::render(&sheet)),
    })
}

/// One object a row, the relation's name beside it.
fn named_lines(name: &str, rows: &Value) -> String {
    let rows = rows.as_array().into_iter().flatten();
    rows.map(|row| json!({ "relation": name, "row": row }).to_string() + "\n").collect()
}

/// Answers one question. The exit says whether the answer is yes.
pub fn query(arguments: &QueryArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let QueryArguments { body, files, standard, facts, format, lens, engine } = arguments;
    let mut place = open(engine, Some(facts), console, interrupt)?;
    load(&mut place, Loading { files, standard: *standard }, lens)?;
    let answer = place.session.ask(body).map_err(|failure| place.stop(&failure))?;
    place.warn(&warnings(&answer));
    let reply = reply(&place.session, body, &answer).map_err(|failure| place.stop(&failure))?;
    let shown = reply.show(*format, console.fit());
    console.tell(&shown.messages);
    console.print(&shown.results)?;
    place.leave();
    Ok(if answer.rows.is_empty() { Exit::No } else { Exit::Done })
}
