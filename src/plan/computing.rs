//! Columns of a rule's atoms that are computed beforehand, since nothing but what is computed of them connects the atom with others.
//!
//! In `same(a, b) :- title(a), title(b), substr(a, 0, 4) = substr(b, 0, 4)` each title would be met with each. With the four letters in
//! a column of their own beside `b`, it is met with those alone that have the same.

use std::collections::BTreeSet;

use super::folding::nothing;
use crate::program::functor;
use crate::program::ir::{Arg, Atom, Comparison, Expr, Literal, RelationId, Rule, Type, VarId, Variable};

/// Values computed of the rows of an atom alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Computed {
    /// The position of the atom in the body.
    pub atom: usize,
    /// Its variables.
    columns: Vec<VarId>,
    /// What is computed of them.
    value: Expr,
}

/// What is best computed beforehand in a rule, with the position of the equation that asks for it: the side that is of an atom which shares
/// no variable with any other, of the smaller relation if both are; and the other side too if it can fail, so that it is not computed of
/// bindings where an atom is looked up. `rows` tells how many rows complete relations have.
pub fn computed(rule: &Rule, rows: &dyn Fn(RelationId) -> Option<usize>) -> Option<(usize, Vec<Computed>)> {
    (0..rule.body.len()).find_map(|at| {
        let (left, right) = sides(&rule.body[at])?;
        let all = [(left, right), (right, left)].into_iter();
        let apart = all.filter_map(|(own, rest)| Some((of_atom(rule, own, rows)?, rest)));
        let apart = apart.filter(|((_, own), rest)| {
            is_apart(rule, own.atom)
                && !rest.variables().iter().any(|variable| own.columns.contains(variable))
        });
        let ((_, own), rest) = apart.min_by_key(|((rows, _), _)| *rows)?;
        let mut all = vec![own];
        if functor::can_fail(rest) {
            all.push(of_atom(rule, rest, rows)?.1);
        }
        Some((at, all))
    })
}

/// The sides of an equation between values that are both computed.
fn sides(literal: &Literal) -> Option<(&Expr, &Expr)> {
    match literal {
        // Which floats are equal is not told by their words.
        Literal::Compare { ty: Type::Float, .. } => None,
        Literal::Compare {
            op: Comparison::Equal,
            left: left @ Expr::Call { .. },
            right: right @ Expr::Call { .. },
            negated: false,
            ..
        } => Some((left, right)),
        _ => None,
    }
}

/// What is computed of the rows of one atom of a complete relation, and how many rows that has.
fn of_atom(
    rule: &Rule,
    value: &Expr,
    rows: &dyn Fn(RelationId) -> Option<usize>,
) -> Option<(usize, Computed)> {
    let needed = value.variables();
    let (rows, atom, columns) = rule.body.iter().enumerate().find_map(|(at, literal)| {
        let Literal::Atom(atom) = literal else { return None };
        let columns: BTreeSet<VarId> = atom.variables().collect();
        let has_all = !needed.is_empty() && needed.iter().all(|variable| columns.contains(variable));
        Some((rows(atom.relation).filter(|_| has_all)?, at, columns))
    })?;
    Some((rows, Computed { atom, columns: columns.into_iter().collect(), value: value.clone() }))
}

/// Whether an atom shares no variable with any other.
fn is_apart(rule: &Rule, at: usize) -> bool {
    let others = rule.body.iter().enumerate().filter(|&(other, _)| other != at);
    let mut others = others.filter(|(_, literal)| matches!(literal, Literal::Atom(_))).peekable();
    let own = rule.body[at].variables();
    let shares = |literal: &Literal| literal.variables().iter().any(|variable| own.contains(variable));
    others.peek().is_some() && !others.any(|(_, literal)| shares(literal))
}

impl Computed {
    /// The rule that derives the rows of the atom with the value behind them.
    pub fn rule(&self, rule: &Rule) -> Rule {
        let head_terms = self.columns.iter().copied().map(Expr::Var).chain([self.value.clone()]).collect();
        Rule { head_terms, body: vec![rule.body[self.atom].clone()], ..rule.clone() }
    }

    /// The relation of the atom.
    pub fn relation(&self, rule: &Rule) -> Option<RelationId> {
        match &rule.body[self.atom] {
            Literal::Atom(atom) => Some(atom.relation),
            _ => None,
        }
    }

    /// Puts a relation of these in the place of the atom, with this variable for the value.
    fn apply(&self, rule: &mut Rule, relation: RelationId, value: VarId) {
        if let Literal::Atom(Atom { span, .. }) = rule.body[self.atom] {
            let args = self.columns.iter().copied().chain([value]).map(Arg::Var).collect();
            rule.body[self.atom] = Literal::Atom(Atom { relation, args, span });
        }
    }
}

