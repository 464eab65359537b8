//! The whole check of a program: declarations, then facts and rules, then strata.
//!
//! Every part reports all that it finds and leaves a place for what is at fault, so that one fault is one message.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::{HashMap, HashSet};

use super::builder::{Helper, Normaliser, Title};
use super::clause::Clause;
use super::directives;
use super::infer::{self, Inference};
use super::inline::{self, Inlined};
use super::ir::{Fact, Io, Program, Relation, RelationId, Rule};
use super::join_order::Planned;
use super::messages::code;
use super::names::{Scope, declare, made_relation};
use super::type_set::TypeSet;
use super::types::Lattice;
use super::variables::RuleAt;
use super::{
    computed, counters, deltas, emit, entangled, facts, join_order, kinds, lattices, missing, natives,
    repetition, safety, strata, subsumption, subtypes, warnings, witness,
};
use crate::diagnostic::{Diagnostic, Located, Severity, Span};
use crate::store::Dictionary;
use crate::syntax::tree::{
    self, Docs, FunctorDecl, LatticeDecl, RelationDecl, Statement, Text, Tree, TypeDecl,
};

/// What the check of a program gives.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The program, if there was no error.
    pub program: Option<Program>,
    /// Errors and warnings, in order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks the statements of some trees as one program: names, types, safety, strata.
///
/// The trees are plain: articles, annotations and the lens are lowered before. What else stands in them (questions, tests,
/// includes) is passed over.
pub fn check(trees: &[&Tree], dictionary: &Dictionary) -> Checked {
    check_beside(trees, &mut Nothing, dictionary)
}

/// Facts that stand among the statements of some trees without being held there: each is made when it is read and let go of then.
pub trait Beside {
    /// The next fact, if it stands before the statement of this number; the statements of all trees are counted from 0.
    fn next_before(&mut self, statement: usize) -> Option<(&tree::Atom, Span)>;
}

/// No fact.
struct Nothing;

impl Beside for Nothing {
    fn next_before(&mut self, _: usize) -> Option<(&tree::Atom, Span)> {
        None
    }
}

/// As [`check`], with more facts.
pub fn check_beside(trees: &[&Tree], beside: &mut dyn Beside, dictionary: &Dictionary) -> Checked {
    let mut sink = Vec::new();
    let computed = computed::rules(trees);
    let completed = deltas::completed(trees);
    let statements = Statements::of(trees, &computed, &completed);
    kinds::name_clashes(&statements.types, &statements.relations, &mut sink);
    let lattice = Lattice::declared(&statements.types, dictionary, &mut sink);
    let (mut scope, mut relations) = declare(&statements.relations, lattice, &mut sink);
    scope.natives = natives::declare(&statements.functors, &scope.lattice, dictionary, &mut sink);
    lattices::declare(&statements.lattices, &statements.relations, &mut scope, dictionary, &mut sink);
    scope.legacy = statements.legacy;
    scope.wrapping = wraps(trees);
    let facts = statements.facts(beside, &scope, dictionary, &mut sink);
    let io = statements.io(&scope, &mut sink);
    let (rules, subsumptions) = statements.rules(&mut scope, &mut relations, dictionary, &mut sink);
    let (mut rules, clauses): (Vec<Rule>, Vec<Clause>) = rules.into_iter().unzip();
    for rule in &rules {
        if let Some(relation) = relations.get_mut(rule.head.0) {
            relation.derived = true;
        }
    }
    counters::part(&mut rules, &clauses, &mut relations, &mut sink);
    entangled::check(&statements.rules, &mut sink);
    kinds::equivalences(&statements.relations, &scope, &mut relations, &mut rules, &mut sink);
    kinds::choices(&statements.relations, &scope, &mut relations, &mut sink);
    subsumption::attach(subsumptions, &mut relations, &mut sink);
    lattices::attach(&scope, &mut relations, &mut sink);
    deltas::attach(&statements.relations, &scope, &mut relations, &mut rules, &mut sink);
    deltas::refuse_given(&statements.relations, &facts, &io, &scope, &mut sink);
    inline::set_apart(&statements.relations, &statements.never_inline, &rules, &mut relations);
    let strata = strata::strata(&relations, &rules, &mut sink);
    deltas::check_readers(&relations, &rules, &strata, &mut sink);
    let orders = join_order::read(&statements.plans(), &relations, &rules, &strata, &mut sink);
    let program = Program {
        wrapping: scope.wrapping,
        types: scope.lattice.types(),
        natives: natives::callable(&scope.natives, &scope.lattice),
        relations,
        rules,
        facts,
        orders,
        strata,
        io,
    };
    warnings::of_rules(&statements.rules, &mut sink);
    let sound = sink.iter().all(|diagnostic| diagnostic.severity == Severity::Warning);
    if sound {
        warnings::never_defined(&program, &statements.suppressed, &mut sink);
        warnings::of_program(&program, &clauses, &statements.rules, dictionary, &mut sink);
    }
    Checked { program: sound.then_some(program), diagnostics: sorted(sink) }
}

