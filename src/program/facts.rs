//! Facts: ground atoms into rows, with constant expressions computed and what is left `unsaid` given a name of its own.

use super::constant::{Literal, word};
use super::functor::{self, evaluate};
use super::ir::{Fact, Functor, RelationId, Type};
use super::messages::{code, either, shown};
use super::names::{Column, Scope, Signature};
use super::types::type_name;
use super::unsupported::unsupported;
use super::vocabulary::{Shape, TypeSet, binary, functor_of, meant, shape, unary};
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Span};
use crate::store::dictionary::UNSAID_MARK;
use crate::store::{Dictionary, Word};
use crate::syntax::tree::{Atom, Term, TermKind, UnaryOp};

/// The row of a ground atom; what is wrong with it goes to `sink`.
pub(super) fn fact(
    atom: &Atom,
    span: Span,
    scope: &Scope,
    dictionary: &Dictionary,
    sink: &mut Vec<Diagnostic>,
) -> Option<Fact> {
    let relation = scope.resolve(atom).map_err(|diagnostic| sink.push(*diagnostic)).ok()?;
    let reader = Reader { scope, relation, terms: &atom.terms, dictionary };
    let words: Vec<Option<Word>> = (0..atom.terms.len())
        .map(|column| reader.argument(column).map_err(|diagnostic| sink.push(*diagnostic)).ok())
        .collect();
    let row = words.into_iter().collect::<Option<Vec<Word>>>()?;
    Some(Fact { relation, row, span })
}

struct Reader<'a> {
    scope: &'a Scope,
    relation: RelationId,
    terms: &'a [Term],
    dictionary: &'a Dictionary,
}

type Outcome = Result<Word, Box<Diagnostic>>;

impl Reader<'_> {
    fn signature(&self) -> &Signature {
        self.scope.signature(self.relation)
    }

    fn argument(&self, column: usize) -> Outcome {
        // A column whose type is at fault was reported; nothing is said of its values.
        let (Some(term), Some(declared)) = (self.terms.get(column), self.signature().columns.get(column))
        else {
            return Ok(0);
        };
        let Some(ty) = declared.ty.map(|id| self.scope.lattice.primitive_of(id)) else { return Ok(0) };
        if matches!(term.node, TermKind::Unsaid) {
            return self.unsaid(column, ty, term.span);
        }
        self.value(term, ty).map_err(|diagnostic| Box::new(self.with_column(*diagnostic, declared, ty)))
    }

    /// A clash of types names the column.
    fn with_column(&self, mut diagnostic: Diagnostic, column: &Column, ty: Type) -> Diagnostic {
        if diagnostic.code == code::CLASH {
            let relation = shown(&self.signature().name);
            let text = format!("column `{}` of {relation} is `{}`", column.name, type_name(ty));
            diagnostic.primary.text = if diagnostic.primary.text.is_empty() {
                text
            } else {
                format!("{}, but {text}", diagnostic.primary.text)
            };
        }
        diagnostic
    }

    fn value(&self, term: &Term, ty: Type) -> Outcome {
        if let Some(literal) = literal_of(term) {
            return word(literal, ty, term.span, self.dictionary);
        }
        match &term.node {
            TermKind::Unary(op, operand) => self.call(unary(*op), &[operand.as_ref()], ty, term.span),
            TermKind::Binary(op, left, right) => {
                self.call(binary(*op), &[left.as_ref(), right.as_ref()], ty, term.span)
            }
            TermKind::Functor(name, operands) => {
                let functor = functor_of(name, operands.len())?;
                self.call(functor, &operands.iter().collect::<Vec<_>>(), ty, term.span)
            }
            _ => Err(Box::new(not_constant(term))),
        }
    }

    fn call(&self, functor: Functor, operands: &[&Term], ty: Type, span: Span) -> Outcome {
        let types =
            operand_types(functor, operands, ty).ok_or_else(|| Box::new(wrong_result(functor, ty, span)))?;
        let args = operands.iter().zip(&types).map(|(term, &ty)| self.value(term, ty));
        let args = args.collect::<Result<Vec<Word>, _>>()?;
        let operand_type = types.first().copied().unwrap_or(ty);
        match evaluate(meant(functor, operand_type), operand_type, &args, self.dictionary) {
            Ok(Some(value)) => Ok(value),
            Ok(None) => {
                Err(Box::new(no_value(format!("`{}` has no value here", functor::name(functor)), span)))
            }
            Err(error) => Err(Box::new(no_value(error.to_string(), span))),
        }
    }

    /// What is left unsaid equals itself alone: its name tells the relation, the column and the other arguments. A claim's row
    /// names what its fact leaves unsaid as the row of the relation claimed does, and what the claim itself leaves unsaid, such
    /// as its day of saying, by the whole row: two claims of one fact need not have been said on one day.
    fn unsaid(&self, column: usize, ty: Type, span: Span) -> Outcome {
        let own = self.signature();
        let base = own.name.split_once('@').map_or(own.name.as_str(), |(base, _)| base);
        let claimed = self.scope.find(base).map(|id| self.scope.signature(id).columns.len());
        let width = claimed.filter(|&width| column < width).unwrap_or(own.columns.len());
        let others: Vec<String> = self
            .terms
            .iter()
            .take(width)
            .enumerate()
            .map(|(at, term)| if at == column { "?".to_owned() } else { label(term) })
            .collect();
        let name = own.columns.get(column).map_or("", |column| column.name.as_str());
        let label = format!("{base}.{name}({})", others.join(", "));
        match ty {
            Type::Symbol => Ok(self.dictionary.symbol(&format!("{UNSAID_MARK}{label}"))),
            Type::Date => Ok(self.dictionary.date(&Date::unsaid(&label))),
            _ => Err(Box::new(cannot_be_unsaid(name, &shown(&own.name), ty, span))),
        }
    }
}

