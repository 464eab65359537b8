//! What comes with the program: the standard rules and the articles' facts.

pub mod bundled;
