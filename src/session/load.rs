//! Reading texts into the session: files with what they include, and statements typed at the prompt.
//!
//! A load changes everything or nothing. A file is read once however often it is included; loading it again reads it anew.

use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use super::reading::Read;
use super::{Compiled, Failure, Session, State, Text, codes, direct, pragmas};
use crate::components::instantiate;
use crate::diagnostic::{Diagnostic, Located, Severity, SourceId, Span};
use crate::evidence::{Register, check_lens, lower};
use crate::io::{Inputs, Reading, Stop, options, read_inputs};
use crate::program::ir::{IoKind, Program, Relation, RelationId};
use crate::syntax::tree::{LensDirective, Statement, Tree};
use crate::syntax::{Mode, parse};

/// A text in the session.
pub(super) struct Loaded {
    name: String,
    /// What tells one file from another; none for what is typed.
    file: Option<PathBuf>,
    tree: Tree,
}

impl Loaded {
    /// Its name and what it says.
    pub(super) fn parts(&self) -> (&str, &Tree) {
        (&self.name, &self.tree)
    }
}

/// What became of one statement typed at the prompt.
#[derive(Debug)]
pub enum Entered {
    /// A question, answered.
    Answer(Box<super::Answer>),
    /// The lens was changed.
    Lens,
    /// A statement was added to the program; with what is odd about it.
    Added(Vec<Diagnostic>),
}

impl Session {
    /// Loads texts beside what is loaded, with whatever they include; a file that is loaded already is read anew. Returns the
    /// warnings about them.
    ///
    /// # Errors
    /// A text is wrong, or an included file or an input cannot be read; nothing is changed then.
    pub fn load(&mut self, texts: Vec<Text>) -> Result<Vec<Diagnostic>, Failure> {
        let names: Vec<String> = texts.iter().map(|text| text.name.clone()).collect();
        self.load_as(texts, format!("loaded {}", names.join(", ")))
    }

    /// Loads texts; `change` says what `undo` will take back.
    fn load_as(&mut self, texts: Vec<Text>, change: String) -> Result<Vec<Diagnostic>, Failure> {
        let mut loading = Loading::new(self);
        loading.forget(&texts);
        for (text, read) in loading.read_together(texts) {
            let file = identity(&text);
            if !loading.has_file(file.as_deref()) {
                loading.take(text, read, &mut Vec::new())?;
            }
        }
        let Loading { kept, new, diagnostics, .. } = loading;
        self.adopt(kept, &new, diagnostics, change)
    }

    /// Loads files, as [`Session::load`] does.
    ///
    /// # Errors
    /// As [`Session::load`]; or a file cannot be read.
    pub fn load_files<P: AsRef<Path>>(&mut self, paths: &[P]) -> Result<Vec<Diagnostic>, Failure> {
        let texts: Result<Vec<Text>, Failure> = paths.iter().map(|path| Text::read(path.as_ref())).collect();
        self.load(texts?)
    }

    /// Does what a text typed at the prompt says, statement by statement: an atom or a body is a question, a lens directive changes
    /// the lens, anything else is added to the program. It stops at the first failure; what was done before stays done.
    ///
    /// # Errors
    /// As [`Session::load`] and [`Session::ask_body`].
    pub fn enter(&mut self, name: &str, text: &str, first_line: u32) -> Result<Vec<Entered>, Failure> {
        let mut done = Vec::new();
        self.enter_each(name, text, first_line, &mut |_, entered| done.push(entered))?;
        Ok(done)
    }

    /// As [`Session::enter`], telling what became of each statement as soon as it is done, with its place.
    ///
    /// # Errors
    /// As [`Session::enter`]; `told` has heard of the statements before the failing one.
    pub fn enter_each(
        &mut self,
        name: &str,
        text: &str,
        first_line: u32,
        told: &mut dyn FnMut(Span, Entered),
    ) -> Result<(), Failure> {
        let source = self.sources.add_part(name, text, first_line);
        let parsed = parse(source, text, Mode::Prompt);
        if !parsed.diagnostics.is_empty() {
            return Err(Failure::Wrong(parsed.diagnostics));
        }
        for statement in parsed.tree.statements {
            let span = statement.span;
            told(span, self.enter_statement(name, source, statement)?);
        }
        Ok(())
    }

