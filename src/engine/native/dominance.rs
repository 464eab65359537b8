//! Subsumption that is told by the two rows alone: how their values compare says which of them goes.
//!
//! Most subsumption is of this form: the least distance of a node, the routes of which no other is both shorter and cheaper. Where
//! what is above is so through any row between, what stands can be told row by row, without a join; [`super::subsumption`] has
//! whatever is not of it.

use std::ops::Range;

use super::Halt;
use super::conditions::{Asked, Condition, Value, is_equality};
use super::front::{Axes, Axis, Point};
use super::outcome::Outcome;
use super::scale::{Scale, Way};
use crate::program::functor;
use crate::program::ir::{Comparison, Expr, Rule, Type};
use crate::store::{Dictionary, Word, word_of};

/// The most ways in which two rows can compare.
const MOST_WAYS: usize = 1 << 16;

/// The most ways in which three rows can compare for which it is tried out whether what is above is so through a row between.
const MOST_TRIED: usize = 1 << 20;

/// Which of the rows with the same key stand: those above which no other is.
#[derive(Clone, Debug)]
pub(super) struct Dominance {
    /// The columns in which a row agrees with those above it.
    pub(super) key: Vec<usize>,
    values: Vec<Compared>,
    /// How many of the values are columns; these come first.
    columns: usize,
    /// What each way in which the values compare says of two rows.
    verdicts: Vec<Verdict>,
    /// The same where all values are whole numbers, of which nothing is asked but their order.
    by_order: Option<ByOrder>,
    /// The two values, where a row is above those that are better in neither.
    axes: Option<Axes>,
}

/// What the orders of whole numbers say of two rows.
#[derive(Clone, Debug)]
struct ByOrder {
    /// The columns, and by what words are turned so that they are in order as signed numbers.
    columns: Vec<(usize, Word)>,
    /// For each way in which they compare: one digit a column, of base 3, the first the highest. 0 is less, 1 equal, 2 greater.
    verdicts: Vec<Verdict>,
}

/// A value by which rows are compared.
#[derive(Clone, Debug)]
struct Compared {
    expr: Expr,
    scale: Scale,
    /// For each way in which it compares, by its number, what that adds to the number of the way in which the rows do.
    shares: Vec<usize>,
}

/// How a row stands to another one with the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Neither goes.
    Apart,
    /// They are the same.
    Same,
    /// It goes where the other stands.
    Below,
    /// The other goes where it stands.
    Above,
}

impl Dominance {
    /// What rules of subsumption say of a relation with columns of these types, if they are of this form.
    pub(super) fn of(rules: &[Rule], types: &[Type], dictionary: &Dictionary) -> Option<Self> {
        let asked = Asked::of(rules, types)?;
        let columns = types.len() - asked.key.len();
        let scales: Vec<Scale> =
            (0..asked.values.len()).map(|value| scale(&asked, value, dictionary)).collect::<Option<_>>()?;
        let triples: Vec<Vec<[Way; 3]>> = scales.iter().map(Scale::of_three).collect();
        let ways = Ways::of(&triples)?;
        let gives_way = |number: usize| {
            let ways = ways.each(number);
            let are_same =
                |values: Range<usize>| values.into_iter().all(|value| scales[value].is_same(ways[value]));
            // What is computed of the same columns is the same.
            let differ = !are_same(0..columns);
            let is_possible = differ || are_same(columns..scales.len());
            let may_go =
                |rule: &Vec<Condition>| rule.iter().all(|condition| holds(condition, &ways, &scales));
            is_possible.then(|| differ && asked.rules.iter().any(may_go))
        };
        let goes: Vec<Option<bool>> = (0..ways.count).map(gives_way).collect();
        if !is_transitive(&goes, &ways, &triples) {
            return None;
        }
        let verdicts: Vec<Verdict> = (0..ways.count).map(|number| ways.verdict(number, &goes)).collect();
        let compared = |(at, (Value { expr, .. }, scale)): (usize, (Value, Scale))| Compared {
            expr,
            shares: ways.shares(at, &scale),
            scale,
        };
        let values: Vec<Compared> = asked.values.into_iter().zip(scales).enumerate().map(compared).collect();
        let by_order = ByOrder::of(&values, columns, &verdicts);
        let axes = axes(&values, columns, &verdicts);
        Some(Self { key: asked.key, values, columns, verdicts, by_order, axes })
    }

