/* knowledge: what tables become, what is said of wrong ones, and that no damaged image does harm. */
#include "knowledge_fixture.h"

#include "document/fold.h"
#include "knowledge/matcher.h"

/* --- words ----------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *why, *words, *text;
    unsigned token;
    const char *class;
    bool has;
} words[] = {
    {"a word of a list", "NOUN\troad|house", "house", 0, "NOUN", true},
    {"a word of no list", "NOUN\troad|house", "horse", 0, "NOUN", false},
    {"of two lists it has both classes", "NOUN\twalk\nVERB\twalk", "walk", 0, "VERB", true},
    {"a capital is a class of its own", "NOUN\troad", "Road", 0, "CAP", true},
    {"that leaves the others", "NOUN\troad", "Road", 0, "NOUN", true},
    {"diacritics do not count", "NOUN\tcaf\xC3\xA9", "cafe", 0, "NOUN", true},
    {"dots inside do", "PRON_WE\tus", "U.S.", 0, "PRON_WE", false},
    {"an ending", "ADV\t-ly", "quickly", 0, "ADV", true},
    {"leaves at least two letters", "ADV\t-ly", "fly", 0, "ADV", false},
    {"the longest ending decides", "ADV\t-ly\nNOUN\t-ply", "supply", 0, "ADV", false},
    {"and gives its own class", "ADV\t-ly\nNOUN\t-ply", "supply", 0, "NOUN", true},
    {"an ending may have two classes", "NOUN\t-ing\nVERB_ING\t-ing", "walking", 0, "VERB_ING", true},
    {"a word of a list is not judged by its ending", "NOUN\tfamily\nADV\t-ly", "family", 0, "ADV", false},
    {"nor is a capital word", "ADV\t-ly", "Emly", 0, "ADV", false},
    {"a clitic is cut off and has its classes", "POSSESSIVE\t's\nCONTRACTION\t's", "Mara's", 1, "POSSESSIVE", true},
    {"also behind a curly apostrophe", "POSSESSIVE\t's\nCONTRACTION\t's", "Mara\xE2\x80\x99s", 1, "POSSESSIVE", true},
    {"its rows may stand in any order", "CONTRACTION\t's\nPOSSESSIVE\t's", "Mara's", 1, "POSSESSIVE", true},
    {"a letter s alone is no clitic", "CONTRACTION\t's\nPOSSESSIVE\t's", "s", 0, "POSSESSIVE", false},
    {"a given name", "GIVEN_M\tMark", "Mark", 0, "GIVEN_M", true},
    {"is none in lower case", "GIVEN_M\tMark", "mark", 0, "GIVEN_M", false},
    {"capitals only", "NOUN\troad", "IBM", 0, "UPPER", true},
    {"an initial", "NOUN\troad", "J.", 0, "INITIAL", true},
    {"a number", "NOUN\troad", "1995", 0, "NUMBER", true},
};

static void test_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        char table[256];
        (void)snprintf(table, sizeof table, "class\twords\n%s\n", words[i].words);
        const struct file file = {"w.tsv", table};
        struct asc_knowledge *known = open_files(words[i].why, &file, 1);
        struct asc_token token[8];
        uint32_t flags = 0, count = cut_text(known, words[i].text, token, 8);
        int class = asc_class_index(words[i].class, strlen(words[i].class));
        if (class < 0 || count <= words[i].token) {
            fail_msg("%s: class %d, %u tokens", words[i].why, class, count);
        }
        uint32_t set = asc_token_set(known, words[i].text, token + words[i].token, &flags);
        if (asc_classes_has(asc_classes_of(known, set), (unsigned)class) != words[i].has) {
            fail_msg("%s: %s is %s", words[i].why, words[i].class, words[i].has ? "missing" : "there");
        }
        asc_knowledge_close(known);
    }
}

/* --- sorts ------------------------------------------------------------------------------------------------------------ */

static const struct asc_sort *sort_of(const struct asc_knowledge *known, const char *word)
{
    return asc_sort(known, asc_fold_end(asc_fold_bytes(ASC_FOLD_START, word, strlen(word))));
}

