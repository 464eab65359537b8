//! Typed relations and rules from rules/alignment.dl, rules/conflicts.dl, rules/corroboration.dl, rules/dated.dl, rules/forecasts.dl, rules/meetings.dl, rules/order.dl, rules/outstanding.dl, rules/premises.dl, rules/reciprocity.dl, rules/standard.dl, rules/titles.dl, rules/visits.dl, rules/vocabulary.dl.
//!
//! Written by `demarche compile`: change the rule files and compile again, not this file. Each relation is a struct, the rules stand
//! in blocks of `crepe!` below their Datalog, and [`run`] derives everything that follows from some facts.

#![allow(clippy::doc_markdown, clippy::unreadable_literal, clippy::wildcard_imports)]
#![allow(unused_imports, reason = "which functions the rules call differs from one module to the next")]

use demarche::typed::*;

demarche::relation! {
    /// The day that is judged.
    ///
    /// `at`, provided with every program.
    pub struct At = "at" {
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// An article that speaks.
    ///
    /// `article`, provided with every program.
    pub struct Article = "article" {
        /// Column `name: symbol`.
        pub name: Name,
        /// Column `outlet: symbol`.
        pub outlet: Name,
        /// Column `published: date`.
        pub published: PartialDate,
    }
}

demarche::relation! {
    /// A visible claim; without a named speaker both speaker and origin are the article's name.
    ///
    /// `claim`, provided with every program.
    pub struct Claim = "claim" {
        /// Column `name: symbol`.
        pub name: Name,
        /// Column `relation: symbol`.
        pub relation: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// The chain of speakers of a visible claim, 1 the nearest.
    ///
    /// `claim_speaker`, provided with every program.
    pub struct ClaimSpeaker = "claim_speaker" {
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `place: number`.
        pub place: i64,
        /// Column `speaker: symbol`.
        pub speaker: Name,
    }
}

demarche::relation! {
    /// The words of a visible claim.
    ///
    /// `claim_quote`, provided with every program.
    pub struct ClaimQuote = "claim_quote" {
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `quote: symbol`.
        pub quote: Name,
    }
}

demarche::relation! {
    /// `grade` is `floor` or stronger; denied is not among them.
    ///
    /// `at_least`, provided with every program.
    pub struct AtLeast = "at_least" {
        /// Column `grade: symbol`.
        pub grade: Name,
        /// Column `floor: symbol`.
        pub floor: Name,
    }
}

demarche::relation! {
    /// A state, by its canonical name.
    ///
    /// `state`, rules/vocabulary.dl:29.
    pub struct State = "state" {
        /// Column `name: State`.
        pub name: Name,
    }
}

demarche::relation! {
    /// A person, by canonical name, and the state on whose side the articles show that person.
    ///
    /// `person`, rules/vocabulary.dl:31.
    pub struct Person = "person" {
        /// Column `name: Party`.
        pub name: Name,
        /// Column `state: State`.
        pub state: Name,
    }
}

demarche::relation! {
    /// The adjective that goes with a state in titles: "Utopian" in "Utopian President".
    ///
    /// `adjective`, rules/vocabulary.dl:37.
    pub struct Adjective = "adjective" {
        /// Column `word: Phrase`.
        pub word: Name,
        /// Column `of: State`.
        pub of: Name,
    }
}

demarche::relation! {
    /// The rank of an office for reciprocity: "leader", "deputy leader", "foreign minister", "deputy", "party official", "spokesperson".
    ///
    /// `office_rank`, rules/vocabulary.dl:39.
    pub struct OfficeRank = "office_rank" {
        /// Column `office: Phrase`.
        pub office: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
    }
}

demarche::relation! {
    /// `who` is attested in `office` of `body` (a state or a party) on `day`; the beginning and the end are not said.
    ///
    /// `office`, rules/vocabulary.dl:41.
    pub struct Office = "office" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `office: Phrase`.
        pub office: Name,
        /// Column `body: Party`.
        pub body: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `office`: its columns, then those of the claim.
    ///
    /// `office@claims`, rules/vocabulary.dl:41.
    pub struct OfficeClaims = "office@claims" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `office: Phrase`.
        pub office: Name,
        /// Column `body: Party`.
        pub body: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `office` that a visible claim makes confirmed or surer.
    ///
    /// `office@confirmed`, rules/vocabulary.dl:41.
    pub struct OfficeConfirmed = "office@confirmed" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `office: Phrase`.
        pub office: Name,
        /// Column `body: Party`.
        pub body: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// What `speaker` says is said for `principal`: whose voice an office, a ministry or a newspaper is.
    ///
    /// `voice`, rules/vocabulary.dl:45.
    pub struct Voice = "voice" {
        /// Column `speaker: Party`.
        pub speaker: Name,
        /// Column `principal: Party`.
        pub principal: Name,
    }
}

demarche::relation! {
    /// Rows of `place_in` that a visible claim makes confirmed or surer.
    ///
    /// `place_in@confirmed`, rules/vocabulary.dl:49.
    pub struct PlaceInConfirmed = "place_in@confirmed" {
        /// Column `place: Place`.
        pub place: Name,
        /// Column `whole: Place`.
        pub whole: Name,
    }
}

demarche::relation! {
    /// `who` stays in `country` at `day`. The grade is the stage: confirmed is a stay that was made.
    /// `visit` is the stable name; a person's other visit to the same country has another name.
    ///
    /// `visit`, rules/vocabulary.dl:57.
    pub struct Visit = "visit" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `visit`: its columns, then those of the claim.
    ///
    /// `visit@claims`, rules/vocabulary.dl:57.
    pub struct VisitClaims = "visit@claims" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `visit` that a visible claim makes confirmed or surer.
    ///
    /// `visit@confirmed`, rules/vocabulary.dl:57.
    pub struct VisitConfirmed = "visit@confirmed" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `visit` that a visible claim denies.
    ///
    /// `visit@denied`, rules/vocabulary.dl:57.
    pub struct VisitDenied = "visit@denied" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visit is made for the sake of `event`, a meeting or a forum. It names the visit that a done event implies:
    /// where an event was held in another's country and no claim speaks of the stay itself, the visit still has this name.
    ///
    /// `for_event`, rules/vocabulary.dl:62.
    pub struct ForEvent = "for_event" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `event: Event`.
        pub event: Name,
    }
}

demarche::relation! {
    /// Rows of `under_way` that a visible claim makes confirmed or surer.
    ///
    /// `under_way@confirmed`, rules/vocabulary.dl:68.
    pub struct UnderWayConfirmed = "under_way@confirmed" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `announcement`: its columns, then those of the claim.
    ///
    /// `announcement@claims`, rules/vocabulary.dl:72.
    pub struct AnnouncementClaims = "announcement@claims" {
        /// Column `announcement: Event`.
        pub announcement: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `withdrawal`: its columns, then those of the claim.
    ///
    /// `withdrawal@claims`, rules/vocabulary.dl:74.
    pub struct WithdrawalClaims = "withdrawal@claims" {
        /// Column `withdrawal: Event`.
        pub withdrawal: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `what: Event`.
        pub what: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `withdrawal` that a visible claim makes confirmed or surer.
    ///
    /// `withdrawal@confirmed`, rules/vocabulary.dl:74.
    pub struct WithdrawalConfirmed = "withdrawal@confirmed" {
        /// Column `withdrawal: Event`.
        pub withdrawal: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `what: Event`.
        pub what: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `did_not_happen`: its columns, then those of the claim.
    ///
    /// `did_not_happen@claims`, rules/vocabulary.dl:76.
    pub struct DidNotHappenClaims = "did_not_happen@claims" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `span: date`.
        pub span: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `did_not_happen` that a visible claim makes confirmed or surer.
    ///
    /// `did_not_happen@confirmed`, rules/vocabulary.dl:76.
    pub struct DidNotHappenConfirmed = "did_not_happen@confirmed" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// `who` was never in `country` during `span`, whatever the visit.
    ///
    /// `did_not_visit`, rules/vocabulary.dl:78.
    pub struct DidNotVisit = "did_not_visit" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `did_not_visit`: its columns, then those of the claim.
    ///
    /// `did_not_visit@claims`, rules/vocabulary.dl:78.
    pub struct DidNotVisitClaims = "did_not_visit@claims" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `span: date`.
        pub span: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `did_not_visit` that a visible claim makes confirmed or surer.
    ///
    /// `did_not_visit@confirmed`, rules/vocabulary.dl:78.
    pub struct DidNotVisitConfirmed = "did_not_visit@confirmed" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// `inviter` asked `invitee` on `day` to visit `country`, the inviting state. `invitation` is the stable name.
    ///
    /// `invitation`, rules/vocabulary.dl:83.
    pub struct Invitation = "invitation" {
        /// Column `invitation: Event`.
        pub invitation: Name,
        /// Column `inviter: Party`.
        pub inviter: Name,
        /// Column `invitee: Party`.
        pub invitee: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `invitation`: its columns, then those of the claim.
    ///
    /// `invitation@claims`, rules/vocabulary.dl:83.
    pub struct InvitationClaims = "invitation@claims" {
        /// Column `invitation: Event`.
        pub invitation: Name,
        /// Column `inviter: Party`.
        pub inviter: Name,
        /// Column `invitee: Party`.
        pub invitee: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// `who` said yes to `invitation` on `day`. `acceptance` is the stable name.
    ///
    /// `acceptance`, rules/vocabulary.dl:85.
    pub struct Acceptance = "acceptance" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `invitation: Event`.
        pub invitation: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `acceptance`: its columns, then those of the claim.
    ///
    /// `acceptance@claims`, rules/vocabulary.dl:85.
    pub struct AcceptanceClaims = "acceptance@claims" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `invitation: Event`.
        pub invitation: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `acceptance` that a visible claim makes confirmed or surer.
    ///
    /// `acceptance@confirmed`, rules/vocabulary.dl:85.
    pub struct AcceptanceConfirmed = "acceptance@confirmed" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `invitation: Event`.
        pub invitation: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visit is, or would be, made at that invitation.
    ///
    /// `at_invitation`, rules/vocabulary.dl:87.
    pub struct AtInvitation = "at_invitation" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `invitation: Event`.
        pub invitation: Name,
    }
}

demarche::relation! {
    /// The visible claims of `at_invitation`: its columns, then those of the claim.
    ///
    /// `at_invitation@claims`, rules/vocabulary.dl:87.
    pub struct AtInvitationClaims = "at_invitation@claims" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `invitation: Event`.
        pub invitation: Name,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// It is the turn of `who` to visit `country`, as stated for `day`; no promise and no plan.
    ///
    /// `turn`, rules/vocabulary.dl:91.
    pub struct Turn = "turn" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `turn`: its columns, then those of the claim.
    ///
    /// `turn@claims`, rules/vocabulary.dl:91.
    pub struct TurnClaims = "turn@claims" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// `visit` is stated to be the return of the visit `earlier`.
    ///
    /// `return_of`, rules/vocabulary.dl:93.
    pub struct ReturnOf = "return_of" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `earlier: Event`.
        pub earlier: Name,
    }
}

demarche::relation! {
    /// The visible claims of `return_of`: its columns, then those of the claim.
    ///
    /// `return_of@claims`, rules/vocabulary.dl:93.
    pub struct ReturnOfClaims = "return_of@claims" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `earlier: Event`.
        pub earlier: Name,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `return_of` that a visible claim makes confirmed or surer.
    ///
    /// `return_of@confirmed`, rules/vocabulary.dl:93.
    pub struct ReturnOfConfirmed = "return_of@confirmed" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `earlier: Event`.
        pub earlier: Name,
    }
}

demarche::relation! {
    /// The visible claims of `meeting`: its columns, then those of the claim.
    ///
    /// `meeting@claims`, rules/vocabulary.dl:98.
    pub struct MeetingClaims = "meeting@claims" {
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `meeting` that a visible claim makes confirmed or surer.
    ///
    /// `meeting@confirmed`, rules/vocabulary.dl:98.
    pub struct MeetingConfirmed = "meeting@confirmed" {
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `meeting` that a visible claim denies.
    ///
    /// `meeting@denied`, rules/vocabulary.dl:98.
    pub struct MeetingDenied = "meeting@denied" {
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `happening`: its columns, then those of the claim.
    ///
    /// `happening@claims`, rules/vocabulary.dl:100.
    pub struct HappeningClaims = "happening@claims" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `happening` that a visible claim makes confirmed or surer.
    ///
    /// `happening@confirmed`, rules/vocabulary.dl:100.
    pub struct HappeningConfirmed = "happening@confirmed" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `happening` that a visible claim denies.
    ///
    /// `happening@denied`, rules/vocabulary.dl:100.
    pub struct HappeningDenied = "happening@denied" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// `who` takes part for `side`; `who` is unsaid where only the side is named.
    ///
    /// `participant`, rules/vocabulary.dl:102.
    pub struct Participant = "participant" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `side: State`.
        pub side: Name,
    }
}

demarche::relation! {
    /// Rows of `participant` that a visible claim makes confirmed or surer.
    ///
    /// `participant@confirmed`, rules/vocabulary.dl:102.
    pub struct ParticipantConfirmed = "participant@confirmed" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `side: State`.
        pub side: Name,
    }
}

demarche::relation! {
    /// The visible claims of `hosted_in`: its columns, then those of the claim.
    ///
    /// `hosted_in@claims`, rules/vocabulary.dl:104.
    pub struct HostedInClaims = "hosted_in@claims" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `state: State`.
        pub state: Name,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `hosted_in` that a visible claim makes confirmed or surer.
    ///
    /// `hosted_in@confirmed`, rules/vocabulary.dl:104.
    pub struct HostedInConfirmed = "hosted_in@confirmed" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `state: State`.
        pub state: Name,
    }
}

demarche::relation! {
    /// Rows of `event_place` that a visible claim makes confirmed or surer.
    ///
    /// `event_place@confirmed`, rules/vocabulary.dl:106.
    pub struct EventPlaceConfirmed = "event_place@confirmed" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `place: Place`.
        pub place: Name,
    }
}

demarche::relation! {
    /// `event` takes place in the course of `whole` or on its occasion.
    ///
    /// `during`, rules/vocabulary.dl:108.
    pub struct During = "during" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `whole: Event`.
        pub whole: Name,
    }
}

demarche::relation! {
    /// The visible claims of `during`: its columns, then those of the claim.
    ///
    /// `during@claims`, rules/vocabulary.dl:108.
    pub struct DuringClaims = "during@claims" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `whole: Event`.
        pub whole: Name,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `during` that a visible claim makes confirmed or surer.
    ///
    /// `during@confirmed`, rules/vocabulary.dl:108.
    pub struct DuringConfirmed = "during@confirmed" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `whole: Event`.
        pub whole: Name,
    }
}

demarche::relation! {
    /// The visible claims of `scheduling`: its columns, then those of the claim.
    ///
    /// `scheduling@claims`, rules/vocabulary.dl:112.
    pub struct SchedulingClaims = "scheduling@claims" {
        /// Column `scheduling: Event`.
        pub scheduling: Name,
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `scheduling` that a visible claim makes confirmed or surer.
    ///
    /// `scheduling@confirmed`, rules/vocabulary.dl:112.
    pub struct SchedulingConfirmed = "scheduling@confirmed" {
        /// Column `scheduling: Event`.
        pub scheduling: Name,
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// `first` comes before `second`. `kind`: "before", "prepares" (first prepares second), "until" (first lasts until second).
    ///
    /// `ordered`, rules/vocabulary.dl:119.
    pub struct Ordered = "ordered" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
    }
}

demarche::relation! {
    /// The visible claims of `ordered`: its columns, then those of the claim.
    ///
    /// `ordered@claims`, rules/vocabulary.dl:119.
    pub struct OrderedClaims = "ordered@claims" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `ordered` that a visible claim denies.
    ///
    /// `ordered@denied`, rules/vocabulary.dl:119.
    pub struct OrderedDenied = "ordered@denied" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
    }
}

demarche::relation! {
    /// `event` is the first of its `class` in the stretch that begins with `start` (a term that begins with an inauguration).
    ///
    /// `first_of`, rules/vocabulary.dl:123.
    pub struct FirstOf = "first_of" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `class: Phrase`.
        pub class: Name,
        /// Column `start: Event`.
        pub start: Name,
    }
}

demarche::relation! {
    /// The visible claims of `first_of`: its columns, then those of the claim.
    ///
    /// `first_of@claims`, rules/vocabulary.dl:123.
    pub struct FirstOfClaims = "first_of@claims" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `class: Phrase`.
        pub class: Name,
        /// Column `start: Event`.
        pub start: Name,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// `event` is the first of its `class` after `since`, an event that is itself of the class or marks the start.
    ///
    /// `first_since`, rules/vocabulary.dl:125.
    pub struct FirstSince = "first_since" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `class: Phrase`.
        pub class: Name,
        /// Column `since: Event`.
        pub since: Name,
    }
}

demarche::relation! {
    /// The visible claims of `first_since`: its columns, then those of the claim.
    ///
    /// `first_since@claims`, rules/vocabulary.dl:125.
    pub struct FirstSinceClaims = "first_since@claims" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `class: Phrase`.
        pub class: Name,
        /// Column `since: Event`.
        pub since: Name,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `ordinal`: its columns, then those of the claim.
    ///
    /// `ordinal@claims`, rules/vocabulary.dl:127.
    pub struct OrdinalClaims = "ordinal@claims" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `series: Phrase`.
        pub series: Name,
        /// Column `nth: number`.
        pub nth: i64,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `count_told` that a visible claim makes confirmed or surer.
    ///
    /// `count_told@confirmed`, rules/vocabulary.dl:130.
    pub struct CountToldConfirmed = "count_told@confirmed" {
        /// Column `count: Event`.
        pub count: Name,
        /// Column `what: Phrase`.
        pub what: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `other: Party`.
        pub other: Name,
        /// Column `number: number`.
        pub number: i64,
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// `holder` foretold that `event` would come within `window`. `forecast` is the stable name.
    ///
    /// `forecast`, rules/vocabulary.dl:139.
    pub struct Forecast = "forecast" {
        /// Column `forecast: Event`.
        pub forecast: Name,
        /// Column `holder: Party`.
        pub holder: Name,
        /// Column `event: Event`.
        pub event: Name,
        /// Column `window: date`.
        pub window: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `forecast`: its columns, then those of the claim.
    ///
    /// `forecast@claims`, rules/vocabulary.dl:139.
    pub struct ForecastClaims = "forecast@claims" {
        /// Column `forecast: Event`.
        pub forecast: Name,
        /// Column `holder: Party`.
        pub holder: Name,
        /// Column `event: Event`.
        pub event: Name,
        /// Column `window: date`.
        pub window: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `forecast_failed` that a visible claim makes confirmed or surer.
    ///
    /// `forecast_failed@confirmed`, rules/vocabulary.dl:141.
    pub struct ForecastFailedConfirmed = "forecast_failed@confirmed" {
        /// Column `forecast: Event`.
        pub forecast: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The two states work together on `topic`; read both ways.
    ///
    /// `cooperation`, rules/vocabulary.dl:170.
    pub struct Cooperation = "cooperation" {
        /// Column `a: State`.
        pub a: Name,
        /// Column `b: State`.
        pub b: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `strength: Phrase`.
        pub strength: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `cooperation`: its columns, then those of the claim.
    ///
    /// `cooperation@claims`, rules/vocabulary.dl:170.
    pub struct CooperationClaims = "cooperation@claims" {
        /// Column `a: State`.
        pub a: Name,
        /// Column `b: State`.
        pub b: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `strength: Phrase`.
        pub strength: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// `supporter` supports `supported` on `topic`.
    ///
    /// `support`, rules/vocabulary.dl:172.
    pub struct Support = "support" {
        /// Column `supporter: State`.
        pub supporter: Name,
        /// Column `supported: State`.
        pub supported: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `strength: Phrase`.
        pub strength: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// `seller` provides `buyer` with `goods`.
    ///
    /// `arms_trade`, rules/vocabulary.dl:174.
    pub struct ArmsTrade = "arms_trade" {
        /// Column `seller: State`.
        pub seller: Name,
        /// Column `buyer: State`.
        pub buyer: Name,
        /// Column `goods: Phrase`.
        pub goods: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// `member`, one of several, takes the joint position `position` on `topic`: the members act together.
    ///
    /// `joint_position`, rules/vocabulary.dl:176.
    pub struct JointPosition = "joint_position" {
        /// Column `position: Event`.
        pub position: Name,
        /// Column `member: State`.
        pub member: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// `a` acts against `b` on `topic`; one way only.
    ///
    /// `opposition`, rules/vocabulary.dl:178.
    pub struct Opposition = "opposition" {
        /// Column `a: State`.
        pub a: Name,
        /// Column `b: State`.
        pub b: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `strength: Phrase`.
        pub strength: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `opposition` that a visible claim makes announced or surer.
    ///
    /// `opposition@announced`, rules/vocabulary.dl:178.
    pub struct OppositionAnnounced = "opposition@announced" {
        /// Column `a: State`.
        pub a: Name,
        /// Column `b: State`.
        pub b: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `strength: Phrase`.
        pub strength: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// Relations between the two states are strained or cool on `topic`: less than opposition, and no tie; read both ways.
    ///
    /// `strain`, rules/vocabulary.dl:180.
    pub struct Strain = "strain" {
        /// Column `a: State`.
        pub a: Name,
        /// Column `b: State`.
        pub b: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visible claims of `strain`: its columns, then those of the claim.
    ///
    /// `strain@claims`, rules/vocabulary.dl:180.
    pub struct StrainClaims = "strain@claims" {
        /// Column `a: State`.
        pub a: Name,
        /// Column `b: State`.
        pub b: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `speaker: symbol`.
        pub speaker: Name,
        /// Column `origin: symbol`.
        pub origin: Name,
        /// Column `published: date`.
        pub published: PartialDate,
        /// Column `said: date`.
        pub said: PartialDate,
    }
}

demarche::relation! {
    /// Rows of `strain` that a visible claim makes announced or surer.
    ///
    /// `strain@announced`, rules/vocabulary.dl:180.
    pub struct StrainAnnounced = "strain@announced" {
        /// Column `a: State`.
        pub a: Name,
        /// Column `b: State`.
        pub b: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// A speaker names `member` as one of `group`; being named together is no tie.
    ///
    /// `named_together`, rules/vocabulary.dl:182.
    pub struct NamedTogether = "named_together" {
        /// Column `group: Event`.
        pub group: Name,
        /// Column `member: State`.
        pub member: Name,
    }
}

demarche::relation! {
    /// A speaker sets the one group against the other; no tie among members follows, and no opposition of each to each.
    ///
    /// `set_against`, rules/vocabulary.dl:184.
    pub struct SetAgainst = "set_against" {
        /// Column `group: Event`.
        pub group: Name,
        /// Column `other: Event`.
        pub other: Name,
    }
}

demarche::relation! {
    /// A step that the rules take although no article states it; retract it, and what rests on it falls.
    ///
    /// `premise`, rules/premises.dl:7.
    pub struct Premise = "premise" {
        /// Column `says: Phrase`.
        pub says: Name,
    }
}

demarche::relation! {
    /// By that title `who` is called, attested in the office on `day`.
    ///
    /// `titled`, rules/titles.dl:6.
    pub struct Titled = "titled" {
        /// Column `title: Phrase`.
        pub title: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The claim was made on `day`: when it was said, or else when its article was published.
    ///
    /// `claim_day`, rules/visits.dl:9.
    pub struct ClaimDay = "claim_day" {
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The claim is not certainly later than the day judged: in hindsight, a plan told of later is no plan yet.
    ///
    /// `spoken`, rules/visits.dl:14.
    pub struct Spoken = "spoken" {
        /// Column `claim: symbol`.
        pub claim: Name,
    }
}

demarche::relation! {
    /// The meeting is held in `state`, said so or by the country in which its place lies.
    ///
    /// `held_in`, rules/visits.dl:20.
    pub struct HeldIn = "held_in" {
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `state: State`.
        pub state: Name,
    }
}

demarche::relation! {
    /// `place` lies in `whole`, directly or through other places.
    ///
    /// `lies_in`, rules/visits.dl:25.
    pub struct LiesIn = "lies_in" {
        /// Column `place: Place`.
        pub place: Name,
        /// Column `whole: Place`.
        pub whole: Name,
    }
}

demarche::relation! {
    /// `who` came for a meeting that was held in `host`, the country of another party to it.
    ///
    /// `foreign_guest`, rules/visits.dl:30.
    pub struct ForeignGuest = "foreign_guest" {
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `host: State`.
        pub host: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visit of `who` to `host` in whose course the meeting is held has the name `visit`.
    ///
    /// `trip_named`, rules/visits.dl:42.
    pub struct TripNamed = "trip_named" {
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `host: State`.
        pub host: Name,
    }
}

demarche::relation! {
    /// The meeting is part of a larger one in the same country, at which the guest takes part too.
    ///
    /// `attends_whole`, rules/visits.dl:51.
    pub struct AttendsWhole = "attends_whole" {
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `whole: Event`.
        pub whole: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `host: State`.
        pub host: Name,
    }
}

demarche::relation! {
    /// The name `visit` belongs to the visit of another person or to another country.
    ///
    /// `visits_otherwise`, rules/visits.dl:59.
    pub struct VisitsOtherwise = "visits_otherwise" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `host: State`.
        pub host: Name,
    }
}

demarche::relation! {
    /// Some visit has a name for the guest's trip to the meeting.
    ///
    /// `has_trip`, rules/visits.dl:66.
    pub struct HasTrip = "has_trip" {
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `who: Party`.
        pub who: Name,
    }
}

demarche::relation! {
    /// A claim confirms the stay itself: that `who` was in `country` at `day`.
    ///
    /// `told_stay`, rules/visits.dl:72.
    pub struct ToldStay = "told_stay" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// A stay that no claim states and that a meeting implies; where no claim names the visit it is called by the event
    /// attended.
    ///
    /// `inferred_stay`, rules/visits.dl:79.
    pub struct InferredStay = "inferred_stay" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `meeting: Event`.
        pub meeting: Name,
    }
}

demarche::relation! {
    /// A stay, told or inferred, at each day that is told for it.
    ///
    /// `any_stay`, rules/visits.dl:88.
    pub struct AnyStay = "any_stay" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// Another day told for the same stay says all that `day` says, and more.
    ///
    /// `blunter_day`, rules/visits.dl:93.
    pub struct BlunterDay = "blunter_day" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// `who` stayed in `country` at `day`, confirmed or inferred, by the sharpest of the days told; the day judged plays no
    /// part.
    ///
    /// `stay`, rules/visits.dl:104.
    pub struct Stay = "stay" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visit has begun and not ended on the day judged.
    ///
    /// `visit_under_way`, rules/visits.dl:110.
    pub struct VisitUnderWay = "visit_under_way" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
    }
}

demarche::relation! {
    /// The visit was made, certainly by the day judged: `who` visited `country` at `day`.
    ///
    /// `done`, rules/visits.dl:117.
    pub struct Done = "done" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visit was made, but perhaps only after the day judged; `from` is the day from which it is certainly done.
    ///
    /// `done_undetermined`, rules/visits.dl:121.
    pub struct DoneUndetermined = "done_undetermined" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `from: date`.
        pub from: PartialDate,
    }
}

demarche::relation! {
    /// A visit that was made is told only through a meeting that implies it.
    ///
    /// `done_by_inference`, rules/visits.dl:127.
    pub struct DoneByInference = "done_by_inference" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `meeting: Event`.
        pub meeting: Name,
    }
}

demarche::relation! {
    /// `who` visited `country`; how often is another question.
    ///
    /// `visited`, rules/visits.dl:132.
    pub struct Visited = "visited" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
    }
}

demarche::relation! {
    /// A source says that `who` was not in `country` at any day up to the end of `span`.
    ///
    /// `never_visited`, rules/visits.dl:139.
    pub struct NeverVisited = "never_visited" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// The stretch in which somebody was not there has a first day, before which he may have been.
    ///
    /// `has_beginning`, rules/visits.dl:143.
    pub struct HasBeginning = "has_beginning" {
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// A claim made by then, short of confirmation, has the visit at `day`; `grade` is how sure it is.
    ///
    /// `plan`, rules/visits.dl:149.
    pub struct Plan = "plan" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `grade: symbol`.
        pub grade: Name,
    }
}

demarche::relation! {
    /// Some plan of the visit is surer than `grade`.
    ///
    /// `planned_more_surely`, rules/visits.dl:155.
    pub struct PlannedMoreSurely = "planned_more_surely" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `grade: symbol`.
        pub grade: Name,
    }
}

demarche::relation! {
    /// `day`, planned or foretold, has passed by the day judged.
    ///
    /// `passed`, rules/visits.dl:160.
    pub struct Passed = "passed" {
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// A claim, made on the day `told`, plans or foretells something for `day`.
    ///
    /// `planned_day`, rules/visits.dl:168.
    pub struct PlannedDay = "planned_day" {
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `told: date`.
        pub told: PartialDate,
    }
}

demarche::relation! {
    /// The planned day has a last possible day.
    ///
    /// `has_end`, rules/visits.dl:183.
    pub struct HasEnd = "has_end" {
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The same open-ended day was told again within the last half year.
    ///
    /// `told_lately`, rules/visits.dl:187.
    pub struct ToldLately = "told_lately" {
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The day planned at that certainty has passed.
    ///
    /// `overdue`, rules/visits.dl:191.
    pub struct Overdue = "overdue" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `grade: symbol`.
        pub grade: Name,
    }
}

demarche::relation! {
    /// A source took the visit back by the day judged and nobody has told of it since.
    ///
    /// `called_off`, rules/visits.dl:195.
    pub struct CalledOff = "called_off" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The event was spoken of as still to come after it was taken back on `day`.
    ///
    /// `taken_up_again`, rules/visits.dl:201.
    pub struct TakenUpAgain = "taken_up_again" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// A source denies the visit: `who` did not visit `country` at any day of `span` by it.
    ///
    /// `denied_visit`, rules/visits.dl:210.
    pub struct DeniedVisit = "denied_visit" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// A source says that `who` did not visit `country` in `span`, by a denial of one visit or of every one.
    ///
    /// `not_visited`, rules/visits.dl:220.
    pub struct NotVisited = "not_visited" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// The denial was spoken before `span` was over.
    ///
    /// `denied_ahead`, rules/visits.dl:227.
    pub struct DeniedAhead = "denied_ahead" {
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// The visit is denied, and no plan of it reaches beyond the stretches for which it is.
    ///
    /// `denied_throughout`, rules/visits.dl:231.
    pub struct DeniedThroughout = "denied_throughout" {
        /// Column `visit: Event`.
        pub visit: Name,
    }
}

demarche::relation! {
    /// A plan of the visit has a day that no denial covers.
    ///
    /// `planned_beyond_denial`, rules/visits.dl:235.
    pub struct PlannedBeyondDenial = "planned_beyond_denial" {
        /// Column `visit: Event`.
        pub visit: Name,
    }
}

demarche::relation! {
    /// One denial of the visit covers the planned day.
    ///
    /// `denied_on`, rules/visits.dl:239.
    pub struct DeniedOn = "denied_on" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visit is done, perhaps done, under way, called off or denied: no plan any more.
    ///
    /// `settled`, rules/visits.dl:244.
    pub struct Settled = "settled" {
        /// Column `visit: Event`.
        pub visit: Name,
    }
}

demarche::relation! {
    /// A party has committed itself to the visit, which is still to come.
    ///
    /// `announced_visit`, rules/visits.dl:252.
    pub struct AnnouncedVisit = "announced_visit" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// Someone with grounds says that the visit will come; nobody has committed himself to it.
    ///
    /// `expected_visit`, rules/visits.dl:257.
    pub struct ExpectedVisit = "expected_visit" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visit is merely thought possible.
    ///
    /// `possible_visit`, rules/visits.dl:263.
    pub struct PossibleVisit = "possible_visit" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// Announced or expected for `due`, which has passed, and confirmed and denied by nobody; `grade` is how sure the plan
    /// was.
    ///
    /// `unreported`, rules/visits.dl:270.
    pub struct Unreported = "unreported" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `due: date`.
        pub due: PartialDate,
        /// Column `grade: symbol`.
        pub grade: Name,
    }
}

demarche::relation! {
    /// The visit was only thought possible, for a day that has passed, and nobody says what became of it.
    ///
    /// `lapsed`, rules/visits.dl:276.
    pub struct Lapsed = "lapsed" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `due: date`.
        pub due: PartialDate,
    }
}

demarche::relation! {
    /// Where the visit stands on the day judged: "done", "perhaps done", "under way", "announced", "expected", "possible",
    /// "unreported", "lapsed", "called off" or "denied".
    ///
    /// `visit_stage`, rules/visits.dl:282.
    pub struct VisitStage = "visit_stage" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `stage: symbol`.
        pub stage: Name,
    }
}

demarche::relation! {
    /// The visit is still to come on the day judged; `grade` is the strongest stage told of it ("confirmed" in hindsight).
    ///
    /// `visit_to_come`, rules/visits.dl:297.
    pub struct VisitToCome = "visit_to_come" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `country: State`.
        pub country: Name,
        /// Column `grade: symbol`.
        pub grade: Name,
    }
}

demarche::relation! {
    /// `who` accepted, `since` that day, the invitation of `inviter` to visit `to`.
    ///
    /// `accepted_invitation`, rules/outstanding.dl:9.
    pub struct AcceptedInvitation = "accepted_invitation" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `invitation: Event`.
        pub invitation: Name,
        /// Column `inviter: Party`.
        pub inviter: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
    }
}

demarche::relation! {
    /// The accepted invitation was honoured by the day judged: a visit was made certainly after the acceptance.
    ///
    /// `honoured`, rules/outstanding.dl:14.
    pub struct Honoured = "honoured" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `visit: Event`.
        pub visit: Name,
    }
}

demarche::relation! {
    /// The acceptance was superseded by the day judged: the same person later accepted again from the same state, with no
    /// visit between.
    ///
    /// `superseded`, rules/outstanding.dl:20.
    pub struct Superseded = "superseded" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `later: Event`.
        pub later: Name,
    }
}

demarche::relation! {
    /// An acceptance that is sure enough to take the place of an earlier one.
    ///
    /// `accepted_again`, rules/outstanding.dl:28.
    pub struct AcceptedAgain = "accepted_again" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
    }
}

demarche::relation! {
    /// A visit was made after the one acceptance and before the other.
    ///
    /// `visited_between`, rules/outstanding.dl:33.
    pub struct VisitedBetween = "visited_between" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `later: Event`.
        pub later: Name,
    }
}

demarche::relation! {
    /// What was promised was taken back by the day judged: the acceptance, the invitation, or the visit at that invitation.
    ///
    /// `withdrawn`, rules/outstanding.dl:39.
    pub struct Withdrawn = "withdrawn" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `withdrawal: Event`.
        pub withdrawal: Name,
    }
}

demarche::relation! {
    /// What a withdrawal may name when it ends the promise.
    ///
    /// `promised_thing`, rules/outstanding.dl:45.
    pub struct PromisedThing = "promised_thing" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `invitation: Event`.
        pub invitation: Name,
        /// Column `thing: Event`.
        pub thing: Name,
    }
}

demarche::relation! {
    /// The promise is certainly ended by the day judged.
    ///
    /// `ended`, rules/outstanding.dl:52.
    pub struct Ended = "ended" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
    }
}

demarche::relation! {
    /// Partial dates leave open whether the promise was ended by the day judged; after `from` no date leaves it open any
    /// more.
    /// `how` is "honoured", "superseded" or "withdrawn".
    ///
    /// `perhaps_ended`, rules/outstanding.dl:60.
    pub struct PerhapsEnded = "perhaps_ended" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `how: Phrase`.
        pub how: Name,
        /// Column `from: date`.
        pub from: PartialDate,
    }
}

demarche::relation! {
    /// The one acceptance may have taken the place of the other by the day judged, and that is not certain.
    ///
    /// `perhaps_superseded`, rules/outstanding.dl:75.
    pub struct PerhapsSuperseded = "perhaps_superseded" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `later: Event`.
        pub later: Name,
    }
}

demarche::relation! {
    /// `who` owes `to` a visit: he accepted the invitation `since` that day, and has not come, promised anew or been let
    /// off by the day judged.
    ///
    /// `outstanding_visit`, rules/outstanding.dl:82.
    pub struct OutstandingVisit = "outstanding_visit" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
    }
}

demarche::relation! {
    /// The acceptance stands unfulfilled on the day judged; by name, since one person may have made several.
    ///
    /// `outstanding_acceptance`, rules/outstanding.dl:93.
    pub struct OutstandingAcceptance = "outstanding_acceptance" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
    }
}

demarche::relation! {
    /// Partial dates leave open whether the visit is outstanding on the day judged; `from` is the day from which it is
    /// certain.
    ///
    /// `outstanding_visit_undetermined`, rules/outstanding.dl:100.
    pub struct OutstandingVisitUndetermined = "outstanding_visit_undetermined" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
        /// Column `from: date`.
        pub from: PartialDate,
    }
}

demarche::relation! {
    /// For how many days, at least and at most, the visit has been outstanding on the day judged.
    ///
    /// `days_open`, rules/outstanding.dl:109.
    pub struct DaysOpen = "days_open" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
        /// Column `least: number`.
        pub least: i64,
        /// Column `most: number`.
        pub most: i64,
    }
}

demarche::relation! {
    /// A source says that the accepted visit had not come up to the day `until`; this is shown beside the debt and does not
    /// end it.
    ///
    /// `unhonoured_so_far`, rules/outstanding.dl:115.
    pub struct UnhonouredSoFar = "unhonoured_so_far" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
        /// Column `until: date`.
        pub until: PartialDate,
    }
}

demarche::relation! {
    /// A source says that the visit was not made in `span`.
    ///
    /// `not_made_in`, rules/outstanding.dl:124.
    pub struct NotMadeIn = "not_made_in" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// It is stated to be the turn of `who` to visit `to`, and no visit is known to have been made after `since`.
    ///
    /// `owed_by_turn`, rules/outstanding.dl:131.
    pub struct OwedByTurn = "owed_by_turn" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
    }
}

demarche::relation! {
    /// A source stated by the day judged that it was the turn of `who` to visit `to`.
    ///
    /// `stated_turn`, rules/outstanding.dl:136.
    pub struct StatedTurn = "stated_turn" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
    }
}

demarche::relation! {
    /// The turn was taken by the day judged.
    ///
    /// `turn_taken`, rules/outstanding.dl:142.
    pub struct TurnTaken = "turn_taken" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
    }
}

demarche::relation! {
    /// A visit may have come after the turn was stated and by the day judged; after `from` no date leaves it open.
    ///
    /// `turn_perhaps_taken`, rules/outstanding.dl:146.
    pub struct TurnPerhapsTaken = "turn_perhaps_taken" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
        /// Column `from: date`.
        pub from: PartialDate,
    }
}

demarche::relation! {
    /// Partial dates leave open whether the turn has been taken; `from` is the day from which it is certain.
    ///
    /// `owed_by_turn_undetermined`, rules/outstanding.dl:152.
    pub struct OwedByTurnUndetermined = "owed_by_turn_undetermined" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
        /// Column `from: date`.
        pub from: PartialDate,
    }
}

demarche::relation! {
    /// `who` owes `to` a visit since `since`; `ground` is "accepted invitation", "stated turn" or "unreturned visit".
    /// For an unreturned visit `who` is the state whose person of the same rank has not come.
    ///
    /// `owes_visit`, rules/outstanding.dl:160.
    pub struct OwesVisit = "owes_visit" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `since: date`.
        pub since: PartialDate,
        /// Column `ground: Phrase`.
        pub ground: Name,
    }
}

demarche::relation! {
    /// What became of the invitation by the day judged: "honoured", "under way", "withdrawn", "superseded", "outstanding",
    /// "undetermined" (partial dates leave it open), "visit announced", "visit expected", or "open" (nothing is told of an
    /// answer).
    ///
    /// `invitation_fate`, rules/outstanding.dl:168.
    pub struct InvitationFate = "invitation_fate" {
        /// Column `invitation: Event`.
        pub invitation: Name,
        /// Column `inviter: Party`.
        pub inviter: Name,
        /// Column `invitee: Party`.
        pub invitee: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `fate: Phrase`.
        pub fate: Name,
    }
}

demarche::relation! {
    /// The invitation was given, certainly by the day judged.
    ///
    /// `given`, rules/outstanding.dl:186.
    pub struct GivenFact = "given" {
        /// Column `invitation: Event`.
        pub invitation: Name,
        /// Column `inviter: Party`.
        pub inviter: Name,
        /// Column `invitee: Party`.
        pub invitee: Name,
        /// Column `to: State`.
        pub to: Name,
    }
}

demarche::relation! {
    /// A visit at the invitation was made, or its acceptance was honoured.
    ///
    /// `invitation_honoured`, rules/outstanding.dl:190.
    pub struct InvitationHonoured = "invitation_honoured" {
        /// Column `invitation: Event`.
        pub invitation: Name,
    }
}

demarche::relation! {
    /// A visit at the invitation is under way.
    ///
    /// `invitation_under_way`, rules/outstanding.dl:195.
    pub struct InvitationUnderWay = "invitation_under_way" {
        /// Column `invitation: Event`.
        pub invitation: Name,
    }
}

demarche::relation! {
    /// Where the acceptance stands when no visit has been made at it.
    ///
    /// `acceptance_fate`, rules/outstanding.dl:199.
    pub struct AcceptanceFate = "acceptance_fate" {
        /// Column `acceptance: Event`.
        pub acceptance: Name,
        /// Column `fate: Phrase`.
        pub fate: Name,
    }
}

demarche::relation! {
    /// The invitation has an acceptance by then, or a visit at it that was made or is under way.
    ///
    /// `answered`, rules/outstanding.dl:209.
    pub struct Answered = "answered" {
        /// Column `invitation: Event`.
        pub invitation: Name,
    }
}

demarche::relation! {
    /// A visit at the invitation is announced or expected.
    ///
    /// `visit_promised`, rules/outstanding.dl:215.
    pub struct VisitPromised = "visit_promised" {
        /// Column `invitation: Event`.
        pub invitation: Name,
    }
}

demarche::relation! {
    /// `who` is attested in an office of that rank on `day`.
    ///
    /// `attested_rank`, rules/reciprocity.dl:9.
    pub struct AttestedRank = "attested_rank" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// `who` is attested in offices of more than one rank.
    ///
    /// `rank_changes`, rules/reciprocity.dl:13.
    pub struct RankChanges = "rank_changes" {
        /// Column `who: Party`.
        pub who: Name,
    }
}

demarche::relation! {
    /// `who` has that rank at the time of the visit.
    ///
    /// `visit_rank`, rules/reciprocity.dl:17.
    pub struct VisitRank = "visit_rank" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
    }
}

demarche::relation! {
    /// A day told for the visit, made or planned.
    ///
    /// `visit_time`, rules/reciprocity.dl:26.
    pub struct VisitTime = "visit_time" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// A person of state `from` visited state `to`; `rank` is the traveller's rank, and "any" for every person.
    ///
    /// `visit_between`, rules/reciprocity.dl:33.
    pub struct VisitBetween = "visit_between" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `from: State`.
        pub from: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visit may have been made by the day judged: announced or expected and unreported, or made on a day that may be
    /// later.
    ///
    /// `perhaps_between`, rules/reciprocity.dl:40.
    pub struct PerhapsBetween = "perhaps_between" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `from: State`.
        pub from: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// A visit of unknown outcome.
    ///
    /// `perhaps_made`, rules/reciprocity.dl:46.
    pub struct PerhapsMade = "perhaps_made" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// A rank for which visits are answered in kind.
    ///
    /// `reciprocal_rank`, rules/reciprocity.dl:55.
    pub struct ReciprocalRank = "reciprocal_rank" {
        /// Column `rank: Phrase`.
        pub rank: Name,
    }
}

demarche::relation! {
    /// A source states that the visit returns `earlier`; `who` goes, or is to go, to `to`.
    ///
    /// `stated_return`, rules/reciprocity.dl:62.
    pub struct StatedReturn = "stated_return" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `earlier: Event`.
        pub earlier: Name,
    }
}

demarche::relation! {
    /// A source calls the visit a return, and it was made.
    ///
    /// `made_return`, rules/reciprocity.dl:66.
    pub struct MadeReturn = "made_return" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `earlier: Event`.
        pub earlier: Name,
    }
}

demarche::relation! {
    /// No source says so, yet `visit` reads as the return of `earlier`: opposite direction, same rank, next in time.
    ///
    /// `structural_return`, rules/reciprocity.dl:70.
    pub struct StructuralReturn = "structural_return" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `earlier: Event`.
        pub earlier: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
    }
}

demarche::relation! {
    /// The visit certainly follows the opposite one, and no visit between the two states at that rank may stand between.
    ///
    /// `next_opposite`, rules/reciprocity.dl:75.
    pub struct NextOpposite = "next_opposite" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `earlier: Event`.
        pub earlier: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
    }
}

demarche::relation! {
    /// The visit was made certainly after a visit in the opposite direction at the same rank.
    ///
    /// `later_opposite`, rules/reciprocity.dl:79.
    pub struct LaterOpposite = "later_opposite" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `earlier: Event`.
        pub earlier: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
    }
}

demarche::relation! {
    /// A visit between the two states at that rank, made or of unknown outcome, may have come between.
    ///
    /// `stands_between`, rules/reciprocity.dl:85.
    pub struct StandsBetween = "stands_between" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `earlier: Event`.
        pub earlier: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
    }
}

demarche::relation! {
    /// A visit in either direction, made or of unknown outcome.
    ///
    /// `either_way`, rules/reciprocity.dl:92.
    pub struct EitherWay = "either_way" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The visit closes the pair that `earlier` opened; `how` is "stated" or "structural".
    ///
    /// `returned`, rules/reciprocity.dl:99.
    pub struct Returned = "returned" {
        /// Column `earlier: Event`.
        pub earlier: Name,
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `how: symbol`.
        pub how: Name,
    }
}

demarche::relation! {
    /// The visit opens a pair: it is neither a stated return nor the structural return of a visit that opened one.
    ///
    /// `opens_pair`, rules/reciprocity.dl:104.
    pub struct OpensPair = "opens_pair" {
        /// Column `visit: Event`.
        pub visit: Name,
    }
}

demarche::relation! {
    /// The visit closes a pair as the structural return of the visit that opened it.
    ///
    /// `closes_pair`, rules/reciprocity.dl:110.
    pub struct ClosesPair = "closes_pair" {
        /// Column `visit: Event`.
        pub visit: Name,
    }
}

demarche::relation! {
    /// Nobody of that rank from state `who` has returned the visit paid by `to` on `since`, nor may have.
    ///
    /// `unreturned_visit`, rules/reciprocity.dl:114.
    pub struct UnreturnedVisit = "unreturned_visit" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: State`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `since: date`.
        pub since: PartialDate,
    }
}

demarche::relation! {
    /// A visit of unknown outcome, `answer`, may have returned the visit.
    ///
    /// `perhaps_returned`, rules/reciprocity.dl:120.
    pub struct PerhapsReturned = "perhaps_returned" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `answer: Event`.
        pub answer: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
    }
}

demarche::relation! {
    /// A visit in the opposite direction at that rank may have come after.
    ///
    /// `answered_later`, rules/reciprocity.dl:130.
    pub struct AnsweredLater = "answered_later" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
    }
}

demarche::relation! {
    /// The next visit of a person of that rank from `from` to `to` is planned: announced or expected.
    ///
    /// `planned_next`, rules/reciprocity.dl:137.
    pub struct PlannedNext = "planned_next" {
        /// Column `from: State`.
        pub from: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
    }
}

demarche::relation! {
    /// The last visit between the two states at that rank was `last`, by `to`; if visits alternate, the next is by `from`
    /// to `to`.
    ///
    /// `suggested_by_alternation`, rules/reciprocity.dl:143.
    pub struct SuggestedByAlternation = "suggested_by_alternation" {
        /// Column `from: State`.
        pub from: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `last: Event`.
        pub last: Name,
    }
}

demarche::relation! {
    /// Another visit between the two states at that rank may have come after this one.
    ///
    /// `followed`, rules/reciprocity.dl:148.
    pub struct Followed = "followed" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
    }
}

demarche::relation! {
    /// What is planned between two states at a rank runs against what alternation suggests.
    ///
    /// `plan_against_alternation`, rules/reciprocity.dl:154.
    pub struct PlanAgainstAlternation = "plan_against_alternation" {
        /// Column `from: State`.
        pub from: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `last: Event`.
        pub last: Name,
    }
}

demarche::relation! {
    /// A chain of `length` visits that go to and fro between two states at one rank, each next in time after the other,
    /// begins with `first` and ends with `last`; chains of up to nine are told.
    ///
    /// `visit_chain`, rules/reciprocity.dl:162.
    pub struct VisitChain = "visit_chain" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `last: Event`.
        pub last: Name,
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `length: number`.
        pub length: i64,
    }
}

demarche::relation! {
    /// A stretch of time over which visits are counted; assume another to count over it.
    ///
    /// `stretch`, rules/reciprocity.dl:171.
    pub struct Stretch = "stretch" {
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// Two states between which a visit at that rank is told, made or not.
    ///
    /// `pair`, rules/reciprocity.dl:182.
    pub struct Pair = "pair" {
        /// Column `from: State`.
        pub from: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
    }
}

demarche::relation! {
    /// The visit was made within the stretch.
    ///
    /// `counted_visit`, rules/reciprocity.dl:186.
    pub struct CountedVisit = "counted_visit" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `from: State`.
        pub from: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// The visit may have been made within the stretch.
    ///
    /// `countable_visit`, rules/reciprocity.dl:191.
    pub struct CountableVisit = "countable_visit" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `from: State`.
        pub from: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `span: date`.
        pub span: PartialDate,
    }
}

demarche::relation! {
    /// What was told for `day` stands on the day judged: it holds on that very day, or was last told of within the year
    /// before.
    ///
    /// `stands`, rules/alignment.dl:10.
    pub struct Stands = "stands" {
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The last day on which what was told for `day` is certain to have held, or the earliest where only one unknown day is
    /// meant.
    ///
    /// `last_told`, rules/alignment.dl:20.
    pub struct LastTold = "last_told" {
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `last: date`.
        pub last: PartialDate,
    }
}

demarche::relation! {
    /// A day for which an alignment is told.
    ///
    /// `alignment_day`, rules/alignment.dl:25.
    pub struct AlignmentDay = "alignment_day" {
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// It is told for `day` that the two states are tied on `topic`; `kind` is "cooperation", "support", "arms" or "joint
    /// position".
    ///
    /// `tie_told`, rules/alignment.dl:33.
    pub struct TieTold = "tie_told" {
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
        /// Column `strength: Phrase`.
        pub strength: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The two states are tied on `topic` on the day judged; `strength` is "weak", "firm" or "close".
    ///
    /// `tie`, rules/alignment.dl:45.
    pub struct Tie = "tie" {
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
        /// Column `strength: Phrase`.
        pub strength: Name,
    }
}

demarche::relation! {
    /// The two states are tied by more than a weak tie.
    ///
    /// `firmly_tied`, rules/alignment.dl:49.
    pub struct FirmlyTied = "firmly_tied" {
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
    }
}

demarche::relation! {
    /// Only weak ties hold the two states together, this one among them.
    ///
    /// `weak_tie`, rules/alignment.dl:54.
    pub struct WeakTie = "weak_tie" {
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
    }
}

demarche::relation! {
    /// It is told for `day` that `one` acts against `other`; `strength` "strained" where relations are merely cool.
    ///
    /// `opposition_told`, rules/alignment.dl:60.
    pub struct OppositionTold = "opposition_told" {
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `strength: Phrase`.
        pub strength: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// `one` acts against `other` on `topic` on the day judged.
    ///
    /// `opposed`, rules/alignment.dl:66.
    pub struct Opposed = "opposed" {
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
        /// Column `strength: Phrase`.
        pub strength: Name,
    }
}

demarche::relation! {
    /// Relations of the two states are cool on the day judged, without opposition.
    ///
    /// `strained`, rules/alignment.dl:70.
    pub struct Strained = "strained" {
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
        /// Column `topic: Phrase`.
        pub topic: Name,
    }
}

demarche::relation! {
    /// Opposition or strain sets the two states apart on the day judged. Only what is confirmed or announced does:
    /// a guess at hostility breaks no tie.
    ///
    /// `set_apart`, rules/alignment.dl:75.
    pub struct SetApart = "set_apart" {
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
    }
}

demarche::relation! {
    /// The two states are tied and not set apart.
    ///
    /// `stand_together`, rules/alignment.dl:84.
    pub struct StandTogether = "stand_together" {
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
    }
}

demarche::relation! {
    /// `member` stands with `state` on the day judged: tied to it, or to another member of its bloc, and not set apart from
    /// it.
    ///
    /// `bloc`, rules/alignment.dl:89.
    pub struct Bloc = "bloc" {
        /// Column `state: State`.
        pub state: Name,
        /// Column `member: State`.
        pub member: Name,
    }
}

demarche::relation! {
    /// `member` stands with `state` by ties of which none is weak.
    ///
    /// `firm_bloc`, rules/alignment.dl:94.
    pub struct FirmBloc = "firm_bloc" {
        /// Column `state: State`.
        pub state: Name,
        /// Column `member: State`.
        pub member: Name,
    }
}

demarche::relation! {
    /// `member` belongs to the bloc of `state` by weak ties alone: without them it would fall away.
    ///
    /// `loose_member`, rules/alignment.dl:101.
    pub struct LooseMember = "loose_member" {
        /// Column `state: State`.
        pub state: Name,
        /// Column `member: State`.
        pub member: Name,
    }
}

demarche::relation! {
    /// `member` belongs to the bloc of `state` without a tie of its own to it, through `middle`.
    ///
    /// `bloc_through`, rules/alignment.dl:105.
    pub struct BlocThrough = "bloc_through" {
        /// Column `state: State`.
        pub state: Name,
        /// Column `member: State`.
        pub member: Name,
        /// Column `middle: State`.
        pub middle: Name,
    }
}

demarche::relation! {
    /// Two states of the bloc of `state` that are set apart from each other.
    ///
    /// `rift_in_bloc`, rules/alignment.dl:110.
    pub struct RiftInBloc = "rift_in_bloc" {
        /// Column `state: State`.
        pub state: Name,
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
    }
}

demarche::relation! {
    /// `other` stands against the bloc of `state`; `why` is "opposition", "tied to an opponent" or "set against by a
    /// speaker".
    ///
    /// `counter_bloc`, rules/alignment.dl:115.
    pub struct CounterBloc = "counter_bloc" {
        /// Column `state: State`.
        pub state: Name,
        /// Column `other: State`.
        pub other: Name,
        /// Column `why: Phrase`.
        pub why: Name,
    }
}

demarche::relation! {
    /// A member of the bloc of `state`, or the state itself, acts against `other` or is acted against by it.
    ///
    /// `faces`, rules/alignment.dl:126.
    pub struct Faces = "faces" {
        /// Column `state: State`.
        pub state: Name,
        /// Column `other: State`.
        pub other: Name,
    }
}

demarche::relation! {
    /// A speaker names the two states on two sides that he sets against each other.
    ///
    /// `named_against`, rules/alignment.dl:133.
    pub struct NamedAgainst = "named_against" {
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
    }
}

demarche::relation! {
    /// A speaker names the two states together; that is no tie.
    ///
    /// `named_with`, rules/alignment.dl:138.
    pub struct NamedWith = "named_with" {
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
        /// Column `group: Event`.
        pub group: Name,
    }
}

demarche::relation! {
    /// `event` has `day` by a claim of that certainty: a visit, meeting or other happening, an invitation, an acceptance, the
    /// fixing of a schedule.
    ///
    /// `event_day`, rules/order.dl:10.
    pub struct EventDay = "event_day" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// A claim made by then speaks of the event at `day`, at that certainty.
    ///
    /// `event_spoken`, rules/order.dl:23.
    pub struct EventSpoken = "event_spoken" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// The event took place, certainly by the day judged.
    ///
    /// `event_done`, rules/order.dl:33.
    pub struct EventDone = "event_done" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// Some claim made by then has the event more surely than `certainty`.
    ///
    /// `event_surer`, rules/order.dl:40.
    pub struct EventSurer = "event_surer" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// At its strongest certainty short of confirmation the day told of the event has passed.
    ///
    /// `own_day_passed`, rules/order.dl:45.
    pub struct OwnDayPassed = "own_day_passed" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `due: date`.
        pub due: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// The day told of the event has passed, at its strongest certainty short of confirmation, or that of what it is part of.
    ///
    /// `event_overdue`, rules/order.dl:51.
    pub struct EventOverdue = "event_overdue" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `due: date`.
        pub due: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// The visit or event was made, or to be made, by `due`, which has passed.
    ///
    /// `course_over`, rules/order.dl:59.
    pub struct CourseOver = "course_over" {
        /// Column `whole: Event`.
        pub whole: Name,
        /// Column `due: date`.
        pub due: PartialDate,
    }
}

demarche::relation! {
    /// A meeting or other happening, announced or expected for `due`, which has passed, is confirmed and denied by nobody.
    ///
    /// `unreported_event`, rules/order.dl:67.
    pub struct UnreportedEvent = "unreported_event" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `due: date`.
        pub due: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// The event was taken back, or denied, by the day judged.
    ///
    /// `event_called_off`, rules/order.dl:71.
    pub struct EventCalledOff = "event_called_off" {
        /// Column `event: Event`.
        pub event: Name,
    }
}

demarche::relation! {
    /// The event is still to come on the day judged; `certainty` is that of the strongest claim made by then.
    ///
    /// `to_come`, rules/order.dl:80.
    pub struct ToCome = "to_come" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// The weaker of two certainties.
    ///
    /// `weaker`, rules/order.dl:89.
    pub struct Weaker = "weaker" {
        /// Column `one: symbol`.
        pub one: Name,
        /// Column `other: symbol`.
        pub other: Name,
        /// Column `weakest: symbol`.
        pub weakest: Name,
    }
}

demarche::relation! {
    /// A claim denies that `first` comes before `second`.
    ///
    /// `order_denied`, rules/order.dl:96.
    pub struct OrderDenied = "order_denied" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
    }
}

demarche::relation! {
    /// `first` comes before `second` by one step that claims state or that a named premise adds; neither is denied.
    ///
    /// `order_step`, rules/order.dl:100.
    pub struct OrderStep = "order_step" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
        /// Column `basis: Phrase`.
        pub basis: Name,
    }
}

demarche::relation! {
    /// The event was denied or called off by the day judged: it stands in no order.
    ///
    /// `came_to_nothing`, rules/order.dl:105.
    pub struct CameToNothing = "came_to_nothing" {
        /// Column `event: Event`.
        pub event: Name,
    }
}

demarche::relation! {
    /// One step by which claims, or a named premise, put `first` before `second`, whatever became of either.
    ///
    /// `stated_step`, rules/order.dl:111.
    pub struct StatedStep = "stated_step" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
        /// Column `basis: Phrase`.
        pub basis: Name,
    }
}

demarche::relation! {
    /// `first` comes before `second` as stated, directly or through other events; `certainty` is that of the weakest step.
    ///
    /// `comes_before`, rules/order.dl:146.
    pub struct ComesBefore = "comes_before" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// `first` is told to be the first of its class after a start, and `other`, of that class, comes after that start.
    ///
    /// `first_before`, rules/order.dl:164.
    pub struct FirstBefore = "first_before" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `other: Event`.
        pub other: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// `other` is a visit of the same person that belongs to the class of which `first` is told to be the first.
    ///
    /// `of_class`, rules/order.dl:170.
    pub struct OfClass = "of_class" {
        /// Column `class: Phrase`.
        pub class: Name,
        /// Column `first: Event`.
        pub first: Name,
        /// Column `other: Event`.
        pub other: Name,
    }
}

demarche::relation! {
    /// Some visit is told to be the first of the class.
    ///
    /// `first_class`, rules/order.dl:181.
    pub struct FirstClass = "first_class" {
        /// Column `class: Phrase`.
        pub class: Name,
        /// Column `first: Event`.
        pub first: Name,
    }
}

demarche::relation! {
    /// The event, of a class of which another is told to be the first after a start, comes after that start: by the dates told
    /// of both, or by a direct statement.
    ///
    /// `certainly_after`, rules/order.dl:187.
    pub struct CertainlyAfter = "certainly_after" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `start: Event`.
        pub start: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// The days told of the two events put `first` before `second`, as surely as the weaker of the two claims.
    ///
    /// `date_order`, rules/order.dl:196.
    pub struct DateOrder = "date_order" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// A surer claim puts the two events in the same order.
    ///
    /// `date_order_surer`, rules/order.dl:214.
    pub struct DateOrderSurer = "date_order_surer" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// `first` comes before `second`: how surely, by what kind of ground ("before", "prepares", "until", "first of",
    /// "premise",
    /// "dates", "already done", "through" and others), and on what basis: a claim, a premise, or the event between the two.
    ///
    /// `before`, rules/order.dl:224.
    pub struct Before = "before" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `kind: Phrase`.
        pub kind: Name,
        /// Column `basis: Phrase`.
        pub basis: Name,
    }
}

demarche::relation! {
    /// `first` comes before `second` by a statement or, for events still to come, by dates and statements together.
    ///
    /// `leads_to`, rules/order.dl:237.
    pub struct LeadsTo = "leads_to" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// Some ground puts the two events in this order without another event between.
    ///
    /// `directly_before`, rules/order.dl:242.
    pub struct DirectlyBefore = "directly_before" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
    }
}

demarche::relation! {
    /// Both events are still to come and `first` comes before `second`, by statements and dates, closed transitively.
    ///
    /// `comes_next`, rules/order.dl:248.
    pub struct ComesNext = "comes_next" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// An event still to come stands between the two: `first` comes before it, and one step of the order leads from it to
    /// `second`. Apart from what else is asked of the two, since there may be thousands of events between them.
    ///
    /// `comes_next_through`, rules/order.dl:255.
    pub struct ComesNextThrough = "comes_next_through" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// One step of the order of what is still to come.
    ///
    /// `next_step`, rules/order.dl:261.
    pub struct NextStep = "next_step" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// The event, still to come, has `day` by a claim of that certainty.
    ///
    /// `coming_day`, rules/order.dl:269.
    pub struct ComingDay = "coming_day" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// Both events are still to come and the order is told, by name alone.
    ///
    /// `is_ordered`, rules/order.dl:273.
    pub struct IsOrdered = "is_ordered" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
    }
}

demarche::relation! {
    /// Some surer ground puts the two events in the same order.
    ///
    /// `ordered_more_surely`, rules/order.dl:278.
    pub struct OrderedMoreSurely = "ordered_more_surely" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// Of two visits still to come, `first` is expected before `second`, as surely as the strongest ground allows.
    ///
    /// `expected_order`, rules/order.dl:284.
    pub struct ExpectedOrder = "expected_order" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// Of two events of any kind still to come, `first` is expected before `second`, as surely as the strongest ground
    /// allows.
    ///
    /// `expected_event_order`, rules/order.dl:291.
    pub struct ExpectedEventOrder = "expected_event_order" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// Two events still to come whose order nothing settles: it is not guessed. Both directions are listed.
    ///
    /// `not_ordered`, rules/order.dl:296.
    pub struct NotOrdered = "not_ordered" {
        /// Column `one: Event`.
        pub one: Name,
        /// Column `other: Event`.
        pub other: Name,
    }
}

demarche::relation! {
    /// The one event is a part of the other, or is what the other is made for.
    ///
    /// `belong_together`, rules/order.dl:301.
    pub struct BelongTogether = "belong_together" {
        /// Column `one: Event`.
        pub one: Name,
        /// Column `other: Event`.
        pub other: Name,
    }
}

demarche::relation! {
    /// What is told of the order of the two events cannot all be so; `why` says how it clashes.
    ///
    /// `order_conflict`, rules/order.dl:310.
    pub struct OrderConflict = "order_conflict" {
        /// Column `first: Event`.
        pub first: Name,
        /// Column `second: Event`.
        pub second: Name,
        /// Column `why: Phrase`.
        pub why: Name,
    }
}

demarche::relation! {
    /// A claim at least that sure tells of a day that is part of a longer stretch told of the same event.
    ///
    /// `part_of_stretch`, rules/dated.dl:6.
    pub struct PartOfStretch = "part_of_stretch" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// A claim at least as sure as `certainty` has the event on `day`, as a whole.
    ///
    /// `whole_day`, rules/dated.dl:12.
    pub struct WholeDay = "whole_day" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// A claim at least as sure as `certainty` has the event not before `day`.
    ///
    /// `not_before`, rules/dated.dl:17.
    pub struct NotBefore = "not_before" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// A claim at least as sure as `certainty` has the event not after `day`.
    ///
    /// `not_after`, rules/dated.dl:24.
    pub struct NotAfter = "not_after" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// A later bound is as sure.
    ///
    /// `not_before_later`, rules/dated.dl:32.
    pub struct NotBeforeLater = "not_before_later" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// An earlier bound is as sure.
    ///
    /// `not_after_earlier`, rules/dated.dl:37.
    pub struct NotAfterEarlier = "not_after_earlier" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// The tightest bounds by all claims at least that sure.
    ///
    /// `bounds`, rules/dated.dl:42.
    pub struct Bounds = "bounds" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `least: date`.
        pub least: PartialDate,
        /// Column `most: date`.
        pub most: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// Claims at a stronger certainty give the same bounds.
    ///
    /// `bounds_surer`, rules/dated.dl:57.
    pub struct BoundsSurer = "bounds_surer" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `least: date`.
        pub least: PartialDate,
        /// Column `most: date`.
        pub most: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// The event falls between `least` and `most`, both included, by claims of which the weakest is `certainty`. What has no
    /// bound has the day told in its place.
    ///
    /// `dated`, rules/dated.dl:64.
    pub struct Dated = "dated" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `least: date`.
        pub least: PartialDate,
        /// Column `most: date`.
        pub most: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// The days told of the event at that certainty leave no day for it.
    ///
    /// `dates_clash`, rules/dated.dl:69.
    pub struct DatesClash = "dates_clash" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `least: date`.
        pub least: PartialDate,
        /// Column `most: date`.
        pub most: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// The visit to come concerns `state`, as the traveller's or as the host; `rank` is the traveller's, and "any" for
    /// every person.
    ///
    /// `awaited_visit`, rules/forecasts.dl:10.
    pub struct AwaitedVisit = "awaited_visit" {
        /// Column `state: State`.
        pub state: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// Another visit of that state at that rank is to come before this one.
    ///
    /// `preceded`, rules/forecasts.dl:19.
    pub struct Preceded = "preceded" {
        /// Column `state: State`.
        pub state: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `visit: Event`.
        pub visit: Name,
    }
}

demarche::relation! {
    /// The next visit expected of, or by, `state` at that rank: no other is known to come before it. Where nothing orders
    /// two visits, both are listed.
    ///
    /// `next_visit`, rules/forecasts.dl:26.
    pub struct NextVisit = "next_visit" {
        /// Column `state: State`.
        pub state: Name,
        /// Column `rank: Phrase`.
        pub rank: Name,
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// The next trip of `who`: no other visit of that person is known to come before it.
    ///
    /// `next_trip`, rules/forecasts.dl:31.
    pub struct NextTrip = "next_trip" {
        /// Column `who: Party`.
        pub who: Name,
        /// Column `to: State`.
        pub to: Name,
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// Another visit of the same person is to come before this one.
    ///
    /// `other_trip_first`, rules/forecasts.dl:35.
    pub struct OtherTripFirst = "other_trip_first" {
        /// Column `visit: Event`.
        pub visit: Name,
        /// Column `who: Party`.
        pub who: Name,
    }
}

demarche::relation! {
    /// The forecast was made by the day judged: `holder` foretold the event for some day of `window`.
    ///
    /// `forecast_made`, rules/forecasts.dl:42.
    pub struct ForecastMade = "forecast_made" {
        /// Column `forecast: Event`.
        pub forecast: Name,
        /// Column `holder: Party`.
        pub holder: Name,
        /// Column `event: Event`.
        pub event: Name,
        /// Column `window: date`.
        pub window: PartialDate,
    }
}

demarche::relation! {
    /// The event foretold took place, certainly within the window and by the day judged.
    ///
    /// `forecast_fulfilled`, rules/forecasts.dl:48.
    pub struct ForecastFulfilled = "forecast_fulfilled" {
        /// Column `forecast: Event`.
        pub forecast: Name,
    }
}

demarche::relation! {
    /// `day`, told of the event foretold, certainly lies in the window; a window of several ranges is read by its ends.
    ///
    /// `in_window`, rules/forecasts.dl:53.
    pub struct InWindow = "in_window" {
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `window: date`.
        pub window: PartialDate,
    }
}

demarche::relation! {
    /// The claim denies the event for every day of `span`.
    ///
    /// `denial_span`, rules/forecasts.dl:59.
    pub struct DenialSpan = "denial_span" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `span: date`.
        pub span: PartialDate,
        /// Column `claim: symbol`.
        pub claim: Name,
    }
}

demarche::relation! {
    /// A source says by the day judged that the forecast failed, or denies the event over the whole window.
    ///
    /// `forecast_failed_by`, rules/forecasts.dl:69.
    pub struct ForecastFailedBy = "forecast_failed_by" {
        /// Column `forecast: Event`.
        pub forecast: Name,
        /// Column `how: Phrase`.
        pub how: Name,
    }
}

demarche::relation! {
    /// A party announced the event for days that all lie outside of the window: another plan has overtaken the forecast.
    ///
    /// `forecast_overtaken`, rules/forecasts.dl:80.
    pub struct ForecastOvertaken = "forecast_overtaken" {
        /// Column `forecast: Event`.
        pub forecast: Name,
        /// Column `by: date`.
        pub by: PartialDate,
    }
}

demarche::relation! {
    /// A party announced the event for that day.
    ///
    /// `announced_for`, rules/forecasts.dl:88.
    pub struct AnnouncedFor = "announced_for" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The event took place, but whether within the window is not certain.
    ///
    /// `forecast_perhaps_fulfilled`, rules/forecasts.dl:93.
    pub struct ForecastPerhapsFulfilled = "forecast_perhaps_fulfilled" {
        /// Column `forecast: Event`.
        pub forecast: Name,
    }
}

demarche::relation! {
    /// The forecast's fate is settled one way or another.
    ///
    /// `forecast_settled`, rules/forecasts.dl:99.
    pub struct ForecastSettled = "forecast_settled" {
        /// Column `forecast: Event`.
        pub forecast: Name,
    }
}

demarche::relation! {
    /// What became of the forecast by the day judged: "fulfilled", "perhaps fulfilled" (it came, on a day not told exactly
    /// enough),
    /// "failed", "overtaken", "pending", or "pending past its window" (nobody tells of the outcome).
    ///
    /// `forecast_fate`, rules/forecasts.dl:108.
    pub struct ForecastFate = "forecast_fate" {
        /// Column `forecast: Event`.
        pub forecast: Name,
        /// Column `holder: Party`.
        pub holder: Name,
        /// Column `event: Event`.
        pub event: Name,
        /// Column `window: date`.
        pub window: PartialDate,
        /// Column `fate: Phrase`.
        pub fate: Name,
    }
}

demarche::relation! {
    /// The window of the forecast has passed.
    ///
    /// `past_window`, rules/forecasts.dl:125.
    pub struct PastWindow = "past_window" {
        /// Column `forecast: Event`.
        pub forecast: Name,
    }
}

demarche::relation! {
    /// A sharper day is told for the meeting too.
    ///
    /// `blunter_meeting_day`, rules/meetings.dl:6.
    pub struct BlunterMeetingDay = "blunter_meeting_day" {
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The two persons met at the meeting, which was held by the day judged.
    ///
    /// `met`, rules/meetings.dl:13.
    pub struct Met = "met" {
        /// Column `one: Party`.
        pub one: Name,
        /// Column `other: Party`.
        pub other: Name,
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The two states met, whoever stood for them.
    ///
    /// `states_met`, rules/meetings.dl:26.
    pub struct StatesMet = "states_met" {
        /// Column `one: State`.
        pub one: Name,
        /// Column `other: State`.
        pub other: Name,
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The two persons, or states, met on third ground: in `ground`, which is no party to the meeting. Nobody is said to have
    /// visited it by that.
    ///
    /// `met_on_third_ground`, rules/meetings.dl:33.
    pub struct MetOnThirdGround = "met_on_third_ground" {
        /// Column `one: Party`.
        pub one: Name,
        /// Column `other: Party`.
        pub other: Name,
        /// Column `ground: State`.
        pub ground: Name,
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `day: date`.
        pub day: PartialDate,
    }
}

demarche::relation! {
    /// The meeting was held in `ground`, and nobody took part for it.
    ///
    /// `third_ground`, rules/meetings.dl:40.
    pub struct ThirdGround = "third_ground" {
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `ground: State`.
        pub ground: Name,
    }
}

demarche::relation! {
    /// Word could pass from `one` to `other` by meetings in time order, the last on `day`, in so many steps; up to six are
    /// followed.
    ///
    /// `reached`, rules/meetings.dl:45.
    pub struct Reached = "reached" {
        /// Column `one: Party`.
        pub one: Name,
        /// Column `other: Party`.
        pub other: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `steps: number`.
        pub steps: i64,
    }
}

demarche::relation! {
    /// Fewer steps suffice.
    ///
    /// `reached_sooner`, rules/meetings.dl:51.
    pub struct ReachedSooner = "reached_sooner" {
        /// Column `one: Party`.
        pub one: Name,
        /// Column `other: Party`.
        pub other: Name,
        /// Column `steps: number`.
        pub steps: i64,
    }
}

demarche::relation! {
    /// `one` met `other` directly (one step) or through others whose meetings certainly followed each other, with the
    /// fewest steps.
    ///
    /// `met_through`, rules/meetings.dl:56.
    pub struct MetThrough = "met_through" {
        /// Column `one: Party`.
        pub one: Name,
        /// Column `other: Party`.
        pub other: Name,
        /// Column `steps: number`.
        pub steps: i64,
    }
}

demarche::relation! {
    /// On a shortest way from `one` to `other`, `via` is the last person before `other`.
    ///
    /// `met_through_via`, rules/meetings.dl:60.
    pub struct MetThroughVia = "met_through_via" {
        /// Column `one: Party`.
        pub one: Name,
        /// Column `other: Party`.
        pub other: Name,
        /// Column `via: Party`.
        pub via: Name,
    }
}

demarche::relation! {
    /// Two persons whose meeting is still to come: announced, expected or thought possible.
    ///
    /// `will_meet`, rules/meetings.dl:66.
    pub struct WillMeet = "will_meet" {
        /// Column `one: Party`.
        pub one: Name,
        /// Column `other: Party`.
        pub other: Name,
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
    }
}

demarche::relation! {
    /// Two persons whose meeting was announced or expected for `due`, which has passed, and of which nobody tells whether it was
    /// held; `grade` is how sure the plan was.
    ///
    /// `meeting_unreported`, rules/meetings.dl:73.
    pub struct MeetingUnreported = "meeting_unreported" {
        /// Column `one: Party`.
        pub one: Name,
        /// Column `other: Party`.
        pub other: Name,
        /// Column `meeting: Event`.
        pub meeting: Name,
        /// Column `due: date`.
        pub due: PartialDate,
        /// Column `grade: symbol`.
        pub grade: Name,
    }
}

demarche::relation! {
    /// A claim, not a denial, gives the event that day; `published` is when its article appeared.
    ///
    /// `day_claim`, rules/conflicts.dl:7.
    pub struct DayClaim = "day_claim" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `day: date`.
        pub day: PartialDate,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `claim: symbol`.
        pub claim: Name,
        /// Column `published: date`.
        pub published: PartialDate,
    }
}

demarche::relation! {
    /// The two claims give the event days that cannot both be so.
    ///
    /// `days_differ`, rules/conflicts.dl:17.
    pub struct DaysDiffer = "days_differ" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `one: symbol`.
        pub one: Name,
        /// Column `other: symbol`.
        pub other: Name,
    }
}

demarche::relation! {
    /// Both claims confirm the event, or both only plan or foretell it: an outcome other than foretold is no conflict.
    ///
    /// `same_footing`, rules/conflicts.dl:22.
    pub struct SameFooting = "same_footing" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `one: symbol`.
        pub one: Name,
        /// Column `other: symbol`.
        pub other: Name,
    }
}

demarche::relation! {
    /// The earlier of two claims was a plan or forecast, and the later one moves it: the plan changed, nobody erred.
    ///
    /// `moved`, rules/conflicts.dl:28.
    pub struct Moved = "moved" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `earlier: symbol`.
        pub earlier: Name,
        /// Column `later: symbol`.
        pub later: Name,
    }
}

demarche::relation! {
    /// Two claims that cannot both be so; `about` is the event or person, `why` says what clashes. Both directions are
    /// listed.
    ///
    /// `conflict`, rules/conflicts.dl:36.
    pub struct Conflict = "conflict" {
        /// Column `one: symbol`.
        pub one: Name,
        /// Column `other: symbol`.
        pub other: Name,
        /// Column `about: Party`.
        pub about: Name,
        /// Column `why: Phrase`.
        pub why: Name,
    }
}

demarche::relation! {
    /// One direction of a conflict.
    ///
    /// `clash`, rules/conflicts.dl:41.
    pub struct Clash = "clash" {
        /// Column `one: symbol`.
        pub one: Name,
        /// Column `other: symbol`.
        pub other: Name,
        /// Column `about: Party`.
        pub about: Name,
        /// Column `why: Phrase`.
        pub why: Name,
    }
}

demarche::relation! {
    /// `sharper` gives the event a narrower day than `blunter`, within it: a refinement, no conflict.
    ///
    /// `refinement`, rules/conflicts.dl:89.
    pub struct Refinement = "refinement" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `sharper: symbol`.
        pub sharper: Name,
        /// Column `blunter: symbol`.
        pub blunter: Name,
    }
}

demarche::relation! {
    /// What was so, or planned, at an earlier time is told otherwise for a later one: `was` and `is` are claims; no
    /// conflict.
    ///
    /// `changed_over_time`, rules/conflicts.dl:96.
    pub struct ChangedOverTime = "changed_over_time" {
        /// Column `about: Party`.
        pub about: Name,
        /// Column `what: Phrase`.
        pub what: Name,
        /// Column `was: symbol`.
        pub was: Name,
        /// Column `is: symbol`.
        pub is: Name,
    }
}

demarche::relation! {
    /// `speaker` says it, or hands it on, in the words `quote`, as `article` renders them; the claim is of a fact of `relation`.
    /// What nobody is named for, the article says itself.
    ///
    /// `says`, rules/corroboration.dl:8.
    pub struct Says = "says" {
        /// Column `speaker: Party`.
        pub speaker: Name,
        /// Column `quote: symbol`.
        pub quote: Name,
        /// Column `relation: symbol`.
        pub relation: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `claim: symbol`.
        pub claim: Name,
    }
}

demarche::relation! {
    /// The claim, of that certainty, by that article and origin, tells of the event or act.
    ///
    /// `told_by`, rules/corroboration.dl:13.
    pub struct ToldBy = "told_by" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `origin: Party`.
        pub origin: Name,
        /// Column `claim: symbol`.
        pub claim: Name,
    }
}

demarche::relation! {
    /// A claim at least as sure as `certainty` tells of the event.
    ///
    /// `told_at_least`, rules/corroboration.dl:30.
    pub struct ToldAtLeast = "told_at_least" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `origin: Party`.
        pub origin: Name,
        /// Column `claim: symbol`.
        pub claim: Name,
    }
}

demarche::relation! {
    /// Two articles tell of the event or act, each at least that surely.
    ///
    /// `corroborated`, rules/corroboration.dl:35.
    pub struct Corroborated = "corroborated" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `article: symbol`.
        pub article: Name,
        /// Column `other: symbol`.
        pub other: Name,
    }
}

demarche::relation! {
    /// Two named origins, neither of them an article's own voice and neither handing on the other's words, tell of the
    /// event or
    /// act, each at least that surely.
    ///
    /// `corroborated_independently`, rules/corroboration.dl:42.
    pub struct CorroboratedIndependently = "corroborated_independently" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `origin: Party`.
        pub origin: Name,
        /// Column `other: Party`.
        pub other: Name,
    }
}

demarche::relation! {
    /// A named origin tells of the event or act by the claim: no article's own voice, and none left unsaid.
    ///
    /// `named_origin`, rules/corroboration.dl:48.
    pub struct NamedOrigin = "named_origin" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `certainty: symbol`.
        pub certainty: Name,
        /// Column `origin: Party`.
        pub origin: Name,
        /// Column `claim: symbol`.
        pub claim: Name,
    }
}

demarche::relation! {
    /// What `one` says is said for `principal`, directly or through others.
    ///
    /// `speaks_for`, rules/corroboration.dl:53.
    pub struct SpeaksFor = "speaks_for" {
        /// Column `one: Party`.
        pub one: Name,
        /// Column `principal: Party`.
        pub principal: Name,
    }
}

demarche::relation! {
    /// The two speak for the same principal, or the one for the other.
    ///
    /// `one_voice`, rules/corroboration.dl:58.
    pub struct OneVoice = "one_voice" {
        /// Column `one: Party`.
        pub one: Name,
        /// Column `other: Party`.
        pub other: Name,
    }
}

demarche::relation! {
    /// Only one article tells of the event or act, at whatever certainty.
    ///
    /// `uncorroborated`, rules/corroboration.dl:64.
    pub struct Uncorroborated = "uncorroborated" {
        /// Column `event: Event`.
        pub event: Name,
        /// Column `article: symbol`.
        pub article: Name,
    }
}

demarche::facts! {
    /// The facts from which [`run`] starts.
    pub struct Given {
        /// Rows of `at`, given.
        pub at: At,
        /// Rows of `article`, given.
        pub article: Article,
        /// Rows of `claim`, given.
        pub claim: Claim,
        /// Rows of `claim_speaker`, given.
        pub claim_speaker: ClaimSpeaker,
        /// Rows of `claim_quote`, given.
        pub claim_quote: ClaimQuote,
        /// Rows of `at_least`, given.
        pub at_least: AtLeast,
        /// Rows of `state`, given.
        pub state: State,
        /// Rows of `person`, given.
        pub person: Person,
        /// Rows of `adjective`, given.
        pub adjective: Adjective,
        /// Rows of `office_rank`, given.
        pub office_rank: OfficeRank,
        /// Rows of `office`, given.
        pub office: Office,
        /// Rows of `office@claims`, given.
        pub office_claims: OfficeClaims,
        /// Rows of `office@confirmed`, given.
        pub office_confirmed: OfficeConfirmed,
        /// Rows of `voice`, given.
        pub voice: Voice,
        /// Rows of `place_in@confirmed`, given.
        pub place_in_confirmed: PlaceInConfirmed,
        /// Rows of `visit`, given.
        pub visit: Visit,
        /// Rows of `visit@claims`, given.
        pub visit_claims: VisitClaims,
        /// Rows of `visit@confirmed`, given.
        pub visit_confirmed: VisitConfirmed,
        /// Rows of `visit@denied`, given.
        pub visit_denied: VisitDenied,
        /// Rows of `for_event`, given.
        pub for_event: ForEvent,
        /// Rows of `under_way@confirmed`, given.
        pub under_way_confirmed: UnderWayConfirmed,
        /// Rows of `announcement@claims`, given.
        pub announcement_claims: AnnouncementClaims,
        /// Rows of `withdrawal@claims`, given.
        pub withdrawal_claims: WithdrawalClaims,
        /// Rows of `withdrawal@confirmed`, given.
        pub withdrawal_confirmed: WithdrawalConfirmed,
        /// Rows of `did_not_happen@claims`, given.
        pub did_not_happen_claims: DidNotHappenClaims,
        /// Rows of `did_not_happen@confirmed`, given.
        pub did_not_happen_confirmed: DidNotHappenConfirmed,
        /// Rows of `did_not_visit`, given.
        pub did_not_visit: DidNotVisit,
        /// Rows of `did_not_visit@claims`, given.
        pub did_not_visit_claims: DidNotVisitClaims,
        /// Rows of `did_not_visit@confirmed`, given.
        pub did_not_visit_confirmed: DidNotVisitConfirmed,
        /// Rows of `invitation`, given.
        pub invitation: Invitation,
        /// Rows of `invitation@claims`, given.
        pub invitation_claims: InvitationClaims,
        /// Rows of `acceptance`, given.
        pub acceptance: Acceptance,
        /// Rows of `acceptance@claims`, given.
        pub acceptance_claims: AcceptanceClaims,
        /// Rows of `acceptance@confirmed`, given.
        pub acceptance_confirmed: AcceptanceConfirmed,
        /// Rows of `at_invitation`, given.
        pub at_invitation: AtInvitation,
        /// Rows of `at_invitation@claims`, given.
        pub at_invitation_claims: AtInvitationClaims,
        /// Rows of `turn`, given.
        pub turn: Turn,
        /// Rows of `turn@claims`, given.
        pub turn_claims: TurnClaims,
        /// Rows of `return_of`, given.
        pub return_of: ReturnOf,
        /// Rows of `return_of@claims`, given.
        pub return_of_claims: ReturnOfClaims,
        /// Rows of `return_of@confirmed`, given.
        pub return_of_confirmed: ReturnOfConfirmed,
        /// Rows of `meeting@claims`, given.
        pub meeting_claims: MeetingClaims,
        /// Rows of `meeting@confirmed`, given.
        pub meeting_confirmed: MeetingConfirmed,
        /// Rows of `meeting@denied`, given.
        pub meeting_denied: MeetingDenied,
        /// Rows of `happening@claims`, given.
        pub happening_claims: HappeningClaims,
        /// Rows of `happening@confirmed`, given.
        pub happening_confirmed: HappeningConfirmed,
        /// Rows of `happening@denied`, given.
        pub happening_denied: HappeningDenied,
        /// Rows of `participant`, given.
        pub participant: Participant,
        /// Rows of `participant@confirmed`, given.
        pub participant_confirmed: ParticipantConfirmed,
        /// Rows of `hosted_in@claims`, given.
        pub hosted_in_claims: HostedInClaims,
        /// Rows of `hosted_in@confirmed`, given.
        pub hosted_in_confirmed: HostedInConfirmed,
        /// Rows of `event_place@confirmed`, given.
        pub event_place_confirmed: EventPlaceConfirmed,
        /// Rows of `during`, given.
        pub during: During,
        /// Rows of `during@claims`, given.
        pub during_claims: DuringClaims,
        /// Rows of `during@confirmed`, given.
        pub during_confirmed: DuringConfirmed,
        /// Rows of `scheduling@claims`, given.
        pub scheduling_claims: SchedulingClaims,
        /// Rows of `scheduling@confirmed`, given.
        pub scheduling_confirmed: SchedulingConfirmed,
        /// Rows of `ordered`, given.
        pub ordered: Ordered,
        /// Rows of `ordered@claims`, given.
        pub ordered_claims: OrderedClaims,
        /// Rows of `ordered@denied`, given.
        pub ordered_denied: OrderedDenied,
        /// Rows of `first_of`, given.
        pub first_of: FirstOf,
        /// Rows of `first_of@claims`, given.
        pub first_of_claims: FirstOfClaims,
        /// Rows of `first_since`, given.
        pub first_since: FirstSince,
        /// Rows of `first_since@claims`, given.
        pub first_since_claims: FirstSinceClaims,
        /// Rows of `ordinal@claims`, given.
        pub ordinal_claims: OrdinalClaims,
        /// Rows of `count_told@confirmed`, given.
        pub count_told_confirmed: CountToldConfirmed,
        /// Rows of `forecast`, given.
        pub forecast: Forecast,
        /// Rows of `forecast@claims`, given.
        pub forecast_claims: ForecastClaims,
        /// Rows of `forecast_failed@confirmed`, given.
        pub forecast_failed_confirmed: ForecastFailedConfirmed,
        /// Rows of `cooperation`, given.
        pub cooperation: Cooperation,
        /// Rows of `cooperation@claims`, given.
        pub cooperation_claims: CooperationClaims,
        /// Rows of `support`, given.
        pub support: Support,
        /// Rows of `arms_trade`, given.
        pub arms_trade: ArmsTrade,
        /// Rows of `joint_position`, given.
        pub joint_position: JointPosition,
        /// Rows of `opposition`, given.
        pub opposition: Opposition,
        /// Rows of `opposition@announced`, given.
        pub opposition_announced: OppositionAnnounced,
        /// Rows of `strain`, given.
        pub strain: Strain,
        /// Rows of `strain@claims`, given.
        pub strain_claims: StrainClaims,
        /// Rows of `strain@announced`, given.
        pub strain_announced: StrainAnnounced,
        /// Rows of `named_together`, given.
        pub named_together: NamedTogether,
        /// Rows of `set_against`, given.
        pub set_against: SetAgainst,
        /// Rows of `premise`, given.
        pub premise: Premise,
        /// Rows of `reciprocal_rank`, given.
        pub reciprocal_rank: ReciprocalRank,
        /// Rows of `stretch`, given.
        pub stretch: Stretch,
    }
}

demarche::facts! {
    /// What was given and all that follows, each relation in order, each row once.
    pub struct Conclusions {
        /// Rows of `at`, given.
        pub at: At,
        /// Rows of `article`, given.
        pub article: Article,
        /// Rows of `claim`, given.
        pub claim: Claim,
        /// Rows of `claim_speaker`, given.
        pub claim_speaker: ClaimSpeaker,
        /// Rows of `claim_quote`, given.
        pub claim_quote: ClaimQuote,
        /// Rows of `at_least`, given.
        pub at_least: AtLeast,
        /// Rows of `state`, given.
        pub state: State,
        /// Rows of `person`, given.
        pub person: Person,
        /// Rows of `adjective`, given.
        pub adjective: Adjective,
        /// Rows of `office_rank`, given.
        pub office_rank: OfficeRank,
        /// Rows of `office`, given.
        pub office: Office,
        /// Rows of `office@claims`, given.
        pub office_claims: OfficeClaims,
        /// Rows of `office@confirmed`, given.
        pub office_confirmed: OfficeConfirmed,
        /// Rows of `voice`, given.
        pub voice: Voice,
        /// Rows of `place_in@confirmed`, given.
        pub place_in_confirmed: PlaceInConfirmed,
        /// Rows of `visit`, given.
        pub visit: Visit,
        /// Rows of `visit@claims`, given.
        pub visit_claims: VisitClaims,
        /// Rows of `visit@confirmed`, given.
        pub visit_confirmed: VisitConfirmed,
        /// Rows of `visit@denied`, given.
        pub visit_denied: VisitDenied,
        /// Rows of `for_event`, given.
        pub for_event: ForEvent,
        /// Rows of `under_way@confirmed`, given.
        pub under_way_confirmed: UnderWayConfirmed,
        /// Rows of `announcement@claims`, given.
        pub announcement_claims: AnnouncementClaims,
        /// Rows of `withdrawal@claims`, given.
        pub withdrawal_claims: WithdrawalClaims,
        /// Rows of `withdrawal@confirmed`, given.
        pub withdrawal_confirmed: WithdrawalConfirmed,
        /// Rows of `did_not_happen@claims`, given.
        pub did_not_happen_claims: DidNotHappenClaims,
        /// Rows of `did_not_happen@confirmed`, given.
        pub did_not_happen_confirmed: DidNotHappenConfirmed,
        /// Rows of `did_not_visit`, given.
        pub did_not_visit: DidNotVisit,
        /// Rows of `did_not_visit@claims`, given.
        pub did_not_visit_claims: DidNotVisitClaims,
        /// Rows of `did_not_visit@confirmed`, given.
        pub did_not_visit_confirmed: DidNotVisitConfirmed,
        /// Rows of `invitation`, given.
        pub invitation: Invitation,
        /// Rows of `invitation@claims`, given.
        pub invitation_claims: InvitationClaims,
        /// Rows of `acceptance`, given.
        pub acceptance: Acceptance,
        /// Rows of `acceptance@claims`, given.
        pub acceptance_claims: AcceptanceClaims,
        /// Rows of `acceptance@confirmed`, given.
        pub acceptance_confirmed: AcceptanceConfirmed,
        /// Rows of `at_invitation`, given.
        pub at_invitation: AtInvitation,
        /// Rows of `at_invitation@claims`, given.
        pub at_invitation_claims: AtInvitationClaims,
        /// Rows of `turn`, given.
        pub turn: Turn,
        /// Rows of `turn@claims`, given.
        pub turn_claims: TurnClaims,
        /// Rows of `return_of`, given.
        pub return_of: ReturnOf,
        /// Rows of `return_of@claims`, given.
        pub return_of_claims: ReturnOfClaims,
        /// Rows of `return_of@confirmed`, given.
        pub return_of_confirmed: ReturnOfConfirmed,
        /// Rows of `meeting@claims`, given.
        pub meeting_claims: MeetingClaims,
        /// Rows of `meeting@confirmed`, given.
        pub meeting_confirmed: MeetingConfirmed,
        /// Rows of `meeting@denied`, given.
        pub meeting_denied: MeetingDenied,
        /// Rows of `happening@claims`, given.
        pub happening_claims: HappeningClaims,
        /// Rows of `happening@confirmed`, given.
        pub happening_confirmed: HappeningConfirmed,
        /// Rows of `happening@denied`, given.
        pub happening_denied: HappeningDenied,
        /// Rows of `participant`, given.
        pub participant: Participant,
        /// Rows of `participant@confirmed`, given.
        pub participant_confirmed: ParticipantConfirmed,
        /// Rows of `hosted_in@claims`, given.
        pub hosted_in_claims: HostedInClaims,
        /// Rows of `hosted_in@confirmed`, given.
        pub hosted_in_confirmed: HostedInConfirmed,
        /// Rows of `event_place@confirmed`, given.
        pub event_place_confirmed: EventPlaceConfirmed,
        /// Rows of `during`, given.
        pub during: During,
        /// Rows of `during@claims`, given.
        pub during_claims: DuringClaims,
        /// Rows of `during@confirmed`, given.
        pub during_confirmed: DuringConfirmed,
        /// Rows of `scheduling@claims`, given.
        pub scheduling_claims: SchedulingClaims,
        /// Rows of `scheduling@confirmed`, given.
        pub scheduling_confirmed: SchedulingConfirmed,
        /// Rows of `ordered`, given.
        pub ordered: Ordered,
        /// Rows of `ordered@claims`, given.
        pub ordered_claims: OrderedClaims,
        /// Rows of `ordered@denied`, given.
        pub ordered_denied: OrderedDenied,
        /// Rows of `first_of`, given.
        pub first_of: FirstOf,
        /// Rows of `first_of@claims`, given.
        pub first_of_claims: FirstOfClaims,
        /// Rows of `first_since`, given.
        pub first_since: FirstSince,
        /// Rows of `first_since@claims`, given.
        pub first_since_claims: FirstSinceClaims,
        /// Rows of `ordinal@claims`, given.
        pub ordinal_claims: OrdinalClaims,
        /// Rows of `count_told@confirmed`, given.
        pub count_told_confirmed: CountToldConfirmed,
        /// Rows of `forecast`, given.
        pub forecast: Forecast,
        /// Rows of `forecast@claims`, given.
        pub forecast_claims: ForecastClaims,
        /// Rows of `forecast_failed@confirmed`, given.
        pub forecast_failed_confirmed: ForecastFailedConfirmed,
        /// Rows of `cooperation`, given.
        pub cooperation: Cooperation,
        /// Rows of `cooperation@claims`, given.
        pub cooperation_claims: CooperationClaims,
        /// Rows of `support`, given.
        pub support: Support,
        /// Rows of `arms_trade`, given.
        pub arms_trade: ArmsTrade,
        /// Rows of `joint_position`, given.
        pub joint_position: JointPosition,
        /// Rows of `opposition`, given.
        pub opposition: Opposition,
        /// Rows of `opposition@announced`, given.
        pub opposition_announced: OppositionAnnounced,
        /// Rows of `strain`, given.
        pub strain: Strain,
        /// Rows of `strain@claims`, given.
        pub strain_claims: StrainClaims,
        /// Rows of `strain@announced`, given.
        pub strain_announced: StrainAnnounced,
        /// Rows of `named_together`, given.
        pub named_together: NamedTogether,
        /// Rows of `set_against`, given.
        pub set_against: SetAgainst,
        /// Rows of `premise`, given.
        pub premise: Premise,
        /// Rows of `titled`, derived by 3 rules.
        pub titled: Titled,
        /// Rows of `claim_day`, derived by 2 rules.
        pub claim_day: ClaimDay,
        /// Rows of `spoken`, derived by one rule.
        pub spoken: Spoken,
        /// Rows of `held_in`, derived by 2 rules.
        pub held_in: HeldIn,
        /// Rows of `lies_in`, derived by 2 rules.
        pub lies_in: LiesIn,
        /// Rows of `foreign_guest`, derived by one rule.
        pub foreign_guest: ForeignGuest,
        /// Rows of `trip_named`, derived by 3 rules.
        pub trip_named: TripNamed,
        /// Rows of `attends_whole`, derived by one rule.
        pub attends_whole: AttendsWhole,
        /// Rows of `visits_otherwise`, derived by 2 rules.
        pub visits_otherwise: VisitsOtherwise,
        /// Rows of `has_trip`, derived by 2 rules.
        pub has_trip: HasTrip,
        /// Rows of `told_stay`, derived by 2 rules.
        pub told_stay: ToldStay,
        /// Rows of `inferred_stay`, derived by 3 rules.
        pub inferred_stay: InferredStay,
        /// Rows of `any_stay`, derived by 2 rules.
        pub any_stay: AnyStay,
        /// Rows of `blunter_day`, derived by 2 rules.
        pub blunter_day: BlunterDay,
        /// Rows of `stay`, derived by one rule.
        pub stay: Stay,
        /// Rows of `visit_under_way`, derived by 2 rules.
        pub visit_under_way: VisitUnderWay,
        /// Rows of `done`, derived by one rule.
        pub done: Done,
        /// Rows of `done_undetermined`, derived by one rule.
        pub done_undetermined: DoneUndetermined,
        /// Rows of `done_by_inference`, derived by one rule.
        pub done_by_inference: DoneByInference,
        /// Rows of `visited`, derived by 2 rules.
        pub visited: Visited,
        /// Rows of `never_visited`, derived by one rule.
        pub never_visited: NeverVisited,
        /// Rows of `has_beginning`, derived by one rule.
        pub has_beginning: HasBeginning,
        /// Rows of `plan`, derived by one rule.
        pub plan: Plan,
        /// Rows of `planned_more_surely`, derived by one rule.
        pub planned_more_surely: PlannedMoreSurely,
        /// Rows of `passed`, derived by 2 rules.
        pub passed: Passed,
        /// Rows of `planned_day`, derived by 4 rules.
        pub planned_day: PlannedDay,
        /// Rows of `has_end`, derived by one rule.
        pub has_end: HasEnd,
        /// Rows of `told_lately`, derived by one rule.
        pub told_lately: ToldLately,
        /// Rows of `overdue`, derived by one rule.
        pub overdue: Overdue,
        /// Rows of `called_off`, derived by one rule.
        pub called_off: CalledOff,
        /// Rows of `taken_up_again`, derived by 2 rules.
        pub taken_up_again: TakenUpAgain,
        /// Rows of `denied_visit`, derived by 3 rules.
        pub denied_visit: DeniedVisit,
        /// Rows of `not_visited`, derived by 2 rules.
        pub not_visited: NotVisited,
        /// Rows of `denied_ahead`, derived by one rule.
        pub denied_ahead: DeniedAhead,
        /// Rows of `denied_throughout`, derived by one rule.
        pub denied_throughout: DeniedThroughout,
        /// Rows of `planned_beyond_denial`, derived by one rule.
        pub planned_beyond_denial: PlannedBeyondDenial,
        /// Rows of `denied_on`, derived by one rule.
        pub denied_on: DeniedOn,
        /// Rows of `settled`, derived by 5 rules.
        pub settled: Settled,
        /// Rows of `announced_visit`, derived by one rule.
        pub announced_visit: AnnouncedVisit,
        /// Rows of `expected_visit`, derived by one rule.
        pub expected_visit: ExpectedVisit,
        /// Rows of `possible_visit`, derived by one rule.
        pub possible_visit: PossibleVisit,
        /// Rows of `unreported`, derived by one rule.
        pub unreported: Unreported,
        /// Rows of `lapsed`, derived by one rule.
        pub lapsed: Lapsed,
        /// Rows of `visit_stage`, derived by 10 rules.
        pub visit_stage: VisitStage,
        /// Rows of `visit_to_come`, derived by 4 rules.
        pub visit_to_come: VisitToCome,
        /// Rows of `accepted_invitation`, derived by one rule.
        pub accepted_invitation: AcceptedInvitation,
        /// Rows of `honoured`, derived by one rule.
        pub honoured: Honoured,
        /// Rows of `superseded`, derived by one rule.
        pub superseded: Superseded,
        /// Rows of `accepted_again`, derived by one rule.
        pub accepted_again: AcceptedAgain,
        /// Rows of `visited_between`, derived by one rule.
        pub visited_between: VisitedBetween,
        /// Rows of `withdrawn`, derived by one rule.
        pub withdrawn: Withdrawn,
        /// Rows of `promised_thing`, derived by 3 rules.
        pub promised_thing: PromisedThing,
        /// Rows of `ended`, derived by 3 rules.
        pub ended: Ended,
        /// Rows of `perhaps_ended`, derived by 3 rules.
        pub perhaps_ended: PerhapsEnded,
        /// Rows of `perhaps_superseded`, derived by one rule.
        pub perhaps_superseded: PerhapsSuperseded,
        /// Rows of `outstanding_visit`, derived by 2 rules.
        pub outstanding_visit: OutstandingVisit,
        /// Rows of `outstanding_acceptance`, derived by one rule.
        pub outstanding_acceptance: OutstandingAcceptance,
        /// Rows of `outstanding_visit_undetermined`, derived by 2 rules.
        pub outstanding_visit_undetermined: OutstandingVisitUndetermined,
        /// Rows of `days_open`, derived by one rule.
        pub days_open: DaysOpen,
        /// Rows of `unhonoured_so_far`, derived by 2 rules.
        pub unhonoured_so_far: UnhonouredSoFar,
        /// Rows of `not_made_in`, derived by 2 rules.
        pub not_made_in: NotMadeIn,
        /// Rows of `owed_by_turn`, derived by one rule.
        pub owed_by_turn: OwedByTurn,
        /// Rows of `stated_turn`, derived by one rule.
        pub stated_turn: StatedTurn,
        /// Rows of `turn_taken`, derived by one rule.
        pub turn_taken: TurnTaken,
        /// Rows of `turn_perhaps_taken`, derived by one rule.
        pub turn_perhaps_taken: TurnPerhapsTaken,
        /// Rows of `owed_by_turn_undetermined`, derived by one rule.
        pub owed_by_turn_undetermined: OwedByTurnUndetermined,
        /// Rows of `owes_visit`, derived by 3 rules.
        pub owes_visit: OwesVisit,
        /// Rows of `invitation_fate`, derived by 6 rules.
        pub invitation_fate: InvitationFate,
        /// Rows of `given`, derived by one rule.
        pub given: GivenFact,
        /// Rows of `invitation_honoured`, derived by 2 rules.
        pub invitation_honoured: InvitationHonoured,
        /// Rows of `invitation_under_way`, derived by one rule.
        pub invitation_under_way: InvitationUnderWay,
        /// Rows of `acceptance_fate`, derived by 5 rules.
        pub acceptance_fate: AcceptanceFate,
        /// Rows of `answered`, derived by 3 rules.
        pub answered: Answered,
        /// Rows of `visit_promised`, derived by 2 rules.
        pub visit_promised: VisitPromised,
        /// Rows of `attested_rank`, derived by one rule.
        pub attested_rank: AttestedRank,
        /// Rows of `rank_changes`, derived by one rule.
        pub rank_changes: RankChanges,
        /// Rows of `visit_rank`, derived by 2 rules.
        pub visit_rank: VisitRank,
        /// Rows of `visit_time`, derived by 2 rules.
        pub visit_time: VisitTime,
        /// Rows of `visit_between`, derived by 2 rules.
        pub visit_between: VisitBetween,
        /// Rows of `perhaps_between`, derived by 2 rules.
        pub perhaps_between: PerhapsBetween,
        /// Rows of `perhaps_made`, derived by 3 rules.
        pub perhaps_made: PerhapsMade,
        /// Rows of `reciprocal_rank`, given.
        pub reciprocal_rank: ReciprocalRank,
        /// Rows of `stated_return`, derived by one rule.
        pub stated_return: StatedReturn,
        /// Rows of `made_return`, derived by one rule.
        pub made_return: MadeReturn,
        /// Rows of `structural_return`, derived by one rule.
        pub structural_return: StructuralReturn,
        /// Rows of `next_opposite`, derived by one rule.
        pub next_opposite: NextOpposite,
        /// Rows of `later_opposite`, derived by one rule.
        pub later_opposite: LaterOpposite,
        /// Rows of `stands_between`, derived by one rule.
        pub stands_between: StandsBetween,
        /// Rows of `either_way`, derived by 4 rules.
        pub either_way: EitherWay,
        /// Rows of `returned`, derived by 2 rules.
        pub returned: Returned,
        /// Rows of `opens_pair`, derived by 2 rules.
        pub opens_pair: OpensPair,
        /// Rows of `closes_pair`, derived by one rule.
        pub closes_pair: ClosesPair,
        /// Rows of `unreturned_visit`, derived by one rule.
        pub unreturned_visit: UnreturnedVisit,
        /// Rows of `perhaps_returned`, derived by 2 rules.
        pub perhaps_returned: PerhapsReturned,
        /// Rows of `answered_later`, derived by one rule.
        pub answered_later: AnsweredLater,
        /// Rows of `planned_next`, derived by one rule.
        pub planned_next: PlannedNext,
        /// Rows of `suggested_by_alternation`, derived by one rule.
        pub suggested_by_alternation: SuggestedByAlternation,
        /// Rows of `followed`, derived by one rule.
        pub followed: Followed,
        /// Rows of `plan_against_alternation`, derived by one rule.
        pub plan_against_alternation: PlanAgainstAlternation,
        /// Rows of `visit_chain`, derived by 2 rules.
        pub visit_chain: VisitChain,
        /// Rows of `stretch`, given.
        pub stretch: Stretch,
        /// Rows of `pair`, derived by one rule.
        pub pair: Pair,
        /// Rows of `counted_visit`, derived by one rule.
        pub counted_visit: CountedVisit,
        /// Rows of `countable_visit`, derived by 2 rules.
        pub countable_visit: CountableVisit,
        /// Rows of `stands`, derived by 2 rules.
        pub stands: Stands,
        /// Rows of `last_told`, derived by 2 rules.
        pub last_told: LastTold,
        /// Rows of `alignment_day`, derived by 2 rules.
        pub alignment_day: AlignmentDay,
        /// Rows of `tie_told`, derived by 7 rules.
        pub tie_told: TieTold,
        /// Rows of `tie`, derived by one rule.
        pub tie: Tie,
        /// Rows of `firmly_tied`, derived by 2 rules.
        pub firmly_tied: FirmlyTied,
        /// Rows of `weak_tie`, derived by one rule.
        pub weak_tie: WeakTie,
        /// Rows of `opposition_told`, derived by 3 rules.
        pub opposition_told: OppositionTold,
        /// Rows of `opposed`, derived by one rule.
        pub opposed: Opposed,
        /// Rows of `strained`, derived by one rule.
        pub strained: Strained,
        /// Rows of `set_apart`, derived by 4 rules.
        pub set_apart: SetApart,
        /// Rows of `stand_together`, derived by one rule.
        pub stand_together: StandTogether,
        /// Rows of `bloc`, derived by 2 rules.
        pub bloc: Bloc,
        /// Rows of `firm_bloc`, derived by 2 rules.
        pub firm_bloc: FirmBloc,
        /// Rows of `loose_member`, derived by one rule.
        pub loose_member: LooseMember,
        /// Rows of `bloc_through`, derived by one rule.
        pub bloc_through: BlocThrough,
        /// Rows of `rift_in_bloc`, derived by one rule.
        pub rift_in_bloc: RiftInBloc,
        /// Rows of `counter_bloc`, derived by 3 rules.
        pub counter_bloc: CounterBloc,
        /// Rows of `faces`, derived by 4 rules.
        pub faces: Faces,
        /// Rows of `named_against`, derived by 2 rules.
        pub named_against: NamedAgainst,
        /// Rows of `named_with`, derived by one rule.
        pub named_with: NamedWith,
        /// Rows of `event_day`, derived by 7 rules.
        pub event_day: EventDay,
        /// Rows of `event_spoken`, derived by 3 rules.
        pub event_spoken: EventSpoken,
        /// Rows of `event_done`, derived by 4 rules.
        pub event_done: EventDone,
        /// Rows of `event_surer`, derived by one rule.
        pub event_surer: EventSurer,
        /// Rows of `own_day_passed`, derived by one rule.
        pub own_day_passed: OwnDayPassed,
        /// Rows of `event_overdue`, derived by 2 rules.
        pub event_overdue: EventOverdue,
        /// Rows of `course_over`, derived by 5 rules.
        pub course_over: CourseOver,
        /// Rows of `unreported_event`, derived by one rule.
        pub unreported_event: UnreportedEvent,
        /// Rows of `event_called_off`, derived by 4 rules.
        pub event_called_off: EventCalledOff,
        /// Rows of `to_come`, derived by 3 rules.
        pub to_come: ToCome,
        /// Rows of `weaker`, derived by 2 rules.
        pub weaker: Weaker,
        /// Rows of `order_denied`, derived by one rule.
        pub order_denied: OrderDenied,
        /// Rows of `order_step`, derived by one rule.
        pub order_step: OrderStep,
        /// Rows of `came_to_nothing`, derived by 3 rules.
        pub came_to_nothing: CameToNothing,
        /// Rows of `stated_step`, derived by 8 rules.
        pub stated_step: StatedStep,
        /// Rows of `comes_before`, derived by 5 rules.
        pub comes_before: ComesBefore,
        /// Rows of `first_before`, derived by one rule.
        pub first_before: FirstBefore,
        /// Rows of `of_class`, derived by 3 rules.
        pub of_class: OfClass,
        /// Rows of `first_class`, derived by 2 rules.
        pub first_class: FirstClass,
        /// Rows of `certainly_after`, derived by 2 rules.
        pub certainly_after: CertainlyAfter,
        /// Rows of `date_order`, derived by one rule.
        pub date_order: DateOrder,
        /// Rows of `date_order_surer`, derived by one rule.
        pub date_order_surer: DateOrderSurer,
        /// Rows of `before`, derived by 5 rules.
        pub before: Before,
        /// Rows of `leads_to`, derived by 2 rules.
        pub leads_to: LeadsTo,
        /// Rows of `directly_before`, derived by 3 rules.
        pub directly_before: DirectlyBefore,
        /// Rows of `comes_next`, derived by 2 rules.
        pub comes_next: ComesNext,
        /// Rows of `comes_next_through`, derived by one rule.
        pub comes_next_through: ComesNextThrough,
        /// Rows of `next_step`, derived by 2 rules.
        pub next_step: NextStep,
        /// Rows of `coming_day`, derived by one rule.
        pub coming_day: ComingDay,
        /// Rows of `is_ordered`, derived by 2 rules.
        pub is_ordered: IsOrdered,
        /// Rows of `ordered_more_surely`, derived by one rule.
        pub ordered_more_surely: OrderedMoreSurely,
        /// Rows of `expected_order`, derived by one rule.
        pub expected_order: ExpectedOrder,
        /// Rows of `expected_event_order`, derived by one rule.
        pub expected_event_order: ExpectedEventOrder,
        /// Rows of `not_ordered`, derived by one rule.
        pub not_ordered: NotOrdered,
        /// Rows of `belong_together`, derived by 4 rules.
        pub belong_together: BelongTogether,
        /// Rows of `order_conflict`, derived by 6 rules.
        pub order_conflict: OrderConflict,
        /// Rows of `part_of_stretch`, derived by one rule.
        pub part_of_stretch: PartOfStretch,
        /// Rows of `whole_day`, derived by one rule.
        pub whole_day: WholeDay,
        /// Rows of `not_before`, derived by 2 rules.
        pub not_before: NotBefore,
        /// Rows of `not_after`, derived by 2 rules.
        pub not_after: NotAfter,
        /// Rows of `not_before_later`, derived by one rule.
        pub not_before_later: NotBeforeLater,
        /// Rows of `not_after_earlier`, derived by one rule.
        pub not_after_earlier: NotAfterEarlier,
        /// Rows of `bounds`, derived by 3 rules.
        pub bounds: Bounds,
        /// Rows of `bounds_surer`, derived by one rule.
        pub bounds_surer: BoundsSurer,
        /// Rows of `dated`, derived by one rule.
        pub dated: Dated,
        /// Rows of `dates_clash`, derived by one rule.
        pub dates_clash: DatesClash,
        /// Rows of `awaited_visit`, derived by 4 rules.
        pub awaited_visit: AwaitedVisit,
        /// Rows of `preceded`, derived by one rule.
        pub preceded: Preceded,
        /// Rows of `next_visit`, derived by one rule.
        pub next_visit: NextVisit,
        /// Rows of `next_trip`, derived by one rule.
        pub next_trip: NextTrip,
        /// Rows of `other_trip_first`, derived by one rule.
        pub other_trip_first: OtherTripFirst,
        /// Rows of `forecast_made`, derived by one rule.
        pub forecast_made: ForecastMade,
        /// Rows of `forecast_fulfilled`, derived by one rule.
        pub forecast_fulfilled: ForecastFulfilled,
        /// Rows of `in_window`, derived by one rule.
        pub in_window: InWindow,
        /// Rows of `denial_span`, derived by 4 rules.
        pub denial_span: DenialSpan,
        /// Rows of `forecast_failed_by`, derived by 5 rules.
        pub forecast_failed_by: ForecastFailedBy,
        /// Rows of `forecast_overtaken`, derived by 2 rules.
        pub forecast_overtaken: ForecastOvertaken,
        /// Rows of `announced_for`, derived by 2 rules.
        pub announced_for: AnnouncedFor,
        /// Rows of `forecast_perhaps_fulfilled`, derived by one rule.
        pub forecast_perhaps_fulfilled: ForecastPerhapsFulfilled,
        /// Rows of `forecast_settled`, derived by 4 rules.
        pub forecast_settled: ForecastSettled,
        /// Rows of `forecast_fate`, derived by 6 rules.
        pub forecast_fate: ForecastFate,
        /// Rows of `past_window`, derived by one rule.
        pub past_window: PastWindow,
        /// Rows of `blunter_meeting_day`, derived by one rule.
        pub blunter_meeting_day: BlunterMeetingDay,
        /// Rows of `met`, derived by 2 rules.
        pub met: Met,
        /// Rows of `states_met`, derived by one rule.
        pub states_met: StatesMet,
        /// Rows of `met_on_third_ground`, derived by 2 rules.
        pub met_on_third_ground: MetOnThirdGround,
        /// Rows of `third_ground`, derived by one rule.
        pub third_ground: ThirdGround,
        /// Rows of `reached`, derived by 2 rules.
        pub reached: Reached,
        /// Rows of `reached_sooner`, derived by one rule.
        pub reached_sooner: ReachedSooner,
        /// Rows of `met_through`, derived by one rule.
        pub met_through: MetThrough,
        /// Rows of `met_through_via`, derived by one rule.
        pub met_through_via: MetThroughVia,
        /// Rows of `will_meet`, derived by one rule.
        pub will_meet: WillMeet,
        /// Rows of `meeting_unreported`, derived by one rule.
        pub meeting_unreported: MeetingUnreported,
        /// Rows of `day_claim`, derived by 3 rules.
        pub day_claim: DayClaim,
        /// Rows of `days_differ`, derived by one rule.
        pub days_differ: DaysDiffer,
        /// Rows of `same_footing`, derived by 2 rules.
        pub same_footing: SameFooting,
        /// Rows of `moved`, derived by one rule.
        pub moved: Moved,
        /// Rows of `conflict`, derived by 2 rules.
        pub conflict: Conflict,
        /// Rows of `clash`, derived by 13 rules.
        pub clash: Clash,
        /// Rows of `refinement`, derived by one rule.
        pub refinement: Refinement,
        /// Rows of `changed_over_time`, derived by 10 rules.
        pub changed_over_time: ChangedOverTime,
        /// Rows of `says`, derived by one rule.
        pub says: Says,
        /// Rows of `told_by`, derived by 7 rules.
        pub told_by: ToldBy,
        /// Rows of `told_at_least`, derived by one rule.
        pub told_at_least: ToldAtLeast,
        /// Rows of `corroborated`, derived by one rule.
        pub corroborated: Corroborated,
        /// Rows of `corroborated_independently`, derived by one rule.
        pub corroborated_independently: CorroboratedIndependently,
        /// Rows of `named_origin`, derived by one rule.
        pub named_origin: NamedOrigin,
        /// Rows of `speaks_for`, derived by 2 rules.
        pub speaks_for: SpeaksFor,
        /// Rows of `one_voice`, derived by 3 rules.
        pub one_voice: OneVoice,
        /// Rows of `uncorroborated`, derived by one rule.
        pub uncorroborated: Uncorroborated,
    }
}

/// The relations of the rule files that are not in this module, each with the reason; the native executor derives them.
#[rustfmt::skip]
pub const LEFT_OUT: &[(&str, &str)] = &[
    ("visits_made", "a rule aggregates (rules/reciprocity.dl:199)"),
    ("untold_total", "a rule aggregates (rules/reciprocity.dl:206)"),
    ("balance_cannot_be_told", "a rule reads `untold_total`, which is left out too (rules/reciprocity.dl:212)"),
    ("balance", "a rule reads `visits_made`, which is left out too (rules/reciprocity.dl:221)"),
    ("count_conflict", "a rule aggregates (rules/conflicts.dl:136)"),
    ("count_incomplete", "a rule aggregates (rules/conflicts.dl:140)"),
];

/// The fingerprint of the rules of all relations of [`Conclusions`].
pub const FINGERPRINT: u64 = 0x2ce075fa3f22e48a;

/// Everything that follows from `given` and from the facts that the rule files state.
///
/// # Errors
/// A functor failed in some rule: an integer overflowed, a text is no number.
pub fn run(given: &Given) -> Result<Conclusions, Fault> {
    let mut given = given.clone();
    state(&mut given);
    run_on_given(&given)
}

/// Everything that follows from `given` alone.
///
/// # Errors
/// As [`run`].
pub fn run_on_given(given: &Given) -> Result<Conclusions, Fault> {
    catch(|| {
        let mut facts = Conclusions::from(given);
        stage_1::run(&mut facts);
        stage_2::run(&mut facts);
        stage_3::run(&mut facts);
        stage_4::run(&mut facts);
        stage_5::run(&mut facts);
        stage_6::run(&mut facts);
        stage_7::run(&mut facts);
        stage_8::run(&mut facts);
        facts
    })
}

impl From<&Given> for Conclusions {
    #[rustfmt::skip]
    fn from(given: &Given) -> Self {
        Self {
            at: sorted(&given.at),
            article: sorted(&given.article),
            claim: sorted(&given.claim),
            claim_speaker: sorted(&given.claim_speaker),
            claim_quote: sorted(&given.claim_quote),
            at_least: sorted(&given.at_least),
            state: sorted(&given.state),
            person: sorted(&given.person),
            adjective: sorted(&given.adjective),
            office_rank: sorted(&given.office_rank),
            office: sorted(&given.office),
            office_claims: sorted(&given.office_claims),
            office_confirmed: sorted(&given.office_confirmed),
            voice: sorted(&given.voice),
            place_in_confirmed: sorted(&given.place_in_confirmed),
            visit: sorted(&given.visit),
            visit_claims: sorted(&given.visit_claims),
            visit_confirmed: sorted(&given.visit_confirmed),
            visit_denied: sorted(&given.visit_denied),
            for_event: sorted(&given.for_event),
            under_way_confirmed: sorted(&given.under_way_confirmed),
            announcement_claims: sorted(&given.announcement_claims),
            withdrawal_claims: sorted(&given.withdrawal_claims),
            withdrawal_confirmed: sorted(&given.withdrawal_confirmed),
            did_not_happen_claims: sorted(&given.did_not_happen_claims),
            did_not_happen_confirmed: sorted(&given.did_not_happen_confirmed),
            did_not_visit: sorted(&given.did_not_visit),
            did_not_visit_claims: sorted(&given.did_not_visit_claims),
            did_not_visit_confirmed: sorted(&given.did_not_visit_confirmed),
            invitation: sorted(&given.invitation),
            invitation_claims: sorted(&given.invitation_claims),
            acceptance: sorted(&given.acceptance),
            acceptance_claims: sorted(&given.acceptance_claims),
            acceptance_confirmed: sorted(&given.acceptance_confirmed),
            at_invitation: sorted(&given.at_invitation),
            at_invitation_claims: sorted(&given.at_invitation_claims),
            turn: sorted(&given.turn),
            turn_claims: sorted(&given.turn_claims),
            return_of: sorted(&given.return_of),
            return_of_claims: sorted(&given.return_of_claims),
            return_of_confirmed: sorted(&given.return_of_confirmed),
            meeting_claims: sorted(&given.meeting_claims),
            meeting_confirmed: sorted(&given.meeting_confirmed),
            meeting_denied: sorted(&given.meeting_denied),
            happening_claims: sorted(&given.happening_claims),
            happening_confirmed: sorted(&given.happening_confirmed),
            happening_denied: sorted(&given.happening_denied),
            participant: sorted(&given.participant),
            participant_confirmed: sorted(&given.participant_confirmed),
            hosted_in_claims: sorted(&given.hosted_in_claims),
            hosted_in_confirmed: sorted(&given.hosted_in_confirmed),
            event_place_confirmed: sorted(&given.event_place_confirmed),
            during: sorted(&given.during),
            during_claims: sorted(&given.during_claims),
            during_confirmed: sorted(&given.during_confirmed),
            scheduling_claims: sorted(&given.scheduling_claims),
            scheduling_confirmed: sorted(&given.scheduling_confirmed),
            ordered: sorted(&given.ordered),
            ordered_claims: sorted(&given.ordered_claims),
            ordered_denied: sorted(&given.ordered_denied),
            first_of: sorted(&given.first_of),
            first_of_claims: sorted(&given.first_of_claims),
            first_since: sorted(&given.first_since),
            first_since_claims: sorted(&given.first_since_claims),
            ordinal_claims: sorted(&given.ordinal_claims),
            count_told_confirmed: sorted(&given.count_told_confirmed),
            forecast: sorted(&given.forecast),
            forecast_claims: sorted(&given.forecast_claims),
            forecast_failed_confirmed: sorted(&given.forecast_failed_confirmed),
            cooperation: sorted(&given.cooperation),
            cooperation_claims: sorted(&given.cooperation_claims),
            support: sorted(&given.support),
            arms_trade: sorted(&given.arms_trade),
            joint_position: sorted(&given.joint_position),
            opposition: sorted(&given.opposition),
            opposition_announced: sorted(&given.opposition_announced),
            strain: sorted(&given.strain),
            strain_claims: sorted(&given.strain_claims),
            strain_announced: sorted(&given.strain_announced),
            named_together: sorted(&given.named_together),
            set_against: sorted(&given.set_against),
            premise: sorted(&given.premise),
            reciprocal_rank: sorted(&given.reciprocal_rank),
            stretch: sorted(&given.stretch),
            ..Self::default()
        }
    }
}

/// Adds the facts that the rule files state.
#[rustfmt::skip]
fn state(given: &mut Given) {
    given.at_least.push(AtLeast { grade: constant("confirmed"), floor: constant("confirmed") });
    given.at_least.push(AtLeast { grade: constant("confirmed"), floor: constant("announced") });
    given.at_least.push(AtLeast { grade: constant("confirmed"), floor: constant("expected") });
    given.at_least.push(AtLeast { grade: constant("confirmed"), floor: constant("possible") });
    given.at_least.push(AtLeast { grade: constant("announced"), floor: constant("announced") });
    given.at_least.push(AtLeast { grade: constant("announced"), floor: constant("expected") });
    given.at_least.push(AtLeast { grade: constant("announced"), floor: constant("possible") });
    given.at_least.push(AtLeast { grade: constant("expected"), floor: constant("expected") });
    given.at_least.push(AtLeast { grade: constant("expected"), floor: constant("possible") });
    given.at_least.push(AtLeast { grade: constant("possible"), floor: constant("possible") });
    given.premise.push(Premise { says: constant("a meeting held in the country of one party means a visit of the other") });
    given.premise.push(Premise { says: constant("a visit comes after the fixing of its schedule") });
    given.premise.push(Premise { says: constant("an office attested alone was held on the other days spoken of") });
    given.premise.push(Premise { says: constant("what is foretold without a term is awaited for half a year") });
    given.premise.push(Premise { says: constant("a tie or an opposition stands for a year after it was last told") });
    given.premise.push(Premise { says: constant("a visit abroad belongs to the class of which another visit of the same person is the first") });
    given.reciprocal_rank.push(ReciprocalRank { rank: constant("leader") });
    given.reciprocal_rank.push(ReciprocalRank { rank: constant("foreign minister") });
    given.stretch.push(Stretch { span: constant("../2100") });
    given.stretch.push(Stretch { span: constant("2018") });
    given.stretch.push(Stretch { span: constant("2019") });
    given.stretch.push(Stretch { span: constant("2020") });
    given.stretch.push(Stretch { span: constant("2021") });
    given.stretch.push(Stretch { span: constant("2022") });
    given.stretch.push(Stretch { span: constant("2023") });
    given.stretch.push(Stretch { span: constant("2024") });
}

demarche::constants! {
    EMPTY: Name = " ";
    OF: Name = " of ";
    A_MEETING_HELD_IN_THE_COUNTRY_OF_ONE_PAR: Name = "a meeting held in the country of one party means a visit of the other";
    A_TIE_OR_AN_OPPOSITION_STANDS_FOR_A_YEAR: Name = "a tie or an opposition stands for a year after it was last told";
    A_VISIT_ABROAD_BELONGS_TO_THE_CLASS_OF_W: Name = "a visit abroad belongs to the class of which another visit of the same person is the first";
    A_VISIT_COMES_AFTER_THE_FIXING_OF_ITS_SC: Name = "a visit comes after the fixing of its schedule";
    ABROAD: Name = "abroad";
    ACCEPTANCE: Name = "acceptance";
    ACCEPTED_INVITATION: Name = "accepted invitation";
    ALREADY_DONE: Name = "already done";
    AN_OFFICE_ATTESTED_ALONE_WAS_HELD_ON_THE: Name = "an office attested alone was held on the other days spoken of";
    AN_ORDER_TOLD_AND_DENIED: Name = "an order told and denied";
    ANNOUNCED: Name = "announced";
    ANY: Name = "any";
    ARMS: Name = "arms";
    ASSERTED_BY_A_SOURCE: Name = "asserted by a source";
    CALLED_OFF: Name = "called off";
    CALLED_OFF_THEN_TAKEN_UP_AGAIN: Name = "called off, then taken up again";
    CLOSE: Name = "close";
    CONFIRMED: Name = "confirmed";
    CONFIRMED_AND_DENIED: Name = "confirmed and denied";
    COOPERATION: Name = "cooperation";
    DATES: Name = "dates";
    DAYS_THAT_CANNOT_BOTH_BE_SO: Name = "days that cannot both be so";
    DENIED: Name = "denied";
    DENIED_OVER_THE_WHOLE_WINDOW: Name = "denied over the whole window";
    DIFFERENT_COUNTRIES: Name = "different countries";
    DIFFERENT_HOST_COUNTRIES: Name = "different host countries";
    DIFFERENT_TRAVELLERS: Name = "different travellers";
    DONE: Name = "done";
    EACH_IS_TOLD_TO_COME_BEFORE_THE_OTHER: Name = "each is told to come before the other";
    EXPECTED: Name = "expected";
    FAILED: Name = "failed";
    FIRM: Name = "firm";
    FIRST_OF: Name = "first of";
    FIRST_OF_ITS_CLASS: Name = "first of its class";
    FIRST_SINCE: Name = "first since";
    FORETOLD_AND_DENIED: Name = "foretold and denied";
    FULFILLED: Name = "fulfilled";
    HOLDER_OF_AN_OFFICE: Name = "holder of an office";
    HONOURED: Name = "honoured";
    IN_THE_COURSE_OF_AN_EVENT_AND_AFTER_IT: Name = "in the course of an event and after it";
    INVITATION: Name = "invitation";
    IT_CAME_OTHERWISE_THAN_FORETOLD: Name = "it came otherwise than foretold";
    JOINT_POSITION: Name = "joint position";
    LAPSED: Name = "lapsed";
    OFFICE: Name = "office";
    OPEN: Name = "open";
    OPPOSITION: Name = "opposition";
    ORDERS_THAT_RUN_AGAINST_EACH_OTHER: Name = "orders that run against each other";
    ORDINAL: Name = "ordinal";
    OUTSTANDING: Name = "outstanding";
    OVERSEAS: Name = "overseas";
    OVERTAKEN: Name = "overtaken";
    PENDING: Name = "pending";
    PENDING_PAST_ITS_WINDOW: Name = "pending past its window";
    PERHAPS_DONE: Name = "perhaps done";
    PERHAPS_FULFILLED: Name = "perhaps fulfilled";
    POSSIBLE: Name = "possible";
    PREMISE: Name = "premise";
    RETURN: Name = "return";
    SET_AGAINST_BY_A_SPEAKER: Name = "set against by a speaker";
    SET_APART_THEN_TIED: Name = "set apart, then tied";
    STATED: Name = "stated";
    STATED_TURN: Name = "stated turn";
    STRAINED: Name = "strained";
    STRUCTURAL: Name = "structural";
    SUPERSEDED: Name = "superseded";
    SUPPORT: Name = "support";
    THE_DAY_JUDGED: Name = "the day judged";
    THE_DAYS_TOLD_OF_BOTH: Name = "the days told of both";
    THE_PLAN_MOVED: Name = "the plan moved";
    THROUGH: Name = "through";
    TIED_TO_AN_OPPONENT: Name = "tied to an opponent";
    TIED_THEN_SET_APART: Name = "tied, then set apart";
    TOLD_BY_ONE_SOURCE_AND_DENIED_BY_ANOTHER: Name = "told by one source and denied by another";
    TOLD_TO_BE_THE_FIRST_BUT_THE_OTHER_OF_IT: Name = "told to be the first, but the other of its class comes between";
    TOLD_TO_COME_FIRST_BUT_ONLY_THE_SECOND_I: Name = "told to come first, but only the second is done";
    TOLD_TO_COME_FIRST_BUT_THE_DATES_SAY_OTH: Name = "told to come first, but the dates say otherwise";
    UNDER_WAY: Name = "under way";
    UNDETERMINED: Name = "undetermined";
    UNREPORTED: Name = "unreported";
    UNRETURNED_VISIT: Name = "unreturned visit";
    VISIT: Name = "visit";
    VISIT_ANNOUNCED: Name = "visit announced";
    VISIT_EXPECTED: Name = "visit expected";
    WAS_THERE_AND_WAS_NEVER_THERE: Name = "was there and was never there";
    WEAK: Name = "weak";
    WHAT_IS_FORETOLD_WITHOUT_A_TERM_IS_AWAIT: Name = "what is foretold without a term is awaited for half a year";
    WHAT_IS_TOLD_TO_BE_THE_FIRST: Name = "what is told to be the first";
    WHAT_WAS_FORETOLD_CAME_ABOUT: Name = "what was foretold came about";
    WITHDRAWN: Name = "withdrawn";
}

#[allow(unreachable_pub, clippy::all, clippy::pedantic, reason = "what crepe expands to")]
mod stage_1 {
    use super::*;

    crepe! {
        @input
        struct At(PartialDate);
        @input
        struct Claim(Name, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct AtLeast(Name, Name);
        @input
        struct State(Name);
        @input
        struct Person(Name, Name);
        @input
        struct Adjective(Name, Name);
        @input
        struct Office(Name, Name, Name, PartialDate);
        @input
        struct PlaceInConfirmed(Name, Name);
        @input
        struct Visit(Name, Name, Name, PartialDate);
        @input
        struct VisitClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct VisitConfirmed(Name, Name, Name, PartialDate);
        @input
        struct VisitDenied(Name, Name, Name, PartialDate);
        @input
        struct ForEvent(Name, Name);
        @input
        struct UnderWayConfirmed(Name, PartialDate);
        @input
        struct WithdrawalConfirmed(Name, Name, Name, PartialDate);
        @input
        struct DidNotHappenClaims(Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct DidNotHappenConfirmed(Name, PartialDate);
        @input
        struct DidNotVisit(Name, Name, PartialDate);
        @input
        struct DidNotVisitConfirmed(Name, Name, PartialDate);
        @input
        struct MeetingClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct MeetingConfirmed(Name, Name, PartialDate);
        @input
        struct HappeningClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct ParticipantConfirmed(Name, Name, Name);
        @input
        struct HostedInConfirmed(Name, Name);
        @input
        struct EventPlaceConfirmed(Name, Name);
        @input
        struct During(Name, Name);
        @input
        struct DuringConfirmed(Name, Name);
        @input
        struct SchedulingClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct CountToldConfirmed(Name, Name, Name, Name, i64, PartialDate);
        @input
        struct Premise(Name);
        @output
        struct Titled(Name, Name, PartialDate);
        @output
        struct ClaimDay(Name, PartialDate);
        @output
        struct Spoken(Name);
        @output
        struct LiesIn(Name, Name);
        @output
        struct HeldIn(Name, Name);
        @output
        struct ForeignGuest(Name, Name, Name, PartialDate);
        @output
        struct VisitsOtherwise(Name, Name, Name);
        @output
        struct AttendsWhole(Name, Name, Name, Name);
        @output
        struct TripNamed(Name, Name, Name, Name);
        @output
        struct ToldStay(Name, Name, Name, PartialDate);
        @output
        struct HasTrip(Name, Name);
        @output
        struct InferredStay(Name, Name, Name, PartialDate, Name);
        @output
        struct AnyStay(Name, Name, Name, PartialDate);
        @output
        struct BlunterDay(Name, PartialDate);
        @output
        struct Stay(Name, Name, Name, PartialDate);
        @output
        struct VisitUnderWay(Name, Name, Name);
        @output
        struct Done(Name, Name, Name, PartialDate);
        @output
        struct DoneUndetermined(Name, Name, Name, PartialDate, PartialDate);
        @output
        struct DoneByInference(Name, Name, Name, Name);
        @output
        struct Visited(Name, Name);
        @output
        struct HasBeginning(PartialDate);
        @output
        struct NeverVisited(Name, Name, PartialDate);
        @output
        struct Plan(Name, Name, Name, PartialDate, Name);
        @output
        struct PlannedMoreSurely(Name, Name);
        @output
        struct PlannedDay(PartialDate, PartialDate);
        @output
        struct HasEnd(PartialDate);
        @output
        struct ToldLately(PartialDate);
        @output
        struct Passed(PartialDate);
        @output
        struct Overdue(Name, Name);
        @output
        struct TakenUpAgain(Name, PartialDate);
        @output
        struct CalledOff(Name, PartialDate);
        @output
        struct DeniedVisit(Name, Name, Name, PartialDate);
        @output
        struct DenialSpan(Name, PartialDate, Name);
        @output
        struct DeniedAhead(Name, PartialDate);

        // with the adjective, rules/titles.dl:8
        // "Utopian President".
        //     titled(cat(word, " ", office), who, day) :- office(who, office, state, day), adjective(word, state).
        Titled(text, who, day) <-
            Office(who, office, state, day),
            Adjective(word, state),
            let Some(text) = checked("with the adjective", cat([word, *EMPTY, office]));

        // with the name before, rules/titles.dl:10
        // "Utopia President", and of bodies: "Chancery spokesperson".
        //     titled(cat(body, " ", office), who, day) :- office(who, office, body, day).
        Titled(text, who, day) <-
            Office(who, office, body, day),
            let Some(text) = checked("with the name before", cat([body, *EMPTY, office]));

        // with the name behind, rules/titles.dl:12
        // "President of Utopia".
        //     titled(cat(office, " of ", body), who, day) :- office(who, office, body, day).
        Titled(text, who, day) <-
            Office(who, office, body, day),
            let Some(text) = checked("with the name behind", cat([office, *OF, body]));

        // claim_day#1, rules/visits.dl:10
        //     claim_day(name, said) :- claim(name, _, _, _, _, _, _, said), !unsaid(said).
        ClaimDay(name, said) <-
            Claim(name, _, _, _, _, _, _, said),
            (!said.is_unsaid());

        // claim_day#2, rules/visits.dl:11
        //     claim_day(name, published) :- claim(name, _, _, _, _, _, published, said), unsaid(said).
        ClaimDay(name, published) <-
            Claim(name, _, _, _, _, _, published, said),
            (said.is_unsaid());

        // spoken#1, rules/visits.dl:15
        //     spoken(name) :- claim_day(name, day), at(now), !(now < day).
        Spoken(name) <-
            ClaimDay(name, day),
            At(now),
            (!(certainly_before(now, day)));

        // lies_in#1, rules/visits.dl:26
        //     lies_in(place, whole) :- place_in(place, whole) @confirmed.
        LiesIn(place, whole) <-
            PlaceInConfirmed(place, whole);

        // lies_in#2, rules/visits.dl:27
        //     lies_in(place, whole) :- lies_in(place, middle), place_in(middle, whole) @confirmed.
        LiesIn(place, whole) <-
            LiesIn(place, middle),
            PlaceInConfirmed(middle, whole);

        // held_in#1, rules/visits.dl:21
        //     held_in(meeting, state) :- hosted_in(meeting, state) @confirmed.
        HeldIn(meeting, state) <-
            HostedInConfirmed(meeting, state);

        // held_in#2, rules/visits.dl:22
        //     held_in(meeting, state) :- event_place(meeting, place) @confirmed, lies_in(place, state), state(state).
        HeldIn(meeting, state) <-
            EventPlaceConfirmed(meeting, place),
            LiesIn(place, state),
            State(state);

        // a guest of the host, rules/visits.dl:32
        // The host is a party to the meeting: a third country that lends its ground is not visited.
        //     foreign_guest(meeting, who, host, day) :-
        //     meeting(meeting, _, day) @confirmed,
        //     held_in(meeting, host),
        //     participant(meeting, _, host) @confirmed,
        //     participant(meeting, who, side) @confirmed,
        //     side != host,
        //     person(who, _),
        //     premise("a meeting held in the country of one party means a visit of the other").
        ForeignGuest(meeting, who, host, day) <-
            Premise(*A_MEETING_HELD_IN_THE_COUNTRY_OF_ONE_PAR),
            MeetingConfirmed(meeting, _, day),
            HeldIn(meeting, host),
            ParticipantConfirmed(meeting, _, host),
            ParticipantConfirmed(meeting, who, side),
            (side != host),
            Person(who, _);

        // visits_otherwise#1, rules/visits.dl:60
        //     visits_otherwise(trip, who, host) :-
        //     foreign_guest(meeting, who, host, _), for_event(trip, meeting), visit(trip, other, _, _), other != who.
        VisitsOtherwise(trip, who, host) <-
            ForeignGuest(meeting, who, host, _),
            ForEvent(trip, meeting),
            Visit(trip, other, _, _),
            (other != who);

        // visits_otherwise#2, rules/visits.dl:62
        //     visits_otherwise(trip, who, host) :-
        //     foreign_guest(meeting, who, host, _), for_event(trip, meeting), visit(trip, _, country, _), country != host.
        VisitsOtherwise(trip, who, host) <-
            ForeignGuest(meeting, who, host, _),
            ForEvent(trip, meeting),
            Visit(trip, _, country, _),
            (country != host);

        // attends_whole#1, rules/visits.dl:52
        //     attends_whole(meeting, whole, who, host) :-
        //     foreign_guest(meeting, who, host, _),
        //     during(meeting, whole) @confirmed,
        //     participant(whole, who, _) @confirmed,
        //     held_in(whole, host).
        AttendsWhole(meeting, whole, who, host) <-
            ForeignGuest(meeting, who, host, _),
            DuringConfirmed(meeting, whole),
            ParticipantConfirmed(whole, who, _),
            HeldIn(whole, host);

        // trip_named#1, rules/visits.dl:43
        //     trip_named(meeting, trip, who, host) :-
        //     foreign_guest(meeting, who, host, _), for_event(trip, meeting), !visits_otherwise(trip, who, host).
        TripNamed(meeting, trip, who, host) <-
            ForeignGuest(meeting, who, host, _),
            ForEvent(trip, meeting),
            !VisitsOtherwise(trip, who, host);

        // trip_named#2, rules/visits.dl:45
        //     trip_named(meeting, trip, who, host) :-
        //     foreign_guest(meeting, who, host, _), during(meeting, trip), visit(trip, who, host, _).
        TripNamed(meeting, trip, who, host) <-
            ForeignGuest(meeting, who, host, _),
            Visit(trip, who, host, _),
            During(meeting, trip);

        // trip_named#3, rules/visits.dl:47
        //     trip_named(meeting, trip, who, host) :-
        //     attends_whole(meeting, whole, who, host), for_event(trip, whole), visit(trip, who, host, _).
        TripNamed(meeting, trip, who, host) <-
            AttendsWhole(meeting, whole, who, host),
            Visit(trip, who, host, _),
            ForEvent(trip, whole);

        // told_stay#1, rules/visits.dl:73
        //     told_stay(visit, who, country, day) :- visit(visit, who, country, day) @confirmed.
        ToldStay(visit, who, country, day) <-
            VisitConfirmed(visit, who, country, day);

        // seen under way, rules/visits.dl:75
        // Who is told to be on a visit stays there that day.
        //     told_stay(visit, who, country, day) :- under_way(visit, day) @confirmed, visit(visit, who, country, _).
        ToldStay(visit, who, country, day) <-
            UnderWayConfirmed(visit, day),
            Visit(visit, who, country, _);

        // has_trip#1, rules/visits.dl:67
        //     has_trip(meeting, who) :- trip_named(meeting, _, who, _).
        HasTrip(meeting, who) <-
            TripNamed(meeting, _, who, _);

        // has_trip#2, rules/visits.dl:68
        //     has_trip(meeting, who) :-
        //     foreign_guest(meeting, who, host, day), told_stay(_, who, host, other), may_overlap(day, other).
        HasTrip(meeting, who) <-
            ForeignGuest(meeting, who, host, day),
            ToldStay(_, who, host, other),
            (may_overlap(day, other));

        // inferred_stay#1, rules/visits.dl:80
        //     inferred_stay(trip, who, host, day, meeting) :-
        //     foreign_guest(meeting, who, host, day), trip_named(meeting, trip, who, host), !told_stay(trip, _, _, _).
        InferredStay(trip, who, host, day, meeting) <-
            ForeignGuest(meeting, who, host, day),
            TripNamed(meeting, trip, who, host),
            !ToldStay(trip, _, _, _);

        // inferred_stay#2, rules/visits.dl:82
        //     inferred_stay(whole, who, host, day, meeting) :-
        //     foreign_guest(meeting, who, host, day), attends_whole(meeting, whole, who, host), !has_trip(meeting, who).
        InferredStay(whole, who, host, day, meeting) <-
            ForeignGuest(meeting, who, host, day),
            !HasTrip(meeting, who),
            AttendsWhole(meeting, whole, who, host);

        // inferred_stay#3, rules/visits.dl:84
        //     inferred_stay(meeting, who, host, day, meeting) :-
        //     foreign_guest(meeting, who, host, day), !attends_whole(meeting, _, who, _), !has_trip(meeting, who).
        InferredStay(meeting, who, host, day, meeting) <-
            ForeignGuest(meeting, who, host, day),
            !AttendsWhole(meeting, _, who, _),
            !HasTrip(meeting, who);

        // any_stay#1, rules/visits.dl:89
        //     any_stay(visit, who, country, day) :- told_stay(visit, who, country, day).
        AnyStay(visit, who, country, day) <-
            ToldStay(visit, who, country, day);

        // any_stay#2, rules/visits.dl:90
        //     any_stay(visit, who, country, day) :- inferred_stay(visit, who, country, day, _).
        AnyStay(visit, who, country, day) <-
            InferredStay(visit, who, country, day, _);

        // part of a stretch, rules/visits.dl:95
        // A day inside the stretch that the stay fills.
        //     blunter_day(visit, day) :-
        //     any_stay(visit, _, _, day), any_stay(visit, _, _, other), day != other, within(day, other), !within(other, day).
        BlunterDay(visit, day) <-
            AnyStay(visit, _, _, day),
            AnyStay(visit, _, _, other),
            (day != other),
            (within(day, other)),
            (!within(other, day));

        // less sharp, rules/visits.dl:98
        // A range that holds the other's, when it is not itself a stretch that the stay fills.
        //     blunter_day(visit, day) :-
        //     any_stay(visit, _, _, day), any_stay(visit, _, _, other), day != other,
        //     within(other, throughout(day, day)), !within(day, throughout(other, other)), !within(other, day).
        BlunterDay(visit, day) <-
            AnyStay(visit, _, _, day),
            AnyStay(visit, _, _, other),
            (day != other),
            let Some(date) = throughout(day, day),
            (within(other, date)),
            let Some(date2) = throughout(other, other),
            (!within(day, date2)),
            (!within(other, day));

        // stay#1, rules/visits.dl:105
        //     stay(visit, who, country, day) :- any_stay(visit, who, country, day), !blunter_day(visit, day).
        Stay(visit, who, country, day) <-
            AnyStay(visit, who, country, day),
            !BlunterDay(visit, day);

        // visit_under_way#1, rules/visits.dl:111
        //     visit_under_way(visit, who, country) :- stay(visit, who, country, day), at(now), within(now, day), now < latest(day).
        VisitUnderWay(visit, who, country) <-
            Stay(visit, who, country, day),
            At(now),
            (within(now, day)),
            let Some(day2) = latest(day),
            (certainly_before(now, day2));

        // told to be under way, rules/visits.dl:113
        // Reported under way, and the day judged lies in the stretch planned for it.
        //     visit_under_way(visit, who, country) :-
        //     under_way(visit, seen) @confirmed, visit(visit, who, country, day), at(now), !(now < seen), within(now, day).
        VisitUnderWay(visit, who, country) <-
            UnderWayConfirmed(visit, seen),
            Visit(visit, who, country, day),
            At(now),
            (!(certainly_before(now, seen))),
            (within(now, day));

        // done#1, rules/visits.dl:118
        //     done(visit, who, country, day) :- stay(visit, who, country, day), at(now), day <= now, !visit_under_way(visit, _, _).
        Done(visit, who, country, day) <-
            Stay(visit, who, country, day),
            !VisitUnderWay(visit, _, _),
            At(now),
            (certainly_not_after(day, now));

        // done_undetermined#1, rules/visits.dl:122
        //     done_undetermined(visit, who, country, day, from) :-
        //     stay(visit, who, country, day), at(now), !(day <= now), !(now < day), !visit_under_way(visit, _, _),
        //     !done(visit, _, _, _), from = latest(day).
        DoneUndetermined(visit, who, country, day, from) <-
            Stay(visit, who, country, day),
            !VisitUnderWay(visit, _, _),
            !Done(visit, _, _, _),
            let Some(from) = latest(day),
            At(now),
            (!(certainly_not_after(day, now))),
            (!(certainly_before(now, day)));

        // done_by_inference#1, rules/visits.dl:128
        //     done_by_inference(visit, who, country, meeting) :-
        //     done(visit, who, country, _), inferred_stay(visit, who, country, _, meeting).
        DoneByInference(visit, who, country, meeting) <-
            Done(visit, who, country, _),
            InferredStay(visit, who, country, _, meeting);

        // visited#1, rules/visits.dl:133
        //     visited(who, country) :- done(_, who, country, _).
        Visited(who, country) <-
            Done(_, who, country, _);

        // told by number, rules/visits.dl:135
        // A source counts visits without naming them.
        //     visited(who, country) :-
        //     count_told(_, "visit", who, country, number, span) @confirmed, number > 0, at(now), span <= now.
        Visited(who, country) <-
            CountToldConfirmed(_, *VISIT, who, country, number, span),
            (number > 0_i64),
            At(now),
            (certainly_not_after(span, now));

        // has_beginning#1, rules/visits.dl:144
        //     has_beginning(span) :- did_not_visit(_, _, span), earliest(span) >= earliest(span).
        HasBeginning(span) <-
            DidNotVisit(_, _, span),
            let Some(day) = earliest(span),
            let Some(day2) = earliest(span),
            (certainly_not_after(day2, day));

        // never_visited#1, rules/visits.dl:140
        //     never_visited(who, country, span) :- did_not_visit(who, country, span), !has_beginning(span).
        NeverVisited(who, country, span) <-
            DidNotVisit(who, country, span),
            !HasBeginning(span);

        // plan#1, rules/visits.dl:150
        //     plan(visit, who, country, day, grade) :-
        //     visit(visit, who, country, day) @{certainty: grade, claim: name}, at_least(grade, "possible"), grade != "confirmed",
        //     spoken(name).
        Plan(visit, who, country, day, grade) <-
            AtLeast(grade, *POSSIBLE),
            (grade != *CONFIRMED),
            VisitClaims(visit, who, country, day, name, grade, _, _, _, _, _),
            Spoken(name);

        // planned_more_surely#1, rules/visits.dl:156
        //     planned_more_surely(visit, grade) :-
        //     plan(visit, _, _, _, surer), at_least(surer, grade), at_least(grade, "possible"), surer != grade.
        PlannedMoreSurely(visit, grade) <-
            AtLeast(grade, *POSSIBLE),
            AtLeast(surer, grade),
            (surer != grade),
            Plan(visit, _, _, _, surer);

        // planned_day#1, rules/visits.dl:169
        //     planned_day(day, told) :-
        //     visit(_, _, _, day) @{certainty: grade, claim: name}, at_least(grade, "possible"), spoken(name),
        //     claim_day(name, told).
        PlannedDay(day, told) <-
            AtLeast(grade, *POSSIBLE),
            VisitClaims(_, _, _, day, name, grade, _, _, _, _, _),
            Spoken(name),
            ClaimDay(name, told);

        // planned_day#2, rules/visits.dl:172
        //     planned_day(day, told) :-
        //     meeting(_, _, day) @{certainty: grade, claim: name}, at_least(grade, "possible"), spoken(name),
        //     claim_day(name, told).
        PlannedDay(day, told) <-
            AtLeast(grade, *POSSIBLE),
            MeetingClaims(_, _, day, name, grade, _, _, _, _, _),
            Spoken(name),
            ClaimDay(name, told);

        // planned_day#3, rules/visits.dl:175
        //     planned_day(day, told) :-
        //     happening(_, _, day) @{certainty: grade, claim: name}, at_least(grade, "possible"), spoken(name),
        //     claim_day(name, told), !unsaid(day).
        PlannedDay(day, told) <-
            AtLeast(grade, *POSSIBLE),
            HappeningClaims(_, _, day, name, grade, _, _, _, _, _),
            (!day.is_unsaid()),
            Spoken(name),
            ClaimDay(name, told);

        // planned_day#4, rules/visits.dl:178
        //     planned_day(day, told) :-
        //     scheduling(_, _, day) @{certainty: grade, claim: name}, at_least(grade, "possible"), spoken(name),
        //     claim_day(name, told).
        PlannedDay(day, told) <-
            AtLeast(grade, *POSSIBLE),
            SchedulingClaims(_, _, day, name, grade, _, _, _, _, _),
            Spoken(name),
            ClaimDay(name, told);

        // has_end#1, rules/visits.dl:184
        //     has_end(day) :- planned_day(day, _), latest(day) >= latest(day).
        HasEnd(day) <-
            PlannedDay(day, _),
            let Some(day2) = latest(day),
            let Some(day3) = latest(day),
            (certainly_not_after(day3, day2));

        // told_lately#1, rules/visits.dl:188
        //     told_lately(day) :- planned_day(day, told), at(now), min_days(told, now) <= 183.
        ToldLately(day) <-
            PlannedDay(day, told),
            At(now),
            let Some(days) = min_days(told, now),
            (days <= 183_i64);

        // passed#1, rules/visits.dl:161
        //     passed(day) :- planned_day(day, _), at(now), day < now.
        Passed(day) <-
            PlannedDay(day, _),
            At(now),
            (certainly_before(day, now));

        // awaited no longer, rules/visits.dl:163
        // A day without an end, told more than half a year before.
        //     passed(day) :-
        //     planned_day(day, told), !has_end(day), at(now), min_days(told, now) > 183,
        //     premise("what is foretold without a term is awaited for half a year"), !told_lately(day).
        Passed(day) <-
            Premise(*WHAT_IS_FORETOLD_WITHOUT_A_TERM_IS_AWAIT),
            PlannedDay(day, told),
            !HasEnd(day),
            !ToldLately(day),
            At(now),
            let Some(days) = min_days(told, now),
            (days > 183_i64);

        // overdue#1, rules/visits.dl:192
        //     overdue(visit, grade) :- plan(visit, _, _, day, grade), passed(day).
        Overdue(visit, grade) <-
            Plan(visit, _, _, day, grade),
            Passed(day);

        // taken_up_again#1, rules/visits.dl:202
        //     taken_up_again(visit, day) :-
        //     withdrawal(_, _, visit, day) @confirmed, visit(visit, _, _, _) @{certainty: grade, claim: name},
        //     at_least(grade, "possible"), spoken(name), claim_day(name, later), day < later.
        TakenUpAgain(visit, day) <-
            AtLeast(grade, *POSSIBLE),
            VisitClaims(visit, _, _, _, name, grade, _, _, _, _, _),
            WithdrawalConfirmed(_, _, visit, day),
            Spoken(name),
            ClaimDay(name, later),
            (certainly_before(day, later));

        // taken_up_again#2, rules/visits.dl:205
        //     taken_up_again(meeting, day) :-
        //     withdrawal(_, _, meeting, day) @confirmed, meeting(meeting, _, _) @{certainty: grade, claim: name},
        //     at_least(grade, "possible"), spoken(name), claim_day(name, later), day < later.
        TakenUpAgain(meeting, day) <-
            AtLeast(grade, *POSSIBLE),
            MeetingClaims(meeting, _, _, name, grade, _, _, _, _, _),
            WithdrawalConfirmed(_, _, meeting, day),
            Spoken(name),
            ClaimDay(name, later),
            (certainly_before(day, later));

        // called_off#1, rules/visits.dl:196
        //     called_off(visit, day) :-
        //     withdrawal(_, _, visit, day) @confirmed, visit(visit, _, _, _) @{certainty: _}, at(now), day <= now,
        //     !taken_up_again(visit, day).
        CalledOff(visit, day) <-
            WithdrawalConfirmed(_, _, visit, day),
            !TakenUpAgain(visit, day),
            VisitClaims(visit, _, _, _, _, _, _, _, _, _, _),
            At(now),
            (certainly_not_after(day, now));

        // denied_visit#1, rules/visits.dl:211
        //     denied_visit(visit, who, country, span) :- visit(visit, who, country, span) @denied.
        DeniedVisit(visit, who, country, span) <-
            VisitDenied(visit, who, country, span);

        // denied_visit#2, rules/visits.dl:212
        //     denied_visit(visit, who, country, span) :-
        //     did_not_happen(visit, span) @confirmed, visit(visit, who, country, _) @{certainty: _}.
        DeniedVisit(visit, who, country, span) <-
            DidNotHappenConfirmed(visit, span),
            VisitClaims(visit, who, country, _, _, _, _, _, _, _, _);

        // never there, rules/visits.dl:215
        // A plan that lies wholly inside a stretch in which `who` was never in `country`.
        //     denied_visit(visit, who, country, span) :-
        //     plan(visit, who, country, day, _), did_not_visit(who, country, span) @confirmed,
        //     within(day, throughout(span, span)).
        DeniedVisit(visit, who, country, span) <-
            Plan(visit, who, country, day, _),
            DidNotVisitConfirmed(who, country, span),
            let Some(date) = throughout(span, span),
            (within(day, date));

        // denial_span#1, rules/forecasts.dl:60
        //     denial_span(event, span, name) :- did_not_happen(event, span) @{certainty: "confirmed", claim: name}.
        DenialSpan(event, span, name) <-
            DidNotHappenClaims(event, span, name, *CONFIRMED, _, _, _, _, _);

        // denial_span#2, rules/forecasts.dl:61
        //     denial_span(event, span, name) :-
        //     visit(event, _, _, span) @{certainty: denial, claim: name}, !at_least(denial, "possible").
        DenialSpan(event, span, name) <-
            VisitClaims(event, _, _, span, name, denial, _, _, _, _, _),
            !AtLeast(denial, *POSSIBLE);

        // denial_span#3, rules/forecasts.dl:63
        //     denial_span(event, span, name) :-
        //     meeting(event, _, span) @{certainty: denial, claim: name}, !at_least(denial, "possible").
        DenialSpan(event, span, name) <-
            MeetingClaims(event, _, span, name, denial, _, _, _, _, _),
            !AtLeast(denial, *POSSIBLE);

        // denial_span#4, rules/forecasts.dl:65
        //     denial_span(event, span, name) :-
        //     happening(event, _, span) @{certainty: denial, claim: name}, !at_least(denial, "possible"), !unsaid(span).
        DenialSpan(event, span, name) <-
            HappeningClaims(event, _, span, name, denial, _, _, _, _, _),
            !AtLeast(denial, *POSSIBLE),
            (!span.is_unsaid());

        // denied_ahead#1, rules/visits.dl:228
        //     denied_ahead(name, span) :- denial_span(_, span, name), claim_day(name, told), latest(told) < latest(span).
        DeniedAhead(name, span) <-
            DenialSpan(_, span, name),
            ClaimDay(name, told),
            let Some(day) = latest(told),
            let Some(day2) = latest(span),
            (certainly_before(day, day2));
    }

    demarche::stage! {
        read at: At(day);
        read claim: Claim(name, relation, certainty, article, speaker, origin, published, said);
        read at_least: AtLeast(grade, floor);
        read state: State(name);
        read person: Person(name, state);
        read adjective: Adjective(word, of);
        read office: Office(who, office, body, day);
        read place_in_confirmed: PlaceInConfirmed(place, whole);
        read visit: Visit(visit, who, country, day);
        read visit_claims: VisitClaims(visit, who, country, day, claim, certainty, article, speaker, origin, published, said);
        read visit_confirmed: VisitConfirmed(visit, who, country, day);
        read visit_denied: VisitDenied(visit, who, country, day);
        read for_event: ForEvent(visit, event);
        read under_way_confirmed: UnderWayConfirmed(event, day);
        read withdrawal_confirmed: WithdrawalConfirmed(withdrawal, who, what, day);
        read did_not_happen_claims: DidNotHappenClaims(event, span, claim, certainty, article, speaker, origin, published, said);
        read did_not_happen_confirmed: DidNotHappenConfirmed(event, span);
        read did_not_visit: DidNotVisit(who, country, span);
        read did_not_visit_confirmed: DidNotVisitConfirmed(who, country, span);
        read meeting_claims: MeetingClaims(meeting, kind, day, claim, certainty, article, speaker, origin, published, said);
        read meeting_confirmed: MeetingConfirmed(meeting, kind, day);
        read happening_claims: HappeningClaims(event, kind, day, claim, certainty, article, speaker, origin, published, said);
        read participant_confirmed: ParticipantConfirmed(event, who, side);
        read hosted_in_confirmed: HostedInConfirmed(event, state);
        read event_place_confirmed: EventPlaceConfirmed(event, place);
        read during: During(event, whole);
        read during_confirmed: DuringConfirmed(event, whole);
        read scheduling_claims: SchedulingClaims(scheduling, event, day, claim, certainty, article, speaker, origin, published, said);
        read count_told_confirmed: CountToldConfirmed(count, what, who, other, number, span);
        read premise: Premise(says);
        derive titled: Titled(title, who, day);
        derive claim_day: ClaimDay(claim, day);
        derive spoken: Spoken(claim);
        derive lies_in: LiesIn(place, whole);
        derive held_in: HeldIn(meeting, state);
        derive foreign_guest: ForeignGuest(meeting, who, host, day);
        derive visits_otherwise: VisitsOtherwise(visit, who, host);
        derive attends_whole: AttendsWhole(meeting, whole, who, host);
        derive trip_named: TripNamed(meeting, visit, who, host);
        derive told_stay: ToldStay(visit, who, country, day);
        derive has_trip: HasTrip(meeting, who);
        derive inferred_stay: InferredStay(visit, who, country, day, meeting);
        derive any_stay: AnyStay(visit, who, country, day);
        derive blunter_day: BlunterDay(visit, day);
        derive stay: Stay(visit, who, country, day);
        derive visit_under_way: VisitUnderWay(visit, who, country);
        derive done: Done(visit, who, country, day);
        derive done_undetermined: DoneUndetermined(visit, who, country, day, from);
        derive done_by_inference: DoneByInference(visit, who, country, meeting);
        derive visited: Visited(who, country);
        derive has_beginning: HasBeginning(span);
        derive never_visited: NeverVisited(who, country, span);
        derive plan: Plan(visit, who, country, day, grade);
        derive planned_more_surely: PlannedMoreSurely(visit, grade);
        derive planned_day: PlannedDay(day, told);
        derive has_end: HasEnd(day);
        derive told_lately: ToldLately(day);
        derive passed: Passed(day);
        derive overdue: Overdue(visit, grade);
        derive taken_up_again: TakenUpAgain(event, day);
        derive called_off: CalledOff(visit, day);
        derive denied_visit: DeniedVisit(visit, who, country, span);
        derive denial_span: DenialSpan(event, span, claim);
        derive denied_ahead: DeniedAhead(claim, span);
    }
}

#[allow(unreachable_pub, clippy::all, clippy::pedantic, reason = "what crepe expands to")]
mod stage_2 {
    use super::*;

    crepe! {
        @input
        struct At(PartialDate);
        @input
        struct AtLeast(Name, Name);
        @input
        struct VisitClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct VisitDenied(Name, Name, Name, PartialDate);
        @input
        struct WithdrawalConfirmed(Name, Name, Name, PartialDate);
        @input
        struct DidNotHappenConfirmed(Name, PartialDate);
        @input
        struct DidNotVisitConfirmed(Name, Name, PartialDate);
        @input
        struct Invitation(Name, Name, Name, Name, PartialDate);
        @input
        struct Acceptance(Name, Name, Name, PartialDate);
        @input
        struct AcceptanceConfirmed(Name, Name, Name, PartialDate);
        @input
        struct AtInvitation(Name, Name);
        @input
        struct Turn(Name, Name, PartialDate);
        @input
        struct TurnClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct Spoken(Name);
        @input
        struct Stay(Name, Name, Name, PartialDate);
        @input
        struct VisitUnderWay(Name, Name, Name);
        @input
        struct Done(Name, Name, Name, PartialDate);
        @input
        struct DoneUndetermined(Name, Name, Name, PartialDate, PartialDate);
        @input
        struct Plan(Name, Name, Name, PartialDate, Name);
        @input
        struct PlannedMoreSurely(Name, Name);
        @input
        struct Passed(PartialDate);
        @input
        struct Overdue(Name, Name);
        @input
        struct CalledOff(Name, PartialDate);
        @input
        struct TakenUpAgain(Name, PartialDate);
        @input
        struct DeniedVisit(Name, Name, Name, PartialDate);
        @input
        struct DeniedAhead(Name, PartialDate);
        @input
        struct DenialSpan(Name, PartialDate, Name);
        @output
        struct NotVisited(Name, Name, PartialDate);
        @output
        struct DeniedOn(Name, PartialDate);
        @output
        struct PlannedBeyondDenial(Name);
        @output
        struct DeniedThroughout(Name);
        @output
        struct Settled(Name);
        @output
        struct AnnouncedVisit(Name, Name, Name, PartialDate);
        @output
        struct ExpectedVisit(Name, Name, Name, PartialDate);
        @output
        struct PossibleVisit(Name, Name, Name, PartialDate);
        @output
        struct Unreported(Name, Name, Name, PartialDate, Name);
        @output
        struct Lapsed(Name, Name, Name, PartialDate);
        @output
        struct VisitStage(Name, Name, Name, Name);
        @output
        struct VisitToCome(Name, Name, Name, Name);
        @output
        struct AcceptedInvitation(Name, Name, Name, Name, Name, PartialDate);
        @output
        struct Honoured(Name, Name);
        @output
        struct AcceptedAgain(Name, Name, Name, PartialDate);
        @output
        struct VisitedBetween(Name, Name);
        @output
        struct Superseded(Name, Name);
        @output
        struct PromisedThing(Name, Name, Name);
        @output
        struct Withdrawn(Name, Name);
        @output
        struct Ended(Name);
        @output
        struct PerhapsSuperseded(Name, Name);
        @output
        struct PerhapsEnded(Name, Name, PartialDate);
        @output
        struct OutstandingAcceptance(Name, Name, Name, PartialDate);
        @output
        struct OutstandingVisit(Name, Name, PartialDate);
        @output
        struct OutstandingVisitUndetermined(Name, Name, PartialDate, PartialDate);
        @output
        struct DaysOpen(Name, Name, PartialDate, i64, i64);
        @output
        struct NotMadeIn(Name, PartialDate);
        @output
        struct UnhonouredSoFar(Name, Name, PartialDate, PartialDate);
        @output
        struct StatedTurn(Name, Name, PartialDate);
        @output
        struct TurnTaken(Name, Name, PartialDate);
        @output
        struct TurnPerhapsTaken(Name, Name, PartialDate, PartialDate);
        @output
        struct OwedByTurn(Name, Name, PartialDate);
        @output
        struct OwedByTurnUndetermined(Name, Name, PartialDate, PartialDate);

        // not_visited#1, rules/visits.dl:221
        //     not_visited(who, country, span) :- did_not_visit(who, country, span) @confirmed.
        NotVisited(who, country, span) <-
            DidNotVisitConfirmed(who, country, span);

        // looking back, rules/visits.dl:223
        // Who denies a visit still to come speaks of a plan, and does not know of the days ahead.
        //     not_visited(who, country, span) :-
        //     denied_visit(visit, who, country, span), denial_span(visit, span, name), !denied_ahead(name, span).
        NotVisited(who, country, span) <-
            DeniedVisit(visit, who, country, span),
            DenialSpan(visit, span, name),
            !DeniedAhead(name, span);

        // denied_on#1, rules/visits.dl:240
        //     denied_on(visit, day) :-
        //     denied_visit(visit, _, _, span), plan(visit, _, _, day, _), within(day, throughout(span, span)).
        DeniedOn(visit, day) <-
            DeniedVisit(visit, _, _, span),
            Plan(visit, _, _, day, _),
            let Some(date) = throughout(span, span),
            (within(day, date));

        // planned_beyond_denial#1, rules/visits.dl:236
        //     planned_beyond_denial(visit) :- denied_visit(visit, _, _, _), plan(visit, _, _, day, _), !denied_on(visit, day).
        PlannedBeyondDenial(visit) <-
            DeniedVisit(visit, _, _, _),
            Plan(visit, _, _, day, _),
            !DeniedOn(visit, day);

        // denied_throughout#1, rules/visits.dl:232
        //     denied_throughout(visit) :- denied_visit(visit, _, _, _), !planned_beyond_denial(visit).
        DeniedThroughout(visit) <-
            DeniedVisit(visit, _, _, _),
            !PlannedBeyondDenial(visit);

        // settled#1, rules/visits.dl:245
        //     settled(visit) :- done(visit, _, _, _).
        Settled(visit) <-
            Done(visit, _, _, _);

        // settled#2, rules/visits.dl:246
        //     settled(visit) :- done_undetermined(visit, _, _, _, _).
        Settled(visit) <-
            DoneUndetermined(visit, _, _, _, _);

        // settled#3, rules/visits.dl:247
        //     settled(visit) :- visit_under_way(visit, _, _).
        Settled(visit) <-
            VisitUnderWay(visit, _, _);

        // settled#4, rules/visits.dl:248
        //     settled(visit) :- called_off(visit, _).
        Settled(visit) <-
            CalledOff(visit, _);

        // settled#5, rules/visits.dl:249
        //     settled(visit) :- denied_throughout(visit).
        Settled(visit) <-
            DeniedThroughout(visit);

        // announced_visit#1, rules/visits.dl:253
        //     announced_visit(visit, who, country, day) :-
        //     plan(visit, who, country, day, "announced"), !settled(visit), !overdue(visit, "announced").
        AnnouncedVisit(visit, who, country, day) <-
            Plan(visit, who, country, day, *ANNOUNCED),
            !Settled(visit),
            !Overdue(visit, *ANNOUNCED);

        // expected_visit#1, rules/visits.dl:258
        //     expected_visit(visit, who, country, day) :-
        //     plan(visit, who, country, day, "expected"), !planned_more_surely(visit, "expected"), !settled(visit),
        //     !overdue(visit, "expected").
        ExpectedVisit(visit, who, country, day) <-
            Plan(visit, who, country, day, *EXPECTED),
            !PlannedMoreSurely(visit, *EXPECTED),
            !Settled(visit),
            !Overdue(visit, *EXPECTED);

        // possible_visit#1, rules/visits.dl:264
        //     possible_visit(visit, who, country, day) :-
        //     plan(visit, who, country, day, "possible"), !planned_more_surely(visit, "possible"), !settled(visit),
        //     !overdue(visit, "possible").
        PossibleVisit(visit, who, country, day) <-
            Plan(visit, who, country, day, *POSSIBLE),
            !PlannedMoreSurely(visit, *POSSIBLE),
            !Settled(visit),
            !Overdue(visit, *POSSIBLE);

        // unreported#1, rules/visits.dl:271
        //     unreported(visit, who, country, due, grade) :-
        //     plan(visit, who, country, due, grade), at_least(grade, "expected"), !planned_more_surely(visit, grade),
        //     passed(due), !settled(visit).
        Unreported(visit, who, country, due, grade) <-
            AtLeast(grade, *EXPECTED),
            Plan(visit, who, country, due, grade),
            !PlannedMoreSurely(visit, grade),
            !Settled(visit),
            Passed(due);

        // lapsed#1, rules/visits.dl:277
        //     lapsed(visit, who, country, due) :-
        //     plan(visit, who, country, due, "possible"), !planned_more_surely(visit, "possible"), passed(due), !settled(visit).
        Lapsed(visit, who, country, due) <-
            Plan(visit, who, country, due, *POSSIBLE),
            !PlannedMoreSurely(visit, *POSSIBLE),
            !Settled(visit),
            Passed(due);

        // visit_stage#1, rules/visits.dl:283
        //     visit_stage(visit, who, country, "done") :- done(visit, who, country, _).
        VisitStage(visit, who, country, *DONE) <-
            Done(visit, who, country, _);

        // visit_stage#2, rules/visits.dl:284
        //     visit_stage(visit, who, country, "perhaps done") :- done_undetermined(visit, who, country, _, _).
        VisitStage(visit, who, country, *PERHAPS_DONE) <-
            DoneUndetermined(visit, who, country, _, _);

        // visit_stage#3, rules/visits.dl:285
        //     visit_stage(visit, who, country, "under way") :- visit_under_way(visit, who, country).
        VisitStage(visit, who, country, *UNDER_WAY) <-
            VisitUnderWay(visit, who, country);

        // visit_stage#4, rules/visits.dl:286
        //     visit_stage(visit, who, country, "announced") :- announced_visit(visit, who, country, _).
        VisitStage(visit, who, country, *ANNOUNCED) <-
            AnnouncedVisit(visit, who, country, _);

        // visit_stage#5, rules/visits.dl:287
        //     visit_stage(visit, who, country, "expected") :- expected_visit(visit, who, country, _).
        VisitStage(visit, who, country, *EXPECTED) <-
            ExpectedVisit(visit, who, country, _);

        // visit_stage#6, rules/visits.dl:288
        //     visit_stage(visit, who, country, "possible") :- possible_visit(visit, who, country, _).
        VisitStage(visit, who, country, *POSSIBLE) <-
            PossibleVisit(visit, who, country, _);

        // visit_stage#7, rules/visits.dl:289
        //     visit_stage(visit, who, country, "unreported") :- unreported(visit, who, country, _, _).
        VisitStage(visit, who, country, *UNREPORTED) <-
            Unreported(visit, who, country, _, _);

        // visit_stage#8, rules/visits.dl:290
        //     visit_stage(visit, who, country, "lapsed") :- lapsed(visit, who, country, _).
        VisitStage(visit, who, country, *LAPSED) <-
            Lapsed(visit, who, country, _);

        // visit_stage#9, rules/visits.dl:291
        //     visit_stage(visit, who, country, "called off") :-
        //     called_off(visit, _), visit(visit, who, country, _) @{certainty: _}, !done(visit, _, _, _).
        VisitStage(visit, who, country, *CALLED_OFF) <-
            CalledOff(visit, _),
            !Done(visit, _, _, _),
            VisitClaims(visit, who, country, _, _, _, _, _, _, _, _);

        // visit_stage#10, rules/visits.dl:293
        //     visit_stage(visit, who, country, "denied") :-
        //     denied_throughout(visit), denied_visit(visit, who, country, _), !done(visit, _, _, _).
        VisitStage(visit, who, country, *DENIED) <-
            DeniedThroughout(visit),
            !Done(visit, _, _, _),
            DeniedVisit(visit, who, country, _);

        // visit_to_come#1, rules/visits.dl:298
        //     visit_to_come(visit, who, country, "confirmed") :-
        //     stay(visit, who, country, day), at(now), now < day, !done(visit, _, _, _), !visit_under_way(visit, _, _).
        VisitToCome(visit, who, country, *CONFIRMED) <-
            Stay(visit, who, country, day),
            !Done(visit, _, _, _),
            !VisitUnderWay(visit, _, _),
            At(now),
            (certainly_before(now, day));

        // visit_to_come#2, rules/visits.dl:300
        //     visit_to_come(visit, who, country, "announced") :- announced_visit(visit, who, country, _), !stay(visit, _, _, _).
        VisitToCome(visit, who, country, *ANNOUNCED) <-
            AnnouncedVisit(visit, who, country, _),
            !Stay(visit, _, _, _);

        // visit_to_come#3, rules/visits.dl:301
        //     visit_to_come(visit, who, country, "expected") :- expected_visit(visit, who, country, _), !stay(visit, _, _, _).
        VisitToCome(visit, who, country, *EXPECTED) <-
            ExpectedVisit(visit, who, country, _),
            !Stay(visit, _, _, _);

        // visit_to_come#4, rules/visits.dl:302
        //     visit_to_come(visit, who, country, "possible") :- possible_visit(visit, who, country, _), !stay(visit, _, _, _).
        VisitToCome(visit, who, country, *POSSIBLE) <-
            PossibleVisit(visit, who, country, _),
            !Stay(visit, _, _, _);

        // accepted_invitation#1, rules/outstanding.dl:10
        //     accepted_invitation(acceptance, invitation, inviter, who, to, since) :-
        //     acceptance(acceptance, invitation, who, since), invitation(invitation, inviter, who, to, _).
        AcceptedInvitation(acceptance, invitation, inviter, who, to, since) <-
            Acceptance(acceptance, invitation, who, since),
            Invitation(invitation, inviter, who, to, _);

        // honoured#1, rules/outstanding.dl:15
        //     honoured(acceptance, visit) :-
        //     accepted_invitation(acceptance, _, _, who, to, since), done(visit, who, to, day), since < day.
        Honoured(acceptance, visit) <-
            AcceptedInvitation(acceptance, _, _, who, to, since),
            Done(visit, who, to, day),
            (certainly_before(since, day));

        // accepted_again#1, rules/outstanding.dl:29
        //     accepted_again(acceptance, who, to, since) :-
        //     acceptance(acceptance, invitation, who, since) @confirmed, invitation(invitation, _, who, to, _).
        AcceptedAgain(acceptance, who, to, since) <-
            AcceptanceConfirmed(acceptance, invitation, who, since),
            Invitation(invitation, _, who, to, _);

        // visited_between#1, rules/outstanding.dl:34
        //     visited_between(acceptance, later) :-
        //     accepted_invitation(acceptance, _, _, who, to, since), honoured(acceptance, visit), done(visit, who, to, day),
        //     accepted_again(later, who, to, again), since < again, day < again.
        VisitedBetween(acceptance, later) <-
            AcceptedInvitation(acceptance, _, _, who, to, since),
            Done(visit, who, to, day),
            Honoured(acceptance, visit),
            AcceptedAgain(later, who, to, again),
            (certainly_before(since, again)),
            (certainly_before(day, again));

        // superseded#1, rules/outstanding.dl:21
        //     superseded(acceptance, later) :-
        //     accepted_invitation(acceptance, _, _, who, to, since),
        //     accepted_again(later, who, to, again),
        //     since < again, at(now), again <= now,
        //     !visited_between(acceptance, later).
        Superseded(acceptance, later) <-
            AcceptedInvitation(acceptance, _, _, who, to, since),
            AcceptedAgain(later, who, to, again),
            (certainly_before(since, again)),
            !VisitedBetween(acceptance, later),
            At(now),
            (certainly_not_after(again, now));

        // promised_thing#1, rules/outstanding.dl:46
        //     promised_thing(acceptance, invitation, acceptance) :- accepted_invitation(acceptance, invitation, _, _, _, _).
        PromisedThing(acceptance, invitation, acceptance) <-
            AcceptedInvitation(acceptance, invitation, _, _, _, _);

        // promised_thing#2, rules/outstanding.dl:47
        //     promised_thing(acceptance, invitation, invitation) :- accepted_invitation(acceptance, invitation, _, _, _, _).
        PromisedThing(acceptance, invitation, invitation) <-
            AcceptedInvitation(acceptance, invitation, _, _, _, _);

        // promised_thing#3, rules/outstanding.dl:48
        //     promised_thing(acceptance, invitation, visit) :-
        //     accepted_invitation(acceptance, invitation, _, _, _, _), at_invitation(visit, invitation).
        PromisedThing(acceptance, invitation, visit) <-
            AcceptedInvitation(acceptance, invitation, _, _, _, _),
            AtInvitation(visit, invitation);

        // withdrawn#1, rules/outstanding.dl:40
        //     withdrawn(acceptance, withdrawal) :-
        //     accepted_invitation(acceptance, invitation, _, _, _, _), promised_thing(acceptance, invitation, thing),
        //     withdrawal(withdrawal, _, thing, day) @confirmed, at(now), day <= now, !taken_up_again(thing, day).
        Withdrawn(acceptance, withdrawal) <-
            AcceptedInvitation(acceptance, invitation, _, _, _, _),
            PromisedThing(acceptance, invitation, thing),
            WithdrawalConfirmed(withdrawal, _, thing, day),
            !TakenUpAgain(thing, day),
            At(now),
            (certainly_not_after(day, now));

        // ended#1, rules/outstanding.dl:53
        //     ended(acceptance) :- honoured(acceptance, _).
        Ended(acceptance) <-
            Honoured(acceptance, _);

        // ended#2, rules/outstanding.dl:54
        //     ended(acceptance) :- superseded(acceptance, _).
        Ended(acceptance) <-
            Superseded(acceptance, _);

        // ended#3, rules/outstanding.dl:55
        //     ended(acceptance) :- withdrawn(acceptance, _).
        Ended(acceptance) <-
            Withdrawn(acceptance, _);

        // perhaps_superseded#1, rules/outstanding.dl:76
        //     perhaps_superseded(acceptance, later) :-
        //     accepted_invitation(acceptance, _, _, who, to, since), accepted_again(later, who, to, again), later != acceptance,
        //     at(now), may_precede(since, again), !(now < again), !ended(acceptance).
        PerhapsSuperseded(acceptance, later) <-
            AcceptedInvitation(acceptance, _, _, who, to, since),
            !Ended(acceptance),
            AcceptedAgain(later, who, to, again),
            (later != acceptance),
            (may_precede(since, again)),
            At(now),
            (!(certainly_before(now, again)));

        // perhaps honoured, rules/outstanding.dl:62
        // A visit that may have come after the acceptance and may have been made by the day judged.
        //     perhaps_ended(acceptance, "honoured", from) :-
        //     accepted_invitation(acceptance, _, _, who, to, since), stay(visit, who, to, day), at(now), may_precede(since, day),
        //     !(now < day), !within(now, day), !ended(acceptance), !visit_under_way(visit, _, _), from = latest(day).
        PerhapsEnded(acceptance, *HONOURED, from) <-
            AcceptedInvitation(acceptance, _, _, who, to, since),
            !Ended(acceptance),
            Stay(visit, who, to, day),
            (may_precede(since, day)),
            !VisitUnderWay(visit, _, _),
            let Some(from) = latest(day),
            At(now),
            (!(certainly_before(now, day))),
            (!within(now, day));

        // perhaps superseded, rules/outstanding.dl:66
        // A second acceptance that may have come after the first and by the day judged.
        //     perhaps_ended(acceptance, "superseded", from) :-
        //     perhaps_superseded(acceptance, later), accepted_again(later, _, _, again), from = latest(again).
        PerhapsEnded(acceptance, *SUPERSEDED, from) <-
            PerhapsSuperseded(acceptance, later),
            AcceptedAgain(later, _, _, again),
            let Some(from) = latest(again);

        // perhaps withdrawn, rules/outstanding.dl:69
        // A withdrawal that may have come by the day judged.
        //     perhaps_ended(acceptance, "withdrawn", from) :-
        //     accepted_invitation(acceptance, invitation, _, _, _, _), promised_thing(acceptance, invitation, thing),
        //     withdrawal(_, _, thing, day) @confirmed, at(now), !(day <= now), !(now < day), !ended(acceptance),
        //     from = latest(day).
        PerhapsEnded(acceptance, *WITHDRAWN, from) <-
            AcceptedInvitation(acceptance, invitation, _, _, _, _),
            !Ended(acceptance),
            PromisedThing(acceptance, invitation, thing),
            WithdrawalConfirmed(_, _, thing, day),
            let Some(from) = latest(day),
            At(now),
            (!(certainly_not_after(day, now))),
            (!(certainly_before(now, day)));

        // outstanding_acceptance#1, rules/outstanding.dl:94
        //     outstanding_acceptance(acceptance, who, to, since) :-
        //     accepted_invitation(acceptance, _, _, who, to, since), at(now), since <= now, !ended(acceptance),
        //     !perhaps_ended(acceptance, _, _).
        OutstandingAcceptance(acceptance, who, to, since) <-
            AcceptedInvitation(acceptance, _, _, who, to, since),
            !Ended(acceptance),
            !PerhapsEnded(acceptance, _, _),
            At(now),
            (certainly_not_after(since, now));

        // outstanding_visit#1, rules/outstanding.dl:83
        //     outstanding_visit(who, to, since) :- outstanding_acceptance(_, who, to, since).
        OutstandingVisit(who, to, since) <-
            OutstandingAcceptance(_, who, to, since);

        // one promise or the other, rules/outstanding.dl:86
        // Whether the later promise has been made is open, and either way a visit is owed: since the
        // one day or the other.
        //     outstanding_visit(who, to, once(since, again)) :-
        //     accepted_invitation(acceptance, _, _, who, to, since), at(now), since <= now, !ended(acceptance),
        //     perhaps_superseded(acceptance, later), !perhaps_ended(acceptance, "honoured", _),
        //     !perhaps_ended(acceptance, "withdrawn", _), accepted_again(later, who, to, again), !ended(later),
        //     !perhaps_ended(later, "withdrawn", _).
        OutstandingVisit(who, to, date) <-
            AcceptedInvitation(acceptance, _, _, who, to, since),
            !Ended(acceptance),
            !PerhapsEnded(acceptance, *HONOURED, _),
            !PerhapsEnded(acceptance, *WITHDRAWN, _),
            AcceptedAgain(later, who, to, again),
            !Ended(later),
            !PerhapsEnded(later, *WITHDRAWN, _),
            PerhapsSuperseded(acceptance, later),
            At(now),
            (certainly_not_after(since, now)),
            let Some(date) = once(since, again);

        // perhaps accepted, rules/outstanding.dl:102
        // The acceptance may have come only after the day judged.
        //     outstanding_visit_undetermined(who, to, since, from) :-
        //     accepted_invitation(acceptance, _, _, who, to, since), at(now), !(since <= now), !(now < since),
        //     !ended(acceptance), !perhaps_ended(acceptance, _, _), from = latest(since).
        OutstandingVisitUndetermined(who, to, since, from) <-
            AcceptedInvitation(acceptance, _, _, who, to, since),
            !Ended(acceptance),
            !PerhapsEnded(acceptance, _, _),
            let Some(from) = latest(since),
            At(now),
            (!(certainly_not_after(since, now))),
            (!(certainly_before(now, since)));

        // outstanding_visit_undetermined#2, rules/outstanding.dl:105
        //     outstanding_visit_undetermined(who, to, since, from) :-
        //     accepted_invitation(acceptance, _, _, who, to, since), at(now), !(now < since), perhaps_ended(acceptance, _, from).
        OutstandingVisitUndetermined(who, to, since, from) <-
            AcceptedInvitation(acceptance, _, _, who, to, since),
            PerhapsEnded(acceptance, _, from),
            At(now),
            (!(certainly_before(now, since)));

        // days_open#1, rules/outstanding.dl:110
        //     days_open(who, to, since, least, most) :-
        //     outstanding_visit(who, to, since), at(now), least = max(min_days(since, now), 0), most = max_days(since, now).
        DaysOpen(who, to, since, least, most) <-
            OutstandingVisit(who, to, since),
            At(now),
            let Some(days) = min_days(since, now),
            let Some(least) = checked("days_open#1", max([days, 0_i64])),
            let Some(most) = max_days(since, now);

        // not_made_in#1, rules/outstanding.dl:125
        //     not_made_in(visit, span) :- did_not_happen(visit, span) @confirmed.
        NotMadeIn(visit, span) <-
            DidNotHappenConfirmed(visit, span);

        // not_made_in#2, rules/outstanding.dl:126
        //     not_made_in(visit, span) :- visit(visit, _, _, span) @denied.
        NotMadeIn(visit, span) <-
            VisitDenied(visit, _, _, span);

        // unhonoured_so_far#1, rules/outstanding.dl:116
        //     unhonoured_so_far(who, to, since, until) :-
        //     accepted_invitation(_, invitation, _, who, to, since), at_invitation(visit, invitation),
        //     not_made_in(visit, span), within(since, throughout(span, span)), at(now), !(now < since), until = latest(span).
        UnhonouredSoFar(who, to, since, until) <-
            AcceptedInvitation(_, invitation, _, who, to, since),
            AtInvitation(visit, invitation),
            NotMadeIn(visit, span),
            let Some(date) = throughout(span, span),
            (within(since, date)),
            let Some(until) = latest(span),
            At(now),
            (!(certainly_before(now, since)));

        // unhonoured_so_far#2, rules/outstanding.dl:119
        //     unhonoured_so_far(who, to, since, until) :-
        //     accepted_invitation(_, _, _, who, to, since), did_not_visit(who, to, span) @confirmed,
        //     within(since, throughout(span, span)), at(now), !(now < since), until = latest(span).
        UnhonouredSoFar(who, to, since, until) <-
            AcceptedInvitation(_, _, _, who, to, since),
            DidNotVisitConfirmed(who, to, span),
            let Some(date) = throughout(span, span),
            (within(since, date)),
            let Some(until) = latest(span),
            At(now),
            (!(certainly_before(now, since)));

        // stated_turn#1, rules/outstanding.dl:137
        //     stated_turn(who, to, since) :-
        //     turn(who, to, since) @{certainty: grade, claim: name}, at_least(grade, "possible"), spoken(name), at(now),
        //     !(now < since).
        StatedTurn(who, to, since) <-
            AtLeast(grade, *POSSIBLE),
            TurnClaims(who, to, since, name, grade, _, _, _, _, _),
            Spoken(name),
            At(now),
            (!(certainly_before(now, since)));

        // turn_taken#1, rules/outstanding.dl:143
        //     turn_taken(who, to, since) :- turn(who, to, since), done(_, who, to, day), since < day.
        TurnTaken(who, to, since) <-
            Turn(who, to, since),
            Done(_, who, to, day),
            (certainly_before(since, day));

        // turn_perhaps_taken#1, rules/outstanding.dl:147
        //     turn_perhaps_taken(who, to, since, from) :-
        //     turn(who, to, since), stay(visit, who, to, day), at(now), may_precede(since, day), !(now < day),
        //     !turn_taken(who, to, since), !visit_under_way(visit, _, _), from = latest(day).
        TurnPerhapsTaken(who, to, since, from) <-
            Turn(who, to, since),
            !TurnTaken(who, to, since),
            Stay(visit, who, to, day),
            (may_precede(since, day)),
            !VisitUnderWay(visit, _, _),
            let Some(from) = latest(day),
            At(now),
            (!(certainly_before(now, day)));

        // owed_by_turn#1, rules/outstanding.dl:132
        //     owed_by_turn(who, to, since) :-
        //     stated_turn(who, to, since), !turn_taken(who, to, since), !turn_perhaps_taken(who, to, since, _).
        OwedByTurn(who, to, since) <-
            StatedTurn(who, to, since),
            !TurnTaken(who, to, since),
            !TurnPerhapsTaken(who, to, since, _);

        // owed_by_turn_undetermined#1, rules/outstanding.dl:153
        //     owed_by_turn_undetermined(who, to, since, from) :-
        //     stated_turn(who, to, since), turn_perhaps_taken(who, to, since, from).
        OwedByTurnUndetermined(who, to, since, from) <-
            StatedTurn(who, to, since),
            TurnPerhapsTaken(who, to, since, from);
    }

    demarche::stage! {
        read at: At(day);
        read at_least: AtLeast(grade, floor);
        read visit_claims: VisitClaims(visit, who, country, day, claim, certainty, article, speaker, origin, published, said);
        read visit_denied: VisitDenied(visit, who, country, day);
        read withdrawal_confirmed: WithdrawalConfirmed(withdrawal, who, what, day);
        read did_not_happen_confirmed: DidNotHappenConfirmed(event, span);
        read did_not_visit_confirmed: DidNotVisitConfirmed(who, country, span);
        read invitation: Invitation(invitation, inviter, invitee, country, day);
        read acceptance: Acceptance(acceptance, invitation, who, day);
        read acceptance_confirmed: AcceptanceConfirmed(acceptance, invitation, who, day);
        read at_invitation: AtInvitation(visit, invitation);
        read turn: Turn(who, country, day);
        read turn_claims: TurnClaims(who, country, day, claim, certainty, article, speaker, origin, published, said);
        read spoken: Spoken(claim);
        read stay: Stay(visit, who, country, day);
        read visit_under_way: VisitUnderWay(visit, who, country);
        read done: Done(visit, who, country, day);
        read done_undetermined: DoneUndetermined(visit, who, country, day, from);
        read plan: Plan(visit, who, country, day, grade);
        read planned_more_surely: PlannedMoreSurely(visit, grade);
        read passed: Passed(day);
        read overdue: Overdue(visit, grade);
        read called_off: CalledOff(visit, day);
        read taken_up_again: TakenUpAgain(event, day);
        read denied_visit: DeniedVisit(visit, who, country, span);
        read denied_ahead: DeniedAhead(claim, span);
        read denial_span: DenialSpan(event, span, claim);
        derive not_visited: NotVisited(who, country, span);
        derive denied_on: DeniedOn(visit, day);
        derive planned_beyond_denial: PlannedBeyondDenial(visit);
        derive denied_throughout: DeniedThroughout(visit);
        derive settled: Settled(visit);
        derive announced_visit: AnnouncedVisit(visit, who, country, day);
        derive expected_visit: ExpectedVisit(visit, who, country, day);
        derive possible_visit: PossibleVisit(visit, who, country, day);
        derive unreported: Unreported(visit, who, country, due, grade);
        derive lapsed: Lapsed(visit, who, country, due);
        derive visit_stage: VisitStage(visit, who, country, stage);
        derive visit_to_come: VisitToCome(visit, who, country, grade);
        derive accepted_invitation: AcceptedInvitation(acceptance, invitation, inviter, who, to, since);
        derive honoured: Honoured(acceptance, visit);
        derive accepted_again: AcceptedAgain(acceptance, who, to, since);
        derive visited_between: VisitedBetween(acceptance, later);
        derive superseded: Superseded(acceptance, later);
        derive promised_thing: PromisedThing(acceptance, invitation, thing);
        derive withdrawn: Withdrawn(acceptance, withdrawal);
        derive ended: Ended(acceptance);
        derive perhaps_superseded: PerhapsSuperseded(acceptance, later);
        derive perhaps_ended: PerhapsEnded(acceptance, how, from);
        derive outstanding_acceptance: OutstandingAcceptance(acceptance, who, to, since);
        derive outstanding_visit: OutstandingVisit(who, to, since);
        derive outstanding_visit_undetermined: OutstandingVisitUndetermined(who, to, since, from);
        derive days_open: DaysOpen(who, to, since, least, most);
        derive not_made_in: NotMadeIn(visit, span);
        derive unhonoured_so_far: UnhonouredSoFar(who, to, since, until);
        derive stated_turn: StatedTurn(who, to, since);
        derive turn_taken: TurnTaken(who, to, since);
        derive turn_perhaps_taken: TurnPerhapsTaken(who, to, since, from);
        derive owed_by_turn: OwedByTurn(who, to, since);
        derive owed_by_turn_undetermined: OwedByTurnUndetermined(who, to, since, from);
    }
}

#[allow(unreachable_pub, clippy::all, clippy::pedantic, reason = "what crepe expands to")]
mod stage_3 {
    use super::*;

    crepe! {
        @input
        struct At(PartialDate);
        @input
        struct AtLeast(Name, Name);
        @input
        struct Person(Name, Name);
        @input
        struct OfficeRank(Name, Name);
        @input
        struct OfficeConfirmed(Name, Name, Name, PartialDate);
        @input
        struct VisitClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct Invitation(Name, Name, Name, Name, PartialDate);
        @input
        struct AtInvitation(Name, Name);
        @input
        struct ReturnOf(Name, Name);
        @input
        struct ReturnOfConfirmed(Name, Name);
        @input
        struct Premise(Name);
        @input
        struct Stay(Name, Name, Name, PartialDate);
        @input
        struct VisitUnderWay(Name, Name, Name);
        @input
        struct Done(Name, Name, Name, PartialDate);
        @input
        struct DoneUndetermined(Name, Name, Name, PartialDate, PartialDate);
        @input
        struct Plan(Name, Name, Name, PartialDate, Name);
        @input
        struct PlannedDay(PartialDate, PartialDate);
        @input
        struct HasEnd(PartialDate);
        @input
        struct AnnouncedVisit(Name, Name, Name, PartialDate);
        @input
        struct ExpectedVisit(Name, Name, Name, PartialDate);
        @input
        struct Unreported(Name, Name, Name, PartialDate, Name);
        @input
        struct VisitToCome(Name, Name, Name, Name);
        @input
        struct AcceptedInvitation(Name, Name, Name, Name, Name, PartialDate);
        @input
        struct Honoured(Name, Name);
        @input
        struct Superseded(Name, Name);
        @input
        struct Withdrawn(Name, Name);
        @input
        struct Ended(Name);
        @input
        struct PerhapsEnded(Name, Name, PartialDate);
        @input
        struct OutstandingVisit(Name, Name, PartialDate);
        @input
        struct OutstandingAcceptance(Name, Name, Name, PartialDate);
        @input
        struct OwedByTurn(Name, Name, PartialDate);
        @input
        struct ReciprocalRank(Name);
        @output
        struct VisitTime(Name, Name, PartialDate);
        @output
        struct AttestedRank(Name, Name, PartialDate);
        @output
        struct RankChanges(Name);
        @output
        struct VisitRank(Name, Name, Name);
        @output
        struct VisitBetween(Name, Name, Name, Name, PartialDate);
        @output
        struct MadeReturn(Name, Name);
        @output
        struct LaterOpposite(Name, Name, Name);
        @output
        struct PerhapsMade(Name, Name, Name, PartialDate);
        @output
        struct PerhapsBetween(Name, Name, Name, Name, PartialDate);
        @output
        struct EitherWay(Name, Name, Name, Name, PartialDate);
        @output
        struct StandsBetween(Name, Name, Name);
        @output
        struct NextOpposite(Name, Name, Name);
        @output
        struct StructuralReturn(Name, Name, Name);
        @output
        struct OpensPair(Name);
        @output
        struct ClosesPair(Name);
        @output
        struct AnsweredLater(Name, Name);
        @output
        struct PerhapsReturned(Name, Name, Name);
        @output
        struct UnreturnedVisit(Name, Name, Name, Name, PartialDate);
        @output
        struct OwesVisit(Name, Name, PartialDate, Name);
        @output
        struct GivenFact(Name, Name, Name, Name);
        @output
        struct InvitationHonoured(Name);
        @output
        struct InvitationUnderWay(Name);
        @output
        struct AcceptanceFate(Name, Name);
        @output
        struct Answered(Name);
        @output
        struct VisitPromised(Name);
        @output
        struct InvitationFate(Name, Name, Name, Name, Name);
        @output
        struct StatedReturn(Name, Name, Name, Name);
        @output
        struct Returned(Name, Name, Name);
        @output
        struct PlannedNext(Name, Name, Name, Name, Name);
        @output
        struct Followed(Name, Name);
        @output
        struct SuggestedByAlternation(Name, Name, Name, Name);
        @output
        struct PlanAgainstAlternation(Name, Name, Name, Name, Name);

        // visit_time#1, rules/reciprocity.dl:27
        //     visit_time(visit, who, day) :- stay(visit, who, _, day).
        VisitTime(visit, who, day) <-
            Stay(visit, who, _, day);

        // visit_time#2, rules/reciprocity.dl:28
        //     visit_time(visit, who, day) :- plan(visit, who, _, day, _).
        VisitTime(visit, who, day) <-
            Plan(visit, who, _, day, _);

        // attested_rank#1, rules/reciprocity.dl:10
        //     attested_rank(who, rank, day) :- office(who, office, _, day) @confirmed, office_rank(office, rank).
        AttestedRank(who, rank, day) <-
            OfficeConfirmed(who, office, _, day),
            OfficeRank(office, rank);

        // rank_changes#1, rules/reciprocity.dl:14
        //     rank_changes(who) :- attested_rank(who, one, _), attested_rank(who, other, _), one != other.
        RankChanges(who) <-
            AttestedRank(who, one, _),
            AttestedRank(who, other, _),
            (one != other);

        // visit_rank#1, rules/reciprocity.dl:18
        //     visit_rank(visit, who, rank) :-
        //     visit_time(visit, who, day), attested_rank(who, rank, attested), may_overlap(day, attested).
        VisitRank(visit, who, rank) <-
            VisitTime(visit, who, day),
            AttestedRank(who, rank, attested),
            (may_overlap(day, attested));

        // the same office throughout, rules/reciprocity.dl:21
        // Only one rank is attested at all.
        //     visit_rank(visit, who, rank) :-
        //     visit_time(visit, who, _), attested_rank(who, rank, _), !rank_changes(who),
        //     premise("an office attested alone was held on the other days spoken of").
        VisitRank(visit, who, rank) <-
            Premise(*AN_OFFICE_ATTESTED_ALONE_WAS_HELD_ON_THE),
            VisitTime(visit, who, _),
            !RankChanges(who),
            AttestedRank(who, rank, _);

        // visit_between#1, rules/reciprocity.dl:34
        //     visit_between(visit, from, to, rank, day) :-
        //     done(visit, who, to, day), person(who, from), from != to, visit_rank(visit, who, rank).
        VisitBetween(visit, from, to, rank, day) <-
            Done(visit, who, to, day),
            VisitRank(visit, who, rank),
            Person(who, from),
            (from != to);

        // visit_between#2, rules/reciprocity.dl:36
        //     visit_between(visit, from, to, "any", day) :- done(visit, who, to, day), person(who, from), from != to.
        VisitBetween(visit, from, to, *ANY, day) <-
            Done(visit, who, to, day),
            Person(who, from),
            (from != to);

        // made_return#1, rules/reciprocity.dl:67
        //     made_return(visit, earlier) :- return_of(visit, earlier) @confirmed, done(visit, _, _, _).
        MadeReturn(visit, earlier) <-
            ReturnOfConfirmed(visit, earlier),
            Done(visit, _, _, _);

        // later_opposite#1, rules/reciprocity.dl:80
        //     later_opposite(visit, earlier, rank) :-
        //     reciprocal_rank(rank), visit_between(earlier, from, to, rank, before), visit_between(visit, to, from, rank, after),
        //     before < after.
        LaterOpposite(visit, earlier, rank) <-
            ReciprocalRank(rank),
            VisitBetween(earlier, from, to, rank, before),
            VisitBetween(visit, to, from, rank, after),
            (certainly_before(before, after));

        // perhaps_made#1, rules/reciprocity.dl:47
        //     perhaps_made(visit, who, to, due) :- unreported(visit, who, to, due, _), has_end(due).
        PerhapsMade(visit, who, to, due) <-
            Unreported(visit, who, to, due, _),
            HasEnd(due);

        // made soon or not at all, rules/reciprocity.dl:49
        // A visit foretold without a term was made, if at all, while it was awaited.
        //     perhaps_made(visit, who, to, once(due, add_days(told, 183))) :-
        //     unreported(visit, who, to, due, _), !has_end(due), planned_day(due, told),
        //     premise("what is foretold without a term is awaited for half a year").
        PerhapsMade(visit, who, to, date) <-
            Premise(*WHAT_IS_FORETOLD_WITHOUT_A_TERM_IS_AWAIT),
            Unreported(visit, who, to, due, _),
            !HasEnd(due),
            PlannedDay(due, told),
            let Some(date2) = add_days(told, 183_i64),
            let Some(date) = once(due, date2);

        // perhaps_made#3, rules/reciprocity.dl:52
        //     perhaps_made(visit, who, to, day) :- done_undetermined(visit, who, to, day, _).
        PerhapsMade(visit, who, to, day) <-
            DoneUndetermined(visit, who, to, day, _);

        // perhaps_between#1, rules/reciprocity.dl:41
        //     perhaps_between(visit, from, to, rank, day) :-
        //     perhaps_made(visit, who, to, day), person(who, from), from != to, visit_rank(visit, who, rank).
        PerhapsBetween(visit, from, to, rank, day) <-
            PerhapsMade(visit, who, to, day),
            VisitRank(visit, who, rank),
            Person(who, from),
            (from != to);

        // perhaps_between#2, rules/reciprocity.dl:43
        //     perhaps_between(visit, from, to, "any", day) :- perhaps_made(visit, who, to, day), person(who, from), from != to.
        PerhapsBetween(visit, from, to, *ANY, day) <-
            PerhapsMade(visit, who, to, day),
            Person(who, from),
            (from != to);

        // either_way#1, rules/reciprocity.dl:93
        //     either_way(visit, one, other, rank, day) :- visit_between(visit, one, other, rank, day).
        EitherWay(visit, one, other, rank, day) <-
            VisitBetween(visit, one, other, rank, day);

        // either_way#2, rules/reciprocity.dl:94
        //     either_way(visit, one, other, rank, day) :- visit_between(visit, other, one, rank, day).
        EitherWay(visit, one, other, rank, day) <-
            VisitBetween(visit, other, one, rank, day);

        // either_way#3, rules/reciprocity.dl:95
        //     either_way(visit, one, other, rank, day) :- perhaps_between(visit, one, other, rank, day).
        EitherWay(visit, one, other, rank, day) <-
            PerhapsBetween(visit, one, other, rank, day);

        // either_way#4, rules/reciprocity.dl:96
        //     either_way(visit, one, other, rank, day) :- perhaps_between(visit, other, one, rank, day).
        EitherWay(visit, one, other, rank, day) <-
            PerhapsBetween(visit, other, one, rank, day);

        // stands_between#1, rules/reciprocity.dl:86
        //     stands_between(visit, earlier, rank) :-
        //     later_opposite(visit, earlier, rank), visit_between(earlier, _, _, rank, before),
        //     visit_between(visit, from, to, rank, after), either_way(between, from, to, rank, day), between != visit,
        //     between != earlier, may_precede(before, day), may_precede(day, after).
        StandsBetween(visit, earlier, rank) <-
            LaterOpposite(visit, earlier, rank),
            VisitBetween(earlier, _, _, rank, before),
            VisitBetween(visit, from, to, rank, after),
            EitherWay(between, from, to, rank, day),
            (between != visit),
            (between != earlier),
            (may_precede(before, day)),
            (may_precede(day, after));

        // next_opposite#1, rules/reciprocity.dl:76
        //     next_opposite(visit, earlier, rank) :- later_opposite(visit, earlier, rank), !stands_between(visit, earlier, rank).
        NextOpposite(visit, earlier, rank) <-
            LaterOpposite(visit, earlier, rank),
            !StandsBetween(visit, earlier, rank);

        // structural_return#1, rules/reciprocity.dl:71
        //     structural_return(visit, earlier, rank) :-
        //     next_opposite(visit, earlier, rank), !made_return(visit, _), !made_return(_, earlier), !made_return(earlier, _).
        StructuralReturn(visit, earlier, rank) <-
            NextOpposite(visit, earlier, rank),
            !MadeReturn(visit, _),
            !MadeReturn(_, earlier),
            !MadeReturn(earlier, _);

        // opens_pair#1, rules/reciprocity.dl:105
        //     opens_pair(visit) :-
        //     visit_between(visit, _, _, rank, _), reciprocal_rank(rank), !made_return(visit, _), !structural_return(visit, _, _).
        OpensPair(visit) <-
            VisitBetween(visit, _, _, rank, _),
            !MadeReturn(visit, _),
            !StructuralReturn(visit, _, _),
            ReciprocalRank(rank);

        // opens_pair#2, rules/reciprocity.dl:107
        //     opens_pair(visit) :- structural_return(visit, earlier, _), closes_pair(earlier).
        OpensPair(visit) <-
            ClosesPair(earlier),
            StructuralReturn(visit, earlier, _);

        // closes_pair#1, rules/reciprocity.dl:111
        //     closes_pair(visit) :- structural_return(visit, earlier, _), opens_pair(earlier).
        ClosesPair(visit) <-
            OpensPair(earlier),
            StructuralReturn(visit, earlier, _);

        // answered_later#1, rules/reciprocity.dl:131
        //     answered_later(visit, rank) :-
        //     visit_between(visit, from, to, rank, day), visit_between(_, to, from, rank, later), may_precede(day, later).
        AnsweredLater(visit, rank) <-
            VisitBetween(visit, from, to, rank, day),
            VisitBetween(_, to, from, rank, later),
            (may_precede(day, later));

        // perhaps_returned#1, rules/reciprocity.dl:121
        //     perhaps_returned(visit, answer, rank) :-
        //     visit_between(visit, from, to, rank, day), reciprocal_rank(rank), perhaps_between(answer, to, from, rank, later),
        //     may_precede(day, later).
        PerhapsReturned(visit, answer, rank) <-
            VisitBetween(visit, from, to, rank, day),
            PerhapsBetween(answer, to, from, rank, later),
            (may_precede(day, later)),
            ReciprocalRank(rank);

        // of unknown rank, rules/reciprocity.dl:125
        // Nobody tells the rank of the one who may have come.
        //     perhaps_returned(visit, answer, rank) :-
        //     visit_between(visit, from, to, rank, day), reciprocal_rank(rank), perhaps_between(answer, to, from, "any", later),
        //     perhaps_made(answer, who, _, _), !visit_rank(answer, who, _), may_precede(day, later).
        PerhapsReturned(visit, answer, rank) <-
            PerhapsBetween(answer, to, from, *ANY, later),
            VisitBetween(visit, from, to, rank, day),
            (may_precede(day, later)),
            ReciprocalRank(rank),
            PerhapsMade(answer, who, _, _),
            !VisitRank(answer, who, _);

        // unreturned_visit#1, rules/reciprocity.dl:115
        //     unreturned_visit(visit, who, to, rank, since) :-
        //     visit_between(visit, to, who, rank, since), reciprocal_rank(rank), opens_pair(visit), !answered_later(visit, rank),
        //     !made_return(_, visit), !perhaps_returned(visit, _, rank).
        UnreturnedVisit(visit, who, to, rank, since) <-
            VisitBetween(visit, to, who, rank, since),
            !AnsweredLater(visit, rank),
            !MadeReturn(_, visit),
            !PerhapsReturned(visit, _, rank),
            ReciprocalRank(rank),
            OpensPair(visit);

        // owes_visit#1, rules/outstanding.dl:161
        //     owes_visit(who, to, since, "accepted invitation") :- outstanding_visit(who, to, since).
        OwesVisit(who, to, since, *ACCEPTED_INVITATION) <-
            OutstandingVisit(who, to, since);

        // owes_visit#2, rules/outstanding.dl:162
        //     owes_visit(who, to, since, "stated turn") :- owed_by_turn(who, to, since).
        OwesVisit(who, to, since, *STATED_TURN) <-
            OwedByTurn(who, to, since);

        // owes_visit#3, rules/outstanding.dl:163
        //     owes_visit(who, to, since, "unreturned visit") :- unreturned_visit(_, who, to, _, since).
        OwesVisit(who, to, since, *UNRETURNED_VISIT) <-
            UnreturnedVisit(_, who, to, _, since);

        // given#1, rules/outstanding.dl:187
        //     given(invitation, inviter, invitee, to) :- invitation(invitation, inviter, invitee, to, day), at(now), day <= now.
        GivenFact(invitation, inviter, invitee, to) <-
            Invitation(invitation, inviter, invitee, to, day),
            At(now),
            (certainly_not_after(day, now));

        // invitation_honoured#1, rules/outstanding.dl:191
        //     invitation_honoured(invitation) :- at_invitation(visit, invitation), done(visit, _, _, _).
        InvitationHonoured(invitation) <-
            AtInvitation(visit, invitation),
            Done(visit, _, _, _);

        // invitation_honoured#2, rules/outstanding.dl:192
        //     invitation_honoured(invitation) :- accepted_invitation(acceptance, invitation, _, _, _, _), honoured(acceptance, _).
        InvitationHonoured(invitation) <-
            AcceptedInvitation(acceptance, invitation, _, _, _, _),
            Honoured(acceptance, _);

        // invitation_under_way#1, rules/outstanding.dl:196
        //     invitation_under_way(invitation) :- at_invitation(visit, invitation), visit_under_way(visit, _, _).
        InvitationUnderWay(invitation) <-
            AtInvitation(visit, invitation),
            VisitUnderWay(visit, _, _);

        // acceptance_fate#1, rules/outstanding.dl:200
        //     acceptance_fate(acceptance, "withdrawn") :- withdrawn(acceptance, _).
        AcceptanceFate(acceptance, *WITHDRAWN) <-
            Withdrawn(acceptance, _);

        // acceptance_fate#2, rules/outstanding.dl:201
        //     acceptance_fate(acceptance, "superseded") :- superseded(acceptance, _), !withdrawn(acceptance, _).
        AcceptanceFate(acceptance, *SUPERSEDED) <-
            Superseded(acceptance, _),
            !Withdrawn(acceptance, _);

        // acceptance_fate#3, rules/outstanding.dl:202
        //     acceptance_fate(acceptance, "outstanding") :- outstanding_acceptance(acceptance, _, _, _).
        AcceptanceFate(acceptance, *OUTSTANDING) <-
            OutstandingAcceptance(acceptance, _, _, _);

        // acceptance_fate#4, rules/outstanding.dl:203
        //     acceptance_fate(acceptance, "undetermined") :-
        //     accepted_invitation(acceptance, _, _, _, _, since), at(now), !(now < since), !(since <= now), !ended(acceptance),
        //     !perhaps_ended(acceptance, _, _).
        AcceptanceFate(acceptance, *UNDETERMINED) <-
            AcceptedInvitation(acceptance, _, _, _, _, since),
            !Ended(acceptance),
            !PerhapsEnded(acceptance, _, _),
            At(now),
            (!(certainly_before(now, since))),
            (!(certainly_not_after(since, now)));

        // acceptance_fate#5, rules/outstanding.dl:206
        //     acceptance_fate(acceptance, "undetermined") :- perhaps_ended(acceptance, _, _).
        AcceptanceFate(acceptance, *UNDETERMINED) <-
            PerhapsEnded(acceptance, _, _);

        // answered#1, rules/outstanding.dl:210
        //     answered(invitation) :- invitation_honoured(invitation).
        Answered(invitation) <-
            InvitationHonoured(invitation);

        // answered#2, rules/outstanding.dl:211
        //     answered(invitation) :- invitation_under_way(invitation).
        Answered(invitation) <-
            InvitationUnderWay(invitation);

        // answered#3, rules/outstanding.dl:212
        //     answered(invitation) :- accepted_invitation(acceptance, invitation, _, _, _, _), acceptance_fate(acceptance, _).
        Answered(invitation) <-
            AcceptedInvitation(acceptance, invitation, _, _, _, _),
            AcceptanceFate(acceptance, _);

        // visit_promised#1, rules/outstanding.dl:216
        //     visit_promised(invitation) :- at_invitation(visit, invitation), announced_visit(visit, _, _, _).
        VisitPromised(invitation) <-
            AtInvitation(visit, invitation),
            AnnouncedVisit(visit, _, _, _);

        // visit_promised#2, rules/outstanding.dl:217
        //     visit_promised(invitation) :- at_invitation(visit, invitation), expected_visit(visit, _, _, _).
        VisitPromised(invitation) <-
            AtInvitation(visit, invitation),
            ExpectedVisit(visit, _, _, _);

        // invitation_fate#1, rules/outstanding.dl:169
        //     invitation_fate(invitation, inviter, invitee, to, "honoured") :-
        //     given(invitation, inviter, invitee, to), invitation_honoured(invitation).
        InvitationFate(invitation, inviter, invitee, to, *HONOURED) <-
            GivenFact(invitation, inviter, invitee, to),
            InvitationHonoured(invitation);

        // invitation_fate#2, rules/outstanding.dl:171
        //     invitation_fate(invitation, inviter, invitee, to, "under way") :-
        //     given(invitation, inviter, invitee, to), invitation_under_way(invitation), !invitation_honoured(invitation).
        InvitationFate(invitation, inviter, invitee, to, *UNDER_WAY) <-
            GivenFact(invitation, inviter, invitee, to),
            !InvitationHonoured(invitation),
            InvitationUnderWay(invitation);

        // invitation_fate#3, rules/outstanding.dl:173
        //     invitation_fate(invitation, inviter, invitee, to, fate) :-
        //     given(invitation, inviter, invitee, to), accepted_invitation(acceptance, invitation, _, _, _, _),
        //     acceptance_fate(acceptance, fate), !invitation_honoured(invitation), !invitation_under_way(invitation).
        InvitationFate(invitation, inviter, invitee, to, fate) <-
            GivenFact(invitation, inviter, invitee, to),
            !InvitationHonoured(invitation),
            !InvitationUnderWay(invitation),
            AcceptedInvitation(acceptance, invitation, _, _, _, _),
            AcceptanceFate(acceptance, fate);

        // invitation_fate#4, rules/outstanding.dl:176
        //     invitation_fate(invitation, inviter, invitee, to, "visit announced") :-
        //     given(invitation, inviter, invitee, to), at_invitation(visit, invitation), announced_visit(visit, _, _, _),
        //     !answered(invitation).
        InvitationFate(invitation, inviter, invitee, to, *VISIT_ANNOUNCED) <-
            GivenFact(invitation, inviter, invitee, to),
            !Answered(invitation),
            AtInvitation(visit, invitation),
            AnnouncedVisit(visit, _, _, _);

        // invitation_fate#5, rules/outstanding.dl:179
        //     invitation_fate(invitation, inviter, invitee, to, "visit expected") :-
        //     given(invitation, inviter, invitee, to), at_invitation(visit, invitation), expected_visit(visit, _, _, _),
        //     !answered(invitation).
        InvitationFate(invitation, inviter, invitee, to, *VISIT_EXPECTED) <-
            GivenFact(invitation, inviter, invitee, to),
            !Answered(invitation),
            AtInvitation(visit, invitation),
            ExpectedVisit(visit, _, _, _);

        // invitation_fate#6, rules/outstanding.dl:182
        //     invitation_fate(invitation, inviter, invitee, to, "open") :-
        //     given(invitation, inviter, invitee, to), !answered(invitation), !visit_promised(invitation).
        InvitationFate(invitation, inviter, invitee, to, *OPEN) <-
            GivenFact(invitation, inviter, invitee, to),
            !Answered(invitation),
            !VisitPromised(invitation);

        // stated_return#1, rules/reciprocity.dl:63
        //     stated_return(visit, who, to, earlier) :- return_of(visit, earlier), visit(visit, who, to, _) @{certainty: _}.
        StatedReturn(visit, who, to, earlier) <-
            ReturnOf(visit, earlier),
            VisitClaims(visit, who, to, _, _, _, _, _, _, _, _);

        // returned#1, rules/reciprocity.dl:100
        //     returned(earlier, visit, "stated") :- made_return(visit, earlier).
        Returned(earlier, visit, *STATED) <-
            MadeReturn(visit, earlier);

        // returned#2, rules/reciprocity.dl:101
        //     returned(earlier, visit, "structural") :- structural_return(visit, earlier, _), opens_pair(earlier).
        Returned(earlier, visit, *STRUCTURAL) <-
            StructuralReturn(visit, earlier, _),
            OpensPair(earlier);

        // planned_next#1, rules/reciprocity.dl:138
        //     planned_next(from, to, rank, visit, who) :-
        //     visit_to_come(visit, who, to, grade), at_least(grade, "expected"), person(who, from), visit_rank(visit, who, rank).
        PlannedNext(from, to, rank, visit, who) <-
            AtLeast(grade, *EXPECTED),
            VisitToCome(visit, who, to, grade),
            VisitRank(visit, who, rank),
            Person(who, from);

        // followed#1, rules/reciprocity.dl:149
        //     followed(visit, rank) :-
        //     visit_between(visit, from, to, rank, day), either_way(other, from, to, rank, later), other != visit,
        //     may_precede(day, later).
        Followed(visit, rank) <-
            VisitBetween(visit, from, to, rank, day),
            EitherWay(other, from, to, rank, later),
            (other != visit),
            (may_precede(day, later));

        // suggested_by_alternation#1, rules/reciprocity.dl:144
        //     suggested_by_alternation(from, to, rank, last) :-
        //     visit_between(last, to, from, rank, _), reciprocal_rank(rank), !followed(last, rank).
        SuggestedByAlternation(from, to, rank, last) <-
            VisitBetween(last, to, from, rank, _),
            !Followed(last, rank),
            ReciprocalRank(rank);

        // plan_against_alternation#1, rules/reciprocity.dl:155
        //     plan_against_alternation(from, to, rank, visit, last) :-
        //     planned_next(from, to, rank, visit, _), suggested_by_alternation(to, from, rank, last).
        PlanAgainstAlternation(from, to, rank, visit, last) <-
            PlannedNext(from, to, rank, visit, _),
            SuggestedByAlternation(to, from, rank, last);
    }

    demarche::stage! {
        read at: At(day);
        read at_least: AtLeast(grade, floor);
        read person: Person(name, state);
        read office_rank: OfficeRank(office, rank);
        read office_confirmed: OfficeConfirmed(who, office, body, day);
        read visit_claims: VisitClaims(visit, who, country, day, claim, certainty, article, speaker, origin, published, said);
        read invitation: Invitation(invitation, inviter, invitee, country, day);
        read at_invitation: AtInvitation(visit, invitation);
        read return_of: ReturnOf(visit, earlier);
        read return_of_confirmed: ReturnOfConfirmed(visit, earlier);
        read premise: Premise(says);
        read stay: Stay(visit, who, country, day);
        read visit_under_way: VisitUnderWay(visit, who, country);
        read done: Done(visit, who, country, day);
        read done_undetermined: DoneUndetermined(visit, who, country, day, from);
        read plan: Plan(visit, who, country, day, grade);
        read planned_day: PlannedDay(day, told);
        read has_end: HasEnd(day);
        read announced_visit: AnnouncedVisit(visit, who, country, day);
        read expected_visit: ExpectedVisit(visit, who, country, day);
        read unreported: Unreported(visit, who, country, due, grade);
        read visit_to_come: VisitToCome(visit, who, country, grade);
        read accepted_invitation: AcceptedInvitation(acceptance, invitation, inviter, who, to, since);
        read honoured: Honoured(acceptance, visit);
        read superseded: Superseded(acceptance, later);
        read withdrawn: Withdrawn(acceptance, withdrawal);
        read ended: Ended(acceptance);
        read perhaps_ended: PerhapsEnded(acceptance, how, from);
        read outstanding_visit: OutstandingVisit(who, to, since);
        read outstanding_acceptance: OutstandingAcceptance(acceptance, who, to, since);
        read owed_by_turn: OwedByTurn(who, to, since);
        read reciprocal_rank: ReciprocalRank(rank);
        derive visit_time: VisitTime(visit, who, day);
        derive attested_rank: AttestedRank(who, rank, day);
        derive rank_changes: RankChanges(who);
        derive visit_rank: VisitRank(visit, who, rank);
        derive visit_between: VisitBetween(visit, from, to, rank, day);
        derive made_return: MadeReturn(visit, earlier);
        derive later_opposite: LaterOpposite(visit, earlier, rank);
        derive perhaps_made: PerhapsMade(visit, who, to, day);
        derive perhaps_between: PerhapsBetween(visit, from, to, rank, day);
        derive either_way: EitherWay(visit, one, other, rank, day);
        derive stands_between: StandsBetween(visit, earlier, rank);
        derive next_opposite: NextOpposite(visit, earlier, rank);
        derive structural_return: StructuralReturn(visit, earlier, rank);
        derive opens_pair: OpensPair(visit);
        derive closes_pair: ClosesPair(visit);
        derive answered_later: AnsweredLater(visit, rank);
        derive perhaps_returned: PerhapsReturned(visit, answer, rank);
        derive unreturned_visit: UnreturnedVisit(visit, who, to, rank, since);
        derive owes_visit: OwesVisit(who, to, since, ground);
        derive given: GivenFact(invitation, inviter, invitee, to);
        derive invitation_honoured: InvitationHonoured(invitation);
        derive invitation_under_way: InvitationUnderWay(invitation);
        derive acceptance_fate: AcceptanceFate(acceptance, fate);
        derive answered: Answered(invitation);
        derive visit_promised: VisitPromised(invitation);
        derive invitation_fate: InvitationFate(invitation, inviter, invitee, to, fate);
        derive stated_return: StatedReturn(visit, who, to, earlier);
        derive returned: Returned(earlier, visit, how);
        derive planned_next: PlannedNext(from, to, rank, visit, who);
        derive followed: Followed(visit, rank);
        derive suggested_by_alternation: SuggestedByAlternation(from, to, rank, last);
        derive plan_against_alternation: PlanAgainstAlternation(from, to, rank, visit, last);
    }
}

#[allow(unreachable_pub, clippy::all, clippy::pedantic, reason = "what crepe expands to")]
mod stage_4 {
    use super::*;

    crepe! {
        @input
        struct At(PartialDate);
        @input
        struct AtLeast(Name, Name);
        @input
        struct VisitClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct InvitationClaims(Name, Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct AcceptanceClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct MeetingClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct HappeningClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct SchedulingClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct Cooperation(Name, Name, Name, Name, PartialDate);
        @input
        struct Support(Name, Name, Name, Name, PartialDate);
        @input
        struct ArmsTrade(Name, Name, Name, PartialDate);
        @input
        struct JointPosition(Name, Name, Name, PartialDate);
        @input
        struct Opposition(Name, Name, Name, Name, PartialDate);
        @input
        struct OppositionAnnounced(Name, Name, Name, Name, PartialDate);
        @input
        struct Strain(Name, Name, Name, PartialDate);
        @input
        struct StrainAnnounced(Name, Name, Name, PartialDate);
        @input
        struct NamedTogether(Name, Name);
        @input
        struct SetAgainst(Name, Name);
        @input
        struct Premise(Name);
        @input
        struct Spoken(Name);
        @input
        struct Stay(Name, Name, Name, PartialDate);
        @input
        struct VisitBetween(Name, Name, Name, Name, PartialDate);
        @input
        struct PerhapsBetween(Name, Name, Name, Name, PartialDate);
        @input
        struct NextOpposite(Name, Name, Name);
        @input
        struct EitherWay(Name, Name, Name, Name, PartialDate);
        @input
        struct Stretch(PartialDate);
        @output
        struct VisitChain(Name, Name, Name, Name, Name, i64);
        @output
        struct Pair(Name, Name, Name);
        @output
        struct CountedVisit(Name, Name, Name, Name, PartialDate);
        @output
        struct CountableVisit(Name, Name, Name, Name, PartialDate);
        @output
        struct TieTold(Name, Name, Name, Name, Name, PartialDate);
        @output
        struct OppositionTold(Name, Name, Name, Name, PartialDate);
        @output
        struct AlignmentDay(PartialDate);
        @output
        struct LastTold(PartialDate, PartialDate);
        @output
        struct Stands(PartialDate);
        @output
        struct Tie(Name, Name, Name, Name, Name);
        @output
        struct FirmlyTied(Name, Name);
        @output
        struct WeakTie(Name, Name, Name, Name);
        @output
        struct Opposed(Name, Name, Name, Name);
        @output
        struct Strained(Name, Name, Name);
        @output
        struct SetApart(Name, Name);
        @output
        struct StandTogether(Name, Name);
        @output
        struct Bloc(Name, Name);
        @output
        struct FirmBloc(Name, Name);
        @output
        struct LooseMember(Name, Name);
        @output
        struct BlocThrough(Name, Name, Name);
        @output
        struct RiftInBloc(Name, Name, Name);
        @output
        struct Faces(Name, Name);
        @output
        struct NamedAgainst(Name, Name);
        @output
        struct CounterBloc(Name, Name, Name);
        @output
        struct NamedWith(Name, Name, Name);
        @output
        struct EventDay(Name, PartialDate, Name);
        @output
        struct EventSpoken(Name, PartialDate, Name);

        // visit_chain#1, rules/reciprocity.dl:163
        //     visit_chain(first, last, one, other, rank, 2) :-
        //     next_opposite(last, first, rank), visit_between(first, one, other, rank, _).
        VisitChain(first, last, one, other, rank, 2_i64) <-
            NextOpposite(last, first, rank),
            VisitBetween(first, one, other, rank, _);

        // visit_chain#2, rules/reciprocity.dl:165
        //     visit_chain(first, last, one, other, rank, length + 1) :-
        //     visit_chain(first, middle, one, other, rank, length), next_opposite(last, middle, rank), length < 9.
        VisitChain(first, last, one, other, rank, value) <-
            VisitChain(first, middle, one, other, rank, length),
            (length < 9_i64),
            NextOpposite(last, middle, rank),
            let Some(value) = checked("visit_chain#2", add(length, 1_i64));

        // pair#1, rules/reciprocity.dl:183
        //     pair(from, to, rank) :- either_way(_, from, to, rank, _).
        Pair(from, to, rank) <-
            EitherWay(_, from, to, rank, _);

        // counted_visit#1, rules/reciprocity.dl:187
        //     counted_visit(visit, from, to, rank, span) :-
        //     visit_between(visit, from, to, rank, day), stretch(span), within(day, throughout(span, span)).
        CountedVisit(visit, from, to, rank, span) <-
            VisitBetween(visit, from, to, rank, day),
            Stretch(span),
            let Some(date) = throughout(span, span),
            (within(day, date));

        // countable_visit#1, rules/reciprocity.dl:192
        //     countable_visit(visit, from, to, rank, span) :-
        //     visit_between(visit, from, to, rank, day), stretch(span), may_be_within(day, throughout(span, span)).
        CountableVisit(visit, from, to, rank, span) <-
            VisitBetween(visit, from, to, rank, day),
            Stretch(span),
            let Some(date) = throughout(span, span),
            (may_be_within(day, date));

        // countable_visit#2, rules/reciprocity.dl:194
        //     countable_visit(visit, from, to, rank, span) :-
        //     perhaps_between(visit, from, to, rank, day), stretch(span), may_be_within(day, throughout(span, span)).
        CountableVisit(visit, from, to, rank, span) <-
            PerhapsBetween(visit, from, to, rank, day),
            Stretch(span),
            let Some(date) = throughout(span, span),
            (may_be_within(day, date));

        // tie_told#1, rules/alignment.dl:34
        //     tie_told(one, other, topic, "cooperation", strength, day) :- cooperation(one, other, topic, strength, day).
        TieTold(one, other, topic, *COOPERATION, strength, day) <-
            Cooperation(one, other, topic, strength, day);

        // tie_told#2, rules/alignment.dl:35
        //     tie_told(one, other, topic, "cooperation", strength, day) :- cooperation(other, one, topic, strength, day).
        TieTold(one, other, topic, *COOPERATION, strength, day) <-
            Cooperation(other, one, topic, strength, day);

        // tie_told#3, rules/alignment.dl:36
        //     tie_told(one, other, topic, "support", strength, day) :- support(one, other, topic, strength, day).
        TieTold(one, other, topic, *SUPPORT, strength, day) <-
            Support(one, other, topic, strength, day);

        // tie_told#4, rules/alignment.dl:37
        //     tie_told(one, other, topic, "support", strength, day) :- support(other, one, topic, strength, day).
        TieTold(one, other, topic, *SUPPORT, strength, day) <-
            Support(other, one, topic, strength, day);

        // tie_told#5, rules/alignment.dl:38
        //     tie_told(one, other, goods, "arms", "firm", day) :- arms_trade(one, other, goods, day).
        TieTold(one, other, goods, *ARMS, *FIRM, day) <-
            ArmsTrade(one, other, goods, day);

        // tie_told#6, rules/alignment.dl:39
        //     tie_told(one, other, goods, "arms", "firm", day) :- arms_trade(other, one, goods, day).
        TieTold(one, other, goods, *ARMS, *FIRM, day) <-
            ArmsTrade(other, one, goods, day);

        // one position jointly taken, rules/alignment.dl:41
        // Members of one joint act are tied by it, weakly: one matter, once.
        //     tie_told(one, other, topic, "joint position", "weak", day) :-
        //     joint_position(position, one, topic, day), joint_position(position, other, topic, day), one != other.
        TieTold(one, other, topic, *JOINT_POSITION, *WEAK, day) <-
            JointPosition(position, one, topic, day),
            JointPosition(position, other, topic, day),
            (one != other);

        // opposition_told#1, rules/alignment.dl:61
        //     opposition_told(one, other, topic, strength, day) :- opposition(one, other, topic, strength, day).
        OppositionTold(one, other, topic, strength, day) <-
            Opposition(one, other, topic, strength, day);

        // opposition_told#2, rules/alignment.dl:62
        //     opposition_told(one, other, topic, "strained", day) :- strain(one, other, topic, day).
        OppositionTold(one, other, topic, *STRAINED, day) <-
            Strain(one, other, topic, day);

        // opposition_told#3, rules/alignment.dl:63
        //     opposition_told(one, other, topic, "strained", day) :- strain(other, one, topic, day).
        OppositionTold(one, other, topic, *STRAINED, day) <-
            Strain(other, one, topic, day);

        // alignment_day#1, rules/alignment.dl:26
        //     alignment_day(day) :- tie_told(_, _, _, _, _, day).
        AlignmentDay(day) <-
            TieTold(_, _, _, _, _, day);

        // alignment_day#2, rules/alignment.dl:27
        //     alignment_day(day) :- opposition_told(_, _, _, _, day).
        AlignmentDay(day) <-
            OppositionTold(_, _, _, _, day);

        // last_told#1, rules/alignment.dl:21
        //     last_told(day, last) :- alignment_day(day), last = latest(day), within(last, day).
        LastTold(day, last) <-
            AlignmentDay(day),
            let Some(last) = latest(day),
            (within(last, day));

        // last_told#2, rules/alignment.dl:22
        //     last_told(day, last) :- alignment_day(day), last = earliest(day), !within(latest(day), day).
        LastTold(day, last) <-
            AlignmentDay(day),
            let Some(last) = earliest(day),
            let Some(day2) = latest(day),
            (!within(day2, day));

        // holds that day, rules/alignment.dl:12
        // The day judged lies in the stretch told.
        //     stands(day) :- alignment_day(day), at(now), within(now, day).
        Stands(day) <-
            AlignmentDay(day),
            At(now),
            (within(now, day));

        // a year at most, rules/alignment.dl:14
        // Told of an earlier day, and of one less than a year past.
        //     stands(day) :-
        //     last_told(day, last), at(now), last <= now, max_days(last, now) <= 366,
        //     premise("a tie or an opposition stands for a year after it was last told").
        Stands(day) <-
            Premise(*A_TIE_OR_AN_OPPOSITION_STANDS_FOR_A_YEAR),
            LastTold(day, last),
            At(now),
            (certainly_not_after(last, now)),
            let Some(days) = max_days(last, now),
            (days <= 366_i64);

        // tie#1, rules/alignment.dl:46
        //     tie(one, other, topic, kind, strength) :- tie_told(one, other, topic, kind, strength, day), stands(day).
        Tie(one, other, topic, kind, strength) <-
            TieTold(one, other, topic, kind, strength, day),
            Stands(day);

        // firmly_tied#1, rules/alignment.dl:50
        //     firmly_tied(one, other) :- tie(one, other, _, _, "firm").
        FirmlyTied(one, other) <-
            Tie(one, other, _, _, *FIRM);

        // firmly_tied#2, rules/alignment.dl:51
        //     firmly_tied(one, other) :- tie(one, other, _, _, "close").
        FirmlyTied(one, other) <-
            Tie(one, other, _, _, *CLOSE);

        // weak_tie#1, rules/alignment.dl:55
        //     weak_tie(one, other, topic, kind) :- tie(one, other, topic, kind, "weak"), !firmly_tied(one, other).
        WeakTie(one, other, topic, kind) <-
            Tie(one, other, topic, kind, *WEAK),
            !FirmlyTied(one, other);

        // opposed#1, rules/alignment.dl:67
        //     opposed(one, other, topic, strength) :- opposition(one, other, topic, strength, day), stands(day).
        Opposed(one, other, topic, strength) <-
            Opposition(one, other, topic, strength, day),
            Stands(day);

        // strained#1, rules/alignment.dl:71
        //     strained(one, other, topic) :- opposition_told(one, other, topic, "strained", day), stands(day).
        Strained(one, other, topic) <-
            OppositionTold(one, other, topic, *STRAINED, day),
            Stands(day);

        // set_apart#1, rules/alignment.dl:76
        //     set_apart(one, other) :- opposition(one, other, _, _, day) @announced, stands(day).
        SetApart(one, other) <-
            OppositionAnnounced(one, other, _, _, day),
            Stands(day);

        // set_apart#2, rules/alignment.dl:77
        //     set_apart(one, other) :- opposition(other, one, _, _, day) @announced, stands(day).
        SetApart(one, other) <-
            OppositionAnnounced(other, one, _, _, day),
            Stands(day);

        // set_apart#3, rules/alignment.dl:78
        //     set_apart(one, other) :- strain(one, other, _, day) @announced, stands(day).
        SetApart(one, other) <-
            StrainAnnounced(one, other, _, day),
            Stands(day);

        // set_apart#4, rules/alignment.dl:79
        //     set_apart(one, other) :- strain(other, one, _, day) @announced, stands(day).
        SetApart(one, other) <-
            StrainAnnounced(other, one, _, day),
            Stands(day);

        // stand_together#1, rules/alignment.dl:85
        //     stand_together(one, other) :- tie(one, other, _, _, _), !set_apart(one, other).
        StandTogether(one, other) <-
            Tie(one, other, _, _, _),
            !SetApart(one, other);

        // bloc#1, rules/alignment.dl:90
        //     bloc(state, member) :- stand_together(state, member).
        Bloc(state, member) <-
            StandTogether(state, member);

        // bloc#2, rules/alignment.dl:91
        //     bloc(state, member) :- bloc(state, middle), stand_together(middle, member), member != state, !set_apart(state, member).
        Bloc(state, member) <-
            Bloc(state, middle),
            StandTogether(middle, member),
            (member != state),
            !SetApart(state, member);

        // firm_bloc#1, rules/alignment.dl:95
        //     firm_bloc(state, member) :- stand_together(state, member), firmly_tied(state, member).
        FirmBloc(state, member) <-
            StandTogether(state, member),
            FirmlyTied(state, member);

        // firm_bloc#2, rules/alignment.dl:96
        //     firm_bloc(state, member) :-
        //     firm_bloc(state, middle), stand_together(middle, member), firmly_tied(middle, member), member != state,
        //     !set_apart(state, member).
        FirmBloc(state, member) <-
            FirmBloc(state, middle),
            StandTogether(middle, member),
            (member != state),
            !SetApart(state, member),
            FirmlyTied(middle, member);

        // loose_member#1, rules/alignment.dl:102
        //     loose_member(state, member) :- bloc(state, member), !firm_bloc(state, member).
        LooseMember(state, member) <-
            Bloc(state, member),
            !FirmBloc(state, member);

        // bloc_through#1, rules/alignment.dl:106
        //     bloc_through(state, member, middle) :-
        //     bloc(state, member), !stand_together(state, member), bloc(state, middle), stand_together(middle, member).
        BlocThrough(state, member, middle) <-
            Bloc(state, member),
            !StandTogether(state, member),
            Bloc(state, middle),
            StandTogether(middle, member);

        // rift_in_bloc#1, rules/alignment.dl:111
        //     rift_in_bloc(state, one, other) :- bloc(state, one), bloc(state, other), set_apart(one, other).
        RiftInBloc(state, one, other) <-
            Bloc(state, one),
            Bloc(state, other),
            SetApart(one, other);

        // faces#1, rules/alignment.dl:127
        //     faces(state, other) :- opposed(state, other, _, _).
        Faces(state, other) <-
            Opposed(state, other, _, _);

        // faces#2, rules/alignment.dl:128
        //     faces(state, other) :- opposed(other, state, _, _).
        Faces(state, other) <-
            Opposed(other, state, _, _);

        // faces#3, rules/alignment.dl:129
        //     faces(state, other) :- bloc(state, member), opposed(member, other, _, _), other != state.
        Faces(state, other) <-
            Bloc(state, member),
            Opposed(member, other, _, _),
            (other != state);

        // faces#4, rules/alignment.dl:130
        //     faces(state, other) :- bloc(state, member), opposed(other, member, _, _), other != state.
        Faces(state, other) <-
            Bloc(state, member),
            Opposed(other, member, _, _),
            (other != state);

        // named_against#1, rules/alignment.dl:134
        //     named_against(one, other) :- set_against(group, against), named_together(group, one), named_together(against, other).
        NamedAgainst(one, other) <-
            SetAgainst(group, against),
            NamedTogether(group, one),
            NamedTogether(against, other);

        // named_against#2, rules/alignment.dl:135
        //     named_against(one, other) :- set_against(against, group), named_together(group, one), named_together(against, other).
        NamedAgainst(one, other) <-
            SetAgainst(against, group),
            NamedTogether(group, one),
            NamedTogether(against, other);

        // counter_bloc#1, rules/alignment.dl:116
        //     counter_bloc(state, other, "opposition") :- faces(state, other), !bloc(state, other).
        CounterBloc(state, other, *OPPOSITION) <-
            Faces(state, other),
            !Bloc(state, other);

        // counter_bloc#2, rules/alignment.dl:117
        //     counter_bloc(state, other, "tied to an opponent") :-
        //     faces(state, opponent), bloc(opponent, other), other != state, !bloc(state, opponent), !bloc(state, other),
        //     !faces(state, other).
        CounterBloc(state, other, *TIED_TO_AN_OPPONENT) <-
            Faces(state, opponent),
            !Bloc(state, opponent),
            Bloc(opponent, other),
            (other != state),
            !Bloc(state, other),
            !Faces(state, other);

        // as a speaker draws the lines, rules/alignment.dl:122
        // Groups that a speaker sets against each other: his view, and no tie among their
        // members.
        //     counter_bloc(state, other, "set against by a speaker") :-
        //     named_against(state, other), !bloc(state, other), !faces(state, other).
        CounterBloc(state, other, *SET_AGAINST_BY_A_SPEAKER) <-
            NamedAgainst(state, other),
            !Bloc(state, other),
            !Faces(state, other);

        // named_with#1, rules/alignment.dl:139
        //     named_with(one, other, group) :- named_together(group, one), named_together(group, other), one != other.
        NamedWith(one, other, group) <-
            NamedTogether(group, one),
            NamedTogether(group, other),
            (one != other);

        // event_day#1, rules/order.dl:11
        //     event_day(event, day, certainty) :- visit(event, _, _, day) @{certainty: certainty}, at_least(certainty, "possible").
        EventDay(event, day, certainty) <-
            AtLeast(certainty, *POSSIBLE),
            VisitClaims(event, _, _, day, _, certainty, _, _, _, _, _);

        // event_day#2, rules/order.dl:12
        //     event_day(event, day, certainty) :- meeting(event, _, day) @{certainty: certainty}, at_least(certainty, "possible").
        EventDay(event, day, certainty) <-
            AtLeast(certainty, *POSSIBLE),
            MeetingClaims(event, _, day, _, certainty, _, _, _, _, _);

        // event_day#3, rules/order.dl:13
        //     event_day(event, day, certainty) :-
        //     happening(event, _, day) @{certainty: certainty}, at_least(certainty, "possible"), !unsaid(day).
        EventDay(event, day, certainty) <-
            AtLeast(certainty, *POSSIBLE),
            HappeningClaims(event, _, day, _, certainty, _, _, _, _, _),
            (!day.is_unsaid());

        // event_day#4, rules/order.dl:15
        //     event_day(event, day, certainty) :- scheduling(event, _, day) @{certainty: certainty}, at_least(certainty, "possible").
        EventDay(event, day, certainty) <-
            AtLeast(certainty, *POSSIBLE),
            SchedulingClaims(event, _, day, _, certainty, _, _, _, _, _);

        // event_day#5, rules/order.dl:16
        //     event_day(event, day, certainty) :-
        //     invitation(event, _, _, _, day) @{certainty: certainty}, at_least(certainty, "possible").
        EventDay(event, day, certainty) <-
            AtLeast(certainty, *POSSIBLE),
            InvitationClaims(event, _, _, _, day, _, certainty, _, _, _, _, _);

        // event_day#6, rules/order.dl:18
        //     event_day(event, day, certainty) :-
        //     acceptance(event, _, _, day) @{certainty: certainty}, at_least(certainty, "possible").
        EventDay(event, day, certainty) <-
            AtLeast(certainty, *POSSIBLE),
            AcceptanceClaims(event, _, _, day, _, certainty, _, _, _, _, _);

        // event_day#7, rules/order.dl:20
        //     event_day(event, day, "confirmed") :- stay(event, _, _, day).
        EventDay(event, day, *CONFIRMED) <-
            Stay(event, _, _, day);

        // event_spoken#1, rules/order.dl:24
        //     event_spoken(event, day, certainty) :-
        //     meeting(event, _, day) @{certainty: certainty, claim: name}, at_least(certainty, "possible"), spoken(name).
        EventSpoken(event, day, certainty) <-
            AtLeast(certainty, *POSSIBLE),
            MeetingClaims(event, _, day, name, certainty, _, _, _, _, _),
            Spoken(name);

        // event_spoken#2, rules/order.dl:26
        //     event_spoken(event, day, certainty) :-
        //     happening(event, _, day) @{certainty: certainty, claim: name}, at_least(certainty, "possible"), spoken(name),
        //     !unsaid(day).
        EventSpoken(event, day, certainty) <-
            AtLeast(certainty, *POSSIBLE),
            HappeningClaims(event, _, day, name, certainty, _, _, _, _, _),
            (!day.is_unsaid()),
            Spoken(name);

        // event_spoken#3, rules/order.dl:29
        //     event_spoken(event, day, certainty) :-
        //     scheduling(event, _, day) @{certainty: certainty, claim: name}, at_least(certainty, "possible"), spoken(name).
        EventSpoken(event, day, certainty) <-
            AtLeast(certainty, *POSSIBLE),
            SchedulingClaims(event, _, day, name, certainty, _, _, _, _, _),
            Spoken(name);
    }

    demarche::stage! {
        read at: At(day);
        read at_least: AtLeast(grade, floor);
        read visit_claims: VisitClaims(visit, who, country, day, claim, certainty, article, speaker, origin, published, said);
        read invitation_claims: InvitationClaims(invitation, inviter, invitee, country, day, claim, certainty, article, speaker, origin, published, said);
        read acceptance_claims: AcceptanceClaims(acceptance, invitation, who, day, claim, certainty, article, speaker, origin, published, said);
        read meeting_claims: MeetingClaims(meeting, kind, day, claim, certainty, article, speaker, origin, published, said);
        read happening_claims: HappeningClaims(event, kind, day, claim, certainty, article, speaker, origin, published, said);
        read scheduling_claims: SchedulingClaims(scheduling, event, day, claim, certainty, article, speaker, origin, published, said);
        read cooperation: Cooperation(a, b, topic, strength, day);
        read support: Support(supporter, supported, topic, strength, day);
        read arms_trade: ArmsTrade(seller, buyer, goods, day);
        read joint_position: JointPosition(position, member, topic, day);
        read opposition: Opposition(a, b, topic, strength, day);
        read opposition_announced: OppositionAnnounced(a, b, topic, strength, day);
        read strain: Strain(a, b, topic, day);
        read strain_announced: StrainAnnounced(a, b, topic, day);
        read named_together: NamedTogether(group, member);
        read set_against: SetAgainst(group, other);
        read premise: Premise(says);
        read spoken: Spoken(claim);
        read stay: Stay(visit, who, country, day);
        read visit_between: VisitBetween(visit, from, to, rank, day);
        read perhaps_between: PerhapsBetween(visit, from, to, rank, day);
        read next_opposite: NextOpposite(visit, earlier, rank);
        read either_way: EitherWay(visit, one, other, rank, day);
        read stretch: Stretch(span);
        derive visit_chain: VisitChain(first, last, one, other, rank, length);
        derive pair: Pair(from, to, rank);
        derive counted_visit: CountedVisit(visit, from, to, rank, span);
        derive countable_visit: CountableVisit(visit, from, to, rank, span);
        derive tie_told: TieTold(one, other, topic, kind, strength, day);
        derive opposition_told: OppositionTold(one, other, topic, strength, day);
        derive alignment_day: AlignmentDay(day);
        derive last_told: LastTold(day, last);
        derive stands: Stands(day);
        derive tie: Tie(one, other, topic, kind, strength);
        derive firmly_tied: FirmlyTied(one, other);
        derive weak_tie: WeakTie(one, other, topic, kind);
        derive opposed: Opposed(one, other, topic, strength);
        derive strained: Strained(one, other, topic);
        derive set_apart: SetApart(one, other);
        derive stand_together: StandTogether(one, other);
        derive bloc: Bloc(state, member);
        derive firm_bloc: FirmBloc(state, member);
        derive loose_member: LooseMember(state, member);
        derive bloc_through: BlocThrough(state, member, middle);
        derive rift_in_bloc: RiftInBloc(state, one, other);
        derive faces: Faces(state, other);
        derive named_against: NamedAgainst(one, other);
        derive counter_bloc: CounterBloc(state, other, why);
        derive named_with: NamedWith(one, other, group);
        derive event_day: EventDay(event, day, certainty);
        derive event_spoken: EventSpoken(event, day, certainty);
    }
}

#[allow(unreachable_pub, clippy::all, clippy::pedantic, reason = "what crepe expands to")]
mod stage_5 {
    use super::*;

    crepe! {
        @input
        struct At(PartialDate);
        @input
        struct AtLeast(Name, Name);
        @input
        struct Visit(Name, Name, Name, PartialDate);
        @input
        struct WithdrawalConfirmed(Name, Name, Name, PartialDate);
        @input
        struct DidNotHappenConfirmed(Name, PartialDate);
        @input
        struct AcceptanceClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct AtInvitationClaims(Name, Name, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct ReturnOfClaims(Name, Name, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct MeetingConfirmed(Name, Name, PartialDate);
        @input
        struct MeetingDenied(Name, Name, PartialDate);
        @input
        struct HappeningConfirmed(Name, Name, PartialDate);
        @input
        struct HappeningDenied(Name, Name, PartialDate);
        @input
        struct During(Name, Name);
        @input
        struct DuringClaims(Name, Name, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct SchedulingClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct SchedulingConfirmed(Name, Name, PartialDate);
        @input
        struct OrderedClaims(Name, Name, Name, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct OrderedDenied(Name, Name, Name);
        @input
        struct FirstOf(Name, Name, Name);
        @input
        struct FirstOfClaims(Name, Name, Name, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct FirstSince(Name, Name, Name);
        @input
        struct FirstSinceClaims(Name, Name, Name, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct OrdinalClaims(Name, Name, i64, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct Premise(Name);
        @input
        struct Done(Name, Name, Name, PartialDate);
        @input
        struct Passed(PartialDate);
        @input
        struct CalledOff(Name, PartialDate);
        @input
        struct TakenUpAgain(Name, PartialDate);
        @input
        struct DeniedThroughout(Name);
        @input
        struct Unreported(Name, Name, Name, PartialDate, Name);
        @input
        struct Lapsed(Name, Name, Name, PartialDate);
        @input
        struct VisitToCome(Name, Name, Name, Name);
        @input
        struct EventDay(Name, PartialDate, Name);
        @input
        struct EventSpoken(Name, PartialDate, Name);
        @output
        struct EventDone(Name, PartialDate);
        @output
        struct EventSurer(Name, Name);
        @output
        struct EventCalledOff(Name);
        @output
        struct OwnDayPassed(Name, PartialDate, Name);
        @output
        struct EventOverdue(Name, PartialDate, Name);
        @output
        struct CourseOver(Name, PartialDate);
        @output
        struct UnreportedEvent(Name, PartialDate, Name);
        @output
        struct ToCome(Name, Name);
        @output
        struct Weaker(Name, Name, Name);
        @output
        struct OrderDenied(Name, Name);
        @output
        struct StatedStep(Name, Name, Name, Name, Name);
        @output
        struct CameToNothing(Name);
        @output
        struct OrderStep(Name, Name, Name, Name, Name);
        @output
        struct FirstClass(Name, Name);
        @output
        struct OfClass(Name, Name, Name);
        @output
        struct CertainlyAfter(Name, Name, Name);
        @output
        struct FirstBefore(Name, Name, Name);
        @output
        struct ComesBefore(Name, Name, Name);
        @output
        struct DateOrder(Name, Name, Name);
        @output
        struct DateOrderSurer(Name, Name, Name);
        @output
        struct ComingDay(Name, PartialDate, Name);
        @output
        struct NextStep(Name, Name, Name);
        @output
        struct ComesNext(Name, Name, Name);
        @output
        struct ComesNextThrough(Name, Name, Name);
        @output
        struct LeadsTo(Name, Name, Name);

        // event_done#1, rules/order.dl:34
        //     event_done(event, day) :- meeting(event, _, day) @confirmed, at(now), day <= now.
        EventDone(event, day) <-
            MeetingConfirmed(event, _, day),
            At(now),
            (certainly_not_after(day, now));

        // event_done#2, rules/order.dl:35
        //     event_done(event, day) :- happening(event, _, day) @confirmed, at(now), day <= now.
        EventDone(event, day) <-
            HappeningConfirmed(event, _, day),
            At(now),
            (certainly_not_after(day, now));

        // event_done#3, rules/order.dl:36
        //     event_done(event, day) :- scheduling(event, _, day) @confirmed, at(now), day <= now.
        EventDone(event, day) <-
            SchedulingConfirmed(event, _, day),
            At(now),
            (certainly_not_after(day, now));

        // event_done#4, rules/order.dl:37
        //     event_done(event, day) :- done(event, _, _, day).
        EventDone(event, day) <-
            Done(event, _, _, day);

        // event_surer#1, rules/order.dl:41
        //     event_surer(event, certainty) :-
        //     event_spoken(event, _, surer), at_least(surer, certainty), at_least(certainty, "possible"), surer != certainty.
        EventSurer(event, certainty) <-
            AtLeast(certainty, *POSSIBLE),
            AtLeast(surer, certainty),
            (surer != certainty),
            EventSpoken(event, _, surer);

        // event_called_off#1, rules/order.dl:72
        //     event_called_off(event) :-
        //     withdrawal(_, _, event, day) @confirmed, event_spoken(event, _, _), at(now), day <= now,
        //     !taken_up_again(event, day).
        EventCalledOff(event) <-
            WithdrawalConfirmed(_, _, event, day),
            !TakenUpAgain(event, day),
            EventSpoken(event, _, _),
            At(now),
            (certainly_not_after(day, now));

        // event_called_off#2, rules/order.dl:75
        //     event_called_off(event) :- did_not_happen(event, _) @confirmed, event_spoken(event, _, _).
        EventCalledOff(event) <-
            DidNotHappenConfirmed(event, _),
            EventSpoken(event, _, _);

        // event_called_off#3, rules/order.dl:76
        //     event_called_off(event) :- meeting(event, _, _) @denied.
        EventCalledOff(event) <-
            MeetingDenied(event, _, _);

        // event_called_off#4, rules/order.dl:77
        //     event_called_off(event) :- happening(event, _, _) @denied.
        EventCalledOff(event) <-
            HappeningDenied(event, _, _);

        // own_day_passed#1, rules/order.dl:46
        //     own_day_passed(event, due, certainty) :-
        //     event_spoken(event, due, certainty), !event_surer(event, certainty), !event_day(event, _, "confirmed"), passed(due),
        //     !event_called_off(event).
        OwnDayPassed(event, due, certainty) <-
            EventSpoken(event, due, certainty),
            !EventSurer(event, certainty),
            !EventDay(event, _, *CONFIRMED),
            !EventCalledOff(event),
            Passed(due);

        // event_overdue#1, rules/order.dl:52
        //     event_overdue(event, due, certainty) :- own_day_passed(event, due, certainty).
        EventOverdue(event, due, certainty) <-
            OwnDayPassed(event, due, certainty);

        // with its whole, rules/order.dl:54
        // What is to come in the course of a visit or event is past due as soon as that is.
        //     event_overdue(event, due, certainty) :-
        //     event_spoken(event, _, certainty), !event_surer(event, certainty), !event_day(event, _, "confirmed"),
        //     during(event, whole), course_over(whole, due), !own_day_passed(event, _, _), !event_called_off(event).
        EventOverdue(event, due, certainty) <-
            CourseOver(whole, due),
            During(event, whole),
            !EventDay(event, _, *CONFIRMED),
            !OwnDayPassed(event, _, _),
            !EventCalledOff(event),
            EventSpoken(event, _, certainty),
            !EventSurer(event, certainty);

        // course_over#1, rules/order.dl:60
        //     course_over(visit, due) :- unreported(visit, _, _, due, _).
        CourseOver(visit, due) <-
            Unreported(visit, _, _, due, _);

        // course_over#2, rules/order.dl:61
        //     course_over(visit, due) :- lapsed(visit, _, _, due).
        CourseOver(visit, due) <-
            Lapsed(visit, _, _, due);

        // course_over#3, rules/order.dl:62
        //     course_over(visit, day) :- done(visit, _, _, day).
        CourseOver(visit, day) <-
            Done(visit, _, _, day);

        // course_over#4, rules/order.dl:63
        //     course_over(event, due) :- event_overdue(event, due, _).
        CourseOver(event, due) <-
            EventOverdue(event, due, _);

        // course_over#5, rules/order.dl:64
        //     course_over(event, day) :- event_done(event, day).
        CourseOver(event, day) <-
            EventDone(event, day);

        // unreported_event#1, rules/order.dl:68
        //     unreported_event(event, due, certainty) :- event_overdue(event, due, certainty), at_least(certainty, "expected").
        UnreportedEvent(event, due, certainty) <-
            AtLeast(certainty, *EXPECTED),
            EventOverdue(event, due, certainty);

        // to_come#1, rules/order.dl:81
        //     to_come(event, grade) :- visit_to_come(event, _, _, grade).
        ToCome(event, grade) <-
            VisitToCome(event, _, _, grade);

        // to_come#2, rules/order.dl:82
        //     to_come(event, certainty) :-
        //     event_spoken(event, _, certainty), !event_surer(event, certainty), !event_day(event, _, "confirmed"),
        //     !event_overdue(event, _, _), !event_called_off(event).
        ToCome(event, certainty) <-
            EventSpoken(event, _, certainty),
            !EventSurer(event, certainty),
            !EventDay(event, _, *CONFIRMED),
            !EventOverdue(event, _, _),
            !EventCalledOff(event);

        // hindsight, rules/order.dl:86
        // Confirmed for a day after the one judged.
        //     to_come(event, "confirmed") :- event_day(event, day, "confirmed"), at(now), now < day, !event_done(event, _).
        ToCome(event, *CONFIRMED) <-
            EventDay(event, day, *CONFIRMED),
            !EventDone(event, _),
            At(now),
            (certainly_before(now, day));

        // weaker#1, rules/order.dl:90
        //     weaker(one, other, other) :- at_least(one, other).
        Weaker(one, other, other) <-
            AtLeast(one, other);

        // weaker#2, rules/order.dl:91
        //     weaker(one, other, one) :- at_least(other, one).
        Weaker(one, other, one) <-
            AtLeast(other, one);

        // order_denied#1, rules/order.dl:97
        //     order_denied(first, second) :- ordered(first, second, _) @denied.
        OrderDenied(first, second) <-
            OrderedDenied(first, second, _);

        // told, rules/order.dl:113
        // A claim states it; the basis is the claim.
        //     stated_step(first, second, certainty, kind, name) :-
        //     ordered(first, second, kind) @{certainty: certainty, claim: name}, at_least(certainty, "possible"),
        //     !order_denied(first, second).
        StatedStep(first, second, certainty, kind, name) <-
            AtLeast(certainty, *POSSIBLE),
            OrderedClaims(first, second, kind, name, certainty, _, _, _, _, _),
            !OrderDenied(first, second);

        // invited before coming, rules/order.dl:117
        // A visit comes after the invitation at which it is made.
        //     stated_step(invitation, visit, certainty, "invitation", name) :-
        //     at_invitation(visit, invitation) @{certainty: certainty, claim: name}, at_least(certainty, "possible"),
        //     !order_denied(invitation, visit).
        StatedStep(invitation, visit, certainty, *INVITATION, name) <-
            AtLeast(certainty, *POSSIBLE),
            AtInvitationClaims(visit, invitation, name, certainty, _, _, _, _, _),
            !OrderDenied(invitation, visit);

        // accepted after invited, rules/order.dl:121
        // An acceptance comes after its invitation.
        //     stated_step(invitation, acceptance, certainty, "acceptance", name) :-
        //     acceptance(acceptance, invitation, _, _) @{certainty: certainty, claim: name}, at_least(certainty, "possible"),
        //     !order_denied(invitation, acceptance).
        StatedStep(invitation, acceptance, certainty, *ACCEPTANCE, name) <-
            AtLeast(certainty, *POSSIBLE),
            AcceptanceClaims(acceptance, invitation, _, _, name, certainty, _, _, _, _, _),
            !OrderDenied(invitation, acceptance);

        // return after visit, rules/order.dl:125
        // A return comes after the visit that it returns.
        //     stated_step(earlier, visit, certainty, "return", name) :-
        //     return_of(visit, earlier) @{certainty: certainty, claim: name}, at_least(certainty, "possible"),
        //     !order_denied(earlier, visit).
        StatedStep(earlier, visit, certainty, *RETURN, name) <-
            AtLeast(certainty, *POSSIBLE),
            ReturnOfClaims(visit, earlier, name, certainty, _, _, _, _, _),
            !OrderDenied(earlier, visit);

        // first of its class, rules/order.dl:129
        // What is the first of its class after a start comes after that start.
        //     stated_step(start, event, certainty, "first of", name) :-
        //     first_of(event, _, start) @{certainty: certainty, claim: name}, at_least(certainty, "possible"),
        //     !order_denied(start, event).
        StatedStep(start, event, certainty, *FIRST_OF, name) <-
            AtLeast(certainty, *POSSIBLE),
            FirstOfClaims(event, _, start, name, certainty, _, _, _, _, _),
            !OrderDenied(start, event);

        // first since, rules/order.dl:133
        // What is the first of its class since an event comes after that event.
        //     stated_step(since, event, certainty, "first since", name) :-
        //     first_since(event, _, since) @{certainty: certainty, claim: name}, at_least(certainty, "possible"),
        //     !order_denied(since, event).
        StatedStep(since, event, certainty, *FIRST_SINCE, name) <-
            AtLeast(certainty, *POSSIBLE),
            FirstSinceClaims(event, _, since, name, certainty, _, _, _, _, _),
            !OrderDenied(since, event);

        // counted in order, rules/order.dl:137
        // Of one series the first comes before the second.
        //     stated_step(first, second, certainty, "ordinal", series) :-
        //     ordinal(first, series, nth) @{certainty: one}, ordinal(second, series, later) @{certainty: other}, nth < later,
        //     weaker(one, other, certainty), !order_denied(first, second).
        StatedStep(first, second, certainty, *ORDINAL, series) <-
            OrdinalClaims(first, series, nth, _, one, _, _, _, _, _),
            OrdinalClaims(second, series, later, _, other, _, _, _, _, _),
            (nth < later),
            !OrderDenied(first, second),
            Weaker(one, other, certainty);

        // schedule before visit, rules/order.dl:141
        // An order of the fixing of a schedule becomes one of the visit by this premise alone.
        //     stated_step(scheduling, event, certainty, "premise", says) :-
        //     scheduling(scheduling, event, _) @{certainty: certainty}, at_least(certainty, "possible"),
        //     !order_denied(scheduling, event), says = "a visit comes after the fixing of its schedule", premise(says).
        StatedStep(scheduling, event, certainty, *PREMISE, says) <-
            let says = *A_VISIT_COMES_AFTER_THE_FIXING_OF_ITS_SC,
            AtLeast(certainty, *POSSIBLE),
            SchedulingClaims(scheduling, event, _, _, certainty, _, _, _, _, _),
            !OrderDenied(scheduling, event),
            Premise(says);

        // came_to_nothing#1, rules/order.dl:106
        //     came_to_nothing(event) :- denied_throughout(event).
        CameToNothing(event) <-
            DeniedThroughout(event);

        // came_to_nothing#2, rules/order.dl:107
        //     came_to_nothing(event) :- called_off(event, _).
        CameToNothing(event) <-
            CalledOff(event, _);

        // came_to_nothing#3, rules/order.dl:108
        //     came_to_nothing(event) :- event_called_off(event).
        CameToNothing(event) <-
            EventCalledOff(event);

        // order_step#1, rules/order.dl:101
        //     order_step(first, second, certainty, kind, basis) :-
        //     stated_step(first, second, certainty, kind, basis), !came_to_nothing(first), !came_to_nothing(second).
        OrderStep(first, second, certainty, kind, basis) <-
            StatedStep(first, second, certainty, kind, basis),
            !CameToNothing(first),
            !CameToNothing(second);

        // first_class#1, rules/order.dl:182
        //     first_class(class, first) :- first_of(first, class, _).
        FirstClass(class, first) <-
            FirstOf(first, class, _);

        // first_class#2, rules/order.dl:183
        //     first_class(class, first) :- first_since(first, class, _).
        FirstClass(class, first) <-
            FirstSince(first, class, _);

        // same destination, rules/order.dl:172
        // Whatever the class is, a visit of the same person to the same country belongs to it.
        //     of_class(class, first, other) :-
        //     first_class(class, first), visit(first, who, country, _), visit(other, who, country, _), first != other.
        OfClass(class, first, other) <-
            FirstClass(class, first),
            Visit(first, who, country, _),
            Visit(other, who, country, _),
            (first != other);

        // any destination, rules/order.dl:175
        // Every visit of the person belongs to a class of visits abroad.
        //     of_class(class, first, other) :-
        //     first_class(class, first), (contains("abroad", class) ; contains("overseas", class)),
        //     visit(first, who, _, _), visit(other, who, _, _), first != other,
        //     premise("a visit abroad belongs to the class of which another visit of the same person is the first").
        OfClass(class, first, other) <-
            Premise(*A_VISIT_ABROAD_BELONGS_TO_THE_CLASS_OF_W),
            FirstClass(class, first),
            (contains(*ABROAD, class)),
            Visit(first, who, _, _),
            Visit(other, who, _, _),
            (first != other);

        // any destination, rules/order.dl:175
        // Every visit of the person belongs to a class of visits abroad.
        //     of_class(class, first, other) :-
        //     first_class(class, first), (contains("abroad", class) ; contains("overseas", class)),
        //     visit(first, who, _, _), visit(other, who, _, _), first != other,
        //     premise("a visit abroad belongs to the class of which another visit of the same person is the first").
        OfClass(class, first, other) <-
            Premise(*A_VISIT_ABROAD_BELONGS_TO_THE_CLASS_OF_W),
            FirstClass(class, first),
            (contains(*OVERSEAS, class)),
            Visit(first, who, _, _),
            Visit(other, who, _, _),
            (first != other);

        // certainly_after#1, rules/order.dl:188
        //     certainly_after(event, start, certainty) :-
        //     first_of(first, class, start), of_class(class, first, event), date_step(start, event, certainty).
        CertainlyAfter(event, start, certainty) <-
            FirstOf(first, class, start),
            !CameToNothing(start),
            OfClass(class, first, event),
            (start != event),
            !OrderDenied(start, event),
            !CameToNothing(event),
            EventDay(start, one, sure),
            EventDay(event, other, also),
            (certainly_before(one, other)),
            Weaker(sure, also, certainty);

        // certainly_after#2, rules/order.dl:190
        //     certainly_after(event, start, certainty) :-
        //     first_of(first, class, start), of_class(class, first, event), order_step(start, event, certainty, _, _).
        CertainlyAfter(event, start, certainty) <-
            FirstOf(first, class, start),
            OfClass(class, first, event),
            OrderStep(start, event, certainty, _, _);

        // first_before#1, rules/order.dl:165
        //     first_before(first, other, certainty) :-
        //     first_of(first, class, start) @{certainty: one}, of_class(class, first, other),
        //     certainly_after(other, start, two), weaker(one, two, certainty), !order_denied(first, other).
        FirstBefore(first, other, certainty) <-
            FirstOfClaims(first, class, start, _, one, _, _, _, _, _),
            OfClass(class, first, other),
            !OrderDenied(first, other),
            CertainlyAfter(other, start, two),
            Weaker(one, two, certainty);

        // comes_before#1, rules/order.dl:147
        //     comes_before(first, second, certainty) :- order_step(first, second, certainty, _, _).
        ComesBefore(first, second, certainty) <-
            OrderStep(first, second, certainty, _, _);

        // comes_before#2, rules/order.dl:148
        //     comes_before(first, second, certainty) :-
        //     comes_before(first, middle, one), order_step(middle, second, other, _, _), weaker(one, other, certainty),
        //     !order_denied(first, second).
        ComesBefore(first, second, certainty) <-
            ComesBefore(first, middle, one),
            OrderStep(middle, second, other, _, _),
            !OrderDenied(first, second),
            Weaker(one, other, certainty);

        // within what comes later, rules/order.dl:152
        // What comes before an event comes before what happens in its course.
        //     comes_before(first, part, certainty) :-
        //     comes_before(first, whole, one), during(part, whole) @{certainty: other}, weaker(one, other, certainty),
        //     first != part, !order_denied(first, part), !during(first, whole).
        ComesBefore(first, part, certainty) <-
            ComesBefore(first, whole, one),
            !During(first, whole),
            DuringClaims(part, whole, _, other, _, _, _, _, _),
            (first != part),
            !OrderDenied(first, part),
            Weaker(one, other, certainty);

        // within what came earlier, rules/order.dl:156
        // What happens in the course of an event comes before what comes after it.
        //     comes_before(part, second, certainty) :-
        //     comes_before(whole, second, one), during(part, whole) @{certainty: other}, weaker(one, other, certainty),
        //     part != second, !order_denied(part, second), !during(second, whole).
        ComesBefore(part, second, certainty) <-
            ComesBefore(whole, second, one),
            !During(second, whole),
            DuringClaims(part, whole, _, other, _, _, _, _, _),
            (part != second),
            !OrderDenied(part, second),
            Weaker(one, other, certainty);

        // before every other of its class, rules/order.dl:161
        // The first visit of a person after a start comes before his other visits abroad
        // after that start.
        //     comes_before(first, other, certainty) :- first_before(first, other, certainty).
        ComesBefore(first, other, certainty) <-
            FirstBefore(first, other, certainty);

        // date_order#1, rules/order.dl:197
        //     date_order(first, second, certainty) :- date_step(first, second, certainty).
        DateOrder(first, second, certainty) <-
            EventDay(first, one, sure),
            !CameToNothing(first),
            Weaker(sure, also, certainty),
            EventDay(second, other, also),
            (certainly_before(one, other)),
            (first != second),
            !OrderDenied(first, second),
            !CameToNothing(second);

        // date_order_surer#1, rules/order.dl:215
        //     date_order_surer(first, second, certainty) :-
        //     date_order(first, second, certainty), date_order(first, second, surer), at_least(surer, certainty),
        //     surer != certainty.
        DateOrderSurer(first, second, certainty) <-
            DateOrder(first, second, certainty),
            DateOrder(first, second, surer),
            (surer != certainty),
            AtLeast(surer, certainty);

        // coming_day#1, rules/order.dl:270
        //     coming_day(event, day, certainty) :- to_come(event, _), event_day(event, day, certainty).
        ComingDay(event, day, certainty) <-
            ToCome(event, _),
            EventDay(event, day, certainty);

        // next_step#1, rules/order.dl:262
        //     next_step(first, second, certainty) :-
        //     comes_before(first, second, certainty), to_come(first, _), to_come(second, _), first != second.
        NextStep(first, second, certainty) <-
            ComesBefore(first, second, certainty),
            (first != second),
            ToCome(first, _),
            ToCome(second, _);

        // next_step#2, rules/order.dl:264
        //     next_step(first, second, certainty) :-
        //     coming_day(first, one, sure), coming_day(second, other, also),
        //     days_in_order(first, one, sure, second, other, also, certainty).
        NextStep(first, second, certainty) <-
            ComingDay(first, one, sure),
            !CameToNothing(first),
            Weaker(sure, also, certainty),
            ComingDay(second, other, also),
            (certainly_before(one, other)),
            (first != second),
            !OrderDenied(first, second),
            !CameToNothing(second);

        // comes_next#1, rules/order.dl:249
        //     comes_next(first, second, certainty) :- next_step(first, second, certainty).
        ComesNext(first, second, certainty) <-
            NextStep(first, second, certainty);

        // comes_next#2, rules/order.dl:250
        //     comes_next(first, second, certainty) :-
        //     comes_next_through(first, second, certainty), first != second, !order_denied(first, second).
        ComesNext(first, second, certainty) <-
            ComesNextThrough(first, second, certainty),
            (first != second),
            !OrderDenied(first, second);

        // comes_next_through#1, rules/order.dl:256
        //     comes_next_through(first, second, certainty) :-
        //     comes_next(first, middle, one), weaker(one, other, certainty), next_step(middle, second, other).
        //     .plan 0: (1, 2, 3)
        ComesNextThrough(first, second, certainty) <-
            ComesNext(first, middle, one),
            Weaker(one, other, certainty),
            NextStep(middle, second, other);

        // leads_to#1, rules/order.dl:238
        //     leads_to(first, second, certainty) :- comes_before(first, second, certainty).
        LeadsTo(first, second, certainty) <-
            ComesBefore(first, second, certainty);

        // leads_to#2, rules/order.dl:239
        //     leads_to(first, second, certainty) :- comes_next(first, second, certainty).
        LeadsTo(first, second, certainty) <-
            ComesNext(first, second, certainty);
    }

    demarche::stage! {
        read at: At(day);
        read at_least: AtLeast(grade, floor);
        read visit: Visit(visit, who, country, day);
        read withdrawal_confirmed: WithdrawalConfirmed(withdrawal, who, what, day);
        read did_not_happen_confirmed: DidNotHappenConfirmed(event, span);
        read acceptance_claims: AcceptanceClaims(acceptance, invitation, who, day, claim, certainty, article, speaker, origin, published, said);
        read at_invitation_claims: AtInvitationClaims(visit, invitation, claim, certainty, article, speaker, origin, published, said);
        read return_of_claims: ReturnOfClaims(visit, earlier, claim, certainty, article, speaker, origin, published, said);
        read meeting_confirmed: MeetingConfirmed(meeting, kind, day);
        read meeting_denied: MeetingDenied(meeting, kind, day);
        read happening_confirmed: HappeningConfirmed(event, kind, day);
        read happening_denied: HappeningDenied(event, kind, day);
        read during: During(event, whole);
        read during_claims: DuringClaims(event, whole, claim, certainty, article, speaker, origin, published, said);
        read scheduling_claims: SchedulingClaims(scheduling, event, day, claim, certainty, article, speaker, origin, published, said);
        read scheduling_confirmed: SchedulingConfirmed(scheduling, event, day);
        read ordered_claims: OrderedClaims(first, second, kind, claim, certainty, article, speaker, origin, published, said);
        read ordered_denied: OrderedDenied(first, second, kind);
        read first_of: FirstOf(event, class, start);
        read first_of_claims: FirstOfClaims(event, class, start, claim, certainty, article, speaker, origin, published, said);
        read first_since: FirstSince(event, class, since);
        read first_since_claims: FirstSinceClaims(event, class, since, claim, certainty, article, speaker, origin, published, said);
        read ordinal_claims: OrdinalClaims(event, series, nth, claim, certainty, article, speaker, origin, published, said);
        read premise: Premise(says);
        read done: Done(visit, who, country, day);
        read passed: Passed(day);
        read called_off: CalledOff(visit, day);
        read taken_up_again: TakenUpAgain(event, day);
        read denied_throughout: DeniedThroughout(visit);
        read unreported: Unreported(visit, who, country, due, grade);
        read lapsed: Lapsed(visit, who, country, due);
        read visit_to_come: VisitToCome(visit, who, country, grade);
        read event_day: EventDay(event, day, certainty);
        read event_spoken: EventSpoken(event, day, certainty);
        derive event_done: EventDone(event, day);
        derive event_surer: EventSurer(event, certainty);
        derive event_called_off: EventCalledOff(event);
        derive own_day_passed: OwnDayPassed(event, due, certainty);
        derive event_overdue: EventOverdue(event, due, certainty);
        derive course_over: CourseOver(whole, due);
        derive unreported_event: UnreportedEvent(event, due, certainty);
        derive to_come: ToCome(event, certainty);
        derive weaker: Weaker(one, other, weakest);
        derive order_denied: OrderDenied(first, second);
        derive stated_step: StatedStep(first, second, certainty, kind, basis);
        derive came_to_nothing: CameToNothing(event);
        derive order_step: OrderStep(first, second, certainty, kind, basis);
        derive first_class: FirstClass(class, first);
        derive of_class: OfClass(class, first, other);
        derive certainly_after: CertainlyAfter(event, start, certainty);
        derive first_before: FirstBefore(first, other, certainty);
        derive comes_before: ComesBefore(first, second, certainty);
        derive date_order: DateOrder(first, second, certainty);
        derive date_order_surer: DateOrderSurer(first, second, certainty);
        derive coming_day: ComingDay(event, day, certainty);
        derive next_step: NextStep(first, second, certainty);
        derive comes_next: ComesNext(first, second, certainty);
        derive comes_next_through: ComesNextThrough(first, second, certainty);
        derive leads_to: LeadsTo(first, second, certainty);
    }
}

#[allow(unreachable_pub, clippy::all, clippy::pedantic, reason = "what crepe expands to")]
mod stage_6 {
    use super::*;

    crepe! {
        @input
        struct At(PartialDate);
        @input
        struct AtLeast(Name, Name);
        @input
        struct Person(Name, Name);
        @input
        struct ForEvent(Name, Name);
        @input
        struct During(Name, Name);
        @input
        struct Ordered(Name, Name, Name);
        @input
        struct FirstOf(Name, Name, Name);
        @input
        struct FirstSince(Name, Name, Name);
        @input
        struct Forecast(Name, Name, Name, PartialDate);
        @input
        struct ForecastClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct ForecastFailedConfirmed(Name, PartialDate);
        @input
        struct Spoken(Name);
        @input
        struct Plan(Name, Name, Name, PartialDate, Name);
        @input
        struct CalledOff(Name, PartialDate);
        @input
        struct VisitToCome(Name, Name, Name, Name);
        @input
        struct VisitRank(Name, Name, Name);
        @input
        struct EventDay(Name, PartialDate, Name);
        @input
        struct EventSpoken(Name, PartialDate, Name);
        @input
        struct EventDone(Name, PartialDate);
        @input
        struct EventCalledOff(Name);
        @input
        struct ToCome(Name, Name);
        @input
        struct Weaker(Name, Name, Name);
        @input
        struct OrderDenied(Name, Name);
        @input
        struct OrderStep(Name, Name, Name, Name, Name);
        @input
        struct CameToNothing(Name);
        @input
        struct ComesBefore(Name, Name, Name);
        @input
        struct FirstBefore(Name, Name, Name);
        @input
        struct OfClass(Name, Name, Name);
        @input
        struct DateOrder(Name, Name, Name);
        @input
        struct DateOrderSurer(Name, Name, Name);
        @input
        struct LeadsTo(Name, Name, Name);
        @input
        struct ComesNext(Name, Name, Name);
        @input
        struct DenialSpan(Name, PartialDate, Name);
        @output
        struct DirectlyBefore(Name, Name);
        @output
        struct Before(Name, Name, Name, Name, Name);
        @output
        struct IsOrdered(Name, Name);
        @output
        struct OrderedMoreSurely(Name, Name, Name);
        @output
        struct ExpectedOrder(Name, Name, Name);
        @output
        struct ExpectedEventOrder(Name, Name, Name);
        @output
        struct BelongTogether(Name, Name);
        @output
        struct NotOrdered(Name, Name);
        @output
        struct OrderConflict(Name, Name, Name);
        @output
        struct PartOfStretch(Name, PartialDate, Name);
        @output
        struct WholeDay(Name, PartialDate, Name);
        @output
        struct NotBefore(Name, PartialDate, Name);
        @output
        struct NotAfter(Name, PartialDate, Name);
        @output
        struct NotBeforeLater(Name, PartialDate, Name);
        @output
        struct NotAfterEarlier(Name, PartialDate, Name);
        @output
        struct Bounds(Name, PartialDate, PartialDate, Name);
        @output
        struct BoundsSurer(Name, PartialDate, PartialDate, Name);
        @output
        struct Dated(Name, PartialDate, PartialDate, Name);
        @output
        struct DatesClash(Name, PartialDate, PartialDate, Name);
        @output
        struct AwaitedVisit(Name, Name, Name, Name, Name, Name);
        @output
        struct Preceded(Name, Name, Name);
        @output
        struct NextVisit(Name, Name, Name, Name, Name, Name);
        @output
        struct OtherTripFirst(Name, Name);
        @output
        struct NextTrip(Name, Name, Name, Name);
        @output
        struct ForecastMade(Name, Name, Name, PartialDate);
        @output
        struct InWindow(PartialDate, PartialDate);
        @output
        struct ForecastFulfilled(Name);
        @output
        struct PastWindow(Name);
        @output
        struct ForecastFailedBy(Name, Name);
        @output
        struct AnnouncedFor(Name, PartialDate);
        @output
        struct ForecastOvertaken(Name, PartialDate);
        @output
        struct ForecastPerhapsFulfilled(Name);

        // directly_before#1, rules/order.dl:243
        //     directly_before(first, second) :- order_step(first, second, _, _, _).
        DirectlyBefore(first, second) <-
            OrderStep(first, second, _, _, _);

        // directly_before#2, rules/order.dl:244
        //     directly_before(first, second) :- date_order(first, second, _).
        DirectlyBefore(first, second) <-
            DateOrder(first, second, _);

        // directly_before#3, rules/order.dl:245
        //     directly_before(first, second) :- event_done(first, _), to_come(second, _).
        DirectlyBefore(first, second) <-
            EventDone(first, _),
            ToCome(second, _);

        // before#1, rules/order.dl:225
        //     before(first, second, certainty, kind, basis) :- order_step(first, second, certainty, kind, basis).
        Before(first, second, certainty, kind, basis) <-
            OrderStep(first, second, certainty, kind, basis);

        // before#2, rules/order.dl:226
        //     before(first, second, certainty, "dates", "the days told of both") :-
        //     date_order(first, second, certainty), !date_order_surer(first, second, certainty).
        Before(first, second, certainty, *DATES, *THE_DAYS_TOLD_OF_BOTH) <-
            DateOrder(first, second, certainty),
            !DateOrderSurer(first, second, certainty);

        // before#3, rules/order.dl:228
        //     before(first, second, certainty, "first of its class", "what is told to be the first") :-
        //     first_before(first, second, certainty).
        Before(first, second, certainty, *FIRST_OF_ITS_CLASS, *WHAT_IS_TOLD_TO_BE_THE_FIRST) <-
            FirstBefore(first, second, certainty);

        // what is done is done, rules/order.dl:231
        // What is still to come on the day judged comes after all that is done by then.
        //     before(first, second, certainty, "already done", "the day judged") :- event_done(first, _), to_come(second, certainty).
        Before(first, second, certainty, *ALREADY_DONE, *THE_DAY_JUDGED) <-
            EventDone(first, _),
            ToCome(second, certainty);

        // before#5, rules/order.dl:232
        //     before(first, second, certainty, "through", middle) :-
        //     leads_to(first, middle, one), leads_to(middle, second, other), first != second, weaker(one, other, certainty),
        //     !directly_before(first, second), !order_denied(first, second).
        Before(first, second, certainty, *THROUGH, middle) <-
            LeadsTo(first, middle, one),
            LeadsTo(middle, second, other),
            (first != second),
            !DirectlyBefore(first, second),
            !OrderDenied(first, second),
            Weaker(one, other, certainty);

        // is_ordered#1, rules/order.dl:274
        //     is_ordered(first, second) :- comes_next(first, second, _).
        IsOrdered(first, second) <-
            ComesNext(first, second, _);

        // is_ordered#2, rules/order.dl:275
        //     is_ordered(first, second) :- comes_next(second, first, _).
        IsOrdered(first, second) <-
            ComesNext(second, first, _);

        // ordered_more_surely#1, rules/order.dl:279
        //     ordered_more_surely(first, second, certainty) :-
        //     comes_next(first, second, certainty), comes_next(first, second, surer), at_least(surer, certainty),
        //     surer != certainty.
        OrderedMoreSurely(first, second, certainty) <-
            ComesNext(first, second, certainty),
            ComesNext(first, second, surer),
            (surer != certainty),
            AtLeast(surer, certainty);

        // expected_order#1, rules/order.dl:285
        //     expected_order(first, second, certainty) :-
        //     comes_next(first, second, certainty), !ordered_more_surely(first, second, certainty),
        //     visit_to_come(first, _, _, _), visit_to_come(second, _, _, _).
        ExpectedOrder(first, second, certainty) <-
            ComesNext(first, second, certainty),
            !OrderedMoreSurely(first, second, certainty),
            VisitToCome(first, _, _, _),
            VisitToCome(second, _, _, _);

        // expected_event_order#1, rules/order.dl:292
        //     expected_event_order(first, second, certainty) :-
        //     comes_next(first, second, certainty), !ordered_more_surely(first, second, certainty).
        ExpectedEventOrder(first, second, certainty) <-
            ComesNext(first, second, certainty),
            !OrderedMoreSurely(first, second, certainty);

        // belong_together#1, rules/order.dl:302
        //     belong_together(one, other) :- during(one, other).
        BelongTogether(one, other) <-
            During(one, other);

        // belong_together#2, rules/order.dl:303
        //     belong_together(one, other) :- during(other, one).
        BelongTogether(one, other) <-
            During(other, one);

        // belong_together#3, rules/order.dl:304
        //     belong_together(one, other) :- for_event(one, other).
        BelongTogether(one, other) <-
            ForEvent(one, other);

        // belong_together#4, rules/order.dl:305
        //     belong_together(one, other) :- for_event(other, one).
        BelongTogether(one, other) <-
            ForEvent(other, one);

        // not_ordered#1, rules/order.dl:297
        //     not_ordered(one, other) :-
        //     to_come(one, _), to_come(other, _), one != other, !is_ordered(one, other), !belong_together(one, other).
        NotOrdered(one, other) <-
            ToCome(one, _),
            ToCome(other, _),
            (one != other),
            !IsOrdered(one, other),
            !BelongTogether(one, other);

        // each before the other, rules/order.dl:312
        // The stated orders run in a circle.
        //     order_conflict(first, second, "each is told to come before the other") :-
        //     comes_before(first, second, _), comes_before(second, first, _), first != second.
        OrderConflict(first, second, *EACH_IS_TOLD_TO_COME_BEFORE_THE_OTHER) <-
            ComesBefore(first, second, _),
            (first != second),
            ComesBefore(second, first, _);

        // dates against words, rules/order.dl:315
        // The dates put the second event first.
        //     order_conflict(first, second, "told to come first, but the dates say otherwise") :-
        //     comes_before(first, second, _), date_step(second, first, _).
        OrderConflict(first, second, *TOLD_TO_COME_FIRST_BUT_THE_DATES_SAY_OTH) <-
            ComesBefore(first, second, _),
            (second != first),
            !OrderDenied(second, first),
            !CameToNothing(second),
            !CameToNothing(first),
            EventDay(second, one, sure),
            EventDay(first, other, also),
            (certainly_before(one, other)),
            Weaker(sure, also, _);

        // overtaken, rules/order.dl:318
        // The second event is done and the first, told to come before it, is still to come.
        //     order_conflict(first, second, "told to come first, but only the second is done") :-
        //     comes_before(first, second, _), event_done(second, _), to_come(first, _).
        OrderConflict(first, second, *TOLD_TO_COME_FIRST_BUT_ONLY_THE_SECOND_I) <-
            ComesBefore(first, second, _),
            EventDone(second, _),
            ToCome(first, _);

        // not the first, rules/order.dl:321
        // Another visit of its class lies between the start and the visit told to be the first.
        //     order_conflict(first, other, "told to be the first, but the other of its class comes between") :-
        //     first_of(first, class, start), of_class(class, first, other), date_step(start, other, _),
        //     date_step(other, first, _).
        OrderConflict(first, other, *TOLD_TO_BE_THE_FIRST_BUT_THE_OTHER_OF_IT) <-
            FirstOf(first, class, start),
            !CameToNothing(start),
            !CameToNothing(first),
            OfClass(class, first, other),
            (start != other),
            !OrderDenied(start, other),
            !CameToNothing(other),
            (other != first),
            !OrderDenied(other, first),
            !CameToNothing(other),
            EventDay(start, one, sure),
            EventDay(other, other_1, also),
            (certainly_before(one, other_1)),
            Weaker(sure, also, _),
            EventDay(other, one_3, sure_3),
            EventDay(first, other_3, also_3),
            (certainly_before(one_3, other_3)),
            Weaker(sure_3, also_3, _);

        // order_conflict#5, rules/order.dl:324
        //     order_conflict(first, other, "told to be the first, but the other of its class comes between") :-
        //     first_since(first, class, start), of_class(class, first, other), date_step(start, other, _),
        //     date_step(other, first, _).
        OrderConflict(first, other, *TOLD_TO_BE_THE_FIRST_BUT_THE_OTHER_OF_IT) <-
            FirstSince(first, class, start),
            !CameToNothing(start),
            !CameToNothing(first),
            OfClass(class, first, other),
            (start != other),
            !OrderDenied(start, other),
            !CameToNothing(other),
            (other != first),
            !OrderDenied(other, first),
            !CameToNothing(other),
            EventDay(start, one, sure),
            EventDay(other, other_1, also),
            (certainly_before(one, other_1)),
            Weaker(sure, also, _),
            EventDay(other, one_3, sure_3),
            EventDay(first, other_3, also_3),
            (certainly_before(one_3, other_3)),
            Weaker(sure_3, also_3, _);

        // a denied order, rules/order.dl:328
        // A source denies an order that another source states.
        //     order_conflict(first, second, "told by one source and denied by another") :-
        //     order_denied(first, second), ordered(first, second, _).
        OrderConflict(first, second, *TOLD_BY_ONE_SOURCE_AND_DENIED_BY_ANOTHER) <-
            OrderDenied(first, second),
            Ordered(first, second, _);

        // part_of_stretch#1, rules/dated.dl:7
        //     part_of_stretch(event, day, certainty) :-
        //     event_day(event, day, _), event_day(event, stretch, sure), at_least(sure, certainty),
        //     day != stretch, within(day, stretch), !within(stretch, day).
        PartOfStretch(event, day, certainty) <-
            EventDay(event, day, _),
            EventDay(event, stretch, sure),
            (day != stretch),
            (within(day, stretch)),
            (!within(stretch, day)),
            AtLeast(sure, certainty);

        // whole_day#1, rules/dated.dl:13
        //     whole_day(event, day, certainty) :-
        //     event_day(event, day, sure), at_least(sure, certainty), !part_of_stretch(event, day, certainty).
        WholeDay(event, day, certainty) <-
            EventDay(event, day, sure),
            AtLeast(sure, certainty),
            !PartOfStretch(event, day, certainty);

        // not_before#1, rules/dated.dl:18
        //     not_before(event, earliest(day), certainty) :- whole_day(event, day, certainty).
        NotBefore(event, day2, certainty) <-
            WholeDay(event, day, certainty),
            let Some(day2) = earliest(day);

        // after its predecessor, rules/dated.dl:20
        // What comes after an event is not before the first day possible for that event.
        //     not_before(event, earliest(day), certainty) :-
        //     comes_before(first, event, one), whole_day(first, day, certainty), at_least(one, certainty), event_day(event, _, _).
        NotBefore(event, day2, certainty) <-
            ComesBefore(first, event, one),
            WholeDay(first, day, certainty),
            AtLeast(one, certainty),
            EventDay(event, _, _),
            let Some(day2) = earliest(day);

        // not_after#1, rules/dated.dl:25
        //     not_after(event, latest(day), certainty) :- whole_day(event, day, certainty).
        NotAfter(event, day2, certainty) <-
            WholeDay(event, day, certainty),
            let Some(day2) = latest(day);

        // before its successor, rules/dated.dl:27
        // What comes before an event is not after the last day possible for that event.
        //     not_after(event, latest(day), certainty) :-
        //     comes_before(event, second, one), whole_day(second, day, certainty), at_least(one, certainty),
        //     event_day(event, _, _).
        NotAfter(event, day2, certainty) <-
            ComesBefore(event, second, one),
            WholeDay(second, day, certainty),
            AtLeast(one, certainty),
            EventDay(event, _, _),
            let Some(day2) = latest(day);

        // not_before_later#1, rules/dated.dl:33
        //     not_before_later(event, day, certainty) :-
        //     not_before(event, day, certainty), not_before(event, later, certainty), day < later.
        NotBeforeLater(event, day, certainty) <-
            NotBefore(event, day, certainty),
            NotBefore(event, later, certainty),
            (certainly_before(day, later));

        // not_after_earlier#1, rules/dated.dl:38
        //     not_after_earlier(event, day, certainty) :-
        //     not_after(event, day, certainty), not_after(event, sooner, certainty), sooner < day.
        NotAfterEarlier(event, day, certainty) <-
            NotAfter(event, day, certainty),
            NotAfter(event, sooner, certainty),
            (certainly_before(sooner, day));

        // bounds#1, rules/dated.dl:43
        //     bounds(event, least, most, certainty) :-
        //     not_before(event, least, certainty), !not_before_later(event, least, certainty),
        //     not_after(event, most, certainty), !not_after_earlier(event, most, certainty).
        Bounds(event, least, most, certainty) <-
            NotBefore(event, least, certainty),
            !NotBeforeLater(event, least, certainty),
            NotAfter(event, most, certainty),
            !NotAfterEarlier(event, most, certainty);

        // no first day, rules/dated.dl:48
        // Nothing tells since when: the least is then the day told itself, some day up to the most.
        //     bounds(event, day, most, certainty) :-
        //     whole_day(event, day, certainty), most = latest(day), !not_after_earlier(event, most, certainty),
        //     !not_before(event, _, certainty).
        Bounds(event, day, most, certainty) <-
            WholeDay(event, day, certainty),
            let Some(most) = latest(day),
            !NotAfterEarlier(event, most, certainty),
            !NotBefore(event, _, certainty);

        // no last day, rules/dated.dl:52
        // Nothing tells until when: the most is then the day told itself, some day from the least on.
        //     bounds(event, least, day, certainty) :-
        //     whole_day(event, day, certainty), least = earliest(day), !not_before_later(event, least, certainty),
        //     !not_after(event, _, certainty).
        Bounds(event, least, day, certainty) <-
            WholeDay(event, day, certainty),
            let Some(least) = earliest(day),
            !NotBeforeLater(event, least, certainty),
            !NotAfter(event, _, certainty);

        // bounds_surer#1, rules/dated.dl:58
        //     bounds_surer(event, least, most, certainty) :-
        //     bounds(event, least, most, certainty), bounds(event, least, most, surer), at_least(surer, certainty),
        //     surer != certainty.
        BoundsSurer(event, least, most, certainty) <-
            Bounds(event, least, most, certainty),
            Bounds(event, least, most, surer),
            (surer != certainty),
            AtLeast(surer, certainty);

        // dated#1, rules/dated.dl:65
        //     dated(event, least, most, certainty) :-
        //     bounds(event, least, most, certainty), !bounds_surer(event, least, most, certainty), !(most < least).
        Dated(event, least, most, certainty) <-
            Bounds(event, least, most, certainty),
            !BoundsSurer(event, least, most, certainty),
            (!(certainly_before(most, least)));

        // dates_clash#1, rules/dated.dl:70
        //     dates_clash(event, least, most, certainty) :-
        //     bounds(event, least, most, certainty), !bounds_surer(event, least, most, certainty), most < least.
        DatesClash(event, least, most, certainty) <-
            Bounds(event, least, most, certainty),
            !BoundsSurer(event, least, most, certainty),
            (certainly_before(most, least));

        // awaited_visit#1, rules/forecasts.dl:11
        //     awaited_visit(state, rank, visit, who, to, certainty) :-
        //     visit_to_come(visit, who, to, certainty), person(who, state), visit_rank(visit, who, rank).
        AwaitedVisit(state, rank, visit, who, to, certainty) <-
            VisitToCome(visit, who, to, certainty),
            VisitRank(visit, who, rank),
            Person(who, state);

        // awaited_visit#2, rules/forecasts.dl:13
        //     awaited_visit(to, rank, visit, who, to, certainty) :-
        //     visit_to_come(visit, who, to, certainty), visit_rank(visit, who, rank).
        AwaitedVisit(to, rank, visit, who, to, certainty) <-
            VisitToCome(visit, who, to, certainty),
            VisitRank(visit, who, rank);

        // awaited_visit#3, rules/forecasts.dl:15
        //     awaited_visit(state, "any", visit, who, to, certainty) :- visit_to_come(visit, who, to, certainty), person(who, state).
        AwaitedVisit(state, *ANY, visit, who, to, certainty) <-
            VisitToCome(visit, who, to, certainty),
            Person(who, state);

        // awaited_visit#4, rules/forecasts.dl:16
        //     awaited_visit(to, "any", visit, who, to, certainty) :- visit_to_come(visit, who, to, certainty).
        AwaitedVisit(to, *ANY, visit, who, to, certainty) <-
            VisitToCome(visit, who, to, certainty);

        // preceded#1, rules/forecasts.dl:20
        //     preceded(state, rank, visit) :-
        //     awaited_visit(state, rank, visit, _, _, _), awaited_visit(state, rank, sooner, _, _, _),
        //     expected_order(sooner, visit, _).
        Preceded(state, rank, visit) <-
            AwaitedVisit(state, rank, visit, _, _, _),
            AwaitedVisit(state, rank, sooner, _, _, _),
            ExpectedOrder(sooner, visit, _);

        // next_visit#1, rules/forecasts.dl:27
        //     next_visit(state, rank, who, to, visit, certainty) :-
        //     awaited_visit(state, rank, visit, who, to, certainty), !preceded(state, rank, visit).
        NextVisit(state, rank, who, to, visit, certainty) <-
            AwaitedVisit(state, rank, visit, who, to, certainty),
            !Preceded(state, rank, visit);

        // other_trip_first#1, rules/forecasts.dl:36
        //     other_trip_first(visit, who) :-
        //     visit_to_come(visit, who, _, _), visit_to_come(sooner, who, _, _), expected_order(sooner, visit, _).
        OtherTripFirst(visit, who) <-
            VisitToCome(visit, who, _, _),
            VisitToCome(sooner, who, _, _),
            ExpectedOrder(sooner, visit, _);

        // next_trip#1, rules/forecasts.dl:32
        //     next_trip(who, to, visit, certainty) :- visit_to_come(visit, who, to, certainty), !other_trip_first(visit, who).
        NextTrip(who, to, visit, certainty) <-
            VisitToCome(visit, who, to, certainty),
            !OtherTripFirst(visit, who);

        // forecast_made#1, rules/forecasts.dl:43
        //     forecast_made(forecast, holder, event, window) :-
        //     forecast(forecast, holder, event, window) @{certainty: grade, claim: name}, at_least(grade, "possible"),
        //     spoken(name).
        ForecastMade(forecast, holder, event, window) <-
            AtLeast(grade, *POSSIBLE),
            ForecastClaims(forecast, holder, event, window, name, grade, _, _, _, _, _),
            Spoken(name);

        // in_window#1, rules/forecasts.dl:54
        //     in_window(day, window) :-
        //     forecast(_, _, event, window), event_day(event, day, _), within(day, throughout(window, window)),
        //     may_overlap(day, window).
        InWindow(day, window) <-
            Forecast(_, _, event, window),
            EventDay(event, day, _),
            let Some(date) = throughout(window, window),
            (within(day, date)),
            (may_overlap(day, window));

        // forecast_fulfilled#1, rules/forecasts.dl:49
        //     forecast_fulfilled(forecast) :-
        //     forecast_made(forecast, _, event, window), event_done(event, day), in_window(day, window).
        ForecastFulfilled(forecast) <-
            ForecastMade(forecast, _, event, window),
            EventDone(event, day),
            InWindow(day, window);

        // past_window#1, rules/forecasts.dl:126
        //     past_window(forecast) :- forecast_made(forecast, _, _, window), at(now), window < now.
        PastWindow(forecast) <-
            ForecastMade(forecast, _, _, window),
            At(now),
            (certainly_before(window, now));

        // forecast_failed_by#1, rules/forecasts.dl:70
        //     forecast_failed_by(forecast, "asserted by a source") :-
        //     forecast_failed(forecast, day) @confirmed, at(now), !(now < day).
        ForecastFailedBy(forecast, *ASSERTED_BY_A_SOURCE) <-
            ForecastFailedConfirmed(forecast, day),
            At(now),
            (!(certainly_before(now, day)));

        // denied, rules/forecasts.dl:73
        // The denial was spoken by the day judged, or the window had passed by then.
        //     forecast_failed_by(forecast, "denied over the whole window") :-
        //     forecast_made(forecast, _, event, window), denial_span(event, span, name),
        //     within(throughout(window, window), throughout(span, span)), (spoken(name) ; past_window(forecast)).
        ForecastFailedBy(forecast, *DENIED_OVER_THE_WHOLE_WINDOW) <-
            ForecastMade(forecast, _, event, window),
            DenialSpan(event, span, name),
            let Some(date) = throughout(window, window),
            let Some(date2) = throughout(span, span),
            (within(date, date2)),
            Spoken(name);

        // denied, rules/forecasts.dl:73
        // The denial was spoken by the day judged, or the window had passed by then.
        //     forecast_failed_by(forecast, "denied over the whole window") :-
        //     forecast_made(forecast, _, event, window), denial_span(event, span, name),
        //     within(throughout(window, window), throughout(span, span)), (spoken(name) ; past_window(forecast)).
        ForecastFailedBy(forecast, *DENIED_OVER_THE_WHOLE_WINDOW) <-
            ForecastMade(forecast, _, event, window),
            DenialSpan(event, span, _),
            let Some(date) = throughout(window, window),
            let Some(date2) = throughout(span, span),
            (within(date, date2)),
            PastWindow(forecast);

        // forecast_failed_by#3, rules/forecasts.dl:76
        //     forecast_failed_by(forecast, "called off") :-
        //     forecast_made(forecast, _, event, _), (called_off(event, _) ; event_called_off(event)).
        ForecastFailedBy(forecast, *CALLED_OFF) <-
            ForecastMade(forecast, _, event, _),
            CalledOff(event, _);

        // forecast_failed_by#3, rules/forecasts.dl:76
        //     forecast_failed_by(forecast, "called off") :-
        //     forecast_made(forecast, _, event, _), (called_off(event, _) ; event_called_off(event)).
        ForecastFailedBy(forecast, *CALLED_OFF) <-
            ForecastMade(forecast, _, event, _),
            EventCalledOff(event);

        // announced_for#1, rules/forecasts.dl:89
        //     announced_for(event, day) :- plan(event, _, _, day, "announced").
        AnnouncedFor(event, day) <-
            Plan(event, _, _, day, *ANNOUNCED);

        // announced_for#2, rules/forecasts.dl:90
        //     announced_for(event, day) :- event_spoken(event, day, "announced").
        AnnouncedFor(event, day) <-
            EventSpoken(event, day, *ANNOUNCED);

        // forecast_overtaken#1, rules/forecasts.dl:81
        //     forecast_overtaken(forecast, day) :-
        //     forecast_made(forecast, _, event, window), announced_for(event, day), !may_overlap(day, window).
        ForecastOvertaken(forecast, day) <-
            ForecastMade(forecast, _, event, window),
            AnnouncedFor(event, day),
            (!may_overlap(day, window));

        // came otherwise, rules/forecasts.dl:84
        // The event took place, certainly outside of the window.
        //     forecast_overtaken(forecast, day) :-
        //     forecast_made(forecast, _, event, window), event_done(event, day), !may_overlap(day, window).
        ForecastOvertaken(forecast, day) <-
            ForecastMade(forecast, _, event, window),
            EventDone(event, day),
            (!may_overlap(day, window));

        // forecast_perhaps_fulfilled#1, rules/forecasts.dl:94
        //     forecast_perhaps_fulfilled(forecast) :-
        //     forecast_made(forecast, _, event, window), event_done(event, day), may_overlap(day, window),
        //     !forecast_fulfilled(forecast).
        ForecastPerhapsFulfilled(forecast) <-
            ForecastMade(forecast, _, event, window),
            !ForecastFulfilled(forecast),
            EventDone(event, day),
            (may_overlap(day, window));
    }

    demarche::stage! {
        read at: At(day);
        read at_least: AtLeast(grade, floor);
        read person: Person(name, state);
        read for_event: ForEvent(visit, event);
        read during: During(event, whole);
        read ordered: Ordered(first, second, kind);
        read first_of: FirstOf(event, class, start);
        read first_since: FirstSince(event, class, since);
        read forecast: Forecast(forecast, holder, event, window);
        read forecast_claims: ForecastClaims(forecast, holder, event, window, claim, certainty, article, speaker, origin, published, said);
        read forecast_failed_confirmed: ForecastFailedConfirmed(forecast, day);
        read spoken: Spoken(claim);
        read plan: Plan(visit, who, country, day, grade);
        read called_off: CalledOff(visit, day);
        read visit_to_come: VisitToCome(visit, who, country, grade);
        read visit_rank: VisitRank(visit, who, rank);
        read event_day: EventDay(event, day, certainty);
        read event_spoken: EventSpoken(event, day, certainty);
        read event_done: EventDone(event, day);
        read event_called_off: EventCalledOff(event);
        read to_come: ToCome(event, certainty);
        read weaker: Weaker(one, other, weakest);
        read order_denied: OrderDenied(first, second);
        read order_step: OrderStep(first, second, certainty, kind, basis);
        read came_to_nothing: CameToNothing(event);
        read comes_before: ComesBefore(first, second, certainty);
        read first_before: FirstBefore(first, other, certainty);
        read of_class: OfClass(class, first, other);
        read date_order: DateOrder(first, second, certainty);
        read date_order_surer: DateOrderSurer(first, second, certainty);
        read leads_to: LeadsTo(first, second, certainty);
        read comes_next: ComesNext(first, second, certainty);
        read denial_span: DenialSpan(event, span, claim);
        derive directly_before: DirectlyBefore(first, second);
        derive before: Before(first, second, certainty, kind, basis);
        derive is_ordered: IsOrdered(first, second);
        derive ordered_more_surely: OrderedMoreSurely(first, second, certainty);
        derive expected_order: ExpectedOrder(first, second, certainty);
        derive expected_event_order: ExpectedEventOrder(first, second, certainty);
        derive belong_together: BelongTogether(one, other);
        derive not_ordered: NotOrdered(one, other);
        derive order_conflict: OrderConflict(first, second, why);
        derive part_of_stretch: PartOfStretch(event, day, certainty);
        derive whole_day: WholeDay(event, day, certainty);
        derive not_before: NotBefore(event, day, certainty);
        derive not_after: NotAfter(event, day, certainty);
        derive not_before_later: NotBeforeLater(event, day, certainty);
        derive not_after_earlier: NotAfterEarlier(event, day, certainty);
        derive bounds: Bounds(event, least, most, certainty);
        derive bounds_surer: BoundsSurer(event, least, most, certainty);
        derive dated: Dated(event, least, most, certainty);
        derive dates_clash: DatesClash(event, least, most, certainty);
        derive awaited_visit: AwaitedVisit(state, rank, visit, who, to, certainty);
        derive preceded: Preceded(state, rank, visit);
        derive next_visit: NextVisit(state, rank, who, to, visit, certainty);
        derive other_trip_first: OtherTripFirst(visit, who);
        derive next_trip: NextTrip(who, to, visit, certainty);
        derive forecast_made: ForecastMade(forecast, holder, event, window);
        derive in_window: InWindow(day, window);
        derive forecast_fulfilled: ForecastFulfilled(forecast);
        derive past_window: PastWindow(forecast);
        derive forecast_failed_by: ForecastFailedBy(forecast, how);
        derive announced_for: AnnouncedFor(event, day);
        derive forecast_overtaken: ForecastOvertaken(forecast, by);
        derive forecast_perhaps_fulfilled: ForecastPerhapsFulfilled(forecast);
    }
}

#[allow(unreachable_pub, clippy::all, clippy::pedantic, reason = "what crepe expands to")]
mod stage_7 {
    use super::*;

    crepe! {
        @input
        struct At(PartialDate);
        @input
        struct Claim(Name, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct ClaimSpeaker(Name, i64, Name);
        @input
        struct ClaimQuote(Name, Name);
        @input
        struct AtLeast(Name, Name);
        @input
        struct State(Name);
        @input
        struct Person(Name, Name);
        @input
        struct OfficeRank(Name, Name);
        @input
        struct OfficeClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct VisitClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct WithdrawalClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct DidNotHappenClaims(Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct DidNotVisitClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct MeetingClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct MeetingConfirmed(Name, Name, PartialDate);
        @input
        struct HappeningClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct Participant(Name, Name, Name);
        @input
        struct ParticipantConfirmed(Name, Name, Name);
        @input
        struct HostedInClaims(Name, Name, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct DuringClaims(Name, Name, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct OrderedClaims(Name, Name, Name, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct CooperationClaims(Name, Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct StrainClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct ClaimDay(Name, PartialDate);
        @input
        struct HeldIn(Name, Name);
        @input
        struct UnreportedEvent(Name, PartialDate, Name);
        @input
        struct ToCome(Name, Name);
        @input
        struct ForecastMade(Name, Name, Name, PartialDate);
        @input
        struct ForecastFulfilled(Name);
        @input
        struct ForecastFailedBy(Name, Name);
        @input
        struct ForecastOvertaken(Name, PartialDate);
        @input
        struct ForecastPerhapsFulfilled(Name);
        @input
        struct PastWindow(Name);
        @output
        struct ForecastSettled(Name);
        @output
        struct ForecastFate(Name, Name, Name, PartialDate, Name);
        @output
        struct BlunterMeetingDay(Name, PartialDate);
        @output
        struct StatesMet(Name, Name, Name, PartialDate);
        @output
        struct Met(Name, Name, Name, PartialDate);
        @output
        struct ThirdGround(Name, Name);
        @output
        struct MetOnThirdGround(Name, Name, Name, Name, PartialDate);
        @output
        struct Reached(Name, Name, PartialDate, i64);
        @output
        struct ReachedSooner(Name, Name, i64);
        @output
        struct MetThrough(Name, Name, i64);
        @output
        struct MetThroughVia(Name, Name, Name);
        @output
        struct WillMeet(Name, Name, Name, Name);
        @output
        struct MeetingUnreported(Name, Name, Name, PartialDate, Name);
        @output
        struct DayClaim(Name, PartialDate, Name, Name, PartialDate);
        @output
        struct DaysDiffer(Name, Name, Name);
        @output
        struct SameFooting(Name, Name, Name);
        @output
        struct Moved(Name, Name, Name);
        @output
        struct Clash(Name, Name, Name, Name);
        @output
        struct Conflict(Name, Name, Name, Name);
        @output
        struct Refinement(Name, Name, Name);
        @output
        struct ChangedOverTime(Name, Name, Name, Name);
        @output
        struct Says(Name, Name, Name, Name, Name);

        // forecast_settled#1, rules/forecasts.dl:100
        //     forecast_settled(forecast) :- forecast_fulfilled(forecast).
        ForecastSettled(forecast) <-
            ForecastFulfilled(forecast);

        // forecast_settled#2, rules/forecasts.dl:101
        //     forecast_settled(forecast) :- forecast_failed_by(forecast, _).
        ForecastSettled(forecast) <-
            ForecastFailedBy(forecast, _);

        // forecast_settled#3, rules/forecasts.dl:102
        //     forecast_settled(forecast) :- forecast_overtaken(forecast, _).
        ForecastSettled(forecast) <-
            ForecastOvertaken(forecast, _);

        // forecast_settled#4, rules/forecasts.dl:103
        //     forecast_settled(forecast) :- forecast_perhaps_fulfilled(forecast).
        ForecastSettled(forecast) <-
            ForecastPerhapsFulfilled(forecast);

        // forecast_fate#1, rules/forecasts.dl:109
        //     forecast_fate(forecast, holder, event, window, "fulfilled") :-
        //     forecast_made(forecast, holder, event, window), forecast_fulfilled(forecast).
        ForecastFate(forecast, holder, event, window, *FULFILLED) <-
            ForecastMade(forecast, holder, event, window),
            ForecastFulfilled(forecast);

        // forecast_fate#2, rules/forecasts.dl:111
        //     forecast_fate(forecast, holder, event, window, "perhaps fulfilled") :-
        //     forecast_made(forecast, holder, event, window), forecast_perhaps_fulfilled(forecast),
        //     !forecast_failed_by(forecast, _).
        ForecastFate(forecast, holder, event, window, *PERHAPS_FULFILLED) <-
            ForecastMade(forecast, holder, event, window),
            !ForecastFailedBy(forecast, _),
            ForecastPerhapsFulfilled(forecast);

        // forecast_fate#3, rules/forecasts.dl:114
        //     forecast_fate(forecast, holder, event, window, "failed") :-
        //     forecast_made(forecast, holder, event, window), forecast_failed_by(forecast, _), !forecast_fulfilled(forecast).
        ForecastFate(forecast, holder, event, window, *FAILED) <-
            ForecastMade(forecast, holder, event, window),
            !ForecastFulfilled(forecast),
            ForecastFailedBy(forecast, _);

        // forecast_fate#4, rules/forecasts.dl:116
        //     forecast_fate(forecast, holder, event, window, "overtaken") :-
        //     forecast_made(forecast, holder, event, window), forecast_overtaken(forecast, _),
        //     !forecast_fulfilled(forecast), !forecast_perhaps_fulfilled(forecast), !forecast_failed_by(forecast, _).
        ForecastFate(forecast, holder, event, window, *OVERTAKEN) <-
            ForecastMade(forecast, holder, event, window),
            !ForecastFulfilled(forecast),
            !ForecastPerhapsFulfilled(forecast),
            !ForecastFailedBy(forecast, _),
            ForecastOvertaken(forecast, _);

        // forecast_fate#5, rules/forecasts.dl:119
        //     forecast_fate(forecast, holder, event, window, "pending") :-
        //     forecast_made(forecast, holder, event, window), !forecast_settled(forecast), !past_window(forecast).
        ForecastFate(forecast, holder, event, window, *PENDING) <-
            ForecastMade(forecast, holder, event, window),
            !ForecastSettled(forecast),
            !PastWindow(forecast);

        // forecast_fate#6, rules/forecasts.dl:121
        //     forecast_fate(forecast, holder, event, window, "pending past its window") :-
        //     forecast_made(forecast, holder, event, window), !forecast_settled(forecast), past_window(forecast).
        ForecastFate(forecast, holder, event, window, *PENDING_PAST_ITS_WINDOW) <-
            ForecastMade(forecast, holder, event, window),
            !ForecastSettled(forecast),
            PastWindow(forecast);

        // blunter_meeting_day#1, rules/meetings.dl:7
        //     blunter_meeting_day(meeting, day) :-
        //     meeting(meeting, _, day) @confirmed, meeting(meeting, _, sharper) @confirmed,
        //     within(throughout(sharper, sharper), throughout(day, day)),
        //     !within(throughout(day, day), throughout(sharper, sharper)).
        BlunterMeetingDay(meeting, day) <-
            MeetingConfirmed(meeting, _, day),
            MeetingConfirmed(meeting, _, sharper),
            let Some(date) = throughout(sharper, sharper),
            let Some(date2) = throughout(day, day),
            (within(date, date2)),
            let Some(date3) = throughout(day, day),
            let Some(date4) = throughout(sharper, sharper),
            (!within(date3, date4));

        // states_met#1, rules/meetings.dl:27
        //     states_met(one, other, meeting, day) :-
        //     meeting(meeting, _, day) @confirmed, participant(meeting, _, one) @confirmed,
        //     participant(meeting, _, other) @confirmed, one != other, at(now), day <= now, !blunter_meeting_day(meeting, day).
        StatesMet(one, other, meeting, day) <-
            MeetingConfirmed(meeting, _, day),
            !BlunterMeetingDay(meeting, day),
            ParticipantConfirmed(meeting, _, one),
            ParticipantConfirmed(meeting, _, other),
            (one != other),
            At(now),
            (certainly_not_after(day, now));

        // met#1, rules/meetings.dl:14
        //     met(one, other, meeting, day) :-
        //     meeting(meeting, _, day) @confirmed, participant(meeting, one, _) @confirmed,
        //     participant(meeting, other, _) @confirmed, person(one, _), person(other, _), one != other, at(now), day <= now,
        //     !blunter_meeting_day(meeting, day).
        Met(one, other, meeting, day) <-
            MeetingConfirmed(meeting, _, day),
            !BlunterMeetingDay(meeting, day),
            ParticipantConfirmed(meeting, one, _),
            ParticipantConfirmed(meeting, other, _),
            (one != other),
            Person(one, _),
            Person(other, _),
            At(now),
            (certainly_not_after(day, now));

        // persons as planned, rules/meetings.dl:21
        // The meeting of their states was held; that these two took part for them is told less surely, as of a plan,
        // and the row is no surer than that.
        //     met(one, other, meeting, day) :-
        //     states_met(side, other_side, meeting, day), participant(meeting, one, side), participant(meeting, other, other_side),
        //     person(one, _), person(other, _), one != other.
        Met(one, other, meeting, day) <-
            StatesMet(side, other_side, meeting, day),
            Participant(meeting, one, side),
            Participant(meeting, other, other_side),
            (one != other),
            Person(one, _),
            Person(other, _);

        // third_ground#1, rules/meetings.dl:41
        //     third_ground(meeting, ground) :- held_in(meeting, ground), !participant(meeting, _, ground) @confirmed.
        ThirdGround(meeting, ground) <-
            HeldIn(meeting, ground),
            !ParticipantConfirmed(meeting, _, ground);

        // met_on_third_ground#1, rules/meetings.dl:34
        //     met_on_third_ground(one, other, ground, meeting, day) :- met(one, other, meeting, day), third_ground(meeting, ground).
        MetOnThirdGround(one, other, ground, meeting, day) <-
            Met(one, other, meeting, day),
            ThirdGround(meeting, ground);

        // states, rules/meetings.dl:36
        // Whoever stood for them.
        //     met_on_third_ground(one, other, ground, meeting, day) :-
        //     states_met(one, other, meeting, day), third_ground(meeting, ground).
        MetOnThirdGround(one, other, ground, meeting, day) <-
            StatesMet(one, other, meeting, day),
            ThirdGround(meeting, ground);

        // reached#1, rules/meetings.dl:46
        //     reached(one, other, day, 1) :- met(one, other, _, day).
        Reached(one, other, day, 1_i64) <-
            Met(one, other, _, day);

        // reached#2, rules/meetings.dl:47
        //     reached(one, other, day, steps + 1) :-
        //     reached(one, middle, before, steps), met(middle, other, _, day), before < day, other != one, steps < 6.
        Reached(one, other, day, value) <-
            Reached(one, middle, before, steps),
            (steps < 6_i64),
            Met(middle, other, _, day),
            (certainly_before(before, day)),
            (other != one),
            let Some(value) = checked("reached#2", add(steps, 1_i64));

        // reached_sooner#1, rules/meetings.dl:52
        //     reached_sooner(one, other, steps) :- reached(one, other, _, steps), reached(one, other, _, fewer), fewer < steps.
        ReachedSooner(one, other, steps) <-
            Reached(one, other, _, steps),
            Reached(one, other, _, fewer),
            (fewer < steps);

        // met_through#1, rules/meetings.dl:57
        //     met_through(one, other, steps) :- reached(one, other, _, steps), !reached_sooner(one, other, steps).
        MetThrough(one, other, steps) <-
            Reached(one, other, _, steps),
            !ReachedSooner(one, other, steps);

        // met_through_via#1, rules/meetings.dl:61
        //     met_through_via(one, other, via) :-
        //     met_through(one, other, steps), steps > 1, reached(one, via, before, steps - 1), met(via, other, _, day),
        //     before < day.
        MetThroughVia(one, other, via) <-
            MetThrough(one, other, steps),
            (steps > 1_i64),
            Reached(one, via, before, v1),
            Met(via, other, _, day),
            (certainly_before(before, day)),
            let Some(value) = checked("met_through_via#1", subtract(steps, 1_i64)),
            (v1 == value);

        // will_meet#1, rules/meetings.dl:67
        //     will_meet(one, other, meeting, certainty) :-
        //     to_come(meeting, certainty), participant(meeting, one, _), participant(meeting, other, _), person(one, _),
        //     person(other, _), one != other.
        WillMeet(one, other, meeting, certainty) <-
            ToCome(meeting, certainty),
            Participant(meeting, one, _),
            Participant(meeting, other, _),
            (one != other),
            Person(one, _),
            Person(other, _);

        // meeting_unreported#1, rules/meetings.dl:74
        //     meeting_unreported(one, other, meeting, due, grade) :-
        //     unreported_event(meeting, due, grade), participant(meeting, one, _), participant(meeting, other, _),
        //     person(one, _), person(other, _), one != other.
        MeetingUnreported(one, other, meeting, due, grade) <-
            UnreportedEvent(meeting, due, grade),
            Participant(meeting, one, _),
            Participant(meeting, other, _),
            (one != other),
            Person(one, _),
            Person(other, _);

        // day_claim#1, rules/conflicts.dl:8
        //     day_claim(event, day, certainty, name, published) :-
        //     visit(event, _, _, day) @{certainty: certainty, claim: name, published: published}, at_least(certainty, "possible").
        DayClaim(event, day, certainty, name, published) <-
            AtLeast(certainty, *POSSIBLE),
            VisitClaims(event, _, _, day, name, certainty, _, _, _, published, _);

        // day_claim#2, rules/conflicts.dl:10
        //     day_claim(event, day, certainty, name, published) :-
        //     meeting(event, _, day) @{certainty: certainty, claim: name, published: published}, at_least(certainty, "possible").
        DayClaim(event, day, certainty, name, published) <-
            AtLeast(certainty, *POSSIBLE),
            MeetingClaims(event, _, day, name, certainty, _, _, _, published, _);

        // day_claim#3, rules/conflicts.dl:12
        //     day_claim(event, day, certainty, name, published) :-
        //     happening(event, _, day) @{certainty: certainty, claim: name, published: published},
        //     at_least(certainty, "possible"), !unsaid(day).
        DayClaim(event, day, certainty, name, published) <-
            AtLeast(certainty, *POSSIBLE),
            HappeningClaims(event, _, day, name, certainty, _, _, _, published, _),
            (!day.is_unsaid());

        // days_differ#1, rules/conflicts.dl:18
        //     days_differ(event, one, other) :-
        //     day_claim(event, day, _, one, _), day_claim(event, elsewhen, _, other, _), !may_overlap(day, elsewhen).
        DaysDiffer(event, one, other) <-
            DayClaim(event, day, _, one, _),
            DayClaim(event, elsewhen, _, other, _),
            (!may_overlap(day, elsewhen));

        // same_footing#1, rules/conflicts.dl:23
        //     same_footing(event, one, other) :- day_claim(event, _, "confirmed", one, _), day_claim(event, _, "confirmed", other, _).
        SameFooting(event, one, other) <-
            DayClaim(event, _, *CONFIRMED, one, _),
            DayClaim(event, _, *CONFIRMED, other, _);

        // same_footing#2, rules/conflicts.dl:24
        //     same_footing(event, one, other) :-
        //     day_claim(event, _, sure, one, _), day_claim(event, _, also, other, _), sure != "confirmed", also != "confirmed".
        SameFooting(event, one, other) <-
            DayClaim(event, _, sure, one, _),
            (sure != *CONFIRMED),
            DayClaim(event, _, also, other, _),
            (also != *CONFIRMED);

        // moved#1, rules/conflicts.dl:29
        //     moved(event, earlier, later) :-
        //     days_differ(event, earlier, later), day_claim(event, _, grade, earlier, _), grade != "confirmed",
        //     day_claim(event, _, other, later, _), other != "confirmed",
        //     claim_day(earlier, then), claim_day(later, since), then < since.
        Moved(event, earlier, later) <-
            DaysDiffer(event, earlier, later),
            DayClaim(event, _, grade, earlier, _),
            (grade != *CONFIRMED),
            DayClaim(event, _, other, later, _),
            (other != *CONFIRMED),
            ClaimDay(earlier, then),
            ClaimDay(later, since),
            (certainly_before(then, since));

        // clash#1, rules/conflicts.dl:42
        //     clash(one, other, event, "days that cannot both be so") :-
        //     days_differ(event, one, other), same_footing(event, one, other), !moved(event, one, other),
        //     !moved(event, other, one).
        Clash(one, other, event, *DAYS_THAT_CANNOT_BOTH_BE_SO) <-
            DaysDiffer(event, one, other),
            !Moved(event, one, other),
            !Moved(event, other, one),
            SameFooting(event, one, other);

        // clash#2, rules/conflicts.dl:45
        //     clash(one, other, visit, "different travellers") :-
        //     visit(visit, who, _, _) @{claim: one}, visit(visit, else, _, _) @{claim: other}, who != else.
        Clash(one, other, visit, *DIFFERENT_TRAVELLERS) <-
            VisitClaims(visit, who, _, _, one, _, _, _, _, _, _),
            VisitClaims(visit, else_, _, _, other, _, _, _, _, _, _),
            (who != else_);

        // clash#3, rules/conflicts.dl:47
        //     clash(one, other, visit, "different countries") :-
        //     visit(visit, _, to, _) @{claim: one}, visit(visit, _, else, _) @{claim: other}, to != else.
        Clash(one, other, visit, *DIFFERENT_COUNTRIES) <-
            VisitClaims(visit, _, to, _, one, _, _, _, _, _, _),
            VisitClaims(visit, _, else_, _, other, _, _, _, _, _, _),
            (to != else_);

        // clash#4, rules/conflicts.dl:49
        //     clash(one, other, meeting, "different host countries") :-
        //     hosted_in(meeting, state) @{certainty: sure, claim: one}, hosted_in(meeting, else) @{certainty: also, claim: other},
        //     at_least(sure, "possible"), at_least(also, "possible"), state != else.
        Clash(one, other, meeting, *DIFFERENT_HOST_COUNTRIES) <-
            AtLeast(sure, *POSSIBLE),
            HostedInClaims(meeting, state, one, sure, _, _, _, _, _),
            HostedInClaims(meeting, else_, other, also, _, _, _, _, _),
            (state != else_),
            AtLeast(also, *POSSIBLE);

        // made and not made, rules/conflicts.dl:53
        // A stay confirmed on a day for which the same visit is denied.
        //     clash(one, other, visit, "confirmed and denied") :-
        //     visit(visit, _, _, day) @{certainty: "confirmed", claim: one},
        //     visit(visit, _, _, span) @{certainty: "denied", claim: other}, within(day, throughout(span, span)).
        Clash(one, other, visit, *CONFIRMED_AND_DENIED) <-
            VisitClaims(visit, _, _, day, one, *CONFIRMED, _, _, _, _, _),
            VisitClaims(visit, _, _, span, other, *DENIED, _, _, _, _, _),
            let Some(date) = throughout(span, span),
            (within(day, date));

        // clash#6, rules/conflicts.dl:56
        //     clash(one, other, visit, "confirmed and denied") :-
        //     visit(visit, _, _, day) @{certainty: "confirmed", claim: one},
        //     did_not_happen(visit, span) @{certainty: "confirmed", claim: other}, within(day, throughout(span, span)).
        Clash(one, other, visit, *CONFIRMED_AND_DENIED) <-
            VisitClaims(visit, _, _, day, one, *CONFIRMED, _, _, _, _, _),
            DidNotHappenClaims(visit, span, other, *CONFIRMED, _, _, _, _, _),
            let Some(date) = throughout(span, span),
            (within(day, date));

        // clash#7, rules/conflicts.dl:59
        //     clash(one, other, meeting, "confirmed and denied") :-
        //     meeting(meeting, _, day) @{certainty: "confirmed", claim: one},
        //     did_not_happen(meeting, span) @{certainty: "confirmed", claim: other}, within(day, throughout(span, span)).
        Clash(one, other, meeting, *CONFIRMED_AND_DENIED) <-
            MeetingClaims(meeting, _, day, one, *CONFIRMED, _, _, _, _, _),
            DidNotHappenClaims(meeting, span, other, *CONFIRMED, _, _, _, _, _),
            let Some(date) = throughout(span, span),
            (within(day, date));

        // clash#8, rules/conflicts.dl:62
        //     clash(one, other, meeting, "confirmed and denied") :-
        //     meeting(meeting, _, day) @{certainty: "confirmed", claim: one},
        //     meeting(meeting, _, span) @{certainty: denial, claim: other}, !at_least(denial, "possible"),
        //     within(day, throughout(span, span)).
        Clash(one, other, meeting, *CONFIRMED_AND_DENIED) <-
            MeetingClaims(meeting, _, day, one, *CONFIRMED, _, _, _, _, _),
            MeetingClaims(meeting, _, span, other, denial, _, _, _, _, _),
            !AtLeast(denial, *POSSIBLE),
            let Some(date) = throughout(span, span),
            (within(day, date));

        // never there, rules/conflicts.dl:67
        // A confirmed stay in a country where the person is told never to have been.
        //     clash(one, other, who, "was there and was never there") :-
        //     visit(_, who, country, day) @{certainty: "confirmed", claim: one},
        //     did_not_visit(who, country, span) @{certainty: "confirmed", claim: other}, within(day, throughout(span, span)).
        Clash(one, other, who, *WAS_THERE_AND_WAS_NEVER_THERE) <-
            VisitClaims(_, who, country, day, one, *CONFIRMED, _, _, _, _, _),
            DidNotVisitClaims(who, country, span, other, *CONFIRMED, _, _, _, _, _),
            let Some(date) = throughout(span, span),
            (within(day, date));

        // foretold and denied, rules/conflicts.dl:72
        // A visit announced or expected, and a denial for all its days; a mere guess that missed is no
        // conflict.
        //     clash(one, other, visit, "foretold and denied") :-
        //     visit(visit, _, _, day) @{certainty: grade, claim: one}, at_least(grade, "expected"), grade != "confirmed",
        //     visit(visit, _, _, span) @{certainty: "denied", claim: other}, within(throughout(day, day), throughout(span, span)).
        Clash(one, other, visit, *FORETOLD_AND_DENIED) <-
            AtLeast(grade, *EXPECTED),
            (grade != *CONFIRMED),
            VisitClaims(visit, _, _, day, one, grade, _, _, _, _, _),
            VisitClaims(visit, _, _, span, other, *DENIED, _, _, _, _, _),
            let Some(date) = throughout(day, day),
            let Some(date2) = throughout(span, span),
            (within(date, date2));

        // in its course or after it, rules/conflicts.dl:76
        // One source has the event in the course of another, a second source has it after.
        //     clash(one, other, event, "in the course of an event and after it") :-
        //     during(event, whole) @{certainty: sure, claim: one}, ordered(whole, event, _) @{certainty: also, claim: other},
        //     at_least(sure, "possible"), at_least(also, "possible").
        Clash(one, other, event, *IN_THE_COURSE_OF_AN_EVENT_AND_AFTER_IT) <-
            AtLeast(sure, *POSSIBLE),
            DuringClaims(event, whole, one, sure, _, _, _, _, _),
            OrderedClaims(whole, event, _, other, also, _, _, _, _, _),
            AtLeast(also, *POSSIBLE);

        // clash#12, rules/conflicts.dl:79
        //     clash(one, other, first, "orders that run against each other") :-
        //     ordered(first, second, _) @{certainty: sure, claim: one},
        //     ordered(second, first, _) @{certainty: also, claim: other}, at_least(sure, "possible"), at_least(also, "possible"),
        //     first != second.
        Clash(one, other, first, *ORDERS_THAT_RUN_AGAINST_EACH_OTHER) <-
            AtLeast(sure, *POSSIBLE),
            OrderedClaims(first, second, _, one, sure, _, _, _, _, _),
            (first != second),
            OrderedClaims(second, first, _, other, also, _, _, _, _, _),
            AtLeast(also, *POSSIBLE);

        // clash#13, rules/conflicts.dl:83
        //     clash(one, other, first, "an order told and denied") :-
        //     ordered(first, second, _) @{certainty: sure, claim: one},
        //     ordered(first, second, _) @{certainty: denial, claim: other}, at_least(sure, "possible"),
        //     !at_least(denial, "possible").
        Clash(one, other, first, *AN_ORDER_TOLD_AND_DENIED) <-
            AtLeast(sure, *POSSIBLE),
            OrderedClaims(first, second, _, one, sure, _, _, _, _, _),
            OrderedClaims(first, second, _, other, denial, _, _, _, _, _),
            !AtLeast(denial, *POSSIBLE);

        // conflict#1, rules/conflicts.dl:37
        //     conflict(one, other, about, why) :- clash(one, other, about, why).
        Conflict(one, other, about, why) <-
            Clash(one, other, about, why);

        // conflict#2, rules/conflicts.dl:38
        //     conflict(one, other, about, why) :- clash(other, one, about, why).
        Conflict(one, other, about, why) <-
            Clash(other, one, about, why);

        // refinement#1, rules/conflicts.dl:90
        //     refinement(event, sharper, blunter) :-
        //     day_claim(event, day, _, sharper, _), day_claim(event, range, _, blunter, _),
        //     within(throughout(day, day), throughout(range, range)), !within(throughout(range, range), throughout(day, day)).
        Refinement(event, sharper, blunter) <-
            DayClaim(event, day, _, sharper, _),
            DayClaim(event, range, _, blunter, _),
            let Some(date) = throughout(day, day),
            let Some(date2) = throughout(range, range),
            (within(date, date2)),
            let Some(date3) = throughout(range, range),
            let Some(date4) = throughout(day, day),
            (!within(date3, date4));

        // changed_over_time#1, rules/conflicts.dl:97
        //     changed_over_time(event, "the plan moved", was, is) :- moved(event, was, is).
        ChangedOverTime(event, *THE_PLAN_MOVED, was, is) <-
            Moved(event, was, is);

        // otherwise than foretold, rules/conflicts.dl:99
        // The day confirmed is none of the days announced or foretold.
        //     changed_over_time(event, "it came otherwise than foretold", was, is) :-
        //     days_differ(event, was, is), day_claim(event, _, grade, was, _), grade != "confirmed",
        //     day_claim(event, _, "confirmed", is, _).
        ChangedOverTime(event, *IT_CAME_OTHERWISE_THAN_FORETOLD, was, is) <-
            DayClaim(event, _, *CONFIRMED, is, _),
            DaysDiffer(event, was, is),
            DayClaim(event, _, grade, was, _),
            (grade != *CONFIRMED);

        // from plan to deed, rules/conflicts.dl:103
        // Announced or foretold by an earlier claim, confirmed by a later one.
        //     changed_over_time(event, "what was foretold came about", was, is) :-
        //     day_claim(event, day, grade, was, _), grade != "confirmed", day_claim(event, made, "confirmed", is, _),
        //     may_overlap(day, made), claim_day(was, then), claim_day(is, since), !(since < then).
        ChangedOverTime(event, *WHAT_WAS_FORETOLD_CAME_ABOUT, was, is) <-
            DayClaim(event, made, *CONFIRMED, is, _),
            DayClaim(event, day, grade, was, _),
            (grade != *CONFIRMED),
            (may_overlap(day, made)),
            ClaimDay(was, then),
            ClaimDay(is, since),
            (!(certainly_before(since, then)));

        // taken up again, rules/conflicts.dl:107
        // Taken back by its party at one time, told of as a plan later; the plan may be older than the article.
        //     changed_over_time(event, "called off, then taken up again", was, is) :-
        //     withdrawal(_, _, event, then) @{certainty: "confirmed", claim: was}, day_claim(event, _, grade, is, _),
        //     grade != "confirmed", claim_day(is, since), then <= since, was != is.
        ChangedOverTime(event, *CALLED_OFF_THEN_TAKEN_UP_AGAIN, was, is) <-
            WithdrawalClaims(_, _, event, then, was, *CONFIRMED, _, _, _, _, _),
            DayClaim(event, _, grade, is, _),
            (grade != *CONFIRMED),
            (was != is),
            ClaimDay(is, since),
            (certainly_not_after(then, since));

        // another rank, rules/conflicts.dl:111
        // A person attested in an office of one rank and later in one of another.
        //     changed_over_time(who, "office", was, is) :-
        //     office(who, one, _, then) @{certainty: "confirmed", claim: was},
        //     office(who, other, _, since) @{certainty: "confirmed", claim: is}, then < since, office_rank(one, rank),
        //     office_rank(other, else), rank != else.
        ChangedOverTime(who, *OFFICE, was, is) <-
            OfficeClaims(who, one, _, then, was, *CONFIRMED, _, _, _, _, _),
            OfficeClaims(who, other, _, since, is, *CONFIRMED, _, _, _, _, _),
            (certainly_before(then, since)),
            OfficeRank(one, rank),
            OfficeRank(other, else_),
            (rank != else_);

        // another holder, rules/conflicts.dl:116
        // An office of a state attested for one person and later for another.
        //     changed_over_time(state, "holder of an office", was, is) :-
        //     office(who, office, state, then) @{certainty: "confirmed", claim: was},
        //     office(else, office, state, since) @{certainty: "confirmed", claim: is}, then < since, who != else, state(state).
        ChangedOverTime(state, *HOLDER_OF_AN_OFFICE, was, is) <-
            OfficeClaims(who, office, state, then, was, *CONFIRMED, _, _, _, _, _),
            OfficeClaims(else_, office, state, since, is, *CONFIRMED, _, _, _, _, _),
            (certainly_before(then, since)),
            (who != else_),
            State(state);

        // apart, then together, rules/conflicts.dl:120
        // Strained or opposed at one time, tied at a later one.
        //     changed_over_time(state, "set apart, then tied", was, is) :-
        //     strain(state, other, _, then) @{certainty: "confirmed", claim: was},
        //     cooperation(state, other, _, _, since) @{certainty: "confirmed", claim: is}, then < since.
        ChangedOverTime(state, *SET_APART_THEN_TIED, was, is) <-
            StrainClaims(state, other, _, then, was, *CONFIRMED, _, _, _, _, _),
            CooperationClaims(state, other, _, _, since, is, *CONFIRMED, _, _, _, _, _),
            (certainly_before(then, since));

        // changed_over_time#8, rules/conflicts.dl:123
        //     changed_over_time(state, "set apart, then tied", was, is) :-
        //     strain(other, state, _, then) @{certainty: "confirmed", claim: was},
        //     cooperation(state, other, _, _, since) @{certainty: "confirmed", claim: is}, then < since.
        ChangedOverTime(state, *SET_APART_THEN_TIED, was, is) <-
            StrainClaims(other, state, _, then, was, *CONFIRMED, _, _, _, _, _),
            CooperationClaims(state, other, _, _, since, is, *CONFIRMED, _, _, _, _, _),
            (certainly_before(then, since));

        // together, then apart, rules/conflicts.dl:127
        // Tied at one time, strained at a later one.
        //     changed_over_time(state, "tied, then set apart", was, is) :-
        //     cooperation(state, other, _, _, then) @{certainty: sure, claim: was}, at_least(sure, "possible"),
        //     strain(state, other, _, since) @{certainty: "confirmed", claim: is}, then < since.
        ChangedOverTime(state, *TIED_THEN_SET_APART, was, is) <-
            AtLeast(sure, *POSSIBLE),
            CooperationClaims(state, other, _, _, then, was, sure, _, _, _, _, _),
            StrainClaims(state, other, _, since, is, *CONFIRMED, _, _, _, _, _),
            (certainly_before(then, since));

        // changed_over_time#10, rules/conflicts.dl:130
        //     changed_over_time(state, "tied, then set apart", was, is) :-
        //     cooperation(other, state, _, _, then) @{certainty: sure, claim: was}, at_least(sure, "possible"),
        //     strain(state, other, _, since) @{certainty: "confirmed", claim: is}, then < since.
        ChangedOverTime(state, *TIED_THEN_SET_APART, was, is) <-
            AtLeast(sure, *POSSIBLE),
            CooperationClaims(other, state, _, _, then, was, sure, _, _, _, _, _),
            StrainClaims(state, other, _, since, is, *CONFIRMED, _, _, _, _, _),
            (certainly_before(then, since));

        // says#1, rules/corroboration.dl:9
        //     says(speaker, quote, relation, article, name) :-
        //     claim_speaker(name, _, speaker), claim(name, relation, _, article, _, _, _, _), claim_quote(name, quote).
        Says(speaker, quote, relation, article, name) <-
            ClaimSpeaker(name, _, speaker),
            Claim(name, relation, _, article, _, _, _, _),
            ClaimQuote(name, quote);
    }

    demarche::stage! {
        read at: At(day);
        read claim: Claim(name, relation, certainty, article, speaker, origin, published, said);
        read claim_speaker: ClaimSpeaker(claim, place, speaker);
        read claim_quote: ClaimQuote(claim, quote);
        read at_least: AtLeast(grade, floor);
        read state: State(name);
        read person: Person(name, state);
        read office_rank: OfficeRank(office, rank);
        read office_claims: OfficeClaims(who, office, body, day, claim, certainty, article, speaker, origin, published, said);
        read visit_claims: VisitClaims(visit, who, country, day, claim, certainty, article, speaker, origin, published, said);
        read withdrawal_claims: WithdrawalClaims(withdrawal, who, what, day, claim, certainty, article, speaker, origin, published, said);
        read did_not_happen_claims: DidNotHappenClaims(event, span, claim, certainty, article, speaker, origin, published, said);
        read did_not_visit_claims: DidNotVisitClaims(who, country, span, claim, certainty, article, speaker, origin, published, said);
        read meeting_claims: MeetingClaims(meeting, kind, day, claim, certainty, article, speaker, origin, published, said);
        read meeting_confirmed: MeetingConfirmed(meeting, kind, day);
        read happening_claims: HappeningClaims(event, kind, day, claim, certainty, article, speaker, origin, published, said);
        read participant: Participant(event, who, side);
        read participant_confirmed: ParticipantConfirmed(event, who, side);
        read hosted_in_claims: HostedInClaims(event, state, claim, certainty, article, speaker, origin, published, said);
        read during_claims: DuringClaims(event, whole, claim, certainty, article, speaker, origin, published, said);
        read ordered_claims: OrderedClaims(first, second, kind, claim, certainty, article, speaker, origin, published, said);
        read cooperation_claims: CooperationClaims(a, b, topic, strength, day, claim, certainty, article, speaker, origin, published, said);
        read strain_claims: StrainClaims(a, b, topic, day, claim, certainty, article, speaker, origin, published, said);
        read claim_day: ClaimDay(claim, day);
        read held_in: HeldIn(meeting, state);
        read unreported_event: UnreportedEvent(event, due, certainty);
        read to_come: ToCome(event, certainty);
        read forecast_made: ForecastMade(forecast, holder, event, window);
        read forecast_fulfilled: ForecastFulfilled(forecast);
        read forecast_failed_by: ForecastFailedBy(forecast, how);
        read forecast_overtaken: ForecastOvertaken(forecast, by);
        read forecast_perhaps_fulfilled: ForecastPerhapsFulfilled(forecast);
        read past_window: PastWindow(forecast);
        derive forecast_settled: ForecastSettled(forecast);
        derive forecast_fate: ForecastFate(forecast, holder, event, window, fate);
        derive blunter_meeting_day: BlunterMeetingDay(meeting, day);
        derive states_met: StatesMet(one, other, meeting, day);
        derive met: Met(one, other, meeting, day);
        derive third_ground: ThirdGround(meeting, ground);
        derive met_on_third_ground: MetOnThirdGround(one, other, ground, meeting, day);
        derive reached: Reached(one, other, day, steps);
        derive reached_sooner: ReachedSooner(one, other, steps);
        derive met_through: MetThrough(one, other, steps);
        derive met_through_via: MetThroughVia(one, other, via);
        derive will_meet: WillMeet(one, other, meeting, certainty);
        derive meeting_unreported: MeetingUnreported(one, other, meeting, due, grade);
        derive day_claim: DayClaim(event, day, certainty, claim, published);
        derive days_differ: DaysDiffer(event, one, other);
        derive same_footing: SameFooting(event, one, other);
        derive moved: Moved(event, earlier, later);
        derive clash: Clash(one, other, about, why);
        derive conflict: Conflict(one, other, about, why);
        derive refinement: Refinement(event, sharper, blunter);
        derive changed_over_time: ChangedOverTime(about, what, was, is);
        derive says: Says(speaker, quote, relation, article, claim);
    }
}

#[allow(unreachable_pub, clippy::all, clippy::pedantic, reason = "what crepe expands to")]
mod stage_8 {
    use super::*;

    crepe! {
        @input
        struct Article(Name, Name, PartialDate);
        @input
        struct ClaimSpeaker(Name, i64, Name);
        @input
        struct AtLeast(Name, Name);
        @input
        struct Voice(Name, Name);
        @input
        struct VisitClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct AnnouncementClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct InvitationClaims(Name, Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct AcceptanceClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct MeetingClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct HappeningClaims(Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @input
        struct ForecastClaims(Name, Name, Name, PartialDate, Name, Name, Name, Name, Name, PartialDate, PartialDate);
        @output
        struct ToldBy(Name, Name, Name, Name, Name);
        @output
        struct ToldAtLeast(Name, Name, Name, Name, Name);
        @output
        struct Corroborated(Name, Name, Name, Name);
        @output
        struct NamedOrigin(Name, Name, Name, Name);
        @output
        struct SpeaksFor(Name, Name);
        @output
        struct OneVoice(Name, Name);
        @output
        struct CorroboratedIndependently(Name, Name, Name, Name);
        @output
        struct Uncorroborated(Name, Name);

        // told_by#1, rules/corroboration.dl:14
        //     told_by(event, certainty, article, origin, name) :-
        //     visit(event, _, _, _) @{certainty: certainty, article: article, origin: origin, claim: name}.
        ToldBy(event, certainty, article, origin, name) <-
            VisitClaims(event, _, _, _, name, certainty, article, _, origin, _, _);

        // told_by#2, rules/corroboration.dl:16
        //     told_by(event, certainty, article, origin, name) :-
        //     meeting(event, _, _) @{certainty: certainty, article: article, origin: origin, claim: name}.
        ToldBy(event, certainty, article, origin, name) <-
            MeetingClaims(event, _, _, name, certainty, article, _, origin, _, _);

        // told_by#3, rules/corroboration.dl:18
        //     told_by(event, certainty, article, origin, name) :-
        //     happening(event, _, _) @{certainty: certainty, article: article, origin: origin, claim: name}.
        ToldBy(event, certainty, article, origin, name) <-
            HappeningClaims(event, _, _, name, certainty, article, _, origin, _, _);

        // told_by#4, rules/corroboration.dl:20
        //     told_by(event, certainty, article, origin, name) :-
        //     invitation(event, _, _, _, _) @{certainty: certainty, article: article, origin: origin, claim: name}.
        ToldBy(event, certainty, article, origin, name) <-
            InvitationClaims(event, _, _, _, _, name, certainty, article, _, origin, _, _);

        // told_by#5, rules/corroboration.dl:22
        //     told_by(event, certainty, article, origin, name) :-
        //     acceptance(event, _, _, _) @{certainty: certainty, article: article, origin: origin, claim: name}.
        ToldBy(event, certainty, article, origin, name) <-
            AcceptanceClaims(event, _, _, _, name, certainty, article, _, origin, _, _);

        // told_by#6, rules/corroboration.dl:24
        //     told_by(event, certainty, article, origin, name) :-
        //     announcement(event, _, _, _) @{certainty: certainty, article: article, origin: origin, claim: name}.
        ToldBy(event, certainty, article, origin, name) <-
            AnnouncementClaims(event, _, _, _, name, certainty, article, _, origin, _, _);

        // told_by#7, rules/corroboration.dl:26
        //     told_by(event, certainty, article, origin, name) :-
        //     forecast(event, _, _, _) @{certainty: certainty, article: article, origin: origin, claim: name}.
        ToldBy(event, certainty, article, origin, name) <-
            ForecastClaims(event, _, _, _, name, certainty, article, _, origin, _, _);

        // told_at_least#1, rules/corroboration.dl:31
        //     told_at_least(event, certainty, article, origin, name) :-
        //     told_by(event, sure, article, origin, name), at_least(sure, certainty).
        ToldAtLeast(event, certainty, article, origin, name) <-
            ToldBy(event, sure, article, origin, name),
            AtLeast(sure, certainty);

        // corroborated#1, rules/corroboration.dl:36
        //     corroborated(event, certainty, article, other) :-
        //     told_at_least(event, certainty, article, _, _), told_at_least(event, certainty, other, _, _), article != other.
        Corroborated(event, certainty, article, other) <-
            ToldAtLeast(event, certainty, article, _, _),
            ToldAtLeast(event, certainty, other, _, _),
            (article != other);

        // named_origin#1, rules/corroboration.dl:49
        //     named_origin(event, certainty, origin, name) :-
        //     told_at_least(event, certainty, _, origin, name), !article(origin, _, _), !unsaid(origin).
        NamedOrigin(event, certainty, origin, name) <-
            ToldAtLeast(event, certainty, _, origin, name),
            !Article(origin, _, _),
            (!origin.is_unsaid());

        // speaks_for#1, rules/corroboration.dl:54
        //     speaks_for(one, principal) :- voice(one, principal).
        SpeaksFor(one, principal) <-
            Voice(one, principal);

        // speaks_for#2, rules/corroboration.dl:55
        //     speaks_for(one, principal) :- speaks_for(one, middle), voice(middle, principal).
        SpeaksFor(one, principal) <-
            SpeaksFor(one, middle),
            Voice(middle, principal);

        // one_voice#1, rules/corroboration.dl:59
        //     one_voice(one, other) :- speaks_for(one, other).
        OneVoice(one, other) <-
            SpeaksFor(one, other);

        // one_voice#2, rules/corroboration.dl:60
        //     one_voice(one, other) :- speaks_for(other, one).
        OneVoice(one, other) <-
            SpeaksFor(other, one);

        // one_voice#3, rules/corroboration.dl:61
        //     one_voice(one, other) :- speaks_for(one, principal), speaks_for(other, principal).
        OneVoice(one, other) <-
            SpeaksFor(one, principal),
            SpeaksFor(other, principal);

        // corroborated_independently#1, rules/corroboration.dl:43
        //     corroborated_independently(event, certainty, origin, other) :-
        //     named_origin(event, certainty, origin, one), named_origin(event, certainty, other, two), origin != other,
        //     !claim_speaker(one, _, other), !claim_speaker(two, _, origin), !one_voice(origin, other).
        CorroboratedIndependently(event, certainty, origin, other) <-
            NamedOrigin(event, certainty, origin, one),
            NamedOrigin(event, certainty, other, two),
            (origin != other),
            !ClaimSpeaker(one, _, other),
            !ClaimSpeaker(two, _, origin),
            !OneVoice(origin, other);

        // uncorroborated#1, rules/corroboration.dl:65
        //     uncorroborated(event, article) :-
        //     told_at_least(event, "possible", article, _, _), !corroborated(event, "possible", article, _).
        Uncorroborated(event, article) <-
            ToldAtLeast(event, *POSSIBLE, article, _, _),
            !Corroborated(event, *POSSIBLE, article, _);
    }

    demarche::stage! {
        read article: Article(name, outlet, published);
        read claim_speaker: ClaimSpeaker(claim, place, speaker);
        read at_least: AtLeast(grade, floor);
        read voice: Voice(speaker, principal);
        read visit_claims: VisitClaims(visit, who, country, day, claim, certainty, article, speaker, origin, published, said);
        read announcement_claims: AnnouncementClaims(announcement, who, event, day, claim, certainty, article, speaker, origin, published, said);
        read invitation_claims: InvitationClaims(invitation, inviter, invitee, country, day, claim, certainty, article, speaker, origin, published, said);
        read acceptance_claims: AcceptanceClaims(acceptance, invitation, who, day, claim, certainty, article, speaker, origin, published, said);
        read meeting_claims: MeetingClaims(meeting, kind, day, claim, certainty, article, speaker, origin, published, said);
        read happening_claims: HappeningClaims(event, kind, day, claim, certainty, article, speaker, origin, published, said);
        read forecast_claims: ForecastClaims(forecast, holder, event, window, claim, certainty, article, speaker, origin, published, said);
        derive told_by: ToldBy(event, certainty, article, origin, claim);
        derive told_at_least: ToldAtLeast(event, certainty, article, origin, claim);
        derive corroborated: Corroborated(event, certainty, article, other);
        derive named_origin: NamedOrigin(event, certainty, origin, claim);
        derive speaks_for: SpeaksFor(one, principal);
        derive one_voice: OneVoice(one, other);
        derive corroborated_independently: CorroboratedIndependently(event, certainty, origin, other);
        derive uncorroborated: Uncorroborated(event, article);
    }
}
