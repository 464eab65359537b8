//! What replaces a macro: arguments, `#` and `##`, and the replacement read again, after D. Prosser's algorithm for C.
//!
//! A macro is not replaced in what came out of itself, so every replacement ends; its size is bounded too.

use super::super::codes;
use super::hidden::Hidden;
use super::macros::{Macro, Parameters};
use super::piece::{Kind, Piece, Raw, Scanner, trimmed};
use super::{Preprocessor, counted};
use crate::diagnostic::{Diagnostic, Span};

/// How many macros may stand behind each other in one replacement, and how deep calls may nest in arguments.
const DEPTH: usize = 200;
/// How many pieces all macros of a text may leave together.
const PIECES: usize = 1_000_000;

/// The pieces that are read for a replacement.
struct Queue<'q, 't> {
    /// What is to be read first, backwards.
    pending: Vec<Piece>,
    /// Where a call goes on that begins in what is pending.
    text: Option<&'q mut Scanner<'t>>,
}

/// The arguments of a call.
struct Call {
    arguments: Vec<Vec<Piece>>,
    /// From the macro's name to the closing parenthesis.
    span: Span,
    hidden: Hidden,
}

impl Queue<'_, '_> {
    fn next(&mut self) -> Option<Piece> {
        if let Some(piece) = self.pending.pop() {
            return Some(piece);
        }
        let scanner = self.text.as_mut()?;
        let raw = scanner.next()?;
        Some(scanner.piece(raw))
    }

    /// Whether a line of the preprocessor begins here.
    fn begins_line(&self) -> bool {
        let Some(scanner) = self.text.as_deref().filter(|_| self.pending.is_empty()) else { return false };
        let mut ahead = *scanner;
        ahead.fresh && ahead.next().is_some_and(|raw| scanner.text(raw) == "#")
    }

    /// Passes over the parenthesis that opens a call, if it comes next.
    fn opens_call(&mut self) -> bool {
        if let Some(at) = self.pending.iter().rposition(|piece| !piece.is_blank()) {
            let opens = self.pending.get(at).is_some_and(|piece| piece.is_sign("("));
            if opens {
                self.pending.truncate(at);
            }
            return opens;
        }
        let Some(scanner) = self.text.as_mut() else { return false };
        let mut ahead = **scanner;
        while let Some(raw) = ahead.next() {
            match raw.kind {
                Kind::Blank | Kind::Comment | Kind::LineEnd | Kind::Continuation => {}
                _ => {
                    let opens = ahead.text(raw) == "(";
                    if opens {
                        **scanner = ahead;
                        self.pending.clear();
                    }
                    return opens;
                }
            }
        }
        false
    }
}

