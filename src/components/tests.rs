//! Tests of instances: which statements an `.init` stands for, and what is refused.

use super::instantiate;
use crate::diagnostic::{Diagnostic, SourceMap, Span};
use crate::syntax::printer::statement;
use crate::syntax::{Mode, parse};

/// The statements of a program without its components, and what is wrong with them as `line code message`.
fn made(text: &str) -> (Vec<String>, Vec<String>) {
    let mut sources = SourceMap::default();
    let parsed = parse(sources.add("a.dl", text), text, Mode::File);
    assert_eq!(parsed.diagnostics, []);
    let trees = [&parsed.tree];
    let instantiated = instantiate(&trees);
    let told = |one: &Diagnostic| {
        let line = sources.position(one.primary.span).map_or(0, |(_, line, _)| line);
        format!("{line} {} {}", one.code, one.message)
    };
    let statements = instantiated.or(&trees).into_iter().flat_map(|tree| &tree.statements);
    (
        statements.map(|one| statement(&one.node)).collect(),
        instantiated.diagnostics.iter().map(told).collect(),
    )
}

fn sound(text: &str) -> Vec<String> {
    let (statements, told) = made(text);
    assert_eq!(told, Vec::<String>::new(), "{text}");
    statements
}

fn wrong(text: &str) -> Vec<String> {
    made(text).1
}

#[test]
fn what_a_component_declares_is_qualified_and_all_else_is_not() {
    let text =
        ".comp C { .type t <: number .decl r(x: t, y: u) r(x, y) :- s(x), out(y), r(as(x, t), _). .output r }
.init c = C";
    let expected = [
        ".type c.t <: number",
        ".decl c.r(x: c.t, y: u)",
        ".output c.r",
        "c.r(x, y) :- s(x), out(y), c.r(as(x, c.t), _).",
    ];
    assert_eq!(sound(text), expected);
}

#[test]
fn parameters_stand_for_types_and_components() {
    let text = ".comp A<T> { .decl a(x: T) } .comp B<K, T> { .init k = K<T> .decl b(x: T) b(x) :- k.a(x). }
.init i = B<A, symbol>";
    let expected = [".decl i.k.a(x: symbol)", ".decl i.b(x: symbol)", "i.b(x) :- i.k.a(x)."];
    assert_eq!(sound(text), expected);
}

#[test]
fn what_is_inherited_comes_first() {
    let text = ".comp A<T> { .decl a(x: T) a(1). } .comp B<U> : A<U> { a(2). .decl b(x: U) }
.init i = B<number>";
    assert_eq!(sound(text), [".decl i.a(x: number)", "i.a(1).", ".decl i.b(x: number)", "i.a(2)."]);
}

#[test]
fn overridden_rules_are_not_inherited() {
    let text = ".comp A { .decl a(x: number) overridable a(1). a(x), b(x) :- c(x). .decl b(x: number) .decl c(x: number) }
.comp B : A { .override a a(2). } .comp C : B { a(3). }
.init i = C";
    let made = sound(text);
    assert!(made.contains(&"i.a(2).".to_owned()) && made.contains(&"i.a(3).".to_owned()), "{made:?}");
    assert!(!made.contains(&"i.a(1).".to_owned()), "{made:?}");
    assert!(
        made.contains(&"i.b(x) :- i.c(x).".to_owned()) && !made.contains(&"i.a(x) :- i.c(x).".to_owned())
    );
}

#[test]
fn a_rule_waits_for_the_relation_that_is_declared_further_out() {
    let text = ".comp Base { later(1). } .comp Derived : Base { .decl later(x: number) } .init d = Derived
.comp Inner { outer(2). global(3). } .comp Outer { .init in = Inner .decl outer(x: number) } .init o = Outer
.decl global(x: number)";
    let made = sound(text);
    for expected in ["d.later(1).", "o.outer(2).", "global(3)."] {
        assert!(made.contains(&expected.to_owned()), "{expected} {made:?}");
    }
}

#[test]
fn nested_components_are_found_in_bases_and_further_out() {
    let text = ".comp N { .decl global(x: number) }
.comp A { .comp N { .decl near(x: number) } }
.comp B : A { .init n = N .comp Deep { .init n = N } .init d = Deep }
.init b = B .init top = N";
    assert_eq!(
        sound(text),
        [".decl b.n.near(x: number)", ".decl b.d.n.near(x: number)", ".decl top.global(x: number)"]
    );
}

#[test]
fn branches_and_records_belong_to_their_instance() {
    let text = ".comp C<T> { .type L = Nil {} | Cons {head: T, tail: L} .type P = [x: L, y: T] .decl r(x: L)
r($Cons(1, $Nil())). r(x) :- r($Cons(_, x)), n = count : { r($Nil()) }, n > 0. }
.init c = C<number>";
    let expected = [
        ".type c.L = c.Nil {} | c.Cons { head: number, tail: c.L }",
        ".type c.P = [x: c.L, y: number]",
        ".decl c.r(x: c.L)",
        "c.r($c.Cons(1, $c.Nil())).",
        "c.r(x) :- c.r($c.Cons(_, x)), n = count : { c.r($c.Nil()) }, n > 0.",
    ];
    assert_eq!(sound(text), expected);
}