/// Whether a pragma asks for arithmetic that wraps.
fn wraps(trees: &[&Tree]) -> bool {
    let statements = trees.iter().flat_map(|tree| &tree.statements);
    let mut pragmas = statements.filter_map(|statement| match &statement.node {
        Statement::Pragma(words) => words.first(),
        _ => None,
    });
    pragmas.any(|key| key.node == "wrap")
}

/// Each finding once, in order of the text; a disjunction repeats its rule and with it what is wrong there.
pub(super) fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let place = |span: Span| (span.source, span.start, span.end);
    let mut seen = BTreeSet::new();
    diagnostics.retain(|one| seen.insert((place(one.primary.span), one.code, one.message.clone())));
    diagnostics.sort_by_key(|one| place(one.primary.span));
    missing::told_once(missing::without_doubtful(diagnostics))
}

/// The names that a pragma of this key lists.
fn listed<'t>(pragma: &'t [Located<Text>], wanted: &str) -> Vec<&'t str> {
    match pragma {
        [key, names] if key.node == wanted => names.node.split(',').map(str::trim).collect(),
        _ => Vec::new(),
    }
}

/// The statements that matter here, by kind.
#[derive(Default)]
struct Statements<'t> {
    types: Vec<&'t TypeDecl>,
    relations: Vec<&'t RelationDecl>,
    lattices: Vec<&'t LatticeDecl>,
    functors: Vec<&'t FunctorDecl>,
    /// Facts with the numbers of their statements.
    facts: Vec<(usize, &'t tree::Fact, Span)>,
    rules: Vec<RuleAt<'t>>,
    /// Relations that the pragma `inline-exclude` names.
    never_inline: Vec<&'t str>,
    /// Relations of which the pragma `suppress-warnings` wants to hear nothing.
    suppressed: Vec<&'t str>,
    /// Whether the pragma `legacy` stands among them.
    legacy: bool,
    subsumptions: Vec<(&'t tree::Subsumption, Span)>,
    io: Vec<(&'t tree::IoDirective, Span)>,
}

impl<'t> Statements<'t> {
    /// The statements of the trees; facts that are computed are among the rules, and `completed` declarations stand for those
    /// that take their columns from others.
    fn of(trees: &[&'t Tree], computed: &'t [(tree::Rule, Span)], completed: &'t [RelationDecl]) -> Self {
        let mut found = Self::default();
        found.rules.extend(computed.iter().map(|(rule, span)| (rule, *span)));
        for (at, statement) in trees.iter().flat_map(|tree| &tree.statements).enumerate() {
            match &statement.node {
                Statement::Type(decl) => found.types.push(decl),
                Statement::Lattice(decl) => found.lattices.push(decl),
                Statement::Functor(decl) => found.functors.push(decl),
                Statement::Relation(decl) => {
                    let whole = completed.iter().find(|one| one.name.span == decl.name.span);
                    found.relations.push(whole.unwrap_or(decl));
                }
                Statement::Fact(fact) if computed::is_computed(fact) => {}
                Statement::Fact(fact) => found.facts.push((at, fact, statement.span)),
                Statement::Rule(rule) => found.rules.push((rule, statement.span)),
                Statement::Pragma(words) => {
                    found.never_inline.extend(listed(words, "inline-exclude"));
                    found.suppressed.extend(listed(words, "suppress-warnings"));
                    found.legacy |= words.first().is_some_and(|key| key.node == "legacy");
                }
                Statement::Subsumption(rule) => found.subsumptions.push((rule.as_ref(), statement.span)),
                Statement::Io(directive) => found.io.push((directive, statement.span)),
                // Those that cannot be run are reported apart.
                Statement::Component(_)
                | Statement::Init(_)
                | Statement::Override(_)
                | Statement::Query(_)
                | Statement::Article(_)
                | Statement::Include(_)
                | Statement::Once
                | Statement::Lens(_)
                | Statement::Test(_) => {}
            }
        }
        found
    }

    /// The facts of the trees and those beside them, in order.
    fn facts(
        &self,
        beside: &mut dyn Beside,
        scope: &Scope,
        dictionary: &Dictionary,
        sink: &mut Vec<Diagnostic>,
    ) -> Vec<Fact> {
        let mut found = Vec::with_capacity(self.facts.len());
        let mut read =
            |atom: &tree::Atom, span| found.extend(facts::fact(atom, span, scope, dictionary, sink));
        for &(at, fact, span) in &self.facts {
            while let Some((atom, span)) = beside.next_before(at) {
                read(atom, span);
            }
            read(&fact.atom, span);
        }
        while let Some((atom, span)) = beside.next_before(usize::MAX) {
            read(atom, span);
        }
        found
    }

    fn io(&self, scope: &Scope, sink: &mut Vec<Diagnostic>) -> Vec<Io> {
        let of_decl = |decl: &&RelationDecl| {
            let relation = scope.find(&decl.name.node);
            relation.map(|relation| directives::qualifiers(decl, relation)).unwrap_or_default()
        };
        self.relations.iter().for_each(|decl| repetition::of_qualifiers(decl, sink));
        repetition::of_directives(&self.io, sink);
        let mut io: Vec<Io> = self.relations.iter().flat_map(of_decl).collect();
        for (directive, span) in &self.io {
            io.extend(directives::directive(directive, *span, scope, sink));
        }
        io
    }

    fn inlined(&self, sink: &mut Vec<Diagnostic>) -> Option<Inlined<'t>> {
        let facts: Vec<&tree::Atom> = self.facts.iter().map(|(_, fact, _)| fact.atom.as_ref()).collect();
        inline::inlined(&self.relations, &self.never_inline, &facts, &self.rules, &self.io, sink)
    }

    fn plans(&self) -> Vec<Planned<'t>> {
        let of_rules = self.rules.iter().map(|(rule, span)| Planned { versions: &rule.plan, rule: *span });
        let of_subsumptions =
            self.subsumptions.iter().map(|(rule, span)| Planned { versions: &rule.plan, rule: *span });
        of_rules.chain(of_subsumptions).filter(|plan| !plan.versions.is_empty()).collect()
    }

    /// The rules with the clauses that they come from, and those of subsumption; relations made on the way are added.
    fn rules(
        &self,
        scope: &mut Scope,
        relations: &mut Vec<Relation>,
        dictionary: &Dictionary,
        sink: &mut Vec<Diagnostic>,
    ) -> (Vec<(Rule, Clause)>, Vec<Rule>) {
        let inlined = self.inlined(sink);
        let inline: BTreeSet<RelationId> =
            inlined.iter().flat_map(|it| &it.relations).filter_map(|name| scope.find(name)).collect();
        let rules: Vec<RuleAt<'_>> = match &inlined {
            Some(inlined) => inlined.rules.iter().map(|(rule, span)| (rule.as_ref(), *span)).collect(),
            None => self.rules.clone(),
        };
        let mut titles = Titles::default();
        let mut normaliser = Normaliser::new(scope, sink);
        for (rule, span) in rules {
            normaliser.rule(rule, span, |head| titles.title(&rule.docs, &head.relation.node));
        }
        let ordinary = normaliser.done.clauses.len();
        for &(rule, span) in &self.subsumptions {
            let relation = &rule.less.relation.node;
            let title = titles.title(&rule.docs, &format!("{relation} <= {relation}").into());
            for rule in &subsumption::expanded(rule, normaliser.sink) {
                normaliser.rule(rule, span, |_| title.clone());
            }
        }
        let mut made = normaliser.done;
        set_helper_types(&made.helpers, scope);
        relations.extend(
            (relations.len()..scope.len()).map(|id| made_relation(scope.signature(RelationId(id)), scope)),
        );
        let subsumptions = made.clauses.split_off(ordinary);
        let helpers = made.helpers.into_iter().flat_map(|helper| helper.clauses);
        let (of_inline, clauses): (Vec<_>, Vec<_>) = helpers
            .chain(made.clauses)
            .partition(|clause| clause.head.is_some_and(|head| inline.contains(&head)));
        let mut rules = check_clauses(clauses, scope, dictionary, sink);
        rules.extend(check_inline(of_inline, scope, dictionary, sink));
        counters::refuse(&subsumptions, "what gives way", sink);
        let subsumptions = check_clauses(subsumptions, scope, dictionary, sink);
        (rules, subsumptions.into_iter().map(|(rule, _)| rule).collect())
    }
}

