//! Plans of small rules, told as one line a step.

use super::{
    Aggregation, Beside, Given, Grouping, Linked, Lookup, Operand, Plan, Step, View, linked, plan,
    plan_linked, plan_round,
};
use crate::diagnostic::SourceId;
use crate::program::check;
use crate::program::ir::{Comparison, Expr, Literal, Program, RelationId, VarId};
use crate::store::Dictionary;
use crate::syntax::{Mode, parse};

const RELATIONS: &str = "
    .decl small(x: number)
    .decl big(x: number, y: number)
    .decl other(x: number, y: number)
    .decl wide(x: number, y: number, z: number)
    .decl out(x: number, y: number)
    small(1). big(1, 2). other(1, 2). wide(1, 2, 3).
";

fn program(rule: &str) -> Program {
    let tree = parse(SourceId(0), &format!("{RELATIONS}{rule}"), Mode::File).tree;
    check(&[&tree], &Dictionary::default()).program.expect("the rule is right")
}

/// The plan of the rule's version with this delta, where `out` is recursive, `small` has 10 rows, the others have 10,000,
/// and each column given leaves one row in 20.
fn steps(rule: &str, delta: Option<usize>) -> Vec<String> {
    steps_of(rule, delta, |plan, _| plan)
}

/// The same of what `change` makes of the plan.
fn steps_of(
    rule: &str,
    delta: Option<usize>,
    change: impl FnOnce(Plan, &crate::program::ir::Rule) -> Plan,
) -> Vec<String> {
    let program = program(rule);
    let name = |id: RelationId| program.relations[id.0].name.as_str();
    let expected = |id: RelationId, columns: &[Given]| {
        let rows = if name(id) == "small" { 10.0 } else { 10_000.0 };
        columns.iter().fold(rows, |rows, _| rows / 20.0)
    };
    let plan = plan(&program.rules[0], delta, None, &|id| name(id) == "out", &expected);
    let plan = change(plan, &program.rules[0]);
    Teller {
        program: &program,
        names: program.rules[0].variables.iter().map(|it| it.name.as_str()).collect(),
    }
    .plan(&plan)
}

struct Teller<'a> {
    program: &'a Program,
    names: Vec<&'a str>,
}

impl Teller<'_> {
    fn plan(&self, plan: &Plan) -> Vec<String> {
        let groups = plan.groups.iter().flat_map(|groups| self.aggregation(groups));
        let mut told: Vec<String> =
            groups.chain(plan.before.iter().flat_map(|step| self.step(step))).collect();
        for stage in &plan.stages {
            let binds = stage
                .join
                .binds
                .iter()
                .map(|&(column, variable)| format!("{}={column}", self.name(variable)));
            let binds: Vec<String> = binds.collect();
            let keep: Vec<&str> = stage.join.keep.iter().map(|&variable| self.name(variable)).collect();
            told.push(
                format!("join {} binds {binds:?} keeps {keep:?}", self.lookup(&stage.join.lookup))
                    .replace('"', ""),
            );
            told.extend(stage.then.iter().flat_map(|step| self.step(step)));
        }
        told
    }

    fn name(&self, variable: VarId) -> &str {
        self.names.get(variable.0).copied().unwrap_or("ordinal")
    }

    fn lookup(&self, lookup: &Lookup) -> String {
        let view = match lookup.view {
            View::All => "",
            View::Old => "old ",
            View::Delta => "new ",
        };
        let given = lookup.columns.iter().zip(&lookup.key).map(|(column, key)| match key {
            Operand::Var(variable) => format!("{column}={}", self.name(*variable)),
            Operand::Const(word) => format!("{column}={word}"),
        });
        let once = if lookup.once { " once" } else { "" };
        let name = &self.program.relations[lookup.relation.0].name;
        format!("{view}{name}({}){once}", given.collect::<Vec<_>>().join(", "))
    }

    fn step(&self, step: &Step) -> Vec<String> {
        let told = match step {
            Step::Exists { lookup, negated } => {
                format!("{} {}", if *negated { "no" } else { "some" }, self.lookup(lookup))
            }
            Step::Bind { variable, .. } => format!("bind {}", self.name(*variable)),
            Step::Compare { left: Expr::Var(left), .. } => format!("compare {}", self.name(*left)),
            Step::Compare { .. } => "compare".to_owned(),
            Step::Test { .. } => "test".to_owned(),
            Step::Range { .. } => "range".to_owned(),
            Step::Never => "never".to_owned(),
            Step::Some(existence) => {
                let inner = self.plan(&existence.body).into_iter().map(|line| format!("  {line}"));
                return std::iter::once("some answer".to_owned()).chain(inner).collect();
            }
            Step::Aggregate(aggregation) => return self.aggregation(aggregation),
        };
        vec![told]
    }

    fn aggregation(&self, aggregation: &Aggregation) -> Vec<String> {
        let inner = self.plan(&aggregation.body).into_iter().map(|line| format!("  {line}"));
        let how = match (aggregation.is_check, aggregation.grouping) {
            (true, _) => "check",
            (false, Grouping::AsMet(_)) => "aggregate",
            (false, Grouping::AtOnce) => "all groups of",
        };
        std::iter::once(format!("{how} {}", self.name(aggregation.result))).chain(inner).collect()
    }
}

