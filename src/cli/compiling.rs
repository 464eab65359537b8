//! `demarche compile`: rule files to a Rust module.

use super::args::{CompileArguments, EngineArguments, LensArguments};
use super::opening::{Loading, load, open};
use crate::compile::{Compiled, Left, compile as compiled};
use crate::io::write::replace;
use crate::workplace::{Console, Exit, Interrupt, Outcome, Stop, Workplace};

/// Compiles rule files as one program. Without `--split` a relation that crepe cannot derive is an error.
pub fn compile(arguments: &CompileArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let CompileArguments { files, output, split } = arguments;
    let mut place = open(&EngineArguments::default(), None, console, interrupt)?;
    load(&mut place, Loading { files, standard: false }, &LensArguments::default())?;
    let Compiled { text: module, left } = {
        let session = &place.session;
        compiled(session.program(), session.dictionary(), session.sources())
    };
    if !split && !left.is_empty() {
        return Err(refused(&place, &left));
    }
    interrupt.sparing(|| replace(output, module.as_bytes())).map_err(|error| {
        console.tell(&format!("error: cannot write `{}`: {error}\n", output.display()));
        Stop::Told(Exit::Wrong)
    })?;
    for left in &left {
        console
            .tell(&format!("note: left to the native executor: {}\n", left.shown(place.session.program())));
    }
    Ok(Exit::Done)
}

fn refused(place: &Workplace, left: &[Left]) -> Stop {
    let program = place.session.program();
    let findings: Vec<_> = left.iter().map(|left| left.diagnostic(program)).collect();
    place.stop(&findings.into())
}
