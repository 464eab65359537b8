//! Counters: `autoinc()`, which is another number in each solution of its rule.
//!
//! A rule that counts is parted. Its conditions that need no number become a relation of their own, the solutions; a second relation
//! holds each solution with its number ([`Kind::Numbered`]); what is left of the rule reads that one. So a number is a fact like
//! any other, and no executor has a counter that runs while others look.

use super::clause::{Clause, Condition, ConditionKind, Value, ValueKind};
use super::ir::{
    Aggregate, AggregateKind, Arg, Atom, Attribute, Expr, Functor, Kind, Literal, Relation, RelationId, Rule,
    Stratum, Type, VarId, Variable,
};
use super::messages::{code, shown};
use super::strata::strata;
use super::types::type_name;
use crate::diagnostic::{Diagnostic, Span};
use crate::store::word;
use crate::syntax::tree::Docs;

/// Parts the rules that count. Rules and clauses are those of the text, in the same order; what is made is added behind them.
pub(super) fn part(
    rules: &mut Vec<Rule>,
    clauses: &[Clause],
    relations: &mut Vec<Relation>,
    sink: &mut Vec<Diagnostic>,
) {
    let mut counting: Vec<usize> = (0..rules.len()).filter(|&at| counts(&rules[at])).collect();
    if counting.is_empty() {
        return;
    }
    // What is wrong with the strata is told of the parted rules.
    let strata = strata(relations, rules, &mut Vec::new());
    let before = sink.len();
    for &at in &counting {
        sink.extend(clauses.get(at).and_then(|clause| misplaced(&rules[at], clause, relations, &strata)));
    }
    if sink.len() > before {
        return;
    }
    counting.sort_by_key(|&at| (stratum_of(rules[at].head, &strata), at));
    let mut numbered = Vec::new();
    for at in counting {
        let parted = Parting::of(&rules[at]).part(relations, rules.len(), &numbered);
        numbered.push((parted.solutions, parted.step));
        rules[at] = parted.counting;
        rules.extend([parted.solving, parted.numbering]);
    }
}

/// Reports counters, and numbers of rounds, of clauses that are no rules of the program.
pub(super) fn refuse(clauses: &[Clause], what: &str, sink: &mut Vec<Diagnostic>) {
    for place in clauses.iter().filter_map(|clause| place_of(Functor::Counter, clause)) {
        sink.push(error(format!("{what} cannot count"), place, "a counter belongs to a rule"));
    }
    for place in clauses.iter().filter_map(|clause| place_of(Functor::Round, clause)) {
        sink.push(error(format!("{what} has no rounds"), place, "the number of a round belongs to a rule"));
    }
}

fn error(message: String, place: Span, label: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code::BAD_COUNTER, message, place, label.into())
}

/// Why a rule cannot count: it is recursive, or counts inside of an aggregate.
fn misplaced(rule: &Rule, clause: &Clause, relations: &[Relation], strata: &[Stratum]) -> Option<Diagnostic> {
    let aggregated = clause
        .body
        .iter()
        .filter_map(aggregate)
        .find_map(|inner| place_in_aggregate(Functor::Counter, inner));
    if let Some(place) = aggregated {
        let label = "each solution of a rule has a number, a row of an aggregate has none";
        return Some(error("a counter cannot stand in an aggregate".to_owned(), place, label));
    }
    let own = stratum_of(rule.head, strata);
    let recursive = read(&rule.body).into_iter().find(|&id| stratum_of(id, strata) == own)?;
    let name =
        |id: RelationId| relations.get(id.0).map_or_else(String::new, |relation| shown(&relation.name));
    let label = format!("{} rests on {}", name(rule.head), name(recursive));
    let help = "number the rows in a relation of their own, once the recursion is over";
    let place = place_of(Functor::Counter, clause).unwrap_or(rule.span);
    Some(error("a counter in a recursive rule".to_owned(), place, label).with_help(help))
}

fn aggregate(condition: &Condition) -> Option<&super::clause::Aggregate> {
    match &condition.kind {
        ConditionKind::Aggregate(aggregate) => Some(aggregate),
        _ => None,
    }
}

/// The relations that a body reads.
fn read(body: &[Literal]) -> Vec<RelationId> {
    let of = |literal: &Literal| match literal {
        Literal::Atom(atom) | Literal::Negation(atom) => vec![atom.relation],
        Literal::Aggregate(aggregate) => read(&aggregate.body),
        _ => Vec::new(),
    };
    body.iter().flat_map(of).collect()
}

