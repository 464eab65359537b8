//! Markdown: a table with pipes, for pasting into pages.

use super::escape::visible;
use super::sheet::{Cell, Sheet};

/// The sheet as a Markdown table; numbers stand to the right.
pub fn render(sheet: &Sheet) -> String {
    let rules = (0..sheet.columns.len()).map(|column| {
        let number = sheet.rows.first().and_then(|row| row.get(column)).is_some_and(Cell::is_number);
        (if number { "---:" } else { "---" }).to_owned()
    });
    let mut text = line(sheet.columns.iter().map(|name| escaped(name))) + &line(rules);
    for row in &sheet.rows {
        text.push_str(&line(row.iter().map(|cell| escaped(&cell.to_string()))));
    }
    text
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.collect();
    format!("| {} |\n", cells.join(" | "))
}

fn escaped(text: &str) -> String {
    visible(text).replace('\\', "\\\\").replace('|', "\\|").replace('<', "\\<")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pipes_in_values_do_not_end_cells() {
        let mut sheet = Sheet::new(["a", "n"]);
        sheet.rows.push(vec![Cell::Text("x|y".into()), Cell::Number(3)]);
        assert_eq!(render(&sheet), "| a | n |\n| --- | ---: |\n| x\\|y | 3 |\n");
    }
}
