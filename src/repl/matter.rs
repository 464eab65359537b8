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
    /// By which office somebody is named, or which is asked for.
    Office,
    /// Only that an event is meant, as "summit" does beside "hosts".
    AnyEvent,
}

impl Kind {
    /// Whether such a word goes with any matter.
    pub(super) fn is_of_any_matter(self) -> bool {
        matches!(self, Self::Asking | Self::AnyEvent)
    }
}

/// The words of a text that tell of its matter: no common ones, no numbers, and no part of a name. Who somebody is, is a matter of
/// offices; where somebody is, one of visits under way.
pub(super) fn telling(text: &str, names: &Names) -> Vec<Telling> {
    let known: BTreeSet<String> = names.canonical().into_iter().flat_map(words).collect();
    let is_telling = |word: &String| !known.contains(word) && !word.chars().all(|c| c.is_ascii_digit());
    let all: Vec<String> = words(text).collect();
    let spoken: Vec<String> = joined(before_content(&all)).into_iter().filter(is_telling).collect();
    let found: Vec<Telling> = spoken.iter().filter_map(|word| meant(word)).collect();
    if found.is_empty() { asked_by_form(text) } else { found }
}

/// The words before what somebody is asked to have said: that is of other matters.
fn before_content(all: &[String]) -> &[String] {
    match all {
        [who, said, that, ..]
            if who == "who" && that == "that" && instead(said, SAID_OTHERWISE).unwrap_or(said) == "said" =>
        {
            all.get(..2).unwrap_or(all)
        }
        _ => all,
    }
}

/// What a sentence asks for that has no telling word, by its first two words.
fn asked_by_form(text: &str) -> Vec<Telling> {
    let all: Vec<String> = words(text).collect();
    let is_in_place = || all.iter().any(|word| is_in("in at", word));
    match all.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["who", second, ..] if is_in("is was are were", second) => vec![plain("office")],
        ["is" | "are", ..] if is_in_place() => vec![plain("way")],
        ["was" | "were", ..] if is_in_place() => vec![plain("visited")],
        _ => Vec::new(),
    }
}

/// What words tell that mean any event, where the others tell nothing.
pub(super) fn meant_alone(found: &[Telling]) -> Vec<Telling> {
    found.iter().filter_map(|telling| instead(&telling.word, MEANT_ALONE)).map(plain).collect()
}

