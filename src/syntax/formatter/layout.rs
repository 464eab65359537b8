//! Items to lines: where a line begins, how deep it is indented, and what is broken because it is too long.

use super::super::keyword;
use super::super::token::TokenKind;
use super::items::{Item, Kind};
use super::spacing::Context;

/// The longest line that a rule stands on alone.
const WIDTH: usize = 120;
/// How many blanks deeper each level is.
const STEP: usize = 4;

/// The directives that end with their line, unless one of their own words begins the next.
const DECLARATIONS: [&str; 14] = [
    "decl",
    "type",
    "functor",
    "input",
    "output",
    "printsize",
    "limitsize",
    "init",
    "include",
    "pragma",
    "plan",
    "override",
    "symbol_type",
    "number_type",
];

/// Whether a declaration may go on with a word.
fn goes_on_with(word: &str) -> bool {
    keyword::QUALIFIERS.contains(&word) || matches!(word, "choice" | "stateful")
}

/// A text of these items.
pub(super) fn lay_out(items: &[Item<'_>]) -> String {
    let mut layout = Layout::default();
    for item in items {
        layout.item(item);
    }
    layout.finished()
}

/// A line on its way.
#[derive(Debug, Default)]
struct Line {
    text: String,
    /// Where it may be broken, in bytes.
    breaks: Vec<usize>,
    /// How many statements begin and end on it.
    statements: (usize, usize),
    /// The comment at its end with the column that it had.
    comment: Option<(String, usize)>,
}

/// A bracket that is open.
#[derive(Clone, Debug)]
struct Frame<'t> {
    /// Whether statements stand in it: the braces of a component or a test.
    block: bool,
    /// How deep the line is indented on which it was opened.
    indent: usize,
    /// The columns after it, before and now.
    columns: (usize, usize),
    /// The statement that it stands in.
    outer: Statement<'t>,
}

/// The statement that is being read.
#[derive(Clone, Copy, Debug, Default)]
struct Statement<'t> {
    open: bool,
    /// The column at which it began.
    column: usize,
    directive: Option<&'t str>,
}

#[derive(Default)]
struct Layout<'t> {
    lines: Vec<Line>,
    line: Line,
    indent: usize,
    frames: Vec<Frame<'t>>,
    statement: Statement<'t>,
    context: Context<'t>,
    /// Whether the next item begins a line in any case.
    ends_line: bool,
}

