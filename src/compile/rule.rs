//! One rule as crepe writes it.
//!
//! Every expression with a functor becomes a `let` before it is used, since a functor may have no value; what binds a variable binds
//! it under a name that hides nothing.

use std::collections::{HashMap, HashSet};

use super::constants::Constants;
use super::functors::{Rendered, functor_call};
use super::names::{self, RelationNames, Taken};
use super::order::ordered;
use super::text::{comment, place, source_lines, string};
use crate::diagnostic::SourceMap;
use crate::program::ir::{Arg, Atom, Comparison, Expr, Literal, Program, Rule, Stratum, Test, Type, VarId};

/// Writes rules; what they share is the program's names and constants.
pub(super) struct RuleWriter<'a, 'd> {
    /// The program.
    pub program: &'a Program,
    /// Its relations' identifiers.
    pub relations: &'a [RelationNames],
    /// Its texts.
    pub sources: &'a SourceMap,
    /// The constants used so far.
    pub constants: &'a mut Constants<'d>,
}

impl RuleWriter<'_, '_> {
    /// A rule of a stratum: where it stands, how it reads there, and how it reads in crepe.
    pub(super) fn write(&mut self, rule: &Rule, stratum: &Stratum) -> String {
        let mut lines = vec![format!("{}, {}", rule.name, place(rule.span, self.sources))];
        lines.extend(rule.docs.iter().cloned());
        lines.extend(source_lines(rule.span, self.sources).into_iter().map(|line| format!("    {line}")));
        let mut body = Body::new(rule, self);
        for literal in ordered(rule, stratum) {
            body.literal(literal);
        }
        let head = body.head();
        let conditions = if body.clauses.is_empty() { vec!["(true)".to_owned()] } else { body.clauses };
        comment(INDENT, "//", &lines)
            + &format!("{INDENT}{head} <-\n{INDENT}    {};\n", conditions.join(&format!(",\n{INDENT}    ")))
    }

    /// The Rust struct that crepe has for a relation.
    fn relation(&self, atom: &Atom) -> &str {
        self.relations.get(atom.relation.0).map_or("", |names| &names.row)
    }

    fn column_type(&self, relation: crate::program::ir::RelationId, column: usize) -> Type {
        let relation = self.program.relations.get(relation.0);
        relation.and_then(|relation| relation.attributes.get(column)).map_or(Type::Symbol, |column| column.ty)
    }
}

/// The indentation of rules within `crepe! { }` within a module.
const INDENT: &str = "        ";

/// The conditions of one rule as far as they are written.
struct Body<'r, 'w, 'a, 'd> {
    writer: &'w mut RuleWriter<'a, 'd>,
    rule: &'r Rule,
    names: Vec<String>,
    taken: Taken,
    bound: HashSet<VarId>,
    uses: HashMap<VarId, usize>,
    clauses: Vec<String>,
}

impl<'r, 'w, 'a, 'd> Body<'r, 'w, 'a, 'd> {
    fn new(rule: &'r Rule, writer: &'w mut RuleWriter<'a, 'd>) -> Self {
        let (names, taken) = names::of_variables(rule);
        let mut uses = HashMap::new();
        let in_body = rule.body.iter().flat_map(Literal::variables);
        for var in in_body.chain(rule.head_terms.iter().flat_map(Expr::variables)) {
            *uses.entry(var).or_default() += 1;
        }
        Self { writer, rule, names, taken, bound: HashSet::new(), uses, clauses: Vec::new() }
    }

    fn name(&self, var: VarId) -> String {
        self.names.get(var.0).cloned().unwrap_or_default()
    }

    fn head(&mut self) -> String {
        let columns = self.rule.head_terms.iter().enumerate();
        let terms: Vec<String> = columns
            .map(|(column, term)| {
                let ty = self.writer.column_type(self.rule.head, column);
                self.operand(term, ty)
            })
            .collect();
        let row = self.writer.relations.get(self.rule.head.0).map_or("", |names| &names.row);
        format!("{row}({})", terms.join(", "))
    }

    fn literal(&mut self, literal: &Literal) {
        match literal {
            Literal::Atom(atom) => self.atom(atom),
            Literal::Negation(atom) => {
                let atom = self.columns(atom);
                self.clauses.push(format!("!{atom}"));
            }
            Literal::Compare { op, ty, left, right, negated } => match self.unbound_side(literal) {
                Some((var, expr)) => self.bind(var, expr, *ty),
                None => self.compare(*op, *ty, left, right, *negated),
            },
            Literal::Test { test, args, negated } => self.test(*test, args, *negated),
            // Rules with an aggregate are never selected; one that came here would derive nothing.
            // Rules with aggregates and ranges are not selected.
            Literal::Aggregate(_) | Literal::Range { .. } | Literal::False => {
                self.clauses.push("(false)".to_owned());
            }
        }
    }

