//! A run: which rules are evaluated when, and where their rows go.

use std::collections::BTreeMap;
use std::time::Instant;

use super::crew::Team;
use super::failing::can_fail;
use super::folded::Folded;
use super::gathering::Gathering;
use super::kinds::Kinds;
use super::relations::Relations;
use super::spare::Spare;
use super::standing::OfRound;
use super::statistics::Statistics;
use super::version::{Subsumption, Version};
use super::{Halt, Progress};
use crate::engine::EngineError;
use crate::engine::costs::Costs;
use crate::engine::error::{Place, SAMPLE};
use crate::plan::View;
use crate::program::ir::{Kind, Program, RelationId, Rule, Stratum};
use crate::store::Dictionary;

mod admitting;
mod deriving;
mod folds;
mod versions;

/// A run and all that it works on.
pub(super) struct Run<'a> {
    pub(super) program: &'a Program,
    pub(super) dictionary: &'a Dictionary,
    pub(super) relations: Relations<'a>,
    pub(super) kinds: Kinds,
    pub(super) statistics: Statistics,
    pub(super) limits: BTreeMap<RelationId, usize>,
    pub(super) progress: Progress<'a>,
    /// How many bindings a block holds.
    pub(super) block: usize,
    pub(super) costs: Costs,
    pub(super) team: Team,
    pub(super) spare: Spare,
    pub(super) gathering: Gathering,
    pub(super) folded: Folded,
    /// The round of the stratum, 0 before the first.
    pub(super) round: u64,
}

impl<'a> Run<'a> {
    /// Derives what the rules of a stratum say.
    pub(super) fn stratum(&mut self, stratum: &'a Stratum) -> Result<(), EngineError> {
        if self.is_idle(stratum) {
            return Ok(());
        }
        let (mut once, mut rounds) = self.begin(stratum).map_err(|halt| self.error(halt, stratum, None))?;
        let started = Instant::now();
        self.report(stratum, 0);
        self.may_gather(stratum, !rounds.is_empty());
        self.evaluate(stratum, &mut once)?;
        self.end_gathering().map_err(|halt| self.error(halt, stratum, None))?;
        let rounds_done = self.rounds(stratum, &mut rounds)?;
        once.append(&mut rounds);
        self.costs.strata.extend(self.cost(stratum, &once, rounds_done, started.elapsed()));
        self.end(stratum);
        Ok(())
    }

    /// Whether there is nothing to be done for a stratum.
    fn is_idle(&self, stratum: &Stratum) -> bool {
        let has_kind = |id: &RelationId| self.program.relations[id.0].kind != Kind::Plain;
        stratum.rules.is_empty() && !stratum.relations.iter().any(has_kind) && !self.is_recorded(stratum)
    }

    /// Gets the tables of a stratum ready, and gives its rules as they are to be evaluated: once, and in rounds.
    fn begin(&mut self, stratum: &'a Stratum) -> Result<(Vec<Version<'a>>, Vec<Version<'a>>), Halt> {
        self.relations.is_lenient = self.may_be_lenient(stratum);
        let Self { kinds, relations, dictionary, progress, .. } = self;
        kinds.begin(self.program, stratum, relations.tables.to_mut(), dictionary, &mut progress.watch)?;
        self.number(stratum)?;
        self.favour(stratum);
        self.round = 0;
        self.versions(stratum)
    }

    /// Whether tests for whole rows may see what is derived in the same round.
    fn may_be_lenient(&self, stratum: &Stratum) -> bool {
        let is_plain = |id: &RelationId| {
            matches!(self.program.relations[id.0].kind, Kind::Plain | Kind::Equivalence { .. })
        };
        let is_plain_rule = |&at: &usize| {
            let rule = &self.program.rules[at];
            !can_fail(rule) && !rule.asks_round()
        };
        self.limits.is_empty()
            && !self.is_recorded(stratum)
            && stratum.relations.iter().all(is_plain)
            && stratum.rules.iter().all(is_plain_rule)
    }

