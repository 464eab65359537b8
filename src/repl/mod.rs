//! The prompt: questions, rules and dot commands, typed at a terminal or piped in.
//!
//! [`commands`] is the table of dot commands, [`act`] does what they say. At a terminal [`editor`] reads lines, otherwise
//! [`reader`] does; [`scan`] cuts a line for the editor. [`catalogue`], [`evidence`], [`lens`] and [`help`] are what can be shown.

pub mod act;
pub mod catalogue;
pub mod commands;
pub mod editor;
pub mod evidence;
mod explaining;
pub mod guide;
pub mod help;
pub mod history;
pub mod lens;
pub mod lexicon;
mod matter;
mod mentioned;
mod ranking;
pub mod reader;
mod saving;
pub mod scan;
mod seeing;
mod standing;
mod strangers;
pub mod words;

use std::cell::RefCell;
use std::io::BufRead;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::answer::Format;
use crate::answer::present::{reply, warnings};
use crate::answer::reply::duration;
use crate::evidence::Lens;
use crate::explain::Request;
use crate::session::{Answer, Entered};
use crate::workplace::{Exit, Outcome, Stop, Workplace};
use commands::{Found, find};
use editor::{Line, Prompt};
use lexicon::SessionLexicon;
use reader::{Chunk, Next, Reader};

/// Whether the prompt goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// The next statement is read.
    On,
    /// The user leaves.
    Leave,
}

/// A running prompt.
pub struct Repl {
    place: Rc<RefCell<Workplace>>,
    format: Format,
    timing: bool,
    /// The name of typed texts in messages.
    name: &'static str,
    /// The exit of the first failure; what a terminal's user was told is no failure of the session.
    failed: Option<Exit>,
    /// The lens before its last change, to tell what the change did.
    lens_before: Option<Lens>,
    /// The texts that were there from the beginning, by name.
    given: Vec<String>,
}

impl Repl {
    /// A prompt over what is loaded.
    pub fn new(place: Workplace, format: Format) -> Self {
        let given = place.session.texts().map(|(name, _)| name.to_owned()).collect();
        Self {
            place: Rc::new(RefCell::new(place)),
            format,
            timing: false,
            name: "<stdin>",
            failed: None,
            lens_before: None,
            given,
        }
    }

    /// Reads statements at a terminal until the user leaves.
    pub fn interactive(mut self) -> Outcome {
        self.name = "<prompt>";
        self.timing = true;
        let console = self.place.borrow().console;
        let lexicon = SessionLexicon { place: Rc::clone(&self.place) };
        let (mut prompt, warning) = Prompt::new(lexicon, console.colour, history::path()).map_err(broken)?;
        if let Some(warning) = warning {
            console.tell(&format!("warning: {warning}\n"));
        }
        self.greet()?;
        let mut line = 1;
        loop {
            match prompt.read().map_err(broken)? {
                Line::Text(text) => {
                    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
                    if self.chunk(&Chunk { text, first_line: line })? == Flow::Leave {
                        return Ok(Exit::Done);
                    }
                    line = line.saturating_add(lines.max(1));
                }
                Line::Dropped => {}
                Line::End => return Ok(Exit::Done),
            }
        }
    }

    /// Reads statements from a pipe or file to its end, each written before its answer when `echo` is set. The exit is that of
    /// the first failure.
    pub fn piped(mut self, input: impl BufRead, echo: bool) -> Outcome {
        let mut reader = Reader::new(input);
        loop {
            match reader.next(lexicon::unfinished) {
                Next::Chunk(chunk) => {
                    if echo {
                        self.place.borrow().console.print(&transcribed(&chunk.text))?;
                    }
                    if self.chunk(&chunk)? == Flow::Leave || self.failed == Some(Exit::Interrupted) {
                        break;
                    }
                }
                Next::NotUtf8 { line, offset } => {
                    self.fail(&format!("<stdin>:{line}: byte {offset} of the input is not UTF-8"));
                }
                Next::End => break,
                Next::Failed(error) => {
                    self.fail(&format!("cannot read the standard input: {error}"));
                    break;
                }
            }
        }
        // Nobody else has the place by now.
        if let Some(place) = Rc::into_inner(self.place) {
            place.into_inner().leave();
        }
        Ok(self.failed.unwrap_or(Exit::Done))
    }

    /// One line about what is loaded and what follows.
    fn greet(&mut self) -> Outcome<()> {
        let place = self.place.borrow();
        let (session, lowered) = (&place.session, place.session.lowered());
        let started = Instant::now();
        let concluded = match session.follows_when_asked() {
            Ok(true) => Ok(None),
            Ok(false) => {
                session.conclusions().map(|database| Some(act::count_conclusions(session, &database)))
            }
            Err(failure) => Err(failure),
        };
        let mut parts = vec![format!("Demarche {}", env!("CARGO_PKG_VERSION"))];
        if !lowered.articles.is_empty() {
            let day = session.sight().as_of.map_or_else(String::new, |day| format!(", as of {day}"));
            parts.push(format!("{} articles, {} claims{day}", lowered.articles.len(), lowered.claims.len()));
        }
        match &concluded {
            Ok(Some(count)) => parts.push(format!("{count} conclusions in {}", duration(started.elapsed()))),
            Ok(None) => parts.push("what follows is inferred when it is asked for".to_owned()),
            Err(failure) => drop(place.tell(failure)),
        }
        parts.push(".help\n".to_owned());
        place.console.print(&parts.join("   "))?;
        Ok(())
    }