    /// A positive atom; a variable that stands twice in it is compared afterwards, since crepe would look it up before binding it.
    fn atom(&mut self, atom: &Atom) {
        let mut here: HashSet<VarId> = HashSet::new();
        let mut equal = Vec::new();
        let mut args = Vec::new();
        for (column, arg) in atom.args.iter().enumerate() {
            args.push(match arg {
                Arg::Var(var) if here.contains(var) => {
                    let name = self.name(*var);
                    let again = self.taken.variable(&name);
                    equal.push(format!("({name} == {again})"));
                    again
                }
                Arg::Var(var) if !self.bound.contains(var) => {
                    here.insert(*var);
                    if self.uses.get(var) == Some(&1) { "_".to_owned() } else { self.name(*var) }
                }
                arg => self.argument(atom, column, *arg),
            });
        }
        let atom = format!("{}({})", self.writer.relation(atom), args.join(", "));
        self.bound.extend(here);
        self.clauses.push(atom);
        self.clauses.extend(equal);
    }

    fn columns(&mut self, atom: &Atom) -> String {
        let args: Vec<String> =
            atom.args.iter().enumerate().map(|(column, arg)| self.argument(atom, column, *arg)).collect();
        format!("{}({})", self.writer.relation(atom), args.join(", "))
    }

    fn argument(&mut self, atom: &Atom, column: usize, arg: Arg) -> String {
        match arg {
            Arg::Var(var) => self.name(var),
            Arg::Const(word) => {
                let ty = self.writer.column_type(atom.relation, column);
                self.writer.constants.literal(ty, word)
            }
            Arg::Wildcard => "_".to_owned(),
        }
    }

    /// The variable that an equation binds, and what to.
    fn unbound_side<'l>(&self, literal: &'l Literal) -> Option<(VarId, &'l Expr)> {
        let var = literal.defines(|var| self.bound.contains(&var))?;
        match literal {
            Literal::Compare { left, right, .. } => {
                Some((var, if left.as_variable() == Some(var) { right } else { left }))
            }
            _ => None,
        }
    }

    fn bind(&mut self, var: VarId, expr: &Expr, ty: Type) {
        let name = self.name(var);
        match expr {
            Expr::Call { .. } => self.bind_call(&name, expr),
            Expr::Var(_) | Expr::Const(_) => {
                let value = self.operand(expr, ty);
                self.clauses.push(format!("let {name} = {value}"));
            }
        }
        self.bound.insert(var);
    }

    fn bind_call(&mut self, name: &str, expr: &Expr) {
        let Expr::Call { functor, ty, args } = expr else { return };
        let operands: Vec<String> = args
            .iter()
            .enumerate()
            .map(|(at, arg)| self.operand(arg, super::functors::operand_type(*functor, *ty, at)))
            .collect();
        let call = match functor_call(*functor, &operands) {
            Rendered::Optional(call) => call,
            Rendered::Fallible(call) => self.checked(&call),
        };
        self.clauses.push(format!("let Some({name}) = {call}"));
    }

    fn checked(&self, call: &str) -> String {
        format!("checked({}, {call})", string(&self.rule.name))
    }

    /// An expression as one operand: what a functor computes gets a variable first.
    fn operand(&mut self, expr: &Expr, ty: Type) -> String {
        match expr {
            Expr::Var(var) => self.name(*var),
            Expr::Const(word) => self.writer.constants.literal(ty, *word),
            Expr::Call { functor, .. } => {
                let name = self.taken.variable(super::functors::variable_name(*functor));
                self.bind_call(&name, expr);
                name
            }
        }
    }

    fn compare(&mut self, op: Comparison, ty: Type, left: &Expr, right: &Expr, negated: bool) {
        let (left, right) = (self.operand(left, ty), self.operand(right, ty));
        let holds = super::functors::comparison(op, ty, &left, &right);
        self.clauses.push(if negated { format!("(!({holds}))") } else { format!("({holds})") });
    }

    fn test(&mut self, test: Test, args: &[Expr], negated: bool) {
        let ty = super::functors::tested_type(test);
        let operands: Vec<String> = args.iter().map(|arg| self.operand(arg, ty)).collect();
        let not = if negated { "!" } else { "" };
        let call = super::functors::test_call(test, &operands);
        self.clauses.push(match test {
            Test::Match => format!("({} == Some({}))", self.checked(&call), !negated),
            _ => format!("({not}{call})"),
        });
    }
}
