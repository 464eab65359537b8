//! Strata: relations that depend on each other, in an order in which each stratum needs only earlier ones.
//!
//! The strongly connected components of the graph from heads to body relations, by Tarjan's algorithm (SIAM J. Comput. 1(2),
//! 1972) with a stack of its own instead of recursion: it gives the components in the order wanted. A relation that needs its
//! own negation, or an aggregate over itself, has no stratum and is reported with the cycle.

use std::collections::{BTreeSet, VecDeque};

use super::ir::{AggregateKind, Kind, Literal, Relation, RelationId, Rule, Stratum};
use super::messages::{code, shown};
use crate::diagnostic::{Diagnostic, Span};

/// How a head needs a body relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    Plain,
    Negated,
    Aggregated(AggregateKind),
}

/// A head needs a relation, at a place.
#[derive(Clone, Copy, Debug)]
struct Edge {
    to: RelationId,
    need: Need,
    span: Span,
}

/// The strata of the rules over these relations, lowest first. Cycles through negation or aggregation go to `sink`.
pub(super) fn strata(relations: &[Relation], rules: &[Rule], sink: &mut Vec<Diagnostic>) -> Vec<Stratum> {
    let edges = edges(relations, rules);
    let components = Components::of(&edges);
    let mut rules_of = vec![Vec::new(); relations.len()];
    for (index, rule) in rules.iter().enumerate() {
        if let Some(of_head) = rules_of.get_mut(rule.head.0) {
            of_head.push(index);
        }
    }
    components
        .groups
        .iter()
        .map(|group| stratum(group, &edges, &components, &rules_of, relations, sink))
        .collect()
}

fn stratum(
    group: &[RelationId],
    edges: &[Vec<Edge>],
    components: &Components,
    rules_of: &[Vec<usize>],
    relations: &[Relation],
    sink: &mut Vec<Diagnostic>,
) -> Stratum {
    let inside = |from: RelationId| {
        edges[from.0].iter().filter(move |edge| components.number[edge.to.0] == components.number[from.0])
    };
    let mut rules: Vec<usize> = group.iter().flat_map(|id| rules_of[id.0].iter().copied()).collect();
    rules.sort_unstable();
    let needs = group.iter().flat_map(|&from| inside(from).map(move |edge| (from, *edge)));
    if let Some((from, edge)) = needs.clone().find(|(_, edge)| edge.need != Need::Plain) {
        sink.push(unstratifiable(from, edge, edges, components, relations));
    }
    Stratum { relations: group.to_vec(), rules, recursive: needs.clone().next().is_some() }
}

fn edges(relations: &[Relation], rules: &[Rule]) -> Vec<Vec<Edge>> {
    let mut edges: Vec<Vec<Edge>> = relations.iter().map(subsumption_edges).collect();
    // The rounds of a relation are written down while it is derived.
    for (at, relation) in relations.iter().enumerate() {
        if let Kind::Rounds { of, .. } = relation.kind
            && let Some(of) = edges.get_mut(of.0)
        {
            of.push(Edge { to: RelationId(at), need: Need::Plain, span: relation.span });
        }
    }
    for rule in rules {
        if let Some(of_head) = edges.get_mut(rule.head.0) {
            collect(&rule.body, None, of_head);
        }
    }
    edges
}

/// What the rules need by which rows of the relation give way to each other, beyond the two rows.
fn subsumption_edges(relation: &Relation) -> Vec<Edge> {
    let mut edges = Vec::new();
    if let Kind::Subsumptive(rules) = &relation.kind {
        for rule in rules {
            collect(rule.body.get(2..).unwrap_or_default(), None, &mut edges);
        }
    }
    edges
}

fn collect(body: &[Literal], aggregated: Option<AggregateKind>, edges: &mut Vec<Edge>) {
    for literal in body {
        match literal {
            Literal::Atom(atom) => {
                let need = aggregated.map_or(Need::Plain, Need::Aggregated);
                edges.push(Edge { to: atom.relation, need, span: atom.span });
            }
            Literal::Negation(atom) => {
                edges.push(Edge { to: atom.relation, need: Need::Negated, span: atom.span });
            }
            Literal::Aggregate(aggregate) => collect(&aggregate.body, Some(aggregate.kind), edges),
            Literal::Compare { .. } | Literal::Test { .. } | Literal::Range { .. } | Literal::False => {}
        }
    }
}

struct Components {
    /// Which component a relation is in.
    number: Vec<usize>,
    /// The components, each after all that it needs; relations in order of declaration.
    groups: Vec<Vec<RelationId>>,
}

const UNSEEN: usize = usize::MAX;

struct Search<'e> {
    edges: &'e [Vec<Edge>],
    /// Order of first visit.
    index: Vec<usize>,
    /// The earliest visited relation that is known to be reachable.
    low: Vec<usize>,
    stack: Vec<usize>,
    found: Components,
    visited: usize,
}

impl Components {
    fn of(edges: &[Vec<Edge>]) -> Self {
        let count = edges.len();
        let mut search = Search {
            edges,
            index: vec![UNSEEN; count],
            low: vec![UNSEEN; count],
            stack: Vec::new(),
            found: Self { number: vec![UNSEEN; count], groups: Vec::new() },
            visited: 0,
        };
        for start in 0..count {
            if search.index[start] == UNSEEN {
                search.from(start);
            }
        }
        search.found
    }
}

