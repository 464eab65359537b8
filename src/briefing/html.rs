//! A brief as one HTML file that needs nothing else: its style within, its drawings as SVG, no script.

use std::fmt::Write as _;

use super::notes::Note;
use super::page::{Brief, LEGEND, Line, Part, Section, more};
use super::ties::ties;
use super::timeline::timeline;
use crate::answer::escape::html as escaped;

/// The brief as one HTML document.
pub fn html(brief: &Brief) -> String {
    let title = escaped(&brief.title());
    let legend = if brief.has_evidence && !brief.notes.is_empty() {
        format!("<p class=\"legend\">{LEGEND}</p>\n")
    } else {
        String::new()
    };
    let mut text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n<p>{}</p>\n{legend}</header>\n",
        include_str!("style.css"),
        escaped(&brief.standing.join(" ")),
    );
    text += "<main>\n";
    brief.sections.iter().for_each(|it| text += &section(it));
    text += "</main>\n";
    if let Some(untold) = &brief.untold {
        let _ = writeln!(text, "<p class=\"nothing\">{}</p>", escaped(untold));
    }
    text += &figure("Visits and debts over time", brief.chart.older, "older ones", &timeline(&brief.chart));
    text += &figure(
        "Ties and oppositions of states",
        brief.map.more,
        "states with fewer bonds",
        &ties(&brief.map),
    );
    text += &notes(&brief.notes);
    text + "</body>\n</html>\n"
}

fn section(section: &Section) -> String {
    let mut text = format!("<section>\n<h2>{}</h2>\n", escaped(&section.title));
    if section.parts.is_empty() {
        let _ = writeln!(text, "<p class=\"nothing\">{}</p>", escaped(&section.nothing));
    }
    section.parts.iter().for_each(|it| text += &part(it));
    text + "</section>\n"
}

fn part(part: &Part) -> String {
    let label =
        part.label.as_ref().map_or_else(String::new, |label| format!("<h3>{}</h3>\n", escaped(label)));
    let mut text = format!("{label}<ul>\n");
    part.lines.iter().for_each(|it| text += &line(it));
    if let Some(more) = more(part) {
        // Writing to a string cannot fail, here and elsewhere.
        let _ = writeln!(text, "<li class=\"nothing\">{more}: <code>{}</code></li>", escaped(&part.ask));
    }
    text + "</ul>\n"
}

fn line(line: &Line) -> String {
    let certainty =
        line.certainty.map_or_else(String::new, |it| format!(" <span class=\"grade {it}\">{it}</span>"));
    let notes: Vec<String> = line.notes.iter().map(|it| format!("<a href=\"#note-{it}\">{it}</a>")).collect();
    let notes = if notes.is_empty() { String::new() } else { format!(" <sup>{}</sup>", notes.join(" ")) };
    format!("<li>{}{certainty}{notes}</li>\n", escaped(&line.text))
}

fn figure(caption: &str, left_out: usize, what: &str, drawing: &str) -> String {
    if drawing.is_empty() {
        return String::new();
    }
    let left_out =
        if left_out == 0 { String::new() } else { format!(" <small>({what} left out: {left_out})</small>") };
    format!("<figure>\n<figcaption>{caption}{left_out}</figcaption>\n{drawing}</figure>\n")
}

fn notes(notes: &[Note]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let mut text = "<section class=\"notes\">\n<h2>Notes</h2>\n<ol>\n".to_owned();
    for (number, note) in (1..).zip(notes) {
        let quote = note.quote.as_ref().map_or_else(String::new, |it| format!("<q>{}</q> — ", escaped(it)));
        let references: Vec<String> =
            note.references.iter().map(|it| format!("<code>{}</code>", escaped(it))).collect();
        let references =
            if references.is_empty() { String::new() } else { format!(" ({})", references.join(", ")) };
        let _ = writeln!(text, "<li id=\"note-{number}\">{quote}{}{references}</li>", escaped(&note.told));
    }
    text + "</ol>\n</section>\n"
}
