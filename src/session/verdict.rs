//! Why a question has no answer: false, denied by a claim or by what follows, only announced, undetermined, or nobody says.

use std::collections::BTreeSet;

use super::bodies::{
    CERTAINTY, CLAIM, asking_for_cases, asking_for_claims, column_variable, conjunction, demanded,
    positive_atoms, weakened, with_atom,
};
use super::{Failure, Session};
use crate::evidence::{Certainty, Grade, Lens, split_companion};
use crate::program::Query;
use crate::program::ir::{Relation, RelationId, World};
use crate::store::Word;
use crate::syntax::tree::{Atom, Body, Literal};

/// What a question comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There are rows.
    Yes,
    /// It is not so: what is not derivable of these closed relations is false.
    False {
        /// Over what.
        closed: Vec<String>,
    },
    /// Somebody denies it.
    Denied {
        /// The claims that do.
        claims: Vec<String>,
    },
    /// Something else that follows says that it is not so.
    Contradicted {
        /// The rows that do, of the relation declared to hold the denials.
        cases: Vec<Case>,
    },
    /// It follows at this level of trust, and neither at the lens's nor, where the question demands a grade, at that one.
    Weaker {
        /// The strongest such level.
        grade: Grade,
        /// The claims of the question's own facts.
        claims: Vec<String>,
    },
    /// Partial dates leave it open.
    Undetermined,
    /// It does not follow, and of these relations what does not follow is merely not said.
    NobodySays {
        /// Of what.
        open: Vec<String>,
    },
}

impl Verdict {
    /// The word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::False { .. } => "false",
            Self::Denied { .. } | Self::Contradicted { .. } => "denied",
            Self::Weaker { grade, .. } => grade.name(),
            Self::Undetermined => "undetermined",
            Self::NobodySays { .. } => "nobody says",
        }
    }
}

/// A row of a companion relation: a case that partial dates leave open, or one that is told not to be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The relation that holds such cases.
    pub relation: String,
    /// Its row; of an undetermined case the last column is the day from which it is certain.
    pub row: Vec<Word>,
}

impl Session {
    /// Why a question has no rows under a lens. `cases` are the undetermined ones; `denials` are taken into the verdict if they are
    /// the reason.
    pub(super) fn absence(
        &self,
        body: &Body,
        lens: &Lens,
        cases: &[Case],
        denials: &mut Vec<String>,
    ) -> Result<Verdict, Failure> {
        if let Some(weaker) = self.weaker(body, lens)? {
            return Ok(weaker);
        }
        if !denials.is_empty() {
            return Ok(Verdict::Denied { claims: std::mem::take(denials) });
        }
        let contrary = self.contrary(body, lens)?;
        if !contrary.is_empty() {
            return Ok(Verdict::Contradicted { cases: contrary });
        }
        if !cases.is_empty() {
            return Ok(Verdict::Undetermined);
        }
        self.openness(body, lens)
    }

    /// The visible claims that deny an atom of the question, the rest of it holding; in order of the texts.
    pub(super) fn denials(&self, body: &Body, lens: &Lens) -> Result<Vec<String>, Failure> {
        let mut names = BTreeSet::new();
        for (at, atom) in positive_atoms(body).into_iter().enumerate() {
            if self.takes_annotation(atom) {
                let denied = with_atom(body, at, &|atom| (asking_for_claims(atom), Vec::new()));
                names.extend(self.claims_found(&denied, lens, &|certainty| certainty == Certainty::Denied)?);
            }
        }
        Ok(self.in_order(&names))
    }

    /// Whether the atom is over a relation with claims, and does not bind their fields or ask for denials itself.
    fn takes_annotation(&self, atom: &Atom) -> bool {
        let plain = atom.annotation.is_none() || demanded(atom).is_some();
        plain && self.lowered().survey.may_be_annotated(&atom.relation.node)
    }

    /// The names of the claims that a question made by [`asking_for_claims`] finds.
    pub(super) fn claims_found(
        &self,
        body: &Body,
        lens: &Lens,
        wanted: &dyn Fn(Certainty) -> bool,
    ) -> Result<Vec<String>, Failure> {
        let (_, query) = self.checked(body)?;
        let place = |name: &str| query.columns.iter().position(|(column, _)| column == name);
        let (Some(claim), Some(certainty)) = (place(CLAIM), place(CERTAINTY)) else { return Ok(Vec::new()) };
        let text = |row: &[Word], at: usize| row.get(at).map(|word| self.dictionary().text(*word));
        let found = self.table(&query, lens)?;
        let names = found.rows().filter_map(|row| {
            let certainty = Certainty::named(text(row, certainty)?)?;
            wanted(certainty).then(|| text(row, claim).map(str::to_owned)).flatten()
        });
        Ok(names.collect())
    }

    /// Claims in the order of the texts, assumptions after them.
    fn in_order(&self, names: &BTreeSet<String>) -> Vec<String> {
        if names.is_empty() {
            return Vec::new();
        }
        let claims = self.lowered().claims.iter().map(|claim| claim.name.as_str());
        let mut ordered: Vec<String> =
            claims.filter(|name| names.contains(*name)).map(str::to_owned).collect();
        ordered.extend(names.iter().filter(|name| self.lowered().claim(name).is_none()).cloned());
        ordered
    }

