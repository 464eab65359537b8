//! The rules of a program rewritten, so that what is asked for with known columns is derived only as far as it is asked for.
//!
//! For each relation and pattern that some rule asks for there are two relations: what is asked (the magic set) and the rows that
//! answer it. Beeri and Ramakrishnan, "On the power of magic" (J. Logic Programming 10, 1991).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::opened::{Opened, asked_variables, atom, fresh, term};
use super::pattern::{Known, Pattern};
use super::sideways::{Step, order};
use super::tail;
use crate::program::ir::{
    Aggregate, Arg, Atom, Expr, Kind, Literal, Program, Relation, RelationId, Rule, VarId, Variable,
};
use crate::syntax::tree::Docs;

/// A relation with the columns that are known where it is asked for.
pub(super) type Question = (RelationId, Pattern);

/// What there is for a question.
#[derive(Clone, Copy, Debug)]
struct Answered {
    /// The known columns asked for.
    asked: RelationId,
    /// The rows that have them.
    rows: RelationId,
    /// Pairs of what is asked and what else answers it, where rules ask on in the place of others (see [`tail`]).
    instead: Option<RelationId>,
}

/// A rule that asks a question.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    /// What it asks.
    pub(super) question: Question,
    /// In answer to what it does; none of rules that are evaluated whole.
    pub(super) from: Option<Question>,
    /// Whether it always asks for the same.
    pub(super) is_constant: bool,
}

/// What is rewritten, and how.
#[derive(Clone, Copy)]
pub(super) struct Task<'t> {
    /// The program, with the rules of a question behind its own.
    pub(super) program: &'t Program,
    /// Relations that may be derived by demand.
    pub(super) askable: &'t BTreeSet<RelationId>,
    /// Relations that are there, and are not derived.
    pub(super) given: &'t BTreeSet<RelationId>,
    /// The rules of the question, by index.
    pub(super) tops: &'t BTreeSet<usize>,
    /// Relations that rules ask for where they deny them.
    pub(super) deniable: &'t BTreeSet<RelationId>,
    /// The questions in answer to which rules ask on in the place of others.
    pub(super) tails: &'t BTreeSet<Question>,
}

/// What comes of it.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    /// Relations that are read whole.
    pub(super) whole: BTreeSet<RelationId>,
    /// Who asks what.
    pub(super) askings: Vec<Asking>,
    /// The rules of relations that are derived whole, where they ask for others, by index.
    pub(super) changed: BTreeMap<usize, Rule>,
    /// The relations made, which follow those of the program.
    pub(super) relations: Vec<Relation>,
    /// The rules made.
    pub(super) rules: Vec<Rule>,
    answered: BTreeMap<Question, Answered>,
}

impl Rewritten {
    /// The questions that are asked.
    pub(super) fn questions(&self) -> impl Iterator<Item = &Question> {
        self.answered.keys()
    }
}

/// The program rewritten so that these relations are derived whole.
pub(super) fn rewritten(task: Task<'_>, roots: &[RelationId]) -> Rewritten {
    let mut rewriting =
        Rewriting { task, done: Rewritten::default(), open: VecDeque::new(), unread: VecDeque::new() };
    for root in roots {
        rewriting.read(*root);
    }
    while rewriting.step() {}
    rewriting.done
}

/// A program on its way.
struct Rewriting<'t> {
    task: Task<'t>,
    done: Rewritten,
    open: VecDeque<Question>,
    unread: VecDeque<RelationId>,
}

/// A rule being rewritten.
struct Scope<'r> {
    rule: &'r Rule,
    is_top: bool,
    /// The question that it answers, with what stands in the known columns of its head.
    own: Option<(Question, Vec<Arg>)>,
}

impl<'t> Rewriting<'t> {
    /// Takes up what was asked or read first and not looked at yet; says whether there was anything.
    fn step(&mut self) -> bool {
        if let Some(id) = self.unread.pop_front() {
            self.derive_whole(id);
        } else if let Some(question) = self.open.pop_front() {
            self.answer(&question);
        } else {
            return false;
        }
        true
    }

