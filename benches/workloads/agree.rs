//! Whether the rows that are derived are those that Soufflé derives, told by their number and a hash.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;
use std::time::Duration;

use super::Case;
use super::contenders::demarche;
use super::measure::{Task, run};

/// Rows and hash by relation.
type Results = BTreeMap<String, (usize, u64)>;

/// One line that says so, or where they differ.
pub(crate) fn agreement(souffle: &Path, case: &Case, limit: Duration) -> String {
    let souffle = souffle.display().to_string();
    let theirs = results(&[&souffle, "-j2"], case, "theirs", limit);
    match (results(&[&demarche(), "run"], case, "ours", limit), theirs) {
        (Some(ours), Some(theirs)) if ours == theirs => format!("the same rows as Soufflé: {}", told(&ours)),
        (Some(ours), Some(theirs)) => format!("OTHER ROWS: {}; Soufflé: {}", told(&ours), told(&theirs)),
        _ => "no rows to compare".to_owned(),
    }
}

/// What an engine writes for the program with all sizes replaced by outputs.
fn results(engine: &[&str], case: &Case, folder: &str, limit: Duration) -> Option<Results> {
    let text = fs::read_to_string(&case.program).ok()?.replace(".printsize", ".output");
    let (program, folder) = (case.folder.join("rows.dl"), case.folder.join(folder));
    fs::write(&program, text).ok()?;
    fs::create_dir_all(&folder).ok()?;
    let paths = [&program, &case.facts, &folder].map(|path| path.display().to_string());
    let [program, facts, results] = &paths;
    let words = [engine, &[program, "-F", facts, "-D", results]].concat();
    run(&Task::new(words.into_iter().map(str::to_owned).collect()), &case.folder, limit)?;
    let files = fs::read_dir(&folder).ok()?;
    files.map(|file| file.and_then(|file| rows(&file.path())).ok()).collect()
}

/// The relation of a file, and its rows whatever their order.
fn rows(path: &Path) -> io::Result<(String, (usize, u64))> {
    let text = fs::read_to_string(path)?;
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    let mut hasher = DefaultHasher::new();
    lines.hash(&mut hasher);
    let relation = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok((relation, (lines.len(), hasher.finish())))
}

fn told(results: &Results) -> String {
    let each = results.iter().map(|(relation, (rows, hash))| format!("{relation} {rows} {hash:016x}"));
    each.collect::<Vec<_>>().join(", ")
}
