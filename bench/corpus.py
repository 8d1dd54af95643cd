"""Corpora in JSON Lines and the tables of ascribe, as the other programs of this folder read them (see README.md)."""
import bisect, collections, csv, json, os, re, sys, zlib

WORD = re.compile(r"\w+(?:['’]\w+)*")
# words that alone do not show that two sources are the same
LIGHT = set("the a an of in on at to for and or his her its their our my your this that these those who which".split())

csv.field_size_limit(1 << 30)


def in_half(id_, half):
    """Half a are the documents whose id has an even CRC-32: figures are given for half b, with weights fitted on a."""
    return not half or (zlib.crc32(id_.encode()) % 2 == 0) == (half == "a")


def documents(path, half=None):
    """The documents of a corpus, in order."""
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                document = json.loads(line)
                id_, _ = document["id"], document["text"]
            except (ValueError, KeyError, TypeError) as problem:
                sys.exit(f"{path}:{number}: not a document with id and text: {problem}")
            if in_half(id_, half):
                yield document


def corpora(folder):
    """The corpora of a folder (or one file), as (name, path)."""
    paths = [folder]
    if os.path.isdir(folder):
        paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".jsonl")]
    if not paths:
        sys.exit(f"{folder}: holds no .jsonl files")
    return [(os.path.basename(path).removesuffix(".jsonl"), path) for path in paths]


def table(folder, name):
    """The rows of a table, by document."""
    rows = collections.defaultdict(list)
    with open(os.path.join(folder, name + ".csv"), encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            rows[row["doc_id"]].append(row)
    return rows


class Words:
    """The words of a text: spans become sets of word numbers, so that marks and white space around them do not count."""

    def __init__(self, text):
        self.text = text
        self.spans = [match.span() for match in WORD.finditer(text)]
        self.ends = [end for _, end in self.spans]

    def cover(self, spans):
        """The words that the spans touch."""
        found = set()
        for begin, end in spans:
            i = bisect.bisect_right(self.ends, begin)
            while i < len(self.spans) and self.spans[i][0] < end and begin < end:
                found.add(i)
                i += 1
        return found

    def same_source(self, gold, mine):
        """Both none, or the same words, or a word with a meaning in common and not many more words than the corpus has."""
        if gold == mine:
            return True
        meaning = (self.text[slice(*self.spans[i])].lower() for i in gold & mine)
        return len(mine) <= 2 * len(gold) + 3 and any(word not in LIGHT for word in meaning)


def matched(gold, mine):
    """Pairs sets one to one, the most alike first, if they share at least half of their words: {number of mine: number of gold}."""
    alike = []
    holders = collections.defaultdict(set)
    for g, words in enumerate(gold):
        for word in words:
            holders[word].add(g)
    for m, words in enumerate(mine):
        for g in set().union(*(holders[word] for word in words)):
            share = len(words & gold[g]) / len(words | gold[g])
            if share >= 0.5:
                alike.append((share, g, m))
    pairs, taken = {}, set()
    for _, g, m in sorted(alike, reverse=True):
        if m not in pairs and g not in taken:
            pairs[m] = g
            taken.add(g)
    return pairs
