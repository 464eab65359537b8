//! Lists of an index through growth, rounds and sorting.

use std::convert::Infallible;

use super::ordered::Gap;
use super::*;
use crate::store::sorting::{By, Order};
use crate::store::word;

/// The index of rows `[row, row % modulus]` by the second column, taken up in stretches that end at these numbers.
fn grown(modulus: i32, ends: &[i32]) -> Postings {
    let end = ends.last().copied().unwrap_or_default();
    let cells: Vec<i32> = (0..end).flat_map(|row| [row, row % modulus]).collect();
    let mut index = Postings::new(vec![1], vec![0]);
    for &end in ends {
        index.begin_round();
        let source = Source { cells: &cells, arity: 2 };
        index.extend(source, usize::try_from(end).unwrap(), |_| Ok::<_, Infallible>(())).unwrap();
    }
    index
}

#[test]
fn every_row_is_found_under_its_key_in_order() {
    for ends in [&[1000][..], &[10, 11, 500, 1000], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 40_000]] {
        let index = grown(7, ends);
        for key in 0..7 {
            let expected: Vec<i32> = (0..*ends.last().unwrap()).filter(|row| row % 7 == key).collect();
            assert_eq!(index.entries(index.all(index.list(&[key]).unwrap())), expected);
        }
        assert_eq!(index.list(&[7]), None);
    }
}

#[test]
fn an_entry_taken_out_is_gone_and_may_come_back() {
    let mut index = grown(7, &[500, 1000]);
    for row in (0..1000).step_by(3) {
        index.remove(&[row, row % 7]);
    }
    let found = |index: &Postings, key: i32| {
        let mut entries = index.entries(index.all(index.list(&[key]).unwrap())).to_vec();
        entries.sort_unstable();
        entries
    };
    let expected = |key: i32| (0..1000).filter(|row| row % 7 == key && row % 3 > 0).collect::<Vec<_>>();
    assert!((0..7).all(|key| found(&index, key) == expected(key)));
    assert_eq!(index.covered(), 666);
    let mut cells = vec![0; 666 * 2];
    cells.extend((0..1000).step_by(3).flat_map(|row| [row, row % 7]));
    index.extend(Source { cells: &cells, arity: 2 }, 1000, |_| Ok::<_, Infallible>(())).unwrap();
    assert!(
        (0..7).all(|key| found(&index, key) == (0..1000).filter(|row| row % 7 == key).collect::<Vec<_>>())
    );
}

#[test]
fn rows_that_change_are_found_as_they_are_now() {
    for is_settled in [false, true] {
        let mut index = Postings::new(vec![0], vec![1]).with_places();
        let cells = [1, 10, 2, 20, 1, 11, 1, 12];
        index.extend(Source { cells: &cells, arity: 2 }, 4, |_| Ok::<_, Infallible>(())).unwrap();
        if is_settled {
            index.settle();
            index.rewrite(1, &[2, 20], &[1, 13]);
        }
        index.rewrite(2, &[1, 11], &[1, 14]);
        let found = |key: i32| {
            let mut entries = index.entries(index.all(index.list(&[key]).unwrap())).to_vec();
            entries.sort_unstable();
            entries
        };
        let (ones, twos) =
            if is_settled { (vec![10, 12, 13, 14], vec![]) } else { (vec![10, 12, 14], vec![20]) };
        assert_eq!((found(1), found(2), index.covered()), (ones, twos, 4));
    }
}

#[test]
fn rounds_part_a_list() {
    let index = grown(2, &[6, 12, 12]);
    let list = index.list(&[1]).unwrap();
    assert_eq!(index.entries(index.old(list)), [1, 3, 5, 7, 9, 11]);
    assert_eq!(index.entries(index.new_ones(list)), [0; 0]);
    let index = grown(2, &[6, 7]);
    let (even, odd) = (index.list(&[0]).unwrap(), index.list(&[1]).unwrap());
    assert_eq!(
        (index.entries(index.old(even)), index.entries(index.new_ones(even))),
        (&[0, 2, 4][..], &[6][..])
    );
    assert_eq!(
        (index.entries(index.old(odd)), index.entries(index.new_ones(odd))),
        (&[1, 3, 5][..], &[][..])
    );
}

