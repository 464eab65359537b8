//! What to ask where words were typed that are no question: an English sentence, a relation without arguments, a command
//! without its dot.
//!
//! Words are compared with those of the page of questions, and of what relations mean; the names among them are put where they may
//! stand. Nothing is read into them beyond that.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::catalogue::{first_sentence, is_companion, signature};
use super::commands::COMMANDS;
use super::guide::chapters;
use super::mentioned::{Mentioned, filled, named_by};
use crate::diagnostic::suggest::is_slip;
use crate::evidence::Names;
use crate::session::{Failure, Session};

/// How many questions are offered.
const OFFERED: usize = 3;

/// Whether a text is words alone, in no form that the language has.
pub fn are_words(text: &str) -> bool {
    let text = text.trim();
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "_'’,.;?!-".contains(c);
    let sql = text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("select "));
    let starts = text.starts_with(|first: char| first.is_alphabetic());
    starts && !matches!(text, "true" | "false") && (sql || text.chars().all(plain))
}

/// What is said of words that are no question.
pub fn reply(text: &str, session: &Session) -> String {
    if let Some(command) = command(text) {
        return format!("commands begin with a dot: .{command}\n");
    }
    let said = "words alone are no question: name a relation, with an argument for each of its columns\n";
    let names = Mentioned::of(text, session);
    let with_names = |[matter, ask]: [String; 2]| [matter, filled(&ask, &names, session)];
    let mut offered = offers(text, session);
    if offered.is_empty() {
        offered = names.all_in(&guide(session)).into_iter().take(OFFERED).cloned().collect();
    }
    let offered: Vec<[String; 2]> = offered.into_iter().map(with_names).collect();
    let offered = listed(&offered) + &events(text, session);
    format!("{said}{offered}(.help questions tells how to ask, .help guide what)\n")
}

/// The names of events that have the words of a sentence, as far as these are no words of the page of questions nor of names.
fn events(text: &str, session: &Session) -> String {
    let rows = chapters().into_iter().flat_map(|chapter| chapter.rows);
    let of_page: BTreeSet<String> = rows.flat_map(|row| words(&row.join(" ")).collect::<Vec<_>>()).collect();
    let names: BTreeSet<String> = session.lowered().names.canonical().into_iter().flat_map(words).collect();
    let is_telling = |word: &String| !is_common(word) && !names.contains(word) && !of_page.contains(word);
    let asked: BTreeSet<String> = words(text).filter(is_telling).collect();
    let events: Vec<String> = named_by(&asked, session).iter().map(|name| format!("\"{name}\"")).collect();
    if events.is_empty() { String::new() } else { format!("  of such names: {}\n", events.join(", ")) }
}

/// What to ask instead of relations that there are not, by the words of their names; nothing for a slip in typing, which the message
/// puts right, and for any other failure.
pub fn leads(failure: &Failure, session: &Session) -> String {
    let Failure::Wrong(found) = failure else { return String::new() };
    if !session.lowered().survey.has_evidence() {
        return String::new();
    }
    let unknown = found.iter().filter(|diagnostic| diagnostic.code == UNKNOWN_RELATION);
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

/// The code of the finding that a relation is not declared.
const UNKNOWN_RELATION: &str = "E0101";

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
    let relations = || session.program().relations.iter().filter(|relation| !is_companion(&relation.name));
    if let Some(relation) = relations().find(|relation| relation.name == text.trim()) {
        return vec![[first_sentence(&relation.docs), signature(relation)]];
    }
    let asked = telling(text, &session.lowered().names);
    let near = nearest(text, &asked, guide(session));
    if !near.is_empty() {
        return near;
    }
    nearest(
        text,
        &asked,
        relations().map(|relation| [first_sentence(&relation.docs), signature(relation)]).collect(),
    )
}

/// The rows of the page of questions whose relations the program has.
fn guide(session: &Session) -> Vec<[String; 2]> {
    let known: BTreeSet<&str> =
        session.program().relations.iter().map(|relation| relation.name.as_str()).collect();
    let is_known = |ask: &str| ask.split_once('(').is_some_and(|(name, _)| known.contains(name));
    let rows = chapters().into_iter().flat_map(|chapter| chapter.rows);
    rows.filter(|[_, ask]| is_known(ask)).collect()
}

/// The words of a text that tell of its matter: no common ones, and no part of a name. Who somebody is, is a matter of offices.
fn telling(text: &str, names: &Names) -> Vec<String> {
    let found = matter(text, names);
    let mut first = words(text);
    let asks_who = first.next().is_some_and(|word| word == "who");
    let asks_who_is =
        asks_who && first.next().is_some_and(|word| ["is", "was", "are", "were"].contains(&word.as_str()));
    if found.is_empty() && asks_who_is { vec!["office".to_owned()] } else { found }
}

/// The words of a text that are neither common nor part of a name, each as the page of questions has it.
fn matter(text: &str, names: &Names) -> Vec<String> {
    let known: BTreeSet<String> = names.canonical().into_iter().flat_map(words).collect();
    let told = |word: String| match said_otherwise(&word) {
        Some(other) => Some(other.to_owned()),
        None => Some(word).filter(|word| !is_common(word)),
    };
    words(text).filter(|word| !known.contains(word)).filter_map(told).collect()
}

fn is_common(word: &str) -> bool {
    COMMON.split(' ').any(|it| it == word)
}

