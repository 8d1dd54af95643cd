#!/usr/bin/env python3
"""Draw the ISO 3166-2 subdivisions (Debian package iso-codes) into a table.

Writes gazetteers/places/drawn-subdivisions.tsv. Run it after geonames.py: a region
that is called like a city of its country is listed as "Aomori Prefecture".
"""
import argparse
import json
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True
from census_names import (NAMES_VERSION, ROOT, debian_package, dictionary_words,  # noqa: E402
                          fetch, fold, write_table)
from geonames import HEADER, MONTHS, PLACES, country_words, person_names, tidy  # noqa: E402

SOURCE = Path('/usr/share/iso-codes/json/iso_3166-2.json')
# Their states are well known, and never need the context.
WELL_KNOWN = {'US', 'CA'}
# Too small to be more than the town they are named after.
SMALL_TYPES = {'Municipality', 'Local council', 'Rural municipality', 'Urban municipality',
               'City municipality'}

# What stands after the name in English, by the type of ISO 3166-2.
TYPE_WORDS = {'Province': 'Province', 'Governorate': 'Governorate', 'Prefecture': 'Prefecture',
              'Oblast': 'Oblast', 'Canton': 'Canton', 'Emirate': 'Emirate',
              'Voivodship': 'Voivodeship', 'District': 'District', 'County': 'County',
              'Region': 'Region', 'State': 'State', 'Department': 'Department',
              'Administrative region': 'Region', 'Autonomous province': 'Province'}
NO_TYPE_WORD = {'US', 'CA', 'AU', 'AT', 'GB', 'IE', 'ES', 'IT', 'BE', 'NL'}

# A name of only such words says nothing outside its country.
VAGUE = set('''central centre center centro north northern south southern east eastern west
western norte sul sur sud nord est ouest este oeste occidental oriental upper lower mid
middle north-west north-east south-west south-east northwest northeast southwest southeast
nord-est nord-ouest sud-est sud-ouest centre-est centre-nord centre-ouest centre-sud capital
federal district region province state city town islands island islas distrito littoral
maritime metropolitan rural urban area coast highlands river rivers lakes plateau plateaux
national territory outer inner and the of de la le du del do da al as ash an ar
janubi shamal awsat shamali sharqiyah gharbiyah janub shimal asimah jabal
central-west north-central markazi river valley cross grand savanes centrale maritimes'''.split())

