//! The oracle: naive evaluation, written from the definition and kept simple enough to be believed.
//!
//! Stratum by stratum all rules are applied to all rows until nothing is new; a body is tried row by row, from left to right. It
//! shares with other executors the checked program and the meaning of functors, nothing of their plans, indexes or tables.

mod kinds;
mod rounds;

use std::collections::{BTreeMap, BTreeSet};

use super::appearance::Appearance;
use super::error::{Place, SAMPLE};
use super::guard::{Halt, Progress};
use super::{EngineError, Executor, Guard, size_limits};
use crate::program::functor::{self, Accumulator};
use crate::program::ir::{
    Aggregate, Arg, Atom, Comparison, Expr, Literal, Program, RelationId, Rule, Stratum, VarId,
};
use crate::store::{Database, Dictionary, Table, Word};

/// The naive executor.
#[derive(Clone, Copy, Debug, Default)]
pub struct Naive;

type Rows = BTreeSet<Vec<Word>>;
type Bindings = Vec<Option<Word>>;

impl Executor for Naive {
    fn name(&self) -> &'static str {
        "naive"
    }

    fn run(
        &self,
        program: &Program,
        input: Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Database, EngineError> {
        let progress = Progress::new(guard, program.rules.len());
        let limits = size_limits(program);
        let rows = kinds::given(program, &input, dictionary);
        let rows = rows.map_err(|halt| halt.at(&Place::Start, &progress, dictionary))?;
        let subsumptive = kinds::subsumptive(program, &rows);
        let appearance = Appearance::of(program, &input);
        let (seen, new) = (subsumptive.clone(), subsumptive);
        let round = 0;
        let mut run = Run {
            program,
            dictionary,
            rows,
            appearance,
            seen,
            new,
            limits,
            progress,
            round,
            before: Vec::new(),
        };
        for stratum in &program.strata {
            run.stratum(stratum)?;
        }
        let tables = input.tables.iter().zip(&run.rows).map(|(table, rows)| to_table(table.arity(), rows));
        Ok(Database::new(tables.collect()))
    }

    fn answer(
        &self,
        rule: &Rule,
        database: &Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Table, EngineError> {
        let mut progress = Progress::new(guard, 1);
        let rows = sets(database);
        let mut search = Search { rows: &rows, dictionary, progress: &mut progress };
        let found = search.rule(rule, 0, &Rows::new());
        let found = found.map_err(|halt| halt.at(&Place::Question(rule), &progress, dictionary))?;
        Ok(to_table(rule.head_terms.len(), &found))
    }
}

fn sets(database: &Database) -> Vec<Rows> {
    database.tables.iter().map(|table| table.rows().map(<[Word]>::to_vec).collect()).collect()
}

fn to_table(arity: usize, rows: &Rows) -> Table {
    Table::from_rows(arity, rows.iter().map(Vec::as_slice))
}

struct Run<'a> {
    program: &'a Program,
    dictionary: &'a Dictionary,
    rows: Vec<Rows>,
    appearance: Appearance,
    /// Of relations with subsumption, all rows that there ever were.
    seen: BTreeMap<RelationId, Rows>,
    /// Of relations with subsumption, the rows of the round.
    new: BTreeMap<RelationId, Rows>,
    limits: BTreeMap<RelationId, usize>,
    progress: Progress<'a>,
    /// The round of the stratum, 0 before the first.
    round: u64,
    /// The rows as they were before the last round, where a rule asks for the round.
    before: Vec<Rows>,
}

