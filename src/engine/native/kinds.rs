//! What the native executor remembers of relations that are more than plain (see [`Kind`]), and how it takes up their rows.
//!
//! The table of an equivalence keeps its classes, and takes up rows as what unites two of them. Only where somebody asks in which
//! round a pair is new are the pairs kept one by one: a row that unites two classes then adds the pairs across. Rows of
//! a relation with choices wait until the round is over. Of columns of lattices, and of subsumption that is told by the rows of a key
//! alone, see [`super::standing`]. Of a relation with other subsumption all rows that there ever were are kept
//! apart, so that none comes back. What it drops is found in [`super::subsumption`].

use std::collections::{BTreeMap, HashMap, HashSet};

use super::block::HeadRows;
use super::dominance::Dominance;
use super::standing::{OfRound, Standing};
use super::{Halt, Progress, Watch};
use crate::engine::appearance::Appearance;
use crate::program::ir::{Kind, Program, RelationId, Stratum, Type};
use crate::store::{Database, Dictionary, Table, Word};

/// What is remembered of the relations of a run that are more than plain.
#[derive(Debug)]
pub(super) struct Kinds {
    appearance: Appearance,
    keepers: BTreeMap<RelationId, Keeper>,
    /// The relations that hold rows of others by the round in which they are new.
    pub(super) rounds: Vec<RelationId>,
}

/// Rows that a rule derived.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer<'r> {
    pub(super) relation: RelationId,
    pub(super) rule: usize,
    /// In words where the relation [compares](Kinds::compares) them.
    pub(super) rows: &'r HeadRows,
    /// How many.
    pub(super) count: usize,
}

#[derive(Debug)]
enum Keeper {
    /// The table keeps the classes.
    Classes,
    Equivalence(Equivalence),
    Choice(Choice),
    /// All rows that there ever were.
    Subsumptive(Table),
    Standing(Box<Standing>),
}

impl Kinds {
    /// Nothing taken up yet of this input.
    pub(super) fn new(program: &Program, input: &Database) -> Self {
        let relations = program.relations.iter().enumerate();
        let rounds = relations.filter(|(_, relation)| matches!(relation.kind, Kind::Rounds { .. }));
        let rounds = rounds.map(|(at, _)| RelationId(at)).collect();
        Self { appearance: Appearance::of(program, input), keepers: BTreeMap::new(), rounds }
    }

    /// Takes up what is given of the relations of a stratum.
    pub(super) fn begin(
        &mut self,
        program: &Program,
        stratum: &Stratum,
        tables: &mut [Table],
        dictionary: &Dictionary,
        watch: &mut Watch,
    ) -> Result<(), Halt> {
        for &id in &stratum.relations {
            let (declared, table) = (&program.relations[id.0], &mut tables[id.0]);
            let keeper = match &declared.kind {
                Kind::Plain | Kind::Numbered { .. } | Kind::Rounds { .. } => continue,
                Kind::Equivalence { .. } if !tells_rounds(program, stratum, id) => keep_classes(table),
                Kind::Equivalence { closing } => Keeper::Equivalence(Equivalence {
                    rule: closing.first().copied(),
                    ..Equivalence::default()
                }),
                Kind::Choice(domains) => {
                    let types = declared.attributes.iter().map(|column| column.ty).collect();
                    let mut choice = Choice::new(domains, types);
                    *table = choice.chosen(table);
                    Keeper::Choice(choice)
                }
                Kind::Subsumptive(rules) => {
                    let types: Vec<Type> = declared.attributes.iter().map(|column| column.ty).collect();
                    match Dominance::of(rules, &types, dictionary) {
                        Some(dominance) => {
                            stand(Standing::best(types.len(), dominance), table, dictionary, watch)?
                        }
                        None => Keeper::Subsumptive(table.clone()),
                    }
                }
                Kind::Lattice(columns) => {
                    stand(Standing::join(table.arity(), columns), table, dictionary, watch)?
                }
            };
            self.keepers.insert(id, keeper);
        }
        Ok(())
    }

    /// Whether rows of a relation are compared with others before they are kept, so that words of most of them need no cells.
    pub(super) fn compares(&self, relation: RelationId) -> bool {
        match self.keepers.get(&relation) {
            None | Some(Keeper::Classes | Keeper::Equivalence(_)) => false,
            Some(Keeper::Standing(_) | Keeper::Choice(_) | Keeper::Subsumptive(_)) => true,
        }
    }

