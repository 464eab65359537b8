//! Tree to text: reading what is printed, in the mode in which the tree was read, gives the same tree.
//!
//! The layout is the printer's own. Plain comments are not part of a tree and are lost; documentation is kept.

mod declaration;
mod evidence;
mod formula;
mod test_block;

use super::tree::{Body, IoDirective, IoKind, PlanVersion, Rule, Statement, Subsumption, Tree};
use crate::diagnostic::Located;
pub use formula::{atom, body, literal, term};

/// The longest line that a rule or fact is written on; a longer one is broken at its commas.
const WIDTH: usize = 100;

/// The whole tree, with an empty line between statements of different kinds and around those of several lines.
pub fn print(tree: &Tree) -> String {
    statements(&tree.statements)
}

fn statements(all: &[Located<Statement>]) -> String {
    let mut text = String::new();
    let mut previous: Option<(&Statement, bool)> = None;
    for Located { node, .. } in all {
        let printed = statement(node);
        let long = printed.contains('\n');
        let apart = previous.is_some_and(|(before, long_before)| {
            long || long_before || std::mem::discriminant(before) != std::mem::discriminant(node)
        });
        if apart {
            text.push('\n');
        }
        text.push_str(&printed);
        text.push('\n');
        previous = Some((node, long));
    }
    text
}

/// One statement, without a final line break.
pub fn statement(statement: &Statement) -> String {
    match statement {
        Statement::Type(decl) => declaration::type_decl(decl),
        Statement::Relation(decl) => declaration::relation_decl(decl),
        Statement::Lattice(decl) => declaration::lattice(decl),
        Statement::Functor(decl) => declaration::functor(decl),
        Statement::Component(component) => declaration::component(component),
        Statement::Init(init) => declaration::init(init),
        Statement::Override(relation) => format!(".override {}", relation.node),
        Statement::Once => ".once".to_owned(),
        Statement::Subsumption(rule) => subsumption(rule),
        Statement::Fact(fact) => format!("{}{}.", docs(&fact.docs), evidence::fact(fact)),
        Statement::Rule(rule) => self::rule(rule),
        Statement::Query(body) => format!("{}.", formula::body(body)),
        Statement::Article(article) => evidence::article(article),
        Statement::Include(path) => format!(".include {}", quoted(&path.node)),
        Statement::Io(directive) => io(directive),
        Statement::Pragma(words) => format!(".pragma {}", joined(words, " ", |word| quoted(&word.node))),
        Statement::Lens(directive) => evidence::lens(directive),
        Statement::Test(test) => test_block::test(test),
    }
}

fn rule(rule: &Rule) -> String {
    let heads = joined(&rule.heads, ", ", atom);
    format!("{}{}{}", docs(&rule.docs), implication(&heads, &rule.body), plan(&rule.plan))
}

fn subsumption(rule: &Subsumption) -> String {
    let heads = format!("{} <= {}", atom(&rule.less), atom(&rule.greater));
    format!("{}{}{}", docs(&rule.docs), implication(&heads, &rule.body), plan(&rule.plan))
}

fn implication(heads: &str, body: &Body) -> String {
    let one_line = format!("{heads} :- {}.", formula::body(body));
    let fits = one_line.chars().count() <= WIDTH;
    if fits { one_line } else { format!("{heads} :-\n{}.", formula::tall_body(body)) }
}

fn plan(plan: &[PlanVersion]) -> String {
    if plan.is_empty() {
        return String::new();
    }
    let version = |version: &PlanVersion| {
        let order = joined(&version.order, ", ", |atom| atom.node.to_string());
        format!("{}: ({order})", version.version.node)
    };
    format!("\n.plan {}", joined(plan, ", ", version))
}

fn io(directive: &IoDirective) -> String {
    let word = match directive.kind {
        IoKind::Input => ".input",
        IoKind::Output => ".output",
        IoKind::Printsize => ".printsize",
        IoKind::Limitsize => ".limitsize",
    };
    let relations = joined(&directive.relations, ", ", |relation| relation.node.to_string());
    if directive.parameters.is_empty() {
        return format!("{word} {relations}");
    }
    let parameters =
        joined(&directive.parameters, ", ", |(key, value)| format!("{}={}", key.node, quoted(&value.node)));
    format!("{word} {relations}({parameters})")
}

fn docs(lines: &[String]) -> String {
    let comment = |line: &String| if line.is_empty() { "///\n".to_owned() } else { format!("/// {line}\n") };
    lines.iter().map(comment).collect()
}

fn joined<T>(items: &[T], separator: &str, print: impl Fn(&T) -> String) -> String {
    items.iter().map(print).collect::<Vec<_>>().join(separator)
}

/// A string constant.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A name that may stand with or without quotes.
fn name_or_quoted(name: &str) -> String {
    let first = name.chars().next();
    let plain = first.is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain { name.to_owned() } else { quoted(name) }
}
