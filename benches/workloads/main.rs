//! Whole programs from cold start to printed sizes, beside other engines: `cargo bench --bench workloads -- [NAME…] [OPTIONS]`.
//!
//! - `--size N` takes the N-th size, 1 to 3, each of about four times as many derivations (2), of claims ten times as many; `--growth` takes
//!   all three and tells the exponents, of claims by their number.
//! - `--runs N` (3) is how often each engine runs, in turn with the others; `--limit S` (120) is how many seconds it may take.
//! - `--data DIR` holds the folders `galen` and `polonius` of given facts.
//! - `--souffle PATH` compiles each program with two threads, in both join orders, and tells the faster, without and with the time of
//!   compiling it; `--check` writes all rows with Soufflé's interpreter too and compares them.
//! - `--registry` builds `benches/peers` and runs Ascent and crepe where they can say the program.
//! - `--datatoad PATH`, `--duckdb PATH`, `--flowlog PATH` (its compiler) and `--nemo PATH` run programs of plain rules in the dialects of these.
//! - `--peer 'NAME=COMMAND'` runs any engine; `{program}`, `{facts}` and `{name}` stand for the two paths and the program's name.
//!
//! Every peer has to print the same sizes.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints")]

mod agree;
mod claims;
mod contenders;
mod dialects;
mod generate;
mod measure;
mod options;
mod systems;

use std::path::{Path, PathBuf};

use contenders::{Contender, RUN, contenders, demarche, filled};
use generate::Facts;
use measure::{Measure, Task, median, run};
use options::Options;

/// A program with its facts.
struct Workload {
    name: &'static str,
    program: &'static str,
    facts: Source,
}

/// Where facts come from.
enum Source {
    /// Made, for a size of 1, 2 or 4: about as many derivations more as its square.
    Made(fn(u64) -> Facts),
    /// Claims in `told.dl`, which the program includes: ten thousand, a hundred thousand and a million.
    Told,
    /// In a folder below `--data`.
    Given,
}

impl Source {
    /// How many claims there are in a size, where there are any.
    fn claims(&self, size: u64) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "there are a million at most")]
        matches!(self, Self::Told).then(|| claims_of_size(size) as f64)
    }
}

/// Ten times as many claims from size to size.
fn claims_of_size(size: u64) -> u64 {
    10_000 * 10_u64.pow(size.ilog2())
}

const fn made(name: &'static str, program: &'static str, facts: fn(u64) -> Facts) -> Workload {
    Workload { name, program, facts: Source::Made(facts) }
}

const fn given(name: &'static str) -> Workload {
    Workload { name, program: name, facts: Source::Given }
}

const WORKLOADS: &[Workload] = &[
    made("closure-sparse", "closure", |n| generate::sparse(1500 * n)),
    made("closure-scattered", "closure", |n| generate::scattered(1500 * n, 5400 * n)),
    made("closure-hashed", "closure", |n| generate::hashed(1500 * n)),
    made("closure-dense", "closure", |n| generate::random(400 * n, 40)),
    made("closure-chain", "closure", |n| generate::chain(2000 * n)),
    made("closure-grid", "closure", |n| generate::grid(if n == 1 { 57 } else { 40 * n })),
    made("closure-tree", "closure", |n| generate::tree(8_000 * n * n)),
    made("same-generation", "same_generation", |n| generate::sparse(1000 * n)),
    made("components", "components", |n| generate::sparse(40_000 * n * n)),
    made("shortest", "shortest", |n| generate::sparse(40_000 * n * n)),
    made("equivalence", "equivalence", |n| generate::sparse(40_000 * n * n)),
    made("steensgaard", "steensgaard", |n| generate::pointers(5000 * n)),
    made("triangles", "triangles", |n| generate::random(10_000 * n, 12 * n)),
    made("andersen", "andersen", |n| generate::pointers(700 * n)),
    made("cspa", "cspa", |n| generate::aliases(600 * n * n)),
    made("csda", "csda", |n| generate::flows(10_000 * n * n)),
    made("fields", "fields", |n| generate::objects(240 * n * n)),
    made("report", "report", |n| generate::orders(100_000 * n * n)),
    made("prices", "prices", |n| generate::sales(50_000 * n * n)),
    made("routes", "routes", |n| generate::roads(20_000 * n * n)),
    made("journeys", "journeys", |n| generate::legs(1500 * n * n)),
    made("addresses", "addresses", |n| generate::instructions(100_000 * n * n)),
    made("invoices", "invoices", |n| generate::invoices(75_000 * n * n)),
    made("strings", "strings", |n| generate::persons(40_000 * n * n)),
    made("crdt", "crdt", |n| systems::edits(60_000 * n * n)),
    made("doop", "doop", |n| systems::classes(30 * n * n)),
    made("network", "network", |n| systems::network(40 * n)),
    made("disassembly", "disassembly", |n| systems::binary(15_000 * n * n)),
    Workload { name: "claims", program: "claims", facts: Source::Told },
    given("galen"),
    given("polonius"),
];

