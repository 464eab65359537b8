//! A report as lines of text.

use std::fmt;

use super::{Coverage, Finding, Report, Weight};
use crate::diagnostic::{SourceMap, counted};

/// A report with the map of its places, to be displayed.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    report: &'a Report,
    map: &'a SourceMap,
}

impl<'a> Shown<'a> {
    pub(super) fn new(report: &'a Report, map: &'a SourceMap) -> Self {
        Self { report, map }
    }

    fn finding(&self, finding: &Finding, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((file, line, column)) = self.map.position(finding.span) {
            write!(out, "{file}:{line}:{column}: ")?;
        }
        let weight = if finding.weight == Weight::Error { "error" } else { "note" };
        write!(out, "{weight} [{}]", finding.kind.name())?;
        if let Some(claim) = &finding.claim {
            write!(out, " {claim}")?;
        }
        writeln!(out, ": {}", finding.message)
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.report.findings {
            self.finding(finding, out)?;
        }
        for coverage in &self.report.coverage {
            writeln!(out, "{}", line(coverage))?;
        }
        let notes = self.report.findings.len() - self.report.errors();
        writeln!(out, "{}, {}", counted(self.report.errors(), "error"), counted(notes, "note"))
    }
}

fn line(coverage: &Coverage) -> String {
    let share = coverage.share_per_mille();
    format!(
        "{}: {}, {} of {} touched, quotes cover {}.{} % of the text",
        coverage.article,
        counted(coverage.claims, "claim"),
        coverage.touched,
        counted(coverage.sentences, "sentence"),
        share / 10,
        share % 10,
    )
}