    /// Where a row stands on fronts, if there are such.
    #[inline]
    pub(super) fn place(&self, row: &[Word]) -> Option<(&Axes, Point)> {
        let axes = self.axes.as_ref()?;
        Some((axes, axes.point(|column| row[column])?))
    }

    /// How a row of words stands to a row of cells with the same key.
    ///
    /// # Errors
    /// That of a functor.
    #[inline]
    pub(super) fn verdict(
        &self,
        row: &[Word],
        other: &[i32],
        dictionary: &Dictionary,
    ) -> Result<Verdict, Halt> {
        self.told(&|column| row[column], &|column| word_of(other[column]), dictionary)
    }

    /// Whether a row of cells stands above another one with the same key.
    ///
    /// # Errors
    /// That of a functor.
    pub(super) fn is_above(&self, row: &[i32], other: &[i32], dictionary: &Dictionary) -> Result<bool, Halt> {
        let verdict =
            self.told(&|column| word_of(row[column]), &|column| word_of(other[column]), dictionary)?;
        Ok(verdict == Verdict::Above)
    }

    #[inline]
    fn told(
        &self,
        row: &impl Fn(usize) -> Word,
        other: &impl Fn(usize) -> Word,
        dictionary: &Dictionary,
    ) -> Result<Verdict, Halt> {
        if let Some(by_order) = &self.by_order {
            return Ok(by_order.verdict(row, other));
        }
        let (mut number, mut is_same) = (0, true);
        let (columns, computed) = self.values.split_at(self.columns);
        for Compared { expr, scale, shares } in columns {
            let Expr::Var(column) = expr else { continue };
            let (one, other) = (row(column.0), other(column.0));
            number += shares[scale.compared(Some(one), Some(other), dictionary)];
            is_same &= one == other;
        }
        // Nothing is computed of two rows that are one.
        for Compared { expr, scale, shares } in computed.iter().filter(|_| !is_same) {
            let (one, other) = (value(expr, row, dictionary)?, value(expr, other, dictionary)?);
            number += shares[scale.compared(one, other, dictionary)];
        }
        Ok(if is_same { Verdict::Same } else { self.verdicts[number] })
    }
}

impl ByOrder {
    /// None where a value is computed, no whole number, or compared with a constant.
    fn of(values: &[Compared], columns: usize, verdicts: &[Verdict]) -> Option<Self> {
        let turned = |Compared { expr, scale, .. }: &Compared| match (expr, scale.ty) {
            (Expr::Var(column), Type::Number) if scale.places() == 1 => Some((column.0, 0)),
            (Expr::Var(column), Type::Unsigned) if scale.places() == 1 => Some((column.0, 1 << 63)),
            _ => None,
        };
        let turned: Vec<(usize, Word)> = values[..columns].iter().map(turned).collect::<Option<_>>()?;
        let count = 3_usize.checked_pow(u32::try_from(columns).ok()?).filter(|&count| count <= MOST_WAYS)?;
        let verdict = |way: usize| {
            // From the last column to the first.
            let (mut rest, mut number) = (way, 0);
            for Compared { scale, shares, .. } in values.iter().rev() {
                let outcome = by_digit(rest % 3, scale.is_opaque);
                number += shares[scale.number(Way { outcome, places: [0; 2] })];
                rest /= 3;
            }
            // The middle one of all ways is that of rows that are one.
            if way == count / 2 { Verdict::Same } else { verdicts[number] }
        };
        let is_computed = values.len() > columns;
        (!is_computed).then(|| Self { columns: turned, verdicts: (0..count).map(verdict).collect() })
    }

