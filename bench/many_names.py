#!/usr/bin/env python3
"""Writes a table of many plausible names, to measure compiling and loading: the same names for the same seed.

    bench/many_names.py 10000000 > /tmp/many.tsv
    ascribe gazetteer compile /tmp/many.tsv -o /tmp/many.image
    ascribe --gazetteer /tmp/many.image ...

Seven in ten are people of the given and family names of gazetteers/names, the others places and organizations. A tenth has an
alias. None is a bare given or family name, as the tables ask.
"""
import argparse
import pathlib
import random
import sys

NAMES = pathlib.Path(__file__).resolve().parent.parent / "gazetteers" / "names"
ENDINGS = ["ton", "ville", "burg", "field", "ham", "ford", "stad", "abad", "pur", "grad", "mouth", "by", "wick", "dorf", "ino"]
SYLLABLES = ["ka", "lo", "mer", "tan", "bri", "sol", "ven", "dar", "ost", "ner", "wil", "gam", "hal", "ri", "zu", "pel", "cor", "ash"]
BODIES = ["Holdings", "University", "Foundation", "Institute", "Bank", "Hospital", "Council", "Energy", "Industries", "Airlines"]


def words_of(classes):
    """The words of some classes in the tables of names."""
    found = set()
    for path in sorted(NAMES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            word_class, _, words = line.partition("\t")
            if word_class in classes:
                found.update(words.split("|"))
    return sorted(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    given, family = words_of({"GIVEN_M", "GIVEN_F"}), words_of({"FAMILY"})

    def pick(words):
        return words[int(rng.random() * len(words))]

    def place():
        return "".join(pick(SYLLABLES) for _ in range(2 + int(rng.random() * 2))).capitalize() + pick(ENDINGS)

    write = sys.stdout.write
    write("id\ttype\tname\taliases\tkb_id\tcountry\tattributes\n")
    for number in range(options.count):
        draw = rng.random()
        if draw < 0.7:
            first, last = pick(given), pick(family)
            middle = pick(given)
            name = f"{first} {last}" if draw < 0.35 else f"{first} {middle} {last}"
            alias, kind = f"{first} {middle[0]}. {last}", "PERSON"
        elif draw < 0.85:
            name, alias, kind = f"{place()} {pick(ENDINGS).capitalize()}", place(), "PLACE"
        else:
            name, alias, kind = f"{place()} {pick(family)} {pick(BODIES)}", f"{pick(family)} {pick(BODIES)}", "ORGANIZATION"
        write(f"many/{kind.lower()}/{number}\t{kind}\t{name}\t{alias if rng.random() < 0.1 else ''}\n")


if __name__ == "__main__":
    main()
