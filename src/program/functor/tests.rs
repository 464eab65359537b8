//! Every functor and constraint at its edges.

use super::*;
use crate::date::Date;
use crate::program::ir::AggregateKind;
use crate::store::word::{from_float, from_number};

fn number(functor: Functor, args: &[i64]) -> Result<i64, String> {
    let args: Vec<Word> = args.iter().copied().map(from_number).collect();
    match evaluate(functor, Type::Number, &args, &Dictionary::default()) {
        Ok(value) => Ok(word::to_number(value.expect("arithmetic has a value"))),
        Err(error) => Err(error.to_string()),
    }
}

fn unsigned(functor: Functor, args: &[u64]) -> Result<u64, String> {
    let value = evaluate(functor, Type::Unsigned, args, &Dictionary::default());
    value.map(|value| value.expect("arithmetic has a value")).map_err(|error| error.to_string())
}

fn text(functor: Functor, args: &[&str]) -> Result<Option<String>, String> {
    let dictionary = Dictionary::default();
    let args: Vec<Word> = args.iter().map(|arg| dictionary.symbol(arg)).collect();
    let value = evaluate(functor, Type::Symbol, &args, &dictionary).map_err(|error| error.to_string())?;
    Ok(value.map(|value| dictionary.text(value).to_string()))
}

fn date(functor: Functor, args: &[&str]) -> Option<String> {
    let dictionary = Dictionary::default();
    let args: Vec<Word> = args.iter().map(|arg| dictionary.date(&Date::parse(arg).unwrap())).collect();
    let value = evaluate(functor, Type::Date, &args, &dictionary).unwrap();
    value.map(|value| dictionary.date_of(value).to_string())
}

#[test]
fn numbers_are_computed_as_far_as_they_fit() {
    use Functor::*;
    assert_eq!(number(Add, &[2, 3]), Ok(5));
    assert_eq!(number(Subtract, &[2, 3]), Ok(-1));
    assert_eq!(number(Multiply, &[-4, 3]), Ok(-12));
    assert_eq!(number(Divide, &[-7, 2]), Ok(-3));
    assert_eq!(number(Remainder, &[-7, 2]), Ok(-1));
    assert_eq!(number(Power, &[-2, 63]), Ok(i64::MIN));
    assert_eq!(number(Power, &[-1, i64::MAX]), Ok(-1));
    assert_eq!(number(Power, &[-1, i64::MAX - 1]), Ok(1));
    assert_eq!(number(Power, &[0, 0]), Ok(1));
    assert_eq!(number(Negate, &[i64::MAX]), Ok(-i64::MAX));
    assert_eq!(number(ShiftRight, &[-8, 1]), Ok(-4));
    assert_eq!(number(ShiftRightUnsigned, &[-1, 60]), Ok(15));
    assert_eq!(number(ShiftLeft, &[1, 63]), Ok(i64::MIN));
    assert_eq!(number(BitXor, &[6, 3]), Ok(5));
    assert_eq!(number(BitNot, &[0]), Ok(-1));
    assert_eq!(number(LogicalXor, &[7, 0]), Ok(1));
    assert_eq!(number(LogicalNot, &[7]), Ok(0));
    assert_eq!(number(Min, &[3, -5, 4]), Ok(-5));
    assert_eq!(number(Max, &[3, -5, 4]), Ok(4));
    assert_eq!(unsigned(Subtract, &[3, 3]), Ok(0));
    assert_eq!(unsigned(Add, &[u64::MAX - 1, 1]), Ok(u64::MAX));
    assert_eq!(unsigned(Max, &[u64::MAX, 1]), Ok(u64::MAX));
}

