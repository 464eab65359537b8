//! Programs whose plans do more than join one atom after the other: the rows are those of the definition in blocks of every size and
//! on several threads.

use std::sync::{Arc, Mutex};

use demarche::date::{Date, add_days, certainly_before, certainly_not_after};
use demarche::engine::{Costs, Executor, Guard, Naive, Native, Tuned, difference, facts_of};
use demarche::store::Dictionary;

use crate::eager;
use crate::support::load::load;

/// Runs a program in every way, and returns how many rows each of its relations has.
fn sizes(text: &str) -> Vec<usize> {
    let dictionary = Dictionary::default();
    let program = load(text, &dictionary).unwrap();
    let run = |executor: &dyn Executor| {
        executor.run(&program, facts_of(&program), &dictionary, &Guard::default()).unwrap()
    };
    let expected = run(&Naive);
    let alone = [1, 2, 3, 7].map(|block| Tuned { block, ..Tuned::default() });
    for tuned in alone.into_iter().chain([eager(1, 2), eager(3, 3), eager(1024, 2)]) {
        assert_eq!(difference(&program, &expected, &run(&tuned), &dictionary), None, "{tuned:?}");
    }
    assert_eq!(difference(&program, &expected, &run(&Native), &dictionary), None);
    expected.tables.iter().map(demarche::store::Table::len).collect()
}

/// What the rules of a program joined at last, where atoms are joined beforehand as soon as they can be.
fn joins(text: &str) -> Vec<String> {
    let (dictionary, costs) = (Dictionary::default(), Arc::new(Mutex::new(Costs::default())));
    let program = load(text, &dictionary).unwrap();
    let guard = Guard::default().telling(Some(Arc::clone(&costs)));
    Tuned { fold: 0, ..Tuned::default() }.run(&program, facts_of(&program), &dictionary, &guard).unwrap();
    let costs = costs.lock().unwrap();
    let plans = costs.strata.iter().flat_map(|stratum| &stratum.rules).flat_map(|rule| &rule.plans);
    plans.flat_map(|plan| &plan.joins).map(|join| join.what.clone()).collect()
}

fn facts<T: ToString, const N: usize>(relation: &str, rows: impl IntoIterator<Item = [T; N]>) -> String {
    let line = |row: [T; N]| format!("{relation}({}).\n", row.map(|number| number.to_string()).join(", "));
    rows.into_iter().map(line).collect()
}

/// Spokes there and back, and a rim.
fn wheel(nodes: usize) -> String {
    let spokes = (1..nodes).flat_map(|node| [[0, node], [node, 0]]);
    facts("arc", spokes.chain((1..nodes - 1).map(|node| [node, node + 1])))
}

#[test]
fn triangles_over_a_hub_are_all_found() {
    let program = ".decl arc(x: number, y: number)
        .decl triangle(x: number, y: number, z: number)
        triangle(x, y, z) :- arc(x, y), arc(y, z), arc(z, x).
        .decl back(x: number, n: number)
        back(x, n) :- arc(x, _), n = count : { arc(x, y), arc(y, z), arc(z, x) }.
        ";
    // Each arc of the rim closes one triangle, which begins at any of its three corners.
    assert_eq!(sizes(&(program.to_owned() + &wheel(24)))[1..], [3 * 22, 24]);
}

#[test]
fn circles_are_found_while_they_grow() {
    let program = "
        .decl arc(x: number, y: number)
        .decl near(x: number, y: number)
        near(x, y) :- arc(x, y), x < 6.
        near(x, z) :- near(x, y), arc(y, z), near(z, y), near(y, x).
        ";
    assert_eq!(sizes(&(program.to_owned() + &wheel(16))).len(), 2);
}

#[test]
fn a_circle_of_four_is_closed_over_short_lists_and_long_ones() {
    let program = ".decl arc(x: number, y: number)
        .decl corner(x: number, z: number)
        corner(x, z) :- arc(x, y), arc(y, z), arc(z, w), arc(w, x).
        ";
    // Any two ends of spokes, the hub with itself, and the hub with each end that has neighbours on both sides.
    assert_eq!(sizes(&(program.to_owned() + &wheel(90)))[1], 89 * 89 + 1 + 2 * 87);
}