    fn rules_of(&self, id: RelationId) -> impl Iterator<Item = (usize, &'t Rule)> + use<'t> {
        let rules = self.task.program.rules.iter().enumerate();
        rules.filter(move |(_, rule)| rule.head == id)
    }

    /// Notes that a relation is read whole.
    fn read(&mut self, id: RelationId) {
        if self.done.whole.insert(id) && !self.task.given.contains(&id) {
            self.unread.push_back(id);
        }
    }

    fn derive_whole(&mut self, id: RelationId) {
        let subsumptions = self.task.program.relations.get(id.0).map(|relation| relation.kind.subsumptions());
        for rule in subsumptions.unwrap_or_default() {
            rule.body.iter().for_each(|literal| self.read_all(literal));
        }
        for (at, rule) in self.rules_of(id) {
            let scope = Scope { rule, is_top: self.task.tops.contains(&at), own: None };
            let before = self.done.askings.len();
            let body = self.body(&scope, &rule.body, Vec::new(), Known::default());
            if self.done.askings.len() > before {
                self.done.changed.insert(at, Rule { body, ..rule.clone() });
            }
        }
    }

    /// A body in the order in which it passes on what it knows, asking for what can be asked for, behind `before`.
    fn body(
        &mut self,
        scope: &Scope<'_>,
        body: &[Literal],
        mut before: Vec<Literal>,
        known: Known,
    ) -> Vec<Literal> {
        let askable = self.task.askable;
        for Step { at, known } in order(body, known, &|id| askable.contains(&id)) {
            let literal = self.literal(scope, &body[at], &known, &before);
            before.push(literal);
        }
        before
    }

    fn literal(
        &mut self,
        scope: &Scope<'_>,
        literal: &Literal,
        known: &Known,
        before: &[Literal],
    ) -> Literal {
        match literal {
            Literal::Atom(atom) => Literal::Atom(self.atom(scope, atom, known, before)),
            Literal::Negation(atom) if scope.is_top || self.task.deniable.contains(&atom.relation) => {
                Literal::Negation(self.atom(scope, atom, known, before))
            }
            Literal::Aggregate(aggregate) if scope.is_top => {
                let asked = aggregate.body.iter().map(|inner| self.literal(scope, inner, known, before));
                let body = asked.collect();
                Literal::Aggregate(Aggregate { body, ..aggregate.clone() })
            }
            other => {
                self.read_all(other);
                other.clone()
            }
        }
    }

    /// Notes that the relations in a condition are read whole.
    fn read_all(&mut self, literal: &Literal) {
        match literal {
            Literal::Atom(atom) | Literal::Negation(atom) => self.read(atom.relation),
            Literal::Aggregate(aggregate) => aggregate.body.iter().for_each(|inner| self.read_all(inner)),
            _ => {}
        }
    }

    /// An atom over what answers it, where it can be asked for; what stands before it says what is asked.
    fn atom(&mut self, scope: &Scope<'_>, atom: &Atom, known: &Known, before: &[Literal]) -> Atom {
        let pattern = known.pattern(atom, self.recurs(scope.rule.head, atom.relation));
        if pattern.is_free() || !self.task.askable.contains(&atom.relation) {
            self.read(atom.relation);
            return atom.clone();
        }
        let asked = pattern.known(&atom.args);
        let question = (atom.relation, pattern);
        let answered = self.answered(&question);
        let is_own = scope.own.as_ref().is_some_and(|own| *own == (question.clone(), asked.clone()));
        if !is_own {
            self.ask(scope, question, answered.asked, &asked, before);
        }
        Atom { relation: answered.rows, ..atom.clone() }
    }

    /// Whether the two relations are found by one recursion.
    fn recurs(&self, one: RelationId, other: RelationId) -> bool {
        let mut strata = self.task.program.strata.iter().filter(|stratum| stratum.recursive);
        strata.any(|stratum| stratum.relations.contains(&one) && stratum.relations.contains(&other))
    }

    fn ask(
        &mut self,
        scope: &Scope<'_>,
        question: Question,
        head: RelationId,
        asked: &[Arg],
        before: &[Literal],
    ) {
        let is_constant = asked.iter().all(|arg| matches!(arg, Arg::Const(_)));
        let from = scope.own.as_ref().map(|(own, _)| own.clone());
        self.done.askings.push(Asking { question, from, is_constant });
        let head_terms = asked.iter().filter_map(term).collect();
        self.done.rules.push(Rule {
            head,
            head_terms,
            body: before.to_vec(),
            docs: Docs::default(),
            ..scope.rule.clone()
        });
    }

    /// What there is for a question, made when it is asked first.
    fn answered(&mut self, question: &Question) -> Answered {
        if let Some(answered) = self.done.answered.get(question) {
            return *answered;
        }
        let (id, pattern) = question;
        let relation = &self.task.program.relations[id.0];
        let (columns, letters) = (&relation.attributes, pattern.letters());
        let known = pattern.known(columns);
        let mut make = |suffix: &str, attributes| {
            let name = format!("{}@{letters}{suffix}", relation.name).into();
            let made =
                Relation { name, attributes, derived: true, span: relation.span, ..Relation::default() };
            self.done.relations.push(Relation { kind: Kind::Plain, ..made });
            RelationId(self.task.program.relations.len() + self.done.relations.len() - 1)
        };
        let rows = make("", columns.clone());
        let asked = make("_asked", known.clone());
        let is_tail = self.task.tails.contains(question);
        let instead = is_tail.then(|| make("_instead", [known.clone(), known].concat()));
        let answered = Answered { asked, rows, instead };
        self.done.answered.insert(question.clone(), answered);
        self.open.push_back(question.clone());
        answered
    }

    /// Makes the rules that answer a question.
    fn answer(&mut self, question: &Question) {
        let answered = self.answered(question);
        let (id, pattern) = question;
        self.given_rows(*id, pattern, answered);
        for (_, rule) in self.rules_of(*id) {
            match answered.instead {
                Some(instead) => self.answer_instead(rule, question, answered, instead),
                None => self.answer_by(rule, question, answered),
            }
        }
    }

    /// What is given of the relation answers like what is derived.
    fn given_rows(&mut self, id: RelationId, pattern: &Pattern, answered: Answered) {
        let relation = &self.task.program.relations[id.0];
        let mut variables: Vec<Variable> = Vec::new();
        let columns: Vec<VarId> =
            relation.attributes.iter().map(|it| fresh(&mut variables, &it.name, it.ty)).collect();
        let known = pattern.known(&columns);
        let mut rule = Rule {
            name: relation.name.clone(),
            docs: Docs::default(),
            head: answered.rows,
            head_terms: columns.iter().copied().map(Expr::Var).collect(),
            body: vec![atom(answered.asked, known.iter().copied()), atom(id, columns.iter().copied())],
            variables,
            span: relation.span,
        };
        if let Some(instead) = answered.instead {
            // asked_instead(s, s) :- asked(s).
            let same = [known.clone(), known.clone()].concat();
            self.done.rules.push(Rule {
                head: instead,
                head_terms: same.into_iter().map(Expr::Var).collect(),
                body: vec![atom(answered.asked, known.iter().copied())],
                ..rule.clone()
            });
            let asked = asked_variables(&mut rule.variables, relation, pattern);
            rule.body[0] = atom(instead, asked.iter().copied().chain(known));
            let asked: Vec<Expr> = asked.into_iter().map(Expr::Var).collect();
            rule.head_terms = pattern.with_known(&rule.head_terms, &asked);
        }
        self.done.rules.push(rule);
    }

    /// `p(h) :- body` as `rows(h) :- asked(h's known columns), body`.
    fn answer_by(&mut self, rule: &Rule, question: &Question, answered: Answered) {
        let mut opened = Opened::of(rule, &question.1, &self.task.program.relations[rule.head.0]);
        let asked = Atom { relation: answered.asked, args: opened.known.clone(), span: rule.span };
        let before = [vec![Literal::Atom(asked)], opened.parts.clone()].concat();
        let own = Some((question.clone(), opened.known.clone()));
        let scope = Scope { rule: &opened.rule, is_top: false, own };
        let mut body = self.body(&scope, &rule.body, before, opened.knowing());
        body.append(&mut opened.equations);
        self.done.rules.push(Rule { head: answered.rows, body, ..opened.rule });
    }

    /// The same where rules ask on in the place of others: what is asked comes in pairs.
    fn answer_instead(&mut self, rule: &Rule, question: &Question, answered: Answered, instead: RelationId) {
        let relation = &self.task.program.relations[rule.head.0];
        let askable = self.task.askable;
        let shape = tail::shape(rule, &question.1, &|id| askable.contains(&id)).unwrap_or_default();
        let mut opened = Opened::of(rule, &question.1, relation);
        let (mut before, mut asked) = (Vec::new(), opened.known.clone());
        if !shape.is_generic {
            let others = asked_variables(&mut opened.rule.variables, relation, &question.1);
            asked = others.into_iter().map(Arg::Var).collect();
            let args = [asked.clone(), opened.known.clone()].concat();
            before.push(Literal::Atom(Atom { relation: instead, args, span: rule.span }));
            before.extend(opened.parts.iter().cloned());
        }
        let asked: Vec<Expr> = asked.iter().filter_map(term).collect();
        let rest: Vec<Literal> = (0..rule.body.len())
            .filter(|at| Some(*at) != shape.call)
            .map(|at| rule.body[at].clone())
            .collect();
        let own = shape.is_generic.then(|| (question.clone(), opened.known.clone()));
        let scope = Scope { rule: &opened.rule, is_top: false, own };
        let mut body = self.body(&scope, &rest, before, opened.knowing());
        body.append(&mut opened.equations);
        let (head, head_terms) = match shape.call.and_then(|at| rule.body.get(at)) {
            Some(Literal::Atom(call)) => {
                let on = question.1.known(&call.args);
                (instead, asked.into_iter().chain(on.iter().filter_map(term)).collect())
            }
            _ => (answered.rows, question.1.with_known(&opened.rule.head_terms, &asked)),
        };
        self.done.rules.push(Rule { head, head_terms, body, ..opened.rule });
    }
}
