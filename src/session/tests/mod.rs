//! Sessions over invented articles of Utopia and Ruritania, run by the naive executor.

mod causes;
mod demand;
mod in_place;
mod lens;
mod loading;
mod questions;
mod slices;
mod testing;

use super::*;
use crate::engine::Naive;
use crate::program::value::format_word;
use crate::store::Word;

pub(super) const PROGRAM: &str = r#"
.decl visit(name: symbol, who: symbol, where: symbol, day: date) open assumable
.decl leader(who: symbol)
.decl visited(who: symbol, where: symbol) closed
.decl planned(who: symbol, where: symbol) closed
.decl free(who: symbol) closed
.decl debt(who: symbol, to: symbol) closed undetermined debt_undetermined
.decl debt_undetermined(who: symbol, to: symbol, since: date)

leader("A. Envoy"). leader("B. Minister").
alias("Envoy A", "A. Envoy").

visited(p, c) :- visit(_, p, c, _) @confirmed.
planned(p, c) :- visit(_, p, c, _) @expected, !visited(p, c).
free(p) :- leader(p), !planned(p, _).
debt(p, "Utopia") :- visit(_, p, "Ruritania", d) @confirmed, at(now), d < now.
debt_undetermined(p, "Utopia", e) :- visit(_, p, "Ruritania", d) @confirmed, at(now), may_precede(d, now), !(d < now),
    e = add_days(latest(d), 1).

.article courier { file = "courier.txt", published = "1999-05-03" }
visit("v1", "A. Envoy", "Utopia", "1999-06")
    @expected("will come in June", by: ["News Agency", anonymous("an official")], said: "1999-04", id: "plan")
    @denied("no such plan", by: ["B. Spokesman"], id: "denial").
visit("v2", "A. Envoy", "Ruritania", "1999-04") @confirmed("came in April", id: "april").

.article herald { file = "herald.txt", published = "[1999-06-01..1999-06-30]", basis = [claim("april"), article("courier")] }
visit("v1", "A. Envoy", "Utopia", "1999-06-02") @confirmed("came on the second", id: "second", basis: claim("plan")).
visit("v3", "B. Minister", "Ruritania", "1999-06") @confirmed("came this month", id: "june").
visit("v4", "B. Minister", "Utopia", "1999") @denied("will not come", id: "never").
"#;

/// A session over [`PROGRAM`].
fn session() -> Session {
    loaded(PROGRAM)
}

fn loaded(text: &str) -> Session {
    let mut session = Session::new(Box::new(Naive));
    if let Err(failure) = session.load(vec![Text::new("utopia.dl", text)]) {
        panic!("{failure}");
    }
    session
}

/// Does what a line typed at the prompt says.
fn enter(session: &mut Session, line: &str) {
    if let Err(failure) = session.enter("<prompt>", line, 1) {
        panic!("{line}: {failure}");
    }
}

fn ask(session: &mut Session, question: &str) -> Answer {
    session.ask(question).unwrap_or_else(|failure| panic!("{question}: {failure}"))
}

/// The rows as text, each with its certainty.
fn rows(session: &mut Session, question: &str) -> Vec<String> {
    let answer = ask(session, question);
    let row = |row: &Row| {
        let values = row.values.iter().zip(&answer.columns);
        let mut cells: Vec<String> =
            values.map(|(word, (_, ty))| format_word(*word, *ty, session.dictionary())).collect();
        cells.extend(row.certainty().map(|grade| grade.to_string()));
        cells.join(" | ")
    };
    answer.rows.iter().map(row).collect()
}

/// The word of the verdict on a question.
fn verdict(session: &mut Session, question: &str) -> &'static str {
    ask(session, question).verdict.name()
}

/// The first message of a failure.
fn refused<T: std::fmt::Debug>(result: Result<T, Failure>) -> String {
    match result {
        Err(failure) => failure.to_string(),
        Ok(done) => panic!("it was not refused: {done:?}"),
    }
}

fn shown(
    session: &Session,
    columns: &[(String, crate::program::ir::Type)],
    rows: &[Vec<Word>],
) -> Vec<String> {
    let row = |row: &Vec<Word>| {
        let cells =
            row.iter().zip(columns).map(|(word, (_, ty))| format_word(*word, *ty, session.dictionary()));
        cells.collect::<Vec<_>>().join(" | ")
    };
    rows.iter().map(row).collect()
}
