//! Runs a plan: blocks of bindings are drawn through its joins on demand, so that no more of them exist at once than one for each
//! join, and none survives the drawing as a borrow: rows may be added to tables between two blocks.

use std::sync::Arc;

use hashbrown::HashSet;

use super::Halt;
use super::aggregates;
use super::block::Block;
use super::choice::Choice;
use super::column::Site;
use super::column::{Column, are_single};
use super::context::Context;
use super::distinct::Distinct;
use super::finder::Entries;
use super::groups::Listing;
use super::spare::{Finds, Spare};
use super::steps::Steps;
use crate::plan::{Aggregation, End, Join, Stage as Planned, Step};
use crate::store::Word;

/// Joins at work.
pub(super) struct Pipeline<'p> {
    source: Source<'p>,
    stages: Vec<Stage<'p>>,
    /// How many bindings a block holds when it is full.
    block: usize,
}

/// The bindings that a plan starts from, given out once.
struct Source<'p> {
    bindings: Block,
    is_given: bool,
    /// The aggregate of which each group is such a binding, with those groups that are still to be given out; in blocks of so many.
    groups: Option<(&'p Aggregation, Listing)>,
    block: usize,
    before: Steps<'p>,
}

/// A join at work: how far it is in its input.
struct Stage<'p> {
    join: &'p Join,
    then: Steps<'p>,
    input: Block,
    /// What the join before may repeat.
    repeated: Option<Distinct>,
    /// The binding that is being extended.
    row: usize,
    /// How many of its candidates were looked at.
    looked_at: usize,
    finds: Finds,
    /// How many candidates are being looked at.
    looked_at_now: usize,
    choice: Option<Choice<'p>>,
    /// The lists met before, with the values for which each is wanted once.
    lists: HashSet<(Site, Vec<Word>)>,
    /// The rows that the first join is to meet, in a better order than that of their table.
    ordered: Option<Arc<Vec<i32>>>,
}

impl<'p> Pipeline<'p> {
    /// Steps and joins applied to these bindings, in blocks of so many.
    pub(super) fn new(before: &'p [Step], stages: &'p [Planned], bindings: Block, block: usize) -> Self {
        Self::within(&mut Spare::default(), before, stages, bindings, block)
    }

    /// The same with memory that is there already.
    pub(super) fn within(
        spare: &mut Spare,
        before: &'p [Step],
        stages: &'p [Planned],
        bindings: Block,
        block: usize,
    ) -> Self {
        let variables = bindings.columns.len();
        let source = Source { bindings, is_given: false, groups: None, block, before: Steps::new(before) };
        let repeated = |stage: &Planned| stage.join.may_repeat.then(Distinct::default);
        let before = std::iter::once(None).chain(stages.iter().map(repeated));
        let stages = stages.iter().zip(before).map(|(stage, repeated)| Stage {
            join: &stage.join,
            then: Steps::new(&stage.then),
            input: spare.block(variables),
            repeated,
            row: 0,
            looked_at: 0,
            finds: spare.finds(),
            looked_at_now: 0,
            choice: Choice::of(&stage.join),
            lists: HashSet::default(),
            ordered: None,
        });
        Self { source, stages: stages.collect(), block }
    }

    /// Lets the plan start from the groups of an aggregate instead, if there is one.
    pub(super) fn start_from(mut self, groups: Option<&'p Aggregation>) -> Self {
        self.source.groups = groups.map(|aggregation| (aggregation, Listing::default()));
        self
    }

    /// Keeps the memory for others to work in.
    pub(super) fn end(self, spare: &mut Spare) {
        spare.keep_block(self.source.bindings);
        for stage in self.stages {
            spare.keep_block(stage.input);
            spare.keep_finds(stage.finds);
        }
    }

    /// Gives the first join the cells of the rows that it meets, row after row, in the order in which it is to meet them.
    pub(super) fn put_in_order(&mut self, rows: Option<Vec<i32>>) {
        if let Some(first) = self.stages.first_mut() {
            first.ordered = rows.map(Arc::new);
        }
    }

    /// Looks up what the first join finds, so that this can be given away before anybody has looked at it.
    pub(super) fn begin(&mut self, context: &mut Context) -> Result<(), Halt> {
        let Some(first) = self.stages.first_mut() else { return Ok(()) };
        self.source.fill(context, &mut first.input)?;
        _ = first.find(context);
        Ok(())
    }

