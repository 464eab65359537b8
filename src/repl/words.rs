//! What to ask where words were typed that are no question: an English sentence, a relation without arguments, a command
//! without its dot.
//!
//! Words are compared with those of the page of questions, and of what relations mean (`matter` tells which count,
//! `ranking` how much); the names among them are put where they may stand. Nothing is read into them beyond that.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use super::catalogue::{first_sentence, is_companion, signature};
use super::commands::COMMANDS;
use super::guide::chapters;
use super::matter::{telling, words};
use super::mentioned::{Mentioned, filled};
use super::ranking::nearest;
use super::strangers::strangers;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggest::is_slip;
use crate::program::{UNDECLARED_HEAD, UNKNOWN_RELATION};
use crate::session::{Failure, Session};

/// How many questions are offered.
const OFFERED: usize = 3;

/// Whether a text is words alone, perhaps with some in quotes, in no form that the language has.
pub fn are_words(text: &str) -> bool {
    let text = text.trim();
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "_'’‘,.;?!-–—…“”\"".contains(c);
    let sql = text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("select "));
    let starts = text.starts_with(|first: char| first.is_alphabetic());
    // A name before a text in quotes is rather a relation whose brackets were forgotten.
    let before_quotes = text.split('"').next().map_or(0, |before| before.split_whitespace().count());
    let speaks = !text.contains('"') || before_quotes > 1;
    starts && speaks && !matches!(text, "true" | "false") && (sql || text.chars().all(plain))
}

/// What is said of words that are no question.
pub fn reply(text: &str, session: &Session) -> String {
    if is_of_the_shell(text) {
        return "commands of the shell are no questions: leave with .quit and give them there\n".to_owned();
    }
    if let Some(command) = command(text) {
        return format!("commands begin with a dot: .{command}\n");
    }
    let said = "words alone are no question: name a relation, with an argument for each of its columns\n";
    let names = Mentioned::of(text, session);
    let offered = match quoted(text, session) {
        Some(quote) => listed(&[in_words(&quote, session)]),
        None => in_matters(text, &names, session),
    };
    format!("{said}{offered}(.help questions tells how to ask, .help guide what)\n")
}

/// What to ask in the matters of a sentence, with what is to be said of the titles, events, strangers and days that it names. Where its
/// words tell of no matter of their own, questions that take its names come first.
fn in_matters(text: &str, names: &Mentioned, session: &Session) -> String {
    let mut rows = matters(text, names, session);
    let has_names = |ask: &str| filled(ask, names, session) != ask;
    if telling(&names.rest, &session.lowered().names).iter().all(|it| it.kind.is_of_any_matter()) {
        rows.sort_by_key(|[_, ask]| !has_names(ask));
    }
    let with_names = |[matter, ask]: [String; 2]| [matter, filled(&ask, names, session)];
    let offered: Vec<[String; 2]> = rows.into_iter().map(with_names).collect();
    let mut told = listed(&offered);
    if !offered.iter().any(|[_, ask]| ask.starts_with(TITLES)) {
        told.extend(names.titles.iter().map(|title| format!("  {title}\n")));
    }
    told += &events(names, &offered, session);
    told += &strangers(text, &names.rest, session);
    told + &judged_day(names, &offered)
}

/// Whether a text is a command line: it names the program, an option or a file of rules.
fn is_of_the_shell(text: &str) -> bool {
    let is_file = |word: &str| Path::new(word.trim_end_matches('?')).extension().is_some_and(|it| it == "dl");
    let is_argument = |word: &str| word.starts_with("--") || is_file(word);
    text.split_whitespace().next() == Some("demarche") || text.split_whitespace().any(is_argument)
}

/// The rows of the page nearest to a sentence: for a title alone the one that tells whom it means; for names alone those in whose
/// relations they stand.
fn matters(text: &str, names: &Mentioned, session: &Session) -> Vec<[String; 2]> {
    let rows = guide(session);
    let mut titles =
        rows.iter().filter(|[_, ask]| ask.split_once('(').is_some_and(|(it, _)| names.is_said_in(it)));
    let asked = telling(&names.rest, &session.lowered().names);
    if asked.iter().all(|telling| telling.word == "office")
        && let Some(row) = titles.find(|[_, ask]| ask.starts_with(TITLES))
    {
        return vec![row.clone()];
    }
    let near = near(text, &names.rest, session);
    if !near.is_empty() {
        return near;
    }
    names.all_in(&rows).into_iter().take(OFFERED).cloned().collect()
}

