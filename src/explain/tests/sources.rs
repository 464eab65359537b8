//! What `.source` finds behind base facts and behind conclusions.

use crate::engine::Naive;
use crate::explain::sources;
use crate::session::{Session, Text};

/// `visited` follows from what is confirmed, `planned` from what is expected.
const PROGRAM: &str = r#"
.decl visit(name: symbol, who: symbol, where: symbol, day: date) open assumable
.decl leader(who: symbol)
.decl visited(who: symbol, where: symbol) closed
.decl planned(who: symbol, where: symbol) closed
leader("A. Envoy"). leader("B. Minister").
visited(p, c) :- visit(_, p, c, _) @confirmed.
planned(p, c) :- visit(_, p, c, _) @expected, leader(p).
.article courier { file = "courier.txt", published = "1999-05-03" }
visit("v1", "A. Envoy", "Utopia", "1999-06")
    @expected("will come in June", id: "plan") @denied("no such plan", id: "denial").
.article herald { file = "herald.txt", published = "1999-06-03" }
visit("v1", "A. Envoy", "Utopia", "1999-06-02") @confirmed("came on the second", id: "second").
"#;

fn loaded(text: &str) -> Session {
    let mut session = Session::new(Box::new(Naive));
    session.load(vec![Text::new("utopia.dl", text)]).expect("the program is sound");
    session
}

/// Claims and assumptions, places, rules: what a question's answers rest on.
fn rests_on(session: &mut Session, question: &str) -> [Vec<String>; 3] {
    let body = session.question("<question>", question, 1).expect("it is a question");
    let found = sources(session, &body).expect("it ends");
    let claims = found.claims.iter().map(|claim| claim.name.to_string());
    let rules = found.rules.iter().map(|rule| rule.name.to_string());
    let assumptions = found.assumptions.iter().map(|assumption| assumption.name.clone());
    [claims.chain(assumptions).collect(), found.places.clone(), rules.collect()]
}

fn expected<const C: usize, const P: usize, const R: usize>(
    claims: [&str; C],
    places: [&str; P],
    rules: [&str; R],
) -> [Vec<String>; 3] {
    [claims.map(str::to_owned).into(), places.map(str::to_owned).into(), rules.map(str::to_owned).into()]
}

#[test]
fn a_base_fact_has_every_claim_that_speaks_of_it() {
    let mut session = loaded(PROGRAM);
    session
        .enter("<prompt>", ".assume visit(\"v1\", \"C. Consul\", \"Utopia\", \"1999\") @possible", 1)
        .expect("it fits");
    let found = rests_on(&mut session, "visit(\"v1\", _, _, _)");
    assert_eq!(found, expected(["plan", "denial", "second", "assumption:1"], [], []));
    assert_eq!(rests_on(&mut session, "leader(_)"), expected([], ["utopia.dl:6"], []));
}

#[test]
fn a_conclusion_has_the_claims_of_its_least_proof_where_it_is_surest() {
    let mut session = loaded(PROGRAM);
    assert_eq!(rests_on(&mut session, "visited(_, \"Utopia\")"), expected(["second"], [], ["visited#1"]));
    let planned = expected(["second"], ["utopia.dl:6"], ["planned#1"]);
    assert_eq!(rests_on(&mut session, "planned(_, _)"), planned);
    session.enter("<prompt>", ".retract second", 1).expect("there is such a claim");
    assert_eq!(rests_on(&mut session, "planned(_, _)"), expected(["plan"], ["utopia.dl:6"], ["planned#1"]));
    assert_eq!(rests_on(&mut session, "visited(_, _)"), expected([], [], []));
}

#[test]
fn a_fact_without_evidence_beside_claims_is_its_own_source() {
    let mut session = loaded(&format!("{PROGRAM}visit(\"v2\", \"B. Minister\", \"Ruritania\", \"1999\")."));
    let found = rests_on(&mut session, "visited(\"B. Minister\", _)");
    assert_eq!(found, expected([], ["utopia.dl:14"], ["visited#1"]));
    let answer = session.ask("visited(\"B. Minister\", c)").expect("it ends");
    assert_eq!(answer.certainty(), Some(crate::evidence::Grade::Confirmed));
}

#[test]
fn no_fact_rests_on_itself_and_no_chain_is_too_long() {
    let mut session = loaded(
        ".decl edge(a: number, b: number) .decl path(a: number, b: number)
edge(1, 2).
edge(2, 3).
path(x, y) :- path(y, x). path(x, z) :- path(x, y), edge(y, z). path(x, y) :- edge(x, y).
.decl n(x: number) n(0). n(x + 1) :- n(x), x < 400.",
    );
    let both = ["utopia.dl:2", "utopia.dl:3"];
    assert_eq!(rests_on(&mut session, "path(1, 3)")[1], both);
    assert_eq!(rests_on(&mut session, "path(3, 1)")[1], both);
    assert_eq!(rests_on(&mut session, "n(400)"), expected([], ["utopia.dl:5"], ["n#1"]));
}

#[test]
fn facts_of_files_are_led_back_to_their_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let file =
        |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("it is written");
    file("edge.facts", "1\t2\n1\t2\n2\t3\n");
    file("named.csv", "a,b\n\"x\ny\",1\n\"z\",2\n");
    let mut session = Session::new(Box::new(Naive)).with_facts(folder.path());
    let text = ".decl edge(a: number, b: number) .input edge
        .decl named(a: symbol, b: number) .input named(filename=\"named.csv\", rfc4180=true, headers=true)
        .decl path(a: number, b: number) path(x, y) :- edge(x, y). path(x, z) :- path(x, y), edge(y, z).";
    session.load(vec![Text::new("graph.dl", text)]).expect("the program is sound");
    let place = |name: &str, line: usize| format!("{}:{line}", folder.path().join(name).display());
    assert_eq!(rests_on(&mut session, "path(1, 3)")[1], [place("edge.facts", 1), place("edge.facts", 3)]);
    assert_eq!(rests_on(&mut session, "named(\"z\", 2)")[1], [place("named.csv", 4)]);
    file("edge.facts", "");
    assert_eq!(rests_on(&mut session, "edge(2, 3)")[1], ["edge.facts"]);
}