/// A workload with its facts in a folder.
struct Case {
    /// The program's name.
    name: &'static str,
    folder: PathBuf,
    facts: PathBuf,
    program: PathBuf,
}

fn main() {
    let Some(options) = Options::read(std::env::args().skip(1)) else {
        eprintln!("the first lines of benches/workloads/main.rs tell the options");
        std::process::exit(2);
    };
    let mut ratios: Vec<(String, f64, f64)> = Vec::new();
    println!(
        "workload           size  derivations      rows  engine              seconds     MB   ns each   times   memory"
    );
    for workload in WORKLOADS.iter().filter(|workload| options.wants(workload.name)) {
        let mut grown = Vec::new();
        for &size in &options.sizes {
            let Some(case) = prepare(workload, size, &options) else { continue };
            let measured = measure(workload, size, &case, &options, &mut ratios);
            grown.extend(measured.map(|(derivations, seconds, megabytes)| {
                (workload.facts.claims(size).unwrap_or(derivations), seconds, megabytes)
            }));
            let _ = std::fs::remove_dir_all(&case.folder);
        }
        tell_growth(&grown);
    }
    tell_means(&ratios);
}

/// Writes the facts of a workload; none if they are not to be had in this size.
fn prepare(workload: &Workload, size: u64, options: &Options) -> Option<Case> {
    let folder = std::env::temp_dir().join(format!("demarche-{}-{}", workload.name, std::process::id()));
    std::fs::create_dir_all(&folder).ok()?;
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/workloads");
    let facts = match workload.facts {
        Source::Given => Some(options.data.as_ref()?.join(workload.name)).filter(|folder| folder.is_dir())?,
        Source::Told => {
            std::fs::write(folder.join("told.dl"), claims::told(claims_of_size(size))).ok()?;
            folder.clone()
        }
        Source::Made(make) => {
            for (relation, lines) in make(size) {
                let text = lines.join("\n") + "\n";
                std::fs::write(folder.join(format!("{relation}.facts")), text).ok()?;
            }
            folder.clone()
        }
    };
    let program = programs.join(format!("{}.dl", workload.program));
    Some(Case { name: workload.program, folder, facts, program })
}

