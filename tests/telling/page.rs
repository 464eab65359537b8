//! Briefs in HTML, and the command that writes them.

use std::process::{Command, Output};

use demarche::briefing::{Scope, brief, html};
use demarche::session::Text;

use crate::markup::check;
use crate::{bundled, opened, with_rules};

fn page(lens: &str, state: Option<&str>) -> String {
    html(&brief(&bundled(lens), &Scope { state: state.map(str::to_owned) }).unwrap())
}

#[test]
fn every_page_is_well_formed_and_needs_nothing_else() {
    for (lens, state) in [
        ("", None),
        ("", Some("Japan")),
        (".as_of \"2019-04-22\"", Some("North Korea")),
        (".as_of \"2018-01-01\"", None),
        (".trust confirmed .at \"2019-12-31\"", Some("Russia")),
    ] {
        let page = page(lens, state);
        assert_eq!(check(&page), Ok(()), "{lens} {state:?}");
    }
    let plain = opened(vec![Text::new("g.dl", ".decl p(x: number) p(1).")], "");
    assert_eq!(check(&html(&brief(&plain, &Scope::default()).unwrap())), Ok(()));
}

#[test]
fn the_drawings_have_what_the_facts_tell_and_legends() {
    let session = opened(with_rules(include_str!("utopia.dl")), "");
    let page = html(&brief(&session, &Scope::default()).unwrap());
    for part in [
        "<rect class=\"made\"",
        "<title>C. Consul to Utopia from 1998-11-20 to 1998-11-20</title>",
        "<title>A. Envoy to the Ruritania from 1999-06-01 to 1999-06-30</title>",
        "<title>A. Envoy owes the Ruritania (accepted invitation) from 1999-02-01 to 1999-05-02</title>",
        "<title>the day judged, 1999-05-02</title>",
        "<title>herald_1999 is out, 1999-05-02</title>",
        ">visit owed, up to the day judged</text>",
        "<title>Ruritania and Utopia: close ties (pepper, salt)</title>",
        "<title>Freedonia and Utopia: opposed on the strait</title>",
        ">one acts against the other</text>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn lines_lead_to_notes_that_are_there() {
    let page = page("", None);
    let links = page.split("href=\"#").skip(1).filter_map(|part| part.split('"').next());
    let links: Vec<&str> = links.collect();
    assert!(links.len() > 50, "{} links", links.len());
    for link in links {
        assert_eq!(page.matches(&format!("id=\"{link}\"")).count(), 1, "{link}");
    }
}

fn run(words: &[&str]) -> (Output, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    (command.args(words).current_dir(folder.path()).output().unwrap(), folder)
}

#[test]
fn a_page_is_written_to_a_file_in_whole() {
    let (output, folder) =
        run(&["brief", "--format", "html", "-o", "page.html", "--state", "DPRK", "--as-of", "2019-04-22"]);
    assert_eq!(
        (output.status.code(), output.stdout.as_slice(), output.stderr.as_slice()),
        (Some(0), &b""[..], &b""[..])
    );
    let page = std::fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert_eq!(check(&page), Ok(()));
    assert!(
        page.contains(
            "<h1>Brief on North Korea</h1>\n<p>As known on 22 April 2019, judged for the same day."
        ),
        "{page}"
    );
    let (output, _) = run(&["brief", "-o", "none/page.md"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told.starts_with("error: cannot write none/page.md: "), "{told}");
}

#[test]
fn a_state_that_no_fact_names_is_refused_with_the_nearest() {
    let (output, _) = run(&["brief", "--state", "Rusia"]);
    assert_eq!(output.status.code(), Some(2));
    let expected = "\
error[E0703]: no state is called `Rusia`
 --> --state:1:1
  |
1 | Rusia
  | ^^^^^ names no state
  |
  = help: did you mean `Russia`?
";
    assert_eq!(String::from_utf8(output.stderr).unwrap(), expected);
}
