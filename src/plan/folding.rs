//! Atoms of a rule that are joined beforehand, since what they share with each other alone nothing else needs.
//!
//! In `points_to(v, o) :- flow(v, w), points_to(w, o), object_type(o, s), below(s, t), variable_type(v, t)` the middle two say of `o`
//! and `t` what one relation of pairs can. Where they are complete while the rule is applied again and again, that is found once.

use std::collections::BTreeSet;

use crate::program::ir::{Arg, Atom, Comparison, Expr, Literal, RelationId, Rule, Type, VarId};

/// Atoms that one relation can stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Fold {
    /// Their positions in the body, ascending.
    pub atoms: Vec<usize>,
    /// The variables that the rest of the rule shares with them: the columns of that relation.
    pub columns: Vec<VarId>,
}

/// What can be folded in a rule: for each variable that stands only in atoms of relations for which `is_complete` holds, and in several
/// of these, the atoms that have it. What stands in other atoms comes last of the columns.
pub fn folds(rule: &Rule, is_complete: &dyn Fn(RelationId) -> bool) -> Vec<Fold> {
    let is_foldable = |&at: &usize| atom(rule, at).is_some_and(|atom| is_complete(atom.relation));
    let (complete, others): (Vec<usize>, Vec<usize>) = (0..rule.body.len()).partition(is_foldable);
    let elsewhere: BTreeSet<VarId> = head(rule).chain(variables(rule, &others)).collect();
    let own: BTreeSet<VarId> = variables(rule, &complete).filter(|it| !elsewhere.contains(it)).collect();
    let incomplete: BTreeSet<VarId> =
        others.iter().filter_map(|&at| atom(rule, at)).flat_map(Atom::variables).collect();
    let fold = |variable: VarId| {
        let has = |at: &usize| rule.body[*at].variables().contains(&variable);
        let (atoms, rest): (Vec<usize>, Vec<usize>) = complete.iter().copied().partition(has);
        let outside: BTreeSet<VarId> = elsewhere.iter().copied().chain(variables(rule, &rest)).collect();
        let columns: BTreeSet<VarId> = variables(rule, &atoms).filter(|it| outside.contains(it)).collect();
        let mut columns: Vec<VarId> = columns.into_iter().collect();
        columns.sort_by_key(|variable| incomplete.contains(variable));
        (atoms.len() > 1 && !columns.is_empty()).then_some(Fold { atoms, columns })
    };
    own.into_iter().filter_map(fold).collect()
}

impl Fold {
    /// The rule that derives the relation of the fold.
    pub fn rule(&self, rule: &Rule) -> Rule {
        let head_terms = self.columns.iter().copied().map(Expr::Var).collect();
        let body = self.atoms.iter().map(|&at| rule.body[at].clone()).collect();
        Rule { head_terms, body, ..rule.clone() }
    }

    /// What it is, whatever its variables are called: its atoms' relations with their arguments, and its columns.
    pub fn shape(&self, rule: &Rule) -> (Vec<(RelationId, Vec<Arg>)>, Vec<VarId>) {
        let mut known: Vec<VarId> = Vec::new();
        let mut number = |variable: VarId| {
            let at = known.iter().position(|&it| it == variable).unwrap_or_else(|| {
                known.push(variable);
                known.len() - 1
            });
            VarId(at)
        };
        let mut arg = |arg: &Arg| match *arg {
            Arg::Var(variable) => Arg::Var(number(variable)),
            other => other,
        };
        let atoms = self.atoms.iter().filter_map(|&at| atom(rule, at));
        let atoms = atoms.map(|atom| (atom.relation, atom.args.iter().map(&mut arg).collect())).collect();
        (atoms, self.columns.iter().map(|&column| number(column)).collect())
    }

    /// Puts a relation in the place of the atoms. The other literals keep their positions.
    pub fn apply(&self, rule: &mut Rule, relation: RelationId) {
        let Some((&first, others)) = self.atoms.split_first() else { return };
        let Some(span) = atom(rule, first).map(|atom| atom.span) else { return };
        let args = self.columns.iter().copied().map(Arg::Var).collect();
        rule.body[first] = Literal::Atom(Atom { relation, args, span });
        for &at in others {
            rule.body[at] = nothing();
        }
    }
}

/// A condition that always holds, so that the literals behind it keep their positions.
pub fn nothing() -> Literal {
    let zero = || Expr::Const(0);
    Literal::Compare { op: Comparison::Equal, ty: Type::Number, left: zero(), right: zero(), negated: false }
}

