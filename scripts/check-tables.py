#!/usr/bin/env python3
"""Check the tables of gazetteers/ and rules/words/.

Prints every fault as "file:line: what is wrong" and exits 1 when there is one;
then the number of rows of each table and of distinct folded forms.
"""
import json
import re
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ISO = Path('/usr/share/iso-codes/json/iso_3166-1.json')
COLUMNS = ['id', 'type', 'name', 'aliases', 'kb_id', 'country', 'attributes']
WORD_COLUMNS = ['class', 'words']
TYPES = set('PERSON ORGANIZATION PLACE GROUP EVENT WORK WEAPON'.split())
FORMER_COUNTRIES = set('XK SU YU CS DD ZR'.split())
COUNTRIES_TABLE = 'gazetteers/places/countries.tsv'

ID = re.compile(r'[a-z]+(/[A-Za-z0-9._-]+)+')
ATTRIBUTE = re.compile(r'[a-z][a-z0-9_-]*=[^=|]+')
CLASS = re.compile(r'[A-Z][A-Z0-9_]*')


def fold(name):
    """The form under which two spellings count as the same name."""
    text = unicodedata.normalize('NFKD', name)
    text = ''.join(c for c in text if not unicodedata.combining(c)).lower()
    return re.sub(r"['’‘ʼʻʹʿʾ`´.‐‑–-]", '', text)


def is_latin(text):
    return all(unicodedata.name(c, '').startswith('LATIN') for c in text if c.isalpha())


class Checker:
    def __init__(self):
        entries = json.loads(ISO.read_text(encoding='utf-8'))['3166-1']
        self.iso = {entry['alpha_2'] for entry in entries}
        self.errors = 0
        self.ids = {}                   # id: where it stands
        self.counts = []                # (rows, file)
        self.entity_forms, self.name_forms, self.words = set(), set(), set()
        self.countries_listed = set()

    def error(self, where, text):
        self.errors += 1
        print(f'{where}: {text}')

    # ---------------------------------------------------------- one file

    def read_lines(self, path, name):
        """Numbered lines of the table without comments; faults of encoding reported."""
        lines = []
        data = path.read_bytes()
        if data and not data.endswith(b'\n'):
            self.error(f'{name}:{data.count(10) + 1}', 'last line has no line feed')
        for number, raw in enumerate(data.split(b'\n')[:-1] if data.endswith(b'\n')
                                     else data.split(b'\n'), 1):
            where = f'{name}:{number}'
            if b'\r' in raw:
                self.error(where, 'carriage return')
            try:
                line = raw.decode('utf-8').replace('\r', '')
            except UnicodeDecodeError:
                self.error(where, 'not UTF-8')
                continue
            if line.startswith('#'):
                continue
            if not line.strip():
                self.error(where, 'empty line')
                continue
            lines.append((where, line.split('\t')))
        return lines

    def check_file(self, path):
        name = str(path.relative_to(ROOT))
        lines = self.read_lines(path, name)
        if not lines:
            self.error(f'{name}:1', 'no header')
            return
        where, header = lines.pop(0)
        self.counts.append((len(lines), name))
        if header == COLUMNS:
            self.check_entities(name, lines)
        elif header == WORD_COLUMNS:
            self.check_words(name, lines)
        else:
            self.error(where, 'header is neither the 7 columns nor class, words')

    # ---------------------------------------------------------- entities

    def check_entities(self, table, lines):
        seen = {}
        for where, row in lines:
            if len(row) != len(COLUMNS):
                self.error(where, f'{len(row)} columns, not {len(COLUMNS)}')
                continue
            for column, value in zip(COLUMNS, row):
                if value != value.strip():
                    self.error(where, f'blank at the start or end of {column}')
            self.check_id(where, row[0])
            self.check_names(where, row)
            self.check_country(where, row[5])
            self.check_attributes(where, row[6])
            key = (row[1], row[2], row[5])
            if key in seen:
                self.error(where, f'{" ".join(filter(None, key))} is a duplicate of {seen[key]}')
            seen.setdefault(key, where)
            if table == COUNTRIES_TABLE:
                self.countries_listed.update(row[5].split('|'))

    def check_id(self, where, identifier):
        if not ID.fullmatch(identifier):
            self.error(where, f'malformed id "{identifier}"')
        if identifier in self.ids:
            self.error(where, f'id {identifier} is also at {self.ids[identifier]}')
        self.ids.setdefault(identifier, where)

    def check_names(self, where, row):
        kind, name = row[1], row[2]
        if kind not in TYPES:
            self.error(where, f'unknown type "{kind}"')
        if not name:
            self.error(where, 'no name')
        aliases = row[3].split('|') if row[3] else []
        for alias in aliases:
            if not alias.strip():
                self.error(where, 'empty alias')
            elif fold(alias) == fold(name) and not (name.isupper() and alias.istitle()):  # NATO, Nato
                self.error(where, f'alias "{alias}" is the name itself when folded')
        if any(';' in text for text in [name] + aliases):
            self.error(where, 'semicolon in a name or alias')
        for text in [name] + aliases:
            if text and is_latin(text):
                self.entity_forms.add(fold(text))

    def check_country(self, where, country):
        if country and country not in self.iso and country not in FORMER_COUNTRIES:
            self.error(where, f'unknown country "{country}"')

    def check_attributes(self, where, attributes):
        for attribute in attributes.split('|') if attributes else []:
            if not ATTRIBUTE.fullmatch(attribute):
                self.error(where, f'attribute "{attribute}" is not key=value')

    # ------------------------------------------------------------- words

    def check_words(self, table, lines):
        forms = self.name_forms if table.startswith('gazetteers/') else self.words
        for where, row in lines:
            if len(row) != 2:
                self.error(where, f'{len(row)} columns, not 2')
                continue
            if not CLASS.fullmatch(row[0]):
                self.error(where, f'malformed class "{row[0]}"')
            for word in row[1].split('|'):
                if not word.strip() or word != word.strip():
                    self.error(where, f'empty word, or blanks around "{word}"')
                elif is_latin(word):
                    forms.add(fold(word))

    # --------------------------------------------------------- all files

    def check_all_countries(self):
        if not (ROOT / COUNTRIES_TABLE).exists():
            self.error(f'{COUNTRIES_TABLE}:1', 'no such table')
            return
        for country in sorted(self.iso - self.countries_listed):
            self.error(f'{COUNTRIES_TABLE}:1', f'country {country} of ISO 3166-1 is missing')

    def report(self):
        for rows, name in self.counts:
            print(f'{rows:8} rows  {name}')
        print(f'{len(self.entity_forms):8} distinct folded Latin-script forms of entities')
        print(f'{len(self.name_forms):8} distinct bare given and family names')
        print(f'{len(self.words):8} distinct words of rules/words')
        print(f'{self.errors:8} faults')


def main():
    checker = Checker()
    for folder in ('gazetteers', 'rules/words'):
        for path in sorted((ROOT / folder).rglob('*.tsv')):
            checker.check_file(path)
    checker.check_all_countries()
    checker.report()
    return 1 if checker.errors else 0


if __name__ == '__main__':
    sys.exit(main())
