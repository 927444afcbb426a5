//! Sentences that reports of such events are made of. None has a figure in it: figures come from
//! claims.

use super::random::Random;

/// A paragraph of five sentences; `{city}`-like holes are filled with what the event is about.
pub(super) fn paragraph(random: &mut Random, place: &str, sectors: &[&str]) -> String {
    let first = random.pick(sectors).to_lowercase();
    let second = random.pick(sectors).to_lowercase();
    let sentences = [OPENINGS, SUBJECTS, PROMISES, DOUBTS, ENDINGS];
    sentences
        .map(|choices| {
            random
                .pick(choices)
                .replace("{place}", place)
                .replace("{first}", &first)
                .replace("{second}", &second)
        })
        .join(" ")
}

const OPENINGS: &[&str] = &[
    "Delegations from the coast met the development zones of {place} over several days.",
    "The host province had prepared lists of sites, of power and water, and of suppliers.",
    "Organisers in {place} paired investors with counties before the opening ceremony.",
    "Manufacturers from the eastern provinces came with projects that look for land and labour.",
    "The meeting joined a conference, an exhibition and visits to industrial parks in {place}.",
    "Ministries, provincial departments and chambers of commerce shared the organisation.",
];

const SUBJECTS: &[&str] = &[
    "Talks were mostly on {first}, with sessions on {second} beside them.",
    "Most sessions dealt with {first}; {second} drew fewer but larger firms.",
    "Contracts in {first} were prepared for weeks, those in {second} came about on the floor.",
    "Buyers asked for {first}, while sellers had more to say about {second}.",
    "A supply chain from {second} to {first} was the thread through the programme.",
    "Local firms in {first} looked for partners who know {second}.",
];

const PROMISES: &[&str] = &[
    "Parks promised standard workshops, shared laboratories and a single window for permits.",
    "Provinces agreed to share the tax revenue of plants that move, and to train workers together.",
    "Two banks offered loans against orders, and a fund of the province offered equity.",
    "Grid operators announced direct supply of green power to plants in the new parks.",
    "Freight by rail to the ports, and onward to Central Asia, was a point of every pitch.",
    "Universities signed up to send engineers, and the parks to house them.",
];

const DOUBTS: &[&str] = &[
    "How many of the projects had been announced before is not said by any report.",
    "Reports do not tell frameworks from contracts, nor one year's money from that of ten.",
    "What was signed before the opening seems to be counted with the rest.",
    "No list of the projects was published, so that none of the totals can be rebuilt.",
    "Reports of the same day differ in what they count, and none explains its terms.",
    "Whether extensions of existing plants are counted as projects remains open.",
];

const ENDINGS: &[&str] = &[
    "The province said that it would report each quarter on what is under construction.",
    "A second round, in a smaller circle, was announced for the spring.",
    "Officials spoke of a channel between the two regions that stays open after the event.",
    "Follow-up is with a task force of the provincial department of industry.",
    "Firms were asked to file their progress in a common register.",
    "The next host takes over the register of projects and the list of contacts.",
];
