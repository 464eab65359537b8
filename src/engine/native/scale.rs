//! On which scale values of rows are compared: where a value stands beside constants, how two stand to each other, and in which ways
//! three of them can.
//!
//! The ways of three are found on a model: as many places as three values and the constants can take up.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::outcome::{OUTCOMES, Outcome};
use crate::program::functor;
use crate::program::ir::{Comparison, Type};
use crate::store::sorting::Order;
use crate::store::{Dictionary, Word};

/// How values are compared.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub(super) ty: Type,
    /// Whether it only matters which values are the same.
    pub(super) is_opaque: bool,
    /// Whether there may be none.
    pub(super) may_lack: bool,
    /// The constants with which values are compared too, the least first.
    pub(super) constants: Vec<Word>,
}

/// How one value stands to another, and where each of them does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    pub(super) outcome: Outcome,
    pub(super) places: [Place; 2],
}

/// Where a value stands: the constant of a number, 1 more than twice that; between two of them, twice as much as there are before it.
/// Behind these places comes that of values that have no order, and last that of none.
pub(super) type Place = usize;

impl Way {
    /// How the other value stands to the one.
    pub(super) fn reversed(self) -> Self {
        let [one, other] = self.places;
        Self { outcome: self.outcome.reversed(), places: [other, one] }
    }
}

impl Scale {
    /// The order of the values, where they are numbers, always there, and compared with nothing but each other.
    pub(super) fn order(&self) -> Option<Order> {
        let order = match self.ty {
            Type::Number => Order::Signed,
            Type::Unsigned => Order::Unsigned,
            Type::Float => Order::Float,
            Type::Symbol | Type::Date | Type::Record(_) | Type::Branches(_) => return None,
        };
        (!self.is_opaque && self.places() == 1).then_some(order)
    }

    /// How many places there are.
    #[inline]
    pub(super) fn places(&self) -> usize {
        if self.constants.is_empty() && !self.may_lack { 1 } else { self.lacking() + 1 }
    }

    /// The place of values that have no order.
    fn unordered(&self) -> Place {
        2 * self.constants.len() + 1
    }

    /// The place where there is no value.
    pub(super) fn lacking(&self) -> Place {
        self.unordered() + 1
    }

    /// How many ways [`Self::number`] counts.
    pub(super) fn ways(&self) -> usize {
        OUTCOMES * self.places() * self.places()
    }

    /// The number of a way.
    pub(super) fn number(&self, way: Way) -> usize {
        (way.outcome as usize * self.places() + way.places[0]) * self.places() + way.places[1]
    }

    /// Whether two values that compare so are the same, or both lack.
    pub(super) fn is_same(&self, way: Way) -> bool {
        way.outcome.is_same() || (self.may_lack && way.places == [self.lacking(); 2])
    }

    /// The number of the way in which a value stands to another.
    #[inline]
    pub(super) fn compared(&self, one: Option<Word>, other: Option<Word>, dictionary: &Dictionary) -> usize {
        match (one, other) {
            (Some(one), Some(other)) if self.places() == 1 => self.outcome(one, other, dictionary) as usize,
            _ => self.number(self.way(one, other, dictionary)),
        }
    }

    #[inline]
    fn outcome(&self, one: Word, other: Word, dictionary: &Dictionary) -> Outcome {
        if self.is_opaque {
            Outcome::unordered(one == other)
        } else {
            Outcome::between(self.ty, one, other, dictionary)
        }
    }

    /// How a value stands to another.
    fn way(&self, one: Option<Word>, other: Option<Word>, dictionary: &Dictionary) -> Way {
        let outcome = match (one, other) {
            (Some(one), Some(other)) => self.outcome(one, other, dictionary),
            _ => Outcome::Apart,
        };
        if self.places() == 1 {
            return Way { outcome, places: [0; 2] };
        }
        Way { outcome, places: [one, other].map(|value| self.place(value, dictionary)) }
    }

    /// Where a value stands.
    fn place(&self, value: Option<Word>, dictionary: &Dictionary) -> Place {
        let Some(value) = value else { return self.lacking() };
        if let Some(at) = self.constants.iter().position(|&constant| constant == value) {
            return 2 * at + 1;
        }
        let is_unordered = |outcome| outcome == Outcome::Same;
        if self.is_opaque || is_unordered(Outcome::between(self.ty, value, value, dictionary)) {
            return self.unordered();
        }
        let is_before =
            |&constant: &Word| functor::compare(Comparison::Less, self.ty, constant, value, dictionary);
        2 * self.constants.iter().filter(|constant| is_before(constant)).count()
    }

