//! The timeline as SVG.

use std::fmt::Write as _;

use super::chart::{Bar, Chart, Kind};
use super::svg::{Swatch, WIDTH, legend, lines, real, text};
use crate::answer::escape::html as escaped;
use crate::date::Day;

/// Where time begins, right of the labels.
const LEFT: f64 = 320.0;
/// Where it ends.
const RIGHT: f64 = WIDTH - 18.0;
/// How many columns a label may have in a line.
const COLUMNS: usize = 41;
/// The height of one bar with its label.
const ROW: f64 = 36.0;
/// The height above the first bar.
const TOP: f64 = 34.0;
/// The most marks of time.
const MARKS: i64 = 9;

/// The timeline; nothing where there is nothing to draw.
pub(super) fn timeline(chart: &Chart) -> String {
    let Some(scale) = Scale::of(chart) else { return String::new() };
    let bottom = TOP + ROW * real(chart.bars.len());
    let mut drawn = String::new();
    marks(&mut drawn, &scale, bottom);
    for (at, bar) in chart.bars.iter().enumerate() {
        draw(&mut drawn, &scale, bar, TOP + ROW * (real(at) + 0.5));
    }
    for (day, name) in chart.published.iter().filter(|(day, _)| scale.shows(*day)) {
        drawn += &publication(scale.x(*day) - 5.0, TOP - 9.0, &format!("{name} is out, {}", written(*day)));
    }
    if let Some(day) = chart.judged {
        let x = scale.x(day);
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(
            drawn,
            "<path class=\"judged\" d=\"M{x:.1} {TOP}V{bottom:.1}\"><title>the day judged, {}</title></path>",
            written(day)
        );
    }
    let end = key(&mut drawn, bottom + 8.0);
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {end:.0}\" role=\"img\" aria-label=\"Visits and debts over time\">\n{drawn}</svg>\n"
    )
}

fn key(svg: &mut String, top: f64) -> f64 {
    let bar = |class: &'static str| move |x: f64, y: f64| rect(class, (x, y), 26.0, "");
    let judged =
        |x: f64, y: f64| format!("<path class=\"judged\" d=\"M{:.1} {:.1}v16\"/>\n", x + 13.0, y - 8.0);
    let out = |x: f64, y: f64| publication(x + 8.0, y - 4.0, "");
    let entries: [Swatch<'_>; 5] = [
        (&bar("made"), "visit made, on days within"),
        (&bar("coming"), "visit to come, by the sharpest claims"),
        (&bar("owed"), "visit owed, up to the day judged"),
        (&judged, "the day judged"),
        (&out, "an article is out"),
    ];
    legend(svg, top, &entries)
}

/// From days to places.
struct Scale {
    first: i64,
    last: i64,
}

impl Scale {
    /// From the first of the bars and the day judged to the last, with some room; none without bars.
    fn of(chart: &Chart) -> Option<Self> {
        if chart.bars.is_empty() {
            return None;
        }
        let days = chart.bars.iter().flat_map(|bar| [bar.first, bar.last]).flatten().chain(chart.judged);
        let (first, last) = (days.clone().min()?, days.max()?);
        let room = (last - first) / 25 + 3;
        Some(Self { first: first - room, last: last + room })
    }

    fn shows(&self, day: i64) -> bool {
        (self.first..=self.last).contains(&day)
    }

    fn x(&self, day: i64) -> f64 {
        let day = day.clamp(self.first, self.last);
        LEFT + (RIGHT - LEFT) * real(day - self.first) / real(self.last - self.first)
    }
}

/// Lines at the beginnings of years or months, with their names, not more than have room.
fn marks(svg: &mut String, scale: &Scale, bottom: f64) {
    let Some((year, month, _)) = Day::from_number(scale.first).map(Day::parts) else { return };
    let months = (scale.last - scale.first) / 30 + 1;
    let every = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000]
        .into_iter()
        .find(|step| months / step < MARKS);
    let every = every.unwrap_or(12_000);
    let start = (i64::from(year) * 12 + i64::from(month) - 1).div_euclid(every) * every;
    for at in (0..MARKS + 2).map(|step| start + step * every) {
        let (year, month) = (at.div_euclid(12), at.rem_euclid(12));
        let day = u8::try_from(month + 1).ok().and_then(|month| Day::from_civil(year, month, 1));
        let Some(day) = day.filter(|day| scale.shows(day.number())) else { continue };
        let x = scale.x(day.number());
        let name = if every % 12 == 0 { year.to_string() } else { format!("{year}-{:02}", month + 1) };
        let _ = writeln!(svg, "<path class=\"grid\" d=\"M{x:.1} {TOP}V{bottom:.1}\"/>");
        let _ =
            writeln!(svg, "<text class=\"mark\" x=\"{x:.1}\" y=\"14\" text-anchor=\"middle\">{name}</text>");
    }
}

fn draw(svg: &mut String, scale: &Scale, bar: &Bar, y: f64) {
    text(svg, (LEFT - 12.0, y), "end", &lines(&bar.label, COLUMNS));
    let x = bar.first.map_or(LEFT, |day| scale.x(day));
    let end = bar.last.map_or(RIGHT, |day| scale.x(day + 1));
    let is_open = bar.first.is_none() || bar.last.is_none();
    let class = match (bar.kind, is_open) {
        (Kind::Made, false) => "made",
        (Kind::Made, true) => "made vague",
        (Kind::Coming, _) => "coming",
        (Kind::Owed, _) => "owed",
    };
    let days = [("from", bar.first), ("to", bar.last)];
    let days = days.iter().filter_map(|(word, day)| Some(format!(" {word} {}", written((*day)?))));
    let width = (end - x).max(5.0);
    let title = format!("{}{}", bar.label, days.collect::<String>());
    *svg += &rect(class, (x.min(RIGHT - width), y), width, &title);
}

fn rect(class: &str, (x, y): (f64, f64), width: f64, title: &str) -> String {
    let title = if title.is_empty() { String::new() } else { format!("<title>{}</title>", escaped(title)) };
    let top = y - 6.0;
    format!(
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"12\" rx=\"2\">{title}</rect>\n"
    )
}

/// A small triangle that points down, 10 wide, from its upper left corner.
fn publication(x: f64, y: f64, title: &str) -> String {
    let title = if title.is_empty() { String::new() } else { format!("<title>{}</title>", escaped(title)) };
    format!("<path class=\"out\" d=\"M{x:.1} {y:.1}h10l-5 8z\">{title}</path>\n")
}

fn written(day: i64) -> String {
    Day::from_number(day).map(|day| day.to_string()).unwrap_or_default()
}