    fn enter_statement(
        &mut self,
        name: &str,
        source: SourceId,
        statement: Located<Statement>,
    ) -> Result<Entered, Failure> {
        match &statement.node {
            Statement::Query(body) => Ok(Entered::Answer(Box::new(self.ask_body(body)?))),
            Statement::Lens(directive) => self.direct(directive).map(|()| Entered::Lens),
            Statement::Include(path) => {
                let file = self.reading.find(&path.node, None);
                let file = file.map_err(|reason| Failure::Wrong(vec![missing(path, reason)]))?;
                self.load_files(&[file]).map(Entered::Added)
            }
            _ => {
                let tree = Tree { statements: vec![statement] };
                let loaded = Rc::new(Loaded { name: name.to_owned(), file: None, tree });
                let mut texts = self.state.texts.clone();
                texts.push(loaded);
                self.adopt(texts, &[source], Vec::new(), "added a statement".to_owned()).map(Entered::Added)
            }
        }
    }

    /// Adds statements as a file would have them: an atom is a fact, a body needs a head. They may be several.
    ///
    /// # Errors
    /// As [`Session::load`].
    pub fn add(&mut self, name: &str, text: &str, first_line: u32) -> Result<Vec<Diagnostic>, Failure> {
        let text = Text { name: name.to_owned(), text: text.into(), first_line, path: None };
        self.load_as(vec![text], "added statements".to_owned())
    }

    /// Makes texts the program, if they are sound as one.
    fn adopt(
        &mut self,
        texts: Vec<Rc<Loaded>>,
        new: &[SourceId],
        mut diagnostics: Vec<Diagnostic>,
        change: String,
    ) -> Result<Vec<Diagnostic>, Failure> {
        let compiled = self.compiled(&texts, &mut diagnostics)?;
        let trees: Vec<&Tree> = texts.iter().map(|text| &text.tree).collect();
        let mut of_pragmas = Vec::new();
        let mut levels = pragmas::levels(&trees, &mut of_pragmas);
        diagnostics.splice(0..0, of_pragmas);
        levels.extend(&self.levels);
        diagnostics
            .retain(|diagnostic| !is_warning(diagnostic) || new.contains(&diagnostic.primary.span.source));
        levels.apply(&mut diagnostics);
        let Some(compiled) = compiled.filter(|_| diagnostics.iter().all(is_warning)) else {
            return Err(Failure::Wrong(diagnostics));
        };
        let state = self.state_of(texts, compiled, new, change)?;
        self.generations += 1;
        self.change_to(state);
        Ok(diagnostics)
    }