#[test]
fn what_does_not_fit_is_an_error_with_the_values() {
    use Functor::*;
    let too_large =
        |what: &str| Err(format!("cannot compute {what}: the result does not fit a number (64 bits)"));
    assert_eq!(number(Add, &[i64::MAX, 1]), too_large("9223372036854775807 + 1"));
    assert_eq!(number(Negate, &[i64::MIN]), too_large("--9223372036854775808"));
    assert_eq!(number(Divide, &[i64::MIN, -1]), too_large("-9223372036854775808 / -1"));
    assert_eq!(number(Power, &[2, i64::MAX]), too_large("2 ^ 9223372036854775807"));
    assert_eq!(
        number(Multiply, &[i64::MIN, i64::MIN]),
        too_large("-9223372036854775808 * -9223372036854775808")
    );
    assert_eq!(number(Divide, &[1, 0]), Err("cannot compute 1 / 0: division by zero".to_owned()));
    assert_eq!(number(Remainder, &[1, 0]), Err("cannot compute 1 % 0: division by zero".to_owned()));
    let shift = Err("cannot compute 1 bshl 64: a shift is by 0 to 63 bits".to_owned());
    assert_eq!(number(ShiftLeft, &[1, 64]), shift);
    let power = Err("cannot compute 2 ^ -1: the power of an integer cannot be negative".to_owned());
    assert_eq!(number(Power, &[2, -1]), power);
    let below = Err("cannot compute 3 - 4: the result does not fit an unsigned (0 to 2^64 - 1)".to_owned());
    assert_eq!(unsigned(Subtract, &[3, 4]), below);
    assert!(unsigned(Multiply, &[u64::MAX, u64::MAX]).is_err(), "beyond 128 bits signed");
}

#[test]
fn floats_follow_ieee_with_one_zero() {
    let dictionary = Dictionary::default();
    let compute = |functor, a, b| {
        let value = evaluate(functor, Type::Float, &[from_float(a), from_float(b)], &dictionary);
        word::to_float(value.unwrap().unwrap())
    };
    assert_eq!(compute(Functor::Divide, 1.0, 0.0).to_bits(), f64::INFINITY.to_bits());
    assert_eq!(compute(Functor::Multiply, -1.0, 0.0).to_bits(), 0.0_f64.to_bits());
    assert_eq!(compute(Functor::Power, 2.0, 0.5).to_bits(), 2.0_f64.sqrt().to_bits());
    let nan = from_float(f64::NAN);
    assert!(compare(Comparison::Equal, Type::Float, nan, nan, &dictionary));
    assert!(!compare(Comparison::LessEqual, Type::Float, nan, nan, &dictionary));
    let less = compare(Comparison::Less, Type::Float, from_float(-2.0), from_float(1.0), &dictionary);
    assert!(less);
}

#[test]
fn text_is_counted_in_characters() {
    assert_eq!(text(Functor::Cat, &["Ruri", "tania"]), Ok(Some("Ruritania".to_owned())));
    let dictionary = Dictionary::default();
    let word = dictionary.symbol("démarche");
    let length = evaluate(Functor::Strlen, Type::Symbol, &[word], &dictionary);
    assert_eq!(length, Ok(Some(8)));
    let part = |from: i64, length: i64| {
        let args = [word, from_number(from), from_number(length)];
        let part = evaluate(Functor::Substr, Type::Symbol, &args, &dictionary).unwrap().unwrap();
        dictionary.text(part).to_string()
    };
    assert_eq!(part(1, 3), "éma");
    assert_eq!(part(5, 100), "che");
    assert_eq!(part(5, -1), "che");
    assert_eq!((part(-1, 3), part(8, 1)), (String::new(), String::new()));
}

#[test]
fn conversions_are_exact_or_refused() {
    let dictionary = Dictionary::default();
    let convert =
        |functor, ty, value| evaluate(functor, ty, &[value], &dictionary).map_err(|error| error.to_string());
    let minus = dictionary.symbol("-12");
    assert_eq!(convert(Functor::ToNumber, Type::Symbol, minus), Ok(Some(from_number(-12))));
    assert_eq!(
        convert(Functor::ToUnsigned, Type::Symbol, minus),
        Err("cannot compute to_unsigned(\"-12\"): the result does not fit an unsigned (0 to 2^64 - 1)"
            .to_owned())
    );
    assert_eq!(
        convert(Functor::ToNumber, Type::Symbol, dictionary.symbol("twelve")),
        Err("cannot compute to_number(\"twelve\"): the text is not an integer".to_owned())
    );
    assert_eq!(convert(Functor::ToNumber, Type::Float, from_float(-2.9)), Ok(Some(from_number(-2))));
    assert!(convert(Functor::ToNumber, Type::Float, from_float(1e19)).is_err());
    assert!(convert(Functor::ToNumber, Type::Float, from_float(f64::NAN)).is_err());
    assert_eq!(convert(Functor::ToFloat, Type::Number, from_number(-2)), Ok(Some(from_float(-2.0))));
    let shown = convert(Functor::ToString, Type::Float, from_float(1.5)).unwrap().unwrap();
    assert_eq!(dictionary.text(shown), "1.500000");
    let day = dictionary.date(&Date::parse("2024-05").unwrap());
    let shown = convert(Functor::ToString, Type::Date, day).unwrap().unwrap();
    assert_eq!(dictionary.text(shown), "2024-05");
}

