"""PDFs of the briefs by WeasyPrint, from the same HTML, in all cores.

    pdf_weasyprint.py OUT REPORT PDFS [--jobs N] [--limit N]
"""

import argparse
import os
import pathlib

import weasyprint
from weasyprint.text.fonts import FontConfiguration

import briefs

fonts = None


def initialise():
    global fonts
    fonts = FontConfiguration()


def work(task):
    html, pdf = task
    # Nothing is fetched: a brief is one file.
    page = weasyprint.HTML(string=html)
    page.write_pdf(pdf, font_config=fonts, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("report")
    parser.add_argument("pdfs", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    options.pdfs.mkdir(parents=True, exist_ok=True)
    tasks = [
        ((edition / "brief.html").read_text(), str(options.pdfs / f"{edition.parent.name}.pdf"))
        for edition in briefs.editions(options.out, options.report)[: options.limit]
    ]
    taken = briefs.timed(work, tasks, options.jobs, initialise)
    briefs.report(peer=f"WeasyPrint {weasyprint.__version__}", briefs=len(tasks), jobs=options.jobs, **taken)
