//! Patterns of facts as words: what `.retract` names, and single constants against the type of their column.

use super::codes;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Span, counted};
use crate::program::bad_date;
use crate::program::ir::{Program, Relation, RelationId, Type};
use crate::store::dictionary::UNSAID_MARK;
use crate::store::{Dictionary, Word, word};
use crate::syntax::tree::{Atom, Term, TermKind, UnaryOp};

/// One relation with a word, or anything, in each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    /// The relation.
    pub(super) relation: RelationId,
    /// What each column must hold; none for anything.
    pub(super) columns: Vec<Option<Word>>,
}

impl Pattern {
    /// Reads an atom against the program; variables and wildcards stand for anything.
    pub(super) fn of(
        atom: &Atom,
        program: &Program,
        dictionary: &Dictionary,
    ) -> Result<Self, Box<Diagnostic>> {
        let (relation, declared) = find(atom, program)?;
        let mut columns = Vec::with_capacity(atom.terms.len());
        for (term, attribute) in atom.terms.iter().zip(&declared.attributes) {
            columns.push(match term.node {
                TermKind::Variable(_) | TermKind::Wildcard => None,
                _ => Some(constant(term, attribute.ty, dictionary)?),
            });
        }
        Ok(Self { relation, columns })
    }

    /// Whether a row of the relation, or one that begins with its columns, matches.
    pub(super) fn matches(&self, row: &[Word]) -> bool {
        self.columns.iter().zip(row).all(|(wanted, word)| wanted.is_none_or(|wanted| wanted == *word))
    }
}

fn find<'p>(atom: &Atom, program: &'p Program) -> Result<(RelationId, &'p Relation), Box<Diagnostic>> {
    let name = &atom.relation;
    let found = program.relations.iter().position(|relation| relation.name == name.node);
    let Some((id, relation)) = found.and_then(|at| Some((RelationId(at), program.relations.get(at)?))) else {
        let message = format!("unknown relation `{}`", name.node);
        return Err(fault(message, name.span, "no `.decl` declares it"));
    };
    let (wanted, given) = (relation.attributes.len(), atom.terms.len());
    if wanted != given {
        let message = format!(
            "`{}` has {}, but {} given",
            name.node,
            counted(wanted, "column"),
            if given == 1 { "1 argument is".to_owned() } else { format!("{given} arguments are") }
        );
        return Err(fault(message, name.span, "wrong number of arguments"));
    }
    Ok((id, relation))
}

fn fault(message: String, span: Span, label: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(codes::BAD_RETRACTION, message, span, label))
}

/// The word of a constant in a column of type `ty`.
///
/// # Errors
/// The term is no constant, or of another type.
pub fn constant(term: &Term, ty: Type, dictionary: &Dictionary) -> Result<Word, Box<Diagnostic>> {
    let wrong = |found: &str| {
        let message = format!("{found} where {} is expected", described(ty));
        fault(message, term.span, "does not fit this column")
    };
    match (&term.node, ty) {
        (TermKind::String(text), Type::Symbol) => Ok(dictionary.symbol(text)),
        (TermKind::String(text), Type::Date) => match Date::parse(text) {
            Ok(date) => Ok(dictionary.date(&date)),
            Err(error) => Err(Box::new(bad_date(text, &error, term.span))),
        },
        (TermKind::Unsaid, Type::Symbol) => Ok(dictionary.symbol(&format!("{UNSAID_MARK}{}", label(term)))),
        (TermKind::Unsaid, Type::Date) => Ok(dictionary.date(&Date::unsaid(&label(term)))),
        (TermKind::String(_), _) => Err(wrong("a text")),
        (TermKind::Unsaid, _) => Err(wrong("`unsaid`")),
        _ => number(&term.node, ty).ok_or_else(|| wrong("another kind of term")),
    }
}

/// What tells one unsaid value from every other: where it is written.
fn label(term: &Term) -> String {
    format!("{}:{}", term.span.source.0, term.span.start)
}

fn number(kind: &TermKind, ty: Type) -> Option<Word> {
    let (negative, kind) = match kind {
        TermKind::Unary(UnaryOp::Negate, inner) => (true, &inner.node),
        other => (false, other),
    };
    match (kind, ty) {
        (TermKind::Integer(value), Type::Number) => {
            let signed = if negative { -i128::from(*value) } else { i128::from(*value) };
            i64::try_from(signed).ok().map(word::from_number)
        }
        (TermKind::Integer(value) | TermKind::Unsigned(value), Type::Unsigned) if !negative => Some(*value),
        (TermKind::Float(value), Type::Float) => {
            Some(word::from_float(if negative { -value } else { *value }))
        }
        _ => None,
    }
}

fn described(ty: Type) -> &'static str {
    match ty {
        Type::Symbol => "a text",
        Type::Number => "a number",
        Type::Unsigned => "an unsigned number",
        Type::Float => "a float",
        Type::Date => "a date",
        Type::Record(_) => "a record",
        Type::Branches(_) => "a branch",
    }
}