#[test]
fn the_smallest_relation_comes_first_and_the_others_follow_by_what_they_share() {
    assert_eq!(
        steps("out(x, z) :- big(x, y), other(y, z), small(z).", None),
        [
            "join small() once binds [z=0] keeps []",
            "join other(1=z) binds [y=0] keeps [z]",
            "join big(1=y) binds [x=0] keeps [z]",
        ]
    );
}

#[test]
fn the_last_rounds_rows_come_first_and_atoms_before_them_see_old_rows() {
    let rule = "out(x, z) :- out(x, y), out(y, z).";
    assert_eq!(
        steps(rule, Some(0)),
        ["join new out() once binds [x=0, y=1] keeps []", "join out(0=y) binds [z=1] keeps [x]"]
    );
    assert_eq!(
        steps(rule, Some(1)),
        ["join new out() once binds [y=0, z=1] keeps []", "join old out(1=y) binds [x=0] keeps [z]"]
    );
}

#[test]
fn the_last_rounds_rows_come_first_unless_too_many_are_multiplied_with_what_constants_select() {
    // out(x, y) :- tree(t), t = [x, y], record(x, [2]), out(y, _).
    let program = program(
        ".type R = [v: number] .type T = [x: number, y: number]
        .decl record(x: number, r: R) record(1, [1]). .decl tree(t: T) tree([1, 2]).
        out(x, y) :- tree(t), t = [x, y], record(x, [2]), out(y, _).",
    );
    let (rule, name) = (&program.rules[0], |id: RelationId| program.relations[id.0].name.as_str());
    let names: Vec<&str> = rule.variables.iter().map(|it| it.name.as_str()).collect();
    let is_out = |it: &Literal| matches!(it, Literal::Atom(atom) if name(atom.relation) == "out");
    let delta = rule.body.iter().position(is_out).unwrap();
    let expected = |id: RelationId, columns: &[Given]| {
        let rows = if name(id) == "tree" { 100_000.0 } else { 10_000.0 };
        columns.iter().fold(rows, |rows, _| rows / 20.0)
    };
    let rows_of = |new_rows| {
        let plan = plan_round(rule, (delta, new_rows), None, &|_| false, &expected);
        let told = Teller { program: &program, names: names.clone() }.plan(&plan).into_iter();
        told.filter_map(|step| Some(step.split_once('(')?.0.to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(rows_of(1.0), ["join new out", "join record", "some tree"]);
    assert_eq!(rows_of(10_000.0), ["join tree", "some record", "some new out"]);
}

#[test]
fn what_only_the_head_needs_of_the_last_rounds_rows_is_joined_last() {
    let crossed = |rule, delta| {
        steps_of(rule, Some(delta), |plan, rule| plan.with_crossing_last(rule, delta, &|_| true))
    };
    assert_eq!(
        crossed("out(x, w) :- other(x, y), out(y, z), out(z, w).", 2),
        [
            "join new out() once binds [z=0] keeps []",
            "join old out(1=z) binds [y=0] keeps [z]",
            "join other(1=y) binds [x=0] keeps [z]",
            "join new out(0=z) binds [w=1] keeps [x]",
        ]
    );
    // With one more join there is nothing to be done once for many rows, and what the body needs elsewhere stays.
    for (rule, delta) in [
        ("out(x, z) :- out(x, y), out(y, z).", 1),
        ("out(x, z) :- out(x, y), out(y, z), other(x, z), big(x, x).", 0),
    ] {
        assert_eq!(crossed(rule, delta), steps(rule, Some(delta)));
    }
}

#[test]
fn what_nothing_needs_is_neither_bound_nor_joined() {
    assert_eq!(
        steps("out(x, x) :- small(x), big(x, y), wide(x, _, z), z > 3.", None),
        [
            "join small() once binds [x=0] keeps []",
            "some big(0=x)",
            "some answer",
            "  join wide(0=x) binds [z=2] keeps [ordinal]",
            "  compare z",
        ]
    );
}

#[test]
fn constants_are_looked_up_and_a_first_lookup_of_constants_needs_no_index() {
    assert_eq!(
        steps("out(y, z) :- big(7, y), wide(y, 3, z), !other(y, 5), !small(8).", None),
        [
            "no small(0=8) once",
            "join wide(1=3) once binds [y=0, z=2] keeps []",
            "no other(0=y, 1=5)",
            "some big(0=7, 1=y)",
        ]
    );
}

#[test]
fn what_can_fail_waits_for_all_that_does_not_need_it() {
    assert_eq!(
        steps("out(x, z) :- big(x, y), z = x / y, other(x, y), y != 0.", None),
        ["join big() once binds [x=0, y=1] keeps []", "compare y", "some other(0=x, 1=y)", "bind z"]
    );
}

#[test]
fn a_computed_value_is_looked_up_rather_than_compared_with_every_row() {
    assert_eq!(
        steps("out(x, z) :- small(x), z = x + 1, small(z).", None),
        ["join small() once binds [x=0] keeps []", "bind z", "some small(0=z)"]
    );
    // What stands before the equation does not need its result, which may fail: it has to have rows.
    assert_eq!(
        steps("out(x, z) :- small(x), small(z), z = x + 1.", None),
        [
            "join small() once binds [x=0] keeps []",
            "some answer",
            "  some small()",
            "bind z",
            "some small(0=z)"
        ]
    );
}

#[test]
fn what_may_fail_waits_until_all_else_has_an_answer() {
    assert_eq!(
        steps("out(x, z) :- out(x, y), z = y * y, big(a, b), other(b, 7), wide(z, b, _).", Some(0)),
        [
            "join new out() once binds [x=0, y=1] keeps []",
            "some answer",
            "  join other(1=7) binds [b=0] keeps [ordinal]",
            "  some big(1=b)",
            "bind z",
            "some answer",
            "  join wide(0=z) binds [b=1] keeps [ordinal]",
            "  some other(0=b, 1=7)",
            "  some big(1=b)",
        ]
    );
}

#[test]
fn comparisons_limit_the_column_that_they_bind_on_most_sides() {
    let program = program("out(x, y) :- small(x), wide(x, y, z), y > x, z >= x, 9 > z, y != z.");
    let expected = |id: RelationId, columns: &[Given]| {
        let rows = if program.relations[id.0].name == "small" { 10.0 } else { 10_000.0 };
        columns.iter().fold(rows, |rows, _| rows / 20.0)
    };
    let plan = plan(&program.rules[0], None, None, &|_| false, &expected);
    let limits = plan.stages[1].join.limits.as_ref().map(|limits| (limits.sorting.column, limits.each.len()));
    assert_eq!((plan.stages[0].join.limits.as_ref(), limits), (None, Some((2, 2))));
}

/// A column and what is said of it.
type Limited = (usize, Vec<(Comparison, Option<Beside>)>);

/// The column of the second join that is limited in the first rule of a program, and by what.
fn limits(text: &str) -> Option<Limited> {
    let program = program(text);
    let plan = plan(&program.rules[0], None, Some(&[0, 1]), &|_| false, &|_, _| 100.0);
    let limits = plan.stages[1].join.limits.as_ref()?;
    Some((limits.sorting.column, limits.each.iter().map(|bound| (bound.op, bound.beside)).collect()))
}

#[test]
fn sums_limit_the_columns_that_are_added() {
    let (less, greater) = (Comparison::Less, Comparison::Greater);
    let overlap = "out(x, y) :- big(x, n), wide(y, m, _), x < y + m, y < x + n.";
    assert_eq!(limits(overlap), Some((0, vec![(greater, Some(Beside::Column(1))), (less, None)])));
    let near = "out(x, y) :- small(x), big(y, _), y + 5 > x, y - 5 < x.";
    let five = Some(Beside::Const(5));
    assert_eq!(limits(near), Some((0, vec![(greater, five), (less, five)])));
    // A sum that has no value may be greater than anything, and a difference less.
    assert_eq!(limits("out(x, y) :- small(x), big(y, m), y + m < x, y - m > x."), None);
    assert_eq!(
        limits("out(x, y) :- small(x), big(y, m), m - y < x."),
        Some((1, vec![(less, Some(Beside::Column(0)))]))
    );
}

#[test]
fn what_another_column_says_limits_the_nearest_on_its_open_side() {
    let (less, greater) = (Comparison::Less, Comparison::Greater);
    // Of wide(a, b, c), the start b and the end c lie beside each other; a is on one side only as well.
    let overlap = "out(x, y) :- wide(x, f, t), wide(y, g, u), x < y, g < t, f < u.";
    assert_eq!(limits(overlap), Some((1, vec![(less, None), (greater, Some(Beside::Gap(2)))])));
    // Of what is limited on both sides nothing else is asked.
    let within = "out(x, y) :- wide(x, f, t), wide(y, g, u), f < g, g < t, f < u.";
    assert_eq!(limits(within), Some((1, vec![(greater, None), (less, None)])));
    let above = "out(x, y) :- wide(x, f, _), wide(y, g, u), f < g, f < u.";
    assert_eq!(limits(above), Some((1, vec![(greater, None)])));
}

#[test]
fn an_equation_gives_the_operand_that_an_atom_wants() {
    let told = steps("out(x, z) :- out(x, y), y = w - 1, big(w, z).", Some(0));
    assert_eq!(told[1..3], ["bind w", "join big(0=w) binds [z=1] keeps [x, y, w]"]);
    assert_eq!(told[3..], ["compare y"]);
}

#[test]
fn an_atom_with_what_the_head_needs_comes_before_those_that_only_test_it() {
    assert_eq!(
        steps("out(x, y) :- other(_, z), big(x, _), wide(x, y, z).", None),
        ["join wide() once binds [x=0, y=1, z=2] keeps []", "some other(1=z)", "some big(0=x)",]
    );
}

#[test]
fn what_the_head_has_no_part_in_is_looked_up_once_a_key() {
    assert_eq!(
        steps("out(x, x) :- small(x), big(x, y), other(y, z), wide(z, w, w).", None),
        [
            "join small() once binds [x=0] keeps []",
            "some answer",
            "  join big(0=x) binds [y=1] keeps [ordinal]",
            "  some answer",
            "    join other(0=y) binds [z=1] keeps [ordinal]",
            "    join wide(0=z) binds [] keeps [ordinal]",
        ]
    );
    assert_eq!(
        steps("out(x, x) :- small(x), big(y, z), other(z, y).", None),
        [
            "some answer",
            "  join big() binds [y=0, z=1] keeps [ordinal]",
            "  some other(0=z, 1=y)",
            "join small() once binds [x=0] keeps []",
        ]
    );
}

#[test]
fn an_atom_crossed_with_all_bindings_or_last_is_searched_for_any_row_that_meets_its_conditions() {
    assert_eq!(
        steps("out(x, z) :- small(x), big(y, _), !other(y, x), wide(z, _, _).", None),
        [
            "join small() once binds [x=0] keeps []",
            "some answer",
            "  join big() binds [y=0] keeps [x, ordinal]",
            "  no other(0=y, 1=x)",
            "join wide() binds [z=0] keeps [x]",
        ]
    );
    assert_eq!(
        steps("out(x, x) :- small(x), big(y, _), y > 3.", None),
        [
            "some answer",
            "  join big() binds [y=0] keeps [ordinal]",
            "  compare y",
            "join small() once binds [x=0] keeps []",
        ]
    );
    // Any row of the small relation is soon found.
    assert_eq!(
        steps("out(y, y) :- small(x), big(y, _), x < y.", None),
        [
            "join big() once binds [y=0] keeps []",
            "some answer",
            "  join small() binds [x=0] keeps [y, ordinal]",
            "  compare x",
        ]
    );
    assert_eq!(
        steps("out(x, y) :- small(x), big(x, y), y < 3, other(y, z), z > x.", None),
        [
            "join small() once binds [x=0] keeps []",
            "join big(0=x) binds [y=1] keeps [x]",
            "compare y",
            "some answer",
            "  join other(0=y) binds [z=1] keeps [x, ordinal]",
            "  compare z",
        ]
    );
}

#[test]
fn a_variable_of_a_circle_is_taken_from_whichever_atom_has_fewer_values() {
    let program = program("out(x, z) :- big(x, y), other(y, z), wide(x, z, 3).");
    let expected = |_: RelationId, columns: &[Given]| columns.iter().fold(10_000.0, |rows, _| rows / 20.0);
    let plan = plan(&program.rules[0], None, Some(&[0, 1, 2]), &|_| false, &expected);
    let name = |lookup: &Lookup| program.relations[lookup.relation.0].name.clone();
    let told = plan.stages.iter().flat_map(|stage| &stage.join.others);
    let told: Vec<_> = told.map(|it| (name(&it.lookup), it.lookup.columns.clone(), it.column)).collect();
    assert_eq!(told, [("wide".into(), vec![0, 2], 1)]);
}

#[test]
fn an_atom_with_a_record_of_constants_need_not_come_first() {
    let records = ".type R = [v: number] .decl record(x: number, r: R) record(1, [1]). ";
    // out(x, y) :- record(x, [2]), small(x), big(x, y).
    let told = steps(&format!("{records}out(x, y) :- record(x, [2]), small(x), big(x, y)."), None);
    let steps: Vec<&str> = told.iter().filter_map(|step| step.split(" binds").next()).collect();
    assert_eq!(steps, ["bind _1", "join small() once", "some record(0=x, 1=_1)", "join big(0=x)"]);
}

#[test]
fn a_record_of_bound_fields_is_looked_up_and_one_that_is_bound_gives_its_fields() {
    let records = ".type R = [v: number, w: number] .type T = Leaf {} | Pair {v: number, w: number}
        .decl record(r: R) record([1, 2]). .decl tree(t: T) tree($Leaf()). ";
    let joins = |rule: &str, delta| -> Vec<String> {
        let told = steps(&format!("{rule} {records}"), delta);
        let told = told.iter().filter_map(|step| step.split(" binds").next());
        told.filter(|step| !step.contains("compare")).map(str::to_owned).collect()
    };
    // The record of what is bound, though the pattern stands before it.
    assert_eq!(
        joins("out(x, y) :- record([x, y]), out(x, y).", Some(4)),
        ["join new out() once", "bind _1", "some record(0=_1)"]
    );
    assert_eq!(
        joins("out(x, y) :- tree($Pair(x, y)), out(x, y).", Some(4)),
        ["join new out() once", "bind _1", "some tree(0=_1)"]
    );
    // Not where a field is unknown: rather all records than all for each new row.
    assert_eq!(
        joins("out(x, x) :- record([x, _]), out(x, _).", Some(3)),
        ["join record() once", "bind x", "some new out(0=x)"]
    );
    // The fields of what comes first, though the pattern stands behind them.
    assert_eq!(
        joins("out(x, y) :- small(x), big(y, _), record([x, y]).", None),
        ["join record() once", "bind x", "bind y", "some small(0=x)", "some big(0=y)"]
    );
}

#[test]
fn groups_that_most_bindings_ask_for_are_found_at_once() {
    // The join says nothing that the groups do not say, and is left out.
    assert_eq!(
        steps("out(x, m) :- big(x, _), m = min y : { big(x, y) }.", None),
        ["all groups of m", "  join big() binds [x=0, y=1] keeps []"]
    );
    // A count has a result where no row meets the condition.
    assert_eq!(
        steps("out(x, n) :- big(x, _), n = count : { big(x, y), y > 1 }.", None),
        [
            "join big() once binds [x=0] keeps []",
            "all groups of n",
            "  join big() binds [x=0, y=1] keeps []",
            "  compare y"
        ]
    );
    // Few bindings have few groups looked up; what may fail is not evaluated for groups that nobody asks for.
    let few = steps("out(x, n) :- x = 3, n = count : { big(x, _) }.", None);
    assert_eq!(few[1..], ["aggregate n", "  join big(0=x) binds [] keeps [ordinal]"]);
    let may_fail = steps("out(x, n) :- big(x, _), n = count : { big(x, y), y / 2 > 1 }.", None);
    assert_eq!(may_fail[1], "aggregate n");
}

#[test]
fn every_row_counts_in_an_aggregate() {
    assert_eq!(
        steps("out(x, n) :- small(x), n = count : { wide(x, _, _) }.", None),
        ["join small() once binds [x=0] keeps []", "all groups of n", "  join wide() binds [x=0] keeps []",]
    );
}

#[test]
fn atoms_keep_an_order_that_is_given() {
    let program = program("out(x, z) :- out(x, y), z = y + 1, big(z, _), small(x), !small(z).");
    let expected = |_: RelationId, _: &[Given]| 1.0;
    let plan = plan(&program.rules[0], Some(0), Some(&[3, 2, 0]), &|_| false, &expected);
    let names = program.rules[0].variables.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        Teller { program: &program, names }.plan(&plan),
        [
            "join small() once binds [x=0] keeps []",
            "join big() binds [z=0] keeps [x]",
            "no small(0=z)",
            "bind y",
            "some new out(0=x, 1=y)",
            "compare z",
        ]
    );
}

/// The two plans for a rule that unites what a class leads to, where all relations are equivalences.
fn linked_steps(rule: &str, delta: Option<usize>) -> Option<[Vec<String>; 2]> {
    let program = program(rule);
    let name = |id: RelationId| program.relations[id.0].name.as_str();
    let rule = &program.rules[0];
    let both = linked(rule, delta, &|id| name(id) == "other")?;
    let names: Vec<&str> = rule.variables.iter().map(|it| it.name.as_str()).collect();
    let told = |linked: Linked| {
        let plan =
            plan_linked(&linked, delta.is_some(), &|_, given| if given.is_empty() { 100.0 } else { 2.0 });
        let plan = plan.with_split_scans(&|id| name(id) == "other");
        let once: Vec<bool> = plan.stages.iter().map(|stage| stage.join.once_a_list.is_some()).collect();
        assert_eq!(once, [false, false, true, false]);
        Teller { program: &program, names: names.clone() }.plan(&plan)
    };
    Some(both.map(told))
}

#[test]
fn what_a_class_links_is_united_from_one_value_of_each_side() {
    // out(y, z) :- for each class of `other`: one y with all z, and one z with all y.
    let rule = "out(y, z) :- big(x, y), other(x, w), big(w, z).";
    assert_eq!(
        linked_steps(rule, Some(1)),
        Some([
            vec![
                "join new other() once binds [x=0] keeps []".to_owned(),
                "join big(0=x) binds [y=1] keeps [x]".to_owned(),
                "join other(0=x) binds [w=1] keeps [y]".to_owned(),
                "join big(0=w) binds [z=1] keeps [y]".to_owned(),
            ],
            vec![
                "join new other() once binds [w=0] keeps []".to_owned(),
                "join big(0=w) binds [z=1] keeps [w]".to_owned(),
                "join other(0=w) binds [x=1] keeps [z]".to_owned(),
                "join big(0=x) binds [y=1] keeps [z]".to_owned(),
            ],
        ])
    );
}

#[test]
fn what_a_class_and_a_field_link_is_united_from_one_value_of_each_side() {
    // out(a, b) :- for each class of `other` and each f: one a with all b, and one b with all a.
    let rule = "out(a, b) :- wide(x, f, a), other(x, y), wide(y, f, b).";
    let [there, back] = linked_steps(rule, Some(1)).expect("the rule falls apart");
    assert_eq!(
        there,
        [
            "join new other() once binds [x=0] keeps []",
            "join wide(0=x) binds [f=1, a=2] keeps [x]",
            "join other(0=x) binds [y=1] keeps [a, f]",
            "join wide(0=y, 1=f) binds [b=2] keeps [a]",
        ]
    );
    assert_eq!(
        back[2..],
        ["join other(0=y) binds [x=1] keeps [b, f]", "join wide(0=x, 1=f) binds [a=2] keeps [b]"]
    );
    // What another atom alone has, and what only a comparison has on one side, is not shared.
    assert_eq!(
        linked_steps("out(a, b) :- wide(x, f, a), other(x, y), wide(y, g, b), big(f, g).", Some(1)),
        None
    );
    assert_eq!(linked_steps("out(a, b) :- big(x, a), other(x, y), wide(y, f, b), x < f.", Some(1)), None);
}

#[test]
fn a_rule_whose_sides_share_more_than_a_class_is_not_parted() {
    // What both sides have, what the head takes of one side alone, and what another atom leads to.
    assert_eq!(linked_steps("out(y, z) :- big(x, y), other(x, w), wide(w, z, y).", None), None);
    assert_eq!(linked_steps("out(y, x) :- big(x, y), other(x, w), big(w, z).", None), None);
    assert_eq!(linked_steps("out(y, z) :- big(x, y), other(x, w), big(w, z), y < z.", None), None);
    assert_eq!(linked_steps("out(y, z) :- big(x, y), other(x, w), big(w, z).", Some(0)), None);
}