impl Preprocessor<'_> {
    /// Writes a name of the text, or what replaces it.
    pub(super) fn name(&mut self, raw: Raw, scanner: &mut Scanner<'_>) {
        if !self.macros.is_defined(scanner.text(raw)) {
            self.out.copy(scanner.text(raw), scanner.span(raw));
            return;
        }
        let piece = scanner.piece(raw);
        for piece in self.replaced(Queue { pending: vec![piece], text: Some(scanner) }, 0) {
            self.out.replace(&piece);
        }
    }

    /// Pieces of a line of the preprocessor with their macros replaced.
    pub(super) fn expanded(&mut self, pieces: &[Piece]) -> Vec<Piece> {
        self.in_argument(pieces, 0)
    }

    fn in_argument(&mut self, pieces: &[Piece], depth: usize) -> Vec<Piece> {
        let pending = pieces.iter().rev().cloned().collect();
        self.replaced(Queue { pending, text: None }, depth)
    }

    fn replaced(&mut self, mut queue: Queue<'_, '_>, depth: usize) -> Vec<Piece> {
        let mut out = Vec::new();
        while let Some(piece) = queue.pending.pop() {
            match self.replacement(&piece, &mut queue, depth) {
                Some(pieces) => queue.pending.extend(pieces.into_iter().rev()),
                None => out.push(piece),
            }
        }
        out
    }

    /// What stands for a piece; none if it stands for itself.
    fn replacement(&mut self, piece: &Piece, queue: &mut Queue<'_, '_>, depth: usize) -> Option<Vec<Piece>> {
        if piece.kind != Kind::Identifier || piece.hidden.contains(&piece.text) {
            return None;
        }
        let Some(definition) = self.macros.get(&piece.text) else {
            return self.built_in(piece).map(|value| vec![value]);
        };
        let call = match &definition.parameters {
            None => Call { arguments: Vec::new(), span: piece.span, hidden: piece.hidden.clone() },
            Some(_) if !queue.opens_call() => return None,
            Some(parameters) => match self.call(piece, queue, parameters, &definition) {
                Some(call) => call,
                None => return Some(Vec::new()),
            },
        };
        if !self.within_limits(piece, depth) {
            return None;
        }
        let hidden = call.hidden.with(&piece.text);
        let pieces = self.substituted(&definition, &call, &hidden, depth);
        self.pieces += pieces.len() + 1;
        Some(pieces)
    }

    fn within_limits(&mut self, piece: &Piece, depth: usize) -> bool {
        let message = if piece.hidden.size() >= DEPTH || depth >= DEPTH {
            format!("macros replaced more than {DEPTH} deep")
        } else if self.pieces >= PIECES {
            format!("macros leave more than {PIECES} words and signs")
        } else {
            return !self.exhausted;
        };
        if !self.exhausted {
            self.exhausted = true;
            self.diagnostics.push(Diagnostic::error(codes::MACRO_LIMIT, message, piece.span, "reached here"));
        }
        false
    }

    /// `__LINE__` and its like, at the place of use.
    fn built_in(&mut self, piece: &Piece) -> Option<Piece> {
        let (kind, text) = match &*piece.text {
            "__LINE__" => (Kind::Number, self.line_of(piece.span).to_string()),
            "__FILE__" => (Kind::Text, quoted(self.name_of(piece.span))),
            "__COUNTER__" => {
                self.counter += 1;
                (Kind::Number, (self.counter - 1).to_string())
            }
            _ => return None,
        };
        Some(Piece::new(kind, &text, piece.span))
    }

    /// Reads the arguments of a call whose parenthesis is open; none, with an error, when they do not fit.
    fn call(
        &mut self,
        name: &Piece,
        queue: &mut Queue<'_, '_>,
        parameters: &Parameters,
        definition: &Macro,
    ) -> Option<Call> {
        let mut arguments = vec![Vec::new()];
        let mut depth = 0_usize;
        loop {
            if queue.begins_line() {
                self.diagnostics.push(line_in_call(name));
                return None;
            }
            let Some(piece) = queue.next() else {
                self.diagnostics.push(unclosed(name));
                return None;
            };
            if depth == 0 && piece.is_sign(")") {
                let span = name.span.to(piece.span);
                let hidden = name.hidden.and(&piece.hidden);
                self.fits(&arguments, parameters, definition, name).then_some(())?;
                return Some(Call { arguments, span, hidden });
            }
            let rest = parameters.variadic && arguments.len() >= parameters.names.len();
            if depth == 0 && piece.is_sign(",") && !rest {
                arguments.push(Vec::new());
                continue;
            }
            if piece.is_sign("(") {
                depth += 1;
            } else if piece.is_sign(")") {
                depth = depth.saturating_sub(1);
            }
            if let Some(last) = arguments.last_mut() {
                last.push(piece);
            }
        }
    }

    fn fits(
        &mut self,
        arguments: &[Vec<Piece>],
        parameters: &Parameters,
        definition: &Macro,
        name: &Piece,
    ) -> bool {
        let wanted = parameters.names.len();
        let none = arguments.len() == 1 && arguments.iter().all(|argument| trimmed(argument).is_empty());
        let given = if none && wanted == 0 { 0 } else { arguments.len() };
        let fits = given == wanted || (parameters.variadic && given + 1 == wanted);
        if !fits {
            let message = format!("macro `{}` takes {}, not {given}", name.text, counted(wanted, "argument"));
            let label = format!("{} given", counted(given, "argument"));
            let diagnostic = Diagnostic::error(codes::MACRO_CALL, message, name.span, label);
            self.diagnostics.push(diagnostic.with_label(definition.span, "defined here"));
        }
        fits
    }

    /// The body of a macro with its arguments.
    fn substituted(&mut self, definition: &Macro, call: &Call, hidden: &Hidden, depth: usize) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::new();
        let mut at = 0;
        while let Some(piece) = definition.body.get(at) {
            let after = next_solid(&definition.body, at + 1);
            let follows = |sign: &str| after.is_some_and(|(_, piece)| piece.is_sign(sign));
            if piece.is_sign("##")
                && let Some((next, right)) = after
            {
                paste(&mut out, unexpanded(definition, call, right), call.span);
                at = next + 1;
            } else if piece.is_sign("#")
                && let Some((next, argument)) =
                    after.and_then(|(next, piece)| Some((next, argument(definition, call, piece)?)))
            {
                out.push(Piece::new(Kind::Text, &quoted(&plain(argument)), call.span));
                at = next + 1;
            } else if piece.is_blank() && follows("##") {
                at += 1;
            } else if follows("##") {
                out.extend(unexpanded(definition, call, piece));
                at += 1;
            } else {
                match argument(definition, call, piece) {
                    Some(argument) => out.extend(self.in_argument(trimmed(argument), depth + 1)),
                    None => out.push(Piece { span: call.span, ..piece.clone() }),
                }
                at += 1;
            }
        }
        out.retain(|piece| piece.kind != Kind::Nothing);
        for piece in &mut out {
            piece.hidden = piece.hidden.or(hidden);
        }
        out
    }
}

