//! `.help guide`: what to ask of the bundled rules, from the page that comes with them.

use crate::answer::Sheet;
use crate::answer::table::{Fit, render};
use crate::standard::bundled::GUIDE;

/// A heading of the page with what can be asked below it: the matter in words, and the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The heading.
    pub title: String,
    /// The rows of its tables.
    pub rows: Vec<[String; 2]>,
}

/// The chapters of the page that have questions.
pub fn chapters() -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for line in GUIDE.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            chapters.push(Chapter { title: title.to_owned(), rows: Vec::new() });
        } else if let (Some(chapter), Some(row)) = (chapters.last_mut(), table_row(line)) {
            chapter.rows.push(row);
        }
    }
    chapters.retain(|chapter| !chapter.rows.is_empty());
    chapters
}

/// The two cells of a line of a table; none for its header and rule.
fn table_row(line: &str) -> Option<[String; 2]> {
    let cells = line.strip_prefix("| ")?.strip_suffix(" |")?;
    let (matter, ask) = cells.split_once(" | ")?;
    let is_row = ask.contains('`');
    is_row.then(|| [matter.to_owned(), ask.replace('`', "")])
}

/// The page for reading at the prompt.
pub fn page(fit: Fit) -> String {
    let chapters = chapters().into_iter().map(|chapter| {
        let mut sheet = Sheet::new(["", ""]);
        for row in chapter.rows {
            sheet.push(row);
        }
        let table = render(&sheet, Fit { rows: None, colour: false, ..fit });
        let body = table.split_once('\n').map_or("", |(_, body)| body);
        format!("{}\n{body}", chapter.title)
    });
    chapters.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Native;
    use crate::session::{Session, Text};
    use crate::standard::bundled::TEXTS;

    #[test]
    fn every_question_of_the_page_can_be_asked_of_the_bundled_rules() {
        let mut session = Session::new(Box::new(Native));
        session.load(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect()).unwrap();
        let mut asked = 0;
        for chapter in chapters() {
            for [matter, _] in &chapter.rows {
                for question in questions_for(matter) {
                    asked += 1;
                    assert!(session.ask(&question).is_ok(), "{matter}: {question}");
                }
            }
        }
        assert!(asked > 50, "{asked}");
    }

    /// The questions in the page's code marks, directives left out.
    fn questions_for(matter: &str) -> Vec<String> {
        let line = GUIDE.lines().find(|line| line.starts_with(&format!("| {matter} |"))).unwrap();
        let marked = line.split('`').skip(1).step_by(2).map(str::to_owned);
        marked.filter(|text| text.contains('(') && !text.starts_with('.')).collect()
    }

    #[test]
    fn the_page_has_its_headings_and_fits_the_terminal() {
        let page = page(Fit { width: Some(90), ..Fit::default() });
        assert!(page.contains("Who owes whom a visit\n"), "{page}");
        assert!(page.lines().all(|line| line.chars().count() <= 90), "{page}");
    }
}