    /// How a value at a place stands to a constant; none where there is no value.
    pub(super) fn beside(&self, place: Place, constant: Word) -> Option<Outcome> {
        let of_constant = 2 * self.constants.iter().position(|&other| other == constant)? + 1;
        if place >= self.unordered() {
            return (place == self.unordered()).then_some(Outcome::Apart);
        }
        Some(match place.cmp(&of_constant) {
            Ordering::Equal if self.is_opaque => Outcome::Same,
            Ordering::Equal => Outcome::Equal,
            _ if self.is_opaque => Outcome::Apart,
            Ordering::Less => Outcome::Less,
            Ordering::Greater => Outcome::Greater,
        })
    }

    /// All ways in which three values can compare: the first with the second, the second with the third, the first with the third.
    pub(super) fn of_three(&self) -> Vec<[Way; 3]> {
        // Of dates there are by far the most.
        static DATES: OnceLock<Vec<[Way; 3]>> = OnceLock::new();
        if self.ty == Type::Date && !self.is_opaque && self.places() == 1 {
            return DATES.get_or_init(|| self.found()).clone();
        }
        self.found()
    }

    /// The same, found on the model.
    fn found(&self) -> Vec<[Way; 3]> {
        let (stands, lacking) = (self.stands(), self.lacking());
        let way = |one: &Stand, other: &Stand| {
            let places = [one.place, other.place];
            let outcome = if places.contains(&lacking) { Outcome::Apart } else { one.beside(other) };
            Way { outcome, places }
        };
        let mut found = BTreeSet::new();
        // Of values that stand alike the first has the first name, and so on.
        for one in stands.iter().filter(|one| one.name == 0) {
            for two in stands.iter().filter(|two| two.name <= two.alike(&[one])) {
                let third = stands.iter().filter(|three| three.name <= three.alike(&[one, two]));
                found.extend(third.map(|three| [way(one, two), way(two, three), way(one, three)]));
            }
        }
        found.into_iter().collect()
    }

    /// Where values can stand, as far as three of them can differ.
    fn stands(&self) -> Vec<Stand> {
        let mut stands = self.stands_in_order();
        if self.is_opaque || matches!(self.ty, Type::Float | Type::Symbol) {
            stands.extend(Stand::named(None, self.unordered()));
        }
        if self.may_lack {
            stands.push(Stand { ends: None, name: 0, place: self.lacking() });
        }
        if self.places() == 1 {
            for stand in &mut stands {
                stand.place = 0;
            }
        }
        stands
    }

    /// The same for constants and for values that have an order.
    fn stands_in_order(&self) -> Vec<Stand> {
        let constants = 0..self.constants.len();
        if self.is_opaque {
            return constants.map(|at| Stand { ends: None, name: 0, place: 2 * at + 1 }).collect();
        }
        if self.ty == Type::Date {
            let stretches = (0..6).flat_map(|first| (first..6).map(move |last| (first, last)));
            let place = |(first, last)| if first == last { 0 } else { self.unordered() };
            return stretches.flat_map(|ends| Stand::named(Some(ends), place(ends))).collect();
        }
        // Three values between two constants, then one of these.
        let point = |end: usize, place| Stand { ends: Some((end, end)), name: 0, place };
        let between = (0..=constants.end).flat_map(|gap| (0..3).map(move |at| (4 * gap + at, 2 * gap)));
        let constants = constants.map(|at| (4 * at + 3, 2 * at + 1));
        between.chain(constants).map(|(end, place)| point(end, place)).collect()
    }
}

/// Where a value of the model stands: from one end to another, if it has an order. Values that stand alike are told apart by names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stand {
    ends: Option<(usize, usize)>,
    name: usize,
    place: Place,
}

impl Stand {
    /// Three values that stand alike.
    fn named(ends: Option<(usize, usize)>, place: Place) -> impl Iterator<Item = Self> {
        (0..3).map(move |name| Self { ends, name, place })
    }

    /// How many of others stand alike.
    fn alike(&self, others: &[&Self]) -> usize {
        others.iter().filter(|other| (self.ends, self.place) == (other.ends, other.place)).count()
    }

