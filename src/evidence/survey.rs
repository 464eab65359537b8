//! What a program declares and derives, as far as evidence needs to know before anything is rewritten.
//!
//! The checker finds out the same with types; here only names and numbers of columns count.

use hashbrown::{HashMap, HashSet};

use super::builtin;
use crate::syntax::tree::{self, Atom, Body, Literal, RelationDecl, Statement, Term, TermKind, Text, Tree};

/// The relation of the claims of a relation.
pub(super) const CLAIMS: &str = "claims";

/// The relations of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// The number of columns of each declared relation.
    columns: HashMap<Text, usize>,
    /// The relations that rules derive.
    derived: HashSet<Text>,
    /// The relations of which some fact is annotated.
    claimed: HashSet<Text>,
    /// The built-in relations that the program does not declare itself.
    builtin: HashSet<&'static str>,
    /// Whether the program has any article, claim or annotated atom.
    evidence: bool,
}

impl Survey {
    /// Surveys all texts of a program.
    pub(super) fn of(trees: &[&Tree]) -> Self {
        let mut survey = Self::default();
        for statement in trees.iter().flat_map(|tree| &tree.statements) {
            survey.note(&statement.node);
        }
        for builtin in builtin::RELATIONS {
            if !survey.columns.contains_key(builtin.name) {
                survey.columns.insert(builtin.name.into(), builtin.columns.len());
                survey.builtin.insert(builtin.name);
            }
        }
        survey
    }

    fn note(&mut self, statement: &Statement) {
        match statement {
            Statement::Relation(decl) => {
                self.columns.entry(decl.name.node.clone()).or_insert(decl.attributes.len());
            }
            Statement::Rule(rule) => {
                self.derived.extend(rule.heads.iter().map(|head| head.relation.node.clone()));
                self.evidence |= has_annotation(&rule.body);
            }
            Statement::Query(body) => self.evidence |= has_annotation(body),
            Statement::Article(_) => self.evidence = true,
            Statement::Fact(fact) if !fact.evidence.is_empty() => {
                self.evidence = true;
                self.claimed.insert(fact.atom.relation.node.clone());
            }
            Statement::Test(test) => {
                self.evidence |= test.steps.iter().any(|step| step_has_annotation(&step.node));
            }
            _ => {}
        }
    }

    /// The number of columns of a relation, if it is declared.
    pub fn columns(&self, relation: &str) -> Option<usize> {
        self.columns.get(relation).copied()
    }

    /// Whether rules derive the relation.
    pub fn is_derived(&self, relation: &str) -> bool {
        self.derived.contains(relation)
    }

    /// Whether the evidence layer provides the relation.
    pub fn is_builtin(&self, relation: &str) -> bool {
        self.builtin.contains(relation)
    }

    /// Whether the program has any article, claim or annotated atom.
    pub fn has_evidence(&self) -> bool {
        self.evidence
    }

    /// Whether the relation has companions for its claims: it is declared and not provided, the program has evidence at all, and
    /// a relation that rules derive has claims of its own beside.
    pub fn takes_claims(&self, relation: &str) -> bool {
        let own = self.columns.contains_key(relation) && !self.is_builtin(relation);
        self.evidence && own && (!self.is_derived(relation) || self.claimed.contains(relation))
    }

    /// Whether atoms over it may be annotated: it takes claims, and no rule adds rows that would have none.
    pub fn may_be_annotated(&self, relation: &str) -> bool {
        self.takes_claims(relation) && !self.is_derived(relation)
    }
}

/// The name of a companion of a relation: its claims, or the facts that are claimed to a grade.
pub fn companion(relation: &str, kind: &str) -> Text {
    Text::from_iter([relation, "@", kind])
}

/// The relation that a companion belongs to, and its kind.
pub fn split_companion(name: &str) -> Option<(&str, &str)> {
    name.split_once('@')
}