/* Words of several rows have all of their sorts; nouns show their own. */
static void test_sorts(void **state)
{
    (void)state;
    static const struct file file[] = {{"a.tsv", "sort\tnouns\tshown\talways\nbank\tbank|lender\tsavings\tno\ncourt\tcourt|bench\ttribunal\tyes\n"},
                                       {"b.tsv", "sort\tnouns\tshown\talways\nclub\tclub\tbank|Bench\tno\n"}};
    struct asc_knowledge *known = open_files("sorts", file, COUNT(file));
    const struct asc_sort *bank = sort_of(known, "bank"), *savings = sort_of(known, "savings"), *bench = sort_of(known, "bench");
    assert_non_null(bank);
    assert_non_null(savings);
    assert_non_null(bench);
    assert_int_equal(bank->means.bits[0], 1);
    assert_int_equal(bank->shows.bits[0], 1 | 4);
    assert_int_equal(bank->always.bits[0], 0);
    assert_int_equal(savings->means.bits[0], 0);
    assert_int_equal(savings->shows.bits[0], 1);
    assert_int_equal(bench->means.bits[0], 2);
    assert_int_equal(bench->shows.bits[0], 2 | 4);
    assert_int_equal(bench->always.bits[0], 2);
    assert_null(sort_of(known, "sort"));
    asc_knowledge_close(known);
    const struct file wrong = {"c.tsv", "sort\tnouns\tshown\talways\nbank\tbank\t\tsometimes\n"};
    struct built built = build(&wrong, 1);
    assert_null(built.bytes);
    assert_non_null(strstr(built.problems.text, "\"sometimes\" is neither yes nor no"));
    asc_problems_release(&built.problems);
}

/* --- cues and names --------------------------------------------------------------------------------------------------- */

/* The chain of all tokens of a text. */
static const struct asc_chain_slot *find_chain(const struct asc_knowledge *known, enum asc_section section, const char *text)
{
    struct asc_token token[8];
    uint64_t chain = 0;
    uint32_t count = cut_text(known, text, token, 8);
    for (uint32_t i = 0; i < count; i++) {
        chain = asc_fold_chain(chain, section == ASC_SECTION_CUE_FORMS ? asc_token_word_key(text, token + i) : token[i].key);
    }
    return asc_chain_find(&known->image[0], section, chain);
}

#define CUES "cue\tkind\tact\tpatterns\tstrength\tforms\n"
#define SAY "say\tverb\tstatement\tthat,quote\t5\tsay|says|said|said|saying\n"

static const struct {
    const char *why, *cues, *form, *lemma, *class;
    uint32_t forms, patterns;
    unsigned strength;
} cues[] = {
    {"the base form", CUES SAY, "say", "say", "VERB", 1U << ASC_FORM_BASE, 1U << ASC_PATTERN_THAT | 1U << ASC_PATTERN_QUOTE, 5},
    {"the third person", CUES SAY, "says", "say", "VERB_S", 1U << ASC_FORM_S, 1U << ASC_PATTERN_THAT | 1U << ASC_PATTERN_QUOTE, 5},
    {"forms that look alike are one", CUES SAY, "said", "say", "VERB_EN", 1U << ASC_FORM_PAST | 1U << ASC_FORM_PARTICIPLE,
     1U << ASC_PATTERN_THAT | 1U << ASC_PATTERN_QUOTE, 5},
    {"a verb is a cue verb", CUES SAY, "saying", "say", "CUE_VERB", 1U << ASC_FORM_ING, 1U << ASC_PATTERN_THAT | 1U << ASC_PATTERN_QUOTE, 5},
    {"that gives TAKES_THAT", CUES SAY, "said", "say", "TAKES_THAT", 1U << ASC_FORM_PAST | 1U << ASC_FORM_PARTICIPLE,
     1U << ASC_PATTERN_THAT | 1U << ASC_PATTERN_QUOTE, 5},
    {"a phrase", CUES "according to\tphrase\tstatement\tnp\t4\taccording to\n", "According to", "according to", "CUE_PHRASE", 1U << ASC_FORM_OTHER,
     1U << ASC_PATTERN_NP, 4},
    {"a noun", CUES "claim\tnoun\tstatement\tthat!\t2\tclaim|claims\n", "claims", "claim", "CUE_NOUN", 1U << ASC_FORM_OTHER,
     1U << ASC_PATTERN_THAT_ONLY, 2},
    {"a strength that is none becomes the least", CUES "claim\tnoun\tstatement\tto\t9\tclaim\n", "claim", "claim", "TAKES_TO", 1U << ASC_FORM_OTHER,
     1U << ASC_PATTERN_TO, 1},
};

