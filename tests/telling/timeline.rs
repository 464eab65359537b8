//! Histories over the bundled articles, to the letter; and each held against what follows on single days.

use demarche::date::{Date, Day};
use demarche::evidence::Lens;
use demarche::session::{Session, Verdict};
use demarche::timeline::{Interval, State, Subject, Timeline, text, timeline};

use crate::bundled;

/// The history of an atom under the lens that directives make.
fn history(session: &mut Session, atom: &str) -> Timeline {
    let body = session.question("<question>", atom, 1).unwrap();
    let subjects = [Subject::asked(session, &body).unwrap()];
    timeline(session, &subjects).unwrap()
}

/// Its text, without the heading.
fn told(lens: &str, atom: &str) -> String {
    let text = text(&history(&mut bundled(lens), atom), None);
    text.split_once('\n').unwrap().1.to_owned()
}

#[test]
fn a_debt_is_open_while_the_month_of_its_acceptance_lasts() {
    let expected = r#"outstanding_visit("Vladimir Putin", "North Korea", "2019-04")
  known   on no day
  judged  2019-04-01 to 2019-04-29    undetermined
          2019-04-30 to 2023-08-31    holds
          2023-09-01 to 2023-09-29    undetermined
          since 2023-09-30            does not follow
outstanding_visit("Vladimir Putin", "North Korea", "[2019-04-01..2023-09-30]")
  known   on no day
  judged  2023-09-01 to 2023-09-29    holds
          since 2023-09-30            does not follow
outstanding_visit("Vladimir Putin", "North Korea", "2023-09")
  known   2024-01-15 to 2024-01-16    possibly known  (choe_jan_2024 may be out)
          since 2024-01-17            holds  (choe_jan_2024 is out)
  judged  2023-09-01 to 2023-09-29    undetermined
          since 2023-09-30            holds
"#;
    assert_eq!(told("", "outstanding_visit(\"Putin\", \"North Korea\", since)"), expected);
}

#[test]
fn a_turn_is_known_from_the_article_that_states_it() {
    let expected = r#"owed_by_turn("Xi Jinping", "North Korea", "2019-04")
  known   2019-04-18 to 2019-04-20    possibly known  (hankyoreh_apr_2019 may be out)
          since 2019-04-21            holds  (hankyoreh_apr_2019 is out)
  judged  since 2019-04-18            holds
"#;
    assert_eq!(told("", "owed_by_turn(who, \"North Korea\", since)"), expected);
}

#[test]
fn a_visit_told_by_its_month_is_done_at_its_end() {
    let expected = r#"done("kim-russia-2019", "Kim Jong Un", "Russia", "2019-04")
  known   2024-01-15 to 2024-01-16    possibly known  (choe_jan_2024 may be out)
          since 2024-01-17            holds  (choe_jan_2024 is out)
  judged  2019-04-01 to 2019-04-29    undetermined
          since 2019-04-30            holds
"#;
    assert_eq!(told("", "done(\"kim-russia-2019\", who, to, day)"), expected);
}

#[test]
fn a_visit_foretold_is_to_come_until_its_time_is_over() {
    let expected = r#"visit_to_come("putin-north-korea-2024", "Vladimir Putin", "North Korea", "possible")
  known   2024-01-15 to 2024-01-16    possibly known  (choe_jan_2024 may be out)
          since 2024-01-17            holds  (choe_jan_2024 is out)
  judged  2024-01-15 to 2024-12-31    holds
          since 2025-01-01            does not follow
"#;
    assert_eq!(told("", "visit_to_come(\"putin-north-korea-2024\", who, to, grade)"), expected);
}

#[test]
fn a_plan_past_due_is_unreported_from_the_day_after() {
    let expected = r#"unreported("putin-china-2019", "Vladimir Putin", "China", "2019-04-26", "announced")
  known   2019-04-23 to 2019-04-24    possibly known  (kcna_apr_2019 may be out)
          since 2019-04-25            holds  (kcna_apr_2019 is out)
  judged  since 2019-04-27            holds
"#;
    assert_eq!(told("", "unreported(\"putin-china-2019\", who, to, due, grade)"), expected);
}

#[test]
fn a_bloc_falls_apart_and_lasts_a_year_after_it_was_last_told_of() {
    let expected = r#"bloc("China", "North Korea")
  known   2024-04-10                  possibly known  (nk_spring_2024 may be out)
          since 2024-04-11            holds  (nk_spring_2024 is out)
  judged  2018-11-01 to 2019-04-17    holds
          2019-04-18 to 2024-04-08    does not follow
          2024-04-09 to 2025-04-10    holds
          since 2025-04-11            does not follow
"#;
    assert_eq!(told("", "bloc(\"China\", \"North Korea\")"), expected);
}

#[test]
fn without_an_article_the_history_is_that_of_the_others() {
    let expected = r#"bloc("China", "North Korea")
  known   on no day
  judged  2018-11-01 to 2019-04-17    holds
          since 2019-04-18            does not follow
"#;
    assert_eq!(told(".retract nk_spring_2024", "bloc(\"China\", \"North Korea\")"), expected);
}

#[test]
fn trust_narrows_what_is_known() {
    assert_eq!(
        text(
            &history(&mut bundled(".trust confirmed"), "visit_to_come(\"putin-china-2024\", who, to, _)"),
            None
        ),
        "nothing follows on any day\n"
    );
    let expected = r#"visit_to_come("putin-china-2024", "Vladimir Putin", "China", "announced")
  known   2024-04-10                  possibly known  (nk_spring_2024 may be out)
          since 2024-04-11            holds  (nk_spring_2024 is out)
  judged  2024-04-08 to 2024-12-31    holds
          since 2025-01-01            does not follow
"#;
    assert_eq!(told(".trust announced", "visit_to_come(\"putin-china-2024\", who, to, grade)"), expected);
}

/// On the first and last day of each interval by day judged, and in its middle, the question itself has the state told.
#[test]
fn intervals_agree_with_single_days() {
    let mut session = bundled("");
    for atom in [
        "outstanding_visit(\"Putin\", \"North Korea\", \"2019-04\")",
        "bloc(\"Russia\", \"China\")",
        "done(\"kim-russia-2019\", \"Kim Jong Un\", \"Russia\", \"2019-04\")",
    ] {
        let found = history(&mut session, atom);
        let [only] = found.conclusions.as_slice() else { panic!("{atom}: {found:?}") };
        for interval in &only.judged {
            for day in sampled(interval) {
                assert_eq!(state(&mut session, atom, day), interval.state, "{atom} on {day}");
            }
        }
    }
}

fn sampled(interval: &Interval) -> Vec<Day> {
    let number =
        |day: &Option<String>| day.as_ref().map(|day| Date::parse(day).unwrap().earliest().unwrap().number());
    let (from, until) = (number(&interval.from), number(&interval.until));
    let from = from.or(until.map(|day| day - 400)).unwrap();
    let until = until.unwrap_or(from + 4000);
    [from, from.midpoint(until), until].into_iter().filter_map(Day::from_number).collect()
}

/// How an atom stands on a day judged: by its answer, and else by the cases left open.
fn state(session: &mut Session, atom: &str, day: Day) -> State {
    let lens = session.lens().clone();
    session.set_lens(Lens { at: Some(Date::from_day(day)), ..lens.clone() }, "one day");
    let answer = session.ask(atom).unwrap();
    session.set_lens(lens, "every day");
    match answer.verdict {
        Verdict::Yes => State::Holds,
        Verdict::Undetermined => State::Undetermined,
        _ => State::Not,
    }
}
