//! The workloads in crepe, which has neither lattices nor aggregates.

use crate::facts::Folder;
use crate::{Run, Sizes};

pub const PROGRAMS: &[(&str, Run)] = &[
    ("closure", closure::run),
    ("same_generation", same_generation::run),
    ("triangles", triangles::run),
    ("andersen", andersen::run),
    ("cspa", cspa::run),
    ("csda", csda::run),
    ("fields", fields::run),
    ("galen", galen::run),
    ("polonius", polonius::run),
];

mod closure {
    use super::{Folder, Sizes};

    crepe::crepe! {
        @input
        struct Arc(u32, u32);
        @output
        struct Path(u32, u32);
        Path(x, y) <- Arc(x, y);
        Path(x, z) <- Path(x, y), Arc(y, z);
    }

    pub fn run(folder: &Folder) -> Sizes {
        let mut it = Crepe::new();
        it.extend(folder.rows("arc").into_iter().map(|[x, y]| Arc(x, y)));
        vec![("path", it.run().0.len())]
    }
}

mod same_generation {
    use super::{Folder, Sizes};

    crepe::crepe! {
        @input
        struct Arc(u32, u32);
        @output
        struct Same(u32, u32);
        Same(x, y) <- Arc(a, x), Arc(a, y), (x != y);
        Same(x, y) <- Arc(a, x), Same(a, b), Arc(b, y);
    }

    pub fn run(folder: &Folder) -> Sizes {
        let mut it = Crepe::new();
        it.extend(folder.rows("arc").into_iter().map(|[x, y]| Arc(x, y)));
        vec![("same", it.run().0.len())]
    }
}

mod triangles {
    use super::{Folder, Sizes};

    crepe::crepe! {
        @input
        struct Arc(u32, u32);
        @output
        struct Triangle(u32, u32, u32);
        @output
        struct Corner(u32, u32);
        Triangle(x, y, z) <- Arc(x, y), Arc(y, z), Arc(z, x);
        Corner(x, z) <- Arc(x, y), Arc(y, z), Arc(z, w), Arc(w, x);
    }

    pub fn run(folder: &Folder) -> Sizes {
        let mut it = Crepe::new();
        it.extend(folder.rows("arc").into_iter().map(|[x, y]| Arc(x, y)));
        let (triangle, corner) = it.run();
        vec![("triangle", triangle.len()), ("corner", corner.len())]
    }
}

mod andersen {
    use super::{Folder, Sizes};

    crepe::crepe! {
        @input
        struct AddressOf(u32, u32);
        @input
        struct Assign(u32, u32);
        @input
        struct Load(u32, u32);
        @input
        struct Store(u32, u32);
        @output
        struct PointsTo(u32, u32);
        PointsTo(x, y) <- AddressOf(x, y);
        PointsTo(x, y) <- Assign(x, z), PointsTo(z, y);
        PointsTo(x, w) <- Load(x, y), PointsTo(y, z), PointsTo(z, w);
        PointsTo(z, w) <- Store(y, x), PointsTo(y, z), PointsTo(x, w);
    }

    pub fn run(folder: &Folder) -> Sizes {
        let mut it = Crepe::new();
        it.extend(folder.rows("address_of").into_iter().map(|[x, y]| AddressOf(x, y)));
        it.extend(folder.rows("assign").into_iter().map(|[x, y]| Assign(x, y)));
        it.extend(folder.rows("load").into_iter().map(|[x, y]| Load(x, y)));
        it.extend(folder.rows("store").into_iter().map(|[x, y]| Store(x, y)));
        vec![("points_to", it.run().0.len())]
    }
}

mod cspa {
    use super::{Folder, Sizes};

    crepe::crepe! {
        @input
        struct Assign(u32, u32);
        @input
        struct Dereference(u32, u32);
        @output
        struct ValueFlow(u32, u32);
        @output
        struct MemoryAlias(u32, u32);
        @output
        struct ValueAlias(u32, u32);
        ValueFlow(y, x) <- Assign(y, x);
        ValueFlow(x, x) <- Assign(x, _);
        ValueFlow(x, x) <- Assign(_, x);
        MemoryAlias(x, x) <- Assign(_, x);
        MemoryAlias(x, x) <- Assign(x, _);
        ValueFlow(x, y) <- ValueFlow(x, z), ValueFlow(z, y);
        ValueFlow(x, y) <- Assign(x, z), MemoryAlias(z, y);
        MemoryAlias(x, w) <- Dereference(y, x), ValueAlias(y, z), Dereference(z, w);
        ValueAlias(x, y) <- ValueFlow(z, x), ValueFlow(z, y);
        ValueAlias(x, y) <- ValueFlow(z, x), MemoryAlias(z, w), ValueFlow(w, y);
    }

