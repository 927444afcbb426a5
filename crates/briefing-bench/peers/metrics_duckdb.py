"""The interval sums of `briefing-bench claims` by DuckDB, and whether the answers are Briefing's.

    metrics_duckdb.py CLAIMS.csv QUESTIONS.json ANSWERS.csv [--rounds N] [--threads N]

Columns are enumerations and integers in memory, as small as DuckDB can hold them; loading is not
counted. Each sum gives lower and upper end, strictness, the mark for "about", and how many events
report; then once more with the claims of each group listed, as Briefing always does."""

import argparse
import csv
import json
import os
import statistics
import time

import duckdb

import briefs

ENUMERATIONS = ["event", "kind", "measure", "status", "scope", "sector", "place", "region", "quarter"]


def load(connection, path: str) -> None:
    connection.execute(
        f"""CREATE TABLE raw AS SELECT * FROM read_csv('{path}', header = true, nullstr = '',
        columns = {{'claim': 'UINTEGER', 'event': 'VARCHAR', 'kind': 'VARCHAR', 'measure': 'VARCHAR',
        'status': 'VARCHAR', 'scope': 'VARCHAR', 'sector': 'VARCHAR', 'place': 'VARCHAR',
        'region': 'VARCHAR', 'year': 'SMALLINT', 'quarter': 'VARCHAR', 'lower': 'BIGINT',
        'lower_strict': 'BOOLEAN', 'upper': 'BIGINT', 'upper_strict': 'BOOLEAN', 'about': 'BOOLEAN'}})"""
    )
    for name in ENUMERATIONS:
        connection.execute(
            f"CREATE TYPE {name}_t AS ENUM (SELECT DISTINCT {name} FROM raw WHERE {name} IS NOT NULL ORDER BY 1)"
        )
    columns = ", ".join(
        f"{name}::{name}_t AS {name}" if name in ENUMERATIONS else name
        for (name, *_) in connection.execute("DESCRIBE raw").fetchall()
    )
    connection.execute(f"CREATE TABLE claims AS SELECT {columns} FROM raw")
    connection.execute("DROP TABLE raw")


def query(question: dict, evidence: bool) -> str:
    by = ", ".join(question["by"])
    conditions = [f"measure = '{question['measure']}'", "kind = 'event'", "status = 'signed'", "scope = 'event'"]
    for name, values in question["one_of"]:
        conditions.append(f"{name} IN ({', '.join(repr(value) for value in values)})")
    if question["since"]:
        conditions.append(f"year >= {question['since']}")
    listed = ", list(claim)" if evidence else ""
    return (
        f"SELECT {by + ', ' if by else ''}sum(lower), bool_or(lower_strict), "
        "CASE WHEN count(upper) = count(*) THEN sum(upper) END, bool_or(upper_strict), bool_or(about), "
        f"count(*){listed} FROM claims WHERE {' AND '.join(conditions)}" + (f" GROUP BY {by}" if by else "")
    )


def check(connection, questions: list[dict], path: str) -> int:
    """Compares every group with Briefing's answer; the number of groups."""
    with open(path, newline="") as file:
        answers = {(int(row["question"]), row["group"]): row for row in csv.DictReader(file) if row["claims"] != "0"}
    groups = 0
    for question in questions:
        width = len(question["by"])
        for row in connection.execute(query(question, False)).fetchall():
            key = (question["id"], "|".join(str(value) for value in row[:width]))
            lower, lower_strict, upper, upper_strict, about, count = row[width:]
            ours = answers.pop(key)
            expect(key, "lower", ours["lower"], "" if lower is None else str(lower))
            expect(key, "claims", ours["claims"], str(count))
            expect(key, "about", ours["about"], str(about).lower())
            expect(key, "lower_strict", ours["lower_strict"], str(lower_strict).lower())
            if ours["reported"] == ours["expected"]:
                expect(key, "upper", ours["upper"], "" if upper is None else str(upper))
            else:
                # Where events are missing, a sum has no upper end: DuckDB was not asked who they are.
                expect(key, "upper", ours["upper"], "")
            groups += 1
    if answers:
        raise SystemExit(f"{len(answers)} groups are not in DuckDB's answers: {list(answers)[:3]}")
    return groups


def expect(key, name: str, ours: str, theirs: str) -> None:
    if ours != theirs:
        raise SystemExit(f"question {key}: {name} is {ours or 'open'} here, {theirs or 'open'} in DuckDB")


def milliseconds(connection, queries: list[str], rounds: int) -> list[tuple[float, float]]:
    """Wall-clock and processor time of each round, after one that does not count."""
    taken = []
    for number in range(rounds + 1):
        begin, cpu = time.perf_counter(), time.process_time()
        for text in queries:
            connection.execute(text).fetchall()
        if number > 0:
            taken.append(((time.perf_counter() - begin) * 1e3, (time.process_time() - cpu) * 1e3))
    return taken


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("claims")
    parser.add_argument("questions")
    parser.add_argument("answers")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    connection = duckdb.connect(config={"threads": options.threads})
    load(connection, options.claims)
    with open(options.questions) as file:
        questions = json.load(file)
    groups = check(connection, questions, options.answers)
    plain = milliseconds(connection, [query(question, False) for question in questions], options.rounds)
    listed = milliseconds(connection, [query(question, True) for question in questions], 3)
    briefs.report(
        peer=f"DuckDB {duckdb.__version__}",
        questions=len(questions),
        groups=groups,
        median_ms=statistics.median(wall for wall, _ in plain),
        least_ms=min(plain)[0],
        cpu_ms=statistics.median(cpu for _, cpu in plain),
        with_evidence_ms=statistics.median(wall for wall, _ in listed),
        with_evidence_cpu_ms=statistics.median(cpu for _, cpu in listed),
    )
