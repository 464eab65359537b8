//! A plan in words: what each of its joins looks up, and what was expected of it when the order was chosen.

use std::collections::BTreeSet;

use super::{ExpectedRows, Given, Grouping, Join, Known, Lookup, Operand, Plan, Step, View};
use crate::program::ir::{Comparison, Expr, Program, RelationId, Rule, VarId};
use crate::program::value::spell_briefly;
use crate::store::Dictionary;

/// One join of a plan, or the conditions before all joins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// What is looked up, and by what.
    pub what: String,
    /// How many rows were expected of it for one binding, and of the joins that come later instead of it.
    pub why: String,
}

/// What a description draws on.
#[derive(Clone, Copy)]
pub struct Describer<'a> {
    /// The program.
    pub program: &'a Program,
    /// The rule planned.
    pub rule: &'a Rule,
    /// The dictionary of its constants.
    pub dictionary: &'a Dictionary,
    /// How many rows were expected to have a key.
    pub expected_rows: &'a ExpectedRows<'a>,
    /// Relations that are none of the program's.
    pub joined: &'a [Joined],
}

/// A relation of what atoms have in common, which were joined beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// Its number.
    pub relation: RelationId,
    /// What it is called in descriptions.
    pub name: String,
    /// How many columns it has.
    pub columns: usize,
}

impl<'a> Describer<'a> {
    /// The joins of a plan, in order.
    pub fn describe(self, plan: &Plan) -> Vec<Described> {
        let mut bound = BTreeSet::new();
        let mut described = Vec::with_capacity(plan.stages.len() + 1);
        if let Some(groups) = &plan.groups {
            let why = self.describe(&groups.body).into_iter().map(|join| join.what).collect::<Vec<_>>();
            let what = "the groups of an aggregate, all at once".to_owned();
            described.push(Described { what, why: format!("of {}", why.join(", ")) });
            bound.extend(groups.outer.iter().copied());
        }
        let before: Vec<&Step> = plan.before.iter().filter(|step| !holds_always(step)).collect();
        if !before.is_empty() {
            let (what, why) = (conditions(before), "once, before all rows".to_owned());
            described.push(Described { what, why });
        }
        for (at, stage) in plan.stages.iter().enumerate() {
            let mut what = self.join(&stage.join);
            if !stage.then.is_empty() {
                what = format!("{what}, then {}", conditions(&stage.then));
            }
            let later = plan.stages[at + 1..].iter().map(|stage| &stage.join.lookup);
            let why = self.why(&stage.join.lookup, later, &bound);
            described.push(Described { what, why });
            bound.extend(stage.join.binds.iter().map(|&(_, variable)| variable));
        }
        described
    }

    /// The relation with what is given of its columns and what it binds.
    fn join(self, join: &Join) -> String {
        let (name, columns) = self.relation(join.lookup.relation);
        let column = |at: usize| {
            let given = join.lookup.columns.iter().position(|&column| column == at);
            if let Some(&operand) = given.and_then(|given| join.lookup.key.get(given)) {
                return format!("={}", self.operand(operand, at, &join.lookup));
            }
            let bound = join.binds.iter().find(|&&(column, _)| column == at);
            bound.map_or_else(|| "_".to_owned(), |&(_, variable)| self.variable(variable))
        };
        let columns: Vec<String> = (0..columns).map(column).collect();
        let view = match join.lookup.view {
            View::All => "",
            View::Old => " (older rows)",
            View::Delta => " (the last round's rows)",
        };
        format!("{name}({}){view}", columns.join(", "))
    }

    /// The name of a relation, and how many columns it has.
    fn relation(self, id: RelationId) -> (&'a str, usize) {
        if let Some(joined) = self.joined.iter().find(|joined| joined.relation == id) {
            return (&joined.name, joined.columns);
        }
        let relation = &self.program.relations[id.0];
        (&relation.name, relation.attributes.len())
    }

    fn operand(self, operand: Operand, column: usize, lookup: &Lookup) -> String {
        match operand {
            Operand::Var(variable) => self.variable(variable),
            Operand::Const(word) => {
                let attribute = &self.program.relations[lookup.relation.0].attributes[column];
                spell_briefly(word, attribute.ty, self.dictionary)
            }
        }
    }

    fn variable(self, variable: VarId) -> String {
        self.rule
            .variables
            .get(variable.0)
            .map_or_else(|| "_".to_owned(), |variable| variable.name.to_string())
    }

    fn why<'l>(
        self,
        lookup: &Lookup,
        later: impl Iterator<Item = &'l Lookup>,
        bound: &BTreeSet<VarId>,
    ) -> String {
        let rows = |lookup: &Lookup| {
            let keys = lookup.columns.iter().zip(&lookup.key).filter(|(_, key)| is_given(**key, bound));
            let given: Vec<Given> = keys.map(|(&column, &key)| given(column, key)).collect();
            rounded((self.expected_rows)(lookup.relation, &given))
        };
        let name = |lookup: &Lookup| self.relation(lookup.relation).0;
        let others: Vec<String> = later.map(|lookup| format!("{} {}", name(lookup), rows(lookup))).collect();
        let instead =
            if others.is_empty() { String::new() } else { format!("; instead: {}", others.join(", ")) };
        match lookup.view {
            View::Delta if bound.is_empty() => format!("what is new comes first{instead}"),
            _ => format!("rows expected: {}{instead}", rows(lookup)),
        }
    }
}

fn given(column: usize, key: Operand) -> Given {
    let value = match key {
        Operand::Var(_) => Known::Nothing,
        Operand::Const(word) => Known::Is(word),
    };
    Given { column, value }
}

fn is_given(operand: Operand, bound: &BTreeSet<VarId>) -> bool {
    match operand {
        Operand::Var(variable) => bound.contains(&variable),
        Operand::Const(_) => true,
    }
}

/// What the steps are, in a few words.
fn conditions<'s>(steps: impl IntoIterator<Item = &'s Step>) -> String {
    let word = |step: &Step| match step {
        Step::Exists { negated: false, .. } => "a test for a row",
        Step::Exists { negated: true, .. } => "a test for no row",
        Step::Bind { .. } => "a value computed",
        Step::Compare { .. } => "a comparison",
        Step::Test { .. } => "a constraint",
        Step::Range { .. } => "a range",
        Step::Some(existence) if existence.negated => "a search that is to find no answer",
        Step::Some(_) => "a search for any answer to what else there is",
        Step::Aggregate(aggregation) if aggregation.grouping == Grouping::AtOnce => {
            "an aggregate of all groups at once"
        }
        Step::Aggregate(_) => "an aggregate",
        Step::Never => "nothing ever",
    };
    steps.into_iter().map(word).collect::<Vec<_>>().join(", ")
}

/// Whether a step stands where a literal was that need not be asked any more.
fn holds_always(step: &Step) -> bool {
    matches!(step, Step::Compare { op: Comparison::Equal, left: Expr::Const(one), right: Expr::Const(other), negated: false, .. } if one == other)
}

fn rounded(rows: f64) -> String {
    if rows < 10.0 { format!("{rows:.1}") } else { format!("{rows:.0}") }
}
