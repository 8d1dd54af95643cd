#!/usr/bin/env python3
"""Score what ascribe writes against the hand-made answers; README.md of bench/ says what the figures mean.

usage: score.py ASCRIBE [FOLDER of golden] [FOLDER of samples] [--errors]

An answer is found when a row of the same page shares more than half of the words of both contents; its speaker is right when the
row names the same one, or describes it with the same words. Exit 1 when a set of pages falls below its floor: what it reached
when the floor was last raised, less a little. Floors are raised with the program; they are never lowered to make a change pass.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

import check

# per cent: answers found, speakers right, rows that are answers, entities found with their type
FLOORS = {"samples": (90, 70, 80, 86), "unseen-a": (91, 84, 84, 93), "unseen-b": (84, 64, 81, 88), "unseen-c": (86, 74, 87, 90),
          "unseen-d": (83, 67, 83, 81), "unseen-e": (84, 76, 76, 89), "unseen-f": (82, 59, 84, 84), "unseen-g": (71, 58, 88, 87),
          "unseen-h": (81, 70, 83, 78), "unseen-i": (81, 66, 83, 83), "unseen-j": (86, 73, 88, 81), "unseen-k": (79, 68, 88, 81),
          "unseen-l": (83, 75, 91, 84)}


def words(text):
    return re.findall(r"[^\W_]+", (text or "").casefold().replace("’", "'"))


def shared(a, b):
    """Share of the longer text's words that both have."""
    a, b = collections.Counter(words(a)), collections.Counter(words(b))
    longest = max(a.total(), b.total())
    return (a & b).total() / longest if longest else 0


def table(ascribe, name, page):
    run = subprocess.run([ascribe, name, "--format", "jsonl", "--quiet", page], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def is_same_speaker(gold, row):
    found = row["speaker"] or row["source"] or ""
    if row["speaker_id"] and not row["resolution"].startswith(("anonymous", "collective", "document")):
        return words(gold) == words(row["speaker"])
    return bool(gold) and (shared(gold, found) >= 0.5 or set(words(gold)) <= set(words(found)))


def match(gold, rows):
    """The row of each answer, best pairs first."""
    pairs = [(shared(answer[0], row["text"]), g, r) for g, answer in enumerate(gold) for r, row in enumerate(rows)]
    row_of = {}
    for share, g, r in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if share > 0.5 and g not in row_of and r not in row_of.values():
            row_of[g] = r
    return row_of


def score_page(ascribe, page, folder, counts, errors):
    gold = [answer for _, answer in check.read_rows(folder / f"{page.stem}.gold.tsv", check.HEADER)[0]]
    rows = table(ascribe, "quotes", page)
    row_of = match(gold, rows)
    for g, answer in enumerate(gold):
        row = rows[row_of[g]] if g in row_of else None
        right = row is not None and (not answer[3] and not row["speaker_id"] or is_same_speaker(answer[3], row))
        counts["answers"] += 1
        counts["found"] += row is not None
        counts["right"] += right
        if errors and not right:
            told = f"{row['speaker'] or row['resolution']!r} by {row['rule']}" if row else "nothing"
            print(f"{page.name}: {answer[3]!r}: {answer[0][:70]!r} -> {told}")
    counts["rows"] += len(rows)
    if errors:
        for r in sorted(set(range(len(rows))) - set(row_of.values())):
            print(f"{page.name}: no answer: {rows[r]['source']!r} {rows[r]['cue']!r} {rows[r]['text'][:70]!r} by {rows[r]['rule']}")
    found = {(name, row["type"]) for row in table(ascribe, "entities", page) for name in [" ".join(words(row["name"]))]}
    for _, (name, kind) in check.read_rows(folder / f"{page.stem}.entities.tsv", ["name", "type"])[0]:
        counts["entities"] += 1
        counts["named"] += (" ".join(words(name)), kind) in found
        if errors and (" ".join(words(name)), kind) not in found:
            print(f"{page.name}: not among the entities: {name!r} {kind}")


def percent(part, whole):
    return 100 * part / whole if whole else 0


def main():
    errors = "--errors" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--errors"]
    golden = pathlib.Path(arguments[1] if len(arguments) > 1 else pathlib.Path(__file__).parent)
    samples = pathlib.Path(arguments[2] if len(arguments) > 2 else golden.parent.parent / "samples")
    pages = {"samples": [(page, golden / "samples") for page in sorted(samples.glob("*")) if page.suffix in (".txt", ".jsonl")]}
    pages |= {folder.name: [(page, folder) for page in sorted(folder.glob("*.txt"))] for folder in sorted(golden.glob("unseen-*"))}
    failed = False
    print(f"{'pages':10} {'answers':>8} {'found':>7} {'speaker':>8} {'precise':>8} {'entities':>9}")
    for name, those in pages.items():
        counts = collections.Counter()
        for page, folder in those:
            score_page(arguments[0], page, folder, counts, errors)
        figures = (percent(counts["found"], counts["answers"]), percent(counts["right"], counts["answers"]),
                   percent(counts["found"], counts["rows"]), percent(counts["named"], counts["entities"]))
        print(f"{name:10} {counts['answers']:8} " + "{:6.1f}% {:7.1f}% {:7.1f}% {:8.1f}%".format(*figures))
        failed |= any(figure < floor for figure, floor in zip(figures, FLOORS[name]))
    if failed:
        print("below the floor; see --errors", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
