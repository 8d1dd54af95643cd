#!/usr/bin/env python3
"""Turns the annotated articles of texts/ into corpora as README.md describes them.

usage: texts.py names|quotes FILE... > CORPUS.jsonl

Articles are separated by a line of three hyphens. Names are marked `[Ana Diaz|PERSON]`; what may be either
`[Odvar Museum|ORGANIZATION|PLACE]`. Of the attributions of an article each has a number: its
content `[1 ...]`, its source `{1 ...}`, its cue `<1 ...>`, in several pieces if need be, and one inside another.
"""
import json, os, re, sys

NAME = re.compile(r"\[([^\[\]|]+)\|([A-Z|]+)\]")
MARK = re.compile(r"([\[{<])(\d+) |([\]}>])")
ROLE = {"[": "content", "{": "source", "<": "cue"}
CLOSES = {"]": "[", "}": "{", ">": "<"}
CONLL = {"PERSON", "ORGANIZATION", "PLACE"}


def names_of(article, where):
    text, entities, end = "", [], 0
    for mark in NAME.finditer(article):
        text += article[end:mark.start()]
        kind = mark[2] if CONLL.issuperset(mark[2].split("|")) else "MISC"
        entities.append([len(text), len(text) + len(mark[1]), kind])
        text += mark[1]
        end = mark.end()
    text += article[end:]
    left = re.search(r"[\[\]]", text)
    if left:
        sys.exit(f"{where}: a bracket is left in: {text[max(0, left.start() - 40):][:80]!r}")
    return {"text": text, "entities": entities}


def quotes_of(article, where):
    text, end, open_, found = "", 0, [], {}
    for mark in MARK.finditer(article):
        text += article[end:mark.start()]
        end = mark.end()
        if mark[1]:
            open_.append((mark[1], int(mark[2]), len(text)))
            continue
        last = next((i for i in range(len(open_) - 1, -1, -1) if open_[i][0] == CLOSES[mark[3]]), None)
        if last is None:
            sys.exit(f"{where}: {mark[3]} closes nothing: {article[max(0, mark.start() - 40):mark.end()]!r}")
        sign, number, begin = open_.pop(last)
        found.setdefault(number, {"source": [], "cue": [], "content": []})[ROLE[sign]].append([begin, len(text)])
    text += article[end:]
    if open_:
        sys.exit(f"{where}: {open_[0][0]}{open_[0][1]} is never closed")
    told = [found[number] for number in sorted(found) if found[number]["content"]]  # "Others were less sure." tells nothing
    return {"text": text, "attributions": told}


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("names", "quotes"):
        sys.exit(__doc__)
    read = names_of if sys.argv[1] == "names" else quotes_of
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            articles = re.split(r"^---$", file.read(), flags=re.M)
        stem = os.path.splitext(os.path.basename(path))[0]
        for number, article in enumerate((a.strip() for a in articles if a.strip()), 1):
            print(json.dumps({"id": f"{stem}-{number}", **read(article, f"{path}: article {number}")}, ensure_ascii=False))


if __name__ == "__main__":
    main()