    #[inline]
    fn verdict(&self, row: &impl Fn(usize) -> Word, other: &impl Fn(usize) -> Word) -> Verdict {
        let way = self.columns.iter().fold(0, |way, &(column, turn)| {
            let (one, other) = ((row(column) ^ turn).cast_signed(), (other(column) ^ turn).cast_signed());
            way * 3 + usize::from(one >= other) + usize::from(one > other)
        });
        self.verdicts[way]
    }
}

/// The axes of a front, if rows have two values, both numbers, and one is above another just where it is better in one of them and worse
/// in neither.
fn axes(values: &[Compared], columns: usize, verdicts: &[Verdict]) -> Option<Axes> {
    let [one, other] = values.first_chunk::<2>().filter(|_| columns == 2 && values.len() == 2)?;
    let verdict = |ways: [Outcome; 2]| {
        let number = |of: &Compared, outcome| of.shares[of.scale.number(Way { outcome, places: [0; 2] })];
        verdicts[number(one, ways[0]) + number(other, ways[1])]
    };
    // Of the one value the better is known by rows that agree in the other.
    let least_is_best = |way: [Outcome; 2]| match verdict(way) {
        Verdict::Above => Some(true),
        Verdict::Below => Some(false),
        Verdict::Apart | Verdict::Same => None,
    };
    let told = |of: &Compared, least_is_best: Option<bool>| match (&of.expr, of.scale.order()) {
        (Expr::Var(column), Some(order)) => {
            Some(Axis { column: column.0, order, least_is_best: least_is_best? })
        }
        _ => None,
    };
    let first = told(one, least_is_best([Outcome::Less, Outcome::Equal]))?;
    let second = told(other, least_is_best([Outcome::Equal, Outcome::Less]))?;
    let is_better = |axis: Axis, outcome: Outcome| match outcome {
        Outcome::Equal => None,
        outcome => Some((outcome == Outcome::Less) == axis.least_is_best),
    };
    let is_as_told = |way: [Outcome; 2]| match [is_better(first, way[0]), is_better(second, way[1])] {
        [None, None] => true,
        [Some(true), Some(false)] | [Some(false), Some(true)] => verdict(way) == Verdict::Apart,
        [Some(true), _] | [_, Some(true)] => verdict(way) == Verdict::Above,
        [Some(false), _] | [_, Some(false)] => verdict(way) == Verdict::Below,
    };
    let each = [Outcome::Less, Outcome::Equal, Outcome::Greater];
    each.iter()
        .all(|&one| each.iter().all(|&other| is_as_told([one, other])))
        .then_some(Axes([first, second]))
}

/// What a digit of [`ByOrder`] says of two values.
fn by_digit(digit: usize, is_opaque: bool) -> Outcome {
    match digit {
        _ if is_opaque => Outcome::unordered(digit == 1),
        0 => Outcome::Less,
        1 => Outcome::Equal,
        _ => Outcome::Greater,
    }
}

/// The value of an expression over columns.
fn value(expr: &Expr, row: &dyn Fn(usize) -> Word, dictionary: &Dictionary) -> Result<Option<Word>, Halt> {
    match expr {
        Expr::Var(column) => Ok(Some(row(column.0))),
        Expr::Const(word) => Ok(Some(*word)),
        Expr::Call { functor, ty, args } => {
            let args =
                args.iter().map(|arg| value(arg, row, dictionary)).collect::<Result<Option<Vec<_>>, _>>()?;
            let Some(args) = args else { return Ok(None) };
            Ok(functor::evaluate(*functor, *ty, &args, dictionary)?)
        }
    }
}