/// How to judge the day that a sentence names, where what is offered first has no day of its own.
fn judged_day(names: &Mentioned, offered: &[[String; 2]]) -> String {
    const WHOLE: usize = "2024-04-09".len();
    match (&names.day, offered.first()) {
        (Some(day), Some([_, ask])) if day.len() == WHOLE && !ask.contains(day.as_str()) => {
            format!(
                "  ask after .at {day} to have that day judged, after .as-of {day} for what was known then\n"
            )
        }
        _ => String::new(),
    }
}

/// How the page's question for the holders of titles begins.
const TITLES: &str = "titled(";

/// What a sentence has between quotes, if it is no name.
fn quoted(text: &str, session: &Session) -> Option<String> {
    let (_, rest) = text.split_once(['"', '“'])?;
    let (quote, _) = rest.split_once(['"', '”'])?;
    let (quote, names) = (quote.trim(), &session.lowered().names);
    (!quote.is_empty() && !names.knows(names.resolve_typed(quote))).then(|| quote.to_owned())
}

/// What asks for the claims whose quotes have some words, and whether any has.
fn in_words(asked: &str, session: &Session) -> [String; 2] {
    let quotes = session.lowered().claims.iter().filter_map(|claim| claim.quote.as_deref());
    let found = quotes.into_iter().find_map(|quote| part_like(quote, asked));
    let matter = match found {
        Some(_) => "Who says what, in these words?",
        None => {
            "No quote has these words: quotes are the few that find a place. Who says what, in which words?"
        }
    };
    let part = found.map_or_else(String::new, |part| format!(", contains(\"{part}\", quote)"));
    [matter.to_owned(), format!("says(speaker, quote, relation, article, claim){part}")]
}

/// The part of a text that is another but for its capitals.
fn part_like<'t>(text: &'t str, other: &str) -> Option<&'t str> {
    let from = |(at, _): (usize, char)| {
        text.get(at..at + other.len()).filter(|part| part.eq_ignore_ascii_case(other))
    };
    text.char_indices().find_map(from)
}

/// The names of events that have words of a sentence; of one alone also where it stands, if not in what is offered first.
fn events(names: &Mentioned, offered: &[[String; 2]], session: &Session) -> String {
    if names.events.is_empty() {
        return String::new();
    }
    let quoted: Vec<String> = names.events.iter().map(|name| format!("\"{name}\"")).collect();
    let mut lines = format!("  of such names: {}\n", quoted.join(", "));
    if !offered.first().is_some_and(|[_, ask]| names.has_event_in(ask)) {
        let (rows, names) = (guide(session), names.of_one_event());
        let is_new = |[matter, _]: &&[String; 2]| !offered.iter().any(|[other, _]| matter == other);
        let of_event = names.of_event(&rows).into_iter().filter(is_new).take(OFFERED);
        let filled = of_event.map(|[matter, ask]| [matter.clone(), filled(ask, &names, session)]);
        lines += &listed(&filled.collect::<Vec<_>>());
    }
    lines
}

/// What to ask instead of relations that there are not, by the words of their names; nothing for a slip in typing, which the message
/// puts right, and for any other failure.
pub fn leads(failure: &Failure, session: &Session) -> String {
    let Failure::Wrong(found) = failure else { return String::new() };
    if !session.lowered().survey.has_evidence() {
        return String::new();
    }
    let is_asked = |diagnostic: &&Diagnostic| {
        diagnostic.code == UNKNOWN_RELATION && diagnostic.primary.text != UNDECLARED_HEAD
    };
    let unknown = found.iter().filter(is_asked);
    let names = unknown.map(|diagnostic| session.sources().text(diagnostic.primary.span));
    let known = || session.program().relations.iter().map(|relation| relation.name.as_str());
    let no_slip: Vec<&str> = names.filter(|name| !known().any(|other| is_slip(name, other))).collect();
    let offered: Vec<[String; 2]> = no_slip.iter().flat_map(|name| offers(name, session)).collect();
    match (no_slip.is_empty(), offered.is_empty()) {
        (true, _) => String::new(),
        (false, true) => "(.help guide tells what can be asked, .relations WORD searches; .help rules tells how to declare more)\n".to_owned(),
        (false, false) => format!("to ask for what may be meant:\n{}", listed(&offered)),
    }
}

fn listed(offered: &[[String; 2]]) -> String {
    let mut lines = String::new();
    for [matter, ask] in offered {
        let _ = writeln!(lines, "  {matter}  {ask}");
    }
    lines
}

/// The command that the first word names, or the second after `show` or `list`.
fn command(text: &str) -> Option<&'static str> {
    let words: Vec<String> = words(text).collect();
    let named = match words.as_slice() {
        [show, name, ..] if show == "show" || show == "list" => name,
        [name, ..] => name,
        [] => return None,
    };
    COMMANDS.iter().map(|command| command.name).find(|name| name == named)
}