fn stratum_of(relation: RelationId, strata: &[Stratum]) -> Option<usize> {
    strata.iter().position(|stratum| stratum.relations.contains(&relation))
}

/// Where a functor without operands stands in a clause, aggregates included; the head first.
fn place_of(functor: Functor, clause: &Clause) -> Option<Span> {
    clause
        .head_terms
        .iter()
        .find_map(|value| place_in(functor, value))
        .or_else(|| place_in_body(functor, &clause.body))
}

fn place_in_aggregate(functor: Functor, aggregate: &super::clause::Aggregate) -> Option<Span> {
    let value = aggregate.value.iter().find_map(|value| place_in(functor, value));
    value.or_else(|| place_in_body(functor, &aggregate.body))
}

fn place_in_body(functor: Functor, body: &[Condition]) -> Option<Span> {
    let place_in = |value: &Value| place_in(functor, value);
    body.iter().find_map(|condition| match &condition.kind {
        ConditionKind::Aggregate(inner) => place_in_aggregate(functor, inner),
        ConditionKind::Atom { args, .. } => args.iter().flatten().find_map(place_in),
        ConditionKind::Unknown { args }
        | ConditionKind::Test { args, .. }
        | ConditionKind::Range { args, .. } => args.iter().find_map(place_in),
        ConditionKind::Compare { left, right, .. } => place_in(left).or_else(|| place_in(right)),
        ConditionKind::Unpack(unpack) => {
            unpack.fields.iter().flat_map(|field| &field.value).find_map(place_in)
        }
        ConditionKind::False => None,
    })
}

fn place_in(functor: Functor, value: &Value) -> Option<Span> {
    match value.kind {
        ValueKind::Call(called, _) if called == functor => Some(value.span),
        _ => value.parts().iter().find_map(|part| place_in(functor, part)),
    }
}

fn counts(rule: &Rule) -> bool {
    rule.head_terms.iter().any(expr_counts) || rule.body.iter().any(literal_counts)
}

fn literal_counts(literal: &Literal) -> bool {
    match literal {
        Literal::Compare { left, right, .. } => expr_counts(left) || expr_counts(right),
        Literal::Test { args, .. } | Literal::Range { args, .. } => args.iter().any(expr_counts),
        Literal::Aggregate(inner) => {
            inner.value.iter().any(expr_counts) || inner.body.iter().any(literal_counts)
        }
        Literal::Atom(_) | Literal::Negation(_) | Literal::False => false,
    }
}

fn expr_counts(expr: &Expr) -> bool {
    match expr {
        Expr::Call { functor, args, .. } => *functor == Functor::Counter || args.iter().any(expr_counts),
        Expr::Var(_) | Expr::Const(_) => false,
    }
}

/// A rule that counts, with its conditions parted.
struct Parting {
    rule: Rule,
    /// The conditions that need no number, in order.
    early: Vec<Literal>,
    /// Those that do.
    late: Vec<Literal>,
    /// The variables that tell one solution from another.
    columns: Vec<VarId>,
}

/// What a rule that counts becomes.
struct Parted {
    /// The rule that is left, which reads the numbered solutions.
    counting: Rule,
    /// That of the solutions.
    solving: Rule,
    /// That of their numbers.
    numbering: Rule,
    solutions: RelationId,
    /// How many numbers a solution takes.
    step: usize,
}

impl Parting {
    fn of(rule: &Rule) -> Self {
        let mut parting =
            Self { rule: rule.clone(), early: Vec::new(), late: Vec::new(), columns: Vec::new() };
        let mut waiting: Vec<VarId> = Vec::new();
        for literal in &rule.body {
            let variables = literal.variables();
            if literal_counts(literal) || variables.iter().any(|variable| waiting.contains(variable)) {
                let new = variables.into_iter().filter(|variable| !parting.columns.contains(variable));
                waiting.extend(new);
                parting.late.push(literal.clone());
            } else {
                let literal = parting.row_by_row(literal.clone());
                parting.columns.extend(literal.variables());
                parting.early.push(literal);
            }
        }
        parting.columns.sort_unstable();
        parting.columns.dedup();
        parting
    }