    /// Does what some lines say: a word of help or leave, a dot command, or statements.
    fn chunk(&mut self, chunk: &Chunk) -> Outcome<Flow> {
        self.place.borrow().interrupt.clear();
        let text = chunk.text.trim();
        match text.trim_end_matches('.') {
            "" => return Ok(Flow::On),
            "help" | "?" => return self.command("help", "", chunk),
            "quit" | "exit" => return Ok(Flow::Leave),
            _ => {}
        }
        let request = Request::read(text);
        if let Some(request) = request.filter(|request| !words::are_words(request.question)) {
            return self.explain(&request, chunk);
        }
        if words::are_words(text) {
            let told = words::reply(text, &self.place.borrow().session);
            self.fail(told.trim_end());
            return Ok(Flow::On);
        }
        let Some(rest) = text.strip_prefix('.') else { return self.statements(chunk) };
        let word =
            rest.split(|letter: char| letter.is_whitespace() || letter == '"').next().unwrap_or_default();
        let argument = rest.get(word.len()..).unwrap_or_default().trim();
        self.command(word, argument, chunk)
    }

    fn command(&mut self, word: &str, argument: &str, chunk: &Chunk) -> Outcome<Flow> {
        match find(word) {
            Found::Command(command) => self.act(command, argument, chunk),
            Found::Statement => self.statements(chunk),
            Found::Ambiguous(names) => {
                self.fail(&format!(".{word} may be .{}", names.join(", .")));
                Ok(Flow::On)
            }
            Found::Unknown(_) if matches!(word, "why" | "whynot") => {
                self.fail(&format!("`{word}` is written without a dot (.help why)"));
                Ok(Flow::On)
            }
            Found::Unknown(near) => {
                let near = near.map_or_else(String::new, |near| format!("; did you mean .{near}?"));
                self.fail(&format!("there is no command .{word}{near} (.help lists all)"));
                Ok(Flow::On)
            }
        }
    }

    /// Statements of the language: questions are answered, everything else changes the session.
    fn statements(&mut self, chunk: &Chunk) -> Outcome<Flow> {
        let started = Instant::now();
        let before = self.place.borrow().session.lens().clone();
        let mut done = Vec::new();
        let outcome = {
            let mut told = |span, entered| done.push((span, entered));
            let mut place = self.place.borrow_mut();
            place.session.enter_each(self.name, &chunk.text, chunk.first_line, &mut told)
        };
        let took = self.timing.then(|| started.elapsed());
        for (span, entered) in done {
            match entered {
                Entered::Answer(answer) => {
                    let question = self.place.borrow().source_text(span);
                    self.answer(&question, &answer, took)?;
                }
                Entered::Added(warnings) => self.place.borrow().warn(&warnings),
                Entered::Lens => {}
            }
        }
        if let Err(failure) = outcome {
            self.failed_with(&failure);
        }
        if before != *self.place.borrow().session.lens() {
            self.lens_changed(before);
        }
        Ok(Flow::On)
    }

    pub(super) fn answer(&mut self, question: &str, answer: &Answer, took: Option<Duration>) -> Outcome<()> {
        let console = self.place.borrow().console;
        self.place.borrow().warn(&warnings(answer));
        let reply = reply(&self.place.borrow().session, question, answer);
        let shown = match reply {
            Ok(reply) => crate::answer::Reply { took, ..reply }.show(self.format, console.fit()),
            Err(failure) => {
                self.failed_with(&failure);
                return Ok(());
            }
        };
        console.print(&shown.results)?;
        console.tell(&shown.messages);
        Ok(())
    }

    /// Tells of a mistake in what was typed.
    fn fail(&mut self, message: &str) {
        self.place.borrow().console.tell(&format!("error: {message}\n"));
        self.failed.get_or_insert(Exit::Wrong);
    }

    fn failed_with(&mut self, failure: &crate::session::Failure) {
        let exit = self.place.borrow().tell(failure);
        let leads = words::leads(failure, &self.place.borrow().session);
        self.place.borrow().console.tell(&leads);
        self.failed.get_or_insert(exit);
        if exit == Exit::Interrupted {
            self.failed = Some(exit);
        }
    }
}

/// The terminal cannot be used.
fn broken(error: rustyline::error::ReadlineError) -> Stop {
    Stop::Output(std::io::Error::other(error))
}

/// A statement as a transcript shows it: behind a prompt, its further lines indented under the first.
fn transcribed(text: &str) -> String {
    format!("> {}\n", text.trim().replace('\n', "\n  "))
}