impl Run<'_> {
    /// Rules that use only lower strata are applied once, the others in rounds.
    fn stratum(&mut self, stratum: &Stratum) -> Result<(), EngineError> {
        let program = self.program;
        let closing = kinds::closing(program, stratum);
        self.number(stratum).map_err(|halt| self.error(halt, stratum, None))?;
        let is_recursive = |rule: &usize| {
            program.rules[*rule].body.iter().any(|literal| match literal {
                Literal::Atom(atom) => stratum.relations.contains(&atom.relation),
                _ => false,
            })
        };
        let (recursive, once): (Vec<usize>, Vec<usize>) =
            stratum.rules.iter().filter(|rule| !closing.contains(rule)).partition(|rule| is_recursive(rule));
        self.round = 0;
        let asks_round = stratum.rules.iter().any(|&rule| program.rules[rule].asks_round());
        self.before = vec![Rows::new(); if asks_round { self.rows.len() } else { 0 }];
        self.apply(stratum, &once)?;
        for round in 1.. {
            self.round = round;
            let begun = self.progress.begin_round(round);
            begun.map_err(|halt| self.error(halt, stratum, None))?;
            if self.is_full(stratum) || !self.apply(stratum, &recursive)? {
                break;
            }
        }
        Ok(())
    }

    fn is_full(&self, stratum: &Stratum) -> bool {
        let reached =
            |id: &RelationId| self.limits.get(id).is_some_and(|&most| self.rows[id.0].len() >= most);
        stratum.relations.iter().any(reached)
    }

    /// Applies each rule to the rows as they stand, adds what they derived and settles the relations; says whether anything was new.
    fn apply(&mut self, stratum: &Stratum, rules: &[usize]) -> Result<bool, EngineError> {
        // Before the first round everything is new.
        let standing = (self.round > 0 && !self.before.is_empty()).then(|| self.rows.clone());
        let anything = self.extend(stratum, rules)?;
        self.settle(stratum)?;
        self.record(stratum).map_err(|halt| self.error(halt, stratum, None))?;
        self.before = standing.unwrap_or(std::mem::take(&mut self.before));
        Ok(anything)
    }

    /// Applies each rule to the rows as they stand, then adds what they derived; says whether anything was new.
    fn extend(&mut self, stratum: &Stratum, rules: &[usize]) -> Result<bool, EngineError> {
        let mut derived = Vec::new();
        for &at in rules {
            let rule = &self.program.rules[at];
            let mut search =
                Search { rows: &self.rows, dictionary: self.dictionary, progress: &mut self.progress };
            let known = self.seen.get(&rule.head).unwrap_or(&self.rows[rule.head.0]);
            let found = if rule.asks_round() {
                rounds::of_round(&mut search, rule, at, &self.before, stratum, self.round)
            } else {
                search.rule(rule, at, known)
            };
            let found = found.map_err(|halt| self.error(halt, stratum, Some(rule)))?;
            derived.push((at, rule, found));
        }
        let mut anything = false;
        for (at, rule, found) in derived {
            let new = self.add(rule.head, found).map_err(|halt| self.error(halt, stratum, Some(rule)))?;
            anything |= new > 0;
            let counted = self.progress.derive(at, new as u64, new as u64);
            counted.map_err(|halt| self.error(halt, stratum, Some(rule)))?;
        }
        Ok(anything)
    }

    fn error(&self, halt: Halt, stratum: &Stratum, rule: Option<&Rule>) -> EngineError {
        let rows = |&id: &RelationId| self.rows[id.0].iter().take(SAMPLE).map(move |row| (id, row.clone()));
        let sample = stratum.relations.iter().flat_map(rows).take(SAMPLE).collect();
        let place = Place::Stratum { program: self.program, stratum, rule, sample };
        halt.at(&place, &self.progress, self.dictionary)
    }
}

/// The search for all bindings that satisfy a body.
struct Search<'a, 'g> {
    rows: &'a [Rows],
    dictionary: &'a Dictionary,
    progress: &'a mut Progress<'g>,
}

impl Search<'_, '_> {
    /// The rows that the rule of this number derives beyond those that are known.
    fn rule(&mut self, rule: &Rule, at: usize, known: &Rows) -> Result<Rows, Halt> {
        let room = self.progress.room();
        let (found, solved) = self.heads(rule, known, room);
        if found.len() as u64 > room {
            self.progress.derive(at, found.len() as u64, found.len() as u64)?;
        }
        solved.map(|()| found)
    }

    /// The rule's head rows beyond those that are known, until they are more than `most`, and why there may be more.
    fn heads(&mut self, rule: &Rule, known: &Rows, most: u64) -> (Rows, Result<(), Halt>) {
        let mut found = Rows::new();
        let dictionary = self.dictionary;
        let order = in_order(&rule.body, &BTreeSet::new());
        let solved = self.solve(&order, &mut vec![None; rule.variables.len()], &mut |bindings| {
            let row: Result<Option<Vec<Word>>, Halt> =
                rule.head_terms.iter().map(|term| value(term, bindings, dictionary)).collect();
            found.extend(row?.filter(|row| !known.contains(row)));
            // Any halt will do to leave the search.
            if found.len() as u64 > most { Err(Halt::Interrupted) } else { Ok(()) }
        });
        (found, solved)
    }

