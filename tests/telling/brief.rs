//! Briefs in Markdown, each as it stands in a file beside this one.
//!
//! `DEMARCHE_BLESS=1 cargo test --test telling` writes the files anew, for review before they are committed.

use std::fs;
use std::path::Path;

use demarche::briefing::{Scope, brief, html, markdown, states};
use demarche::engine::Native;
use demarche::session::{Session, Text};
use demarche::standard::bundled::TEXTS;

use crate::{bundled, opened, with_rules};

fn page(session: &Session, state: Option<&str>) -> String {
    markdown(&brief(session, &Scope { state: state.map(str::to_owned) }).unwrap())
}

/// Compares with the file of that name. Lines of bundled articles move: claims called after one are shown without it.
fn compare(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/telling").join(name);
    let mut page = page.to_owned();
    for article in
        ["lavrov_may_2018", "hankyoreh_apr_2019", "kcna_apr_2019", "choe_jan_2024", "nk_spring_2024"]
    {
        page = without_numbers(&page, &format!("`{article}:"));
    }
    if std::env::var_os("DEMARCHE_BLESS").is_some_and(|value| value == "1") {
        fs::write(path, page).unwrap();
    } else {
        let expected = fs::read_to_string(path).unwrap();
        assert!(page == expected, "{name} should be\n{expected}--- but is\n{page}");
    }
}

fn without_numbers(page: &str, before: &str) -> String {
    let mut parts = page.split(before);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + before + "line" + part.trim_start_matches(|it: char| it.is_ascii_digit())
    })
}

#[test]
fn an_invented_year() {
    let text = include_str!("utopia.dl");
    compare("utopia.md", &page(&opened(with_rules(text), ""), None));
}

#[test]
fn an_invented_year_of_one_state_with_an_assumption_judged_later() {
    let lens = r#".at "1999-07-15" .trust expected .assume visit("a-ruritania", "A. Envoy", "Ruritania", "1999-06-03")"#;
    let session = opened(with_rules(include_str!("utopia.dl")), lens);
    compare("freedonia.md", &page(&session, Some("Freedonia")));
}

/// Every state of a crowded year and one alone; the drawings as data.
#[test]
fn a_crowded_year() {
    let session = opened(vec![Text::new("crowded.dl", include_str!("crowded.dl"))], "");
    compare("crowded.md", &page(&session, None));
    compare("crowded_bland.md", &page(&session, Some("Bland")));
    let drawings = [None, Some("Cland")].map(|state| {
        let found = brief(&session, &Scope { state: state.map(str::to_owned) }).unwrap();
        serde_json::to_string_pretty(&(found.chart, found.map)).unwrap()
    });
    compare("crowded.json", &format!("{}\n", drawings.join("\n")));
}

#[test]
fn the_bundled_articles_as_of_the_last() {
    compare("bundled_2024.md", &page(&bundled(""), None));
}

#[test]
fn what_is_left_to_questions_where_claims_are_many_stands_in_no_brief() {
    let mut many = Session::new(Box::new(Native)).demanding(0);
    let texts = TEXTS.iter().map(|(name, text)| Text::new(*name, *text));
    many.load(texts.collect()).unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(page(&many, None), page(&bundled(""), None));
}

