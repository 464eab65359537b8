//! The lines that begin with `#`: definitions, conditions, inclusion, and what they say of themselves.

use std::rc::Rc;

use super::super::codes;
use super::piece::{Kind, Piece, Scanner, trimmed};
use super::{Group, IncludeRequest, Preprocessor, condition, macros};
use crate::diagnostic::suggest::suggest;
use crate::diagnostic::{Diagnostic, Span};

/// How deep texts may include texts.
const INCLUDE_DEPTH: usize = 100;

const NAMES: [&str; 15] = [
    "define", "undef", "include", "if", "ifdef", "ifndef", "elif", "elifdef", "elifndef", "else", "endif",
    "error", "warning", "line", "pragma",
];

/// One line of the preprocessor.
struct Line<'p> {
    /// What stands after its name.
    rest: &'p [Piece],
    /// The `#` and the name.
    place: Span,
    name: &'p str,
}

impl Preprocessor<'_> {
    /// Does what a line says; `pieces` stand after its `#`.
    pub(super) fn line(&mut self, hash: Span, pieces: &[Piece], groups: &mut Vec<Group>) {
        let pieces = trimmed(pieces);
        let Some((first, rest)) = pieces.split_first() else { return };
        let line = Line { rest: trimmed(rest), place: hash.to(first.span), name: &first.text };
        let handled = self.conditional(&line, groups);
        if handled || !is_active(groups) {
            return;
        }
        match &*first.text {
            _ if first.kind == Kind::Number => self.renumber(pieces, hash),
            "line" => {
                let numbers = self.expanded(line.rest);
                self.renumber(&numbers, hash);
            }
            "define" => self.define(&line),
            "undef" => {
                if let Some(name) = self.one_name(&line) {
                    self.macros.undefine(&name);
                }
            }
            "include" => self.include(&line),
            "error" => self.say(Diagnostic::error, codes::ERROR_LINE, &line),
            "warning" => self.say(Diagnostic::warning, codes::WARNING_LINE, &line),
            "pragma" => self.pragma(&line),
            _ => self.diagnostics.push(unknown(&line)),
        }
    }

    /// The lines that choose what is read; false if this is none of them.
    fn conditional(&mut self, line: &Line<'_>, groups: &mut Vec<Group>) -> bool {
        match line.name {
            "if" | "ifdef" | "ifndef" => self.open(line, groups),
            "elif" | "elifdef" | "elifndef" | "else" => self.alternative(line, groups),
            "endif" => {
                if groups.pop().is_none() {
                    self.diagnostics.push(without_if(line));
                }
            }
            _ => return false,
        }
        true
    }

    fn open(&mut self, line: &Line<'_>, groups: &mut Vec<Group>) {
        let outer = is_active(groups);
        let active = outer && self.holds(line);
        groups.push(Group { opened: line.place, outer, active, taken: active, last: false });
    }

    fn alternative(&mut self, line: &Line<'_>, groups: &mut [Group]) {
        let Some(group) = groups.last_mut() else {
            self.diagnostics.push(without_if(line));
            return;
        };
        if group.last {
            let message = format!("`#{}` after `#else`", line.name);
            let diagnostic = Diagnostic::error(codes::CONDITION_LINES, message, line.place, "");
            self.diagnostics.push(diagnostic.with_label(group.opened, "the condition begins here"));
        }
        group.last = line.name == "else";
        let open = group.outer && !group.taken;
        group.active = open && (group.last || self.holds(line));
        group.taken |= group.active;
    }

    /// Whether the condition of a line holds; one that cannot be read does not.
    fn holds(&mut self, line: &Line<'_>) -> bool {
        if line.name.ends_with("def") {
            let name = self.one_name(line);
            let wanted = !line.name.ends_with("ndef");
            return name.is_some_and(|name| self.macros.is_defined(&name) == wanted);
        }
        let value = self.with_defined(line.rest).and_then(|pieces| {
            let pieces = self.expanded(&pieces);
            condition::value(&pieces, line.place)
        });
        value.map_or_else(
            |(message, place)| {
                self.diagnostics.push(Diagnostic::error(codes::CONDITION, message, place, ""));
                false
            },
            |value| value != 0,
        )
    }

    /// The pieces with `defined X` and `defined(X)` as 1 or 0.
    fn with_defined(&self, pieces: &[Piece]) -> Result<Vec<Piece>, condition::Flaw> {
        let mut solid = pieces.iter().filter(|piece| !piece.is_blank());
        let mut out = Vec::new();
        while let Some(piece) = solid.next() {
            if piece.kind != Kind::Identifier || &*piece.text != "defined" {
                out.push(piece.clone());
                continue;
            }
            let missing = || ("expected a name after `defined`".to_owned(), piece.span);
            let mut name = solid.next().ok_or_else(missing)?;
            let parenthesis = name.is_sign("(");
            if parenthesis {
                name = solid.next().ok_or_else(missing)?;
            }
            if name.kind != Kind::Identifier {
                return Err(missing());
            }
            if parenthesis && !solid.next().is_some_and(|piece| piece.is_sign(")")) {
                return Err(("expected `)` after the name".to_owned(), name.span));
            }
            let value = if self.macros.is_defined(&name.text) { "1" } else { "0" };
            out.push(Piece::new(Kind::Number, value, piece.span));
        }
        Ok(out)
    }

    fn define(&mut self, line: &Line<'_>) {
        match macros::definition(line.rest, line.place) {
            Ok((name, definition)) => {
                let place = definition.span;
                let shown = Rc::clone(&name);
                if let Some(earlier) = self.macros.define(name, definition) {
                    let message = format!("macro `{shown}` is defined again, as something else");
                    let diagnostic = Diagnostic::warning(codes::REDEFINED, message, place, "");
                    let diagnostic = if earlier.span == Span::default() {
                        diagnostic
                    } else {
                        diagnostic.with_label(earlier.span, "first here")
                    };
                    self.diagnostics.push(diagnostic.with_help(format!("write `#undef {shown}` before it")));
                }
            }
            Err((expected, place)) => self.diagnostics.push(malformed(line, expected, place)),
        }
    }

    /// The one name that a line must have.
    fn one_name(&mut self, line: &Line<'_>) -> Option<Rc<str>> {
        match line.rest.first() {
            Some(name) if name.kind == Kind::Identifier => Some(Rc::clone(&name.text)),
            other => {
                let place = other.map_or(line.place, |other| other.span);
                self.diagnostics.push(malformed(line, "a name", place));
                None
            }
        }
    }

    fn include(&mut self, line: &Line<'_>) {
        let Some((path, angled, place)) = self.path(line) else {
            self.diagnostics.push(malformed(line, "a path, as \"…\" or <…>", line.place));
            return;
        };
        self.read_in(&path, angled, place);
    }

    /// Reads a text here.
    fn read_in(&mut self, path: &str, angled: bool, place: Span) {
        if self.depth >= INCLUDE_DEPTH {
            let message = format!("files include each other more than {INCLUDE_DEPTH} deep");
            let help =
                "`#pragma once`, or `#ifndef` and `#define` around a file, keep it from being read again";
            self.diagnostics
                .push(Diagnostic::error(codes::MACRO_LIMIT, message, place, "reached here").with_help(help));
            return;
        }
        match self.includes.open(IncludeRequest { path, angled, from: place.source }) {
            Ok(included) => self.enter(&included, 1),
            Err(reason) => {
                self.diagnostics.push(Diagnostic::error(codes::INCLUDE, reason, place, "cannot be included"));
            }
        }
    }

    /// `.include "path"` inside of braces, whose `.` has just been read: the text stands there as if by `#include`. False if this is
    /// something else.
    pub(super) fn include_inside(&mut self, scanner: &mut Scanner<'_>) -> bool {
        let mut ahead = *scanner;
        let mut solid = std::iter::from_fn(|| ahead.next()).filter(|raw| raw.kind != Kind::Blank);
        let word = solid.next().filter(|word| scanner.text(*word) == "include");
        let path = word.and_then(|_| solid.next()).filter(|path| path.kind == Kind::Text);
        let Some((path, _, place)) = path.and_then(|path| path_of(&[scanner.piece(path)])) else {
            return false;
        };
        *scanner = ahead;
        self.read_in(&path, false, place);
        true
    }

    /// The path of `#include`, written out or by a macro; whether it stands between `<` and `>`.
    fn path(&mut self, line: &Line<'_>) -> Option<(String, bool, Span)> {
        if let Some(found) = path_of(line.rest) {
            return Some(found);
        }
        let pieces = self.expanded(line.rest);
        path_of(trimmed(&pieces))
    }

    /// `#error` and `#warning`.
    fn say(
        &mut self,
        diagnostic: impl FnOnce(&'static str, String, Span, &'static str) -> Diagnostic,
        code: &'static str,
        line: &Line<'_>,
    ) {
        let words: String = line.rest.iter().map(|piece| &*piece.text).collect();
        let message = if words.is_empty() { format!("`#{}`", line.name) } else { words };
        self.diagnostics.push(diagnostic(code, message, line.place, ""));
    }

    /// `#pragma once`; what else is told to a compiler means nothing here.
    fn pragma(&mut self, line: &Line<'_>) {
        if line.rest.first().is_some_and(|word| &*word.text == "once") {
            let source = line.place.source;
            if let Some(name) = self.files.get(&source).map(|file| file.name.clone()) {
                self.once.push(name);
            }
        }
    }

    /// `#line 12 "file"` and `# 12 "file"`: what `__LINE__` and `__FILE__` say from the next line on.
    fn renumber(&mut self, pieces: &[Piece], hash: Span) {
        let number = pieces.iter().find(|piece| piece.kind == Kind::Number);
        let Some(number) = number.and_then(|number| number.text.parse::<i64>().ok()) else {
            let message = "expected the number of a line";
            self.diagnostics.push(Diagnostic::error(codes::BAD_LINE, message, hash, ""));
            return;
        };
        let name = pieces.iter().find(|piece| piece.kind == Kind::Text);
        let name = name.map(|name| name.text.trim_matches('"').to_owned());
        if let Some(file) = self.files.get_mut(&hash.source) {
            let next = i64::try_from(file.line(hash.start) + 1).unwrap_or(i64::MAX);
            file.shift = number.saturating_sub(next);
            if let Some(name) = name {
                file.shown = name;
            }
        }
    }
}

