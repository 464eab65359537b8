//! Facts: ground atoms into rows, with constant expressions computed and what is left `unsaid` given a name of its own.

use std::fmt::Write as _;

use super::constant::{Literal, word};
use super::functor::{self, evaluate};
use super::ir::{Fact, Functor, RelationId, ShapeId, Type};
use super::messages::{code, shown};
use super::names::{Column, Scope, Signature};
use super::patterns::{unknown_branch, wrong_fields};
use super::type_set::TypeSet;
use super::types::{TypeId, type_name, unknown_type};
use super::vocabulary::{Shape, binary, functor_of, meant, shape, unary};
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Span};
use crate::store::dictionary::UNSAID_MARK;
use crate::store::tuples::NIL;
use crate::store::{Dictionary, Word};
use crate::syntax::tree::{Atom, Name, Term, TermKind, UnaryOp};

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
    let mut row = Vec::with_capacity(atom.terms.len());
    for column in 0..atom.terms.len() {
        match reader.argument(column) {
            Ok(word) => row.push(word),
            Err(diagnostic) => sink.push(*diagnostic),
        }
    }
    (row.len() == atom.terms.len()).then_some(Fact { relation, row, span })
}

/// A constant of a type, or why a term is none.
pub(super) fn constant(term: &Term, ty: TypeId, scope: &Scope, dictionary: &Dictionary) -> Outcome {
    Reader { scope, relation: RelationId(0), terms: &[], dictionary }.value(term, ty)
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
        let Some(declared_type) = declared.ty else { return Ok(0) };
        let ty = self.scope.lattice.primitive_of(declared_type);
        if matches!(term.node, TermKind::Unsaid) {
            return self.unsaid(column, ty, term.span);
        }
        self.value(term, declared_type)
            .map_err(|diagnostic| Box::new(self.with_column(*diagnostic, declared, ty)))
    }

    /// A clash of types names the column.
    fn with_column(&self, mut diagnostic: Diagnostic, column: &Column, ty: Type) -> Diagnostic {
        if diagnostic.code == code::CLASH {
            let relation = shown(&self.signature().name);
            let ty = TypeSet::only(ty).named(&self.scope.lattice);
            let text = format!("column `{}` of {relation} is {ty}", column.name);
            diagnostic.primary.text = if diagnostic.primary.text.is_empty() {
                text
            } else {
                format!("{}, but {text}", diagnostic.primary.text)
            };
        }
        diagnostic
    }

    fn value(&self, term: &Term, declared: TypeId) -> Outcome {
        let ty = self.scope.lattice.primitive_of(declared);
        if let Some(literal) = literal_of(term) {
            return word(literal, ty, term.span, self.dictionary);
        }
        match &term.node {
            TermKind::Nil if matches!(ty, Type::Record(_)) => Ok(NIL),
            TermKind::Record(fields) => match ty {
                Type::Record(shape) => self.tuple(None, shape, fields, term.span),
                _ => Err(Box::new(self.misplaced("a record", ty, term.span))),
            },
            TermKind::Branch(name, fields) => self.branch(name, fields, ty, term.span),
            TermKind::Nil => Err(Box::new(self.misplaced("`nil`", ty, term.span))),
            TermKind::Cast(operand, wanted) => self.cast(operand, wanted, declared),
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

    fn branch(&self, name: &Name, fields: &[Term], ty: Type, span: Span) -> Outcome {
        let lattice = &self.scope.lattice;
        match lattice.branch(&name.node) {
            None => Err(Box::new(unknown_branch(name, &lattice.branch_names()))),
            Some(branch) if ty == Type::Branches(branch.shape) => {
                self.tuple(Some(branch.tag), branch.shape, fields, span)
            }
            Some(branch) => {
                let what = format!("a {}", shown(lattice.shape_name(branch.shape)));
                Err(Box::new(self.misplaced(&what, ty, span)))
            }
        }
    }

    /// The code of a record, or of a branch by its place.
    fn tuple(&self, tag: Option<usize>, shape: ShapeId, terms: &[Term], span: Span) -> Outcome {
        let lattice = &self.scope.lattice;
        // A type at fault was reported.
        let Some(fields) = lattice.fields_of(shape, tag.unwrap_or(0)) else { return Ok(NIL) };
        if fields.types.len() != terms.len() {
            let what = if tag.is_some() {
                format!("${}", fields.branch)
            } else {
                lattice.shape_name(shape).to_owned()
            };
            return Err(Box::new(wrong_fields(&shown(&what), fields.types.len(), terms.len(), span)));
        }
        let word = |(term, ty): (&Term, &Option<TypeId>)| match ty {
            Some(ty) => self.value(term, *ty),
            None => Ok(0),
        };
        let fields = terms.iter().zip(&fields.types).map(word).collect::<Result<Vec<Word>, _>>()?;
        let tag = tag.map(|tag| tag as Word);
        Ok(self.dictionary.tuple(&tag.into_iter().chain(fields).collect::<Vec<_>>()))
    }

    /// A constant is of the type that it is cast to, which must be one that is wanted here.
    fn cast(&self, operand: &Term, wanted: &Name, declared: TypeId) -> Outcome {
        let lattice = &self.scope.lattice;
        if lattice.find(&wanted.node).is_none() {
            return Err(Box::new(unknown_type(wanted, &lattice.names())));
        }
        let Some(cast) = lattice.id(&wanted.node) else { return Ok(0) };
        if !lattice.is_subtype(cast, declared) {
            let what = format!("a cast to {}", shown(&wanted.node));
            let message = format!("{what} where {} is needed", shown(lattice.name(declared)));
            return Err(Box::new(Diagnostic::error(code::CLASH, message, wanted.span, what)));
        }
        self.value(operand, cast)
    }

    fn misplaced(&self, what: &str, ty: Type, span: Span) -> Diagnostic {
        let wanted = TypeSet::only(ty).named(&self.scope.lattice);
        Diagnostic::error(code::CLASH, format!("{what} where {wanted} is needed"), span, what)
    }

    fn wrong_result(&self, functor: Functor, ty: Type, span: Span) -> Diagnostic {
        let lattice = &self.scope.lattice;
        let gives = match shape(functor) {
            Shape::Uniform(allowed, ..) => allowed.named(lattice),
            Shape::Fixed(_, result) => TypeSet::only(result).named(lattice),
        };
        let (name, wanted) = (functor::name(functor), TypeSet::only(ty).named(lattice));
        let message = format!("`{name}` where a {wanted} is needed");
        Diagnostic::error(code::CLASH, message, span, format!("`{name}` gives {gives}"))
    }

    fn call(&self, functor: Functor, operands: &[&Term], ty: Type, span: Span) -> Outcome {
        let types = operand_types(functor, operands, ty)
            .ok_or_else(|| Box::new(self.wrong_result(functor, ty, span)))?;
        let args =
            operands.iter().zip(&types).map(|(term, &ty)| self.value(term, self.scope.lattice.id_of(ty)));
        let args = args.collect::<Result<Vec<Word>, _>>()?;
        let operand_type = types.first().copied().unwrap_or(ty);
        let functor = meant(functor, operand_type);
        let computed = if self.scope.wrapping { functor::wrapping(functor) } else { functor };
        match evaluate(computed, operand_type, &args, self.dictionary) {
            Ok(Some(value)) => Ok(value),
            Ok(None) => {
                Err(Box::new(no_value(format!("`{}` has no value here", functor::name(functor)), span)))
            }
            Err(error) => Err(Box::new(no_value(error.to_string(), span))),
        }
    }

    fn unsaid(&self, column: usize, ty: Type, span: Span) -> Outcome {
        let own = self.signature();
        let name = own.columns.get(column).map_or("", |column| column.name.as_str());
        let label = self.label_of_unsaid(column, name);
        match ty {
            Type::Symbol => Ok(self.dictionary.symbol(&format!("{UNSAID_MARK}{label}"))),
            Type::Date => Ok(self.dictionary.date(&Date::unsaid(&label))),
            _ => Err(Box::new(cannot_be_unsaid(name, &shown(&own.name), ty, span))),
        }
    }

    /// What is left unsaid equals itself alone: its name tells the relation, the column and the other arguments. A claim's row
    /// names what its fact leaves unsaid as the row of the relation claimed does, and what the claim itself leaves unsaid, such
    /// as its day of saying, by the claim, which is named behind the fact: two claims of one fact need not have been said on one day.
    fn label_of_unsaid(&self, column: usize, name: &str) -> String {
        let own = self.signature().name.as_str();
        let base = own.split_once('@').map_or(own, |(base, _)| base);
        let claimed = self.scope.find(base).map(|id| self.scope.signature(id).columns.len());
        let width = claimed.unwrap_or(self.terms.len()).min(self.terms.len());
        let (fact, claim) = self.terms.split_at(width);
        if column >= width
            && let Some(TermKind::String(claim)) = claim.first().map(|term| &term.node)
        {
            return format!("{claim}:{name}");
        }
        let mut label = format!("{base}.{name}(");
        for (at, term) in fact.iter().enumerate() {
            label.push_str(if at == 0 { "" } else { ", " });
            if at == column { label.push('?') } else { describe(term, &mut label) }
        }
        label.push(')');
        label
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

/// Adds an argument to the name of what is left unsaid beside it.
fn describe(term: &Term, label: &mut String) {
    let written = match literal_of(term) {
        Some(Literal::Text(text)) => write!(label, "{text:?}"),
        Some(Literal::Integer(value)) => write!(label, "{value}"),
        Some(Literal::Unsigned(value)) => write!(label, "{value}"),
        Some(Literal::Float(value)) => write!(label, "{value}"),
        None if matches!(term.node, TermKind::Unsaid) => label.write_str("unsaid"),
        None => write!(label, "{:?}", term.node),
    };
    // Writing to a string never fails.
    debug_assert!(written.is_ok(), "a string takes whatever is written");
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
        TermKind::Counter => {
            fault("a fact cannot count", "not a constant").with_help("a rule can: `… :- true.`")
        }
        TermKind::UserFunctor(..) => fault("a fact with evidence cannot call a functor", "not a constant"),
        _ => fault("a fact cannot leave this unsaid", "only a whole argument can be `unsaid`"),
    }
}

fn no_value(message: String, span: Span) -> Diagnostic {
    Diagnostic::error(code::BAD_CONSTANT, message, span, "this has no value")
}

fn cannot_be_unsaid(column: &str, relation: &str, ty: Type, span: Span) -> Diagnostic {
    let message = format!("column `{column}` of {relation} cannot be left unsaid");
    Diagnostic::error(code::BAD_UNSAID, message, span, format!("the column is `{}`", type_name(ty)))
        .with_help("only a `symbol` or a `date` can be `unsaid`")
}
