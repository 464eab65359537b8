//! The prompt on piped input: questions, rules and dot commands, and what goes wrong on the way.

use super::fixture::{graph, visits};
use super::transcript::Test;

#[test]
fn each_question_is_answered() {
    Test::new()
        .file("g.dl", graph("edge(\"a\",\"b\").\n"))
        .args(["g.dl"])
        .stdin(
            r#"path("a", x)
path("b", "a").
edge(x,
     y), x != y"#,
        )
        .stdout(
            r#"  x
  b
1 row
false: `path` is closed, so what does not follow is not so
note: no fact of `path` has "b" as `a`; some have it as `b`
note: no fact of `path` has "a" as `b`; some have it as `a`
  x  y
  a  b
1 row
"#,
        )
        .run();
}

#[test]
fn a_question_from_a_constant_infers_what_it_reaches_and_no_more() {
    // path(x, z) :- edge(x, y), path(y, z).   over 1200 edges in a row: 720,600 pairs, more than the limit.
    let edges: Vec<String> = (0..1200).map(|at| format!("edge({at}, {}).\n", at + 1)).collect();
    let program = ".decl edge(x: number, y: number) assumable\n.decl path(x: number, y: number)
path(x, y) :- edge(x, y).\npath(x, z) :- edge(x, y), path(y, z).\n";
    Test::new()
        .file("row.dl", format!("{program}{}", edges.concat()))
        .args(["row.dl", "--max-facts", "5000"])
        .stdin(
            r"path(1198, x)
.assume edge(1200, 0)
path(1198, x), x < 2
path(x, 1), x > 1198
.undo
path(1200, 0)
",
        )
        .stdout(
            r"     x
  1199
  1200
2 rows
  x
  0
  1
2 rows
     x
  1199
  1200
2 rows
taken back: assumed a fact of `edge`
false: `path` is closed, so what does not follow is not so
",
        )
        .stderr("what follows is inferred when it is asked for (.diff infers it)\n".repeat(2))
        .run();
}

#[test]
fn a_rule_is_added_and_can_be_taken_back() {
    Test::new()
        .file("g.dl", graph("edge(\"a\",\"b\").\n"))
        .args(["g.dl"])
        .stdin(
            r#"path(y, x) :- path(x, y).
path("b", "a")
.undo
path("b", "a")
"#,
        )
        .stdout(
            r#"yes
taken back: added a statement
false: `path` is closed, so what does not follow is not so
note: no fact of `path` has "b" as `a`; some have it as `b`
note: no fact of `path` has "a" as `b`; some have it as `a`
"#,
        )
        .run();
}

#[test]
fn errors_have_the_lines_of_the_input_and_the_rest_goes_on() {
    Test::new()
        .file("g.dl", graph("edge(\"a\",\"b\").\n"))
        .args(["g.dl"])
        .stdin(
            r#"path("a", x)

  pth("a", x)
path(x y)
edge(x, "b")
"#,
        )
        .stdout(
            "  x
  b
1 row
  x
  a
1 row
",
        )
        .stderr(
            r#"error[E0101]: unknown relation `pth`
 --> <stdin>:3:3
  |
3 |   pth("a", x)
  |   ^^^ no `.decl` declares it
  |
  = help: did you mean `path`?
error[E0010]: expected `,` or `)`, found `y`
 --> <stdin>:4:8
  |
4 | path(x y)
  |     -  ^
  |     |
  |     opened here
"#,
        )
        .status(2)
        .run();
}

#[test]
fn a_failed_statement_changes_nothing() {
    Test::new()
        .file("g.dl", graph("edge(\"a\",\"b\").\n"))
        .args(["g.dl"])
        .stdin(
            r#"path(x, z) :- edge(y, x).
.add edge("b", 3).
edge(x, y)
"#,
        )
        .stdout(
            "  x  y
  a  b
1 row
",
        )
        .stderr(
            r#"error[E0301]: variable `z` is not grounded
 --> <stdin>:1:9
  |
1 | path(x, z) :- edge(y, x).
  |         ^ the head needs its value
  |
  = help: add an atom without `!` that has `z`, or an equation `z = …`
error[E0201]: an integer where a `symbol` is needed
 --> <stdin>:2:11
  |
2 | edge("b", 3).
  |           ^ an integer, but column `b` of `edge` is `symbol`
"#,
        )
        .status(2)
        .run();
}

