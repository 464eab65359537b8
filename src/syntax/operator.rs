//! The operators with their spelling and how tightly they bind: one table for the parser and the printer.

use super::tree::{BinaryOp, Comparison, UnaryOp};

/// How tightly prefix operators bind: tighter than products, looser than powers, so that `-x ^ 2` is `-(x ^ 2)`.
pub(super) const PREFIX_LEVEL: u8 = 10;

/// The level of the loosest infix operator.
pub(super) const LOOSEST_LEVEL: u8 = 1;

/// Every infix operator with its spelling and level; a higher level binds tighter.
const INFIX: [(BinaryOp, &str, u8); 15] = [
    (BinaryOp::LogicalOr, "lor", LOOSEST_LEVEL),
    (BinaryOp::LogicalXor, "lxor", 2),
    (BinaryOp::LogicalAnd, "land", 3),
    (BinaryOp::BitOr, "bor", 4),
    (BinaryOp::BitXor, "bxor", 5),
    (BinaryOp::BitAnd, "band", 6),
    (BinaryOp::ShiftLeft, "bshl", 7),
    (BinaryOp::ShiftRight, "bshr", 7),
    (BinaryOp::ShiftRightUnsigned, "bshru", 7),
    (BinaryOp::Add, "+", 8),
    (BinaryOp::Subtract, "-", 8),
    (BinaryOp::Multiply, "*", 9),
    (BinaryOp::Divide, "/", 9),
    (BinaryOp::Remainder, "%", 9),
    (BinaryOp::Power, "^", 11),
];

const COMPARISONS: [(Comparison, &str); 6] = [
    (Comparison::Equal, "="),
    (Comparison::NotEqual, "!="),
    (Comparison::Less, "<"),
    (Comparison::LessEqual, "<="),
    (Comparison::Greater, ">"),
    (Comparison::GreaterEqual, ">="),
];

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
    infix_where(|(_, spelt, _)| *spelt == spelling)
}

/// The spelling and level of an operator.
pub(super) fn infix_of(op: BinaryOp) -> Option<Infix> {
    infix_where(|(listed, _, _)| *listed == op)
}

fn infix_where(wanted: impl Fn(&(BinaryOp, &'static str, u8)) -> bool) -> Option<Infix> {
    INFIX.iter().find(|row| wanted(row)).map(|&(op, spelling, level)| Infix { op, spelling, level })
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

/// The comparison of a spelling.
pub(super) fn comparison_spelt(spelling: &str) -> Option<Comparison> {
    COMPARISONS.iter().find(|(_, spelt)| *spelt == spelling).map(|(comparison, _)| *comparison)
}