    /// Texts as one program; none if there is an error among the diagnostics. A layer looks only at what the layer before it found
    /// no error in.
    fn compiled(
        &self,
        texts: &[Rc<Loaded>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<Compiled>, Failure> {
        if !diagnostics.iter().all(is_warning) {
            return Ok(None);
        }
        let trees: Vec<&Tree> = texts.iter().map(|text| &text.tree).collect();
        let mut instantiated = instantiate(&trees);
        diagnostics.append(&mut instantiated.diagnostics);
        if !diagnostics.iter().all(is_warning) {
            return Ok(None);
        }
        let (lowered, found) = lower(&self.sources, &instantiated.or(&trees));
        diagnostics.extend(found);
        if !diagnostics.iter().all(is_warning) {
            return Ok(None);
        }
        let checked = lowered.check(&self.dictionary);
        diagnostics.extend(checked.diagnostics);
        instantiated.trace(diagnostics);
        let Some(program) = checked.program else { return Ok(None) };
        let wrong = options::check(&program);
        if !wrong.is_empty() {
            diagnostics.extend(wrong);
            instantiated.trace(diagnostics);
            return Ok(None);
        }
        let inputs = self.inputs(&program, &trees)?;
        let (generation, before) = (self.generations + 1, &self.state.program);
        let family = if has_same_rules(&before.program, &program) { before.family } else { generation };
        let register = Register::of(&program, &lowered);
        Ok(Some(Compiled { generation, family, lowered, program, register, inputs }))
    }

    /// The state of a new program: the lens as it was, then as the new texts direct it.
    fn state_of(
        &self,
        texts: Vec<Rc<Loaded>>,
        compiled: Compiled,
        new: &[SourceId],
        change: String,
    ) -> Result<State, Failure> {
        let mut lens = self.state.lens.as_ref().clone();
        let directives: Vec<&LensDirective> = compiled
            .lowered
            .lens
            .iter()
            .filter(|directive| new.contains(&directive.span.source))
            .map(|directive| &directive.node)
            .collect();
        for directive in directives {
            direct::apply(&mut lens, directive, &compiled.lowered, &compiled.program, &self.dictionary)?;
        }
        check_lens(&compiled.program, &lens, &self.dictionary)?;
        Ok(State { texts, program: Rc::new(compiled), lens: Rc::new(lens), change })
    }

    /// The facts that `.input` names; those read before are kept where the same directives ask for them.
    fn inputs(&self, program: &Program, trees: &[&Tree]) -> Result<Inputs, Failure> {
        let Some(folder) = &self.facts_folder else { return Ok(Inputs::default()) };
        let said = pragmas::value(trees, "fact-dir").filter(|_| self.folder_by_pragma);
        let folder = said.map_or(folder.as_path(), Path::new);
        let old = &self.state.program;
        if input_directives(&old.program) == input_directives(program) {
            let name = |id: RelationId| Some(&old.program.relations.get(id.0)?.name);
            let moved = old.inputs.tables.iter().filter_map(|(id, table)| {
                let name = name(*id)?;
                let at = program.relations.iter().position(|relation| relation.name == *name)?;
                Some((RelationId(at), table.clone()))
            });
            return Ok(Inputs { tables: moved.collect(), ..Inputs::default() });
        }
        let stop = Stop::at(&self.interrupt);
        let reading = Reading { folder, tolerance: self.tolerance, threads: self.threads, stop };
        read_inputs(program, reading, &self.dictionary).map_err(Failure::Inputs)
    }
}

/// Whether two programs differ in nothing but facts: what follows from the one can be led to what follows from the other.
fn has_same_rules(one: &Program, other: &Program) -> bool {
    let relation = |(one, other): (&Relation, &Relation)| {
        one.name == other.name && one.attributes == other.attributes && one.kind == other.kind
    };
    one.relations.len() == other.relations.len()
        && one.relations.iter().zip(&other.relations).all(relation)
        && (&one.rules, &one.strata, &one.orders) == (&other.rules, &other.strata, &other.orders)
        && (one.wrapping, &one.io) == (other.wrapping, &other.io)
}

type InputDirective<'p> = (&'p str, &'p [(String, String)]);

fn input_directives(program: &Program) -> Vec<InputDirective<'_>> {
    let inputs = program.io.iter().filter(|io| io.kind == IoKind::Input);
    let named = inputs.filter_map(|io| {
        let relation = program.relations.get(io.relation.0)?;
        Some((relation.name.as_str(), io.parameters.as_slice()))
    });
    named.collect()
}

fn is_warning(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Warning
}

/// A text that is being read, whose includes are followed.
struct Open {
    name: String,
    file: Option<PathBuf>,
    /// Whether it says `.once`, so that including it again is no circle.
    once: bool,
}

/// One load on its way: nothing of it reaches the session before it is whole.
struct Loading<'s> {
    session: &'s mut Session,
    kept: Vec<Rc<Loaded>>,
    /// The names of the texts of this load that stand in no file.
    coming: Vec<String>,
    new: Vec<SourceId>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Loading<'s> {
    fn new(session: &'s mut Session) -> Self {
        let kept = session.state.texts.clone();
        Self { session, kept, coming: Vec::new(), new: Vec::new(), diagnostics: Vec::new() }
    }

    /// Leaves out the earlier reading of files that are to be loaded again, and notes which names will be there.
    fn forget(&mut self, texts: &[Text]) {
        let again: Vec<PathBuf> = texts.iter().filter_map(identity).collect();
        self.kept.retain(|loaded| loaded.file.as_ref().is_none_or(|file| !again.contains(file)));
        self.coming = texts.iter().filter(|text| text.path.is_none()).map(|text| text.name.clone()).collect();
    }

    /// Reads texts, several at once; what they include is not followed yet.
    fn read_together(&mut self, texts: Vec<Text>) -> Vec<(Text, Read)> {
        let Session { sources, reading, threads, .. } = &mut *self.session;
        let add = |text: &Text| sources.add_part(text.name.clone(), Arc::clone(&text.text), text.first_line);
        let added: Vec<SourceId> = texts.iter().map(add).collect();
        let mut plain = reading.read_plain(&texts, &added, *threads).into_iter();
        let read = |(text, source): (&Text, SourceId)| match plain.next().flatten() {
            Some(parsed) => Read { source, parsed, included: Vec::new() },
            None => reading.read(text, source, sources),
        };
        let read: Vec<Read> = texts.iter().zip(added).map(read).collect();
        texts.into_iter().zip(read).collect()
    }

