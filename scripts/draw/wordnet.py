#!/usr/bin/env python3
"""Draw English words and their word classes from WordNet 3.0 and wamerican-small.

Writes rules/words/drawn-wordnet.tsv.
"""
import re
import sys
from collections import defaultdict

sys.dont_write_bytecode = True
from census_names import (ROOT, WORDNET, debian_package, dictionary_words,  # noqa: E402
                          sense_tags, write_words)

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
VOWELS = 'aeiou'
# A class is implausible below this share of a word's sense tags, but only
# when the word was tagged often enough to tell.
MIN_SHARE = 0.05
MIN_TAGS = 10

# A hand-made table covers the closed classes; they get no class here.
CLOSED = set('''a an the this that these those some any no every each either neither
both all another other such what which whose who whom whoever whatever whichever
i you he she it we they me him her us them my your his its our their mine yours
hers ours theirs myself yourself himself herself itself ourselves yourselves
themselves oneself one none someone somebody something anyone anybody anything everyone
everybody everything nobody nothing
of to in for on with at by from as into onto upon about after before against among
amongst between beneath beside besides during despite except inside outside off out
over through throughout toward towards under underneath until till up via within
without since per than like unlike near above across along around behind below
beyond down past regarding concerning amid amidst
and or but nor so yet if because although though unless whereas whether while whilst
when where why how once lest
be am is are was were been being have has had having do does did done doing
can could will would shall should may might must ought cannot
not n't there here then too very also just only even ever never more most less least
few fewer many much several own same'''.split())

# Verbs whose past is the base form; verb.exc does not say so.
UNCHANGED = set('''beset bet bid broadcast burst cast cost cut forecast hit hurt input
knit let miscast offset outbid output put quit recast read rebroadcast reread reset rid
set shed shut slit split spread sublet telecast thrust typeset undercut upset
wed wet'''.split())
# Pasts in -n that are no past participles of the written/taken kind.
PAST_IN_N = {'began', 'ran', 'outran', 'overran', 'won', 'spun', 'shone', 'outshone'}
# Verbs whose participle is the base form again: came, come.
PARTICIPLE_IS_BASE = {'come', 'become', 'overcome', 'run', 'outrun', 'overrun'}
# Rule-made pasts that happen to be other words.
NO_REGULAR_PAST = {'see', 'leave', 'fly', 'hide'}

PART_FILES = {'n': 'noun', 'v': 'verb', 'a': 'adj', 'r': 'adv'}
LEXNAMES = {'18': 'PERSON_NOUN', '14': 'GROUP_NOUN', '10': 'SAY_NOUN'}


# ---------------------------------------------------------------- reading

def read_lemmas(part):
    """{lemma: lexicographer file of its first sense}, lower-case spellings only."""
    lower, lex_of = set(), {}
    for line in (WORDNET / f'data.{PART_FILES[part]}').open(encoding='utf-8'):
        if line[0] == ' ':
            continue
        fields = line.split()
        lex_of[fields[0]] = fields[1]
        for i in range(int(fields[3], 16)):
            word = re.sub(r'\(\w+\)$', '', fields[4 + 2 * i])   # beautiful(a)
            if WORD.fullmatch(word) and word == word.lower() and len(word) > 1:
                lower.add(word)
    lemmas = {}
    for line in (WORDNET / f'index.{PART_FILES[part]}').open(encoding='utf-8'):
        fields = line.split()
        if fields and fields[0] in lower:
            first_sense = fields[-int(fields[2])]
            lemmas[fields[0]] = lex_of[first_sense]
    return lemmas


def read_exceptions(part):
    """{lemma: irregular forms}"""
    forms = defaultdict(list)
    for line in (WORDNET / f'{PART_FILES[part]}.exc').open(encoding='utf-8'):
        form, *lemmas = line.split()
        for lemma in lemmas:
            if form != lemma and WORD.fullmatch(form):
                forms[lemma].append(form)
    return forms


# ------------------------------------------------------------- inflection

