#!/usr/bin/env python3
"""Runs ascribe over a folder of corpora and compares its tables with what people annotated.

usage: accuracy.py FOLDER|FILE.jsonl [--ascribe COMMAND] [--half a|b] [--keep FOLDER]

Prints one Markdown table of precision, recall and F1 for each corpus, and how well confidences tell right rows from wrong
ones. README.md of this folder describes the corpora and says what counts as right.
"""
import argparse, collections, os, re, shlex, subprocess, sys, tempfile, unicodedata

from corpus import LIGHT, Words, corpora, documents, matched, table

TYPES = ("PERSON", "ORGANIZATION", "PLACE")


class Score:
    """How much of what was found is right, how much of what is there was found; the two are counted apart, since a match need
    not be one to one."""

    def __init__(self):
        self.right = self.mine = self.hit = self.gold = 0

    def add(self, right, mine, hit, gold):
        self.right += right
        self.mine += mine
        self.hit += hit
        self.gold += gold

    def add_sets(self, gold, mine):
        self.add(len(gold & mine), len(mine), len(gold & mine), len(gold))

    def cells(self):
        precision = self.right / self.mine if self.mine else 0
        recall = self.hit / self.gold if self.gold else 0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0
        return [f"{100 * x:.1f}" for x in (precision, recall, f1)] + [str(self.mine), str(self.gold)]


class Result:
    """The scores of one corpus, and (confidence, right) of its rows."""

    def __init__(self):
        self.scores = collections.defaultdict(Score)
        self.confidence = collections.defaultdict(list)


# --- names ---------------------------------------------------------------------------------------------------------------------


def touches(span, others):
    return any(span[0] < end and begin < span[1] and span[2] == type_ for begin, end, type_ in others)


def gold_entities(document, mine):
    """Where the corpus allows two types ("ORGANIZATION|PLACE"), the one that was found."""
    gold = set()
    for begin, end, types in document["entities"]:
        allowed = types.split("|")
        found = [type_ for type_ in allowed if touches((begin, end, type_), mine)]
        gold.add((begin, end, (found or allowed)[0]))
    return {span for span in gold if span[2] in TYPES}


def judged_names(document, rows):
    """The names of the corpus, and the rows found that the corpus can judge, by span."""
    rows = {(int(row["begin"]), int(row["end"]), row["type"]): row for row in rows if row["level"] == "name" and row["type"] in TYPES}
    gold = gold_entities(document, rows)
    loose = document.get("loose", [])

    def counts(span):
        return touches(span, gold) or not any(span[0] < other[1] and other[0] < span[1] for other in loose)

    return gold, {span: row for span, row in rows.items() if counts(span)}


def score_entities(result, document, tables):
    gold, mine = judged_names(document, tables["mentions"][document["id"]])
    for type_ in TYPES:
        of_gold, of_mine = ({span for span in side if span[2] == type_} for side in (gold, mine))
        result.scores[type_].add_sets(of_gold, of_mine)
        result.scores["all names, exact"].add_sets(of_gold, of_mine)
        result.scores["all names, overlapping"].add(sum(touches(span, gold) for span in of_mine), len(of_mine),
                                                    sum(touches(span, mine) for span in of_gold), len(of_gold))
    result.confidence["mentions"] += [(float(row["confidence"]), span in gold) for span, row in mine.items()]


# --- quotes --------------------------------------------------------------------------------------------------------------------

MARK = re.compile(r"[\"“”„«»]|(?<!\w)['‘]|['’](?!\w)")


def pieces(row):
    return [tuple(map(int, piece.split(".."))) for piece in row["spans"].split(";") if piece]


def span_of(row, name):
    return [(int(row[name + "_begin"]), int(row[name + "_end"]))] if row[name + "_begin"] else []


def quoted(text, spans):
    """Quotation marks in the spans or directly around them: an apostrophe is none."""
    return any(MARK.search(text[max(0, begin - 1):end + 1]) for begin, end in spans)


def runs(words):
    """The stretches of neighbouring words, as (first, last)."""
    ordered = sorted(words)
    firsts = [word for word in ordered if word - 1 not in words]
    lasts = [word for word in ordered if word + 1 not in words]
    return set(zip(firsts, lasts))


class Attribution:
    def __init__(self, words, text, content, source, cue, confidence=None):
        self.content, self.source, self.cue = map(words.cover, (content, source, cue))
        self.quoted = quoted(text, content)
        self.confidence = confidence