#[test]
fn a_pattern_matches_the_whole_text() {
    let dictionary = Dictionary::default();
    let matches = |pattern: &str, text: &str| {
        let args = [dictionary.symbol(pattern), dictionary.symbol(text)];
        test(Test::Match, &args, false, &dictionary).map_err(|error| error.to_string())
    };
    assert_eq!(matches("U.*", "Utopia"), Ok(true));
    assert_eq!(matches("top", "Utopia"), Ok(false));
    assert_eq!(matches("Utopia|Ruri", "Ruritania"), Ok(false));
    let not = |pattern: &str, text: &str| {
        let args = [dictionary.symbol(pattern), dictionary.symbol(text)];
        test(Test::Match, &args, true, &dictionary).map_err(|error| error.to_string())
    };
    assert_eq!((not("U.*", "Utopia"), not("top", "Utopia")), (Ok(false), Ok(true)));
    for bad in ["(", ")(?:", "b.*[", "fo{x}b"] {
        assert_eq!((matches(bad, "x"), not(bad, "x")), (Ok(false), Ok(false)), "{bad}");
    }
    for (pattern, construct) in [(r"(a)\1", "a back-reference"), ("a(?=b)", "look-around")] {
        let reason = format!("the pattern has {construct}, which regular expressions have not here");
        assert_eq!(
            matches(pattern, "x"),
            Err(format!("cannot compute match(\"{pattern}\", \"x\"): {reason}"))
        );
    }
    let contains = |part: &str, text: &str| {
        test(Test::Contains, &[dictionary.symbol(part), dictionary.symbol(text)], false, &dictionary)
    };
    assert_eq!((contains("top", "Utopia"), contains("Utopia", "top")), (Ok(true), Ok(false)));
}

#[test]
fn what_was_left_unsaid_has_no_text_and_no_place() {
    let dictionary = Dictionary::default();
    let unsaid = dictionary.symbol("\u{1}visit:3:1");
    let utopia = dictionary.symbol("Utopia");
    let args = [unsaid, utopia];
    assert_eq!(evaluate(Functor::Cat, Type::Symbol, &args, &dictionary), Ok(None));
    assert_eq!(evaluate(Functor::ToString, Type::Symbol, &args[..1], &dictionary), Ok(None));
    for op in [Comparison::Less, Comparison::LessEqual, Comparison::Greater, Comparison::GreaterEqual] {
        assert!(!compare(op, Type::Symbol, unsaid, utopia, &dictionary), "{op:?}");
    }
    assert!(compare(Comparison::Equal, Type::Symbol, unsaid, unsaid, &dictionary));
    assert_eq!(test(Test::UnsaidSymbol, &[unsaid], false, &dictionary), Ok(true));
    assert_eq!(test(Test::UnsaidSymbol, &[utopia], false, &dictionary), Ok(false));
    assert_eq!(test(Test::Match, &[dictionary.symbol(".*"), unsaid], false, &dictionary), Ok(false));
    let day = dictionary.date(&Date::unsaid("visit:3:2"));
    assert_eq!(test(Test::UnsaidDate, &[day], false, &dictionary), Ok(true));
    assert_eq!(evaluate(Functor::ToString, Type::Date, &[day], &dictionary), Ok(None));
}

