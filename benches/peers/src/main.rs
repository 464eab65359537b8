//! The workloads of `benches/workloads` as rules that are compiled into Rust: `peers list`, or `peers ENGINE PROGRAM FOLDER`, which
//! prints the sizes that the program of that name prints. Reading is in `facts`, the rules are in `with_ascent` and `with_crepe`.

mod facts;
mod with_ascent;
mod with_crepe;

use facts::Folder;

/// What a program prints: relations and how many rows they have.
type Sizes = Vec<(&'static str, usize)>;

/// A program as one engine has it.
type Run = fn(&Folder) -> Sizes;

/// All programs of all engines.
fn programs() -> Vec<(&'static str, &'static [(&'static str, Run)])> {
    vec![
        ("ascent", with_ascent::single::PROGRAMS),
        ("ascent-par", with_ascent::parallel::PROGRAMS),
        ("crepe", with_crepe::PROGRAMS),
    ]
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["list"] => list(),
        [engine, program, folder] => run(engine, program, &Folder::new(folder)),
        _ => std::process::exit(2),
    }
}

fn list() {
    for (engine, programs) in programs() {
        programs.iter().for_each(|(program, _)| println!("{engine} {program}"));
    }
}

fn run(engine: &str, program: &str, folder: &Folder) {
    let of_engine = programs().into_iter().find(|(name, _)| *name == engine);
    let found = of_engine.and_then(|(_, programs)| programs.iter().find(|(name, _)| *name == program));
    let Some((_, run)) = found else { std::process::exit(2) };
    for (relation, size) in run(folder) {
        println!("{relation}\t{size}");
    }
}