static void test_cues(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cues); i++) {
        const struct file file = {"c.tsv", cues[i].cues};
        struct asc_knowledge *known = open_files(cues[i].why, &file, 1);
        const struct asc_chain_slot *slot = find_chain(known, ASC_SECTION_CUE_FORMS, cues[i].form);
        if (!slot || slot->count != 1) {
            fail_msg("%s: %s", cues[i].why, slot ? "not just one" : "not found");
        }
        const struct asc_cue_use *use = ASC_SECTION_OF(&known->image[0], CUE_USES, asc_cue_use) + slot->first;
        const struct asc_cue *cue = asc_cue(known, use->cue);
        assert_non_null(cue);
        int class = asc_class_index(cues[i].class, strlen(cues[i].class));
        bool same = class >= 0 && asc_classes_has(asc_classes_of(known, use->set), (unsigned)class) && use->forms == cues[i].forms &&
                    cue->patterns == cues[i].patterns && cue->strength == cues[i].strength &&
                    strcmp(asc_image_string(&known->image[0], cue->lemma), cues[i].lemma) == 0;
        if (!same) {
            fail_msg("%s: forms %x, patterns %x, strength %u, or no %s", cues[i].why, use->forms, cue->patterns, cue->strength, cues[i].class);
        }
        asc_knowledge_close(known);
    }
}

#define NAMES "id\ttype\tname\taliases\tkb_id\tcountry\tattributes\n"

static const struct {
    const char *why, *names, *form;
    unsigned readings; /* the last one is: */
    uint32_t flags;
    const char *id;
    uint8_t type;
} names[] = {
    {"a name", NAMES "p/lee\tPERSON\tAda Lee\n", "Ada Lee", 1, ASC_READING_MAIN, "p/lee", ASC_PERSON},
    {"however it is written",
     NAMES "p/lee\tPERSON\tAda L\xC3\xA9"
           "e\n",
     "ADA LEE", 1, ASC_READING_MAIN, "p/lee", ASC_PERSON},
    {"a name that is not there", NAMES "p/lee\tPERSON\tAda Lee\n", "Ada Loe", 0, 0, "", 0},
    {"an alias", NAMES "o/un\tORGANIZATION\tUnited Nations\tthe Nations|UN\n", "the Nations", 1, ASC_READING_LOWER, "o/un", ASC_ORGANIZATION},
    {"capitals only are an acronym", NAMES "o/un\tORGANIZATION\tUnited Nations\tUN\n", "UN", 1, ASC_READING_ACRONYM, "o/un", ASC_ORGANIZATION},
    {"a weak alias", NAMES "p/lee\tPERSON\tAda Lee\tLee|Ada\t\t\tweak=Lee\n", "Lee", 1, ASC_READING_WEAK, "p/lee", ASC_PERSON},
    {"the other alias is not", NAMES "p/lee\tPERSON\tAda Lee\tLee|Ada\t\t\tweak=Lee\n", "Ada", 1, 0, "p/lee", ASC_PERSON},
    {"a weak form need not be an alias", NAMES "p/lee\tPERSON\tAda Lee\t\t\t\tweak=Lee;Ad\n", "Ad", 1, ASC_READING_WEAK, "p/lee", ASC_PERSON},
    {"a hyphen inside does not count", NAMES "p/x\tPLACE\tBaden-Baden\n", "Baden Baden", 1, ASC_READING_MAIN, "p/x", ASC_PLACE},
    {"two of one name", NAMES "p/a\tPLACE\tOslo\np/b\tPLACE\tOslo\n", "Oslo", 2, ASC_READING_MAIN, "p/b", ASC_PLACE},
    {"- takes a name away", NAMES "p/a\tPLACE\tOslo\n\t-\tOslo\n", "Oslo", 2, ASC_READING_MAIN | ASC_READING_AWAY, "", 0},
};