#[test]
fn what_the_head_has_no_part_in_only_has_to_hold() {
    let program = "
        .decl arc(x: number, y: number)
        .decl begins(x: number)
        begins(x) :- arc(x, y), arc(y, z), arc(z, w), w > 15.
        .decl apart(x: number)
        apart(x) :- arc(x, _), arc(y, z), arc(z, y), y != z.
        .decl never(x: number)
        never(x) :- arc(x, _), arc(y, y), arc(y, z).
        .decl far(x: number)
        far(1).
        far(y) :- far(x), arc(x, y), arc(z, w), arc(w, z).
        .decl stuck(x: number)
        stuck(1).
        stuck(y) :- stuck(x), arc(x, y), arc(z, z).
        ";
    assert_eq!(sizes(&(program.to_owned() + &wheel(20)))[1..], [20, 20, 0, 20, 1]);
}

#[test]
fn equations_are_solved_for_what_an_atom_wants() {
    let program = "
        .decl fib(n: number, v: number)
        fib(0, 0). fib(1, 1).
        fib(n + 1, a + b) :- fib(n, a), fib(n - 1, b), n < 40.
        .decl down(n: unsigned)
        down(7).
        down(n) :- down(m), small(n), m = n + 1.
        .decl small(n: unsigned)
        small(0). small(3). small(5). small(6).
        .decl mirrored(n: number)
        mirrored(n) :- fib(n, _), fib(m, _), m = 20 - n.
        ";
    assert_eq!(sizes(program)[..2], [41, 3]);
    assert_eq!(sizes(program)[3..], [21]);
}

#[test]
fn an_equation_that_cannot_be_turned_round_holds_for_nothing() {
    // One less than the least number would be the greatest, were it to wrap.
    let program = "
        .decl least(n: number)
        least(-9223372036854775808).
        .decl value(n: number)
        value(5). value(9223372036854775806).
        .decl before(n: number)
        before(n) :- least(m), value(n), m = n + 1.
        ";
    assert_eq!(sizes(program), [1, 2, 0]);
}

#[test]
fn dropped_rows_leave_the_rounds_apart() {
    let program = "
        .decl arc(x: number, y: number)
        .decl distance(x: number, d: number)
        distance(0, 0).
        distance(y, d + 1 + (x * 7 + y * 5) % 11) :- distance(x, d), arc(x, y).
        distance(x, d) <= distance(x, e) :- e < d.
        .decl pair(x: number, y: number, d: number)
        pair(x, y, d) :- arc(x, y), d = 1 + (x * 3 + y) % 7.
        pair(x, z, d + e) :- pair(x, y, d), pair(y, z, e), d + e < 12.
        pair(x, y, d) <= pair(x, y, e) :- e < d.
        ";
    let arcs = (0..40_usize).flat_map(|at| [[at % 13, (at * 5 + 1) % 13], [at % 11, (at * 3 + 2) % 13]]);
    assert_eq!(sizes(&(program.to_owned() + &facts("arc", arcs)))[1], 13);
}

