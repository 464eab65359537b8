//! The workloads in Ascent, on one thread and on all.

/// The programs as one of Ascent's macros compiles them.
macro_rules! programs {
    ($compile:ident) => {
        use ascent::{$compile, lattice::Dual};

        use crate::facts::Folder;
        use crate::{Run, Sizes};

        pub const PROGRAMS: &[(&str, Run)] = &[
            ("closure", closure),
            ("same_generation", same_generation),
            ("components", components),
            ("shortest", shortest),
            ("triangles", triangles),
            ("andersen", andersen),
            ("cspa", cspa),
            ("csda", csda),
            ("fields", fields),
            ("strings", strings),
            ("galen", galen),
            ("polonius", polonius),
        ];

        $compile! {
            struct Closure;
            relation arc(u32, u32);
            relation path(u32, u32);
            path(x, y) <-- arc(x, y);
            path(x, z) <-- path(x, y), arc(y, z);
        }

        fn closure(folder: &Folder) -> Sizes {
            let mut it = Closure { arc: folder.rows("arc").into_iter().map(|[x, y]| (x, y)).collect(), ..Closure::default() };
            it.run();
            vec![("path", it.path.len())]
        }

        $compile! {
            struct SameGeneration;
            relation arc(u32, u32);
            relation same(u32, u32);
            same(x, y) <-- arc(a, x), arc(a, y), if x != y;
            same(x, y) <-- arc(a, x), same(a, b), arc(b, y);
        }

        fn same_generation(folder: &Folder) -> Sizes {
            let arc = folder.rows("arc").into_iter().map(|[x, y]| (x, y)).collect();
            let mut it = SameGeneration { arc, ..SameGeneration::default() };
            it.run();
            vec![("same", it.same.len())]
        }

        $compile! {
            struct Components;
            relation arc(u32, u32);
            relation edge(u32, u32);
            lattice label(u32, Dual<u32>);
            relation component(u32);
            edge(x, y) <-- arc(x, y);
            edge(y, x) <-- arc(x, y);
            label(x, Dual(*x)) <-- edge(x, _);
            label(y, *least) <-- label(x, least), edge(x, y);
            component(least.0) <-- label(_, least);
        }

        fn components(folder: &Folder) -> Sizes {
            let arc = folder.rows("arc").into_iter().map(|[x, y]| (x, y)).collect();
            let mut it = Components { arc, ..Components::default() };
            it.run();
            vec![("label", it.label.len()), ("component", it.component.len())]
        }

        $compile! {
            struct Shortest;
            relation arc(u32, u32);
            lattice distance(u32, Dual<u32>);
            distance(0, Dual(0));
            distance(y, Dual(d.0 + 1 + (x + y) % 7)) <-- distance(x, d), arc(x, y);
        }

        fn shortest(folder: &Folder) -> Sizes {
            let arc = folder.rows("arc").into_iter().map(|[x, y]| (x, y)).collect();
            let mut it = Shortest { arc, ..Shortest::default() };
            it.run();
            vec![("distance", it.distance.len())]
        }

        $compile! {
            struct Triangles;
            relation arc(u32, u32);
            relation triangle(u32, u32, u32);
            relation corner(u32, u32);
            triangle(x, y, z) <-- arc(x, y), arc(y, z), arc(z, x);
            corner(x, z) <-- arc(x, y), arc(y, z), arc(z, w), arc(w, x);
        }

        fn triangles(folder: &Folder) -> Sizes {
            let arc = folder.rows("arc").into_iter().map(|[x, y]| (x, y)).collect();
            let mut it = Triangles { arc, ..Triangles::default() };
            it.run();
            vec![("triangle", it.triangle.len()), ("corner", it.corner.len())]
        }

        $compile! {
            struct Andersen;
            relation address_of(u32, u32);
            relation assign(u32, u32);
            relation load(u32, u32);
            relation store(u32, u32);
            relation points_to(u32, u32);
            points_to(x, y) <-- address_of(x, y);
            points_to(x, y) <-- assign(x, z), points_to(z, y);
            points_to(x, w) <-- load(x, y), points_to(y, z), points_to(z, w);
            points_to(z, w) <-- store(y, x), points_to(y, z), points_to(x, w);
        }

        fn andersen(folder: &Folder) -> Sizes {
            let mut it = Andersen {
                address_of: folder.rows("address_of").into_iter().map(|[x, y]| (x, y)).collect(),
                assign: folder.rows("assign").into_iter().map(|[x, y]| (x, y)).collect(),
                load: folder.rows("load").into_iter().map(|[x, y]| (x, y)).collect(),
                store: folder.rows("store").into_iter().map(|[x, y]| (x, y)).collect(),
                ..Andersen::default()
            };
            it.run();
            vec![("points_to", it.points_to.len())]
        }

        $compile! {
            struct Cspa;
            relation assign(u32, u32);
            relation dereference(u32, u32);
            relation value_flow(u32, u32);
            relation memory_alias(u32, u32);
            relation value_alias(u32, u32);
            value_flow(y, x) <-- assign(y, x);
            value_flow(x, x) <-- assign(x, _);
            value_flow(x, x) <-- assign(_, x);
            memory_alias(x, x) <-- assign(_, x);
            memory_alias(x, x) <-- assign(x, _);
            value_flow(x, y) <-- value_flow(x, z), value_flow(z, y);
            value_flow(x, y) <-- assign(x, z), memory_alias(z, y);
            memory_alias(x, w) <-- dereference(y, x), value_alias(y, z), dereference(z, w);
            value_alias(x, y) <-- value_flow(z, x), value_flow(z, y);
            value_alias(x, y) <-- value_flow(z, x), memory_alias(z, w), value_flow(w, y);
        }

        fn cspa(folder: &Folder) -> Sizes {
            let mut it = Cspa {
                assign: folder.rows("assign").into_iter().map(|[x, y]| (x, y)).collect(),
                dereference: folder.rows("dereference").into_iter().map(|[x, y]| (x, y)).collect(),
                ..Cspa::default()
            };
            it.run();
            vec![
                ("value_flow", it.value_flow.len()),
                ("memory_alias", it.memory_alias.len()),
                ("value_alias", it.value_alias.len()),
            ]
        }

        $compile! {
            struct Csda;
            relation null_edge(u32, u32);
            relation arc(u32, u32);
            relation null_flow(u32, u32);
            null_flow(x, y) <-- null_edge(x, y);
            null_flow(x, y) <-- null_flow(x, z), arc(z, y);
        }

        fn csda(folder: &Folder) -> Sizes {
            let mut it = Csda {
                null_edge: folder.rows("null_edge").into_iter().map(|[x, y]| (x, y)).collect(),
                arc: folder.rows("arc").into_iter().map(|[x, y]| (x, y)).collect(),
                ..Csda::default()
            };
            it.run();
            vec![("null_flow", it.null_flow.len())]
        }

        $compile! {
            struct Fields;
            relation allocation(u32, u32, u32);
            relation moves(u32, u32);
            relation load(u32, u32, u32);
            relation store(u32, u32, u32);
            relation call(u32, u32, u32, u32);
            relation heap_type(u32, u32);
            relation lookup(u32, u32, u32);
            relation actual(u32, u32, u32);
            relation formal(u32, u32, u32);
            relation reachable(u32);
            relation points_to(u32, u32);
            relation field_points_to(u32, u32, u32);
            relation calls(u32, u32);
            reachable(0);
            reachable(method) <-- calls(_, method);
            points_to(variable, heap) <-- reachable(method), allocation(variable, heap, method);
            points_to(to, heap) <-- moves(to, from), points_to(from, heap);
            points_to(to, heap) <-- load(to, base, field), points_to(base, at), field_points_to(at, field, heap);
            field_points_to(at, field, heap) <-- store(base, field, from), points_to(base, at), points_to(from, heap);
            calls(site, called) <--
                call(site, base, name, method), reachable(method), points_to(base, heap), heap_type(heap, ty), lookup(ty, name, called);
            points_to(to, heap) <-- calls(site, method), actual(site, place, from), formal(method, place, to), points_to(from, heap);
        }

        fn fields(folder: &Folder) -> Sizes {
            let mut it = Fields {
                allocation: folder.rows("allocation").into_iter().map(|[x, y, z]| (x, y, z)).collect(),
                moves: folder.rows("move").into_iter().map(|[x, y]| (x, y)).collect(),
                load: folder.rows("load").into_iter().map(|[x, y, z]| (x, y, z)).collect(),
                store: folder.rows("store").into_iter().map(|[x, y, z]| (x, y, z)).collect(),
                call: folder.rows("call").into_iter().map(|[x, y, z, w]| (x, y, z, w)).collect(),
                heap_type: folder.rows("heap_type").into_iter().map(|[x, y]| (x, y)).collect(),
                lookup: folder.rows("lookup").into_iter().map(|[x, y, z]| (x, y, z)).collect(),
                actual: folder.rows("actual").into_iter().map(|[x, y, z]| (x, y, z)).collect(),
                formal: folder.rows("formal").into_iter().map(|[x, y, z]| (x, y, z)).collect(),
                ..Fields::default()
            };
            it.run();
            vec![
                ("reachable", it.reachable.len()),
                ("points_to", it.points_to.len()),
                ("field_points_to", it.field_points_to.len()),
                ("calls", it.calls.len()),
            ]
        }

        $compile! {
            struct Strings;
            relation person(&'static str, &'static str, &'static str);
            relation address(String, &'static str);
            relation neighbours(String, String);
            relation namesakes(String, usize);
            address(format!("{first} {last}"), town) <-- person(first, last, town);
            neighbours(one.clone(), other.clone()) <-- address(one, town), address(other, town), if one != other;
            namesakes(name.clone(), name.len()) <-- address(name, one), address(name, other), if one != other;
        }

        fn strings(folder: &Folder) -> Sizes {
            let person = folder.words("person").into_iter().map(|[first, last, town]| (first, last, town)).collect();
            let mut it = Strings { person, ..Strings::default() };
            it.run();
            vec![
                ("address", it.address.len()),
                ("neighbours", it.neighbours.len()),
                ("namesakes", it.namesakes.len()),
            ]
        }

        $compile! {
            struct Galen;
            relation p_given(u32, u32);
            relation q_given(u32, u32, u32);
            relation r(u32, u32, u32);
            relation c(u32, u32, u32);
            relation u(u32, u32, u32);
            relation s(u32, u32);
            relation p(u32, u32);
            relation q(u32, u32, u32);
            p(x, z) <-- p_given(x, z);
            q(x, r, z) <-- q_given(x, r, z);
            p(x, z) <-- p(x, y), p(y, z);
            p(x, z) <-- p(y, w), u(w, r, z), q(x, r, y);
            p(x, z) <-- c(y, w, z), p(x, w), p(x, y);
            q(x, r, z) <-- p(x, y), q(y, r, z);
            q(x, o, z) <-- q(x, r, z), s(r, o);
            q(x, e, o) <-- q(x, y, z), r(y, u, e), q(z, u, o);
        }

        fn galen(folder: &Folder) -> Sizes {
            let mut it = Galen {
                p_given: folder.rows("P").into_iter().map(|[x, y]| (x, y)).collect(),
                q_given: folder.rows("Q").into_iter().map(|[x, y, z]| (x, y, z)).collect(),
                r: folder.rows("R").into_iter().map(|[x, y, z]| (x, y, z)).collect(),
                c: folder.rows("C").into_iter().map(|[x, y, z]| (x, y, z)).collect(),
                u: folder.rows("U").into_iter().map(|[x, y, z]| (x, y, z)).collect(),
                s: folder.rows("S").into_iter().map(|[x, y]| (x, y)).collect(),
                ..Galen::default()
            };
            it.run();
            vec![("p", it.p.len()), ("q", it.q.len())]
        }

        $compile! {
            struct Polonius;
            relation subset_base(u32, u32, u32);
            relation cfg_edge(u32, u32);
            relation loan_issued_at(u32, u32, u32);
            relation loan_killed_at(u32, u32);
            relation loan_invalidated_at(u32, u32);
            relation universal_region(u32);
            relation var_used_at(u32, u32);
            relation var_defined_at(u32, u32);
            relation use_of_var_derefs_origin(u32, u32);
            relation node(u32);
            relation var_live(u32, u32);
            relation origin_live(u32, u32);
            relation subset(u32, u32, u32);
            relation owns(u32, u32, u32);
            relation loan_live(u32, u32);
            relation error(u32, u32);
            node(point) <-- cfg_edge(point, _);
            node(point) <-- cfg_edge(_, point);
            var_live(variable, point) <-- var_used_at(variable, point);
            var_live(variable, from) <-- var_live(variable, to), cfg_edge(from, to), !var_defined_at(variable, from);
            origin_live(origin, point) <-- var_live(variable, point), use_of_var_derefs_origin(variable, origin);
            origin_live(origin, point) <-- universal_region(origin), node(point);
            subset(one, other, point) <-- subset_base(one, other, point);
            subset(one, third, point) <-- subset(one, other, point), subset(other, third, point), if one != third;
            subset(one, other, to) <-- subset(one, other, from), cfg_edge(from, to), origin_live(one, to), origin_live(other, to);
            owns(origin, loan, point) <-- loan_issued_at(origin, loan, point);
            owns(other, loan, point) <-- owns(one, loan, point), subset(one, other, point);
            owns(origin, loan, to) <-- owns(origin, loan, from), cfg_edge(from, to), !loan_killed_at(loan, from), origin_live(origin, to);
            loan_live(loan, point) <-- owns(origin, loan, point), origin_live(origin, point);
            error(loan, point) <-- loan_invalidated_at(point, loan), loan_live(loan, point);
        }

        fn polonius(folder: &Folder) -> Sizes {
            let mut it = Polonius {
                subset_base: folder.rows("subset_base").into_iter().map(|[x, y, z]| (x, y, z)).collect(),
                cfg_edge: folder.rows("cfg_edge").into_iter().map(|[x, y]| (x, y)).collect(),
                loan_issued_at: folder.rows("loan_issued_at").into_iter().map(|[x, y, z]| (x, y, z)).collect(),
                loan_killed_at: folder.rows("loan_killed_at").into_iter().map(|[x, y]| (x, y)).collect(),
                loan_invalidated_at: folder.rows("loan_invalidated_at").into_iter().map(|[x, y]| (x, y)).collect(),
                universal_region: folder.rows("universal_region").into_iter().map(|[x]| (x,)).collect(),
                var_used_at: folder.rows("var_used_at").into_iter().map(|[x, y]| (x, y)).collect(),
                var_defined_at: folder.rows("var_defined_at").into_iter().map(|[x, y]| (x, y)).collect(),
                use_of_var_derefs_origin: folder
                    .rows("use_of_var_derefs_origin")
                    .into_iter()
                    .map(|[x, y]| (x, y))
                    .collect(),
                ..Polonius::default()
            };
            it.run();
            vec![("subset", it.subset.len()), ("owns", it.owns.len()), ("error", it.error.len())]
        }
    };
}

/// On one thread.
pub mod single {
    programs!(ascent);
}

/// On all threads.
pub mod parallel {
    programs!(ascent_par);
}
