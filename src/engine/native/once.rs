//! Parts of a recursive rule that hold or do not hold for good: they are evaluated once, not in each round.

use std::borrow::Cow;

use super::Halt;
use super::context::Context;
use super::draw::Draw;
use super::run::Run;
use crate::plan::{Given, nothing, plan, settled_parts};
use crate::program::ir::{Literal, Rule, Stratum};

impl<'a> Run<'a> {
    /// The rule without what holds for good; none if a part of it never holds.
    pub(super) fn unsettled(
        &mut self,
        stratum: &Stratum,
        rule: &'a Rule,
    ) -> Result<Option<Cow<'a, Rule>>, Halt> {
        let mut left = Cow::Borrowed(rule);
        if rule.asks_round() {
            return Ok(Some(left));
        }
        for part in settled_parts(rule, &|id| !stratum.relations.contains(&id)) {
            if !self.holds(rule, &part)? {
                return Ok(None);
            }
            for at in part {
                left.to_mut().body[at] = nothing();
            }
        }
        Ok(Some(left))
    }

    /// Whether there is an answer to the literals at these positions.
    fn holds(&mut self, rule: &Rule, part: &[usize]) -> Result<bool, Halt> {
        let body: Vec<Literal> = part.iter().map(|&at| rule.body[at].clone()).collect();
        let question = Rule { head_terms: Vec::new(), body, ..rule.clone() };
        self.statistics.look_at(&question.body, &self.relations.tables);
        let tables = &self.relations.tables;
        let expected = |id, given: &[Given]| self.statistics.expected_rows(id, given, tables);
        let plan = plan(&question, None, None, &|_| false, &expected);
        let plan = plan.with_split_scans(&|id| tables[id.0].as_classes().is_some());
        let Self { relations, dictionary, progress, block, .. } = self;
        relations.prepare(&plan, &mut progress.watch)?;
        progress.watch.pause_at(u64::MAX);
        let context = Context { relations, dictionary, watch: &mut progress.watch, block: *block };
        Draw::new(&plan, *block).next(context)
    }
}
