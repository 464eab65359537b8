//! Since when conclusions hold: by what was known, and by the day that is judged.
//!
//! Both ways the rules are run once for each day at which anything can change (`days`); between two such days nothing does.
//! [`timeline`] runs them and joins the days to intervals, [`text`] shows these.

mod counts;
mod days;
mod history;
mod intervals;
mod show;
mod subject;

pub use history::{History, Timeline, timeline};
pub use intervals::{Interval, State};
pub use show::text;
pub use subject::Subject;

#[cfg(test)]
mod tests;
