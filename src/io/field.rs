//! Reading one value from the text of a file of facts; `program::value` shows it again.

use super::{notation, scalar};
use crate::program::ir::Type;
use crate::store::{Dictionary, Word};

/// Reads a value of a type, or says what was expected.
pub fn read(text: &str, ty: Type, dictionary: &Dictionary) -> Result<Word, String> {
    match ty {
        Type::Record(_) | Type::Branches(_) => notation::read(text, ty, dictionary),
        _ => scalar::read(text, ty, dictionary),
    }
}

/// Whether a value stands for something left unsaid.
pub fn is_unsaid(word: Word, ty: Type, dictionary: &Dictionary) -> bool {
    match ty {
        Type::Symbol => dictionary.is_unsaid_symbol(word),
        Type::Date => dictionary.date_of(word).is_unsaid(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::value::{UNSAID, format_word};

    #[test]
    fn no_data_can_pretend_to_be_unsaid() {
        let dictionary = Dictionary::default();
        assert!(read("\u{1}x", Type::Symbol, &dictionary).is_err());
        let unsaid = dictionary.symbol("\u{1}x");
        assert_eq!(format_word(unsaid, Type::Symbol, &dictionary), UNSAID);
        assert!(is_unsaid(unsaid, Type::Symbol, &dictionary));
    }
}
