//! Dates as people write them, put into EDTF: "April 2019", "26.4.2019", "summer 2019".
//!
//! It serves messages that tell how a date is to be written, and sentences in which a date is named. Nothing is guessed: digits whose
//! order is open ("4/5/2019") are no date here, and a year must be said with four.

use super::Date;

/// What the words of a date tell, as far as they have been read.
#[derive(Default)]
struct Told {
    year: Option<u32>,
    /// A month from 1 to 12, or a season from 21 to 24 as EDTF numbers them.
    month: Option<u32>,
    day: Option<u32>,
}

/// The date that a text names in the manner of newspapers, as EDTF writes it; none where the text has other words, or leaves open
/// which date is meant.
pub fn in_edtf(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split([' ', ',', '\t']).filter(|part| !part.is_empty()).collect();
    let told = match parts.as_slice() {
        [digits] if digits.contains(['.', '/', '-']) => in_digits(digits)?,
        parts => in_words(parts)?,
    };
    let written = match (told.year?, told.month, told.day) {
        (year, None, None) => format!("{year:04}"),
        (year, Some(month), None) => format!("{year:04}-{month:02}"),
        (year, Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (_, None, Some(_)) => return None,
    };
    Date::parse(&written).is_ok().then_some(written)
}

/// Year, month and day in digits: the year first, or last after points, or last after strokes where one number can be no month.
fn in_digits(text: &str) -> Option<Told> {
    let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| part.parse().ok()).collect();
    let is_year = |at: usize| parts.get(at).is_some_and(|part| part.len() == 4);
    let (year, month, day) = match *numbers? {
        [year, month] if is_year(0) => (year, month, None),
        [month, year] if is_year(1) => (year, month, None),
        [year, month, day] if is_year(0) => (year, month, Some(day)),
        [day, month, year] if is_year(2) && (text.contains('.') || day > 12) => (year, month, Some(day)),
        [month, day, year] if is_year(2) && day > 12 => (year, month, Some(day)),
        _ => return None,
    };
    Some(Told { year: Some(year), month: Some(month), day })
}

/// Words and numbers in any order, each said once.
fn in_words(parts: &[&str]) -> Option<Told> {
    let mut told = Told::default();
    for part in parts {
        let part = part.trim_end_matches('.').to_lowercase();
        let place = match number(&part) {
            Some(number) if part.len() == 4 && !part.ends_with(char::is_alphabetic) => {
                (&mut told.year, number)
            }
            Some(number) => (&mut told.day, number),
            None if matches!(part.as_str(), "of" | "the" | "in" | "on") => continue,
            None => (&mut told.month, month(&part)?),
        };
        if place.0.replace(place.1).is_some() {
            return None;
        }
    }
    Some(told)
}

/// A number, which may be that of a day: "26", "26th".
fn number(part: &str) -> Option<u32> {
    let endings = ["st", "nd", "rd", "th"];
    let bare = endings.iter().find_map(|ending| part.strip_suffix(ending)).unwrap_or(part);
    bare.chars().all(|c| c.is_ascii_digit()).then(|| bare.parse().ok())?
}

/// The number of a month, by its name or the first letters of it, or that of a season.
fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];
    let word = if word == "fall" { "autumn" } else { word };
    let months = MONTHS.iter().zip(1..).filter(|(name, _)| word.len() >= 3 && name.starts_with(word));
    let seasons = SEASONS.iter().zip(21..).filter(|(name, _)| **name == word);
    months.chain(seasons).map(|(_, number)| number).next()
}

#[cfg(test)]
mod tests {
    use super::in_edtf;

    #[test]
    fn dates_of_newspapers_are_put_into_edtf() {
        let cases = [
            ("April 2019", "2019-04"),
            ("Apr. 26, 2019", "2019-04-26"),
            ("26 April 2019", "2019-04-26"),
            ("the 26th of April 2019", "2019-04-26"),
            ("26.4.2019", "2019-04-26"),
            ("2024-5", "2024-05"),
            ("2024/5/7", "2024-05-07"),
            ("4/26/2019", "2019-04-26"),
            ("26/4/2019", "2019-04-26"),
            ("summer 2019", "2019-22"),
            ("in the fall of 2023", "2023-23"),
            ("2019", "2019"),
        ];
        for (text, written) in cases {
            assert_eq!(in_edtf(text).as_deref(), Some(written), "{text}");
        }
    }

    #[test]
    fn what_leaves_the_date_open_is_none() {
        for text in [
            "",
            "April",
            "26 2019",
            "4/5/2019",
            "19.4.19",
            "31 April 2019",
            "2024-13",
            "April May 2019",
            "2019 2020",
            "last week",
            "26 27 April 2019",
            "Ma 2019",
            "12345",
        ] {
            assert_eq!(in_edtf(text), None, "{text}");
        }
    }
}
