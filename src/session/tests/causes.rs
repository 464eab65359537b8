//! One cause is one error, at its place: programs with the slips that people make, each with all that is said of it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::Naive;
use crate::session::{Failure, Session, Text};

/// Each program has one fault; before it stands the place and the code of the error.
const SLIPS: [(&str, &str); 50] = [
    (
        "4:14 E0101",
        r".decl edge(x:number,y:number)
.decl path(x:number,y:number)
edge(1,2).
path(x,y) :- egde(x,y).
path(x,z) :- path(x,y), edge(y,z).
.output path",
    ),
    (
        "3:9 E0101",
        r".decl path(x:number)
path(1).
.output paht",
    ),
    (
        "4:1 E0101",
        r".decl path(x:number)
.decl edge(x:number)
edge(1).
paths(x) :- edge(x).
.output edge",
    ),
    (
        "3:1 E0101",
        r".decl a(x:number)
a(1).
b(x) :- a(x).
b(x) :- b(x), a(x).
a(x) :- b(x).
.output b",
    ),
    (
        "2:1 E0102",
        r".decl e(x:number,y:number)
e(1).
.output e",
    ),
    (
        "4:11 E0102",
        r".decl e(x:number,y:number)
.decl p(x:number,y:number)
e(1,2).
p(x,y) :- e(x,y,_).
.output p",
    ),
    (
        "4:1 E0102",
        r".decl e(x:number,y:number)
.decl p(x:number)
e(1,2).
p(x,y) :- e(x,y).
.output p",
    ),
    (
        "1:10 E0010",
        r".decl e(x, y:number)
.decl p(x:number)
e(1,2).
p(x) :- e(x,_).
.output p",
    ),
    (
        "1:11 E0104",
        r#".decl e(x:Node, y:Node)
.decl p(x:Node)
e(1,"a").
p(x) :- e(x,y), y < 3.
.output p"#,
    ),
    (
        "1:11 E0104",
        r".decl e(x:nubmer)
e(1).
.output e",
    ),
    (
        "4:3 E0301",
        r".decl e(x:number)
.decl p(x:number)
e(1).
p(y) :- y > 2, e(x).
.output p",
    ),
    (
        "5:14 E0301",
        r".decl e(x:number)
.decl q(x:number,y:number)
.decl p(x:number)
e(1). q(1,2).
p(x) :- !q(x,y), e(x).
.output p",
    ),
    (
        "3:5 E0011",
        r".decl e(x:number)
.decl p(x:number)
e(1)
p(x) :- e(x).
.output p",
    ),
    (
        "4:14 E0010",
        r".decl e(x:number)
.decl p(x:number)
e(1).
p(x) :- e(x) e(x).
.output p",
    ),
    (
        "4:12 E0010",
        r".decl e(x:number)
.decl p(x:number)
e(1).
p(x) :- e(x.
.output p",
    ),
    (
        "4:6 E0010",
        r".decl e(x:number)
.decl p(x:number)
e(1).
p(x) <- e(x).
.output p",
    ),
    (
        "2:3 E0002",
        r#".decl e(x:symbol)
e("a).
e("b").
.output e"#,
    ),
    (
        "2:3 E0201",
        r#".decl e(x:number)
e("a").
.output e"#,
    ),
    (
        "2:3 E0502",
        r".decl e(x:number)
e(x).
.output e",
    ),
    (
        "5:16 E0401",
        r".decl a(x:number)
.decl b(x:number)
a(1).
a(x) :- b(x).
b(x) :- a(x), !b(x).
.output b",
    ),
    (
        "4:41 E0401",
        r".decl d(x:number,n:number)
.decl e(x:number,y:number)
e(1,2). d(1,0).
d(y,n) :- e(x,y), d(x,_), n = min m : { d(x,m) }.
.output d",
    ),
    (
        "4:41 E0401",
        r".decl d(x:number,n:number)
.decl e(x:number,y:number)
e(1,2). d(1,0).
d(y,n) :- e(_,y), n = sum m : { e(x,y), d(x,m) }.
.output d",
    ),
    (
        "5:10 E0402",
        r".decl a(x:number)
.decl b(x:number)
a(1). b(1).
b(x) :- b(x), a(x).
.plan 0:(1,2,3)
.output b",
    ),
    (
        "2:7 E0103",
        r".decl a(x:number)
.decl a(x:number)
a(1).
.output a",
    ),
    (
        "2:7 E0103",
        r#".decl a(x:number)
.decl a(x:symbol)
a(1).
a("b").
.output a"#,
    ),
    (
        "4:15 E0101",
        r#".decl a(x:symbol)
a("x").
.decl b(x:symbol)
b(y) :- a(x), cat(x,"a",y).
.output b"#,
    ),
    (
        "4:3 E0107",
        r#".decl a(x:symbol)
a("x").
.decl b(x:symbol)
b(concat(x,"a")) :- a(x).
.output b"#,
    ),
    (
        "4:3 E0108",
        r#".decl a(x:symbol)
a("x").
.decl b(x:symbol)
b(substr(x,1)) :- a(x).
.output b"#,
    ),
    (
        "3:1 E0013",
        r#".decl a(x:symbol)
a("x").
.ouput a"#,
    ),
    (
        "1:3 E0201",
        r"a(1).
.decl a(x:symbol)
.output a",
    ),
    (
        "5:12 E0114",
        r".type T=A{x:number}|B{}
.decl r(x:T)
.decl s(x:number)
r($A(1)).
s(x) :- r($C(x)), x < 3.
.output s",
    ),
    (
        "2:11 E1001",
        r".comp C { .decl a(x:number) a(1). }
.init c = D
.decl b(x:number)
b(x) :- c.a(x).
.output b",
    ),
    (
        "1:37 E0101",
        r".comp C { .decl a(x:number) a(x) :- zz(x). }
.init c = C
.init d = C
.output c.a",
    ),
    (
        "4:5 E0302",
        r".decl e(x:number)
.decl p(x:number,y:number)
e(1).
p(x,_) :- e(x).
.output p",
    ),
    (
        "4:5 E0301",
        r".decl e(x:number,y:number)
.decl p(x:number,y:number)
e(1,2).
p(n,y) :- n = count : { e(x,y) }.
.output p",
    ),
    (
        "4:17 E0010",
        r".decl e(x:number)
.decl p(x:number)
e(1).
p(y) :- e(x), y := x + 1.
.output p",
    ),
    (
        "4:18 E0010",
        r".decl e(x:number)
.decl p(x:number)
e(1).
p(y) :- e(y), y == 1.
.output p",
    ),
    (
        "1:11 E0104",
        r#".decl e(x:Symbol)
e("a").
.output e"#,
    ),
    (
        "2:8 E0101",
        r".decl e(x:number)
.input f
.output e",
    ),
    (
        "1:11 E0010",
        r".decl e(x number)
e(1).
.decl f(x:number)
f(x) :- e(x).
.output f",
    ),
    (
        "2:3 E0001",
        r".decl e(x:symbol)
e('a').
.output e",
    ),
    (
        "4:16 E0101",
        r".decl e(x:number)
.decl p(x:number)
e(1).
p(x) :- e(x), !blocked(x,y), y < 3.
.output p",
    ),
    (
        "4:5 E0301",
        r".decl e(x:number)
.decl p(x:number,y:number)
e(1).
p(x,y) :- e(x).
p(x,y) :- p(y,x).
.output p",
    ),
    (
        "1:18 E0010",
        r".decl e(x:number,)
e(1).
.output e",
    ),
    (
        "1:9 E0010",
        r".decl e x:number
e(1).
.decl f(x:number)
f(x) :- e(x).
.output f",
    ),
    (
        "2:1 E0032",
        r".decl e(x:number)
#ifdef A
e(1).
.output e",
    ),
    (
        "1:7 E0131",
        r".decl e(x:number,y:number,z:number) eqrel
e(1,2,3).
.output e",
    ),
    (
        "3:2 E0010",
        r".decl e(x:number)
e(1).
?- e(x).
.output e",
    ),
    (
        "4:9 E0010",
        r".decl e(x:number)
e(1).
.decl p(x:number)
p(x) :- .
.output p",
    ),
    (
        "4:1 E0010",
        r".decl e(x:number)
e(1).
.decl p(x:number)
!p(x) :- e(x).
.output p",
    ),
];

/// The errors of a program, each as `line:column code`.
fn errors(text: &str) -> Vec<String> {
    let mut session = Session::new(Box::new(Naive));
    let found = match session.load(vec![Text::new("slip.dl", text)]) {
        Err(Failure::Wrong(found)) => found,
        Err(failure) => panic!("{failure}"),
        Ok(warnings) => warnings,
    };
    let place = |one: &Diagnostic| {
        let (_, line, column) = session.sources().position(one.primary.span).expect("a place of the text");
        format!("{line}:{column} {}", one.code)
    };
    found.iter().filter(|one| one.severity == Severity::Error).map(place).collect()
}

#[test]
fn one_slip_is_one_error() {
    for (expected, text) in SLIPS {
        assert_eq!(errors(text), [expected], "{text}");
    }
}

#[test]
fn two_slips_are_two_errors() {
    let text = ".type A <: symbol\n.type B <: symbol\n.decl a(x: A)\n.decl b(x: B)\nb(x) :- a(x).\na(x) :- b(x).\na(1).";
    assert_eq!(errors(text), ["5:3 E0203", "6:3 E0203", "7:3 E0201"]);
}
