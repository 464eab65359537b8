//! Functors, comparisons and tests as calls of the functions of [`crate::typed`].

use crate::program::ir::{Comparison, Functor, Test, Type};

/// A call, by what it gives.
pub(super) enum Rendered {
    /// An `Option`.
    Optional(String),
    /// A `Result` of an `Option`.
    Fallible(String),
}

/// The call of a functor on operands.
pub(super) fn functor_call(functor: Functor, operands: &[String]) -> Rendered {
    let name = function(functor);
    let operands = operands.join(", ");
    let call = match functor {
        Functor::Min | Functor::Max | Functor::Cat => format!("{name}([{operands}])"),
        _ => format!("{name}({operands})"),
    };
    if is_of_dates(functor) { Rendered::Optional(call) } else { Rendered::Fallible(call) }
}

fn is_of_dates(functor: Functor) -> bool {
    use Functor::{AddDays, Earliest, Latest, MaxDays, MinDays, Once, Throughout};
    matches!(functor, AddDays | Earliest | Latest | MaxDays | MinDays | Once | Throughout)
}

/// The type of an operand of a functor whose first one has type `ty`.
pub(super) fn operand_type(functor: Functor, ty: Type, at: usize) -> Type {
    match functor {
        Functor::Substr | Functor::AddDays if at > 0 => Type::Number,
        _ => ty,
    }
}

/// A name for the variable that holds what a functor computes.
pub(super) fn variable_name(functor: Functor) -> &'static str {
    match functor {
        Functor::Earliest | Functor::Latest => "day",
        Functor::MinDays | Functor::MaxDays => "days",
        Functor::Once | Functor::Throughout | Functor::AddDays => "date",
        Functor::Cat | Functor::Substr | Functor::ToString => "text",
        _ => "value",
    }
}

/// The condition `left op right`.
pub(super) fn comparison(op: Comparison, ty: Type, left: &str, right: &str) -> String {
    let (strict, loose) = match ty {
        Type::Date => ("certainly_before", "certainly_not_after"),
        _ => ("less", "less_or_equal"),
    };
    let plain = matches!(ty, Type::Number | Type::Unsigned);
    match op {
        Comparison::Equal => format!("{left} == {right}"),
        Comparison::NotEqual => format!("{left} != {right}"),
        Comparison::Less if plain => format!("{left} < {right}"),
        Comparison::LessEqual if plain => format!("{left} <= {right}"),
        Comparison::Greater if plain => format!("{left} > {right}"),
        Comparison::GreaterEqual if plain => format!("{left} >= {right}"),
        Comparison::Less => format!("{strict}({left}, {right})"),
        Comparison::LessEqual => format!("{loose}({left}, {right})"),
        Comparison::Greater => format!("{strict}({right}, {left})"),
        Comparison::GreaterEqual => format!("{loose}({right}, {left})"),
    }
}

/// The type of a test's operands.
pub(super) fn tested_type(test: Test) -> Type {
    match test {
        Test::Match | Test::Contains | Test::UnsaidSymbol => Type::Symbol,
        Test::Within | Test::MayPrecede | Test::MayOverlap | Test::MayBeWithin | Test::UnsaidDate => {
            Type::Date
        }
    }
}

/// The call of a test.
pub(super) fn test_call(test: Test, operands: &[String]) -> String {
    let operands = operands.join(", ");
    let name = match test {
        Test::Match => "matches",
        Test::Contains => "contains",
        Test::Within => "within",
        Test::MayPrecede => "may_precede",
        Test::MayOverlap => "may_overlap",
        Test::MayBeWithin => "may_be_within",
        // A constant is behind a lock that the method call sees through.
        Test::UnsaidSymbol | Test::UnsaidDate => {
            return format!("{}.is_unsaid()", operands.trim_start_matches('*'));
        }
    };
    format!("{name}({operands})")
}

/// The function of [`crate::typed`] that is a functor.
fn function(functor: Functor) -> &'static str {
    match functor {
        Functor::Negate => "negate",
        Functor::Add => "add",
        Functor::Subtract => "subtract",
        Functor::Multiply => "multiply",
        Functor::Divide => "divide",
        Functor::Remainder => "remainder",
        Functor::Power => "power",
        Functor::BitAnd => "bit_and",
        Functor::BitOr => "bit_or",
        Functor::BitXor => "bit_xor",
        Functor::BitNot => "bit_not",
        Functor::ShiftLeft => "shift_left",
        Functor::ShiftRight => "shift_right",
        Functor::ShiftRightUnsigned => "shift_right_unsigned",
        Functor::LogicalAnd => "logical_and",
        Functor::LogicalOr => "logical_or",
        Functor::LogicalXor => "logical_xor",
        Functor::LogicalNot => "logical_not",
        Functor::ToString => "to_string",
        // These, and `ord`, which is never selected, are named as in programs.
        _ => crate::program::functor::name(functor),
    }
}