fn atom(rule: &Rule, at: usize) -> Option<&Atom> {
    match &rule.body[at] {
        Literal::Atom(atom) => Some(atom),
        _ => None,
    }
}

fn head(rule: &Rule) -> impl Iterator<Item = VarId> {
    rule.head_terms.iter().flat_map(Expr::variables)
}

/// The variables of the literals at some positions.
fn variables<'r>(rule: &'r Rule, positions: &'r [usize]) -> impl Iterator<Item = VarId> + 'r {
    positions.iter().flat_map(|&at| rule.body[at].variables())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceId;
    use crate::program::check;
    use crate::store::Dictionary;
    use crate::syntax::{Mode, parse};

    const RELATIONS: &str = "
        .decl flow(v: number, w: number)
        .decl kind(o: number, s: number)
        .decl below(s: number, t: number)
        .decl wanted(v: number, t: number)
        .decl out(v: number, o: number)
        flow(1, 2). kind(1, 2). below(1, 2). wanted(1, 2).
    ";

    /// The folds of a rule in which `out` is not complete: positions of atoms, names of columns.
    fn found(text: &str) -> Vec<(Vec<usize>, Vec<String>)> {
        let tree = parse(SourceId(0), &format!("{RELATIONS}{text}"), Mode::File).tree;
        let program = check(&[&tree], &Dictionary::default()).program.expect("the rule is right");
        let (rule, is_out) = (&program.rules[0], |id: RelationId| program.relations[id.0].name == "out");
        let name = |variable: &VarId| rule.variables[variable.0].name.to_string();
        let told = |fold: Fold| (fold.atoms, fold.columns.iter().map(name).collect());
        folds(rule, &|id| !is_out(id)).into_iter().map(told).collect()
    }

    fn named(atoms: &[usize], columns: &[&str]) -> (Vec<usize>, Vec<String>) {
        (atoms.to_vec(), columns.iter().map(|&name| name.to_owned()).collect())
    }

    #[test]
    fn atoms_fold_around_each_variable_that_nothing_else_has() {
        let rule = "out(v, o) :- out(w, o), flow(v, w), kind(o, s), below(s, t), wanted(v, t).";
        assert_eq!(found(rule), [named(&[2, 3], &["t", "o"]), named(&[3, 4], &["v", "s"])]);
    }

    #[test]
    fn what_shares_nothing_with_the_rest_is_not_folded() {
        assert_eq!(found("out(v, o) :- out(v, o), kind(s, t), below(t, s)."), []);
    }

    #[test]
    fn folds_of_one_shape_have_the_same_atoms_and_columns_whatever_their_variables_are_called() {
        let shape = |text: &str| {
            let tree = parse(SourceId(0), &format!("{RELATIONS}{text}"), Mode::File).tree;
            let program = check(&[&tree], &Dictionary::default()).program.expect("the rule is right");
            let is_out = |id: RelationId| program.relations[id.0].name == "out";
            let [fold] = folds(&program.rules[0], &|id| !is_out(id)).try_into().expect("there is one fold");
            fold.shape(&program.rules[0])
        };
        let first = shape("out(v, o) :- out(v, o), kind(o, s), below(s, t), v < t.");
        assert_eq!(first, shape("out(a, b) :- out(a, b), kind(b, c), below(c, d), a < d."));
        assert_ne!(first, shape("out(v, o) :- out(v, o), kind(o, s), below(t, s), v < t."));
        assert_ne!(first, shape("out(v, t) :- out(v, t), kind(o, s), below(s, t), v < o."));
    }

    #[test]
    fn what_a_condition_the_head_or_an_incomplete_atom_needs_is_not_folded_away() {
        for rule in [
            "out(v, o) :- out(v, o), kind(o, s), below(s, t), s < v.",
            "out(v, s) :- out(v, o), kind(o, s), below(s, _).",
            "out(v, o) :- out(v, o), out(s, _), kind(o, s), below(s, _).",
            "out(v, o) :- out(v, o), kind(o, s), below(s, _), !flow(v, s).",
        ] {
            assert_eq!(found(rule), [], "{rule}");
        }
        assert_eq!(found("out(v, o) :- out(v, o), kind(o, s), below(s, _)."), [named(&[1, 2], &["o"])]);
    }
}
