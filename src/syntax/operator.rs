//! The operators with their spelling and how tightly they bind: one table for the parser and the printer.

use super::tree::{BinaryOp, Comparison, UnaryOp};

/// How tightly prefix operators bind: tighter than products, looser than powers, so that `-x ^ 2` is `-(x ^ 2)`.
pub(super) const PREFIX_LEVEL: u8 = 10;

/// The level of the loosest infix operator.
pub(super) const LOOSEST_LEVEL: u8 = 1;

const INFIX: [BinaryOp; 15] = [
    BinaryOp::LogicalOr,
    BinaryOp::LogicalXor,
    BinaryOp::LogicalAnd,
    BinaryOp::BitOr,
    BinaryOp::BitXor,
    BinaryOp::BitAnd,
    BinaryOp::ShiftLeft,
    BinaryOp::ShiftRight,
    BinaryOp::ShiftRightUnsigned,
    BinaryOp::Add,
    BinaryOp::Subtract,
    BinaryOp::Multiply,
    BinaryOp::Divide,
    BinaryOp::Remainder,
    BinaryOp::Power,
];

/// The spelling and level of an infix operator; a higher level binds tighter.
fn spelling_and_level(op: BinaryOp) -> (&'static str, u8) {
    match op {
        BinaryOp::LogicalOr => ("lor", LOOSEST_LEVEL),
        BinaryOp::LogicalXor => ("lxor", 2),
        BinaryOp::LogicalAnd => ("land", 3),
        BinaryOp::BitOr => ("bor", 4),
        BinaryOp::BitXor => ("bxor", 5),
        BinaryOp::BitAnd => ("band", 6),
        BinaryOp::ShiftLeft => ("bshl", 7),
        BinaryOp::ShiftRight => ("bshr", 7),
        BinaryOp::ShiftRightUnsigned => ("bshru", 7),
        BinaryOp::Add => ("+", 8),
        BinaryOp::Subtract => ("-", 8),
        BinaryOp::Multiply => ("*", 9),
        BinaryOp::Divide => ("/", 9),
        BinaryOp::Remainder => ("%", 9),
        BinaryOp::Power => ("^", PREFIX_LEVEL + 1),
    }
}

/// An infix operator where it may stand.
#[derive(Clone, Copy)]
pub(super) struct Infix {
    pub(super) op: BinaryOp,
    pub(super) spelling: &'static str,
    /// How tightly it binds.
    pub(super) level: u8,
}

impl Infix {
    /// The least level of an operator on its left that needs no parentheses: powers alone group to the right.
    pub(super) fn left_floor(self) -> u8 {
        self.level + u8::from(self.op == BinaryOp::Power)
    }

    /// The same on its right.
    pub(super) fn right_floor(self) -> u8 {
        self.level + u8::from(self.op != BinaryOp::Power)
    }
}

/// The infix operator of a spelling.
pub(super) fn infix_spelt(spelling: &str) -> Option<Infix> {
    // Most words and signs are told by their first letter to be none.
    if !spelling.starts_with(['l', 'b', '+', '-', '*', '/', '%', '^']) {
        return None;
    }
    INFIX.into_iter().map(infix_of).find(|infix| infix.spelling == spelling)
}

/// An operator where it stands between its operands.
pub(super) fn infix_of(op: BinaryOp) -> Infix {
    let (spelling, level) = spelling_and_level(op);
    Infix { op, spelling, level }
}

/// The prefix operator of a spelling.
pub(super) fn prefix_spelt(spelling: &str) -> Option<UnaryOp> {
    match spelling {
        "-" => Some(UnaryOp::Negate),
        "bnot" => Some(UnaryOp::BitNot),
        "lnot" => Some(UnaryOp::LogicalNot),
        _ => None,
    }
}

/// How a prefix operator is written, with the space that a word needs.
pub(super) fn prefix_spelling(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Negate => "-",
        UnaryOp::BitNot => "bnot ",
        UnaryOp::LogicalNot => "lnot ",
    }
}

/// Whether the word is an operator, and therefore no variable.
pub(super) fn is_operator_word(word: &str) -> bool {
    infix_spelt(word).is_some() || prefix_spelt(word).is_some()
}

/// The comparison of a spelling.
pub(super) fn comparison_spelt(spelling: &str) -> Option<Comparison> {
    match spelling {
        "=" => Some(Comparison::Equal),
        "!=" => Some(Comparison::NotEqual),
        "<" => Some(Comparison::Less),
        "<=" => Some(Comparison::LessEqual),
        ">" => Some(Comparison::Greater),
        ">=" => Some(Comparison::GreaterEqual),
        _ => None,
    }
}

/// How a comparison is written.
pub fn comparison_spelling(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => ">=",
    }
}