    pub fn run(folder: &Folder) -> Sizes {
        let mut it = Crepe::new();
        it.extend(folder.rows("assign").into_iter().map(|[x, y]| Assign(x, y)));
        it.extend(folder.rows("dereference").into_iter().map(|[x, y]| Dereference(x, y)));
        let (flow, memory, value) = it.run();
        vec![("value_flow", flow.len()), ("memory_alias", memory.len()), ("value_alias", value.len())]
    }
}

mod csda {
    use super::{Folder, Sizes};

    crepe::crepe! {
        @input
        struct NullEdge(u32, u32);
        @input
        struct Arc(u32, u32);
        @output
        struct NullFlow(u32, u32);
        NullFlow(x, y) <- NullEdge(x, y);
        NullFlow(x, y) <- NullFlow(x, z), Arc(z, y);
    }

    pub fn run(folder: &Folder) -> Sizes {
        let mut it = Crepe::new();
        it.extend(folder.rows("null_edge").into_iter().map(|[x, y]| NullEdge(x, y)));
        it.extend(folder.rows("arc").into_iter().map(|[x, y]| Arc(x, y)));
        vec![("null_flow", it.run().0.len())]
    }
}

mod fields {
    use super::{Folder, Sizes};

    crepe::crepe! {
        @input
        struct Allocation(u32, u32, u32);
        @input
        struct Moves(u32, u32);
        @input
        struct Load(u32, u32, u32);
        @input
        struct Store(u32, u32, u32);
        @input
        struct Call(u32, u32, u32, u32);
        @input
        struct HeapType(u32, u32);
        @input
        struct Lookup(u32, u32, u32);
        @input
        struct Actual(u32, u32, u32);
        @input
        struct Formal(u32, u32, u32);
        @output
        struct Reachable(u32);
        @output
        struct PointsTo(u32, u32);
        @output
        struct FieldPointsTo(u32, u32, u32);
        @output
        struct Calls(u32, u32);
        Reachable(0);
        Reachable(method) <- Calls(_, method);
        PointsTo(variable, heap) <- Reachable(method), Allocation(variable, heap, method);
        PointsTo(to, heap) <- Moves(to, from), PointsTo(from, heap);
        PointsTo(to, heap) <- Load(to, base, field), PointsTo(base, at), FieldPointsTo(at, field, heap);
        FieldPointsTo(at, field, heap) <- Store(base, field, from), PointsTo(base, at), PointsTo(from, heap);
        Calls(site, called) <-
            Call(site, base, name, method), Reachable(method), PointsTo(base, heap), HeapType(heap, ty), Lookup(ty, name, called);
        PointsTo(to, heap) <- Calls(site, method), Actual(site, place, from), Formal(method, place, to), PointsTo(from, heap);
    }

    pub fn run(folder: &Folder) -> Sizes {
        let mut it = Crepe::new();
        it.extend(folder.rows("allocation").into_iter().map(|[x, y, z]| Allocation(x, y, z)));
        it.extend(folder.rows("move").into_iter().map(|[x, y]| Moves(x, y)));
        it.extend(folder.rows("load").into_iter().map(|[x, y, z]| Load(x, y, z)));
        it.extend(folder.rows("store").into_iter().map(|[x, y, z]| Store(x, y, z)));
        it.extend(folder.rows("call").into_iter().map(|[x, y, z, w]| Call(x, y, z, w)));
        it.extend(folder.rows("heap_type").into_iter().map(|[x, y]| HeapType(x, y)));
        it.extend(folder.rows("lookup").into_iter().map(|[x, y, z]| Lookup(x, y, z)));
        it.extend(folder.rows("actual").into_iter().map(|[x, y, z]| Actual(x, y, z)));
        it.extend(folder.rows("formal").into_iter().map(|[x, y, z]| Formal(x, y, z)));
        let (reachable, points_to, field_points_to, calls) = it.run();
        vec![
            ("reachable", reachable.len()),
            ("points_to", points_to.len()),
            ("field_points_to", field_points_to.len()),
            ("calls", calls.len()),
        ]
    }
}

mod galen {
    use super::{Folder, Sizes};

    crepe::crepe! {
        @input
        struct PGiven(u32, u32);
        @input
        struct QGiven(u32, u32, u32);
        @input
        struct R(u32, u32, u32);
        @input
        struct C(u32, u32, u32);
        @input
        struct U(u32, u32, u32);
        @input
        struct S(u32, u32);
        @output
        struct P(u32, u32);
        @output
        struct Q(u32, u32, u32);
        P(x, z) <- PGiven(x, z);
        Q(x, r, z) <- QGiven(x, r, z);
        P(x, z) <- P(x, y), P(y, z);
        P(x, z) <- P(y, w), U(w, r, z), Q(x, r, y);
        P(x, z) <- C(y, w, z), P(x, w), P(x, y);
        Q(x, r, z) <- P(x, y), Q(y, r, z);
        Q(x, o, z) <- Q(x, r, z), S(r, o);
        Q(x, e, o) <- Q(x, y, z), R(y, u, e), Q(z, u, o);
    }