#[test]
fn dates_give_what_their_ends_allow() {
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(date(Functor::Earliest, &["2024-05"]), some("2024-05-01"));
    assert_eq!(date(Functor::Latest, &["2024-05"]), some("2024-05-31"));
    assert_eq!(date(Functor::Latest, &["2024/.."]), None);
    assert_eq!(date(Functor::Once, &["2024-05-07", "2024-06"]), some("[2024-05-07..2024-06-30]"));
    assert_eq!(date(Functor::Throughout, &["2024-05-07", "2024-06"]), some("2024-05-07/2024-06-30"));
    assert_eq!(date(Functor::Min, &["2024-06", "2024-05"]), some("2024-05"));
    let dictionary = Dictionary::default();
    let code = |text: &str| dictionary.date(&Date::parse(text).unwrap());
    let days = |functor| evaluate(functor, Type::Date, &[code("2024-05"), code("2024-06-02")], &dictionary);
    assert_eq!((days(Functor::MinDays), days(Functor::MaxDays)), (Ok(Some(2)), Ok(Some(32))));
    let moved = evaluate(Functor::AddDays, Type::Date, &[code("2024-02-28"), from_number(2)], &dictionary);
    assert_eq!(moved, Ok(Some(code("2024-03-01"))));
}

#[test]
fn dates_are_compared_by_what_is_certain() {
    let dictionary = Dictionary::default();
    let code = |text: &str| dictionary.date(&Date::parse(text).unwrap());
    let (april, may, mid_may) = (code("2024-04"), code("2024-05"), code("2024-05-15"));
    let holds = |op, a, b| compare(op, Type::Date, a, b, &dictionary);
    assert!(holds(Comparison::Less, april, mid_may));
    assert!(!holds(Comparison::Less, may, mid_may) && !holds(Comparison::GreaterEqual, may, mid_may));
    assert!(holds(Comparison::Greater, may, april));
    assert!(holds(Comparison::LessEqual, mid_may, mid_may));
    let check = |which, a, b| test(which, &[a, b], false, &dictionary).unwrap();
    assert!(check(Test::MayPrecede, may, mid_may) && !check(Test::MayPrecede, may, april));
    assert!(check(Test::MayOverlap, may, mid_may) && !check(Test::MayOverlap, may, april));
    assert!(check(Test::Within, may, code("2024-04/2024-06")) && !check(Test::Within, mid_may, may));
    assert!(check(Test::MayBeWithin, mid_may, may));
}

fn aggregate(kind: AggregateKind, ty: Type, values: &[Word]) -> Result<Option<Word>, String> {
    let mut accumulator = Accumulator::new(kind, ty);
    for &value in values {
        accumulator.add(value, &Dictionary::default());
    }
    accumulator.finish().map_err(|error| error.to_string())
}

#[test]
fn aggregates_do_not_depend_on_order() {
    use AggregateKind::*;
    let values = [from_number(3), from_number(-5), from_number(4)];
    assert_eq!(aggregate(Count, Type::Number, &values), Ok(Some(3)));
    assert_eq!(aggregate(Sum, Type::Number, &values), Ok(Some(2)));
    assert_eq!(aggregate(Min, Type::Number, &values), Ok(Some(from_number(-5))));
    assert_eq!(aggregate(Max, Type::Number, &values), Ok(Some(4)));
    assert_eq!(aggregate(Mean, Type::Number, &[1, 2]), Ok(Some(from_float(1.5))));
    let passing = [from_number(i64::MAX), 1, from_number(-1)];
    assert_eq!(aggregate(Sum, Type::Number, &passing), Ok(Some(from_number(i64::MAX))));
    let floats = [0.1, 0.2, 0.3, 1e16, -1e16].map(from_float);
    let mut backwards = floats;
    backwards.reverse();
    assert_eq!(aggregate(Sum, Type::Float, &floats), aggregate(Sum, Type::Float, &backwards));
}

#[test]
fn aggregates_of_nothing_and_of_too_much() {
    use AggregateKind::*;
    assert_eq!(aggregate(Count, Type::Number, &[]), Ok(Some(0)));
    assert_eq!(aggregate(Sum, Type::Number, &[]), Ok(Some(0)));
    for kind in [Min, Max, Mean] {
        assert_eq!(aggregate(kind, Type::Number, &[]), Ok(None), "{kind:?}");
    }
    assert_eq!(
        aggregate(Sum, Type::Number, &[from_number(i64::MAX), 1]),
        Err("cannot compute sum over 2 values: the result does not fit a number (64 bits)".to_owned())
    );
}