static void test_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        const struct file file = {"n.tsv", names[i].names};
        struct asc_knowledge *known = open_files(names[i].why, &file, 1);
        const struct asc_chain_slot *slot = find_chain(known, ASC_SECTION_NAMES, names[i].form);
        if ((slot ? slot->count : 0) != names[i].readings) {
            fail_msg("%s: %d readings", names[i].why, slot ? slot->count : 0);
        }
        if (slot) {
            const struct asc_name_reading *reading = ASC_SECTION_OF(&known->image[0], READINGS, asc_name_reading) + slot->first + slot->count - 1;
            const struct asc_entry *entry = asc_entry(known, reading->entry);
            assert_non_null(entry);
            if (reading->flags != names[i].flags || entry->type != names[i].type || strcmp(asc_entry_id(known, reading->entry), names[i].id) != 0) {
                fail_msg("%s: flags %x, type %u, id %s", names[i].why, reading->flags, entry->type, asc_entry_id(known, reading->entry));
            }
        }
        asc_knowledge_close(known);
    }
}

/* --- what is said of wrong tables ---------------------------------------------------------------------------------------- */

static const struct {
    const char *why, *text, *message;
    unsigned problems;
} errors[] = {
    {"no table", "a\tb\nc\td\n", "t.tsv:1:1: unknown table: the header must begin with", 1},
    {"an unknown class", "class\twords\nNOUN\troad\nNUON\thouse\n", "t.tsv:3:1: \"NUON\" is no word class: rules/README.md lists them", 1},
    {"comments and empty lines are lines", "# words\n\nclass\twords\n\nNUON\thouse\n", "t.tsv:5:1: \"NUON\"", 1},
    {"all problems of a run", "class\twords\nNUON\troad\nNOUN\thouse\nVREB\twalk\n", "t.tsv:4:1: \"VREB\" is no word class", 2},
    {"a stray tab", "class\twords\nNOUN\troad\thouse\n", "t.tsv:2: this row has 3 cells, the header has 2: look for a stray tab", 1},
    {"a long phrase", "class\twords\nNOUN\ta b c d e f g h i j k l m\n", "t.tsv:2:6: \"a b c d e f g h i j k l m\" has more than 12 words", 1},
    {"an unknown type", NAMES "p/x\tPERSOM\tAda\n", "t.tsv:2:5: \"PERSOM\" is no type: write PERSON,", 1},
    {"a row without a name", NAMES "p/x\tPERSON\t\n", "t.tsv:2:12: the third cell, the name, is empty", 1},
    {"a name of marks", NAMES "p/x\tPERSON\t-.\n", "t.tsv:2:12: \"-.\" holds no letter or digit", 1},
    {"an attribute without =", NAMES "p/x\tPERSON\tAda\t\t\t\tmayor\n", "t.tsv:2:19: \"mayor\" is no attribute: write key=value", 1},
    {"an unknown feature", "feature\tweight\nquote.biass\t10\n", "t.tsv:2:1: \"quote.biass\" is no feature", 1},
    {"a weight that is no number", "feature\tweight\nquote.bias\tmuch\n", "t.tsv:2:12: \"much\" is no weight: write a whole number", 1},
    {"an unknown kind of cue", CUES "say\tverv\tstatement\tthat\t5\tsay\n", "t.tsv:2:5: \"verv\" is no kind of a cue", 1},
    {"an unknown act", CUES "say\tverb\tstatment\tthat\t5\tsay\n", "t.tsv:2:10: \"statment\" is no act of a cue", 1},
    {"an unknown pattern", CUES "claim\tnoun\tstatement\tthat,thta\t5\tclaim\n", "t.tsv:2:27: \"thta\" is no pattern", 1},
    {"a verb without its forms", CUES "say\tverb\tstatement\tthat\t5\tsay|says\n", "t.tsv:2:27: a verb has five forms: base|s|past|participle|ing",
     1},
    {"settling by an unknown class", "before\tword\tafter\tkeep\nDET\tNUON\t\tnoun\n", "t.tsv:2:5: \"NUON\" is no word class", 1},
    {"settling to what is none", "before\tword\tafter\tkeep\nDET\tNOUN\t\tadverb\n", "t.tsv:2:11: \"adverb\" is none of noun, verb, both", 1},
};

