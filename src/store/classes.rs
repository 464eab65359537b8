//! The classes of an equivalence: disjoint sets of values, of which the smaller joins the greater (Galler and Fischer, CACM 7(5), 1964).
//!
//! What is united is seen when the round is over. A class is a list of its members, one behind the other, so that the values
//! equivalent to one are a stretch of cells; a list remembers how long it was before the last round.

use std::ops::Range;
use std::sync::OnceLock;

use super::KeyMap;

/// Disjoint sets of values.
#[derive(Clone, Debug)]
pub struct Classes {
    /// Values are numbered in order of first sight.
    numbers: KeyMap<i32>,
    values: Vec<i32>,
    /// For each value another one of its class, or itself; what was united in this round is in it.
    parents: Vec<u32>,
    /// For each value that is seen the number of its class, and its place there.
    places: Vec<(u32, u32)>,
    lists: Vec<List>,
    cells: Vec<i32>,
    /// Stretches of cells that were left, by the binary logarithm of their length.
    left: Vec<Vec<usize>>,
    /// Values that were united and are not seen to be so yet.
    united: Vec<(u32, u32)>,
    pairs: usize,
    round: u32,
    /// The classes that grew in the last round, those among them that have joined others since.
    grown: Vec<u32>,
    /// Their members.
    changed: OnceLock<Vec<i32>>,
    /// All pairs, if they were asked for.
    rows: OnceLock<Vec<i32>>,
}

/// A class: where its members lie.
#[derive(Clone, Copy, Debug)]
struct List {
    start: usize,
    len: u32,
    capacity: u32,
    /// Its length before the round in which it last grew.
    old: u32,
    /// That round.
    round: u32,
}

impl Default for Classes {
    fn default() -> Self {
        Self {
            numbers: KeyMap::new(1),
            values: Vec::new(),
            parents: Vec::new(),
            places: Vec::new(),
            lists: Vec::new(),
            cells: Vec::new(),
            left: Vec::new(),
            united: Vec::new(),
            pairs: 0,
            round: 0,
            grown: Vec::new(),
            changed: OnceLock::new(),
            rows: OnceLock::new(),
        }
    }
}

impl Classes {
    /// How many pairs there are.
    pub fn pairs(&self) -> usize {
        self.pairs
    }

    /// The values, each once, or only the members of classes that grew in the last round: no other value has new pairs.
    pub fn values(&self, is_new: bool) -> &[i32] {
        if !is_new {
            return &self.values[..self.places.len()];
        }
        self.changed.get_or_init(|| {
            let lists = self.grown.iter().map(|&class| self.lists[class as usize]);
            lists.flat_map(|list| &self.cells[list.all()]).copied().collect()
        })
    }

    /// All pairs, one after the other. They are written out when they are first asked for.
    pub(super) fn rows(&self) -> &[i32] {
        self.rows.get_or_init(|| {
            let mut rows = Vec::with_capacity(self.pairs.saturating_mul(2));
            for &one in self.values(false) {
                let others = &self.cells[self.equivalent(one, false)];
                rows.extend(others.iter().flat_map(|&other| [one, other]));
            }
            rows
        })
    }

    /// All members, class by class, among cells without meaning.
    pub fn cells(&self) -> &[i32] {
        &self.cells
    }

    /// About how many bytes it takes.
    pub fn bytes(&self) -> usize {
        self.numbers.bytes()
            + size_of_val(self.values.as_slice())
            + size_of_val(self.parents.as_slice())
            + size_of_val(self.places.as_slice())
            + size_of_val(self.lists.as_slice())
            + size_of_val(self.cells.as_slice())
    }

    /// The number of a value that is seen.
    #[inline]
    fn number(&self, value: i32) -> Option<usize> {
        self.numbers.find(&[value]).filter(|&number| number < self.places.len())
    }

    /// The values equivalent to one, as a stretch of [`Self::cells`]; or among these all that were not so before the last round, and
    /// perhaps others of those that the value brought along.
    pub fn equivalent(&self, value: i32, is_new: bool) -> Range<usize> {
        let Some(number) = self.number(value) else { return 0..0 };
        let (class, place) = self.places[number];
        let list = self.lists[class as usize];
        let all = list.all();
        match list.round == self.round {
            false if is_new => 0..0,
            true if is_new && place < list.old => all.start + list.old as usize..all.end,
            _ => all,
        }
    }