    /// Takes up rows that a rule derived; says how many are new. Of relations whose rows stand by key it says how many keys have another
    /// row by the first that the round has for them.
    pub(super) fn insert(
        &mut self,
        offer: &Offer<'_>,
        table: &mut Table,
        dictionary: &Dictionary,
        watch: &mut Watch,
    ) -> Result<usize, Halt> {
        let &Offer { relation, rule, rows, count } = offer;
        let HeadRows { cells, words } = rows;
        let arity = table.arity();
        let row = |at: usize| &words[at * arity..(at + 1) * arity];
        Ok(match self.keepers.get_mut(&relation) {
            None | Some(Keeper::Equivalence(_)) => table.insert_cells(cells, count),
            Some(Keeper::Classes) => unite(table, cells),
            Some(Keeper::Standing(standing)) => standing.take_all(rule, words, table, dictionary, watch)?,
            Some(Keeper::Choice(choice)) => {
                choice.waiting.extend((0..count).map(|at| (rule, row(at).to_vec())));
                0
            }
            Some(Keeper::Subsumptive(seen)) => {
                let new: Vec<usize> = (0..count).filter(|&at| seen.insert(row(at))).collect();
                new.into_iter().filter(|&at| table.insert(row(at))).count()
            }
        })
    }

    /// Keeps of rows, given one after the other, those that may change a relation; says how many these are. None where that cannot be
    /// told.
    pub(super) fn keep_open(
        &self,
        relation: RelationId,
        rows: &mut HeadRows,
        table: &Table,
        dictionary: &Dictionary,
        watch: &mut Watch,
    ) -> Result<Option<usize>, Halt> {
        Ok(match self.keepers.get(&relation) {
            Some(Keeper::Standing(standing)) => {
                Some(standing.keep_open(&mut rows.words, table, dictionary, watch)?)
            }
            Some(Keeper::Classes) => Some(keep_apart(&mut rows.cells, table)),
            _ => None,
        })
    }

    /// Of a relation whose rows stand by key, the rows that the round puts in the place of others, and what tells of which.
    pub(super) fn take_round(&mut self, relation: RelationId) -> Option<(OfRound, &Standing)> {
        match self.keepers.get_mut(&relation) {
            Some(Keeper::Standing(standing)) => Some((standing.take_round(), standing)),
            _ => None,
        }
    }

    /// Whether it is told by joins which rows of the relation give way.
    pub(super) fn compares_by_joins(&self, relation: RelationId) -> bool {
        matches!(self.keepers.get(&relation), Some(Keeper::Subsumptive(_)))
    }

    /// Ends a round: closes an equivalence, chooses among the rows that wait.
    pub(super) fn settle(
        &mut self,
        relation: RelationId,
        table: &mut Table,
        dictionary: &Dictionary,
        progress: &mut Progress,
    ) -> Result<(), Halt> {
        match self.keepers.get_mut(&relation) {
            None | Some(Keeper::Subsumptive(_) | Keeper::Standing(_)) => Ok(()),
            Some(Keeper::Classes) => {
                if let Some(classes) = table.as_classes_mut() {
                    classes.end_round();
                }
                Ok(())
            }
            Some(Keeper::Equivalence(equivalence)) => equivalence.close(table, progress),
            Some(Keeper::Choice(choice)) => choice.choose(table, &self.appearance, dictionary, progress),
        }
    }
}

/// Whether anybody asks in which round a row of a relation is new.
fn tells_rounds(program: &Program, stratum: &Stratum, relation: RelationId) -> bool {
    let is_told = |kind: &Kind| matches!(kind, Kind::Rounds { of, .. } if *of == relation);
    program.relations.iter().any(|declared| is_told(&declared.kind))
        || stratum.rules.iter().any(|&at| program.rules[at].asks_round())
}

/// Makes ready a table that keeps classes; what was given is seen at the end of the round before the first.
fn keep_classes(table: &mut Table) -> Keeper {
    let given = std::mem::replace(table, Table::equivalence());
    if let Some(classes) = table.as_classes_mut() {
        given.cells().chunks_exact(2).for_each(|pair| _ = classes.unite(pair[0], pair[1]));
    }
    Keeper::Classes
}

/// Unites the values of pairs, given one after the other; says how many of these united what was apart, or brought a new value.
fn unite(table: &mut Table, rows: &[i32]) -> usize {
    let Some(classes) = table.as_classes_mut() else { return 0 };
    rows.chunks_exact(2).filter(|pair| classes.unite(pair[0], pair[1])).count()
}

/// Keeps of pairs, given one after the other, those whose values are not known to be equivalent; says how many these are.
fn keep_apart(rows: &mut Vec<i32>, table: &Table) -> usize {
    let mut kept = 0;
    for first in (0..rows.len()).step_by(2) {
        if !table.contains_cells(&rows[first..first + 2]) {
            rows.copy_within(first..first + 2, kept * 2);
            kept += 1;
        }
    }
    rows.truncate(kept * 2);
    kept
}

