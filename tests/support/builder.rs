//! Checked programs built in Rust, for tests below the parser. Strata are found here, by reachability.

use std::collections::BTreeSet;

use demarche::diagnostic::Span;
use demarche::program::ir::*;
use demarche::store::Word;
use demarche::syntax::tree::Docs;

/// A program in the making.
#[derive(Default)]
pub(crate) struct Builder {
    pub(crate) program: Program,
}

/// One rule in the making: its variables by name.
#[derive(Default)]
pub(crate) struct RuleBuilder {
    pub(crate) variables: Vec<Variable>,
    pub(crate) body: Vec<Literal>,
}

impl Builder {
    pub(crate) fn relation(&mut self, name: &str, types: &[Type]) -> RelationId {
        let attribute = |(at, &ty): (usize, &Type)| Attribute {
            name: format!("c{at}").into(),
            ty,
            type_name: format!("{ty:?}").to_lowercase().into(),
        };
        self.program.relations.push(Relation {
            name: name.into(),
            attributes: types.iter().enumerate().map(attribute).collect(),
            docs: Docs::default(),
            world: World::Undeclared,
            undetermined: None,
            denied: None,
            assumable: false,
            derived: false,
            in_place: false,
            kind: Kind::Plain,
            hints: Vec::new(),
            span: Span::default(),
        });
        RelationId(self.program.relations.len() - 1)
    }

    /// A relation of so many numbers.
    pub(crate) fn numbers(&mut self, name: &str, arity: usize) -> RelationId {
        self.relation(name, &vec![Type::Number; arity])
    }

    pub(crate) fn fact(&mut self, relation: RelationId, row: &[Word]) {
        self.program.facts.push(Fact { relation, row: row.to_vec(), span: Span::default() });
    }

    pub(crate) fn facts<const N: usize>(&mut self, relation: RelationId, rows: &[[Word; N]]) {
        for row in rows {
            self.fact(relation, row);
        }
    }

    /// Adds the rule whose body `build` fills and whose head terms it returns.
    pub(crate) fn rule(&mut self, head: RelationId, build: impl FnOnce(&mut RuleBuilder) -> Vec<Expr>) {
        let rule = self.standalone(head, build);
        self.program.relations[head.0].derived = true;
        self.program.rules.push(rule);
    }

    /// The rule alone, as a question is.
    pub(crate) fn standalone(
        &self,
        head: RelationId,
        build: impl FnOnce(&mut RuleBuilder) -> Vec<Expr>,
    ) -> Rule {
        let mut builder = RuleBuilder::default();
        let head_terms = build(&mut builder);
        let ordinal = self.program.rules.iter().filter(|rule| rule.head == head).count() + 1;
        Rule {
            name: format!("{}#{ordinal}", self.program.relations[head.0].name).into(),
            docs: Docs::default(),
            head,
            head_terms,
            body: builder.body,
            variables: builder.variables,
            span: Span::default(),
        }
    }

    /// The program with its strata.
    pub(crate) fn finish(mut self) -> Program {
        self.program.strata = strata(&self.program);
        self.program
    }
}

impl RuleBuilder {
    /// The number variable of this name, new at its first mention.
    pub(crate) fn var(&mut self, name: &str) -> VarId {
        self.typed(name, Type::Number)
    }

    pub(crate) fn typed(&mut self, name: &str, ty: Type) -> VarId {
        let known = self.variables.iter().position(|variable| variable.name == name);
        VarId(known.unwrap_or_else(|| {
            self.variables.push(Variable { name: name.into(), ty });
            self.variables.len() - 1
        }))
    }

    /// Arguments from words parted by blanks: `_`, numbers, names of number variables.
    pub(crate) fn args(&mut self, text: &str) -> Vec<Arg> {
        let arg = |name: &str| match name.parse::<i64>() {
            _ if name == "_" => Arg::Wildcard,
            Ok(number) => Arg::Const(number.cast_unsigned()),
            Err(_) => Arg::Var(self.var(name)),
        };
        text.split_whitespace().map(arg).collect()
    }

    /// Head terms from words parted by blanks.
    pub(crate) fn head(&mut self, text: &str) -> Vec<Expr> {
        text.split_whitespace().map(|name| self.expr(name)).collect()
    }

    pub(crate) fn expr(&mut self, name: &str) -> Expr {
        match name.parse::<i64>() {
            Ok(number) => Expr::Const(number.cast_unsigned()),
            Err(_) => Expr::Var(self.var(name)),
        }
    }

