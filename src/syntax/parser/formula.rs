//! Terms, literals and bodies. They are one module because each may stand inside the other.
//!
//! Infix operators are read by precedence climbing. Nothing is read twice: what begins like a term is read as one and
//! becomes an atom when no operator follows it, so `p(x)`, `f(x) < y`, `(p(x); q(x))` and `(x + y) * 2 < z` need no
//! look-ahead.

use nom::combinator::cut;
use nom::sequence::{pair, preceded};
use nom::{Err, Parser};

use super::super::codes;
use super::super::keyword;
use super::super::lexer::unescape;
use super::super::operator::{
    Infix, LOOSEST_LEVEL, PREFIX_LEVEL, comparison_spelt, infix_spelt, is_operator_word, prefix_spelt,
};
use super::super::token::TokenKind;
use super::super::tree::{
    Aggregate, AggregateKind, Annotation, Atom, Body, Literal, Name, Term, TermKind, UnaryOp,
};
use super::basic::{check_keys, closing, list, name, separated, sign};
use super::cursor::{Cursor, Parsing, Problem, committed};
use crate::diagnostic::{Diagnostic, Located, Span};

/// A term.
pub(super) fn term(input: Cursor<'_>) -> Parsing<'_, Term> {
    climb(input, LOOSEST_LEVEL)
}

/// A body: `a, b ; c`.
pub(super) fn body(input: Cursor<'_>) -> Parsing<'_, Body> {
    let (rest, alternatives) = separated(";", separated(",", literal))(input)?;
    Ok((rest, Body { alternatives }))
}

/// `relation(terms)`, without annotation.
pub(super) fn atom(input: Cursor<'_>) -> Parsing<'_, Atom> {
    let (rest, relation) = name("a relation")(input)?;
    let (rest, terms) = committed(list("(", term, ")")(rest))?;
    Ok((rest, Atom { relation, terms, annotation: None }))
}

/// `relation(terms)` with an optional annotation.
pub(super) fn annotated_atom(input: Cursor<'_>) -> Parsing<'_, Atom> {
    let (rest, atom) = atom(input)?;
    if !rest.is_sign("@") {
        return Ok((rest, atom));
    }
    let (rest, annotation) = annotation(rest)?;
    Ok((rest, Atom { annotation: Some(Box::new(annotation)), ..atom }))
}

/// A term whose infix operators bind at least as tightly as `floor`.
fn climb(input: Cursor<'_>, floor: u8) -> Parsing<'_, Term> {
    let (rest, first) = operand(input.flat())?;
    let (rest, whole) = chain(rest, first, floor)?;
    Ok((rest.beside(input), whole))
}

/// The operators that follow the operand `left`, with their right operands.
fn chain(mut input: Cursor<'_>, mut left: Term, floor: u8) -> Parsing<'_, Term> {
    while let Some(infix) = infix(input).filter(|infix| infix.level >= floor) {
        let (rest, right) = committed(climb(input.advance().down()?, infix.right_floor()))?;
        let (rest, ()) = rest.up(input).stacked(input)?;
        let span = left.span.to(right.span);
        left = Located::new(TermKind::Binary(infix.op, Box::new(left), Box::new(right)), span);
        input = rest;
    }
    Ok((input, left))
}

fn infix(input: Cursor<'_>) -> Option<Infix> {
    match input.kind() {
        TokenKind::Identifier(spelling) | TokenKind::Sign(spelling) => infix_spelt(spelling),
        _ => None,
    }
}

fn operand(input: Cursor<'_>) -> Parsing<'_, Term> {
    let constant = match input.kind() {
        TokenKind::Identifier(word) => return named_operand(input, word),
        TokenKind::Sign("-") => return prefixed(input, UnaryOp::Negate),
        TokenKind::Sign("(") => return parenthesised(input),
        TokenKind::String(content) => TermKind::String(unescape(content)),
        TokenKind::Integer(value) => TermKind::Integer(value),
        TokenKind::Unsigned(value) => TermKind::Unsigned(value),
        TokenKind::Float(value) => TermKind::Float(value),
        TokenKind::Sign("[") => return record(input),
        TokenKind::Sign("$") => return dollar(input),
        TokenKind::Sign("@") => return user_functor(input),
        _ => return input.expected("a term"),
    };
    Ok((input.advance(), Located::new(constant, input.token().span)))
}

/// `[t, …]`.
fn record(input: Cursor<'_>) -> Parsing<'_, Term> {
    let (rest, fields) = list("[", term, "]")(input)?;
    Ok((rest, Located::new(TermKind::Record(fields), rest.since(input))))
}

/// `$A(t, …)`, or the counter `$`.
fn dollar(input: Cursor<'_>) -> Parsing<'_, Term> {
    let after = input.advance();
    match after.kind() {
        TokenKind::Identifier(word) if !is_operator_word(word) => {
            let (rest, branch) = name("a branch")(after)?;
            let (rest, fields) = committed(list("(", term, ")")(rest))?;
            Ok((rest, Located::new(TermKind::Branch(Box::new(branch), fields), rest.since(input))))
        }
        _ => Ok((after, Located::new(TermKind::Counter, input.token().span))),
    }
}

/// `@f(t, …)`.
fn user_functor(input: Cursor<'_>) -> Parsing<'_, Term> {
    if let (TokenKind::Sign("@"), after) = (input.next_kind(), input.advance().advance()) {
        return input.fail(user_aggregate(input.token().span.to(after.token().span)));
    }
    let (rest, functor) = cut(name("a functor")).parse(input.advance())?;
    let (rest, terms) = committed(list("(", term, ")")(rest))?;
    Ok((rest, Located::new(TermKind::UserFunctor(Box::new(functor), terms), rest.since(input))))
}

/// `@@f t : init, { body }`, Soufflé's aggregates by a functor of a library, which takes Soufflé's own tables.
fn user_aggregate(place: Span) -> Diagnostic {
    let message = "aggregates by functors of a library are not read";
    Diagnostic::error(codes::NOT_READ, message, place, "an aggregate that the library defines")
        .with_help("`count`, `sum`, `min`, `max` and `mean` are; a `.lattice` whose `Lub` is `@f(_, _)` joins the values of a column by a functor")
}

/// `as(t, type)`.
fn cast(input: Cursor<'_>) -> Parsing<'_, Term> {
    let opening = input.advance();
    let (rest, inner) = committed(term(opening.advance().down()?))?;
    let (rest, ()) = cut(sign(",")).parse(rest.up(opening))?;
    let (rest, ty) = cut(name("a type")).parse(rest)?;
    let (rest, ()) = closing(")", opening)(rest)?;
    Ok((rest, Located::new(TermKind::Cast(Box::new(inner), Box::new(ty)), rest.since(input))))
}

/// `autoinc()`.
fn counter(input: Cursor<'_>) -> Parsing<'_, Term> {
    let opening = input.advance();
    let (rest, ()) = closing(")", opening)(opening.advance())?;
    Ok((rest, Located::new(TermKind::Counter, rest.since(input))))
}

/// What begins with a word: a call, an aggregate, a prefix operator, a variable.
fn named_operand<'t>(input: Cursor<'t>, word: &str) -> Parsing<'t, Term> {
    let calls = matches!(input.next_kind(), TokenKind::Sign("("));
    match (keyword::aggregate(word), prefix_spelt(word)) {
        (Some(kind), _) if calls => aggregate_or_call(input, kind),
        (Some(kind), _) if opens_aggregate(input, kind) => aggregate(input, kind),
        (None, None) if calls && word == "as" => cast(input),
        (None, None) if calls && word == "autoinc" => counter(input),
        (_, Some(op)) if begins_term(input.next_kind()) => prefixed(input, op),
        _ if calls => call(input),
        _ => variable(input, word),
    }
}

fn variable<'t>(input: Cursor<'t>, word: &str) -> Parsing<'t, Term> {
    let kind = match word {
        "_" => TermKind::Wildcard,
        "nil" => TermKind::Nil,
        operator if is_operator_word(operator) => return input.expected("a term"),
        dotted if dotted.contains('.') => {
            return input.fail(dotted_variable(dotted, input.token().span));
        }
        _ => TermKind::Variable(word.into()),
    };
    Ok((input.advance(), Located::new(kind, input.token().span)))
}

/// A dotted name where a variable stands.
fn dotted_variable(name: &str, place: Span) -> Diagnostic {
    let message = format!("expected a term, found `{name}`");
    Diagnostic::error(codes::EXPECTED, message, place, "a variable has no dots")
        .with_help("if a statement ends here, put white space after its `.`")
}

fn prefixed(input: Cursor<'_>, op: UnaryOp) -> Parsing<'_, Term> {
    let (rest, inner) = committed(climb(input.advance().down()?, PREFIX_LEVEL))?;
    let rest = rest.up(input);
    Ok((rest, Located::new(TermKind::Unary(op, Box::new(inner)), rest.since(input))))
}

fn parenthesised(input: Cursor<'_>) -> Parsing<'_, Term> {
    let (rest, inner) = committed(term(input.advance().down()?))?;
    let (rest, ()) = closing(")", input)(rest.up(input))?;
    Ok((rest, Located::new(inner.node, rest.since(input))))
}

fn call(input: Cursor<'_>) -> Parsing<'_, Term> {
    let (rest, functor) = name("a functor")(input)?;
    let (rest, terms) = list("(", term, ")")(rest)?;
    Ok((rest, Located::new(TermKind::Functor(Box::new(functor), terms), rest.since(input))))
}

/// `min(a, b)` is a call; `min (a + b) * c : { … }` is an aggregate whose value begins with a parenthesis.
fn aggregate_or_call(input: Cursor<'_>, kind: AggregateKind) -> Parsing<'_, Term> {
    let (after_call, called) = call(input)?;
    let TermKind::Functor(_, arguments) = &called.node else { return Ok((after_call, called)) };
    let [only] = arguments.as_slice() else { return Ok((after_call, called)) };
    let (rest, value) = chain(after_call, only.clone(), LOOSEST_LEVEL)?;
    if rest.is_sign(":") {
        return aggregate_over(input, rest, kind, Some(value));
    }
    if rest.at == after_call.at {
        Ok((after_call, called))
    } else {
        cut(sign(":")).parse(rest).map(|(rest, ())| (rest, called))
    }
}

/// Whether the word here is an aggregate rather than a variable of that name.
fn opens_aggregate(input: Cursor<'_>, kind: AggregateKind) -> bool {
    match kind {
        AggregateKind::Count => matches!(input.next_kind(), TokenKind::Sign(":")),
        _ => begins_term(input.next_kind()),
    }
}

fn begins_term(kind: TokenKind<'_>) -> bool {
    match kind {
        TokenKind::Identifier(word) => infix_spelt(word).is_none(),
        TokenKind::Sign(sign) => matches!(sign, "-" | "(" | "@" | "[" | "$"),
        TokenKind::Directive(_) | TokenKind::Word(_) | TokenKind::End => false,
        _ => true,
    }
}

/// `count : { … }`, `sum t : { … }`, or with one atom instead of the braces.
fn aggregate(input: Cursor<'_>, kind: AggregateKind) -> Parsing<'_, Term> {
    if kind == AggregateKind::Count {
        return aggregate_over(input, input.advance(), kind, None);
    }
    let (rest, value) = committed(term(input.advance().down()?))?;
    aggregate_over(input, rest.up(input), kind, Some(value))
}

/// The part of an aggregate from its colon on. It nests as an operator, and its braces as brackets.
fn aggregate_over<'t>(
    start: Cursor<'t>,
    colon: Cursor<'t>,
    kind: AggregateKind,
    value: Option<Term>,
) -> Parsing<'t, Term> {
    let (rest, ()) = committed(sign(":")(colon))?;
    let (rest, body) = aggregate_body(rest.down()?)?;
    let rest = rest.up(colon);
    let kind = Located::new(kind, start.token().span);
    let aggregate = Aggregate { kind, value, body };
    Ok((rest, Located::new(TermKind::Aggregate(Box::new(aggregate)), rest.since(start))))
}

fn aggregate_body(input: Cursor<'_>) -> Parsing<'_, Body> {
    if input.is_sign("{") {
        let (rest, body) = committed(body(input.advance().down()?))?;
        let (rest, ()) = closing("}", input)(rest.up(input))?;
        return Ok((rest, body));
    }
    if !matches!(input.kind(), TokenKind::Identifier(_)) {
        return input.demanded("`{` or an atom");
    }
    let (rest, atom) = annotated_atom(input.down()?)?;
    let rest = rest.up(input);
    let literal = Located::new(Literal::Atom(atom), rest.since(input));
    Ok((rest, Body { alternatives: vec![vec![literal]] }))
}

/// A literal, or a term that becomes one if it is an atom.
enum Piece {
    Literal(Box<Located<Literal>>),
    Term(Term),
}

impl Piece {
    fn literal(literal: Literal, place: Span) -> Self {
        Self::Literal(Box::new(Located::new(literal, place)))
    }
}

fn literal(input: Cursor<'_>) -> Parsing<'_, Located<Literal>> {
    let (rest, piece) = piece(input)?;
    settled(rest, piece)
}

fn piece(input: Cursor<'_>) -> Parsing<'_, Piece> {
    let (rest, first) = match input.kind() {
        TokenKind::Sign("!") => return negation(input),
        TokenKind::Sign("(") => group(input.flat())?,
        kind if !begins_term(kind) => return input.expected("a literal"),
        _ => operand(input.flat()).map(|(rest, term)| (rest, Piece::Term(term)))?,
    };
    let (rest, piece) = match first {
        Piece::Literal(_) => (rest, first),
        Piece::Term(operand) => continued(input, rest, operand)?,
    };
    Ok((rest.beside(input), piece))
}

/// What a term becomes by what follows it: an annotated atom, a comparison, or just a longer term.
fn continued<'t>(start: Cursor<'t>, after: Cursor<'t>, first: Term) -> Parsing<'t, Piece> {
    let (rest, left) = chain(after, first, LOOSEST_LEVEL)?;
    match (rest.kind(), left.node) {
        (TokenKind::Sign("@"), TermKind::Functor(relation, terms)) => {
            let (rest, annotation) = annotation(rest)?;
            let atom = Atom { relation: *relation, terms, annotation: Some(Box::new(annotation)) };
            Ok((rest, Piece::literal(Literal::Atom(atom), rest.since(start))))
        }
        (TokenKind::Sign(spelling), node) if comparison_spelt(spelling).is_some() => {
            comparison(start, rest, Located::new(node, left.span))
        }
        (_, node) => Ok((rest, Piece::Term(Located::new(node, left.span)))),
    }
}

fn comparison<'t>(start: Cursor<'t>, input: Cursor<'t>, left: Term) -> Parsing<'t, Piece> {
    let TokenKind::Sign(spelling) = input.kind() else { return input.expected("a comparison") };
    let Some(comparison) = comparison_spelt(spelling) else { return input.expected("a comparison") };
    let (rest, right) = committed(term(input.advance()))?;
    Ok((rest, Piece::literal(Literal::Compare(comparison, left, right), rest.since(start))))
}

fn negation(input: Cursor<'_>) -> Parsing<'_, Piece> {
    let (rest, inner) = committed(literal(input.advance().down()?))?;
    let rest = rest.up(input);
    Ok((rest, Piece::literal(Literal::Not(Box::new(inner)), rest.since(input))))
}

/// `( … )`: around one literal or term the parentheses only bind; otherwise they make a group.
fn group(input: Cursor<'_>) -> Parsing<'_, Piece> {
    let with_end = |input| piece(input).map(|(rest, piece)| (rest, (rest, piece)));
    let (rest, mut alternatives) =
        committed(separated(";", separated(",", with_end))(input.advance().down()?))?;
    let (rest, ()) = closing(")", input)(rest.up(input))?;
    let place = rest.since(input);
    if let [pieces] = alternatives.as_mut_slice()
        && pieces.len() == 1
        && let Some((_, piece)) = pieces.pop()
    {
        return Ok((rest, placed(piece, place)));
    }
    let alternatives = alternatives.into_iter().map(settled_all).collect::<Result<_, _>>()?;
    Ok((rest, Piece::literal(Literal::Group(Body { alternatives }), place)))
}

fn placed(piece: Piece, place: Span) -> Piece {
    match piece {
        Piece::Literal(literal) => Piece::literal(literal.node, place),
        Piece::Term(term) => Piece::Term(Located::new(term.node, place)),
    }
}

fn settled_all(pieces: Vec<(Cursor<'_>, Piece)>) -> Result<Vec<Located<Literal>>, Err<Problem>> {
    pieces.into_iter().map(|(end, piece)| settled(end, piece).map(|(_, literal)| literal)).collect()
}

/// The piece as a literal; a term is one if it can be an atom or a truth.
fn settled(end: Cursor<'_>, piece: Piece) -> Parsing<'_, Located<Literal>> {
    let term = match piece {
        Piece::Literal(literal) => return Ok((end, *literal)),
        Piece::Term(term) => term,
    };
    let literal = match term.node {
        TermKind::Functor(relation, terms) => {
            Literal::Atom(Atom { relation: *relation, terms, annotation: None })
        }
        TermKind::Variable(word) if word == "true" => Literal::Truth(true),
        TermKind::Variable(word) if word == "false" => Literal::Truth(false),
        TermKind::Variable(_) => return end.demanded("`(` or a comparison"),
        _ => return end.demanded("a comparison"),
    };
    Ok((end, Located::new(literal, term.span)))
}

/// `@grade` or `@{key: term, …}`.
fn annotation(input: Cursor<'_>) -> Parsing<'_, Located<Annotation>> {
    let after_at = input.advance();
    let (rest, node) = if after_at.is_sign("{") { fields(after_at)? } else { grade(after_at)? };
    Ok((rest, Located::new(node, rest.since(input))))
}

fn fields(input: Cursor<'_>) -> Parsing<'_, Annotation> {
    let field = |input| pair(name("a key"), preceded(cut(sign(":")), cut(term))).parse(input);
    let (rest, fields): (_, Vec<(Name, Term)>) = list("{", field, "}")(input)?;
    check_keys(input, fields.iter().map(|(key, _)| key), &keyword::FIELD_KEYS);
    Ok((rest, Annotation::Fields(fields)))
}

fn grade(input: Cursor<'_>) -> Parsing<'_, Annotation> {
    let (rest, grade) = cut(name("a grade or `{`")).parse(input)?;
    if let Some(diagnostic) = keyword::unknown_grade(&grade) {
        input.report(diagnostic);
    }
    if rest.is_sign("(") && grade.span.end == rest.token().span.start {
        let message = "evidence belongs to a fact";
        let diagnostic = Diagnostic::error(
            codes::MISPLACED_EVIDENCE,
            message,
            rest.token().span,
            "a quote cannot be asked for",
        );
        return rest.fail(
            diagnostic.with_help(format!("ask with `@{}` alone, or bind fields with `@{{…}}`", grade.node)),
        );
    }
    Ok((rest, Annotation::Grade(grade)))
}
