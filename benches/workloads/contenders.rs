//! The engines that run a workload: this one, Soufflé compiled, those of the registry and any that are given as a command.

use std::path::Path;
use std::time::Duration;

use super::Case;
use super::measure::run;
use super::options::Options;

/// How long a compiler may take.
const COMPILING: Duration = Duration::from_mins(15);

/// One engine's ways to run a case.
pub(crate) struct Contender {
    pub(crate) name: String,
    pub(crate) ways: Vec<Way>,
}

/// A command, and the seconds that it took to make what it runs.
pub(crate) struct Way {
    pub(crate) command: Vec<String>,
    pub(crate) made_in: f64,
}

impl Contender {
    fn ready(name: &str, command: Vec<String>) -> Self {
        Self { name: name.to_owned(), ways: vec![Way { command, made_in: 0.0 }] }
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
    let own = [vec![demarche()], filled("run -F {facts} {program}", case)].concat();
    let mut all = vec![Contender::ready("demarche", own)];
    if let Some(souffle) = &options.souffle {
        let orders = ["all-bound", "delta-max-bound"];
        let ways = orders.iter().filter_map(|order| compiled(souffle, order, case)).collect();
        all.push(Contender { name: "souffle-c-j2".to_owned(), ways });
    }
    if options.registry {
        all.extend(from_registry(case));
    }
    let given = |(name, command): &(String, String)| Contender::ready(name, filled(command, case));
    all.extend(options.peers.iter().map(given));
    all
}

/// The program as compiled by Soufflé with this join order.
fn compiled(souffle: &Path, order: &str, case: &Case) -> Option<Way> {
    let binary = case.folder.join(format!("compiled-{order}")).display().to_string();
    let options = format!("-j2 -PRamSIPS:{order} -o {binary} {{program}}");
    let made = run(
        &[vec![souffle.display().to_string()], filled(&options, case)].concat(),
        &case.folder,
        COMPILING,
    )?;
    Some(Way { command: [vec![binary], filled("-j2 -F {facts}", case)].concat(), made_in: made.seconds })
}

/// The engines of `benches/peers` that have the program; none where it cannot be built.
fn from_registry(case: &Case) -> Vec<Contender> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
    let (manifest, target) = (folder.join("Cargo.toml"), folder.join("target"));
    let build = ["cargo", "build", "--release", "--quiet", "--manifest-path"].map(str::to_owned);
    let paths = [manifest.display().to_string(), "--target-dir".to_owned(), target.display().to_string()];
    if run(&[build.to_vec(), paths.to_vec()].concat(), &case.folder, COMPILING).is_none() {
        eprintln!("the peers of the registry could not be built");
        return Vec::new();
    }
    let peers = target.join("release/peers").display().to_string();
    let listed = run(&[peers.clone(), "list".to_owned()], &case.folder, COMPILING);
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