static void test_errors(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(errors); i++) {
        const struct file file = {"t.tsv", errors[i].text};
        expect_problem(errors[i].why, &file, 1, errors[i].message, errors[i].problems);
    }
}

/* --- images --------------------------------------------------------------------------------------------------------------- */

static const struct file sound[] = {
    {"w.tsv", "class\twords\nNOUN\troad|rail road\nVERB\twalk\nMODAL\tcan\nADV\t-ly\nCONTRACTION\t's\nPOSSESSIVE\t's\n"},
    {"c.tsv", CUES SAY},
    {"n.tsv", NAMES "p/lee\tPERSON\tAda Lee\tLee\twikidata:Q1\tNO\trole=mayor|weak=Lee\n"},
    {"f.tsv", "feature\tweight\nquote.bias\t10\n"},
    {"t.rules", "rules quotes\nrule r on MODAL\n  pattern (?<source> NOUN)? @ (?<content> VERB .*)\n  yes a\n  no b\n"},
};

static void ignore(void *context, const struct asc_match *match)
{
    unsigned *sum = context;
    *sum += match->whole.begin + match->rule;
}

/* Goes everywhere an image leads: the sanitizers say when that is outside of it. */
static void use_all(const struct asc_knowledge *known)
{
    static const char text[] = "Ada Lee's road can walk quickly, said Lee";
    struct asc_token token[16];
    uint32_t set[16], flags = 0, count = cut_text(known, text, token, 16);
    unsigned sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        set[i] = asc_token_set(known, text, token + i, &flags);
        (void)asc_chain_find(&known->image[0], ASC_SECTION_NAMES, asc_fold_chain(0, token[i].key));
        (void)asc_chain_find(&known->image[0], ASC_SECTION_CUE_FORMS, asc_fold_chain(0, token[i].key));
    }
    for (uint32_t i = 0; i < 4; i++) {
        sum += (unsigned)strlen(asc_entry_name(known, i)) + (unsigned)strlen(asc_entry_id(known, i)) + (unsigned)strlen(asc_entry_role(known, i));
        sum += (unsigned)strlen(asc_rule_name(known, i)) + (asc_cue(known, i) ? asc_cue(known, i)->strength : 0U);
    }
    struct asc_matcher *matcher = asc_matcher_new(known);
    if (matcher) {
        (void)asc_matcher_run(matcher, ASC_RULES_QUOTES, set, count, ignore, &sum);
    }
    asc_matcher_free(matcher);
}

/* A copy of exactly its size, so that reading beyond it is seen. */
static char *copy_of(const struct built *built)
{
    char *copy = malloc(built->size);
    assert_non_null(copy);
    return memcpy(copy, built->bytes, built->size);
}

