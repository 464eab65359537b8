//! One builder for transcripts: a folder of files, a command line, a standard input, and exactly what comes back.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A run of the command in a folder of its own. What is not set is expected to be empty, and the status 0.
pub(super) struct Test {
    folder: TempDir,
    earlier: Vec<Vec<String>>,
    args: Vec<String>,
    stdin: Vec<u8>,
    environment: Vec<(String, String)>,
    stdout: Expected,
    stderr: Expected,
    status: i32,
    left: Vec<(String, String)>,
}

enum Expected {
    Text(String),
    Parts(Vec<String>),
}

impl Test {
    /// A run without arguments, files or input.
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            earlier: Vec::new(),
            args: Vec::new(),
            stdin: Vec::new(),
            environment: Vec::new(),
            stdout: Expected::Text(String::new()),
            stderr: Expected::Text(String::new()),
            status: 0,
            left: Vec::new(),
        }
    }

    /// A file in the folder; folders in its name are made.
    pub(super) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// The words after `demarche`.
    pub(super) fn args<'a>(mut self, args: impl IntoIterator<Item = &'a str>) -> Self {
        self.args.extend(args.into_iter().map(str::to_owned));
        self
    }

    /// A command that is run before, and succeeds.
    pub(super) fn after<'a>(mut self, args: impl IntoIterator<Item = &'a str>) -> Self {
        self.earlier.push(args.into_iter().map(str::to_owned).collect());
        self
    }

    /// Something done in the folder beforehand.
    #[cfg(feature = "sqlite")]
    pub(super) fn with(self, prepare: impl FnOnce(&std::path::Path)) -> Self {
        prepare(self.folder.path());
        self
    }

    /// What the command reads.
    pub(super) fn stdin(mut self, text: impl AsRef<[u8]>) -> Self {
        self.stdin = text.as_ref().to_vec();
        self
    }

    /// A variable of the environment.
    pub(super) fn environment(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Exactly what it prints.
    pub(super) fn stdout(mut self, text: impl Into<String>) -> Self {
        self.stdout = Expected::Text(text.into());
        self
    }

    /// Exactly what it tells.
    pub(super) fn stderr(mut self, text: impl Into<String>) -> Self {
        self.stderr = Expected::Text(text.into());
        self
    }

    /// What is among what it tells, in this order.
    pub(super) fn tells(mut self, parts: &[&str]) -> Self {
        self.stderr = Expected::Parts(parts.iter().map(ToString::to_string).collect());
        self
    }

    /// What is among what it prints, in this order.
    pub(super) fn stdout_has(mut self, parts: &[&str]) -> Self {
        self.stdout = Expected::Parts(parts.iter().map(ToString::to_string).collect());
        self
    }

    /// What is among what it tells, in this order.
    pub(super) fn stderr_has(mut self, parts: &[&str]) -> Self {
        self.stderr = Expected::Parts(parts.iter().map(ToString::to_string).collect());
        self
    }

    /// Its exit code.
    pub(super) fn status(mut self, status: i32) -> Self {
        self.status = status;
        self
    }

    /// A file that is in the folder afterwards, with exactly this content.
    pub(super) fn leaves(mut self, name: &str, content: &str) -> Self {
        self.left.push((name.to_owned(), content.to_owned()));
        self
    }

    /// Runs the command, compares, and lets `look` see the folder afterwards.
    #[cfg(feature = "sqlite")]
    pub(super) fn run_in(self, look: impl FnOnce(&std::path::Path)) {
        self.compare();
        look(self.folder.path());
    }

    /// Runs the command and compares.
    pub(super) fn run(self) {
        self.compare();
    }

    fn compare(&self) {
        for args in &self.earlier {
            let earlier = Command::new(env!("CARGO_BIN_EXE_demarche"))
                .args(args)
                .current_dir(self.folder.path())
                .stdin(Stdio::null())
                .output()
                .unwrap();
            assert!(earlier.status.success(), "{args:?}: {}", String::from_utf8_lossy(&earlier.stderr));
        }
        let output = self.output();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let told = format!("--- stdout\n{stdout}--- stderr\n{stderr}---");
        self.stdout.check(&stdout, "stdout", &told);
        self.stderr.check(&stderr, "stderr", &told);
        assert_eq!(output.status.code(), Some(self.status), "the exit code\n{told}");
        for (name, content) in &self.left {
            assert_eq!(&fs::read_to_string(self.path(name)).unwrap(), content, "{name}");
        }
    }

    fn output(&self) -> std::process::Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(&self.args)
            .current_dir(self.folder.path())
            .env_remove("NO_COLOR")
            .envs(self.environment.iter().cloned())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let text = self.stdin.clone();
        // A command that ends before it has read everything closes the pipe; that is no failure of the test.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&text)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Expected {
    fn check(&self, found: &str, what: &str, told: &str) {
        match self {
            Self::Text(text) => assert!(found == text, "{what} should be\n{text}--- but is\n{told}"),
            Self::Parts(parts) => {
                let mut rest = found;
                for part in parts {
                    let at = rest.find(part.as_str());
                    let at = at.unwrap_or_else(|| panic!("{what} lacks, or has too early:\n{part}\n{told}"));
                    rest = &rest[at + part.len()..];
                }
            }
        }
    }
}
