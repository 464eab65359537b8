//! The functors, operators and named constraints: their names, how many operands they take and of which types.
//!
//! What they compute is in [`super::functor`].

use super::clause::TestName;
use super::ir::{Functor, Type};
use super::messages::{code, counted, nearest_help};
use super::type_set::TypeSet;
use crate::diagnostic::Diagnostic;
use crate::syntax::tree::{BinaryOp, Name, UnaryOp};

/// What a functor takes and gives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// Operands and result all of one type of the set; how many at least and at most.
    Uniform(TypeSet, usize, usize),
    /// Each operand of its own set, the result of one type.
    Fixed(&'static [TypeSet], Type),
}

impl Shape {
    /// The least and the most operands.
    pub(super) fn arity(self) -> (usize, usize) {
        match self {
            Self::Uniform(_, least, most) => (least, most),
            Self::Fixed(operands, _) => (operands.len(), operands.len()),
        }
    }
}

/// The functors written as `name(operands)`.
pub(super) const FUNCTORS: [(&str, Functor); 25] = [
    ("cat", Functor::Cat),
    ("strlen", Functor::Strlen),
    ("substr", Functor::Substr),
    ("ord", Functor::Ord),
    ("to_string", Functor::ToString),
    ("to_number", Functor::ToNumber),
    ("to_unsigned", Functor::ToUnsigned),
    ("to_float", Functor::ToFloat),
    ("min", Functor::Min),
    ("max", Functor::Max),
    ("earliest", Functor::Earliest),
    ("latest", Functor::Latest),
    ("min_days", Functor::MinDays),
    ("max_days", Functor::MaxDays),
    ("once", Functor::Once),
    ("throughout", Functor::Throughout),
    ("add_days", Functor::AddDays),
    ("range", Functor::Range),
    ("recursive_iteration_cnt", Functor::Round),
    ("ftoi", Functor::ToNumber),
    ("utoi", Functor::ToNumber),
    ("ftou", Functor::ToUnsigned),
    ("itou", Functor::ToUnsigned),
    ("itof", Functor::ToFloat),
    ("utof", Functor::ToFloat),
];

/// The constraints written as `name(operands)`.
pub(super) const TESTS: [(&str, TestName); 7] = [
    ("match", TestName::Match),
    ("contains", TestName::Contains),
    ("within", TestName::Within),
    ("may_precede", TestName::MayPrecede),
    ("may_overlap", TestName::MayOverlap),
    ("may_be_within", TestName::MayBeWithin),
    ("unsaid", TestName::Unsaid),
];

/// What a functor takes and gives.
pub(super) fn shape(functor: Functor) -> Shape {
    use Functor as F;
    const DATES: &[TypeSet] = &[TypeSet::DATE, TypeSet::DATE];
    const MANY: usize = usize::MAX;
    match functor {
        F::Negate => Shape::Uniform(TypeSet::SIGNED, 1, 1),
        F::Add => Shape::Uniform(TypeSet::NUMERIC.or(TypeSet::SYMBOL), 2, 2),
        F::Subtract | F::Multiply | F::Divide | F::Power => Shape::Uniform(TypeSet::NUMERIC, 2, 2),
        F::BitNot | F::LogicalNot => Shape::Uniform(TypeSet::INTEGRAL, 1, 1),
        F::Remainder
        | F::BitAnd
        | F::BitOr
        | F::BitXor
        | F::ShiftLeft
        | F::ShiftRight
        | F::ShiftRightUnsigned
        | F::LogicalAnd
        | F::LogicalOr
        | F::LogicalXor => Shape::Uniform(TypeSet::INTEGRAL, 2, 2),
        F::Min | F::Max => Shape::Uniform(TypeSet::PRIMITIVE, 2, MANY),
        F::Cat => Shape::Uniform(TypeSet::SYMBOL, 1, MANY),
        F::Strlen => Shape::Fixed(&[TypeSet::SYMBOL], Type::Number),
        F::Ord => Shape::Fixed(&[TypeSet::ALL], Type::Number),
        F::Substr => Shape::Fixed(&[TypeSet::SYMBOL, TypeSet::NUMBER, TypeSet::NUMBER], Type::Symbol),
        F::ToString => Shape::Fixed(&[TypeSet::PRIMITIVE], Type::Symbol),
        F::ToNumber => Shape::Fixed(&[TypeSet::CONVERTIBLE], Type::Number),
        F::ToUnsigned => Shape::Fixed(&[TypeSet::CONVERTIBLE], Type::Unsigned),
        F::ToFloat => Shape::Fixed(&[TypeSet::CONVERTIBLE], Type::Float),
        F::Earliest | F::Latest => Shape::Fixed(&[TypeSet::DATE], Type::Date),
        F::MinDays | F::MaxDays => Shape::Fixed(DATES, Type::Number),
        F::Once | F::Throughout => Shape::Fixed(DATES, Type::Date),
        // Those have forms of their own.
        F::Range => Shape::Uniform(TypeSet::NUMERIC, 2, 3),
        F::Counter => Shape::Fixed(&[], Type::Number),
        F::Round => Shape::Fixed(&[], Type::Unsigned),
        F::Wrapping(functor) => shape(functor.checked()),
        // The types of a native one are those of its declaration.
        F::Record | F::Branch | F::Field | F::Tag | F::Native(_) => Shape::Uniform(TypeSet::ALL, 0, MANY),
        F::AddDays => Shape::Fixed(&[TypeSet::DATE, TypeSet::NUMBER], Type::Date),
    }
}

