//! What programs mean, from their text to their rows: each runs under the naive and the native executor, which must agree.

use std::error::Error;

use demarche::diagnostic::{Severity, SourceMap};
use demarche::engine::{Executor, Guard, Naive, Native, facts_of};
use demarche::evidence::lower;
use demarche::program::check_query;
use demarche::program::ir::{Program, RelationId};
use demarche::program::value::{compare_rows, format_word};
use demarche::store::{Database, Dictionary, Table};
use demarche::syntax::tree::Statement;
use demarche::syntax::{Mode, parse};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A program with everything that it derives.
struct Run {
    program: Program,
    dictionary: Dictionary,
    database: Database,
}

impl Run {
    fn new(text: &str) -> Outcome<Self> {
        let mut sources = SourceMap::default();
        let parsed = parse(sources.add("a.dl", text), text, Mode::File);
        let (lowered, mut found) = lower(&sources, &[&parsed.tree]);
        let dictionary = Dictionary::default();
        let checked = lowered.check(&dictionary);
        found.extend(parsed.diagnostics);
        found.extend(checked.diagnostics);
        found.retain(|diagnostic| diagnostic.severity == Severity::Error);
        assert_eq!(found, [], "the program is sound");
        let program = checked.program.ok_or("no program")?;
        let mut results = Vec::new();
        for executor in [&Naive as &dyn Executor, &Native] {
            results.push(executor.run(&program, facts_of(&program), &dictionary, &Guard::default())?);
        }
        let run = |database: &Database| Self::all_rows(&program, database, &dictionary);
        assert_eq!(run(&results[0]), run(&results[1]), "naive and native agree");
        let database = results.swap_remove(0);
        Ok(Self { program, dictionary, database })
    }

    fn all_rows(program: &Program, database: &Database, dictionary: &Dictionary) -> Vec<Vec<String>> {
        (0..program.relations.len()).map(|id| rows(program, RelationId(id), database, dictionary)).collect()
    }

    fn of(&self, relation: &str) -> Outcome<Vec<String>> {
        let id = self.program.relations.iter().position(|r| r.name == relation).ok_or("no such relation")?;
        Ok(rows(&self.program, RelationId(id), &self.database, &self.dictionary))
    }

    /// The rows of a question's answer, in the order of their texts.
    fn ask(&self, question: &str) -> Outcome<Vec<String>> {
        let parsed = parse(SourceMap::default().add("question", question), question, Mode::Prompt);
        let Some(Statement::Query(body)) = parsed.tree.statements.first().map(|first| &first.node) else {
            return Err("no question".into());
        };
        let query =
            check_query(&self.program, body, &self.dictionary).map_err(|found| found[0].message.clone())?;
        let mut database = self.database.clone();
        database.tables.extend(query.relations.iter().map(|relation| Table::new(relation.attributes.len())));
        for rule in &query.rules {
            let found = Naive.answer(rule, &database, &self.dictionary, &Guard::default())?;
            for row in found.rows() {
                database.tables[rule.head.0].insert(row);
            }
        }
        let shown = |row: &[u64]| {
            let words = row
                .iter()
                .zip(&query.columns)
                .map(|(&word, (_, ty))| format_word(word, *ty, &self.dictionary));
            words.collect::<Vec<_>>().join(" ")
        };
        let mut rows: Vec<String> = database.tables[query.head.0].rows().map(shown).collect();
        rows.sort();
        Ok(rows)
    }
}

fn rows(program: &Program, id: RelationId, database: &Database, dictionary: &Dictionary) -> Vec<String> {
    let types: Vec<_> = program.relations[id.0].attributes.iter().map(|attribute| attribute.ty).collect();
    let mut rows: Vec<&[u64]> = database.tables[id.0].rows().collect();
    rows.sort_by(|a, b| compare_rows(&types, a, b, dictionary));
    let shown = |row: &[u64]| {
        let words = row.iter().zip(&types).map(|(&word, &ty)| format_word(word, ty, dictionary));
        words.collect::<Vec<_>>().join(" ")
    };
    rows.into_iter().map(shown).collect()
}

const VISITS: &str = r#"
.decl visit(who: symbol, to: symbol, nights: number, day: date)
visit("Envoy", "Utopia", 2, "1999-05").
visit("Envoy", "Ruritania", 5, "1999-07-01").
visit("Minister", "Utopia", 2, "1999-06-20").
visit("Consul", "Utopia", 1, unsaid).
.decl out(who: symbol)
.decl count(n: number)
.decl per(who: symbol, n: number)
"#;

fn out(relation: &str, rules: &str) -> Outcome<Vec<String>> {
    Run::new(&format!("{VISITS}{rules}"))?.of(relation)
}

