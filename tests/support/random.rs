//! Random checked programs: stratified and safe by construction, with finitely many values, so that every executor ends on them.
//!
//! All randomness comes from a list of choices, which a property test can shrink: a missing choice counts as 0, and 0 is always the
//! simplest.

use std::collections::BTreeSet;

use demarche::date::Date;
use demarche::program::ir::*;
use demarche::store::{Dictionary, Word};

use super::builder::{Builder, RuleBuilder};

/// A program with the dictionary that its symbols and dates are from.
#[derive(Debug)]
pub(crate) struct Random {
    pub(crate) program: Program,
    pub(crate) dictionary: Dictionary,
}

/// The choices still to be made.
pub(crate) struct Choices {
    left: std::vec::IntoIter<u32>,
}

impl Choices {
    pub(crate) fn new(choices: Vec<u32>) -> Self {
        Self { left: choices.into_iter() }
    }

    /// A number below `bound`, which is not 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.left.next().unwrap_or(0) as usize % bound
    }

    pub(crate) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// True once in so many times, and never when choices have run out.
    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        if from.is_empty() { None } else { from.get(self.below(from.len())) }
    }
}

const SYMBOLS: [&str; 6] = ["Utopia", "Ruritania", "Freedonia", "Sylvania", "", "a \"quoted\" one"];
const DATES: [&str; 6] =
    ["2024-05-07", "2024-05", "2024", "2024/..", "[2024-04-10..2024-05-20]", "2023-12-31"];
const TYPES: [Type; 6] = [Type::Number, Type::Number, Type::Number, Type::Number, Type::Symbol, Type::Date];

/// Numbers in programs of small ones, and in such of numbers that do not all fit 32 bits; of none does the product overflow.
const NUMBERS: [[i64; 6]; 2] = [[0, 1, 2, 3, 4, 5], [0, 1, 1 << 31, -1, (1 << 31) + 1, i32::MIN as i64]];

/// A random program: 1 to 6 relations of facts, 1 to 8 derived ones, up to 4 columns.
pub(crate) fn program(choices: Vec<u32>) -> Random {
    drawn(choices, Kinds::Declared)
}

/// A random program with relations that number the rows of others besides.
pub(crate) fn numbering_program(choices: Vec<u32>) -> Random {
    drawn(choices, Kinds::Numbered)
}

/// A random program whose relations keep every row: no choices, nothing that gives way, no limits.
pub(crate) fn keeping_program(choices: Vec<u32>) -> Random {
    drawn(choices, Kinds::Keeping)
}

/// Which kinds of relations a program has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kinds {
    /// Those that keep every row.
    Keeping,
    /// All that a program's text can declare.
    Declared,
    /// Those that number rows too.
    Numbered,
}

fn drawn(choices: Vec<u32>, kinds: Kinds) -> Random {
    let mut generator = Generator {
        choices: Choices::new(choices),
        dictionary: Dictionary::default(),
        builder: Builder::default(),
        types: Vec::new(),
        levels: Vec::new(),
        numbers: NUMBERS[0],
    };
    if generator.choices.one_in(2) {
        generator.numbers = NUMBERS[1];
    }
    generator.relations();
    generator.facts();
    if kinds != Kinds::Keeping {
        generator.kinds();
    }
    generator.rules();
    if kinds == Kinds::Numbered {
        generator.numbered();
    }
    Random { program: generator.builder.finish(), dictionary: generator.dictionary }
}

struct Generator {
    choices: Choices,
    dictionary: Dictionary,
    builder: Builder,
    types: Vec<Vec<Type>>,
    /// 0 for relations of facts. A rule reads positively what has its head's level or a lower one, under negation and in aggregates
    /// only what has a lower one.
    levels: Vec<usize>,
    /// The numbers that are constants.
    numbers: [i64; 6],
}

impl Generator {
    fn relations(&mut self) {
        let facts = self.choices.between(1, 6);
        let derived = self.choices.between(1, 8);
        let mut level = 1;
        for at in 0..facts + derived {
            let arity = [2, 1, 3, 2, 0, 4][self.choices.below(6)];
            let types: Vec<Type> = (0..arity).map(|_| TYPES[self.choices.below(6)]).collect();
            let name = format!("{}{at}", if at < facts { "e" } else { "r" });
            self.builder.relation(&name, &types);
            self.types.push(types);
            if at > facts && self.choices.one_in(2) {
                level += 1;
            }
            self.levels.push(if at < facts { 0 } else { level });
        }
    }

