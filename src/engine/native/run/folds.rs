//! Atoms of a recursive rule that are joined beforehand, once the rule was so much work that this pays, and values of the rows of an atom
//! that are computed beforehand.
//!
//! Which atoms can be joined is told by [`crate::plan::folds`], which values are computed by [`crate::plan::computed`]. What was found is
//! forgotten when the stratum ends.

use std::collections::BTreeSet;

use super::Run;
use crate::engine::native::Halt;
use crate::engine::native::context::Context;
use crate::engine::native::draw::Draw;
use crate::engine::native::folded::{Folded, Shape};
use crate::engine::native::statistics::relations;
use crate::engine::native::version::Version;
use crate::plan::{Fold, Given, Joined, Known, apply_computed, computed, folds, plan};
use crate::program::ir::{Arg, Atom, Literal, RelationId, Rule, Stratum};
use crate::store::Table;

/// What is joined beforehand may be expected to have so many times as many rows as the relations joined.
const LARGEST: f64 = 4.0;

/// Values are computed beforehand of so many rows or more.
const MANY: usize = 32;

impl<'a> Run<'a> {
    /// Joins atoms of a version beforehand if that pays by now, or notes at how much more work it may.
    pub(super) fn fold(&mut self, stratum: &Stratum, version: &mut Version<'a>) -> Result<(), Halt> {
        if version.work < version.fold_at.max(self.folded.fewest()) {
            return Ok(());
        }
        version.fold_at = u64::MAX;
        let found = self.least_fold(stratum, &version.rule).filter(|_| !self.is_ordered(version));
        let Some((size, fold)) = found else { return Ok(()) };
        let worth = self.folded.cost_of(size);
        if worth > version.work {
            version.fold_at = worth;
        } else if let Some(relation) = self.joined(&version.rule, &fold, size)? {
            fold.apply(version.rule.to_mut(), relation);
            (version.reads, version.plan) = (relations(&version.rule.body), None);
            version.fold_at = version.work.saturating_mul(2);
        }
        Ok(())
    }

    /// Computes values of the rows of atoms beforehand where many rows would be met with each of many.
    pub(super) fn compute(&mut self, stratum: &Stratum, version: &mut Version<'a>) -> Result<(), Halt> {
        while !std::mem::replace(&mut version.is_computed, true) {
            let len = |id: RelationId| self.relations.tables[id.0].len();
            let rows = |id| Some(len(id)).filter(|&rows| rows >= MANY && self.is_complete(stratum, id));
            let found = computed(&version.rule, &rows).filter(|_| !self.is_ordered(version));
            let Some((equation, all)) = found else { return Ok(()) };
            let mut added = Vec::with_capacity(all.len());
            for computed in all {
                let of = computed.relation(&version.rule).map_or("_", |id| self.name(id));
                let name = format!("{of} with a value");
                match self.rows_of(&computed.rule(&version.rule), usize::MAX) {
                    Ok(Some(table)) => added.push((computed, self.add(table, name, None))),
                    // Whether the value is asked for is told by the rule as it is.
                    Ok(None) | Err(Halt::Functor(_)) => return Ok(()),
                    Err(halt) => return Err(halt),
                }
            }
            apply_computed(version.rule.to_mut(), equation, &added);
            (version.reads, version.plan) = (relations(&version.rule.body), None);
            version.is_computed = false;
        }
        Ok(())
    }

    /// The fold of a rule that is expected to have the fewest rows, with how many these are.
    fn least_fold(&mut self, stratum: &Stratum, rule: &Rule) -> Option<(u64, Fold)> {
        self.statistics.look_at(&rule.body, &self.relations.tables);
        let folds = folds(rule, &|id| self.is_complete(stratum, id)).into_iter();
        let sized = folds.filter_map(|fold| Some((self.expected_size(rule, &fold)?, fold)));
        sized.min_by_key(|(size, _)| *size)
    }

