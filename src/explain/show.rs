//! Answers to requests as text, for the terminal and for transcripts.

use super::text::{Layout, text};
use super::why::{Explained, Why};

/// Why the answers to a question hold, as text; each line ended.
pub fn why_text(why: &Why, layout: Layout) -> String {
    if why.total == 0 {
        return "nothing to explain: there is no answer (see whynot)\n".to_owned();
    }
    let mut parts: Vec<String> = why.answers.iter().map(|answer| explained(answer, layout)).collect();
    let left = why.total - why.answers.len();
    if left > 0 {
        parts.push(format!("… and {left} more {}\n", if left == 1 { "answer" } else { "answers" }));
    }
    parts.join("\n")
}

fn explained(answer: &Explained, layout: Layout) -> String {
    let proofs: Vec<String> = answer.proofs.iter().map(|account| text(account, layout)).collect();
    match (proofs.as_slice(), answer.complete) {
        ([], _) => format!("{}\n    no proof without them\n", answer.fact),
        ([only], false) => only.clone(),
        ([only], true) => format!("{only}the only proof\n"),
        (several, complete) => {
            let count = several.len();
            let numbered = several.iter().zip(1..);
            let numbered: Vec<String> =
                numbered.map(|(tree, at)| format!("proof {at} of {count}\n{tree}")).collect();
            let end = if complete { "there are no others" } else { "there may be more" };
            format!("{}\n{end}\n", numbered.join("\n"))
        }
    }
}
