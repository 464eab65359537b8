//! The brief: one page that can be handed on, each line with its certainty and with notes that quote its sources.
//!
//! [`brief`] gathers what is said, as data (`page`); [`markdown()`] and [`html()`] write it. Each topic has a file that turns facts of
//! the standard rules into sentences (`outstanding`, `coming`, `order`, `blocs`, `conflicts`, `news`); `plain` tells the conclusions of
//! any other program. They read facts through `reading` and names through `names`, and know nothing of any article.

mod blocs;
mod brief;
mod calendar;
mod chart;
mod coming;
mod conflicts;
mod dated;
mod grounds;
mod html;
mod map;
mod markdown;
mod names;
mod news;
mod notes;
mod order;
mod outstanding;
mod page;
mod plain;
mod reading;
mod saying;
mod scope;
mod standing;
mod svg;
mod ties;
mod timeline;

pub use brief::brief;
pub use chart::{Bar, Chart, Kind};
pub use html::html;
pub use map::{Bond, TieMap};
pub use markdown::markdown;
pub use notes::Note;
pub use page::{Brief, Line, Part, Section};
pub use scope::{Scope, states};
