//! A whole reply: the rows or the verdict, what it rests on and what to know beside it, in each form.
//!
//! What belongs to the answer goes to the standard output. A form that has no place for words beside rows (CSV, TSV, JSON
//! lines) leaves them to the standard error, so that a program can read the one and a person the other.

use std::time::Duration;

use serde_json::{Map, Value};

use super::escape::visible;
use super::sheet::Sheet;
use super::table::{self, Fit};
use super::wrap::wrap;
use super::{Format, delimited, json, markdown};

/// The reply to one question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// The question as asked.
    pub question: String,
    /// The verdict in a word or two: `yes`, `false`, `denied`, `nobody says`, ….
    pub verdict: String,
    /// How the verdict is put in words, where that is not the verdict itself.
    pub headline: Option<String>,
    /// The certainty of a `yes` to a question without variables.
    pub certainty: Option<String>,
    /// The answers to a question with variables; none for a question without.
    pub rows: Option<Sheet>,
    /// Why the verdict is what it is, in sentences.
    pub because: Vec<String>,
    /// The claims and cases that the verdict speaks of.
    pub exhibits: Vec<Exhibit>,
    /// How long it took, where that is to be shown.
    pub took: Option<Duration>,
    /// What to know beside it: a constant that nothing has, an article that may have been out.
    pub notes: Vec<String>,
}

/// Rows that a verdict rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exhibit {
    /// Its key in JSON.
    pub key: &'static str,
    /// The relation that it shows rows of, where there may be several under one key.
    pub relation: Option<String>,
    /// The line above it; may be empty.
    pub title: String,
    /// The rows.
    pub sheet: Sheet,
    /// How they are read by people, where a table is not the best.
    pub lines: Option<Vec<String>>,
}

/// A reply as text for the two streams.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// For the standard output.
    pub results: String,
    /// For the standard error.
    pub messages: String,
}

impl Reply {
    /// The reply in a form; `fit` matters to tables only.
    pub fn show(&self, format: Format, fit: Fit) -> Shown {
        match format {
            Format::Table => Shown { results: self.for_reading(fit), ..Shown::default() },
            Format::Markdown => Shown { results: self.for_pages(), ..Shown::default() },
            Format::Json => Shown { results: json::document(&self.to_json()), ..Shown::default() },
            Format::Jsonl => self.beside(match &self.rows {
                Some(rows) if !rows.rows.is_empty() => json::lines(rows),
                _ => format!("{}\n", Value::Object(self.verdict_fields())),
            }),
            Format::Csv => self.beside(delimited::csv(&self.sheet())),
            Format::Tsv => self.beside(delimited::tsv(&self.sheet())),
        }
    }

    /// Whether there is a row to show.
    fn has_rows(&self) -> bool {
        self.rows.as_ref().is_some_and(|rows| !rows.rows.is_empty())
    }

    /// The rows, or for a question without variables the verdict as a row.
    fn sheet(&self) -> Sheet {
        self.rows.clone().unwrap_or_else(|| {
            let mut sheet = Sheet::new(["answer", "certainty"]);
            sheet.push([self.verdict.clone(), self.certainty.clone().unwrap_or_default()]);
            sheet
        })
    }

    /// `yes (confirmed)`, `denied: …`, or for rows that there are none.
    fn sentences(&self) -> Vec<String> {
        if self.has_rows() {
            return self.because.clone();
        }
        let mut first = self.headline.clone().unwrap_or_else(|| self.verdict.clone());
        if let Some(certainty) = &self.certainty {
            first = format!("{first} ({certainty})");
        }
        let mut because = self.because.iter();
        if let Some(reason) = because.next() {
            first = format!("{first}: {reason}");
        }
        std::iter::once(first).chain(because.cloned()).collect()
    }

    fn for_reading(&self, fit: Fit) -> String {
        let mut text = String::new();
        if let Some(rows) = self.rows.as_ref().filter(|_| self.has_rows()) {
            text += &table::render(rows, fit);
            text += &table::count(rows, fit);
            text += &self.took.map_or_else(String::new, |took| format!(", {}", duration(took)));
            text.push('\n');
        }
        let lines = |lines: Vec<String>| -> String {
            lines.into_iter().map(|line| wrap(&visible(&line), fit.width) + "\n").collect()
        };
        text += &lines(self.sentences());
        for exhibit in &self.exhibits {
            text += &lines(exhibit.heading().into_iter().collect());
            text += &match &exhibit.lines {
                Some(read) => lines(read.clone()),
                None => table::render(&exhibit.sheet, Fit { rows: None, ..fit }),
            };
        }
        text += &lines(self.notes());
        text + &self.took.filter(|_| !self.has_rows()).map_or_else(String::new, |took| duration(took) + "\n")
    }

