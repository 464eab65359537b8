//! Gathering a brief: the topics, what of them is shown, how sure each line is and what it rests on.

use std::borrow::Cow;

use super::blocs::blocs;
use super::chart::Chart;
use super::coming::coming;
use super::conflicts::conflicts;
use super::dated::Dated;
use super::grounds::Readings;
use super::map::TieMap;
use super::names::{Names, listing};
use super::news::news;
use super::notes::Notes;
use super::order::order;
use super::outstanding::outstanding;
use super::page::{Brief, Line, Part, Section};
use super::plain::conclusions;
use super::reading::Reading;
use super::saying::{Block, Saying, Sure, Topic, joined};
use super::scope::Scope;
use super::standing::standing;
use crate::evidence::{Article, Grade};
use crate::session::{Failure, Session};

/// The most lines of one kind.
const MOST: usize = 8;

/// Gathers the brief under the session's lens. A program that has none of the relations of the standard rules is told by its main
/// conclusions.
///
/// # Errors
/// As [`Session::conclusions_under`].
pub fn brief(session: &Session, scope: &Scope) -> Result<Brief, Failure> {
    let articles = by_publication(session);
    // The first article changes nothing that was told.
    let latest = articles.last().copied().filter(|_| articles.len() > 1);
    let readings = Readings::new(session, latest)?;
    let now = &readings.now;
    let names = Names::new(now);
    let (mut told, untold) = topics(now, &names, scope);
    if let (Some(before), Some(latest)) = (&readings.before, latest) {
        let (earlier, _) = topics(before, &names, scope);
        told.push(news(&readings, [&told, &earlier], latest, |it| scope.has(session, &names, it)));
    }
    let drafts: Vec<Draft> = told.into_iter().map(|topic| Draft::new(topic, &readings)).collect();
    let grounds = readings.grounds(drafts.iter().flat_map(Draft::sayings))?;
    let mut notes = Notes::new(session);
    let mut line = |(certainty, saying): &Sure| Line {
        text: saying.text(),
        certainty: certainty.map(Grade::name).filter(|_| now.has_evidence()),
        notes: notes.on(&saying.claims, &grounds.of(saying)),
    };
    let sections = drafts.into_iter().map(|draft| draft.section(&mut line)).collect();
    Ok(Brief {
        state: scope.state.clone(),
        standing: standing(session, &articles),
        sections,
        untold,
        notes: notes.notes,
        has_evidence: now.has_evidence(),
        chart: Chart::new(now, &names, scope),
        map: TieMap::new(now, scope),
    })
}

/// The articles that speak, the latest last.
fn by_publication(session: &Session) -> Vec<&Article> {
    let mut articles: Vec<&Article> = session.sight().articles().collect();
    articles.sort_by_key(|it| (it.published.latest(), it.published.earliest(), &it.name));
    articles
}

/// What there is to tell within the scope, and a sentence on what the program has no rules for.
fn topics(reading: &Reading<'_>, names: &Names, scope: &Scope) -> (Vec<Topic>, Option<String>) {
    let dated = Dated::new(reading);
    let all = [
        outstanding(reading, names),
        coming(reading, names, &dated),
        order(reading, names, &dated),
        blocs(reading),
        conflicts(reading, names),
    ];
    let (mut told, missing): (Vec<Topic>, Vec<Topic>) =
        all.into_iter().partition(|topic| !topic.blocks.is_empty());
    let missing: Vec<String> = missing.iter().map(|it| it.title.to_lowercase()).collect();
    let untold = if told.is_empty() {
        told.push(conclusions(reading));
        Some("The program has none of the relations from which a brief on visits and blocs is written; its main conclusions are told instead.".to_owned())
    } else {
        let missing = listing(&missing, missing.len());
        (!missing.is_empty()).then(|| format!("The program has no rules for: {missing}."))
    };
    let narrowed = |topic| narrowed(topic, reading, names, scope);
    (told.into_iter().map(narrowed).collect(), untold)
}

/// A topic as far as it concerns the scope.
fn narrowed(mut topic: Topic, reading: &Reading<'_>, names: &Names, scope: &Scope) -> Topic {
    for block in &mut topic.blocks {
        block.sayings.retain(|saying| scope.has(reading.session, names, saying));
    }
    if let Some(state) = &scope.state {
        topic.nothing = format!("Nothing of this is known that concerns {state}.").into();
    }
    topic
}

/// A section whose lines have no notes yet.
struct Draft {
    title: String,
    nothing: String,
    parts: Vec<DraftPart>,
}

struct DraftPart {
    label: Option<String>,
    lines: Vec<Sure>,
    more: usize,
    ask: String,
}

impl Draft {
    fn new(topic: Topic, readings: &Readings<'_>) -> Self {
        let told = topic.blocks.into_iter().filter(|block| !block.sayings.is_empty());
        let part = |block: Block| {
            let mut lines = joined(block.sayings, |saying| readings.certainty(saying));
            let more = lines.len().saturating_sub(MOST);
            lines.truncate(MOST);
            let label = block.label.map(Cow::into_owned);
            DraftPart { label, lines, more, ask: block.ask.into_owned() }
        };
        Self {
            title: topic.title.into_owned(),
            nothing: topic.nothing.into_owned(),
            parts: told.map(part).collect(),
        }
    }

    fn sayings(&self) -> impl Iterator<Item = &Saying> {
        self.parts.iter().flat_map(|part| &part.lines).map(|(_, saying)| saying)
    }

    fn section(self, line: &mut dyn FnMut(&Sure) -> Line) -> Section {
        let part = |part: DraftPart| Part {
            label: part.label,
            lines: part.lines.iter().map(&mut *line).collect(),
            more: part.more,
            ask: part.ask,
        };
        Section {
            title: self.title,
            parts: self.parts.into_iter().map(part).collect(),
            nothing: self.nothing,
        }
    }
}
