//! A map from keys of one width to numbers that are given in order of first sight.
//!
//! Single cells that lie close together lead to their numbers directly (`direct`). Other keys are hashed: those of up to three
//! narrow cells stand in the slots themselves, so that a key is found by one look at memory (`exact`), and longer ones, or words,
//! beside the slots, which hold a mark of them (`marked`).

use std::borrow::Cow;
use std::iter::zip;
use std::ops::Range;

use self::direct::Direct;
use self::exact::Exact;
use self::marked::Marked;
use super::cell::{AHEAD, Cell, FAR, hash_cells, span};

mod direct;
mod exact;
mod marked;

/// Numbers for keys.
#[derive(Clone, Debug)]
pub struct KeyMap<T> {
    width: usize,
    form: Form<T>,
}

/// How keys are kept.
#[derive(Clone, Debug)]
enum Form<T> {
    /// One narrow cell, while those that there are lie close together.
    Direct(Direct),
    /// One narrow cell.
    One(Exact<2>),
    /// Two narrow cells.
    Two(Exact<3>),
    /// Three narrow cells.
    Three(Exact<4>),
    /// Any key.
    Marked(Marked<T>),
}

impl<T: Cell> KeyMap<T> {
    /// No keys of so many cells.
    pub fn new(width: usize) -> Self {
        let form = match width {
            1 if T::IS_NARROW => Form::Direct(Direct::default()),
            2 if T::IS_NARROW => Form::Two(Exact::default()),
            3 if T::IS_NARROW => Form::Three(Exact::default()),
            _ => Form::Marked(Marked::new(width)),
        };
        Self { width, form }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        match &self.form {
            Form::Direct(map) => map.len(),
            Form::One(map) => map.len(),
            Form::Two(map) => map.len(),
            Form::Three(map) => map.len(),
            Form::Marked(map) => map.len(),
        }
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        match &self.form {
            Form::Direct(map) => map.bytes(),
            Form::One(map) => map.bytes(),
            Form::Two(map) => map.bytes(),
            Form::Three(map) => map.bytes(),
            Form::Marked(map) => map.bytes(),
        }
    }

    /// The number of a key, if it has one.
    #[inline]
    pub fn find(&self, key: &[T]) -> Option<usize> {
        self.find_hashed(key, hash_cells(key))
    }

    /// The number of a key of which the [hash](super::hash_key) is known.
    #[inline]
    pub fn find_hashed(&self, key: &[T], hash: u64) -> Option<usize> {
        match (&self.form, key) {
            (Form::Direct(map), &[one]) => map.find(narrow(one).cast_signed()),
            (Form::One(map), &[one]) => map.find(&[narrow(one), 0], hash),
            (Form::Two(map), &[one, two]) => map.find(&[narrow(one), narrow(two), 0], hash),
            (Form::Three(map), &[one, two, three]) => {
                map.find(&[narrow(one), narrow(two), narrow(three), 0], hash)
            }
            (Form::Marked(map), key) => map.find(key, hash),
            _ => None,
        }
    }

    /// What stands where the search for a key begins. What a search finds decides how it goes on, and the processor, which has to guess
    /// that, often waits for searches one by one; for glances at many keys it waits all at once, and the searches then find all near.
    #[inline]
    pub fn glance(&self, key: &[T], hash: u64) -> u64 {
        match &self.form {
            Form::Direct(map) => key.first().map_or(0, |&one| map.glance(narrow(one).cast_signed())),
            Form::One(map) => map.glance(hash),
            Form::Two(map) => map.glance(hash),
            Form::Three(map) => map.glance(hash),
            Form::Marked(map) => map.glance(hash),
        }
    }

