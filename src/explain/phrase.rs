//! Facts and conditions in words: as programs write them, with the values that variables have.
//!
//! A relation that the evidence layer made is shown as what the program says: `visit@announced(…)` as `visit(…) @announced`.

use super::walk::{Bindings, pattern, value};
use crate::evidence::split_companion;
use crate::program::functor;
use crate::program::ir::{
    Aggregate, AggregateKind, Atom, Expr, Functor, Literal, Program, Relation, RelationId, Rule, Test, Type,
};
use crate::program::value::spell_word;
use crate::store::{Dictionary, Word};
use crate::syntax::comparison_spelling;

/// The kind of companion that holds claims.
pub(super) const CLAIMS: &str = "claims";

/// Words for what stands in a program.
#[derive(Clone, Copy)]
pub(super) struct Phrases<'a> {
    pub(super) program: &'a Program,
    pub(super) dictionary: &'a Dictionary,
}

impl Phrases<'_> {
    /// A fact.
    pub(super) fn fact(&self, relation: RelationId, row: &[Word]) -> String {
        let known: Vec<Option<Word>> = row.iter().copied().map(Some).collect();
        self.pattern(relation, &known)
    }

    /// What is known of a fact, `_` elsewhere.
    pub(super) fn pattern(&self, relation: RelationId, pattern: &[Option<Word>]) -> String {
        self.columns(relation, pattern, |_| "_".to_owned())
    }

    /// An atom of a rule: the values of its variables, and the names of those that have none.
    pub(super) fn atom(&self, rule: &Rule, atom: &Atom, bindings: &Bindings) -> String {
        let name = |column: usize| match atom.args.get(column) {
            Some(crate::program::ir::Arg::Var(variable)) => variable_name(rule, variable.0),
            _ => "_".to_owned(),
        };
        self.columns(atom.relation, &pattern(&atom.args, bindings), name)
    }

    fn columns(
        &self,
        relation: RelationId,
        pattern: &[Option<Word>],
        unknown: impl Fn(usize) -> String,
    ) -> String {
        let Some(declared) = self.program.relations.get(relation.0) else { return String::new() };
        if is_made(declared) {
            return self.alternatives(relation, pattern);
        }
        let column = |(at, word): (usize, &Option<Word>)| match (word, declared.attributes.get(at)) {
            (Some(word), Some(attribute)) => spell_word(*word, attribute.ty, self.dictionary),
            _ => unknown(at),
        };
        let columns: Vec<String> = pattern.iter().enumerate().map(column).collect();
        self.annotated(declared, &columns)
    }

    /// What a relation stands for that the checker made of the alternatives in an aggregate.
    fn alternatives(&self, relation: RelationId, pattern: &[Option<Word>]) -> String {
        let bodies = self.program.rules.iter().filter(|rule| rule.head == relation).map(|rule| {
            let mut bindings: Bindings = vec![None; rule.variables.len()];
            for (term, word) in rule.head_terms.iter().zip(pattern) {
                if let Some(value) = term.as_variable().and_then(|variable| bindings.get_mut(variable.0)) {
                    *value = *word;
                }
            }
            let body = rule.body.iter().map(|literal| self.condition(rule, literal, &bindings));
            body.collect::<Vec<_>>().join(", ")
        });
        format!("({})", bodies.collect::<Vec<_>>().join(" ; "))
    }

    /// The columns as an atom; those that tell of a claim become an annotation.
    fn annotated(&self, declared: &Relation, columns: &[String]) -> String {
        match split_companion(&declared.name) {
            Some((base, CLAIMS)) => {
                let own = self.own_columns(base).min(columns.len());
                let (own, told) = columns.split_at(own);
                format!("{base}({}){}", own.join(", "), claim_fields(told))
            }
            Some((base, grade)) => format!("{base}({}) @{grade}", columns.join(", ")),
            None => format!("{}({})", declared.name, columns.join(", ")),
        }
    }

    fn own_columns(&self, base: &str) -> usize {
        let declared = self.program.relations.iter().find(|relation| relation.name == base);
        declared.map_or(0, |relation| relation.attributes.len())
    }

    /// A condition of a rule with the values of its variables; of what has no value, the name.
    pub(super) fn condition(&self, rule: &Rule, literal: &Literal, bindings: &Bindings) -> String {
        let spelt = |expr: &Expr, ty: Type| self.expression(rule, expr, ty, bindings);
        match literal {
            Literal::Atom(atom) => self.atom(rule, atom, bindings),
            Literal::Negation(atom) => format!("!{}", self.atom(rule, atom, bindings)),
            Literal::Compare { op, ty, left, right, negated } => {
                let compared =
                    format!("{} {} {}", spelt(left, *ty), comparison_spelling(*op), spelt(right, *ty));
                if *negated { format!("!({compared})") } else { compared }
            }
            Literal::Test { test, args, negated } => {
                let args: Vec<String> = args.iter().map(|arg| spelt(arg, operand_of(*test))).collect();
                let sign = if *negated { "!" } else { "" };
                format!("{sign}{}({})", test_name(*test), args.join(", "))
            }
            Literal::Aggregate(aggregate) => self.aggregate(rule, aggregate, bindings),
            Literal::Range { result, ty, args } => {
                let args: Vec<String> = args.iter().map(|arg| spelt(arg, *ty)).collect();
                format!("{} = range({})", spelt(&Expr::Var(*result), *ty), args.join(", "))
            }
            Literal::False => "false".to_owned(),
        }
    }

    fn aggregate(&self, rule: &Rule, aggregate: &Aggregate, bindings: &Bindings) -> String {
        let result_type = rule.variables.get(aggregate.result.0).map_or(aggregate.ty, |it| it.ty);
        let result = self.expression(rule, &Expr::Var(aggregate.result), result_type, bindings);
        let value =
            aggregate.value.as_ref().map(|value| self.expression(rule, value, aggregate.ty, bindings));
        let value = value.map_or_else(String::new, |value| format!(" {value}"));
        let body: Vec<String> =
            aggregate.body.iter().map(|literal| self.condition(rule, literal, bindings)).collect();
        format!("{result} = {}{value} : {{ {} }}", aggregate_name(aggregate.kind), body.join(", "))
    }

    /// An expression with the values of its variables.
    pub(super) fn expression(&self, rule: &Rule, expr: &Expr, ty: Type, bindings: &Bindings) -> String {
        match expr {
            Expr::Var(variable) => match value(expr, bindings, self.dictionary) {
                Some(word) => {
                    spell_word(word, rule.variables.get(variable.0).map_or(ty, |it| it.ty), self.dictionary)
                }
                None => variable_name(rule, variable.0),
            },
            Expr::Const(word) => spell_word(*word, ty, self.dictionary),
            Expr::Call { functor, ty, args } => {
                let operand = |(at, arg): (usize, &Expr)| {
                    let spelt =
                        self.expression(rule, arg, functor::operand_type(*functor, *ty, at), bindings);
                    if functor::is_operator(*functor) && is_operation(arg) {
                        format!("({spelt})")
                    } else {
                        spelt
                    }
                };
                let operands: Vec<String> = args.iter().enumerate().map(operand).collect();
                match functor {
                    Functor::Record => format!("[{}]", operands.join(", ")),
                    Functor::Branch => self.branch(*ty, args, &operands),
                    Functor::Native(id) => {
                        let name = self.dictionary.function(*id).map(|function| function.name().to_owned());
                        format!("@{}({})", name.unwrap_or_default(), operands.join(", "))
                    }
                    _ => functor::spell(*functor, &operands),
                }
            }
        }
    }
}

