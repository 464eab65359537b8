//! Changing the lens: what the directives `.as_of`, `.at`, `.trust`, `.articles`, `.speakers`, `.assume` and `.retract` do.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Failure, Session, State, codes};
use crate::date::Date;
use crate::diagnostic::suggest::suggest;
use crate::diagnostic::{Diagnostic, Located, Span};
use crate::evidence::{
    ASSUMPTION, Assumption, Certainty, Grade, Lens, Lowered, Retraction, Selection, check_lens,
};
use crate::program::bad_date;
use crate::program::ir::Program;
use crate::store::Dictionary;
use crate::store::dictionary::UNSAID_MARK;
use crate::syntax::tree::{self, Fact, LensDirective, Name, Statement, Text};
use crate::syntax::{Mode, parse, printer};

impl Session {
    /// Changes the lens as a directive says.
    ///
    /// # Errors
    /// The directive names a day, article, speaker, claim or fact that does not fit; the lens stays as it was.
    pub fn direct(&mut self, directive: &LensDirective) -> Result<(), Failure> {
        let mut lens = self.state.lens.as_ref().clone();
        apply(&mut lens, directive, self.lowered(), self.program(), &self.dictionary)?;
        self.set_lens(lens, described(directive));
        Ok(())
    }

    /// The session's lens without the claims, articles and facts that a list names, separated by commas.
    ///
    /// # Errors
    /// A name is unknown, or a fact does not fit the program.
    pub fn lens_without(&mut self, list: &str) -> Result<Lens, Failure> {
        let mut lens = self.state.lens.as_ref().clone();
        for part in parts(list) {
            let text = format!(".retract {part}");
            let source = self.sources.add("<without>", text.as_str());
            let parsed = parse(source, &text, Mode::Prompt);
            if !parsed.diagnostics.is_empty() {
                return Err(Failure::Wrong(parsed.diagnostics));
            }
            for statement in &parsed.tree.statements {
                if let Statement::Lens(directive) = &statement.node {
                    apply(&mut lens, directive, self.lowered(), self.program(), &self.dictionary)?;
                }
            }
        }
        Ok(lens)
    }

    /// The canonical form of a name that was given beside the texts, such as with an option called `place`, when it is one of these.
    ///
    /// # Errors
    /// It is none of them; `kind` says what they are.
    pub fn known_name(
        &mut self,
        place: &str,
        kind: &str,
        name: &str,
        known: &BTreeSet<String>,
    ) -> Result<String, Failure> {
        let canonical = self.lowered().names.resolve(name, None);
        if known.contains(canonical) {
            return Ok(canonical.to_owned());
        }
        let source = self.sources.add(place, name);
        let span = Span { source, start: 0, end: u32::try_from(name.len()).unwrap_or(u32::MAX) };
        let spelt = Name::new(name.into(), span);
        Err(unknown_canonical(kind, &spelt, known.iter().map(String::as_str), self.lowered()).into())
    }

    /// Puts a whole lens in place of the present one; `change` says what `undo` will take back.
    pub fn set_lens(&mut self, lens: Lens, change: impl Into<String>) {
        let State { texts, program, .. } = self.state.clone();
        self.change_to(State { texts, program, lens: Rc::new(lens), change: change.into() });
    }
}

/// The parts of a list between the commas that stand outside of brackets and quotes.
fn parts(list: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut escaped) = (0i32, false, false);
    list.split(move |character: char| {
        match character {
            '"' if !escaped => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        escaped = character == '\\' && !escaped;
        character == ',' && depth == 0 && !quoted
    })
    .map(str::trim)
    .collect()
}

fn described(directive: &LensDirective) -> String {
    match directive {
        LensDirective::AsOf(day, _) => format!("as of {}", day.node),
        LensDirective::At(day) => format!("at {}", day.node),
        LensDirective::Trust(grade) => format!("trust {}", grade.node),
        LensDirective::Articles(_) => "the choice of articles".to_owned(),
        LensDirective::Speakers(_) => "the choice of speakers".to_owned(),
        LensDirective::Assume(fact) => format!("assumed a fact of `{}`", fact.atom.relation.node),
        LensDirective::Retract(tree::Retraction::Named(name)) => format!("retracted {}", name.node),
        LensDirective::Retract(tree::Retraction::Fact(atom)) => {
            format!("retracted facts of `{}`", atom.relation.node)
        }
    }
}

