//! The project's own fact files, as far as evidence is concerned.

use super::*;

fn read(folder: &str, name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The vocabulary and the fact files as one program.
pub(super) fn seeds() -> Lowered {
    let names = [
        "names",
        "choe_jan_2024",
        "hankyoreh_apr_2019",
        "kcna_apr_2019",
        "lavrov_may_2018",
        "nk_spring_2024",
    ];
    let mut texts = vec![read("rules", "vocabulary.dl")];
    texts.extend(names.map(|name| read("seeds", &format!("{name}.dl"))));
    sound(&texts.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn every_claim_of_the_seeds_is_lowered() {
    let lowered = seeds();
    assert_eq!(lowered.articles.len(), 5);
    let rows = claim_facts(&lowered).into_iter().filter(|atom| atom.relation.node.ends_with("@claims"));
    assert_eq!(rows.count(), lowered.claims.len());
    assert!(lowered.claims.len() > 200, "{} claims", lowered.claims.len());
}
