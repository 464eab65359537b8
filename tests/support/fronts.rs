//! Random programs of recursion and subsumption: rows by key with values of all ordered types, NaN and dates that overlap among them,
//! and rules by which some go: ties, fronts over several columns, orders that are none.

use demarche::date::Date;
use demarche::diagnostic::Span;
use demarche::program::ir::*;
use demarche::store::{Dictionary, Word, word};

use super::builder::{Builder, RuleBuilder};
use super::random::{Choices, Random};

const TYPES: [Type; 6] = [Type::Float, Type::Number, Type::Float, Type::Date, Type::Symbol, Type::Unsigned];
const FLOATS: [f64; 6] = [0.0, -0.0, 1.5, f64::NAN, f64::INFINITY, -2.25];
const NUMBERS: [i64; 6] = [0, 1, -1, 1 << 40, 2, -(1 << 35)];
const SYMBOLS: [&str; 6] = ["b", "a", "", "\u{1}unsaid", "c", "\u{1}other"];
const DATES: [&str; 6] =
    ["2024-05-07", "[2024-05-07]", "2024-05", "2024-05-07/2024-05-09", "2024-05-09", "2024/.."];
const OPERATORS: [Comparison; 6] = [
    Comparison::Less,
    Comparison::LessEqual,
    Comparison::Greater,
    Comparison::GreaterEqual,
    Comparison::Equal,
    Comparison::NotEqual,
];

/// How many nodes there are.
const NODES: usize = 3;

/// A random program: `best(node, values…)` goes from node to node along `edge(node, node, values…)`, and rows of it go.
pub(crate) fn fronts(choices: Vec<u32>) -> Random {
    let mut choices = Choices::new(choices);
    let types: Vec<Type> = (0..[2, 1, 2, 3][choices.below(4)]).map(|_| TYPES[choices.below(6)]).collect();
    let mut generator = Generator { choices, dictionary: Dictionary::default(), types };
    let mut builder = Builder::default();
    let columns = |nodes: usize, types: &[Type]| [vec![Type::Number; nodes], types.to_vec()].concat();
    let edge = builder.relation("edge", &columns(2, &generator.types));
    let shut = builder.relation("shut", &[Type::Number]);
    let best = builder.relation("best", &columns(1, &generator.types));
    let again = builder.relation("again", &columns(1, &generator.types));
    for (relation, nodes, most) in [(edge, 2, 6), (best, 1, 3)] {
        for _ in 0..generator.choices.between(1, most) {
            let row = generator.row(nodes);
            builder.fact(relation, &row);
        }
    }
    if generator.choices.one_in(2) {
        builder.fact(shut, &[1]);
    }
    generator.rules(&mut builder, edge, best, again);
    for relation in [best, again] {
        let rules = generator.subsumptions(&builder, relation, shut);
        builder.program.relations[relation.0].kind = Kind::Subsumptive(rules);
        if generator.choices.one_in(8) {
            let parameters = vec![("n".to_owned(), generator.choices.between(1, 8).to_string())];
            let limit = Io { kind: IoKind::Limitsize, relation, parameters, span: Span::default() };
            builder.program.io.push(limit);
        }
        if generator.choices.one_in(2) {
            break;
        }
    }
    if generator.choices.one_in(4) {
        told_by_round(&mut builder, best, &columns(1, &generator.types));
    }
    Random { program: builder.finish(), dictionary: generator.dictionary }
}

/// A relation of the rows of another by the round in which they are new.
fn told_by_round(builder: &mut Builder, of: RelationId, types: &[Type]) {
    let rounds = builder.relation("rounds", &[types, &[Type::Unsigned]].concat());
    builder.rule(rounds, |rule| {
        let row: Vec<VarId> =
            types.iter().enumerate().map(|(at, &ty)| rule.typed(&format!("x{at}"), ty)).collect();
        rule.body.push(Literal::Atom(made(of, &row)));
        row.into_iter().map(Expr::Var).chain([Expr::Const(0)]).collect()
    });
    let telling = builder.program.rules.len() - 1;
    builder.program.relations[rounds.0].kind = Kind::Rounds { telling, of };
}

struct Generator {
    choices: Choices,
    dictionary: Dictionary,
    /// The types of the values.
    types: Vec<Type>,
}

impl Generator {
    fn row(&mut self, nodes: usize) -> Vec<Word> {
        let mut row: Vec<Word> = (0..nodes).map(|_| self.choices.below(NODES) as Word).collect();
        for ty in self.types.clone() {
            row.push(self.value(ty));
        }
        row
    }

    fn value(&mut self, ty: Type) -> Word {
        let at = self.choices.below(6);
        match ty {
            Type::Float => word::from_float(FLOATS[at]),
            Type::Symbol => self.dictionary.symbol(SYMBOLS[at]),
            Type::Date => self.dictionary.date(&Date::parse(DATES[at]).unwrap()),
            _ => NUMBERS[at].cast_unsigned(),
        }
    }