    /// Whether two values are seen to be equivalent, or also whether they may not have been so before the last round.
    pub fn contains(&self, one: i32, other: i32, is_new: bool) -> bool {
        let (Some(one), Some(other)) = (self.number(one), self.number(other)) else { return false };
        let ((class, place), (other_class, other_place)) = (self.places[one], self.places[other]);
        let list = self.lists[class as usize];
        let may_be_new = || list.round == self.round && place.max(other_place) >= list.old;
        class == other_class && (!is_new || may_be_new())
    }

    /// How many pairs may be new in the last round.
    pub fn new_pairs(&self) -> usize {
        let grown = self.grown.iter().map(|&class| self.lists[class as usize]);
        let square = |len: u32| (len as usize).saturating_mul(len as usize);
        grown
            .fold(0, |sum: usize, list| sum.saturating_add(square(list.len) - square(list.old.min(list.len))))
    }

    /// Puts two values into one class; says whether they were in two, or one of them in none.
    pub fn unite(&mut self, one: i32, other: i32) -> bool {
        let known = self.values.len();
        let (one, other) = (self.enter(one), self.enter(other));
        let is_new = self.values.len() > known;
        let (root, other_root) = (self.root(one), self.root(other));
        if root == other_root {
            return is_new;
        }
        // The first seen is the root, so that no list of sizes is needed; paths are halved.
        let (root, child) = (root.min(other_root), root.max(other_root));
        self.parents[child as usize] = root;
        self.united.push((one, other));
        true
    }

    /// The number of a value, which may be new.
    fn enter(&mut self, value: i32) -> u32 {
        let number = self.numbers.number(&[value]);
        if number == self.values.len() {
            self.values.push(value);
            self.parents.push(narrowed(number));
        }
        narrowed(number)
    }

    fn root(&mut self, value: u32) -> u32 {
        let mut at = value;
        while self.parents[at as usize] != at {
            let above = self.parents[self.parents[at as usize] as usize];
            self.parents[at as usize] = above;
            at = above;
        }
        at
    }

    /// Ends a round: what was united in it is seen from now on.
    pub fn end_round(&mut self) {
        self.round += 1;
        self.grown.clear();
        self.changed.take();
        self.rows.take();
        for number in self.places.len()..self.values.len() {
            self.found_class(number);
        }
        for (one, other) in std::mem::take(&mut self.united) {
            let (one, other) = (self.places[one as usize].0, self.places[other as usize].0);
            if one != other {
                let is_greater = self.lists[one as usize].len >= self.lists[other as usize].len;
                let (great, small) = if is_greater { (one, other) } else { (other, one) };
                self.join(great as usize, small as usize);
            }
        }
    }

    /// Gives a new value a class of its own.
    fn found_class(&mut self, number: usize) {
        let class = self.lists.len();
        let start = self.room(0);
        self.cells[start] = self.values[number];
        self.lists.push(List { start, len: 1, capacity: 1, old: 0, round: self.round });
        self.places.push((narrowed(class), 0));
        self.grown.push(narrowed(class));
        self.pairs = self.pairs.saturating_add(1);
    }

    /// Puts the members of one class behind those of another.
    fn join(&mut self, great: usize, small: usize) {
        let joining = self.lists[small];
        let list = &mut self.lists[great];
        if list.round != self.round {
            (list.old, list.round) = (list.len, self.round);
            self.grown.push(narrowed(great));
        }
        let len = list.len + joining.len;
        if len > list.capacity {
            self.relocate(great, len);
        }
        let list = &mut self.lists[great];
        let end = list.start + list.len as usize;
        self.cells.copy_within(joining.all(), end);
        for place in list.len..len {
            let value = self.cells[list.start + place as usize];
            if let Some(number) = self.numbers.find(&[value]) {
                self.places[number] = (narrowed(great), place);
            }
        }
        let across = (list.len as usize).saturating_mul(joining.len as usize).saturating_mul(2);
        self.pairs = self.pairs.saturating_add(across);
        list.len = len;
        self.lists[small] = List { len: 0, capacity: 0, old: 0, ..joining };
        self.leave(joining);
    }

