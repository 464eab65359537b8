//! Sorting in parts, between which somebody may end it.
//!
//! Some items, taken at random, say between which of them the items of each part lie. All are dealt out to the parts, each of
//! which is then sorted by itself: what lies in a cache is sorted as fast as all at once is, and by several threads without a merge.

use std::cmp::Ordering;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::stop::Stop;

/// How hard one may work, and until when.
#[derive(Clone, Copy, Debug, Default)]
pub struct Effort<'a> {
    /// How many threads may work. What comes out does not depend on it.
    pub threads: usize,
    /// What ends it early.
    pub stop: Stop<'a>,
}

/// About how many items a part has at least.
const PART: usize = 1 << 15;

/// How many parts there are at most: more would not be filled as fast.
const PARTS: usize = 128;

/// How many items are looked at for each part.
const SAMPLES: usize = 16;

/// A factor after which numbers are as good as random.
const SCATTER: usize = 0x9E37_79B9_7F4A_7C15;

/// So many items in order. Which of two equal ones is the first is left open.
///
/// # Errors
/// It is to stop.
pub fn sorted<T: Send>(
    count: usize,
    item: impl Fn(usize) -> T,
    compare: impl Fn(&T, &T) -> Ordering + Sync,
    effort: Effort<'_>,
) -> io::Result<Vec<T>> {
    if count < PART * 2 {
        effort.stop.check()?;
        let mut items: Vec<T> = (0..count).map(item).collect();
        items.sort_unstable_by(compare);
        return Ok(items);
    }
    let bounds = bounds(count, &item, &compare);
    let mut parts = dealt(count, item, &compare, &bounds, effort.stop)?;
    sort_each(&mut parts, &compare, effort)?;
    joined(parts, count, effort.stop)
}

/// The first items of all parts but the first.
fn bounds<T>(count: usize, item: impl Fn(usize) -> T, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let samples = (count / PART).min(PARTS) * SAMPLES;
    let mut some: Vec<T> = (0..samples).map(|at| item(at.wrapping_mul(SCATTER) % count)).collect();
    some.sort_unstable_by(compare);
    some.into_iter().skip(SAMPLES).step_by(SAMPLES).collect()
}

/// The items in parts, none of which has one that is to come before one of an earlier part.
fn dealt<T>(
    count: usize,
    item: impl Fn(usize) -> T,
    compare: impl Fn(&T, &T) -> Ordering,
    bounds: &[T],
    stop: Stop<'_>,
) -> io::Result<Vec<Vec<T>>> {
    let room = count / (bounds.len() + 1);
    let mut parts: Vec<Vec<T>> = (0..=bounds.len()).map(|_| Vec::with_capacity(room + room / 8)).collect();
    for stretch in stop.stretches(count) {
        for item in stretch?.map(&item) {
            let part = bounds.partition_point(|bound| compare(bound, &item).is_le());
            if let Some(part) = parts.get_mut(part) {
                part.push(item);
            }
        }
    }
    Ok(parts)
}

fn sort_each<T: Send>(
    parts: &mut [Vec<T>],
    compare: &(impl Fn(&T, &T) -> Ordering + Sync),
    Effort { threads, stop }: Effort<'_>,
) -> io::Result<()> {
    let others = threads.clamp(1, parts.len()) - 1;
    let left = Mutex::new(parts.iter_mut());
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next().filter(|_| !stop.is_set());
    let work = || {
        while let Some(part) = next() {
            part.sort_unstable_by(compare);
        }
    };
    thread::scope(|scope| {
        (0..others).for_each(|_| _ = scope.spawn(work));
        work();
    });
    stop.check()
}

/// The parts one after the other.
fn joined<T>(parts: Vec<Vec<T>>, count: usize, stop: Stop<'_>) -> io::Result<Vec<T>> {
    let mut items = Vec::with_capacity(count);
    for mut part in parts {
        stop.check()?;
        items.append(&mut part);
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

    use super::super::stop::is_stop;
    use super::*;

    const MANY: usize = PART * 5;

    fn effort(threads: usize) -> Effort<'static> {
        Effort { threads, stop: Stop::default() }
    }

    #[test]
    fn items_are_sorted_whatever_their_order_and_the_threads() {
        let items: [&dyn Fn(usize) -> usize; 5] =
            [&|at| at, &|at| MANY - at, &|at| at.wrapping_mul(SCATTER), &|at| at % 3, &|_| 7];
        for item in items {
            for count in [0, 1, PART - 1, PART * 2, MANY] {
                let mut expected: Vec<usize> = (0..count).map(item).collect();
                expected.sort_unstable();
                for threads in [0, 1, 3] {
                    assert_eq!(sorted(count, item, Ord::cmp, effort(threads)).unwrap(), expected);
                }
            }
        }
    }

    #[test]
    fn no_part_is_much_greater_than_others() {
        for item in [(|at| at) as fn(usize) -> usize, |at| at % 1009 * MANY + at, |at| MANY - at] {
            let bounds = bounds(MANY, item, Ord::cmp);
            let parts = dealt(MANY, item, Ord::cmp, &bounds, Stop::default()).unwrap();
            assert_eq!(parts.len(), 5);
            assert!(parts.iter().all(|part| part.len() < PART * 2));
        }
    }

    /// However late it is told to stop, it does.
    #[test]
    fn a_sort_ends_with_the_part_in_which_it_is_stopped() {
        let compared = AtomicUsize::new(0);
        let flag = AtomicBool::new(false);
        let compare = |one: &usize, other: &usize| {
            flag.fetch_or(compared.fetch_add(1, Relaxed) == MANY * 5, Relaxed);
            one.cmp(other)
        };
        let stopped = Effort { threads: 1, stop: Stop::at(&flag) };
        let error = sorted(MANY, |at| at.wrapping_mul(SCATTER), compare, stopped).unwrap_err();
        assert!(is_stop(&error), "{error}");
        assert!(compared.into_inner() < MANY * 12);
    }
}
