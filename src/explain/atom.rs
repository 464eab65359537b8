//! A row as the atom that a text would state, for hypotheticals and retractions.

use crate::diagnostic::Span;
use crate::program::composite;
use crate::program::ir::{RelationId, Type};
use crate::session::Session;
use crate::store::{Word, word};
use crate::syntax::tree::{Atom, Name, Term, TermKind, Text, UnaryOp};

/// A fact as the lens holds it; none for one with a value left unsaid, which cannot be written.
pub(super) fn atom(session: &Session, relation: RelationId, row: &[Word]) -> Option<Atom> {
    let declared = session.program().relations.get(relation.0)?;
    let terms: Option<Vec<Term>> =
        declared.attributes.iter().zip(row).map(|(column, &word)| term(session, word, column.ty)).collect();
    Some(Atom {
        relation: Name::new(declared.name.clone(), Span::default()),
        terms: terms?,
        annotation: None,
    })
}

/// An atom that asks for what is known of a row; none where that cannot be written.
pub(super) fn pattern_atom(session: &Session, relation: RelationId, known: &[Option<Word>]) -> Option<Atom> {
    let declared = session.program().relations.get(relation.0)?;
    let terms = declared.attributes.iter().zip(known).map(|(column, word)| match word {
        Some(word) => term(session, *word, column.ty),
        None => Some(Term::new(TermKind::Wildcard, Span::default())),
    });
    let terms: Option<Vec<Term>> = terms.collect();
    Some(Atom {
        relation: Name::new(declared.name.clone(), Span::default()),
        terms: terms?,
        annotation: None,
    })
}

/// How deep a record may nest that is written out.
const DEEPEST: usize = 16;

fn term(session: &Session, value: Word, ty: Type) -> Option<Term> {
    nested(session, value, ty, DEEPEST)
}

fn nested(session: &Session, value: Word, ty: Type, depth: usize) -> Option<Term> {
    let dictionary = session.dictionary();
    let at = |kind| Term::new(kind, Span::default());
    let kind = match ty {
        Type::Symbol if dictionary.is_unsaid_symbol(value) => return None,
        Type::Date if dictionary.date_of(value).is_unsaid() => return None,
        Type::Symbol => TermKind::String(Text::new(dictionary.text(value))),
        Type::Date => TermKind::String(dictionary.date_of(value).to_string().into()),
        Type::Number => {
            let number = word::to_number(value);
            let size = TermKind::Integer(number.unsigned_abs());
            if number < 0 { TermKind::Unary(UnaryOp::Negate, Box::new(at(size))) } else { size }
        }
        Type::Unsigned => TermKind::Unsigned(value),
        Type::Float => TermKind::Float(word::to_float(value)),
        Type::Record(_) | Type::Branches(_) => return tuple(session, value, ty, depth),
    };
    Some(at(kind))
}

/// A record or branch as a term.
fn tuple(session: &Session, value: Word, ty: Type, depth: usize) -> Option<Term> {
    let at = |kind| Term::new(kind, Span::default());
    let Some((branch, fields)) = composite::parts(value, ty, session.dictionary()) else {
        return Some(at(TermKind::Nil));
    };
    let deeper = depth.checked_sub(1)?;
    let fields = fields.into_iter().map(|(value, ty)| nested(session, value, ty, deeper));
    let fields: Option<Vec<Term>> = fields.collect();
    Some(at(match ty {
        Type::Branches(_) => TermKind::Branch(Box::new(Name::new(branch.into(), Span::default())), fields?),
        _ => TermKind::Record(fields?),
    }))
}
