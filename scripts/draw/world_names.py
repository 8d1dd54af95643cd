#!/usr/bin/env python3
"""Draw given and family names of the world (PyPI package "Faker") into tables.

Writes gazetteers/names/drawn-world-given.tsv and drawn-world-family.tsv. Leaves
out what the other tables of names hold, so run it after census_names.py and
after a change of a hand-made table of names.
"""
import argparse
import importlib
import re
import sys
import time
import unicodedata
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from census_names import ROOT, fetch, fold, sha256, write_words  # noqa: E402

FAKER_VERSION = '40.63.0'
GIVEN_TABLE = ROOT / 'gazetteers/names/drawn-world-given.tsv'
FAMILY_TABLE = ROOT / 'gazetteers/names/drawn-world-family.tsv'
LARGE_CITY = 40000          # inhabitants
SHORTEST = 3                # letters

MALE, FEMALE, BOTH, BY_ENDING, FAMILY = 'M', 'F', 'MF', 'lt', 'FAMILY'

# Which lists of which locale, and what they hold. Left out: locales of English (the
# Census has them), lists of rare or invented names, scripts without a simple romanisation.
GIVEN_LISTS = {'first_names_male': MALE, 'first_names_female': FEMALE, 'first_names_unisex': BOTH}
FAMILY_LISTS = dict.fromkeys('last_names last_names_male last_names_female'.split(), FAMILY)
ALL_LISTS = {**GIVEN_LISTS, **FAMILY_LISTS}
ROMANIZED = {'first_romanized_names_male': MALE, 'first_romanized_names_female': FEMALE,
             'last_romanized_names': FAMILY}
LOCALES = dict.fromkeys('''cs_CZ da_DK de_DE en_IN en_KE en_NG en_NZ es_AR es_CL es_CO es_ES es_MX et_EE fi_FI fr_BE
    fr_CH fr_DZ fr_FR ha_NG hr_HR hu_HU ig_NG it_IT lv_LV mk_MK nl_BE nl_NL no_NO pt_BR pt_PT sl_SI sv_SE sw tw_GH
    uk_UA uz_UZ vi_VN yo_NG zu_ZA'''.split(), ALL_LISTS)
LOCALES.update({
    'az_AZ': FAMILY_LISTS,
    'el_GR': FAMILY_LISTS,
    'en_IE': GIVEN_LISTS,
    'en_PK': FAMILY_LISTS,
    'en_TH': {'first_names': BOTH, 'last_names': FAMILY},
    'hy_AM': GIVEN_LISTS,
    'ja_JP': ROMANIZED,
    'ka_GE': ALL_LISTS,
    'lt_LT': {'first_names': BY_ENDING, 'last_names': FAMILY},
    'pl_PL': {**GIVEN_LISTS, 'male_last_names': FAMILY},
    'ro_RO': ALL_LISTS,
    'ru_RU': {'first_names_female': FEMALE, **FAMILY_LISTS},
    'sk_SK': {**GIVEN_LISTS, 'last_names_male': FAMILY},
    'zh_TW': ROMANIZED,
})

# Romanisation, as the English press is used to it; at each place the longest row counts.
# "^x" stands at the start of a word only, "x$" at its end, "~x" behind a vowel.
CYRILLIC = dict(zip('абвгдежзийклмнопрстуфхцчшъыьэюя',
                    'a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh - y - e yu ya'.split()))
