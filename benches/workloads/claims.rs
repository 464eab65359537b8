//! Articles with claims for the workload of the standard rules: visits, invitations, meetings, ties of states and whatever else the
//! vocabulary has, told by articles and speakers, at every certainty, on days known more or less exactly.
//!
//! All is invented and made from a fixed seed. An event is told once or several times: a plan may be told again, and be confirmed or denied.

use std::fmt::Write as _;

use super::generate::{Random, seeded};

/// How many claims an article has, about.
const AN_ARTICLE: u64 = 40;
/// How many days the articles cover: ten years of twelve months of 28 days.
const DAYS: u64 = 10 * 12 * 28;

/// Facts with so many claims, or a few more.
pub(crate) fn told(claims: u64) -> String {
    let mut told = Told::of_size(claims);
    told.people();
    let articles = claims.div_ceil(AN_ARTICLE);
    for article in 0..articles {
        told.article(article, article * DAYS / articles);
        let wanted = (article + 1) * claims / articles;
        told.retell();
        while told.claims < wanted {
            told.event();
        }
    }
    told.text
}

/// A fact that a later article will tell again, with its grade.
struct Again {
    fact: String,
    grade: &'static str,
}

/// The text so far.
struct Told {
    text: String,
    random: Random,
    states: u64,
    persons: u64,
    claims: u64,
    /// The number of the event at hand; events of other kinds are numbered along.
    event: u64,
    /// The day on which the article at hand appears.
    today: u64,
    again: Vec<Again>,
}

