//! What each dot command does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ValueEnum as _;

use super::catalogue::{self, Group, is_companion};
use super::commands::{Action, Command};
use super::reader::Chunk;
use super::{Flow, Repl, guide, help, lens};
use crate::answer::table::{Fit, count, render};
use crate::answer::wrap::wrap;
use crate::answer::{Format, Sheet, delimited, json, markdown, profile};
use crate::diagnostic::suggest::suggest;
use crate::diff::principal;
use crate::evidence::split_companion;
use crate::io::write::replace;
use crate::program::ir::{Relation, RelationId};
use crate::session::{Failure, Session};
use crate::standard::bundled::TEXTS;
use crate::store::Database;
use crate::workplace::Outcome;

/// How many facts rules derived.
pub fn count_conclusions(session: &Session, database: &Database) -> usize {
    let relations = session.program().relations.iter().zip(&database.tables);
    relations
        .filter(|(relation, _)| relation.derived && !relation.in_place)
        .map(|(_, table)| table.len())
        .sum()
}

impl Repl {
    /// Does what a command says.
    pub(super) fn act(&mut self, command: &Command, argument: &str, chunk: &Chunk) -> Outcome<Flow> {
        match command.action {
            Action::Quit => return Ok(Flow::Leave),
            Action::Help => self.help(argument)?,
            Action::Relations => self.relations(argument)?,
            Action::Describe => self.describe(argument)?,
            Action::Source => self.source(argument, chunk)?,
            Action::Sensitivity => self.sensitivity(argument, chunk)?,
            Action::Lens => self.print(&lens::shown(&self.place.borrow().session))?,
            Action::AsOf
            | Action::At
            | Action::Trust
            | Action::Articles
            | Action::Speakers
            | Action::Assume
            | Action::Retract => return self.direct(command, argument, chunk),
            Action::Diff => self.difference(argument)?,
            Action::Timeline => self.timeline(argument, chunk)?,
            Action::Load => self.load(argument),
            Action::Add => self.add(argument, chunk),
            Action::Save => self.save(argument)?,
            Action::Undo => self.undo()?,
            Action::Mode => self.mode(argument)?,
            Action::Timing => self.set_timing(argument)?,
            Action::Profile => self.profile(argument)?,
        }
        Ok(Flow::On)
    }

    pub(super) fn print(&self, text: &str) -> Outcome<()> {
        Ok(self.place.borrow().console.print(text)?)
    }

    /// Rows in the form in which answers are shown.
    pub(super) fn sheet(&self, sheet: &Sheet) -> Outcome<()> {
        let fit = Fit { rows: None, ..self.place.borrow().console.fit() };
        self.print(&match self.format {
            Format::Table => format!("{}{}\n", render(sheet, fit), count(sheet, fit)),
            Format::Csv => delimited::csv(sheet),
            Format::Tsv => delimited::tsv(sheet),
            Format::Json => json::document(&json::rows(sheet)),
            Format::Jsonl => json::lines(sheet),
            Format::Markdown => markdown::render(sheet),
        })
    }

    fn help(&mut self, subject: &str) -> Outcome<()> {
        let width = self.place.borrow().console.fit().width;
        let wrapped = |text: &str| text.lines().map(|line| wrap(line, width) + "\n").collect::<String>();
        if subject.is_empty() {
            return self.print(&wrapped(&help::overview()));
        }
        if subject == "guide" {
            return self.print(&guide::page(self.place.borrow().console.fit()));
        }
        match help::about(subject) {
            Some(text) => self.print(&wrapped(&text)),
            None if self.relation(subject).is_some() => self.describe(subject),
            None => {
                self.fail(&format!("there is no help about `{subject}` (.help lists the topics)"));
                Ok(())
            }
        }
    }

    fn relations(&self, word: &str) -> Outcome<()> {
        let place = self.place.borrow();
        let program = place.session.program();
        let main: BTreeSet<usize> = principal(program).into_iter().map(|id| id.0).collect();
        let group = |(at, relation): (usize, &Relation)| group(&place.session, relation, main.contains(&at));
        let groups: Vec<Option<Group>> = program.relations.iter().enumerate().map(group).collect();
        let fit = place.console.fit();
        Ok(place.console.print(&catalogue::list(program, &groups, word, fit))?)
    }

    pub(super) fn relation(&self, name: &str) -> Option<RelationId> {
        let place = self.place.borrow();
        place.session.program().relations.iter().position(|relation| relation.name == name).map(RelationId)
    }

