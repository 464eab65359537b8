//! The forms that facts and results have in files, with what each leaves open.

/// A form of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines of values with a delimiter between them.
    Delimited(Delimited),
    /// One JSON array of rows.
    Json(Shape),
    /// A JSON row a line.
    JsonLines(Shape),
    /// A table or view of an SQLite database, by name.
    Sqlite(String),
    /// A Parquet file.
    Parquet,
}

/// How the values of a row stand in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delimited {
    /// What stands between two values.
    pub delimiter: String,
    /// Whether the first line names the columns.
    pub headers: bool,
    /// What that line says, where it is not the names with the delimiter between them.
    pub header_line: Option<String>,
    /// Whether symbols may be quoted as RFC 4180 has it.
    pub quoted: bool,
}

impl Default for Delimited {
    /// Tabs, no header, no quotes.
    fn default() -> Self {
        Self { delimiter: "\t".to_owned(), headers: false, header_line: None, quoted: false }
    }
}

/// How a row looks in JSON. What is read may have either shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// `[value, …]`, in the order of the columns.
    #[default]
    List,
    /// `{"column": value, …}`.
    Object,
}
