"""PDFs of the briefs by the `typst` package: in all cores, with fonts loaded once a process.

    pdf_typst.py OUT REPORT PDFS [--fonts DIR] [--theme DIR] [--jobs N] [--limit N]

Without `--theme`, each brief is generated markup, as a script would write it: title, paragraphs and
table, no evidence. With it, each brief is laid out by the theme's own files from a data file beside
them, as in Briefing; only the marks for heads of rows are left out, which the package cannot make.
"""

import argparse
import atexit
import datetime
import json
import os
import pathlib
import re
import shutil
import tempfile

# Set before the package starts its threads: a process a core, and no more threads than that.
os.environ.setdefault("RAYON_NUM_THREADS", "1")

import typst

import briefs

compiler = None
root = None
DAY = datetime.datetime(2025, 1, 31, tzinfo=datetime.timezone.utc)


def markup(text: str) -> str:
    """Text as Typst markup that prints it as it is."""
    return re.sub(r'([\\#$*_`<>@~\[\]"\'/+=-])', r"\\\1", text)


def inlines(content: list) -> str:
    out = []
    for inline in content:
        match inline["kind"]:
            case "text" | "fact" | "foreign":
                out.append(markup(inline["text"]))
            case "code":
                out.append(f"#raw({json.dumps(inline['text'], ensure_ascii=False)})")
            case "strong":
                out.append(f"#strong[{inlines(inline['content'])}]")
            case "emphasis":
                out.append(f"#emph[{inlines(inline['content'])}]")
            case "link":
                out.append(inlines(inline["content"]))
            case "cite":
                out.append(f"\\[{inline['reference'] + 1}\\]")
            case "line-break":
                out.append("#linebreak()")
            case other:
                raise SystemExit(f"no markup for the inline `{other}`")
    return "".join(out)


def table(block: dict) -> str:
    align = ", ".join({"start": "left", "center": "center", "end": "right"}[c["align"]] for c in block["columns"])
    head = ", ".join(f"[*{inlines(column['label'])}*]" for column in block["columns"])
    rows = "\n".join(
        "  " + ", ".join(f"[{inlines(cell)}]" for cell in row["cells"]) + "," for row in block["rows"]
    )
    return (
        f"#figure(caption: [{inlines(block['caption'])}], kind: table, table(\n"
        f"  columns: {len(block['columns'])}, align: ({align}), stroke: none, inset: (x: 6pt, y: 3pt),\n"
        f"  table.header({head}), table.hline(stroke: 0.5pt),\n{rows}\n  table.hline(stroke: 0.5pt),\n))\n"
    )


def source(brief: dict, preamble: str) -> bytes:
    """A brief as markup."""
    meta = brief["meta"]
    quoted = lambda text: json.dumps(text, ensure_ascii=False)
    parts = [
        f"#set document(title: {quoted(meta['title'])}, author: {quoted(meta['publisher'])})\n",
        f"#set text(lang: {quoted(meta['language'])})\n",
        preamble,
        f"#title[{markup(meta['title'])}]\n",
        f"#text(fill: luma(90))[{markup(meta['publisher'])} · {markup(meta['date_text'])}]\n",
        f"#emph[{markup(meta['description'])}]\n",
    ]
    for block in brief["blocks"]:
        match block["kind"]:
            case "paragraph":
                parts.append(inlines(block["content"]) + "\n")
            case "heading":
                parts.append("=" * (block["level"] - 1) + " " + inlines(block["content"]) + "\n")
            case "table":
                parts.append(table(block))
            case other:
                raise SystemExit(f"no markup for the block `{other}`")
    return "\n".join(parts).encode()


def initialise():
    global compiler, root
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[options.fonts] if options.fonts else [],
    )
    root = pathlib.Path(tempfile.mkdtemp(prefix="peer-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    if options.theme:
        for file in pathlib.Path(options.theme).glob("*.typ"):
            # `pdf.header-cell` needs a feature that the package does not let one choose.
            text = re.sub(r'pdf\.header-cell\(scope: "row", (\w+)\)', r"\1", file.read_text())
            (root / file.name).write_text(text)
    compiler = typst.Compiler(root=root, font_paths=fonts, ignore_system_fonts=True)


def work(task):
    content, pdf = task
    if options.theme:
        (root / "document.json").write_bytes(content)
        content = root / "brief.typ"
    # The same kind of file as Briefing's: tagged, checked for PDF/UA-1.
    made = compiler.compile(input=content, format="pdf", pdf_standards=["ua-1"], timestamp=DAY)
    pathlib.Path(pdf).write_bytes(made)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("report")
    parser.add_argument("pdfs", type=pathlib.Path)
    parser.add_argument("--fonts")
    parser.add_argument("--theme")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--limit", type=int)
    return parser.parse_args()


options = arguments()

if __name__ == "__main__":
    options.pdfs.mkdir(parents=True, exist_ok=True)
    preamble = (pathlib.Path(__file__).parent / "page.typ").read_text()
    tasks = []
    for edition in briefs.editions(options.out, options.report)[: options.limit]:
        pdf = str(options.pdfs / f"{edition.parent.name}.pdf")
        content = (
            (edition / "brief.json").read_bytes() if options.theme else source(briefs.document(edition), preamble)
        )
        tasks.append((content, pdf))
    taken = briefs.timed(work, tasks, options.jobs, initialise)
    briefs.report(peer=f"typst {typst.__version__}", briefs=len(tasks), jobs=options.jobs, **taken)