    /// Rules along edges, there and back between two relations, and from two rows at once.
    fn rules(&mut self, builder: &mut Builder, edge: RelationId, best: RelationId, again: RelationId) {
        for (head, from) in [(best, best), (again, best), (best, again), (best, best)] {
            if self.choices.one_in(4) {
                continue;
            }
            let types = self.types.clone();
            let second = self.choices.below(3);
            builder.rule(head, |rule| {
                let (x, y) = (rule.var("x"), rule.var("y"));
                let values = |rule: &mut RuleBuilder, letter: &str| -> Vec<VarId> {
                    let name = |at: usize| format!("{letter}{at}");
                    types.iter().enumerate().map(|(at, &ty)| rule.typed(&name(at), ty)).collect()
                };
                let (v, w) = (values(rule, "v"), values(rule, "w"));
                let other = match second {
                    0 => made(best, &[vec![y], w.clone()].concat()),
                    1 => made(again, &[vec![y], v.clone()].concat()),
                    _ => made(edge, &[vec![x, y], w.clone()].concat()),
                };
                rule.body.push(Literal::Atom(made(from, &[vec![x], v.clone()].concat())));
                rule.body.push(Literal::Atom(other));
                let w = if second == 1 { &v } else { &w };
                let mut terms = vec![Expr::Var(if second == 0 && self.choices.one_in(2) { x } else { y })];
                terms.extend(v.iter().zip(w).zip(&types).map(|((&v, &w), &ty)| self.mixed(ty, v, w)));
                terms
            });
        }
    }

    /// A value made of two of a type.
    fn mixed(&mut self, ty: Type, one: VarId, other: VarId) -> Expr {
        let args = vec![Expr::Var(one), Expr::Var(other)];
        match self.choices.below(4) {
            0 => Expr::Var(one),
            1 => Expr::Var(other),
            2 => Expr::Call { functor: Functor::Min, ty, args },
            _ => Expr::Call { functor: Functor::Max, ty, args },
        }
    }

    /// `best(x, a0, a1) <= best(x, b0, b1) :- a0 < b0.` or the like, one to three of them, each once for every column in which the rows
    /// may differ.
    fn subsumptions(&mut self, builder: &Builder, relation: RelationId, shut: RelationId) -> Vec<Rule> {
        let types = [vec![Type::Number], self.types.clone()].concat();
        let mut rules = Vec::new();
        for _ in 0..self.choices.between(1, 3) {
            let is_free = self.choices.one_in(5);
            let shared: Vec<bool> =
                (0..types.len()).map(|at| if at == 0 { !is_free } else { self.choices.one_in(4) }).collect();
            let mut rule = RuleBuilder::default();
            let mut row = |letter: &str| -> Vec<VarId> {
                let name = |at: usize| if shared[at] { format!("x{at}") } else { format!("{letter}{at}") };
                types.iter().enumerate().map(|(at, &ty)| rule.typed(&name(at), ty)).collect()
            };
            let (less, greater) = (row("a"), row("b"));
            rule.body.push(Literal::Atom(made(relation, &less)));
            rule.body.push(Literal::Atom(made(relation, &greater)));
            let differing: Vec<usize> = (0..types.len()).filter(|&at| !shared[at]).collect();
            for &at in differing.iter().filter(|&&at| at > 0 || types.len() == 1) {
                if !self.choices.one_in(4) {
                    let compared = self.comparison(types[at], less[at], greater[at]);
                    rule.body.push(compared);
                }
            }
            self.beside_constant(&mut rule, &types, [&less, &greater]);
            self.computed(&mut rule, &types, [&less, &greater]);
            if self.choices.one_in(10) {
                rule.body.push(Literal::Negation(made(shut, &less[..1])));
            }
            for at in differing {
                let (left, right) = (Expr::Var(less[at]), Expr::Var(greater[at]));
                let op = Comparison::NotEqual;
                let differ = Literal::Compare { op, ty: types[at], left, right, negated: false };
                rules.push(builder.standalone(relation, |into| {
                    into.variables.clone_from(&rule.variables);
                    into.body.clone_from(&rule.body);
                    into.body.push(differ);
                    less.iter().copied().map(Expr::Var).collect()
                }));
            }
        }
        rules
    }

    /// `a1 < 1.5` or the like of one of the rows, sometimes.
    fn beside_constant(&mut self, rule: &mut RuleBuilder, types: &[Type], rows: [&[VarId]; 2]) {
        if self.choices.one_in(4) {
            let at = self.choices.below(types.len());
            let variable = rows[self.choices.below(2)][at];
            let op = OPERATORS[self.choices.below(6)];
            let (left, right) = (Expr::Var(variable), Expr::Const(self.value(types[at])));
            rule.body.push(Literal::Compare { op, ty: types[at], left, right, negated: false });
        }
    }

    /// `max(a1, a2) < max(b1, b2)` or the like, where the types allow it, sometimes.
    fn computed(&mut self, rule: &mut RuleBuilder, types: &[Type], rows: [&[VarId]; 2]) {
        let &[_, ty, other, ..] = types else { return };
        if ty == other && self.choices.one_in(3) {
            let op = OPERATORS[self.choices.below(4)];
            let functor = if self.choices.one_in(2) { Functor::Min } else { Functor::Max };
            let [left, right] = rows.map(|row| {
                let args = row[1..3].iter().copied().map(Expr::Var).collect();
                Expr::Call { functor, ty, args }
            });
            rule.body.push(Literal::Compare { op, ty, left, right, negated: false });
        }
    }

    fn comparison(&mut self, ty: Type, less: VarId, greater: VarId) -> Literal {
        let is_ordered = self.choices.one_in(3);
        let op = OPERATORS[if is_ordered { self.choices.below(4) } else { self.choices.below(6) }];
        let is_order = !matches!(op, Comparison::Equal | Comparison::NotEqual);
        let negated = is_order && matches!(ty, Type::Float | Type::Date) && self.choices.one_in(6);
        let (left, right) = if self.choices.one_in(3) { (greater, less) } else { (less, greater) };
        Literal::Compare { op, ty, left: Expr::Var(left), right: Expr::Var(right), negated }
    }
}

fn made(relation: RelationId, args: &[VarId]) -> Atom {
    Atom { relation, args: args.iter().copied().map(Arg::Var).collect(), span: Span::default() }
}