    /// Reads a text, after what it includes. `within` are the texts that include it, outermost first.
    fn text(&mut self, text: Text, within: &mut Vec<Open>) -> Result<(), Failure> {
        let Session { sources, reading, .. } = &mut *self.session;
        let source = sources.add_part(text.name.clone(), Arc::clone(&text.text), text.first_line);
        let read = reading.read(&text, source, sources);
        self.take(text, read, within)
    }

    /// Takes what a text was read as, after what it includes.
    fn take(&mut self, text: Text, read: Read, within: &mut Vec<Open>) -> Result<(), Failure> {
        let Read { source, parsed, included } = read;
        self.new.push(source);
        self.new.extend(included);
        self.diagnostics.extend(parsed.diagnostics);
        let file = identity(&text);
        let once = parsed.tree.statements.iter().any(|one| one.node == Statement::Once);
        within.push(Open { name: text.name.clone(), file: file.clone(), once });
        for statement in &parsed.tree.statements {
            if let Statement::Include(path) = &statement.node {
                self.include(path, &text, within)?;
            }
        }
        within.pop();
        self.kept.push(Rc::new(Loaded { name: text.name, file, tree: parsed.tree }));
        Ok(())
    }

    fn include(
        &mut self,
        path: &Located<crate::syntax::tree::Text>,
        text: &Text,
        within: &mut Vec<Open>,
    ) -> Result<(), Failure> {
        let beside_name = plain(&Path::new(&text.name).with_file_name(path.node.as_str()));
        if text.path.is_none() && self.is_loaded(&beside_name) {
            return Ok(());
        }
        let folder = text.path.as_deref().and_then(Path::parent);
        let target = match self.session.reading.find(&path.node, folder) {
            Ok(target) => target,
            Err(reason) => {
                self.diagnostics.push(missing(path, reason));
                return Ok(());
            }
        };
        let file = target.canonicalize().ok();
        if let Some(outer) = within.iter().find(|outer| file.is_some() && outer.file == file) {
            if !outer.once {
                self.diagnostics.push(cycle(path, within));
            }
            return Ok(());
        }
        if self.has_file(file.as_deref()) {
            return Ok(());
        }
        match Text::read(&target) {
            Ok(included) => self.text(included, within),
            Err(failure) => {
                self.diagnostics.push(missing(path, failure.to_string()));
                Ok(())
            }
        }
    }

    fn has_file(&self, file: Option<&Path>) -> bool {
        file.is_some() && self.kept.iter().any(|loaded| loaded.file.as_deref() == file)
    }

    /// Whether a text of this name that stands in no file is loaded, or will be.
    fn is_loaded(&self, name: &str) -> bool {
        self.coming.iter().any(|coming| coming == name)
            || self.kept.iter().any(|loaded| loaded.file.is_none() && loaded.name == name)
    }
}

/// A path without its steps up, as far as names undo them.
fn plain(path: &Path) -> String {
    let mut plain = PathBuf::new();
    for part in path.components() {
        let is_named = matches!(plain.components().next_back(), Some(Component::Normal(_)));
        if part == Component::ParentDir && is_named { _ = plain.pop() } else { plain.push(part) }
    }
    plain.display().to_string()
}

/// What tells the file of a text from every other; the standard input is none.
fn identity(text: &Text) -> Option<PathBuf> {
    text.path.as_deref().filter(|path| *path != Path::new("-")).and_then(|path| path.canonicalize().ok())
}

fn cycle(path: &Located<crate::syntax::tree::Text>, within: &[Open]) -> Diagnostic {
    let chain: Vec<&str> = within.iter().map(|open| open.name.as_str()).chain([path.node.as_str()]).collect();
    let message = format!("files include each other in a circle: {}", chain.join(" → "));
    Diagnostic::error(codes::INCLUDE_CYCLE, message, path.span, "is being read already")
}

fn missing(path: &Located<crate::syntax::tree::Text>, reason: String) -> Diagnostic {
    Diagnostic::error(codes::INCLUDE_MISSING, reason, path.span, "cannot be included")
}