SCHEMES = {
    'ru_RU': {**CYRILLIC, 'щ': 'shch', 'ё': 'yo', '^е': 'ye', '~е': 'ye', 'ье': 'ye', 'чё': 'cho', 'щё': 'shcho',
              'ий$': 'y', 'ый$': 'y', 'ия$': 'ia', 'ье$': 'ye'},
    'uk_UA': {**CYRILLIC, 'щ': 'shch', 'г': 'h', 'ґ': 'g', 'и': 'y', 'і': 'i', 'є': 'ie', '^є': 'ye', '~є': 'ye',
              'ї': 'i', '^ї': 'yi', 'ий$': 'y', 'ія$': 'ia', 'зг': 'zgh', 'ʼ': '-', "'": '-', '’': '-'},
    'mk_MK': {**CYRILLIC, 'ѓ': 'gj', 'ќ': 'kj', 'љ': 'lj', 'њ': 'nj', 'џ': 'dj', 'ѕ': 'dz', 'ј': 'j', 'х': 'h',
              'ц': 'c'},
    'el_GR': {**dict(zip('αβγδεζηθικλμνξοπρσςτυφχψω',
                         'a v g d e z i th i k l m n x o p r s s t y f ch ps o'.split())),
              'ου': 'ou', 'αυ': 'av', 'ευ': 'ev', 'γγ': 'ng', '^γκ': 'g', '^μπ': 'b', '^ντ': 'd', 'γχ': 'nch',
              'αυθ': 'afth', 'ευθ': 'efth', 'ευτ': 'eft', 'ευσ': 'efs', 'ευκ': 'efk'},
    'ka_GE': dict(zip('აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ',
                      'a b g d e v z t i k l m n o p zh r s t u p k gh k sh ch ts dz ts ch kh j h'.split())),
    'hy_AM': {**dict(zip('աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցփքօֆ',
                         'a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts p k o f'.split())),
              '^ե': 'ye', '^ո': 'vo', 'ու': 'u', 'և': 'ev'},
    'az_AZ': {'ə': 'a', 'c': 'j', 'x': 'kh', 'q': 'g', 'ğ': 'gh', 'ç': 'ch', 'ş': 'sh', 'ı': 'i', 'ö': 'o', 'ü': 'u',
              'i̇': 'i'},
    'uz_UZ': {'x': 'kh', 'q': 'k', "o'": 'o', "g'": 'g', 'o‘': 'o', 'g‘': 'g', 'oʻ': 'o', 'gʻ': 'g', "'": '-'},
    'tw_GH': {'ε': 'e', 'ɛ': 'e', 'ɔ': 'o', 'ͻ': 'o'},
}
# Particles that are left off before a family name: the name behind them is the one to know.
PARTICLES = set('''d' da dal das de dei del della den der des di do dos du el la las le los op 't te ten ter van
    vande vanden vander vom von zu zum zur'''.split())
# A name that is such a word is a weak one; one that is any other word of rules/words (Put, Lies, Mad) is none.
WORDS = re.compile(r'COMMON|(PERSON_|GROUP_|SAY_)?NOUN')
NAMES = re.compile(r'(GIVEN_M|GIVEN_F|FAMILY)(_WEAK)?')


# ---------------------------------------------------------- what we have

def rows(path):
    for line in path.read_text(encoding='utf-8').splitlines():
        if not line.startswith('#'):
            yield line.split('\t')


def known_names():
    """{class without _WEAK: folded names} of the other tables of names."""
    known = {'GIVEN_M': set(), 'GIVEN_F': set(), 'FAMILY': set()}
    for path in sorted((ROOT / 'gazetteers/names').glob('*.tsv')):
        if path in (GIVEN_TABLE, FAMILY_TABLE):
            continue
        for name, words in rows(path):
            if NAMES.fullmatch(name):
                known[name.removesuffix('_WEAK')].update(map(fold, words.split('|')))
    return known


def english_words():
    """Folded words of rules/words: nouns, and those of any other class."""
    common, others = set(), set()
    for path in sorted((ROOT / 'rules/words').glob('*.tsv')):
        for name, words in rows(path):
            (common if WORDS.fullmatch(name) else others).update(map(fold, words.split('|')))
    return common, others


def names_of_things():
    """Folded one-word names of countries, peoples, large cities and organizations."""
    things = set()
    for folder in ('places', 'organizations'):
        for path in sorted((ROOT / 'gazetteers' / folder).glob('*.tsv')):
            drawn = path.name.startswith('drawn-')
            for row in rows(path):
                if row[0] == 'id':
                    continue
                attributes = dict(a.split('=', 1) for a in row[6].split('|') if a)
                if drawn and int(attributes.get('pop', LARGE_CITY)) < LARGE_CITY:
                    continue
                weak = set(attributes.get('weak', '').split(';'))
                forms = [row[2]] + ([] if drawn else row[3].split('|'))
                things.update(fold(form) for form in forms if ' ' not in form and form not in weak)
    return things