/// The functor that computes what is written for operands of a type: `+` joins symbols.
pub(super) fn meant(functor: Functor, ty: Type) -> Functor {
    match (functor, ty) {
        (Functor::Add, Type::Symbol) => Functor::Cat,
        _ => functor,
    }
}

/// What a constraint takes.
pub(super) fn test_operands(test: TestName) -> &'static [TypeSet] {
    match test {
        TestName::Match | TestName::Contains => &[TypeSet::SYMBOL, TypeSet::SYMBOL],
        TestName::Within | TestName::MayPrecede | TestName::MayOverlap | TestName::MayBeWithin => {
            &[TypeSet::DATE, TypeSet::DATE]
        }
        TestName::Unsaid => &[TypeSet::TEXTUAL],
    }
}

/// How a constraint is written.
pub(super) fn test_name(test: TestName) -> &'static str {
    TESTS.iter().find(|(_, other)| *other == test).map_or("", |(name, _)| name)
}

/// The functor of a prefix operator.
pub(super) fn unary(op: UnaryOp) -> Functor {
    match op {
        UnaryOp::Negate => Functor::Negate,
        UnaryOp::BitNot => Functor::BitNot,
        UnaryOp::LogicalNot => Functor::LogicalNot,
    }
}

/// The functor of an infix operator.
pub(super) fn binary(op: BinaryOp) -> Functor {
    match op {
        BinaryOp::Add => Functor::Add,
        BinaryOp::Subtract => Functor::Subtract,
        BinaryOp::Multiply => Functor::Multiply,
        BinaryOp::Divide => Functor::Divide,
        BinaryOp::Remainder => Functor::Remainder,
        BinaryOp::Power => Functor::Power,
        BinaryOp::BitAnd => Functor::BitAnd,
        BinaryOp::BitOr => Functor::BitOr,
        BinaryOp::BitXor => Functor::BitXor,
        BinaryOp::ShiftLeft => Functor::ShiftLeft,
        BinaryOp::ShiftRight => Functor::ShiftRight,
        BinaryOp::ShiftRightUnsigned => Functor::ShiftRightUnsigned,
        BinaryOp::LogicalAnd => Functor::LogicalAnd,
        BinaryOp::LogicalOr => Functor::LogicalOr,
        BinaryOp::LogicalXor => Functor::LogicalXor,
    }
}

/// The functor of a name, taking as many operands as given.
pub(super) fn functor_of(name: &Name, given: usize) -> Result<Functor, Box<Diagnostic>> {
    let Some(&(_, functor)) = FUNCTORS.iter().find(|(known, _)| *known == name.node) else {
        return Err(Box::new(unknown_functor(name)));
    };
    let (least, most) = shape(functor).arity();
    if (least..=most).contains(&given) {
        return Ok(functor);
    }
    let wanted = if most == usize::MAX { format!("at least {least}") } else { least.to_string() };
    let diagnostic = wrong_operands(name, &wanted, given);
    Err(Box::new(match aggregate_help(name) {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }))
}

/// How the aggregate of a name is written, for those who write it as a functor.
fn aggregate_help(name: &Name) -> Option<String> {
    let written = match name.node.as_str() {
        "count" => "count : { … }".to_owned(),
        "sum" | "min" | "max" | "mean" => format!("{} x : {{ … }}", name.node),
        "avg" | "average" => "mean x : { … }".to_owned(),
        _ => return None,
    };
    Some(format!("the aggregate is written `{written}`"))
}

fn unknown_functor(name: &Name) -> Diagnostic {
    let message = format!("unknown functor `{}`", name.node);
    let diagnostic = Diagnostic::error(code::UNKNOWN_FUNCTOR, message, name.span, "a value is expected here");
    if TESTS.iter().any(|(test, _)| *test == name.node) {
        return diagnostic.with_help(format!("`{}` is a condition and has no value", name.node));
    }
    if let Some(help) = aggregate_help(name) {
        return diagnostic.with_help(help);
    }
    match nearest_help(&name.node, FUNCTORS.iter().map(|(known, _)| *known)) {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic
            .with_help("a relation is asked in a condition of its own, with a variable for the value"),
    }
}

/// The constraint of a name, taking as many operands as given.
pub(super) fn test_of(name: &Name, given: usize) -> Result<TestName, Box<Diagnostic>> {
    let Some(&(_, test)) = TESTS.iter().find(|(known, _)| *known == name.node) else {
        let message = format!("unknown constraint `{}`", name.node);
        return Err(Box::new(Diagnostic::error(code::UNKNOWN_FUNCTOR, message, name.span, "")));
    };
    let wanted = test_operands(test).len();
    if wanted == given { Ok(test) } else { Err(Box::new(wrong_operands(name, &wanted.to_string(), given))) }
}

fn wrong_operands(name: &Name, wanted: &str, given: usize) -> Diagnostic {
    let message = format!("`{}` takes {wanted} operands, but {given} are given", name.node)
        .replace(" 1 operands", " 1 operand")
        .replace("but 1 are given", "but 1 is given");
    Diagnostic::error(code::WRONG_OPERANDS, message, name.span, counted(given, "operand"))
}