#[test]
fn stretches_that_overlap_are_searched_for() {
    let program = "
        .decl piece(id: number, at: number, n: number)
        .decl shift(id: number, at: number, by: number)
        .decl block(at: unsigned, n: unsigned)
        // Which pieces overlap: those that begin between the greatest length before one and its end are met.
        .decl overlaps(a: number, b: number)
        overlaps(a, b) :- piece(a, x, n), piece(b, y, m), x < y + m, y < x + n, a != b.
        .decl near(a: number, b: number)
        near(a, b) :- piece(a, x, _), piece(b, y, _), y + 10 >= x, y - 10 <= x, a < b.
        .decl behind(a: number, b: number)
        behind(a, b) :- piece(a, x, _), piece(b, y, m), y - m <= x, y >= x.
        // What is added may be negative, and limits nothing then.
        .decl before(a: number, b: number)
        before(a, b) :- piece(a, x, _), shift(b, y, k), y + k > x.
        .decl covers(a: unsigned, b: unsigned)
        covers(a, b) :- block(a, _), block(b, n), a < b + n, b <= a.
        ";
    let pieces = facts("piece", (0..20).map(|id| [id, 10 * id, 15]));
    let shift = |id: i32| format!("shift({id}, {}, {}).\n", 10 * id, id % 11 - 5);
    let shifts: Vec<String> = (0..20).map(shift).collect();
    let blocks = facts("block", (0..20).map(|at| [at, at % 3]));
    let sizes = sizes(&format!("{program}{pieces}{}{blocks}", shifts.concat()));
    // Neighbours overlap, in both orders; a shift of 10b is behind b pieces, and behind another if it moves forward, as eight do;
    // of three blocks one is empty, one covers itself, and one its neighbour too.
    assert_eq!(sizes[3..], [2 * 19, 19, 20 + 19, 190 + 8, 7 + 2 * 6]);
}

#[test]
fn what_lies_between_two_values_is_searched_for() {
    let program = "
        .decl span(id: number, from: number, to: number)
        .decl day(d: number)
        // Which spans hold a day: the days are sorted, those between two ends are met.
        .decl holds(id: number, d: number)
        holds(i, d) :- span(i, f, t), day(d), f <= d, d < t.
        .decl meets(a: number, b: number)
        meets(a, b) :- span(a, f, t), span(b, g, _), f <= g, t > g, a != b.
        // With a key besides, in an aggregate, and where the other side is computed.
        .decl seen(id: number, kind: number, d: number)
        seen(i, d % 3, d) :- span(i, _, _), day(d), d % 5 = i % 5.
        .decl later(a: number, d: number, n: number)
        later(a, d, n) :- seen(a, k, d), n = count : { seen(_, k, e), e > d, e <= d + 6 }.
        .decl next(a: number, d: number, e: number)
        next(a, d, e) :- seen(a, k, d), seen(a, k, e), e > d, e - 20 < d.
        // While the relation grows.
        .decl reached(d: number)
        reached(0).
        reached(e) :- reached(d), day(e), e > d, e <= d + 2, e != 30.
        reached(e) :- day(e), reached(d), reached(c), c < d, e = 3 * d - c, e < 70.
        ";
    let spans = facts("span", (0..30).map(|id| [id, id * 7 % 40, id * 7 % 40 + id % 9]));
    let days = facts("day", (0..60).map(|day| [day * 37 % 60]));
    let sizes = sizes(&format!("{program}{spans}{days}"));
    // Each span holds as many days as it is long; 7 has an inverse modulo 40, so that all begin on different days.
    let ends = |id: usize| (id * 7 % 40, id * 7 % 40 + id % 9);
    let held: usize = (0..30).map(|id| id % 9).sum();
    let met = |a: usize, b: usize| a != b && ends(a).0 <= ends(b).0 && ends(b).0 < ends(a).1;
    let pairs = (0..30).flat_map(|a| (0..30).map(move |b| (a, b))).filter(|&(a, b)| met(a, b)).count();
    assert_eq!(sizes[2..4], [held, pairs]);
    // Of the twelve days of a span nine have another of their kind fifteen days later; 30 is reached from 12 and 14.
    assert_eq!(sizes[4..], [360, 360, 270, 60]);
}

