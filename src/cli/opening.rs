//! From the words of the command line to a session: what is loaded, what infers, within which limits, under which lens.

use std::path::{Path, PathBuf};

use super::args::{Engine, EngineArguments, FactsArguments, LensArguments};
use super::memory;
use crate::engine::{Compare, Executor, Limits, Naive, Native};
use crate::io::Tolerance;
use crate::session::{Session, Text};
use crate::standard::bundled::TEXTS;
use crate::standard::{AUTO, CREPE};
use crate::workplace::{Console, Exit, Interrupt, Outcome, Progress, Stop, Workplace};

/// What is to be loaded.
#[derive(Clone, Copy, Debug)]
pub struct Loading<'a> {
    /// The files named.
    pub files: &'a [PathBuf],
    /// Whether the bundled articles and rules are loaded besides them.
    pub standard: bool,
}

/// A workplace with nothing loaded, whose `.input`s are read as `facts` says; without it none is read.
///
/// # Errors
/// An option on the reading of texts is wrong; it has been told.
pub fn open(
    engine: &EngineArguments,
    facts: Option<&FactsArguments>,
    console: Console,
    interrupt: &Interrupt,
) -> Outcome<Workplace> {
    open_within(Limits::default(), engine, facts, console, interrupt)
}

/// As [`open`], with limits of its own where the options set none.
///
/// # Errors
/// As [`open`].
pub fn open_within(
    limits: Limits,
    engine: &EngineArguments,
    facts: Option<&FactsArguments>,
    console: Console,
    interrupt: &Interrupt,
) -> Outcome<Workplace> {
    let told = |message: String| {
        console.tell(&format!("error: {message}\n"));
        Stop::Told(Exit::Wrong)
    };
    let reading = engine.reading.reading().map_err(told)?;
    let levels = engine.reading.levels().map_err(told)?;
    let libraries = engine.native.libraries().map_err(told)?;
    let limits = Limits {
        facts: engine.max_facts.unwrap_or(limits.facts),
        rounds: engine.max_rounds.unwrap_or(limits.rounds),
        time: engine.timeout,
        memory: engine.max_memory.map(|megabytes| megabytes << 20).or_else(memory::most),
    };
    let session = Session::new(executor(engine.engine)).guarded(limits, interrupt.flag());
    let session = session.reading(reading).leveled(levels);
    if let Some(libraries) = libraries {
        session.allow_libraries(libraries);
    }
    let (progress, live) = Progress::show().unzip();
    let session = session.threaded(engine.jobs).reporting(live);
    let session = match facts {
        Some(facts) => session
            .with_facts(facts.folder.as_deref().unwrap_or(Path::new(".")))
            .folder_by_pragma(facts.folder.is_none())
            .tolerating(Tolerance {
                // As in Soufflé, who wants no warnings is told of no missing file either.
                missing_files: facts.allow_missing_facts || engine.reading.no_warn,
                bad_rows: facts.skip_bad_rows,
            }),
        None => session,
    };
    let mut place = Workplace { session, console, interrupt: interrupt.clone(), progress };
    if engine.wrap {
        place.session.add("--wrap", ".pragma \"wrap\"", 1).map_err(|failure| place.stop(&failure))?;
    }
    Ok(place)
}

/// Loads the files, or the bundled texts where there are none, and sets the lens.
pub fn load(place: &mut Workplace, loading: Loading<'_>, lens: &LensArguments) -> Outcome<()> {
    load_texts(place, loading)?;
    for (option, directive) in lens.directives() {
        place.session.enter(option, &directive, 1).map_err(|failure| place.stop(&failure))?;
    }
    Ok(())
}

fn load_texts(place: &mut Workplace, loading: Loading<'_>) -> Outcome<()> {
    let mut texts = Vec::new();
    if loading.standard || loading.files.is_empty() {
        texts.extend(bundled());
    }
    for file in loading.files {
        texts.push(Text::read(file).map_err(|failure| place.stop(&failure))?);
    }
    let warnings = place.session.load(texts).map_err(|failure| place.stop(&failure))?;
    place.warn(&warnings);
    place.console.tell(&place.reporter().left_out(place.session.left_out()));
    Ok(())
}

fn executor(engine: Engine) -> Box<dyn Executor> {
    match engine {
        Engine::Naive => Box::new(Naive),
        Engine::Compare => Box::new(Compare::new(vec![Box::new(Native), Box::new(Naive), Box::new(CREPE)])),
        Engine::Native => Box::new(Native),
        Engine::Auto => Box::new(AUTO),
        Engine::Crepe => Box::new(CREPE),
    }
}

fn bundled() -> impl Iterator<Item = Text> {
    TEXTS.iter().map(|&(name, text)| Text::new(name, text))
}