#[test]
fn the_bundled_articles_on_north_korea_in_april_2019() {
    compare("north_korea_2019.md", &page(&bundled(r#".as_of "2019-04-22""#), Some("North Korea")));
}

#[test]
fn before_the_first_article_there_is_nothing_to_tell() {
    compare("bundled_before.md", &page(&bundled(r#".as_of "2018-01-01""#), None));
}

#[test]
fn a_debt_that_partial_dates_leave_open_stands_apart() {
    let session = opened(with_rules(include_str!("utopia.dl")), r#".at "1999-02-14""#);
    let page = page(&session, None);
    let expected = "\
## Outstanding

**Left open by partial dates**

- Whether A. Envoy owes the Ruritania a visit, since February 1999, is left open; it is settled from 28 February 1999 on. \
*confirmed* \\[1, 2\\]
";
    assert!(page.contains(expected), "{page}");
}

#[test]
fn a_plain_program_is_told_by_its_documentation() {
    let text = "/// There is a way from `from` to `to`; more is not said.\n.decl path(from: symbol, to: symbol, steps: number)\n\
                .decl edge(a: symbol, b: symbol)\n.decl bare(x: symbol)\nedge(\"a\", \"b_c\").\n\
                path(a, b, 1) :- edge(a, b).\nbare(x) :- edge(x, _).\n";
    let session = opened(vec![Text::new("g.dl", text)], "");
    let expected = "\
# Brief

No article speaks.

## Main conclusions

- There is a way from a to b_c (steps: 1). \\[1\\]
- bare(\"a\") \\[1\\]

The program has none of the relations from which a brief on visits and blocs is written; its main conclusions are told instead.

## Notes

1. edge(\"a\", \"b_c\"), stated without an article (`g.dl:5`)
";
    assert_eq!(page(&session, None), expected);
}

#[test]
fn a_program_with_some_of_the_rules_says_what_it_lacks() {
    let text = ".decl owes_visit(who: symbol, to: symbol, since: date, ground: symbol)\n\
                .decl bloc(state: number, member: number)\nbloc(1, 2).\n\
                owes_visit(\"A. Envoy\", \"Utopia\", \"1999-02\", \"stated turn\").\n";
    let session = opened(vec![Text::new("own.dl", text)], ".as_of \"1999-03-01\"");
    let page = page(&session, None);
    let expected = "\
## Outstanding

- A. Envoy has owed Utopia a visit since February 1999, for 1 to 28 days (stated turn). \\[1\\]

The program has no rules for: next, order of what is to come, blocs and conflicts.
";
    assert!(page.contains(expected), "{page}");
}

#[test]
fn long_lists_say_how_many_more_there_are_and_what_shows_them() {
    let debts =
        (10..30).map(|at| format!("owes_visit(\"E{at}\", \"Utopia\", \"1999-02\", \"stated turn\").\n"));
    let text = ".decl owes_visit(who: symbol, to: symbol, since: date, ground: symbol)\n".to_owned();
    let session = opened(vec![Text::new("own.dl", text + &debts.collect::<String>())], "");
    let page = page(&session, None);
    assert_eq!(page.matches("has owed").count(), 8, "{page}");
    assert!(page.contains("- … and 12 more: `owes_visit(who, to, since, ground)`\n"), "{page}");
}

#[test]
fn what_data_say_marks_up_nothing() {
    let hostile = "<script>alert('1')</script> & \\\"q\\\" \u{202e}evil *b* [x](y) `c`";
    let text = format!(
        "person(\"{hostile}\", \"Utopia\").\n.article a {{ file = \"a\", published = \"1999-01-01\" }}\n\
         turn(\"{hostile}\", \"Utopia\", \"1999-01\") @confirmed(\"it is <i>his</i> turn\").\n"
    );
    let session = opened(with_rules(&text), "");
    let found = brief(&session, &Scope::default()).unwrap();
    let line = "- \\<script\\>alert('1')\\</script\\> \\& \"q\" \\\\u{202e}evil \\*b\\* \\[x\\](y) \\`c\\` has owed Utopia a visit since January \
                1999, for 0 days (stated turn). *confirmed* \\[1\\]\n";
    let page = markdown(&found);
    assert!(page.contains(line), "{page}");
    // The first article changes nothing that was told.
    assert!(!page.contains("What changed"), "{page}");
    let line = "<li>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;q&quot; \\u{202e}evil *b* [x](y) `c` has owed Utopia a visit \
                since January 1999";
    let page = html(&found);
    assert!(page.contains(line), "{page}");
    assert!(!page.contains("<script") && !page.contains("<i>") && !page.contains('\u{202e}'), "{page}");
}

#[test]
fn the_same_page_comes_out_of_every_order_of_loading() {
    let text = include_str!("utopia.dl");
    let first = opened(with_rules(text), "");
    let mut texts = with_rules(text);
    texts.reverse();
    let mut second = Session::new(Box::new(Native));
    second.load(texts).unwrap();
    let pages = [&first, &second].map(|session| html(&brief(session, &Scope::default()).unwrap()));
    assert_eq!(pages[0], pages[1]);
}

#[test]
fn states_are_those_that_facts_tell_of() {
    let session = opened(with_rules(include_str!("utopia.dl")), "");
    let states: Vec<String> = states(&session).unwrap().into_iter().collect();
    assert_eq!(states, ["Freedonia", "Ruritania", "Utopia"]);
}
