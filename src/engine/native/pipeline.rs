//! Runs a plan: blocks of bindings are drawn through its joins on demand, so that no more of them exist at once than one for each
//! join, and none survives the drawing as a borrow: rows may be added to tables between two blocks.

use super::block::{BLOCK, Block};
use super::relations::{Finder, Found, Relations, Site};
use super::steps::Steps;
use super::{Halt, Progress};
use crate::plan::{Join, Plan};
use crate::store::{Dictionary, Word};

/// What a pipeline reads while it works.
pub(super) struct Context<'a, 'g> {
    pub(super) relations: &'a Relations<'a>,
    pub(super) dictionary: &'a Dictionary,
    pub(super) progress: &'a mut Progress<'g>,
}

/// A plan being run.
pub(super) struct Pipeline<'p> {
    source: Source<'p>,
    stages: Vec<Stage<'p>>,
}

/// The bindings that a plan starts from, given out once.
struct Source<'p> {
    bindings: Option<Block>,
    before: Steps<'p>,
}

/// A join at work: how far it is in its input.
struct Stage<'p> {
    join: &'p Join,
    then: Steps<'p>,
    input: Block,
    /// The binding that is being extended.
    row: usize,
    /// How many of its candidates were looked at.
    looked_at: usize,
    /// Where the candidates of each binding of the input are.
    sites: Vec<Site>,
    key: Vec<Word>,
}

impl<'p> Pipeline<'p> {
    /// The plan applied to these bindings.
    pub(super) fn new(plan: &'p Plan, bindings: Block) -> Self {
        let variables = bindings.columns.len();
        let source = Source { bindings: Some(bindings), before: Steps::new(&plan.before) };
        let stages = plan.stages.iter().map(|stage| Stage {
            join: &stage.join,
            then: Steps::new(&stage.then),
            input: Block::new(variables),
            row: 0,
            looked_at: 0,
            sites: Vec::new(),
            key: Vec::new(),
        });
        Self { source, stages: stages.collect() }
    }

    /// Resites `out` by the next bindings that satisfy the plan; false when there are no more.
    pub(super) fn next(&mut self, context: &mut Context, out: &mut Block) -> Result<bool, Halt> {
        fill(&mut self.source, &mut self.stages, context, out)
    }
}

impl Source<'_> {
    fn fill(&mut self, context: &mut Context, out: &mut Block) -> Result<bool, Halt> {
        out.clear();
        let Some(bindings) = self.bindings.take() else {
            return Ok(false);
        };
        *out = bindings;
        self.before.apply(out, context)?;
        Ok(out.len > 0)
    }
}

fn fill(
    source: &mut Source,
    stages: &mut [Stage],
    context: &mut Context,
    out: &mut Block,
) -> Result<bool, Halt> {
    let Some((stage, before)) = stages.split_last_mut() else {
        return source.fill(context, out);
    };
    loop {
        out.clear();
        while out.len < BLOCK {
            if stage.row == stage.input.len {
                (stage.row, stage.looked_at) = (0, 0);
                if !fill(source, before, context, &mut stage.input)? {
                    break;
                }
                let finder = context.relations.finder(&stage.join.lookup);
                finder.find_all(&stage.input, &mut stage.key, &mut stage.sites);
            }
            stage.extend(context, out)?;
        }
        if out.len == 0 {
            return Ok(false);
        }
        stage.then.apply(out, context)?;
        if out.len > 0 {
            return Ok(true);
        }
    }
}

impl Stage<'_> {
    /// Extends bindings of the input until the block is full or the input used up.
    fn extend(&mut self, context: &mut Context, out: &mut Block) -> Result<(), Halt> {
        let finder = context.relations.finder(&self.join.lookup);
        while self.row < self.input.len && out.len < BLOCK {
            let found = finder.found(self.sites[self.row]);
            let left = found.len() - self.looked_at;
            let next = left.min(BLOCK - out.len);
            self.emit(&finder, &found, next, out);
            context.progress.look_at(next.max(1))?;
            if next < left {
                self.looked_at += next;
            } else {
                (self.row, self.looked_at) = (self.row + 1, 0);
            }
        }
        Ok(())
    }

    /// Adds the current binding extended by the next so many candidates, as far as they fit.
    fn emit(&self, finder: &Finder, found: &Found, next: usize, out: &mut Block) {
        let (from, to) = (self.looked_at, self.looked_at + next);
        match found {
            Found::Listed(rows) if self.join.equal.is_empty() => {
                self.add(finder, rows[from..to].iter().map(|&at| at as usize), out);
            }
            Found::Listed(rows) => {
                let fits = |at: &usize| self.is_equal(finder, *at);
                self.add(finder, rows[from..to].iter().map(|&at| at as usize).filter(fits), out);
            }
            Found::Stretch(range) if self.join.equal.is_empty() && !finder.is_to_check() => {
                self.add(finder, range.start + from..range.start + to, out);
            }
            Found::Stretch(range) => {
                let fits = |at: &usize| {
                    (!finder.is_to_check() || finder.has_key(*at, &self.input, self.row))
                        && self.is_equal(finder, *at)
                };
                self.add(finder, (range.start + from..range.start + to).filter(fits), out);
            }
        }
    }

    fn is_equal(&self, finder: &Finder, at: usize) -> bool {
        self.join.equal.iter().all(|&(one, other)| finder.table.word(at, one) == finder.table.word(at, other))
    }

    fn add<R: Iterator<Item = usize> + Clone>(&self, finder: &Finder, rows: R, out: &mut Block) {
        for &(column, variable) in &self.join.binds {
            out.columns[variable.0].extend(rows.clone().map(|at| finder.table.word(at, column)));
        }
        let added = rows.count();
        for &variable in &self.join.keep {
            let value = self.input.get(variable, self.row);
            out.columns[variable.0].extend(std::iter::repeat_n(value, added));
        }
        out.len += added;
    }
}
