#!/usr/bin/env python3
"""Check that the hand-made answers occur in their pages.

NAME.gold.tsv: one row for each attribution that a careful annotator marks, in the order of the page:
  content  exact text without outer quotation marks; pieces joined by " | "; an introducing "that" is left out
  source   the words that name who says it, with what identifies them; empty when the page names nobody there
  cue      the words that signal saying; empty in follow-up quotes, after labels and dashes, and in headlines
  speaker  the fullest name that the article uses, without title; else a description; empty when nobody can be named
  kind     direct (all inside marks, or after a speaker label), indirect, mixed
  act      from the contract, by the cue first (denied: denial), else by what the content does. report: what a
           document, survey, study or body of figures shows; order: also requests, advice, recommendations
A quote cut by its cue is one row, as is one that runs over paragraphs; a quote within a quote has a row of its own.
White space is compared by runs, so a page may be wrapped. NAME.entities.tsv: name, type (names are found in any case).
Nothing regenerates these files: they were written before the program first ran on the pages.

Usage: check.py [FOLDER of golden] [FOLDER of samples]; exit 1 when anything is missing.
"""
import csv
import json
import pathlib
import sys

HEADER = ["content", "source", "cue", "speaker", "kind", "act"]
KINDS = {"direct", "indirect", "mixed"}
ACTS = set("statement question denial accusation promise threat order belief intention report praise criticism".split())
TYPES = {"PERSON", "ORGANIZATION", "PLACE"}


def squeeze(text):
    return " ".join(text.split())


def read_documents(page):
    """The texts of a page: one, or one for each line of JSON Lines."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".jsonl":
        return [squeeze(json.loads(line)["title"] + "\n" + json.loads(line)["text"]) for line in text.splitlines()]
    return [squeeze(text)]


def read_rows(path, header):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if rows[:1] != [header]:
        return [], [f"{path}:1: the header is not {header}"]
    problems = [f"{path}:{n}: {len(row)} cells" for n, row in enumerate(rows[1:], 2) if len(row) != len(header)]
    return list(enumerate(rows[1:], 2)), problems


def check_gold(path, documents):
    rows, problems = read_rows(path, HEADER)
    if problems:
        return len(rows), problems
    for number, (content, source, cue, speaker, kind, act) in rows:
        pieces = [p for cell in (content, source, cue) if cell for p in cell.split(" | ")]
        if not content:
            problems.append(f"{path}:{number}: no content")
        if not any(all(p in document for p in pieces) for document in documents):
            missing = [p for p in pieces if not any(p in document for document in documents)]
            problems.append(f"{path}:{number}: not in the page: {missing or pieces}")
        if kind not in KINDS or act not in ACTS:
            problems.append(f"{path}:{number}: kind {kind!r}, act {act!r}")
        if speaker != speaker.strip():
            problems.append(f"{path}:{number}: white space around the speaker")
    return len(rows), problems


def check_entities(path, documents):
    rows, problems = read_rows(path, ["name", "type"])
    if problems:
        return len(rows), problems
    seen = set()
    for number, (name, kind) in rows:
        if not name or not any(name.casefold() in document.casefold() for document in documents):
            problems.append(f"{path}:{number}: not in the page: {name!r}")
        if kind not in TYPES:
            problems.append(f"{path}:{number}: type {kind!r}")
        if (name, kind) in seen:
            problems.append(f"{path}:{number}: twice: {name!r}")
        seen.add((name, kind))
    return len(rows), problems


def main():
    golden = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    samples = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else golden.parent.parent / "samples")
    pages = [(page, golden / "samples") for page in sorted(samples.glob("*")) if page.suffix in (".txt", ".jsonl")]
    pages += [(page, page.parent) for page in sorted(golden.glob("unseen-*/*.txt"))]
    problems, quotes, entities = [], 0, 0
    for page, folder in pages:
        documents = read_documents(page)
        for suffix, check in ((".gold.tsv", check_gold), (".entities.tsv", check_entities)):
            path = folder / (page.stem + suffix)
            if not path.exists():
                problems.append(f"{path}: missing")
                continue
            count, found = check(path, documents)
            problems += found
            if suffix == ".gold.tsv":
                quotes += count
            else:
                entities += count
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(pages)} pages, {quotes} attributions, {entities} entities, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
