//! Commands about what the rules see: the claims behind facts, changes of the lens and what they bring and take.

use serde_json::json;

use super::commands::{Action, Command};
use super::reader::Chunk;
use super::{Flow, Repl, evidence, lens};
use crate::answer::escape::visible;
use crate::answer::json::document;
use crate::answer::wrap::wrap;
use crate::answer::{Format, claims};
use crate::evidence::Lens;
use crate::explain::sources;
use crate::session::{Answer, Failure};
use crate::timeline::{Subject, text, timeline};
use crate::workplace::Outcome;

impl Repl {
    /// Shows the claims behind the facts that an atom or body matches; where nothing is behind them, what the answer is.
    pub(super) fn source(&mut self, argument: &str, chunk: &Chunk) -> Outcome<()> {
        let found = self.sources(argument, chunk);
        match found {
            Ok((names, sentences, without)) => {
                self.claims(&names)?;
                sentences.iter().try_for_each(|sentence| self.print(&format!("{sentence}\n")))?;
                without.map_or(Ok(()), |answer| self.answer(argument, &answer, None))
            }
            Err(failure) => {
                self.failed_with(&failure);
                Ok(())
            }
        }
    }

    /// The names of claims, what else there is in sentences, and without either the answer to the question.
    #[expect(clippy::type_complexity, reason = "three things that only the caller takes apart")]
    fn sources(
        &self,
        argument: &str,
        chunk: &Chunk,
    ) -> Result<(Vec<String>, Vec<String>, Option<Answer>), Failure> {
        let body = self.place.borrow_mut().session.question(self.name, argument, chunk.first_line)?;
        let session = &self.place.borrow().session;
        let (names, mut sentences) = evidence::sources(session, &sources(session, &body)?);
        let none = names.is_empty() && sentences.is_empty();
        if none {
            sentences.push("no claim that the lens shows speaks of it".to_owned());
        }
        Ok((names, sentences, none.then(|| session.ask_body(&body)).transpose()?))
    }

    fn claims(&self, names: &[String]) -> Outcome<()> {
        let names = || names.iter().map(String::as_str);
        if self.format != Format::Table {
            let sheet = claims::sheet(&self.place.borrow().session, names());
            return self.sheet(&sheet);
        }
        let lines = claims::lines(&self.place.borrow().session, names());
        let width = self.place.borrow().console.fit().width;
        lines.iter().try_for_each(|line| self.print(&(wrap(&visible(line), width) + "\n")))
    }

    /// Changes the lens as a directive says; without an argument most show what could be changed.
    pub(super) fn direct(&mut self, command: &Command, argument: &str, chunk: &Chunk) -> Outcome<Flow> {
        match (command.action, argument) {
            (Action::Articles, "") => {
                let sheet = evidence::articles(&self.place.borrow().session);
                self.sheet(&sheet)?;
            }
            (Action::Speakers, "") => {
                let sheet = evidence::speakers(&self.place.borrow().session);
                self.sheet(&sheet)?;
            }
            (Action::AsOf | Action::At | Action::Trust, "") => {
                self.print(&lens::shown(&self.place.borrow().session))?;
            }
            (Action::AsOf, "off") => {
                self.reset_lens(
                    |lens| Lens { as_of: None, possibly: false, ..lens },
                    "no day of knowledge set",
                );
            }
            (Action::At, "off") => self.reset_lens(|lens| Lens { at: None, ..lens }, "no day judged set"),
            _ => return self.statements(&spelt_out(command, argument, chunk)),
        }
        Ok(Flow::On)
    }

    /// Puts a changed lens in place of the present one.
    fn reset_lens(&mut self, change: impl Fn(Lens) -> Lens, told: &str) {
        let before = self.place.borrow().session.lens().clone();
        self.place.borrow_mut().session.set_lens(change(before.clone()), told);
        self.lens_changed(before);
    }

    /// Tells what the lens is now, and what came and went.
    pub(super) fn lens_changed(&mut self, before: Lens) {
        let told = {
            let place = self.place.borrow();
            lens::change(&place.session, &before, place.console.fit().width)
        };
        self.lens_before = Some(before);
        match told {
            Ok(text) => self.place.borrow().console.tell(&text),
            Err(failure) => self.failed_with(&failure),
        }
    }

    /// Shows what the last change of the lens brought and took, and why.
    pub(super) fn difference(&mut self, name: &str) -> Outcome<()> {
        let relation = self.relation(name);
        if relation.is_none() && !name.is_empty() {
            self.unknown_relation(name);
            return Ok(());
        }
        let Some(before) = &self.lens_before else { return self.print("the lens was not changed yet\n") };
        let found = {
            let place = self.place.borrow();
            lens::difference(&place.session, before, relation, place.console.fit())
        };
        match found {
            Ok(text) => self.print(&text),
            Err(failure) => {
                self.failed_with(&failure);
                Ok(())
            }
        }
    }

    /// Shows since when what an atom matches holds; without one, what is followed anyway.
    pub(super) fn timeline(&mut self, argument: &str, chunk: &Chunk) -> Outcome<()> {
        match self.histories(argument, chunk) {
            Ok(text) => self.print(&text),
            Err(failure) => {
                self.failed_with(&failure);
                Ok(())
            }
        }
    }

    fn histories(&self, argument: &str, chunk: &Chunk) -> Result<String, Failure> {
        let mut place = self.place.borrow_mut();
        let subjects = if argument.is_empty() {
            Subject::watched(&place.session)
        } else {
            let body = place.session.question(self.name, argument, chunk.first_line)?;
            vec![Subject::asked(&place.session, &body)?]
        };
        let found = timeline(&place.session, &subjects)?;
        Ok(match self.format {
            Format::Json | Format::Jsonl => document(&json!(found)),
            _ => text(&found, place.console.fit().width),
        })
    }
}

/// The command as the language spells it, for a name that was shortened.
fn spelt_out(command: &Command, argument: &str, chunk: &Chunk) -> Chunk {
    let whole = format!(".{}", command.name);
    let typed = chunk.text.trim_start();
    if typed.starts_with(&whole) {
        return chunk.clone();
    }
    Chunk { text: format!("{whole} {argument}\n"), first_line: chunk.first_line }
}
