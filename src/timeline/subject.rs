//! What is asked for: relations, or the facts that an atom matches, with the cases that partial dates leave open.

use std::collections::BTreeSet;

use crate::diff::principal;
use crate::explain::only_atom;
use crate::program::ir::{Arg, Atom, Expr, Literal, Program, RelationId, Rule, VarId, Variable};
use crate::session::{Failure, Session};
use crate::store::{Database, Word};
use crate::syntax::tree::{Body, Docs};

/// Of the standard rules: what is owed, who stands together, what comes next.
const WATCHED: [&str; 4] = ["outstanding_visit", "owes_visit", "bloc", "next_visit"];

/// Facts of one relation whose history is asked for.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The relation.
    pub relation: RelationId,
    /// Finds the facts.
    holds: Rule,
    /// Finds, in the columns of the facts, the cases left open.
    open: Option<Rule>,
}

impl Subject {
    /// The facts that a question's one atom matches.
    ///
    /// # Errors
    /// The question is not one atom, or does not fit the program.
    pub fn asked(session: &Session, body: &Body) -> Result<Self, Failure> {
        let (relation, rule) = only_atom(session, body)?;
        Ok(Self::new(session.program(), relation, rule))
    }

    /// What is followed when nothing is asked for: debts, blocs and next visits, or where a program has none of these its main
    /// conclusions.
    pub fn watched(session: &Session) -> Vec<Self> {
        let program = session.program();
        let found =
            WATCHED.iter().filter_map(|name| program.relations.iter().position(|it| it.name == *name));
        let mut relations: Vec<RelationId> = found.map(RelationId).collect();
        if relations.is_empty() {
            relations = principal(program);
        }
        relations.into_iter().filter_map(|id| Some(Self::new(program, id, whole(program, id)?))).collect()
    }

    fn new(program: &Program, relation: RelationId, holds: Rule) -> Self {
        let companion = program.relations.get(relation.0).and_then(|declared| declared.undetermined);
        let open = companion.map(|companion| over_companion(&holds, relation, companion));
        Self { relation, holds, open }
    }

    /// The relations that its facts and cases stand in.
    pub(super) fn relations(&self, program: &Program) -> impl Iterator<Item = RelationId> {
        let companion = program.relations.get(self.relation.0).and_then(|declared| declared.undetermined);
        [self.relation].into_iter().chain(companion)
    }

    /// The facts that hold among conclusions, and the cases left open.
    pub(super) fn rows(
        &self,
        session: &Session,
        database: &Database,
    ) -> Result<[BTreeSet<Vec<Word>>; 2], Failure> {
        let found = |rule: &Rule| -> Result<BTreeSet<Vec<Word>>, Failure> {
            Ok(session.answer(rule, database)?.rows().map(<[Word]>::to_vec).collect())
        };
        let open = self.open.as_ref().map(found).transpose()?;
        Ok([found(&self.holds)?, open.unwrap_or_default()])
    }
}

/// A rule that finds every fact of a relation.
fn whole(program: &Program, relation: RelationId) -> Option<Rule> {
    let declared = program.relations.get(relation.0)?;
    let columns = || (0..declared.attributes.len()).map(VarId);
    let variables = declared.attributes.iter().map(|it| Variable { name: it.name.clone(), ty: it.ty });
    let args = columns().map(Arg::Var).collect();
    Some(Rule {
        name: declared.name.clone(),
        docs: Docs::default(),
        head: relation,
        head_terms: columns().map(Expr::Var).collect(),
        body: vec![Literal::Atom(Atom { relation, args, span: declared.span })],
        variables: variables.collect(),
        span: declared.span,
    })
}

/// The same question of the companion, which has one column more: the day from which the case is certain.
fn over_companion(rule: &Rule, relation: RelationId, companion: RelationId) -> Rule {
    let mut rule = rule.clone();
    for literal in &mut rule.body {
        if let Literal::Atom(atom) = literal
            && atom.relation == relation
        {
            atom.relation = companion;
            atom.args.push(Arg::Wildcard);
        }
    }
    rule
}