/// What a word of a sentence tells: itself, unless it is common, or the word that the page has for it.
fn meant(word: &str) -> Option<Telling> {
    if is_in(OFFICES, word) {
        return Some(Telling { word: "office".to_owned(), kind: Kind::Office });
    }
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

/// The most words that have a meaning together.
const TOGETHER: usize = 4;

/// The words of a text, where several have a meaning together joined by underscores.
fn joined(words: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let together = (2..=TOGETHER.min(rest.len())).rev().find_map(|count| {
            let (these, others) = rest.split_at(count);
            let phrase = these.join("_");
            (is_common(&phrase) || instead(&phrase, SAID_OTHERWISE).is_some()).then_some((phrase, others))
        });
        let alone = || rest.split_first().map(|(word, others)| (word.clone(), others));
        let Some((word, others)) = together.or_else(alone) else { break };
        found.push(word);
        rest = others;
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
                      they his her their its this that these those ever so who whom whose what which how much all any me there up \
                      about would can could should we us i you know between still s t also else really actually please exactly \
                      him them yet then than as if show list give everything anything everybody anybody somebody someone anyone \
                      after_all is_it is_there are_there was_there is_it_true do_we_know do_you_know tell_us tell_me show_me \
                      show_us give_me give_us let_me_know in_may of_may by_may until_may come_back came_back go_back went_back \
                      which_claims go goes two three party january february march april june july august september \
                      october november december monday tuesday wednesday thursday friday saturday sunday spring \
                      summer autumn winter";

/// Words that ask for a place or a day, or for what is to come.
const ASKING: &str = "where when will";

/// What happens once, of whatever kind: such words say little beside others.
const ANY_EVENT: &str = "visit visits trip trips journey journeys tour summit summits meeting meetings forum conference event events";

/// Words that name somebody by an office, beside which most others say more.
const OFFICES: &str =
    "minister ministers president presidents leader leaders spokesperson spokesman professor chairman";

/// Words that name a matter where nothing else in the sentence does.
const MEANT_ALONE: &[(&str, &str)] =
    &[("visited", "visit trips trip journey tour"), ("met", "summit summits meeting meetings conference")];

/// Words of the page of questions, each with those that people use instead; several words that mean it together are joined.
const SAID_OTHERWISE: &[(&str, &str)] = &[
    ("trips", "going coming upcoming future soon plan plans planned"),
    (
        "visited",
        "went gone been_to toured set_foot set_foot_in make_it_to made_it_to travelled_to traveled_to flew flown came came_to pay_a_visit \
         paid_a_visit pays_a_visit",
    ),
    (
        "made",
        "make makes undertake undertakes undertook undertaken when_did_travel when_did_go when_did_visit last_go last_visit \
         last_travel last_went",
    ),
    ("travel", "travels travelled traveled travelling traveling get_to gets_to got_to fly flies"),
    (
        "meet",
        "talked spoke saw hold_with held_with hold_a_summit held_a_summit hold_a_meeting held_a_meeting receive receives received talk_to talks_to talked_to talks talk in_person face_to_face \
         shook_hands shake_hands shook_hands_with see_each_other saw_each_other",
    ),
    ("allies", "ally friend friends friendly partner partners side sides aligned alliance camp one_camp"),
    (
        "apart",
        "enemy enemies rival rivals foe foes hostile opponent opponents chilly cool strained strain tension tensions \
         hostility hostilities quarrel quarrels quarrelled bad_terms bad_blood",
    ),
    ("ties", "relations relationship relationships good_terms on_terms get_along gets_along"),
    ("opposes", "oppose opposed opposing rejects rejected is_against are_against"),
    (
        "criticises",
        "criticise criticised criticising criticism criticize criticized criticizes condemned condemns grumble \
         grumbles grumbled complain complains complained blame blames blamed protest protests protested",
    ),
    ("endorses", "endorse endorsed endorsing endorsement back backs backed"),
    ("jointly", "joint joined_in join_in sign_up_to signed_up_to together_with with_one_voice"),
    (
        "attends",
        "accompanied accompanies attend attended attending participate participates participated joins joined \
         take_part takes_part took_part taken_part was_at were_at present_at",
    ),
    ("leaves", "leave left depart departs departed departure set_out sets_out"),
    ("last", "lasts lasted stay stays stayed duration how_long how_many_days"),
    ("train", "plane flight rail vehicle by_ship by_air by_land transport"),
    ("border", "borders bordering neighbour neighbours neighboring neighbouring frontier adjacent"),
    ("willing", "willingness ready readiness"),
    ("supports", "support supported supporting helps helped"),
    ("accepted", "accept accepts accepting said_yes say_yes"),
    (
        "invited",
        "ask_to asked_to asks_to ask_over asked_over asks_over unanswered left_unanswered invite_over bid_come",
    ),
    ("happened", "happen happens occurred"),
    ("election", "elect elected elections reelected vote voted votes"),
    ("inauguration", "inaugurated sworn_in swear_in swearing_in takes_office took_office take_office"),
    (
        "deal",
        "agreement agreements treaty sign signs signed was_agreed were_agreed come_to_terms came_to_terms",
    ),
    ("office", "head rules ruler leads runs in_charge in_charge_of"),
    (
        "contradict",
        "contradicts contradiction contradictions disagree disagrees disagreement inconsistent differ differs",
    ),
    ("corroborated", "agree agrees second_source backed_up both_articles two_articles"),
    ("single", "alone only_one one_article only_article one_source only_source"),
    ("due", "overdue nobody_report nobody_reported nobody_reports not_reported no_news no_word"),
    ("lie", "how_far distance far located"),
    ("speaks", "speak_for speaks_for mouthpiece on_behalf_of"),
    (
        "forecasts",
        "predict predicts predicted prediction predictions expect expects foretold foresaw foresees wrong come_true \
         came_true",
    ),
    (
        "called",
        "cancel cancels cancelled canceled abandon abandons abandoned withdraw withdraws withdrew postpone postponed \
         put_off dropped took_back take_back taken_back scrap scrapped",
    ),
    ("demand", "call_for calls_for called_for urge urges urged"),
    (
        "denied",
        "deny denies denial decline declines declined turn_down turned_down refused refuses doubt doubts doubted disputes not_take_place not_happen never_happened \
         never_took_place not_come_about never_came_about fell_through fall_through come_to_nothing came_to_nothing",
    ),
    ("possible", "rumour rumours rumoured rumor rumors rumored speculated speculation may might"),
    ("promise", "promised promises pledge pledged agreed"),
    (
        "returned",
        "repaid repay repays pay_back paid_back pays_back reciprocate reciprocated return_call return_visit",
    ),
    ("said", "say says tell told according claim claims whose_word statement statements remark remarks"),
    (
        "announced",
        "announce announces announcing announcement announcements confirm confirms confirmed public publicly broke_the_news broke_the_story",
    ),
    (
        "motive",
        "why reason reasons because due_to what_for purpose purposes in_return in_exchange in_the_way_of obstacle obstacles",
    ),
    ("intend", "intends intended goal goals aim aims strategy"),
    (
        "unsaid",
        "disclose disclosed disclosing unknown unclear silent mention mentioned omit omitted leave_out left_out \
         not_known reveal revealed reveals not_reveal not_disclose not_say not_said not_tell keep_to_himself \
         keep_to_herself kept_to_himself kept_secret secret withhold withheld hide hid hides",
    ),
    ("discussed", "discuss discusses discussing topic topics talk_about talked_about talks_about"),
    ("hosts", "host hosted hosting venue"),
    ("held", "take_place takes_place took_place taken_place"),
    ("letters", "letter wrote write writes written"),
    (
        "arms",
        "missile missiles shell shells ammunition export exports ship ships shipped shipment shipments deliver delivers \
         delivered deliveries",
    ),
    ("date", "dates what_day which_day on_what on_which"),
    (
        "often",
        "how_often times how_many travelled_most travelled_the_most traveled_most traveled_the_most travels_most \
         travels_the_most most_visits most_trips the_most_trips",
    ),
    ("linked", "link links combine combined combines connected"),
    (
        "result",
        "results outcome success successful failure priority importance important came_of come_of comes_of came_out_of \
         come_out_of",
    ),
    ("status", "latest stage sure likely probable certain definite over ended finished"),
    ("not", "no never didn doesn isn wasn hasn nobody"),
    (
        "published",
        "publish publishes newspaper outlet author authors writer journalist reporter byline wrote_the_article \
         wrote_this_article wrote_the_piece wrote_the_report wrote_the_story oldest_article oldest newest",
    ),
    ("sources", "source cite cites cited origin"),
    ("owes", "obliged obligation owed owing indebted in_debt"),
    ("open", "waiting pending how_many_months how_many_weeks"),
    ("ahead", "upper_hand more_visits"),
    ("think", "believe believes believed view views"),
    ("order", "after earlier later goes_first go_first comes_first come_first"),
    (
        "condition",
        "what_if happen_if happens_if would_happen provided depend depends depending_on hinge hinges hinges_on",
    ),
    ("way", "on_his_way on_her_way on_their_way right_now at_the_moment"),
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
        let lists = SAID_OTHERWISE.iter().map(|(_, others)| *others).chain([COMMON, ANY_EVENT, OFFICES]);
        let mut all: Vec<&str> = lists.flat_map(str::split_ascii_whitespace).collect();
        all.sort_unstable();
        let twice: Vec<&[&str]> = all.windows(2).filter(|pair| pair.first() == pair.last()).collect();
        assert_eq!(twice, [&[""; 2][..]; 0]);
    }
}
