//! Typed relations and rules from tests/compile/every_construct.dl.
//!
//! Written by `demarche compile`: change the rule files and compile again, not this file. Each relation is a struct, the rules stand
//! in blocks of `crepe!` below their Datalog, and [`run`] derives everything that follows from some facts.

#![allow(clippy::doc_markdown, clippy::unreadable_literal, clippy::wildcard_imports)]
#![allow(unused_imports, reason = "which functions the rules call differs from one module to the next")]

use demarche::typed::*;

demarche::relation! {
    /// A leg of a journey, with the days it takes.
    ///
    /// `leg`, tests/compile/every_construct.dl:4.
    pub struct Leg = "leg" {
        /// Column `from: symbol`.
        pub from: Name,
        /// Column `to: symbol`.
        pub to: Name,
        /// Column `days: number`.
        pub days: i64,
    }
}

demarche::relation! {
    /// A stay, with its date.
    ///
    /// `stay`, tests/compile/every_construct.dl:7.
    pub struct Stay = "stay" {
        /// Column `who: symbol`.
        pub who: Name,
        /// Column `where: symbol`.
        pub where_ as "where": Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// A row of `weight`.
    ///
    /// `weight`, tests/compile/every_construct.dl:9.
    pub struct Weight = "weight" {
        /// Column `name: symbol`.
        pub name: Name,
        /// Column `kilos: float`.
        pub kilos: Float,
        /// Column `boxes: unsigned`.
        pub boxes: u64,
    }
}

demarche::relation! {
    /// A row of `open_day`.
    ///
    /// `open_day`, tests/compile/every_construct.dl:11.
    pub struct OpenDay = "open_day" {
    }
}

demarche::relation! {
    /// [reach] Places from which others are reached.
    ///
    /// `reach`, tests/compile/every_construct.dl:15.
    pub struct Reach = "reach" {
        /// Column `from: symbol`.
        pub from: Name,
        /// Column `to: symbol`.
        pub to: Name,
    }
}

demarche::relation! {
    /// A row of `apart`.
    ///
    /// `apart`, tests/compile/every_construct.dl:18.
    pub struct Apart = "apart" {
        /// Column `a: symbol`.
        pub a: Name,
        /// Column `b: symbol`.
        pub b: Name,
    }
}

demarche::relation! {
    /// A row of `loop_at`.
    ///
    /// `loop_at`, tests/compile/every_construct.dl:21.
    pub struct LoopAt = "loop_at" {
        /// Column `place: symbol`.
        pub place: Name,
    }
}

demarche::relation! {
    /// A row of `there_and_back`.
    ///
    /// `there_and_back`, tests/compile/every_construct.dl:23.
    pub struct ThereAndBack = "there_and_back" {
        /// Column `min: symbol`.
        pub min: Name,
        /// Column `type: symbol`.
        pub type_ as "type": Name,
    }
}

demarche::relation! {
    /// A row of `taken`.
    ///
    /// `taken`, tests/compile/every_construct.dl:27.
    pub struct Taken = "taken" {
        /// Column `from: symbol`.
        pub from: Name,
        /// Column `to: symbol`.
        pub to: Name,
        /// Column `days: number`.
        pub days: i64,
        /// Column `legs: number`.
        pub legs: i64,
    }
}

demarche::relation! {
    /// A row of `total`.
    ///
    /// `total`, tests/compile/every_construct.dl:30.
    pub struct Total = "total" {
        /// Column `from: symbol`.
        pub from: Name,
        /// Column `to: symbol`.
        pub to: Name,
        /// Column `days: number`.
        pub days: i64,
    }
}

demarche::relation! {
    /// A row of `heavy`.
    ///
    /// `heavy`, tests/compile/every_construct.dl:32.
    pub struct Heavy = "heavy" {
        /// Column `name: symbol`.
        pub name: Name,
        /// Column `boxes: unsigned`.
        pub boxes: u64,
    }
}

demarche::relation! {
    /// A row of `label`.
    ///
    /// `label`, tests/compile/every_construct.dl:36.
    pub struct Label = "label" {
        /// Column `text: symbol`.
        pub text: Name,
        /// Column `length: number`.
        pub length: i64,
    }
}

demarche::relation! {
    /// A row of `before`.
    ///
    /// `before`, tests/compile/every_construct.dl:41.
    pub struct Before = "before" {
        /// Column `first: date`.
        pub first: PartialDate,
        /// Column `second: date`.
        pub second: PartialDate,
    }
}

demarche::relation! {
    /// A row of `unsure`.
    ///
    /// `unsure`, tests/compile/every_construct.dl:43.
    pub struct Unsure = "unsure" {
        /// Column `first: date`.
        pub first: PartialDate,
        /// Column `second: date`.
        pub second: PartialDate,
    }
}

demarche::relation! {
    /// A row of `span`.
    ///
    /// `span`, tests/compile/every_construct.dl:45.
    pub struct Span = "span" {
        /// Column `first: date`.
        pub first: PartialDate,
        /// Column `last: date`.
        pub last: PartialDate,
        /// Column `least: number`.
        pub least: i64,
        /// Column `most: number`.
        pub most: i64,
    }
}

demarche::relation! {
    /// A row of `ends`.
    ///
    /// `ends`, tests/compile/every_construct.dl:47.
    pub struct Ends = "ends" {
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `next: date`.
        pub next: PartialDate,
    }
}

demarche::relation! {
    /// A row of `closed_day`.
    ///
    /// `closed_day`, tests/compile/every_construct.dl:52.
    pub struct ClosedDay = "closed_day" {
    }
}

demarche::facts! {
    /// The facts from which [`run`] starts.
    pub struct Given {
        /// Rows of `leg`, given.
        pub leg: Leg,
        /// Rows of `stay`, derived by one rule.
        pub stay: Stay,
        /// Rows of `weight`, given.
        pub weight: Weight,
        /// Rows of `open_day`, given.
        pub open_day: OpenDay,
    }
}

demarche::facts! {
    /// What was given and all that follows, each relation in order, each row once.
    pub struct Conclusions {
        /// Rows of `leg`, given.
        pub leg: Leg,
        /// Rows of `stay`, derived by one rule.
        pub stay: Stay,
        /// Rows of `weight`, given.
        pub weight: Weight,
        /// Rows of `open_day`, given.
        pub open_day: OpenDay,
        /// Rows of `reach`, derived by 2 rules.
        pub reach: Reach,
        /// Rows of `apart`, derived by one rule.
        pub apart: Apart,
        /// Rows of `loop_at`, derived by one rule.
        pub loop_at: LoopAt,
        /// Rows of `there_and_back`, derived by one rule.
        pub there_and_back: ThereAndBack,
        /// Rows of `taken`, derived by 2 rules.
        pub taken: Taken,
        /// Rows of `total`, derived by one rule.
        pub total: Total,
        /// Rows of `heavy`, derived by one rule.
        pub heavy: Heavy,
        /// Rows of `label`, derived by 2 rules.
        pub label: Label,
        /// Rows of `before`, derived by one rule.
        pub before: Before,
        /// Rows of `unsure`, derived by one rule.
        pub unsure: Unsure,
        /// Rows of `span`, derived by one rule.
        pub span: Span,
        /// Rows of `ends`, derived by one rule.
        pub ends: Ends,
        /// Rows of `closed_day`, derived by one rule.
        pub closed_day: ClosedDay,
    }
}

/// The relations of the rule files that are not in this module, each with the reason; the native executor derives them.
#[rustfmt::skip]
pub const LEFT_OUT: &[(&str, &str)] = &[
];

/// The fingerprint of the rules of all relations of [`Conclusions`].
pub const FINGERPRINT: u64 = 0xa926590f74e37459;

/// Everything that follows from `given` and from the facts that the rule files state.
///
/// # Errors
/// A functor failed in some rule: an integer overflowed, a text is no number.
pub fn run(given: &Given) -> Result<Conclusions, Fault> {
    let mut given = given.clone();
    state(&mut given);
    run_on_given(&given)
}

/// Everything that follows from `given` alone.
///
/// # Errors
/// As [`run`].
pub fn run_on_given(given: &Given) -> Result<Conclusions, Fault> {
    catch(|| {
        let mut facts = Conclusions::from(given);
        stage_1::run(&mut facts);
        facts
    })
}

impl From<&Given> for Conclusions {
    #[rustfmt::skip]
    fn from(given: &Given) -> Self {
        Self {
            leg: sorted(&given.leg),
            stay: sorted(&given.stay),
            weight: sorted(&given.weight),
            open_day: sorted(&given.open_day),
            ..Self::default()
        }
    }
}

/// Adds the facts that the rule files state.
#[rustfmt::skip]
fn state(given: &mut Given) {
    given.leg.push(Leg { from: constant("Utopia"), to: constant("Ruritania"), days: 2_i64 });
    given.leg.push(Leg { from: constant("Ruritania"), to: constant("Arcadia"), days: 3_i64 });
    given.leg.push(Leg { from: constant("Arcadia"), to: constant("Utopia"), days: 4_i64 });
    given.leg.push(Leg { from: constant("Arcadia"), to: constant("Arcadia"), days: 1_i64 });
    given.stay.push(Stay { who: constant("A. Envoy"), where_: constant("Utopia"), day: constant("1999-05") });
    given.stay.push(Stay { who: constant("A. Envoy"), where_: constant("Arcadia"), day: constant("1999-06-02") });
    given.stay.push(Stay { who: constant("B. Minister"), where_: constant("Arcadia"), day: constant("1999/..") });
    given.weight.push(Weight { name: constant("gift"), kilos: Float::from(1.5_f64), boxes: 3_u64 });
    given.weight.push(Weight { name: constant("archive"), kilos: Float::from(20.25_f64), boxes: 12_u64 });
    given.open_day.push(OpenDay {  });
}

demarche::constants! {
    IN: Name = " in ";
    RURITANIA: Name = ".*Ruritania";
    N_7: Name = "7";
    A: Name = "A.*";
    ARCADIA: Name = "Arcadia";
    ENVOY: Name = "Envoy";
    UTOPIA: Name = "Utopia";
    ABC: Name = "abc";
    B: Name = "b";
    ON_1999_01_1999_12: PartialDate = "1999-01/1999-12";
    ON_1999_05: PartialDate = "1999-05";
}

#[allow(unreachable_pub, clippy::all, clippy::pedantic, reason = "what crepe expands to")]
mod stage_1 {
    use super::*;

    crepe! {
        @input
        struct Leg(Name, Name, i64);
        @input
        struct Weight(Name, Float, u64);
        @input
        struct OpenDay();
        @input
        struct StayGiven(Name, Name, PartialDate);
        @output
        struct ClosedDay();
        @output
        struct Stay(Name, Name, PartialDate);
        @output
        struct Reach(Name, Name);
        @output
        struct Apart(Name, Name);
        @output
        struct LoopAt(Name);
        @output
        struct ThereAndBack(Name, Name);
        @output
        struct Taken(Name, Name, i64, i64);
        @output
        struct Total(Name, Name, i64);
        @output
        struct Heavy(Name, u64);
        @output
        struct Label(Name, i64);
        @output
        struct Before(PartialDate, PartialDate);
        @output
        struct Unsure(PartialDate, PartialDate);
        @output
        struct Span(PartialDate, PartialDate, i64, i64);
        @output
        struct Ends(PartialDate, PartialDate);

        Stay(who, where_, day) <- StayGiven(who, where_, day);

        // closed_day#1, tests/compile/every_construct.dl:53
        //     closed_day() :- open_day(), false.
        ClosedDay() <-
            (false),
            OpenDay();

        // stay#1, tests/compile/every_construct.dl:51
        //     stay(who, "Arcadia", d) :- stay(who, "Utopia", d), open_day(), !closed_day().
        Stay(who, *ARCADIA, d) <-
            !ClosedDay(),
            Stay(who, *UTOPIA, d),
            OpenDay();

        // reach#1, tests/compile/every_construct.dl:16
        //     reach(x, y) :- leg(x, y, _).
        Reach(x, y) <-
            Leg(x, y, _);

        // reach#2, tests/compile/every_construct.dl:17
        //     reach(x, z) :- reach(x, y), leg(y, z, _).
        Reach(x, z) <-
            Reach(x, y),
            Leg(y, z, _);

        // apart#1, tests/compile/every_construct.dl:19
        //     apart(a, b) :- leg(a, _, _), leg(_, b, _), !leg(a, b, _), a != b.
        Apart(a, b) <-
            Leg(a, _, _),
            Leg(_, b, _),
            !Leg(a, b, _),
            (a != b);

        // loop_at#1, tests/compile/every_construct.dl:22
        //     loop_at(x) :- leg(x, x, _).
        LoopAt(x) <-
            Leg(x, x2, _),
            (x == x2);

        // there_and_back#1, tests/compile/every_construct.dl:24
        //     there_and_back(min, type) :- reach(min, type), reach(type, min), min < type.
        ThereAndBack(min_, type_) <-
            Reach(min_, type_),
            (less(min_, type_)),
            Reach(type_, min_);

        // taken#1, tests/compile/every_construct.dl:28
        //     taken(x, y, d, 1) :- leg(x, y, d).
        Taken(x, y, d, 1_i64) <-
            Leg(x, y, d);

        // taken#2, tests/compile/every_construct.dl:29
        //     taken(x, z, max(d, e), n + 1) :- taken(x, y, d, n), leg(y, z, e), n < 4.
        Taken(x, z, value, value2) <-
            Taken(x, y, d, n),
            (n < 4_i64),
            Leg(y, z, e),
            let Some(value) = checked("taken#2", max([d, e])),
            let Some(value2) = checked("taken#2", add(n, 1_i64));

        // total#1, tests/compile/every_construct.dl:31
        //     total(x, z, d + e) :- leg(x, y, d), leg(y, z, e), min(d, e) >= -1, d * 2 != 7.
        Total(x, z, value3) <-
            Leg(x, y, d),
            Leg(y, z, e),
            let Some(value) = checked("total#1", min([d, e])),
            (value >= -1_i64),
            let Some(value2) = checked("total#1", multiply(d, 2_i64)),
            (value2 != 7_i64),
            let Some(value3) = checked("total#1", add(d, e));

        // heavy#1, tests/compile/every_construct.dl:33
        //     heavy(name, boxes + 1u) :- weight(name, kilos, boxes), kilos / 2.0 > 0.5, boxes band 1u = 1u.
        Heavy(name, value3) <-
            Weight(name, kilos, boxes),
            let Some(value) = checked("heavy#1", divide(kilos, Float::from(2.0_f64))),
            (less(Float::from(0.5_f64), value)),
            let Some(value2) = checked("heavy#1", bit_and(boxes, 1_u64)),
            (value2 == 1_u64),
            let Some(value3) = checked("heavy#1", add(boxes, 1_u64));

        // label#1, tests/compile/every_construct.dl:37
        //     label(text, strlen(text)) :- stay(who, where, _), text = cat(who, " in ", where), contains("Envoy", text), match("A.*", text), !match(".*Ruritania", text).
        Label(text, value) <-
            Stay(who, where_, _),
            let Some(text) = checked("label#1", cat([who, *IN, where_])),
            (contains(*ENVOY, text)),
            (checked("label#1", matches(*A, text)) == Some(true)),
            (checked("label#1", matches(*RURITANIA, text)) == Some(false)),
            let Some(value) = checked("label#1", strlen(text));

        // label#2, tests/compile/every_construct.dl:38
        //     label(to_string(n), to_number("7")) :- leg(_, _, n), substr("abc", 1, 1) = "b".
        Label(text2, value) <-
            let Some(text) = checked("label#2", substr(*ABC, 1_i64, 1_i64)),
            (text == *B),
            Leg(_, _, n),
            let Some(text2) = checked("label#2", to_string(n)),
            let Some(value) = checked("label#2", to_number(*N_7));

        // before#1, tests/compile/every_construct.dl:42
        //     before(d, e) :- stay(_, _, d), stay(_, _, e), d < e.
        Before(d, e) <-
            Stay(_, _, d),
            Stay(_, _, e),
            (certainly_before(d, e));

        // unsure#1, tests/compile/every_construct.dl:44
        //     unsure(d, e) :- stay(_, _, d), stay(_, _, e), !(d < e), may_precede(d, e).
        Unsure(d, e) <-
            Stay(_, _, d),
            Stay(_, _, e),
            (!(certainly_before(d, e))),
            (may_precede(d, e));

        // span#1, tests/compile/every_construct.dl:46
        //     span(once(d, e), throughout(d, e), min_days(d, e), max_days(d, e)) :- before(d, e).
        Span(date, date2, days, days2) <-
            Before(d, e),
            let Some(date) = once(d, e),
            let Some(date2) = throughout(d, e),
            let Some(days) = min_days(d, e),
            let Some(days2) = max_days(d, e);

        // ends#1, tests/compile/every_construct.dl:48
        //     ends(latest(d), add_days(latest(d), 1)) :- stay(_, _, d), within(latest(d), "1999-01/1999-12"), may_overlap(d, "1999-05"), !unsaid(d).
        Ends(day2, date) <-
            Stay(_, _, d),
            let Some(day) = latest(d),
            (within(day, *ON_1999_01_1999_12)),
            (may_overlap(d, *ON_1999_05)),
            (!d.is_unsaid()),
            let Some(day2) = latest(d),
            let Some(day3) = latest(d),
            let Some(date) = add_days(day3, 1_i64);
    }

    demarche::stage! {
        read leg: Leg(from, to, days);
        read weight: Weight(name, kilos, boxes);
        read open_day: OpenDay();
        read stay: StayGiven(who, where_, day);
        derive closed_day: ClosedDay();
        derive stay: Stay(who, where_, day);
        derive reach: Reach(from, to);
        derive apart: Apart(a, b);
        derive loop_at: LoopAt(place);
        derive there_and_back: ThereAndBack(min, type_);
        derive taken: Taken(from, to, days, legs);
        derive total: Total(from, to, days);
        derive heavy: Heavy(name, boxes);
        derive label: Label(text, length);
        derive before: Before(first, second);
        derive unsure: Unsure(first, second);
        derive span: Span(first, last, least, most);
        derive ends: Ends(day, next);
    }
}
