//! The dot commands: their names, what they take and what they do, in one table.
//!
//! Help, completion and dispatch all read this table, so none can know a command that another does not.

/// What a dot command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the command of its name in the table below")]
pub enum Action {
    Help,
    Relations,
    Describe,
    Source,
    Sensitivity,
    Lens,
    AsOf,
    At,
    Trust,
    Articles,
    Speakers,
    Assume,
    Retract,
    Diff,
    Timeline,
    Load,
    Add,
    Save,
    Undo,
    Mode,
    Timing,
    Profile,
    Quit,
}

/// One dot command.
#[derive(Debug)]
pub struct Command {
    /// Its name without the dot.
    pub name: &'static str,
    /// What it takes, as shown in help.
    pub takes: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
    /// Lines to try.
    pub examples: &'static [&'static str],
    /// Which it is.
    pub action: Action,
}

/// All commands, in the order of help.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "help",
        takes: "[COMMAND|TOPIC]",
        help: "this list, or more about one command or topic",
        examples: &[".help questions", ".help as-of"],
        action: Action::Help,
    },
    Command {
        name: "relations",
        takes: "[WORD]",
        help: "the relations that can be asked, or those whose name or meaning has WORD, or all",
        examples: &[".relations", ".relations visit"],
        action: Action::Relations,
    },
    Command {
        name: "describe",
        takes: "RELATION",
        help: "the columns, the meaning and the rules of a relation",
        examples: &[".describe visit"],
        action: Action::Describe,
    },
    Command {
        name: "source",
        takes: "FACT",
        help: "the claims behind facts: article, speaker, day of saying, quote; FACT may have variables",
        examples: &[".source visit(v, who, country, day)"],
        action: Action::Source,
    },
    Command {
        name: "sensitivity",
        takes: "ATOM",
        help: "the single claims, articles and speakers without which a conclusion falls",
        examples: &[".sensitivity visited(who, country)"],
        action: Action::Sensitivity,
    },
    Command {
        name: "lens",
        takes: "",
        help: "what the rules see now: the days, the trust level, articles, speakers, hypotheticals",
        examples: &[".lens"],
        action: Action::Lens,
    },
    Command {
        name: "as-of",
        takes: "[DAY [possibly]|off]",
        help: "the day of knowledge: only articles certainly published by then speak",
        examples: &[".as-of 2019-05-01", ".as-of 2019-05 possibly", ".as-of off"],
        action: Action::AsOf,
    },
    Command {
        name: "at",
        takes: "[DAY|off]",
        help: "the day that is judged; the day of knowledge when off",
        examples: &[".at 2019-05-01", ".at off"],
        action: Action::At,
    },
    Command {
        name: "trust",
        takes: "[confirmed|announced|expected|possible]",
        help: "the least certainty that counts",
        examples: &[".trust announced"],
        action: Action::Trust,
    },
    Command {
        name: "articles",
        takes: "[NAMES|except NAMES|all]",
        help: "the articles and their days; with names, only these or all but these speak",
        examples: &[".articles", ".articles except courier_1999", ".articles all"],
        action: Action::Articles,
    },
    Command {
        name: "speakers",
        takes: "[NAMES|except NAMES|all]",
        help: "the speakers of claims; with names, only these or all but these count",
        examples: &[".speakers", ".speakers except \"B. Spokesman\"", ".speakers all"],
        action: Action::Speakers,
    },
    Command {
        name: "assume",
        takes: "FACT [@GRADE]",
        help: "add a hypothetical fact; .undo takes it back",
        examples: &[
            ".assume visit(\"v9\", \"B. Minister\", \"Utopia\", \"1999-05-01\")",
            ".assume visit(\"v9\", \"B. Minister\", \"Utopia\", \"1999-05-01\") @denied",
        ],
        action: Action::Assume,
    },
    Command {
        name: "retract",
        takes: "CLAIM|ARTICLE|FACT",
        help: "take back a claim, an article or a fact; .undo brings it back",
        examples: &[".retract courier_1999:12", ".retract courier_1999", ".retract visit(\"v9\", _, _, _)"],
        action: Action::Retract,
    },
    Command {
        name: "diff",
        takes: "[RELATION]",
        help: "what the last change of the lens brought and took, and why; of RELATION everything",
        examples: &[".diff", ".diff visit"],
        action: Action::Diff,
    },
    Command {
        name: "timeline",
        takes: "[ATOM]",
        help: "since when a conclusion holds, as known and as judged; without ATOM debts, blocs, visits",
        examples: &[".timeline visit(v, \"A. Envoy\", country, day)", ".timeline"],
        action: Action::Timeline,
    },
    Command {
        name: "load",
        takes: "FILE…",
        help: "load programs or articles besides what is loaded",
        examples: &[".load my_rules.dl"],
        action: Action::Load,
    },
    Command {
        name: "add",
        takes: "STATEMENTS",
        help: "add facts, rules or declarations to the program",
        examples: &[".add edge(1, 2). edge(2, 3)."],
        action: Action::Add,
    },
    Command {
        name: "save",
        takes: "FILE",
        help: "write what this session added (statements, hypotheticals, lens) to a file that .load reads",
        examples: &[".save session.dl"],
        action: Action::Save,
    },
    Command {
        name: "undo",
        takes: "",
        help: "take back the last change of the program or the lens",
        examples: &[".undo"],
        action: Action::Undo,
    },
    Command {
        name: "mode",
        takes: "[table|csv|tsv|json|jsonl|markdown]",
        help: "how answers are shown",
        examples: &[".mode json"],
        action: Action::Mode,
    },
    Command {
        name: "timing",
        takes: "[on|off]",
        help: "whether the time that an answer took is shown",
        examples: &[".timing on"],
        action: Action::Timing,
    },
    Command {
        name: "profile",
        takes: "[FILE]",
        help: "what the latest inference cost; with FILE as JSON, or as a page where it ends in .html",
        examples: &[".profile", ".profile costs.html"],
        action: Action::Profile,
    },
    Command {
        name: "quit",
        takes: "",
        help: "leave (so does Ctrl-D)",
        examples: &[".quit"],
        action: Action::Quit,
    },
];

