//! Rows put in order by some of their columns, by radix sorting from the least important column on.

use rayon::prelude::*;

/// How many bits are looked at in one pass.
const DIGIT: u32 = 11;

/// How many rows are looked at between two calls of the caller's check.
const ROWS_AT_ONCE: usize = 1 << 14;

/// The rows, given as cells row after row, in ascending order of these columns, most important first; rows that agree in them keep
/// their order. `check` is called every so often with how many rows were looked at.
///
/// # Errors
/// That of `check`.
pub(super) fn sorted<E>(
    cells: &[i32],
    arity: usize,
    columns: &[usize],
    check: &mut impl FnMut(usize) -> Result<(), E>,
) -> Result<Vec<i32>, E> {
    let order = order(cells, arity, columns, check)?;
    Ok(in_order(&order, cells, arity).flatten().copied().collect())
}

/// The same by threads of the pool in which this is called: so many rows at a time are put in order among themselves, by one thread.
/// Each has a check of its own.
pub(super) fn sorted_by_stretches<E: Send, C: FnMut(usize) -> Result<(), E>>(
    cells: &[i32],
    arity: usize,
    columns: &[usize],
    rows: usize,
    check: impl Fn() -> C + Sync,
) -> Result<Vec<i32>, E> {
    let (mut ordered, stretch) = (vec![0; cells.len()], (rows * arity).max(1));
    let stretches = ordered.par_chunks_mut(stretch).zip(cells.par_chunks(stretch));
    stretches.try_for_each(|(ordered, cells)| {
        let order = order(cells, arity, columns, &mut check())?;
        let places = ordered.chunks_exact_mut(arity.max(1));
        places.zip(in_order(&order, cells, arity)).for_each(|(place, row)| place.copy_from_slice(row));
        Ok(())
    })?;
    Ok(ordered)
}

/// The rows in this order.
fn in_order<'c>(order: &'c [(u32, u32)], cells: &'c [i32], arity: usize) -> impl Iterator<Item = &'c [i32]> {
    order.iter().map(move |&(_, row)| &cells[row as usize * arity..(row as usize + 1) * arity])
}

/// The numbers of the rows in order, each behind what was looked at last.
fn order<E>(
    cells: &[i32],
    arity: usize,
    columns: &[usize],
    check: &mut impl FnMut(usize) -> Result<(), E>,
) -> Result<Vec<(u32, u32)>, E> {
    let rows = cells.len().checked_div(arity).unwrap_or_default();
    let mut order: Vec<(u32, u32)> =
        (0..u32::try_from(rows).unwrap_or(u32::MAX)).map(|row| (0, row)).collect();
    let mut other = order.clone();
    for &column in columns.iter().rev() {
        let key = |row: u32| cells[row as usize * arity + column];
        let least = order.iter().map(|&(_, row)| key(row)).min().unwrap_or_default();
        for (digit, row) in &mut order {
            *digit = key(*row).wrapping_sub(least).cast_unsigned();
        }
        let most = order.iter().map(|&(key, _)| key).max().unwrap_or_default();
        for shift in (0..u32::BITS - most.leading_zeros()).step_by(DIGIT as usize) {
            pass(&order, &mut other, shift, check)?;
            std::mem::swap(&mut order, &mut other);
        }
    }
    Ok(order)
}

/// Distributes by the digit at `shift`, keeping the order of equal ones.
fn pass<E>(
    from: &[(u32, u32)],
    to: &mut [(u32, u32)],
    shift: u32,
    check: &mut impl FnMut(usize) -> Result<(), E>,
) -> Result<(), E> {
    let digit = |key: u32| (key >> shift) as usize % (1 << DIGIT);
    let mut places = [0_usize; 1 << DIGIT];
    for &(key, _) in from {
        places[digit(key)] += 1;
    }
    let mut start = 0;
    for place in &mut places {
        start += std::mem::replace(place, start);
    }
    for stretch in from.chunks(ROWS_AT_ONCE) {
        check(stretch.len())?;
        for &(key, row) in stretch {
            let place = &mut places[digit(key)];
            to[*place] = (key, row);
            *place += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sorting_can_be_stopped() {
        let cells: Vec<i32> = (0..1 << 16).rev().collect();
        let mut left = 2;
        let sorted = sorted(&cells, 1, &[0], &mut |_| {
            left -= 1;
            if left == 0 { Err("enough") } else { Ok(()) }
        });
        assert!(sorted.is_err() && left == 0, "{left}");
    }

    #[test]
    fn stretches_are_in_order_each() {
        let cells = [5, 0, 3, 1, 4, 2, 9, 3, 7, 4];
        let sorted = sorted_by_stretches(&cells, 2, &[0], 3, || |_| Ok::<(), Infallible>(()));
        assert_eq!(sorted, Ok(vec![3, 1, 4, 2, 5, 0, 7, 4, 9, 3]));
    }

    proptest! {
        #[test]
        fn rows_come_out_as_from_a_stable_sort(
            cells in proptest::collection::vec(prop_oneof![-3..3, any::<i32>()], 0..600)
        ) {
            let cells = &cells[..cells.len() / 3 * 3];
            let mut rows: Vec<&[i32]> = cells.chunks(3).collect();
            rows.sort_by_key(|row| (row[2], row[0]));
            let sorted = sorted(cells, 3, &[2, 0], &mut |_| Ok::<(), Infallible>(()));
            prop_assert_eq!(sorted, Ok(rows.concat()));
        }
    }
}
