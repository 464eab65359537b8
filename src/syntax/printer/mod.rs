//! Tree to text: reading what is printed, in the mode in which the tree was read, gives the same tree.
//!
//! The layout is the printer's own. Plain comments are not part of a tree and are lost; documentation is kept.

mod evidence;
mod formula;
mod test_block;

use super::tree::{
    IoDirective, IoKind, Qualifier, RelationDecl, Rule, Statement, Tree, TypeDecl, TypeDefinition,
};
use crate::diagnostic::Located;
pub use formula::{atom, body, literal, term};

/// The longest line that a rule or fact is written on; a longer one is broken at its commas.
const WIDTH: usize = 100;

/// The whole tree, with an empty line between statements of different kinds and around those of several lines.
pub fn print(tree: &Tree) -> String {
    let mut text = String::new();
    let mut previous: Option<(&Statement, bool)> = None;
    for Located { node, .. } in &tree.statements {
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
        Statement::Type(decl) => type_decl(decl),
        Statement::Relation(decl) => relation_decl(decl),
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

fn type_decl(decl: &TypeDecl) -> String {
    let definition = match &decl.definition {
        TypeDefinition::Subtype(base) => format!("<: {}", base.node),
        TypeDefinition::Union(members) => {
            format!("= {}", joined(members, " | ", |member| member.node.clone()))
        }
    };
    format!("{}.type {} {definition}", docs(&decl.docs), decl.name.node)
}

fn relation_decl(decl: &RelationDecl) -> String {
    let attributes =
        joined(&decl.attributes, ", ", |attribute| format!("{}: {}", attribute.name.node, attribute.ty.node));
    let words = joined(&decl.qualifiers, "", |word| format!(" {}", qualifier(&word.node)));
    format!("{}.decl {}({attributes}){words}", docs(&decl.docs), decl.name.node)
}

fn qualifier(qualifier: &Qualifier) -> String {
    let word = match qualifier {
        Qualifier::Closed => "closed",
        Qualifier::Open => "open",
        Qualifier::Undetermined(companion) => return format!("undetermined {companion}"),
        Qualifier::Denied(companion) => return format!("denied {companion}"),
        Qualifier::Assumable => "assumable",
        Qualifier::Input => "input",
        Qualifier::Output => "output",
        Qualifier::Printsize => "printsize",
        Qualifier::Hint(word) => word,
    };
    word.to_owned()
}

fn rule(rule: &Rule) -> String {
    let heads = joined(&rule.heads, ", ", atom);
    let one_line = format!("{heads} :- {}.", formula::body(&rule.body));
    let fits = one_line.chars().count() <= WIDTH;
    let text = if fits { one_line } else { format!("{heads} :-\n{}.", formula::tall_body(&rule.body)) };
    format!("{}{text}", docs(&rule.docs))
}

fn io(directive: &IoDirective) -> String {
    let word = match directive.kind {
        IoKind::Input => ".input",
        IoKind::Output => ".output",
        IoKind::Printsize => ".printsize",
        IoKind::Limitsize => ".limitsize",
    };
    let relations = joined(&directive.relations, ", ", |relation| relation.node.clone());
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