    /// Goes on behind the bindings of which no more is wanted, of those that are being extended.
    pub(super) fn pass_over(&mut self, is_unwanted: impl Fn(&Block, usize) -> bool) {
        for stage in &mut self.stages {
            while stage.row < stage.input.len && is_unwanted(&stage.input, stage.row) {
                (stage.row, stage.looked_at) = (stage.row + 1, 0);
            }
        }
    }

    /// Replaces `out` by the next bindings; false when there are no more. When the watch says that it is time to pause there may be none
    /// in `out` and more to come.
    pub(super) fn next(&mut self, context: &mut Context, out: &mut Block) -> Result<bool, Halt> {
        fill(&mut self.source, &mut self.stages, self.block, context, out)
    }
}

/// Work given away.
impl Pipeline<'_> {
    /// How much is left to do of what can be given away: for how many joins, and how many of the first one's bindings or rows.
    pub(super) fn left(&self) -> Option<(usize, usize)> {
        if self.source.left() > 1 {
            return Some((self.stages.len() + 1, self.source.left()));
        }
        let (at, stage) = self.stages.iter().enumerate().find(|(_, stage)| stage.left() > 1)?;
        Some((self.stages.len() - at, stage.left()))
    }

    /// The rows of the first and only join that are left, or the entries of an index; none where there are other joins, or several
    /// bindings.
    pub(super) fn rows_left(&self) -> Option<Site> {
        let [stage] = self.stages.as_slice() else { return None };
        let site = (self.source.left() == 0 && stage.row + 1 == stage.input.len)
            .then(|| &stage.finds.sites[stage.row])?;
        Some(site.start + stage.looked_at..site.end)
    }

    /// The same joins with all that is left to do, for another to do it too; there is only one binding of the first join left, and no
    /// other join.
    pub(super) fn copy(&self) -> Self {
        let stages = self.stages.iter().map(|stage| stage.with_last(stage.looked_at)).collect();
        Self { source: Source::empty(), stages, block: self.block }
    }

    /// Gives away half of what the first join that has anything left to do still has to do.
    pub(super) fn split(&mut self) -> Option<Self> {
        if self.source.left() > 1 {
            let stages = self.stages.iter().map(|stage| stage.with(Vec::new(), Vec::new())).collect();
            return Some(Self { source: self.source.split(), stages, block: self.block });
        }
        let at = self.stages.iter().position(|stage| stage.left() > 1)?;
        let half = self.stages[at].split();
        let behind = self.stages[at + 1..].iter().map(|stage| stage.with(Vec::new(), Vec::new()));
        let stages = std::iter::once(half).chain(behind).collect();
        Some(Self { source: Source::empty(), stages, block: self.block })
    }
}

impl Stage<'_> {
    /// The same join with other work: columns of bindings, and what is found for each.
    fn with(&self, columns: Vec<Column>, sites: Vec<Site>) -> Self {
        let mut columns = columns;
        columns.resize_with(self.input.columns.len(), Column::default);
        Self {
            join: self.join,
            then: self.then.clone(),
            input: Block { len: sites.len(), columns },
            repeated: self.repeated.as_ref().map(|_| Distinct::default()),
            row: 0,
            looked_at: 0,
            finds: Finds { stretches: Vec::new(), sites },
            looked_at_now: 0,
            choice: Choice::of(self.join),
            lists: HashSet::default(),
            ordered: self.ordered.clone(),
        }
    }

    /// The same join with what is found for the last binding from here on.
    fn with_last(&self, from: usize) -> Self {
        let columns = self.input.columns.iter().map(|column| column.from(self.row)).collect();
        let site = &self.finds.sites[self.row];
        let left = site.start + from..site.end;
        let mut last = self.with(columns, vec![left]);
        last.choice = self.choice.as_ref().map(|choice| choice.of_one(self.row));
        last
    }

    /// How many bindings are left, or candidates where it is the last.
    fn left(&self) -> usize {
        match self.input.len - self.row {
            1 => self.finds.sites[self.row].len() - self.looked_at,
            more => more,
        }
    }

    /// Gives away half of what is left, which is more than one.
    fn split(&mut self) -> Self {
        let rows = self.input.len - self.row;
        let from = self.row + rows.div_ceil(2);
        if rows > 1 {
            self.input.len = from;
            let columns = self.input.columns.iter_mut();
            let columns = columns.map(|column| column.split_off(from)).collect();
            let sites = self.finds.sites.split_off(from);
            let mut half = self.with(columns, sites);
            half.choice = self.choice.as_mut().map(|choice| choice.split(from));
            return half;
        }
        let left = self.finds.sites[self.row].len() - self.looked_at;
        let half = self.with_last(self.looked_at + left.div_ceil(2));
        self.finds.sites[self.row].end = half.finds.sites[0].start;
        half
    }
}

