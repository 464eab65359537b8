//! Functors and constraints on dates: [`crate::date`] over the dictionary's codes.

use super::{Dictionary, Functor, Outcome, Test, UNDEFINED, Word, word};
use crate::date::{
    Date, add_days, max_days, may_be_within, may_overlap, may_precede, min_days, once, throughout, within,
};

/// The value of a functor whose first operand is a date; none where an end that it needs is open.
pub(super) fn evaluate(functor: Functor, args: &[Word], dictionary: &Dictionary) -> Outcome {
    let date = |code: Word| dictionary.date_of(code);
    let code = |date: Option<Date>| date.map(|date| dictionary.date(&date));
    match (functor, args) {
        (Functor::Earliest, &[d]) => Ok(code(date(d).earliest().map(Date::from_day))),
        (Functor::Latest, &[d]) => Ok(code(date(d).latest().map(Date::from_day))),
        (Functor::MinDays, &[d, e]) => Ok(min_days(&date(d), &date(e)).map(word::from_number)),
        (Functor::MaxDays, &[d, e]) => Ok(max_days(&date(d), &date(e)).map(word::from_number)),
        (Functor::Once, &[d, e]) => Ok(code(once(&date(d), &date(e)))),
        (Functor::Throughout, &[d, e]) => Ok(code(throughout(&date(d), &date(e)))),
        (Functor::AddDays, &[d, days]) => Ok(code(add_days(&date(d), word::to_number(days)))),
        _ => Err(UNDEFINED),
    }
}

/// Whether a constraint on two dates holds; a constraint on anything else does not.
pub(super) fn test(test: Test, d: &Date, e: &Date) -> bool {
    match test {
        Test::Within => within(d, e),
        Test::MayPrecede => may_precede(d, e),
        Test::MayOverlap => may_overlap(d, e),
        Test::MayBeWithin => may_be_within(d, e),
        Test::Match | Test::Contains | Test::UnsaidSymbol | Test::UnsaidDate => false,
    }
}