    fn describe(&mut self, argument: &str) -> Outcome<()> {
        let name = argument.split(['(', ' ', '.']).next().unwrap_or_default();
        let found = self.relation(name).and_then(|id| {
            let place = self.place.borrow();
            catalogue::describe(place.session.program(), id, place.session.sources())
        });
        if let Some(text) = found {
            return self.print(&text);
        }
        match name {
            "" => self.fail(".describe takes a relation"),
            _ => self.unknown_relation(name),
        }
        Ok(())
    }

    pub(super) fn unknown_relation(&mut self, name: &str) {
        self.fail(&match self.nearest_relation(name) {
            Some(near) => format!("unknown relation `{name}`; did you mean `{near}`?"),
            None => format!("unknown relation `{name}` (.relations lists all)"),
        });
    }

    fn nearest_relation(&self, name: &str) -> Option<String> {
        let place = self.place.borrow();
        let names = place.session.program().relations.iter().map(|relation| relation.name.as_str());
        let names = names.filter(|name| split_companion(name).is_none());
        // Of equally near ones, one of the program's own is meant.
        let (given, own): (Vec<&str>, Vec<&str>) =
            names.partition(|name| place.session.lowered().survey.is_builtin(name));
        suggest(name, own.into_iter().chain(given)).map(str::to_owned)
    }

    fn load(&mut self, argument: &str) {
        let files: Vec<PathBuf> =
            argument.split_whitespace().map(|file| file.trim_matches('"').into()).collect();
        if files.is_empty() {
            return self.fail(".load takes one or more files");
        }
        let loaded = self.place.borrow_mut().session.load_files(&files);
        self.done(loaded.map(|warnings| self.place.borrow().warn(&warnings)));
    }

    fn add(&mut self, argument: &str, chunk: &Chunk) {
        if argument.is_empty() {
            return self.fail(".add takes statements, such as .add edge(1, 2).");
        }
        let added = self.place.borrow_mut().session.add(self.name, argument, chunk.first_line);
        self.done(added.map(|warnings| self.place.borrow().warn(&warnings)));
    }

    fn done(&mut self, outcome: Result<(), Failure>) {
        if let Err(failure) = outcome {
            self.failed_with(&failure);
        }
    }

    fn undo(&mut self) -> Outcome<()> {
        let before = self.place.borrow().session.lens().clone();
        let undone = self.place.borrow_mut().session.undo();
        match undone {
            Some(change) => self.print(&format!("taken back: {change}\n"))?,
            None => self.fail("there is nothing to take back"),
        }
        if before != *self.place.borrow().session.lens() {
            self.lens_changed(before);
        }
        Ok(())
    }

    fn mode(&mut self, argument: &str) -> Outcome<()> {
        if argument.is_empty() {
            let name = self.format.to_possible_value().map(|value| value.get_name().to_owned());
            return self.print(&format!("{}\n", name.unwrap_or_default()));
        }
        match Format::from_str(argument, true) {
            Ok(format) => self.format = format,
            Err(_) => {
                self.fail(&format!(
                    "there is no mode `{argument}`: table, csv, tsv, json, jsonl or markdown"
                ));
            }
        }
        Ok(())
    }

    /// Shows or writes what the latest inference cost.
    fn profile(&mut self, argument: &str) -> Outcome<()> {
        let costs = self.place.borrow().session.costs();
        if argument.is_empty() {
            return self.print(&profile::text(&costs));
        }
        let file = Path::new(argument);
        let document = profile::document(&costs, file);
        let interrupt = self.place.borrow().interrupt.clone();
        if let Err(error) = interrupt.sparing(|| replace(file, document.as_bytes())) {
            self.fail(&format!("cannot write {}: {error}", file.display()));
        }
        Ok(())
    }

    fn set_timing(&mut self, argument: &str) -> Outcome<()> {
        match argument {
            "on" => self.timing = true,
            "off" => self.timing = false,
            "" => return self.print(if self.timing { "timing is on\n" } else { "timing is off\n" }),
            _ => self.fail(".timing is on or off"),
        }
        Ok(())
    }
}

/// Where a relation stands in the list. Without evidence the relations about it hold nothing worth asking; of the bundled rules'
/// conclusions only the main ones are no mere steps.
fn group(session: &Session, relation: &Relation, is_main: bool) -> Option<Group> {
    let survey = &session.lowered().survey;
    let file = || session.sources().position(relation.span).map(|(file, ..)| file);
    let is_bundled = || TEXTS.iter().any(|(name, _)| Some(*name) == file());
    match () {
        () if is_companion(&relation.name) => None,
        () if survey.is_builtin(&relation.name) => survey.has_evidence().then_some(Group::BuiltIn),
        () if !relation.derived => Some(Group::Base),
        () if !is_main && is_bundled() => Some(Group::Step),
        () => Some(Group::Conclusion),
    }
}
