//! Checked rules as text, for tests to compare.

use crate::program::functor;
use crate::program::ir::*;
use crate::program::value::format_word;
use crate::store::{Dictionary, Word};

/// Shows the rules of a program, and those of questions asked of it.
pub(super) struct Show<'a> {
    pub(super) relations: &'a [Relation],
    pub(super) dictionary: &'a Dictionary,
}

impl Show<'_> {
    pub(super) fn rule(&self, rule: &Rule) -> String {
        let types = self.columns(rule.head);
        let terms: Vec<_> = rule.head_terms.iter().zip(types).map(|(e, ty)| self.expr(rule, e, ty)).collect();
        format!("{}({}) :- {}.", self.name(rule.head), terms.join(", "), self.body(rule, &rule.body))
    }

    fn name(&self, id: RelationId) -> &str {
        &self.relations[id.0].name
    }

    fn columns(&self, id: RelationId) -> Vec<Type> {
        self.relations[id.0].attributes.iter().map(|attribute| attribute.ty).collect()
    }

    fn body(&self, rule: &Rule, body: &[Literal]) -> String {
        body.iter().map(|literal| self.literal(rule, literal)).collect::<Vec<_>>().join(", ")
    }

    fn literal(&self, rule: &Rule, literal: &Literal) -> String {
        match literal {
            Literal::Atom(atom) => self.atom(rule, atom),
            Literal::Negation(atom) => format!("!{}", self.atom(rule, atom)),
            Literal::Compare { op, ty, left, right, negated } => {
                let op = match op {
                    Comparison::Equal => "=",
                    Comparison::NotEqual => "!=",
                    Comparison::Less => "<",
                    Comparison::LessEqual => "<=",
                    Comparison::Greater => ">",
                    Comparison::GreaterEqual => ">=",
                };
                let shown = format!("{} {op} {}", self.expr(rule, left, *ty), self.expr(rule, right, *ty));
                if *negated { format!("!({shown})") } else { shown }
            }
            Literal::Test { test, args, negated } => {
                let ty = match test {
                    Test::Match | Test::Contains | Test::UnsaidSymbol => Type::Symbol,
                    _ => Type::Date,
                };
                let args: Vec<_> = args.iter().map(|arg| self.expr(rule, arg, ty)).collect();
                format!("{}{test:?}({})", if *negated { "!" } else { "" }, args.join(", "))
            }
            Literal::Aggregate(aggregate) => self.aggregate(rule, aggregate),
            Literal::Range { result, ty, args } => {
                let args: Vec<String> = args.iter().map(|arg| self.expr(rule, arg, *ty)).collect();
                format!("{} = range({})", variable(rule, *result), args.join(", "))
            }
            Literal::False => "false".to_owned(),
        }
    }

    fn aggregate(&self, rule: &Rule, aggregate: &Aggregate) -> String {
        let names = |ids: &[VarId]| ids.iter().map(|&id| variable(rule, id)).collect::<Vec<_>>().join(" ");
        let value = aggregate
            .value
            .as_ref()
            .map_or_else(String::new, |value| format!(" {}", self.expr(rule, value, aggregate.ty)));
        format!(
            "{} = {:?}{value} [{} | {}] {{ {} }}",
            variable(rule, aggregate.result),
            aggregate.kind,
            names(&aggregate.outer),
            names(&aggregate.locals),
            self.body(rule, &aggregate.body)
        )
    }

    fn atom(&self, rule: &Rule, atom: &Atom) -> String {
        let arg = |(arg, ty): (&Arg, Type)| match arg {
            Arg::Var(id) => variable(rule, *id),
            Arg::Const(word) => self.word(*word, ty),
            Arg::Wildcard => "_".to_owned(),
        };
        let args: Vec<_> = atom.args.iter().zip(self.columns(atom.relation)).map(arg).collect();
        format!("{}({})", self.name(atom.relation), args.join(", "))
    }

    fn expr(&self, rule: &Rule, expr: &Expr, ty: Type) -> String {
        match expr {
            Expr::Var(id) => variable(rule, *id),
            Expr::Const(word) => self.word(*word, ty),
            Expr::Call { functor, ty, args } => {
                let args: Vec<_> = args.iter().map(|arg| self.expr(rule, arg, *ty)).collect();
                format!("{}({})", functor::name(*functor), args.join(", "))
            }
        }
    }

    fn word(&self, word: Word, ty: Type) -> String {
        let text = format_word(word, ty, self.dictionary);
        if matches!(ty, Type::Symbol | Type::Date) { format!("\"{text}\"") } else { text }
    }
}

/// The name; variables of the same name in different scopes are told apart by their index.
fn variable(rule: &Rule, id: VarId) -> String {
    let name = &rule.variables[id.0].name;
    let others = rule.variables.iter().filter(|other| other.name == *name).count();
    if others > 1 { format!("{name}.{}", id.0) } else { name.to_string() }
}