impl Source<'_> {
    /// One that has given out all that it had.
    fn empty() -> Self {
        let (bindings, before) = (Block::default(), Steps::new(&[]));
        Self { bindings, is_given: true, groups: None, block: 0, before }
    }

    /// How many groups are still to be given out, as far as that is known.
    fn left(&self) -> usize {
        self.groups.as_ref().map_or(0, |(_, listing)| listing.left())
    }

    /// Gives away half of the groups that are left.
    fn split(&mut self) -> Self {
        let groups = self.groups.as_mut().map(|(aggregation, listing)| (*aggregation, listing.split()));
        let (before, block) = (self.before.clone(), self.block);
        Self { bindings: Block::new(self.bindings.columns.len()), is_given: true, groups, block, before }
    }

    /// Replaces `out` by the next bindings; false when there are no more.
    fn fill(&mut self, context: &mut Context, out: &mut Block) -> Result<bool, Halt> {
        out.clear();
        let is_first = !std::mem::replace(&mut self.is_given, true);
        let Some((aggregation, listing)) = &mut self.groups else {
            if is_first {
                std::mem::swap(out, &mut self.bindings);
                self.before.apply(out, context)?;
            }
            return Ok(out.len > 0);
        };
        if is_first {
            let groups = aggregates::groups(aggregation, out.columns.len(), context, &mut || None)?;
            *listing = Listing::of(groups);
        }
        while out.len == 0 {
            context.watch.look_at(listing.left().min(self.block))?;
            if !listing.next(aggregation, self.block, out)? {
                return Ok(false);
            }
            self.before.apply(out, context)?;
        }
        Ok(true)
    }
}

fn fill(
    source: &mut Source,
    stages: &mut [Stage],
    block: usize,
    context: &mut Context,
    out: &mut Block,
) -> Result<bool, Halt> {
    let Some((stage, before)) = stages.split_last_mut() else {
        return source.fill(context, out);
    };
    loop {
        out.clear();
        let mut is_over = false;
        while out.len < block && !is_over && !context.watch.is_due() {
            if stage.row == stage.input.len {
                (stage.row, stage.looked_at) = (0, 0);
                let filled = fill(source, before, block, context, &mut stage.input);
                // What met an error is left out, should anybody go on.
                is_over = !filled.inspect_err(|_| stage.input.clear())?;
                if let Some(repeated) = &mut stage.repeated {
                    repeated.apply(&mut stage.input);
                }
                if stage.find(context) {
                    context.watch.pause_now();
                }
            } else {
                stage.extend(block, context, out)?;
            }
        }
        if let Some(choice) = &mut stage.choice {
            choice.test(out, context)?;
        }
        stage.then.apply(out, context)?;
        if context.relations.lacks_passes() {
            context.watch.pause_now();
        }
        if out.len > 0 || is_over || context.watch.is_due() {
            return Ok(out.len > 0 || !is_over);
        }
    }
}

/// The entry at an end of a site, which is not empty.
fn one_at(end: End, site: &Site) -> Site {
    match end {
        End::First => site.start..site.start + 1,
        End::Last => site.end - 1..site.end,
    }
}

