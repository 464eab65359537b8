//! Random programs as text, over what the random trees of [`super::random`] do not have: records, algebraic data types, every kind of
//! number, casts, ranges, disjunction, nested aggregates and components.
//!
//! They are stratified and safe by construction and have few values, so that every executor ends on them. A missing choice counts as
//! 0, and 0 is always the simplest.

use std::fmt::Write as _;

use super::random::Choices;

/// The types of columns; a variable's letter tells its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Unsigned,
    Float,
    Symbol,
    Pair,
    List,
    Shape,
}

use Kind::{Float, List, Number, Pair, Shape, Symbol, Unsigned};

const KINDS: [Kind; 10] = [Number, Number, Number, Symbol, Pair, Unsigned, Float, List, Shape, Number];

const TYPES: &str = "\
.type Name <: symbol
.type Pair = [a: number, b: Name]
.type List = [head: number, tail: List]
.type Shape = Dot {} | Circle {radius: number} | Both {pair: Pair, size: unsigned}
";

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Number => "number",
            Unsigned => "unsigned",
            Float => "float",
            Symbol => "Name",
            Pair => "Pair",
            List => "List",
            Shape => "Shape",
        }
    }

    fn letter(self) -> &'static str {
        match self {
            Number => "n",
            Unsigned => "u",
            Float => "f",
            Symbol => "s",
            Pair => "p",
            List => "l",
            Shape => "h",
        }
    }

    fn constants(self) -> [&'static str; 4] {
        match self {
            Number => ["0", "1", "2", "-1"],
            Unsigned => ["0", "1", "3", "18446744073709551615"],
            Float => ["0.0", "0.5", "2.0", "-1.5"],
            Symbol => ["\"a\"", "\"b\"", "\"\"", "\"a b\""],
            Pair => ["[0, \"a\"]", "[1, \"a\"]", "[1, \"b\"]", "nil"],
            List => ["nil", "[1, nil]", "[2, [1, nil]]", "[0, [2, [1, nil]]]"],
            Shape => ["$Dot()", "$Circle(1)", "$Both([1, \"a\"], 3)", "$Circle(2)"],
        }
    }
}

/// A variable: its kind and its number.
type Variable = (Kind, usize);

fn spelt((kind, number): Variable) -> String {
    format!("{}{number}", kind.letter())
}

/// A random program, perhaps in a component.
pub(crate) fn text(choices: Vec<u32>) -> String {
    let mut writer =
        Writer { choices: Choices::new(choices), relations: Vec::new(), out: String::new(), first: 0 };
    writer.relations();
    writer.facts();
    writer.rules();
    let Writer { mut choices, out, .. } = writer;
    match choices.below(3) {
        0 => format!("{TYPES}{out}"),
        1 => format!("{TYPES}.comp Program {{\n{out}}}\n.init one = Program\n"),
        _ => {
            let generic = out.replace(": Name", ": T").replace(": List", ": U");
            format!("{TYPES}.comp Program<T, U> {{\n{generic}}}\n.init one = Program<Name, List>\n")
        }
    }
}

struct Relation {
    name: String,
    columns: Vec<Kind>,
    /// 0 for relations of facts. A rule reads what has its head's level or a lower one, under negation and in aggregates only what has
    /// a lower one.
    level: usize,
}

struct Writer {
    choices: Choices,
    relations: Vec<Relation>,
    out: String,
    /// The number of the first of the variables that are written now.
    first: usize,
}

/// A rule as far as it is written.
#[derive(Default)]
struct Rule {
    bound: Vec<Variable>,
    body: Vec<String>,
    /// Whether all that it reads is complete, so that it may build what is larger than what it reads.
    is_strict: bool,
}