impl<'t> Layout<'t> {
    fn item(&mut self, item: &Item<'t>) {
        let begins = self.begins_statement(item);
        if item.breaks > 0 || self.ends_line || item.kind == Kind::Line || self.is_empty() {
            self.begin_line(item, begins);
        } else if item.kind == Kind::LineComment {
            self.line.comment = Some((item.text.to_owned(), item.column));
        } else {
            let blanks = self.context.blanks(item);
            self.line.text.extend(std::iter::repeat_n(' ', blanks));
        }
        if begins {
            self.begin(item);
        }
        if self.line.comment.is_none() {
            self.line.text.push_str(item.text);
        }
        self.ends_line = matches!(item.kind, Kind::LineComment | Kind::Line);
        self.brackets(item);
        self.context.read(item);
        self.ends(item);
        if item.is_sign(":-") || (item.is_sign(",") && self.is_at_statement()) {
            self.line.breaks.push(self.line.text.len());
        }
    }

    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.line.text.is_empty()
    }

    /// Whether no bracket is open inside the statement.
    fn is_at_statement(&self) -> bool {
        self.frames.last().is_none_or(|frame| frame.block)
    }

    /// Whether an item is the first of a statement. Behind a directive, which needs no period, one begins at a line whose first word
    /// does not belong to the directive.
    fn begins_statement(&self, item: &Item<'t>) -> bool {
        if item.token().is_none() || !self.is_at_statement() || item.is_sign("}") {
            return false;
        }
        if !self.statement.open || item.directive().is_some() {
            return true;
        }
        let wants_more = self.context.last().and_then(Item::token).is_some_and(TokenKind::wants_more);
        let Some(directive) = self.statement.directive.filter(|_| item.breaks > 0 && !wants_more) else {
            return false;
        };
        match item.word() {
            Some(word) if DECLARATIONS.contains(&directive) => !goes_on_with(word),
            Some(_) => item.column <= self.statement.column,
            None => false,
        }
    }

    fn begin(&mut self, item: &Item<'t>) {
        let directive = item.directive();
        self.statement = Statement { open: true, column: item.column, directive };
        self.context.begin(item);
        self.line.statements.0 += 1;
    }

    /// Ends the line before an item and begins the next.
    fn begin_line(&mut self, item: &Item<'t>, begins: bool) {
        if !self.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
            if item.breaks > 1 {
                self.lines.push(Line::default());
            }
        }
        self.indent = if item.kind == Kind::Line { 0 } else { self.indentation(item, begins) };
        self.line.text = " ".repeat(self.indent);
        if item.kind == Kind::Line {
            self.line.text = " ".repeat(item.column);
        }
    }

    fn indentation(&self, item: &Item<'t>, begins: bool) -> usize {
        let Some(frame) = self.frames.last() else { return self.inside(0, item, begins) };
        match item.sign() {
            Some(")" | "]" | "}") => frame.indent,
            _ if frame.block => self.inside(frame.indent + STEP, item, begins),
            _ if item.column == frame.columns.0 => frame.columns.1,
            _ => frame.indent + STEP,
        }
    }

    /// The indentation where statements begin at `base`.
    fn inside(&self, base: usize, item: &Item<'t>, begins: bool) -> usize {
        let is_comment = item.token().is_none();
        let outside =
            is_comment && self.statement.directive.is_some() && item.column <= self.statement.column;
        let goes_on = self.statement.open && !begins && !outside;
        if goes_on { base + STEP } else { base }
    }

    fn brackets(&mut self, item: &Item<'t>) {
        match item.sign() {
            Some("(" | "[" | "{") => {
                let block = item.is_sign("{")
                    && self.is_at_statement()
                    && matches!(self.statement.directive, Some("comp" | "test"));
                let columns = (item.column + 1, self.line.text.chars().count());
                self.frames.push(Frame { block, indent: self.indent, columns, outer: self.statement });
                if block {
                    self.statement = Statement::default();
                }
            }
            Some(")" | "]" | "}") => {
                if let Some(frame) = self.frames.pop() {
                    self.statement = frame.outer;
                    if frame.block {
                        self.context.directive = frame.outer.directive;
                    }
                }
            }
            _ => {}
        }
    }

    /// Takes note of the end of a statement: its period, or the brace that closes a block.
    fn ends(&mut self, item: &Item<'t>) {
        let block = matches!(self.statement.directive, Some("comp" | "test" | "article" | "lattice"));
        let ends = self.is_at_statement() && (item.is_sign(".") || (item.is_sign("}") && block));
        if ends && self.statement.open {
            self.statement.open = false;
            self.line.statements.1 += 1;
        }
    }

    fn finished(mut self) -> String {
        if !self.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
        align(&mut self.lines);
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(&broken(line));
            text.push('\n');
        }
        text
    }
}

/// Puts the comments at the ends of neighbouring lines below each other, where they stood below each other.
fn align(lines: &mut [Line]) {
    let mut at = 0;
    while at < lines.len() {
        let column = |line: &Line| line.comment.as_ref().map(|(_, column)| *column);
        let rest = lines.get_mut(at..).unwrap_or_default();
        let Some(first) = rest.first().and_then(column) else {
            at += 1;
            continue;
        };
        let length = rest.iter().take_while(|line| column(line) == Some(first)).count();
        let group = rest.get_mut(..length).unwrap_or_default();
        let width = group.iter().map(|line| line.text.chars().count()).max().unwrap_or_default();
        for line in group {
            let blanks = width + 1 - line.text.chars().count();
            let (comment, _) = line.comment.take().unwrap_or_default();
            line.text.push_str(&" ".repeat(blanks));
            line.text.push_str(&comment);
            line.breaks.clear();
        }
        at += length;
    }
}

/// A line, or the lines of a rule that is too long for one: its head, and then as many conditions a line as fit.
fn broken(line: &Line) -> String {
    let text = line.text.as_str();
    let arrow = line.breaks.first().filter(|at| text.get(..**at).is_some_and(|head| head.ends_with(":-")));
    let (Some(arrow), (1, 1)) = (arrow, line.statements) else { return text.to_owned() };
    if text.chars().count() <= WIDTH {
        return text.to_owned();
    }
    let indent = text.len() - text.trim_start().len() + STEP;
    let mut out = text.get(..*arrow).unwrap_or_default().to_owned();
    let mut width = usize::MAX;
    let ends = line.breaks.iter().copied().skip(1).chain([text.len()]);
    let mut start = *arrow;
    for end in ends {
        let part = text.get(start..end).unwrap_or_default().trim();
        let length = part.chars().count();
        if width.saturating_add(length + 1) > WIDTH {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            width = indent + length;
        } else {
            out.push(' ');
            width += length + 1;
        }
        out.push_str(part);
        start = end;
    }
    out
}
