//! A number that tells whether a program derives some relations by the same rules as another.
//!
//! Relations, constants and variables count by name, text and position, never by the numbers that one program or one dictionary
//! gave them.

use std::collections::HashSet;
use std::fmt::{self, Write};

use crate::program::ir::{Arg, Atom, Expr, Literal, Program, RelationId, Rule, Type};
use crate::program::value::format_word;
use crate::store::{Dictionary, Word};

/// The fingerprint of the declarations and rules of these relations in a program. Neither the order of the relations matters nor that
/// of the rules.
pub fn fingerprint(program: &Program, dictionary: &Dictionary, relations: &[&str]) -> u64 {
    let wanted: HashSet<&str> = relations.iter().copied().collect();
    let is_wanted = |id: RelationId| {
        program.relations.get(id.0).is_some_and(|relation| wanted.contains(relation.name.as_str()))
    };
    let declarations = (0..program.relations.len()).map(RelationId).filter(|&id| is_wanted(id));
    let rules = program.rules.iter().filter(|rule| is_wanted(rule.head));
    let print = |write: &dyn Fn(&mut Print<'_>) -> fmt::Result| {
        let mut print = Print { hash: Fnv::default(), program, dictionary };
        // Writing into a hash cannot fail.
        let _: fmt::Result = write(&mut print);
        print.hash.0
    };
    let parts = declarations
        .map(|id| print(&|it| it.declaration(id)))
        .chain(rules.map(|rule| print(&|it| it.rule(rule))));
    parts.fold(0, u64::wrapping_add)
}

/// The hash FNV-1a (Fowler, Noll, Vo) of 64 bits.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Write for Fnv {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Ok(())
    }
}

struct Print<'a> {
    hash: Fnv,
    program: &'a Program,
    dictionary: &'a Dictionary,
}

impl Print<'_> {
    fn declaration(&mut self, id: RelationId) -> fmt::Result {
        let Some(relation) = self.program.relations.get(id.0) else { return Ok(()) };
        write!(self.hash, "{}", relation.name)?;
        relation.attributes.iter().try_for_each(|column| write!(self.hash, " {:?}", column.ty))
    }

    fn rule(&mut self, rule: &Rule) -> fmt::Result {
        write!(
            self.hash,
            "{}:",
            self.program.relations.get(rule.head.0).map_or("", |relation| &relation.name)
        )?;
        for (column, term) in rule.head_terms.iter().enumerate() {
            let ty = self.column_type(rule.head, column);
            self.expr(term, ty)?;
        }
        rule.body.iter().try_for_each(|literal| self.literal(literal))
    }

    fn literal(&mut self, literal: &Literal) -> fmt::Result {
        match literal {
            Literal::Atom(atom) => self.atom("", atom),
            Literal::Negation(atom) => self.atom("!", atom),
            Literal::Compare { op, ty, left, right, negated } => {
                write!(self.hash, "; {op:?} {ty:?} {negated}")?;
                self.expr(left, *ty)?;
                self.expr(right, *ty)
            }
            Literal::Test { test, args, negated } => {
                write!(self.hash, "; {test:?} {negated}")?;
                let ty = super::functors::tested_type(*test);
                args.iter().try_for_each(|arg| self.expr(arg, ty))
            }
            // No compiled rule has one; that it stands there is enough to tell the rule from all of them.
            Literal::Aggregate(aggregate) => write!(self.hash, "; {:?}", aggregate.kind),
            Literal::Range { ty, args, .. } => {
                write!(self.hash, "; range {ty:?}")?;
                args.iter().try_for_each(|arg| self.expr(arg, *ty))
            }
            Literal::False => write!(self.hash, "; false"),
        }
    }

    fn atom(&mut self, sign: &str, atom: &Atom) -> fmt::Result {
        let name = self.program.relations.get(atom.relation.0).map_or("", |relation| &relation.name);
        write!(self.hash, "; {sign}{name}")?;
        for (column, arg) in atom.args.iter().enumerate() {
            match arg {
                Arg::Var(var) => write!(self.hash, " v{}", var.0)?,
                Arg::Const(word) => self.constant(*word, self.column_type(atom.relation, column))?,
                Arg::Wildcard => write!(self.hash, " _")?,
            }
        }
        Ok(())
    }

    fn expr(&mut self, expr: &Expr, ty: Type) -> fmt::Result {
        match expr {
            Expr::Var(var) => write!(self.hash, " v{}", var.0),
            Expr::Const(word) => self.constant(*word, ty),
            Expr::Call { functor, ty, args } => {
                write!(self.hash, " {functor:?} {ty:?}(")?;
                let operands = args.iter().enumerate();
                operands
                    .map(|(at, arg)| (arg, super::functors::operand_type(*functor, *ty, at)))
                    .try_for_each(|(arg, ty)| self.expr(arg, ty))?;
                write!(self.hash, ")")
            }
        }
    }

    fn constant(&mut self, value: Word, ty: Type) -> fmt::Result {
        write!(self.hash, " {:?}", format_word(value, ty, self.dictionary))
    }

    fn column_type(&self, relation: RelationId, column: usize) -> Type {
        let relation = self.program.relations.get(relation.0);
        relation.and_then(|relation| relation.attributes.get(column)).map_or(Type::Symbol, |column| column.ty)
    }
}
