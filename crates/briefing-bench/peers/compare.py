"""Runs Briefing and its peers on the same content, and prints how they compare.

    compare.py BRIEFING BENCH WORK [--briefs 500] [--weasyprint 100] [--memory 1000 10000] [--claims N]
               [--fonts DIR] [--rounds 3] [--editions 1000] [--only pdf,metrics,fan-out,memory,editions]

BRIEFING and BENCH are the two binaries; WORK is a folder for what is made. Everything measured goes
to WORK/measured.json, and the table to standard output. `compare.sh` builds what this needs.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent


def run(*command, **environment) -> dict:
    """Runs a program: wall-clock and processor seconds, and the most memory it ever had."""
    log = open(options.work / "log.txt", "ab")
    begin = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log, env=os.environ | environment)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if status != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}\nsee {options.work / 'log.txt'}")
    # Linux counts the resident set in KiB.
    return {
        "seconds": seconds,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mib": usage.ru_maxrss / 1024,
    }


def ask(*command, **environment) -> dict:
    """Runs a program that prints one JSON object."""
    made = subprocess.run(
        [str(part) for part in command], stdout=subprocess.PIPE, env=os.environ | environment, check=True
    )
    return json.loads(made.stdout)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def fresh(name: str) -> pathlib.Path:
    """A folder that is not there yet. What was is moved aside: for some minutes after files were
    removed, ext4 takes longer to make others, and whoever comes next would be measured with that."""
    folder = options.work / name
    if folder.exists():
        aside = options.work / "aside"
        aside.mkdir(exist_ok=True)
        folder.rename(aside / f"{name}-{time.monotonic_ns()}")
    return folder


def generated(name: str, *sizes) -> pathlib.Path:
    folder = fresh(name)
    run(options.bench, "generate", *sizes, folder)
    return folder


def build(project: pathlib.Path, report: str, outputs: str, name: str) -> dict:
    fresh(name)
    return build_again(project, report, outputs, name)


def build_again(project: pathlib.Path, report: str, outputs: str, name: str) -> dict:
    out = options.work / name
    return run(options.briefing, "build", report, "-C", project, "--outputs", outputs, "--out", out, "--quiet")


def least(rounds: list[dict]) -> dict:
    """The best round: what else the machine did is in the others."""
    return min(rounds, key=lambda round: round["seconds"])


def pdfs() -> dict:
    """Distinct briefs as PDF: the one-page theme, and the default theme with all evidence."""
    project = generated("pdf-project", "--briefs", options.briefs)
    # Reading every PDF back, to account for its numbers, is what no peer does: measured apart.
    audited = {report: build(project, report, "pdf", "ours") for report in ["page", "brief"]}
    with open(project / "reports" / "project.toml", "a") as settings:
        settings.write('\n[checks]\nB0911 = "off"\nB0912 = "off"\n')
    measured = {}
    for report in ["page", "brief"]:
        say(f"PDFs of `{report}`")
        build(project, report, "json,html", "peer-input")
        source = options.work / "peer-input"
        theme = [] if report == "page" else ["--theme", options.theme]
        common = ["--fonts", options.fonts] if options.fonts else []
        ours, theirs = [], []
        for number in range(options.rounds):
            ours.append(build(project, report, "pdf", "ours"))
            pdf = fresh("typst-pdfs")
            # The package is measured with a thread a process and with all: the better one counts.
            threads = "1" if number % 2 == 0 else str(os.cpu_count())
            theirs.append(
                ask(sys.executable, HERE / "pdf_typst.py", source, report, pdf, *common, *theme, RAYON_NUM_THREADS=threads)
            )
            say(f"  {ours[-1]['seconds']:.2f} s, typst {theirs[-1]['seconds']:.2f} s ({threads} threads a process)")
        limit = ["--limit", options.weasyprint]
        weasyprint = ask(sys.executable, HERE / "pdf_weasyprint.py", source, report, fresh("weasyprint-pdfs"), *limit)
        say(f"  WeasyPrint {weasyprint['seconds']:.2f} s for {weasyprint['briefs']}")
        measured[report] = {
            "briefs": options.briefs,
            "briefing": least(ours),
            "audited": audited[report],
            "typst": least(theirs),
            "weasyprint": weasyprint,
            "all_outputs": build(project, report, "html,pdf,md,json,csv", "ours"),
            "pages": [pages(folder) for folder in ["ours", "typst-pdfs", "weasyprint-pdfs"]],
        }
    return measured


def pages(folder: str) -> int:
    """Pages of the first PDF in a folder, by poppler; 0 without it."""
    first = min((options.work / folder).rglob("*.pdf"))
    if not shutil.which("pdfinfo"):
        return 0
    info = subprocess.run(["pdfinfo", first], capture_output=True, text=True).stdout
    return next(int(line.split()[1]) for line in info.splitlines() if line.startswith("Pages:"))


def metrics() -> dict:
    say("metrics")
    table, questions, answers = (options.work / name for name in ["claims.csv", "questions.json", "answers.csv"])
    run(options.bench, "claims", "--claims", options.claims, table, questions)
    rounds = []
    for _ in range(options.rounds):
        ours = ask(options.bench, "metrics", "--claims", options.claims, answers)
        theirs = ask(sys.executable, HERE / "metrics_duckdb.py", table, questions, answers)
        rounds.append((ours, theirs))
    return {
        "briefing": min((ours for ours, _ in rounds), key=lambda ours: ours["asked"]["median_ms"]),
        "duckdb": min((theirs for _, theirs in rounds), key=lambda theirs: theirs["median_ms"]),
    }


def fan_out() -> dict:
    say("fan-out")
    return ask(options.bench, "fan-out")


def memory() -> dict:
    """Peak memory of whole builds: as many claims whatever the number of briefs, and claims that grow with it."""
    few, many = options.memory
    claims = 23 * many
    measured = {"briefs": [few, many]}
    for name, sizes in {
        "few": ["--briefs", few],
        "few_of_all_claims": ["--briefs", few, "--claims", claims],
        "many": ["--briefs", many],
    }.items():
        project = generated("memory-project", *sizes)
        measured[name] = build(project, "page", "pdf", "memory-out")
        say(f"memory: {name} {measured[name]['peak_mib']:.0f} MiB in {measured[name]['seconds']:.1f} s")
    fresh("memory-project"), fresh("memory-out")
    return measured


def editions() -> dict:
    """What a second build costs: of nothing new, of one claim; beside reading and hashing the inputs.
    Of briefs with all evidence, as the default theme has them, and of the cheapest there are."""
    project = generated("editions-project", "--briefs", options.editions)
    return {"briefs": options.editions, **{report: editions_of(project, report) for report in ["page", "brief"]}}


def editions_of(project: pathlib.Path, report: str) -> dict:
    asked = (project, report, "html,pdf", "editions-out")
    measured = {"full": build(*asked)}
    say(f"editions of `{report}`: full {measured['full']['seconds']:.1f} s")
    out = options.work / "editions-out"
    rounds = range(3 * options.rounds)
    measured["nothing"] = least([build_again(*asked) for _ in rounds])
    measured["hashed"] = ask(options.bench, "hash", project, out)
    # As if no run were remembered: every brief is looked at.
    looked_at = []
    for _ in range(options.rounds):
        (out / ".briefing" / "built.json").unlink()
        looked_at.append(build_again(*asked))
    measured["looked_at"] = least(looked_at)
    event = min((project / "data" / "events").glob("*.toml"))
    one = []
    for number in range(options.rounds):
        plain = event.read_text()
        event.write_text(plain.replace("[[claim]]\n", f'[[claim]]\nnote = "Read again, time {number}."\n', 1))
        before = len(list(out.glob(f"{report}/*/*/manifest.json")))
        one.append(build_again(*asked))
        made = len(list(out.glob(f"{report}/*/*/manifest.json"))) - before
        # A new edition, and the link to it.
        if made != 1:
            raise SystemExit(f"one claim made {made} editions")
        event.write_text(plain)
        build_again(*asked)
    measured["one"] = least(one)
    for name in ["nothing", "looked_at", "one"]:
        say(f"  {name} {measured[name]['seconds']:.3f} s")
    return measured


def table(measured: dict) -> str:
    rows = []

    def row(what: str, target: str, ratio: str, note: str) -> None:
        rows.append(f"| {what} | {target} | {ratio} | {note} |")

    for report, label in {"page": "one page", "brief": "with all evidence"}.items():
        pdf = measured.get("pdf", {}).get(report)
        if not pdf:
            continue
        ours = pdf["briefing"]["seconds"] / pdf["briefs"]
        ours_cpu = pdf["briefing"]["cpu_seconds"] / pdf["briefs"]
        for peer, target in {"typst": "1.5", "weasyprint": "20"}.items():
            theirs = pdf[peer]["seconds"] / pdf[peer]["briefs"]
            theirs_cpu = pdf[peer]["cpu_seconds"] / pdf[peer]["briefs"]
            pages = pdf["pages"][1 if peer == "typst" else 2]
            row(
                f"PDFs a second, {label}, against {pdf[peer]['peer']}",
                f"≥ {target}×",
                f"{theirs / ours:.1f}×",
                f"{theirs_cpu / ours_cpu:.1f}× by processor time; {pdf['pages'][0]} pages a brief here, {pages} there; "
                f"{theirs * pdf['briefs'] / pdf['audited']['seconds']:.1f}× with every number audited",
            )
    if met := measured.get("metrics"):
        ours, theirs = met["briefing"], met["duckdb"]
        row(
            f"{ours['questions']} interval sums over {ours['claims']:,} claims, against {theirs['peer']}",
            "≥ 1×",
            f"{theirs['median_ms'] / ours['asked']['median_ms']:.2f}×",
            f"{theirs['cpu_ms'] / ours['asked']['cpu_ms']:.2f}× by processor time; "
            f"{theirs['with_evidence_ms'] / ours['asked']['median_ms']:.2f}× "
            f"({theirs['with_evidence_cpu_ms'] / ours['asked']['cpu_ms']:.2f}×) where DuckDB lists the claims of each "
            f"group, as Briefing does; all {theirs['groups']:,} groups equal",
        )
    if mem := measured.get("memory"):
        few, many = (f"{briefs:,}" for briefs in mem["briefs"])
        row(
            f"peak memory at {many} briefs, against {few}, of the same claims",
            "≤ 1.1×",
            f"{mem['many']['peak_mib'] / mem['few_of_all_claims']['peak_mib']:.2f}×",
            "how much the briefs themselves add",
        )
        row(
            f"peak memory at {many} briefs, against {few}, claims growing with them",
            "≤ 1.1×",
            f"{mem['many']['peak_mib'] / mem['few']['peak_mib']:.2f}×",
            "ten times the data is read and held",
        )
    if made := measured.get("editions"):
        briefs = f"{made['briefs']:,}"
        for report, label in {"page": "of one page", "brief": "with all evidence"}.items():
            of = made[report]
            full, nothing, hashed = of["full"]["seconds"], of["nothing"]["seconds"] * 1e3, of["hashed"]["least_ms"]
            row(
                f"nothing changed in {briefs} briefs {label}, beyond reading and hashing the inputs",
                "≤ 50 ms",
                f"{max(nothing - hashed, 0):.0f} ms",
                f"the whole program {nothing:.0f} ms, reading and hashing on one thread {hashed:.0f} ms; "
                f"{full * 1e3 / nothing:,.0f}× as fast as the full build",
            )
            row(
                f"one claim changed in {briefs} briefs {label}, against a full build",
                "≤ 5 %",
                f"{of['one']['seconds'] / full:.1%}",
                "one brief made, the documents of all compared; "
                f"nothing changed and no run remembered: {of['looked_at']['seconds'] / full:.1%}",
            )
    if fan := measured.get("fan_out"):
        first = fan["timings"][0]
        for timing in fan["timings"]:
            # Processor time, so that a busy machine does not count.
            each = timing["together"]["cpu_ms"] / timing["briefs"]
            row(
                f"metrics of {timing['briefs']:,} briefs on {fan['claims']:,} claims, a brief",
                "one pass",
                f"{each / (first['together']['cpu_ms'] / first['briefs']):.1f}×",
                f"processor time a brief, against that at {first['briefs']}; "
                f"{timing['one_brief_alone']['median_ms'] * timing['briefs'] / timing['together']['median_ms']:.0f}× "
                "as fast as a pass for each brief",
            )
    return "\n".join(["| measured | target | ratio | |", "|---|---|---|---|", *rows])


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("briefing", type=pathlib.Path)
    parser.add_argument("bench", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--briefs", type=int, default=500)
    parser.add_argument("--weasyprint", type=int, default=100)
    parser.add_argument("--memory", type=int, nargs=2, default=[1_000, 10_000])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--editions", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fonts", default=HERE.parent.parent / "briefing-output-pdf" / "fonts")
    parser.add_argument("--theme", default=HERE.parent.parent / "briefing-output-pdf" / "theme")
    parser.add_argument("--only", default="pdf,metrics,fan-out,memory,editions")
    return parser.parse_args()


options = arguments()

if __name__ == "__main__":
    options.work.mkdir(parents=True, exist_ok=True)
    path = options.work / "measured.json"
    measured = json.loads(path.read_text()) if path.exists() else {}
    stages = {"metrics": metrics, "fan-out": fan_out, "pdf": pdfs, "memory": memory, "editions": editions}
    for name in options.only.split(","):
        measured[name.replace("-", "_")] = stages[name]()
        path.write_text(json.dumps(measured, indent=2))
    shutil.rmtree(options.work / "aside", ignore_errors=True)
    print(table(measured))