static void test_flipped_bytes(void **state)
{
    (void)state;
    static const unsigned char masks[] = {0x01, 0x80, 0xff};
    struct built built = build(sound, COUNT(sound));
    unsigned refused = 0;
    assert_non_null(built.bytes);
    for (size_t i = 0; i < built.size; i++) {
        char *copy = copy_of(&built);
        copy[i] = (char)(copy[i] ^ masks[i % COUNT(masks)]);
        struct asc_image image = {.path = "flipped"};
        bool whole = asc_image_open(&image, copy, built.size, true, &built.problems);
        if (whole && i >= sizeof(struct asc_image_header)) {
            fail_msg("byte %zu was changed and the checksum says nothing", i);
        }
        struct asc_knowledge *known = asc_knowledge_open_owned(copy, built.size, &built.problems);
        refused += !known;
        if (known) {
            use_all(known);
        }
        asc_knowledge_close(known);
        asc_problems_release(&built.problems);
    }
    assert_true(refused > 100); /* most of the header is checked at once */
    free(built.bytes);
}

static void test_cut_images(void **state)
{
    (void)state;
    struct built built = build(sound, COUNT(sound));
    assert_non_null(built.bytes);
    for (size_t size = 0; size < built.size; size += size < 1200 ? 1 : 97) {
        char *copy = malloc(size + 1);
        assert_non_null(copy);
        memcpy(copy, built.bytes, size);
        assert_null(asc_knowledge_open_owned(copy, size, &built.problems));
        assert_non_null(strstr(built.problems.text, size < sizeof(struct asc_image_header) ? "is no compiled gazetteer" : "is damaged"));
        asc_problems_release(&built.problems);
    }
    free(built.bytes);
}

static void test_other_versions(void **state)
{
    (void)state;
    struct built built = build(sound, COUNT(sound));
    assert_non_null(built.bytes);
    for (unsigned feature = 0; feature < 2; feature++) {
        struct asc_image_header *header = (struct asc_image_header *)copy_of(&built);
        header->version += !feature;
        header->features = feature;
        assert_null(asc_knowledge_open_owned(header, built.size, &built.problems));
        assert_non_null(strstr(built.problems.text, "was compiled by another version (format "));
        asc_problems_release(&built.problems);
    }
    free(built.bytes);
}

/* --- folding ---------------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *why, *text, *want;
} folds[] = {
    {"lower case", "Oslo", "oslo"},
    {"apostrophes go", "O'Brien", "obrien"},
    {"curly ones too",
     "O\xE2\x80\x99"
     "Brien",
     "obrien"},
    {"full stops go", "U.S.", "us"},
    {"diacritics go", "Gar\xC3\xA7on \xC3\x85rhus", "garcon arhus"},
    {"composed or not", "Garc\xCC\xA7on", "garcon"},
    {"full case folding",
     "Stra\xC3\x9F"
     "e",
     "strasse"},
    {"soft hyphens go", "Os\xC2\xADlo", "oslo"},
    {"compatible letters", "\xEF\xAC\x81n", "fin"},
    {"hyphens stay", "Baden-Baden", "baden-baden"},
    {"broken UTF-8 is left out", "Os\xFFlo", "oslo"},
    {"nothing", "", ""},
};

static void test_folds(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(folds); i++) {
        char out[64];
        size_t len = asc_fold_write(folds[i].text, strlen(folds[i].text), out, sizeof out);
        if (len != strlen(folds[i].want) || memcmp(out, folds[i].want, len) != 0) {
            fail_msg("%s: \"%.*s\"", folds[i].why, (int)len, out);
        }
        uint64_t key = asc_fold_bytes(ASC_FOLD_START, folds[i].text, strlen(folds[i].text));
        assert_int_equal(key, asc_fold_bytes(ASC_FOLD_START, folds[i].want, strlen(folds[i].want)));
    }
    assert_int_not_equal(asc_fold_bytes_dotted(ASC_FOLD_START, "U.S", 3), asc_fold_bytes_dotted(ASC_FOLD_START, "us", 2));
    assert_int_equal(asc_fold_bytes_dotted(ASC_FOLD_START, "us.", 3), asc_fold_bytes_dotted(ASC_FOLD_START, "us", 2));
}

/* --- spellings ------------------------------------------------------------------------------------------------------- */

enum { VARIANTS = 24 };