# English names, where ISO has the local one.
ENGLISH = dict(pair.split('=') for pair in '''DE-BY=Bavaria;DE-HE=Hesse;DE-NI=Lower Saxony;
DE-NW=North Rhine-Westphalia;DE-RP=Rhineland-Palatinate;DE-SN=Saxony;DE-ST=Saxony-Anhalt;
DE-TH=Thuringia;DE-MV=Mecklenburg-Western Pomerania;AT-2=Carinthia;AT-3=Lower Austria;
AT-4=Upper Austria;AT-6=Styria;AT-7=Tyrol;AT-9=Vienna;BE-VBR=Flemish Brabant;BE-VLG=Flanders;
BE-VOV=East Flanders;BE-VWV=West Flanders;BE-WAL=Wallonia;BE-WBR=Walloon Brabant;
BE-VAN=Antwerp;CH-FR=Fribourg;CH-GE=Geneva;CH-GR=Grisons;CH-LU=Lucerne;CH-SG=St. Gallen;
CH-ZH=Zurich;NL-FR=Friesland;NL-NB=North Brabant;NL-NH=North Holland;NL-ZH=South Holland;
FR-BRE=Brittany;FR-NOR=Normandy;FR-BFC=Burgundy-Franche-Comte;FR-20R=Corsica;
FR-HDF=Hauts-de-France;FR-PAC=Provence-Alpes-Cote d'Azur;ES-AN=Andalusia;ES-CT=Catalonia;
ES-PV=Basque Country;ES-NC=Navarre;ES-CN=Canary Islands;ES-IB=Balearic Islands;
ES-CL=Castile and Leon;ES-CM=Castilla-La Mancha;ES-VC=Valencian Community;ES-AR=Aragon;
ES-BI=Biscay;ES-A=Alicante;ES-SE=Seville;ES-CS=Castellon;ES-VI=Alava;IT-21=Piedmont;
IT-23=Aosta Valley;IT-25=Lombardy;IT-52=Tuscany;IT-75=Apulia;IT-82=Sicily;IT-88=Sardinia;
IT-32=Trentino-South Tyrol;IT-BZ=South Tyrol;IT-FI=Florence;IT-MI=Milan;IT-NA=Naples;
IT-RM=Rome;IT-TO=Turin;IT-VE=Venice;IT-GE=Genoa;IT-SR=Syracuse;IT-PD=Padua;IT-MN=Mantua;
GR-E=Thessaly;GR-M=Crete;GR-I=Attica;GR-D=Epirus;GR-J=Peloponnese;GR-B=Central Macedonia;
GR-69=Mount Athos;GR-F=Ionian Islands;GR-A=Eastern Macedonia and Thrace;PL-02=Lower Silesia;
PL-12=Lesser Poland;PL-14=Mazovia;PL-22=Pomerania;PL-24=Silesia;PL-30=Greater Poland;
PL-32=West Pomerania;PL-20=Podlaskie;PL-18=Podkarpackie;PT-11=Lisbon;PT-20=Azores;
RU-AD=Adygea;RU-AL=Altai Republic;RU-ALT=Altai Krai;RU-AMU=Amur Oblast;
RU-ARK=Arkhangelsk Oblast;RU-AST=Astrakhan Oblast;RU-BA=Bashkortostan;RU-BEL=Belgorod Oblast;
RU-BRY=Bryansk Oblast;RU-BU=Buryatia;RU-CE=Chechnya;RU-CHE=Chelyabinsk Oblast;RU-CHU=Chukotka;
RU-CU=Chuvashia;RU-DA=Dagestan;RU-IN=Ingushetia;RU-IRK=Irkutsk Oblast;RU-IVA=Ivanovo Oblast;
RU-KAM=Kamchatka;RU-KB=Kabardino-Balkaria;RU-KC=Karachay-Cherkessia;RU-KDA=Krasnodar Krai;
RU-KEM=Kemerovo Oblast;RU-KGD=Kaliningrad Oblast;RU-KGN=Kurgan Oblast;RU-KHA=Khabarovsk Krai;
RU-KHM=Khanty-Mansi;RU-KIR=Kirov Oblast;RU-KK=Khakassia;RU-KL=Kalmykia;RU-KLU=Kaluga Oblast;
RU-KO=Komi Republic;RU-KOS=Kostroma Oblast;RU-KR=Karelia;RU-KRS=Kursk Oblast;
RU-KYA=Krasnoyarsk Krai;RU-LEN=Leningrad Oblast;RU-LIP=Lipetsk Oblast;RU-MAG=Magadan Oblast;
RU-ME=Mari El;RU-MO=Mordovia;RU-MOS=Moscow Oblast;RU-MUR=Murmansk Oblast;RU-NEN=Nenets;
RU-NGR=Novgorod Oblast;RU-NIZ=Nizhny Novgorod Oblast;RU-NVS=Novosibirsk Oblast;
RU-OMS=Omsk Oblast;RU-ORE=Orenburg Oblast;RU-ORL=Oryol Oblast;RU-PER=Perm Krai;
RU-PNZ=Penza Oblast;RU-PRI=Primorsky Krai;RU-PSK=Pskov Oblast;RU-ROS=Rostov Oblast;
RU-RYA=Ryazan Oblast;RU-SA=Yakutia;RU-SAK=Sakhalin;RU-SAM=Samara Oblast;RU-SAR=Saratov Oblast;
RU-SE=North Ossetia;RU-SMO=Smolensk Oblast;RU-STA=Stavropol Krai;RU-SVE=Sverdlovsk Oblast;
RU-TA=Tatarstan;RU-TAM=Tambov Oblast;RU-TOM=Tomsk Oblast;RU-TUL=Tula Oblast;
RU-TVE=Tver Oblast;RU-TY=Tuva;RU-TYU=Tyumen Oblast;RU-UD=Udmurtia;RU-ULY=Ulyanovsk Oblast;
RU-VGG=Volgograd Oblast;RU-VLA=Vladimir Oblast;RU-VLG=Vologda Oblast;RU-VOR=Voronezh Oblast;
RU-YAN=Yamalo-Nenets;RU-YAR=Yaroslavl Oblast;RU-YEV=Jewish Autonomous Oblast;
RU-ZAB=Zabaykalsky Krai;RU-MOW=Moscow;RU-SPE=St. Petersburg;UA-05=Vinnytsia Oblast;
UA-07=Volyn Oblast;UA-09=Luhansk Oblast;UA-12=Dnipropetrovsk Oblast;UA-14=Donetsk Oblast;
UA-18=Zhytomyr Oblast;UA-21=Zakarpattia Oblast;UA-23=Zaporizhzhia Oblast;
UA-26=Ivano-Frankivsk Oblast;UA-32=Kyiv Oblast;UA-35=Kirovohrad Oblast;UA-43=Crimea;
UA-46=Lviv Oblast;UA-48=Mykolaiv Oblast;UA-51=Odesa Oblast;UA-53=Poltava Oblast;
UA-56=Rivne Oblast;UA-59=Sumy Oblast;UA-61=Ternopil Oblast;UA-63=Kharkiv Oblast;
UA-65=Kherson Oblast;UA-68=Khmelnytskyi Oblast;UA-71=Cherkasy Oblast;UA-74=Chernihiv Oblast;
UA-77=Chernivtsi Oblast;BY-BR=Brest Region;BY-HO=Gomel Region;BY-HR=Grodno Region;
BY-MA=Mogilev Region;BY-MI=Minsk Region;BY-VI=Vitebsk Region;CN-NM=Inner Mongolia;
CN-XZ=Tibet;CN-XJ=Xinjiang;CN-GX=Guangxi;CN-NX=Ningxia;EG-ALX=Alexandria;EG-C=Cairo;
EG-GZ=Giza;EG-SUZ=Suez;EG-IS=Ismailia;EG-PTS=Port Said;EG-LX=Luxor;EG-KB=Qalyubia;
EG-DT=Damietta;EG-BH=Beheira;EG-SIN=North Sinai;EG-JS=South Sinai;EG-MT=Matrouh;
EG-FYM=Fayoum;EG-MN=Minya;EG-BNS=Beni Suef;EG-SHG=Sohag;EG-DK=Dakahlia;EG-BA=Red Sea Governorate;
IQ-AR=Erbil;IQ-BA=Basra;IQ-BB=Babil;IQ-NI=Nineveh;IQ-NA=Najaf;IQ-SD=Salahuddin;
IQ-SU=Sulaymaniyah;IQ-AN=Anbar;IQ-DA=Dohuk;IQ-MU=Muthanna;IQ-KA=Karbala;IQ-QA=Qadisiyah;
SY-DI=Damascus;SY-DR=Daraa;SY-DY=Deir ez-Zor;SY-HA=Hasakah;SY-HI=Homs;SY-HL=Aleppo;
SY-HM=Hama;SY-LA=Latakia;SY-QU=Quneitra;SY-RA=Raqqa;SY-RD=Rif Dimashq;SY-SU=Suwayda;
SY-TA=Tartus;SA-01=Riyadh;SA-02=Mecca;SA-03=Medina;SA-05=Qassim;SA-06=Hail;SA-09=Jazan;
YE-AD=Aden;YE-HU=Hodeidah;YE-SN=Sanaa;YE-SD=Saada;YE-HD=Hadramawt;YE-MA=Marib;YE-TA=Taiz;
YE-BA=Bayda;YE-DA=Dhale;YE-SU=Socotra;LB-BI=Bekaa;LB-JL=Mount Lebanon;LB-BA=Beirut;
LB-NA=Nabatieh;LB-AK=Akkar;LY-BA=Benghazi;LY-MI=Misrata;LY-TB=Tripoli;LY-SR=Sirte;LY-DR=Derna;
LY-SB=Sabha;AE-AZ=Abu Dhabi;AE-DU=Dubai;AE-SH=Sharjah;AE-FU=Fujairah;AE-RK=Ras al-Khaimah;
AE-UQ=Umm al-Quwain;IR-01=Gilan;IR-03=East Azerbaijan;IR-04=West Azerbaijan;
IR-09=Razavi Khorasan;IR-10=Isfahan;IR-11=Sistan and Baluchestan;IR-12=Kurdistan;
IR-28=North Khorasan;IR-29=South Khorasan;IR-14=Chaharmahal and Bakhtiari;
IR-17=Kohgiluyeh and Boyer-Ahmad;IL-HA=Haifa;IL-TA=Tel Aviv;IL-JM=Jerusalem;
MM-16=Kayin;CZ-10=Prague'''.replace('\n', '').split(';'))