    fn beside(&self, other: &Self) -> Outcome {
        let holds = |op| match (op, self.ends, other.ends) {
            (Comparison::LessEqual, Some(one), Some(other)) => one.1 <= other.0,
            (Comparison::Less, Some(one), Some(other)) => one.1 < other.0,
            (Comparison::GreaterEqual, Some(one), Some(other)) => other.1 <= one.0,
            (Comparison::Greater, Some(one), Some(other)) => other.1 < one.0,
            _ => false,
        };
        Outcome::told(self == other, holds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::store::word;

    /// Values of a type, some of which have no order or stand in the same place.
    fn values(ty: Type, dictionary: &Dictionary) -> Vec<Word> {
        let date = |text| dictionary.date(&Date::parse(text).unwrap());
        match ty {
            Type::Float => [1.5, -0.0, f64::NAN, f64::INFINITY, 3.0].map(word::from_float).to_vec(),
            Type::Symbol => {
                let texts = ["b", "a", "c", "\u{1}unsaid", "\u{1}other"];
                texts.map(|text| dictionary.symbol(text)).to_vec()
            }
            Type::Date => {
                ["2024-05-07", "[2024-05-07]", "2024-05", "2024-05/2024-06", "2024-05-31", "2024/.."]
                    .map(date)
                    .to_vec()
            }
            _ => [3, 1, 2_u64.pow(63), 7, 5].to_vec(),
        }
    }

    /// Scales of a type: plain, beside constants, with values that lack, and where only equality matters.
    fn scales(ty: Type, values: &[Word]) -> Vec<Scale> {
        let plain = Scale { ty, is_opaque: false, may_lack: false, constants: Vec::new() };
        let constants =
            if ty == Type::Float { vec![values[0], values[4]] } else { vec![values[1], values[0]] };
        let mut scales = vec![plain.clone(), Scale { may_lack: true, ..plain.clone() }];
        scales.push(Scale { is_opaque: true, constants: constants.clone(), ..plain.clone() });
        if ty != Type::Date {
            scales.push(Scale { constants, may_lack: true, ..plain });
        }
        scales
    }

    #[test]
    fn three_values_compare_in_one_of_the_ways_foreseen() {
        let dictionary = Dictionary::default();
        for ty in [Type::Number, Type::Unsigned, Type::Float, Type::Symbol, Type::Date] {
            let values = values(ty, &dictionary);
            for scale in scales(ty, &values) {
                let mut values: Vec<Option<Word>> = values.iter().copied().map(Some).collect();
                values.extend(scale.may_lack.then_some(None));
                let foreseen = scale.of_three();
                let way = |one: &Option<Word>, other: &Option<Word>| scale.way(*one, *other, &dictionary);
                for (one, two) in values.iter().flat_map(|one| values.iter().map(move |two| (one, two))) {
                    for three in &values {
                        let met = [way(one, two), way(two, three), way(one, three)];
                        assert!(foreseen.contains(&met), "{met:?} {scale:?}");
                        assert!(met.iter().all(|&way| scale.number(way) < scale.ways()));
                    }
                }
            }
        }
    }

    #[test]
    fn a_place_tells_how_values_stand_to_constants() {
        let dictionary = Dictionary::default();
        for ty in [Type::Number, Type::Unsigned, Type::Float, Type::Symbol] {
            let values = values(ty, &dictionary);
            for scale in scales(ty, &values).iter().filter(|scale| !scale.constants.is_empty()) {
                for (&value, &constant) in
                    values.iter().flat_map(|one| scale.constants.iter().map(move |it| (one, it)))
                {
                    let told = scale.beside(scale.place(Some(value), &dictionary), constant);
                    let is = scale.way(Some(value), Some(constant), &dictionary).outcome;
                    let is = if scale.is_opaque && is == Outcome::Equal { Outcome::Same } else { is };
                    assert_eq!(told, Some(is), "{value} {constant} {scale:?}");
                }
                assert_eq!(scale.beside(scale.lacking(), scale.constants[0]), None);
            }
        }
    }

    #[test]
    fn less_is_transitive_and_unordered_is_not() {
        for ty in [Type::Number, Type::Float, Type::Date] {
            let scale = Scale { ty, is_opaque: false, may_lack: false, constants: Vec::new() };
            let third = |outcome: Outcome| -> BTreeSet<Outcome> {
                let met = scale.of_three().into_iter().map(|ways| ways.map(|way| way.outcome));
                met.filter(|met| met[..2] == [outcome; 2]).map(|met| met[2]).collect()
            };
            assert_eq!(third(Outcome::Less), BTreeSet::from([Outcome::Less]));
            assert_eq!(third(Outcome::Apart).is_empty(), ty == Type::Number);
            assert_ne!(third(Outcome::Apart), BTreeSet::from([Outcome::Apart]));
        }
    }
}