def add_s(word):
    if re.search(r'(s|x|z|ch|sh)$', word):
        return word + 'es'
    if re.search(r'[^aeiou]y$', word):
        return word[:-1] + 'ies'
    return word + 's'


def plurals(noun, irregular, dictionary):
    if noun in irregular:
        regular = add_s(noun)
        return irregular[noun] + [regular] * (regular in dictionary)
    if noun.endswith('man') and noun[:-3] + 'men' in dictionary:
        return [noun[:-3] + 'men']
    if noun.endswith('s') and not re.search(r'(ss|us|is)$', noun):
        # goods, trousers, politics: already plural in form
        return [noun] if noun[:-1] in dictionary else []
    if re.search(r'[^aeiou]o$', noun) and noun + 'es' in dictionary:
        return [noun + 'es'] + [noun + 's'] * (noun + 's' in dictionary)
    return [add_s(noun)]


def stem(verb, ending, dictionary):
    """The verb before -ed or -ing, with its last letter doubled or dropped."""
    if re.search(r'[^aeiou][aeiou][^aeiouwxy]$|qu[aeiou][^aeiouwxy]$', verb):
        doubled = verb + verb[-1]
        if doubled + ending in dictionary or len(verb) <= 3:
            return doubled
    if ending == 'ing':
        if verb.endswith('ie'):
            return verb[:-2] + 'y'
        if verb.endswith('e') and not re.search(r'(ee|oe|ye|nge)$', verb):
            return verb[:-1]
        if verb.endswith('nge') and verb + 'ing' not in dictionary:
            return verb[:-1]
        return verb
    if verb.endswith('e'):
        return verb[:-1]
    if re.search(r'[^aeiou]y$', verb):
        return verb[:-1] + 'i'
    return verb


def undoubled(verb, ending, dictionary):
    """American traveled, traveling beside travelled, travelling."""
    form = verb + ending
    return [form] * bool(form in dictionary and re.search('[aeiou].+[aeiou][lmpst]$', verb))


def past_and_participle(verb, irregular, dictionary):
    """Two lists, e.g. took / taken; for most verbs they are the same."""
    if verb in UNCHANGED:
        return [verb], [verb]
    regular = stem(verb, 'ed', dictionary) + 'ed'
    pasts = [f for f in irregular if not f.endswith(('ing', 's'))]
    if not pasts:
        pasts = [regular] + [f for f in undoubled(verb, 'ed', dictionary) if f != regular]
        return pasts, pasts
    for form in [regular] * (verb not in NO_REGULAR_PAST) + undoubled(verb, 'ed', dictionary):
        if form in dictionary and form not in pasts:
            pasts.append(form)
    if verb in PARTICIPLE_IS_BASE:
        return pasts, [verb]
    participles = [f for f in pasts if re.search(r'(n|ne)$', f) and f not in PAST_IN_N]
    if not participles:                     # sang, sung
        sung = [f for f in pasts if re.search(r'u(ng|nk|m)$', f)]
        sang = [f for f in pasts if re.search(r'a(ng|nk|m)$', f)]
        return (sang, sung) if sang and sung else (pasts, pasts)
    others = [f for f in pasts if f not in participles]
    if not others:                          # beat, beaten; prove, proved, proven
        others = [verb] if verb.endswith('beat') else [regular]
    # has proved, has got, has slid, has sunk
    also = [f for f in others if f.endswith(('ed', 'got', 'slid', 'unk'))]
    return others, participles + also


def verb_forms(verb, irregular, dictionary):
    """{class: forms} of one verb."""
    exceptions = irregular.get(verb, [])
    past, participle = past_and_participle(verb, exceptions, dictionary)
    ing = [f for f in exceptions if f.endswith('ing')]
    s_form = verb + 'es' if re.search(r'[^aeiou]o$', verb) else add_s(verb)
    return {'VERB': [verb], 'VERB_S': [s_form], 'VERB_ED': past, 'VERB_EN': participle,
            'VERB_ING': (ing or [stem(verb, 'ing', dictionary) + 'ing'])
                        + undoubled(verb, 'ing', dictionary)}


