//! `--profile` and `.profile`: what a run cost. Times differ from run to run; all else is told exactly.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

const PROGRAM: &str = r#"
.decl edge(x: symbol, y: symbol)
edge("a", "b"). edge("b", "c"). edge("c", "d").
.decl path(x: symbol, y: symbol)
.output path
path(x, y) :- edge(x, y).
path(x, z) :- path(x, y), edge(y, z), x != "c".
"#;

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("p.dl"), PROGRAM).unwrap();
    folder
}

fn run(folder: &Path, file: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    let output =
        command.current_dir(folder).args(["run", "p.dl", "-D", "-", "--profile", file]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

#[test]
fn the_profile_tells_plans_and_sizes() {
    let folder = folder();
    let told = run(folder.path(), "p.json");
    let text = fs::read_to_string(folder.path().join("p.json")).unwrap();
    let profile: Value = serde_json::from_str(&text).unwrap();
    let stratum = profile["strata"].as_array().unwrap().last().unwrap();
    assert_eq!((&stratum["relations"], &stratum["rounds"]), (&json!(["path"]), &json!(3)));
    let rule = &stratum["rules"][1];
    assert_eq!((&rule["rule"], &rule["candidates"], &rule["new"]), (&json!("path#2"), &json!(3), &json!(3)));
    let joins = json!([{ "delta": 0, "joins": [
        { "join": "path(x, y) (the last round's rows), then a comparison",
          "why": "what is new comes first; instead: edge 3.0" },
        { "join": "edge(=y, z)", "why": "rows expected: 1.0" },
    ] }]);
    assert_eq!(rule["plans"], joins);
    assert_eq!((&stratum["sizes"][0]["relation"], &stratum["sizes"][0]["rows"]), (&json!("path"), &json!(6)));
    let shown = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(shown.contains("path#2, new rows in condition 1:\n  path(x, y)"), "{shown}");
    assert!(shown.contains("edge(=y, z)  [rows expected: 1.0]"), "{shown}");
}

#[test]
fn the_profile_is_a_page_where_the_file_is_one() {
    let folder = folder();
    run(folder.path(), "p.html");
    let page = fs::read_to_string(folder.path().join("p.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
    assert!(page.contains("<code>edge(=y, z)</code>"), "{page}");
}

#[test]
fn the_prompt_shows_the_profile_of_the_latest_inference() {
    let folder = folder();
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    let command = command.current_dir(folder.path()).arg("p.dl").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"path(x, \"d\").\n.profile\n.profile p.json\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(shown.contains("path#2") && shown.contains("MB of indexes"), "{shown}");
    let text = fs::read_to_string(folder.path().join("p.json")).unwrap();
    assert!(serde_json::from_str::<Value>(&text).unwrap()["strata"].is_array());
}