    /// The same condition with a variable for each `_` of an atom, so that each row is a solution; one of `_` alone only asks
    /// whether there is a row.
    fn row_by_row(&mut self, mut literal: Literal) -> Literal {
        if let Literal::Atom(atom) = &mut literal
            && atom.args.iter().any(|arg| *arg != Arg::Wildcard)
        {
            // The types of these variables are not asked for: a column takes its own from the relation that it is of.
            for arg in atom.args.iter_mut().filter(|arg| **arg == Arg::Wildcard) {
                *arg = Arg::Var(new_variable(&mut self.rule, "_row"));
            }
        }
        literal
    }

    fn part(
        mut self,
        relations: &mut Vec<Relation>,
        rules: usize,
        earlier: &[(RelationId, usize)],
    ) -> Parted {
        self.type_rows(relations);
        let solutions = RelationId(relations.len());
        let numbered = RelationId(relations.len() + 1);
        let attributes: Vec<Attribute> = self.columns.iter().map(|&id| attribute(&self.rule, id)).collect();
        let made = |id: RelationId, attributes: Vec<Attribute>| Relation {
            name: format!("{}@{}", self.rule.name, id.0).into(),
            attributes,
            derived: true,
            span: self.rule.span,
            ..Relation::default()
        };
        relations.push(made(solutions, attributes.clone()));
        let number =
            Attribute { name: "number".into(), ty: Type::Number, type_name: type_name(Type::Number).into() };
        relations.push(made(numbered, [attributes, vec![number]].concat()));
        let (counting, step) = self.counting(numbered);
        let kind = Kind::Numbered { numbering: rules + 1, solutions, step, before: earlier.to_vec() };
        relations[numbered.0].kind = kind;
        let named =
            |id: RelationId, rule: Rule| Rule { name: format!("{}@{}", rule.name, id.0).into(), ..rule };
        let solving = named(solutions, self.solving(solutions));
        let counted = Counted { solutions, step, earlier, relations };
        let numbering = named(numbered, self.numbering(numbered, &counted));
        Parted { counting, solving, numbering, solutions, step }
    }

    /// Gives the variables that were made for `_` the types of their columns.
    fn type_rows(&mut self, relations: &[Relation]) {
        for literal in &self.early {
            let Literal::Atom(atom) = literal else { continue };
            let columns = relations.get(atom.relation.0).map(|relation| relation.attributes.as_slice());
            for (arg, column) in atom.args.iter().zip(columns.unwrap_or_default()) {
                if let Arg::Var(id) = arg
                    && let Some(variable) = self.rule.variables.get_mut(id.0)
                {
                    variable.ty = column.ty;
                }
            }
        }
    }

    fn solving(&self, solutions: RelationId) -> Rule {
        Rule {
            head: solutions,
            head_terms: self.columns.iter().map(|&id| Expr::Var(id)).collect(),
            body: self.early.clone(),
            docs: Docs::default(),
            ..self.rule.clone()
        }
    }

    /// What is left of the rule, with its numbers; and how many there are.
    fn counting(&self, numbered: RelationId) -> (Rule, usize) {
        let mut rule = self.rule.clone();
        let number = new_variable(&mut rule, "_number");
        let mut numbers = Numbers { first: number, given: 0 };
        let row = self.columns.iter().copied().chain([number]).map(Arg::Var).collect();
        let atom = Literal::Atom(Atom { relation: numbered, args: row, span: rule.span });
        let late = self.late.iter().map(|literal| numbers.literal(literal));
        rule.body = std::iter::once(atom).chain(late).collect();
        rule.head_terms = rule.head_terms.iter().map(|term| numbers.expr(term)).collect();
        (rule, numbers.given)
    }

    /// The rule that says which numbers a solution may have: one of as many as there are solutions, behind those of the rules
    /// that count before.
    fn numbering(&self, numbered: RelationId, counted: &Counted<'_>) -> Rule {
        let mut rule = self.rule.clone();
        let number = new_variable(&mut rule, "_number");
        let columns = self.columns.iter().copied();
        let row = columns.clone().map(Arg::Var).collect();
        let atom = Literal::Atom(Atom { relation: counted.solutions, args: row, span: rule.span });
        let mut body = vec![atom];
        let mut sum = Expr::Const(word::from_number(0));
        for &(solutions, step) in counted.earlier {
            let (count, variable) = counted.count(&mut rule, solutions);
            body.push(count);
            sum = plus(sum, times(Expr::Var(variable), step));
        }
        let (count, own) = counted.count(&mut rule, counted.solutions);
        let (first, end) = (sum.clone(), plus(sum, times(Expr::Var(own), counted.step)));
        let args = vec![first, end, constant(counted.step)];
        body.extend([count, Literal::Range { result: number, ty: Type::Number, args }]);
        let head_terms = columns.chain([number]).map(Expr::Var).collect();
        Rule { head: numbered, head_terms, body, docs: Docs::default(), ..rule }
    }
}

