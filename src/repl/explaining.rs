//! `why`, `whynot` and `.sensitivity` at the prompt.

use super::reader::Chunk;
use super::{Flow, Repl};
use crate::answer::Format;
use crate::explain::{
    Bounds, Form, Kind, Layout, Reach, Request, sensitivity, show_sensitivity, show_why, show_whynot, why,
    whynot,
};
use crate::session::Failure;
use crate::syntax::tree::Body;
use crate::workplace::Outcome;

/// The most proofs that `why all` shows.
const PROOFS: usize = 5;

impl Repl {
    /// Explains what is asked for.
    pub(super) fn explain(&mut self, request: &Request<'_>, chunk: &Chunk) -> Outcome<Flow> {
        match self.explanation(request, chunk) {
            Ok(text) => self.print(&text)?,
            Err(failure) => self.failed_with(&failure),
        }
        Ok(Flow::On)
    }

    /// `.sensitivity ATOM`.
    pub(super) fn sensitivity(&mut self, atom: &str, chunk: &Chunk) -> Outcome<()> {
        let told = self.asked(atom, chunk).and_then(|body| sensitivity(&self.place.borrow().session, &body));
        match told {
            Ok(told) => self.print(&show_sensitivity(&told, self.form()))?,
            Err(failure) => self.failed_with(&failure),
        }
        Ok(())
    }

    /// The question that is part of what was typed. Blanks in place of the words before it keep its columns.
    fn asked(&self, question: &str, chunk: &Chunk) -> Result<Body, Failure> {
        let before = chunk.text.find(question).unwrap_or_default();
        let question = format!("{}{question}", " ".repeat(before));
        self.place.borrow_mut().session.question(self.name, &question, chunk.first_line)
    }

    fn form(&self) -> Form {
        match self.format {
            Format::Json | Format::Jsonl => Form::Json,
            _ => Form::Text,
        }
    }

    fn explanation(&self, request: &Request<'_>, chunk: &Chunk) -> Result<String, Failure> {
        let body = self.asked(request.question, chunk)?;
        let mut place = self.place.borrow_mut();
        let without = match request.without {
            "" => None,
            names => Some(place.session.lens_without(names)?),
        };
        let layout = Layout { width: place.console.fit().width.map(usize::from), depth: None };
        if request.kind == Kind::WhyNot {
            return Ok(show_whynot(&whynot(&place.session, &body, Reach::default())?, self.form(), layout));
        }
        let proofs = if request.kind == Kind::WhyAll { PROOFS } else { 1 };
        let bounds = Bounds { proofs, ..Bounds::default() };
        Ok(show_why(&why(&place.session, &body, without.as_ref(), bounds)?, self.form(), layout))
    }
}
