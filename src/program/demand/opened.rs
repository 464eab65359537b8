//! Heads opened for what is asked: a variable or a constant in every column that is known.

use super::pattern::{Known, Pattern};
use crate::diagnostic::Span;
use crate::program::ir::{
    Arg, Atom, Attribute, Comparison, Expr, Functor, Literal, Relation, RelationId, Rule, Type, VarId,
    Variable,
};
use crate::store::Word;

/// A rule whose head has a variable or a constant in every column that is known.
pub(super) struct Opened {
    /// The rule.
    pub(super) rule: Rule,
    /// What stands there.
    pub(super) known: Vec<Arg>,
    /// What follows of the variables of a record that stood there: they are its fields.
    pub(super) parts: Vec<Literal>,
    /// That what stands there is what stood there.
    pub(super) equations: Vec<Literal>,
}

impl Opened {
    /// The rule opened in the known columns of its relation.
    pub(super) fn of(rule: &Rule, pattern: &Pattern, relation: &Relation) -> Self {
        let mut opened =
            Self { rule: rule.clone(), known: Vec::new(), parts: Vec::new(), equations: Vec::new() };
        let columns: Vec<(usize, &Attribute)> = relation.attributes.iter().enumerate().collect();
        for (at, column) in pattern.known(&columns) {
            let known = match &rule.head_terms[at] {
                Expr::Var(variable) => Arg::Var(*variable),
                Expr::Const(constant) => Arg::Const(*constant),
                made @ Expr::Call { .. } => Arg::Var(opened.open(at, made, column)),
            };
            opened.known.push(known);
        }
        opened
    }

    /// Puts a variable in the place of what is made there.
    fn open(&mut self, at: usize, made: &Expr, column: &Attribute) -> VarId {
        let variable = fresh(&mut self.rule.variables, &column.name, column.ty);
        self.rule.head_terms[at] = Expr::Var(variable);
        self.equations.push(equation(column.ty, variable, made.clone()));
        if let Expr::Call { functor: Functor::Record, ty, args } = made {
            let fields = args.iter().enumerate().filter_map(|(at, field)| Some((at, field.as_variable()?)));
            for (at, field) in fields {
                let constant = |number: usize| Expr::Const(number as Word);
                let args = vec![Expr::Var(variable), constant(at), constant(args.len())];
                let taken = Expr::Call { functor: Functor::Field, ty: *ty, args };
                self.parts.push(equation(self.rule.variables[field.0].ty, field, taken));
            }
        }
        variable
    }

    /// What is known before the conditions of the rule: what is asked, and its parts.
    pub(super) fn knowing(&self) -> Known {
        let mut known = Known::selecting(self.known.iter().filter_map(|arg| match arg {
            Arg::Var(variable) => Some(*variable),
            Arg::Const(_) | Arg::Wildcard => None,
        }));
        self.parts.iter().for_each(|part| known.add(part));
        known
    }
}

fn equation(ty: Type, variable: VarId, value: Expr) -> Literal {
    let op = Comparison::Equal;
    Literal::Compare { op, ty, left: Expr::Var(variable), right: value, negated: false }
}

/// A variable of its own.
pub(super) fn fresh(variables: &mut Vec<Variable>, name: &str, ty: Type) -> VarId {
    variables.push(Variable { name: name.into(), ty });
    VarId(variables.len() - 1)
}

/// Variables for what is asked, beside those that answer it.
pub(super) fn asked_variables(
    variables: &mut Vec<Variable>,
    relation: &Relation,
    pattern: &Pattern,
) -> Vec<VarId> {
    let known = pattern.known(&relation.attributes);
    known.iter().map(|column| fresh(variables, &format!("asked_{}", column.name), column.ty)).collect()
}

/// An atom of variables.
pub(super) fn atom(relation: RelationId, variables: impl IntoIterator<Item = VarId>) -> Literal {
    let args = variables.into_iter().map(Arg::Var).collect();
    Literal::Atom(Atom { relation, args, span: Span::default() })
}

/// An argument as a term; none for `_`.
pub(super) fn term(arg: &Arg) -> Option<Expr> {
    match arg {
        Arg::Var(variable) => Some(Expr::Var(*variable)),
        Arg::Const(constant) => Some(Expr::Const(*constant)),
        Arg::Wildcard => None,
    }
}
