//! One statement: which kind it is, by its first token.

use nom::Parser;
use nom::combinator::opt;

use super::super::codes;
use super::super::keyword;
use super::super::token::TokenKind;
use super::super::tree::{IoKind, Statement};
use super::basic::sign;
use super::clause::clause;
use super::component::{component, init, overridden};
use super::cursor::{Cursor, Parsing};
use super::declaration::relation_decls;
use super::directive::{include, io, pragma};
use super::evidence::article;
use super::lens::lens;
use super::test_block::test;
use super::type_decl::{base_type, functor, lattice, type_decl};
use crate::diagnostic::Diagnostic;

/// The statements that one source statement makes: several for `.decl a, b(…)`, else one.
pub(super) fn statement(input: Cursor<'_>) -> Parsing<'_, Vec<Statement>> {
    match input.kind() {
        TokenKind::Directive(word) => directive(input, &word.replace('-', "_")),
        TokenKind::Sign("#") => hash_line(input).map(one),
        _ => clause(input).map(one),
    }
}

fn one((rest, statement): (Cursor<'_>, Statement)) -> (Cursor<'_>, Vec<Statement>) {
    (rest, vec![statement])
}

/// A directive, with the final period that it may have.
fn directive<'t>(input: Cursor<'t>, word: &str) -> Parsing<'t, Vec<Statement>> {
    let (rest, statements) = match word {
        "decl" => {
            let (rest, declarations) = relation_decls(input)?;
            (rest, declarations.into_iter().map(Statement::Relation).collect())
        }
        _ => single(input, word).map(one)?,
    };
    let (rest, _) = opt(sign(".")).parse(rest)?;
    Ok((rest, statements))
}

fn single<'t>(input: Cursor<'t>, word: &str) -> Parsing<'t, Statement> {
    if let Some(parsed) = lens(input, word) {
        return parsed.map(|(rest, lens)| (rest, Statement::Lens(lens)));
    }
    match word {
        "type" => type_decl(input).map(|(rest, decl)| (rest, Statement::Type(decl))),
        "symbol_type" => base_type(input, "symbol").map(|(rest, decl)| (rest, Statement::Type(decl))),
        "number_type" => base_type(input, "number").map(|(rest, decl)| (rest, Statement::Type(decl))),
        "lattice" => lattice(input).map(|(rest, decl)| (rest, Statement::Lattice(decl))),
        "functor" => functor(input).map(|(rest, decl)| (rest, Statement::Functor(decl))),
        "comp" => {
            component(input, statement).map(|(rest, component)| (rest, Statement::Component(component)))
        }
        "init" => init(input).map(|(rest, init)| (rest, Statement::Init(init))),
        "override" => overridden(input).map(|(rest, relation)| (rest, Statement::Override(relation))),
        "once" => Ok((input.advance(), Statement::Once)),
        "article" => article(input).map(|(rest, article)| (rest, Statement::Article(article))),
        "test" => test(input).map(|(rest, test)| (rest, Statement::Test(test))),
        "include" => include(input),
        "pragma" => pragma(input),
        "input" => io(input, IoKind::Input),
        "output" => io(input, IoKind::Output),
        "printsize" => io(input, IoKind::Printsize),
        "limitsize" => io(input, IoKind::Limitsize),
        _ => input.fail(refused(input, word)),
    }
}

fn refused(input: Cursor<'_>, word: &str) -> Diagnostic {
    let place = input.token().span;
    if word == "plan" {
        let message = "`.plan` stands only behind a rule";
        return Diagnostic::error(codes::MISPLACED_DIRECTIVE, message, place, "no rule ends here");
    }
    if word == "expect" {
        return Diagnostic::error(codes::MISPLACED_DIRECTIVE, "`.expect` stands only in a test", place, "")
            .with_help("write `.test \"title\" { .expect … }`");
    }
    keyword::unknown_directive(word, place, &keyword::directives())
}

/// The words of lines that the preprocessor reads before anything is parsed.
const PREPROCESSED: [&str; 12] = [
    "define", "undef", "if", "ifdef", "ifndef", "elif", "else", "endif", "error", "warning", "line", "pragma",
];

/// `#include "path"`, the only line of the C preprocessor that is read.
fn hash_line(input: Cursor<'_>) -> Parsing<'_, Statement> {
    match input.next_kind() {
        TokenKind::Identifier("include") => include(input.advance()),
        TokenKind::Identifier(word) if PREPROCESSED.contains(&word) => input.fail(
            Diagnostic::error(
                codes::NOT_READ,
                format!("`#{word}` has no meaning here"),
                input.token().span.to(input.advance().token().span),
                "a line of the preprocessor",
            )
            .with_help("such a line stands alone in a file; at the prompt there is no preprocessor: write it into a file and `.load` that"),
        ),
        _ => input.fail(
            Diagnostic::error(
                codes::NOT_READ,
                "a `#` where no line of the preprocessor begins",
                input.token().span,
                "",
            )
            .with_help("a comment begins with `//`"),
        ),
    }
}
