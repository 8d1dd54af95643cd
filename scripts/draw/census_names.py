#!/usr/bin/env python3
"""Draw the US Census name lists (PyPI package "names") into tables.

Writes gazetteers/names/drawn-given.tsv and drawn-family.tsv.
The other scripts of this folder import its small helpers.
"""
import argparse
import atexit
import gzip
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORD_LIST = Path('/usr/share/dict/american-english-small')
WORDNET = Path('/usr/share/wordnet')
NAMES_VERSION = '0.3.0'
MAX_FAMILY_NAMES = 20000
FREQUENT_NAME = 300         # ranks that count as very frequent
SHARED = 0.1                # of those with a given name: fewer of one sex are left out (women named John)

# Irish names that the Census writes without the apostrophe.
IRISH = set('''banion boyle brian brien bryan bryant byrne callaghan carroll connell
conner connor daniel day dea dell donnell donoghue donohue donovan driscoll dwyer
farrell flaherty flynn gara gorman grady hagan haire halloran hanlon hara hare
hearn hern herron kane keefe keeffe kelley kelly lary laughlin leary loughlin
mahoney malley mara mary meara neal neil neill quin quinn regan reilly riley
rorke rourke ryan shaughnessy shea sullivan toole'''.split())


# ---------------------------------------------------------------- helpers

def fold(name):
    """The form under which two spellings count as the same name."""
    text = unicodedata.normalize('NFKD', name)
    text = ''.join(c for c in text if not unicodedata.combining(c)).lower()
    return re.sub(r"['’‘ʼʻʹʿʾ`´.‐‑–-]", '', text)


def fetch(requirement, given=None):
    """Path of a package file: the given one, or downloaded from PyPI."""
    if given:
        return Path(given)
    folder = tempfile.mkdtemp(prefix='ascribe-draw-')
    atexit.register(shutil.rmtree, folder)
    subprocess.run([sys.executable, '-m', 'pip', 'download', '--no-deps', '--quiet',
                    '--dest', folder, requirement], check=True)
    return next(Path(folder).iterdir())


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def debian_package(name):
    """"name version, date" of an installed Debian package."""
    version = subprocess.run(['dpkg-query', '-W', '-f', '${Version}', name],
                             check=True, capture_output=True, text=True).stdout
    date = 'date unknown'
    changelog = Path(f'/usr/share/doc/{name}/changelog.Debian.gz')
    if changelog.exists():
        text = gzip.open(changelog, 'rt', encoding='utf-8').read()
        date = re.search(r'^ -- .*>  (.*)$', text, re.M).group(1)
    return f'Debian package {name} {version} ({date})'


def dictionary_words():
    """Lower-case entries of wamerican-small, without the possessives."""
    words = WORD_LIST.read_text(encoding='utf-8').split()
    return {w for w in words if w[0].islower() and not w.endswith("'s")}


def sense_tags():
    """{lemma: {part of speech n v a r: times it was tagged in WordNet's texts}}"""
    letters = {'1': 'n', '2': 'v', '3': 'a', '4': 'r', '5': 'a'}
    tags = {}
    for line in (WORDNET / 'cntlist.rev').open(encoding='utf-8'):
        key, _, count = line.split()
        lemma, sense = key.split('%')
        counts = tags.setdefault(lemma, {})
        counts[letters[sense[0]]] = counts.get(letters[sense[0]], 0) + int(count)
    return tags


def common_words():
    """Words that also mean something else than a name."""
    tagged = {w for w, counts in sense_tags().items() if 'v' in counts or 'a' in counts}
    return dictionary_words() | tagged


def census_lists(package):
    """The three lists: {upper-case name: per cent who have it}, most frequent first."""
    lists = {}
    with tarfile.open(package) as archive:
        for key, member in (('M', 'dist.male.first'), ('F', 'dist.female.first'),
                            ('FAMILY', 'dist.all.last')):
            data = archive.extractfile(f'names-{NAMES_VERSION}/names/{member}')
            rows = (line.split() for line in data.read().decode('ascii').splitlines() if line.strip())
            lists[key] = {row[0]: float(row[1]) for row in rows}
        stamp = archive.getmember(f'names-{NAMES_VERSION}/setup.py').mtime
    return lists, stamp