/// Spans that start before another ends, and end behind its start: those whose start lies in a stretch as long as both are searched for.
/// Some are empty or end before they start, some are of all numbers.
#[test]
fn spans_that_overlap_are_searched_for_by_their_starts() {
    let program = "
        .decl span(id: number, from: number, to: number)
        .decl apart(from: unsigned, id: number, to: unsigned)
        apart(to_unsigned(f + 10), i, to_unsigned(t + 10)) :- span(i, f, t), f >= -10, t < 100.
        .decl overlaps(a: number, b: number)
        overlaps(a, b) :- span(a, f, t), span(b, g, u), f < u, g < t.
        .decl ordered(a: number, b: number)
        ordered(a, b) :- apart(f, a, t), apart(g, b, u), a < b, g <= t, u >= f.
        ";
    let all = [[60, i64::MIN, i64::MAX], [61, i64::MIN, i64::MIN + 1], [62, i64::MAX - 1, i64::MAX]];
    let spans = |kept: &[[i64; 3]]| -> Vec<[i64; 3]> {
        let short = (0..60).map(|id| [id, id * 37 % 83, id * 37 % 83 + id % 12 - 3]);
        short.chain(kept.iter().copied()).collect()
    };
    for kept in [&all[..0], &all[..1], &all] {
        let spans = spans(kept);
        let overlap = |[_, f, t]: [i64; 3], [_, g, u]: [i64; 3]| f < u && g < t;
        let touch = |[a, f, t]: [i64; 3], [b, g, u]: [i64; 3]| {
            [f, g].into_iter().all(|from| from >= -10) && t.max(u) < 100 && a < b && g <= t && u >= f
        };
        let count = |meets: &dyn Fn([i64; 3], [i64; 3]) -> bool| {
            spans
                .iter()
                .flat_map(|&one| spans.iter().map(move |&other| (one, other)))
                .filter(|&(a, b)| meets(a, b))
                .count()
        };
        let sizes = sizes(&format!("{program}{}", facts("span", spans.iter().copied())));
        assert_eq!(sizes[2..], [count(&overlap), count(&touch)], "{kept:?}");
    }
}

#[test]
fn the_least_and_the_greatest_between_limits_stand_at_an_end_of_a_sorted_list() {
    let program = "
        .decl event(i: number, k: number, t: number)
        .decl before(i: number, t: number)
        before(i, m) :- event(i, k, t), m = max u : { event(_, k, u), u < t }.
        .decl behind(i: number, t: number)
        behind(i, m) :- event(i, _, t), m = min u : { event(_, _, u), u >= t + 3 }.
        .decl within(i: number, t: number)
        within(i, m) :- event(i, k, t), m = max u : { event(_, k, u), u > t - 20, u <= t + 20 }.
        // What else is asked of the rows, or is the value, is looked for among all of them.
        .decl other(i: number, t: number)
        other(i, m) :- event(i, k, t), m = min u : { event(j, k, u), u > t, j != 3 }.
        .decl sum(i: number, t: number)
        sum(i, m) :- event(i, k, t), m = max u - j : { event(j, k, u), u < t }.
        .decl named(i: number, j: number)
        named(i, m) :- event(i, k, t), m = max j : { event(j, k, u), u < t }.
        // There is none behind it, none between two.
        .decl last(i: number)
        last(i) :- event(i, k, t), 0 = count : { event(_, k, u), u > t }.
        .decl next(i: number, j: number)
        next(i, j) :- event(i, k, t), event(j, k, u), t < u, count : { event(_, k, v), v > t, v < u } = 0.
        ";
    let times: Vec<i64> = (0..60).map(|at| at * 37 % 101 - 50).collect();
    let kind = |at: usize| at % 4;
    let events = (0..60).map(|at| [i64::try_from(at).unwrap(), i64::try_from(kind(at)).unwrap(), times[at]]);
    let sizes = sizes(&format!("{program}{}", facts("event", events)));
    let all =
        |meets: &dyn Fn(usize, usize) -> bool| (0..60).filter(|&i| (0..60).any(|j| meets(i, j))).count();
    let is_before = |i: usize, j: usize| kind(i) == kind(j) && times[j] < times[i];
    let others = all(&|i, j| is_before(j, i) && j != 3);
    let (with_earlier, with_later) = (all(&is_before), all(&|i, j| times[j] >= times[i] + 3));
    assert_eq!((with_earlier, with_later), (56, 59));
    assert_eq!(sizes[1..], [with_earlier, with_later, 60, others, with_earlier, with_earlier, 4, 56]);
}