impl Stage<'_> {
    /// Looks up what is found for the bindings of the input; says whether tables would have to be passed over too often for that.
    fn find(&mut self, context: &Context) -> bool {
        let finder = context.relations.finder(self.join);
        finder.find_all(&self.input, &mut self.finds.sites);
        if let Some(choice) = &mut self.choice {
            choice.choose(context.relations, self.join, &self.input, &mut self.finds.sites);
        } else if let Some(limits) = &self.join.limits {
            let is_exact = finder.keep_to(limits, &self.input, context.dictionary, &mut self.finds.sites);
            if let Some(end) = self.join.extreme.filter(|_| is_exact) {
                self.finds
                    .sites
                    .iter_mut()
                    .filter(|site| site.len() > 1)
                    .for_each(|site| *site = one_at(end, site));
            }
        }
        if let Some(variables) = &self.join.once_a_list {
            for (row, site) in self.finds.sites.iter_mut().enumerate() {
                let values = variables.iter().map(|&variable| self.input.get(variable, row)).collect();
                if !self.lists.insert((site.clone(), values)) {
                    *site = 0..0;
                }
            }
        }
        if let Some(ordered) = &self.ordered {
            let rows = ordered.len() / finder.table.arity();
            self.finds.sites.iter_mut().for_each(|site| *site = 0..rows);
        }
        finder.passes_over_all() && context.relations.count_passes(self.input.len)
    }

    /// Extends bindings of the input until the block is full or the input used up.
    fn extend(&mut self, block: usize, context: &mut Context, out: &mut Block) -> Result<(), Halt> {
        let finder = context.relations.finder(self.join);
        let mut entries = finder.entries();
        if entries.is_to_check {
            let mut at = (self.row, self.looked_at);
            let sites = (self.finds.sites.as_slice(), &mut at);
            self.finds.stretches.clear();
            let most = block - out.len;
            self.looked_at_now = finder.next_rows(&self.input, sites, most, &mut self.finds.stretches);
            (self.row, self.looked_at) = at;
        } else {
            self.next_stretches(block - out.len);
        }
        if let Some(ordered) = &self.ordered {
            entries.cells = ordered;
        }
        let join = self.join;
        let place = |column: usize| if entries.are_rows { column } else { join.place(column) };
        let equal = &join.equal;
        if !equal.is_empty() {
            let is_equal = |&(one, other): &(usize, usize), at: usize| {
                cell(entries, at, place(one)) == cell(entries, at, place(other))
            };
            let fits = |at: usize| equal.iter().all(|columns| is_equal(columns, at));
            let of_row = |(row, stretch): &(usize, Site)| {
                let row = *row;
                stretch.clone().filter(move |&at| fits(at)).map(move |at| (row, at..at + 1))
            };
            let fitting = self.finds.stretches.iter().flat_map(of_row).collect();
            self.finds.stretches = fitting;
        }
        for &(column, variable) in &join.binds {
            let place = place(column);
            let column = &mut out.columns[variable.0];
            let copy_chosen = |choice: &mut Choice| {
                choice.copy(context.relations, self.join, &self.finds.stretches, column)
            };
            if self.choice.as_mut().is_some_and(copy_chosen) {
                continue;
            }
            copy(entries, place, &self.finds.stretches, &mut column.cells);
        }
        for &variable in &self.join.keep {
            out.columns[variable.0].push_found(self.input.column(variable), &self.finds.stretches);
        }
        out.len += self.finds.stretches.iter().map(|(_, stretch)| stretch.len()).sum::<usize>();
        context.watch.look_at(self.looked_at_now.max(1))
    }

    /// The candidates to be looked at next, so many at most, with the bindings that they are for.
    fn next_stretches(&mut self, most: usize) {
        self.finds.stretches.clear();
        self.looked_at_now = 0;
        while self.row < self.input.len && self.looked_at_now < most {
            let site = &self.finds.sites[self.row];
            let first = site.start + self.looked_at;
            let next = (site.end - first).min(most - self.looked_at_now);
            if next > 0 {
                self.finds.stretches.push((self.row, first..first + next));
            }
            self.looked_at_now += next;
            if first + next < site.end {
                self.looked_at += next;
            } else {
                (self.row, self.looked_at) = (self.row + 1, 0);
            }
        }
    }
}

/// Adds one cell of each entry of the stretches to a column.
fn copy(entries: Entries, place: usize, stretches: &[(usize, Site)], column: &mut Vec<i32>) {
    let width = entries.width;
    if are_single(stretches) {
        return column.extend(stretches.iter().map(|(_, stretch)| cell(entries, stretch.start, place)));
    }
    for (_, stretch) in stretches {
        let cells = &entries.cells[stretch.start * width..stretch.end * width];
        if width == 1 {
            column.extend_from_slice(cells);
        } else {
            column.extend(cells[place..].iter().step_by(width));
        }
    }
}

fn cell(entries: Entries, at: usize, place: usize) -> i32 {
    entries.cells[at * entries.width + place]
}
