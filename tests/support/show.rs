//! Checked programs as text, so that a failing random program can be read, and run through the parser.

use demarche::program::functor;
use demarche::program::ir::*;
use demarche::program::value::{format_fact, spell_word};
use demarche::store::{Dictionary, Word};

/// The program as a program text.
pub(crate) fn text(program: &Program, dictionary: &Dictionary) -> String {
    let mut lines = lattices(program);
    lines.extend(program.relations.iter().map(declaration));
    let relation = |id: RelationId| &program.relations[id.0];
    lines.extend(
        program.facts.iter().map(|fact| format_fact(relation(fact.relation), &fact.row, dictionary) + "."),
    );
    let closes = |at: usize| program.relations.iter().any(|relation| relation.kind.closing().contains(&at));
    let rules = program.rules.iter().enumerate().filter(|(at, _)| !closes(*at));
    lines.extend(rules.map(|(_, rule)| Shower { program, rule, dictionary }.rule()));
    let subsumptions = program.relations.iter().flat_map(|relation| relation.kind.subsumptions());
    lines.extend(subsumptions.map(|rule| Shower { program, rule, dictionary }.subsumption()));
    for io in program.io.iter().filter(|io| io.kind == IoKind::Limitsize) {
        lines.push(format!(".limitsize {}(n={})", relation(io.relation).name, io.parameters[0].1));
    }
    lines.join("\n") + "\n"
}

fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Symbol => "symbol",
        Type::Number => "number",
        Type::Unsigned => "unsigned",
        Type::Float => "float",
        Type::Date => "date",
        Type::Record(_) => "record",
        Type::Branches(_) => "branch",
    }
}