impl Told {
    fn of_size(claims: u64) -> Self {
        Self {
            text: String::new(),
            random: seeded(),
            states: (20 + claims / 500).min(190),
            persons: 20 + claims / 100,
            claims: 0,
            event: 0,
            today: 0,
            again: Vec::new(),
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// States, persons of each and what their offices count for.
    fn people(&mut self) {
        for state in 0..self.states {
            self.line(&format!("state(\"State {state}\")."));
        }
        for person in 0..self.persons {
            let state = person % self.states;
            self.line(&format!("person(\"Person {person}\", \"State {state}\")."));
        }
        for (office, rank) in OFFICES {
            self.line(&format!("office_rank(\"{office}\", \"{rank}\")."));
        }
    }

    fn article(&mut self, article: u64, day: u64) {
        self.today = day;
        let (published, outlet) = (date(day), article % 50);
        self.line(&format!(
            ".article art{article} {{ file = \"a{article}.txt\", outlet = \"Outlet {outlet}\", published = \"{published}\" }}"
        ));
    }

    /// What earlier articles told is told again: a plan may have been carried out or come to nothing by then.
    fn retell(&mut self) {
        for Again { fact, grade } in std::mem::take(&mut self.again) {
            let grade = match self.random.below(10) {
                0..4 if grade != "confirmed" => "confirmed",
                4 => "denied",
                5 => "announced",
                _ => grade,
            };
            self.claim(&fact, grade);
        }
    }

    /// A fact with a claim of it by somebody.
    fn claim(&mut self, fact: &str, grade: &str) {
        self.claims += 1;
        let number = self.claims;
        let (by, said) = (self.speaker(), self.said());
        // Writing to a text cannot fail.
        let _ = writeln!(self.text, "{fact} @{grade}(\"words {number}\"{by}{said}).");
    }

    /// The same, which a later article may tell again.
    fn claim_often(&mut self, fact: String, grade: &'static str) {
        self.claim(&fact, grade);
        if self.random.happens(25) {
            self.again.push(Again { fact, grade });
        }
    }

    fn speaker(&mut self) -> String {
        let (person, agency) = (self.random.below(self.persons), self.random.below(12));
        match self.random.below(100) {
            0..50 => String::new(),
            50..75 => format!(", by: [\"Person {person}\"]"),
            75..85 => format!(", by: [\"Agency {agency}\"]"),
            85..95 => format!(", by: [\"Agency {agency}\", \"Person {person}\"]"),
            _ => format!(", by: [\"Agency {agency}\", anonymous(\"an official\")]"),
        }
    }

    fn said(&mut self) -> String {
        let before = self.random.below(20);
        match self.random.below(5) {
            0 => format!(", said: \"{}\"", date(self.today.saturating_sub(before))),
            _ => String::new(),
        }
    }

    fn person(&mut self) -> u64 {
        self.random.below(self.persons)
    }

    fn state(&mut self) -> u64 {
        self.random.below(self.states)
    }

    /// The number of one of the last events.
    fn recent(&mut self) -> u64 {
        self.event.saturating_sub(1 + self.random.below(60))
    }

    /// A day of the two months before or after the article, as exactly as it is told; and how sure a claim of it is.
    fn day(&mut self) -> (String, &'static str) {
        let day = (self.today + self.random.below(120)).saturating_sub(60);
        let grade = match self.random.below(3) {
            _ if day < self.today => "confirmed",
            0 => "announced",
            1 => "expected",
            _ => "possible",
        };
        let told = match self.random.below(20) {
            0..14 => date(day),
            14..17 => date(day)[..7].to_owned(),
            17 => format!("[{}..{}]", date(day), date(day + 6)),
            18 => format!("{}/{}", date(day), date(day + 3)),
            _ => format!("{}~", &date(day)[..7]),
        };
        (told, grade)
    }

    /// One event or act with its claims.
    fn event(&mut self) {
        self.event += 1;
        match self.random.below(100) {
            0..28 => self.visit(),
            28..35 => self.invitation(),
            35..44 => self.meeting(),
            44..50 => self.happening(),
            50..57 => self.office(),
            57..75 => self.between_states(),
            75..90 => self.about_another(),
            _ => self.about_a_person(),
        }
    }

    fn visit(&mut self) {
        let (event, person, state, (day, grade)) = (self.event, self.person(), self.state(), self.day());
        self.claim_often(
            format!("visit(\"e{event}\", \"Person {person}\", \"State {state}\", \"{day}\")"),
            grade,
        );
        if self.random.happens(10) {
            self.claim(&format!("visit_kind(\"e{event}\", \"official\")"), grade);
        }
    }

    /// An invitation; its acceptance and a visit at it may follow.
    fn invitation(&mut self) {
        let (event, inviter, person, state) = (self.event, self.person(), self.person(), self.state());
        let (day, _) = self.day();
        self.claim_often(
            format!("invitation(\"i{event}\", \"Person {inviter}\", \"Person {person}\", \"State {state}\", \"{day}\")"),
            "confirmed",
        );
        if self.random.happens(60) {
            let (day, _) = self.day();
            self.claim_often(
                format!("acceptance(\"a{event}\", \"i{event}\", \"Person {person}\", \"{day}\")"),
                "confirmed",
            );
        }
        if self.random.happens(40) {
            let (day, grade) = self.day();
            self.claim(&format!("at_invitation(\"e{event}\", \"i{event}\")"), "confirmed");
            self.claim_often(
                format!("visit(\"e{event}\", \"Person {person}\", \"State {state}\", \"{day}\")"),
                grade,
            );
        }
    }

    /// A meeting of two persons, mostly in the country of one of them.
    fn meeting(&mut self) {
        let (event, one, (day, grade)) = (self.event, self.person(), self.day());
        let other = (one + 1 + self.random.below(self.persons - 1)) % self.persons;
        let (home, away) = (one % self.states, other % self.states);
        let host = if self.random.happens(80) { home } else { self.state() };
        self.claim_often(format!("meeting(\"e{event}\", \"summit\", \"{day}\")"), grade);
        for (person, state) in [(one, home), (other, away)] {
            self.claim(&format!("participant(\"e{event}\", \"Person {person}\", \"State {state}\")"), grade);
        }
        self.claim(&format!("hosted_in(\"e{event}\", \"State {host}\")"), grade);
    }

    fn happening(&mut self) {
        let (event, (day, grade)) = (self.event, self.day());
        let kind = ["election", "agreement", "inauguration"][index(self.random.below(3))];
        self.claim_often(format!("happening(\"e{event}\", \"{kind}\", \"{day}\")"), grade);
    }

    fn office(&mut self) {
        let (person, (day, _)) = (self.person(), self.day());
        let (office, _) = OFFICES[index(person / self.states % 3)];
        let state = person % self.states;
        let fact = format!("office(\"Person {person}\", \"{office}\", \"State {state}\", \"{day}\")");
        self.claim(&fact, "confirmed");
    }

    /// A tie of two states, or what sets them apart.
    fn between_states(&mut self) {
        let (event, one, other, (day, grade)) = (self.event, self.state(), self.state(), self.day());
        let topic = self.random.below(20);
        let strength = ["weak", "firm", "close"][index(self.random.below(3))];
        let states = format!("\"State {one}\", \"State {other}\"");
        match self.random.below(18) {
            0..6 => self.claim_often(
                format!("cooperation({states}, \"topic {topic}\", \"{strength}\", \"{day}\")"),
                grade,
            ),
            6..9 => self.claim_often(
                format!("support({states}, \"topic {topic}\", \"{strength}\", \"{day}\")"),
                grade,
            ),
            9 => self.claim(&format!("arms_trade({states}, \"topic {topic}\", \"{day}\")"), grade),
            10..14 => self.claim_often(
                format!("opposition({states}, \"topic {topic}\", \"{strength}\", \"{day}\")"),
                grade,
            ),
            14 | 15 => self.claim(&format!("strain({states}, \"topic {topic}\", \"{day}\")"), grade),
            16 => {
                for state in [one, other] {
                    self.claim(&format!("named_together(\"g{event}\", \"State {state}\")"), "confirmed");
                }
            }
            _ => {
                for state in [one, other, (one + 1) % self.states] {
                    let fact = format!(
                        "joint_position(\"j{event}\", \"State {state}\", \"topic {topic}\", \"{day}\")"
                    );
                    self.claim(&fact, grade);
                }
            }
        }
    }

    /// What is told of a recent event: forecasts, plans, orders, what became of it.
    fn about_another(&mut self) {
        let (event, recent, person) = (self.event, self.recent(), self.person());
        let (day, grade) = self.day();
        let fact = match self.random.below(15) {
            0..3 => format!("forecast(\"f{event}\", \"Person {person}\", \"e{recent}\", \"{day}\")"),
            3..6 => format!("announcement(\"n{event}\", \"Person {person}\", \"e{recent}\", \"{day}\")"),
            6 => format!("withdrawal(\"w{event}\", \"Person {person}\", \"e{recent}\", \"{day}\")"),
            7 => format!("withdrawal(\"w{event}\", \"Person {person}\", \"a{recent}\", \"{day}\")"),
            8 => format!("return_of(\"e{recent}\", \"e{}\")", self.recent()),
            9 => format!("scheduling(\"s{event}\", \"e{recent}\", \"{day}\")"),
            10 => format!("during(\"e{recent}\", \"e{}\")", self.recent()),
            11 => format!("for_event(\"e{recent}\", \"e{}\")", self.recent()),
            12 => format!("did_not_happen(\"e{recent}\", \"{day}\")"),
            _ => format!("ordered(\"e{recent}\", \"e{}\", \"before\")", self.recent()),
        };
        let grade = if self.random.happens(70) { "confirmed" } else { grade };
        self.claim(&fact, grade);
    }

    /// What is told of a person, or who speaks for whom.
    fn about_a_person(&mut self) {
        let (event, person, other, state) = (self.event, self.person(), self.person(), self.state());
        let ((day, grade), recent) = (self.day(), self.recent());
        match self.random.below(10) {
            0..3 => self.claim(&format!("turn(\"Person {person}\", \"State {state}\", \"{day}\")"), grade),
            3 => {
                let year = &date(self.today)[..4];
                self.claim(&format!("did_not_visit(\"Person {person}\", \"State {state}\", \"{year}/{year}\")"), "confirmed");
            }
            4 => {
                let fact = format!("visit(\"e{event}\", \"Person {person}\", \"State {state}\", \"{day}\")");
                self.claim(&fact, "denied");
            }
            5 => self.claim(&format!("voice(\"Person {person}\", \"Office of State {}\")", other % self.states), "confirmed"),
            6 => self.claim(&format!("count_told(\"c{event}\", \"visit\", \"Person {person}\", \"State {state}\", {}, \"{day}\")", 1 + other % 5), "confirmed"),
            7 => self.claim(&format!("first_of(\"e{recent}\", \"visits abroad\", \"e{}\")", recent.saturating_sub(5)), grade),
            8 => self.claim(&format!("under_way(\"e{recent}\", \"{}\")", date(self.today)), "confirmed"),
            _ => self.claim(&format!("willingness(\"l{event}\", \"Person {person}\", \"State {state}\", \"Person {other}\", \"{day}\")"), "confirmed"),
        }
    }
}

/// Offices with their ranks.
const OFFICES: [(&str, &str); 3] =
    [("President", "leader"), ("Foreign Minister", "foreign minister"), ("Envoy", "party official")];

/// A day, counted from the first of 2010, of a calendar whose months have 28 days.
fn date(day: u64) -> String {
    let (year, month) = (2010 + day / (12 * 28), day / 28 % 12 + 1);
    format!("{year}-{month:02}-{:02}", day % 28 + 1)
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(0)
}
