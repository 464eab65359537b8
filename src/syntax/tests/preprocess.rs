//! Tests of the preprocessor: what is left of a text, what is found wrong with it, and where places lead back to.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::preprocess::{
    IncludeRequest, Included, Includes, Preprocessed, blanked, is_needed, prelude, preprocess,
};
use super::super::{Mode, parse_preprocessed};
use crate::diagnostic::{SourceId, SourceMap};

/// Texts by name, each opened as a source of its own.
struct Shelf {
    texts: BTreeMap<&'static str, &'static str>,
    sources: SourceMap,
}

impl Includes for Shelf {
    fn open(&mut self, request: IncludeRequest<'_>) -> Result<Included, String> {
        let Some(text) = self.texts.get(request.path) else { return Err(format!("no `{}`", request.path)) };
        let name = request.path.to_owned();
        Ok(Included { source: self.sources.add(name.clone(), *text), name, text: Arc::from(*text) })
    }
}

fn read_among(
    text: &str,
    texts: &[(&'static str, &'static str)],
    definitions: &[&str],
) -> (Preprocessed, SourceMap) {
    let mut shelf = Shelf { texts: texts.iter().copied().collect(), sources: SourceMap::default() };
    let name = "main.dl".to_owned();
    let main = Included { source: shelf.sources.add(name.clone(), text), name, text: Arc::from(text) };
    let definitions: Vec<String> = definitions.iter().map(|one| (*one).to_owned()).collect();
    let (name, text) = ("-M".to_owned(), Arc::<str>::from(prelude(&definitions)));
    let defined = Included { source: shelf.sources.add(name.clone(), Arc::clone(&text)), name, text };
    let read = preprocess(&main, 1, Some(&defined), &mut shelf);
    (read, shelf.sources)
}

/// What is left of a text without findings, its blank lines and the blanks at the ends of lines left out.
fn left(text: &str) -> String {
    left_among(text, &[], &[])
}

