//! Does a quote carry its claim: the figure, how it is hedged, and how far the thing has come?

use std::ops::Range;

use briefing_model::claim::Claim;
use briefing_model::diagnostic::Diagnostic;
use briefing_model::evidence::FigureGrade;
use briefing_model::figure::{Comparator, Figure, Precision};
use briefing_model::measure::{Measure, MeasureKind};
use briefing_model::status::Status;
use briefing_model::unit::Unit;

use crate::agreement::{Agreement, agreement};
use crate::codes;
use crate::mention::{Mention, MentionKind, Quantity, mentions};
use crate::notation::spelled;
use crate::noun::thing;
use crate::quote::Archived;

/// What reading a claim's words says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Whether the words carry the figure.
    pub figure: FigureGrade,
    /// What is to be said about it.
    pub findings: Vec<Diagnostic>,
    /// What the last digit of the figure is worth in the words, where they carry it in digits.
    pub precision: Option<Precision>,
}

/// The words of a quote with those around them: hedges and words of status may stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    text: String,
    quote: Range<usize>,
}

impl Context {
    /// A claim's quote between its prefix and its suffix.
    #[must_use]
    pub fn of_claim(claim: &Claim) -> Self {
        let quote = &claim.quote;
        let mut text = quote.prefix.as_deref().unwrap_or_default().to_owned();
        let is_spaced = |text: &str, at_end: bool| {
            let c = if at_end { text.chars().next_back() } else { text.chars().next() };
            c.is_some_and(|c| c.is_ascii_alphanumeric())
        };
        // Selectors are written without the space between them and the words.
        if is_spaced(&text, true) && is_spaced(&quote.exact, false) {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(&quote.exact);
        let end = text.len();
        if let Some(suffix) = &quote.suffix {
            if is_spaced(&text, true) && is_spaced(suffix, false) {
                text.push(' ');
            }
            text.push_str(suffix);
        }
        Self { text, quote: start..end }
    }

    /// The same with what stands around the words in an archived text, within their paragraph: a quote
    /// that was cut short is read as the source has it.
    #[must_use]
    pub fn of_source(archived: &Archived, at: &Range<usize>, words: &str) -> Self {
        let text = archived.text();
        let from = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
        let to = text[at.end..].find('\n').map_or(text.len(), |end| at.end + end);
        // A line may be a book.
        let from = text.ceil_char_boundary(from.max(at.start.saturating_sub(REACH)));
        let to = text.floor_char_boundary(to.min(at.end.saturating_add(REACH)));
        // The words themselves as the claim has them: a line of the source may end within a number.
        let text = format!("{}{words}{}", &text[from..at.start], &text[at.end..to]);
        let start = at.start - from;
        Self { text, quote: start..start + words.len() }
    }

    /// What the words of the quote mention; what stands around it lends them hedges only.
    fn mentions(&self) -> Vec<Mention> {
        let within = |mention: &Mention| {
            self.quote.start <= mention.number.start && mention.number.end <= self.quote.end
        };
        mentions(&self.text).into_iter().filter(within).collect()
    }

    fn words(&self, mention: &Mention) -> &str {
        self.text.get(mention.range.clone()).unwrap_or_default().trim()
    }
}

/// How far from the words a line of the source is read.
const REACH: usize = 400;

/// Reads a claim's words and compares what they state with what it says.
#[must_use]
pub fn read(claim: &Claim, measure: &Measure, context: &Context) -> Reading {
    // A correction is a decision against the words; the words carry what the source states.
    let stated = claim.stated();
    // A blank quote and a unit that its measure cannot have have been told as mistakes.
    let is_sound = measure.kind != MeasureKind::Money || stated.figure.unit().is_currency();
    if claim.quote.exact.trim().is_empty() || !is_sound {
        return Reading { figure: FigureGrade::Unread, findings: Vec::new(), precision: None };
    }
    let figure = &stated.figure;
    let found = context.mentions();
    let candidates: Vec<(&Mention, &Quantity)> = candidates(&found, measure, figure.unit());
    if candidates.is_empty() {
        let finding = unread(claim, measure, context, &found);
        let grade = if finding.code == codes::FIGURE_DIFFERS {
            FigureGrade::Differs
        } else {
            FigureGrade::Unread
        };
        return Reading { figure: grade, findings: vec![finding], precision: None };
    }
    let agreement = |quantity: &Quantity| {
        said(quantity, measure).map_or(Agreement::None, |said| agreement(figure, &said))
    };
    let agrees = |(_, quantity): &&(&Mention, &Quantity)| agreement(quantity) == Agreement::Whole;
    let of_value = |(_, quantity): &&(&Mention, &Quantity)| agreement(quantity).is_value();
    // The one that says just this, else the one of this value, else whichever there is.
    let meant = candidates
        .iter()
        .find(agrees)
        .or_else(|| candidates.iter().find(of_value))
        .or_else(|| candidates.first());
    let Some((mention, quantity)) = meant else {
        return Reading { figure: FigureGrade::Unread, findings: Vec::new(), precision: None };
    };
    let words = context.words(mention);
    let all: Vec<String> =
        candidates.iter().map(|(other, _)| format!("`{}`", context.words(other))).collect();
    let all = all.join(" and ");
    let is_other = |(_, other): &(&Mention, &Quantity)| other.figure() != quantity.figure();
    let (grade, mut findings) = match agreement(quantity) {
        Agreement::Whole if candidates.iter().any(is_other) => {
            let message = format!("the quote states several figures: {all}");
            let hint = "shorten `quote` to the words of the one that is meant, and put the others \
                        into `quote-prefix` or `quote-suffix`";
            let diagnostic = Diagnostic {
                severity: briefing_model::diagnostic::Severity::Warning,
                ..at_quote(codes::FIGURE_AMBIGUOUS, claim, message)
            };
            (FigureGrade::Ambiguous, vec![diagnostic.hint(hint)])
        }
        Agreement::Whole => (FigureGrade::Read, Vec::new()),
        Agreement::Value => {
            let message = format!(
                "the quote says `{words}`, which is {}, not {}",
                said(quantity, measure).as_ref().map(spelled).unwrap_or_default(),
                spelled(figure)
            );
            let mut diagnostic = at_quote(codes::HEDGE_DIFFERS, claim, message);
            let hedges: Vec<String> = quantity
                .hedges
                .iter()
                .filter_map(|hedge| {
                    Some(format!("`{}` means {}", hedge.entry, meaning(hedge.comparator?)))
                })
                .collect();
            if !hedges.is_empty() {
                diagnostic = diagnostic.hint(hedges.join(", "));
            }
            let diagnostic = written_as(diagnostic, said(quantity, measure).as_ref());
            (FigureGrade::Differs, vec![diagnostic])
        }
        other => {
            let message = format!("the quote states {all}, not {}", spelled(figure));
            let diagnostic = at_quote(codes::FIGURE_DIFFERS, claim, message);
            let read = said(quantity, measure);
            let diagnostic = written_as(diagnostic, read.as_ref());
            let diagnostic = other.slip().into_iter().fold(diagnostic, Diagnostic::hint);
            (FigureGrade::Differs, vec![diagnostic])
        }
    };
    findings.extend(status(claim, stated.status, measure, quantity, words));
    let last = quantity.last_digit.filter(|_| grade == FigureGrade::Read);
    let precision = last.and_then(Precision::to_power_of_ten);
    Reading { figure: grade, findings, precision }
}

/// Says what to write for the figure that words state.
fn written_as(diagnostic: Diagnostic, stated: Option<&Figure>) -> Diagnostic {
    match stated {
        Some(figure) => {
            diagnostic.hint(format!("the words are read as `figure = \"{}\"`", spelled(figure)))
        }
        None => diagnostic,
    }
}

/// The quantities that may be a measure's: of its kind, of the claim's currency where there is one,
/// of what it counts where that is said.
fn candidates<'a>(
    found: &'a [Mention],
    measure: &Measure,
    unit: &Unit,
) -> Vec<(&'a Mention, &'a Quantity)> {
    let all = || {
        found.iter().filter_map(|mention| match &mention.kind {
            MentionKind::Quantity(quantity) => Some((mention, quantity)),
            _ => None,
        })
    };
    match measure.kind {
        MeasureKind::Money => all().filter(|(_, quantity)| quantity.unit == *unit).collect(),
        MeasureKind::Share => all().filter(|(_, quantity)| quantity.unit.is_percent()).collect(),
        MeasureKind::Count => {
            let plain = || {
                all().filter(|(_, quantity)| {
                    !quantity.unit.is_currency() && !quantity.unit.is_percent()
                })
            };
            let counted = measure.unit.as_str();
            let named: Vec<_> =
                plain().filter(|(_, quantity)| quantity.counts == Some(counted)).collect();
            if !named.is_empty() {
                return named;
            }
            // What counts something else that is known is not this; of an unknown thing, anything may be.
            let is_known = thing(counted).is_some();
            plain().filter(|(_, quantity)| !is_known || quantity.counts.is_none()).collect()
        }
    }
}

