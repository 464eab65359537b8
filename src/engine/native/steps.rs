//! Conditions applied to a block of bindings at once, and the variables computed between joins.

use super::Halt;
use super::aggregates::Memo;
use super::arithmetic;
use super::block::Block;
use super::column::{Given, Side};
use super::context::Context;
use super::existence::Found;
use super::recall::Recall;
use crate::plan::{Operand, Step};
use crate::program::functor;
use crate::program::ir::{Comparison, Expr, Type, VarId};
use crate::store::{Days, Word, is_plain};

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
            let witness = context.relations.witness(lookup);
            if witness.passes_over_all() && context.relations.count_passes(block.len) {
                // All begins again with indexes: nothing that is found now is of any account.
                keep.resize(block.len, false);
                return Ok(());
            }
            witness.exist(block, keep);
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
            let (sides, flip) = ([left, right].into_iter(), flip(*op, *ty));
            let told = match flip {
                Some(flip) => arithmetic::with_given(sides, block, |given| {
                    compare(*op, flip, given, *negated, block.len, keep);
                }),
                None if *ty == Type::Date => arithmetic::with_given(sides, block, |given| {
                    compare_dates(*op, given, *negated, (block.len, dictionary.days()), keep);
                }),
                None => None,
            };
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
pub(super) fn flip(op: Comparison, ty: Type) -> Option<Word> {
    match (op, ty) {
        (Comparison::Equal | Comparison::NotEqual, _) | (_, Type::Unsigned) => Some(0),
        (_, Type::Number) => Some(1 << 63),
        _ => None,
    }
}

/// Compares integers, or whether words are the same, in all rows.
fn compare(op: Comparison, flip: Word, given: &[Given], negated: bool, rows: usize, keep: &mut Vec<bool>) {
    let [one, other] = *given else { return };
    let is_equation = matches!(op, Comparison::Equal | Comparison::NotEqual);
    let cells = one
        .cells()
        .zip(other.cells())
        .filter(|(one, other)| is_equation || (are_plain(one) && are_plain(other)));
    if let Some(cells) = cells {
        // Cells have the order of numbers; that of unsigned ones is told by the words as they are.
        let flip = if flip == 0 { i32::MIN } else { 0 };
        mark((op, negated), cells, rows, keep, |cell| cell ^ flip);
    } else if let Some(words) = one.words().zip(other.words()) {
        mark((op, negated), words, rows, keep, |word| word ^ flip);
    } else {
        let rank = |side: Given| (0..rows).map(|row| side.word(row) ^ flip).collect::<Vec<Word>>();
        mark((op, negated), (Side::Each(&rank(one)), Side::Each(&rank(other))), rows, keep, |word| word);
    }
}

/// Compares dates in all rows: one is before another whose earliest day is behind its latest.
fn compare_dates(
    op: Comparison,
    given: &[Given],
    negated: bool,
    (rows, days): (usize, &Days),
    keep: &mut Vec<bool>,
) {
    let [one, other] = *given else { return };
    let (before, behind) = match op {
        Comparison::Greater | Comparison::GreaterEqual => (other, one),
        _ => (one, other),
    };
    let is_strict = matches!(op, Comparison::Less | Comparison::Greater);
    keep.extend((0..rows).map(|row| {
        let (latest, earliest) = (days.latest(before.word(row)), days.earliest(behind.word(row)));
        (latest < earliest || !is_strict && latest == earliest) != negated
    }));
}

/// Whether the order of cells is that of what they stand for.
fn are_plain(cells: &Side<i32>) -> bool {
    match cells {
        Side::Each(cells) => cells.iter().all(|&cell| is_plain(cell)),
        Side::Same(cell) => is_plain(*cell),
    }
}

/// Marks the rows in which the ranks of two values stand so to each other, or (negated) do not.
fn mark<T: Copy, R: Ord>(
    (op, negated): (Comparison, bool),
    sides: (Side<T>, Side<T>),
    rows: usize,
    keep: &mut Vec<bool>,
    rank: impl Fn(T) -> R,
) {
    use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    match (op, negated) {
        (Equal, false) | (NotEqual, true) => mark_if(sides, rows, keep, |a, b| rank(a) == rank(b)),
        (NotEqual, false) | (Equal, true) => mark_if(sides, rows, keep, |a, b| rank(a) != rank(b)),
        (Less, false) | (GreaterEqual, true) => mark_if(sides, rows, keep, |a, b| rank(a) < rank(b)),
        (LessEqual, false) | (Greater, true) => mark_if(sides, rows, keep, |a, b| rank(a) <= rank(b)),
        (Greater, false) | (LessEqual, true) => mark_if(sides, rows, keep, |a, b| rank(a) > rank(b)),
        (GreaterEqual, false) | (Less, true) => mark_if(sides, rows, keep, |a, b| rank(a) >= rank(b)),
    }
}

fn mark_if<T: Copy>(
    sides: (Side<T>, Side<T>),
    rows: usize,
    keep: &mut Vec<bool>,
    holds: impl Fn(T, T) -> bool,
) {
    match sides {
        (Side::Each(one), Side::Each(other)) => {
            keep.extend(one.iter().zip(other).map(|(&a, &b)| holds(a, b)));
        }
        (Side::Each(one), Side::Same(b)) => keep.extend(one.iter().map(|&a| holds(a, b))),
        (Side::Same(a), Side::Each(other)) => keep.extend(other.iter().map(|&b| holds(a, b))),
        (Side::Same(a), Side::Same(b)) => keep.resize(rows, holds(a, b)),
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
    let pair = |made, symbol| Some((made, Operand::of(symbol).filter(|_| functor::is_made_text(made))?));
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