/// The word of the page of questions for one that people use instead.
fn said_otherwise(word: &str) -> Option<&'static str> {
    let (for_it, _) = SAID_OTHERWISE.iter().find(|(_, others)| others.split(' ').any(|it| it == word))?;
    Some(for_it)
}

/// Words of the page of questions, each with those that people use instead.
const SAID_OTHERWISE: &[(&str, &str)] = &[
    ("trips", "going coming upcoming future soon tour journey"),
    ("visited", "went gone travel travels travelled traveled been toured"),
    ("met", "summit summits talked spoke saw"),
    ("allies", "ally friend friends friendly partner partners side sides aligned alliance"),
    (
        "apart",
        "enemy enemies rival rivals foe foes hostile opponent opponents chilly cool strained strain tension tensions",
    ),
    ("opposes", "oppose opposed opposing"),
    (
        "criticises",
        "criticise criticised criticising criticism criticize criticized criticizes condemned condemns",
    ),
    ("endorses", "endorse endorsed endorsing endorsement backs backed"),
    ("attends", "attend attended attending participate participates participated joins joined"),
    ("leaves", "leave left depart departs departed departure"),
    ("last", "lasts lasted stay stays stayed duration"),
    ("train", "plane flight ship rail"),
    ("border", "borders bordering neighbour neighbours neighboring neighbouring frontier"),
    ("willing", "willingness ready readiness"),
    ("supports", "support supported supporting helps helped"),
    ("accepted", "accept accepts accepting"),
    ("happened", "happen happens occurred"),
    (
        "office",
        "minister ministers president presidents leader leaders spokesperson spokesman professor chairman head",
    ),
    ("cannot", "contradict contradicts contradiction contradictions disagree disagrees inconsistent"),
    ("forecasts", "predict predicts predicted prediction predictions expect expects foretold foresaw"),
    ("called", "cancel cancels cancelled canceled abandon abandons abandoned withdraw withdraws withdrew"),
    ("denied", "deny denies denial refused refuses"),
    ("possible", "rumour rumours rumoured rumor rumors rumored speculated speculation may might"),
    ("promise", "promised promises pledge pledged agreed"),
    ("said", "say said tell told according"),
    ("announced", "announce announces announcement"),
    ("motive", "why reason reasons because"),
];

/// The rows that share words with those asked; a word counts the more the fewer rows have it. Of rows that are equally near those that
/// begin as the text does, with who or which, come first.
fn nearest(text: &str, asked: &[String], rows: Vec<[String; 2]>) -> Vec<[String; 2]> {
    let rows: Vec<(Vec<String>, [String; 2])> =
        rows.into_iter().map(|row| (words(&row.join(" ")).collect(), row)).collect();
    let has = |known: &[String], word: &str| known.iter().any(|it| alike(word, it));
    let weights: BTreeMap<&str, usize> = asked
        .iter()
        .map(|word| {
            let having = rows.iter().filter(|(known, _)| has(known, word)).count();
            (word.as_str(), 1000_usize.checked_div(having).unwrap_or(0))
        })
        .collect();
    // The word itself counts twice as much as one that differs in its ending.
    let score = |known: &[String]| -> usize {
        let counted = |(word, weight): (&&str, &usize)| {
            let same = known.iter().any(|it| it == word);
            if same { 2 * weight } else { weight * usize::from(has(known, word)) }
        };
        weights.iter().map(counted).sum()
    };
    let mut scored: Vec<(usize, [String; 2])> =
        rows.into_iter().map(|(known, row)| (score(&known), row)).filter(|(score, _)| *score > 0).collect();
    let begins = |[matter, _]: &[String; 2]| words(matter).next() == words(text).next();
    scored.sort_by_key(|(score, row)| (std::cmp::Reverse(*score), !begins(row)));
    scored.into_iter().take(OFFERED).map(|(_, row)| row).collect()
}

/// Words of English that tell nothing of the matter.
const COMMON: &str = "a an the of to in on by for and or with from at it is are was were be been did does do has have had he she \
                      they his her their this that not ever so who whom what which when where how many much times all any me";

/// The words of a text, in lower case; what underscores join are several.
fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_lowercase)
}

/// Whether two words differ in their ending only, as `owe`, `owes` and `owed` do.
fn alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let stem = short.strip_suffix(|_: char| true).filter(|stem| stem.len() >= 3);
    if short.chars().all(|c| c.is_ascii_digit()) {
        return long == short;
    }
    long == short
        || (long.starts_with(short) && short.len() >= 3 && long.len() - short.len() < short.len().min(4))
        || (long.len() == short.len() && stem.is_some_and(|stem| long.starts_with(stem)))
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
        for text in
            ["putin", "who owes whom?", "visits-of Putin", "SELECT who FROM visited WHERE country = 'x'"]
        {
            assert!(are_words(text), "{text}");
        }
        for text in ["true", "visited(who, \"Utopia\")", "n = 1", "?- visited(x).", ".help", "1 < 2"] {
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
            ("who was foreign minister of North Korea in 2018?", "office(who, office, \"North Korea\", day)"),
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
        assert_eq!(events("when is the BRICS summit?", &session), found);
        assert_eq!(events("who owes North Korea a visit", &session), "");
        assert_eq!(events("who visited Russia?", &session), "");
    }

    #[test]
    fn commands_need_their_dot() {
        assert_eq!(command("show relations"), Some("relations"));
        assert_eq!(command("undo"), Some("undo"));
        assert_eq!(command("who"), None);
    }
}