/// Puts relations in the place of atoms of which values were computed beforehand, and asks these to be the same instead of the equation at
/// this place. The other literals keep their positions.
pub fn apply_computed(rule: &mut Rule, equation: usize, relations: &[(Computed, RelationId)]) {
    let Literal::Compare { ty, left, right, .. } = &rule.body[equation] else { return };
    let rest =
        [left, right].into_iter().find(|side| relations.iter().all(|(computed, _)| computed.value != **side));
    let (ty, rest) = (*ty, rest.cloned());
    let value = VarId(rule.variables.len());
    rule.variables.push(Variable { name: "_".into(), ty });
    for (computed, relation) in relations {
        computed.apply(rule, *relation, value);
    }
    rule.body[equation] = match rest {
        Some(right) => {
            let left = Expr::Var(value);
            Literal::Compare { op: Comparison::Equal, ty, left, right, negated: false }
        }
        None => nothing(),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceId;
    use crate::program::check;
    use crate::store::Dictionary;
    use crate::syntax::{Mode, parse};

    /// What is computed beforehand in a rule over `few`, a complete relation of 10 rows, `many`, one of 100, and `out`, which is not complete:
    /// the place of the equation, and of each value the place of its atom.
    fn found(rule: &str) -> Option<(usize, Vec<usize>)> {
        let relations = ".decl few(x: number, t: symbol) .decl many(y: number, u: symbol)
            .decl out(x: number, y: number)
            few(1, \"a\"). many(1, \"a\").\n";
        let tree = parse(SourceId(0), &format!("{relations}{rule}"), Mode::File).tree;
        let program = check(&[&tree], &Dictionary::default()).program.expect("the rule is right");
        let rows = |id: RelationId| match program.relations[id.0].name.as_str() {
            "few" => Some(10),
            "many" => Some(100),
            _ => None,
        };
        let (equation, all) = computed(&program.rules[0], &rows)?;
        Some((equation, all.iter().map(|computed| computed.atom).collect()))
    }

    #[test]
    fn an_equation_between_computed_values_asks_for_that_of_the_smaller_relation() {
        assert_eq!(found("out(x, y) :- few(x, t), many(y, u), strlen(t) = strlen(u)."), Some((2, vec![0])));
        assert_eq!(found("out(x, y) :- many(y, u), few(x, t), strlen(t) = strlen(u)."), Some((2, vec![1])));
    }

    #[test]
    fn where_a_value_can_fail_the_other_side_is_computed_too() {
        assert_eq!(found("out(x, y) :- few(x, _), many(y, _), x % 7 = y band 7."), Some((2, vec![0])));
        assert_eq!(found("out(x, y) :- few(x, _), many(y, _), x band 7 = y % 7."), Some((2, vec![0, 1])));
        assert_eq!(found("out(x, y) :- few(x, _), out(y, _), x band 7 = y band 7."), Some((2, vec![0])));
        assert_eq!(found("out(x, y) :- few(x, _), out(y, _), x band 7 = y % 7."), None);
    }

    #[test]
    fn an_atom_that_shares_a_variable_or_an_equation_that_binds_asks_for_nothing() {
        for rule in [
            "out(x, y) :- few(x, t), many(y, t), x band 7 = y band 7.",
            "out(x, y) :- few(x, _), many(y, _), x = y band 7.",
            "out(x, y) :- few(x, _), many(y, _), x band 7 != y band 7.",
            "out(x, y) :- few(x, _), many(y, _), x band y = y band 7.",
            "out(x, x) :- few(x, t), x band 7 = strlen(t).",
        ] {
            assert_eq!(found(rule), None, "{rule}");
        }
    }

    #[test]
    fn a_relation_with_the_value_stands_in_the_place_of_the_atom() {
        // out(x, y) :- few(x, _), many(y, _), x band 7 = y band 7.
        //     becomes   few'(x, v), many(y, _), v = y band 7.
        let relations = ".decl few(x: number) .decl many(y: number) .decl out(x: number, y: number)
            few(1). many(1).
            out(x, y) :- few(x), many(y), x band 7 = y band 7.";
        let tree = parse(SourceId(0), relations, Mode::File).tree;
        let program = check(&[&tree], &Dictionary::default()).program.expect("the rule is right");
        let mut rule = program.rules[0].clone();
        let (equation, all) = computed(&rule, &|_| Some(10)).expect("there is an equation");
        let [computed] = all.try_into().expect("one side is computed");
        let derives = computed.rule(&rule);
        assert_eq!((derives.head_terms.len(), derives.body.len()), (2, 1));
        apply_computed(&mut rule, equation, &[(computed, RelationId(9))]);
        let Literal::Atom(atom) = &rule.body[0] else { panic!("{:?}", rule.body) };
        let value = VarId(rule.variables.len() - 1);
        assert_eq!((atom.relation, atom.args[1]), (RelationId(9), Arg::Var(value)));
        let Literal::Compare { left, right, .. } = &rule.body[2] else { panic!("{:?}", rule.body) };
        assert_eq!((left, right.variables().len()), (&Expr::Var(value), 1));
    }
}