/// Whether what stands here is read.
pub(super) fn is_active(groups: &[Group]) -> bool {
    groups.last().is_none_or(|group| group.active)
}

fn path_of(pieces: &[Piece]) -> Option<(String, bool, Span)> {
    match pieces {
        [path] if path.kind == Kind::Text => {
            let inside = path.text.strip_prefix('"')?.strip_suffix('"')?;
            Some((inside.to_owned(), false, path.span))
        }
        [open, inside @ .., close] if open.is_sign("<") && close.is_sign(">") => {
            let path = inside.iter().map(|piece| &*piece.text).collect();
            Some((path, true, open.span.to(close.span)))
        }
        _ => None,
    }
}

fn malformed(line: &Line<'_>, expected: &str, place: Span) -> Diagnostic {
    let message = format!("expected {expected} in `#{}`", line.name);
    Diagnostic::error(codes::BAD_LINE, message, place, "")
}

fn without_if(line: &Line<'_>) -> Diagnostic {
    let message = format!("`#{}` without `#if`", line.name);
    Diagnostic::error(codes::CONDITION_LINES, message, line.place, "no condition is open here")
}

fn unknown(line: &Line<'_>) -> Diagnostic {
    let message = format!("unknown line of the preprocessor `#{}`", line.name);
    let diagnostic = Diagnostic::error(codes::BAD_LINE, message, line.place, "");
    match suggest(line.name, NAMES) {
        Some(near) => diagnostic.with_help(format!("did you mean `#{near}`?")),
        None => diagnostic.with_help("a comment begins with `//`"),
    }
}
