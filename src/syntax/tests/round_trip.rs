//! What is printed reads back as the same tree.

use std::path::Path;

use proptest::prelude::*;

use super::arbitrary::{file_tree, prompt_tree};
use super::{file, findings};
use crate::diagnostic::SourceId;
use crate::syntax::printer::print;
use crate::syntax::tree::Tree;
use crate::syntax::{Mode, parse};

fn reads_back(tree: &Tree, mode: Mode) -> Result<(), TestCaseError> {
    let text = print(tree);
    let parsed = parse(SourceId::default(), &text, mode);
    prop_assert_eq!(findings(&parsed), Vec::<String>::new(), "{}", text);
    prop_assert_eq!(&parsed.tree, tree, "{}", text);
    prop_assert!(!parsed.unfinished);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_shrink_iters: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_file_reads_back(tree in file_tree()) {
        reads_back(&tree, Mode::File)?;
    }

    #[test]
    fn a_printed_prompt_reads_back(tree in prompt_tree()) {
        reads_back(&tree, Mode::Prompt)?;
    }
}

/// The rule and fact files of the project.
fn project_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders =
        ["rules", "seeds"].map(|folder| root.join(folder)).into_iter().filter(|folder| folder.exists());
    let entries = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let files = entries.map(|entry| entry.unwrap().path());
    let programs = files.filter(|path| path.extension().is_some_and(|extension| extension == "dl"));
    programs.map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn the_projects_own_files_read_back_and_print_the_same_again() {
    let files = project_files();
    assert!(files.iter().any(|(path, _)| path.ends_with("vocabulary.dl")));
    for (path, text) in files {
        let tree = file(&text).tree;
        let printed = print(&tree);
        let again = file(&printed);
        assert_eq!(findings(&again), Vec::<String>::new(), "{path}");
        assert_eq!(again.tree, tree, "{path}");
        assert_eq!(print(&again.tree), printed, "{path}");
    }
}
