//! Inputs from and outputs to SQLite databases.

use std::path::Path;

use rusqlite::Connection;

use super::transcript::Test;

const ALL_TYPES: &str = "s: symbol, n: number, u: unsigned, f: float, d: date";

/// Runs statements on a database in the folder.
fn database(name: &'static str, statements: &'static str) -> impl FnOnce(&Path) {
    move |folder| Connection::open(folder.join(name)).unwrap().execute_batch(statements).unwrap()
}

#[test]
fn what_is_written_to_a_database_is_read_from_it() {
    Test::new()
        .file(
            "p.dl",
            format!(
                ".decl r({ALL_TYPES})
r(\"a\", -9223372036854775808, 18446744073709551615u, 0.5, \"1999-05\").
r(\"it's \\\"b\\\"\", 7, 7u, -1e300, \"2001\").
r(\"\", 0, 0u, 0, \"1999\").
.output r(IO=sqlite, filename=\"x.db\")
"
            ),
        )
        .file(
            "q.dl",
            format!(".decl t({ALL_TYPES})\n.input t(IO=sqlite, dbname=\"x.db\", name=\"r\")\n.output t\n"),
        )
        .after(["run", "p.dl"])
        .args(["run", "q.dl"])
        .leaves(
            "t.csv",
            "\
\t0\t0\t0\t1999
a\t-9223372036854775808\t18446744073709551615\t0.5\t1999-05
it's \"b\"\t7\t7\t-1e+300\t2001
",
        )
        .run();
}

#[test]
fn any_table_or_view_can_be_read() {
    Test::new()
        .with(database(
            "people.db",
            "CREATE TABLE person (name TEXT, born INTEGER, height REAL);
             INSERT INTO person VALUES ('A. Envoy', 1950, 1.8), (NULL, '1960', 2), ('B', 1970, '1.75');
             CREATE VIEW tall AS SELECT name, born FROM person WHERE height >= 1.8;",
        ))
        .file(
            "p.dl",
            ".decl person(name: symbol, born: number, height: float)
.input person(IO=sqlite, filename=\"people.db\")
.decl tall(name: symbol, born: unsigned)
.input tall(IO=sqlite, filename=\"file:people.db\")
.output person, tall
",
        )
        .args(["run", "p.dl"])
        .leaves("person.csv", "\t1960\t2\nA. Envoy\t1950\t1.8\nB\t1970\t1.75\n")
        .leaves("tall.csv", "\t1960\nA. Envoy\t1950\n")
        .run();
}

#[test]
fn a_database_keeps_its_other_tables_and_gets_its_own_anew() {
    Test::new()
        .with(database("x.db", "CREATE TABLE other (n INTEGER); INSERT INTO other VALUES (5);"))
        .file("p.dl", ".decl r(a: symbol)\nr(\"old\"). r(\"b\").\n.output r(IO=sqlite, filename=\"x.db\")\n")
        .file(
            "q.dl",
            ".decl r(a: symbol, b: symbol)\nr(\"b\", \"new\").\n.decl s(a: number)\ns(1).\n\
             .output r, s(IO=sqlite, filename=\"x.db\")\n",
        )
        .file(
            "check.dl",
            ".decl r(a: symbol, b: symbol)\n.decl s(a: number)\n.decl other(a: number)\n\
             .input r, s, other(IO=sqlite, filename=\"x.db\")\n.output r, s, other(IO=stdout)\n",
        )
        .after(["run", "p.dl"])
        .after(["run", "q.dl"])
        .args(["run", "check.dl", "--format", "csv"])
        .stdout("a,b\nb,new\na\n1\na\n5\n")
        .run();
}

#[test]
fn a_database_that_is_in_use_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let other = Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE r (a INTEGER); BEGIN IMMEDIATE; INSERT INTO r VALUES (1);").unwrap();
    let path = path.display();
    Test::new()
        .file(
            "p.dl",
            format!(".decl r(a: number)\nr(1).\n.output r(IO=sqlite, filename=\"{path}\")\n.output r\n"),
        )
        .file("r.csv", "old\n")
        .args(["run", "p.dl"])
        .stderr(format!("error: cannot write `{path}` of relation `r`: database is locked\n"))
        .status(2)
        .leaves("r.csv", "old\n")
        .run();
    other.execute_batch("COMMIT").unwrap();
    let rows: i64 = other.query_row("SELECT count(*) FROM r", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 1);
}

#[test]
fn a_failure_elsewhere_takes_back_what_was_written_to_a_database() {
    Test::new()
        .with(database("x.db", "CREATE TABLE other (n INTEGER); INSERT INTO other VALUES (5);"))
        .file(
            "p.dl",
            ".decl r(a: number)\nr(1).\n.output r(IO=sqlite, filename=\"x.db\")\n\
             .output r(IO=sqlite, filename=\"y.db\")\n.output r(filename=\"no/r.csv\")\n",
        )
        .args(["run", "p.dl"])
        .stderr("error: cannot write `no/r.csv` of relation `r`: No such file or directory (os error 2)\n")
        .status(2)
        .run_in(|folder| {
            let database = Connection::open(folder.join("x.db")).unwrap();
            let tables = database
                .query_row("SELECT group_concat(name) FROM sqlite_master", [], |row| row.get::<_, String>(0));
            assert_eq!(tables.unwrap(), "other");
            let mut files: Vec<_> =
                std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            files.sort();
            assert_eq!(files, ["p.dl", "x.db"]);
        });
}

/// A relation of two columns that is read from a database.
fn reading(statements: &'static str) -> Test {
    Test::new()
        .with(database("r.sqlite", statements))
        .file("p.dl", ".decl r(a: number, b: symbol)\n.input r(IO=sqlite)\n.output r\n")
        .args(["run", "p.dl"])
        .status(2)
}

#[test]
fn a_table_that_is_not_there_is_told() {
    reading("CREATE TABLE s (a)")
        .stderr("error: cannot read `r.sqlite` of relation `r`: it has no table or view `r`\n")
        .run();
}

#[test]
fn a_table_of_other_columns_is_told() {
    reading("CREATE TABLE r (a, b, c)")
        .stderr(
            "error: cannot read `r.sqlite` of relation `r`: its table `r` has 3 columns, and 2 are wanted\n",
        )
        .run();
}

#[test]
fn a_bad_value_of_a_database_is_told_with_its_row() {
    reading("CREATE TABLE r (a, b); INSERT INTO r VALUES (1, 'x'), ('two', 'y'), (NULL, 3), (4.5, '')")
        .stderr(
            "\
error: column 1 (`a`) of `r` cannot be `two`
 --> r.sqlite:2:1
  |
2 | two    y
  | ^^^ expected a 64-bit number

error: column 1 (`a`) of `r` cannot be ``
 --> r.sqlite:3:1
  |
3 |     3
  | ^ expected a 64-bit number

error: column 1 (`a`) of `r` cannot be `4.5`
 --> r.sqlite:4:1
  |
4 | 4.5    
  | ^^^ expected a 64-bit number
",
        )
        .run();
}

#[test]
fn a_file_that_is_no_database_is_told() {
    Test::new()
        .file("p.dl", ".decl r(a: number)\n.input r(IO=sqlite)\n.output r\n")
        .file("r.sqlite", "1\n2\n, and more than a few bytes of it\n")
        .args(["run", "p.dl"])
        .stderr("error: cannot read `r.sqlite` of relation `r`: file is not a database\n")
        .status(2)
        .run();
}

#[test]
fn a_database_that_is_not_there_is_told_or_allowed() {
    let program = ".decl r(a: number)\n.input r(IO=sqlite)\n.output r\n";
    Test::new()
        .file("p.dl", program)
        .args(["run", "p.dl"])
        .stderr("error: cannot read `r.sqlite` of relation `r`: No such file or directory (os error 2)\n")
        .status(2)
        .run();
    Test::new()
        .file("p.dl", program)
        .args(["run", "p.dl", "--allow-missing-facts"])
        .leaves("r.csv", "")
        .run();
}

#[test]
fn a_relation_without_columns_has_no_table() {
    Test::new()
        .file("p.dl", ".decl r()\nr().\n.output r(IO=sqlite)\n")
        .args(["run", "p.dl"])
        .stderr(
            "\
error[E0803]: `r` has no columns, which a table must have
 --> p.dl:3:1
  |
3 | .output r(IO=sqlite)
  | ^^^^^^^^^^^^^^^^^^^^ cannot be written to a database
",
        )
        .status(2)
        .run();
}

#[test]
fn records_are_text_in_a_database() {
    let types = ".type Pair = [s: symbol, rest: Pair]\n";
    Test::new()
        .file(
            "p.dl",
            types.to_owned() + ".decl r(p: Pair)\nr(nil). r([\"a, b\", nil]).\n.output r(IO=sqlite)\n",
        )
        .file("q.dl", types.to_owned() + ".decl r(p: Pair)\n.input r(IO=sqlite)\n.output r\n")
        .after(["run", "p.dl"])
        .args(["run", "q.dl"])
        .leaves("r.csv", "nil\n[a, b, nil]\n")
        .run();
}
