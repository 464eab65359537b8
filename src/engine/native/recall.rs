//! What is computed of one variable alone, by a look at a text or a date: once for each value that it has, while values repeat.

use super::Halt;
use super::block::Block;
use crate::program::functor;
use crate::program::ir::{Expr, Functor, Type, VarId};
use crate::store::{KeyMap, Word};

/// What was computed for the values of a variable that were met in an evaluation of a rule.
#[derive(Clone)]
pub(super) struct Recall {
    variable: VarId,
    known: KeyMap<Word>,
    /// By the numbers of the values.
    results: Vec<Option<Word>>,
    /// How many times a value was asked for since it was looked at last whether values repeat, and how many were known then.
    asked: usize,
    known_before: usize,
    is_over: bool,
}

/// After so many values it is asked whether they repeat.
const TRIED: usize = 1 << 13;
/// So many values at most are remembered: beyond, a look at what is remembered takes as long as the look at the text.
const MOST: usize = 1 << 16;

impl Recall {
    /// For expressions of one variable that look at a text or a date; none for others.
    pub(super) fn of<'e>(exprs: impl IntoIterator<Item = &'e Expr>, look: bool) -> Option<Self> {
        let exprs: Vec<&Expr> = exprs.into_iter().collect();
        let variables: Vec<VarId> = exprs.iter().flat_map(|expr| expr.variables()).collect();
        let (&variable, others) = variables.split_first()?;
        let is_alone = others.iter().all(|&other| other == variable);
        (is_alone && (look || exprs.into_iter().any(looks))).then(|| Self {
            variable,
            known: KeyMap::new(1),
            results: Vec::new(),
            asked: 0,
            known_before: 0,
            is_over: false,
        })
    }

    /// What `compute` gives for the value that the variable has in a row.
    pub(super) fn result(
        &mut self,
        block: &Block,
        row: usize,
        compute: impl FnOnce() -> Result<Option<Word>, Halt>,
    ) -> Result<Option<Word>, Halt> {
        if self.is_over {
            return compute();
        }
        let mark = block.column(self.variable).mark(row);
        if let Some(at) = self.known.find(&[mark]) {
            self.asked += 1;
            return Ok(self.results[at]);
        }
        let result = compute()?;
        self.known.number(&[mark]);
        self.results.push(result);
        self.asked += 1;
        if self.asked >= TRIED {
            self.review();
        }
        Ok(result)
    }

    /// Remembers nothing any more if nearly all values were new of late, or there are too many.
    fn review(&mut self) {
        let new = self.results.len() - self.known_before;
        self.is_over = new * 8 > self.asked * 7 || self.results.len() > MOST;
        if self.is_over {
            (self.known, self.results) = (KeyMap::new(1), Vec::new());
        }
        (self.asked, self.known_before) = (0, self.results.len());
    }
}

/// Whether a functor in an expression looks at a text or a date, or makes one.
fn looks(expr: &Expr) -> bool {
    match expr {
        Expr::Var(_) | Expr::Const(_) => false,
        Expr::Call { functor, ty, args } => {
            let by_code = matches!(functor, Functor::Ord | Functor::Field | Functor::Tag);
            (matches!(ty, Type::Symbol | Type::Date) && !by_code)
                || functor::is_compound(*functor, *ty, args)
                || args.iter().any(looks)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::native::column::Column;

    fn strlen() -> Expr {
        Expr::Call { functor: Functor::Strlen, ty: Type::Symbol, args: vec![Expr::Var(VarId(0))] }
    }

    fn block(words: Vec<Word>) -> Block {
        Block { len: words.len(), columns: vec![Column { words, ..Column::default() }] }
    }

    /// How often something is computed for values, and that it is what belongs to them.
    fn computed(recall: &mut Recall, words: Vec<Word>) -> usize {
        let (block, mut times) = (block(words.clone()), 0);
        for (row, word) in words.into_iter().enumerate() {
            let result = recall.result(&block, row, || {
                times += 1;
                Ok(Some(word + 1).filter(|_| word != 7))
            });
            assert_eq!(result, Ok(Some(word + 1).filter(|_| word != 7)));
        }
        times
    }

    #[test]
    fn repeated_values_are_computed_once() {
        let mut recall = Recall::of([&strlen()], false).unwrap();
        let words = |of: Word| (0..20_000).map(|at| at % of).collect::<Vec<_>>();
        assert_eq!(computed(&mut recall, words(50)), 50);
        assert_eq!(computed(&mut recall, words(60)), 10);
    }

    #[test]
    fn values_that_do_not_repeat_are_not_remembered() {
        let mut recall = Recall::of([&strlen()], false).unwrap();
        assert_eq!(computed(&mut recall, (0..10_000).collect()), 10_000);
        assert!(recall.is_over && recall.results.is_empty());
        assert_eq!(computed(&mut recall, vec![3; 10]), 10);
    }

    #[test]
    fn only_what_looks_at_a_text_or_a_date_of_one_variable_is_remembered() {
        let add = |other| Expr::Call {
            functor: Functor::Add,
            ty: Type::Number,
            args: vec![Expr::Var(VarId(0)), other],
        };
        assert!(Recall::of([&add(Expr::Const(1))], false).is_none());
        assert!(Recall::of([&add(strlen())], false).is_some());
        assert!(Recall::of([&add(Expr::Var(VarId(1))), &strlen()], false).is_none());
        assert!(Recall::of([&Expr::Const(1)], true).is_none());
        assert!(Recall::of([&Expr::Var(VarId(2)), &Expr::Const(1)], true).is_some());
    }
}
