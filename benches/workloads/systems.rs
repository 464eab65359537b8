//! Facts of whole systems for the workloads: a text with several writers, a program with classes, a network, a binary.
//! All are made from fixed seeds, the same lines everywhere.

use super::generate::{Facts, Random, lines, seeded};

type Rows = Vec<Vec<u64>>;

fn named<const N: usize>(names: [&'static str; N], rows: [Rows; N]) -> Facts {
    names.into_iter().zip(rows.map(lines)).collect()
}

/// So many characters by four writers, each of whom mostly goes on where it is; three in ten are removed, mostly in stretches.
pub(crate) fn edits(characters: u64) -> Facts {
    let mut random = seeded();
    let (mut insert, mut remove) = (Rows::new(), Rows::new());
    let mut places = [[0, 0]; 4];
    let mut is_removing = [false; 4];
    for counter in 1..=characters {
        // Now and then two write at the same time.
        for _ in 0..=u64::from(random.happens(5)) {
            let writer = random.below(4);
            let at = usize::try_from(writer).unwrap_or(0);
            if insert.last().is_some_and(|last| last[..2] == [counter, writer]) {
                continue;
            }
            if random.happens(3) {
                let back = insert.len() as u64 / 2 + 1;
                let there =
                    insert.len() - usize::try_from(random.below(back).min(insert.len() as u64)).unwrap_or(0);
                places[at] = insert.get(there).map_or([0, 0], |row| [row[0], row[1]]);
                is_removing[at] = random.happens(30);
            }
            let [parent, parent_writer] = places[at];
            insert.push(vec![counter, writer, parent, parent_writer]);
            places[at] = [counter, writer];
            if is_removing[at] {
                remove.push(vec![counter, writer]);
            }
        }
    }
    named(["insert", "remove"], [insert, remove])
}

/// A program of so many classes. Ten make a package, whose first is abstract; a class has five methods with ten variables each.
/// Calls lead to this package and the next.
pub(crate) fn classes(classes: u64) -> Facts {
    let mut random = seeded();
    let mut rows: [Rows; 22] = [const { Rows::new() }; 22];
    for class in 0..classes {
        hierarchy(&mut rows, class, &mut random);
        for method in class * 5..class * 5 + 5 {
            method_of(&mut rows, classes, method, &mut random);
        }
    }
    rows[21].push(vec![6]);
    named(CLASS_RELATIONS, rows)
}

const CLASS_RELATIONS: [&str; 22] = [
    "extends",
    "implements",
    "declares",
    "abstract",
    "variable_type",
    "this",
    "formal",
    "returned",
    "allocation",
    "move",
    "cast",
    "load",
    "store",
    "load_static",
    "store_static",
    "virtual_call",
    "static_call",
    "actual",
    "result",
    "throw",
    "catch",
    "entry",
];

fn hierarchy(rows: &mut [Rows; 22], class: u64, random: &mut Random) {
    let [extends, implements, declares, is_abstract, ..] = rows;
    let package = class - class % 10;
    match class % 10 {
        0 => is_abstract.push(vec![class]),
        _ => extends.push(vec![class, package + random.below(class % 10)]),
    }
    if random.happens(30) {
        implements.push(vec![class, 1_000_000 + package / 10]);
    }
    for method in class * 5..class * 5 + 5 {
        if class.is_multiple_of(10) || random.happens(60) {
            declares.push(vec![class, package * 5 + method % 5, method]);
        }
    }
}

fn method_of(rows: &mut [Rows; 22], classes: u64, method: u64, random: &mut Random) {
    let [_, _, _, _, variable_type, this, formal, returned, allocation, moves, cast, rest @ ..] = rows;
    let [load, store, load_static, store_static, virtual_call, static_call, actual, result, throw, catch, _] =
        rest;
    let package = method / 50 * 10;
    let near = |random: &mut Random| {
        let next = package + 10 * u64::from(random.happens(30));
        (if next + 10 > classes { package } else { next }) + random.below(10.min(classes - package))
    };
    let variable = |random: &mut Random| method * 10 + random.below(10);
    for own in method * 10..method * 10 + 10 {
        // Most variables may hold anything of their package, by its first class.
        let ty = near(random);
        variable_type.push(vec![own, if random.happens(80) { ty - ty % 10 } else { ty }]);
    }
    this.push(vec![method, method * 10]);
    formal.extend((0..2).map(|place| vec![method, place, method * 10 + 1 + place]));
    returned.push(vec![method, variable(random)]);
    for object in method * 2..method * 2 + 2 {
        allocation.push(vec![variable(random), object, near(random), method]);
    }
    moves.extend((0..4).map(|_| vec![variable(random), variable(random)]));
    cast.push(vec![variable(random), variable(random), near(random), method]);
    let field = |random: &mut Random| package * 3 + random.below(30);
    for _ in 0..2 {
        load.push(vec![variable(random), variable(random), field(random), method]);
        store.push(vec![variable(random), field(random), variable(random), method]);
    }
    if random.happens(20) {
        load_static.push(vec![variable(random), field(random), method]);
        store_static.push(vec![field(random), variable(random), method]);
    }
    for site in method * 4..method * 4 + 4 {
        if site % 4 == 3 {
            static_call.push(vec![site, near(random) * 5 + random.below(5), method]);
        } else {
            let signature = near(random) / 10 * 50 + random.below(5);
            virtual_call.push(vec![site, variable(random), signature, method]);
        }
        actual.extend((0..2).map(|place| vec![site, place, variable(random)]));
        result.push(vec![site, variable(random)]);
    }
    if random.happens(4) {
        throw.push(vec![method, variable(random)]);
    }
    if random.happens(40) {
        catch.push(vec![method, package, variable(random)]);
    }
}

/// So many routers in a tree of fours with some links across it, each with eight hosts; a third of the ways down are guarded.
pub(crate) fn network(routers: u64) -> Facts {
    let mut random = seeded();
    let mut rows: [Rows; 7] = [const { Rows::new() }; 7];
    let [host, service, link, route, rule, guard, down] = &mut rows;
    service.extend([22, 53, 80, 443, 5432, 8080].map(|port| vec![port]));
    let size = |router: u64| below(router, routers) * 256;
    let first = first_addresses(routers);
    for router in 0..routers {
        let own = first[usize::try_from(router).unwrap_or(0)];
        host.extend((0..8).map(|at| vec![router * 8 + at, own + 2 + at * 29 + random.below(20), router]));
        let up = router.saturating_sub(1) / 4;
        if router > 0 {
            link.push(vec![router, 0, up]);
            route.push(vec![router, 0, (1 << 32) - 1, 0, 0]);
        }
        for child in (router * 4 + 1..router * 4 + 5).filter(|&child| child < routers) {
            let interface = child - router * 4;
            let low = first[usize::try_from(child).unwrap_or(0)];
            link.push(vec![router, interface, child]);
            route.push(vec![router, low, low + size(child) - 1, 16, interface]);
            if random.happens(33) {
                guard.push(vec![router, interface, random.below(20)]);
            }
        }
        if random.happens(20) {
            let other = random.below(routers);
            let low = first[usize::try_from(other).unwrap_or(0)];
            link.push(vec![router, 5, other]);
            route.push(vec![router, low, low + 255, 24, 5]);
        }
        if random.happens(3) {
            down.push(vec![router, random.below(6)]);
        }
    }
    let end = FIRST_ADDRESS + size(0);
    for list in 0..20 {
        for line in 0..30 {
            let range = |random: &mut Random| {
                let low = FIRST_ADDRESS + random.below(end - FIRST_ADDRESS);
                [low, low + (end - FIRST_ADDRESS) / (1 + random.below(12))]
            };
            let ([from, from_end], [to, to_end]) = (range(&mut random), range(&mut random));
            let port = random.below(9000);
            rule.push(vec![
                list,
                line,
                from,
                from_end,
                to,
                to_end,
                port,
                port + 3000,
                u64::from(random.happens(60)),
            ]);
        }
        rule.push(vec![list, 30, 0, 1 << 33, 0, 1 << 33, 0, 65535, u64::from(random.happens(70))]);
    }
    named(["host", "service", "link", "route", "rule", "guard", "down"], rows)
}

const FIRST_ADDRESS: u64 = 10 << 24;

/// How many routers stand at and below one, in a tree of fours.
fn below(router: u64, routers: u64) -> u64 {
    let (mut low, mut high, mut all) = (router, router, 0);
    while low < routers {
        all += high.min(routers - 1) - low + 1;
        (low, high) = (low * 4 + 1, high * 4 + 4);
    }
    all
}

/// The first address of each router; those below it follow.
fn first_addresses(routers: u64) -> Vec<u64> {
    let mut first = vec![FIRST_ADDRESS; usize::try_from(routers).unwrap_or(0)];
    for router in 0..routers {
        let mut next = first[usize::try_from(router).unwrap_or(0)] + 256;
        for child in (router * 4 + 1..router * 4 + 5).filter(|&child| child < routers) {
            first[usize::try_from(child).unwrap_or(0)] = next;
            next += below(child, routers) * 256;
        }
    }
    first
}

/// A binary of so many instructions in stretches with data between them, with registers read and written, and pointers in its data.
pub(crate) fn binary(instructions: u64) -> Facts {
    const FIRST: u64 = 0x40_0000;
    const OPERATIONS: [&str; 12] =
        ["MOV", "LEA", "ADD", "SUB", "CMP", "MOV", "PUSH", "POP", "CALL", "JE", "JMP", "RET"];
    let (mut random, mut at) = (seeded(), FIRST);
    let mut starts = vec![FIRST];
    let [mut decoded, mut undecoded, mut reads, mut writes, mut pointers, mut symbols] =
        [const { Vec::new() }; 6];
    for number in 0..instructions {
        let operation = OPERATIONS[usize::try_from(random.below(12)).unwrap_or(0)];
        let size = 1 + random.below(7);
        let back = usize::try_from(random.below(200).min(starts.len() as u64 - 1)).unwrap_or(0);
        let near = starts[starts.len() - 1 - back] + u64::from(random.happens(2));
        let target = match operation {
            "CALL" | "JE" | "JMP" => near,
            "LEA" if random.happens(30) => near,
            _ => 0,
        };
        decoded.push(format!("{at}\t{size}\t{operation}\t{target}"));
        // Whatever stands at other addresses of an instruction may be one too.
        if size > 2 && random.happens(40) {
            let (inside, length) = (at + 1 + random.below(size - 1), 1 + random.below(7));
            decoded.push(format!("{inside}\t{length}\tADD\t0"));
        }
        for (rows, percent) in [(&mut reads, 60), (&mut writes, 50)] {
            if random.happens(percent) {
                rows.push(format!("{at}\t{}", random.below(16)));
            }
        }
        if number.is_multiple_of(100) {
            symbols.push(format!("{at}\tfunction_{}", number / 100));
        }
        at += size;
        if random.happens(1) {
            let length = 8 * (1 + random.below(4));
            undecoded.push(format!("{at}\t{length}"));
            pointers.extend((0..length / 8).map(|word| format!("{}\t{near}", at + word * 8)));
            at += length;
        }
        starts.push(at);
    }
    let all = [decoded, undecoded, reads, writes, pointers, symbols];
    ["decoded", "data", "reads", "writes", "pointer", "symbol"].into_iter().zip(all).collect()
}