#[test]
fn disjunction_and_negated_groups() -> Outcome<()> {
    assert_eq!(
        out("out", r#"out(w) :- visit(w, t, n, _), (n > 4 ; t = "Utopia", !(n = 2 ; n = 3))."#)?,
        ["Consul", "Envoy"]
    );
    assert_eq!(
        out(
            "out",
            r#"out(w) :- visit(w, _, _, _), !(visit(w, "Utopia", _, _), visit(w, "Ruritania", _, _))."#
        )?,
        ["Consul", "Minister"]
    );
    Ok(())
}

#[test]
fn aggregates_count_rows_and_not_values() -> Outcome<()> {
    assert_eq!(out("count", "count(c) :- c = count : { visit(_, _, _, _) }.")?, ["4"]);
    assert_eq!(out("count", "count(s) :- s = sum n : { visit(_, _, n, _) }.")?, ["10"]);
    assert_eq!(out("count", "count(c) :- c = count : { visit(_, _, n, _), n > 9 }.")?, ["0"]);
    assert_eq!(out("count", "count(m) :- m = max n : { visit(_, _, n, _), n > 9 }.")?, [""; 0]);
    assert_eq!(
        out("per", "per(w, s) :- visit(w, _, _, _), s = sum n : { visit(w, _, n, _) }.")?,
        ["Consul 1", "Envoy 7", "Minister 2"]
    );
    Ok(())
}

#[test]
fn a_solution_of_several_alternatives_counts_once() -> Outcome<()> {
    // The envoy's first visit and the minister's fit both alternatives.
    let rule = r#"count(c) :- c = count : { visit(w, t, n, _), (t = "Utopia" ; n = 2) }."#;
    assert_eq!(out("count", rule)?, ["3"]);
    let rule = r#"count(c) :- c = sum n : { visit(w, t, n, _), !(t = "Utopia", n = 2) }."#;
    assert_eq!(out("count", rule)?, ["6"]);
    // Outer variables are not bound by every alternative.
    let rule = "per(w, c) :- visit(w, _, m, _), c = count : { visit(v, _, n, _), (n < m ; v = w) }.";
    assert_eq!(out("per", rule)?, ["Consul 1", "Envoy 3", "Envoy 4", "Minister 2"]);
    Ok(())
}

#[test]
fn nested_aggregates_and_witnesses() -> Outcome<()> {
    let rule = "per(w, m) :- m = max n : { visit(w, _, n, _) }.";
    assert_eq!(out("per", rule)?, ["Envoy 5"]);
    let rule = "count(m) :- m = max c : { visit(w, _, _, _), c = count : { visit(w, _, _, _) } }.";
    assert_eq!(out("count", rule)?, ["2"]);
    let rule = "out(w) :- visit(w, _, _, _), 1 < count : { visit(w, _, _, _) }.";
    assert_eq!(out("out", rule)?, ["Envoy"]);
    Ok(())
}

#[test]
fn dates_are_compared_by_what_is_certain() -> Outcome<()> {
    // "1999-05" may be before or after the middle of May: neither comparison holds.
    assert_eq!(out("out", r#"out(w) :- visit(w, _, _, d), d < "1999-05-15"."#)?, [""; 0]);
    assert_eq!(out("out", r#"out(w) :- visit(w, _, _, d), d >= "1999-05-15"."#)?, ["Envoy", "Minister"]);
    assert_eq!(
        out("out", r#"out(w) :- visit(w, "Utopia", _, d), !(d < "1999-05-15")."#)?,
        ["Consul", "Envoy", "Minister"]
    );
    assert_eq!(out("out", "out(w) :- visit(w, _, _, d), unsaid(d).")?, ["Consul"]);
    Ok(())
}

#[test]
fn expressions_stand_anywhere() -> Outcome<()> {
    assert_eq!(
        out(
            "per",
            r#"per(cat(w, "!"), n * 2 - 1) :- visit(w, t, n, _), visit(_, t, n + 1 - 1, _), strlen(w) = 5."#
        )?,
        ["Envoy! 3", "Envoy! 9"]
    );
    assert_eq!(out("out", "out(w) :- visit(w, _, 4 / 2, _).")?, ["Envoy", "Minister"]);
    Ok(())
}

#[test]
fn recursion_through_several_relations() -> Outcome<()> {
    let run = Run::new(
        ".decl next(a: number, b: number)
next(0, 1). next(1, 2). next(2, 3). next(3, 4).
.decl even(n: number)
.decl odd(n: number)
even(0).
odd(b), never(b) :- even(a), next(a, b).
even(b) :- odd(a), next(a, b).
.decl never(n: number)
.decl rest(n: number)
rest(n) :- next(n, _), !odd(n).",
    )?;
    assert_eq!(run.of("even")?, ["0", "2", "4"]);
    assert_eq!(run.of("never")?, ["1", "3"]);
    assert_eq!(run.of("rest")?, ["0", "2"]);
    Ok(())
}

#[test]
fn questions_are_answered_over_what_is_derived() -> Outcome<()> {
    let run =
        Run::new(&format!("{VISITS}per(w, c) :- visit(w, _, _, _), c = count : {{ visit(w, _, _, _) }}."))?;
    assert_eq!(run.ask("per(w, n), n > 1")?, ["Envoy 2"]);
    assert_eq!(run.ask("per(\"Consul\", _)")?, [""]);
    assert_eq!(run.ask("per(\"Consul\", 2)")?, [""; 0]);
    assert_eq!(run.ask("visit(w, \"Ruritania\", _, _) ; per(w, 1)")?, ["Consul", "Envoy", "Minister"]);
    assert_eq!(run.ask("c = count : { per(w, 1) ; visit(w, _, 5, _) ; visit(w, _, 1, _) }")?, ["3"]);
    assert_eq!(run.ask("visit(w, _, _, d), unsaid(d)")?, ["Consul not said"]);
    Ok(())
}
