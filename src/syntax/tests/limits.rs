//! Hostile text: deep nesting, long chains, truncation, noise. Nothing may panic, overflow the stack or take long.

use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{file, findings};
use crate::diagnostic::SourceId;
use crate::syntax::printer::print;
use crate::syntax::{Mode, parse};

/// Runs on the two-megabyte stack that test threads have, and within a time that only linear work keeps.
fn quickly(work: impl FnOnce()) {
    let start = Instant::now();
    work();
    assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
}

/// What opens a level, in every way that a body has.
const OPENINGS: [&str; 18] = [
    "(",
    "p(",
    "!",
    "-",
    "(-",
    "f(a, ",
    "min ",
    "a = count : { ",
    "1 < count : { ",
    "(b + ",
    "2 ^ ",
    "!(p(), ",
    "p() @{by: max x : { ",
    "[",
    "[a, ",
    "$A(",
    "@f(a, ",
    "as(",
];

#[test]
fn a_million_brackets_are_one_error() {
    quickly(|| {
        for (place, opening) in OPENINGS.into_iter().enumerate() {
            let depth = if place == 0 { 1_000_000 } else { 20_000 };
            let text = format!("r(x) :- {}", opening.repeat(depth));
            let found = findings(&file(&text));
            assert_eq!(found.len(), 1, "{opening}");
            assert!(found[0].ends_with("E0012 nesting deeper than 128"), "{opening}: {}", found[0]);
        }
    });
}

#[test]
fn brackets_nest_to_the_limit_and_no_further() {
    let nested = |depth: usize| format!("r() :- x = {}1{}.", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(findings(&file(&nested(128))), Vec::<String>::new());
    assert_eq!(findings(&file(&nested(129))), ["139..140 E0012 nesting deeper than 128"]);
}

#[test]
fn operators_nest_to_the_limit_and_no_further() {
    let chain = |operators: usize| format!("r() :- x = 1{}.", " + 1".repeat(operators));
    assert_eq!(findings(&file(&chain(128))), Vec::<String>::new());
    assert_eq!(findings(&file(&chain(129))).len(), 1);
    let in_parentheses = |each: usize| format!("r() :- x = ((1{0}){0}).", " * 2".repeat(each));
    assert_eq!(findings(&file(&in_parentheses(63))), Vec::<String>::new());
    assert_eq!(findings(&file(&in_parentheses(64))).len(), 1);
}

#[test]
fn alternatives_are_not_tried_one_after_the_other() {
    quickly(|| {
        let text = format!("r() :- {}p(){}.", "((".repeat(60), ", x < 1) ; q())".repeat(60));
        assert_eq!(findings(&file(&text)), Vec::<String>::new());
        let prompt = parse(SourceId::default(), &text, Mode::Prompt);
        assert_eq!(findings(&prompt), Vec::<String>::new());
    });
}

#[test]
fn a_text_full_of_errors_has_each_of_them() {
    quickly(|| {
        for line in [
            "edge(1, 2\n",
            "edge(1 2).\n",
            "r(x) :- x <.\n",
            "r(x :- e(x).\n",
            ".delc e\n",
            "e(\"1).\n",
            "$ € e(1).\n",
        ] {
            let parsed = file(&line.repeat(10_000));
            let wrong = parsed.diagnostics.len();
            assert!((10_000..=20_000).contains(&wrong), "{line}: {wrong}");
        }
    });
}

/// A text with every kind of statement.
const EVERYTHING: &str = r#"/// Docs.
.type Person <: symbol
.decl visit, stay(who: Person, day: date) open undetermined maybe /* comment */ output
.include "a.dl"
.input visit(IO=file, delimiter="\t")
.pragma "k" "v"
.article courier_1999 { file = "c.txt", relays = ["A", "B"], basis = [claim("c:1")] }
visit("A. Envoy", "1999-06") @expected("will come…", by: [anonymous("an official")], said: "1999-04").
n(1u, -1.5e3, 0x1f). // plain
[bad
p(x), q(x) :- r(x) @{by: w}, !(s(x) ; x < 2 ^ -y), z = count : { t(_) }, match("東.*", x).
.as-of 1999-05-10 possibly
.retract courier_1999:12
.comp C<T> : B<T> { .decl q(x: T<>) choice-domain x, (x) p(x) <= p(y) :- x < y. .override q }
.init c = C<number>
.type R = [x: number, r: R] .type T = A {x: R} | B {}
.functor f(x: T, number): R stateful
.lattice T<> { Bottom -> nil, Lub -> @f(_, _) }
p(as([$A(1), nil, $], T)) :- q(autoinc()).
.plan 0: (1, 2)
@[key (value)]
.test "t" {
    .expect exactly p(x) { ("a"), ("b") }
    .expect none q(_)
}
"#;

#[test]
fn a_text_cut_off_anywhere_is_read_without_panic() {
    for (end, _) in EVERYTHING.char_indices() {
        for start in [0, end / 2] {
            let text = EVERYTHING.get(EVERYTHING.floor_char_boundary(start)..end).unwrap_or("");
            for mode in [Mode::File, Mode::Prompt] {
                let parsed = parse(SourceId::default(), text, mode);
                assert!(parsed.diagnostics.iter().all(|found| found.primary.span.end as usize <= text.len()));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn noise_is_read_without_panic(words in vec(select(NOISE.to_vec()), 0..80)) {
        quickly(|| {
            for mode in [Mode::File, Mode::Prompt] {
                let text = words.concat();
                let parsed = parse(SourceId::default(), &text, mode);
                assert!(parsed.diagnostics.iter().all(|found| found.primary.span.end as usize <= text.len()));
            }
        });
    }

    #[test]
    fn what_is_read_of_noise_prints_and_reads_back(words in vec(select(NOISE.to_vec()), 0..80)) {
        for mode in [Mode::File, Mode::Prompt] {
            let tree = parse(SourceId::default(), &words.concat(), mode).tree;
            let again = parse(SourceId::default(), &print(&tree), mode);
            prop_assert_eq!(again.tree, tree);
        }
    }
}

/// Tokens and pieces of tokens.
const NOISE: [&str; 91] = [
    "p(",
    "q(x)",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ",",
    ";",
    ":",
    ":-",
    ".",
    ". ",
    ".\n",
    "\n",
    " ",
    "\t",
    "\r\n",
    "@",
    "!",
    "=",
    "!=",
    "<",
    "<=",
    "|",
    "+",
    "-",
    "*",
    "^",
    "%",
    "#",
    "$",
    "&",
    "<:",
    "\"a\"",
    "\"",
    "\\",
    "//",
    "///",
    "/*",
    "*/",
    "1",
    "2.5",
    "0x",
    "9u",
    "1e",
    "x",
    "_",
    "unsaid",
    "true",
    "count",
    "sum ",
    "min",
    " band ",
    "bnot ",
    "article",
    "none ",
    "exactly ",
    "possibly",
    ".decl ",
    ".type ",
    ".test \"t\" {",
    ".expect ",
    ".as_of ",
    ".retract ",
    ".assume ",
    ".article a {",
    ".input ",
    ".output ",
    ".x ",
    "@confirmed",
    "@[",
    "[x, ",
    "$A(",
    "as(",
    "nil",
    "->",
    ".comp C {",
    ".comp C<",
    ".init c = ",
    ".override ",
    ".plan 1: (",
    ".lattice L<> {",
    ".functor f(",
    " <= p(x) :- ",
    "choice-domain ",
    "@{by: ",
    "東",
    "\u{feff}",
    "'",
];
