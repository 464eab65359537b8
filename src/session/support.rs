//! What a conclusion rests on: the claims, plain facts and rules of one derivation of it.
//!
//! Derivations are found by asking the rules backwards over what is concluded already: a rule whose head is the conclusion is
//! answered with its head bound, and each fact that its body uses is derived in turn, none from itself.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::{Failure, Session, codes};
use crate::diagnostic::Diagnostic;
use crate::evidence::{Certainty, companion, split_companion};
use crate::program::ir::{Arg, Comparison, Expr, Literal, Program, RelationId, Rule, Type, VarId, Variable};
use crate::store::{Database, Word};

/// The longest chain of rules that is followed.
const LONGEST: usize = 256;

/// What one derivation uses.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// The names of claims and assumptions.
    pub(super) claims: BTreeSet<String>,
    /// The facts without claims.
    pub(super) plain: BTreeSet<(usize, Vec<Word>)>,
    /// The rules, by their places in the program.
    pub(super) rules: BTreeSet<usize>,
}

impl Found {
    fn add(&mut self, other: &Self) {
        self.claims.extend(other.claims.iter().cloned());
        self.plain.extend(other.plain.iter().cloned());
        self.rules.extend(&other.rules);
    }
}

type Fact = (usize, Vec<Word>);

/// The search for derivations over one set of conclusions.
pub(super) struct Search<'s> {
    session: &'s Session,
    program: &'s Program,
    database: &'s Database,
    known: HashMap<Fact, Rc<Found>>,
    path: Vec<Fact>,
}

impl<'s> Search<'s> {
    /// A search over conclusions of the session's program.
    pub(super) fn new(session: &'s Session, database: &'s Database) -> Self {
        Self { session, program: session.program(), database, known: HashMap::new(), path: Vec::new() }
    }

    /// What a derivation of a fact uses; none if there is none that does not use a fact on the way to it.
    pub(super) fn of(&mut self, relation: RelationId, row: &[Word]) -> Result<Option<Rc<Found>>, Failure> {
        let fact = (relation.0, row.to_vec());
        if let Some(known) = self.known.get(&fact) {
            return Ok(Some(Rc::clone(known)));
        }
        if self.path.contains(&fact) {
            return Ok(None);
        }
        if self.path.len() == LONGEST {
            return Err(self.too_long(relation));
        }
        let mut found = self.told(relation, row);
        if found.is_none() {
            self.path.push(fact.clone());
            let derived = self.derived(relation, row);
            self.path.pop();
            found = derived?;
        }
        Ok(found.map(|found| {
            let found = Rc::new(found);
            self.known.insert(fact, Rc::clone(&found));
            found
        }))
    }

    /// What holds a fact that no rule needs to derive: its claims, or the text itself.
    fn told(&self, relation: RelationId, row: &[Word]) -> Option<Found> {
        let declared = self.program.relations.get(relation.0)?;
        let mut found = Found::default();
        let text = |word: Word| self.session.dictionary().text(word).to_string();
        match split_companion(&declared.name) {
            Some((base, "claims")) => {
                let width = self.find(base).map_or(0, |(_, columns)| columns);
                found.claims.extend(row.get(width).map(|name| text(*name)));
            }
            Some((base, grade)) if Certainty::named(grade).is_some() => {
                found.claims = self.claims(base, row, Certainty::named(grade));
            }
            // A relation that the checker made for a part of a rule has such a name too; it is derived like any other.
            _ => {
                found.claims = self.claims(&declared.name, row, None);
                if found.claims.is_empty() {
                    if declared.derived && !self.is_given(relation, row) {
                        return None;
                    }
                    found.plain.insert((relation.0, row.to_vec()));
                }
            }
        }
        Some(found)
    }

    fn find(&self, name: &str) -> Option<(RelationId, usize)> {
        let at = self.program.relations.iter().position(|relation| relation.name == name)?;
        Some((RelationId(at), self.program.relations.get(at)?.attributes.len()))
    }

    /// Whether a fact of a derived relation stands in the text, and not as a conclusion alone.
    fn is_given(&self, relation: RelationId, row: &[Word]) -> bool {
        self.program.facts.iter().any(|fact| fact.relation == relation && fact.row == row)
    }

