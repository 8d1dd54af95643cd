#!/usr/bin/env python3
"""Measures how fast ascribe is, what it costs to start, and how much memory it takes.

usage: speed.py FOLDER|FILE.jsonl [--ascribe COMMAND] [--size MB] [--runs N] [--names COUNT]

Repeats the documents of a corpus, each with its own id, until the file has the size; it is made in a temporary folder. MB are
millions of bytes of JSON Lines; times are medians of the runs; one thread. README.md of this folder says what each line is.
"""
import argparse, itertools, json, os, re, shlex, shutil, statistics, subprocess, sys, tempfile, time

from corpus import corpora, documents

STAGES = ("read", "segment", "gazetteer", "names", "quotes", "resolve")


def repeat(paths, size, target):
    """Writes documents until the size is reached; returns the bytes of text in them."""
    originals = [document for _, path in paths for document in documents(path)]
    written = text = 0
    with open(target, "wb") as out:
        for number in itertools.count() if originals else ():
            for document in originals:
                line = json.dumps({"id": f"{document['id']}-{number}", "text": document["text"]}, ensure_ascii=False) + "\n"
                written += out.write(line.encode())
                text += len(document["text"].encode())
                if written >= size:
                    return text
    sys.exit("no documents to measure with")


def run(command):
    """Seconds of one run whose output is thrown away."""
    begun = time.monotonic()
    status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    seconds = time.monotonic() - begun
    if status:
        sys.exit(f"{shlex.join(command)}: ended with {status}")
    return seconds


def median(command, runs):
    return statistics.median(run(command) for _ in range(runs))


def peak_memory(command):
    """The high-water mark of one run, asked for while it runs: what wait4 reports is at least the size of this program."""
    peak = 0
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            try:
                with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
                    peak = max([peak, *(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))])
            except OSError:
                break
            time.sleep(0.005)
    return peak * 1024


def instructions(command, folder):
    """What valgrind counts for one run."""
    counted = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind", *command],
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"Collected : (\d+)", counted.stderr)
    if counted.returncode or not found:
        sys.exit("valgrind: " + (counted.stderr.strip().splitlines() or ["no answer"])[-1])
    return int(found.group(1))


def whole_runs(ascribe, place, big, empty, megabytes, runs):
    jsonl = ["--input", "jsonl", "-j", "1"]
    rows = []
    for name, command in (("`wc -w`, for scale", ["wc", "-w", big]),
                          ("`ascribe quotes -j 1`", [*ascribe, "quotes", *jsonl, big]),
                          ("`ascribe -o DIR -j 1`, all tables", [*ascribe, "-o", os.path.join(place, "tables"), *jsonl, big])):
        seconds = median(command, runs)
        rows.append((name, f"{seconds:.2f} s", f"{megabytes / seconds:.1f}", f"{peak_memory(command) / 1e6:.0f} MB"))
    for name, command in (("`ascribe --version`", [*ascribe, "--version"]), ("`ascribe quotes` of an empty file", [*ascribe, "quotes", empty])):
        rows.append((name, f"{1000 * median(command, max(runs, 11)):.1f} ms", "", ""))
    return rows


def stage_runs(ascribe, place, big, megabytes, runs):
    """Each stage alone, reading what the stages before it wrote; its time holds reading and writing the layers."""
    rows = []
    layers = big
    for stage in STAGES:
        command = [*ascribe, "annotate", "--until", stage, "--input", "jsonl", "-j", "1"]
        whole = median([*command, big], runs)
        alone = median([*command, layers], runs)
        rows.append((stage, f"{whole:.2f} s", f"{megabytes / whole:.1f}", f"{alone:.2f} s"))
        done = os.path.join(place, stage + ".jsonl")
        subprocess.run([*command, layers, "-o", done], check=True, stderr=subprocess.DEVNULL)
        if layers != big:
            os.remove(layers)
        layers = done
    return rows