impl Writer {
    fn relations(&mut self) {
        let (given, derived) = (self.choices.between(1, 3), self.choices.between(1, 5));
        let mut level = 0;
        for at in 0..given + derived {
            if at >= given && (at == given || self.choices.one_in(2)) {
                level += 1;
            }
            let mut columns: Vec<Kind> =
                (0..[2, 1, 3][self.choices.below(3)]).map(|_| KINDS[self.choices.below(10)]).collect();
            let is_equivalence = level > 0 && self.choices.one_in(6);
            if is_equivalence {
                columns = vec![columns[0]; 2];
            }
            let name = format!("r{at}");
            let attributes: Vec<String> =
                columns.iter().enumerate().map(|(at, kind)| format!("c{at}: {}", kind.name())).collect();
            let is_choice = level > 0 && self.choices.one_in(6);
            let word = match (is_equivalence, is_choice) {
                (true, _) => " eqrel",
                (_, true) => " choice-domain c0",
                _ => "",
            };
            writeln!(self.out, ".decl {name}({}){word}", attributes.join(", ")).unwrap();
            let gives_way = word.is_empty() && level > 0 && self.choices.one_in(8);
            if gives_way && let Some(rule) = subsumption(&name, &columns) {
                writeln!(self.out, "{rule}").unwrap();
            }
            self.relations.push(Relation { name, columns, level });
        }
    }

    fn facts(&mut self) {
        for at in 0..self.relations.len() {
            let most = if self.relations[at].level == 0 { 6 } else { 1 };
            for _ in 0..self.choices.between(0, most) {
                let columns = self.relations[at].columns.clone();
                let row: Vec<_> = columns.into_iter().map(|kind| self.constant(kind)).collect();
                writeln!(self.out, "{}({}).", self.relations[at].name, row.join(", ")).unwrap();
            }
        }
    }

