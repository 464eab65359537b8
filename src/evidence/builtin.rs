//! The relations that the evidence layer provides, as declarations.
//!
//! What fills them under a lens is in [`super::view`]; `at_least` alone is the same under every lens, and its facts stand here.

use std::sync::Arc;

use super::grade::Grade;
use crate::diagnostic::{Located, Span};
use crate::syntax::tree::{
    Atom, Attribute, Docs, Fact, Name, Qualifier, RelationDecl, Statement, TermKind, Text,
};

/// A provided relation.
pub(super) struct Builtin {
    /// Its name.
    pub(super) name: &'static str,
    /// Its columns with their types.
    pub(super) columns: &'static [(&'static str, &'static str)],
    docs: &'static str,
}

/// The day of knowledge.
pub const AS_OF: &str = "as_of";
/// The day judged.
pub const AT: &str = "at";
/// The articles that speak.
pub(super) const ARTICLE: &str = "article";
/// Why an article is so dated.
pub(super) const ARTICLE_BASIS: &str = "article_basis";
/// Whom an article relays.
pub(super) const ARTICLE_RELAYS: &str = "article_relays";
/// The visible claims.
pub(super) const CLAIM: &str = "claim";
/// Their speakers.
pub(super) const CLAIM_SPEAKER: &str = "claim_speaker";
/// Their words.
pub(super) const CLAIM_QUOTE: &str = "claim_quote";
/// Those that tell of articles.
pub(super) const OF_ARTICLES: [&str; 3] = [ARTICLE, ARTICLE_BASIS, ARTICLE_RELAYS];
/// Another name of the same, everywhere.
pub(super) const ALIAS: &str = "alias";
/// Another name of the same, in one article.
pub(super) const LOCAL_ALIAS: &str = "local_alias";
/// Those that tell of claims, whatever these are about.
pub const OF_CLAIMS: [&str; 3] = [CLAIM, CLAIM_SPEAKER, CLAIM_QUOTE];

const AT_LEAST: &str = "at_least";

/// All of them.
pub(super) const RELATIONS: [Builtin; 11] = [
    Builtin {
        name: AS_OF,
        columns: &[("day", "date")],
        docs: "The day of knowledge: only articles certainly published by then speak.",
    },
    Builtin { name: AT, columns: &[("day", "date")], docs: "The day that is judged." },
    Builtin {
        name: ARTICLE,
        columns: &[("name", "symbol"), ("outlet", "symbol"), ("published", "date")],
        docs: "An article that speaks.",
    },
    Builtin {
        name: ARTICLE_BASIS,
        columns: &[("name", "symbol"), ("grounds", "symbol")],
        docs: "A ground of an article's date of publication.",
    },
    Builtin {
        name: ARTICLE_RELAYS,
        columns: &[("name", "symbol"), ("agency", "symbol")],
        docs: "An article relays an agency.",
    },
    Builtin {
        name: CLAIM,
        columns: &[
            ("name", "symbol"),
            ("relation", "symbol"),
            ("certainty", "symbol"),
            ("article", "symbol"),
            ("speaker", "symbol"),
            ("origin", "symbol"),
            ("published", "date"),
            ("said", "date"),
        ],
        docs: "A visible claim; without a named speaker both speaker and origin are the article's name.",
    },
    Builtin {
        name: CLAIM_SPEAKER,
        columns: &[("claim", "symbol"), ("place", "number"), ("speaker", "symbol")],
        docs: "The chain of speakers of a visible claim, 1 the nearest.",
    },
    Builtin {
        name: CLAIM_QUOTE,
        columns: &[("claim", "symbol"), ("quote", "symbol")],
        docs: "The words of a visible claim.",
    },
    Builtin {
        name: AT_LEAST,
        columns: &[("grade", "symbol"), ("floor", "symbol")],
        docs: "`grade` is `floor` or stronger; denied is not among them.",
    },
    Builtin {
        name: ALIAS,
        columns: &[("name", "symbol"), ("canonical", "symbol")],
        docs: "Another name of the same, everywhere.",
    },
    Builtin {
        name: LOCAL_ALIAS,
        columns: &[("article", "symbol"), ("name", "symbol"), ("canonical", "symbol")],
        docs: "Another name of the same, in one article.",
    },
];

/// The declaration of a provided relation.
pub(super) fn declaration(builtin: &Builtin) -> RelationDecl {
    RelationDecl {
        docs: [builtin.docs.to_owned()].into(),
        name: name(builtin.name),
        attributes: builtin
            .columns
            .iter()
            .map(|(column, ty)| Attribute { name: name(column), ty: name(ty), is_lattice: false })
            .collect(),
        qualifiers: vec![Located::new(Qualifier::Closed, Span::default())],
        choices: Vec::new(),
    }
}

/// The facts that hold under every lens: the order of the grades.
pub(super) fn facts(is_builtin: impl Fn(&str) -> bool) -> Vec<Statement> {
    if !is_builtin(AT_LEAST) {
        return Vec::new();
    }
    let pairs = Grade::ALL.into_iter().flat_map(|grade| {
        Grade::ALL.into_iter().filter(move |floor| grade >= *floor).map(move |floor| (grade, floor))
    });
    pairs.map(|(grade, floor)| fact(AT_LEAST, &[grade.name(), floor.name()])).collect()
}

fn fact(relation: &str, terms: &[&str]) -> Statement {
    let term = |text: &&str| Located::new(TermKind::String(Text::new(text)), Span::default());
    let atom = Atom { relation: name(relation), terms: terms.iter().map(term).collect(), annotation: None };
    Statement::Fact(Fact { docs: Docs::default(), atom: Arc::new(atom), evidence: Vec::new() })
}

fn name(text: &str) -> Name {
    Name::new(Text::new(text), Span::default())
}
