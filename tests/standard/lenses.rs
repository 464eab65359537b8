//! Both executors on the bundled facts, through lenses that show them differently.

use std::collections::BTreeSet;

use demarche::date::Date;
use demarche::evidence::{Grade, Lens, Retraction, Selection};
use demarche::session::{Session, Text};
use demarche::standard::CREPE;
use demarche::standard::bundled::TEXTS;

use crate::bundle::{agreed, seen, session};

/// Days of knowledge from before the first article to after the last.
const DAYS: [&str; 6] = ["2018-01-01", "2018-07-01", "2019-04-24", "2019-06-01", "2024-03-01", "2024-12-31"];

fn lenses() -> Vec<Lens> {
    let day = |text: &str| Some(Date::parse(text).unwrap());
    let at = |as_of, trust| Lens { as_of: day(as_of), trust, ..Lens::default() };
    let mut lenses: Vec<Lens> =
        DAYS.iter().flat_map(|as_of| Grade::ALL.into_iter().map(|trust| at(as_of, trust))).collect();
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    lenses.extend([
        Lens::default(),
        Lens { at: day("2019-05-01"), ..Lens::default() },
        Lens { at: day("2030-01-01"), ..Lens::default() },
        Lens { as_of: day("2019-04-24"), possibly: true, ..Lens::default() },
        Lens { articles: Selection::Only(named(&["nk_spring_2024"])), ..Lens::default() },
        Lens { articles: Selection::Except(named(&["nk_spring_2024"])), ..Lens::default() },
        Lens { speakers: Selection::Except(named(&["Sergei Lavrov"])), ..Lens::default() },
        Lens { retracted: vec![Retraction::Article("choe_jan_2024".to_owned())], ..Lens::default() },
    ]);
    lenses
}

#[test]
fn native_and_crepe_agree_under_every_lens() {
    let session = session(&[]);
    let mut sizes = BTreeSet::new();
    let lenses = lenses();
    for lens in &lenses {
        let conclusions = agreed(&session, &seen(&session, lens), &format!("{lens:?}"));
        sizes.insert(conclusions.tables.iter().map(demarche::store::Table::len).sum::<usize>());
    }
    assert_eq!(lenses.len(), 32);
    assert!(sizes.len() >= 20, "the lenses show too much alike: {sizes:?}");
}

#[test]
fn what_crepe_derived_beside_a_question_does_not_outlive_its_lens() {
    let mut session = Session::new(Box::new(CREPE));
    session.load(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect()).unwrap();
    assert_eq!(session.ask("outstanding_visit(who, to, since)").unwrap().rows.len(), 1);
    session.enter("<test>", ".retract choe_jan_2024", 1).unwrap();
    assert_eq!(session.ask("superseded(acceptance, later)").unwrap().rows.len(), 0);
    assert_eq!(session.ask("outstanding_visit(who, to, since)").unwrap().rows.len(), 1);
}