/// Days, months, years, stretches and what is open at an end, before and behind each other: searched for by the earliest day.
#[test]
fn dates_are_searched_for_by_their_earliest_days() {
    let program = "
        .decl dated(i: number, d: date)
        .decl before(i: number, j: number)
        before(i, j) :- dated(i, d), dated(j, e), d < e.
        .decl soon(i: number, j: number)
        soon(i, j) :- dated(i, d), dated(j, e), d <= e, e < add_days(d, 400).
        .decl term(i: number, f: date, t: date)
        term(i, f, t) :- dated(i, f), dated(i + 1, t).
        .decl overlaps(i: number, j: number)
        overlaps(i, j) :- term(i, f, t), term(j, g, u), i != j, f < u, g < t.
        ";
    let days = (0..40).map(|at| format!("20{:02}-{:02}-{:02}", at * 7 % 20, at % 12 + 1, at * 5 % 28 + 1));
    let others = (0..12).flat_map(|at| {
        let (year, month) = (2000 + at * 3 % 19, at + 1);
        [format!("{year}"), format!("{year}-{month:02}"), format!("{year}-{month:02}/{}", year + 2)]
    });
    let open = ["2010/..", "../2003", "[2012-04-10..]", "[2001-02-03,2015-06-07]", "201X"].map(str::to_owned);
    let texts: Vec<String> = days.chain(others).chain(open).collect();
    let rows: String = texts
        .iter()
        .enumerate()
        .map(|(at, text)| format!("dated({at}, \"{text}\").\n"))
        .collect::<Vec<_>>()
        .concat();
    let dates: Vec<Date> = texts.iter().map(|text| Date::parse(text).unwrap()).collect();
    let count = |end: usize, meets: &dyn Fn(usize, usize) -> bool| {
        (0..end).flat_map(|i| (0..end).map(move |j| (i, j))).filter(|&(i, j)| meets(i, j)).count()
    };
    let is_before = |i: usize, j: usize| certainly_before(&dates[i], &dates[j]);
    let is_soon = |i: usize, j: usize| {
        let end = add_days(&dates[i], 400);
        certainly_not_after(&dates[i], &dates[j]) && end.is_some_and(|end| certainly_before(&dates[j], &end))
    };
    let overlap = |i: usize, j: usize| i != j && is_before(i, j + 1) && is_before(j, i + 1);
    let sizes = sizes(&format!("{program}{rows}"));
    let (all, terms) = (dates.len(), dates.len() - 1);
    assert_eq!(sizes[1..], [count(all, &is_before), count(all, &is_soon), terms, count(terms, &overlap)]);
}

#[test]
fn what_is_computed_of_constants_does_not_connect_an_atom() {
    let program = "
        .type Kind = Odd {} | Even {}
        .type Term = Num {n: number} | Sum {a: Term, b: Term} | If {c: Term, a: Term, b: Term}
        .decl term(t: Term)
        term($Num(n)) :- n = range(0, 6).
        term($Sum($Num(a), $Num(b))) :- a = range(0, 6), b = range(0, 6).
        term($If($Num(c), $Num(a), $Sum($Num(a), $Num(b)))) :- a = range(0, 6), b = range(0, 6), c = range(0, 6).
        .decl kind(t: Term, k: Kind)
        kind($Num(n), $Even()) :- n = range(0, 6), n % 2 = 0.
        kind($Num(n), $Odd()) :- n = range(0, 6), n % 2 = 1.
        kind(t, $Even()) :- term(t), t = $Sum(a, b), kind(a, k), kind(b, k).
        kind(t, $Odd()) :- term(t), t = $Sum(a, b), kind(a, k), kind(b, l), k != l.
        kind(t, k) :- term(t), t = $If(c, a, b), kind(c, $Odd()), kind(a, k), kind(b, k).
        ";
    // Of 36 sums half are even; under each of three odd conditions those are of a kind whose second part is even.
    assert_eq!(sizes(program), [6 + 36 + 216, 6 + 36 + 3 * 6 * 3]);
    // kind(t, k) :- term(t), t = $If(c, a, b), kind(c, $Odd()), kind(a, k), kind(b, k).
    let joins = joins(program);
    let of_conditions: Vec<&str> = joins[joins.len() - 9..].iter().map(String::as_str).collect();
    let once = "a value computed";
    let terms =
        "term(t), then a comparison, a value computed, a value computed, a value computed, a test for a row";
    let part = |which: &str| format!("kind(=a, k){which}, then a test for a row");
    let [all, new, old] = ["", " (the last round's rows)", " (older rows)"].map(part);
    assert_eq!(of_conditions, [once, terms, &all, once, terms, &new, once, terms, &old]);
}