def instruction_rows(ascribe, place, paths):
    """The difference of two samples, so that starting does not count."""
    if not shutil.which("valgrind"):
        return [("instructions", "valgrind is not installed")]
    counts = []
    for size in (50_000, 250_000):
        sample = os.path.join(place, f"sample-{size}.jsonl")
        text = repeat(paths, size, sample)
        counts.append((instructions([*ascribe, "quotes", "--input", "jsonl", "-j", "1", sample], place), os.path.getsize(sample), text))
    (less, small, _), (more, large, _) = counts
    return [("instructions a byte of JSON Lines", f"{(more - less) / (large - small):.0f}"),
            ("instructions to start", f"{max(0, less - small * (more - less) / (large - small)) / 1e6:.1f} million")]


def names_rows(ascribe, place, big, empty, megabytes, runs, count):
    """A table of many more names: what compiling it costs, opening it, and running with it."""
    table, image = os.path.join(place, "many.tsv"), os.path.join(place, "many.image")
    writer = os.path.join(os.path.dirname(os.path.abspath(__file__)), "many_names.py")
    with open(table, "wb") as out:
        subprocess.run([sys.executable, writer, str(count)], stdout=out, check=True)
    begun = time.monotonic()
    peak = peak_memory([*ascribe, "gazetteer", "compile", table, "-o", image])
    rows = [(f"compiling {count} names ({os.path.getsize(table) / 1e6:.0f} MB)", f"{time.monotonic() - begun:.1f} s", "", f"{peak / 1e6:.0f} MB"),
            ("the image", "", "", f"{os.path.getsize(image) / 1e6:.0f} MB on disk")]
    os.remove(table)
    both = (("without them", []), ("with them", ["--gazetteer", image]))
    opening, whole = {name: [] for name, _ in both}, {name: [] for name, _ in both}
    for times, what, repeated in ((opening, [empty], max(runs, 11)), (whole, ["--input", "jsonl", "-j", "1", big], runs)):
        for _ in range(repeated):  # by turns, so that both meet the machine in the same mood
            for name, more in both:
                times[name].append(run([*ascribe, "quotes", *more, *what]))
    for name, more in both:
        rows.append((f"`ascribe quotes` of an empty file, {name}", f"{1000 * statistics.median(opening[name]):.1f} ms", "", ""))
    for name, more in both:
        seconds, peak = statistics.median(whole[name]), peak_memory([*ascribe, "quotes", *more, "--input", "jsonl", "-j", "1", big])
        rows.append((f"`ascribe quotes -j 1`, {name}", f"{seconds:.2f} s", f"{megabytes / seconds:.1f}", f"{peak / 1e6:.0f} MB"))
    return rows


def print_table(head, rows):
    print("| " + " | ".join(head) + " |\n|---|" + "---:|" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora")
    parser.add_argument("--ascribe", default="ascribe", metavar="COMMAND", help="the command (default: ascribe)")
    parser.add_argument("--size", type=float, default=40, metavar="MB", help="of the repeated file (default 40)")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="of each command (default 5)")
    parser.add_argument("--names", type=int, metavar="COUNT", help="measure only what so many more names cost")
    arguments = parser.parse_args()
    ascribe, paths = shlex.split(arguments.ascribe), corpora(arguments.corpora)
    with tempfile.TemporaryDirectory() as place:
        big, empty = os.path.join(place, "big.jsonl"), os.path.join(place, "empty.txt")
        text = repeat(paths, arguments.size * 1e6, big)
        open(empty, "wb").close()
        megabytes = os.path.getsize(big) / 1e6
        print(f"{megabytes:.1f} MB of JSON Lines with {text / 1e6:.1f} MB of text, median of {arguments.runs} runs.\n")
        if arguments.names:
            print_table(("names", "time", "MB/s", "peak memory"),
                        names_rows(ascribe, place, big, empty, megabytes, arguments.runs, arguments.names))
            return
        print_table(("command", "time", "MB/s", "peak memory"), whole_runs(ascribe, place, big, empty, megabytes, arguments.runs))
        print_table(("`annotate --until`", "from the text", "MB/s", "from the layers before"),
                    stage_runs(ascribe, place, big, megabytes, arguments.runs))
        print_table(("valgrind", "count"), instruction_rows(ascribe, place, paths))


if __name__ == "__main__":
    main()
