//! Both executors on random facts of the vocabulary, drawn from pools so small that rules find partners.

use std::collections::BTreeMap;

use demarche::date::Date;
use demarche::evidence::Certainty;
use demarche::program::ir::{Arg, Literal, Program, RelationId, Type};
use demarche::session::Session;
use demarche::store::{Database, Dictionary, Word, word};

use crate::bundle::{agreed, session};

const CASES: u64 = 1000;
const DATES: [&str; 10] = [
    "1999",
    "1999-05",
    "1999-05-03",
    "1999-05-20",
    "1999-06",
    "[1999-05-01..1999-06-15]",
    "[1999-06-01..]",
    "1999-04/1999-06",
    "1999/..",
    "2000-01-01",
];

const DAYS: [&str; 4] = ["1999-05-10", "1999-06-10", "2000-06-01", "2010-01-01"];

/// The generator `SplitMix64` (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end as u64)).unwrap()
    }

    fn pick<T: Copy>(&mut self, pool: &[T]) -> T {
        pool[self.below(pool.len())]
    }
}

/// The values that a column may take.
struct Pools<'s> {
    program: &'s Program,
    by_column: BTreeMap<(RelationId, usize), Vec<Word>>,
    by_type: BTreeMap<String, Vec<Word>>,
    dates: Vec<Word>,
    grades: Vec<Word>,
    /// The days that may be judged.
    days: Vec<Word>,
}

impl<'s> Pools<'s> {
    fn of(session: &'s Session) -> Self {
        let (program, dictionary) = (session.program(), session.dictionary());
        let dates = DATES.map(|text| dictionary.date(&Date::parse(text).unwrap()));
        let unsaid = dictionary.date(&Date::unsaid("random"));
        let mut pools = Self {
            program,
            by_column: BTreeMap::new(),
            by_type: BTreeMap::new(),
            dates: dates.into_iter().chain([unsaid]).collect(),
            grades: Certainty::NAMES.map(|grade| dictionary.symbol(grade)).to_vec(),
            days: DAYS.map(|text| dictionary.date(&Date::parse(text).unwrap())).to_vec(),
        };
        pools.constants();
        pools.names(dictionary);
        pools
    }

    /// What rules ask for in a column is worth having there.
    fn constants(&mut self) {
        for literal in self.program.rules.iter().flat_map(|rule| &rule.body) {
            let (Literal::Atom(atom) | Literal::Negation(atom)) = literal else { continue };
            for (column, arg) in atom.args.iter().enumerate() {
                if let Arg::Const(word) = arg {
                    self.by_column.entry((atom.relation, column)).or_default().push(*word);
                }
            }
        }
    }

    /// Two names a type.
    fn names(&mut self, dictionary: &Dictionary) {
        for column in self.program.relations.iter().flat_map(|relation| &relation.attributes) {
            let name = |at| dictionary.symbol(&format!("{} {at}", column.type_name));
            self.by_type.entry(column.type_name.to_string()).or_insert_with(|| (1..=2).map(name).collect());
        }
    }

    fn value(&self, random: &mut Random, relation: RelationId, column: usize) -> Word {
        let attribute = &self.program.relations[relation.0].attributes[column];
        match attribute.ty {
            Type::Date => random.pick(&self.dates),
            Type::Number => word::from_number(i64::try_from(random.below(4)).unwrap()),
            Type::Unsigned => random.next() % 4,
            Type::Float => word::from_float(1.0),
            Type::Symbol if attribute.name == "certainty" => random.pick(&self.grades),
            Type::Symbol => match self.by_column.get(&(relation, column)) {
                Some(constants) if random.below(4) > 0 => random.pick(constants),
                _ => random.pick(&self.by_type[attribute.type_name.as_str()]),
            },
            Type::Record(_) | Type::Branches(_) => panic!("the standard rules have no structured column"),
        }
    }

    fn row(&self, random: &mut Random, relation: RelationId) -> Vec<Word> {
        let columns = self.program.relations[relation.0].attributes.len();
        (0..columns).map(|column| self.value(random, relation, column)).collect()
    }
}

/// The relations that no rule derives, companions and provided ones among them.
fn given(program: &Program) -> BTreeMap<&str, RelationId> {
    let named = program.relations.iter().enumerate().filter(|(_, relation)| !relation.derived);
    named.map(|(at, relation)| (relation.name.as_str(), RelationId(at))).collect()
}

/// The companions that hold a claim of each certainty, from denied to confirmed.
const COMPANIONS: [&[&str]; 5] = [
    &["denied"],
    &["possible"],
    &["possible", "expected"],
    &["possible", "expected", "announced"],
    &["possible", "expected", "announced", "confirmed"],
];

/// Up to four rows for most relations, mostly held by confirming claims; with the two days of the lens and the order of grades.
fn facts(random: &mut Random, pools: &Pools<'_>, given: &BTreeMap<&str, RelationId>) -> Database {
    let arities = pools.program.relations.iter().map(|relation| relation.attributes.len());
    let mut database = Database::with_arities(arities);
    let order = given["at_least"];
    for fact in pools.program.facts.iter().filter(|fact| fact.relation == order) {
        database.tables[order.0].insert(&fact.row);
    }
    for (name, &id) in given.iter().filter(|(name, _)| !name.contains('@') && **name != "at_least") {
        let is_day = ["as_of", "at"].contains(name);
        let rows = if is_day { 1 } else { random.below(6).saturating_sub(1) };
        for _ in 0..rows {
            let row = if is_day { vec![random.pick(&pools.days)] } else { pools.row(random, id) };
            let certainty = random.pick(&[0, 1, 2, 3, 4, 4, 4]);
            if certainty > 0 {
                database.tables[id.0].insert(&row);
            }
            for kind in COMPANIONS[certainty].iter().chain([&"claims"]) {
                if let Some(companion) = given.get(format!("{name}@{kind}").as_str()) {
                    let mut claimed = row.clone();
                    claimed.extend(pools.row(random, *companion).into_iter().skip(row.len()));
                    database.tables[companion.0].insert(&claimed);
                }
            }
        }
    }
    database
}

/// Compares the executors on these cases, which are to lead to most of what the rules conclude.
fn compare(cases: std::ops::Range<u64>) {
    let session = session(&[]);
    let pools = Pools::of(&session);
    let given = given(session.program());
    let mut reached = vec![false; session.program().relations.len()];
    for case in cases {
        let input = facts(&mut Random(case), &pools, &given);
        let conclusions = agreed(&session, &input, &format!("case {case}"));
        for (reached, table) in reached.iter_mut().zip(&conclusions.tables) {
            *reached |= !table.is_empty();
        }
    }
    let derived = session.program().relations.iter().zip(&reached).filter(|(relation, _)| relation.derived);
    let never: Vec<&str> = derived
        .clone()
        .filter(|(_, reached)| !**reached)
        .map(|(relation, _)| relation.name.as_str())
        .collect();
    assert!(never.len() * 6 < derived.count(), "random facts lead to too little; never to {never:?}");
}

// Two tests, so that two threads share the work.

#[test]
fn native_and_crepe_agree_on_a_first_half_of_random_facts() {
    compare(0..CASES / 2);
}

#[test]
fn native_and_crepe_agree_on_a_second_half_of_random_facts() {
    compare(CASES / 2..CASES);
}
