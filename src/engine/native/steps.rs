//! Conditions applied to a block of bindings at once, and the variables computed between joins.

use super::Halt;
use super::aggregates::Memo;
use super::arithmetic;
use super::block::Block;
use super::column::Given;
use super::context::Context;
use super::existence::Found;
use super::fan::as_operand;
use super::recall::Recall;
use crate::plan::{Operand, Step};
use crate::program::functor;
use crate::program::ir::{Comparison, Expr, Type, VarId};
use crate::store::Word;

/// The steps between two joins, with what they remember from block to block.
#[derive(Clone)]
pub(super) struct Steps<'p> {
    each: Vec<(&'p Step, Remembered)>,
    keep: Vec<bool>,
}

/// What a step remembers from block to block.
#[derive(Clone, Default)]
struct Remembered {
    results: Memo,
    found: Found,
    recall: Option<Recall>,
}

impl Remembered {
    fn of(step: &Step) -> Self {
        let recall = match step {
            Step::Bind { expr, .. } => Recall::of([expr], false),
            Step::Compare { op, ty, left, right, .. } => {
                Recall::of([left, right], flip(*op, *ty).is_none() && *ty != Type::Float)
            }
            Step::Test { args, .. } => Recall::of(args, true),
            _ => None,
        };
        Self { recall, ..Self::default() }
    }

    /// What is computed for a row, or was for another with the same value.
    fn result(
        &mut self,
        block: &Block,
        row: usize,
        compute: impl FnOnce() -> Result<Option<Word>, Halt>,
    ) -> Result<Option<Word>, Halt> {
        match &mut self.recall {
            Some(recall) => recall.result(block, row, compute),
            None => compute(),
        }
    }

    /// Whether something holds in a row, or did in another with the same value.
    fn holds(
        &mut self,
        block: &Block,
        row: usize,
        test: impl FnOnce() -> Result<bool, Halt>,
    ) -> Result<bool, Halt> {
        Ok(self.result(block, row, || Ok(test()?.then_some(1)))?.is_some())
    }
}

impl<'p> Steps<'p> {
    pub(super) fn new(steps: &'p [Step]) -> Self {
        let each = steps.iter().map(|step| (step, Remembered::of(step))).collect();
        Self { each, keep: Vec::new() }
    }

    /// Applies each step to the rows that the ones before it left.
    pub(super) fn apply(&mut self, block: &mut Block, context: &mut Context) -> Result<(), Halt> {
        let Self { each, keep } = self;
        for (step, remembered) in each {
            if block.len == 0 {
                break;
            }
            keep.clear();
            apply(step, remembered, block, context, keep)?;
            block.retain(keep);
        }
        Ok(())
    }
}

/// Computes the step's variable, if it has one, and marks in `keep` the rows that meet the step.
fn apply(
    step: &Step,
    remembered: &mut Remembered,
    block: &mut Block,
    context: &mut Context,
    keep: &mut Vec<bool>,
) -> Result<(), Halt> {
    let dictionary = context.dictionary;
    match step {
        Step::Never => keep.resize(block.len, false),
        Step::Exists { lookup, negated } => {
            context.watch.look_at(block.len)?;
            context.relations.witness(lookup).exist(block, keep);
            if *negated {
                for found in keep {
                    *found = !*found;
                }
            }
        }
        Step::Bind { variable, expr } => bind((*variable, expr), remembered, block, context, keep)?,
        Step::Range { variable, is_check: true, ty, args } => {
            for row in 0..block.len {
                let wanted = block.get(*variable, row);
                keep.push(match block.values(args, row, dictionary)? {
                    Some(operands) => functor::in_range(*ty, &operands, wanted, dictionary)?,
                    None => false,
                });
            }
        }
        Step::Range { variable, is_check: false, ty, args } => {
            expand(*variable, *ty, args, block, context)?;
            keep.resize(block.len, true);
        }
        Step::Aggregate(aggregation) => remembered.results.apply(aggregation, block, context, keep)?,
        Step::Some(existence) => remembered.found.apply(existence, block, context, keep)?,
        Step::Compare { op, ty, left, right, negated } => {
            let told = flip(*op, *ty).and_then(|flip| {
                arithmetic::with_given([left, right].into_iter(), block, |given| {
                    compare(*op, flip, given, *negated, block.len, keep);
                })
            });
            if told.is_some() {
                return Ok(());
            }
            if let Some((is_equal, (made, symbol))) = is_equation(*op, *negated).zip(made_text(left, right)) {
                let symbol = block.given(symbol);
                for row in 0..block.len {
                    keep.push(remembered.holds(block, row, || {
                        let value = &mut |expr: &Expr| block.value(expr, row, dictionary);
                        let is_it = functor::spells(made, symbol.word(row), value, dictionary)?;
                        Ok(is_it == Some(is_equal))
                    })?);
                }
                return Ok(());
            }
            let holds = |left, right| functor::compare(*op, *ty, left, right, dictionary) != *negated;
            for row in 0..block.len {
                keep.push(remembered.holds(block, row, || {
                    let left = block.value(left, row, dictionary)?;
                    let right = block.value(right, row, dictionary)?;
                    Ok(left.zip(right).is_some_and(|(left, right)| holds(left, right)))
                })?);
            }
        }
        Step::Test { test, args, negated } => {
            for row in 0..block.len {
                keep.push(remembered.holds(block, row, || {
                    Ok(match block.values(args, row, dictionary)? {
                        Some(values) => functor::test(*test, &values, *negated, dictionary)?,
                        None => false,
                    })
                })?);
            }
        }
    }
    Ok(())
}

