//! Which versions of a stratum's rules there are, whether one has anything to do, and its plan with what that needs.

use std::borrow::Cow;
use std::convert::Infallible;

use super::Run;
use crate::engine::native::Halt;
use crate::engine::native::aggregates;
use crate::engine::native::context::Context;
use crate::engine::native::failing::can_fail;
use crate::engine::native::version::Version;
use crate::plan::{Given, Known, Need, Plan, View, handed_on, plan, plan_linked, plan_round};
use crate::program::ir::{Arg, Literal, RelationId, Rule, Stratum};

/// So few rows are soon looked at.
const FEW: usize = 16;

/// Where so many rows have what the rest of a body needs of them, the rest is not asked for each.
const WORTH_CROSSING: f64 = 6.0;

impl<'a> Run<'a> {
    /// Tells empty tables which column rules hand on under conditions: that is best held together.
    pub(super) fn favour(&mut self, stratum: &Stratum) {
        let is_complete = |id: RelationId| !stratum.relations.contains(&id);
        for &id in &stratum.relations {
            let rules = stratum.rules.iter().map(|&at| &self.program.rules[at]);
            let column = handed_on(id, rules, &is_complete);
            if column.is_some() && self.relations.tables[id.0].is_empty() {
                self.relations.tables.to_mut()[id.0].favour(column);
            }
        }
    }

    /// The rules that use only lower strata, and the others once for each of their recursive atoms. What closes an equivalence is
    /// among neither: [`kinds`] does that.
    pub(super) fn versions(
        &mut self,
        stratum: &Stratum,
    ) -> Result<(Vec<Version<'a>>, Vec<Version<'a>>), Halt> {
        let program = self.program;
        let closes = |at: usize| program.relations[program.rules[at].head.0].kind.closing().contains(&at);
        let (mut once, mut rounds) = (Vec::new(), Vec::new());
        for at in stratum.rules.iter().copied().filter(|&at| !closes(at)) {
            let rule = &program.rules[at];
            let deltas = recursive_atoms(rule, stratum);
            if deltas.is_empty() {
                once.extend(self.by_links(Version::new(Some(at), Cow::Borrowed(rule), None)));
            } else if let Some(rule) = self.unsettled(stratum, rule)? {
                let version = |delta| Version::new(Some(at), rule.clone(), Some(delta));
                rounds.extend(deltas.into_iter().flat_map(|delta| self.by_links(version(delta))));
            }
        }
        Ok((once, rounds))
    }

