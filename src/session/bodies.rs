//! Questions made from questions: one atom replaced, so that the rest of the body still narrows it down.

use crate::diagnostic::{Located, Span};
use crate::evidence::{Certainty, Grade};
use crate::syntax::tree::{Annotation, Atom, Body, Comparison, Literal, Name, Term, TermKind};

/// The atoms of a body that stand under no negation and in no aggregate, in order.
pub(super) fn positive_atoms(body: &Body) -> Vec<&Atom> {
    let mut found = Vec::new();
    collect(body, &mut found);
    found
}

fn collect<'b>(body: &'b Body, found: &mut Vec<&'b Atom>) {
    for literal in body.alternatives.iter().flatten() {
        match &literal.node {
            Literal::Atom(atom) => found.push(atom),
            Literal::Group(inner) => collect(inner, found),
            _ => {}
        }
    }
}

/// Whether the body asks for denials or for what claims say of themselves, and not only for what holds.
pub(super) fn is_about_claims(body: &Body) -> bool {
    positive_atoms(body).iter().any(|atom| match atom.annotation.as_ref().map(|it| &it.node) {
        Some(Annotation::Grade(grade)) => grade.node == Certainty::Denied.name(),
        Some(Annotation::Fields(_)) => true,
        None => false,
    })
}

/// A conjunction of these literals.
pub(super) fn conjunction(literals: Vec<Literal>, span: Span) -> Body {
    Body { alternatives: vec![literals.into_iter().map(|literal| Located::new(literal, span)).collect()] }
}

/// The body with its positive atom number `at` put through `change`, which may also give literals to stand beside it.
pub(super) fn with_atom(body: &Body, at: usize, change: &dyn Fn(&Atom) -> (Atom, Vec<Literal>)) -> Body {
    replaced(body, &mut 0, at, change)
}

fn replaced(
    body: &Body,
    passed: &mut usize,
    at: usize,
    change: &dyn Fn(&Atom) -> (Atom, Vec<Literal>),
) -> Body {
    let mut alternatives = Vec::new();
    for literals in &body.alternatives {
        let mut changed = Vec::new();
        for literal in literals {
            let span = literal.span;
            match &literal.node {
                Literal::Atom(atom) => {
                    let here = *passed == at;
                    *passed += 1;
                    let (atom, beside) = if here { change(atom) } else { (atom.clone(), Vec::new()) };
                    changed.push(Located::new(Literal::Atom(atom), span));
                    changed.extend(beside.into_iter().map(|literal| Located::new(literal, span)));
                }
                Literal::Group(inner) => {
                    let inner = replaced(inner, passed, at, change);
                    changed.push(Located::new(Literal::Group(inner), span));
                }
                _ => changed.push(literal.clone()),
            }
        }
        alternatives.push(changed);
    }
    Body { alternatives }
}

/// The variable that receives the name of a claim. No question can name it: it holds a character that names have not.
pub(super) const CLAIM: &str = "claim name";
/// The variable that receives a claim's certainty.
pub(super) const CERTAINTY: &str = "claim certainty";

/// The atom as a question for its claims.
pub(super) fn asking_for_claims(atom: &Atom) -> Atom {
    let span = atom.relation.span;
    let field = |key: &str, variable: &str| {
        let term = Term::new(TermKind::Variable(variable.into()), span);
        (Name::new(key.into(), span), term)
    };
    let fields = Annotation::Fields(vec![field("claim", CLAIM), field("certainty", CERTAINTY)]);
    Atom { annotation: Some(Box::new(Located::new(fields, span))), ..atom.clone() }
}

/// The atom as a question for the facts claimed to a grade, or denied.
pub(super) fn with_grade(atom: &Atom, grade: &str) -> Atom {
    let span = atom.relation.span;
    let grade = Annotation::Grade(Name::new(grade.into(), span));
    Atom { annotation: Some(Box::new(Located::new(grade, span))), ..atom.clone() }
}

/// The body with each demand for a grade surer than `floor` let down to it.
pub(super) fn weakened(body: &Body, floor: Grade) -> Body {
    let mut weak = body.clone();
    for at in 0..positive_atoms(body).len() {
        weak = with_atom(&weak, at, &|atom| match demanded(atom) {
            Some(grade) if grade > floor => (with_grade(atom, floor.name()), Vec::new()),
            _ => (atom.clone(), Vec::new()),
        });
    }
    weak
}

/// The grade that an atom's annotation demands.
pub(super) fn demanded(atom: &Atom) -> Option<Grade> {
    match &atom.annotation.as_ref()?.node {
        Annotation::Grade(word) => Grade::named(&word.node),
        Annotation::Fields(_) => None,
    }
}

/// Whether an atom's annotation binds fields of claims.
pub(super) fn binds_fields(atom: &Atom) -> bool {
    matches!(atom.annotation.as_ref().map(|annotation| &annotation.node), Some(Annotation::Fields(_)))
}

/// The name of the variable for column `at` of a companion.
pub(super) fn column_variable(at: usize) -> String {
    format!("column {at}")
}

/// The body with the constants of its positive atoms left open: each a variable named after its column, as `column_name` tells it.
pub(super) fn without_constants(body: &Body, column_name: &dyn Fn(&str, usize) -> String) -> Body {
    let mut relaxed = body.clone();
    for atom in 0..positive_atoms(body).len() {
        relaxed = with_atom(&relaxed, atom, &|it| {
            let open = |(at, term): (usize, &Term)| match term.node {
                TermKind::Variable(_) | TermKind::Wildcard => term.clone(),
                _ => {
                    let number = if atom == 0 { String::new() } else { format!(" {}", atom + 1) };
                    let name = format!("any {}{number}", column_name(&it.relation.node, at));
                    Term::new(TermKind::Variable(name.into()), term.span)
                }
            };
            (Atom { terms: it.terms.iter().enumerate().map(open).collect(), ..it.clone() }, Vec::new())
        });
    }
    relaxed
}

/// The atom over a companion relation of so many columns, each column a variable of its own; the equations beside it hold the
/// arguments.
pub(super) fn asking_for_cases(atom: &Atom, companion: &str, columns: usize) -> (Atom, Vec<Literal>) {
    let span = atom.relation.span;
    let (mut cases, equations) = every_column(atom);
    cases.relation = Name::new(companion.into(), span);
    let further = (atom.terms.len()..columns).map(column_variable);
    cases.terms.extend(further.map(|name| Term::new(TermKind::Variable(name.into()), span)));
    (cases, equations)
}

/// The atom with a variable of its own in each column, and the equations that hold the arguments.
pub(super) fn every_column(atom: &Atom) -> (Atom, Vec<Literal>) {
    let variable = |at| Term::new(TermKind::Variable(column_variable(at).into()), atom.relation.span);
    let fixed = atom.terms.iter().enumerate().filter(|(_, term)| !matches!(term.node, TermKind::Wildcard));
    let equation =
        |(at, term): (usize, &Term)| Literal::Compare(Comparison::Equal, variable(at), term.clone());
    let equations = fixed.map(equation).collect();
    (Atom { terms: (0..atom.terms.len()).map(variable).collect(), ..atom.clone() }, equations)
}