def country_names():
    """Folded names of countries: territories such as Aruba are listed as such."""
    path = SOURCE.with_name('iso_3166-1.json')
    entries = json.loads(path.read_text(encoding='utf-8'))['3166-1']
    return {fold(e[key]) for e in entries for key in ('name', 'common_name') if key in e}


def english_name(entry):
    """The name to list, or None."""
    code, country = entry['code'], entry['code'][:2]
    if entry['type'] in SMALL_TYPES:
        return None
    if code in ENGLISH:
        return ENGLISH[code]
    name = re.sub(r'\s*[(\[].*?[)\]]|\*', '', entry['name'])
    name = re.sub(r', (City of|County|The|Principado de|Región de|Respublika|Comunidad de)$',
                  '', name)
    name = re.sub(r' (Sheng|Shi|Zizhiqu|oblast|Respublika)$', '', name)
    name = re.sub(r'(?<=[a-zö])s? län$', '', name)
    return tidy(name, country)


def table_names(path):
    """((folded name, country), attributes) of the rows of a table of places."""
    for line in path.read_text(encoding='utf-8').splitlines():
        row = line.split('\t')
        if not line.startswith('#') and len(row) == 7 and row[1] == 'PLACE':
            for name in [row[2]] + row[3].split('|'):
                yield (fold(name), row[5]), row[6]


