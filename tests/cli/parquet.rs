//! Inputs from and outputs to Parquet files.

use std::process::Command;

use super::transcript::Test;

const ALL_TYPES: &str = ".type Pair = [a: number, b: symbol]
.decl r(s: symbol, n: number, u: unsigned, f: float, d: date, p: Pair)
";

/// A program that writes two rows of every type, one with a date left unsaid.
fn written() -> Test {
    let rows = "r(\"a\", -9223372036854775808, 18446744073709551615, 0.5, \"1999-05\", [1, \"x y\"]).
r(\"\", 0, 0, -1e300, unsaid, nil).
.output r(IO=parquet, filename=\"r.parquet\")
";
    Test::new().file("p.dl", format!("{ALL_TYPES}{rows}")).after(["run", "p.dl"])
}

#[test]
fn what_is_written_is_read() {
    written()
        .file(
            "q.dl",
            ".type Pair = [a: number, b: symbol]
.decl t(s: symbol, n: number, u: unsigned, f: float, p: Pair)
.input t(IO=parquet, filename=\"r.parquet\")
.output t
",
        )
        .args(["run", "q.dl"])
        .leaves(
            "t.csv",
            "\
\t0\t0\t-1e+300\tnil
a\t-9223372036854775808\t18446744073709551615\t0.5\t[1, x y]
",
        )
        .run();
}

#[test]
fn columns_are_taken_by_name_or_in_order() {
    written()
        .file(
            "q.dl",
            ".decl by_name(n: number, s: symbol)
.input by_name(IO=parquet, filename=\"r.parquet\")
.decl in_order(a: symbol, b: number, c: unsigned, d: float, e: symbol, f: symbol)
.input in_order(IO=parquet, filename=\"r.parquet\")
.output by_name
.output in_order
",
        )
        .args(["run", "q.dl"])
        .leaves("by_name.csv", "-9223372036854775808\ta\n0\t\n")
        .leaves(
            "in_order.csv",
            "\
\t0\t0\t-1e+300\t\tnil
a\t-9223372036854775808\t18446744073709551615\t0.5\t1999-05\t[1, \"x y\"]
",
        )
        .run();
}

#[test]
fn what_does_not_fit_is_told_with_its_row() {
    written()
        .file("q.dl", ".decl t(n: unsigned)\n.input t(IO=parquet, filename=\"r.parquet\")\n.output t\n")
        .args(["run", "q.dl"])
        .stderr(
            "\
error: column 1 (`n`) of `t` cannot be `-9223372036854775808`
 --> r.parquet:2:1
  |
2 | -9223372036854775808
  | ^^^^^^^^^^^^^^^^^^^^ expected a 64-bit unsigned number
",
        )
        .status(2)
        .run();
}

#[test]
fn files_that_do_not_fit_are_refused() {
    let reading = |columns: &str| {
        let program =
            format!(".decl t({columns})\n.input t(IO=parquet, filename=\"r.parquet\")\n.output t\n");
        written().file("q.dl", program).args(["run", "q.dl"]).status(2)
    };
    reading("x: symbol, y: number")
        .stderr(
            "error: cannot read `r.parquet` of relation `t`: it has the columns s, n, u, f, d, p, and wanted are x: symbol, y: number\n",
        )
        .run();
    Test::new()
        .file("r.parquet", "s\tn\n")
        .file("q.dl", ".decl t(n: number)\n.input t(IO=parquet, filename=\"r.parquet\")\n.output t\n")
        .args(["run", "q.dl"])
        .status(2)
        .stderr_has(&["error: cannot read `r.parquet` of relation `t`: "])
        .run();
}

#[test]
fn a_relation_without_columns_has_no_file() {
    Test::new()
        .file("p.dl", ".decl r()\nr().\n.output r(IO=parquet)\n")
        .args(["run", "p.dl"])
        .status(2)
        .stderr_has(&["error[E0803]: `r` has no columns, which a table must have"])
        .run();
}

/// A damaged file is read as far as nobody can tell, or refused; the command never breaks over it.
#[test]
fn damaged_files_are_refused_or_read() {
    let folder = tempfile::tempdir().unwrap();
    let run = |program: &str, text: &str| {
        std::fs::write(folder.path().join(program), text).unwrap();
        Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(["run", program])
            .current_dir(folder.path())
            .output()
            .unwrap()
    };
    let row = "r(\"a\", -1, 1, 0.5, \"1999-05\", [1, \"x\"]).\n";
    let file = folder.path().join("r.parquet");
    assert!(
        run("p.dl", &format!("{ALL_TYPES}{row}.output r(IO=parquet, filename=\"r.parquet\")\n"))
            .status
            .success()
    );
    let whole = std::fs::read(&file).unwrap();
    let read = format!("{ALL_TYPES}.input r(IO=parquet, filename=\"r.parquet\")\n.printsize r\n");
    let mut refused = 0;
    for at in (0..whole.len()).step_by(7) {
        let mut changed = whole.clone();
        changed[at] ^= 1 << (at % 8);
        for bytes in [&whole[..at], &changed] {
            std::fs::write(&file, bytes).unwrap();
            let output = run("q.dl", &read);
            let error = String::from_utf8_lossy(&output.stderr);
            match output.status.code() {
                Some(0) => {}
                Some(2) if error.contains("r.parquet") => refused += 1,
                other => panic!("{other:?} with byte {at} of {}: {error}", whole.len()),
            }
        }
    }
    assert!(refused > whole.len() / 7, "a file cut short is always refused: {refused}");
}