    fn facts(&mut self) {
        for at in 0..self.types.len() {
            let most = if self.levels[at] == 0 { 8 } else { 1 };
            for _ in 0..self.choices.between(0, most) {
                let row: Vec<Word> = self.types[at].clone().into_iter().map(|ty| self.constant(ty)).collect();
                self.builder.fact(RelationId(at), &row);
            }
        }
    }

    /// One of six values of a type.
    fn constant(&mut self, ty: Type) -> Word {
        let at = self.choices.below(6);
        match ty {
            Type::Symbol => self.dictionary.symbol(SYMBOLS[at]),
            Type::Date => self.dictionary.date(&Date::parse(DATES[at]).unwrap()),
            _ => self.numbers[at].cast_unsigned(),
        }
    }

    fn rules(&mut self) {
        for head in 0..self.types.len() {
            if self.levels[head] == 0 {
                continue;
            }
            for _ in 0..self.choices.between(1, 3) {
                self.rule(RelationId(head));
            }
        }
    }

    /// Makes some derived relations more than plain, and limits some.
    fn kinds(&mut self) {
        for at in 0..self.types.len() {
            let id = RelationId(at);
            if self.levels[at] > 0 && self.choices.one_in(2) {
                match self.choices.below(4) {
                    0 => self.choice(id),
                    3 => self.lattice(id),
                    1 => self.subsumption(id),
                    _ => self.equivalence(id),
                }
            }
            if self.choices.one_in(12) {
                let parameters = vec![("n".to_owned(), self.choices.between(1, 8).to_string())];
                let span = demarche::diagnostic::Span::default();
                let limit = Io { kind: IoKind::Limitsize, relation: id, parameters, span };
                self.builder.program.io.push(limit);
            }
        }
    }