    /// Has near all that searches for these keys look at, in a large map.
    fn bring_all_near<'k>(&self, keys: impl Iterator<Item = (&'k [T], u64)> + Clone)
    where
        T: 'k,
    {
        if self.len() <= FAR {
            return;
        }
        std::hint::black_box(keys.clone().fold(0, |met, (key, hash)| met ^ self.glance(key, hash)));
        if let Form::Marked(map) = &self.form {
            let met = keys.filter(|(key, hash)| map.find(key, *hash).is_some());
            std::hint::black_box(met.count());
        }
    }

    /// The number of a key; a new key gets the next.
    #[inline]
    pub fn number(&mut self, key: &[T]) -> usize {
        self.number_hashed(key, hash_cells(key))
    }

    /// The number of a key of which the hash is known.
    #[inline]
    pub(super) fn number_hashed(&mut self, key: &[T], hash: u64) -> usize {
        match (&mut self.form, key) {
            (Form::Direct(map), &[one]) => match map.number(narrow(one).cast_signed()) {
                Some(number) => number,
                None => self.number_apart(narrow(one), hash),
            },
            (Form::One(map), &[one]) if map.is_full() => {
                self.form = Direct::of(map).map_or_else(|| Form::One(map.grown()), Form::Direct);
                self.number_hashed(&[one], hash)
            }
            (Form::One(map), &[one]) => map.number(&[narrow(one), 0], hash),
            (Form::Two(map), &[one, two]) => map.number(&[narrow(one), narrow(two), 0], hash),
            (Form::Three(map), &[one, two, three]) => {
                map.number(&[narrow(one), narrow(two), narrow(three), 0], hash)
            }
            (Form::Marked(map), key) => map.number(key, hash),
            _ => unreachable!("all keys of a map are of one width"),
        }
    }

    /// The number of a key that lies too far from the others to lead to it directly.
    #[cold]
    fn number_apart(&mut self, key: u32, hash: u64) -> usize {
        let mut map = match &self.form {
            Form::Direct(map) => map.hashed(),
            _ => Exact::default(),
        };
        let number = map.number(&[key, 0], hash);
        self.form = Form::One(map);
        number
    }

    /// Tells the numbers of the keys of these rows, one after the other; new keys get the next.
    ///
    /// In a large map they are searched for first, many at a time: the processor waits for many of these searches at once.
    pub(super) fn number_all<const N: usize>(
        &mut self,
        rows: Range<usize>,
        key: impl Fn(usize) -> [T; N],
        mut tell: impl FnMut(usize),
    ) {
        let mut keys = [([T::default(); N], 0); AHEAD];
        for first in rows.clone().step_by(AHEAD) {
            let stretch = first..rows.end.min(first + AHEAD);
            let keys = &mut keys[..stretch.len()];
            for ((cells, hash), row) in keys.iter_mut().zip(stretch) {
                *cells = key(row);
                *hash = hash_cells(cells);
            }
            self.bring_all_near(keys.iter().map(|(cells, hash)| (cells.as_slice(), *hash)));
            for (cells, hash) in keys {
                tell(self.number_hashed(cells, *hash));
            }
        }
    }

    /// Tells the numbers of keys given one after the other, each of at least one cell; new keys get the next. In a large map they are searched
    /// for first, as by `number_all`.
    pub fn number_keys(&mut self, keys: &[T], mut tell: impl FnMut(usize)) {
        let mut hashes = [0; AHEAD];
        for stretch in keys.chunks(AHEAD * self.width) {
            let keys = stretch.chunks_exact(self.width);
            zip(&mut hashes, keys.clone()).for_each(|(hash, key)| *hash = hash_cells(key));
            self.bring_all_near(zip(keys.clone(), hashes));
            zip(hashes, keys).for_each(|(hash, key)| tell(self.number_hashed(key, hash)));
        }
    }

    /// The keys by number, one after the other.
    pub fn keys(&self) -> Cow<'_, [T]> {
        if let Form::Marked(map) = &self.form {
            return Cow::Borrowed(map.keys());
        }
        let mut keys = vec![T::default(); self.len() * self.width];
        self.each(|key, number| keys[span(self.width, number)].copy_from_slice(key));
        Cow::Owned(keys)
    }

    /// Makes room for so many keys in a map without any. Who adds the keys of another map in the order in which that tells them has to:
    /// in a map that is too small they would all stand together. [`Self::settle`] is to be called when they are there.
    pub(super) fn reserve(&mut self, keys: usize) {
        match &mut self.form {
            Form::Direct(map) if map.len() == 0 => self.form = Form::One(Exact::with_room(keys)),
            Form::Two(map) if map.len() == 0 => *map = Exact::with_room(keys),
            Form::Three(map) if map.len() == 0 => *map = Exact::with_room(keys),
            Form::Marked(map) => map.reserve(keys),
            _ => (),
        }
    }

    /// Chooses the form that suits the keys.
    pub(super) fn settle(&mut self) {
        if let Form::One(map) = &self.form
            && let Some(direct) = Direct::of(map)
        {
            self.form = Form::Direct(direct);
        }
    }

    /// Tells every key with its number, in an order of the map's own.
    pub(super) fn each(&self, mut tell: impl FnMut(&[T], usize)) {
        match &self.form {
            Form::Direct(map) => map.each(|one, number| tell(&[wide(one.cast_unsigned())], number)),
            Form::One(map) => map.each(|&[one, _], number| tell(&[wide(one)], number)),
            Form::Two(map) => map.each(|&[one, two, _], number| tell(&[wide(one), wide(two)], number)),
            Form::Three(map) => {
                map.each(|&[one, two, three, _], number| tell(&[wide(one), wide(two), wide(three)], number));
            }
            Form::Marked(map) => map.each(tell),
        }
    }
}