/// The declarations of a relation's companions: its claims and, if atoms over it may be annotated, the facts of each certainty.
pub(super) fn companions(decl: &RelationDecl, survey: &Survey) -> Vec<RelationDecl> {
    if !survey.takes_claims(&decl.name.node) {
        return Vec::new();
    }
    let named = |kind: &str, attributes: Vec<tree::Attribute>| RelationDecl {
        docs: [companion_doc(&decl.name.node, kind)].into(),
        name: tree::Name::new(companion(&decl.name.node, kind), decl.name.span),
        attributes,
        qualifiers: Vec::new(),
        choices: Vec::new(),
    };
    let mut made = vec![named(CLAIMS, claim_columns(decl))];
    if survey.may_be_annotated(&decl.name.node) {
        made.extend(super::Certainty::NAMES.map(|grade| named(grade, decl.attributes.clone())));
    }
    made
}

fn companion_doc(relation: &str, kind: &str) -> String {
    match kind {
        CLAIMS => format!("The visible claims of `{relation}`: its columns, then those of the claim."),
        "denied" => format!("Rows of `{relation}` that a visible claim denies."),
        grade => format!("Rows of `{relation}` that a visible claim makes {grade} or surer."),
    }
}

/// The columns that follow a relation's own in the relation of its claims, with their types.
pub(super) const CLAIM_COLUMNS: [(&str, &str); 7] = [
    ("claim", "symbol"),
    ("certainty", "symbol"),
    ("article", "symbol"),
    ("speaker", "symbol"),
    ("origin", "symbol"),
    ("published", "date"),
    ("said", "date"),
];

fn claim_columns(decl: &RelationDecl) -> Vec<tree::Attribute> {
    let mut attributes = decl.attributes.clone();
    for (name, ty) in CLAIM_COLUMNS {
        let mut free = Text::new(name);
        while attributes.iter().any(|attribute| attribute.name.node == free) {
            free = format!("{free}_").into();
        }
        let at = decl.name.span;
        attributes.push(tree::Attribute {
            name: tree::Name::new(free, at),
            ty: tree::Name::new(ty.into(), at),
            is_lattice: false,
        });
    }
    attributes
}

fn step_has_annotation(step: &tree::TestStep) -> bool {
    use tree::{Expectation, LensDirective, TestStep};
    match step {
        TestStep::Lens(LensDirective::Assume(fact)) => !fact.evidence.is_empty(),
        TestStep::Lens(_) => false,
        TestStep::Expect(Expectation::Denied(_)) => true,
        TestStep::Expect(
            Expectation::Some(body) | Expectation::None(body) | Expectation::Exactly(body, _),
        ) => has_annotation(body),
        TestStep::Expect(Expectation::Certainty(atom, _) | Expectation::Undetermined(atom)) => {
            atom_has_annotation(atom)
        }
    }
}

/// Whether an atom in the body, or in an aggregate in it, is annotated.
pub(super) fn has_annotation(body: &Body) -> bool {
    body.alternatives.iter().flatten().any(|literal| literal_has_annotation(&literal.node))
}

fn literal_has_annotation(literal: &Literal) -> bool {
    match literal {
        Literal::Atom(atom) => atom_has_annotation(atom),
        Literal::Compare(_, left, right) => term_has_annotation(left) || term_has_annotation(right),
        Literal::Constraint(_, terms) => terms.iter().any(term_has_annotation),
        Literal::Truth(_) => false,
        Literal::Not(inner) => literal_has_annotation(&inner.node),
        Literal::Group(body) => has_annotation(body),
    }
}

fn atom_has_annotation(atom: &Atom) -> bool {
    atom.annotation.is_some() || atom.terms.iter().any(term_has_annotation)
}

fn term_has_annotation(term: &Term) -> bool {
    match &term.node {
        TermKind::Aggregate(aggregate) => {
            aggregate.value.as_ref().is_some_and(term_has_annotation) || has_annotation(&aggregate.body)
        }
        kind => kind.operands().into_iter().any(term_has_annotation),
    }
}