# ----------------------------------------------------------- word classes

class Words:
    """Collects which lemmas stand behind each form in each class."""

    def __init__(self, tags):
        self.tags = tags
        self.sources = defaultdict(lambda: defaultdict(set))    # form, class: (lemma, part)

    def add(self, word_class, forms, lemma, part):
        for form in forms:
            if form not in CLOSED and lemma not in CLOSED:
                self.sources[form][word_class].add((lemma, part))

    def count(self, sources):
        return sum(self.tags.get(lemma, {}).get(part, 0) for lemma, part in sources)

    def plausible(self):
        """{class: forms}, without the classes a form hardly ever has."""
        classes = defaultdict(set)
        for form, by_class in self.sources.items():
            total = self.count(set().union(*by_class.values()))
            for word_class, sources in by_class.items():
                if total < MIN_TAGS or self.count(sources) >= MIN_SHARE * total:
                    classes[word_class].add(form)
        return classes


def comparatives(adjective, irregular, dictionary):
    base = stem(adjective, 'ed', dictionary)    # same spelling changes as before -ed
    forms = irregular.get(adjective, []) + [base + 'er', base + 'est']
    return [f for f in forms if f in dictionary]


def collect(tags, dictionary):
    words, first_lex = Words(tags), {}
    irregular = {part: read_exceptions(part) for part in PART_FILES}
    for part in PART_FILES:
        for lemma, lex in read_lemmas(part).items():
            if lemma not in dictionary and not tags.get(lemma, {}).get(part):
                continue
            if part == 'n':
                first_lex[lemma] = lex
                words.add('NOUN', [lemma], lemma, part)
                words.add('NOUN_PL', plurals(lemma, irregular[part], dictionary), lemma, part)
            elif part == 'v':
                for word_class, forms in verb_forms(lemma, irregular[part], dictionary).items():
                    words.add(word_class, forms, lemma, part)
            elif part == 'a':
                words.add('ADJ', [lemma] + comparatives(lemma, irregular[part], dictionary),
                          lemma, part)
            else:
                words.add('ADV', [lemma], lemma, part)
    return words, first_lex


def topic_nouns(words, first_lex, classes):
    """PERSON_NOUN, GROUP_NOUN and their plurals, SAY_NOUN with its plurals, by the first sense."""
    for word_class in ('NOUN', 'NOUN_PL'):
        for form in sorted(classes[word_class]):
            sources = words.sources[form][word_class]
            # With two lemmas behind a form (e.g. axes) the more frequent one decides.
            lemma = max(sorted(sources), key=lambda source: words.count([source]))[0]
            topic = LEXNAMES.get(first_lex[lemma])
            if topic:
                classes[topic if topic == 'SAY_NOUN' else topic + word_class[4:]].add(form)


def lower_case_lemmas():
    return set().union(*(read_lemmas(part) for part in PART_FILES))


def comments():
    notice = [line.split(None, 1)[1].rstrip() if len(line.split()) > 1 else ''
              for line in (WORDNET / 'data.noun').open(encoding='utf-8') if line[0] == ' ']
    return [f'Source: WordNet 3.0, {debian_package("wordnet-base")};',
            f'common words by {debian_package("wamerican-small")} (SCOWL)',
            'Licence: WordNet 3.0 licence, given below; SCOWL: use, copy, modify and',
            'distribute freely, Copyright 2000-2018 by Kevin Atkinson',
            'Generated by scripts/draw/wordnet.py; do not edit.'] + notice


def main():
    tags, dictionary = sense_tags(), dictionary_words()
    words, first_lex = collect(tags, dictionary)
    classes = words.plausible()
    topic_nouns(words, first_lex, classes)
    classes['COMMON'] = {w for w in dictionary if WORD.fullmatch(w)}
    classes['COMMON'] |= {w for w in lower_case_lemmas() if w in tags}
    write_words(ROOT / 'rules/words/drawn-wordnet.tsv', comments(), classes)
    print(f'  {len(set().union(*classes.values()))} distinct words')


if __name__ == '__main__':
    main()