impl Phrases<'_> {
    /// A branch by its name, whose place is the first operand.
    fn branch(&self, ty: Type, args: &[Expr], operands: &[String]) -> String {
        let shape = ty.shape().map(|shape| self.dictionary.shape(shape)).unwrap_or_default();
        let tag = match args.first() {
            Some(Expr::Const(tag)) => usize::try_from(*tag).ok(),
            _ => None,
        };
        let name = tag.and_then(|tag| shape.branches.get(tag)).map_or("", |branch| &branch.name);
        format!("${name}({})", operands.get(1..).unwrap_or(&[]).join(", "))
    }
}

/// Whether the checker made the relation for a part of a rule: such names end in a number.
fn is_made(declared: &Relation) -> bool {
    split_companion(&declared.name).is_some_and(|(_, kind)| kind.parse::<usize>().is_ok())
}

/// The name of a variable; `_` for one that stands for a wildcard or an expression.
fn variable_name(rule: &Rule, at: usize) -> String {
    let name = rule.variables.get(at).map_or("_", |variable| variable.name.as_str());
    if name.starts_with('_') { "_".to_owned() } else { name.to_owned() }
}

fn is_operation(expr: &Expr) -> bool {
    matches!(expr, Expr::Call { functor, .. } if functor::is_operator(*functor))
}

/// The names of the columns that tell of a claim, as an annotation binds them.
const FIELDS: [&str; 7] = ["claim", "certainty", "article", "by", "origin", "published", "said"];

/// What is known of a claim: its grade when its name is known too, since the claim tells the rest; else every known column.
fn claim_fields(told: &[String]) -> String {
    let is_known = |at: usize| told.get(at).is_some_and(|text| text != "_");
    if is_known(0)
        && let (true, Some(grade)) = (is_known(1), told.get(1))
    {
        return format!(" @{}", grade.trim_matches('"'));
    }
    let fields = FIELDS.iter().zip(told).filter(|(_, text)| *text != "_");
    let fields: Vec<String> = fields.map(|(field, text)| format!("{field}: {text}")).collect();
    format!(" @{{{}}}", fields.join(", "))
}

/// A test as programs write it.
pub(super) fn test_name(test: Test) -> &'static str {
    match test {
        Test::Match => "match",
        Test::Contains => "contains",
        Test::Within => "within",
        Test::MayPrecede => "may_precede",
        Test::MayOverlap => "may_overlap",
        Test::MayBeWithin => "may_be_within",
        Test::UnsaidSymbol | Test::UnsaidDate => "unsaid",
    }
}

fn operand_of(test: Test) -> Type {
    match test {
        Test::Match | Test::Contains | Test::UnsaidSymbol => Type::Symbol,
        Test::Within | Test::MayPrecede | Test::MayOverlap | Test::MayBeWithin | Test::UnsaidDate => {
            Type::Date
        }
    }
}

fn aggregate_name(kind: AggregateKind) -> &'static str {
    match kind {
        AggregateKind::Count => "count",
        AggregateKind::Sum => "sum",
        AggregateKind::Min => "min",
        AggregateKind::Max => "max",
        AggregateKind::Mean => "mean",
    }
}
