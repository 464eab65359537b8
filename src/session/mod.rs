//! A session: what is loaded, the lens over it, an executor, and what follows.
//!
//! `load` reads texts, `direct` changes the lens, `ask` answers questions, `verdict` says why an answer is empty,
//! `hints` where to look then, `beside` what stands beside the rows, `counted` what a count counts, `matching` which facts a question is about, `testing` runs `.test` blocks. Nothing here knows terminals or how answers are shown.

mod ask;
mod beside;
mod bodies;
mod codes;
mod conclusions;
mod counted;
mod demand;
mod difference;
mod direct;
mod failure;
mod hints;
mod inquiry;
mod instead;
mod load;
mod matching;
mod memo;
mod places;
mod pragmas;
mod reading;
mod slices;
mod testing;
mod text;
mod unbounded;
mod verdict;

use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::components::instantiate;
use crate::diagnostic::levels::Levels;
use crate::diagnostic::{Located, SourceMap};
use crate::engine::live::Live;
use crate::engine::{Costs, EngineError, Executor, Limits};
use crate::evidence::{Lens, Lowered, Register, Sight};
use crate::io::{DataError, Inputs, Surplus, Tolerance};
use crate::native::Libraries;
use crate::program::ir::Program;
use crate::store::Dictionary;
use crate::syntax::tree::{Body, Test, Tree};

pub use ask::{Answer, Row};
pub use demand::MagicTransform;
pub use difference::{Difference, RelationDifference};
pub use failure::Failure;
pub(crate) use inquiry::Inquiry;
pub use load::Entered;
pub(crate) use places::Places;
pub use reading::Reading;
pub use testing::{TestFailure, TestOutcome};
pub use text::Text;
pub use verdict::{Case, Verdict};

/// What is loaded, the lens over it, and what follows.
///
/// ```
/// use demarche::engine::Naive;
/// use demarche::session::{Session, Text, Verdict};
///
/// let mut session = Session::new(Box::new(Naive));
/// session.load(vec![Text::new("visits.dl", ".decl visited(who: symbol) visited(\"A. Envoy\").")])?;
/// let answer = session.ask("visited(who)")?;
/// assert_eq!((answer.rows.len(), answer.verdict), (1, Verdict::Yes));
/// # Ok::<(), demarche::session::Failure>(())
/// ```
pub struct Session {
    sources: SourceMap,
    dictionary: Rc<Dictionary>,
    executor: Box<dyn Executor>,
    limits: Limits,
    interrupt: Arc<AtomicBool>,
    costs: Arc<Mutex<Costs>>,
    live: Option<Arc<Live>>,
    facts_folder: Option<PathBuf>,
    tolerance: Tolerance,
    folder_by_pragma: bool,
    reading: Reading,
    levels: Levels,
    threads: usize,
    state: State,
    earlier: Vec<State>,
    generations: u64,
    concluded: RefCell<memo::Memo>,
    part: RefCell<Option<conclusions::Part>>,
    followed: Cell<u64>,
    few_facts: usize,
}

/// What `undo` goes back to.
#[derive(Clone)]
struct State {
    texts: Vec<Rc<load::Loaded>>,
    program: Rc<Compiled>,
    lens: Rc<Lens>,
    /// What led from the state before to this one.
    change: String,
}

/// The texts as one program. Conclusions are kept by generation and lens.
#[derive(Default)]
struct Compiled {
    generation: u64,
    /// The generation of the first of the programs before it that have the same rules and only other facts.
    family: u64,
    lowered: Lowered,
    program: Program,
    /// Where the facts of the texts stand.
    register: Register,
    inputs: Inputs,
}

impl Session {
    /// Lets functors be of libraries, whose code is then trusted.
    pub fn allow_libraries(&self, libraries: Libraries) {
        self.dictionary.allow_libraries(libraries);
    }

    /// A session with nothing loaded.
    pub fn new(executor: Box<dyn Executor>) -> Self {
        let state = State {
            texts: Vec::new(),
            program: Rc::new(Compiled::default()),
            lens: Rc::new(Lens::default()),
            change: String::new(),
        };
        Self {
            sources: SourceMap::default(),
            dictionary: Rc::new(Dictionary::default()),
            executor,
            limits: Limits::default(),
            interrupt: Arc::default(),
            costs: Arc::default(),
            live: None,
            facts_folder: None,
            tolerance: Tolerance::default(),
            folder_by_pragma: false,
            reading: Reading::default(),
            levels: Levels::default(),
            threads: 1,
            state,
            earlier: Vec::new(),
            generations: 0,
            concluded: RefCell::default(),
            part: RefCell::default(),
            followed: Cell::default(),
            few_facts: demand::FEW_FACTS,
        }
    }

    /// How far each run may go, and the flag that ends one early.
    #[must_use]
    pub fn guarded(mut self, limits: Limits, interrupt: Arc<AtomicBool>) -> Self {
        (self.limits, self.interrupt) = (limits, interrupt);
        self
    }

