//! Codes of what is found when claims are checked.

briefing_model::codes! {
    QUOTE_ABSENT "B0801" "a quote is not in the archived copy"
        "The words are not in the archived copy of the source, not even with other white space, width or forms of characters (NFKC). Either the quote is not verbatim, or the copy is not the page that was read. `quote-prefix` and `quote-suffix` must stand right before and after the words.\n\nA message shows the words of the copy that are most like the quote, if any are.";
    QUOTE_AMBIGUOUS "B0802" "a quote is found more than once"
        "The words stand in the source in several places, and nothing says which is meant. Lengthen the quote, or tell the places apart:\n\n```toml\nquote        = \"96 projects\"\nquote-prefix = \"Kunming signed\"\n```";
    NO_ARCHIVE "B0803" "a source has no archived copy"
        "The words cannot be looked for, since there is no archived copy of the source. Off by default: `B0803 = \"warning\"` under `[checks]` in `reports/project.toml` asks for it. `briefing source add FILE --id SOURCE` archives a copy.";
    HASH_DIFFERS "B0804" "an archived copy is not the one recorded"
        "The SHA-256 of the archived copy differs from the source's `sha256`: the file has changed, or another page was saved. Nothing is looked for in it. Put the recorded copy back, or record the new one with `briefing source add FILE --id SOURCE`, and check the quotes again.";
    UNREADABLE_ARCHIVE "B0805" "an archived copy cannot be read"
        "No text can be had from the archived copy: a PDF that is encrypted, broken or only a picture, or a page in an encoding that it does not name. Archive the text itself as `SOURCE.txt`, or the page saved anew.";
    STRAY_ARCHIVE "B0806" "an archived copy of no source"
        "A file in the archive is named after its source, `SOURCE.txt`, `.html` or `.pdf`, and no source has this name.";
    NO_HASH "B0807" "an archived copy is not recorded"
        "The source has an archived copy and no `sha256`, so nobody can tell whether the copy is still what was read. `briefing source add FILE --id SOURCE` records it.";
    USELESS_ACCEPTANCE "B0808" "a finding is accepted that is not there"
        "The claim's `accepted` names a finding that is not, or no longer, made about it. Take it out: it would hide the same finding when it comes back for another reason.";
    FIGURE_DIFFERS "B0810" "a quote states another figure"
        "The figure that is read out of the quote is not the claim's: its value, its magnitude or its unit differs. A figure is what the quote states, no more.\n\n```toml\nfigure = \"300 million CNY\"          # billion\nquote  = \"300 billion yuan\"\n```";
    FIGURE_AMBIGUOUS "B0811" "a quote states several figures"
        "Several figures of the quote may be the claim's. Shorten the quote to the words that state the one, and give the others as `quote-prefix` or `quote-suffix`:\n\n```toml\nfigure       = \"13\"\nquote        = \"已开工建设13个\"\nquote-prefix = \"签约的18个项目\"\n```";
    FIGURE_UNREAD "B0812" "no figure can be read out of a quote"
        "The quote has no figure of the measure's kind that can be read with certainty. Quote the words that state it.";
    HEDGE_DIFFERS "B0820" "a quote hedges its figure otherwise"
        "The quote states the claim's value, with another bound: \"more than\" is `>`, \"at least\" `>=`, \"nearly\" `<`, \"about\" `~`, and \"reaches\" is exact. Every word that is known stands, with an example, in the lexicon: `crates/briefing-evidence/src/lexicon.rs`.\n\n```toml\nfigure = \"300 billion CNY\"                    # > 300 billion CNY\nquote  = \"more than 300 billion yuan\"\n```";
    STATUS_DIFFERS "B0821" "a quote is of another status"
        "The words carry a lower status than the claim's: what is expected, estimated or intended is not yet signed, and what is signed is not yet started.\n\n```toml\nstatus = \"signed\"                             # expected\nquote  = \"195 projects are expected to be signed\"\n```";
    RATE_FAR "B0830" "an implied exchange rate is far from the reference rate"
        "The source gives one amount in two currencies, and the rate that the two imply is further from the reference rates next to the day than `[tolerance] rate` allows, by default 2 percent. One of the amounts is wrong, or was converted at another rate. A reader who converts will get another figure: say so in a `note`.";
    SHARE_DIFFERS "B0831" "a share is not that of its parts"
        "The measure says what it is a share of (`of`), and the part and the whole that the data set has make another share, whatever rounding has done. They may cover different populations, or one of the three is wrong.";
    PART_LARGER "B0832" "a part is larger than the whole"
        "A population of an event, an opening ceremony, a session or an event of a series has a figure that is certainly larger than that of what contains it. One of them is wrong, or the part is not contained in the whole.";
    PARTS_LARGER "B0833" "parts add up to more than the whole"
        "The sectors that one source gives, the sessions of an event or the events of a series are certainly more together than the whole. One of them is wrong, or the same things are counted twice.";
    DIFFERENT_COVER "B0834" "a count and a value cover different populations"
        "Of one event, at one status and scope, a count is known for all and a value only for some, or the other way round. A reader who divides them gets a figure of nothing.\n\nWhere that is how the sources have it, say so in a `note` and accept the finding:\n\n```toml\naccepted = { B0834 = \"the source gives no value for the one other project\" }\n```";
    STATUS_LARGER "B0835" "more has reached a status than an earlier one"
        "What is realised has been started, and what is started has been signed: of one event, measure, scope and population the further figure is at most the earlier one. Here it is certainly larger, also before both were rounded. A figure of an earlier day is only compared where it grows no more: what is signed at an event is signed when it ends; what has been started by a day may be more on the next.\n\nNothing is said of `offered`, `intended` and `expected`: more may be signed than was expected. One of the two figures is wrong, covers something else (say so by `scope`, `population` or `sector`), or counts what is in a state now: `counts = \"now\"`.";
    STATES_LARGER "B0836" "states that exclude each other are more than all there is"
        "Claims with `counts = \"now\"` say how much is in a status on a day, and in no other: what is in production is no longer being built. Those of one day are together at most what has been signed, and those that are started or realised at most what has been started.\n\n```toml\nfigure = \"13\"\nstatus = \"started\"      # under construction on that day\ncounts = \"now\"          # the default is `reached`: all that has ever been started\n```";
    IDENTITY_FAILS "B0837" "what is declared to add up does not"
        "An event's file says that its parts are all there is of it (`parts = \"complete\"`), `scopes.toml` that populations are all of another (`[partition.…]`), or `identities.toml` that figures make another one. The claims do not: they come to more or to less, whatever rounding has done to each of them. One of the figures is wrong, or what is declared is not so.\n\n```toml\n# data/identities.toml\n[projects-by-industry]\nevent   = \"2023-chongqing\"\nmeasure = \"projects\"\nstatus  = \"signed\"\nsum     = [{ sector = \"electronics\" }, { sector = \"materials\" }]   # one is missing\nis      = { population = \"all\" }\n```";
    CONTRADICTION "B0838" "sources contradict each other"
        "Claims on one thing, the same event, measure, status, scope, population, origin, sector and unit, of which not all can be true, whatever rounding has done to them. One of them is wrong, or they are not about the same: say what each covers by `scope`, `population`, `sector` or `origin`, what it counts by `counts`, and for which day it holds by `as-of`.\n\nWhere that is how the sources have it, both claims stay. `conflict` of a metric decides which figure is used, briefs mark it (†), and `{{conflicts}}` lists who says what. Accept the finding on one of the claims:\n\n```toml\naccepted = { B0838 = \"the province counts agreements, the paper contracts\" }\n```";
    NOT_COMPARED "B0839" "more claims about one figure than are compared"
        "Claims about the same measure of the same event, of one status and scope, are compared with each other: whether they contradict, whether parts are more than the whole. Of more than 1,000 the first 1,000 are compared, in the order of files and lines. So many are most often one claim that was copied, or an event that should be several.\n\nIf it is meant to be so, raise the limit for the run: `briefing check --limit compared-claims=5000`.";
}