def attributions(document, rows, words):
    """Of the corpus, and of the table: without those mostly in regions that the corpus does not judge."""
    text = document["text"]
    gold = [Attribution(words, text, a["content"], a["source"], a["cue"]) for a in document["attributions"]]
    ignore = words.cover(document.get("ignore", []))
    mine = [Attribution(words, text, pieces(row), span_of(row, "source"), span_of(row, "cue"), float(row["confidence"])) for row in rows]
    return gold, [m for m in mine if m.content and 2 * len(m.content & ignore) <= len(m.content)]


def score_quotes(result, document, tables):
    words = Words(document["text"])
    gold, mine = attributions(document, tables["quotes"][document["id"]], words)
    pairs = matched([g.content for g in gold], [m.content for m in mine])
    said = {m: g for m, g in pairs.items() if words.same_source(gold[g].source, mine[m].source)}
    for which in ("quoted", "all"):
        takes = {a for a in (*gold, *mine) if a.quoted or which == "all"}
        for name, found in (("found", pairs), ("who said what", said)):
            result.scores[f"{which}: {name}"].add(sum(mine[m] in takes for m in found), sum(m in takes for m in mine),
                                                  sum(gold[g] in takes for g in found.values()), sum(g in takes for g in gold))
    for role in ("source", "cue", "content"):
        of_gold, of_mine = (set().union(*(runs(getattr(a, role)) for a in side)) for side in (gold, mine))
        result.scores[role + ", exact"].add_sets(of_gold, of_mine)
    result.confidence["quotes"] += [(a.confidence, m in said) for m, a in enumerate(mine)]


# --- sentences -----------------------------------------------------------------------------------------------------------------


def score_sentences(result, document, tables):
    """Places where a sentence ends, counted in characters that are no white space."""
    text = document["text"]
    gold = [s if isinstance(s, str) else text[slice(*s)] for s in document["sentences"]]
    mine = [text[int(row["begin"]):int(row["end"])] for row in tables["sentences"][document["id"]]]
    gold, mine = (["".join(sentence.split()) for sentence in side] for side in (gold, mine))

    def ends(sentences):
        places, at = set(), 0
        for sentence in sentences:
            at += len(sentence)
            places.add(at)
        return places

    result.scores["sentence ends"].add_sets(ends(gold), ends(mine))
    result.scores["documents split all right"].add(gold == mine, 1, gold == mine, 1)


# --- speakers ------------------------------------------------------------------------------------------------------------------

TITLES = LIGHT | set(
    "mr mrs ms dr prof professor sir dame lord lady gen lt col maj sgt capt president minister prime foreign senator sen rep "
    "representative governor gov judge justice secretary general chief unnamed".split())
BEHIND_HEAD = re.compile(r"\b(?:of|for|in|at|from|with|who|that|close|familiar|on|to)\b")