/// Applies a directive to a lens over a program. On an error the lens is not to be used.
pub(super) fn apply(
    lens: &mut Lens,
    directive: &LensDirective,
    lowered: &Lowered,
    program: &Program,
    dictionary: &Dictionary,
) -> Result<(), Vec<Diagnostic>> {
    match directive {
        LensDirective::AsOf(day, possibly) => {
            (lens.as_of, lens.possibly) = (Some(date(day)?), *possibly);
        }
        LensDirective::At(day) => lens.at = Some(date(day)?),
        LensDirective::Trust(word) => lens.trust = trust(word)?,
        LensDirective::Articles(selection) => lens.articles = articles(selection, lowered)?,
        LensDirective::Speakers(selection) => lens.speakers = speakers(selection, lowered)?,
        LensDirective::Assume(fact) => assume(lens, fact, lowered)?,
        LensDirective::Retract(retraction) => {
            let retracted = retracted(retraction, lens, lowered)?;
            if !lens.retracted.iter().any(|other| is_same_retraction(other, &retracted)) {
                lens.retracted.push(retracted);
            }
        }
    }
    check_lens(program, lens, dictionary)
}

fn date(day: &Located<Text>) -> Result<Date, Vec<Diagnostic>> {
    Date::parse(&day.node).map_err(|error| vec![bad_date(&day.node, &error, day.span)])
}

fn trust(word: &Name) -> Result<Grade, Vec<Diagnostic>> {
    Grade::named(&word.node).ok_or_else(|| {
        let message = format!("`{}` is no level of trust", word.node);
        let levels = Grade::ALL.map(|grade| format!("`{grade}`")).join(", ");
        vec![
            Diagnostic::error(codes::NOT_A_LEVEL, message, word.span, "")
                .with_help(format!("the levels are {levels}")),
        ]
    })
}

/// The names of a selection, each in its canonical form and known.
fn selected(
    selection: &tree::Selection,
    canonical: impl Fn(&str) -> String,
    unknown_name: impl Fn(&Name) -> Diagnostic,
    is_known: impl Fn(&str) -> bool,
) -> Result<Selection, Vec<Diagnostic>> {
    let names = |names: &[Name]| {
        let mut chosen = BTreeSet::new();
        let mut unknown = Vec::new();
        for name in names {
            let found = canonical(&name.node);
            if !is_known(&found) {
                unknown.push(unknown_name(name));
            }
            chosen.insert(found);
        }
        if unknown.is_empty() { Ok(chosen) } else { Err(unknown) }
    };
    match selection {
        tree::Selection::All => Ok(Selection::All),
        tree::Selection::Only(chosen) => names(chosen).map(Selection::Only),
        tree::Selection::Except(excepted) => names(excepted).map(Selection::Except),
    }
}

fn articles(selection: &tree::Selection, lowered: &Lowered) -> Result<Selection, Vec<Diagnostic>> {
    let known: BTreeSet<&str> = lowered.articles.iter().map(|article| article.name.as_str()).collect();
    let unknown = |name: &Name| {
        let diagnostic = unknown_name("article", name, known.iter().copied());
        let quoted: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        if diagnostic.help.is_empty() && !quoted.is_empty() {
            return diagnostic.with_help(format!("the articles are {}", quoted.join(", ")));
        }
        diagnostic
    };
    selected(selection, str::to_owned, unknown, |name| known.contains(name))
}

fn speakers(selection: &tree::Selection, lowered: &Lowered) -> Result<Selection, Vec<Diagnostic>> {
    let all = || lowered.claims.iter().flat_map(|claim| &claim.speakers).map(Text::as_str);
    let known = || all().filter(|name| !name.starts_with(UNSAID_MARK));
    // All of them are gathered only for a name that is none.
    let unknown = |name: &Name| {
        let known: BTreeSet<&str> = known().collect();
        unknown_canonical("speaker", name, known.iter().copied(), lowered)
    };
    let is_known = |name: &str| known().any(|other| other == name);
    selected(selection, |name| lowered.names.resolve_typed(name).to_owned(), unknown, is_known)
}