/// What numbers a relation's rows.
struct Counted<'a> {
    solutions: RelationId,
    step: usize,
    /// The solutions that are numbered before, with how many numbers each takes.
    earlier: &'a [(RelationId, usize)],
    relations: &'a [Relation],
}

impl Counted<'_> {
    /// `variable = count : { relation(…) }`.
    fn count(&self, rule: &mut Rule, relation: RelationId) -> (Literal, VarId) {
        let columns = self.relations.get(relation.0).map_or(&[][..], |relation| &relation.attributes);
        let locals: Vec<VarId> =
            columns.iter().map(|column| typed_variable(rule, "_any", column.ty)).collect();
        let args = locals.iter().copied().map(Arg::Var).collect();
        let result = new_variable(rule, "_count");
        let aggregate = Aggregate {
            result,
            kind: AggregateKind::Count,
            ty: Type::Number,
            wrapping: false,
            value: None,
            body: vec![Literal::Atom(Atom { relation, args, span: rule.span })],
            outer: Vec::new(),
            locals,
        };
        (Literal::Aggregate(aggregate), result)
    }
}

/// Puts numbers in the places of counters, from left to right.
struct Numbers {
    first: VarId,
    given: usize,
}

impl Numbers {
    fn literal(&mut self, literal: &Literal) -> Literal {
        match literal {
            Literal::Compare { op, ty, left, right, negated } => Literal::Compare {
                op: *op,
                ty: *ty,
                left: self.expr(left),
                right: self.expr(right),
                negated: *negated,
            },
            Literal::Test { test, args, negated } => {
                Literal::Test { test: *test, args: self.exprs(args), negated: *negated }
            }
            Literal::Range { result, ty, args } => {
                Literal::Range { result: *result, ty: *ty, args: self.exprs(args) }
            }
            Literal::Atom(_) | Literal::Negation(_) | Literal::Aggregate(_) | Literal::False => {
                literal.clone()
            }
        }
    }

    fn exprs(&mut self, exprs: &[Expr]) -> Vec<Expr> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    fn expr(&mut self, expr: &Expr) -> Expr {
        match expr {
            Expr::Call { functor: Functor::Counter, .. } => {
                self.given += 1;
                match self.given - 1 {
                    0 => Expr::Var(self.first),
                    more => plus(Expr::Var(self.first), constant(more)),
                }
            }
            Expr::Call { functor, ty, args } => {
                Expr::Call { functor: *functor, ty: *ty, args: self.exprs(args) }
            }
            Expr::Var(_) | Expr::Const(_) => expr.clone(),
        }
    }
}

fn new_variable(rule: &mut Rule, name: &str) -> VarId {
    typed_variable(rule, name, Type::Number)
}

fn typed_variable(rule: &mut Rule, name: &str, ty: Type) -> VarId {
    let id = VarId(rule.variables.len());
    rule.variables.push(Variable { name: format!("{name}{}", id.0).into(), ty });
    id
}

fn attribute(rule: &Rule, id: VarId) -> Attribute {
    let variable = rule.variables.get(id.0);
    let ty = variable.map_or(Type::Number, |variable| variable.ty);
    let name = variable.map(|variable| variable.name.clone()).unwrap_or_default();
    Attribute { name, ty, type_name: type_name(ty).into() }
}

fn constant(value: usize) -> Expr {
    Expr::Const(word::from_number(i64::try_from(value).unwrap_or(i64::MAX)))
}

fn plus(left: Expr, right: Expr) -> Expr {
    Expr::Call { functor: Functor::Add, ty: Type::Number, args: vec![left, right] }
}

fn times(left: Expr, factor: usize) -> Expr {
    Expr::Call { functor: Functor::Multiply, ty: Type::Number, args: vec![left, constant(factor)] }
}