/// The words of the language that begin with a dot and are statements, not commands.
const STATEMENTS: &[&str] =
    &["decl", "type", "article", "include", "input", "output", "printsize", "limitsize", "pragma", "test"];

/// What a word after a dot is.
#[derive(Debug)]
pub enum Found {
    /// A command, by its name or an unambiguous beginning of it.
    Command(&'static Command),
    /// A statement of the language.
    Statement,
    /// A beginning of several commands.
    Ambiguous(Vec<&'static str>),
    /// Nothing; with the nearest command, if one is near.
    Unknown(Option<&'static str>),
}

/// Finds a command by its name or beginning; underscores are hyphens.
pub fn find(word: &str) -> Found {
    let word = word.replace('_', "-");
    if let Some(command) = COMMANDS.iter().find(|command| command.name == word) {
        return Found::Command(command);
    }
    if STATEMENTS.contains(&word.as_str()) {
        return Found::Statement;
    }
    if word == "exit" {
        return find("quit");
    }
    let matching: Vec<&Command> =
        COMMANDS.iter().filter(|command| !word.is_empty() && command.name.starts_with(&word)).collect();
    match matching.as_slice() {
        [one] => Found::Command(one),
        [] => Found::Unknown(nearest(&word)),
        several => Found::Ambiguous(several.iter().map(|command| command.name).collect()),
    }
}

fn nearest(word: &str) -> Option<&'static str> {
    COMMANDS
        .iter()
        .map(|command| (strsim::damerau_levenshtein(command.name, word), command.name))
        .filter(|&(distance, _)| distance <= 2 && distance < word.chars().count().div_ceil(2))
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(word: &str) -> String {
        match find(word) {
            Found::Command(command) => command.name.to_owned(),
            Found::Statement => "statement".to_owned(),
            Found::Ambiguous(names) => names.join("|"),
            Found::Unknown(near) => format!("?{}", near.unwrap_or("")),
        }
    }

    #[test]
    fn a_unique_beginning_is_enough() {
        let cases = [
            ("help", "help"),
            ("h", "help"),
            ("as_of", "as-of"),
            ("as-", "as-of"),
            ("as", "as-of|assume"),
            ("a", "as-of|at|articles|assume|add"),
            ("at", "at"),
            ("decl", "statement"),
            ("test", "statement"),
            ("exit", "quit"),
            ("releations", "?relations"),
            ("zzz", "?"),
            ("", "?"),
        ];
        for (word, expected) in cases {
            assert_eq!(found(word), expected, "{word}");
        }
    }

    #[test]
    fn every_command_has_an_example_that_is_itself() {
        for command in COMMANDS {
            for example in command.examples {
                let word = example.trim_start_matches('.').split(' ').next().unwrap();
                assert_eq!(found(word), command.name, "{example}");
            }
            assert!(!command.examples.is_empty(), "{}", command.name);
        }
    }
}