/// The bits to be flipped in words of a type so that their order as unsigned integers is that of the type; none where it takes a look
/// at the dictionary.
fn flip(op: Comparison, ty: Type) -> Option<Word> {
    match (op, ty) {
        (Comparison::Equal | Comparison::NotEqual, _) | (_, Type::Unsigned) => Some(0),
        (_, Type::Number) => Some(1 << 63),
        _ => None,
    }
}

/// Compares integers, or whether words are the same, in all rows.
fn compare(op: Comparison, flip: Word, given: &[Given], negated: bool, rows: usize, keep: &mut Vec<bool>) {
    let [one, other] = *given else { return };
    if let (Comparison::Equal | Comparison::NotEqual, true) = (op, one.is_of_cells() && other.is_of_cells()) {
        let is_wanted = (op == Comparison::Equal) != negated;
        keep.extend((0..rows).map(|row| (one.known_cell(row) == other.known_cell(row)) == is_wanted));
        return;
    }
    let mut mark = |holds: fn(&Word, &Word) -> bool| {
        let of = |row| (one.word(row) ^ flip, other.word(row) ^ flip);
        keep.extend((0..rows).map(of).map(|(one, other)| holds(&one, &other) != negated));
    };
    match op {
        Comparison::Equal => mark(Word::eq),
        Comparison::NotEqual => mark(Word::ne),
        Comparison::Less => mark(Word::lt),
        Comparison::LessEqual => mark(Word::le),
        Comparison::Greater => mark(Word::gt),
        Comparison::GreaterEqual => mark(Word::ge),
    }
}

/// Whether a comparison asks for equality, or for its contrary; none if it is another.
fn is_equation(op: Comparison, negated: bool) -> Option<bool> {
    match op {
        Comparison::Equal => Some(!negated),
        Comparison::NotEqual => Some(negated),
        _ => None,
    }
}

/// Of two operands a text that a functor makes, and the symbol with which it is compared: what is only compared need not become one.
fn made_text<'e>(left: &'e Expr, right: &'e Expr) -> Option<(&'e Expr, Operand)> {
    let pair = |made, symbol| Some((made, as_operand(symbol).filter(|_| functor::is_made_text(made))?));
    pair(left, right).or_else(|| pair(right, left))
}

fn bind(
    (variable, expr): (VarId, &Expr),
    remembered: &mut Remembered,
    block: &mut Block,
    context: &Context,
    keep: &mut Vec<bool>,
) -> Result<(), Halt> {
    if let Some(column) = arithmetic::column(expr, block) {
        block.columns[variable.0] = column;
        keep.resize(block.len, true);
        return Ok(());
    }
    let mut column = std::mem::take(&mut block.columns[variable.0]);
    column.clear();
    for row in 0..block.len {
        let value = remembered.result(block, row, || block.value(expr, row, context.dictionary))?;
        keep.push(value.is_some());
        column.words.push(value.unwrap_or_default());
    }
    block.columns[variable.0] = column;
    Ok(())
}

/// Repeats each row for every value of its range.
fn expand(
    variable: VarId,
    ty: Type,
    args: &[Expr],
    block: &mut Block,
    context: &mut Context,
) -> Result<(), Halt> {
    let mut times = Vec::with_capacity(block.len);
    let mut values = Vec::new();
    for row in 0..block.len {
        let range = match block.values(args, row, context.dictionary)? {
            Some(operands) => functor::range(ty, &operands, context.dictionary)?,
            None => Vec::new(),
        };
        times.push(range.len());
        values.extend(range);
    }
    context.watch.look_at(values.len())?;
    block.repeat(&times);
    block.columns[variable.0].words = values;
    Ok(())
}
