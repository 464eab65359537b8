//! The files of `rules/`, `seeds/` and `tests/conclusions/`, as they were when the program was built.

/// A bundled file: its path in the project, and its text.
pub type Text = (&'static str, &'static str);

macro_rules! text {
    ($path:literal) => {
        ($path, include_str!(concat!("../../", $path)))
    };
}

/// The standard rules and the facts of the articles, in the order in which they are loaded.
pub const TEXTS: &[Text] = &[
    text!("rules/alignment.dl"),
    text!("rules/conflicts.dl"),
    text!("rules/corroboration.dl"),
    text!("rules/dated.dl"),
    text!("rules/forecasts.dl"),
    text!("rules/meetings.dl"),
    text!("rules/order.dl"),
    text!("rules/outstanding.dl"),
    text!("rules/premises.dl"),
    text!("rules/reciprocity.dl"),
    text!("rules/titles.dl"),
    text!("rules/visits.dl"),
    text!("rules/vocabulary.dl"),
    text!("rules/standard.dl"),
    text!("seeds/all.dl"),
    text!("seeds/choe_jan_2024.dl"),
    text!("seeds/hankyoreh_apr_2019.dl"),
    text!("seeds/kcna_apr_2019.dl"),
    text!("seeds/lavrov_may_2018.dl"),
    text!("seeds/names.dl"),
    text!("seeds/nk_spring_2024.dl"),
];

/// The tests of the standard conclusions on the articles. Each includes what it needs of [`TEXTS`].
pub const TESTS: &[Text] = &[
    text!("tests/conclusions/alignment.dl"),
    text!("tests/conclusions/conflicts.dl"),
    text!("tests/conclusions/forecasts.dl"),
    text!("tests/conclusions/lens.dl"),
    text!("tests/conclusions/meetings.dl"),
    text!("tests/conclusions/moved.dl"),
    text!("tests/conclusions/order.dl"),
    text!("tests/conclusions/outstanding.dl"),
    text!("tests/conclusions/reading.dl"),
    text!("tests/conclusions/reciprocity.dl"),
    text!("tests/conclusions/titles.dl"),
    text!("tests/conclusions/visits.dl"),
];

/// The page that leads from an analyst's questions to the relations of the standard rules: Markdown, with tables of two
/// columns under headings.
pub const GUIDE: &str = include_str!("../../rules/README.md");

/// The type whose values name events in the standard rules: visits, meetings and whatever else happens once.
pub const NAMES_OF_EVENTS: &str = "Event";

/// The relations that lead from what people say to whom they mean, the second column being what the first stands for: a city or a
/// region for its state, a title for its holder.
pub const STANDING_FOR: [&str; 3] = ["capital", "place_in", "titled"];

/// Whether the standard rules declare a relation of this name.
pub fn declares(relation: &str) -> bool {
    let is_it = |line: &str| {
        line.strip_prefix(".decl ")
            .and_then(|rest| rest.split_once('('))
            .is_some_and(|(name, _)| name == relation)
    };
    TEXTS.iter().flat_map(|(_, text)| text.lines()).any(is_it)
}

/// The names of the relations in the guide's questions, in order, as often as they are asked for.
pub fn guide_relations() -> impl Iterator<Item = &'static str> {
    let marked = GUIDE.split('`').skip(1).step_by(2);
    marked.filter(|text| !text.starts_with('.')).filter_map(|text| text.split_once('(').map(|(name, _)| name))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{TESTS, TEXTS, Text};

    /// The `.dl` files of folders of the project.
    fn files(folders: &[&str]) -> BTreeSet<String> {
        let mut files = BTreeSet::new();
        for folder in folders {
            for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "dl") {
                    files.insert(format!("{folder}/{}", path.file_name().unwrap().display()));
                }
            }
        }
        files
    }

    fn names(texts: &[Text]) -> BTreeSet<String> {
        texts.iter().map(|(path, _)| (*path).to_owned()).collect()
    }

    #[test]
    fn every_rule_and_seed_file_is_bundled() {
        assert_eq!(names(TEXTS), files(&["rules", "seeds"]));
    }

    #[test]
    fn every_test_of_conclusions_is_bundled() {
        assert_eq!(names(TESTS), files(&["tests/conclusions"]));
    }
}