    /// Whether the question has rows at a weaker level of trust, or with weaker grades in its annotations.
    fn weaker(&self, body: &Body, lens: &Lens) -> Result<Option<Verdict>, Failure> {
        if !self.lowered().survey.has_evidence() {
            return Ok(None);
        }
        let strongest = positive_atoms(body).into_iter().filter_map(demanded).max();
        let ceiling = strongest.map_or(lens.trust, |grade| grade.max(lens.trust));
        for grade in Grade::ALL.into_iter().filter(|grade| *grade < ceiling) {
            let body = weakened(body, grade);
            let lens = Lens { trust: grade.min(lens.trust), ..lens.clone() };
            let (_, query) = self.checked(&body)?;
            if !self.table(&query, &lens)?.is_empty() {
                return Ok(Some(Verdict::Weaker { grade, claims: self.holding(&body, &lens)? }));
            }
        }
        Ok(None)
    }

    /// The claims that hold the atoms of a question, in order of the texts.
    pub(super) fn holding(&self, body: &Body, lens: &Lens) -> Result<Vec<String>, Failure> {
        let mut names = BTreeSet::new();
        for (at, atom) in positive_atoms(body).into_iter().enumerate() {
            if self.takes_annotation(atom) {
                let asked = with_atom(body, at, &|atom| (asking_for_claims(atom), Vec::new()));
                let floor = demanded(atom).unwrap_or(Grade::Possible);
                let held = |certainty: Certainty| certainty.grade().is_some_and(|grade| grade >= floor);
                names.extend(self.claims_found(&asked, lens, &held)?);
            }
        }
        Ok(self.in_order(&names))
    }

    /// The undetermined cases of the question's atoms, the rest of it holding.
    pub(super) fn cases(&self, body: &Body, lens: &Lens) -> Result<Vec<Case>, Failure> {
        self.companion_rows(body, lens, &|relation| relation.undetermined)
    }

    /// What is told not to be so of the question's atoms, the rest of it holding.
    pub(super) fn contrary(&self, body: &Body, lens: &Lens) -> Result<Vec<Case>, Failure> {
        self.companion_rows(body, lens, &|relation| relation.denied)
    }

    fn companion_rows(
        &self,
        body: &Body,
        lens: &Lens,
        companion: &dyn Fn(&Relation) -> Option<RelationId>,
    ) -> Result<Vec<Case>, Failure> {
        let mut cases = Vec::new();
        for (at, atom) in positive_atoms(body).into_iter().enumerate() {
            let companion = self.relation(&atom.relation.node).and_then(companion);
            let Some(companion) = companion.and_then(|id| self.program().relations.get(id.0)) else {
                continue;
            };
            let width = companion.attributes.len();
            let asked = with_atom(body, at, &|atom| asking_for_cases(atom, &companion.name, width));
            let (_, query) = self.checked(&asked)?;
            let places = column_places(&query, companion.attributes.len());
            let rows = self.table(&query, lens)?;
            let types: Vec<_> = companion.attributes.iter().map(|attribute| attribute.ty).collect();
            let mut found: Vec<Vec<Word>> = rows
                .rows()
                .map(|row| places.iter().filter_map(|place| row.get(*place).copied()).collect())
                .collect();
            found.sort_by(|a, b| crate::program::value::compare_rows(&types, a, b, self.dictionary()));
            found.dedup();
            cases.extend(found.into_iter().map(|row| Case { relation: companion.name.to_string(), row }));
        }
        Ok(cases)
    }

    pub(super) fn relation(&self, name: &str) -> Option<&Relation> {
        self.program().relations.iter().find(|relation| relation.name == name)
    }

    /// The relation that holds the undetermined cases of another.
    pub(super) fn companion_of(&self, name: &str) -> Option<&Relation> {
        let companion = self.relation(name)?.undetermined?;
        self.program().relations.get(companion.0)
    }

    /// False if a closed relation lacks what is asked, and merely not said if only open ones do.
    fn openness(&self, body: &Body, lens: &Lens) -> Result<Verdict, Failure> {
        let atoms = positive_atoms(body);
        let mut lacking = BTreeSet::new();
        for atom in &atoms {
            let alone = conjunction(vec![Literal::Atom((*atom).clone())], atom.relation.span);
            // An atom that needs the others to bind its variables cannot be asked alone.
            let Ok((_, query)) = self.checked(&alone) else { continue };
            if self.table(&query, lens)?.is_empty() {
                lacking.insert(atom.relation.node.as_str());
            }
        }
        let none_lacks = lacking.is_empty();
        if none_lacks {
            lacking.extend(atoms.iter().map(|atom| atom.relation.node.as_str()));
        }
        let (open, closed): (Vec<&str>, Vec<&str>) = lacking.into_iter().partition(|name| self.is_open(name));
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        // Where nothing lacks by itself, one more fact of an open relation could still complete the answer.
        let may_be_unsaid = !open.is_empty() && (none_lacks || closed.is_empty());
        Ok(if may_be_unsaid {
            Verdict::NobodySays { open: owned(open) }
        } else {
            Verdict::False { closed: owned(closed) }
        })
    }

    /// Whether what does not follow of a relation is merely not said: as declared, or else because it has claims.
    pub fn is_open(&self, name: &str) -> bool {
        let name = split_companion(name).map_or(name, |(base, _)| base);
        match self.relation(name).map(|relation| relation.world) {
            Some(World::Open) => true,
            Some(World::Undeclared) => self.lowered().claims.iter().any(|claim| claim.relation == name),
            Some(World::Closed) | None => false,
        }
    }
}

/// Where in a question's columns the variables of [`column_variable`] stand, in order.
pub(super) fn column_places(query: &Query, columns: usize) -> Vec<usize> {
    let place = |at: usize| {
        let name = column_variable(at);
        query.columns.iter().position(|(column, _)| *column == name)
    };
    (0..columns).filter_map(place).collect()
}