/// What words say of a measure: where it can go down, "down 3.5 percent" is below zero.
fn said(quantity: &Quantity, measure: &Measure) -> Option<Figure> {
    let figure = quantity.figure()?;
    if quantity.falls && !measure.non_negative { figure.neg().ok() } else { Some(figure) }
}

/// Words that say how far the thing has come, against the claim's status.
fn status(
    claim: &Claim,
    stated: Status,
    measure: &Measure,
    quantity: &Quantity,
    said: &str,
) -> Option<Diagnostic> {
    // What is signed, or started, is a project or an agreement. Companies and people, which may come
    // twice and are never added, take part: that others are said to be signed there is no limit.
    let is_done = measure.kind != MeasureKind::Count || measure.additive;
    let is_limited = quantity.hedges.iter().any(|hedge| hedge.at_most.is_some());
    let highest = quantity.highest_status().filter(|_| is_done || is_limited)?;
    let is_higher = match (stated, highest) {
        (Status::Cancelled, _) => false,
        // What is called off is nothing else.
        (_, Status::Cancelled) => true,
        (claimed, highest) => claimed > highest,
    };
    if !is_higher {
        return None;
    }
    let words: Vec<String> = quantity
        .hedges
        .iter()
        .filter(|hedge| hedge.at_most == Some(highest) || hedge.reached == Some(highest))
        .map(|hedge| format!("`{}`", hedge.entry))
        .collect();
    let stand = if words.len() > 1 { "stand" } else { "stands" };
    let message = format!(
        "the quote carries `{highest}`, not `{}`: {} {stand} with `{said}`",
        stated,
        words.join(" and ")
    );
    let diagnostic = Diagnostic::error(codes::STATUS_DIFFERS, claim.spans.quote, message);
    Some(diagnostic.related(claim.spans.status, "the claim's status"))
}