/// The bits of a narrow cell.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "a narrow cell has 32 bits")]
fn narrow<T: Cell>(cell: T) -> u32 {
    cell.bits() as u32
}

/// The narrow cell of these bits.
fn wide<T: Cell>(bits: u32) -> T {
    T::of_bits(u64::from(bits))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn agrees<T: Cell + Ord>(width: usize, cells: &[T]) {
        let (mut map, mut plain) = (KeyMap::new(width), BTreeMap::new());
        for key in cells.chunks_exact(width) {
            assert_eq!(map.find(key), plain.get(key).copied());
            let next = plain.len();
            assert_eq!(map.number(key), *plain.entry(key.to_vec()).or_insert(next));
        }
        assert_eq!(map.len(), plain.len());
        assert!(plain.iter().all(|(key, &number)| map.find(key) == Some(number)));
        let mut told = BTreeMap::new();
        map.each(|key, number| assert_eq!(told.insert(key.to_vec(), number), None));
        assert_eq!(told, plain);
        let mut by_number: Vec<(&Vec<T>, &usize)> = plain.iter().collect();
        by_number.sort_by_key(|(_, number)| **number);
        assert_eq!(by_number.into_iter().flat_map(|(key, _)| key.clone()).collect::<Vec<T>>(), *map.keys());
        let mut again = KeyMap::new(width);
        let mut numbers = Vec::new();
        again.number_keys(&cells[..cells.len() / width * width], |number| numbers.push(number));
        assert!(cells.chunks_exact(width).map(|key| plain[key]).eq(numbers));
    }

    proptest! {
        #[test]
        fn keys_are_numbered_in_order_of_first_sight(
            cells in proptest::collection::vec(prop_oneof![-20..20, -2000..2000, any::<i32>()], 0..400), width in 1..6_usize
        ) {
            agrees(width, &cells);
            let words: Vec<u64> = cells.iter().map(|&cell| Cell::bits(cell)).collect();
            agrees(width, &words);
        }

        #[test]
        fn keys_may_lie_close_together_or_apart_by_turns(
            runs in proptest::collection::vec((prop_oneof![-3000..3000, any::<i32>()], -9..9_i32, 0..300), 0..6)
        ) {
            let run = |(first, step, len): (i32, i32, i32)| (0..len).map(move |at| first.wrapping_add(at * step));
            agrees(1, &runs.into_iter().flat_map(run).collect::<Vec<i32>>());
        }
    }

    #[test]
    fn keys_that_come_close_together_lead_to_their_numbers_directly() {
        let is_direct = |map: &KeyMap<i32>| matches!(map.form, Form::Direct(_));
        let mut map = KeyMap::new(1);
        // Every second number from the middle of 100,000 on, first those above, then those below.
        for (number, key) in (50_000..100_000).chain((0..50_000).rev()).step_by(2).enumerate() {
            assert_eq!(map.number(&[key]), number);
        }
        assert!(is_direct(&map));
        map.number(&[i32::MAX]);
        assert!(!is_direct(&map));
        // Scattered at first.
        let mut map = KeyMap::new(1);
        let scattered = (0..100_000_i64).map(|at| i32::try_from(at * 7919 % 100_000).unwrap());
        for (number, key) in scattered.clone().enumerate() {
            assert_eq!(map.number(&[key]), number);
            assert!(number != 1000 || !is_direct(&map));
        }
        assert!(
            is_direct(&map) && scattered.enumerate().all(|(number, key)| map.find(&[key]) == Some(number))
        );
    }

    #[test]
    fn room_made_beforehand_does_not_change_what_is_found() {
        for width in 1..5_usize {
            let mut map = KeyMap::<i32>::new(width);
            map.reserve(1000);
            let key = |cell: i32| vec![cell; width];
            for (number, cell) in (0..3000).step_by(3).enumerate() {
                assert_eq!(map.number(&key(cell)), number);
            }
            map.settle();
            for (number, cell) in (0..3000).step_by(3).enumerate() {
                let found = [cell, cell + 1, cell + 2].map(|cell| map.find(&key(cell)));
                assert_eq!(found, [Some(number), None, None]);
            }
            assert_eq!((map.len(), map.number(&key(-1))), (1000, 1000));
        }
    }

    #[test]
    fn the_empty_key_has_one_number() {
        let mut map = KeyMap::<i32>::new(0);
        assert_eq!((map.find(&[]), map.number(&[]), map.number(&[]), map.find(&[])), (None, 0, 0, Some(0)));
    }
}