    pub(crate) fn made_atom(&mut self, relation: RelationId, args: &str) -> Atom {
        Atom { relation, args: self.args(args), span: Span::default() }
    }

    pub(crate) fn atom(&mut self, relation: RelationId, args: &str) -> &mut Self {
        let atom = self.made_atom(relation, args);
        self.body.push(Literal::Atom(atom));
        self
    }

    pub(crate) fn not(&mut self, relation: RelationId, args: &str) -> &mut Self {
        let atom = self.made_atom(relation, args);
        self.body.push(Literal::Negation(atom));
        self
    }

    pub(crate) fn compare(&mut self, left: Expr, op: Comparison, right: Expr) -> &mut Self {
        self.body.push(Literal::Compare { op, ty: Type::Number, left, right, negated: false });
        self
    }

    /// `name = left functor right`.
    pub(crate) fn compute(&mut self, name: &str, left: &str, functor: Functor, right: &str) -> &mut Self {
        let args = vec![self.expr(left), self.expr(right)];
        let result = self.expr(name);
        self.compare(result, Comparison::Equal, Expr::Call { functor, ty: Type::Number, args })
    }

    /// `result = kind value : { body }`; variables that the rule has already are the aggregate's outer ones.
    pub(crate) fn aggregate(
        &mut self,
        result: &str,
        kind: AggregateKind,
        value: Option<&str>,
        body: impl FnOnce(&mut RuleBuilder),
    ) -> &mut Self {
        let known: Vec<VarId> = (0..self.variables.len()).map(VarId).collect();
        let before = std::mem::take(&mut self.body);
        body(self);
        let body = std::mem::replace(&mut self.body, before);
        let value = value.map(|name| self.expr(name));
        let mut used: BTreeSet<VarId> = body.iter().flat_map(Literal::variables).collect();
        used.extend(value.iter().flat_map(Expr::variables));
        let (outer, locals) = used.into_iter().partition(|variable| known.contains(variable));
        let ty = if kind == AggregateKind::Mean { Type::Float } else { Type::Number };
        let result = self.typed(result, ty);
        let aggregate =
            Aggregate { result, kind, ty: Type::Number, wrapping: false, value, body, outer, locals };
        self.body.push(Literal::Aggregate(aggregate));
        self
    }
}

/// The relations that a body reads.
fn reads(body: &[Literal]) -> Vec<RelationId> {
    let of = |literal: &Literal| match literal {
        Literal::Atom(atom) | Literal::Negation(atom) => vec![atom.relation],
        Literal::Aggregate(aggregate) => reads(&aggregate.body),
        _ => Vec::new(),
    };
    body.iter().flat_map(of).collect()
}

fn strata(program: &Program) -> Vec<Stratum> {
    let count = program.relations.len();
    let mut reaches = vec![BTreeSet::new(); count];
    for rule in &program.rules {
        reaches[rule.head.0].extend(reads(&rule.body).into_iter().map(|id| id.0));
    }
    for rule in program.relations.iter().flat_map(|relation| relation.kind.subsumptions()) {
        reaches[rule.head.0].extend(reads(&rule.body[2..]).into_iter().map(|id| id.0));
    }
    for middle in 0..count {
        for from in 0..count {
            if reaches[from].contains(&middle) {
                let further: Vec<usize> = reaches[middle].iter().copied().collect();
                reaches[from].extend(further);
            }
        }
    }
    let mutual = |a: usize, b: usize| a == b || (reaches[a].contains(&b) && reaches[b].contains(&a));
    // Whatever a relation reaches without being reached by it reaches fewer relations than it does.
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&at| (reaches[at].len() - usize::from(reaches[at].contains(&at)), at));
    let mut strata: Vec<Stratum> = Vec::new();
    for at in order {
        match strata.iter_mut().find(|stratum| mutual(stratum.relations[0].0, at)) {
            Some(stratum) => stratum.relations.push(RelationId(at)),
            None => {
                strata.push(Stratum { relations: vec![RelationId(at)], rules: Vec::new(), recursive: false });
            }
        }
    }
    for stratum in &mut strata {
        let own = |rule: &Rule| stratum.relations.contains(&rule.head);
        stratum.rules = (0..program.rules.len()).filter(|&at| own(&program.rules[at])).collect();
        stratum.recursive = reaches[stratum.relations[0].0].contains(&stratum.relations[0].0);
    }
    strata
}