#[test]
fn what_is_taken_out_leaves_the_rounds_apart() {
    let mut index = grown(1, &[4, 8]);
    let list = index.list(&[0]).unwrap();
    index.remove_of_round(&[1, 0], false);
    index.remove_of_round(&[5, 0], true);
    index.remove_of_round(&[6, 0], false);
    let sorted = |entries: &[i32]| {
        let mut entries = entries.to_vec();
        entries.sort_unstable();
        entries
    };
    assert_eq!(sorted(index.entries(index.old(list))), [0, 2, 3]);
    assert_eq!(sorted(index.entries(index.new_ones(list))), [4, 6, 7]);
    index.begin_round();
    index.remove_of_round(&[7, 0], false);
    assert_eq!(sorted(index.entries(index.old(list))), [0, 2, 3, 4, 6]);
}

#[test]
fn entries_are_sorted_whenever_rows_come_or_go() {
    let sorting = Sorting { column: 1, by: By::Words(Order::Signed) };
    let mut index = Postings::new(vec![], vec![0, 1]).sorted_by(Some(sorting), &Arc::default());
    let mut cells: Vec<i32> = (0..50).flat_map(|row| [row, row * 31 % 50 - 20]).collect();
    let extend = |index: &mut Postings, cells: &[i32]| {
        let source = Source { cells, arity: 2 };
        index.extend(source, cells.len() / 2, |_| Ok::<_, Infallible>(())).unwrap();
    };
    extend(&mut index, &cells[..80]);
    extend(&mut index, &cells);
    let list = index.list(&[]).unwrap();
    let seconds =
        |stretch: Range<usize>| index.entries(stretch).iter().skip(1).step_by(2).copied().collect::<Vec<_>>();
    assert_eq!(seconds(index.all(list)), (-20..30).collect::<Vec<_>>());
    let least = Order::Signed.rank(word::from_number(-3));
    assert_eq!(seconds(index.from(index.all(list), |rank| rank < least)), (-3..30).collect::<Vec<_>>());
    let gaps = (0..50_i64).map(|row| row - (row * 31 % 50 - 20));
    let most = |gaps: &mut dyn Iterator<Item = i64>| gaps.max().unwrap_or_default().max(0).cast_unsigned();
    let gap = Gap { above: most(&mut gaps.clone()), below: most(&mut gaps.map(|gap| -gap)) };
    assert_eq!((index.gap(0), index.gap(1)), (Some(gap), Some(Gap::default())));
    index.remove(&[0, -20]);
    assert!(!index.is_in_order());
    assert_eq!(index.gap(0), None);
    cells.drain(..2);
    cells.extend([7, 100, 8, -100]);
    extend(&mut index, &cells);
    let stretch = index.all(index.list(&[]).unwrap());
    let seconds: Vec<i32> = index.entries(stretch).iter().skip(1).step_by(2).copied().collect();
    assert_eq!(seconds, std::iter::once(-100).chain(-19..30).chain([100]).collect::<Vec<_>>());
}

#[test]
fn entries_may_have_several_cells_or_none() {
    let cells = [1, 2, 3, 2, 1, 3, 1, 2, 4];
    let source = Source { cells: &cells, arity: 3 };
    let mut index = Postings::new(vec![0], vec![2, 1]);
    index.extend(source, 3, |_| Ok::<_, Infallible>(())).unwrap();
    assert_eq!(index.entries(index.all(index.list(&[1]).unwrap())), [3, 2, 4, 2]);
    let mut index = Postings::new(vec![0, 1], Vec::new());
    index.extend(source, 3, |_| Ok::<_, Infallible>(())).unwrap();
    assert_eq!(index.all(index.list(&[1, 2]).unwrap()).len(), 2);
    assert_eq!(index.list(&[2, 2]), None);
}
