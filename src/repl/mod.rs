//! The prompt.

pub mod catalogue;
pub mod commands;
pub mod editor;
pub mod help;
pub mod history;
pub mod reader;
pub mod scan;