/// Matters with what to ask about them, nearest first.
fn offers(text: &str, session: &Session) -> Vec<[String; 2]> {
    near(text, text, session)
}

/// As [`offers`], for the words that are left of a text without its names.
fn near(text: &str, rest: &str, session: &Session) -> Vec<[String; 2]> {
    let relations = || session.program().relations.iter().filter(|relation| !is_companion(&relation.name));
    if let Some(relation) = relations().find(|relation| relation.name == text.trim()) {
        return vec![[first_sentence(&relation.docs), signature(relation)]];
    }
    let asked = telling(rest, &session.lowered().names);
    let near = nearest(text, &asked, guide(session), OFFERED);
    if !near.is_empty() {
        return near;
    }
    let meanings = relations().map(|relation| [first_sentence(&relation.docs), signature(relation)]);
    nearest(text, &asked, meanings.collect(), OFFERED)
}

/// The rows of the page of questions whose relations the program has.
fn guide(session: &Session) -> Vec<[String; 2]> {
    let known: BTreeSet<&str> =
        session.program().relations.iter().map(|relation| relation.name.as_str()).collect();
    let is_known = |ask: &str| ask.split_once('(').is_some_and(|(name, _)| known.contains(name));
    let rows = chapters().into_iter().flat_map(|chapter| chapter.rows);
    rows.filter(|[_, ask]| is_known(ask)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Native;
    use crate::session::Text;
    use crate::standard::bundled::TEXTS;

    fn offered(text: &str) -> Vec<String> {
        let mut session = Session::new(Box::new(Native));
        session.load(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect()).unwrap();
        offers(text, &session).into_iter().map(|[_, ask]| ask).collect()
    }

    #[test]
    fn words_are_told_from_what_the_language_has() {
        for text in [
            "putin",
            "who owes whom?",
            "visits-of Putin",
            "Who said \"at last\"?",
            "SELECT who FROM visited WHERE country = 'x'",
        ] {
            assert!(are_words(text), "{text}");
        }
        for text in [
            "true",
            "visited(who, \"Utopia\")",
            "n = 1",
            "?- visited(x).",
            ".help",
            "1 < 2",
            "visited \"Utopia\"",
        ] {
            assert!(!are_words(text), "{text}");
        }
    }

    #[test]
    fn a_sentence_leads_to_the_questions_that_share_its_rarest_words() {
        let cases = [
            ("who owes North Korea a visit?", "owes_visit(who, to, since, ground)"),
            ("Where does Putin go next?", "next_trip(who, to, visit, certainty)"),
            (
                "Is Putin going to North Korea?",
                "visit_to_come(visit, who, to, grade); events of every kind: to_come(event, certainty)",
            ),
            ("who stands with China", "bloc(\"North Korea\", member)"),
            (
                "whom did Kim meet, who met Putin",
                "met(one, other, meeting, day); states: states_met(one, other, meeting, day)",
            ),
            (
                "what became of the forecasts",
                "forecast_fate(forecast, holder, event, window, fate), forecast_failed_by(forecast, how)",
            ),
        ];
        for (text, first) in cases {
            assert_eq!(offered(text).first().map(String::as_str), Some(first), "{text}");
        }
    }

    #[test]
    fn words_that_ask_and_words_for_it_tell_more_than_that_an_event_is_meant() {
        let cases = [
            ("Where is the summit held?", "event_place"),
            ("who hosts the second summit?", "event_place"),
            ("When is the forum?", "dated"),
            ("when did the envoy leave?", "departure"),
            ("how did he travel?", "travel"),
            ("How many trips were there?", "visit_stage"),
            ("who announced the visit?", "announcement"),
            ("what did she call for?", "intention"),
            ("who wrote to whom?", "message"),
            ("which missiles were exported?", "arms_trade"),
            ("are the two visits linked?", "linked"),
            ("who cites which source?", "article"),
            ("did they visit in 2019?", "visited"),
            ("was there a summit in May?", "met"),
        ];
        for (text, first) in cases {
            let offered = offered(text);
            let named = offered.first().and_then(|ask| ask.split_once('('));
            assert_eq!(named.map(|(name, _)| name), Some(first), "{text}: {offered:?}");
        }
    }

    #[test]
    fn a_relation_without_arguments_is_shown_with_its_columns() {
        assert_eq!(offered("outstanding_visit"), ["outstanding_visit(who, to, since)"]);
        assert_eq!(offered("sanctions"), ["sanction(sanction, imposer, target, day)"]);
        assert_eq!(offered("xyzzy"), [""; 0]);
    }

    #[test]
    fn names_stand_in_what_is_offered() {
        let mut session = Session::new(Box::new(Native));
        session.load(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect()).unwrap();
        let cases = [
            (
                "Is putin going to the DPRK?",
                "visit_to_come(visit, \"Vladimir Putin\", \"North Korea\", grade)",
            ),
            ("who owes North Korea a visit", "owes_visit(who, \"North Korea\", since, ground)"),
            ("who stands with China", "bloc(\"China\", member)"),
            ("did Kim meet Xi", "met(\"Kim Jong Un\", \"Xi Jinping\", meeting, day)"),
            ("who is Choe Son Hui?", "office(\"Choe Son Hui\", office, body, day)"),
            (
                "who was foreign minister of North Korea in 2018?",
                "titled(\"Foreign Minister of North Korea\", who, day), may_overlap(day, \"2018\")",
            ),
            ("who was minister of North Korea in 2018?", "office(who, office, \"North Korea\", day)"),
            ("Which invitations has Putin accepted?", "outstanding_visit(\"Vladimir Putin\", to, since)"),
            ("What about Trump's threats?", "\"Donald Trump\""),
        ];
        for (text, asked) in cases {
            let told = reply(text, &session);
            assert!(told.lines().nth(1).is_some_and(|line| line.contains(asked)), "{told}");
        }
    }

    #[test]
    fn who_is_asked_for_is_not_the_one_named() {
        let mut session = Session::new(Box::new(Native));
        session.load(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect()).unwrap();
        let cases = [
            (
                "Who invited Putin to North Korea?",
                "invitation_fate(invitation, inviter, \"Vladimir Putin\", \"North Korea\", fate)",
            ),
            ("Whom did Putin invite?", "invitation_fate(invitation, \"Vladimir Putin\", invitee, to, fate)"),
            ("Has Putin been invited?", "invitation_fate(invitation, inviter, \"Vladimir Putin\", to, fate)"),
            (
                "Was Putin invited by Kim?",
                "invitation_fate(invitation, \"Kim Jong Un\", \"Vladimir Putin\", to, fate)",
            ),
            ("Who wrote a letter to Kim?", "message(message, kind, sender, \"Kim Jong Un\", day)"),
            ("Who said that Kim has nothing to lose?", "says(speaker, quote, relation, article, claim)"),
            ("Who owes Russia a visit?", "owes_visit(who, \"Russia\", since, ground)"),
            ("Who announced Kim's visit?", "announcement(announcement, who, event, day)"),
            ("Who is the father of Kim?", "kinship(who, \"Kim Jong Un\", kin)"),
            (
                "Which states support North Korea?",
                "support(supporter, \"North Korea\", topic, strength, day)",
            ),
            ("Whom does North Korea oppose?", "opposed(\"North Korea\", other, topic, strength)"),
        ];
        for (text, asked) in cases {
            let told = reply(text, &session);
            assert!(told.lines().nth(1).is_some_and(|line| line.contains(asked)), "{told}");
        }
    }

    #[test]
    fn events_are_offered_by_the_words_of_their_names() {
        let mut session = Session::new(Box::new(Native));
        session.load(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect()).unwrap();
        let found = "  of such names: \"brics-summit-2024\", \"china-russia-summit-brics-2024\"\n";
        let told = |text: &str| events(&Mentioned::of(text, &session), &[], &session);
        assert_eq!(told("when is the BRICS summit?"), found);
        assert_eq!(told("who owes North Korea a visit"), "");
        assert_eq!(told("who visited Russia?"), "");
    }

    #[test]
    fn pronouns_are_no_states_and_a_single_event_stands_in_what_is_asked() {
        let mut session = Session::new(Box::new(Native));
        session.load(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect()).unwrap();
        let first = |text: &str| reply(text, &session).lines().nth(1).unwrap_or_default().to_owned();
        assert!(
            first("Tell us what Kim promised").ends_with("outstanding_visit(\"Kim Jong Un\", to, since)")
        );
        assert!(
            first("Whom does the us oppose?").contains("opposed(\"United States\", other, topic, strength)")
        );
        assert!(
            first("When is the G20 in Osaka?").ends_with("dated(\"g20-osaka-2019\", least, most, certainty)")
        );
        let told = reply("Did the G20 take place?", &session);
        assert!(told.contains("unreported_event(\"g20-osaka-2019\", due, certainty)"), "{told}");
    }

    #[test]
    fn commands_need_their_dot() {
        assert_eq!(command("show relations"), Some("relations"));
        assert_eq!(command("undo"), Some("undo"));
        assert_eq!(command("who"), None);
    }
}