    /// The versions that do for one: where the classes of an equivalence are all that its rows are for, it need not derive them all.
    fn by_links(&self, version: Version<'a>) -> Vec<Version<'a>> {
        let is_equivalence = |id: RelationId| self.relations.tables[id.0].as_classes().is_some();
        let is_planned = version.at.is_some_and(|at| self.program.orders.keys().any(|(rule, _)| *rule == at));
        let is_free =
            self.limits.is_empty() && !is_planned && !version.asks_round && !can_fail(&version.rule);
        if is_free && is_equivalence(version.rule.head) {
            version.by_links(&is_equivalence)
        } else {
            vec![version]
        }
    }

    /// Makes the indexes that versions need by several threads, where there are some and it pays.
    pub(super) fn prepare_together(
        &mut self,
        stratum: &Stratum,
        versions: &mut [Version<'a>],
    ) -> Result<(), Halt> {
        let delta = |&id: &RelationId| self.relations.range(id, View::Delta).len() as u64;
        let is_first = versions.iter().all(|version| version.plan.is_none());
        let rows: u64 = stratum.relations.iter().map(delta).sum();
        // Few rows of the last round are soon in all indexes.
        if self.team.alone() == u64::MAX || (!is_first && rows < self.team.alone() / 8) {
            return Ok(());
        }
        let mut plans = Vec::with_capacity(versions.len());
        for version in versions {
            if self.is_due(version) {
                self.replan(stratum, version);
                plans.extend(version.plan.as_ref().map(|(plan, _)| plan));
            }
        }
        let mut needs = Vec::new();
        for plan in plans {
            let Ok(()) = plan.each_need(&mut |need| {
                needs.push(need);
                Ok::<_, Infallible>(())
            });
        }
        let Self { relations, team, progress, .. } = self;
        relations.prepare_together(&needs, team.alone() / 2, || team.pool(), &progress.watch)
    }

    /// Whether there may be rows of the last round for a version. Of few it is seen whether they have its constants.
    fn is_due(&self, version: &Version<'a>) -> bool {
        let Some(Literal::Atom(atom)) = version.delta.map(|at| &version.rule.body[at]) else { return true };
        let mut rows = self.relations.range(atom.relation, View::Delta);
        let table = self.relations.table(atom.relation, View::Delta);
        let fits = |row: usize| {
            atom.args.iter().enumerate().all(|(column, arg)| match arg {
                Arg::Const(word) => table.word(row, column) == *word,
                Arg::Var(_) | Arg::Wildcard => true,
            })
        };
        if rows.len() > FEW { true } else { rows.any(fits) }
    }

    /// Makes the plan of a version and the indexes that it needs; says whether there is anything for it to do.
    pub(super) fn prepare(&mut self, stratum: &Stratum, version: &mut Version<'a>) -> Result<bool, Halt> {
        if !self.is_due(version) {
            return Ok(false);
        }
        self.replan(stratum, version);
        if let Some((plan, _)) = &version.plan {
            self.relations.prepare(plan, &mut self.progress.watch)?;
            self.find_groups(plan)?;
        }
        Ok(true)
    }

    /// Finds the groups that a plan needs, which are the same in all rounds of a stratum.
    fn find_groups(&mut self, plan: &Plan) -> Result<(), Halt> {
        plan.each_at_once(&mut |aggregation| {
            if self.relations.groups(aggregation).is_none() {
                let Self { relations, dictionary, progress, block, team, .. } = self;
                let watch = &mut progress.watch;
                let mut context = Context { relations, dictionary, watch, block: *block };
                let (variables, call) = (plan.variables, &mut || team.pool());
                let groups = aggregates::groups(aggregation, variables, &mut context, call)?;
                self.relations.keep_groups(aggregation.clone(), groups);
            }
            Ok(())
        })
    }

    /// How many rows of the last round a version sees.
    fn new_rows(&self, version: &Version) -> usize {
        match version.delta.and_then(|at| version.rule.body.get(at)) {
            Some(Literal::Atom(atom)) => self.relations.range(atom.relation, View::Delta).len(),
            _ => 0,
        }
    }

    /// Plans the version unless it has a plan that still suits the sizes of its relations.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn replan(&mut self, stratum: &Stratum, version: &mut Version) {
        let (rule, tables) = (version.rule.as_ref(), &self.relations.tables);
        let asks_round = version.asks_round;
        let new_rows = self.new_rows(version);
        if !asks_round && version.suits(tables, new_rows) {
            return;
        }
        let sizes = version.reads.iter().map(|id| tables[id.0].len()).collect();
        self.statistics.look_at(&rule.body, tables);
        let is_recursive = |id: RelationId| stratum.relations.contains(&id);
        let expected = |id: RelationId, given: &[Given]| self.statistics.expected_rows(id, given, tables);
        let order = version.at.zip(version.delta).and_then(|key| self.program.orders.get(&key));
        let in_round = asks_round.then(|| rule.in_round(self.round));
        let rule = in_round.as_ref().unwrap_or(rule);
        let atoms = order.map(Vec::as_slice);
        let plan = match (&version.linked, version.delta) {
            (Some(linked), delta) => plan_linked(linked, delta.is_some(), &expected),
            (None, Some(delta)) => {
                plan_round(rule, (delta, new_rows as f64), atoms, &is_recursive, &expected)
            }
            (None, None) => plan(rule, None, atoms, &is_recursive, &expected),
        };
        let depends_on_round = version.delta.is_some() && atoms.is_none() && plan.depends_on_new_rows();
        version.new_rows = depends_on_round.then_some(new_rows);
        let mut plan = plan.with_split_scans(&|id| tables[id.0].as_classes().is_some());
        if let Some(delta) = version.delta.filter(|_| order.is_none() && version.linked.is_none()) {
            let given = |&column: &usize| Given { column, value: Known::Nothing };
            let is_worth = |need: &Need| {
                let columns: Vec<Given> = need.lookup.columns.iter().map(given).collect();
                self.relations.has_index(need) && expected(need.lookup.relation, &columns) >= WORTH_CROSSING
            };
            plan = plan.with_crossing_last(rule, delta, &is_worth);
        }
        version.plan = Some((plan, sizes));
    }
}

/// The positions of the atoms whose relations belong to the stratum.
fn recursive_atoms(rule: &Rule, stratum: &Stratum) -> Vec<usize> {
    let is_recursive = |literal: &Literal| match literal {
        Literal::Atom(atom) => stratum.relations.contains(&atom.relation),
        _ => false,
    };
    (0..rule.body.len()).filter(|&at| is_recursive(&rule.body[at])).collect()
}