#[test]
fn a_program_without_components_is_left_as_it_is() {
    let text = ".decl a(x: number)\na(1).";
    let mut sources = SourceMap::default();
    let parsed = parse(sources.add("a.dl", text), text, Mode::File);
    assert!(instantiate(&[&parsed.tree]).trees.is_none());
}

#[test]
fn unknown_components_are_told_with_the_nearest() {
    assert_eq!(wrong(".comp Graph {}\n.init g = Grahp"), ["2 E1001 unknown component `Grahp`"]);
    assert_eq!(wrong(".comp A : B {}"), ["1 E1001 unknown component `B`"]);
    assert_eq!(wrong(".comp A { .comp B {} }\n.init b = B"), ["2 E1001 unknown component `B`"]);
    assert_eq!(
        wrong(".comp A<T> { .init t = T }\n.init a = A<number>"),
        ["1 E1001 `T` stands for `number`, which is no component"]
    );
}

#[test]
fn arguments_must_be_as_many_as_parameters() {
    assert_eq!(
        wrong(".comp A<T> {}\n.init a = A\n.init b = A<T, U>\n.comp B : A {}"),
        [
            "2 E1002 component `A` has 1 parameter, and 0 are given",
            "3 E1002 component `A` has 1 parameter, and 2 are given",
            "4 E1002 component `A` has 1 parameter, and 0 are given",
        ]
    );
}

#[test]
fn circles_are_refused() {
    assert_eq!(wrong(".comp A : A {}"), ["1 E1003 component `A` inherits from itself"]);
    assert_eq!(
        wrong(".comp A : B {}\n.comp B : A {}\n.init a = A"),
        ["1 E1003 component `A` inherits from itself", "2 E1003 component `B` inherits from itself"]
    );
}

#[test]
fn instances_without_end_are_refused() {
    assert_eq!(
        wrong(".comp A { .init a = A }\n.init a = A"),
        ["1 E1006 instances of components nested more than 100 deep"]
    );
    let doubling: Vec<String> =
        (0..20).map(|n| format!(".comp A{n} {{ .init a = A{} .init b = A{} }}\n", n + 1, n + 1)).collect();
    let doubling = doubling.concat();
    assert_eq!(
        wrong(&format!("{doubling}.comp A20 {{}}\n.init a = A0")),
        ["19 E1006 more than 100000 instances of components"]
    );
}

#[test]
fn only_what_is_inherited_and_overridable_is_overridden() {
    assert_eq!(
        wrong(
            ".comp A { .decl a(x: number) }\n.comp B : A { .override a }\n.comp C { .decl c() overridable .override c }"
        ),
        [
            "2 E1004 `B` overrides `a`, which is not overridable",
            "3 E1004 `C` overrides `c`, which is its own"
        ]
    );
}

#[test]
fn names_outside_of_components_are_used_once() {
    assert_eq!(
        wrong(".decl a()\n.type t <: number\n.comp a {}\n.comp C {}\n.comp C {}\n.init t = C"),
        [
            "3 E1005 component `a` has a name that is taken",
            "5 E1005 component `C` has a name that is taken",
            "6 E1005 instance `t` has a name that is taken",
        ]
    );
}

#[test]
fn what_is_no_part_of_a_component_is_refused() {
    let text = ".comp C {\n.pragma \"legacy\"\n.include \"x.dl\"\n}\n.override r";
    assert_eq!(
        wrong(text),
        [
            "2 E1007 `.pragma` has no meaning in a component",
            "3 E1007 `.include` has no meaning in a component",
            "5 E1007 `.override` has no meaning outside of a component",
        ]
    );
}

#[test]
fn findings_in_instances_are_told_once_and_say_through_which_init() {
    let text = ".comp C { .decl r(x: number) r(y). }\n.init a = C\n.init b = C";
    let mut sources = SourceMap::default();
    let source = sources.add("a.dl", text);
    let parsed = parse(source, text, Mode::File);
    let instantiated = instantiate(&[&parsed.tree]);
    let fault = Diagnostic::error("E0301", "`y`", Span { source, start: 31, end: 32 }, "");
    let elsewhere = Diagnostic::error("E0301", "`z`", Span { source, start: 0, end: 1 }, "");
    let mut found = vec![fault.clone(), fault, elsewhere.clone(), elsewhere];
    instantiated.trace(&mut found);
    let labels: Vec<_> = found
        .iter()
        .map(|one| one.secondary.iter().map(|label| label.text.as_str()).collect::<Vec<_>>())
        .collect();
    assert_eq!(labels, [vec!["instantiated here, as `a`"], vec![], vec![]]);
}