    /// How many rows a fold is expected to have at most; none if they are too many.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count that is not negative"
    )]
    fn expected_size(&self, rule: &Rule, fold: &Fold) -> Option<u64> {
        let tables = &self.relations.tables;
        let len = |atom: &&Atom| tables[atom.relation.0].len();
        let mut atoms: Vec<&Atom> = fold.atoms.iter().filter_map(|&at| as_atom(&rule.body[at])).collect();
        atoms.sort_by_key(len);
        let (mut bound, mut size) = (BTreeSet::new(), 1.0);
        for atom in &atoms {
            let given = atom.args.iter().enumerate().filter_map(|(column, arg)| match arg {
                Arg::Const(word) => Some(Given { column, value: Known::Is(*word) }),
                Arg::Var(variable) if bound.contains(variable) => {
                    Some(Given { column, value: Known::Nothing })
                }
                Arg::Var(_) | Arg::Wildcard => None,
            });
            size *= self.statistics.expected_rows(atom.relation, &given.collect::<Vec<_>>(), tables);
            bound.extend(atom.variables());
        }
        let joined: usize = atoms.iter().map(len).sum();
        (size <= joined as f64 * LARGEST).then_some(size.ceil() as u64)
    }

    /// The relation of a fold, which is found now unless it was before; none if it has many more rows than expected.
    fn joined(&mut self, rule: &Rule, fold: &Fold, size: u64) -> Result<Option<RelationId>, Halt> {
        let shape = fold.shape(rule);
        if let Some(at) = self.folded.shapes.iter().position(|known| known.as_ref() == Some(&shape)) {
            return Ok(self.folded.joined.get(at).map(|joined| joined.relation));
        }
        let most = usize::try_from(size.saturating_mul(2).saturating_add(64)).unwrap_or(usize::MAX);
        let Some(table) = self.rows_of(&fold.rule(rule), most)? else { return Ok(None) };
        let names: Vec<&str> = shape.0.iter().map(|(id, _)| self.name(*id)).collect();
        let name = names.join(" & ");
        Ok(Some(self.add(table, name, Some(shape))))
    }

    /// Adds a relation of what was found beforehand.
    fn add(&mut self, table: Table, name: String, shape: Option<Shape>) -> RelationId {
        let columns = table.arity();
        let relation = self.relations.add(table);
        self.folded.joined.push(Joined { relation, name, columns });
        self.folded.shapes.push(shape);
        relation
    }

    fn is_complete(&self, stratum: &Stratum, id: RelationId) -> bool {
        !stratum.relations.contains(&id) && self.relations.tables[id.0].as_classes().is_none()
    }

    /// Whether the order of a version's atoms is given.
    fn is_ordered(&self, version: &Version) -> bool {
        version.at.zip(version.delta).is_some_and(|key| self.program.orders.contains_key(&key))
    }

    fn name(&self, id: RelationId) -> &str {
        let joined = self.folded.joined.iter().find(|joined| joined.relation == id);
        let declared = || self.program.relations.get(id.0).map_or("_", |relation| relation.name.as_str());
        joined.map_or_else(declared, |joined| joined.name.as_str())
    }

    /// What a rule over complete relations derives; none if these are more than so many rows.
    fn rows_of(&mut self, rule: &Rule, most: usize) -> Result<Option<Table>, Halt> {
        let tables = &self.relations.tables;
        let expected = |id, given: &[Given]| self.statistics.expected_rows(id, given, tables);
        let plan = plan(rule, None, None, &|_| false, &expected);
        let Self { relations, dictionary, progress, block, .. } = self;
        relations.prepare(&plan, &mut progress.watch)?;
        progress.watch.pause_at(u64::MAX);
        let (mut rows, mut draw) = (Table::new(rule.head_terms.len()), Draw::new(&plan, *block));
        let mut is_over = false;
        while !is_over && rows.len() <= most {
            let watch = &mut progress.watch;
            is_over = !draw.next(Context { relations, dictionary, watch, block: *block })?;
            rows.insert_cells(&draw.rows.cells, draw.len);
        }
        Ok(is_over.then_some(rows))
    }

    /// Forgets what was joined beforehand.
    pub(in crate::engine::native) fn unfold(&mut self) {
        let none = Folded::new(self.folded.worth);
        let folded = std::mem::replace(&mut self.folded, none);
        folded.joined.iter().for_each(|joined| self.statistics.forget(joined.relation));
        if let Some(first) = folded.joined.first() {
            self.relations.truncate(first.relation.0);
        }
    }
}

fn as_atom(literal: &Literal) -> Option<&Atom> {
    match literal {
        Literal::Atom(atom) => Some(atom),
        _ => None,
    }
}