/// Makes ready a table whose rows stand by key; what was given waits for the end of the round before the first.
fn stand(
    mut standing: Standing,
    table: &mut Table,
    dictionary: &Dictionary,
    watch: &mut Watch,
) -> Result<Keeper, Halt> {
    let given = std::mem::replace(table, standing.none());
    standing.give(&given, table, dictionary, watch)?;
    Ok(Keeper::Standing(Box::new(standing)))
}

/// The classes of an equivalence relation: disjoint sets, of which the smaller joins the greater (Galler and Fischer, CACM 7(5), 1964).
#[derive(Debug, Default)]
struct Equivalence {
    class_of: HashMap<Word, usize>,
    members: Vec<Vec<Word>>,
    /// How many rows of the table were taken up.
    taken: usize,
    /// The rule to which the rows of the closure are counted.
    rule: Option<usize>,
}

impl Equivalence {
    /// Takes up the rows added since the last time and adds to the table what follows from them.
    fn close(&mut self, table: &mut Table, progress: &mut Progress) -> Result<(), Halt> {
        for at in self.taken..table.len() {
            let (one, other) = (table.word(at, 0), table.word(at, 1));
            let mut new = 0;
            self.unite(one, other, &mut |pair| new += u64::from(table.insert(&pair)));
            progress.look_at(1 + usize::try_from(new).unwrap_or(usize::MAX))?;
            if let Some(rule) = self.rule {
                progress.derive(rule, new, new)?;
            }
        }
        self.taken = table.len();
        Ok(())
    }

    /// Puts two values into one class, and gives `add` every pair of which the two were apart.
    fn unite(&mut self, one: Word, other: Word, add: &mut impl FnMut([Word; 2])) {
        let (one, other) = (self.class(one, add), self.class(other, add));
        if one == other {
            return;
        }
        let sizes = (self.members[one].len(), self.members[other].len());
        let (small, great) = if sizes.0 <= sizes.1 { (one, other) } else { (other, one) };
        let joining = std::mem::take(&mut self.members[small]);
        for &a in &joining {
            self.class_of.insert(a, great);
            for &b in &self.members[great] {
                add([a, b]);
                add([b, a]);
            }
        }
        self.members[great].extend(joining);
    }

    /// The class of a value; a new value has one of its own.
    fn class(&mut self, value: Word, add: &mut impl FnMut([Word; 2])) -> usize {
        let next = self.members.len();
        let class = *self.class_of.entry(value).or_insert(next);
        if class == next {
            self.members.push(vec![value]);
            add([value, value]);
        }
        class
    }
}

/// A relation with choices.
#[derive(Debug)]
struct Choice {
    domains: Vec<Domain>,
    types: Vec<Type>,
    /// The rows of the round, each with the rule that derived it.
    waiting: Vec<(usize, Vec<Word>)>,
}

/// Columns in which no two rows agree, with the values that are taken.
#[derive(Debug)]
struct Domain {
    columns: Vec<usize>,
    taken: HashSet<Vec<Word>>,
}

impl Choice {
    fn new(domains: &[Vec<usize>], types: Vec<Type>) -> Self {
        let domain = |columns: &Vec<usize>| Domain { columns: columns.clone(), taken: HashSet::new() };
        Self { domains: domains.iter().map(domain).collect(), types, waiting: Vec::new() }
    }

    /// The rows of a table that agree with none before them.
    fn chosen(&mut self, table: &Table) -> Table {
        let mut chosen = Table::new(table.arity());
        for row in table.rows() {
            if self.take(row) {
                chosen.insert(row);
            }
        }
        chosen
    }

    /// Takes the values of a row, unless some of them are taken.
    fn take(&mut self, row: &[Word]) -> bool {
        let keys: Vec<Vec<Word>> = self.domains.iter().map(|domain| domain.key(row)).collect();
        let is_free = self.domains.iter().zip(&keys).all(|(domain, key)| !domain.taken.contains(key));
        if is_free {
            for (domain, key) in self.domains.iter_mut().zip(keys) {
                domain.taken.insert(key);
            }
        }
        is_free
    }

    fn choose(
        &mut self,
        table: &mut Table,
        appearance: &Appearance,
        dictionary: &Dictionary,
        progress: &mut Progress,
    ) -> Result<(), Halt> {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort_unstable_by(|(one_rule, one), (other_rule, other)| {
            let by_value = || appearance.compare_rows(&self.types, one, other, dictionary);
            one_rule.cmp(other_rule).then_with(by_value)
        });
        for (rule, row) in waiting {
            if self.take(&row) {
                table.insert(&row);
                progress.derive(rule, 1, 1)?;
            }
        }
        Ok(())
    }
}

impl Domain {
    fn key(&self, row: &[Word]) -> Vec<Word> {
        self.columns.iter().map(|&column| row[column]).collect()
    }
}
