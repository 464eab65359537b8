//! Text to tokens.

use crate::diagnostic::SourceId;
use crate::syntax::lexer::lex;
use crate::syntax::token::TokenKind::{
    self, Directive, Float, Identifier, Integer, Sign, String, Unsigned, Word,
};

fn kinds(text: &str) -> Vec<TokenKind<'_>> {
    let lexed = lex(SourceId::default(), text);
    assert_eq!(lexed.diagnostics, Vec::new());
    lexed.tokens.into_iter().map(|token| token.kind).collect()
}

/// The words and signs of a text as they would be named in a message.
fn words(text: &str) -> std::string::String {
    kinds(text).into_iter().map(TokenKind::describe).collect::<Vec<_>>().join(" ")
}

#[test]
fn numbers_in_every_form() {
    let expected = [
        Integer(12),
        Integer(31),
        Integer(5),
        Unsigned(12),
        Unsigned(255),
        Float(1.5),
        Float(1e9),
        Float(2.5e-3),
    ];
    assert_eq!(kinds("12 0x1f 0b101 12u 0xffu 1.5 1e9 2.5E-3"), expected);
    assert_eq!(kinds("18446744073709551615"), [Integer(u64::MAX)]);
    assert_eq!(kinds("007"), [Integer(7)]);
}

#[test]
fn a_period_after_a_number_ends_the_statement() {
    assert_eq!(
        kinds("n(1).x = 1."),
        [
            Identifier("n"),
            Sign("("),
            Integer(1),
            Sign(")"),
            Sign("."),
            Identifier("x"),
            Sign("="),
            Integer(1),
            Sign("."),
        ]
    );
}

#[test]
fn names_may_hold_digits_question_marks_and_dots() {
    assert_eq!(
        kinds("_ ?x a1_B? lib.edge"),
        [Identifier("_"), Identifier("?x"), Identifier("a1_B?"), Identifier("lib.edge"),]
    );
    assert_eq!(words("edge(a). b"), "`edge` `(` `a` `)` `.` `b`");
}

#[test]
fn strings_keep_their_escapes_until_they_are_read() {
    assert_eq!(kinds(r#""a \"b\" \\" "//" "/*""#), [String(r#"a \"b\" \\"#), String("//"), String("/*")]);
}

#[test]
fn signs_are_read_longest_first() {
    assert_eq!(
        words(":- : <: <= < >= > != ! = ^ -1"),
        "`:-` `:` `<:` `<=` `<` `>=` `>` `!=` `!` `=` `^` `-` `1`"
    );
}

#[test]
fn comments_are_passed_over_and_may_stand_anywhere() {
    assert_eq!(words("a /* b \n c */ ( // d\n ) /**/ . //"), "`a` `(` `)` `.`");
}

#[test]
fn documentation_belongs_to_the_token_after_it() {
    let lexed = lex(SourceId::default(), "/// One.\n///  two \r\na.\n//// no\n///\nb.");
    let docs: Vec<(usize, &str)> = lexed.docs.iter().map(|line| (line.before, line.text)).collect();
    assert_eq!(docs, [(0, "One."), (0, " two"), (2, "")]);
}

#[test]
fn a_byte_order_mark_and_carriage_returns_are_white_space() {
    let lexed = lex(SourceId::default(), "\u{feff}a.\r\n  b.\r\n");
    let places: Vec<(u32, Option<u32>)> =
        lexed.tokens.iter().map(|token| (token.span.start, token.line_column)).collect();
    assert_eq!(places, [(3, Some(0)), (4, None), (9, Some(2)), (10, None)]);
    assert_eq!(lexed.diagnostics, Vec::new());
}

#[test]
fn a_directive_begins_a_line_or_has_a_name_that_is_known() {
    assert_eq!(kinds(".decl"), [Directive("decl")]);
    assert_eq!(kinds("  .frobnicate"), [Directive("frobnicate")]);
    assert_eq!(words("a() .output b"), "`a` `(` `)` `.output` `b`");
    assert_eq!(words("a().b()."), "`a` `(` `)` `.` `b` `(` `)` `.`");
    assert_eq!(words("a() .b()."), "`a` `(` `)` `.` `b` `(` `)` `.`");
}

#[test]
fn the_additions_are_no_directives_where_a_statement_ends() {
    assert_eq!(words("a().at()."), "`a` `(` `)` `.` `at` `(` `)` `.`");
    assert_eq!(words("{ .at \"2024\" .trust possible }"), "`{` `.at` \"2024\" `.trust` `possible` `}`");
}

#[test]
fn days_need_no_quotes_after_their_directives() {
    assert_eq!(kinds(".as-of 1999-05-10"), [Directive("as-of"), Word("1999-05-10")]);
    assert_eq!(
        kinds(".as_of 2024/.. possibly"),
        [Directive("as_of"), Word("2024/.."), Identifier("possibly")]
    );
    assert_eq!(kinds(".at [2019-05,2019-06]."), [Directive("at"), Word("[2019-05,2019-06]"), Sign(".")]);
    assert_eq!(kinds(".at 2024-05~}"), [Directive("at"), Word("2024-05~"), Sign("}")]);
    assert_eq!(kinds(".at \"2024\""), [Directive("at"), String("2024")]);
}

#[test]
fn claims_need_no_quotes_where_they_are_retracted() {
    assert_eq!(
        kinds(".retract courier_1999:12."),
        [Directive("retract"), Word("courier_1999:12"), Sign(".")]
    );
    assert_eq!(kinds(".retract envoy-plan"), [Directive("retract"), Word("envoy-plan")]);
    assert_eq!(words(".retract visit(_)"), "`.retract` `visit` `(` `_` `)`");
}
