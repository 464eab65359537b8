//! Demarche: a Datalog engine over diplomatic facts that carry their evidence.
//!
//! Text flows one way: [`syntax`] reads it into a tree, [`program`] checks the tree, an executor runs the checked
//! program over the tables of [`store`]. `ARCHITECTURE.md` is the map.

// Generated modules name this crate, within it as elsewhere.
extern crate self as demarche;

pub mod answer;
pub mod briefing;
pub mod cli;
pub mod compile;
pub mod components;
pub mod date;
pub mod diagnostic;
pub mod diff;
pub mod engine;
pub mod evidence;
pub mod explain;
pub mod io;
pub mod native;
pub mod plan;
pub mod program;
pub mod repl;
pub mod session;
pub mod standard;
pub mod store;
pub mod syntax;
pub mod timeline;
pub mod typed;
pub mod workplace;