#[test]
fn values_of_every_kind_are_sorted_as_they_compare() {
    let program = "
        .decl number(x: number)
        number(-9223372036854775807 - 1). number(-5). number(0). number(7). number(9223372036854775807).
        .decl unsigned(x: unsigned)
        unsigned(0u). unsigned(5u). unsigned(4294967296u). unsigned(18446744073709551615u).
        .decl float(x: float)
        float(-1.5). float(-0.0). float(2.5). float(1e300). float(0.0 / 0.0). float(-1.0 / 0.0).
        .decl numbers(x: number, y: number)
        numbers(x, y) :- number(x), number(y), y > x.
        .decl unsigneds(x: unsigned, y: unsigned)
        unsigneds(x, y) :- unsigned(x), unsigned(y), y <= x.
        .decl floats(x: float, y: float)
        floats(x, y) :- float(x), float(y), y < x.
        .decl apart(x: float, y: float)
        apart(x, y) :- float(x), float(y), !(y < x).
        ";
    // Of 5 numbers 10 pairs ascend, of 4 there are 10 that do not, of 5 floats 10; one is NaN.
    assert_eq!(sizes(program)[3..], [10, 10, 10, 26]);
}

#[test]
fn classes_unite_what_they_lead_to_on_either_side() {
    // Two classes grow and join while what they lead to is united through them, and a rule of its own reads the finished classes.
    let program = "
        .decl to(x: number, y: number)
        .decl from(x: number, y: number)
        .decl assign(x: number, y: number)
        .decl same(x: number, y: number) eqrel
        .decl end(x: number, y: number) eqrel
        .decl new(x: number, y: number)
        same(x, x) :- to(x, _) ; to(_, x).
        same(x, y) :- assign(x, y).
        same(y, z) :- to(x, y), to(w, z), same(x, w).
        same(x, z) :- from(x, y), same(y, w), to(w, z).
        new(x, y) :- same(x, y), from(y, _), x < 12.
        same(x, z) :- new(x, y), same(y, w), from(w, z), z > 30.
        end(y, z) :- from(x, y), same(x, w), to(w, z), w != z.
        end(x, 99) :- same(x, w), from(w, 3).
        ";
    for shift in 0..6 {
        let to = (0..18).map(|at| [at, (at * 5 + shift) % 40]);
        let from = (0..9).map(|at| [(at * 7 + shift) % 40, at * 4]);
        let assign = (0..8).map(|at| [at * 3, (at * 11 + shift * 2) % 40]);
        let text = [facts("to", to), facts("from", from), facts("assign", assign)].concat();
        assert!(sizes(&(program.to_owned() + &text))[3] > 30);
    }
}

#[test]
fn classes_unite_what_they_lead_to_by_the_same_field() {
    // Fields of one class are united each by itself; terms of one function and of arguments that are the same are the same.
    let program = "
        .decl assign(x: number, y: number)
        .decl field(x: number, f: number, y: number)
        .decl term(f: number, x: number, y: number, r: number)
        .decl marked(f: number)
        .decl same(x: number, y: number) eqrel
        .decl equal(x: number, y: number) eqrel
        same(x, y) :- assign(x, y).
        same(a, b) :- same(x, y), field(x, f, a), field(y, f, b), !marked(f).
        equal(x, y) :- assign(x, y), x < 20.
        equal(r, s) :- equal(x, w), equal(y, v), term(f, x, y, r), term(f, w, v, s).
        equal(r, s) :- equal(x, y), term(f, x, _, r), term(f, y, k, s), marked(k).
        ";
    for shift in 0..4 {
        let assign = (0..8).map(|at| [at * 3, (at * 11 + shift * 2) % 40]);
        let field = (0..30).map(|at| [(at * 7 + shift) % 40, at % 3, at * 13 % 40]);
        let term = (0..30).map(|at| [at % 2, at * 7 % 40, (at * 3 + shift) % 9, at * 13 % 40]);
        let text = [facts("assign", assign), facts("field", field), facts("term", term)].concat();
        let sizes = sizes(&(program.to_owned() + &text + "marked(2). marked(5)."));
        assert!(sizes[4] > 20 && sizes[5] > 20, "{sizes:?}");
    }
}

