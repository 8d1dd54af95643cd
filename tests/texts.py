#!/usr/bin/env python3
"""The articles on which weights are fitted can be read, and say what they are meant to say."""
import json
import pathlib
import subprocess
import sys
import tempfile

BENCH = pathlib.Path(__file__).resolve().parent.parent / "bench"


def read(kind, *files):
    return subprocess.run([sys.executable, "-B", BENCH / "texts.py", kind, *files], capture_output=True, text=True)


def documents(kind, text):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        done = read(kind, file.name)
    return done, [json.loads(line) for line in done.stdout.splitlines()]


def expect(got, want, why):
    if got != want:
        sys.exit(f"{why}\n  want {want!r}\n  got  {got!r}")


def main():
    for kind in ("names", "quotes"):
        done = read(kind, *sorted((BENCH / "texts").glob(f"{kind}-*.txt")))
        expect((done.returncode, done.stderr), (0, ""), f"all articles with {kind} can be read")
        expect(len(done.stdout.splitlines()) > 100, True, f"there are many articles with {kind}")

    _, (doc,) = documents("names", "[Ana Diaz|PERSON] left [Quito|PLACE] for the [Odvar Museum|ORGANIZATION|PLACE] and the [Dutch|GROUP].")
    expect(doc["text"], "Ana Diaz left Quito for the Odvar Museum and the Dutch.", "marks are no part of the text")
    expect(doc["entities"], [[0, 8, "PERSON"], [14, 19, "PLACE"], [28, 40, "ORGANIZATION|PLACE"], [49, 54, "MISC"]], "spans and types of names")

    _, (one, two) = documents("quotes", "“[1 It is late,]” <1 said> {1 Ana}. “[1 So I left.]”\n---\n{1 Ana} <1 said> [1 that {2 Luis} <2 had told> her [2 of it]].")
    (said,) = one["attributions"]
    expect([one["text"][b:e] for b, e in said["content"]], ["It is late,", "So I left."], "a content in two pieces")
    expect([two["text"][b:e] for a in two["attributions"] for b, e in a["content"]], ["that Luis had told her of it", "of it"], "one inside another")

    done, _ = documents("quotes", "{1 Ana} <1 said> [1 that it rained.")
    expect((done.returncode, "never closed" in done.stderr), (1, True), "a bracket that is never closed is told")


if __name__ == "__main__":
    main()
