#!/usr/bin/env python3
"""Whoever has a noun can say something: each noun of rules/words/people.tsv for persons and bodies, before and behind what is said."""
import csv
import io
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CLASSES = {"ORG_NOUN", "ORG_NOUN_PL", "ROLE", "ROLE_PL", "PERSON_NOUN", "PERSON_NOUN_PL", "COLLECTIVE", "KIN"}
# Their first word is a verb that reports (a foster parent, a think tank), or their last no noun (a president-elect)
KNOWN = """foster parent|foster parents|foster mother|foster mothers|foster father|foster fathers|foster child|foster children|spin doctor|
spin doctors|talk show host|talk show hosts|game show host|game show hosts|drag queen|drag queens|think tank|think tanks|think-tank|
think-tanks|start-up|start-ups|loved one|loved ones|runner-ups|running back|president-elect|presidents-elect|senator-elect|senators-elect|
ex-convict|grown-up|grown-ups|center-back|centre-back|full-back|semi-finalist|semi-finalists|in-law|in-laws|next-of-kin"""
SAID = ("It rained all day. Then the {} said that the road was closed.", "It rained all day. “The road is closed,” the {} said.")


def nouns():
    with open(ROOT / "rules/words/people.tsv", encoding="utf-8") as lines:
        for line in lines:
            name, _, words = line.rstrip("\n").partition("\t")
            if name in CLASSES:
                yield from words.split("|")


def main():
    wanted = sorted(set(nouns()) - set(KNOWN.replace("\n", "").split("|")))
    lines = [json.dumps({"id": f"{noun}#{n}", "text": text.format(noun)}) for noun in wanted for n, text in enumerate(SAID)]
    done = subprocess.run([os.environ["ASCRIBE"], "quotes", "--input", "jsonl", "-"],
                          input="\n".join(lines), capture_output=True, text=True, check=True)
    heard = {row["doc_id"] for row in csv.DictReader(io.StringIO(done.stdout))
             if row["cue"] == "said" and row["source"].endswith(row["doc_id"].partition("#")[0])}
    silent = [id_ for id_ in (json.loads(line)["id"] for line in lines) if id_ not in heard]
    print(f"{len(lines) - len(silent)} of {len(lines)}")
    for id_ in silent:
        print(f"says nothing: {id_}")
    return bool(silent) or len(wanted) < 1000


if __name__ == "__main__":
    sys.exit(main())