fn left_among(text: &str, texts: &[(&'static str, &'static str)], definitions: &[&str]) -> String {
    let (read, sources) = read_among(text, texts, definitions);
    assert_eq!(told(&read, &sources), Vec::<String>::new(), "{text}");
    let lines = read.text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Each finding as `file:line:column code message`.
fn told(read: &Preprocessed, sources: &SourceMap) -> Vec<String> {
    let shown = read.diagnostics.iter().map(|found| {
        let (file, line, column) = sources.position(found.primary.span).unwrap_or_default();
        format!("{file}:{line}:{column} {} {}", found.code, found.message)
    });
    shown.collect()
}

fn findings(text: &str) -> Vec<String> {
    let (read, sources) = read_among(text, &[], &[]);
    told(&read, &sources)
}

#[test]
fn macros_without_parameters() {
    assert_eq!(left("#define N 3\na(N). b(N1). c(n).\n#undef N\na(N)."), "a(3). b(N1). c(n).\na(N).");
    assert_eq!(left("#define A B\n#define B A\nA B"), "A B");
    assert_eq!(left("#define E\na(1)E. b(E)."), "a(1). b().");
    assert_eq!(left("#define TWO a(1). \\\n  b(2).\nTWO"), "a(1).   b(2).");
}

#[test]
fn strings_and_comments_are_left_alone() {
    let text = "#define N 3\na(\"N \\\" N\", N). // N isn't\n/* N\n# N */ b(N).";
    assert_eq!(left(text), "a(\"N \\\" N\", 3). // N isn't\n/* N\n# N */ b(3).");
    assert_eq!(left("#define N 3 // three\n#define M /* four */ 4\na(N). b(M)."), "a(3). b(4).");
}

#[test]
fn macros_with_parameters() {
    assert_eq!(left("#define E(x, y) edge(x, y), x < y\nE(1, f(2, 3))"), "edge(1, f(2, 3)), 1 < f(2, 3)");
    assert_eq!(left("#define F(x) x + x\nF(F(1)) F"), "1 + 1 + 1 + 1 F");
    assert_eq!(left("#define F(x) [x]\nF(\n  1 // one\n)"), "[1]");
    assert_eq!(left("#define F() 7\n#define G(x) <x>\nF() F( ) G() F"), "7 7 <> F");
    assert_eq!(left("#define F (x)\nF(1)"), "(x)(1)");
    assert_eq!(
        left("#define V(x, ...) x : __VA_ARGS__\n#define W(xs...) xs;\nV(1) V(1, 2, 3) W(1, 2)"),
        "1 :  1 : 2, 3 1, 2;"
    );
}

#[test]
fn a_replacement_is_read_on_into_the_text() {
    assert_eq!(left("#define F(x) x!\n#define G F\nG(1) G (2) G"), "1! 2! F");
    // The example of the C standard, 6.10.3.5.
    let text = "#define x 3\n#define f(a) f(x * (a))\n#undef x\n#define x 2\n#define g f\n#define z z[0]\n#define h g(~\n\
                #define m(a) a(w)\n#define w 0,1\n#define t(a) a\n\
                f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);\ng(x+(3,4)-w) | h 5) & m\n(f)^m(m);";
    let expected = "f(2 * (y+1)) + f(2 * (f(2 * (z[0])))) % f(2 * (0)) + t(1);\n\
                    f(2 * (2+(3,4)-0,1)) | f(2 * (~ 5)) & f(2 * (0,1))^m(0,1);";
    assert_eq!(left(text), expected);
}

#[test]
fn words_are_made_into_strings_and_joined() {
    assert_eq!(left("#define S(x) #x\nS(a  \"b\\n\"  + c) S()"), r#""a \"b\\n\" + c" """#);
    assert_eq!(left("#define J(a, b) a ## b\nJ(x, 1) J(, y) J(x, ) J(\"a\", b)"), "x1 y x \"a\"b");
    assert_eq!(left("#define N 3\n#define J(a, b) a##_##b\n#define S(x) #x\nJ(N, N) S(N)"), "N_N \"N\"");
    assert_eq!(
        left("#define DECL(name) .decl name##_of(x: number)\nDECL(father)"),
        ".decl father_of(x: number)"
    );
    assert_eq!(left("#define EMPTY\n#define A(x) <x##EMPTY>\nA(1)"), "<1EMPTY>");
}

#[test]
fn what_a_macro_leaves_stays_apart_from_its_neighbours() {
    assert_eq!(left("#define R(x) r(x) :- x <= 1, x != 2, t <: u.\nR(y)"), "r(y) :- y <= 1, y != 2, t <: u.");
    assert_eq!(left("#define N 1\n#define L <\na(N). L= N:-N a.N"), "a(1). < = 1:-1 a.1");
    assert_eq!(left("#define ID(x) x\nID(a)ID(b) ID(:)- C.ID(d)"), "a b : - C.d");
}

#[test]
fn conditions_choose_lines() {
    let text = "#if N > 2\nlarge.\n#elif N\nsmall.\n#else\nnone.\n#endif";
    assert_eq!(left_among(text, &[], &["N=3"]), "large.");
    assert_eq!(left_among(text, &[], &["N"]), "small.");
    assert_eq!(left_among(text, &[], &[]), "none.");
    let text = "#ifdef A\n# ifndef B\na.\n# else\nab.\n# endif\n#elif defined B && !defined(C)\nb.\n#endif";
    assert_eq!(left_among(text, &[], &["A"]), "a.");
    assert_eq!(left_among(text, &[], &["A", "B"]), "ab.");
    assert_eq!(left_among(text, &[], &["B"]), "b.");
    assert_eq!(left_among(text, &[], &["B", "C"]), "");
    assert_eq!(
        left("#if 0\n# if 1\na.\n# else\nb.\n# endif\n#error no\n#bad\nit's\n#else\nc.\n#endif"),
        "c."
    );
    assert_eq!(left("#ifdef A\na.\n#elifndef A\nb.\n#endif"), "b.");
}

#[test]
fn expressions_are_those_of_c() {
    let holding = [
        "1 + 2 * 3 == 7",
        "(1 + 2) * 3 == 9",
        "-7 / 2 == -3 && -7 % 2 == -1",
        "1 << 4 == 16",
        "0x1F == 31 && 0b11 == 3",
        "010 == 8",
        "10u == 10L",
        "1 ? 2 : 0",
        "0 ? 0 : 1 ? 3 : 0",
        "!0 && ~0 == -1",
        "1 || 1 / 0",
        "!(0 && 1 / 0)",
        "5 & 4 | 1 ^ 1",
        "2 > 1 && 1 >= 1 && 1 < 2 && 1 <= 1 && 1 != 2",
        "UNKNOWN == 0",
        "RAM_DOMAIN_SIZE == 64",
        "SQUARE(3) == 9",
        "__LINE__ == 2",
        "7 - 2 - 1 == 4",
    ];
    for expression in holding {
        let text = format!("#define SQUARE(x) ((x) * (x))\n#if {expression}\nyes\n#endif");
        assert_eq!(left(&text), "yes", "{expression}");
        assert_eq!(left(&text.replace("#if ", "#if !(").replace("\nyes", ")\nyes")), "", "not {expression}");
    }
}

#[test]
fn bad_expressions_are_told_at_their_place() {
    let cases = [
        ("#if\n#endif", "main.dl:1:1 E0033 expected a value, found the end of the line"),
        ("#if 1 +\n#endif", "main.dl:1:1 E0033 expected a value, found the end of the line"),
        ("#if 1 2\n#endif", "main.dl:1:7 E0033 expected an operator, found `2`"),
        ("#if (1\n#endif", "main.dl:1:1 E0033 expected `)`, found the end of the line"),
        ("#if 4 / 0\n#endif", "main.dl:1:7 E0033 `4 / 0` has no value"),
        ("#if 1 << 64\n#endif", "main.dl:1:7 E0033 `1 << 64` has no value"),
        ("#if 9223372036854775807 + 1\n#endif", "main.dl:1:25 E0033 `9223372036854775807 + 1` has no value"),
        (
            "#if 9223372036854775808\n#endif",
            "main.dl:1:5 E0033 `9223372036854775808` is no 64-bit whole number",
        ),
        ("#if \"a\"\n#endif", "main.dl:1:5 E0033 expected a value, found `\"a\"`"),
        ("#if defined\n#endif", "main.dl:1:5 E0033 expected a name after `defined`"),
        ("#if defined(A\n#endif", "main.dl:1:13 E0033 expected `)` after the name"),
        ("#ifdef 3\n#endif", "main.dl:1:8 E0031 expected a name in `#ifdef`"),
    ];
    for (text, expected) in cases {
        assert_eq!(findings(text), [expected], "{text}");
    }
    let deep = format!("#if {}1{}\n#endif", "(".repeat(3000), ")".repeat(3000));
    assert_eq!(findings(&deep), ["main.dl:1:1 E0033 an expression nested deeper than 100"]);
}

#[test]
fn bad_lines_are_told_at_their_place() {
    let cases = [
        ("#defin N 3", "main.dl:1:1 E0031 unknown line of the preprocessor `#defin`"),
        ("#define", "main.dl:1:1 E0031 expected a name in `#define`"),
        ("#define 3", "main.dl:1:9 E0031 expected a name in `#define`"),
        ("#define F(a", "main.dl:1:10 E0031 expected `)` in `#define`"),
        (
            "#define F(a, a) a",
            "main.dl:1:14 E0031 expected another name than that of an earlier parameter in `#define`",
        ),
        ("#define F(a b) a", "main.dl:1:12 E0031 expected `,` or `)` in `#define`"),
        ("#define F(..., a) a", "main.dl:1:16 E0031 expected `)` after `...` in `#define`"),
        ("#define F(a) ## a", "main.dl:1:14 E0031 expected something on both sides of `##` in `#define`"),
        ("#endif", "main.dl:1:1 E0032 `#endif` without `#if`"),
        ("a.\n  #else", "main.dl:2:3 E0032 `#else` without `#if`"),
        ("#if 1\na.", "main.dl:1:1 E0032 a condition without its `#endif`"),
        ("#if 1\n#else\n#elif 1\n#endif", "main.dl:3:1 E0032 `#elif` after `#else`"),
        ("#include", "main.dl:1:1 E0031 expected a path, as \"…\" or <…> in `#include`"),
        ("#include \"b.dl\"", "main.dl:1:10 E0037 no `b.dl`"),
        ("#error not for  N", "main.dl:1:1 E0035 not for N"),
        ("#line x", "main.dl:1:1 E0031 expected the number of a line"),
        ("#warning old", "main.dl:1:1 W0002 old"),
        ("#define N 1\n#define N 2", "main.dl:2:9 W0003 macro `N` is defined again, as something else"),
    ];
    for (text, expected) in cases {
        assert_eq!(findings(text), [expected], "{text}");
    }
    assert_eq!(
        findings("#define N 1 +  2\n#define N  1 + 2 // the same\n#\n#pragma GCC x"),
        Vec::<String>::new()
    );
}

#[test]
fn bad_calls_are_told_at_the_place_of_use() {
    let cases = [
        ("#define F(a, b) a\nx F(1).", "main.dl:2:3 E0034 macro `F` takes 2 arguments, not 1"),
        ("#define F(a) a\nF(1, 2)", "main.dl:2:1 E0034 macro `F` takes 1 argument, not 2"),
        ("#define F() a\nF(1)", "main.dl:2:1 E0034 macro `F` takes 0 arguments, not 1"),
        ("#define F(a) a\n\nF((1)", "main.dl:3:1 E0034 the arguments of macro `F` have no end"),
        (
            "#define F(a) a\nF(1\n#undef F\n)",
            "main.dl:2:1 E0034 a line of the preprocessor among the arguments of macro `F`",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(findings(text), [expected], "{text}");
    }
}

#[test]
fn replacement_has_bounds() {
    let mut chain: Vec<String> = (0..300).map(|n| format!("#define A{n} A{}\n", n + 1)).collect();
    chain.push("A0".to_owned());
    assert_eq!(findings(&chain.concat()), ["main.dl:301:1 E0036 macros replaced more than 200 deep"]);
    let mut doubling: Vec<String> =
        (0..40).map(|n| format!("#define A{n} A{} A{}\n", n + 1, n + 1)).collect();
    doubling.push("A0".to_owned());
    assert_eq!(
        findings(&doubling.concat()),
        ["main.dl:41:1 E0036 macros leave more than 1000000 words and signs"]
    );
    let nested = format!("#define F(x) x\n{}1{}", "F(".repeat(1000), ")".repeat(1000));
    assert_eq!(findings(&nested), ["main.dl:2:401 E0036 macros replaced more than 200 deep"]);
    let (read, sources) = read_among("#include \"a.dl\"", &[("a.dl", "#include \"a.dl\"\n")], &[]);
    assert_eq!(told(&read, &sources), ["a.dl:1:10 E0036 files include each other more than 100 deep"]);
}

#[test]
fn texts_are_included_where_their_line_stands() {
    let texts = [
        ("b.dl", "b(N).\n#define M 2"),
        ("once.dl", "#pragma once\nonce."),
        ("guard.dl", "#ifndef G\n#define G\ng.\n#endif"),
    ];
    assert_eq!(left_among("#define N 1\na.\n#include \"b.dl\"\nc(M).", &texts, &[]), "a.\nb(1).\nc(2).");
    assert_eq!(
        left_among("#define PATH <b.dl>\n#include PATH\n#include \"b.dl\"", &texts, &[]),
        "b(N).\nb(N)."
    );
    assert_eq!(left_among("#include \"once.dl\"\n#include \"once.dl\"", &texts, &[]), "once.");
    assert_eq!(left_among("#include \"guard.dl\"\n#include \"guard.dl\"", &texts, &[]), "g.");
}

#[test]
fn what_a_component_includes_stands_in_it() {
    let texts = [("b.dl", "b(1).\n")];
    let text = ".include \"b.dl\"\n.comp C {\n  .include \"b.dl\"\n  .comp D { .decl c()\n.include   \"b.dl\"\n}\n}\n.include \"b.dl\"";
    let expected =
        ".include \"b.dl\"\n.comp C {\n  b(1).\n  .comp D { .decl c()\nb(1).\n}\n}\n.include \"b.dl\"";
    assert_eq!(left_among(text, &texts, &[]), expected);
}

#[test]
fn lines_files_and_counters() {
    let texts = [("b.dl", "\nb(__LINE__, __FILE__).\n")];
    let text = "#define HERE __LINE__\n#include \"b.dl\"\na(HERE, __FILE__).\n#line 70 \"c.dl\"\na(HERE, __FILE__).\n\
                # 9 \"d.dl\" 2\na(__LINE__, __FILE__, __COUNTER__, __COUNTER__).";
    let expected = "b(2, \"b.dl\").\na(3, \"main.dl\").\na(70, \"c.dl\").\na(9, \"d.dl\", 0, 1).";
    assert_eq!(left_among(text, &texts, &[]), expected);
}

#[test]
fn definitions_of_the_command_line_come_first() {
    assert_eq!(left_among("a(N, F(2), M).", &[], &["N=3", "F(x)=x+x", "M"]), "a(3, 2+2, 1).");
    let (read, sources) = read_among("a.", &[], &["3=4"]);
    assert_eq!(told(&read, &sources), ["-M:1:9 E0031 expected a name in `#define`"]);
}

#[test]
fn only_a_text_with_something_to_do_needs_the_preprocessor() {
    for text in ["  #if 1", "a(__LINE__).", "a(RAM_DOMAIN_SIZE).", "a(1). \\\nb(2)."] {
        assert!(is_needed(text), "{text}");
    }
    assert!(!is_needed("a(\"#1\"). // # no line\n"));
}

#[test]
fn without_the_preprocessor_its_lines_are_passed_over() {
    let text = "a.\n#define N \\\n 3\r\n# 7 \"x.dl\"\nb.\n  #endif";
    let (left, diagnostics) = blanked(SourceId(0), text);
    assert_eq!(left.len(), text.len());
    assert_eq!(left.lines().map(str::trim).collect::<Vec<_>>(), ["a.", "", "", "", "b.", ""]);
    let starts: Vec<_> = diagnostics.iter().map(|found| (found.code, found.primary.span.start)).collect();
    assert_eq!(starts, [("W0001", 3), ("W0001", 35)]);
}

/// The places of the statements' errors as `file:line:column` with the text that they cover.
fn places(text: &'static str, texts: &[(&'static str, &'static str)]) -> Vec<String> {
    let (read, sources) = read_among(text, texts, &[]);
    let parsed = parse_preprocessed(&read, Mode::File);
    let shown = parsed.diagnostics.iter().map(|found| {
        let (file, line, column) = sources.position(found.primary.span).unwrap_or_default();
        format!("{file}:{line}:{column} `{}` {}", sources.text(found.primary.span), found.message)
    });
    shown.collect()
}

#[test]
fn places_lead_back_to_the_text_as_written() {
    let text =
        "#define BAD p(])\n#define CALL(x) q(x]\n\n  a(1). b(2 3).\nr(x) :- BAD.\ns(x) :- CALL( 1, ).\n";
    let text = text.replace("CALL( 1, )", "CALL( 1 )");
    let found = places(Box::leak(text.into_boxed_str()), &[]);
    assert_eq!(
        found,
        [
            "main.dl:4:13 `3` expected `,` or `)`, found `3`",
            "main.dl:5:9 `BAD` expected a term, found `]`",
            "main.dl:6:9 `CALL( 1 )` expected `,` or `)`, found `]`",
        ]
    );
    assert_eq!(
        places("#define N 3\n#include \"b.dl\"\nc(N 4).\n", &[("b.dl", "\nb(1 2).\n")]),
        ["main.dl:3:5 `4` expected `,` or `)`, found `4`", "b.dl:2:5 `2` expected `,` or `)`, found `2`"]
    );
}

#[test]
fn statements_of_a_text_keep_their_places() {
    let (read, sources) = read_among("#define N 3\n\na(N,\n  1).\n", &[], &[]);
    let parsed = parse_preprocessed(&read, Mode::File);
    let spans: Vec<_> = parsed.tree.statements.iter().map(|one| sources.text(one.span)).collect();
    assert_eq!(spans, ["a(N,\n  1)."]);
}
