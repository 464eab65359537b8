//! CSV and TSV: a header and one line a row, values exact.

use super::sheet::Sheet;

/// The sheet as RFC 4180 has it, with quotes where they are needed and lines ended by a newline.
pub fn csv(sheet: &Sheet) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has as many fields as the header.
    let written = writer.write_record(&sheet.columns).and_then(|()| {
        sheet.rows.iter().try_for_each(|row| writer.write_record(row.iter().map(ToString::to_string)))
    });
    debug_assert!(written.is_ok(), "a row has as many cells as the sheet has columns");
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The sheet with tabs between values; what would break a line is written `\t`, `\n`, `\r`, `\\`.
pub fn tsv(sheet: &Sheet) -> String {
    let mut text = line(sheet.columns.iter().map(String::as_str));
    for row in &sheet.rows {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        text.push_str(&line(cells.iter().map(String::as_str)));
    }
    text
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.map(escaped).collect();
    cells.join("\t") + "\n"
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let mut sheet = Sheet::new(["who", "said"]);
        sheet.push(["A, B", "\"no\"\n\\"]);
        sheet
    }

    #[test]
    fn csv_quotes_where_it_must() {
        assert_eq!(csv(&sheet()), "who,said\n\"A, B\",\"\"\"no\"\"\n\\\"\n");
    }

    #[test]
    fn tsv_keeps_one_line_a_row() {
        assert_eq!(tsv(&sheet()), "who\tsaid\nA, B\t\"no\"\\n\\\\\n");
    }
}