impl Search<'_> {
    fn from(&mut self, start: usize) {
        let mut path = vec![(start, 0)];
        self.enter(start);
        while let Some((at, next)) = path.last_mut() {
            let at = *at;
            if let Some(edge) = self.edges[at].get(*next) {
                *next += 1;
                let to = edge.to.0;
                if self.index[to] == UNSEEN {
                    self.enter(to);
                    path.push((to, 0));
                } else if self.found.number[to] == UNSEEN {
                    self.low[at] = self.low[at].min(self.index[to]);
                }
            } else {
                path.pop();
                if let Some((parent, _)) = path.last() {
                    self.low[*parent] = self.low[*parent].min(self.low[at]);
                }
                if self.low[at] == self.index[at] {
                    self.close(at);
                }
            }
        }
    }

    fn enter(&mut self, at: usize) {
        self.index[at] = self.visited;
        self.low[at] = self.visited;
        self.visited += 1;
        self.stack.push(at);
    }

    /// Everything above `root` on the stack is one component with it.
    fn close(&mut self, root: usize) {
        let from = self.stack.iter().rposition(|&at| at == root).unwrap_or(0);
        let mut group: Vec<RelationId> = self.stack.drain(from..).map(RelationId).collect();
        group.sort_unstable();
        for id in &group {
            self.found.number[id.0] = self.found.groups.len();
        }
        self.found.groups.push(group);
    }
}

/// The error for a relation that needs itself through negation or aggregation.
fn unstratifiable(
    from: RelationId,
    edge: Edge,
    edges: &[Vec<Edge>],
    components: &Components,
    relations: &[Relation],
) -> Diagnostic {
    let name =
        |id: RelationId| relations.get(id.0).map_or_else(String::new, |relation| shown(&relation.name));
    let back = path(edge.to, from, edges, components);
    let what = match edge.need {
        Need::Aggregated(_) => "an aggregate over itself",
        Need::Negated | Need::Plain => "its own negation",
    };
    let mut cycle = vec![name(from), spelt(&name(edge.to), edge.need)];
    cycle.extend(back.iter().map(|step| spelt(&name(step.to), step.need)));
    let mut diagnostic = Diagnostic::error(
        code::UNSTRATIFIABLE,
        format!("{} depends on {what}", name(from)),
        edge.span,
        format!("{} needs {} complete", name(from), name(edge.to)),
    );
    let mut needer = edge.to;
    for step in &back {
        diagnostic = diagnostic.with_label(step.span, format!("{} needs {}", name(needer), name(step.to)));
        needer = step.to;
    }
    let diagnostic = diagnostic.with_help(format!("the cycle: {}", cycle.join(" → ")));
    match (edge.need, relations.get(from.0)) {
        (Need::Aggregated(kind), Some(relation)) => diagnostic.with_help(instead(kind, relation)),
        _ => diagnostic,
    }
}

/// How what was probably meant is written: the least or greatest of what a recursion finds is kept while it runs, all else is taken
/// of what it ranges over when that is complete.
fn instead(kind: AggregateKind, relation: &Relation) -> String {
    let (kept, op) = match kind {
        AggregateKind::Min => ("least", "<"),
        AggregateKind::Max => ("greatest", ">"),
        AggregateKind::Sum | AggregateKind::Count | AggregateKind::Mean => return complete_first(relation),
    };
    let Some((last, keys)) = relation.attributes.split_last() else { return complete_first(relation) };
    let row = |value: &str| {
        let columns = keys.iter().map(|key| key.name.as_str()).chain([value]).collect::<Vec<_>>();
        format!("{}({})", relation.name, columns.join(", "))
    };
    let (goes, stays) = (format!("{}1", last.name), format!("{}2", last.name));
    format!(
        "to keep the {kept} of what the recursion finds, let rows give way to each other: `{} <= {} :- {stays} {op} {goes}.`",
        row(&goes),
        row(&stays)
    )
}

fn complete_first(relation: &Relation) -> String {
    format!(
        "it would change while it is computed: derive what it ranges over in a relation that does not need {}, and take it of that",
        shown(&relation.name)
    )
}

fn spelt(name: &str, need: Need) -> String {
    match need {
        Need::Plain => name.to_owned(),
        Need::Negated => format!("not {name}"),
        Need::Aggregated(_) => format!("all of {name}"),
    }
}

/// A shortest path of needs inside one component, by breadth-first search; empty when both ends are the same.
fn path(start: RelationId, goal: RelationId, edges: &[Vec<Edge>], components: &Components) -> Vec<Edge> {
    let mut reached_by: Vec<Option<(RelationId, Edge)>> = vec![None; edges.len()];
    let mut seen = BTreeSet::from([start]);
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for edge in &edges[at.0] {
            let same = components.number[edge.to.0] == components.number[goal.0];
            if same && seen.insert(edge.to) {
                reached_by[edge.to.0] = Some((at, *edge));
                queue.push_back(edge.to);
            }
        }
    }
    let mut path = Vec::new();
    let mut at = goal;
    while at != start {
        let Some((before, edge)) = reached_by[at.0] else { break };
        path.push(edge);
        at = before;
    }
    path.reverse();
    path
}