/// A name that is unknown also as another name of something; the nearest of either kind is suggested.
fn unknown_canonical<'n>(
    kind: &str,
    name: &Name,
    mut known: impl Iterator<Item = &'n str> + Clone,
    lowered: &Lowered,
) -> Diagnostic {
    let diagnostic = unknown_name(kind, name, known.clone());
    match lowered.names.nearest(&name.node).filter(|near| known.any(|it| it == *near)) {
        Some(near) if diagnostic.help.is_empty() => diagnostic.with_help(format!("did you mean `{near}`?")),
        _ => diagnostic,
    }
}

fn unknown_name<'n>(kind: &str, name: &Name, known: impl Iterator<Item = &'n str>) -> Diagnostic {
    let message = format!("no {kind} is called `{}`", name.node);
    let diagnostic = Diagnostic::error(codes::UNKNOWN_NAME, message, name.span, format!("names no {kind}"));
    match suggest(&name.node, known) {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

/// Adds one claim an annotation; one that is confirmed when there is none. What is assumed already, and not retracted, stays one
/// assumption.
fn assume(lens: &mut Lens, fact: &Fact, lowered: &Lowered) -> Result<(), Vec<Diagnostic>> {
    let mut sink = Vec::new();
    let atom = lowered.atom(&fact.atom, &mut sink);
    if !sink.is_empty() {
        return Err(sink);
    }
    let stated = fact.evidence.iter().filter_map(|evidence| Certainty::named(&evidence.node.grade.node));
    let mut grades: Vec<Certainty> = stated.collect();
    if grades.is_empty() {
        grades.push(Certainty::Held(Grade::Confirmed));
    }
    for certainty in grades {
        let is_same = |other: &Assumption| {
            other.certainty == certainty
                && is_same_fact(&other.atom, &atom)
                && !lens.retracts_claim(&other.name)
        };
        if !lens.assumed.iter().any(is_same) {
            let name = format!("{ASSUMPTION}:{}", lens.assumed.len() + 1);
            lens.assumed.push(Assumption { name, atom: atom.clone(), certainty });
        }
    }
    Ok(())
}

/// Whether two atoms say the same, wherever they stand.
fn is_same_fact(one: &tree::Atom, other: &tree::Atom) -> bool {
    printer::atom(one) == printer::atom(other)
}

fn is_same_retraction(one: &Retraction, other: &Retraction) -> bool {
    match (one, other) {
        (Retraction::Fact(one), Retraction::Fact(other)) => is_same_fact(one, other),
        _ => one == other,
    }
}

fn retracted(
    retraction: &tree::Retraction,
    lens: &Lens,
    lowered: &Lowered,
) -> Result<Retraction, Vec<Diagnostic>> {
    match retraction {
        tree::Retraction::Named(name) => named(name, lens, lowered).map_err(|diagnostic| vec![*diagnostic]),
        tree::Retraction::Fact(atom) => {
            let mut sink = Vec::new();
            let plain = lowered.atom(atom, &mut sink);
            if let Some(annotation) = &atom.annotation {
                sink.push(annotated(annotation.span));
            }
            if sink.is_empty() { Ok(Retraction::Fact(plain)) } else { Err(sink) }
        }
    }
}

fn named(name: &Name, lens: &Lens, lowered: &Lowered) -> Result<Retraction, Box<Diagnostic>> {
    let text = &name.node;
    let assumed = || lens.assumed.iter().map(|assumption| assumption.name.as_str());
    if lowered.claim(text).is_some() || assumed().any(|name| name == text) {
        return Ok(Retraction::Claim(text.to_string()));
    }
    if lowered.article(text).is_some() {
        return Ok(Retraction::Article(text.to_string()));
    }
    let claims = lowered.claims.iter().map(|claim| claim.name.as_str());
    let articles = lowered.articles.iter().map(|article| article.name.as_str());
    Err(Box::new(unknown_name("claim or article", name, claims.chain(articles).chain(assumed()))))
}

fn annotated(span: Span) -> Diagnostic {
    let message = "a fact is retracted with all its claims, whatever their grade";
    Diagnostic::error(codes::ANNOTATED_RETRACTION, message, span, "no annotation is expected")
        .with_help("retract a single claim by its name")
}