/// The rules of inline relations, which have rows of their own only where every rule of theirs gives its variables values.
fn check_inline(
    clauses: Vec<Clause>,
    scope: &Scope,
    dictionary: &Dictionary,
    sink: &mut Vec<Diagnostic>,
) -> Vec<(Rule, Clause)> {
    let mut by_relation: BTreeMap<Option<RelationId>, Vec<Clause>> = BTreeMap::new();
    for clause in clauses {
        by_relation.entry(clause.head).or_default().push(clause);
    }
    let mut rules = Vec::new();
    for clauses in by_relation.into_values() {
        let mut found = Vec::new();
        let checked = check_clauses(clauses, scope, dictionary, &mut found);
        let before = found.len();
        found.retain(|one| one.code != code::UNGROUNDED);
        if found.len() == before {
            rules.extend(checked);
        }
        sink.extend(found);
    }
    rules
}

/// Names of rules: `[name]` from the documentation, else the relation and the ordinal of the rule among those of the relation.
#[derive(Default)]
struct Titles {
    counts: HashMap<Text, usize>,
}

impl Titles {
    fn title(&mut self, docs: &Docs, relation: &Text) -> Title {
        let count = self.counts.entry(relation.clone()).or_default();
        *count += 1;
        let (named, docs) = super::rule_name::split(docs);
        Title { name: named.unwrap_or_else(|| Text::from(format!("{relation}#{count}"))), docs }
    }
}