def name_words(name):
    """The words of a name: no accents, titles, possessives or punctuation. Only a name of titles alone keeps them."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    plain = re.sub(r"['’‘ʼ`.]", "", re.sub(r"['’]s\b", "", plain))
    return [word for word in re.findall(r"\w+", plain) if word not in TITLES] or name.lower().split()


def names_it(gold, is_named, name):
    """Does a name of the table mean the speaker of the corpus? Names by their words (a full name not by one of its words);
    descriptions by their head."""
    want, have = name_words(gold), name_words(name)
    if want == have:
        return True
    if is_named:
        shorter, longer = sorted((set(want), set(have)), key=len)
        return shorter <= longer and len(have) >= min(2, len(want))
    head = name_words(BEHIND_HEAD.split(gold)[0]) or want
    return head[-1].rstrip("s") in {word.rstrip("s") for word in have}


def speaker_kinds(attribution, text):
    """The lines in which an attribution is counted: none for those that have no speaker to name."""
    if attribution["speaker_type"] in ("UNKNOWN", "AUTHOR"):
        return []
    how = attribution.get("how")
    return (["speaker, quoted" if quoted(text, attribution["content"]) else "speaker, not quoted", "speaker, all"] +
            ([f"speaker, by {how}"] if how in ("pronoun", "role", "document", "implicit") else []))


def score_speakers(result, document, tables):
    text = document["text"]
    words = Words(text)
    rows = tables["quotes"][document["id"]]
    aliases = {row["entity_id"]: [row["name"], *row["aliases"].split(";")] for row in tables["entities"][document["id"]]}
    pairs = matched([words.cover(a["content"]) for a in document["attributions"]], [words.cover(pieces(row)) for row in rows])
    found = {g: rows[m] for m, g in pairs.items()}
    for g, attribution in enumerate(document["attributions"]):
        kinds, row = speaker_kinds(attribution, text), found.get(g)
        claims = bool(row and row["speaker"] and not row["resolution"].startswith(("unknown", "author")))
        right = claims and bool(kinds) and any(
            names_it(wanted, attribution["speaker_type"] in TYPES, name) for wanted in attribution["speaker"].split("; ")
            for name in [row["speaker"], *aliases.get(row["speaker_id"], [])] if name)
        for kind in kinds:
            result.scores[kind].add(right, claims, right, 1)
        result.scores["speaker, where one is given"].add(right, claims, right, claims)
    begin, end = document.get("body", (0, len(text)))
    outside = sum(bool(pieces(row)) and (pieces(row)[0][0] < begin or pieces(row)[-1][1] > end) for row in rows)
    result.scores["quotes inside the article's body"].add(len(rows) - outside, len(rows), len(rows) - outside, len(rows))


# --- all of it -----------------------------------------------------------------------------------------------------------------

SCORERS = (("entities", score_entities), ("attributions", score_quotes), ("sentences", score_sentences))


def scorers_of(document):
    chosen = [score for field, score in SCORERS if field in document]
    if any("speaker" in attribution for attribution in document.get("attributions", [])):
        chosen.append(score_speakers)
    return chosen


def measure(path, command, folder, half):
    run = subprocess.run([*shlex.split(command), "-o", folder, "--input", "jsonl", path])
    if run.returncode:
        print(f"{path}: {command} ended with {run.returncode}", file=sys.stderr)
        return None
    tables = {name: table(folder, name) for name in ("mentions", "entities", "quotes", "sentences")}
    result = Result()
    for document in documents(path, half):
        for score in scorers_of(document):
            score(result, document, tables)
    return result


def calibration(rows):
    """Ten groups of rows of like size by confidence: (size, mean confidence, share right); the expected calibration error; how
    much more often the top third is right than the bottom third. Rows of equal confidence count as right alike."""
    tied = collections.defaultdict(list)
    for confidence, right in rows:
        tied[confidence].append(right)
    rows = [(confidence, sum(tied[confidence]) / len(tied[confidence])) for confidence in sorted(tied) for _ in tied[confidence]]
    count = len(rows)
    groups = [rows[count * i // 10:count * (i + 1) // 10] for i in range(10)]
    groups = [(len(g), sum(c for c, _ in g) / len(g), sum(r for _, r in g) / len(g)) for g in groups if g]
    error = sum(size * abs(said - right) for size, said, right in groups) / count
    third = max(1, count // 3)
    spread = (sum(right for _, right in rows[-third:]) - sum(right for _, right in rows[:third])) / third
    return groups, error, spread


LINES = [*TYPES, "all names, exact", "all names, overlapping", "quoted: found", "quoted: who said what", "all: found",
         "all: who said what", "source, exact", "cue, exact", "content, exact", "speaker, quoted", "speaker, not quoted",
         "speaker, all", "speaker, by pronoun", "speaker, by role", "speaker, by document", "speaker, by implicit",
         "speaker, where one is given", "quotes inside the article's body", "sentence ends", "documents split all right"]


def print_result(name, result):
    print(f"\n### {name}\n\n| | P | R | F1 | found | annotated |\n|---|---:|---:|---:|---:|---:|")
    for line, score in sorted(result.scores.items(), key=lambda item: LINES.index(item[0])):
        print(f"| {line} | " + " | ".join(score.cells()) + " |")
    for what, rows in result.confidence.items():
        if not rows:
            continue
        groups, error, spread = calibration(rows)
        print(f"\nConfidence of {what}: expected calibration error {100 * error:.1f}, top third minus bottom third {100 * spread:.1f}.\n")
        print("| tenth of the rows | " + " | ".join(str(i + 1) for i in range(len(groups))) + " |")
        print("|---|" + "---:|" * len(groups))
        print("| confidence, mean | " + " | ".join(f"{100 * said:.0f}" for _, said, _ in groups) + " |")
        print("| right | " + " | ".join(f"{100 * right:.0f}" for _, _, right in groups) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora")
    parser.add_argument("--ascribe", default="ascribe", metavar="COMMAND", help="the command (default: ascribe)")
    parser.add_argument("--half", choices=("a", "b"), help="half of the documents: weights are fitted on a")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the tables there")
    arguments = parser.parse_args()
    failed = False
    for name, path in corpora(arguments.corpora):
        with tempfile.TemporaryDirectory() as temporary:
            folder = os.path.join(arguments.keep or temporary, name)
            os.makedirs(folder, exist_ok=True)
            result = measure(path, arguments.ascribe, folder, arguments.half)
        if result:
            print_result(name + (f", half {arguments.half}" if arguments.half else ""), result)
        failed = failed or not result
    sys.exit(failed)


if __name__ == "__main__":
    main()
