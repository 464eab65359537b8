//! The words of a sentence that tell of its matter, as the page of questions has them.
//!
//! Common words and names tell nothing; a word that the page does not have stands for the one that it has. How the page's
//! rows are ranked by them is in [`super::ranking`].

use std::collections::BTreeSet;

use crate::evidence::Names;

/// A word with how much it tells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Telling {
    /// The word, in lower case.
    pub(super) word: String,
    /// What it tells.
    pub(super) kind: Kind,
}

/// What a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A matter of its own.
    Matter,
    /// That a place or a day is asked for, or what is to come, of whatever matter.
    Asking,
    /// Only that an event is meant, as "summit" does beside "hosts".
    AnyEvent,
}

/// The words of a text that tell of its matter: no common ones, no numbers, and no part of a name. Who somebody is, is a matter of
/// offices.
pub(super) fn telling(text: &str, names: &Names) -> Vec<Telling> {
    let known: BTreeSet<String> = names.canonical().into_iter().flat_map(words).collect();
    let is_telling = |word: &String| !known.contains(word) && !word.chars().all(|c| c.is_ascii_digit());
    let spoken: Vec<String> = joined(words(text).collect()).into_iter().filter(is_telling).collect();
    let found: Vec<Telling> = spoken.iter().filter_map(|word| meant(word)).collect();
    if found.is_empty() && asks_who_is(text) { vec![plain("office")] } else { found }
}

/// What words tell that mean any event, where the others tell nothing.
pub(super) fn meant_alone(found: &[Telling]) -> Vec<Telling> {
    found.iter().filter_map(|telling| instead(&telling.word, MEANT_ALONE)).map(plain).collect()
}

/// What a word of a sentence tells: itself, unless it is common, or the word that the page has for it.
fn meant(word: &str) -> Option<Telling> {
    if let Some(other) = instead(word, SAID_OTHERWISE) {
        return Some(plain(other));
    }
    let kind = match () {
        () if is_in(ANY_EVENT, word) => Kind::AnyEvent,
        () if is_in(ASKING, word) => Kind::Asking,
        () => Kind::Matter,
    };
    (!is_in(COMMON, word)).then(|| Telling { word: word.to_owned(), kind })
}

fn plain(word: &str) -> Telling {
    Telling { word: word.to_owned(), kind: Kind::Matter }
}

fn asks_who_is(text: &str) -> bool {
    let mut first = words(text);
    first.next().is_some_and(|word| word == "who")
        && first.next().is_some_and(|word| is_in("is was are were", &word))
}

/// The words of a text, where two of them have a meaning together joined by an underscore.
fn joined(words: Vec<String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words {
        let pair = found.last().map(|last| format!("{last}_{word}"));
        match pair.filter(|pair| is_common(pair) || instead(pair, SAID_OTHERWISE).is_some()) {
            Some(pair) => {
                found.pop();
                found.push(pair);
            }
            None => found.push(word),
        }
    }
    found
}

/// The word of the page for one that people use instead.
fn instead(word: &str, table: &[(&'static str, &'static str)]) -> Option<&'static str> {
    table.iter().find(|(_, others)| is_in(others, word)).map(|(for_it, _)| *for_it)
}

/// Whether a word tells nothing of the matter.
pub(super) fn is_common(word: &str) -> bool {
    is_in(COMMON, word)
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|it| it == word)
}

/// The words of a text, in lower case; what underscores join are several.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_lowercase)
}

/// Words of English that tell nothing of the matter.
const COMMON: &str = "a an the of to in on by for and or with from at it is are was were be been did does do has have had he she \
                      they his her their its this that ever so who whom whose what which how much all any me there up \
                      about would can could should we know between still s t in_may of_may by_may until_may";

/// Words that ask for a place or a day, or for what is to come.
const ASKING: &str = "where when will";

/// What happens once, of whatever kind: such words say little beside others.
const ANY_EVENT: &str =
    "visit visits trip trips journey tour summit summits meeting meetings forum conference event events";

/// Words that name a matter where nothing else in the sentence does.
const MEANT_ALONE: &[(&str, &str)] =
    &[("visited", "visit"), ("met", "summit summits meeting meetings conference")];