#[test]
fn bytes_that_are_not_utf8_lose_one_line() {
    Test::new()
        .file("g.dl", graph("edge(\"a\",\"b\").\n"))
        .args(["g.dl"])
        .stdin(b"edge(x, \"\xff\")\nedge(x, y)")
        .stdout(
            "  x  y
  a  b
1 row
",
        )
        .stderr("error: <stdin>:1: byte 9 of the input is not UTF-8\n")
        .status(2)
        .run();
}

#[test]
fn commands_have_unique_beginnings() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["v.dl"])
        .stdin(
            "\
.tru
.a
.relatoins
.qu
visit(v, w, c, d)
",
        )
        .stdout(
            "\
as of 1999-06-20, judged at 1999-06-20
trust possible
2 of 2 articles speak: herald, courier
",
        )
        .stderr(
            "\
error: .a may be .as-of, .at, .articles, .assume, .add
error: there is no command .relatoins; did you mean .relations? (.help lists all)
",
        )
        .status(2)
        .run();
}

#[test]
fn the_lens_is_set_and_shown() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["v.dl"])
        .stdin(
            "\
.as-of 1999-06-15 possibly
.trust announced
visit(v, w, c, d)
.lens
.as-of off
.diff
.diff visited
",
        )
        .stdout(
            r#"  v       w         c          d        certainty
  spring  A. Envoy  Utopia     1999-04  confirmed
  summer  A. Envoy  Ruritania  1999-07  announced
2 rows
as of 1999-06-15, judged at 1999-06-15
trust announced
2 of 2 articles speak: herald, courier
  .as_of "1999-06-15" possibly
  .trust announced
nothing differs
nothing differs
"#,
        )
        .stderr(
            "\
as of 1999-06-15: 2 articles speak; 0 facts appeared, 0 fell (.diff)
as of 1999-06-15: 2 articles speak; 0 facts appeared, 2 fell (.diff)
as of 1999-06-20: 2 articles speak; 0 facts appeared, 0 fell (.diff)
",
        )
        .run();
}

#[test]
fn a_bad_lens_changes_nothing() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["v.dl"])
        .stdin("\
.as-of yesterday
.trust sure
.lens
")
        .stdout("\
as of 1999-06-20, judged at 1999-06-20
trust possible
2 of 2 articles speak: herald, courier
")
        .stderr(r#"error[E0501]: `yesterday` is not a date
 --> <stdin>:1:8
  |
1 | .as-of yesterday
  |        ^^^^^^^^^ year must have exactly four digits (or X)
  |
  = help: dates are written in EDTF: `"2024-05-07"`, `"2024-05"`, `"2024"`, `"[2019-05,2019-06]"`, `"2019-04/2024-01-15"`
error[E0016]: unknown level of trust `sure`
 --> <stdin>:2:8
  |
2 | .trust sure
  |        ^^^^
  |
  = help: known are `confirmed`, `announced`, `expected`, `possible`
"#)
        .status(2)
        .run();
}

#[test]
fn relations_are_listed_and_described() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["v.dl"])
        .stdin(
            "\
.relations visit
.relations zzz
.describe visited
.describe vist
",
        )
        .stdout(
            "\
What is concluded (2)
  awaited(who, country)  `who` may come again: no visit is certainly over by the day judged.
  visited(who, country)  `who` has been to `country` for certain.
What is told (1)
  visit(name, who, country, day)  A stay of `who` in `country`.
No relation has `zzz` in its name or meaning.
visited(who: symbol, country: symbol)  closed: what does not follow is false
  `who` has been to `country` for certain.
  declared at v.dl:4

// v.dl:27
visited(who, country) :- visit(_, who, country, _) @confirmed.
",
        )
        .stderr("error: unknown relation `vist`; did you mean `visit`?\n")
        .status(2)
        .run();
}

#[test]
fn sources_have_articles_speakers_and_quotes() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["v.dl"])
        .stdin(
            r#".source visit(v, "A. Envoy", c, d)
.source visited(w, c)
.source visit(_, "Nobody", _, _)
"#,
        )
        .stdout(
            r#"  visit("spring", "A. Envoy", "Utopia", "1999-04")
    confirmed  arrival  “arrived in the capital of Utopia”
               herald (1999-05-02) by News Agency, said 1999-05-01
  visit("summer", "A. Envoy", "Ruritania", "1999-07")
    announced  herald:18  “will travel to Ruritania in July”
               herald (1999-05-02) in its own voice
    denied     no-plan  “there is no such plan”
               herald (1999-05-02) by B. Spokesman
  visit("spring", "A. Envoy", "Utopia", "1999-04")
    confirmed  arrival  “arrived in the capital of Utopia”
               herald (1999-05-02) by News Agency, said 1999-05-01
concluded by the rule `visited#1` at v.dl:27
no claim that the lens shows speaks of it
nobody says: `visit` is open, so this is silence and not a no
note: no fact of `visit` has "Nobody" as `who`
"#,
        )
        .run();
}

