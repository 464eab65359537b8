//! The engines that run a workload: this one, Soufflé compiled, those of the registry, those with a dialect of their own, and any that
//! are given as a command.

use std::path::Path;
use std::time::Duration;

use super::Case;
use super::dialects::{Plain, datatoad, duckdb, flowlog, nemo};
use super::measure::{Task, run};
use super::options::{Engine, Options};

/// How long a compiler may take.
const COMPILING: Duration = Duration::from_mins(15);

/// How this engine is asked to run a case.
pub(crate) const RUN: &str = "run -F {facts} -I {facts} {program}";

/// One engine's ways to run a case.
pub(crate) struct Contender {
    pub(crate) name: String,
    pub(crate) ways: Vec<Way>,
}

/// A command, and the seconds that it took to make what it runs.
pub(crate) struct Way {
    pub(crate) task: Task,
    pub(crate) made_in: f64,
}

impl Contender {
    fn ready(name: &str, command: Vec<String>) -> Self {
        Self { name: name.to_owned(), ways: vec![Way { task: Task::new(command), made_in: 0.0 }] }
    }

    /// How long it took to make what each way runs.
    pub(crate) fn made_in(&self) -> impl Iterator<Item = f64> {
        self.ways.iter().map(|way| way.made_in)
    }
}

pub(crate) fn demarche() -> String {
    env!("CARGO_BIN_EXE_demarche").to_owned()
}

/// The words of a command, with what it says of the case.
pub(crate) fn filled(command: &str, case: &Case) -> Vec<String> {
    let fill = |word: &str| {
        let word = word.replace("{program}", &case.program.display().to_string());
        let word = word.replace("{facts}", &case.facts.display().to_string());
        word.replace("{name}", case.name)
    };
    command.split_whitespace().map(fill).collect()
}

/// This engine first, then the peers that are wanted.
pub(crate) fn contenders(case: &Case, options: &Options) -> Vec<Contender> {
    let own = [vec![demarche()], filled(RUN, case)].concat();
    let mut all = vec![Contender::ready("demarche", own)];
    if let Some(souffle) = &options.souffle {
        let orders = ["all-bound", "delta-max-bound"];
        let ways = orders.iter().filter_map(|order| compiled(souffle, order, case)).collect();
        all.push(Contender { name: "souffle-c-j2".to_owned(), ways });
    }
    if options.registry {
        all.extend(from_registry(case));
    }
    let plain = Plain::read(&case.program);
    all.extend(options.engines.iter().map(|(engine, path)| {
        let way = plain.as_ref().and_then(|plain| engine.way(path, plain, case));
        Contender { name: engine.name().to_owned(), ways: way.into_iter().collect() }
    }));
    let given = |(name, command): &(String, String)| Contender::ready(name, filled(command, case));
    all.extend(options.peers.iter().map(given));
    all
}

/// The program as compiled by Soufflé with this join order.
fn compiled(souffle: &Path, order: &str, case: &Case) -> Option<Way> {
    let binary = case.folder.join(format!("compiled-{order}")).display().to_string();
    let options = format!("-j2 -PRamSIPS:{order} -o {binary} {{program}}");
    let words = [vec![souffle.display().to_string()], filled(&options, case)].concat();
    let made = run(&Task::new(words), &case.folder, COMPILING)?;
    let command = [vec![binary], filled("-j2 -F {facts}", case)].concat();
    Some(Way { task: Task::new(command), made_in: made.seconds })
}

/// The engines of `benches/peers` that have the program; none where it cannot be built.
fn from_registry(case: &Case) -> Vec<Contender> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
    let (manifest, target) = (folder.join("Cargo.toml"), folder.join("target"));
    let build = ["cargo", "build", "--release", "--quiet", "--manifest-path"].map(str::to_owned);
    let paths = [manifest.display().to_string(), "--target-dir".to_owned(), target.display().to_string()];
    if run(&Task::new([build.to_vec(), paths.to_vec()].concat()), &case.folder, COMPILING).is_none() {
        eprintln!("the peers of the registry could not be built");
        return Vec::new();
    }
    let peers = target.join("release/peers").display().to_string();
    let listed = run(&Task::new(vec![peers.clone(), "list".to_owned()]), &case.folder, COMPILING);
    let lines = listed.map_or_else(Vec::new, |listed| listed.sizes);
    let engine = |line: &String| line.strip_suffix(&format!(" {}", case.name)).map(str::to_owned);
    let engines = lines.iter().filter_map(engine);
    engines
        .map(|engine| {
            let arguments = filled(&format!("{engine} {{name}} {{facts}}"), case);
            Contender::ready(&engine, [vec![peers.clone()], arguments].concat())
        })
        .collect()
}

impl Engine {
    /// How it runs a program, if its dialect can say it.
    fn way(self, path: &Path, plain: &Plain, case: &Case) -> Option<Way> {
        let path = path.display().to_string();
        let written = |name: &str, text: Option<String>| {
            let file = case.folder.join(name);
            std::fs::write(&file, text?).ok()?;
            Some(file)
        };
        let task = match self {
            Self::Datatoad => {
                let commands = datatoad::commands(plain, &case.facts, &case.folder);
                let (input, wanted) = (Some(written("datatoad.txt", commands)?), plain.sizes.clone());
                Task { words: vec![path], input, sizes: Box::new(move |text| datatoad::sizes(text, &wanted)) }
            }
            Self::DuckDb => {
                let input = Some(written("duckdb.sql", duckdb::script(plain, &case.facts))?);
                let words = [&path, "-list", "-noheader"].map(str::to_owned).to_vec();
                Task { words, input, sizes: Box::new(duckdb::sizes) }
            }
            Self::Nemo => {
                let program = written("nemo.rls", nemo::program(plain, &case.facts))?;
                let words = vec![path, program.display().to_string()];
                Task { words, input: None, sizes: Box::new(nemo::sizes) }
            }
            Self::FlowLog => {
                let program = written("flowlog.dl", Some(flowlog::program(plain)))?;
                return compiled_by_flowlog(&path, &program, case);
            }
        };
        Some(Way { task, made_in: 0.0 })
    }
}

/// The program as compiled by `FlowLog`, which prints sizes among its errors.
fn compiled_by_flowlog(compiler: &str, program: &Path, case: &Case) -> Option<Way> {
    let binary = case.folder.join("flowlog").display().to_string();
    let (program, facts) = (program.display().to_string(), case.facts.display().to_string());
    let words = [compiler, &program, "-F", &facts, "-D", "-", "-o", &binary].map(str::to_owned);
    let made = run(&Task::new(words.to_vec()), &case.folder, COMPILING)?;
    let words = ["sh", "-c", &format!("exec {binary} -w 2 2>&1")].map(str::to_owned).to_vec();
    Some(Way { task: Task { words, input: None, sizes: Box::new(flowlog::sizes) }, made_in: made.seconds })
}
