#!/usr/bin/env python3
"""Labels the candidates that `ascribe explain --candidates` writes, by a gold corpus, for bench/fit.

usage: label.py name|quote GOLD.jsonl CANDIDATES.tsv [--half a|b] [--weight W]

Prints `label<TAB>weight<TAB>features<TAB>group`, in groups of which one at most can win: the quotes whose cues overlap. A name is right when a gold entity has its span and type; GROUP, EVENT, WORK and WEAPON
are right where the gold says MISC, and a group is one name. A quote is right when its content shares half its words with a gold content and
its source names the same source: the label is the share, so that exact spans count for more. Documents whose id's CRC-32 is even are half a.
"""
import argparse, collections

from corpus import Words, documents

OTHER = {"GROUP", "EVENT", "WORK", "WEAPON"}


def spans_of(text):
    out = collections.defaultdict(list)
    for part in text.split():
        name, _, span = part.partition("=")
        begin, end = map(int, span.split(".."))
        if end > begin:
            out[name].append((begin, end))
    return out


class Names:
    kind = "name"

    def __init__(self, doc):
        self.gold = {(e[0], e[1], e[2]) for e in doc["entities"]}
        self.loose = [(l[0], l[1]) for l in doc.get("loose", [])]

    def label(self, what, spans, features):
        b, e = spans["name"][0]
        if what in OTHER:
            return any(g[:2] == (b, e) and g[2] == "MISC" for g in self.gold), True
        right = any(g[0] == b and g[1] == e and what in g[2].split("|") for g in self.gold)
        # Corpora that count titles in say nothing of the name behind the title
        titled = "name.prev.PERSON:TITLE" in features and any(g[1] == e and g[0] < b for g in self.gold)
        # ... and call all of "Boston-based" one thing
        based = "name.rule.PLACE:name-based" in features and any(g[0] == b and g[1] > e for g in self.gold)
        counts = right or not (titled or based or any(b < y and e > x for x, y in self.loose))
        return right, counts


class Quotes:
    kind = "quote"

    def __init__(self, doc):
        self.words = Words(doc["text"])
        cover = self.words.cover
        self.gold = [(cover(a["content"]), cover(a["source"])) for a in doc["attributions"]]
        self.ignore = cover(doc.get("ignore", []))

    def label(self, _what, spans, _features):
        content, source = self.words.cover(spans["content"]), self.words.cover(spans["source"])
        if 2 * len(content & self.ignore) > len(content):
            return False, False
        best = 0
        for g, gs in self.gold:
            both = len(g & content)
            if both and 2 * both >= len(g | content):
                same = self.words.same_source(gs, source)
                best = max(best, both / len(g | content) if same else 0)
        return best, True


def groups(rows):
    """The rows of a document in order of their cues, each with the number of its group; rows without a cue are groups of their own."""
    end, group = -1, 0
    for cue, *row in sorted(rows, key=lambda row: row[0]):
        if not cue or cue[0][0] >= end:
            group += 1
        end = max(end, cue[0][1]) if cue else end
        yield (group, *row)


def show(id_, rows):
    for group, label, weight, features in groups(rows):
        print(f"{label:.2f}\t{weight}\t{features}\t{id_}#{group}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("name", "quote"))
    ap.add_argument("gold")
    ap.add_argument("candidates")
    ap.add_argument("--half", choices=("a", "b"))
    ap.add_argument("--weight", default="1")
    a = ap.parse_args()
    judge = Names if a.what == "name" else Quotes
    docs = {d["id"]: d for d in documents(a.gold, a.half)}
    ready, rows = {}, []
    with open(a.candidates, encoding="utf-8") as f:
        for line in f:
            id_, kind, what, _won, _sum, spans, features = line.rstrip("\n").split("\t")
            if kind != judge.kind or id_ not in docs:
                continue
            if id_ not in ready:
                show(*ready, rows) if ready else None
                ready, rows = {id_: judge(docs[id_])}, []
            where = spans_of(spans)
            right, counts = ready[id_].label(what, where, features.split())
            if counts:
                rows.append((where["cue"], float(right), a.weight, features))
    show(*ready, rows) if ready else None


if __name__ == "__main__":
    main()
