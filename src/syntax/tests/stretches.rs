//! However many tokens are read at a time, a text is read as the same statements with the same findings.

use proptest::prelude::*;

use super::arbitrary::{file_tree, prompt_tree};
use crate::diagnostic::SourceId;
use crate::syntax::Mode;
use crate::syntax::parser::parse_by;
use crate::syntax::printer::print;

/// What a text is read as, places and all, so many tokens at a time.
fn read(text: &str, mode: Mode, stretch: usize) -> String {
    format!("{:#?}", parse_by(SourceId::default(), text, mode, stretch))
}

fn reads_alike(text: &str, mode: Mode) -> Result<(), TestCaseError> {
    let whole = read(text, mode, usize::MAX);
    for stretch in [1, 2, 3, 7, 40] {
        prop_assert_eq!(&read(text, mode, stretch), &whole, "{} at a time: {}", stretch, text);
    }
    Ok(())
}

/// The text without the characters of a stretch, counted in hundredths of it; or as it is.
fn damaged(text: &str, from: usize, length: usize) -> String {
    let count = text.chars().count();
    let start = count * from / 100;
    text.chars().enumerate().filter(|(at, _)| !(start..start + length).contains(at)).map(|(_, c)| c).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, max_shrink_iters: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_are_read_alike(tree in file_tree(), from in 0_usize..100, length in 0_usize..4) {
        reads_alike(&damaged(&print(&tree), from, length), Mode::File)?;
    }

    #[test]
    fn prompts_are_read_alike(tree in prompt_tree(), from in 0_usize..100, length in 0_usize..4) {
        reads_alike(&damaged(&print(&tree), from, length), Mode::Prompt)?;
    }
}

#[test]
fn what_is_wrong_within_a_statement_is_told_alike() {
    let texts = [
        "/// A.\np(1).\n/// B.\n/// C.\nq(x) :- p(x). .plan 0: (1)\n/// D.\nr(2)",
        ".comp A { .decl p(x: number)\n p(1)\n p(2). p(. \n q(3). }\n.init a = A\np(3).",
        ".test \"a\" {\n .expect p(\n .expect q(_) }\n.test \"b\" { .expect p(1) .expect }\np(1).",
        "p(1) p(2). p(\"a. \np(3). /* open",
        "p(1). \u{e9}\u{e9} p(2). q :- :- p(1). r(1).\ncount { p(_) }. s(2).",
        "",
        "  // nothing\n",
    ];
    for text in texts {
        for mode in [Mode::File, Mode::Prompt] {
            if let Err(error) = reads_alike(text, mode) {
                panic!("{error}");
            }
        }
    }
}