    /// Calls `found` for each way to satisfy the literals that agrees with the bindings.
    fn solve(
        &mut self,
        body: &[&Literal],
        bindings: &mut Bindings,
        found: &mut dyn FnMut(&Bindings) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let Some((&literal, rest)) = body.split_first() else {
            return found(bindings);
        };
        match literal {
            Literal::Atom(atom) => self.atom(atom, rest, bindings, found),
            Literal::Compare { op: Comparison::Equal, negated: false, left, right, .. } => {
                self.equation(left, right, rest, bindings, found)
            }
            Literal::Aggregate(aggregate) => match self.aggregate(aggregate, bindings)? {
                Some(result) => self.bind(aggregate.result, result, rest, bindings, found),
                None => Ok(()),
            },
            Literal::Range { result, ty, args } => {
                let operands: Result<Option<Vec<Word>>, Halt> =
                    args.iter().map(|arg| value(arg, bindings, self.dictionary)).collect();
                let Some(operands) = operands? else { return Ok(()) };
                for word in functor::range(*ty, &operands, self.dictionary)? {
                    self.progress.look_at(1)?;
                    self.bind(*result, word, rest, bindings, found)?;
                }
                Ok(())
            }
            _ if self.holds(literal, bindings)? => self.solve(rest, bindings, found),
            _ => Ok(()),
        }
    }

    fn atom(
        &mut self,
        atom: &Atom,
        rest: &[&Literal],
        bindings: &mut Bindings,
        found: &mut dyn FnMut(&Bindings) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let rows = self.rows;
        for row in &rows[atom.relation.0] {
            self.progress.look_at(1)?;
            let before = bindings.clone();
            if unify(atom, row, bindings) {
                self.solve(rest, bindings, found)?;
            }
            *bindings = before;
        }
        Ok(())
    }

    /// `left = right`: binds a variable alone on one side that is not bound, else compares.
    fn equation(
        &mut self,
        left: &Expr,
        right: &Expr,
        rest: &[&Literal],
        bindings: &mut Bindings,
        found: &mut dyn FnMut(&Bindings) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let unbound = |side: &Expr| side.as_variable().filter(|variable| bindings[variable.0].is_none());
        let (variable, side) = match (unbound(left), unbound(right)) {
            (Some(variable), _) => (Some(variable), right),
            (None, Some(variable)) => (Some(variable), left),
            (None, None) => (None, left),
        };
        let Some(known) = value(side, bindings, self.dictionary)? else {
            return Ok(());
        };
        match variable {
            Some(variable) => self.bind(variable, known, rest, bindings, found),
            None if value(right, bindings, self.dictionary)? == Some(known) => {
                self.solve(rest, bindings, found)
            }
            None => Ok(()),
        }
    }

    /// Goes on with the variable bound to the value; if it is bound already, only when to the same.
    fn bind(
        &mut self,
        variable: VarId,
        value: Word,
        rest: &[&Literal],
        bindings: &mut Bindings,
        found: &mut dyn FnMut(&Bindings) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let before = bindings[variable.0];
        if before.is_some_and(|known| known != value) {
            return Ok(());
        }
        bindings[variable.0] = Some(value);
        self.solve(rest, bindings, found)?;
        bindings[variable.0] = before;
        Ok(())
    }

    fn aggregate(&mut self, aggregate: &Aggregate, bindings: &Bindings) -> Result<Option<Word>, Halt> {
        let dictionary = self.dictionary;
        let mut inner: Bindings = vec![None; bindings.len()];
        for outer in &aggregate.outer {
            inner[outer.0] = bindings[outer.0];
        }
        let order = in_order(&aggregate.body, &aggregate.outer.iter().copied().collect());
        let mut accumulator = Accumulator::new(aggregate.kind, aggregate.ty).wrapping(aggregate.wrapping);
        self.solve(&order, &mut inner, &mut |answer| {
            let aggregated = match &aggregate.value {
                Some(expr) => value(expr, answer, dictionary)?,
                None => Some(0),
            };
            if let Some(aggregated) = aggregated {
                accumulator.add(aggregated, dictionary);
            }
            Ok(())
        })?;
        Ok(accumulator.finish()?)
    }