/// The types of the columns of relations that the checker made, from their clauses.
pub(super) fn set_helper_types(helpers: &[Helper], scope: &mut Scope) {
    for helper in helpers {
        set_types(helper.relation, &helper.clauses, scope);
    }
}

/// The types of a relation's columns, from what its clauses allow together.
pub(super) fn set_types(relation: RelationId, clauses: &[Clause], scope: &mut Scope) {
    let width = scope.signature(relation).columns.len();
    let mut allowed = vec![TypeSet::ALL; width];
    for clause in clauses {
        let inference = Inference::of_body(clause, scope);
        for (allowed, term) in allowed.iter_mut().zip(&clause.head_terms) {
            let both = allowed.and(inference.possible(term.slot));
            // Alternatives that disagree are reported when the clauses are checked against the first.
            if !both.is_empty() {
                *allowed = both;
            }
        }
    }
    for (column, allowed) in allowed.into_iter().enumerate() {
        scope.set_type(relation, column, allowed.preferred());
    }
}

/// Types and orders clauses into rules; clauses at fault are reported and left out.
pub(super) fn check_clauses(
    clauses: Vec<Clause>,
    scope: &Scope,
    dictionary: &Dictionary,
    sink: &mut Vec<Diagnostic>,
) -> Vec<(Rule, Clause)> {
    let mut rules = Vec::new();
    let mut told = HashSet::new();
    for mut clause in clauses {
        witness::expose(&mut clause);
        let unsafe_variables = safety::order(&mut clause);
        let safe = unsafe_variables.is_empty();
        // The alternatives of a rule, in which `!` may have split it, lack a variable for one and the same reason.
        let rule = clause.name.split('@').next().unwrap_or_default().to_owned();
        sink.extend(
            unsafe_variables.into_iter().filter(|one| told.insert((rule.clone(), one.message.clone()))),
        );
        let Some(types) = infer::types(&clause, scope, sink) else { continue };
        let fits = subtypes::check(&clause, &types, scope, sink);
        let Some(head) = clause.head else { continue };
        if let Some(rule) = emit::rule(&clause, head, &types, scope.wrapping, dictionary, sink)
            && safe
            && fits
        {
            rules.push((rule, clause));
        }
    }
    rules
}
