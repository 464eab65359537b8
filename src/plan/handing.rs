//! Columns that recursive rules hand on under conditions. What else takes part in a join is no matter here: if the table keeps the
//! cells of such a column together, lists of them are sieved as a whole.

use std::collections::BTreeSet;

use crate::program::ir::{Arg, Expr, Literal, RelationId, Rule, VarId};

/// The column of a relation that most of its rules hand on, from a row to another of the same relation, and of which they ask other relations:
/// by a denial, or by an atom for which `is_complete` holds and that has nothing else of the head, as `kind(o, s)` in
/// `points_to(v, o) :- points_to(w, o), move(v, w), kind(o, s), wanted(v, s)`. None where there is no such column, or several.
pub fn handed_on<'r>(
    relation: RelationId,
    rules: impl Iterator<Item = &'r Rule>,
    is_complete: &dyn Fn(RelationId) -> bool,
) -> Option<usize> {
    let mut times: Vec<usize> = Vec::new();
    for rule in rules.filter(|rule| rule.head == relation) {
        times.resize(rule.head_terms.len(), 0);
        for (column, variable) in same_columns(rule) {
            times[column] += usize::from(has_condition(rule, variable, is_complete));
        }
    }
    let most = times.iter().copied().max().filter(|&most| most > 0)?;
    let mut best = times.iter().enumerate().filter(|&(_, &times)| times == most);
    let (column, _) = best.next()?;
    best.next().is_none().then_some(column)
}

/// The columns in which the head has what an atom of its own relation has there, with these variables.
fn same_columns(rule: &Rule) -> BTreeSet<(usize, VarId)> {
    let own = rule.body.iter().filter_map(|literal| match literal {
        Literal::Atom(atom) if atom.relation == rule.head => Some(atom),
        _ => None,
    });
    let of_atom = own.flat_map(|atom| atom.args.iter().zip(&rule.head_terms).enumerate());
    let same = of_atom.filter_map(|(column, (arg, term))| match (arg, term) {
        (Arg::Var(variable), Expr::Var(other)) if variable == other => Some((column, *variable)),
        _ => None,
    });
    same.collect()
}

fn has_condition(rule: &Rule, variable: VarId, is_complete: &dyn Fn(RelationId) -> bool) -> bool {
    let in_head: BTreeSet<VarId> = rule.head_terms.iter().flat_map(Expr::variables).collect();
    rule.body.iter().any(|literal| {
        let having = literal.variables();
        let is_condition = match literal {
            Literal::Atom(atom) => {
                is_complete(atom.relation) && having.iter().filter(|it| in_head.contains(it)).count() == 1
            }
            Literal::Negation(_) => true,
            _ => false,
        };
        is_condition && having.contains(&variable)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceId;
    use crate::program::check;
    use crate::store::Dictionary;
    use crate::syntax::{Mode, parse};

    /// The column that rules hand on of the relation of the last of them.
    fn found(rules: &str) -> Option<usize> {
        let text = format!(
            ".decl pair(x: number, y: number)\n.decl out(a: number, b: number, c: number)\npair(1, 2).\n{rules}"
        );
        let tree = parse(SourceId(0), &text, Mode::File).tree;
        let program = check(&[&tree], &Dictionary::default()).program.expect("the rules are right");
        let out = program.rules.last().map(|rule| rule.head).expect("there is a rule");
        handed_on(out, program.rules.iter(), &|id| id != out)
    }

    #[test]
    fn a_column_with_a_test_or_an_atom_of_its_own_is_handed_on() {
        assert_eq!(found("out(x, y, z) :- out(w, y, z), pair(w, x), !pair(y, x)."), Some(1));
        assert_eq!(found("out(x, y, z) :- out(x, y, w), pair(w, z), !pair(x, z)."), Some(0));
        assert_eq!(found("out(x, y, z) :- out(w, y, z), pair(w, x), pair(z, k), pair(k, _)."), Some(2));
    }

    #[test]
    fn columns_without_conditions_and_several_with_as_many_are_not_told() {
        assert_eq!(found("out(x, y, z) :- out(w, y, z), pair(w, x)."), None);
        assert_eq!(found("out(x, y, z) :- out(w, y, z), pair(w, x), x != z."), None);
        assert_eq!(found("out(x, y, z) :- out(w, y, z), pair(w, x), !pair(y, z)."), None);
        assert_eq!(found("out(x, y, z) :- out(w, y, z), pair(w, x), !pair(w, x)."), None);
        // What another relation hands on is no matter, nor is an atom that has two columns of the head.
        let side = ".decl side(a: number, b: number, c: number)
            side(x, y, z) :- side(w, y, z), pair(w, x), !pair(y, x).
            out(x, y, z) :- out(w, y, z), pair(w, x).";
        assert_eq!(found(side), None);
        assert_eq!(found("out(x, y, z) :- out(w, y, z), pair(w, x), pair(z, x)."), None);
        // One rule speaks of the second column, two of the third.
        let rules = "out(x, y, z) :- out(w, y, z), pair(w, x), !pair(y, z).
            out(x, y, z) :- out(w, y, z), pair(x, w), !pair(z, x).";
        assert_eq!(found(rules), Some(2));
    }
}
