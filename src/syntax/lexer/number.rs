//! Numbers: decimal, hexadecimal and binary integers, addresses, unsigned ones, and floats.

use nom::Parser;
use nom::bytes::complete::take_while;
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{opt, recognize};
use nom::multi::count;

use super::super::codes;
use super::super::token::TokenKind;
use super::{Lexer, Piece, continues_identifier};
use crate::diagnostic::Diagnostic;

impl Lexer<'_> {
    pub(super) fn number(&mut self) {
        let start = self.at;
        if let Some(address) = self.address() {
            // As in Soufflé an address is a number of 32 bits with a sign.
            if address > u64::from(i32::MAX.unsigned_abs()) {
                self.push(start, TokenKind::Sign("-"));
                return self.push(start, TokenKind::Integer((1 << 32) - address));
            }
            return self.push(start, TokenKind::Integer(address));
        }
        let digits = self.take(decimal);
        let tail = self.take(take_while(continues_identifier));
        let kind = value(digits, tail).unwrap_or_else(|problem| {
            let written = format!("{digits}{tail}");
            self.report(
                Diagnostic::error(
                    codes::BAD_NUMBER,
                    format!("`{written}` is no number"),
                    self.span(start),
                    problem,
                )
                .with_help("numbers are written `12`, `0x1f`, `0b101`, `12u`, `1.5` or `1e9`"),
            );
            TokenKind::Integer(0)
        });
        self.push(start, kind);
    }

    /// An address such as `127.0.0.1`, if one stands here: a number of 32 bits.
    fn address(&mut self) -> Option<u64> {
        let start = self.at;
        let written = self.take(recognize((digit1, count((char('.'), digit1), 3))));
        let parts: Vec<Option<u64>> =
            written.split('.').filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect();
        if parts.is_empty() {
            return None;
        }
        let value = parts
            .into_iter()
            .try_fold(0, |value, part| Some((value << 8) | part.filter(|&part| part < 256)?));
        if value.is_none() {
            let message = format!("`{written}` is no number");
            let problem = "the parts of an address are from 0 to 255";
            self.report(Diagnostic::error(codes::BAD_NUMBER, message, self.span(start), problem));
        }
        Some(value.unwrap_or(0))
    }
}

/// Digits with an optional fraction and exponent.
fn decimal(input: &str) -> Piece<'_> {
    let fraction = (char('.'), digit1);
    let exponent = (one_of("eE"), opt(one_of("+-")), digit1);
    recognize((digit1, opt(fraction), opt(exponent))).parse(input)
}

fn value(digits: &str, tail: &str) -> Result<TokenKind<'static>, &'static str> {
    let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    match (digits, tail) {
        (_, "") if whole => integer(digits, 10).map(TokenKind::Integer),
        (_, "") => float(digits),
        (_, "u") if whole => integer(digits, 10).map(TokenKind::Unsigned),
        ("0", _) => prefixed(tail),
        _ => Err("digits run into letters"),
    }
}

/// What follows the `0` of `0x1f` or `0b101u`.
fn prefixed(tail: &str) -> Result<TokenKind<'static>, &'static str> {
    let (digits, radix) = match (tail.strip_prefix('x'), tail.strip_prefix('b')) {
        (Some(digits), _) => (digits, 16),
        (_, Some(digits)) => (digits, 2),
        _ => return Err("digits run into letters"),
    };
    match digits.strip_suffix('u') {
        Some(digits) => integer(digits, radix).map(TokenKind::Unsigned),
        None => integer(digits, radix).map(TokenKind::Integer),
    }
}

fn integer(digits: &str, radix: u32) -> Result<u64, &'static str> {
    use std::num::IntErrorKind::PosOverflow;
    u64::from_str_radix(digits, radix).map_err(|error| match (error.kind(), radix) {
        (PosOverflow, _) => "this does not fit in 64 bits",
        (_, 16) => "hexadecimal digits are 0 to 9 and a to f",
        (_, 2) => "binary digits are 0 and 1",
        _ => "digits run into letters",
    })
}

fn float(digits: &str) -> Result<TokenKind<'static>, &'static str> {
    match digits.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(TokenKind::Float(value)),
        _ => Err("this is beyond the range of a 64-bit float"),
    }
}