/// The literal that a term is, with its sign.
fn literal_of(term: &Term) -> Option<Literal<'_>> {
    match &term.node {
        TermKind::String(text) => Some(Literal::Text(text)),
        TermKind::Integer(value) => Some(Literal::Integer(i128::from(*value))),
        TermKind::Unsigned(value) => Some(Literal::Unsigned(*value)),
        TermKind::Float(value) => Some(Literal::Float(*value)),
        TermKind::Unary(UnaryOp::Negate, operand) => match literal_of(operand)? {
            Literal::Integer(value) => Some(Literal::Integer(-value)),
            Literal::Float(value) => Some(Literal::Float(-value)),
            Literal::Text(_) | Literal::Unsigned(_) => None,
        },
        _ => None,
    }
}

/// The types of the operands of a functor whose result has a type, if it can have that.
fn operand_types(functor: Functor, operands: &[&Term], result: Type) -> Option<Vec<Type>> {
    match shape(functor) {
        Shape::Uniform(allowed, ..) => {
            let fits = !allowed.and(TypeSet::only(result)).is_empty();
            fits.then(|| vec![result; operands.len()])
        }
        Shape::Fixed(sets, own) if own == result => Some(
            sets.iter()
                .zip(operands)
                .map(|(&set, operand)| own_types(operand).and(set).preferred())
                .collect(),
        ),
        Shape::Fixed(..) => None,
    }
}

/// The types that a constant term can have by itself.
fn own_types(term: &Term) -> TypeSet {
    let of_functor = |functor: Functor, first: Option<&Term>| match shape(functor) {
        Shape::Fixed(_, result) => TypeSet::only(result),
        Shape::Uniform(allowed, ..) => allowed.and(first.map_or(TypeSet::ALL, own_types)),
    };
    match &term.node {
        TermKind::String(_) => TypeSet::TEXTUAL,
        TermKind::Integer(_) => TypeSet::NUMERIC,
        TermKind::Unsigned(_) => TypeSet::UNSIGNED,
        TermKind::Float(_) => TypeSet::FLOAT,
        TermKind::Unary(op, operand) => of_functor(unary(*op), Some(operand)),
        TermKind::Binary(op, left, _) => of_functor(binary(*op), Some(left)),
        TermKind::Functor(name, operands) => match functor_of(name, operands.len()) {
            Ok(functor) => of_functor(functor, operands.first()),
            Err(_) => TypeSet::ALL,
        },
        _ => TypeSet::ALL,
    }
}

/// An argument as part of the name of what is left unsaid beside it.
fn label(term: &Term) -> String {
    match literal_of(term) {
        Some(Literal::Text(text)) => format!("{text:?}"),
        Some(Literal::Integer(value)) => value.to_string(),
        Some(Literal::Unsigned(value)) => value.to_string(),
        Some(Literal::Float(value)) => value.to_string(),
        None if matches!(term.node, TermKind::Unsaid) => "unsaid".to_owned(),
        None => format!("{:?}", term.node),
    }
}

fn not_constant(term: &Term) -> Diagnostic {
    let fault = |message: &str, label: &str| Diagnostic::error(code::NOT_CONSTANT, message, term.span, label);
    match &term.node {
        TermKind::Variable(name) if name != "unsaid" => {
            fault(&format!("a fact cannot have the variable `{name}`"), "not a constant")
                .with_help(format!("a text is written `\"{name}\"`; a rule has a body after `:-`"))
        }
        TermKind::Wildcard => fault("a fact cannot have `_`", "not a constant")
            .with_help("`unsaid` stands for what a text leaves open"),
        TermKind::Aggregate(_) => {
            fault("a fact cannot have an aggregate", "a rule can: `… :- x = count : { … }`")
        }
        TermKind::Nil | TermKind::Record(_) => unsupported("records", term.span),
        TermKind::Branch(..) => unsupported("algebraic data types", term.span),
        TermKind::Cast(..) => unsupported("casts", term.span),
        TermKind::Counter => unsupported("counters", term.span),
        TermKind::UserFunctor(..) => unsupported("user-defined functors", term.span),
        _ => fault("a fact cannot leave this unsaid", "only a whole argument can be `unsaid`"),
    }
}

fn wrong_result(functor: Functor, ty: Type, span: Span) -> Diagnostic {
    let gives = match shape(functor) {
        Shape::Uniform(allowed, ..) => either(&allowed.names()),
        Shape::Fixed(_, result) => format!("`{}`", type_name(result)),
    };
    let name = functor::name(functor);
    let message = format!("`{name}` where a `{}` is needed", type_name(ty));
    Diagnostic::error(code::CLASH, message, span, format!("`{name}` gives {gives}"))
}

fn no_value(message: String, span: Span) -> Diagnostic {
    Diagnostic::error(code::BAD_CONSTANT, message, span, "this has no value")
}

fn cannot_be_unsaid(column: &str, relation: &str, ty: Type, span: Span) -> Diagnostic {
    let message = format!("column `{column}` of {relation} cannot be left unsaid");
    Diagnostic::error(code::BAD_UNSAID, message, span, format!("the column is `{}`", type_name(ty)))
        .with_help("only a `symbol` or a `date` can be `unsaid`")
}