/// The first piece from an index on that is no blank, with its index.
fn next_solid(body: &[Piece], from: usize) -> Option<(usize, &Piece)> {
    body.iter().enumerate().skip(from).find(|(_, piece)| !piece.is_blank())
}

/// The argument that a piece of a body stands for, if it names a parameter; without one, nothing was given for `...`.
fn argument<'c>(definition: &Macro, call: &'c Call, piece: &Piece) -> Option<&'c [Piece]> {
    let parameter = definition.parameter(piece)?;
    Some(call.arguments.get(parameter).map(Vec::as_slice).unwrap_or_default())
}

/// A piece beside `##`: an argument as it was written, which is never empty, or the piece itself.
fn unexpanded(definition: &Macro, call: &Call, piece: &Piece) -> Vec<Piece> {
    match argument(definition, call, piece).map(trimmed) {
        Some([]) => vec![Piece::new(Kind::Nothing, "", call.span)],
        Some(argument) => argument.to_vec(),
        None => vec![Piece { span: call.span, ..piece.clone() }],
    }
}

/// Joins the last piece with the first of `right` to one piece.
fn paste(out: &mut Vec<Piece>, right: Vec<Piece>, place: Span) {
    let mut right = right.into_iter();
    if let (Some(left), Some(first)) = (out.pop(), right.next()) {
        let text = format!("{}{}", left.text, first.text);
        let kind = kind_of(&text, place);
        out.push(Piece { kind, text: text.into(), span: place, hidden: left.hidden.and(&first.hidden) });
    }
    out.extend(right);
}

/// What a pasted text is: one piece of some kind, or else signs that stay as they are.
fn kind_of(text: &str, place: Span) -> Kind {
    let mut scanner = Scanner::new(place.source, text);
    match scanner.next() {
        None => Kind::Nothing,
        Some(raw) if raw.end == text.len() => raw.kind,
        Some(_) => Kind::Sign,
    }
}

/// Pieces as one text, each run of blanks a single space.
fn plain(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in trimmed(pieces) {
        match piece.is_blank() {
            true if text.ends_with(' ') => {}
            true => text.push(' '),
            false => text.push_str(&piece.text),
        }
    }
    text
}

/// A text as a string constant.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn line_in_call(name: &Piece) -> Diagnostic {
    let message = format!("a line of the preprocessor among the arguments of macro `{}`", name.text);
    Diagnostic::error(codes::MACRO_CALL, message, name.span, "this call is still open there")
}

fn unclosed(name: &Piece) -> Diagnostic {
    let message = format!("the arguments of macro `{}` have no end", name.text);
    Diagnostic::error(codes::MACRO_CALL, message, name.span, "").with_help("close them with `)`")
}