def given_of(lists, sex, other):
    """The given names of one sex, without those that nearly only the other one has."""
    return [name for name, share in lists[sex].items() if share >= SHARED * (share + lists[other].get(name, 0))]


def write_table(path, comments, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open('w', encoding='utf-8', newline='\n') as out:
        for line in comments:
            out.write(f'# {line}'.rstrip() + '\n')
        out.write('\t'.join(header) + '\n')
        for row in rows:
            out.write('\t'.join(row) + '\n')
    print(f'{path.relative_to(ROOT)}: {len(rows)} rows')


def write_words(path, comments, classes):
    """classes: {class: words}; writes 20 sorted words a row."""
    rows = []
    for name in sorted(classes):
        words = sorted(classes[name])
        print(f'  {name}: {len(words)} words')
        rows += [(name, '|'.join(words[i:i + 20])) for i in range(0, len(words), 20)]
    write_table(path, comments, ('class', 'words'), rows)


# ------------------------------------------------------------------ names

def spellings(name, family):
    """MCDONALD -> McDonald; OBRIEN -> Obrien and O'Brien."""
    plain = name.capitalize()
    if name.startswith('MC') and len(name) > 4:
        return ['Mc' + name[2:].capitalize()]
    if family and name[0] == 'O' and name[1:].lower() in IRISH:
        return [plain, "O'" + name[1:].capitalize()]
    return [plain]


def rather_a_name(rank, word, tags):
    """Peter or Mike: a very frequent name, and hardly ever seen as a word."""
    return rank < FREQUENT_NAME and sum(tags.get(word, {}).values()) <= 3


def sort_names(names, class_name, common, tags, classes):
    """Put names that are also common words apart, as the weaker evidence."""
    for rank, name in enumerate(names):
        if len(name) < 2:
            continue
        for spelling in spellings(name, class_name == 'FAMILY'):
            word = spelling.lower()
            weak = word in common and not rather_a_name(rank, word, tags)
            classes[class_name + '_WEAK' * weak].add(spelling)


def header(package, stamp):
    day = time.strftime('%Y-%m-%d', time.gmtime(stamp))
    return [f'Source: US Census Bureau, 1990 Census name files, in PyPI package names {NAMES_VERSION}',
            f'({day}, sha256 {sha256(package)})',
            'Licence: the Census files are in the public domain (package: MIT)',
            'Names of the _WEAK classes are also common English words, by',
            f'{debian_package("wamerican-small")} and',
            f'{debian_package("wordnet-base")}.',
            'Generated by scripts/draw/census_names.py; do not edit.']


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--package', metavar='FILE', help=f'names-{NAMES_VERSION}.tar.gz')
    package = fetch(f'names=={NAMES_VERSION}', options.parse_args().package)
    lists, stamp = census_lists(package)
    common, tags = common_words(), sense_tags()
    comments = header(package, stamp)

    given = {c: set() for c in ('GIVEN_M', 'GIVEN_M_WEAK', 'GIVEN_F', 'GIVEN_F_WEAK')}
    for sex, other in ('MF', 'FM'):
        sort_names(given_of(lists, sex, other), f'GIVEN_{sex}', common, tags, given)
    write_words(ROOT / 'gazetteers/names/drawn-given.tsv', comments, given)

    family = {'FAMILY': set(), 'FAMILY_WEAK': set()}
    sort_names(list(lists['FAMILY'])[:MAX_FAMILY_NAMES], 'FAMILY', common, tags, family)
    write_words(ROOT / 'gazetteers/names/drawn-family.tsv', comments, family)


if __name__ == '__main__':
    main()
