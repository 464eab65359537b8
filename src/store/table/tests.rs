//! Tables of every shape: rows once, in order, added one by one and in lists, and taken out.

use super::super::cell::cell_of;
use super::*;

#[test]
fn rows_asked_for_together_are_those_that_are_there() {
    for arity in 1..5 {
        for wide in [1, 1000] {
            // Rows in which all columns but the last repeat, and such in which no column does.
            let row = |at: i32| {
                (1..=arity).map(move |column| if column == arity { at } else { at / 40 * column * wide })
            };
            let mut table = Table::new(usize::try_from(arity).unwrap());
            let cells: Vec<i32> = (0..6000).step_by(3).flat_map(row).collect();
            assert_eq!(table.insert_cells(&cells, 2000), 2000);
            let (mut found, asked) = (Vec::new(), (-5..6500).flat_map(row).collect::<Vec<i32>>());
            table.contain_all(&asked, &mut found);
            assert!((-5..6500).map(|at| (0..6000).contains(&at) && at % 3 == 0).eq(found), "{arity} {wide}");
        }
    }
}

#[test]
fn rows_beyond_another_table_are_those_that_it_lacks() {
    let table = |arity: usize, rows: &[Word]| Table::from_rows(arity, rows.chunks(arity));
    let (one, other) = (table(2, &[1, 2, 3, 4, 5, 6]), table(2, &[5, 6, 1, 3, 1, 2]));
    assert_eq!(one.beyond(&other).rows().collect::<Vec<_>>(), [[3, 4]]);
    assert_eq!(other.beyond(&one).rows().collect::<Vec<_>>(), [[1, 3]]);
    assert!(one.beyond(&one.clone()).is_empty() && Table::new(2).beyond(&one).is_empty());
    assert_eq!(one.beyond(&Table::new(2)), one);
    // Without columns, and of an equivalence, whose table keeps no rows.
    let mut unit = Table::new(0);
    unit.insert(&[]);
    assert_eq!((unit.beyond(&Table::new(0)).len(), unit.beyond(&unit).len()), (1, 0));
    assert_eq!(one.beyond(&Table::equivalence()), one);
}

#[test]
fn a_row_is_kept_once() {
    let mut table = Table::new(2);
    assert!(table.insert(&[1, 2]));
    assert!(table.insert(&[2, 1]));
    assert!(!table.insert(&[1, 2]));
    assert_eq!((table.len(), table.contains(&[2, 1]), table.contains(&[3, 3])), (2, true, false));
    assert_eq!(table.rows().collect::<Vec<_>>(), [[1, 2], [2, 1]]);
}

#[test]
fn the_rows_of_another_table_come_behind_and_once() {
    let (one, other) = (Table::from_rows(1, [&[1][..], &[2]]), Table::from_rows(1, [&[2][..], &[1 << 40]]));
    let mut both = Table::new(1);
    both.insert_table(&one);
    both.insert_table(&other);
    assert_eq!(both.rows().collect::<Vec<_>>(), [[1], [2], [1 << 40]]);
    assert_eq!((one.len(), other.len()), (2, 2));
    let mut unit = Table::new(0);
    unit.insert_table(&Table::new(0));
    assert!(unit.is_empty());
    unit.insert_table(&Table::from_rows(0, [&[][..]]));
    assert_eq!(unit.len(), 1);
}

#[test]
fn a_table_without_columns_holds_at_most_the_empty_row() {
    let mut table = Table::new(0);
    assert!(table.is_empty() && !table.contains(&[]));
    assert!(table.insert(&[]) && !table.insert(&[]));
    assert_eq!(table.rows().collect::<Vec<_>>(), [&[] as &[Word]]);
}

#[test]
fn tables_are_equal_as_sets() {
    let one = Table::from_rows(1, [&[1][..], &[2]]);
    let other = Table::from_rows(1, [&[2][..], &[1]]);
    assert_eq!(one, other);
    assert_ne!(one, Table::from_rows(1, [&[1][..], &[3]]));
    assert_ne!(one, Table::from_rows(1, [&[1][..]]));
}

#[test]
fn a_column_is_read_row_by_row_and_that_of_an_equivalence_value_by_value() {
    let plain = Table::from_rows(2, [&[1, 7][..], &[2, 7]]);
    assert_eq!([0, 1].map(|at| plain.column(at).collect::<Vec<_>>()), [[1, 2], [7, 7]]);
    // 100,000 values are 10¹⁰ pairs, which nobody could write out.
    let mut table = Table::equivalence();
    for value in 1..100_000 {
        assert!(table.as_classes_mut().is_some_and(|classes| classes.unite(value - 1, value)));
    }
    _ = table.as_classes_mut().map(Classes::end_round);
    assert_eq!(table.column(1).sum::<Word>(), 99_999 * 50_000);
}