#[test]
fn only_what_can_fail_is_put_off() {
    let call = |functor, ty, args| Expr::Call { functor, ty, args };
    assert!(can_fail(&call(Functor::Add, Type::Number, vec![Expr::Const(1), Expr::Const(2)])));
    assert!(!can_fail(&call(Functor::Add, Type::Float, vec![Expr::Const(1), Expr::Const(2)])));
    let inner = call(Functor::ToNumber, Type::Symbol, vec![Expr::Const(0)]);
    assert!(can_fail(&call(Functor::Max, Type::Number, vec![Expr::Const(1), inner])));
}

#[test]
fn integers_wrap_where_they_are_asked_to() {
    let number = |functor, args: &[i64]| {
        let args: Vec<Word> = args.iter().copied().map(from_number).collect();
        let value = evaluate(wrapping(functor), Type::Number, &args, &Dictionary::default());
        word::to_number(value.unwrap().unwrap())
    };
    assert_eq!(number(Functor::Add, &[i64::MAX, 1]), i64::MIN);
    assert_eq!(number(Functor::Subtract, &[i64::MIN, 1]), i64::MAX);
    assert_eq!(number(Functor::Multiply, &[i64::MAX, 2]), -2);
    assert_eq!(number(Functor::Negate, &[i64::MIN]), i64::MIN);
    assert_eq!(number(Functor::Divide, &[i64::MIN, -1]), i64::MIN);
    assert_eq!(number(Functor::Power, &[3, 41]), 3_i64.wrapping_pow(41));
    assert_eq!(number(Functor::Power, &[2, -1]), 0);
    assert_eq!(number(Functor::Power, &[-1, -3]), -1);
    assert_eq!(number(Functor::ShiftLeft, &[1, 65]), 2);
    assert_eq!(number(Functor::ShiftRight, &[-8, 1]), -4);
    assert_eq!(number(Functor::ShiftRightUnsigned, &[-1, 63]), 1);
    let args = [0, 1];
    assert_eq!(
        evaluate(wrapping(Functor::Subtract), Type::Unsigned, &args, &Dictionary::default()),
        Ok(Some(u64::MAX))
    );
    let zero = evaluate(wrapping(Functor::Divide), Type::Number, &[1, 0], &Dictionary::default());
    assert_eq!(zero.unwrap_err().to_string(), "cannot compute 1 / 0: division by zero");
    let unsigned =
        evaluate(wrapping(Functor::ToUnsigned), Type::Number, &[from_number(-1)], &Dictionary::default());
    assert_eq!(unsigned, Ok(Some(u64::MAX)));
}

#[test]
fn ranges_go_up_and_down_and_end() {
    let dictionary = Dictionary::default();
    let numbers = |args: &[i64]| {
        let args: Vec<Word> = args.iter().copied().map(from_number).collect();
        let values = range(Type::Number, &args, &dictionary);
        values.map(|values| values.into_iter().map(word::to_number).collect::<Vec<_>>())
    };
    assert_eq!(numbers(&[1, 4]), Ok(vec![1, 2, 3]));
    assert_eq!(numbers(&[4, 1]), Ok(vec![4, 3, 2]));
    assert_eq!(numbers(&[1, 6, 2]), Ok(vec![1, 3, 5]));
    assert_eq!(numbers(&[6, 1, -2]), Ok(vec![6, 4, 2]));
    assert_eq!(numbers(&[1, 4, -1]), Ok(vec![]));
    assert_eq!(
        (numbers(&[1, 4, 0]), numbers(&[4, 4, 0]), numbers(&[4, 4])),
        (Ok(vec![1]), Ok(vec![]), Ok(vec![]))
    );
    assert_eq!(numbers(&[i64::MAX - 1, i64::MAX, 5]), Ok(vec![i64::MAX - 1]));
    let too_many = numbers(&[0, i64::MAX]).unwrap_err().to_string();
    assert_eq!(too_many, "cannot compute range(0, 9223372036854775807): it has more than 67108864 values");
    let floats = range(Type::Float, &[from_float(5.0), from_float(3.75), from_float(-0.5)], &dictionary);
    assert_eq!(floats, Ok([5.0, 4.5, 4.0].map(from_float).to_vec()));
    assert_eq!(range(Type::Unsigned, &[3, 0], &dictionary), Ok(vec![3, 2, 1]));
}

