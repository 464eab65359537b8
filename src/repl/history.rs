//! Where the lines typed at the prompt are kept between sessions.

use std::ffi::OsString;
use std::path::PathBuf;

/// The file of the history: `DEMARCHE_HISTORY`, else `demarche/history` in the folder for state of the XDG base
/// directories. None when the variable is empty or no home is known: then nothing is kept.
pub fn path() -> Option<PathBuf> {
    path_from(|name| std::env::var_os(name))
}

fn path_from(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if let Some(path) = variable("DEMARCHE_HISTORY") {
        return (!path.is_empty()).then(|| path.into());
    }
    // The standard says that a relative path in these variables is to be ignored.
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = absolute("XDG_STATE_HOME").or_else(|| Some(absolute("HOME")?.join(".local/state")))?;
    Some(state.join("demarche/history"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_with(variables: &[(&str, &str)]) -> Option<String> {
        let variable = |name: &str| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        };
        path_from(variable).map(|path| path.to_string_lossy().into_owned())
    }

    #[test]
    fn the_history_is_kept_where_the_environment_says() {
        type Variables = &'static [(&'static str, &'static str)];
        let cases: [(Variables, Option<&str>); 6] = [
            (&[("HOME", "/h")], Some("/h/.local/state/demarche/history")),
            (&[("HOME", "/h"), ("XDG_STATE_HOME", "/s")], Some("/s/demarche/history")),
            (&[("HOME", "/h"), ("XDG_STATE_HOME", "s")], Some("/h/.local/state/demarche/history")),
            (&[("HOME", "/h"), ("DEMARCHE_HISTORY", "mine")], Some("mine")),
            (&[("HOME", "/h"), ("DEMARCHE_HISTORY", "")], None),
            (&[], None),
        ];
        for (variables, expected) in cases {
            assert_eq!(path_with(variables).as_deref(), expected, "{variables:?}");
        }
    }
}
