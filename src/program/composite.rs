//! Records and branches as text, and their order. Values may nest as deep as a program made them, so nothing here recurs.

use std::cmp::Ordering;

use super::ir::Type;
use crate::store::tuples::NIL;
use crate::store::{Dictionary, Word};

/// What is still to be written.
enum Piece {
    Text(String),
    Value(Word, Type),
}

/// A record as `[1, nil]`, a branch as `$A(1, 2)`. What is neither is written by `leaf`, and a branch without fields followed by
/// `empty`.
pub(super) fn written(
    value: Word,
    ty: Type,
    dictionary: &Dictionary,
    empty: &str,
    leaf: &dyn Fn(Word, Type) -> String,
) -> String {
    begun(value, ty, dictionary, empty, usize::MAX, leaf).0
}

/// The same, no further than to the piece with which it has so many bytes; and whether it is whole. Values that are parts of others
/// more than once can have more text than there is room for.
pub(super) fn begun(
    value: Word,
    ty: Type,
    dictionary: &Dictionary,
    empty: &str,
    most: usize,
    leaf: &dyn Fn(Word, Type) -> String,
) -> (String, bool) {
    let mut text = String::new();
    let mut pending = vec![Piece::Value(value, ty)];
    while let Some(piece) = pending.pop() {
        if text.len() >= most {
            return (text, false);
        }
        match piece {
            Piece::Text(piece) => text.push_str(&piece),
            Piece::Value(word, ty) if ty.shape().is_some() => {
                let mut pieces = pieces(word, ty, dictionary, empty);
                pieces.reverse();
                pending.append(&mut pieces);
            }
            Piece::Value(word, ty) => text.push_str(&leaf(word, ty)),
        }
    }
    (text, true)
}

fn pieces(word: Word, ty: Type, dictionary: &Dictionary, empty: &str) -> Vec<Piece> {
    let Some((name, fields)) = parts(word, ty, dictionary) else {
        return vec![Piece::Text("nil".to_owned())];
    };
    let (open, close) = match ty {
        Type::Record(_) => ("[".to_owned(), "]"),
        _ if fields.is_empty() => (format!("${name}{empty}"), ""),
        _ => (format!("${name}("), ")"),
    };
    let mut pieces = vec![Piece::Text(open)];
    for (at, (word, ty)) in fields.into_iter().enumerate() {
        if at > 0 {
            pieces.push(Piece::Text(", ".to_owned()));
        }
        pieces.push(Piece::Value(word, ty));
    }
    pieces.push(Piece::Text(close.to_owned()));
    pieces
}

/// The name of a branch and the fields with their types; none of `nil`.
pub fn parts(word: Word, ty: Type, dictionary: &Dictionary) -> Option<(String, Vec<(Word, Type)>)> {
    let tuple = dictionary.tuple_of(word)?;
    let shape = dictionary.shape(ty.shape()?);
    let (tag, words) = match ty {
        Type::Branches(_) => {
            let (tag, words) = tuple.split_first()?;
            (usize::try_from(*tag).ok()?, words)
        }
        _ => (0, &tuple[..]),
    };
    let branch = shape.branches.get(tag)?;
    let fields = words.iter().zip(&branch.fields).map(|(&word, (_, ty))| (word, *ty));
    Some((branch.name.clone(), fields.collect()))
}

/// The order of two records or branches: `nil` first, branches as they are declared, then field by field, where `leaf` orders the
/// fields that are neither.
pub(super) fn compared(
    ty: Type,
    a: Word,
    b: Word,
    dictionary: &Dictionary,
    leaf: &dyn Fn(Type, Word, Word) -> Ordering,
) -> Ordering {
    let mut pending = vec![(ty, a, b)];
    while let Some((ty, a, b)) = pending.pop() {
        if a == b {
            continue;
        }
        if ty.shape().is_none() {
            match leaf(ty, a, b) {
                Ordering::Equal => continue,
                decided => return decided,
            }
        }
        match heads(ty, a, b, dictionary) {
            Ordering::Equal => pending.extend(fields(ty, a, b, dictionary)),
            decided => return decided,
        }
    }
    Ordering::Equal
}

/// The order by what stands before the fields: whether there are any, and of which branch.
fn heads(ty: Type, a: Word, b: Word, dictionary: &Dictionary) -> Ordering {
    match ty {
        Type::Branches(_) => dictionary.field(a, 0).cmp(&dictionary.field(b, 0)),
        _ => (a != NIL).cmp(&(b != NIL)),
    }
}

/// The fields of both, the last first.
fn fields(ty: Type, a: Word, b: Word, dictionary: &Dictionary) -> Vec<(Type, Word, Word)> {
    let of = |word| parts(word, ty, dictionary).map(|(_, fields)| fields).unwrap_or_default();
    let pairs = of(a).into_iter().zip(of(b)).map(|((a, ty), (b, _))| (ty, a, b));
    pairs.rev().collect()
}
