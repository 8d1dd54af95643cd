#!/usr/bin/env python3
"""What each table of gazetteers/ is good for: the names that it finds, and those that nothing else finds.

usage: coverage.py FOLDER|FILE.jsonl [--ascribe COMMAND] [--tables NAME]

Compiles the tables once whole and once without each of them, runs ascribe over the corpora that have names, and prints a
Markdown table. README.md of this folder explains its columns.
"""
import argparse, os, shlex, shutil, subprocess, sys, tempfile

from accuracy import judged_names
from corpus import corpora, documents, table

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def compiled(ascribe, place):
    subprocess.run([*ascribe, "gazetteer", "compile", "--quiet", "-o", os.path.join(place, "image"),
                    os.path.join(place, "rules"), os.path.join(place, "gazetteers")], check=True)


def names_found(ascribe, place, paths):
    """({(corpus, document, span): row}, the annotated ones) with the tables of the place."""
    found, gold = {}, set()
    for corpus, path in paths:
        subprocess.run([*ascribe, "mentions", "--quiet", "--knowledge", os.path.join(place, "image"), "--input", "jsonl", path,
                        "-o", os.path.join(place, "mentions.csv")], check=True)
        mentions = table(place, "mentions")
        for document in documents(path):
            annotated, mine = judged_names(document, mentions[document["id"]])
            gold |= {(corpus, document["id"], span) for span in annotated}
            found |= {(corpus, document["id"], span): row for span, row in mine.items()}
    return found, gold


def ids(path):
    with open(path, encoding="utf-8") as lines:
        return {line.split("\t")[0] for line in lines if not line.startswith("#")}


def f1(found, gold):
    return 200 * len(gold & found.keys()) / (len(found) + len(gold))


def share(names, gold):
    return f"{100 * len(names & gold) / len(names):.0f} %" if names else ""


def compare(ascribe, place, paths, name, whole, gold_whole):
    """The row of one table: removed, compiled, run, put back."""
    path = os.path.join(place, "gazetteers", name)
    own = ids(path)
    linked = {key for key, row in whole.items() if row["entity_id"] in own}
    away = os.path.join(place, "away.tsv")
    shutil.move(path, away)
    compiled(ascribe, place)
    without, gold = names_found(ascribe, place, paths)
    shutil.move(away, path)
    alone = whole.keys() - without.keys()
    instead = without.keys() - whole.keys()
    return (f"`{name}`", str(len(linked)), share(linked, gold_whole), str(len(alone)), share(alone, gold_whole),
            str(len(instead)), share(instead, gold), f"{f1(whole, gold_whole) - f1(without, gold):+.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+")
    parser.add_argument("--ascribe", default="ascribe", metavar="COMMAND", help="the command (default: ascribe)")
    parser.add_argument("--tables", default="", metavar="NAME", help="only tables whose path holds this")
    arguments = parser.parse_args()
    ascribe = shlex.split(arguments.ascribe)
    paths = [(name, path) for given in arguments.corpora for name, path in corpora(given) if "entities" in next(documents(path), {})]
    if not paths:
        sys.exit("no corpus with names")
    with tempfile.TemporaryDirectory() as place:
        for folder in ("rules", "gazetteers"):
            shutil.copytree(os.path.join(ROOT, folder), os.path.join(place, folder))
        gazetteers = os.path.join(place, "gazetteers")
        names = sorted(os.path.relpath(os.path.join(folder, file), gazetteers)
                       for folder, _, files in os.walk(gazetteers) for file in files if file.endswith(".tsv"))
        compiled(ascribe, place)
        whole, gold = names_found(ascribe, place, paths)
        print(f"{', '.join(name for name, _ in paths)}: {len(gold)} names annotated, {len(whole)} found, F1 {f1(whole, gold):.1f}.\n")
        print("| table | names | right | only with it | right | instead of them | right | F1 |\n|---" + "|---:" * 7 + "|")
        for name in names:
            if arguments.tables in name:
                print("| " + " | ".join(compare(ascribe, place, paths, name, whole, gold)) + " |", flush=True)


if __name__ == "__main__":
    main()