/// The scale on which conditions compare a value; none where a constant is not in order, as no date is: it covers days.
fn scale(asked: &Asked, at: usize, dictionary: &Dictionary) -> Option<Scale> {
    let Value { expr, ty } = &asked.values[at];
    let (mut is_opaque, mut constants) = (true, Vec::new());
    for condition in asked.rules.iter().flatten() {
        match condition {
            Condition::Pair { value, op, .. } if *value == at => is_opaque &= is_equality(*op),
            Condition::Bound { value, op, constant, .. } if *value == at => {
                is_opaque &= is_equality(*op);
                constants.push(*constant);
            }
            Condition::Pair { .. } | Condition::Bound { .. } | Condition::Has { .. } => {}
        }
    }
    let is_unordered = |&word: &Word| Outcome::between(*ty, word, word, dictionary) == Outcome::Same;
    let stretches = *ty == Type::Date && !constants.is_empty();
    if !is_opaque && (stretches || constants.iter().any(is_unordered)) {
        return None;
    }
    let less = |one: &Word, other: &Word| functor::compare(Comparison::Less, *ty, *one, *other, dictionary);
    constants.sort_unstable();
    constants.dedup();
    if !is_opaque {
        constants.sort_by(|one, other| less(other, one).cmp(&less(one, other)));
    }
    Some(Scale { ty: *ty, is_opaque, may_lack: matches!(expr, Expr::Call { .. }), constants })
}

/// Whether a condition holds where values compare so.
fn holds(condition: &Condition, ways: &[Way], scales: &[Scale]) -> bool {
    match *condition {
        Condition::Pair { value, op, negated } => {
            let (Way { outcome, places }, scale) = (ways[value], &scales[value]);
            let are_there = !scale.may_lack || !places.contains(&scale.lacking());
            are_there && outcome.meets(op) != negated
        }
        Condition::Bound { row, value, op, constant, negated } => {
            let outcome = scales[value].beside(ways[value].places[row], constant);
            outcome.is_some_and(|outcome| outcome.meets(op) != negated)
        }
        Condition::Has { row, value } => ways[value].places[row] != scales[value].lacking(),
    }
}

/// The ways in which rows compare, by number: each value has a digit for its own way.
struct Ways {
    /// For each value the ways in which it can compare, and what a step of its digit adds.
    values: Vec<(Vec<Way>, usize)>,
    count: usize,
}

impl Ways {
    /// Those of values that compare so three by three; none if they are too many.
    fn of(triples: &[Vec<[Way; 3]>]) -> Option<Self> {
        let (mut values, mut count) = (Vec::new(), 1_usize);
        for triples in triples {
            let mut ways: Vec<Way> = triples.iter().flatten().copied().collect();
            ways.sort_unstable();
            ways.dedup();
            let step = count;
            count = count.checked_mul(ways.len()).filter(|&count| count <= MOST_WAYS)?;
            values.push((ways, step));
        }
        Some(Self { values, count })
    }

    /// How each value compares in the way of a number.
    fn each(&self, number: usize) -> Vec<Way> {
        self.values.iter().map(|(ways, step)| ways[number / step % ways.len()]).collect()
    }

    /// What a way of a value adds to the number.
    fn share(&self, value: usize, way: Way) -> usize {
        let (ways, step) = &self.values[value];
        ways.binary_search(&way).unwrap_or_default() * step
    }

    /// What each way of a value adds, by its number on the scale.
    fn shares(&self, value: usize, scale: &Scale) -> Vec<usize> {
        let mut shares = vec![0; scale.ways()];
        for &way in &self.values[value].0 {
            shares[scale.number(way)] = self.share(value, way);
        }
        shares
    }

    /// What the way of a number says of two rows, where it is known in which of them the one goes.
    fn verdict(&self, number: usize, goes: &[Option<bool>]) -> Verdict {
        let ways = self.each(number);
        let reversed = ways.iter().enumerate().map(|(value, way)| self.share(value, way.reversed()));
        match (goes[number], goes[reversed.sum::<usize>()]) {
            (Some(true), _) => Verdict::Below,
            (_, Some(true)) => Verdict::Above,
            _ => Verdict::Apart,
        }
    }
}

/// Whether a row that goes for another goes for every row above that one too, however three rows compare. Since none goes for itself,
/// no two then go for each other.
fn is_transitive(goes: &[Option<bool>], ways: &Ways, triples: &[Vec<[Way; 3]>]) -> bool {
    let tried = triples.iter().try_fold(1_usize, |tried, triples| tried.checked_mul(triples.len()));
    let shares = |(value, triples): (usize, &Vec<[Way; 3]>)| {
        triples.iter().map(|triple| triple.map(|way| ways.share(value, way))).collect()
    };
    let triples: Vec<Vec<[usize; 3]>> = triples.iter().enumerate().map(shares).collect();
    tried.is_some_and(|tried| tried <= MOST_TRIED) && is_transitive_from(goes, &triples, [0; 3])
}