    /// Evaluates the recursive rules of a stratum round by round until nothing is new; says how many rounds that took.
    fn rounds(&mut self, stratum: &Stratum, rules: &mut [Version<'a>]) -> Result<u64, EngineError> {
        let mut subsumptions = self.subsumptions(stratum);
        let mut is_new = self.end_round(stratum, &mut subsumptions, Relations::begin)?;
        for round in 1.. {
            self.report(stratum, round);
            let Self { relations, progress, .. } = self;
            let begun = progress.begin_round(round).and_then(|()| progress.count(|| relations.bytes()));
            begun.map_err(|halt| self.error(halt, stratum, None))?;
            if !is_new || rules.is_empty() || self.is_full(stratum) {
                break;
            }
            self.round = round;
            self.evaluate(stratum, rules)?;
            is_new = self.end_round(stratum, &mut subsumptions, Relations::advance)?;
        }
        Ok(self.round)
    }

    /// Lets go of what a stratum alone needed.
    fn end(&mut self, stratum: &Stratum) {
        for &id in &stratum.relations {
            self.relations.finish(id);
            self.statistics.finish(id, self.relations.tables[id.0].len());
        }
        self.relations.forget_groups();
        self.unfold();
    }

    /// Settles what was derived, marks it as the last round's and drops what is subsumed; says whether any relation of the stratum has
    /// rows of the last round.
    fn end_round(
        &mut self,
        stratum: &Stratum,
        subsumptions: &mut [Subsumption<'a>],
        mark: impl Fn(&mut Relations<'a>, RelationId) -> bool,
    ) -> Result<bool, EngineError> {
        let settled = stratum.relations.iter().try_for_each(|&id| {
            let table = &mut self.relations.tables.to_mut()[id.0];
            self.kinds.settle(id, table, self.dictionary, &mut self.progress)
        });
        let mut ended = settled;
        for &id in &stratum.relations {
            let (dictionary, progress) = (self.dictionary, &mut self.progress);
            if let Some((OfRound { rows, beside, uncounted, by }, standing)) = self.kinds.take_round(id) {
                let outdoes = |row: &[i32], other: &[i32]| standing.outdoes(row, other, dictionary);
                let counted = if uncounted > 0 { progress.derive(by, 0, uncounted as u64) } else { Ok(()) };
                let placed = self.relations.place(id, (rows, beside), outdoes, &mut progress.watch);
                ended = ended.and(counted).and(placed);
            } else {
                mark(&mut self.relations, id);
            }
        }
        let ended =
            ended.and_then(|()| self.subsume(stratum, subsumptions)).and_then(|()| self.record(stratum));
        ended.map_err(|halt| self.error(halt, stratum, None))?;
        Ok(stratum.relations.iter().any(|&id| !self.relations.range(id, View::Delta).is_empty()))
    }

    fn is_full(&self, stratum: &Stratum) -> bool {
        let len = |id: &RelationId| self.relations.tables[id.0].len();
        stratum.relations.iter().any(|id| self.limits.get(id).is_some_and(|&most| len(id) >= most))
    }

    fn evaluate(&mut self, stratum: &Stratum, versions: &mut [Version<'a>]) -> Result<(), EngineError> {
        let prepared = self.prepare_together(stratum, versions);
        prepared.map_err(|halt| self.error(halt, stratum, None))?;
        for version in versions {
            let evaluated = self.version(stratum, version).or_else(|halt| {
                // What there is already is told with the error.
                self.end_gathering().and(Err(halt))
            });
            evaluated.map_err(|halt| self.error(halt, stratum, Some(&version.rule)))?;
        }
        Ok(())
    }

    fn error(&self, halt: Halt, stratum: &Stratum, rule: Option<&Rule>) -> EngineError {
        let rows = |&id: &RelationId| {
            self.relations.tables[id.0].rows().take(SAMPLE).map(move |row| (id, row.to_vec()))
        };
        let sample = stratum.relations.iter().flat_map(rows).take(SAMPLE).collect();
        let place = Place::Stratum { program: self.program, stratum, rule, sample };
        halt.at(&place, &self.progress, self.dictionary)
    }
}
