//! The bundled rules and facts as one checked program, and both executors on it.

use demarche::engine::{Executor, Guard, Native, difference};
use demarche::evidence::{Lens, view};
use demarche::session::{Session, Text};
use demarche::standard::CREPE;
use demarche::standard::bundled::TEXTS;
use demarche::store::Database;

/// A session with everything that is bundled, and with these texts beside.
pub(crate) fn session(more: &[&str]) -> Session {
    let mut session = Session::new(Box::new(Native));
    let bundled = TEXTS.iter().map(|&(name, text)| Text::new(name, text));
    let more = more.iter().map(|text| Text::new("more.dl", *text));
    session.load(bundled.chain(more).collect()).unwrap();
    session
}

/// What a lens shows.
pub(crate) fn seen(session: &Session, lens: &Lens) -> Database {
    view(session.program(), session.lowered(), &[], lens, session.dictionary()).unwrap()
}

/// What follows from an input, if both executors say the same.
pub(crate) fn agreed(session: &Session, input: &Database, case: &str) -> Database {
    let (program, dictionary, guard) = (session.program(), session.dictionary(), Guard::default());
    let native = Native.run(program, input.clone(), dictionary, &guard).unwrap();
    let crepe = CREPE.run(program, input.clone(), dictionary, &guard).unwrap();
    if let Some(told) = difference(program, &native, &crepe, dictionary) {
        panic!("native and crepe differ, {case}: {told}");
    }
    native
}
