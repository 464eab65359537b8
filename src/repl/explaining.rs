//! `why` at the prompt.

use super::reader::Chunk;
use super::{Flow, Repl};
use crate::answer::Format;
use crate::explain::{Bounds, Form, Kind, Layout, Request, show_why, why};
use crate::session::Failure;
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

    fn explanation(&self, request: &Request<'_>, chunk: &Chunk) -> Result<String, Failure> {
        let mut place = self.place.borrow_mut();
        // Blanks in place of the words before it keep the question's columns.
        let before = chunk.text.find(request.question).unwrap_or_default();
        let question = format!("{}{}", " ".repeat(before), request.question);
        let body = place.session.question(self.name, &question, chunk.first_line)?;
        let without = match request.without {
            "" => None,
            names => Some(place.session.lens_without(names)?),
        };
        let layout = Layout { width: place.console.fit().width.map(usize::from), depth: None };
        let form = match self.format {
            Format::Json | Format::Jsonl => Form::Json,
            _ => Form::Text,
        };
        let proofs = if request.kind == Kind::WhyAll { PROOFS } else { 1 };
        let bounds = Bounds { proofs, ..Bounds::default() };
        Ok(show_why(&why(&place.session, &body, without.as_ref(), bounds)?, form, layout))
    }
}
