//! Two small programs that the transcripts share: a graph without evidence, and visits with claims.

/// Edges and the paths over them, with more statements below.
pub(super) fn graph(more: &str) -> String {
    format!("{GRAPH}{more}")
}

/// Two articles about visits, with more statements below.
pub(super) fn visits(more: &str) -> String {
    format!("{VISITS}{more}")
}

const GRAPH: &str = "\
.decl edge(a: symbol, b: symbol)
.decl path(a: symbol, b: symbol)
path(x, y) :- edge(x, y).
path(x, z) :- path(x, y), edge(y, z).
";

const VISITS: &str = r#"/// A stay of `who` in `country`.
.decl visit(name: symbol, who: symbol, country: symbol, day: date) open assumable
/// `who` has been to `country` for certain.
.decl visited(who: symbol, country: symbol) closed
/// `who` may come again: no visit is certainly over by the day judged.
.decl awaited(who: symbol, country: symbol) closed undetermined awaited_undetermined
.decl awaited_undetermined(who: symbol, country: symbol, from: date) open

.article herald {
    file = "herald.txt",
    outlet = "The Herald",
    published = "1999-05-02",
    basis = "the date on its first page"
}
visit("spring", "A. Envoy", "Utopia", "1999-04")
    @confirmed("arrived in the capital of Utopia", by: ["News Agency"], said: "1999-05-01", id: "arrival").
visit("summer", "A. Envoy", "Ruritania", "1999-07")
    @announced("will travel to Ruritania in July")
    @denied("there is no such plan", by: ["B. Spokesman"], id: "no-plan").

.article courier { file = "courier.txt", published = "[1999-06-10..1999-06-20]" }
visit("autumn", "C. Consul", "Utopia", "1999-10")
    @expected("is likely to come in October", by: [anonymous("an official")]).

alias("Envoy A", "A. Envoy").

visited(who, country) :- visit(_, who, country, _) @confirmed.
awaited(who, country) :- visit(_, who, country, day), at(today), today < day.
awaited_undetermined(who, country, latest(day)) :-
    visit(_, who, country, day), at(today), may_precede(today, day), !(today < day).
"#;