/// A quote without a figure that may be the claim's.
fn unread(claim: &Claim, measure: &Measure, context: &Context, found: &[Mention]) -> Diagnostic {
    let said = |mention: &Mention| format!("`{}`", context.words(mention));
    let quantities: Vec<&Mention> =
        found.iter().filter(|mention| matches!(mention.kind, MentionKind::Quantity(_))).collect();
    let wanted = match measure.kind {
        MeasureKind::Money => format!("an amount in {}", claim.figure.unit()),
        MeasureKind::Share => "a percentage".to_owned(),
        MeasureKind::Count => format!("a count of `{}`", measure.unit),
    };
    if !quantities.is_empty() {
        let said: Vec<String> = quantities.into_iter().map(said).collect();
        let message = format!("the quote states {}, not {wanted}", said.join(" and "));
        return at_quote(codes::FIGURE_DIFFERS, claim, message);
    }
    let message = format!("no figure can be read out of the quote: expected {wanted}");
    let diagnostic = Diagnostic::warning(codes::FIGURE_UNREAD, claim.spans.quote, message)
        .related(claim.spans.figure, "the claim's figure");
    found.iter().fold(diagnostic, |diagnostic, mention| match &mention.kind {
        MentionKind::Unread(why) => diagnostic.hint(format!("{}: {why}", said(mention))),
        MentionKind::Date => diagnostic.hint(format!("{} is read as a date", said(mention))),
        MentionKind::Ordinal => diagnostic.hint(format!("{} is read as an ordinal", said(mention))),
        MentionKind::Name => diagnostic.hint(format!("{} is read as a name", said(mention))),
        MentionKind::Quantity(_) => diagnostic,
    })
}

fn at_quote(code: briefing_model::diagnostic::Code, claim: &Claim, message: String) -> Diagnostic {
    Diagnostic::error(code, claim.spans.quote, message)
        .related(claim.spans.figure, "the claim's figure")
}

fn meaning(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Exact => "just this number",
        Comparator::MoreThan => "`>`",
        Comparator::AtLeast => "`>=`",
        Comparator::LessThan => "`<`",
        Comparator::AtMost => "`<=`",
        Comparator::About => "`~`",
        Comparator::Between => "a range",
        Comparator::Unknown => "nothing certain",
    }
}
