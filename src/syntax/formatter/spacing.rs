//! Whether a blank stands between two items of a line.

use super::super::keyword;
use super::super::operator::is_operator_word;
use super::super::token::TokenKind;
use super::items::{Item, Kind};

/// What the items read so far say of those that follow.
#[derive(Clone, Debug, Default)]
pub(super) struct Context<'t> {
    /// The directive that the statement begins with.
    pub(super) directive: Option<&'t str>,
    /// How many tokens of the statement have been read.
    tokens: usize,
    /// How many brackets are open around the statement.
    base: usize,
    /// For each open bracket, whether it is a `{` behind `@`, which holds its contents tight.
    brackets: Vec<bool>,
    /// The last two items, the later first.
    last: [Option<Item<'t>>; 2],
    /// The depths at which an aggregate has not come to its `:` yet.
    aggregates: Vec<usize>,
    /// Whether the parameters of a component are open.
    angles: bool,
    /// Whether the last item is a prefix operator.
    prefix: bool,
}

const IO: [&str; 4] = ["input", "output", "printsize", "limitsize"];

impl<'t> Context<'t> {
    /// Begins a statement.
    pub(super) fn begin(&mut self, item: &Item<'t>) {
        self.directive = item.directive();
        self.tokens = 0;
        self.base = self.brackets.len();
        self.aggregates.clear();
        self.angles = false;
    }

    /// How many brackets are open inside the statement.
    fn depth(&self) -> usize {
        self.brackets.len().saturating_sub(self.base)
    }

    pub(super) fn last(&self) -> Option<&Item<'t>> {
        self.last[0].as_ref()
    }

    /// How many blanks stand before an item that does not begin its line.
    pub(super) fn blanks(&self, item: &Item<'t>) -> usize {
        let Some(last) = self.last() else { return 0 };
        let keeps = self.directive == Some("article") && item.is_sign("=") && self.depth() == 1;
        if keeps { item.blanks.max(1) } else { usize::from(self.is_apart(last, item)) }
    }

    fn is_apart(&self, last: &Item<'t>, item: &Item<'t>) -> bool {
        let (Kind::Token(_), Kind::Token(_)) = (last.kind, item.kind) else { return true };
        match (last.sign(), item.sign()) {
            (_, Some("," | ")" | "]" | ".")) | (Some("(" | "[" | "!" | "@"), _) | (Some("{"), Some("}")) => {
                false
            }
            (Some("{"), _) | (_, Some("}")) => self.brackets.last() != Some(&true),
            (Some("$"), _) => item.word().is_none(),
            (_, Some("(")) => self.is_apart_from_parenthesis(last, item),
            (_, Some(":")) => self.is_apart_from_colon(),
            (_, Some("<")) => !self.opens_angles(),
            (Some("<"), _) | (_, Some(">")) if self.angles => false,
            (Some("<"), Some(">")) => false,
            (_, Some("=")) | (Some("="), _) if self.is_in_parameters() => false,
            (Some("-"), _)
                if self.prefix || self.last[1].is_some_and(|before| before.word() == Some("choice")) =>
            {
                false
            }
            (_, Some("-")) if last.word() == Some("choice") => false,
            _ => true,
        }
    }

    /// After a name the parenthesis holds its arguments. A step of a test tells `denied(x)` from `denied (x)`.
    fn is_apart_from_parenthesis(&self, last: &Item<'t>, item: &Item<'t>) -> bool {
        let Some(word) = last.word() else { return true };
        let after = self.last[1].as_ref();
        if after.and_then(Item::directive) == Some("expect") {
            return item.blanks > 0;
        }
        let constraint = word == "domain" && after.is_some_and(|before| before.is_sign("-"));
        is_operator_word(word) || constraint
    }

    fn is_apart_from_colon(&self) -> bool {
        let of_aggregate = self.aggregates.last() == Some(&self.brackets.len());
        of_aggregate || (self.directive == Some("comp") && self.depth() == 0)
    }

    /// Whether a `<` here begins the parameters of a component or of a lattice.
    fn opens_angles(&self) -> bool {
        match self.directive {
            Some("comp") => true,
            Some("init") => self.tokens == 4,
            Some("lattice") => self.tokens == 2,
            Some("decl" | "type") => self.depth() > 0,
            _ => false,
        }
    }

    fn is_in_parameters(&self) -> bool {
        self.directive.is_some_and(|word| IO.contains(&word)) && self.depth() > 0
    }

    /// Takes note of an item.
    pub(super) fn read(&mut self, item: &Item<'t>) {
        if let Kind::Token(kind) = item.kind {
            self.prefix = item.is_sign("-") && self.wants_value();
            self.angles = match item.sign() {
                Some("<") => self.opens_angles(),
                Some(">") => false,
                _ => self.angles,
            };
            self.tokens += 1;
            self.count(kind);
        }
        self.last = [Some(*item), self.last[0]];
    }

    /// Whether a value is to follow the last token, so that a `-` belongs to it.
    fn wants_value(&self) -> bool {
        match self.last().and_then(Item::token) {
            Some(TokenKind::Sign(sign)) => !matches!(sign, ")" | "]" | "}"),
            Some(TokenKind::Identifier(word)) => is_operator_word(word) || keyword::aggregate(word).is_some(),
            Some(TokenKind::Directive(_)) | None => true,
            _ => false,
        }
    }

    fn count(&mut self, kind: TokenKind<'t>) {
        let depth = self.brackets.len();
        match kind {
            TokenKind::Sign("(" | "[") => self.brackets.push(false),
            TokenKind::Sign("{") => self.brackets.push(self.last().is_some_and(|last| last.is_sign("@"))),
            TokenKind::Sign(")" | "]" | "}") => {
                self.brackets.pop();
                let depth = self.brackets.len();
                self.aggregates.retain(|open| *open <= depth);
            }
            TokenKind::Sign(":") if self.aggregates.last() == Some(&depth) => _ = self.aggregates.pop(),
            TokenKind::Sign(",") => self.aggregates.retain(|open| *open != depth),
            TokenKind::Identifier(word) if keyword::aggregate(word).is_some() && self.may_aggregate() => {
                self.aggregates.push(depth);
            }
            _ => {}
        }
    }

    /// Whether the name of an aggregate stands for it here, not for a column.
    fn may_aggregate(&self) -> bool {
        !matches!(self.directive, Some("decl" | "type" | "functor" | "article"))
    }
}