#[test]
fn nothing_is_united_where_a_class_leads_to_nothing_on_one_side() {
    let program = "
        .decl a(x: number, y: number)
        .decl b(x: number, y: number)
        .decl same(x: number, y: number) eqrel
        .decl end(x: number, y: number) eqrel
        same(x, x + 1) :- a(x, _), x != 5.
        end(y, z) :- a(x, y), same(x, w), b(w, z).
        a(0, 100). a(1, 101). a(2, 102). a(7, 107). a(8, 108). b(8, 200). b(9, 201). b(20, 202).
        ";
    // 7, 8 and 9 are of one class: 107 and 108 on one side, 200 and 201 on the other.
    assert_eq!(sizes(program)[2..], [4 * 4 + 3 * 3, 4 * 4]);
}

#[test]
fn atoms_with_a_variable_of_their_own_are_joined_beforehand_in_a_recursive_rule() {
    let program = ".decl one(x: number, y: number)
        .decl other(x: number, y: number)
        .decl path(x: number, y: number)
        path(x, y) :- one(x, y).
        path(x, z) :- path(x, y), one(y, u), other(u, z).
        "
    .to_owned()
        + &facts("one", (0..9).map(|x| [x, x + 1]))
        + &facts("other", (0..9).map(|x| [x, x + 1]));
    // From each x to x + 1, x + 3, and so on up to 9.
    assert_eq!(sizes(&program)[2], 5 + 4 + 4 + 3 + 3 + 2 + 2 + 1 + 1);
    assert_eq!(joins(&program), ["one(x, y)", "path(x, y) (the last round's rows)", "one & other(z, =y)"]);
}

/// `points_to` over a row of variables each of which takes what the one before it has, where the kinds of objects fit.
#[test]
fn lists_are_sieved_by_what_was_joined_beforehand() {
    let program = ".decl move(w: number, v: number)
        .decl kind(o: number, s: number)
        .decl below(s: number, t: number)
        .decl wanted(v: number, t: number)
        .decl first(o: number)
        .decl points_to(v: number, o: number)
        points_to(0, o) :- first(o).
        .decl leads(w: number, v: number)
        leads(w, v) :- move(w, v), points_to(w, _).
        points_to(v, o) :- leads(w, v), points_to(w, o), kind(o, s), below(s, t), wanted(v, t).
        .decl shown(v: number, o: number)
        .decl hidden(v: number, o: number)
        shown(0, o) :- first(o).
        .decl goes(w: number, v: number)
        goes(w, v) :- move(w, v), shown(w, _).
        shown(v, o) :- goes(w, v), shown(w, o), !hidden(v, o), v != o.
        "
    .to_owned()
        + &facts("move", (0..12).map(|v| [v, v + 1]))
        + &facts("first", (0..60).map(|o| [o]))
        + &facts("kind", (0..60).map(|o| [o, o % 5]))
        + &facts("below", (0..5).flat_map(|t| (0..=t).map(move |s| [s, t])))
        + &facts("wanted", (0..13).map(|v| [v, if v == 5 { 2 } else { 4 }]))
        + &facts("hidden", (0..13).flat_map(|v| [[v, 59], [v, 1_i64 << 40]]));
    let sizes = sizes(&program);
    // Up to the fourth all 60 objects; from the fifth on those of the kinds 0 to 2.
    assert_eq!(sizes[5], 5 * 60 + 8 * 36);
    // The 59th object stays where it is, and each variable stops the object of its own number.
    assert_eq!(sizes[7], 60 + (1..13).map(|v| 59 - v).sum::<usize>());
}
