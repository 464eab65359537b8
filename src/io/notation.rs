//! Reading records and branches in Soufflé's notation: `[1, nil]`, `$A(1, "a, b")`, `$B`.
//!
//! A symbol stands in quotes, in which a backslash takes away what the next character means, or goes on to the next comma or closing
//! bracket. Values may nest as deep as a text has them, so nothing here recurs.

use std::sync::Arc;

use super::scalar;
use crate::store::tuples::NIL;
use crate::store::{Dictionary, Shape, Type, Word};

/// Reads a record or a branch, or says what was expected where.
pub(super) fn read(text: &str, ty: Type, dictionary: &Dictionary) -> Result<Word, String> {
    let mut reader = Reader { text, at: 0, dictionary, open: Vec::new() };
    let mut wanted = ty;
    loop {
        let Some(mut word) = reader.value(wanted)? else {
            wanted = reader.wanted();
            continue;
        };
        // A value may end the tuple that it stands in, and that the one around it.
        loop {
            match reader.add(word)? {
                Added::Last(tuple) => word = tuple,
                Added::More => break,
                Added::Whole(word) => return reader.end(word),
            }
        }
        wanted = reader.wanted();
    }
}

/// A record or branch whose fields are being read.
struct Open {
    shape: Arc<Shape>,
    branch: usize,
    /// The words of the tuple so far.
    words: Vec<Word>,
    /// How many of them are fields.
    fields: usize,
    close: char,
}

/// What became of a value.
enum Added {
    /// It was the last field of a tuple.
    Last(Word),
    /// Another field follows.
    More,
    /// It is no field.
    Whole(Word),
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    dictionary: &'a Dictionary,
    /// The tuples that are begun, outermost first.
    open: Vec<Open>,
}

impl<'a> Reader<'a> {
    /// The type of the field that comes next.
    fn wanted(&self) -> Type {
        let field =
            self.open.last().and_then(|open| open.shape.branches.get(open.branch)?.fields.get(open.fields));
        field.map_or(Type::Symbol, |(_, ty)| *ty)
    }

    /// Reads a value; none if it is a tuple that was only begun.
    fn value(&mut self, ty: Type) -> Result<Option<Word>, String> {
        self.skip_space();
        match ty {
            Type::Record(_) if self.takes_nil() => Ok(Some(NIL)),
            Type::Record(shape) => {
                self.take('[')?;
                let shape = self.dictionary.shape(shape);
                self.begin(Open { shape, branch: 0, words: Vec::new(), fields: 0, close: ']' })
            }
            Type::Branches(shape) => self.branch(self.dictionary.shape(shape)),
            _ => self.leaf(ty).map(Some),
        }
    }

    /// Begins a tuple, or ends one that has no fields.
    fn begin(&mut self, open: Open) -> Result<Option<Word>, String> {
        if open.shape.branches.get(open.branch).is_some_and(|branch| !branch.fields.is_empty()) {
            self.open.push(open);
            return Ok(None);
        }
        self.take(open.close)?;
        Ok(Some(self.dictionary.tuple(&open.words)))
    }

    fn branch(&mut self, shape: Arc<Shape>) -> Result<Option<Word>, String> {
        let start = self.at;
        self.take('$')?;
        let name = self.name();
        let Some(branch) = shape.branches.iter().position(|branch| branch.name == name) else {
            self.at = start;
            let names: Vec<String> =
                shape.branches.iter().map(|branch| format!("`${}`", branch.name)).collect();
            return Err(self.expected(&names.join(" or ")));
        };
        let words = vec![branch as Word];
        self.skip_space();
        let is_empty = shape.branches.get(branch).is_some_and(|branch| branch.fields.is_empty());
        if is_empty && !self.rest().starts_with('(') {
            return Ok(Some(self.dictionary.tuple(&words)));
        }
        self.take('(')?;
        self.skip_space();
        self.begin(Open { shape, branch, words, fields: 0, close: ')' })
    }

    /// Adds a value to the tuple that it stands in.
    fn add(&mut self, word: Word) -> Result<Added, String> {
        self.skip_space();
        let Some(open) = self.open.last_mut() else { return Ok(Added::Whole(word)) };
        open.words.push(word);
        open.fields += 1;
        let wanted = open.shape.branches.get(open.branch).map_or(0, |branch| branch.fields.len());
        let (close, is_last) = (open.close, open.fields >= wanted);
        self.take(if is_last { close } else { ',' })?;
        let ended = if is_last { self.open.pop() } else { None };
        Ok(ended.map_or(Added::More, |open| Added::Last(self.dictionary.tuple(&open.words))))
    }

    /// A value that is no tuple.
    fn leaf(&mut self, ty: Type) -> Result<Word, String> {
        let start = self.at;
        let read = if self.rest().starts_with('"') {
            scalar::read(&self.quoted()?, ty, self.dictionary)
        } else {
            let close = self.open.last().map_or(']', |open| open.close);
            let rest = self.rest();
            let text = rest.split([',', close]).next().unwrap_or(rest);
            self.at += text.len();
            let text = if ty == Type::Symbol { text } else { text.trim_end() };
            scalar::read(text, ty, self.dictionary)
        };
        read.map_err(|expected| {
            self.at = start;
            self.expected(&expected)
        })
    }

