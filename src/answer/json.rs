//! JSON: the rows of a sheet as objects with the names of its columns as keys, in their order.

use serde_json::{Map, Value};

use super::sheet::Sheet;

/// The rows as an array of objects.
pub fn rows(sheet: &Sheet) -> Value {
    objects(sheet).map(Value::Object).collect()
}

/// The rows as one object a line.
pub fn lines(sheet: &Sheet) -> String {
    objects(sheet).map(|object| Value::Object(object).to_string() + "\n").collect()
}

/// A document, indented, with its line ended.
pub fn document(value: &Value) -> String {
    format!("{value:#}\n")
}

fn objects(sheet: &Sheet) -> impl Iterator<Item = Map<String, Value>> {
    sheet
        .rows
        .iter()
        .map(|row| sheet.columns.iter().cloned().zip(row.iter().map(super::sheet::Cell::to_json)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Cell;

    #[test]
    fn rows_are_objects_in_the_order_of_the_columns() {
        let mut sheet = Sheet::new(["z", "a"]);
        sheet.rows.push(vec![Cell::Number(-1), Cell::Text("\u{1b}\"".into())]);
        sheet.rows.push(vec![Cell::Unsigned(u64::MAX), Cell::NotSaid]);
        let expected = "{\"z\":-1,\"a\":\"\\u001b\\\"\"}\n{\"z\":18446744073709551615,\"a\":null}\n";
        assert_eq!(lines(&sheet), expected);
        assert_eq!(rows(&sheet)[1]["z"], u64::MAX);
    }
}