    fn constant(&mut self, kind: Kind) -> &'static str {
        kind.constants()[self.choices.below(4)]
    }

    fn rules(&mut self) {
        for head in 0..self.relations.len() {
            if self.relations[head].level > 0 {
                for _ in 0..self.choices.between(1, 3) {
                    self.rule(head);
                }
            }
        }
    }

    fn rule(&mut self, head: usize) {
        let level = self.relations[head].level;
        let mut rule = Rule { is_strict: self.choices.one_in(2), ..Rule::default() };
        let readable = level - usize::from(rule.is_strict);
        for _ in 0..self.choices.between(1, 2) {
            let atom = self.atom(readable, &mut rule.bound);
            rule.body.push(atom);
            if self.choices.one_in(2) {
                self.condition(level - 1, &mut rule);
            }
        }
        if self.choices.one_in(3) {
            self.aggregate(level - 1, &mut rule, 2);
        }
        let columns = self.relations[head].columns.clone();
        let terms: Vec<String> = columns.into_iter().map(|kind| self.built(kind, &rule)).collect();
        let name = &self.relations[head].name;
        writeln!(self.out, "{name}({}) :- {}.", terms.join(", "), rule.body.join(", ")).unwrap();
    }

    fn readable(&mut self, most: usize) -> (String, Vec<Kind>) {
        let readable: Vec<usize> =
            (0..self.relations.len()).filter(|&at| self.relations[at].level <= most).collect();
        let at = readable[self.choices.below(readable.len())];
        (self.relations[at].name.clone(), self.relations[at].columns.clone())
    }

    /// An atom of a relation up to a level, which binds its variables.
    fn atom(&mut self, most: usize, bound: &mut Vec<Variable>) -> String {
        let (name, columns) = self.readable(most);
        let terms: Vec<String> = columns.into_iter().map(|kind| self.pattern(kind, bound, 1)).collect();
        format!("{name}({})", terms.join(", "))
    }

    fn variable(&mut self, kind: Kind, bound: &mut Vec<Variable>) -> String {
        let variable = (kind, self.first + self.choices.below(3));
        bound.push(variable);
        spelt(variable)
    }

    /// What stands in an atom: a variable, a constant, `_`, or a record or branch with such in it.
    fn pattern(&mut self, kind: Kind, bound: &mut Vec<Variable>, depth: usize) -> String {
        let fields: &[(&str, &[Kind], &str)] = match kind {
            Pair => &[("[", &[Number, Symbol], "]")],
            List => &[("[", &[Number, List], "]")],
            Shape => &[("$Circle(", &[Number], ")"), ("$Both(", &[Pair, Unsigned], ")"), ("$Dot(", &[], ")")],
            Number | Unsigned | Float | Symbol => &[],
        };
        match self.choices.below(6) {
            3 => "_".to_owned(),
            4 => self.constant(kind).to_owned(),
            5 if depth > 0 && !fields.is_empty() => {
                let (open, kinds, close) = fields[self.choices.below(fields.len())];
                let terms: Vec<String> =
                    kinds.iter().map(|&kind| self.pattern(kind, bound, depth - 1)).collect();
                format!("{open}{}{close}", terms.join(", "))
            }
            _ => self.variable(kind, bound),
        }
    }

    /// A bound variable of a kind, or a constant.
    fn known(&mut self, kind: Kind, bound: &[Variable]) -> String {
        let fitting: Vec<Variable> = bound.iter().copied().filter(|variable| variable.0 == kind).collect();
        match self.choices.pick(&fitting).copied() {
            Some(variable) => spelt(variable),
            None => self.constant(kind).to_owned(),
        }
    }

    /// A bound variable of a kind, or a constant that is of every kind of number.
    fn small(&mut self, kind: Kind, bound: &[Variable]) -> String {
        let known = self.known(kind, bound);
        if known.starts_with(kind.letter()) { known } else { "1".to_owned() }
    }

    /// What a head has: what is known, or what is computed or built of it.
    fn built(&mut self, kind: Kind, rule: &Rule) -> String {
        if !self.choices.one_in(3) {
            return self.known(kind, &rule.bound);
        }
        let bound = &rule.bound;
        match kind {
            Number => self.number(bound),
            Pair => format!("[{}, {}]", self.number(bound), self.known(Symbol, bound)),
            Shape => format!("$Circle({})", self.known(Number, bound)),
            List if rule.is_strict => {
                format!("[{}, {}]", self.known(Number, bound), self.known(List, bound))
            }
            Symbol if rule.is_strict => {
                format!("cat({}, {})", self.known(Symbol, bound), self.known(Symbol, bound))
            }
            Unsigned => format!("as({}, unsigned)", self.small(Number, bound)),
            Float => format!("to_float({})", self.number(bound)),
            List | Symbol => self.known(kind, bound),
        }
    }

    /// A number computed of known ones, out of a few.
    fn number(&mut self, bound: &[Variable]) -> String {
        let (a, b) = (self.known(Number, bound), self.known(Number, bound));
        let forms = [
            format!("({a} + {b}) % 4"),
            format!("max({a}, {b}, 0)"),
            format!("({a} bxor {b}) band 3"),
            format!("strlen({})", self.known(Symbol, bound)),
            format!("as({}, number)", self.small(Unsigned, bound)),
            format!("0 - {a}"),
        ];
        forms[self.choices.below(forms.len())].clone()
    }

    fn condition(&mut self, lower: usize, rule: &mut Rule) {
        let condition = match self.choices.below(7) {
            0 => self.comparison(&rule.bound),
            1 => self.negation(lower, &rule.bound),
            2 => self.equation(rule),
            3 => {
                let variable = self.variable(Number, &mut rule.bound);
                format!("{variable} = range(0, {})", self.choices.between(1, 4))
            }
            4 => format!("({} ; {})", self.comparison(&rule.bound), self.negation(lower, &rule.bound)),
            5 => format!("!({}, {})", self.comparison(&rule.bound), self.comparison(&rule.bound)),
            _ => {
                // Both alternatives bind the same variable.
                let number = 20 + self.choices.below(2);
                // What the count alone has must not get its value from what is counted.
                self.first = 30;
                let other = self.atom(lower, &mut Vec::new());
                self.first = 0;
                let given = self.constant(Number);
                rule.bound.push((Number, number));
                format!("(n{number} = {given} ; n{number} = count : {{ {other} }})")
            }
        };
        rule.body.push(condition);
    }

    fn comparison(&mut self, bound: &[Variable]) -> String {
        let kind = KINDS[self.choices.below(10)];
        let ordered = matches!(kind, Number | Unsigned | Float | Symbol);
        let signs: &[&str] = if ordered { &["=", "!=", "<", ">="] } else { &["=", "!="] };
        let (left, right) = (self.known(kind, bound), self.known(kind, bound));
        // Of two constants alone nothing may tell the type.
        let left =
            if left.starts_with(kind.letter()) { left } else { format!("as({left}, {})", kind.name()) };
        format!("{left} {} {right}", signs[self.choices.below(signs.len())])
    }

    fn negation(&mut self, lower: usize, bound: &[Variable]) -> String {
        let (name, columns) = self.readable(lower);
        let terms: Vec<String> = columns
            .into_iter()
            .map(|kind| if self.choices.one_in(3) { "_".to_owned() } else { self.known(kind, bound) })
            .collect();
        format!("!{name}({})", terms.join(", "))
    }

    fn equation(&mut self, rule: &mut Rule) -> String {
        let kind = [Number, Pair, Shape, Unsigned][self.choices.below(4)];
        let value = match kind {
            Number => self.number(&rule.bound),
            Pair => format!("[{}, {}]", self.known(Number, &rule.bound), self.known(Symbol, &rule.bound)),
            Shape => format!("$Circle({})", self.known(Number, &rule.bound)),
            _ => format!("as({}, unsigned)", self.small(Number, &rule.bound)),
        };
        format!("{} = {value}", self.variable(kind, &mut rule.bound))
    }

    /// An aggregate over what is complete, perhaps with another one in it; a number like `m2` is its result.
    fn aggregate(&mut self, lower: usize, rule: &mut Rule, depth: usize) {
        let mut inner = Rule { bound: rule.bound.clone(), ..Rule::default() };
        let mut own = Vec::new();
        for _ in 0..self.choices.between(1, 2) {
            let atom = self.atom(lower, &mut own);
            inner.body.push(atom);
        }
        inner.bound.extend(&own);
        if self.choices.one_in(3) {
            let comparison = self.comparison(&inner.bound);
            inner.body.push(comparison);
        }
        if depth > 0 && self.choices.one_in(3) {
            self.aggregate(lower, &mut inner, depth - 1);
        }
        own.retain(|variable| !rule.bound.contains(variable));
        let numbers: Vec<Variable> = own.iter().copied().filter(|variable| variable.0 == Number).collect();
        let value = self.choices.pick(&numbers).copied();
        let aggregate = match (self.choices.below(4), value) {
            (1, Some(value)) => format!("sum {}", spelt(value)),
            (2, Some(value)) => format!("min {}", spelt(value)),
            (3, Some(value)) => format!("max {} * 2", spelt(value)),
            _ => "count ".to_owned(),
        };
        let result = (Number, 10 + depth);
        rule.body.push(format!("{} = {aggregate} : {{ {} }}", spelt(result), inner.body.join(", ")));
        rule.bound.push(result);
    }
}

/// The row with the greater first number or symbol goes.
fn subsumption(name: &str, columns: &[Kind]) -> Option<String> {
    let first = columns.first().filter(|kind| matches!(kind, Number | Symbol | Unsigned))?;
    let rest: Vec<String> = (1..columns.len()).map(|at| format!("x{at}")).collect();
    let row = |letter: &str| {
        let first = format!("{letter}_{}", first.letter());
        [vec![first], rest.clone()].concat().join(", ")
    };
    let letter = first.letter();
    Some(format!("{name}({}) <= {name}({}) :- b_{letter} < a_{letter}.", row("a"), row("b")))
}
