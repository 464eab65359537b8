//! Tables for reading: aligned columns without lines, fitted to a width where there is one.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use unicode_width::UnicodeWidthStr as _;

use super::escape::visible;
use super::sheet::{Cell, Sheet};
use super::wrap::wrap;

/// How much of a sheet is shown, and how wide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// The width of the terminal; none for what is piped, which is never folded.
    pub width: Option<u16>,
    /// The most rows to show; none for all.
    pub rows: Option<usize>,
    /// Whether the header may be set off by colour.
    pub colour: bool,
}

/// A terminal that leaves less to each column shows rows as records instead.
const LEAST_COLUMN: usize = 12;

/// The sheet as aligned columns, indented by two spaces, each line ended. Where the terminal is too narrow for its columns,
/// each row is a record, one line a value.
///
/// Where rows are left out the caller tells how many there are: see [`count`].
pub fn render(sheet: &Sheet, fit: Fit) -> String {
    match fit.width {
        Some(width) if sheet.columns.len() * LEAST_COLUMN > width.into() => records(sheet, fit, width),
        _ => columns(sheet, fit),
    }
}

/// The rows one below the other, an empty line between two.
fn records(sheet: &Sheet, fit: Fit, width: u16) -> String {
    let longest = sheet.columns.iter().map(|name| name.width()).max().unwrap_or_default();
    let rows = sheet.rows.iter().take(fit.rows.unwrap_or(usize::MAX)).map(|row| {
        let values = sheet.columns.iter().zip(row).map(|(name, cell)| {
            let margin = " ".repeat(longest.saturating_sub(name.width()));
            wrap(&format!("  {name}{margin}  {}", visible(&cell.to_string())), Some(width)) + "\n"
        });
        values.collect::<String>()
    });
    rows.collect::<Vec<String>>().join("\n")
}

fn columns(sheet: &Sheet, fit: Fit) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_header(&sheet.columns);
    for row in sheet.rows.iter().take(fit.rows.unwrap_or(usize::MAX)) {
        table.add_row(row.iter().map(|cell| visible(&cell.to_string()).into_owned()));
    }
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((2, 0));
        if sheet.rows.first().and_then(|row| row.get(index)).is_some_and(Cell::is_number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    if let Some(width) = fit.width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    table.lines().enumerate().map(|(number, line)| finished(&line, fit.colour && number == 0)).collect()
}

fn finished(line: &str, bold: bool) -> String {
    let line = line.trim_end();
    if bold { format!("\u{1b}[1m{line}\u{1b}[0m\n") } else { format!("{line}\n") }
}

/// `1 row`, `7 rows`, and where only a part is shown `40 of 123 rows`.
pub fn count(sheet: &Sheet, fit: Fit) -> String {
    let all = sheet.rows.len();
    let noun = if all == 1 { "row" } else { "rows" };
    match fit.rows {
        Some(shown) if shown < all => format!("{shown} of {all} {noun}"),
        _ => format!("{all} {noun}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let mut sheet = Sheet::new(["who", "n", "since"]);
        sheet.rows.push(vec![Cell::Text("A. Envoy".into()), Cell::Number(5), Cell::Text("1999-06".into())]);
        sheet.rows.push(vec![Cell::Text("김정은\n".into()), Cell::Number(-12), Cell::NotSaid]);
        sheet
    }

    #[test]
    fn columns_are_aligned_by_display_width_and_lines_have_no_tail() {
        let expected = "  who         n  since\n  A. Envoy    5  1999-06\n  김정은\\n  -12  not said\n";
        assert_eq!(render(&sheet(), Fit::default()), expected);
    }

    #[test]
    fn a_narrow_terminal_folds_cells_and_never_exceeds_its_width() {
        let mut sheet = sheet();
        sheet.push(["a name that is rather long", "1", "1999-07"]);
        let text = render(&sheet, Fit { width: Some(36), ..Fit::default() });
        assert!(text.lines().all(|line| line.width() <= 36), "{text}");
        assert_eq!(text.lines().count(), 5, "{text}");
    }

    #[test]
    fn a_terminal_too_narrow_for_columns_shows_records() {
        let text = render(&sheet(), Fit { width: Some(30), ..Fit::default() });
        let expected = "  who    A. Envoy\n  n      5\n  since  1999-06\n\n  \
                        who    김정은\\n\n  n      -12\n  since  not said\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn rows_beyond_the_most_are_counted() {
        let fit = Fit { rows: Some(1), ..Fit::default() };
        assert_eq!(render(&sheet(), fit).lines().count(), 2);
        assert_eq!(count(&sheet(), fit), "1 of 2 rows");
        assert_eq!(count(&sheet(), Fit::default()), "2 rows");
    }
}