/// The value of an expression, functor by functor.
fn one_by_one(expr: &Expr, dictionary: &Dictionary) -> Result<Option<Word>, FunctorError> {
    let Expr::Call { functor, ty, args } = expr else { return Ok(Some(leaf(expr))) };
    let args: Option<Vec<Word>> =
        args.iter().map(|arg| one_by_one(arg, dictionary)).collect::<Result<_, _>>()?;
    args.map_or(Ok(None), |args| evaluate(*functor, *ty, &args, dictionary))
}

/// The same with texts made within each other.
fn within(expr: &Expr, dictionary: &Dictionary) -> Result<Option<Word>, FunctorError> {
    let Expr::Call { functor, ty, args } = expr else { return Ok(Some(leaf(expr))) };
    if is_compound(*functor, *ty, args) {
        return compound(*functor, *ty, args, &mut |arg| within(arg, dictionary), dictionary);
    }
    let args: Option<Vec<Word>> = args.iter().map(|arg| within(arg, dictionary)).collect::<Result<_, _>>()?;
    args.map_or(Ok(None), |args| evaluate(*functor, *ty, &args, dictionary))
}

fn leaf(expr: &Expr) -> Word {
    match expr {
        Expr::Const(word) => *word,
        _ => unreachable!("there are no variables"),
    }
}

#[test]
fn texts_within_each_other_are_what_they_are_one_by_one() {
    use Functor::*;
    let dictionary = Dictionary::default();
    let call = |functor, ty, args: Vec<Expr>| Expr::Call { functor, ty, args };
    let symbols = ["", "hé-7 lo", "42", "\u{1}unsaid"].map(|text| Expr::Const(dictionary.symbol(text)));
    let numbers = [-1, 0, 2, 100].map(|number| Expr::Const(from_number(number)));
    let fails = call(Divide, Type::Number, vec![numbers[2].clone(), numbers[1].clone()]);
    let mut made: Vec<Expr> = symbols.to_vec();
    made.extend(numbers.iter().map(|number| call(ToString, Type::Number, vec![number.clone()])));
    made.push(call(ToString, Type::Unsigned, vec![Expr::Const(Word::MAX)]));
    made.push(call(ToString, Type::Number, vec![fails.clone()]));
    let mut compared = 0;
    for level in 0..2 {
        let parts = made.clone();
        for (at, one) in parts.iter().enumerate() {
            let other = &parts[(at * 7 + level) % parts.len()];
            made.push(call(Cat, Type::Symbol, vec![one.clone(), other.clone(), one.clone()]));
            made.push(call(Cat, Type::Symbol, vec![symbols[3].clone(), one.clone()]));
            for (from, length) in numbers.iter().zip(numbers.iter().cycle().skip(at % 4)) {
                made.push(call(Substr, Type::Symbol, vec![one.clone(), from.clone(), length.clone()]));
            }
            let strlen = call(Strlen, Type::Symbol, vec![one.clone()]);
            made.push(call(Substr, Type::Symbol, vec![other.clone(), strlen, fails.clone()]));
        }
    }
    let readers = [Strlen, ToNumber, ToUnsigned, ToFloat];
    for text in made {
        for functor in readers {
            let read = call(functor, Type::Symbol, vec![text.clone()]);
            assert_eq!(within(&read, &dictionary), one_by_one(&read, &dictionary), "{read:?}");
            compared += usize::from(within(&read, &dictionary).is_ok_and(|value| value.is_some()));
        }
        let made = one_by_one(&text, &dictionary);
        assert_eq!(within(&text, &dictionary), made, "{text:?}");
        for symbol in [dictionary.symbol("42"), dictionary.symbol("hé-7 lohé-7 lo")] {
            let told = spells(&text, symbol, &mut |arg| within(arg, &dictionary), &dictionary);
            let is_made = is_made_text(&text);
            let expected = made.clone().map(|made| made.filter(|_| is_made).map(|made| made == symbol));
            assert!(told == expected || !is_made, "{text:?}");
        }
    }
    assert!(compared > 300, "{compared}");
}