/// A type for each join of numbers that a column has, with its lattice.
fn lattices(program: &Program) -> Vec<String> {
    let mut lines = Vec::new();
    for relation in &program.relations {
        let Kind::Lattice(columns) = &relation.kind else { continue };
        for join in columns.iter().map(|column| column.join) {
            let operands = ["_".to_owned(), "_".to_owned()];
            let line = format!(
                ".type {join:?} = number\n.lattice {join:?}<> {{ Lub -> {} }}",
                functor::spell(join, &operands)
            );
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

fn declaration(relation: &Relation) -> String {
    let joined = match &relation.kind {
        Kind::Lattice(columns) => columns.as_slice(),
        _ => &[],
    };
    let keys = relation.attributes.len() - joined.len();
    let columns = relation.attributes.iter().enumerate().map(|(at, column)| {
        let joined = at.checked_sub(keys).and_then(|at| joined.get(at));
        let ty = joined.map_or(type_name(column.ty).to_owned(), |it| format!("{:?}<>", it.join));
        format!("{}: {ty}", column.name)
    });
    let kind = match &relation.kind {
        Kind::Equivalence { .. } => " eqrel".to_owned(),
        Kind::Choice(domains) => {
            let name = |at: &usize| relation.attributes[*at].name.clone();
            let domain = |columns: &Vec<usize>| {
                format!("({})", columns.iter().map(name).collect::<Vec<_>>().join(", "))
            };
            format!(" choice-domain {}", domains.iter().map(domain).collect::<Vec<_>>().join(", "))
        }
        Kind::Plain
        | Kind::Subsumptive(_)
        | Kind::Numbered { .. }
        | Kind::Rounds { .. }
        | Kind::Lattice(_) => String::new(),
    };
    format!(".decl {}({}){kind}", relation.name, columns.collect::<Vec<_>>().join(", "))
}

struct Shower<'a> {
    program: &'a Program,
    rule: &'a Rule,
    dictionary: &'a Dictionary,
}

impl Shower<'_> {
    fn rule(&self) -> String {
        let columns = &self.program.relations[self.rule.head.0].attributes;
        let terms = self.rule.head_terms.iter().zip(columns);
        let terms: Vec<String> = terms.map(|(term, column)| self.expr(term, column.ty)).collect();
        let head = format!("{}({})", self.program.relations[self.rule.head.0].name, terms.join(", "));
        format!("{head} :- {}.", self.body(&self.rule.body))
    }

    /// The first two literals are the rows.
    fn subsumption(&self) -> String {
        let (rows, body) = self.rule.body.split_at(2);
        format!("{} <= {} :- {}.", self.literal(&rows[0]), self.literal(&rows[1]), self.body(body))
    }

    fn body(&self, body: &[Literal]) -> String {
        body.iter().map(|literal| self.literal(literal)).collect::<Vec<_>>().join(", ")
    }

    fn word(&self, word: Word, ty: Type) -> String {
        spell_word(word, ty, self.dictionary)
    }

    fn variable(&self, variable: VarId) -> &str {
        &self.rule.variables[variable.0].name
    }

    fn atom(&self, atom: &Atom) -> String {
        let relation = &self.program.relations[atom.relation.0];
        let args = atom.args.iter().zip(&relation.attributes).map(|(arg, column)| match arg {
            Arg::Var(variable) => self.variable(*variable).to_owned(),
            Arg::Const(word) => self.word(*word, column.ty),
            Arg::Wildcard => "_".to_owned(),
        });
        format!("{}({})", relation.name, args.collect::<Vec<_>>().join(", "))
    }

    fn expr(&self, expr: &Expr, ty: Type) -> String {
        match expr {
            Expr::Var(variable) => self.variable(*variable).to_owned(),
            Expr::Const(word) => self.word(*word, ty),
            Expr::Call { functor, ty, args } => {
                let args: Vec<String> = args.iter().map(|arg| self.expr(arg, *ty)).collect();
                let name = functor::name(*functor);
                if name.starts_with(char::is_alphabetic) {
                    format!("{name}({})", args.join(", "))
                } else {
                    format!("({})", args.join(&format!(" {name} ")))
                }
            }
        }
    }

    fn literal(&self, literal: &Literal) -> String {
        match literal {
            Literal::Atom(atom) => self.atom(atom),
            Literal::Negation(atom) => format!("!{}", self.atom(atom)),
            Literal::Compare { op, ty, left, right, negated } => {
                let (left, right) = (self.expr(left, *ty), self.expr(right, *ty));
                let condition = format!("{left} {} {right}", comparison(*op));
                if *negated { format!("!({condition})") } else { condition }
            }
            Literal::Test { test, args, negated } => {
                let (name, ty) = named(*test);
                let args: Vec<String> = args.iter().map(|arg| self.expr(arg, ty)).collect();
                format!("{}{name}({})", if *negated { "!" } else { "" }, args.join(", "))
            }
            Literal::Aggregate(aggregate) => self.aggregate(aggregate),
            Literal::Range { .. } => "range".to_owned(),
            Literal::False => "false".to_owned(),
        }
    }

    fn aggregate(&self, aggregate: &Aggregate) -> String {
        let kind = format!("{:?}", aggregate.kind).to_lowercase();
        let value = aggregate.value.as_ref().map(|value| format!(" {}", self.expr(value, aggregate.ty)));
        let (result, body) = (self.variable(aggregate.result), self.body(&aggregate.body));
        format!("{result} = {kind}{} : {{ {body} }}", value.unwrap_or_default())
    }
}

fn comparison(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => ">=",
    }
}

fn named(test: Test) -> (&'static str, Type) {
    match test {
        Test::Match => ("match", Type::Symbol),
        Test::Contains => ("contains", Type::Symbol),
        Test::Within => ("within", Type::Date),
        Test::MayPrecede => ("may_precede", Type::Date),
        Test::MayOverlap => ("may_overlap", Type::Date),
        Test::MayBeWithin => ("may_be_within", Type::Date),
        Test::UnsaidSymbol => ("unsaid", Type::Symbol),
        Test::UnsaidDate => ("unsaid", Type::Date),
    }
}