#[test]
fn why_shows_the_proof() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["v.dl"])
        .stdin(
            r#"why visited(w, c)
why visited("C. Consul", c)
"#,
        )
        .stdout(
            r#"visited("A. Envoy", "Utopia")  [visited#1, v.dl:27]
│   `who` has been to `country` for certain.
└─ visit("spring", "A. Envoy", "Utopia", "1999-04") @confirmed
       confirmed: “arrived in the capital of Utopia”
       arrival in herald, published 1999-05-02; by News Agency; said 1999-05-01
weakest link: arrival (confirmed)
nothing to explain: there is no answer (see whynot)
"#,
        )
        .run();
}

#[test]
fn articles_and_speakers_are_listed() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["v.dl"])
        .stdin(
            "\
.articles
.speakers
",
        )
        .stdout(
            "  article  outlet      published                 speaks  claims  grounds
  herald   The Herald  1999-05-02                yes          3  the date on its first page
  courier  not said    [1999-06-10..1999-06-20]  yes          1
2 rows
  speaker                           claims
  B. Spokesman                           1
  News Agency                            1
  an official (anonymous, courier)       1
  herald                                 1
4 rows
",
        )
        .run();
}

#[test]
fn what_was_added_is_saved_and_loads_again() {
    Test::new()
        .file("g.dl", graph("edge(\"a\",\"b\").\n"))
        .args(["g.dl"])
        .stdin(
            r#".decl back(a: symbol)
back(y) :- path(_, y).
.add edge("b", "c").
.assume edge("c", "d")
.save s.dl
.undo
.undo
.undo
.undo
.load s.dl
back(y)
"#,
        )
        .stdout(
            "\
saved s.dl
taken back: assumed a fact of `edge`
taken back: added statements
taken back: added a statement
taken back: added a statement
  y
  b
  c
  d
3 rows
",
        )
        .stderr(
            r#"5 facts appeared, 0 fell (.diff)
  + path("a", "d")
  + path("b", "d")
  + path("c", "d")
  + back("d")
0 facts appeared, 5 fell (.diff)
  - path("a", "d")
  - path("b", "d")
  - path("c", "d")
  - back("d")
"#,
        )
        .leaves(
            "s.dl",
            r#"// Saved from a Demarche session.

.decl back(a: symbol)

back(y) :- path(_, y).

edge("b", "c").

.assume edge("c", "d") @confirmed
"#,
        )
        .run();
}

#[test]
fn modes_change_the_form() {
    Test::new()
        .file("g.dl", graph("edge(\"a\",\"b\").\n"))
        .args(["g.dl"])
        .stdin(
            "\
.mode
.mode jsonl
edge(x, y)
.mode markdown
edge(x, y)
.mode html
",
        )
        .stdout(
            r#"table
{"x":"a","y":"b"}
| x | y |
| --- | --- |
| a | b |
"#,
        )
        .stderr("error: there is no mode `html`: table, csv, tsv, json, jsonl or markdown\n")
        .status(2)
        .run();
}