    fn quoted(&mut self) -> Result<String, String> {
        let start = self.at;
        let mut text = String::new();
        let mut characters = self.text.get(start + 1..).unwrap_or_default().char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.at = start + 1 + at + 1;
                    return Ok(text);
                }
                '\\' => text.extend(characters.next().map(|(_, plain)| plain)),
                _ => text.push(character),
            }
        }
        Err(self.expected("a closing quote"))
    }

    fn end(&mut self, word: Word) -> Result<Word, String> {
        self.skip_space();
        if self.rest().is_empty() { Ok(word) } else { Err(self.expected("the end of the value")) }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn takes_nil(&mut self) -> bool {
        let found = self.rest().strip_prefix("nil").is_some_and(|rest| !rest.starts_with(is_in_name));
        self.at += if found { "nil".len() } else { 0 };
        found
    }

    fn name(&mut self) -> String {
        let rest = self.rest();
        let name = rest.split(|character| !is_in_name(character)).next().unwrap_or_default().to_owned();
        self.at += name.len();
        name
    }

    fn take(&mut self, wanted: char) -> Result<(), String> {
        if !self.rest().starts_with(wanted) {
            return Err(self.expected(&format!("`{wanted}`")));
        }
        self.at += wanted.len_utf8();
        Ok(())
    }

    fn expected(&self, what: &str) -> String {
        let before = self.text.get(..self.at).map_or(0, |before| before.chars().count());
        format!("{what} at character {} of the value", before + 1)
    }
}

fn is_in_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '?' | '.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::program::value::{format_word, quote_word};
    use crate::store::{Branch, ShapeId};

    /// `Pair = [n: number, s: symbol, rest: Pair]` and `Tree = Leaf {} | Node {l: Tree, p: Pair, x: float}`.
    fn types(dictionary: &Dictionary) -> (Type, Type) {
        let first = dictionary.shapes("Pair Tree", 2);
        let (pair, tree) = (Type::Record(first), Type::Branches(ShapeId(first.0 + 1)));
        let field = |name: &str, ty| (name.to_owned(), ty);
        let record = vec![field("n", Type::Number), field("s", Type::Symbol), field("rest", pair)];
        let branches = vec![Branch { name: String::new(), fields: record }];
        dictionary.define_shape(first, Shape { name: "Pair".to_owned(), branches });
        let node = vec![field("l", tree), field("p", pair), field("x", Type::Float)];
        let branches = vec![
            Branch { name: "Leaf".to_owned(), fields: Vec::new() },
            Branch { name: "Node".to_owned(), fields: node },
        ];
        dictionary.define_shape(ShapeId(first.0 + 1), Shape { name: "Tree".to_owned(), branches });
        (pair, tree)
    }

    fn again(text: &str, branch: bool) -> Result<String, String> {
        let dictionary = Dictionary::default();
        let (pair, tree) = types(&dictionary);
        let ty = if branch { tree } else { pair };
        read(text, ty, &dictionary).map(|word| format_word(word, ty, &dictionary))
    }

    #[test]
    fn records_and_branches_are_read_as_souffle_writes_them() {
        let record = |text| again(text, false).unwrap();
        assert_eq!(record("nil"), "nil");
        assert_eq!(record(" [ -1 ,  some text , nil ] "), "[-1, some text , nil]");
        assert_eq!(record("[0x1f, , [2, \"a, \\\"b\\\" ]\\\\\", nil]]"), "[31, , [2, a, \"b\" ]\\, nil]]");
        let branch = |text| again(text, true).unwrap();
        assert_eq!(branch("$Leaf"), "$Leaf");
        assert_eq!(branch("$Leaf( )"), "$Leaf");
        assert_eq!(
            branch("$Node($Node($Leaf, nil, 1), [1, x)y, nil], -0.5 )"),
            "$Node($Node($Leaf, nil, 1), [1, x)y, nil], -0.5)"
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let record = |text| again(text, false).unwrap_err();
        assert_eq!(record("[1, a"), "`,` at character 6 of the value");
        assert_eq!(record("[x, a, nil]"), "a 64-bit number at character 2 of the value");
        assert_eq!(record("[1, \"a, nil]"), "a closing quote at character 5 of the value");
        assert_eq!(record("[1, a, nil] x"), "the end of the value at character 13 of the value");
        assert_eq!(record("nile"), "`[` at character 1 of the value");
        assert_eq!(record(""), "`[` at character 1 of the value");
        let branch = |text| again(text, true).unwrap_err();
        assert_eq!(branch("$Nod(1)"), "`$Leaf` or `$Node` at character 1 of the value");
        assert_eq!(branch("$Node"), "`(` at character 6 of the value");
        assert_eq!(branch("$Leaf(1)"), "`)` at character 7 of the value");
    }

    #[test]
    fn values_may_nest_deeply() {
        let depth = 100_000;
        let text = "[1, a, ".repeat(depth) + "nil" + &"]".repeat(depth);
        assert_eq!(again(&text, false).unwrap(), text);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[\\[\\]$()a,1 \\\\\"nilLeafNode]{0,40}", branch in any::<bool>()) {
            _ = again(&text, branch);
        }

        #[test]
        fn what_is_written_with_quotes_is_read_as_it_was(symbols in prop::collection::vec(".{0,8}", 1..5)) {
            let dictionary = Dictionary::default();
            let (pair, _) = types(&dictionary);
            let word = symbols.iter().fold(NIL, |rest, symbol| {
                let symbol = dictionary.symbol(&symbol.replace('\u{1}', ""));
                dictionary.tuple(&[7, symbol, rest])
            });
            prop_assert_eq!(read(&quote_word(word, pair, &dictionary), pair, &dictionary), Ok(word));
        }
    }
}
