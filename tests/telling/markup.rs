//! A strict reader of the HTML that briefs are written in: every element closed in its place, every attribute quoted, no bare `<`,
//! `&` or quote, nothing that runs or loads.

/// Elements without an end tag.
const EMPTY: [&str; 1] = ["meta"];
/// Elements whose text is not markup.
const RAW: [&str; 1] = ["style"];

/// Checks a document; says where it is at fault.
pub(super) fn check(page: &str) -> Result<(), String> {
    let mut rest = page.strip_prefix("<!DOCTYPE html>\n").ok_or("no document type")?;
    let mut open: Vec<&str> = Vec::new();
    while let Some(at) = rest.find('<') {
        text(&rest[..at])?;
        let end = rest[at..].find('>').ok_or("a tag without an end")? + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let (tag, closes_itself) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !name.bytes().all(|it| it.is_ascii_alphanumeric())
            || ["script", "img", "link", "iframe"].contains(&name)
        {
            return Err(format!("<{name}> has no place here"));
        }
        check_attributes(attributes)?;
        if RAW.contains(&name) {
            let end = rest.find(&format!("</{name}>")).ok_or("style without an end")?;
            if rest[..end].contains("url(") || rest[..end].contains("@import") {
                return Err("the style loads something".to_owned());
            }
            rest = &rest[end..];
        }
        if !closes_itself && !EMPTY.contains(&name) {
            open.push(name);
        }
    }
    text(rest)?;
    if open.is_empty() { Ok(()) } else { Err(format!("not closed: {open:?}")) }
}

fn check_attributes(mut rest: &str) -> Result<(), String> {
    while !rest.is_empty() {
        let (name, value) = rest.split_once("=\"").ok_or_else(|| format!("not quoted: {rest}"))?;
        let name = name.trim();
        let (value, after) = value.split_once('"').ok_or_else(|| format!("not closed: {rest}"))?;
        if !name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-') || name.starts_with("on") {
            return Err(format!("the attribute {name}"));
        }
        if ["src", "href"].contains(&name) && !value.starts_with('#') {
            return Err(format!("{name} leads elsewhere: {value}"));
        }
        text(value)?;
        rest = after.trim_start();
    }
    Ok(())
}

/// Text has no markup of its own, and no entity but five.
fn text(text: &str) -> Result<(), String> {
    if text.contains('>') {
        return Err(format!("a bare > in {text}"));
    }
    let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
    match text.split('&').skip(1).find(|part| !known.iter().any(|entity| part.starts_with(entity))) {
        Some(part) => Err(format!("a bare & before {part}")),
        None => Ok(()),
    }
}

#[test]
fn the_reader_refuses_what_is_wrong() {
    let wrap = |body: &str| format!("<!DOCTYPE html>\n<body>{body}</body>");
    assert_eq!(check(&wrap("<p class=\"x\">a &amp; b</p><path d=\"M0\"/>")), Ok(()));
    for fault in [
        "<p>",
        "</p>",
        "<p><b></p></b>",
        "<p class=x></p>",
        "a & b",
        "a > b",
        "<script></script>",
        "<p onclick=\"x\"></p>",
        "<a href=\"http://x\">x</a>",
        "<style>a { background: url(x) }</style>",
        "&nbsp;",
    ] {
        assert!(check(&wrap(fault)).is_err(), "{fault}");
    }
}