# ------------------------------------------------------------ romanising

def is_latin(text):
    return all(unicodedata.name(c, '').startswith('LATIN') for c in text if c.isalpha())


def romanized(name, scheme):
    """The name in Latin letters, by a scheme of SCHEMES."""
    text = unicodedata.normalize('NFC', name.lower())
    if any(key[0] in 'αβ' for key in scheme):           # Greek accents tell nothing here
        text = ''.join(c for c in unicodedata.normalize('NFD', text) if not unicodedata.combining(c))
    result, i = '', 0
    while i < len(text):
        for length in (3, 2, 1):
            part = text[i:i + length]
            if len(part) < length:
                continue
            tests = [part + '$'] if i + length == len(text) else []
            tests += ['^' + part] if i == 0 else []
            tests += ['~' + part] if result[-1:] in tuple('aeiouy') else []
            found = next((scheme[t] for t in tests + [part] if t in scheme), None)
            if found is not None:
                result += found.replace('-', '')
                break
        else:
            result, length = result + text[i], 1
        i += length
    return result.capitalize()


def bare(name, family):
    """The one word of the name, or nothing."""
    words = name.replace('’', "'").split()
    while family and len(words) > 1 and words[0].lower() in PARTICLES:
        words.pop(0)
    word = words[0] if len(words) == 1 else ''
    if '-' in word or '.' in word or not word[:1].isupper() or word.isupper():
        return ''
    return word


# --------------------------------------------------------------- drawing

def provider(locale):
    return importlib.import_module(f'faker.providers.person.{locale}').Provider


def drawn(locale):
    """(kind, name) of all the lists of a locale."""
    for attribute, kind in LOCALES[locale].items():
        for name in vars(provider(locale)).get(attribute, ()):
            if locale in SCHEMES:
                name = ' '.join(romanized(part, SCHEMES[locale]) for part in name.split())
            word = bare(name, kind == FAMILY)
            if not word or not is_latin(word) or len(fold(word)) < SHORTEST:
                continue
            if kind == BY_ENDING:                       # Jonas, but Rasa
                yield (MALE if word.endswith('s') else FEMALE), word
            elif kind == BOTH:
                yield MALE, word
                yield FEMALE, word
            else:
                yield kind, word


def choose():
    """{class: names} of what is new and means nothing else."""
    known, things = known_names(), names_of_things()
    sexed = known['GIVEN_M'] | known['GIVEN_F']     # whose sex the other tables tell
    common, others = english_words()
    classes = {c + weak: set() for c in known for weak in ('', '_WEAK')}
    for locale in sorted(LOCALES):
        for kind, word in drawn(locale):
            name, folded = 'FAMILY' if kind == FAMILY else f'GIVEN_{kind}', fold(word)
            if folded in known[name] or folded in things or folded in others or (name != 'FAMILY' and folded in sexed):
                continue
            known[name].add(folded)
            classes[name + '_WEAK' * (folded in common)].add(word)
    return classes


def header(package):
    stamp = zipfile.ZipFile(package).getinfo(f'faker-{FAKER_VERSION}.dist-info/METADATA').date_time
    day = time.strftime('%Y-%m-%d', stamp + (0, 0, 0))
    return [f'Source: PyPI package Faker {FAKER_VERSION}, faker/providers/person',
            f'({day}, sha256 {sha256(package)})',
            'Licence: MIT, Copyright (c) 2012 Daniele Faraglia and other contributors',
            'Changed: a selection; romanised where the package has other scripts; particles left off. Names of',
            'the _WEAK classes are also English words, by the tables of rules/words.',
            'Generated by scripts/draw/world_names.py; do not edit.']


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--package', metavar='FILE', help=f'faker-{FAKER_VERSION}-py3-none-any.whl')
    package = fetch(f'Faker=={FAKER_VERSION}', options.parse_args().package)
    sys.path.insert(0, str(package))
    classes = choose()
    comments = header(package)
    for path, begin in ((GIVEN_TABLE, 'GIVEN'), (FAMILY_TABLE, 'FAMILY')):
        write_words(path, comments, {c: words for c, words in classes.items() if c.startswith(begin)})


if __name__ == '__main__':
    main()