    /// A literal that binds nothing.
    fn holds(&mut self, literal: &Literal, bindings: &Bindings) -> Result<bool, Halt> {
        match literal {
            Literal::Negation(atom) => {
                let rows = &self.rows[atom.relation.0];
                self.progress.look_at(rows.len())?;
                Ok(!rows.iter().any(|row| unify(atom, row, &mut bindings.clone())))
            }
            Literal::Compare { op, ty, left, right, negated } => {
                let (left, right) =
                    (value(left, bindings, self.dictionary)?, value(right, bindings, self.dictionary)?);
                let (Some(left), Some(right)) = (left, right) else {
                    return Ok(false);
                };
                Ok(functor::compare(*op, *ty, left, right, self.dictionary) != *negated)
            }
            Literal::Test { test, args, negated } => {
                let operands: Result<Option<Vec<Word>>, Halt> =
                    args.iter().map(|arg| value(arg, bindings, self.dictionary)).collect();
                match operands? {
                    Some(operands) => Ok(functor::test(*test, &operands, *negated, self.dictionary)?),
                    None => Ok(false),
                }
            }
            Literal::Atom(_) | Literal::Aggregate(_) | Literal::Range { .. } | Literal::False => Ok(false),
        }
    }
}

/// Whether the row fits the atom, binding its variables as far as it does.
fn unify(atom: &Atom, row: &[Word], bindings: &mut Bindings) -> bool {
    atom.args.iter().zip(row).all(|(arg, &word)| match arg {
        Arg::Wildcard => true,
        Arg::Const(constant) => *constant == word,
        Arg::Var(variable) => *bindings[variable.0].get_or_insert(word) == word,
    })
}

/// The value of an expression; none where a functor in it has none.
fn value(expr: &Expr, bindings: &Bindings, dictionary: &Dictionary) -> Result<Option<Word>, Halt> {
    match expr {
        Expr::Var(variable) => Ok(bindings[variable.0]),
        Expr::Const(constant) => Ok(Some(*constant)),
        Expr::Call { functor, ty, args } => {
            let operands: Result<Option<Vec<Word>>, Halt> =
                args.iter().map(|arg| value(arg, bindings, dictionary)).collect();
            match operands? {
                Some(operands) => Ok(functor::evaluate(*functor, *ty, &operands, dictionary)?),
                None => Ok(None),
            }
        }
    }
}

/// The body in the order of the text, save that what can fail is put off until all that does not need its result has held.
fn in_order<'a>(body: &'a [Literal], bound: &BTreeSet<VarId>) -> Vec<&'a Literal> {
    let mut bound = bound.clone();
    let mut remaining: Vec<&Literal> = body.iter().collect();
    let mut order = Vec::with_capacity(body.len());
    while !remaining.is_empty() {
        let harmless = (0..remaining.len())
            .find(|&at| !remaining[at].can_fail() && is_ready(remaining[at], &remaining[..at], &bound));
        let literal = remaining.remove(harmless.unwrap_or(0));
        bound.extend(literal.variables());
        order.push(literal);
    }
    order
}

/// Whether all that a literal needs is bound. An atom needs nothing, but waits for equations before it that give it a variable.
fn is_ready(literal: &Literal, before: &[&Literal], bound: &BTreeSet<VarId>) -> bool {
    let unbound: Vec<VarId> =
        literal.variables().into_iter().filter(|variable| !bound.contains(variable)).collect();
    match literal {
        Literal::Atom(_) => {
            let given = |literal: &&Literal| literal.defines(|variable| bound.contains(&variable));
            !before.iter().filter_map(given).any(|variable| unbound.contains(&variable))
        }
        _ => match literal.defines(|variable| bound.contains(&variable)) {
            Some(defined) => unbound.iter().all(|&variable| variable == defined),
            None => unbound.is_empty(),
        },
    }
}