    fn for_pages(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.rows.as_ref().filter(|_| self.has_rows()).map(markdown::render));
        parts.extend(self.sentences().into_iter().map(|sentence| sentence + "\n"));
        for exhibit in &self.exhibits {
            parts.extend(exhibit.heading().map(|title| title + "\n"));
            parts.push(markdown::render(&exhibit.sheet));
        }
        parts.extend(self.notes().into_iter().map(|note| note + "\n"));
        parts.join("\n")
    }

    fn beside(&self, results: String) -> Shown {
        let sentences =
            if self.rows.is_some() || !self.because.is_empty() { self.sentences() } else { vec![] };
        Shown { results, messages: lines(sentences) + &lines(self.notes()) }
    }

    fn notes(&self) -> Vec<String> {
        self.notes.iter().map(|note| format!("note: {note}")).collect()
    }

    fn verdict_fields(&self) -> Map<String, Value> {
        let mut fields = Map::new();
        fields.insert("answer".to_owned(), self.verdict.as_str().into());
        if let Some(certainty) = &self.certainty {
            fields.insert("certainty".to_owned(), certainty.as_str().into());
        }
        fields
    }

    fn to_json(&self) -> Value {
        let mut fields = Map::new();
        fields.insert("question".to_owned(), self.question.as_str().into());
        fields.extend(self.verdict_fields());
        if let Some(rows) = &self.rows {
            fields.insert("columns".to_owned(), rows.columns.clone().into());
            fields.insert("rows".to_owned(), json::rows(rows));
        }
        fields.insert("because".to_owned(), self.because.clone().into());
        for Exhibit { key, relation, sheet, .. } in &self.exhibits {
            match relation {
                None => fields.insert((*key).to_owned(), json::rows(sheet)),
                Some(relation) => {
                    let all = fields.entry(*key).or_insert_with(|| Value::Object(Map::new()));
                    all.as_object_mut().and_then(|all| all.insert(relation.clone(), json::rows(sheet)))
                }
            };
        }
        fields.insert("notes".to_owned(), self.notes.clone().into());
        Value::Object(fields)
    }
}

/// A time in the unit that suits it: `0.2 ms`, `12 ms`, `3.4 s`.
pub fn duration(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    match milliseconds {
        0.0..9.95 => format!("{milliseconds:.1} ms"),
        0.0..999.5 => format!("{milliseconds:.0} ms"),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

impl Exhibit {
    fn heading(&self) -> Option<String> {
        Some(self.title.clone()).filter(|title| !title.is_empty())
    }
}

fn lines(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().map(|line| visible(&line).into_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Reply {
        let mut rows = Sheet::new(["who", "certainty"]);
        rows.push(["A. Envoy", "announced"]);
        let verdict = "yes".to_owned();
        Reply { question: "owes(who)".into(), verdict, rows: Some(rows), ..Reply::default() }
    }

    fn nothing() -> Reply {
        Reply {
            question: "owes(who)".into(),
            verdict: "false".into(),
            rows: Some(Sheet::new(["who", "certainty"])),
            because: vec!["`owes` is closed".into()],
            notes: vec!["no fact has \"Utpoia\" there".into()],
            ..Reply::default()
        }
    }

    fn ground() -> Reply {
        let certainty = Some("confirmed".to_owned());
        Reply { question: "owes(_)".into(), verdict: "yes".into(), certainty, ..Reply::default() }
    }

    fn shown(reply: &Reply, format: Format) -> (String, String) {
        let shown = reply.show(format, Fit::default());
        (shown.results, shown.messages)
    }

    #[test]
    fn rows_stand_alone_where_a_program_reads_them() {
        let cases = [
            (Format::Table, "  who       certainty\n  A. Envoy  announced\n1 row\n"),
            (Format::Csv, "who,certainty\nA. Envoy,announced\n"),
            (Format::Tsv, "who\tcertainty\nA. Envoy\tannounced\n"),
            (Format::Jsonl, "{\"who\":\"A. Envoy\",\"certainty\":\"announced\"}\n"),
            (Format::Markdown, "| who | certainty |\n| --- | --- |\n| A. Envoy | announced |\n"),
        ];
        for (format, expected) in cases {
            assert_eq!(shown(&rows(), format), (expected.to_owned(), String::new()), "{format:?}");
        }
    }

    #[test]
    fn an_empty_answer_says_which_it_is() {
        let words = "false: `owes` is closed\nnote: no fact has \"Utpoia\" there\n";
        assert_eq!(shown(&nothing(), Format::Table), (words.to_owned(), String::new()));
        assert_eq!(shown(&nothing(), Format::Csv), ("who,certainty\n".to_owned(), words.to_owned()));
        assert_eq!(
            shown(&nothing(), Format::Jsonl),
            ("{\"answer\":\"false\"}\n".to_owned(), words.to_owned())
        );
        let page = "false: `owes` is closed\n\nnote: no fact has \"Utpoia\" there\n";
        assert_eq!(shown(&nothing(), Format::Markdown), (page.to_owned(), String::new()));
    }

    #[test]
    fn a_question_without_variables_has_a_verdict() {
        assert_eq!(shown(&ground(), Format::Table).0, "yes (confirmed)\n");
        assert_eq!(shown(&ground(), Format::Csv).0, "answer,certainty\nyes,confirmed\n");
        assert_eq!(shown(&ground(), Format::Jsonl).0, "{\"answer\":\"yes\",\"certainty\":\"confirmed\"}\n");
    }

    #[test]
    fn times_have_a_unit_that_suits_them() {
        let cases =
            [(0, "0.0 ms"), (234, "0.2 ms"), (9949, "9.9 ms"), (12_400, "12 ms"), (3_440_000, "3.4 s")];
        for (microseconds, expected) in cases {
            assert_eq!(duration(Duration::from_micros(microseconds)), expected);
        }
        let timed = Reply { took: Some(Duration::from_micros(200)), ..rows() };
        assert!(shown(&timed, Format::Table).0.ends_with("\n1 row, 0.2 ms\n"));
    }

    #[test]
    fn a_document_has_everything() {
        let expected = r#"{
  "question": "owes(who)",
  "answer": "false",
  "columns": [
    "who",
    "certainty"
  ],
  "rows": [],
  "because": [
    "`owes` is closed"
  ],
  "notes": [
    "no fact has \"Utpoia\" there"
  ]
}
"#;
        assert_eq!(shown(&nothing(), Format::Json).0, expected);
    }
}
