//! A reader of the bundled articles who knows the README and `.help` alone: trap questions, and forms of other languages.

use super::transcript::Test;

/// What a reader types, with what comes back on both streams.
fn asked(typed: &str, answered: &str, told: &str, status: i32) {
    Test::new().stdin(typed).stdout(answered).stderr(told).status(status).run();
}

#[test]
fn who_was_never_there_is_denied_and_silence_is_kept_apart() {
    asked(
        "visited(\"Putin\", \"North Korea\")\nvisited(\"Xi\", \"North Korea\")\nmet(\"Lavrov\", \"Xi\", _, _)\n",
        "\
denied: what follows says that it is not so
  who             country      span
  Vladimir Putin  North Korea  ../2024-01-15
nobody says: `visited` is open, so this is silence and not a no
note: the same names stand in visit_stage(visit, \"Xi Jinping\", \"North Korea\", stage), denied_visit(visit, \"Xi Jinping\", \"North Korea\", span), not_visited(\"Xi Jinping\", \"North Korea\", span)
nobody says: `met` is open, so this is silence and not a no
note: with another value stands met(\"Sergey Lavrov\", \"Wang Yi\", _, _)
",
        "",
        0,
    );
}

#[test]
fn a_value_of_another_event_is_answered_by_that_of_the_event_asked_for() {
    asked(
        "event_place(\"kim-trump-hanoi-2019\", \"Vladivostok\")\nhosted_in(\"belt-road-forum-2023\", \"Russia\")\n",
        "\
nobody says: `event_place` is open, so this is silence and not a no
note: with another value stands event_place(\"kim-trump-hanoi-2019\", \"Hanoi\")
nobody says: `hosted_in` is open, so this is silence and not a no
note: with another value stands hosted_in(\"belt-road-forum-2023\", \"China\")
",
        "",
        0,
    );
}

#[test]
fn a_count_of_rows_that_are_no_events_says_how_many_events_there_are() {
    asked(
        "n = count : { visited(\"Kim Jong Un\", \"Russia\") }\n\
         n = count : { visit(v, \"Kim Jong Un\", to, d) }, to = \"Russia\", n > 2\n\
         n = count : { done(_, \"Kim Jong Un\", \"Russia\", _) }\nn = count : { state(_) }\n",
        "  n  certainty
  1  confirmed
1 row
note: `count` counts rows, and `visited` has one however often it was; 2 names: done(visit, \"Kim Jong Un\", \"Russia\", _)
  n  to      certainty
  4  Russia  announced
1 row
note: `count` counts rows: 4 rows of `visit` tell of 1 name: visit(v, \"Kim Jong Un\", to, _), to = \"Russia\"
  n  certainty
  2  confirmed
1 row
  n  certainty
  7  confirmed
1 row
",
        "",
        0,
    );
}

#[test]
fn a_common_enemy_is_no_tie() {
    asked(
        "tie(\"South Korea\", \"Japan\", _, _, _)\nnamed_with(\"South Korea\", \"Japan\", group)\n",
        "\
nobody says: `tie` is open, so this is silence and not a no
note: no fact of `tie` has \"South Korea\" as `one`
note: no fact of `tie` has \"Japan\" as `other`
note: the same names stand in named_with(\"South Korea\", \"Japan\", group)
  group                certainty
  cold-war-south-2024  confirmed
1 row
",
        "",
        0,
    );
}

#[test]
fn a_balance_that_cannot_be_told_is_not_called_false() {
    asked(
        "balance(\"North Korea\", \"China\", \"leader\", \"2019\", least, most)\n\
         balance_cannot_be_told(\"North Korea\", \"China\", \"leader\", \"2019\", told)\n",
        "\
nobody says: `balance` is open, so this is silence and not a no
note: the same names stand in balance_cannot_be_told(\"North Korea\", \"China\", \"leader\", span, told)
  told  certainty
     4  confirmed
1 row
",
        "",
        0,
    );
}

#[test]
fn a_constant_in_the_wrong_column_is_pointed_out() {
    asked(
        "visited(\"Russia\", who)\nneighbour(\"Russia\", x)\nvisited(\"Puttin\", x)\nmet(\"Putin\", \"Xi\", m, \"2023\")\n",
        "\
nobody says: `visited` is open, so this is silence and not a no
note: no fact of `visited` has \"Russia\" as `who`; some have it as `country`
nobody says: `neighbour` is open, so this is silence and not a no
note: no fact of `neighbour` has \"Russia\" as `a`; some have it as `b`
note: 1 row stands the other way round: neighbour(x, \"Russia\")
nobody says: `visited` is open, so this is silence and not a no
note: no fact of `visited` has \"Puttin\" as `who`; did you mean \"Vladimir Putin\"?
nobody says: `met` is open, so this is silence and not a no
note: no fact of `met` has \"2023\" as `day`; a date equals only the same expression; `may_overlap(day, \"2023\")` asks for the days that may fall in it
note: with another value stands met(\"Vladimir Putin\", \"Xi Jinping\", m, \"2023-03\"), met(\"Vladimir Putin\", \"Xi Jinping\", m, \"2023-10\")
",
        "",
        0,
    );
}

#[test]
fn what_a_name_surely_means_is_offered_and_no_other_event_for_one_that_is_told_of() {
    asked(
        "titled(\"US Vice President\", who, _)\nvisited(who, \"Korea\")\nvisited(\"Kim\", \"Vladivostok\")\n\
         to_come(\"russia-election-2024\", c)\nat_invitation(\"lavrov-north-korea-2023\", i)\n",
        "\
nobody says: `titled` is open, so this is silence and not a no
note: no fact of `titled` has \"US Vice President\" as `title`; did you mean \"United States Vice President\"?
nobody says: `visited` is open, so this is silence and not a no
note: no fact of `visited` has \"Korea\" as `country`; it stands for \"South Korea\" in choe_jan_2024
nobody says: `visited` is open, so this is silence and not a no
note: no fact of `visited` has \"Vladivostok\" as `country`
note: \"Vladivostok\" stands in travel(\"kim-russia-2019\", \"Pyongyang\", \"Vladivostok\", \"train\"), event_place(\"kim-putin-summit-2019\", \"Vladivostok\"), place_in(\"Vladivostok\", whole); did you mean \"Russia\"?
nobody says: `to_come` is open, so this is silence and not a no
note: no fact of `to_come` has \"russia-election-2024\" as `event`
note: \"russia-election-2024\" stands in unreported_event(\"russia-election-2024\", \"2024-03\", \"expected\"), dated(\"russia-election-2024\", \"2024-03-01\", \"2024-03-31\", \"expected\"), uncorroborated(\"russia-election-2024\", \"choe_jan_2024\")
nobody says: `at_invitation` is open, so this is silence and not a no
note: no fact of `at_invitation` has \"lavrov-north-korea-2023\" as `visit`
note: \"lavrov-north-korea-2023\" stands in done(\"lavrov-north-korea-2023\", \"Sergey Lavrov\", \"North Korea\", \"2023-10\"), visit_stage(\"lavrov-north-korea-2023\", \"Sergey Lavrov\", \"North Korea\", \"done\"), visit(\"lavrov-north-korea-2023\", \"Sergey Lavrov\", \"North Korea\", \"2023-10\")
",
        "",
        0,
    );
}

#[test]
fn a_name_without_quotes_is_a_variable_and_is_said_to_be() {
    asked(
        "visited(Putin, \"North Korea\")\n",
        "  Putin          certainty\n  Sergey Lavrov  confirmed\n1 row\n",
        "\
warning[W0701]: `Putin` is a variable here, and a name of \"Vladimir Putin\" too
 --> <stdin>:1:9
  |
1 | visited(Putin, \"North Korea\")
  |         ^^^^^ stands for any value
  |
  = help: for the name write `\"Putin\"`
",
        0,
    );
}

#[test]
fn no_day_is_certainly_within_one_unknown_day() {
    asked(
        "xi_was(who) :- done(_, who, \"Russia\", day), within(day, \"2023/2023\").\n\
         done(_, \"Xi\", \"Russia\", day), within(day, \"2023\")\n\
         done(_, \"Xi\", \"Russia\", day), within(day, \"2023/2023\")\n",
        "\
nobody says: `done` is open, so this is silence and not a no
  day      certainty
  2023-03  confirmed
1 row
",
        "\
error[E0101]: unknown relation `xi_was`
 --> <stdin>:1:1
  |
1 | xi_was(who) :- done(_, who, \"Russia\", day), within(day, \"2023/2023\").
  | ^^^^^^ no `.decl` declares what this rule concludes
  |
  = help: declare it first: `.decl xi_was(who: symbol)`
warning[W0105]: nothing is certainly within \"2023\", which is one unknown day
 --> <stdin>:2:43
  |
2 | done(_, \"Xi\", \"Russia\", day), within(day, \"2023\")
  |                                           ^^^^^^ only a single day is within such a date
  |
  = help: all the days of it are `\"2023/2023\"`; `may_be_within` asks for what is possible
",
        2,
    );
}

#[test]
fn words_alone_lead_to_questions_and_commands() {
    asked(
        "who owes North Korea a visit?\noutstanding_visit\nshow articles\n.why visited(\"Kim\", \"Russia\")\n",
        "",
        "\
error: words alone are no question: name a relation, with an argument for each of its columns
  Who owes whom a visit (a debt), and on what ground?  owes_visit(who, \"North Korea\", since, ground)
  Whose turn is it?  owed_by_turn(who, \"North Korea\", since)
  Who is on a visit that day?  visit_under_way(visit, who, \"North Korea\")
(.help questions tells how to ask, .help guide what)
error: words alone are no question: name a relation, with an argument for each of its columns
  `who` owes `to` a visit: he accepted the invitation `since` that day, and has not come, promised anew or been let off by the day judged.  outstanding_visit(who, to, since)
(.help questions tells how to ask, .help guide what)
error: commands begin with a dot: .articles
error: `why` is written without a dot (.help why)
",
        2,
    );
}

#[test]
fn a_lens_that_names_nothing_says_what_there_is() {
    asked(
        ".articles donga\n.speakers except \"Puttin\"\n.as-of April 22 2019\n.trust high\n",
        "",
        "\
error[E0703]: no article is called `donga`
 --> <stdin>:1:11
  |
1 | .articles donga
  |           ^^^^^ names no article
  |
  = help: the articles are `choe_jan_2024`, `hankyoreh_apr_2019`, `kcna_apr_2019`, `lavrov_may_2018`, `nk_spring_2024`
error[E0703]: no speaker is called `Puttin`
 --> <stdin>:2:18
  |
2 | .speakers except \"Puttin\"
  |                  ^^^^^^^^ names no speaker
  |
  = help: did you mean `Vladimir Putin`?
error[E0501]: `April 22 2019` is not a date
 --> <stdin>:3:8
  |
3 | .as-of April 22 2019
  |        ^^^^^^^^^^^^^ whitespace is not allowed
  |
  = help: write `\"2019-04-22\"`
error[E0016]: unknown level of trust `high`
 --> <stdin>:4:8
  |
4 | .trust high
  |        ^^^^
  |
  = help: known are `confirmed`, `announced`, `expected`, `possible`
",
        2,
    );
}

#[test]
fn names_may_be_typed_without_their_capitals_and_hyphens() {
    asked(
        "visited(\"kim jong-un\", \"RUSSIA\")\nturn(\"XI\", \"n. korea\", day)\n",
        "\
yes (confirmed)
  day      certainty
  2019-04  confirmed
1 row
",
        "",
        0,
    );
}

#[test]
fn a_question_that_finds_nothing_is_told_where_its_names_stand() {
    asked(
        "outstanding_visit(\"Xi\", \"North Korea\", _)\ncooperation(\"Russia\", \"North Korea\", _, _, _)\nvisited(\"Putin\", \"Beijing\")\n",
        "\
nobody says: `outstanding_visit` is open, so this is silence and not a no
note: no fact of `outstanding_visit` has \"Xi Jinping\" as `who`
note: the same names stand in owes_visit(\"Xi Jinping\", \"North Korea\", since, ground), owed_by_turn(\"Xi Jinping\", \"North Korea\", since), visit_stage(visit, \"Xi Jinping\", \"North Korea\", stage)
nobody says: `cooperation` is open, so this is silence and not a no
note: no fact of `cooperation` has \"Russia\" as `a`; some have it as `b`
note: the same names stand in cooperation(\"North Korea\", \"Russia\", topic, strength, day), owes_visit(\"Russia\", \"North Korea\", since, ground), unreturned_visit(visit, \"Russia\", \"North Korea\", rank, since)
nobody says: `visited` is open, so this is silence and not a no
note: no fact of `visited` has \"Beijing\" as `country`
note: \"Beijing\" stands in event_place(event, \"Beijing\"), place_in(\"Beijing\", \"China\"), capital(\"Beijing\", \"China\"); did you mean \"China\"?
",
        "",
        0,
    );
}

#[test]
fn what_is_still_to_come_is_told_of_a_question_for_what_happened() {
    Test::new()
        .args(["--as-of", "2019-04-25"])
        .stdin("met(\"Kim\", \"Putin\", _, _)\n")
        .stdout(
            "\
nobody says: `met` is open, so this is silence and not a no
note: no fact of `met` has \"Vladimir Putin\" as `other`
note: the same names stand in will_meet(\"Kim Jong Un\", \"Vladimir Putin\", meeting, certainty), invitation_fate(invitation, \"Vladimir Putin\", \"Kim Jong Un\", to, fate), invitation(invitation, \"Vladimir Putin\", \"Kim Jong Un\", country, day)
",
        )
        .run();
}

#[test]
fn that_nobody_says_a_thing_is_no_denial_of_it() {
    asked(
        "!visited(\"Xi\", \"North Korea\")\n!visited(\"Putin\", \"North Korea\")\nperson(who, \"China\"), !visited(who, \"Russia\")\n",
        "\
nobody says: `visited` is open, so this is silence and not a no
yes (confirmed)
  who           certainty
  Kong Xuanyou  confirmed
  Wang Yi       confirmed
2 rows
note: `visited` is open: `!` finds that nobody says so, which is no denial
",
        "",
        0,
    );
}

#[test]
fn the_words_of_a_relation_that_is_not_there_lead_to_others() {
    asked(
        "allies(\"North Korea\", x)\nvisit_owed(who, to)\nordered(a, b, k) @{speaker: \"Yang\"}\n",
        "",
        "\
error[E0101]: unknown relation `allies`
 --> <stdin>:1:1
  |
1 | allies(\"North Korea\", x)
  | ^^^^^^ no `.decl` declares it
  |
  = help: did you mean `alias`?
to ask for what may be meant:
  Who stands with North Korea (its allies, its bloc)?  bloc(\"North Korea\", member)
error[E0101]: unknown relation `visit_owed`
 --> <stdin>:2:1
  |
2 | visit_owed(who, to)
  | ^^^^^^^^^^ no `.decl` declares it
  |
  = help: did you mean `owes_visit`, `visit` or `visited`?
to ask for what may be meant:
  Who owes whom a visit (a debt), and on what ground?  owes_visit(who, to, since, ground)
  Whose turn is it?  owed_by_turn(who, to, since)
  Who is on a visit that day?  visit_under_way(visit, who, to)
error[E0017]: unknown key `speaker`
 --> <stdin>:3:20
  |
3 | ordered(a, b, k) @{speaker: \"Yang\"}
  |                    ^^^^^^^
  |
  = help: did you mean `by`?
",
        2,
    );
}

#[test]
fn a_year_as_a_bound_is_pointed_out() {
    asked(
        "done(_, \"Xi\", _, day), day >= \"2023\"\ndone(_, \"Xi\", _, day), day >= \"2023-01-01\", day < \"2024\"\n",
        "\
nobody says: `done` is open, so this is silence and not a no
  day      certainty
  2023-03  confirmed
1 row
",
        "\
warning[W0107]: `>= \"2023\"` asks for days that are certainly >= any day of \"2023\"
 --> <stdin>:1:31
  |
1 | done(_, \"Xi\", _, day), day >= \"2023\"
  |                               ^^^^^^ one unknown day: the same as `>= \"2023-12-31\"` here
  |
  = help: to count the days of \"2023\" in write `>= \"2023-01-01\"`
",
        0,
    );
}

#[test]
fn what_a_speaker_says_is_found_by_his_name() {
    asked(
        "says(\"Koo\", quote, relation, article, _)\n.source says(_, \"too early to disclose\", _, _, _)\n",
        "  quote                          relation     article             certainty
  cozying up with Russia         assessment   hankyoreh_apr_2019  confirmed
  cozying up with Russia         cooperation  hankyoreh_apr_2019  possible
  the Chinese position           assessment   hankyoreh_apr_2019  confirmed
  the idea of lifting sanctions  position     hankyoreh_apr_2019  possible
  the idea of lifting sanctions  support      hankyoreh_apr_2019  possible
5 rows
  not_said(\"Dmitry Peskov\", \"putin-china-2024\", \"the specific schedule\")
    confirmed  nk_spring_2024:95  “too early to disclose”
               nk_spring_2024 ([2024-04-10..2024-04-11]) by Dmitry Peskov, said [2024-04-09..2024-04-10]
concluded by the rule `says#1` at rules/corroboration.dl:9
",
        "",
        0,
    );
}

#[test]
fn cities_and_titles_in_a_sentence_stand_for_whom_they_mean() {
    asked(
        "Did Xi make it to Pyongyang in 2019?\nWho is the Russian President?\nIs Lavrov in Beijing on 9 April 2024?\n",
        "",
        "\
error: words alone are no question: name a relation, with an argument for each of its columns
  Who has visited Russia?  visited(\"Xi Jinping\", \"North Korea\")
  Who is told not to have visited whom, in which stretch?  not_visited(\"Xi Jinping\", \"North Korea\", span), may_overlap(span, \"2019\")
  Which visits were made, when?  done(visit, \"Xi Jinping\", \"North Korea\", day), may_overlap(day, \"2019\")
(.help questions tells how to ask, .help guide what)
error: words alone are no question: name a relation, with an argument for each of its columns
  Who is meant by a title?  titled(\"Russian President\", who, day)
(.help questions tells how to ask, .help guide what)
error: words alone are no question: name a relation, with an argument for each of its columns
  Who is on a visit that day?  visit_under_way(visit, \"Sergey Lavrov\", \"China\")
  How many visits went one way?  visits_made(\"China\", to, rank, span, least, most), may_overlap(span, \"2024-04-09\")
  ask after .at 2024-04-09 to have that day judged, after .as-of 2024-04-09 for what was known then
(.help questions tells how to ask, .help guide what)
",
        2,
    );
}

#[test]
fn a_sentence_with_a_stranger_or_a_quotation_says_so() {
    asked(
        "Did Zelensky visit Russia?\nWhat does David Bedford suggest?\nWho said \"too early to Disclose\"?\nWho said \"never again\"?\n\
         demarche brief --state DPRK\n",
        "",
        "\
error: words alone are no question: name a relation, with an argument for each of its columns
  Who has visited Russia?  visited(who, \"Russia\")
  Who is told not to have visited whom, in which stretch?  not_visited(who, \"Russia\", span)
  Who is on a visit that day?  visit_under_way(visit, who, \"Russia\")
  nothing is told of \"Zelensky\"
(.help questions tells how to ask, .help guide what)
error: words alone are no question: name a relation, with an argument for each of its columns
  What would alternation suggest?  suggested_by_alternation(from, to, rank, last)
  \"David Bedford\" stands in not_evidence(\"comment of the reader David Bedford\", reason)
(.help questions tells how to ask, .help guide what)
error: words alone are no question: name a relation, with an argument for each of its columns
  Who says what, in these words?  says(speaker, quote, relation, article, claim), contains(\"too early to disclose\", quote)
(.help questions tells how to ask, .help guide what)
error: words alone are no question: name a relation, with an argument for each of its columns
  No quote has these words: quotes are the few that find a place. Who says what, in which words?  says(speaker, quote, relation, article, claim)
(.help questions tells how to ask, .help guide what)
error: commands of the shell are no questions: leave with .quit and give them there
",
        2,
    );
}

#[test]
fn what_counts_nothing_or_no_days_says_why() {
    asked(
        "n = count : { visit(_, \"Putin\", \"Vietnam\", _) }\n\
         n = count : { participant(\"sanctions-adjustment-2018\", p, _) }\n\
         invitation(i, _, \"Choe Son Hui\", _, d), n = max_days(d, \"2024-01-15\")\n\
         opinion(\"Koo\", about, content)\n",
        "\
\x20 n  certainty
  0  confirmed
1 row
note: no fact of `visit` has \"Vietnam\" as `country`
note: `visit` is open: `count` finds that nobody says so, which is no denial
  n  certainty
  3  confirmed
1 row
nobody says: `invitation` is open, so this is silence and not a no
note: `min_days` and `max_days` have no value where a date has no first or no last day, as \"[..2023-09]\" has none; 1 row would follow without them
nobody says: `opinion` is open, so this is silence and not a no
note: no fact of `opinion` has \"Koo Kab-woo\" as `holder`
note: \"Koo Kab-woo\" stands in assessment(\"Koo Kab-woo\", about, content), says(\"Koo Kab-woo\", quote, relation, article, claim), office(\"Koo Kab-woo\", \"professor\", \"University of North Korean Studies\", \"[2019-04-18..2019-04-21]\")
",
        "",
        0,
    );
}