    /// The visible claims of a fact: those of a certainty, or all that are no denials.
    fn claims(&self, base: &str, row: &[Word], wanted: Option<Certainty>) -> BTreeSet<String> {
        let claims = self.find(&companion(base, "claims")).and_then(|(id, _)| self.database.tables.get(id.0));
        let text = |word: Word| self.session.dictionary().text(word).to_string();
        let admitted = |certainty: Certainty| match wanted {
            Some(Certainty::Denied) => certainty == Certainty::Denied,
            Some(Certainty::Held(floor)) => certainty.grade().is_some_and(|grade| grade >= floor),
            None => certainty.grade().is_some(),
        };
        let rows = claims.into_iter().flat_map(crate::store::Table::rows);
        rows.filter_map(|claim| {
            let (fact, suffix) = claim.split_at_checked(row.len())?;
            let [name, certainty, ..] = suffix else { return None };
            let certainty = Certainty::named(&text(*certainty))?;
            (fact == row && admitted(certainty)).then(|| text(*name))
        })
        .collect()
    }

    /// The first derivation by a rule, rules in the order of the program and their instances in the order of their values.
    fn derived(&mut self, relation: RelationId, row: &[Word]) -> Result<Option<Found>, Failure> {
        let program = self.program;
        for (at, rule) in program.rules.iter().enumerate().filter(|(_, rule)| rule.head == relation) {
            for facts in self.instances(rule, row)? {
                if let Some(mut found) = self.all_of(&facts)? {
                    found.rules.insert(at);
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }

    fn all_of(&mut self, facts: &[Fact]) -> Result<Option<Found>, Failure> {
        let mut all = Found::default();
        for (relation, row) in facts {
            match self.of(RelationId(*relation), row)? {
                Some(found) => all.add(&found),
                None => return Ok(None),
            }
        }
        Ok(Some(all))
    }

    /// The facts that the rule's positive atoms match where its head is the row, once for each way.
    fn instances(&self, rule: &Rule, row: &[Word]) -> Result<Vec<Vec<Fact>>, Failure> {
        let Some((bound, atoms)) = bound(rule, row, self.program) else { return Ok(Vec::new()) };
        let rows = self.session.answer(&bound, self.database)?;
        let mut instances: Vec<&[Word]> = rows.rows().collect();
        instances.sort_unstable();
        let cut = |mut words: &[Word]| {
            let mut facts = Vec::new();
            for (relation, width) in &atoms {
                if let Some((fact, rest)) = words.split_at_checked(*width) {
                    facts.push((relation.0, fact.to_vec()));
                    words = rest;
                }
            }
            facts
        };
        Ok(instances.into_iter().map(cut).collect())
    }

    fn too_long(&self, relation: RelationId) -> Failure {
        let declared = self.program.relations.get(relation.0);
        let message = format!("the conclusion rests on a chain of more than {LONGEST} rules");
        let span = declared.map(|relation| relation.span).unwrap_or_default();
        Diagnostic::error(codes::LONG_CHAIN, message, span, "still not at its facts").into()
    }
}

/// A rule whose head is bound to a row and whose answers are the rows of its positive atoms, one after the other; with the
/// relations of those atoms and how many columns each has. None where the head has another constant.
fn bound(rule: &Rule, row: &[Word], program: &Program) -> Option<(Rule, Vec<(RelationId, usize)>)> {
    let mut variables = rule.variables.clone();
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for ((term, word), attribute) in
        rule.head_terms.iter().zip(row).zip(&program.relations.get(rule.head.0)?.attributes)
    {
        let (left, right) = (term.clone(), Expr::Const(*word));
        let equation =
            Literal::Compare { op: Comparison::Equal, ty: attribute.ty, left, right, negated: false };
        match term {
            Expr::Const(constant) if constant != word => return None,
            Expr::Const(_) => {}
            Expr::Var(_) => first.push(equation),
            Expr::Call { .. } => last.push(equation),
        }
    }
    let mut atoms = Vec::new();
    let mut head_terms = Vec::new();
    let mut body = first;
    for literal in &rule.body {
        let mut literal = literal.clone();
        if let Literal::Atom(atom) = &mut literal {
            let attributes = &program.relations.get(atom.relation.0)?.attributes;
            for (arg, attribute) in atom.args.iter_mut().zip(attributes) {
                head_terms.push(named(arg, attribute.ty, &mut variables));
            }
            atoms.push((atom.relation, attributes.len()));
        }
        body.push(literal);
    }
    body.extend(last);
    Some((Rule { head_terms, body, variables, ..rule.clone() }, atoms))
}

/// The argument as an expression; a wildcard becomes a variable.
fn named(arg: &mut Arg, ty: Type, variables: &mut Vec<Variable>) -> Expr {
    match *arg {
        Arg::Var(variable) => Expr::Var(variable),
        Arg::Const(word) => Expr::Const(word),
        Arg::Wildcard => {
            let variable = VarId(variables.len());
            variables.push(Variable { name: format!("_{}", variables.len()), ty });
            *arg = Arg::Var(variable);
            Expr::Var(variable)
        }
    }
}
