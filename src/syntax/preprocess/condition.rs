//! The expressions of `#if` and `#elif`: whole numbers, `defined`, and the operators of C.
//!
//! Values are 64-bit and signed. What cannot be counted in them is an error where it decides, never another number.

use super::piece::{Kind, Piece};
use crate::diagnostic::Span;

/// What is wrong with an expression, and where.
pub(super) type Flaw = (String, Span);

type Value = Result<i64, Flaw>;

/// How deep an expression may nest.
const DEPTH: usize = 100;

/// The binary operators by how tightly they bind, loosest first.
const LEVELS: [&[&str]; 10] = [
    &["||"],
    &["&&"],
    &["|"],
    &["^"],
    &["&"],
    &["==", "!="],
    &["<", "<=", ">", ">="],
    &["<<", ">>"],
    &["+", "-"],
    &["*", "/", "%"],
];

/// The value of an expression whose macros are replaced; names that are left stand for 0. `line` is where it stands.
pub(super) fn value(pieces: &[Piece], line: Span) -> Value {
    let pieces: Vec<&Piece> = pieces.iter().filter(|piece| !piece.is_blank()).collect();
    let mut reader = Reader { pieces: &pieces, at: 0, depth: 0, line };
    let value = reader.choice(true)?;
    match reader.piece() {
        None => Ok(value),
        Some(rest) => Err((format!("expected an operator, found `{}`", rest.text), rest.span)),
    }
}

struct Reader<'p> {
    pieces: &'p [&'p Piece],
    at: usize,
    depth: usize,
    line: Span,
}

impl<'p> Reader<'p> {
    fn piece(&self) -> Option<&'p Piece> {
        self.pieces.get(self.at).copied()
    }

    /// Passes over a sign, if it stands here.
    fn sign(&mut self, sign: &str) -> bool {
        let here = self.piece().is_some_and(|piece| piece.is_sign(sign));
        self.at += usize::from(here);
        here
    }

    fn demanded(&mut self, sign: &'static str) -> Result<(), Flaw> {
        if self.sign(sign) { Ok(()) } else { Err(self.expected(&format!("`{sign}`"))) }
    }

    fn expected(&self, what: &str) -> Flaw {
        match self.piece() {
            Some(piece) => (format!("expected {what}, found `{}`", piece.text), piece.span),
            None => (format!("expected {what}, found the end of the line"), self.line),
        }
    }

    /// `a ? b : c`, or what binds tighter. Only what is `live` decides, and only there a fault of arithmetic counts.
    fn choice(&mut self, live: bool) -> Value {
        let condition = self.nested(|reader| reader.binary(0, live))?;
        if !self.sign("?") {
            return Ok(condition);
        }
        let first = self.nested(|reader| reader.choice(live && condition != 0))?;
        self.demanded(":")?;
        let second = self.nested(|reader| reader.choice(live && condition == 0))?;
        Ok(if condition == 0 { second } else { first })
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Value) -> Value {
        if self.depth >= DEPTH {
            return Err((format!("an expression nested deeper than {DEPTH}"), self.line));
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn binary(&mut self, level: usize, live: bool) -> Value {
        let Some(operators) = LEVELS.get(level) else { return self.unary(live) };
        let mut left = self.binary(level + 1, live)?;
        while let Some(operator) =
            operators.iter().find(|operator| self.piece().is_some_and(|p| p.is_sign(operator)))
        {
            let place = self.piece().map_or(self.line, |piece| piece.span);
            self.at += 1;
            let decided = (*operator == "||" && left != 0) || (*operator == "&&" && left == 0);
            let right = self.binary(level + 1, live && !decided)?;
            left = match applied(operator, left, right) {
                Some(value) => value,
                None if live => return Err((format!("`{left} {operator} {right}` has no value"), place)),
                None => 0,
            };
        }
        Ok(left)
    }

    fn unary(&mut self, live: bool) -> Value {
        for sign in ["!", "-", "+", "~"] {
            if self.sign(sign) {
                let value = self.nested(|reader| reader.unary(live))?;
                return Ok(match sign {
                    "!" => i64::from(value == 0),
                    "-" => value.wrapping_neg(),
                    "~" => !value,
                    _ => value,
                });
            }
        }
        self.primary(live)
    }

    fn primary(&mut self, live: bool) -> Value {
        if self.sign("(") {
            let value = self.nested(|reader| reader.choice(live))?;
            self.demanded(")")?;
            return Ok(value);
        }
        let Some(piece) = self.piece() else { return Err(self.expected("a value")) };
        let value = match piece.kind {
            Kind::Identifier => 0,
            Kind::Number => number(&piece.text)
                .ok_or_else(|| (format!("`{}` is no 64-bit whole number", piece.text), piece.span))?,
            _ => return Err(self.expected("a value")),
        };
        self.at += 1;
        Ok(value)
    }
}

fn applied(operator: &str, left: i64, right: i64) -> Option<i64> {
    let truth = |value: bool| Some(i64::from(value));
    let shift = u32::try_from(right).ok().filter(|bits| *bits < 64);
    match operator {
        "||" => truth(left != 0 || right != 0),
        "&&" => truth(left != 0 && right != 0),
        "|" => Some(left | right),
        "^" => Some(left ^ right),
        "&" => Some(left & right),
        "==" => truth(left == right),
        "!=" => truth(left != right),
        "<" => truth(left < right),
        "<=" => truth(left <= right),
        ">" => truth(left > right),
        ">=" => truth(left >= right),
        "<<" => left.checked_shl(shift?),
        ">>" => left.checked_shr(shift?),
        "+" => left.checked_add(right),
        "-" => left.checked_sub(right),
        "*" => left.checked_mul(right),
        "/" => left.checked_div(right),
        _ => left.checked_rem(right),
    }
}

/// A number of C, with its suffix.
fn number(text: &str) -> Option<i64> {
    let digits = text.trim_end_matches(['u', 'U', 'l', 'L']);
    let lower = digits.to_ascii_lowercase();
    match (lower.strip_prefix("0x"), lower.strip_prefix("0b"), lower.strip_prefix('0')) {
        (Some(digits), ..) => i64::from_str_radix(digits, 16).ok(),
        (_, Some(digits), _) => i64::from_str_radix(digits, 2).ok(),
        (.., Some(digits)) if !digits.is_empty() => i64::from_str_radix(digits, 8).ok(),
        _ => lower.parse().ok(),
    }
}