#[test]
fn two_empty_lines_end_what_never_closes() {
    Test::new()
        .file("g.dl", graph("edge(\"a\",\"b\").\n"))
        .args(["g.dl"])
        .stdin(
            r#"path("a",


edge(x, y)
"#,
        )
        .stdout(
            "  x  y
  a  b
1 row
",
        )
        .stderr(
            r#"error[E0010]: expected a term, found the end of the text
 --> <stdin>:1:10
  |
1 | path("a",
  |          ^
"#,
        )
        .status(2)
        .run();
}

#[test]
fn leaving_ends_the_input() {
    Test::new()
        .file("g.dl", graph("edge(\"a\",\"b\").\n"))
        .args(["g.dl"])
        .stdin(
            "\
quit
edge(x, y)
",
        )
        .run();
}

#[test]
fn no_colour_and_no_prompt_reach_a_pipe() {
    Test::new()
        .file("g.dl", graph("edge(\"a\",\"b\").\n"))
        .environment("CLICOLOR_FORCE", "1")
        .environment("TERM", "xterm-256color")
        .args(["g.dl"])
        .stdin(
            "\
edge(x, y)
edge(x)
",
        )
        .stdout(
            "  x  y
  a  b
1 row
",
        )
        .stderr(
            "\
error[E0102]: `edge` has 2 columns, but 1 argument is given
 --> <stdin>:2:1
  |
2 | edge(x)
  | ^^^^ 1 argument
  |
 ::: g.dl:1:7
  |
1 | .decl edge(a: symbol, b: symbol)
  |       ---- declared with 2 columns: a, b
  |
  = help: give one for each column: `edge(a, b)`
",
        )
        .status(2)
        .run();
}

#[test]
fn help_teaches() {
    Test::new()
        .file("g.dl", graph(""))
        .args(["g.dl"])
        .stdin("\
.help as-of
.help zzz
?
")
        .stdout(r#".as-of [DAY [possibly]|off]
  the day of knowledge: only articles certainly published by then speak
  > .as-of 2019-05-01
  > .as-of 2019-05 possibly
  > .as-of off
Ask by naming a relation: visit(v, who, country, day). Words are variables, "…" is a constant, _ anything.
.help guide leads from matters of diplomacy to the relation to ask, .help questions tells how to ask.
why before a question shows the proof of what answers it, whynot what stands in the way.

  .help [COMMAND|TOPIC]     this list, or more about one command or topic
  .relations [WORD]         the relations that can be asked, or those whose name or meaning has WORD, or all
  .describe RELATION        the columns, the meaning and the rules of a relation
  .source FACT              the claims behind facts: article, speaker, day of saying, quote; FACT may have variables
  .sensitivity ATOM         the single claims, articles and speakers without which a conclusion falls
  .lens                     what the rules see now: the days, the trust level, articles, speakers, hypotheticals
  .as-of [DAY [possibly]|off]
                            the day of knowledge: only articles certainly published by then speak
  .at [DAY|off]             the day that is judged; the day of knowledge when off
  .trust [confirmed|announced|expected|possible]
                            the least certainty that counts
  .articles [NAMES|except NAMES|all]
                            the articles and their days; with names, only these or all but these speak
  .speakers [NAMES|except NAMES|all]
                            the speakers of claims; with names, only these or all but these count
  .assume FACT [@GRADE]     add a hypothetical fact; .undo takes it back
  .retract CLAIM|ARTICLE|FACT
                            take back a claim, an article or a fact; .undo brings it back
  .diff [RELATION]          what the last change of the lens brought and took, and why; of RELATION everything
  .timeline [ATOM]          since when a conclusion holds, as known and as judged; without ATOM debts, blocs, visits
  .load FILE…               load programs or articles besides what is loaded
  .add STATEMENTS           add facts, rules or declarations to the program
  .save FILE                write what this session added (statements, hypotheticals, lens) to a file that .load reads
  .undo                     take back the last change of the program or the lens
  .mode [table|csv|tsv|json|jsonl|markdown]
                            how answers are shown
  .timing [on|off]          whether the time that an answer took is shown
  .profile [FILE]           what the latest inference cost; with FILE as JSON, or as a page where it ends in .html
  .quit                     leave (so does Ctrl-D)

More with .help and a command or one of these topics:
  guide                     what to ask of the bundled rules: visits, debts, blocs, order, sources
  questions                 how to ask
  answers                   what an answer tells
  dates                     partial dates and how they compare
  claims                    evidence: who says so, how surely, in which words
  why                       why a conclusion holds or does not, what carries it, what would change it
  lens                      what the rules see: days, trust, hypotheticals
  rules                     to conclude more than the rules at hand do
  tests                     to pin down what must follow
"#)
        .stderr("\
warning[W0102]: relation `edge` is never defined
 --> g.dl:3:15
  |
1 | .decl edge(a: symbol, b: symbol)
  |       ---- declared here
2 | .decl path(a: symbol, b: symbol)
3 | path(x, y) :- edge(x, y).
  |               ^^^^^^^^^^ no fact, rule or `.input` gives it a row
  |
  = help: declare it `open` if its facts are to come from elsewhere
error: there is no help about `zzz` (.help lists the topics)
")
        .status(2)
        .run();
}