    pub fn run(folder: &Folder) -> Sizes {
        let mut it = Crepe::new();
        it.extend(folder.rows("P").into_iter().map(|[x, y]| PGiven(x, y)));
        it.extend(folder.rows("Q").into_iter().map(|[x, y, z]| QGiven(x, y, z)));
        it.extend(folder.rows("R").into_iter().map(|[x, y, z]| R(x, y, z)));
        it.extend(folder.rows("C").into_iter().map(|[x, y, z]| C(x, y, z)));
        it.extend(folder.rows("U").into_iter().map(|[x, y, z]| U(x, y, z)));
        it.extend(folder.rows("S").into_iter().map(|[x, y]| S(x, y)));
        let (p, q) = it.run();
        vec![("p", p.len()), ("q", q.len())]
    }
}

mod polonius {
    use super::{Folder, Sizes};

    crepe::crepe! {
        @input
        struct SubsetBase(u32, u32, u32);
        @input
        struct CfgEdge(u32, u32);
        @input
        struct LoanIssuedAt(u32, u32, u32);
        @input
        struct LoanKilledAt(u32, u32);
        @input
        struct LoanInvalidatedAt(u32, u32);
        @input
        struct UniversalRegion(u32);
        @input
        struct VarUsedAt(u32, u32);
        @input
        struct VarDefinedAt(u32, u32);
        @input
        struct UseOfVarDerefsOrigin(u32, u32);
        struct Node(u32);
        struct VarLive(u32, u32);
        struct OriginLive(u32, u32);
        struct LoanLive(u32, u32);
        @output
        struct Subset(u32, u32, u32);
        @output
        struct Owns(u32, u32, u32);
        @output
        struct Error(u32, u32);
        Node(point) <- CfgEdge(point, _);
        Node(point) <- CfgEdge(_, point);
        VarLive(variable, point) <- VarUsedAt(variable, point);
        VarLive(variable, from) <- VarLive(variable, to), CfgEdge(from, to), !VarDefinedAt(variable, from);
        OriginLive(origin, point) <- VarLive(variable, point), UseOfVarDerefsOrigin(variable, origin);
        OriginLive(origin, point) <- UniversalRegion(origin), Node(point);
        Subset(one, other, point) <- SubsetBase(one, other, point);
        Subset(one, third, point) <- Subset(one, other, point), Subset(other, third, point), (one != third);
        Subset(one, other, to) <- Subset(one, other, from), CfgEdge(from, to), OriginLive(one, to), OriginLive(other, to);
        Owns(origin, loan, point) <- LoanIssuedAt(origin, loan, point);
        Owns(other, loan, point) <- Owns(one, loan, point), Subset(one, other, point);
        Owns(origin, loan, to) <- Owns(origin, loan, from), CfgEdge(from, to), !LoanKilledAt(loan, from), OriginLive(origin, to);
        LoanLive(loan, point) <- Owns(origin, loan, point), OriginLive(origin, point);
        Error(loan, point) <- LoanInvalidatedAt(point, loan), LoanLive(loan, point);
    }

    pub fn run(folder: &Folder) -> Sizes {
        let mut it = Crepe::new();
        it.extend(folder.rows("subset_base").into_iter().map(|[x, y, z]| SubsetBase(x, y, z)));
        it.extend(folder.rows("cfg_edge").into_iter().map(|[x, y]| CfgEdge(x, y)));
        it.extend(folder.rows("loan_issued_at").into_iter().map(|[x, y, z]| LoanIssuedAt(x, y, z)));
        it.extend(folder.rows("loan_killed_at").into_iter().map(|[x, y]| LoanKilledAt(x, y)));
        it.extend(folder.rows("loan_invalidated_at").into_iter().map(|[x, y]| LoanInvalidatedAt(x, y)));
        it.extend(folder.rows("universal_region").into_iter().map(|[x]| UniversalRegion(x)));
        it.extend(folder.rows("var_used_at").into_iter().map(|[x, y]| VarUsedAt(x, y)));
        it.extend(folder.rows("var_defined_at").into_iter().map(|[x, y]| VarDefinedAt(x, y)));
        it.extend(
            folder.rows("use_of_var_derefs_origin").into_iter().map(|[x, y]| UseOfVarDerefsOrigin(x, y)),
        );
        let (subset, owns, error) = it.run();
        vec![("subset", subset.len()), ("owns", owns.len()), ("error", error.len())]
    }
}