    fn columns(&mut self, arity: usize) -> Vec<usize> {
        let mut columns: Vec<usize> =
            (0..self.choices.between(1, 2)).map(|_| self.choices.below(arity)).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    fn choice(&mut self, id: RelationId) {
        let arity = self.types[id.0].len();
        if arity > 0 {
            let mut domains: Vec<_> = (0..self.choices.between(1, 2)).map(|_| self.columns(arity)).collect();
            domains.sort();
            domains.dedup();
            self.builder.program.relations[id.0].kind = Kind::Choice(domains);
        }
    }

    /// `r(a0, a1) <= r(b0, b1) :- a0 < b0.` or the like, perhaps with a condition, by another relation, on the row that goes.
    fn subsumption(&mut self, id: RelationId) {
        let types = self.types[id.0].clone();
        if types.is_empty() {
            return;
        }
        let column = self.choices.below(types.len());
        let op = [Comparison::Less, Comparison::Greater, Comparison::LessEqual][self.choices.below(3)];
        let mut rule = RuleBuilder::default();
        let mut row = |letter: &str, shared: &[bool]| -> Vec<VarId> {
            let name = |at: usize| if shared[at] { format!("x{at}") } else { format!("{letter}{at}") };
            types.iter().enumerate().map(|(at, &ty)| rule.typed(&name(at), ty)).collect()
        };
        let mut shared: Vec<bool> = types.iter().map(|_| self.choices.one_in(2)).collect();
        shared[column] = false;
        let (less, greater) = (row("a", &shared), row("b", &shared));
        for row in [&less, &greater] {
            rule.body.push(Literal::Atom(made(id, row.iter().copied().map(Arg::Var).collect())));
        }
        if self.choices.one_in(3) {
            self.negation(&mut rule, id, &less);
        }
        let ty = types[column];
        let sides = || (Expr::Var(less[column]), Expr::Var(greater[column]));
        for op in [op, Comparison::NotEqual] {
            let (left, right) = sides();
            rule.body.push(Literal::Compare { op, ty, left, right, negated: false });
        }
        let terms: Vec<Expr> = less.iter().copied().map(Expr::Var).collect();
        let rule = self.builder.standalone(id, |into| {
            *into = rule;
            terms
        });
        self.builder.program.relations[id.0].kind = Kind::Subsumptive(vec![rule]);
    }

    /// Columns of lattices: one or two numbers at the end.
    fn lattice(&mut self, id: RelationId) {
        let most = self.choices.between(1, 2);
        let numbers = self.types[id.0].iter().rev().take_while(|ty| **ty == Type::Number).count();
        let mut column = || {
            let join = [Functor::Max, Functor::Min, Functor::BitOr, Functor::BitAnd][self.choices.below(4)];
            LatticeColumn { ty: Type::Number, join, meet: None }
        };
        let columns: Vec<LatticeColumn> = (0..most.min(numbers)).map(|_| column()).collect();
        if !columns.is_empty() {
            self.builder.program.relations[id.0].kind = Kind::Lattice(columns);
        }
    }

    /// Relations with the numbers of the rows of others, by their order or by the round in which they are new.
    fn numbered(&mut self) {
        let mut before = Vec::new();
        for at in 0..self.types.len() {
            if self.choices.one_in(4) {
                let step = self.choices.between(1, 2);
                let rule = self.beside(RelationId(at), Type::Number, &before);
                let solutions = RelationId(at);
                let kind = Kind::Numbered { numbering: rule, solutions, step, before: before.clone() };
                self.set_last_kind(kind);
                before.push((solutions, step));
            }
            if self.choices.one_in(4) {
                let telling = self.beside(RelationId(at), Type::Unsigned, &[]);
                self.set_last_kind(Kind::Rounds { telling, of: RelationId(at) });
            }
        }
    }

    fn set_last_kind(&mut self, kind: Kind) {
        if let Some(relation) = self.builder.program.relations.last_mut() {
            relation.kind = kind;
        }
    }

    /// A relation of the columns of another and one more, with a rule by which it needs the other and those before.
    fn beside(&mut self, of: RelationId, ty: Type, before: &[(RelationId, usize)]) -> usize {
        let types = [self.types[of.0].as_slice(), &[ty]].concat();
        let id = self.builder.relation(&format!("k{}", self.builder.program.relations.len()), &types);
        let width = |id: RelationId| self.types[id.0].len();
        let needed: Vec<(RelationId, usize)> = before.iter().map(|(id, _)| (*id, width(*id))).collect();
        self.builder.rule(id, |rule| {
            let row: Vec<VarId> = types[..types.len() - 1]
                .iter()
                .enumerate()
                .map(|(at, &ty)| rule.typed(&format!("x{at}"), ty))
                .collect();
            rule.body.push(Literal::Atom(made(of, row.iter().copied().map(Arg::Var).collect())));
            for (id, width) in needed {
                rule.body.push(Literal::Atom(made(id, vec![Arg::Wildcard; width])));
            }
            row.into_iter().map(Expr::Var).chain([Expr::Const(0)]).collect()
        });
        self.builder.program.rules.len() - 1
    }

    /// Gives each `_` a name, where answers are told apart by names alone: of several atoms, or of one that has a variable twice.
    fn tell_by_names(&mut self, rule: &mut RuleBuilder) {
        let variables: Vec<VarId> = rule.body.iter().flat_map(Literal::variables).collect();
        let distinct: BTreeSet<VarId> = variables.iter().copied().collect();
        if rule.body.len() == 1 && distinct.len() == variables.len() {
            return;
        }
        let mut body = std::mem::take(&mut rule.body);
        let atoms = body.iter_mut().filter_map(|literal| match literal {
            Literal::Atom(atom) => Some(atom),
            _ => None,
        });
        for (at, atom) in atoms.enumerate() {
            for (column, arg) in atom.args.iter_mut().enumerate().filter(|(_, arg)| **arg == Arg::Wildcard) {
                let ty = self.types[atom.relation.0][column];
                *arg = Arg::Var(rule.typed(&format!("any{at}{column}{ty:?}"), ty));
            }
        }
        rule.body = body;
    }

    fn equivalence(&mut self, id: RelationId) {
        let &[ty, other] = self.types[id.0].as_slice() else { return };
        if ty != other {
            return;
        }
        let first = self.builder.program.rules.len();
        let derived = self.builder.program.relations[id.0].derived;
        for (head, body) in [([1, 0], vec![[0, 1]]), ([0, 2], vec![[0, 1], [1, 2]])] {
            self.builder.rule(id, |rule| {
                let variables: Vec<VarId> = ["x", "y", "z"].map(|name| rule.typed(name, ty)).to_vec();
                for columns in body {
                    let args = columns.iter().map(|&at| Arg::Var(variables[at])).collect();
                    rule.body.push(Literal::Atom(made(id, args)));
                }
                head.map(|at| Expr::Var(variables[at])).to_vec()
            });
        }
        let relation = &mut self.builder.program.relations[id.0];
        (relation.kind, relation.derived) = (Kind::Equivalence { closing: vec![first, first + 1] }, derived);
    }

    fn rule(&mut self, head: RelationId) {
        let mut rule = RuleBuilder::default();
        let mut bound = Vec::new();
        for _ in 0..self.choices.between(1, 3) {
            self.atom(&mut rule, head, &mut bound);
            if self.choices.one_in(3) {
                self.condition(&mut rule, head, &mut bound);
            }
        }
        if self.choices.one_in(3) {
            self.aggregate(&mut rule, head, &mut bound);
        }
        let types = self.types[head.0].clone();
        let terms = types.into_iter().map(|ty| self.bound_term(&rule, ty, &bound)).collect();
        self.builder.rule(head, |into| {
            *into = rule;
            terms
        });
    }

    /// A variable of the type, out of four.
    fn variable(&mut self, rule: &mut RuleBuilder, ty: Type) -> VarId {
        let letter = match ty {
            Type::Symbol => "s",
            Type::Date => "d",
            _ => "n",
        };
        rule.typed(&format!("{letter}{}", self.choices.below(4)), ty)
    }

    /// A relation that the rule may read.
    fn readable(&mut self, head: RelationId, is_strict: bool) -> RelationId {
        let most = self.levels[head.0] - usize::from(is_strict);
        let readable: Vec<usize> = (0..self.levels.len()).filter(|&at| self.levels[at] <= most).collect();
        RelationId(*self.choices.pick(&readable).unwrap())
    }

    /// A positive atom; its variables become bound.
    fn atom(&mut self, rule: &mut RuleBuilder, head: RelationId, bound: &mut Vec<VarId>) {
        let relation = self.readable(head, false);
        let args = self.args(rule, relation);
        let variables = args.iter().filter_map(|arg| match arg {
            Arg::Var(variable) => Some(*variable),
            _ => None,
        });
        bound.extend(variables);
        rule.body.push(Literal::Atom(made(relation, args)));
    }

    fn args(&mut self, rule: &mut RuleBuilder, relation: RelationId) -> Vec<Arg> {
        let types = self.types[relation.0].clone();
        let args = types.into_iter().map(|ty| match self.choices.below(8) {
            6 => Arg::Wildcard,
            7 => Arg::Const(self.constant(ty)),
            _ => Arg::Var(self.variable(rule, ty)),
        });
        args.collect()
    }

    /// A bound variable of the type or a constant.
    fn bound_term(&mut self, rule: &RuleBuilder, ty: Type, bound: &[VarId]) -> Expr {
        let fitting: Vec<VarId> =
            bound.iter().copied().filter(|variable| rule.variables[variable.0].ty == ty).collect();
        match self.choices.pick(&fitting) {
            Some(variable) => Expr::Var(*variable),
            None => Expr::Const(self.constant(ty)),
        }
    }

    fn condition(&mut self, rule: &mut RuleBuilder, head: RelationId, bound: &mut Vec<VarId>) {
        match self.choices.below(4) {
            0 => self.comparison(rule, bound),
            1 => self.negation(rule, head, bound),
            2 => self.equation(rule, bound),
            _ => self.test(rule, bound),
        }
    }

    fn comparison(&mut self, rule: &mut RuleBuilder, bound: &[VarId]) {
        use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
        let op = [NotEqual, Less, LessEqual, Greater, GreaterEqual, Equal][self.choices.below(6)];
        let ty = TYPES[self.choices.below(6)];
        let (left, right) = (self.bound_term(rule, ty, bound), self.bound_term(rule, ty, bound));
        if matches!((&left, &right), (Expr::Const(_), Expr::Const(_))) && ty == Type::Date {
            // As text these would be symbols.
            return;
        }
        let left = match ty {
            Type::Number if self.choices.one_in(3) => self.sum(rule, left, bound),
            _ => left,
        };
        let negated = ty == Type::Date && op != Equal && op != NotEqual && self.choices.one_in(2);
        rule.body.push(Literal::Compare { op, ty, left, right, negated });
    }

    /// `a + b` or `a - b`.
    fn sum(&mut self, rule: &RuleBuilder, one: Expr, bound: &[VarId]) -> Expr {
        let functor = [Functor::Add, Functor::Subtract][self.choices.below(2)];
        Expr::Call { functor, ty: Type::Number, args: vec![one, self.bound_term(rule, Type::Number, bound)] }
    }

    fn negation(&mut self, rule: &mut RuleBuilder, head: RelationId, bound: &[VarId]) {
        let relation = self.readable(head, true);
        let types = self.types[relation.0].clone();
        let args = types.into_iter().map(|ty| match self.bound_term(rule, ty, bound) {
            _ if self.choices.one_in(4) => Arg::Wildcard,
            Expr::Var(variable) => Arg::Var(variable),
            Expr::Const(word) => Arg::Const(word),
            Expr::Call { .. } => Arg::Wildcard,
        });
        let args = args.collect();
        rule.body.push(Literal::Negation(made(relation, args)));
    }

    /// `x = (a + b) % 6`: binds `x` or compares it, and never leaves the pool.
    fn equation(&mut self, rule: &mut RuleBuilder, bound: &mut Vec<VarId>) {
        let ty = Type::Number;
        let terms = vec![self.bound_term(rule, ty, bound), self.bound_term(rule, ty, bound)];
        let functor = [Functor::Add, Functor::Multiply, Functor::Max][self.choices.below(3)];
        let inner = Expr::Call { functor, ty, args: terms };
        let right = Expr::Call { functor: Functor::Remainder, ty, args: vec![inner, Expr::Const(6)] };
        let variable = self.variable(rule, ty);
        bound.push(variable);
        rule.compare(Expr::Var(variable), Comparison::Equal, right);
    }

    fn test(&mut self, rule: &mut RuleBuilder, bound: &[VarId]) {
        let tests = [Test::Contains, Test::Within, Test::MayPrecede, Test::MayOverlap, Test::MayBeWithin];
        let test = tests[self.choices.below(tests.len())];
        let ty = if test == Test::Contains { Type::Symbol } else { Type::Date };
        let args = vec![self.bound_term(rule, ty, bound), self.bound_term(rule, ty, bound)];
        rule.body.push(Literal::Test { test, args, negated: self.choices.one_in(2) });
    }

    /// An aggregate over one or two atoms of lower levels. Variables that are bound already are outer ones.
    fn aggregate(&mut self, rule: &mut RuleBuilder, head: RelationId, bound: &mut Vec<VarId>) {
        let before = std::mem::take(&mut rule.body);
        let mut inner = bound.clone();
        for _ in 0..self.choices.between(1, 2) {
            let relation = self.readable(head, true);
            let args = self.args(rule, relation);
            inner.extend(args.iter().filter_map(|arg| match arg {
                Arg::Var(variable) => Some(*variable),
                _ => None,
            }));
            rule.body.push(Literal::Atom(made(relation, args)));
        }
        self.tell_by_names(rule);
        if self.choices.one_in(3) {
            self.comparison(rule, &inner);
        }
        let body = std::mem::replace(&mut rule.body, before);
        // The aggregated variable is always the body's own, even where the rule has one of the same name.
        let inside: Vec<VarId> = inner.iter().copied().filter(|variable| !bound.contains(variable)).collect();
        let value = self.bound_term(rule, Type::Number, &inside);
        let kinds = [AggregateKind::Count, AggregateKind::Sum, AggregateKind::Min, AggregateKind::Max];
        let kind = kinds[self.choices.below(kinds.len())];
        let value = (kind != AggregateKind::Count).then_some(value);
        let mut used: Vec<VarId> = body.iter().flat_map(Literal::variables).collect();
        used.extend(value.iter().flat_map(Expr::variables));
        used.sort_unstable();
        used.dedup();
        let (outer, locals): (Vec<VarId>, Vec<VarId>) =
            used.iter().partition(|variable| bound.contains(variable));
        let name = if self.choices.one_in(3) { "n0" } else { "total" };
        let result = rule.typed(name, Type::Number);
        // The result may be checked against what is bound outside, but not be a variable of the body.
        if used.contains(&result) {
            return;
        }
        bound.push(result);
        let ty = Type::Number;
        rule.body.push(Literal::Aggregate(Aggregate {
            result,
            kind,
            ty,
            wrapping: false,
            value,
            body,
            outer,
            locals,
        }));
    }
}

fn made(relation: RelationId, args: Vec<Arg>) -> Atom {
    Atom { relation, args, span: demarche::diagnostic::Span::default() }
}
