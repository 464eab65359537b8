//! Where facts and conclusions come from: claims with article, speakers, day of saying and words; plain facts; rules.

use std::collections::BTreeSet;

use super::bodies::{asking_for_claims, conjunction, every_column, positive_atoms};
use super::support::{Found, Search};
use super::verdict::column_places;
use super::{Failure, Session};
use crate::diagnostic::Span;
use crate::evidence::{Assumption, Certainty, Claim, Grade, Lens};
use crate::program::ir::{RelationId, Rule};
use crate::store::{Table, Word};
use crate::syntax::tree::{Atom, Body, Literal};

/// What stands behind the facts of a question.
#[derive(Clone, Debug, Default)]
pub struct Sources<'s> {
    /// The claims, in the order of the texts. Of a base relation every visible one, denials among them, whatever its grade; of a
    /// conclusion those of one derivation at the strongest level of trust at which it follows.
    pub claims: Vec<&'s Claim>,
    /// The hypotheticals.
    pub assumptions: Vec<&'s Assumption>,
    /// The facts that stand in the texts without evidence, where they stand.
    pub plain: Vec<Span>,
    /// The rules of those derivations, in the order of the program.
    pub rules: Vec<&'s Rule>,
}

impl Session {
    /// What stands behind the facts that a question's atoms match, each atom by itself.
    ///
    /// # Errors
    /// The question does not fit the program, inference stopped, or a conclusion rests on a chain of more than 256 rules.
    pub fn sources_of(&self, body: &Body) -> Result<Sources<'_>, Failure> {
        self.checked(body)?;
        let mut found = Found::default();
        for atom in positive_atoms(body) {
            let name = &atom.relation.node;
            if self.lowered().survey.may_be_annotated(name) {
                let lens = Lens { trust: Grade::Possible, ..self.lens().clone() };
                let asked = conjunction(vec![Literal::Atom(asking_for_claims(atom))], atom.relation.span);
                let any = |_: Certainty| true;
                found.claims.extend(self.claims_found(&asked, &lens, &any)?);
            }
            self.derivations(atom, &mut found)?;
        }
        Ok(self.named(&found))
    }

    /// Adds what the rows that an atom matches rest on, each at the strongest level of trust at which it follows.
    fn derivations(&self, atom: &Atom, found: &mut Found) -> Result<(), Failure> {
        let name = &atom.relation.node;
        let Some(at) = self.program().relations.iter().position(|relation| relation.name == *name) else {
            return Ok(());
        };
        let mut settled: BTreeSet<Vec<Word>> = BTreeSet::new();
        let wanted: BTreeSet<Vec<Word>> = self.rows_of(atom, self.lens())?.into_iter().collect();
        for trust in Grade::ALL.into_iter().filter(|level| *level >= self.lens().trust) {
            let database = self.conclusions_under(&Lens { trust, ..self.lens().clone() })?;
            let mut search = Search::new(self, &database);
            let here = |row: &&Vec<Word>| database.tables.get(at).is_some_and(|table| table.contains(row));
            for row in wanted.iter().filter(here) {
                if settled.insert(row.clone())
                    && let Some(support) = search.of(RelationId(at), row)?
                {
                    found.claims.extend(support.claims.iter().cloned());
                    found.plain.extend(support.plain.iter().cloned());
                    found.rules.extend(&support.rules);
                }
            }
        }
        Ok(())
    }

    /// The whole rows that an atom matches, whatever its annotation.
    fn rows_of(&self, atom: &Atom, lens: &Lens) -> Result<Vec<Vec<Word>>, Failure> {
        let (every, equations) = every_column(&Atom { annotation: None, ..atom.clone() });
        let mut literals = vec![Literal::Atom(every)];
        literals.extend(equations);
        let (_, query) = self.checked(&conjunction(literals, atom.relation.span))?;
        let places = column_places(&query, atom.terms.len());
        let rows: Table = self.table(&query, lens)?;
        let whole = |row: &[Word]| places.iter().filter_map(|place| row.get(*place).copied()).collect();
        Ok(rows.rows().map(whole).collect())
    }

    fn named(&self, found: &Found) -> Sources<'_> {
        let (lowered, program) = (self.lowered(), self.program());
        let facts = program.facts.iter();
        let plain = facts.filter(|fact| found.plain.contains(&(fact.relation.0, fact.row.clone())));
        Sources {
            claims: lowered.claims.iter().filter(|claim| found.claims.contains(&claim.name)).collect(),
            assumptions: self.lens().assumed.iter().filter(|it| found.claims.contains(&it.name)).collect(),
            plain: plain.map(|fact| fact.span).collect(),
            rules: found.rules.iter().filter_map(|at| program.rules.get(*at)).collect(),
        }
    }
}
