//! Arithmetic in all rows of a block at once, operator by operator.
//!
//! It gives what is computed of integers and floats alone, where that has a value in each row. Whatever else there is, and what fails,
//! [`Block::value`] evaluates row by row.

use super::block::Block;
use super::column::{Column, Given};
use crate::plan::Operand;
use crate::program::ir::{Expr, Functor, Type, Wrapping};
use crate::store::{Word, word};

/// In fewer rows it is as soon done one by one.
const WORTH: usize = 4;

/// The values of one side of an operator.
enum Side {
    Words(Vec<Word>),
    Const(Word),
}

/// The values of a computed expression in all rows.
pub(super) fn column(expr: &Expr, block: &Block) -> Option<Column> {
    match side(expr, block).filter(|_| block.len >= WORTH)? {
        Side::Words(words) => Some(Column { words, ..Column::default() }),
        Side::Const(word) => Some(Column { words: vec![word; block.len], ..Column::default() }),
    }
}

/// Gives `take` the values of each of these expressions, if all are there or can be computed so.
pub(super) fn with_given<'e, T>(
    exprs: impl Iterator<Item = &'e Expr> + Clone,
    block: &Block,
    take: impl FnOnce(&[Given<'_>]) -> T,
) -> Option<T> {
    let computed = |expr: &Expr| match Operand::of(expr) {
        Some(_) => Some(Column::default()),
        None => column(expr, block),
    };
    let computed: Vec<Column> = exprs.clone().map(computed).collect::<Option<_>>()?;
    let given = |(expr, column)| Operand::of(expr).map_or(Given::Column(column), |it| block.given(it));
    Some(take(&exprs.zip(&computed).map(given).collect::<Vec<_>>()))
}

fn side(expr: &Expr, block: &Block) -> Option<Side> {
    match expr {
        Expr::Const(word) => Some(Side::Const(*word)),
        Expr::Var(variable) => Some(Side::Words(block.column(*variable).to_words())),
        Expr::Call { functor, ty, args } => {
            let [one, other] = args.as_slice() else { return None };
            let is_known = match ty {
                Type::Number | Type::Unsigned => is_integer_functor(*functor),
                Type::Float => is_float_functor(*functor),
                _ => false,
            };
            let (one, other) = (side(one, block).filter(|_| is_known)?, side(other, block)?);
            computed(*functor, *ty, one, other)
        }
    }
}

fn is_integer_functor(functor: Functor) -> bool {
    use Functor::{Add, BitAnd, BitOr, BitXor, Divide, Multiply, Remainder, Subtract};
    match functor {
        Functor::Wrapping(functor) => {
            matches!(functor, Wrapping::Add | Wrapping::Subtract | Wrapping::Multiply)
        }
        functor => {
            matches!(functor, Add | Subtract | Multiply | Divide | Remainder | BitAnd | BitOr | BitXor)
        }
    }
}

fn is_float_functor(functor: Functor) -> bool {
    matches!(functor, Functor::Add | Functor::Subtract | Functor::Multiply | Functor::Divide)
}

/// The value of an operator between two sides; none where it has none in some row. Each operator has a loop of its own.
fn computed(functor: Functor, ty: Type, one: Side, other: Side) -> Option<Side> {
    use Functor::{Add, BitAnd, BitOr, BitXor, Divide, Multiply, Remainder, Subtract};
    match (functor, ty) {
        (BitAnd, _) => zip(one, other, |a, b| Some(a & b)),
        (BitOr, _) => zip(one, other, |a, b| Some(a | b)),
        (BitXor, _) => zip(one, other, |a, b| Some(a ^ b)),
        (Functor::Wrapping(Wrapping::Add), _) => zip(one, other, |a, b| Some(a.wrapping_add(b))),
        (Functor::Wrapping(Wrapping::Subtract), _) => zip(one, other, |a, b| Some(a.wrapping_sub(b))),
        (Functor::Wrapping(Wrapping::Multiply), _) => zip(one, other, |a, b| Some(a.wrapping_mul(b))),
        (Add, Type::Float) => floats(one, other, |a, b| a + b),
        (Subtract, Type::Float) => floats(one, other, |a, b| a - b),
        (Multiply, Type::Float) => floats(one, other, |a, b| a * b),
        (Divide, Type::Float) => floats(one, other, |a, b| a / b),
        (Add, Type::Unsigned) => zip(one, other, Word::checked_add),
        (Subtract, Type::Unsigned) => zip(one, other, Word::checked_sub),
        (Multiply, Type::Unsigned) => zip(one, other, Word::checked_mul),
        (Divide, Type::Unsigned) => zip(one, other, Word::checked_div),
        (Remainder, Type::Unsigned) => zip(one, other, remainder),
        (Add, _) => numbers(one, other, i64::checked_add),
        (Subtract, _) => numbers(one, other, i64::checked_sub),
        (Multiply, _) => numbers(one, other, i64::checked_mul),
        (Divide, _) => numbers(one, other, i64::checked_div),
        (Remainder, _) => numbers(one, other, |a, b| match (u64::try_from(a), u64::try_from(b)) {
            (Ok(a), Ok(b)) => remainder(a, b).map(u64::cast_signed),
            _ => a.checked_rem(b),
        }),
        _ => None,
    }
}

/// The remainder; processors divide 32 bits several times as fast as 64.
#[inline]
fn remainder(a: u64, b: u64) -> Option<u64> {
    match (u32::try_from(a), u32::try_from(b)) {
        (Ok(a), Ok(b)) => a.checked_rem(b).map(u64::from),
        _ => a.checked_rem(b),
    }
}

#[inline]
fn numbers(one: Side, other: Side, op: impl Fn(i64, i64) -> Option<i64>) -> Option<Side> {
    zip(one, other, |a, b| op(word::to_number(a), word::to_number(b)).map(word::from_number))
}

#[inline]
fn floats(one: Side, other: Side, op: impl Fn(f64, f64) -> f64) -> Option<Side> {
    zip(one, other, |a, b| Some(word::from_float(op(word::to_float(a), word::to_float(b)))))
}

#[inline]
fn zip(one: Side, other: Side, op: impl Fn(Word, Word) -> Option<Word>) -> Option<Side> {
    Some(match (one, other) {
        (Side::Const(a), Side::Const(b)) => Side::Const(op(a, b)?),
        (Side::Words(mut words), Side::Const(b)) => {
            for a in &mut words {
                *a = op(*a, b)?;
            }
            Side::Words(words)
        }
        (Side::Const(a), Side::Words(mut words)) => {
            for b in &mut words {
                *b = op(a, *b)?;
            }
            Side::Words(words)
        }
        (Side::Words(mut words), Side::Words(others)) => {
            for (a, b) in words.iter_mut().zip(others) {
                *a = op(*a, b)?;
            }
            Side::Words(words)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::ir::VarId;
    use crate::store::Dictionary;

    const FUNCTORS: [Functor; 11] = [
        Functor::Add,
        Functor::Subtract,
        Functor::Multiply,
        Functor::Divide,
        Functor::Remainder,
        Functor::BitAnd,
        Functor::BitOr,
        Functor::BitXor,
        Functor::Wrapping(Wrapping::Add),
        Functor::Wrapping(Wrapping::Subtract),
        Functor::Wrapping(Wrapping::Multiply),
    ];

    /// Values of which each two have a row.
    fn block(values: &[Word]) -> Block {
        let pairs = values.iter().flat_map(|&a| values.iter().map(move |&b| (a, b)));
        let (one, other) = pairs.unzip();
        let column = |words: Vec<Word>| Column { words, ..Column::default() };
        Block { len: values.len() * values.len(), columns: vec![column(one), column(other)] }
    }

    #[test]
    fn all_rows_have_what_each_has_alone_or_one_of_them_fails() {
        let dictionary = Dictionary::default();
        let numbers = [3, -7, i64::MAX, i64::MIN, 1 << 40, 97].map(word::from_number);
        let small = [3, 5, 97, 12].map(word::from_number);
        let floats = [1.5, -0.0, f64::NAN, 1e300, -2.0, 0.25].map(word::from_float);
        for (values, ty) in [
            (&numbers[..], Type::Number),
            (&numbers[..], Type::Unsigned),
            (&small[..], Type::Number),
            (&small[..], Type::Unsigned),
            (&floats[..], Type::Float),
        ] {
            let block = block(values);
            for functor in FUNCTORS.into_iter().filter(|&it| ty != Type::Float || is_float_functor(it)) {
                let expr = |right| Expr::Call { functor, ty, args: vec![Expr::Var(VarId(0)), right] };
                for expr in [expr(Expr::Var(VarId(1))), expr(Expr::Const(values[1]))] {
                    let value = |row| block.value(&expr, row, &dictionary).unwrap_or_default();
                    let each = (0..block.len).map(value);
                    let each: Option<Vec<Word>> = each.collect();
                    let all = column(&expr, &block).map(|column| column.words);
                    assert_eq!(all, each, "{expr:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_arithmetic_is_left_to_others() {
        let block = block(&[0, 1, 2]);
        let call = |functor, ty| {
            column(&Expr::Call { functor, ty, args: vec![Expr::Var(VarId(0)); 2] }, &block).is_some()
        };
        assert!(call(Functor::Add, Type::Number) && !call(Functor::Power, Type::Number));
        assert!(!call(Functor::Add, Type::Symbol) && !call(Functor::BitAnd, Type::Float));
    }
}
