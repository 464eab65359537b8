//! The map of ties as SVG: states on an ellipse, lines between those with a bond.

use std::collections::BTreeSet;
use std::f64::consts::TAU;
use std::fmt::Write as _;

use super::map::{Bond, TieMap};
use super::svg::{Swatch, WIDTH, legend, lines, real, text, width};
use crate::answer::escape::html as escaped;

/// How many columns a state's name may have in a line.
const COLUMNS: usize = 18;
/// Half the width of the ellipse.
const ACROSS: f64 = 340.0;
/// The height of a state.
const HIGH: f64 = 40.0;
/// How far two lines between the same states stand apart.
const APART: f64 = 9.0;

/// The map; nothing where no two states have a bond.
pub(super) fn ties(map: &TieMap) -> String {
    if map.states.is_empty() {
        return String::new();
    }
    let places = places(map.states.len());
    let of =
        |state: &String| map.states.iter().position(|it| it == state).and_then(|at| places.get(at).copied());
    let mut drawn = String::new();
    for bond in &map.bonds {
        if let (Some(from), Some(to)) = (of(&bond.one), of(&bond.other)) {
            drawn += &lines_of(bond, from, to);
        }
    }
    for (state, place) in map.states.iter().zip(&places) {
        node(&mut drawn, state, *place);
    }
    let end = key(&mut drawn, height(places.len()));
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {end:.0}\" role=\"img\" aria-label=\"Ties and oppositions of states\">\n{drawn}</svg>\n"
    )
}

/// Half the height of the ellipse of so many states.
fn down(states: usize) -> f64 {
    (24.0 * real(states)).max(84.0)
}

fn height(states: usize) -> f64 {
    2.0 * down(states) + HIGH + 20.0
}

/// Where the middles of so many states are.
fn places(states: usize) -> Vec<(f64, f64)> {
    let middle = (WIDTH / 2.0, height(states) / 2.0);
    let angle = |at: usize| TAU * (real(at) / real(states) - 0.25);
    (0..states)
        .map(|at| (middle.0 + ACROSS * angle(at).cos(), middle.1 + down(states) * angle(at).sin()))
        .collect()
}

fn node(svg: &mut String, state: &str, (x, y): (f64, f64)) {
    let name = lines(state, COLUMNS);
    let wide = box_width(&name);
    // Writing to a string cannot fail.
    let _ = writeln!(
        svg,
        "<rect class=\"state\" x=\"{:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" height=\"{HIGH}\" rx=\"10\"><title>{}</title></rect>",
        x - wide / 2.0,
        y - HIGH / 2.0,
        escaped(state)
    );
    text(svg, (x, y), "middle", &name);
}

fn box_width(name: &[String]) -> f64 {
    name.iter().map(|line| width(line)).fold(40.0, f64::max) + 16.0
}

/// The lines between two states, side by side where there are several.
fn lines_of(bond: &Bond, from: (f64, f64), to: (f64, f64)) -> String {
    let mut told: Vec<(&str, String)> = Vec::new();
    let pair = format!("{} and {}", bond.one, bond.other);
    if let Some(tie) = &bond.tie {
        let class = if ["close", "firm"].contains(&tie.as_str()) { tie } else { "weak" };
        told.push((class, format!("{pair}: {tie} ties ({})", joined(&bond.topics))));
    }
    if !bond.opposed.is_empty() {
        told.push(("opposed", format!("{pair}: opposed on {}", joined(&bond.opposed))));
    }
    if !bond.strained.is_empty() {
        told.push(("strained", format!("{pair}: strained over {}", joined(&bond.strained))));
    }
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let long = dx.hypot(dy).max(1.0);
    let mut drawn = String::new();
    for (at, (class, title)) in told.iter().enumerate() {
        let aside = APART * (real(at) - real(told.len() - 1) / 2.0);
        let (x, y) = (from.0 - aside * dy / long, from.1 + aside * dx / long);
        drawn += &line(class, (x, y), (dx, dy), title);
    }
    drawn
}

fn joined(topics: &BTreeSet<String>) -> String {
    topics.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn line(class: &str, (x, y): (f64, f64), (dx, dy): (f64, f64), title: &str) -> String {
    let title = if title.is_empty() { String::new() } else { format!("<title>{}</title>", escaped(title)) };
    format!("<path class=\"{class}\" d=\"M{x:.1} {y:.1}l{dx:.1} {dy:.1}\">{title}</path>\n")
}

fn key(svg: &mut String, top: f64) -> f64 {
    let swatch = |class: &'static str| move |x: f64, y: f64| line(class, (x, y), (26.0, 0.0), "");
    let entries: [Swatch<'_>; 5] = [
        (&swatch("close"), "close ties"),
        (&swatch("firm"), "firm ties"),
        (&swatch("weak"), "weak ties"),
        (&swatch("opposed"), "one acts against the other"),
        (&swatch("strained"), "strained"),
    ];
    legend(svg, top, &entries)
}

#[cfg(test)]
mod tests {
    use super::super::map::MOST;
    use super::*;

    #[test]
    fn states_with_the_longest_names_do_not_overlap() {
        let wide = box_width(&["W".repeat(COLUMNS)]);
        for states in 2..=MOST {
            let places = places(states);
            for (at, one) in places.iter().enumerate() {
                for other in places.iter().skip(at + 1) {
                    let apart = (one.0 - other.0).abs() >= wide || (one.1 - other.1).abs() >= HIGH;
                    assert!(apart, "{states} states: {one:?} and {other:?}");
                }
                assert!(one.0 - wide / 2.0 >= 0.0 && one.0 + wide / 2.0 <= WIDTH, "{states} states: {one:?}");
            }
        }
    }
}