    /// Where `.input` looks for relative names. Without a folder no input is read.
    #[must_use]
    pub fn with_facts(mut self, folder: impl Into<PathBuf>) -> Self {
        self.facts_folder = Some(folder.into());
        self
    }

    /// What may be wrong with inputs without an error.
    #[must_use]
    pub fn tolerating(mut self, tolerance: Tolerance) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// How many threads may infer, read inputs and write outputs. Nothing that comes out depends on it.
    #[must_use]
    pub fn threaded(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// An error once the interrupt is set, for whoever does something long with what the session tells.
    ///
    /// # Errors
    /// It is set.
    pub fn go_on(&self) -> Result<(), Failure> {
        let is_set = self.interrupt.load(Ordering::Relaxed);
        if is_set { Err(EngineError::Interrupted.into()) } else { Ok(()) }
    }

    /// How many threads may infer, read inputs and write outputs.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// What the latest load of inputs left out: bad rows, as far as they are tolerated, and fields beyond the columns.
    pub fn left_out(&self) -> (&[DataError], &[Surplus]) {
        let inputs = &self.state.program.inputs;
        (&inputs.skipped, &inputs.surplus)
    }

    /// With how many facts below a question, and more, it is answered by demand where it can be. No answer depends on it.
    #[must_use]
    pub fn demanding(mut self, facts: usize) -> Self {
        self.few_facts = facts;
        self
    }

    /// Lets `.pragma "fact-dir"` say where `.input` looks instead.
    #[must_use]
    pub fn folder_by_pragma(mut self, by_pragma: bool) -> Self {
        self.folder_by_pragma = by_pragma;
        self
    }

    /// How files are read: where those that they include are looked up, and what the preprocessor does.
    #[must_use]
    pub fn reading(mut self, reading: Reading) -> Self {
        self.reading = reading;
        self
    }

    /// What becomes of warnings, whatever the texts say.
    #[must_use]
    pub fn leveled(mut self, levels: Levels) -> Self {
        self.levels = levels;
        self
    }

    /// The value of the last `.pragma` of a key.
    pub fn pragma(&self, key: &str) -> Option<&str> {
        let trees: Vec<&Tree> = self.state.texts.iter().map(|text| text.parts().1).collect();
        pragmas::value(&trees, key)
    }

    /// What becomes of warnings: as the texts say, and then as the caller does.
    fn levels_in_force(&self) -> Levels {
        let trees: Vec<&Tree> = self.state.texts.iter().map(|text| text.parts().1).collect();
        let mut levels = pragmas::levels(&trees, &mut Vec::new());
        levels.extend(&self.levels);
        levels
    }

    /// What runs tell how far they are.
    #[must_use]
    pub fn reporting(mut self, live: Option<Arc<Live>>) -> Self {
        self.live = live;
        self
    }

    /// What the latest run of the whole program cost.
    pub fn costs(&self) -> Costs {
        self.costs.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Every text that was read, those of failed loads included; spans point into it.
    pub fn sources(&self) -> &SourceMap {
        &self.sources
    }

    /// What the words of rows stand for.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The checked program.
    pub fn program(&self) -> &Program {
        &self.state.program.program
    }

    /// The articles, claims and names of the texts.
    pub fn lowered(&self) -> &Lowered {
        &self.state.program.lowered
    }

    /// The lens.
    pub fn lens(&self) -> &Lens {
        &self.state.lens
    }

    /// What the lens shows: its days, and which articles speak.
    pub fn sight(&self) -> Sight<'_> {
        Sight::new(&self.state.lens, self.lowered())
    }

    /// The executor.
    pub fn executor(&self) -> &dyn Executor {
        self.executor.as_ref()
    }

    /// The texts that make up the program, by name, in the order in which they were loaded or typed.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.state.texts.iter().map(|text| text.parts())
    }

    /// The texts as one, with their components instantiated.
    pub fn instantiated(&self) -> Tree {
        let trees: Vec<&Tree> = self.texts().map(|(_, tree)| tree).collect();
        let instantiated = instantiate(&trees);
        let statements = instantiated.or(&trees).into_iter().flat_map(|tree| tree.statements.iter().cloned());
        Tree { statements: statements.collect() }
    }

    /// The tests of the texts, in order.
    pub fn tests(&self) -> &[Located<Test>] {
        &self.lowered().tests
    }

    /// The questions of the texts, in order.
    pub fn questions(&self) -> &[Located<Body>] {
        &self.lowered().queries
    }

    /// Takes back the last change of the texts or the lens and says what it was; none if there is none.
    pub fn undo(&mut self) -> Option<String> {
        let before = self.earlier.pop()?;
        Some(std::mem::replace(&mut self.state, before).change)
    }

    /// Makes a state the present one; the one before can be gone back to.
    fn change_to(&mut self, state: State) {
        self.earlier.push(std::mem::replace(&mut self.state, state));
    }
}

#[cfg(test)]
mod tests;