    /// Moves a class to where it has room for so many members.
    fn relocate(&mut self, class: usize, len: u32) {
        let (list, capacity) = (self.lists[class], len.next_power_of_two());
        let start = self.room(capacity.trailing_zeros());
        self.cells.copy_within(list.all(), start);
        self.lists[class] = List { start, capacity, ..list };
        self.leave(list);
    }

    /// A stretch of cells of the length that has this binary logarithm.
    fn room(&mut self, logarithm: u32) -> usize {
        self.left.get_mut(logarithm as usize).and_then(Vec::pop).unwrap_or_else(|| {
            let start = self.cells.len();
            self.cells.resize(start + (1 << logarithm), 0);
            start
        })
    }

    /// Leaves the place of a class to others.
    fn leave(&mut self, list: List) {
        let logarithm = list.capacity.trailing_zeros() as usize;
        if self.left.len() <= logarithm {
            self.left.resize(logarithm + 1, Vec::new());
        }
        self.left[logarithm].push(list.start);
    }
}

impl List {
    fn all(&self) -> Range<usize> {
        self.start..self.start + self.len as usize
    }
}

/// So many values that their numbers leave 32 bits do not fit in memory.
fn narrowed(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    type Pairs = BTreeSet<(i32, i32)>;

    fn pairs(classes: &Classes, is_new: bool) -> Pairs {
        let of_value = |&value: &i32| {
            let found = classes.equivalent(value, is_new);
            classes.cells()[found].iter().map(move |&other| (value, other)).collect::<Vec<_>>()
        };
        classes.values(is_new).iter().flat_map(of_value).collect()
    }

    /// The closure of pairs, by the definition.
    fn closure(given: &[(i32, i32)]) -> Pairs {
        let mut closed: Pairs = given.iter().flat_map(|&(a, b)| [(a, b), (b, a), (a, a), (b, b)]).collect();
        loop {
            let across: Pairs = closed
                .iter()
                .flat_map(|&(a, b)| closed.range((b, i32::MIN)..=(b, i32::MAX)).map(move |&(_, c)| (a, c)))
                .collect();
            let before = closed.len();
            closed.extend(across);
            if closed.len() == before {
                return closed;
            }
        }
    }

    proptest! {
        #[test]
        fn rounds_show_what_follows_from_what_was_united(
            rounds in proptest::collection::vec(proptest::collection::vec((0..12, 0..12), 0..5), 1..6)
        ) {
            let (mut classes, mut given, mut before) = (Classes::default(), Vec::new(), Pairs::new());
            for round in rounds {
                for &(one, other) in &round {
                    classes.unite(one, other);
                    prop_assert_eq!(classes.contains(one, other, false), before.contains(&(one, other)));
                }
                classes.end_round();
                given.extend(round);
                let closed = closure(&given);
                prop_assert_eq!(&pairs(&classes, false), &closed);
                let rows: Pairs = classes.rows().chunks(2).map(|pair| (pair[0], pair[1])).collect();
                prop_assert_eq!((classes.pairs(), rows), (closed.len(), closed.clone()));
                let new = pairs(&classes, true);
                prop_assert!(new.is_subset(&closed) && closed.difference(&before).all(|pair| new.contains(pair)));
                prop_assert!(new.iter().all(|&(a, b)| classes.contains(a, b, true)));
                prop_assert_eq!(new.is_empty(), classes.new_pairs() == 0);
                before = closed;
            }
        }
    }

    #[test]
    fn a_great_class_is_made_of_small_ones_without_its_pairs() {
        let mut classes = Classes::default();
        for value in 0..100_000 {
            classes.unite(value, value / 2);
            if value % 1000 == 0 {
                classes.end_round();
            }
        }
        classes.end_round();
        assert_eq!(classes.pairs(), 10_000_000_000);
        assert!(classes.contains(99_999, 3, false) && classes.bytes() < 10_000_000);
    }
}