/// The same for rows whose first values add these numbers.
fn is_transitive_from(goes: &[Option<bool>], triples: &[Vec<[usize; 3]>], numbers: [usize; 3]) -> bool {
    let Some((triples, rest)) = triples.split_first() else {
        // What cannot be says nothing.
        return numbers.map(|number| goes[number]) != [Some(true), Some(true), Some(false)];
    };
    let longer = |shares: &[usize; 3]| std::array::from_fn(|at| numbers[at] + shares[at]);
    triples.iter().all(|shares| is_transitive_from(goes, rest, longer(shares)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceId;
    use crate::program::check;
    use crate::store::{cell_of, word};
    use crate::syntax::{Mode, parse};

    /// What rules of subsumption say of `r`, which has a number `x` and these columns.
    fn dominance(columns: &str, rules: &str) -> Option<Dominance> {
        let text = format!(".decl r(x: number, {columns})\n.decl s(x: number)\ns(0).\n{rules}");
        let dictionary = Dictionary::default();
        let tree = parse(SourceId(0), &text, Mode::File).tree;
        let program = check(&[&tree], &dictionary).program.expect("the rules are right");
        let relation = &program.relations[0];
        let types: Vec<Type> = relation.attributes.iter().map(|column| column.ty).collect();
        Dominance::of(relation.kind.subsumptions(), &types, &dictionary)
    }

    /// How a row stands to another one.
    fn verdict(dominance: &Dominance, row: &[Word], other: &[Word]) -> Verdict {
        let other: Vec<i32> = other.iter().map(|&word| cell_of(word)).collect();
        dominance.verdict(row, &other, &Dictionary::default()).unwrap()
    }

    #[test]
    fn the_least_float_stands_and_nan_beside_it() {
        let least = dominance("a: float", "r(x, d) <= r(x, e) :- e <= d.").unwrap();
        assert_eq!(least.key, [0]);
        let says = |one: f64, other: f64| {
            verdict(&least, &[7, word::from_float(one)], &[7, word::from_float(other)])
        };
        assert_eq!(
            [says(1.5, 2.5), says(2.5, 1.5), says(1.5, 1.5)],
            [Verdict::Above, Verdict::Below, Verdict::Same]
        );
        assert_eq!([says(0.0, -0.0), says(f64::NAN, f64::NAN)], [Verdict::Same; 2]);
        assert_eq!([says(f64::NAN, 1.5), says(1.5, f64::NAN)], [Verdict::Apart; 2]);
    }

    #[test]
    fn several_columns_order_rows_in_part_or_one_after_the_other() {
        let front = dominance("a: number, b: number", "r(x, a, b) <= r(x, c, d) :- c <= a, b <= d.").unwrap();
        let says = |one: [Word; 2], other: [Word; 2]| {
            verdict(&front, &[0, one[0], one[1]], &[0, other[0], other[1]])
        };
        assert_eq!([says([1, 2], [1, 2]), says([1, 2], [2, 3])], [Verdict::Same, Verdict::Apart]);
        assert_eq!([says([1, 2], [1, 1]), says([2, 1], [1, 1])], [Verdict::Above, Verdict::Below]);
        let rules = "r(x, a, b) <= r(x, c, d) :- c < a.\nr(x, a, b) <= r(x, a, d) :- b < d.";
        let one_by_one = dominance("a: number, b: number", rules).unwrap();
        assert_eq!((one_by_one.key.as_slice(), one_by_one.values.len()), (&[0][..], 2));
        assert_eq!(verdict(&one_by_one, &[0, 1, 0], &[0, 2, 9]), Verdict::Above);
        assert_eq!(verdict(&one_by_one, &[0, 1, 0], &[0, 1, 9]), Verdict::Below);
    }

    #[test]
    fn what_is_no_order_or_looks_elsewhere_is_not_of_this_form() {
        let columns = "a: number, b: number";
        let is_of = |rule: &str| dominance(columns, rule).is_some();
        assert!(is_of("r(x, a, b) <= r(x, c, d) :- a < c.") && is_of("r(x, a, b) <= r(y, c, d) :- y < x."));
        assert!(!is_of("r(x, a, b) <= r(x, c, b) :- a != c."));
        assert!(!is_of("r(x, a, b) <= r(x, c, d) :- a < c, b != d."));
        assert!(!is_of("r(x, a, b) <= r(x, c, b) :- a < c, !s(a)."));
        assert!(!is_of("r(x, a, b) <= r(x, c, b) :- a + 1 < c."));
        assert!(!is_of("r(x, a, b) <= r(x, c, b) :- a < c, x > 3."));
        assert!(!is_of("r(x, a, b) <= r(x, c, d) :- a + b < c + d, a < c."));
    }

    #[test]
    fn whole_numbers_are_compared_as_their_scales_say() {
        let rules = [
            "r(x, a, b) <= r(x, c, d) :- c <= a, b <= d.",
            "r(x, a, b) <= r(x, c, b) :- a < c.",
            "r(x, a, b) <= r(x, c, d) :- c < a.\nr(x, a, b) <= r(x, a, d) :- b < d.",
        ];
        let values = [i64::MIN, -1, 0, 1, i64::MAX].map(word::from_number);
        let pairs = || values.iter().flat_map(|&one| values.map(|other| [0, one, other]));
        for (columns, rule) in ["a: number, b: number", "a: unsigned, b: number"]
            .into_iter()
            .flat_map(|columns| rules.map(|rule| (columns, rule)))
        {
            let short = dominance(columns, rule).unwrap();
            let long = Dominance { by_order: None, ..short.clone() };
            assert!(short.by_order.is_some());
            for (one, other) in pairs().flat_map(|one| pairs().map(move |other| (one, other))) {
                let told = [&short, &long].map(|dominance| verdict(dominance, &one, &other));
                assert_eq!(told[0], told[1], "{columns} {rule} {one:?} {other:?}");
            }
        }
    }

    #[test]
    fn dates_in_order_are_not_compared_with_a_day_too() {
        let is_of = |rule: &str| dominance("a: date", rule).is_some();
        assert!(is_of("r(x, a) <= r(x, b) :- a < b."));
        assert!(is_of(r#"r(x, a) <= r(x, "2024-05-07") :- a != "2024-05-07"."#));
        assert!(!is_of(r#"r(x, a) <= r(x, b) :- a < b, a != "2024-05-07"."#));
    }

    #[test]
    fn values_beside_constants_and_computed_ones_tell_what_goes() {
        let columns = "a: number, b: number";
        let top = dominance(columns, "r(x, a, b) <= r(x, -1, b) :- a >= 0.").unwrap();
        let minus = word::from_number(-1);
        let says = |one: Word, other: Word| verdict(&top, &[0, one, 5], &[0, other, 5]);
        assert_eq!(
            [says(3, minus), says(minus, 3), says(3, 4)],
            [Verdict::Below, Verdict::Above, Verdict::Apart]
        );
        assert_eq!(says(word::from_number(-2), minus), Verdict::Apart);
        let sum = dominance(columns, "r(x, a, b) <= r(x, c, d) :- c + d < a + b.").unwrap();
        let says =
            |one: [Word; 2], other: [Word; 2]| verdict(&sum, &[0, one[0], one[1]], &[0, other[0], other[1]]);
        assert_eq!([says([1, 2], [2, 2]), says([1, 2], [2, 1])], [Verdict::Above, Verdict::Apart]);
        assert_eq!(says([1, 2], [1, 2]), Verdict::Same);
        let most = word::from_number(i64::MAX);
        let overflow = sum.verdict(&[0, most, 1], &[0, 1, 1], &Dictionary::default());
        assert!(matches!(overflow, Err(Halt::Functor(_))), "{overflow:?}");
    }
}
