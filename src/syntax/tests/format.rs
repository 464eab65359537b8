//! Tests of the formatter: its manner, and that it changes blanks alone.

use proptest::prelude::*;
use proptest::test_runner::TestRng;

use super::super::lexer::lex;
use super::super::preprocess::blanked;
use super::arbitrary::file_tree;
use super::{file, findings};
use crate::diagnostic::SourceId;
use crate::syntax::formatter::format;
use crate::syntax::printer::print;

fn formatted(text: &str) -> String {
    let once = format(SourceId(0), text).unwrap_or_else(|wrong| panic!("{text}\n{wrong:?}"));
    let twice = format(SourceId(0), &once).unwrap_or_else(|wrong| panic!("{once}\n{wrong:?}"));
    assert_eq!(twice, once, "formatting twice changes nothing more");
    once
}

#[test]
fn blanks_between_tokens_are_those_of_the_manner() {
    let cases = [
        ("n(127.0.0.1,255.255.255.255+1).", "n(127.0.0.1, 255.255.255.255 + 1).\n"),
        ("r( x,y ):-s(x , y),!t ( x ),x<y.", "r(x, y) :- s(x, y), !t(x), x < y.\n"),
        ("r(x) :- x=-1+ - y*(2-3) , y= band (1,2).", "r(x) :- x = -1 + -y * (2 - 3), y = band (1, 2).\n"),
        (
            "n(c):-c=count:{e(_,_)},d=sum x+1:{ e(x,_) }.",
            "n(c) :- c = count : { e(_, _) }, d = sum x + 1 : { e(x, _) }.\n",
        ),
        (
            ".decl a(x:number,y:L<>)brie choice-domain x , (y,x)",
            ".decl a(x: number, y: L<>) brie choice-domain x, (y, x)\n",
        ),
        (".type T=A{x:number,y:T}|B{}", ".type T = A { x: number, y: T } | B {}\n"),
        (".type R=[x:number , y:R]", ".type R = [x: number, y: R]\n"),
        (".output a(IO = \"file\",delimiter=\",\")", ".output a(IO=\"file\", delimiter=\",\")\n"),
        (".comp A<T>:B<T>,C<T,U>{ }", ".comp A<T> : B<T>, C<T, U> {}\n"),
        (".init x=A<number>", ".init x = A<number>\n"),
        ("r($A(1 ,$B( )),[x , nil],as(x,T),@f( x ),$).", "r($A(1, $B()), [x, nil], as(x, T), @f(x), $).\n"),
        (
            "v(\"a\",\"1999\")@confirmed(\"q\",by:[\"A\",\"B\"]).",
            "v(\"a\", \"1999\") @confirmed(\"q\", by: [\"A\", \"B\"]).\n",
        ),
        ("r(k) :- v(_,_)@{certainty:k,by : _}.", "r(k) :- v(_, _) @{certainty: k, by: _}.\n"),
        ("a(1).b(2).   c(3).", "a(1). b(2). c(3).\n"),
        ("a(x)<=a(y):-x<=y.\n.plan 0:(1,2)", "a(x) <= a(y) :- x <= y.\n.plan 0: (1, 2)\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(formatted(text), expected);
    }
}

#[test]
fn lines_are_indented_by_what_they_stand_in() {
    let text = "r(x) :-\ns(x),\n          (t(x)\n; u(x)).\n\n\n\n.decl a(x: number)\n  brie\n  a(1).\n.comp C {\n.decl r(x: number)\n// of r\n  r(x) :-\n r(x).\n}\n\n";
    let expected = "r(x) :-\n    s(x),\n    (t(x)\n        ; u(x)).\n\n.decl a(x: number)\n    brie\na(1).\n.comp C {\n    .decl r(x: number)\n    // of r\n    r(x) :-\n        r(x).\n}\n";
    assert_eq!(formatted(text), expected);
}

#[test]
fn what_stands_below_an_open_bracket_stays_there() {
    let text = ".article a {\n  file    = \"a.txt\",\n  outlet = \"The A\",\n  basis   = [\"one\",\n             \"two\"]\n}\n";
    let expected = ".article a {\n    file    = \"a.txt\",\n    outlet = \"The A\",\n    basis   = [\"one\",\n               \"two\"]\n}\n";
    assert_eq!(formatted(text), expected);
}

#[test]
fn comments_keep_their_places() {
    let text = "// first  \n\n/* a\n   b */ a(1).// one\nb( /* two */ 2 ).\n   /// of c\nc(3). // three\nlonger(4).  // four\n";
    let expected = "// first\n\n/* a\n   b */ a(1). // one\nb( /* two */ 2).\n/// of c\nc(3). // three\nlonger(4). // four\n";
    assert_eq!(formatted(text), expected);
    let aligned = "a(1).      // one\nlonger(2). // two\n";
    assert_eq!(formatted("a( 1 ).         // one\nlonger(2)  .    // two\n"), aligned);
}

#[test]
fn lines_of_the_preprocessor_are_left_as_they_are() {
    let text = "#define A(x)   \\\n   b( x )   \n  #if  1\nr(x):-A(x).\n#endif\n";
    assert_eq!(formatted(text), "#define A(x)   \\\n   b( x )   \n  #if  1\nr(x) :- A(x).\n#endif\n");
}

#[test]
fn a_rule_too_long_for_its_line_is_broken_at_its_conditions() {
    let condition = "something_or_other(first, second)";
    let text = format!("r(first) :- {condition}, {condition}, {condition}, {condition}, !{condition}.");
    let expected =
        format!("r(first) :-\n    {condition}, {condition}, {condition},\n    {condition}, !{condition}.\n");
    assert_eq!(formatted(&text), expected);
}

#[test]
fn what_cannot_be_read_is_not_formatted() {
    let wrong = format(SourceId(0), "a(1.\nb(2).").unwrap_err();
    assert_eq!(wrong.iter().map(|one| one.code).collect::<Vec<_>>(), ["E0010"]);
    assert!(format(SourceId(0), "#if 1\na(\"x).\n#endif").is_err());
    let wrong = format(SourceId(0), "##if 1\na(1).\n#endif").unwrap_err();
    assert_eq!(
        wrong.iter().map(|one| one.message.as_str()).collect::<Vec<_>>(),
        ["a `#` that begins no line of the preprocessor"]
    );
}

/// The text with other blanks, empty lines and comments between its tokens, where these mean nothing.
fn disturbed(text: &str, rng: &mut TestRng) -> String {
    let tokens = lex(SourceId(0), text).tokens;
    let (mut out, mut end, mut after_directive) = (String::new(), 0, false);
    for token in tokens {
        let start = token.span.start as usize;
        let gap = &text[end..start];
        let quiet = !gap.is_empty() && !gap.contains('/') && !after_directive;
        out.push_str(&if quiet { blanks(gap.contains('\n'), rng) } else { gap.to_owned() });
        end = token.span.end as usize;
        out.push_str(&text[start..end]);
        after_directive = text[start..end].starts_with('.') && end > start + 1;
    }
    out.push_str(&text[end..]);
    out
}

fn blanks(line_break: bool, rng: &mut TestRng) -> String {
    let choices = if line_break {
        ["\n", "\n\n\n", " // end\n", "\n   // own line \n  ", "\n\t"]
    } else {
        [" ", "   ", "\t", " /* inside */ ", "  "]
    };
    choices[rng.random_range(0..choices.len())].to_owned()
}

/// The comments of a text in order, and its tokens.
fn contents(text: &str) -> (Vec<String>, Vec<String>) {
    let (code, _) = blanked(SourceId(0), text);
    let (mut comments, mut tokens, mut end) = (Vec::new(), Vec::new(), 0);
    for token in lex(SourceId(0), &code).tokens {
        comments.extend(comments_in(&text[end..token.span.start as usize]));
        end = token.span.end as usize;
        tokens.push(format!("{:?}", token.kind));
    }
    comments.extend(comments_in(&text[end..]));
    (comments, tokens)
}

fn comments_in(gap: &str) -> Vec<String> {
    gap.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formatting_keeps_the_tree_and_every_comment(tree in file_tree(), noise in Just(()).prop_perturb(|(), rng| rng)) {
        let mut noise = noise;
        let text = disturbed(&print(&tree), &mut noise);
        let once = format(SourceId(0), &text).map_err(|wrong| TestCaseError::fail(format!("{text}\n{wrong:?}")))?;
        let read = file(&once);
        prop_assert_eq!(findings(&read), Vec::<String>::new(), "{}\n----\n{}", text, once);
        prop_assert_eq!(&read.tree, &file(&text).tree, "{}\n----\n{}", text, once);
        prop_assert_eq!(contents(&once), contents(&text), "{}\n----\n{}", text, once);
        let twice = format(SourceId(0), &once).map_err(|wrong| TestCaseError::fail(format!("{once}\n{wrong:?}")))?;
        prop_assert_eq!(twice, once);
    }
}
