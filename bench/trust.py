#!/usr/bin/env python3
"""Labels the rows that `ascribe explain --candidates` writes as `trust`, for bench/fit.

usage: trust.py GOLD.jsonl CANDIDATES.tsv [--half a|b] [--weight W]

A row is right when its content shares half its words with a gold content and, where the gold names the speaker, the speaker's
words are among the gold speaker's (or the other way round), else when its source holds a word of the gold source. Documents
whose id's CRC-32 is even are half a. Prints `label<TAB>weight<TAB>features`.
"""
import argparse, json, re, zlib

WORD = re.compile(r"\w+(?:['’]\w+)*")
LIGHT = set("the a an of in on at to for and or his her its their our my your this that these those who which mr mrs ms unnamed".split())


def words(text):
    return {w.lower() for w in WORD.findall(text)} - LIGHT


def cover(spans, tokens):
    return {i for i, (b, e) in enumerate(tokens) for s, t in spans if b < t and e > s}


def same(gold, mine):
    return bool(gold and mine) and (gold <= mine or mine <= gold) and len(mine) >= min(2, len(gold))


def is_right(doc, gold, spans):
    text = doc["text"]
    own = cover(spans.get("content", []), doc["tokens"])
    for a, content in zip(doc["attributions"], gold):
        if not own or 2 * len(own & content) < len(own | content):
            continue
        speaker = words(" ".join(text[b:e] for b, e in spans.get("speaker", [])))
        if "speaker" in a:
            if a["speaker_type"] in ("UNKNOWN", "AUTHOR"):
                return not speaker
            named = a["speaker_type"] in ("PERSON", "ORGANIZATION", "PLACE")
            return same(words(a["speaker"]), speaker) if named else bool(words(a["speaker"]) & speaker)
        source = words(" ".join(text[b:e] for b, e in spans.get("source", [])))
        wanted = words(" ".join(text[b:e] for b, e in a["source"]))
        return bool(source & wanted) or source == wanted
    return False


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold")
    ap.add_argument("candidates")
    ap.add_argument("--half", choices=("a", "b"))
    ap.add_argument("--weight", default="1")
    a = ap.parse_args()
    with open(a.gold, encoding="utf-8") as f:
        docs = {d["id"]: d for d in map(json.loads, f) if not a.half or zlib.crc32(d["id"].encode()) % 2 == (a.half == "b")}
    gold = {}
    with open(a.candidates, encoding="utf-8") as f:
        for line in f:
            id_, kind, _what, _won, _sum, spans, features = line.rstrip("\n").split("\t")
            if kind != "trust" or id_ not in docs:
                continue
            doc = docs[id_]
            if id_ not in gold:
                doc["tokens"] = [m.span() for m in WORD.finditer(doc["text"])]
                gold = {id_: [cover(x["content"], doc["tokens"]) for x in doc["attributions"]]}
            found = {}
            for part in spans.split():
                name, _, span = part.partition("=")
                b, e = map(int, span.split(".."))
                if e > b:
                    found.setdefault(name, []).append((b, e))
            print(f"{int(is_right(doc, gold[id_], found))}\t{a.weight}\t{features}")


if __name__ == "__main__":
    main()