/* The row for the letters at `at`, looked for among all: the longest, then one for words, one for beginnings. */
static const struct asc_variant *row_slowly(const struct asc_variant *row, const char *word, size_t at)
{
    const struct asc_variant *best = NULL;
    for (size_t r = 0; r < VARIANTS; r++) {
        size_t n = strlen(row[r].letters);
        bool placed = row[r].where == ASC_VARIANT_ANY || (row[r].where == ASC_VARIANT_START && at == 0) ||
                      (row[r].where == ASC_VARIANT_WHOLE && at == 0 && n == strlen(word));
        bool longer = !best || n > strlen(best->letters) || (n == strlen(best->letters) && row[r].where > best->where);
        best = placed && longer && strncmp(word + at, row[r].letters, n) == 0 ? row + r : best;
    }
    return best;
}

static uint64_t key_slowly(const struct asc_variant *row, const char *word)
{
    char out[256] = "";
    size_t len = 0, end = 0;
    for (size_t at = 0; word[at];) {
        const struct asc_variant *found = row_slowly(row, word, at);
        const char one[2] = {word[at], '\0'};
        for (const char *c = found ? found->become : one; *c; c++) {
            if (!len || out[len - 1] != *c) {
                out[len++] = *c;
            }
        }
        at += found ? strlen(found->letters) : 1;
    }
    for (size_t r = 0; r < VARIANTS; r++) {
        size_t n = strlen(row[r].letters);
        bool ends = row[r].where == ASC_VARIANT_END && len >= n + 3 && memcmp(out + len - n, row[r].letters, n) == 0;
        end = ends && n > end ? n : end;
    }
    return asc_fold_end(asc_fold_bytes(ASC_FOLD_START, len > end ? out : word, len > end ? len - end : strlen(word)));
}

static bool is_twin(const struct asc_variant *row, size_t r)
{
    for (size_t i = 0; i < r; i++) {
        if (row[i].where == row[r].where && strcmp(row[i].letters, row[r].letters) == 0) {
            return true;
        }
    }
    return false;
}

/* Random rows and words of few letters: the sorted rows give what all of them give. */
static void test_variants(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (unsigned round = 0; round < 2000; round++) {
        struct asc_variant row[VARIANTS] = {{.where = 0}}, sorted[VARIANTS];
        for (size_t r = 0; r < VARIANTS; r++) {
            do {
                memset(row + r, 0, sizeof *row);
                seed = seed * 1664525 + 1013904223;
                for (unsigned i = 0; i <= (seed >> 8) % 4; i++) {
                    row[r].letters[i] = (char)('a' + (seed >> (10 + 2 * i)) % 4);
                    row[r].become[i / 2] = (char)('a' + (seed >> (18 + 2 * i)) % 4);
                }
                row[r].where = (uint8_t)((seed >> 28) % (ASC_VARIANT_COUNTRY + 1U));
                if (row[r].where == ASC_VARIANT_COUNTRY) {
                    row[r].letters[0] = 'Z';
                }
            } while (is_twin(row, r));
        }
        memcpy(sorted, row, sizeof sorted);
        qsort(sorted, VARIANTS, sizeof *sorted, asc_variant_compare);
        struct asc_variants variants = asc_variants_open(sorted, VARIANTS);
        for (unsigned w = 0; w < 20; w++) {
            char word[16] = "";
            for (unsigned i = 0; i < 1 + w % 9; i++) {
                seed = seed * 1664525 + 1013904223;
                word[i] = (char)('a' + (seed >> 20) % 4);
            }
            unsigned letters = 0;
            if (asc_variant_key(&variants, word, strlen(word), &letters) != key_slowly(row, word)) {
                fail_msg("round %u: %s", round, word);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest list[] = {
        cmocka_unit_test(test_words),         cmocka_unit_test(test_cues),       cmocka_unit_test(test_names),          cmocka_unit_test(test_errors),
        cmocka_unit_test(test_flipped_bytes), cmocka_unit_test(test_cut_images), cmocka_unit_test(test_other_versions), cmocka_unit_test(test_folds),
        cmocka_unit_test(test_sorts),         cmocka_unit_test(test_variants),
    };
    return cmocka_run_group_tests(list, NULL, NULL);
}
