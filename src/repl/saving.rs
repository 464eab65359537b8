//! `.save`: what a session added, as a program that `.load` reads.

use std::path::PathBuf;

use super::Repl;
use crate::diagnostic::{Located, Span};
use crate::evidence::directives;
use crate::io::write::replace;
use crate::syntax::printer;
use crate::syntax::tree::{Statement, Tree};
use crate::workplace::Outcome;

impl Repl {
    /// Writes what was added since the start.
    pub(super) fn save(&mut self, argument: &str) -> Outcome<()> {
        let path = PathBuf::from(argument.trim_matches('"'));
        if path.as_os_str().is_empty() {
            self.fail(".save takes a file");
            return Ok(());
        }
        let additions = self.additions();
        let interrupt = self.place.borrow().interrupt.clone();
        match interrupt.sparing(|| replace(&path, additions.as_bytes())) {
            Ok(()) => self.print(&format!("saved {}\n", path.display())),
            Err(error) => {
                self.fail(&format!("cannot write `{}`: {error}", path.display()));
                Ok(())
            }
        }
    }

    /// The statements and files added since the start, then the lens.
    fn additions(&self) -> String {
        let place = self.place.borrow();
        let texts = place.session.texts().filter(|(name, _)| !self.given.iter().any(|given| given == name));
        let mut parts: Vec<String> = texts.map(|(name, tree)| self.addition(name, tree)).collect();
        parts.push(directives(place.session.lens()).iter().map(|line| line.clone() + "\n").collect());
        parts.retain(|part| !part.is_empty());
        parts.insert(0, "// Saved from a Demarche session.\n".to_owned());
        parts.join("\n")
    }

    /// What was typed is printed, a file that was loaded is included.
    fn addition(&self, name: &str, tree: &Tree) -> String {
        if name == self.name {
            return printer::print(tree);
        }
        let path = std::path::absolute(name).unwrap_or_else(|_| name.into());
        let include = Statement::Include(Located::new(path.display().to_string().into(), Span::default()));
        printer::statement(&include) + "\n"
    }
}
