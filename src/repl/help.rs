//! What `.help` says: the list of commands, one command, or a topic with lines to try.

use std::fmt::Write as _;

use super::commands::{COMMANDS, Command, Found, find};

/// A page of help.
struct Topic {
    name: &'static str,
    about: &'static str,
    text: &'static str,
}

const TOPICS: &[Topic] = &[
    Topic {
        name: "questions",
        about: "how to ask",
        text: "\
A question is the name of a relation with an argument for each of its columns. A word is a variable that the
answer fills, a text in double quotes is a constant, and _ is whatever it may be:

  visit(v, \"A. Envoy\", country, day)          which visits, where, when?
  visit(_, \"A. Envoy\", \"Utopia\", _)           did it happen at all? answered yes or no

Conditions are joined by commas (and) and semicolons (or); ! is not. A variable that stands twice is one value:

  visit(v, who, c, d), d < \"1999-06\"          certainly before June 1999
  visit(_, a, c, _), visit(_, b, c, _), a != b
  visit(_, who, \"Utopia\", _), !visit(_, who, \"Ruritania\", _)
  n = count : { state(_) }
  says(who, words, _, article, _), contains(\"treaty\", words)      a part of a text

count counts rows. An event has a row for each day told of it, and what only relates persons and countries, as visited
does, has none for each time: visits are counted by their names, the answers to done(v, \"A. Envoy\", country, _).

Names may be typed without their capitals and hyphens, and by any of their aliases; dates are texts too (.help dates).
The final period may be left out. A statement goes on over several lines while a bracket is open or a line ends with
a comma. Tab completes relations, and inside an argument the constants of that column.",
    },
    Topic {
        name: "answers",
        about: "what an answer tells",
        text: "\
A question with variables is answered by rows, the last column the certainty of each: the strongest of confirmed,
announced, expected and possible at which it follows. Without rows, or without variables, the answer says which it is:

  yes              it follows, with its certainty
  false            the relation is closed: what does not follow is not so
  denied           somebody says that it is not so; the claim is shown
  undetermined     partial dates leave it open; the day from which it is certain is shown
  only announced   (or expected, possible) claims speak of it, none as sure as the trust level asks
  nobody says      no article speaks of it, which is not a no

A constant that no fact has in that column is pointed out with the nearest names, and where the same names stand
together elsewhere, that is told; a title or a capital leads to the person or state. Beside the rows it is told how many
more follow from other facts, or stand the other way round. After ! only a denial is a certain yes; that nobody says a thing is no denial.

A column called grade or certainty in the relation itself is how sure one thing in the row is, such as an order; the
last column is how sure the whole row is, with all that it rests on.",
    },
    Topic {
        name: "dates",
        about: "partial dates and how they compare",
        text: "\
A date is a text in EDTF: \"1999-05-07\", \"1999-05\", \"1999\", \"1999-05~\" (about), \"[1999-05-02..1999-05-04]\" (one
unknown day of these), \"1999-04/1999-06\" (all of that time). A comparison holds when it is certain:

  d < e            the last possible day of d is before the first of e; d <= e, d > e, d >= e likewise
  within(d, e)     every possible day of d lies in e; the days of a year are \"1999/1999\"
  may_precede(d, e)   may_overlap(d, e)   may_be_within(d, e)       it is possible
  earliest(d)   latest(d)   min_days(d, e)   max_days(d, e)         days, and numbers of days

So !(d < e) is not d >= e: between the two lies what the dates leave open.",
    },
    Topic {
        name: "claims",
        about: "evidence: who says so, how surely, in which words",
        text: "\
A fact of an article rests on claims. Ask for them after the closing parenthesis of an atom:

  visit(v, who, c, d) @announced               a claim at least that certain
  visit(v, who, c, d) @denied                  a denial
  visit(v, who, c, d) @{certainty: k, article: a, by: w, origin: o, said: s, claim: i}

  .source visit(v, \"A. Envoy\", c, d)          the claims with article, speaker, day of saying and quote
  claim_speaker(claim, place, speaker), claim_quote(claim, words)          who says what, in which words
  article(name, outlet, published)             the articles that speak under the lens",
    },
    Topic {
        name: "why",
        about: "why a conclusion holds or does not, what carries it, what would change it",
        text: "\
Put why before a fact or conclusion, with constants or variables, and its proof is shown: the rules, the facts that
they rest on, and the claims with their quotes.

  why outstanding_visit(who, to, since)
  why all visited(\"A. Envoy\", c)                            several proofs, the smallest first
  why visited(\"A. Envoy\", c) without courier_1999:12        a proof that rests on none of these claims, articles or facts

Where there is no answer, whynot (or why not) tells how far each rule gets, which condition fails, what nearly is there,
under which lens it would hold, which assumptions would make it hold and without which facts it would, each tried:

  whynot visited(\"B. Minister\", \"Utopia\")
  .sensitivity visited(\"A. Envoy\", c)                       the single claims, articles, speakers and facts that carry it alone
  .diff visited                                             what the last change of the lens did to it, and why",
    },
    Topic {
        name: "lens",
        about: "what the rules see: days, trust, hypotheticals",
        text: "\
Nothing depends on the clock. What the rules see is set by you, and .lens shows it:

  .as-of 1999-05-10              what was known on that day
  .as-of 1999-05-10 possibly     let articles speak that may have been out by then
  .at 1999-05-01                 the day judged, when it is another
  .trust announced               leave out what is less certain
  .articles except courier_1999  .speakers except \"B. Spokesman\"
  .assume visit(\"v9\", \"B. Minister\", \"Utopia\", \"1999-05-01\")
  .retract courier_1999:12       a claim, an article or a fact
  .undo                          take the last change back",
    },
    Topic {
        name: "rules",
        about: "to conclude more than the rules at hand do",
        text: "\
A statement with :- is a rule and is added to the program; declare a new relation first:

  .decl traveller(who: symbol)
  traveller(who) :- visit(_, who, _, _).
  traveller(who)

.add adds facts, .load reads a file, .save writes what you added, .undo takes the last change back. A statement that
fails changes nothing.",
    },
    Topic {
        name: "tests",
        about: "to pin down what must follow",
        text: "\
A test sets the lens and says what must follow. Write it in a file and run `demarche test FILE`:

  .test \"The envoy still owes Utopia the visit he accepted\" {
      .as_of \"1999-05-10\"
      .expect outstanding_visit(\"A. Envoy\", \"Utopia\", _)
      .expect none outstanding_visit(\"B. Minister\", _, _)
  }",
    },
];

/// The list of commands and topics.
pub fn overview() -> String {
    let mut text = String::from(
        "Ask by naming a relation: visit(v, who, country, day). Words are variables, \"…\" is a constant, _ anything.\n\
         .help guide leads from matters of diplomacy to the relation to ask, .help questions tells how to ask.\n\
         why before a question shows the proof of what answers it, whynot what stands in the way.\n\n",
    );
    for command in COMMANDS {
        line(&mut text, &usage(command), command.help);
    }
    text.push_str("\nMore with .help and a command or one of these topics:\n");
    line(&mut text, "guide", "what to ask of the bundled rules: visits, debts, blocs, order, sources");
    for topic in TOPICS {
        line(&mut text, topic.name, topic.about);
    }
    text
}

/// Help about a command or topic, or none when there is no such thing.
pub fn about(word: &str) -> Option<String> {
    let word = word.trim().trim_start_matches('.');
    if let Some(topic) =
        TOPICS.iter().find(|topic| topic.name == word || topic.name.strip_suffix('s') == Some(word))
    {
        return Some(format!("{}\n", topic.text));
    }
    match find(word) {
        Found::Command(command) => Some(command_page(command)),
        _ => {
            TOPICS.iter().find(|topic| topic.name.starts_with(word)).map(|topic| format!("{}\n", topic.text))
        }
    }
}

/// The names that `.help` takes, for completion.
pub fn subjects() -> impl Iterator<Item = &'static str> {
    let topics = TOPICS.iter().map(|topic| topic.name);
    std::iter::once("guide").chain(topics).chain(COMMANDS.iter().map(|command| command.name))
}

fn command_page(command: &Command) -> String {
    let mut text = format!("{}\n  {}\n", usage(command), command.help);
    for example in command.examples {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  > {example}");
    }
    text
}

fn usage(command: &Command) -> String {
    format!(".{} {}", command.name, command.takes).trim_end().to_owned()
}

fn line(text: &mut String, left: &str, right: &str) {
    const WIDTH: usize = 24;
    let gap = if left.chars().count() > WIDTH { format!("\n  {:WIDTH$}", "") } else { String::new() };
    let _ = writeln!(text, "  {left:WIDTH$}{gap}  {right}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_overview_has_every_command_and_topic_and_fits_a_terminal() {
        let text = overview();
        for command in COMMANDS {
            assert!(text.contains(&format!("  .{}", command.name)), "{}", command.name);
        }
        for topic in TOPICS {
            assert!(text.contains(&format!("\n  {}", topic.name)), "{}", topic.name);
        }
        assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
    }

    #[test]
    fn help_is_found_by_topic_command_and_beginning() {
        assert!(about("questions").is_some_and(|text| text.starts_with("A question is")));
        assert!(about("question").is_some_and(|text| text.starts_with("A question is")));
        assert!(about(".as-of").is_some_and(|text| text.starts_with(".as-of")));
        assert!(about("dat").is_some_and(|text| text.starts_with("A date is")));
        assert!(about("zzz").is_none());
    }
}