def other_places():
    """What cities, and other places of the hand-made tables, are called."""
    cities, others = set(), set()
    for path in sorted(PLACES.glob('*.tsv')):
        if path.name != 'drawn-subdivisions.tsv':
            for key, attributes in table_names(path):
                (cities if 'kind=city' in attributes else others).add(key)
    return cities, others


def type_word(entry):
    if entry['code'][:2] in NO_TYPE_WORD:
        return None
    return TYPE_WORDS.get(entry['type'])


def full_name(name, entry):
    """Aomori Prefecture, or None where English has no such name."""
    word = type_word(entry)
    if not word or re.search(r'(Oblast|Krai|Region|Republic|Governorate|County|shire)$', name):
        return None
    return f'{name} {word}'


def is_vague(name):
    return all(word in VAGUE for word in fold(name).split() + name.lower().split())


def choose_names(entry, name, cities, words):
    """(name, aliases) of a subdivision; the name is None when none will do."""
    key, country = fold(name), entry['code'][:2]
    full = full_name(name, entry)
    if (key, country) in cities or (key in words and country not in WELL_KNOWN):
        if full or (key, country) in cities:
            return full, []
    return name, [full] if full else []


def rows(entries, words, people):
    cities, others = other_places()
    countries = country_names()
    drawn, seen = [], set()
    # The larger units first: they have no parent.
    for entry in sorted(entries, key=lambda e: ('parent' in e, e['code'])):
        code, country = entry['code'], entry['code'][:2]
        name = english_name(entry)
        if not name or is_vague(name) or (fold(name), country) in others:
            continue
        if fold(name) in countries and code != 'US-GA':
            continue
        name, aliases = choose_names(entry, name, cities, words)
        key = (fold(name or ''), country)
        if not name or key in seen or key in others or key in cities:
            continue
        seen.add(key)
        attributes = 'kind=region'
        if country not in WELL_KNOWN and (key[0] in words or key[0] in people):
            attributes += '|need=context'
        drawn.append((f'place/iso/{code}', 'PLACE', name, '|'.join(aliases),
                      f'iso3166-2:{code}', country, attributes))
    return sorted(drawn, key=lambda row: row[0])


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--names-package', metavar='FILE', help=f'names-{NAMES_VERSION}.tar.gz')
    package = options.parse_args().names_package
    people = person_names(fetch(f'names=={NAMES_VERSION}', package))
    words = {fold(w) for w in dictionary_words()} | MONTHS | country_words()
    entries = json.loads(SOURCE.read_text(encoding='utf-8'))['3166-2']
    comments = [f'Source: ISO 3166-2 as in {debian_package("iso-codes")}',
                'Licence: LGPL-2.1 or later (Debian iso-codes team)',
                "Changed: a selection; English names. need=context: the name is also a person's",
                f'name or a common word, by the US Census 1990 lists (PyPI names {NAMES_VERSION})',
                f'and {debian_package("wamerican-small")}.',
                'Generated by scripts/draw/subdivisions.py; do not edit.']
    write_table(PLACES / 'drawn-subdivisions.tsv', comments, HEADER, rows(entries, words, people))


if __name__ == '__main__':
    main()