/// Measures all engines in turn, so many times, and tells each; returns the derivations, seconds and megabytes of this one.
fn measure(
    workload: &Workload,
    size: u64,
    case: &Case,
    options: &Options,
    ratios: &mut Vec<(String, f64, f64)>,
) -> Option<(f64, f64, f64)> {
    let contenders = contenders(case, options);
    let derivations = derivations(case, options)?;
    let mut measures: Vec<Vec<Vec<Measure>>> = Vec::new();
    for _ in 0..options.runs.max(1) {
        for (at, contender) in contenders.iter().enumerate() {
            measures.resize_with(contenders.len(), Vec::new);
            measures[at].resize_with(contender.ways.len(), Vec::new);
            for (variant, way) in contender.ways.iter().enumerate() {
                measures[at][variant].extend(run(&way.task, &case.folder, options.limit));
            }
        }
    }
    let mut results =
        contenders.iter().zip(measures).map(|(contender, measures)| (contender, best(contender, measures)));
    let (own, _) = results.next().and_then(|(_, own)| own)?;
    let rows: u64 = own.sizes.iter().filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok()).sum();
    let mut line = |name: &str, measure: &Measure| {
        let megabytes = measure.megabytes.unwrap_or(f64::NAN);
        let (times, memory) = (measure.seconds / own.seconds, megabytes / own.megabytes.unwrap_or(f64::NAN));
        println!(
            "{:18} {size:4} {derivations:12} {rows:9}  {name:18} {:8.3} {megabytes:6.0} {:9.1} {times:7.2} {memory:8.2}{}",
            workload.name,
            measure.seconds,
            measure.seconds * 1e9 / derivations,
            if measure.sizes == own.sizes { "" } else { "  OTHER SIZES" },
        );
        ratios.push((name.to_owned(), times, memory));
    };
    line("demarche", &own);
    for (contender, result) in results {
        match result {
            Some((measure, made_in)) => {
                line(&contender.name, &measure);
                if made_in > 0.0 {
                    let seconds = measure.seconds + made_in;
                    line(&format!("{} +make", contender.name), &Measure { seconds, ..measure });
                }
            }
            None => {
                println!("{:18} {size:4} {:12} {:9}  {:18} failed", workload.name, "", "", contender.name);
            }
        }
    }
    if let Some(souffle) = options.souffle.as_ref().filter(|_| options.check) {
        println!("{:18} {size:4} {}", workload.name, agree::agreement(souffle, case, options.limit));
    }
    Some((derivations, own.seconds, own.megabytes.unwrap_or(f64::NAN)))
}

/// The measure of the way that took least, with the time of making what it runs.
fn best(contender: &Contender, measures: Vec<Vec<Measure>>) -> Option<(Measure, f64)> {
    let medians = measures.into_iter().map(median).zip(contender.made_in());
    let done = medians.filter_map(|(median, made_in)| Some((median?, made_in)));
    done.min_by(|(one, _), (other, _)| one.seconds.total_cmp(&other.seconds))
}

/// How many rows the rules derive, known ones among them, by the profile of a run.
fn derivations(case: &Case, options: &Options) -> Option<f64> {
    let profile = case.folder.join("profile.json");
    let command = format!("{RUN} --profile {}", profile.display());
    let task = Task::new([vec![demarche()], filled(&command, case)].concat());
    run(&task, &case.folder, options.limit)?;
    let profile: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(profile).ok()?).ok()?;
    let rules = profile["strata"].as_array()?.iter().filter_map(|stratum| stratum["rules"].as_array());
    Some(rules.flatten().filter_map(|rule| rule["candidates"].as_f64()).sum())
}

/// The exponents of time and memory in the number of derivations, or of claims, from the least size to the greatest.
fn tell_growth(grown: &[(f64, f64, f64)]) {
    if let [first, .., last] = grown {
        let exponent =
            |of: fn(&(f64, f64, f64)) -> f64| (of(last) / of(first)).ln() / (last.0 / first.0).ln();
        println!(
            "{:18} grows with exponent {:.2} in time, {:.2} in memory",
            "",
            exponent(|it| it.1),
            exponent(|it| it.2)
        );
    }
}

/// The geometric means of the ratios to each peer.
fn tell_means(ratios: &[(String, f64, f64)]) {
    let mut names: Vec<&String> =
        ratios.iter().map(|(name, ..)| name).filter(|name| *name != "demarche").collect();
    names.sort();
    names.dedup();
    for name in names {
        let of_peer: Vec<_> = ratios.iter().filter(|(peer, ..)| peer == name).collect();
        #[expect(clippy::cast_precision_loss, reason = "a handful of workloads")]
        let count = of_peer.len() as f64;
        let mean = |of: fn(&(String, f64, f64)) -> f64| {
            (of_peer.iter().map(|it| of(it).ln()).sum::<f64>() / count).exp()
        };
        println!(
            "{name} takes {:.2} times as long and {:.2} times as much memory, in geometric mean",
            mean(|it| it.1),
            mean(|it| it.2)
        );
    }
}
