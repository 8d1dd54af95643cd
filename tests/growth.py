#!/usr/bin/env python3
"""No input makes the work grow faster than the input: documents of many shapes, each at one size and at four times that size.

usage: growth.py [SHAPE...]    only these shapes; prints the seconds of each

The processor time of all stages and all tables must grow by less than six times. Start-up is allowed for, and the least of
some runs is taken, so that a busy machine does not spoil the measure.
"""
import os, string, subprocess, sys, tempfile

SMALL = 50_000 if os.environ.get("SANITIZE") else 250_000 # bytes; a sanitized command is ten times as slow
FACTOR, ALLOWED, SLACK, RUNS = 4, 6, 0.05, 3
ASCRIBE = os.environ["ASCRIBE"]


def word(number):
    """Another word for every number, pronounceable."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    out = ""
    while number or not out:
        out += syllables[number % 70]
        number //= 70
    return out


def name(number):
    return word(number * 7919 + 4900).capitalize()


# What is repeated; it may depend on the number of the unit.
SHAPES = {
    "prose": "The council met on Tuesday and agreed to repair the bridge over the river before the winter came. ",
    "paragraphs": "The council met on Tuesday and agreed to repair the bridge before the winter came.\n\n",
    "quotes": "“The road is safe for everybody now,” Mara Lindqvist said. ",
    "speech without marks": "Mara Lindqvist said:\n\nI am here and “we” will go to the road today.\n\n",
    "many speakers": lambda i: f"“The road is safe for everybody,” {name(i)} {name(i + 1)} said. ",
    "he": "“The road is safe for everybody now,” he said on Tuesday. ",
    "I": "“The road is safe,” she said. “I said that I think that we were right.” ",
    "they": "They said that it was so, and it said that they were right. ",
    "who": "Mara Lindqvist, who said that the road was safe, who claimed that it was closed, left. ",
    "she far from names": lambda i: "Mara Lindqvist came. " if not i else "The army of France said in Paris that she said it was safe. ",
    "names": lambda i: f"{name(i)} {name(i + 3)} met {name(i + 5)} {name(i + 9)} in the town. ",
    "one name": "Mara Lindqvist met Lindqvist in the town of Mara. ",
    "one surname": lambda i: f"{name(i)} Lindqvist met Lindqvist. ",
    "one given name": lambda i: f"Mara {name(i)} met Mara again. ",
    "initials": lambda i: f"{string.ascii_uppercase[i % 26]}. {name(i // 26)} met M. Lindqvist. ",
    "organizations": lambda i: f"The {name(i)} Steel Company sued the Company and the Steel Company. ",
    "acronyms": lambda i: f"The {name(i)} {name(i + 2)} {name(i + 7)} Agency ({name(i)[0]}{name(i + 2)[0]}{name(i + 7)[0]}A) met the NATO. ",
    "places": "Paris met Rome in London, and the French met the Italians of Naples. ",
    "capitals that speak": "Paris said that Rome was late. Tehran said that it was early. ",
    "roles": lambda i: f"The {word(i)} minister said that it was late. The minister said so. ",
    "roles of names": lambda i: f"Interior Minister {name(i)} {name(i + 4)} said that it was late. The minister said so. ",
    "someone else": lambda i: f"A farmer from {name(i)} said that it was late. ",
    "someone": "A farmer said that it was late, a woman said that it was early. ",
    "names without end": lambda i: f"{name(i)} {name(i + 3)}, ",
    "capitals without end": lambda i: f"{name(i % 1000)} ",
    "joined names": "Ministry of Foreign Affairs of the Ministry for Trade and the Bank of England of the Bank of ",
    "names with dashes": lambda i: f"{name(i % 1000)}-",
    "cues without end": "said that he said that ",
    "cues": "said ",
    "speech without end": "Mara Lindqvist said that the road was safe and ",
    "quotes without end": "“the road is safe,” Mara Lindqvist said and ",
    "words without end": "the quick brown fox jumps over the lazy dog and ",
    "open marks": "“the road is ",
    "open marks that stop": "“The road is safe. ",
    "open paragraphs": "“The road is safe for everybody now, Mara Lindqvist said.\n\n",
    "empty paragraphs": "“\n\n",
    "closing marks": "the road is safe” ",
    "closing marks after commas": "the road is safe,” ",
    "straight marks": 'the "road" is "safe ',
    "single marks": "the 'road is the dogs' safe ",
    "single marks that open": "'road ",
    "nested marks": "“a road ‘is «safe “for ‘everybody ",
    "quotes side by side": "“The road is safe for everybody.” ",
    "quotes after speech": lambda i: "He said so. " if not i else "“The road is safe for everybody.” ",
    "speech in a quote": lambda i: "Mara Lindqvist said: “" if not i else "The mayor said that the road was safe. ",
    "nothing but marks": '"',
    "nothing but spaced marks": '" ',
    "nothing but opening marks": "“",
    "nothing but closing marks": "”",
    "nothing but single marks": "'",
    "nothing but brackets": "(",
    "brackets that close": ") ",
    "full stops": ".",
    "spaced full stops": ". ",
    "spaced full stops and words": ". . . the ",
    "questions": "?!",
    "brackets behind stops": "a.) ",
    "commas": ", ",
    "dashes": "-",
    "hyphens": "a-",
    "dots in words": "a.b.",
    "one token": "a",
    "one capital": "A",
    "one accent": "\u0301",
    "one digit": "7",
    "addresses": "http://a.b/",
    "numbers": "1 2,000 3.5 ",
    "list": lambda i: f"{i}. ",
    "list of ones": "1. a ",
    "bullets": "• road ",
    "apostrophes": "road's ",
    "spaces": " ",
    "line breaks": "\n",
    "short lines": "a\n",
    "navigation": "Home | News | Sport | Weather\n",
    "signs": "Read more: all the news\nSign up for our newsletter\n",
    "headlines": lambda i: f"Council Agrees To Repair {name(i)} Bridge\n",
    "capital lines": "COUNCIL AGREES TO REPAIR BRIDGE\n",
    "bylines": "By Mara Lindqvist\n",
    "times": "15:20\n\nThe council agreed to repair the bridge over the river before the winter came.\n\nSign up for our newsletter\n\n",
    "posts": "Mara Lindqvist\n@mara\nThe road is safe.\n2:36 PM · Feb 12, 2026\n\n",
    "signed posts": "The road is safe. — Mara Lindqvist (@mara) March 3, 2026\n\n",
    "handles": "@mara\n",
    "tags": "<p>The <b>road</b> is closed.</p> ",
    "open tags": "<a ",
    "open scripts": "<script>",
    "ampersands": "&",
    "wrapped lines": "the council met on Tuesday and agreed to repair the bridge over the\n",
}


def text_of(shape, size):
    """The unit again and again until there are so many bytes."""
    unit = SHAPES[shape]
    if isinstance(unit, str):
        return (unit * (size // len(unit.encode()) + 1)).encode()
    parts, number = [], 0
    while size > 0:
        parts.append(unit(number))
        size -= len(parts[-1].encode())
        number += 1
    return "".join(parts).encode()


def seconds(path, out, runs, enough):
    """The least processor time of some runs; none more once it is below `enough`."""
    best = float("inf")
    for _ in range(runs):
        with subprocess.Popen([ASCRIBE, "-j", "1", "-o", out, "--input", "text", path], stderr=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"exit {process.returncode}")
        best = min(best, usage.ru_utime + usage.ru_stime)
        if best <= enough:
            break
    return best


def main():
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        small, large, out = (os.path.join(folder, name) for name in ("small", "large", "out"))
        for shape in sys.argv[1:] or SHAPES:
            for path, size in ((small, SMALL), (large, FACTOR * SMALL)):
                with open(path, "wb") as file:
                    file.write(text_of(shape, size))
            before = seconds(small, out, RUNS, 0)
            limit = ALLOWED * before + SLACK
            after = seconds(large, out, RUNS, limit)
            if after > limit:
                wrong += 1
            if after > limit or len(sys.argv) > 1:
                print(f"{shape}: {before:.3f} s, four times as long: {after:.3f} s", "TOO LONG" if after > limit else "", flush=True)
    return wrong != 0


sys.exit(main())