/// Words of the page of questions, each with those that people use instead; two words that mean it together are joined.
const SAID_OTHERWISE: &[(&str, &str)] = &[
    ("trips", "going coming upcoming future soon"),
    ("visited", "went gone been_to toured"),
    ("travel", "travels travelled traveled travelling traveling"),
    ("meet", "talked spoke saw receive receives received talk_to talks_to talked_to"),
    ("allies", "ally friend friends friendly partner partners side sides aligned alliance"),
    (
        "apart",
        "enemy enemies rival rivals foe foes hostile opponent opponents chilly cool strained strain tension tensions",
    ),
    ("ties", "relations relationship relationships"),
    ("opposes", "oppose opposed opposing rejects rejected"),
    (
        "criticises",
        "criticise criticised criticising criticism criticize criticized criticizes condemned condemns",
    ),
    ("endorses", "endorse endorsed endorsing endorsement backs backed"),
    (
        "attends",
        "accompanied accompanies attend attended attending participate participates participated joins joined",
    ),
    ("leaves", "leave left depart departs departed departure"),
    ("last", "lasts lasted stay stays stayed duration how_long how_many_days"),
    ("train", "plane flight ship rail vehicle"),
    ("border", "borders bordering neighbour neighbours neighboring neighbouring frontier adjacent"),
    ("willing", "willingness ready readiness"),
    ("supports", "support supported supporting helps helped"),
    ("accepted", "accept accepts accepting"),
    ("happened", "happen happens occurred"),
    ("election", "elect elected elections reelected vote voted votes"),
    (
        "office",
        "minister ministers president presidents leader leaders leads ruler rules spokesperson spokesman professor chairman head",
    ),
    ("contradict", "contradicts contradiction contradictions disagree disagrees disagreement inconsistent"),
    ("corroborated", "agree agrees second_source backed_up"),
    ("single", "alone only_one"),
    (
        "forecasts",
        "predict predicts predicted prediction predictions expect expects foretold foresaw wrong come_true came_true",
    ),
    (
        "called",
        "cancel cancels cancelled canceled abandon abandons abandoned withdraw withdraws withdrew postpone postponed",
    ),
    ("demand", "call_for calls_for called_for urge urges urged"),
    ("denied", "deny denies denial refused refuses doubt doubts doubted disputes"),
    ("possible", "rumour rumours rumoured rumor rumors rumored speculated speculation may might"),
    ("promise", "promised promises pledge pledged agreed"),
    ("said", "say tell told according claim claims"),
    ("announced", "announce announces announcing announcement announcements confirm confirms confirmed"),
    ("motive", "why reason reasons because due_to"),
    ("intend", "intends intended goal goals aim aims strategy"),
    (
        "unsaid",
        "disclose disclosed disclosing unknown unclear silent mention mentioned omit omitted leave_out left_out not_known",
    ),
    ("discussed", "discuss discusses discussing topic topics talk_about talked_about"),
    ("hosts", "host hosted hosting venue"),
    ("held", "take_place takes_place took_place taken_place"),
    ("letters", "letter wrote write writes written"),
    ("arms", "missile missiles shell shells ammunition export exports"),
    ("date", "dates what_day which_day on_what on_which"),
    ("often", "how_often times how_many"),
    ("linked", "link links combine combined combines connected"),
    ("result", "results outcome success successful failure priority importance important"),
    ("status", "latest stage sure likely probable"),
    ("not", "no never didn doesn isn wasn hasn nobody"),
    ("published", "publish publishes newspaper outlet author authors"),
    ("sources", "source cite cites cited origin"),
    ("owes", "obliged obligation owed owing indebted"),
    ("open", "waiting pending"),
    ("ahead", "upper_hand more_visits"),
    ("think", "believe believes believed view views"),
    ("order", "after earlier later"),
    ("assumed", "assumption assumptions assume"),
    ("related", "relative relatives family"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        telling(text, &Names::default()).into_iter().map(|telling| telling.word).collect()
    }

    #[test]
    fn what_people_say_stands_for_the_words_of_the_page() {
        let cases = [
            ("what did she call for in 2019?", vec!["demand"]),
            ("how many summits took place in May", vec!["often", "summits", "held"]),
            ("Why was it called off?", vec!["motive", "called", "off"]),
            ("who is she", vec!["office"]),
            ("is it so?", vec![]),
        ];
        for (text, words) in cases {
            assert_eq!(told(text), words, "{text}");
        }
    }

    #[test]
    fn words_for_any_event_have_a_meaning_alone() {
        let summit = Telling { word: "summit".to_owned(), kind: Kind::AnyEvent };
        assert_eq!(telling("a summit?", &Names::default()), std::slice::from_ref(&summit));
        assert_eq!(meant_alone(&[summit]), [plain("met")]);
        assert_eq!(meant_alone(&[plain("office")]), []);
    }

    #[test]
    fn every_word_stands_for_one_alone() {
        let lists = SAID_OTHERWISE.iter().map(|(_, others)| *others).chain([COMMON, ANY_EVENT]);
        let mut all: Vec<&str> = lists.flat_map(str::split_ascii_whitespace).collect();
        all.sort_unstable();
        let twice: Vec<&[&str]> = all.windows(2).filter(|pair| pair.first() == pair.last()).collect();
        assert_eq!(twice, [&[""; 2][..]; 0]);
    }
}
