//! Where facts come from: the claims behind them, with article, speakers, day of saying and words.

use std::collections::BTreeSet;

use super::bodies::{asking_for_claims, conjunction, positive_atoms};
use super::{Failure, Session};
use crate::diagnostic::Span;
use crate::evidence::{Assumption, Certainty, Claim, Grade, Lens};
use crate::program::ir::RelationId;
use crate::syntax::tree::{Body, Literal};

/// What stands behind the facts of a question.
#[derive(Clone, Debug, Default)]
pub struct Sources<'s> {
    /// The visible claims, denials among them, in the order of the texts.
    pub claims: Vec<&'s Claim>,
    /// The hypotheticals.
    pub assumptions: Vec<&'s Assumption>,
    /// The facts that stand in the texts without evidence.
    pub plain: Vec<Span>,
    /// The relations of the question that rules derive: their facts rest on the facts that the rules ask for.
    pub derived: Vec<String>,
}

impl Session {
    /// What stands behind the facts that a question's atoms match, each atom by itself, at every level of trust.
    ///
    /// # Errors
    /// The question does not fit the program, or inference stopped.
    pub fn sources_of(&self, body: &Body) -> Result<Sources<'_>, Failure> {
        self.checked(body)?;
        let lens = Lens { trust: Grade::Possible, ..self.lens().clone() };
        let mut names = BTreeSet::new();
        let mut sources = Sources::default();
        for atom in positive_atoms(body) {
            let relation = &atom.relation.node;
            if self.lowered().survey.takes_claims(relation) && !self.lowered().survey.is_derived(relation) {
                let asked = vec![Literal::Atom(asking_for_claims(atom))];
                let any = |_: Certainty| true;
                names.extend(self.claims_found(&conjunction(asked, atom.relation.span), &lens, &any)?);
            }
            if self.lowered().survey.is_derived(relation) {
                sources.derived.push(relation.clone());
            }
            sources.plain.extend(self.plain_facts(atom, &lens)?);
        }
        let lowered = self.lowered();
        sources.claims = lowered.claims.iter().filter(|claim| names.contains(&claim.name)).collect();
        let assumed = self.lens().assumed.iter();
        sources.assumptions = assumed.filter(|assumption| names.contains(&assumption.name)).collect();
        Ok(sources)
    }

    /// The places of the facts without evidence that an atom matches.
    fn plain_facts(&self, atom: &crate::syntax::tree::Atom, lens: &Lens) -> Result<Vec<Span>, Failure> {
        let program = self.program();
        let name = &atom.relation.node;
        let Some(id) = program.relations.iter().position(|relation| relation.name == *name).map(RelationId)
        else {
            return Ok(Vec::new());
        };
        let (cases, equations) = super::bodies::every_column(atom);
        let mut literals = vec![Literal::Atom(cases)];
        literals.extend(equations);
        let (_, query) = self.checked(&conjunction(literals, atom.relation.span))?;
        let places = super::verdict::column_places(&query, atom.terms.len());
        let rows = self.table(&query, lens)?;
        let matching: BTreeSet<Vec<u64>> = rows
            .rows()
            .map(|row| places.iter().filter_map(|place| row.get(*place).copied()).collect())
            .collect();
        let facts = program.facts.iter().filter(|fact| fact.relation == id && matching.contains(&fact.row));
        Ok(facts.map(|fact| fact.span).collect())
    }
}