/// A different row for each number: of few prefixes, of many, or with words that do not fit 32 bits from 5000 on.
fn rows(arity: usize, shape: usize) -> impl Fn(Word) -> Vec<Word> {
    move |number| match shape {
        0 => [number, number / 7, number % 100, number / 100][..arity].to_vec(),
        1 => [number / 100 % 7, 3, number / 700, number][4 - arity..].to_vec(),
        _ => [number * (1 + number / 5000 * 0xFFFF_FFFF), 1, 2, 3][..arity].to_vec(),
    }
}

#[test]
fn growth_loses_no_row_of_any_shape() {
    for (arity, shape) in (1..=4).flat_map(|arity| (0..3).map(move |shape| (arity, shape))) {
        let row = rows(arity, shape);
        let mut table = Table::new(arity);
        assert!((0..20_000).all(|number| table.insert(&row(number))), "{arity} {shape}");
        assert!((0..20_000).all(|number| table.contains(&row(number)) && !table.insert(&row(number))));
        assert_eq!(table.len(), 20_000);
        assert_eq!(table.row(4321), row(4321));
        assert_eq!(table.word(14_321, arity - 1), row(14_321)[arity - 1]);
    }
}

#[test]
fn many_rows_are_added_as_one_by_one() {
    for (arity, shape) in (1..=4).flat_map(|arity| (0..3).map(move |shape| (arity, shape))) {
        let row = rows(arity, shape);
        let cells: Vec<i32> = (0..20_000).chain(15_000..25_000).flat_map(&row).map(cell_of).collect();
        let mut table = Table::new(arity);
        assert_eq!(table.insert_cells(&cells, 30_000), 25_000);
        assert!(table.len() == 25_000 && (0..25_000).all(|number| table.contains(&row(number))));
    }
}

#[test]
fn rows_taken_out_are_gone_and_may_come_back() {
    for (arity, shape) in (1..=4).flat_map(|arity| (0..3).map(move |shape| (arity, shape))) {
        let row = rows(arity, shape);
        let mut table = Table::new(arity);
        (0..20_000).for_each(|number| assert!(table.insert(&row(number))));
        for step in [3, 7000, 2] {
            let gone: Vec<i32> = (0..25_000).step_by(step).flat_map(&row).map(cell_of).collect();
            let mut taken = Table::new(arity);
            taken.insert_cells(&gone, 25_000_usize.div_ceil(step));
            let before = table.len();
            let there = (0..20_000).step_by(step).filter(|&number| table.contains(&row(number))).count();
            assert_eq!(table.remove_all(&taken), there, "{arity} {shape}");
            assert_eq!((table.len(), table.remove_all(&taken)), (before - there, 0));
            let is_left = |number: &Word| table.contains(&row(*number));
            assert_eq!((0..25_000).filter(is_left).count(), table.len());
            assert!(table.rows().all(|row| table.contains(row) && !taken.contains(row)));
        }
        let left = table.len();
        assert_eq!((0..20_000).filter(|&number| table.insert(&row(number))).count(), 20_000 - left);
        assert_eq!(table.len(), 20_000);
    }
    let mut nullary = Table::new(0);
    nullary.insert(&[]);
    assert_eq!((nullary.remove_all(&nullary.clone()), nullary.len(), nullary.insert(&[])), (1, 0, true));
}

#[test]
fn rows_are_found_by_a_word_in_any_column() {
    for far in [7, Word::MAX / 2] {
        let table = Table::from_rows(2, [&[1, 2][..], &[2, 3], &[3, far], &[far, 2]]);
        assert_eq!(table.rows_with(2).collect::<Vec<_>>(), [[1, 2], [2, 3], [far, 2]]);
        assert_eq!(table.rows_with(far).collect::<Vec<_>>(), [[3, far], [far, 2]]);
        assert_eq!(table.rows_with(99).count(), 0);
    }
}

#[test]
fn lists_are_added_under_their_prefixes() {
    let far: Vec<i32> = (0..100).map(|cell| cell * 5000).collect();
    for wide in [false, true] {
        let mut table = Table::new(3);
        table.insert(&[1, 2, if wide { Word::MAX / 2 } else { 9 }]);
        assert_eq!(table.insert_lists(&[1, 2, -1, 2], &[&[9, 10, 9], &far]), 102 + usize::from(wide) - 1);
        assert!(table.contains(&[1, 2, 9]) && table.contains(&[Word::MAX, 2, 5000]));
    }
}
