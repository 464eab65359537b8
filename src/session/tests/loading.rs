//! Loads that change everything or nothing, and includes.

use super::*;

fn write(folder: &std::path::Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_failed_load_changes_nothing() {
    let mut session = session();
    let wrong = Text::new("wrong.dl", ".decl p(x: symbol) p(1). q(2). .trust confirmed");
    assert!(matches!(session.load(vec![wrong]), Err(Failure::Wrong(found)) if found.len() == 2));
    assert_eq!(rows(&mut session, "leader(p)").len(), 2);
    assert_eq!(session.lens(), &Lens::default());
    assert_eq!(refused(session.ask("p(x)")), "unknown relation `p`");
    let cut = Text::new("cut.dl", ".decl p(x: symbol) .trust nobody");
    assert!(session.load(vec![cut]).is_err());
    assert_eq!(session.undo().as_deref(), Some("loaded utopia.dl"));
}

#[test]
fn statements_at_the_prompt() {
    let mut session = loaded(".decl edge(a: number, b: number) edge(1, 2). edge(2, 3).");
    let entered = session
        .enter("<prompt>", ".decl path(a: number, b: number) path(x, y) :- edge(x, y). path(1, x)", 1)
        .unwrap();
    let kinds: Vec<&str> = entered
        .iter()
        .map(|it| match it {
            Entered::Answer(_) => "answer",
            Entered::Lens => "lens",
            Entered::Added(_) => "added",
        })
        .collect();
    assert_eq!(kinds, ["added", "added", "answer"]);
    session.add("<prompt>", "edge(1, 4).", 1).unwrap();
    assert_eq!(rows(&mut session, "path(1, x)"), ["2", "4"]);
    assert_eq!(
        refused(session.enter("<prompt>", "path(x, z) :- edge(x, y).", 1)),
        "variable `z` is not grounded"
    );
}

#[test]
fn includes_are_followed_from_where_they_stand_and_read_once() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "rules/base.dl", ".decl edge(a: number, b: number)");
    write(folder.path(), "rules/more.dl", ".include \"base.dl\"\nedge(1, 2).");
    let main = write(
        folder.path(),
        "main.dl",
        ".include \"rules/more.dl\"\n.include \"rules/base.dl\"\nedge(2, 3).",
    );
    let mut session = Session::new(Box::new(Naive));
    session.load_files(&[&main]).unwrap();
    assert_eq!(rows(&mut session, "edge(a, b)"), ["1 | 2", "2 | 3"]);
    // Loading a file again reads it anew.
    write(folder.path(), "main.dl", ".include \"rules/more.dl\"\nedge(3, 4).");
    session.load_files(&[&main]).unwrap();
    assert_eq!(rows(&mut session, "edge(a, b)"), ["1 | 2", "3 | 4"]);
}

#[test]
fn includes_that_lead_nowhere_or_in_a_circle_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let first = write(folder.path(), "a.dl", ".include \"b.dl\"");
    write(folder.path(), "b.dl", ".include \"a.dl\"");
    let mut session = Session::new(Box::new(Naive));
    let told = refused(session.load_files(&[&first]));
    assert!(told.starts_with("files include each other in a circle: "), "{told}");
    assert!(told.ends_with("b.dl → a.dl"), "{told}");
    let lost = write(folder.path(), "c.dl", ".include \"nowhere.dl\"");
    let told = refused(session.load_files(&[&lost]));
    assert!(told.contains("nowhere.dl"), "{told}");
    assert_eq!(session.undo(), None);
}

#[test]
fn texts_without_files_include_each_other_by_name() {
    let mut session = Session::new(Box::new(Naive));
    session
        .load(vec![
            Text::new("rules/visits.dl", ".include \"vocabulary.dl\"\nvisited(\"A. Envoy\")."),
            Text::new("rules/vocabulary.dl", ".decl visited(who: symbol)"),
        ])
        .unwrap();
    assert_eq!(rows(&mut session, "visited(w)"), ["A. Envoy"]);
}

#[test]
fn inputs_are_read_where_a_folder_is_given() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "edge.facts", "1\t2\n2\t3\n");
    let text = || vec![Text::new("graph.dl", ".decl edge(a: number, b: number) .input edge")];
    let mut without = Session::new(Box::new(Naive));
    without.load(text()).unwrap();
    assert_eq!(rows(&mut without, "edge(a, b)"), [""; 0]);
    let mut session = Session::new(Box::new(Naive)).with_facts(folder.path());
    session.load(text()).unwrap();
    session.add("<prompt>", ".decl node(a: number) edge(3, 4).", 1).unwrap();
    assert_eq!(rows(&mut session, "edge(a, b)"), ["1 | 2", "2 | 3", "3 | 4"]);
}

#[test]
fn a_hypothetical_of_a_file_read_again_stays_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(
        folder.path(),
        "supposed.dl",
        ".decl edge(a: number, b: number)\n.assume edge(1, 2)\n.retract edge(3, 4)",
    );
    let mut session = Session::new(Box::new(Naive));
    session.load_files(&[&file]).unwrap();
    session.load_files(&[&file]).unwrap();
    assert_eq!((session.lens().assumed.len(), session.lens().retracted.len()), (1, 1));
    enter(&mut session, ".assume edge(1, 2)");
    assert_eq!(session.lens().assumed.len(), 1);
    enter(&mut session, ".retract edge(1, 2)");
    enter(&mut session, ".assume edge(1, 3)");
    assert_eq!(session.lens().assumed.len(), 2);
}

#[test]
fn texts_find_what_they_include_beside_their_folder() {
    let mut session = Session::new(Box::new(Naive));
    session
        .load(vec![
            Text::new("tests/deep/visits.dl", ".include \"../../rules/words.dl\"\nvisited(\"A. Envoy\")."),
            Text::new("rules/words.dl", ".decl visited(who: symbol)"),
        ])
        .unwrap();
    assert_eq!(rows(&mut session, "visited(w)"), ["A. Envoy"]);
}

#[test]
fn a_lens_in_a_file_is_the_sessions() {
    let mut session = loaded(&format!("{PROGRAM}\n.trust confirmed\n.as_of \"1999-05-10\""));
    assert_eq!(rows(&mut session, "visit(v, _, _, _)"), ["v2 | confirmed"]);
    enter(&mut session, ".trust possible");
    session.add("<prompt>", "leader(\"C. Consul\").", 1).unwrap();
    assert_eq!(session.lens().trust, crate::evidence::Grade::Possible);
}
