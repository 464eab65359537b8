//! The files of `rules/` and `seeds/`, as they were when the program was built.

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

/// The page that leads from an analyst's questions to the relations of the standard rules: Markdown, with tables of two
/// columns under headings.
pub const GUIDE: &str = include_str!("../../rules/README.md");

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::TEXTS;

    #[test]
    fn every_rule_and_seed_file_is_bundled() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = BTreeSet::new();
        for folder in ["rules", "seeds"] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "dl") {
                    files.insert(format!("{folder}/{}", path.file_name().unwrap().display()));
                }
            }
        }
        let bundled: BTreeSet<String> = TEXTS.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(bundled, files);
    }
}
