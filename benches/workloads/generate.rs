//! Facts for the workloads, made from fixed seeds: the same lines everywhere.

/// The facts of one relation: its name and its lines.
pub(crate) type Facts = Vec<(&'static str, Vec<String>)>;

/// Marsaglia's xorshift.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    pub(crate) fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

pub(crate) fn seeded() -> Random {
    Random(0x2545_F491_4F6C_DD1D)
}

pub(crate) fn lines(rows: impl IntoIterator<Item = impl AsRef<[u64]>>) -> Vec<String> {
    let line = |row: &[u64]| row.iter().map(u64::to_string).collect::<Vec<_>>().join("\t");
    rows.into_iter().map(|row| line(row.as_ref())).collect()
}

fn random_arcs(nodes: u64, arcs: u64) -> Vec<[u64; 2]> {
    let mut random = seeded();
    let pairs = (0..arcs).map(|_| [random.below(nodes), random.below(nodes)]);
    pairs.filter(|[from, to]| from != to).collect()
}

/// A directed graph in which a node has so many arcs on average.
pub(crate) fn random(nodes: u64, degree: u64) -> Facts {
    vec![("arc", lines(random_arcs(nodes, nodes * degree)))]
}

/// The same with names far apart.
pub(crate) fn scattered(nodes: u64, arcs: u64) -> Facts {
    vec![("arc", lines(random_arcs(nodes, arcs).into_iter().map(|arc| arc.map(|node| node * 977))))]
}

/// The same arcs with names that need 63 bits each.
pub(crate) fn hashed(nodes: u64) -> Facts {
    let arcs = random_arcs(nodes, nodes * 18 / 5).into_iter();
    vec![("arc", lines(arcs.map(|arc| arc.map(|node| (node + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 1))))]
}

/// About 3.6 arcs a node.
pub(crate) fn sparse(nodes: u64) -> Facts {
    vec![("arc", lines(random_arcs(nodes, nodes * 18 / 5)))]
}

/// One arc after the other.
pub(crate) fn chain(nodes: u64) -> Facts {
    vec![("arc", lines((0..nodes).map(|node| [node, node + 1])))]
}

/// A square whose arcs go right and down.
pub(crate) fn grid(side: u64) -> Facts {
    let right = (0..side).flat_map(|row| (1..side).map(move |at| [row * side + at - 1, row * side + at]));
    let down = (1..side).flat_map(|row| (0..side).map(move |at| [(row - 1) * side + at, row * side + at]));
    vec![("arc", lines(right.chain(down)))]
}

/// Each node but the first hangs below one of the hundred before it.
pub(crate) fn tree(nodes: u64) -> Facts {
    let mut random = seeded();
    vec![("arc", lines((1..nodes).map(|node| [node - 1 - random.below(node.min(100)), node])))]
}

/// Variables, most of which are assigned from one near by; what is pointed to is near as well, and a pointer itself.
pub(crate) fn pointers(variables: u64) -> Facts {
    let mut random = seeded();
    let [mut address, mut assign, mut load, mut store] = [const { Vec::new() }; 4];
    for variable in 0..variables {
        let near = |random: &mut Random| variable - random.below(variable.min(100) + 1);
        for _ in 0..2 {
            let one = near(&mut random);
            match random.below(100) {
                0..20 => address.push([variable, one]),
                20..85 => assign.push([variable, one]),
                85..95 => load.push([variable, one]),
                _ => store.push([variable, one]),
            }
        }
    }
    vec![
        ("address_of", lines(address)),
        ("assign", lines(assign)),
        ("load", lines(load)),
        ("store", lines(store)),
    ]
}

/// Functions with variables, some of which have values that they point to.
pub(crate) fn aliases(functions: u64) -> Facts {
    let mut random = seeded();
    let (mut assign, mut dereference, mut next) = (Vec::new(), Vec::new(), 0);
    for _ in 0..functions {
        // Few are large: sizes fall off as their inverse.
        let size = (2000 / (1 + random.below(200))).min(300);
        let (first, mut pointed) = (next, Vec::new());
        next += size;
        for variable in first..first + size {
            if random.happens(55) {
                dereference.push([variable, next]);
                pointed.push(next);
                next += 1;
            }
        }
        for variable in first + 1..first + size {
            if random.happens(62) {
                assign.push([variable, variable - 1 - random.below((variable - first).min(6))]);
            }
            if random.happens(22) && !pointed.is_empty() {
                let at = pointed[usize::try_from(random.below(pointed.len() as u64)).unwrap_or(0)];
                assign.push(if random.happens(60) { [variable, at] } else { [at, variable] });
            }
        }
    }
    vec![("assign", lines(assign)), ("dereference", lines(dereference))]
}

/// Long strands of steps with few side steps, along which null values flow.
pub(crate) fn flows(nodes: u64) -> Facts {
    let mut random = seeded();
    let mut arcs = Vec::new();
    for node in 0..nodes {
        arcs.push([node, node + 1 + random.below(3)]);
        if random.happens(20) {
            arcs.push([node, node + 1 + random.below(50)]);
        }
    }
    let starts: Vec<[u64; 2]> = (0..300).map(|at| [1_000_000_000 + at, random.below(nodes)]).collect();
    vec![("null_edge", lines(starts)), ("arc", lines(arcs))]
}

/// A program of methods with variables, fields and calls by name. Forty methods and five types make a module; calls lead to the next
/// two modules at most, so that what is reachable grows with the program and not with its square.
pub(crate) fn objects(methods: u64) -> Facts {
    let (mut random, types, names) = (seeded(), methods / 8, 10);
    let mut facts: [Vec<Vec<u64>>; 9] = [const { Vec::new() }; 9];
    let [allocation, moves, load, store, call, heap_type, lookup, actual, formal] = &mut facts;
    for method in 0..methods {
        let variable = |random: &mut Random| method * 12 + random.below(12);
        let field = |random: &mut Random| method / 40 * 20 + random.below(20);
        for heap in method * 4..method * 4 + 4 {
            allocation.push(vec![variable(&mut random), heap, method]);
            heap_type.push(vec![heap, (method / 40 * 5 + random.below(5)) % types]);
        }
        moves.extend((0..7).map(|_| vec![variable(&mut random), variable(&mut random)]));
        for _ in 0..2 {
            load.push(vec![variable(&mut random), variable(&mut random), field(&mut random)]);
            store.push(vec![variable(&mut random), field(&mut random), variable(&mut random)]);
        }
        for site in method * 4..method * 4 + 4 {
            call.push(vec![site, variable(&mut random), random.below(names), method]);
            actual.push(vec![site, 0, variable(&mut random)]);
        }
        formal.push(vec![method, 0, variable(&mut random)]);
    }
    for ty in 0..types {
        let near = |random: &mut Random| (ty / 5 * 40 + random.below(120)) % methods;
        lookup.extend((0..names).map(|name| vec![ty, name, near(&mut random)]));
    }
    let names = ["allocation", "move", "load", "store", "call", "heap_type", "lookup", "actual", "formal"];
    names.into_iter().zip(facts.map(lines)).collect()
}

/// Orders of customers over a year, of which one in ten was returned.
pub(crate) fn orders(orders: u64) -> Facts {
    let mut random = seeded();
    let row = |id: u64| [id, random.below(orders / 20 + 1), random.below(365), random.below(500)];
    let rows: Vec<[u64; 4]> = (0..orders).map(row).collect();
    let returned = (0..orders).filter(|_| random.happens(10)).map(|id| [id]).collect::<Vec<_>>();
    vec![("order", lines(rows)), ("returned", lines(returned))]
}

/// Persons with names from short lists, in towns.
pub(crate) fn persons(persons: u64) -> Facts {
    let mut random = seeded();
    let mut line = || {
        let (first, last) = (random.below(2000), random.below(20_000));
        format!("first name {first}\tlast name {last}\ttown {}", random.below(persons / 8 + 1))
    };
    vec![("person", (0..persons).map(|_| line()).collect())]
}

/// Sales of items in shops, at prices in cents.
pub(crate) fn sales(sales: u64) -> Facts {
    let mut random = seeded();
    let mut line = |id: u64| {
        let (item, shop) = (random.below(sales / 20 + 1), random.below(100));
        format!("{id}\t{item}\t{shop}\t{}.{:02}", random.below(100), random.below(100))
    };
    vec![("sale", (0..sales).map(&mut line).collect())]
}

/// A directed graph whose arcs have lengths in eighths.
pub(crate) fn roads(nodes: u64) -> Facts {
    let mut random = seeded();
    let mut line = || {
        let (from, to, length) = (random.below(nodes), random.below(nodes), 1 + random.below(100));
        format!("{from}\t{to}\t{}.{:03}", length / 8, length % 8 * 125)
    };
    vec![("road", (0..nodes * 18 / 5).map(|_| line()).collect())]
}

/// Legs between places, each with what it costs, from 1 to 30, and how many hours it takes, in quarters.
pub(crate) fn legs(places: u64) -> Facts {
    let mut random = seeded();
    let mut line = || {
        let (from, to) = (random.below(places), random.below(places));
        let (cost, quarters) = (1 + random.below(30), 1 + random.below(40));
        format!("{from}\t{to}\t{cost}\t{}.{:02}", quarters / 4, quarters % 4 * 25)
    };
    vec![("leg", (0..places * 3).map(|_| line()).collect())]
}

/// Instructions one after the other, some of which jump to an address nearby.
pub(crate) fn instructions(instructions: u64) -> Facts {
    const FIRST: u64 = 0x5555_5555_4000;
    const OPERATIONS: [&str; 12] =
        ["MOV", "LEA", "ADD", "SUB", "CMP", "MOV", "PUSH", "POP", "CALL", "JE", "JMP", "RET"];
    let (mut random, mut at, mut facts) = (seeded(), FIRST, Vec::new());
    let mut starts = vec![FIRST];
    for _ in 0..instructions {
        let operation = OPERATIONS[usize::try_from(random.below(12)).unwrap_or(0)];
        let size = 1 + random.below(7);
        // Few jumps lead into the middle of an instruction.
        let back = starts.len() - 1 - usize::try_from(random.below(starts.len() as u64 / 4 + 1)).unwrap_or(0);
        let target = match operation {
            "CALL" | "JE" | "JMP" => starts[back] + u64::from(random.happens(1)),
            _ => 0,
        };
        facts.push(format!("{at}\t{size}\t{operation}\t{target}"));
        at += size;
        starts.push(at);
    }
    vec![("instruction", facts)]
}

/// Items of orders with their customers, suppliers and parts.
pub(crate) fn invoices(items: u64) -> Facts {
    const MODES: [&str; 6] = ["AIR", "RAIL", "SHIP", "TRUCK", "MAIL", "FOB"];
    const PRIORITIES: [&str; 4] = ["1-URGENT", "2-HIGH", "3-MEDIUM", "4-LOW"];
    let (orders, customers, parts, suppliers) = (items / 4, items / 40, items / 30, items / 300);
    let mut random = seeded();
    let mut one_of = |below: u64| random.below(below);
    let mut customer = |id: u64| {
        let (nation, segment, phone, balance) =
            (one_of(25), one_of(5), 1_000_000 + one_of(9_000_000), one_of(1_000_000));
        format!("{id}\tCustomer#{id:09}\t{nation}\tSEGMENT {segment}\t{phone}\t{balance}")
    };
    let customer: Vec<String> = (0..customers).map(&mut customer).collect();
    let mut order = |id: u64| {
        let (customer, status, day) =
            (one_of(customers), ["F", "O", "P"][index(one_of(3))], 8000 + one_of(2400));
        let (priority, clerk, total) = (PRIORITIES[index(one_of(4))], one_of(1000), one_of(50_000_000));
        format!("{id}\t{customer}\t{status}\t{day}\t{priority}\tClerk#{clerk:09}\t{total}")
    };
    let order: Vec<String> = (0..orders).map(&mut order).collect();
    let mut item = |at: u64| {
        let (part, supplier, quantity, price) =
            (one_of(parts), one_of(suppliers), 1 + one_of(50), 10_000 + one_of(9_000_000));
        let (discount, tax, shipped) = (one_of(11), one_of(9), 8000 + one_of(2500));
        let (mode, flag) = (MODES[index(one_of(6))], ["R", "A", "N"][index(one_of(3))]);
        let (order, line) = (at / 4, at % 4);
        format!(
            "{order}\t{line}\t{part}\t{supplier}\t{quantity}\t{price}\t{discount}\t{tax}\t{shipped}\t{mode}\t{flag}"
        )
    };
    let item: Vec<String> = (0..items).map(&mut item).collect();
    let part =
        |id: u64| format!("{id}\tpart {id}\tBrand#{}\tTYPE {}\t{}", id * 7 % 50, id * 31 % 150, id * 13 % 50);
    let supplier = |id: u64| format!("{id}\tSupplier#{id:09}\t{}\t{}", id * 11 % 25, id * 7919 % 1_000_000);
    vec![
        ("customer", customer),
        ("orders", order),
        ("item", item),
        ("part", (0..parts).map(part).collect()),
        ("supplier", (0..suppliers).map(supplier).collect()),
        ("nation", (0..25_u64).map(|id| format!("{id}\tNATION {id}\t{}", id / 5)).collect()),
    ]
}

/// A small number as the place in a list.
fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or_default()
}
