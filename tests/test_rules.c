/* The language of rules: what patterns match, what is wrong with them, and that they match what a naive matcher does. */
#include "knowledge_fixture.h"

#include "knowledge/matcher.h"

#define WORDS                                                                                                                                        \
    "class\twords\n"                                                                                                                                 \
    "NOUN\troad|house\nCOMMON\thouse\nVERB\twalk\nADJ\tred\nCOMMA\t,\nMODAL\tcan\nAND\tand\n"

/* --- what rules match ---------------------------------------------------------------------------------------------- */

static const char *const group_word[ASC_GROUPS] = {
#define X(NAME, TEXT) TEXT,
    ASC_GROUP_LIST(X)
#undef X
};

/* What was found, written out: "0-3 cue=1-2; ". */
struct found {
    char text[512];
    size_t len;
};

static void note(struct found *found, const char *name, struct asc_span span)
{
    int len = snprintf(found->text + found->len, sizeof found->text - found->len, "%s%u-%u ", name, span.begin, span.end);
    found->len += len > 0 ? (size_t)len : 0;
}

static void note_match(void *context, const struct asc_match *match)
{
    struct found *found = context;
    note(found, "", match->whole);
    for (unsigned g = 0; g < ASC_GROUPS; g++) {
        if (match->group[g].begin != match->group[g].end) {
            char name[24];
            (void)snprintf(name, sizeof name, "%s=", group_word[g]);
            note(found, name, match->group[g]);
        }
    }
    note(found, ";", (struct asc_span){match->trigger, match->rule});
}

static uint32_t sets_of(const struct asc_knowledge *known, const char *text, uint32_t *set, uint32_t room)
{
    struct asc_token token[64];
    uint32_t flags = 0, count = cut_text(known, text, token, room < 64 ? room : 64);
    for (uint32_t i = 0; i < count; i++) {
        set[i] = asc_token_set(known, text, token + i, &flags);
    }
    return count;
}

/* Every match ends with ";TRIGGER-RULE ". */
static const struct {
    const char *why, *pattern, *text, *want;
} matches[] = {
    {"a class before, the trigger, a class behind", "NOUN @ VERB", "road can walk", "0-3 ;1-0 "},
    {"the class is not there", "NOUN @ VERB", "red can walk", ""},
    {"every trigger is tried", "NOUN @", "road can house can red can", "0-2 ;1-0 2-4 ;3-0 "},
    {"a test of two classes needs both", "NOUN&COMMON @", "road can house can", "2-4 ;3-0 "},
    {"a negated class", "!NOUN @", "red can road can", "0-2 ;1-0 "},
    {"a class without another", "NOUN&!COMMON @", "road can house can", "0-2 ;1-0 "},
    {"a negated class needs a word", "!NOUN @", "can", ""},
    {"a word named literally", "\"house\" @", "road can house can", "2-4 ;3-0 "},
    {"however it is written", "\"house\" @", "HOUSE can", "0-2 ;1-0 "},
    {"any word", ". @", "and can", "0-2 ;1-0 "},
    {"begin", "^ NOUN @", "road can house can", "0-2 ;1-0 "},
    {"end", "@ NOUN $", "can road can house", "2-4 ;2-0 "},
    {"alternatives", "(NOUN | ADJ COMMA) @", "red , can", "0-3 ;2-0 "},
    {"none of the alternatives", "(NOUN | ADJ COMMA) @", "red can", ""},
    {"alternatives outside of a group, on one side", "(?:NOUN|ADJ)+ @", "red road can", "0-3 ;2-0 "},
    {"a part may be missing", "ADJ? NOUN @", "road can", "0-2 ;1-0 "},
    {"as many as there are", "@ ADJ*", "can red red red road", "0-4 ;0-0 "},
    {"as few as possible", "@ ADJ*?", "can red red", "0-1 ;0-0 "},
    {"at least two", "@ ADJ{2,3}", "can red road", ""},
    {"two to three", "@ ADJ{2,3}", "can red red red red", "0-4 ;0-0 "},
    {"what is never given back", "@ ADJ*+ ADJ", "can red red", ""},
    {"look ahead", "@ (?= NOUN)", "can road can red", "0-1 ;0-0 "},
    {"must not follow", "@ (?! NOUN) .", "can road can red", "2-4 ;2-0 "},
    {"look behind", "(?<= ADJ) NOUN @", "red road can", "1-3 ;2-0 "},
    {"must not stand before", "(?<! ADJ) NOUN @", "red road can", ""},
    {"groups on both sides", "(?<source> NOUN) @ (?<content> VERB .*)", "road can walk red", "0-4 source=0-1 content=2-4 ;1-0 "},
    {"a group over the trigger is joined", "(?<cue> NOUN @ VERB) ADJ", "road can walk red", "0-4 cue=0-3 ;1-0 "},
    {"a group of the trigger alone", "NOUN (?<cue> @)", "road can", "0-2 cue=1-2 ;1-0 "},
    {"a group that takes no part", "(?<source> NOUN)? @ (?<content> VERB)", "can walk", "0-2 content=1-2 ;0-0 "},
    {"a definition", "THING @", "red road can", "0-3 ;2-0 "},
    {"a definition, repeated", "@ THING{2}", "can red road house", "0-4 ;0-0 "},
    {"a definition of definitions", "THINGS @", "red road and house can", "0-5 ;4-0 "},
    {"the trigger may stand twice as a word", "NOUN MODAL @", "road can can", "0-3 ;2-0 "},
};

static void test_matches(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(matches); i++) {
        char rules[1024];
        (void)snprintf(rules, sizeof rules,
                       "rules quotes\ndefine THING = ADJ? NOUN\ndefine THINGS = THING (AND THING)*\n"
                       "rule r on MODAL\n  pattern %s\n  yes a\n  no b\n",
                       matches[i].pattern);
        const struct file file[] = {{"w.tsv", WORDS}, {"t.rules", rules}};
        struct asc_knowledge *known = open_files(matches[i].why, file, COUNT(file));
        struct asc_matcher *matcher = asc_matcher_new(known);
        uint32_t set[64], count = sets_of(known, matches[i].text, set, 64);
        struct found found = {"", 0};
        assert_non_null(matcher);
        assert_true(asc_matcher_run(matcher, ASC_RULES_QUOTES, set, count, note_match, &found));
        if (strcmp(found.text, matches[i].want) != 0) {
            fail_msg("%s: wanted \"%s\", got \"%s\"", matches[i].why, matches[i].want, found.text);
        }
        asc_matcher_free(matcher);
        asc_knowledge_close(known);
    }
}

/* --- what is said of wrong rules ------------------------------------------------------------------------------------ */

#define BODY(PATTERN) "rules quotes\nrule r on MODAL\n  pattern " PATTERN "\n  yes a\n  no b\n"

static const struct {
    const char *why, *text, *message;
    unsigned problems;
} errors[] = {
    {"an unknown class", BODY("NOUN @ NUON"), "t.rules:3:18: \"NUON\" is no word class and no definition", 1},
    {"in the second line of a pattern", BODY("NOUN @\n    NUON"), "t.rules:4:5: \"NUON\" is no part of a rule", 1},
    {"behind a |", BODY("(NOUN\n  | NUON) @"), "t.rules:4:", 1},
    {"an unknown class in the test of the trigger", "rules quotes\nrule r on MODEL\n  pattern @\n  yes a\n  no b\n",
     "\"MODEL\" is no word class and no definition", 1},
    {"a missing )", BODY("(NOUN @"), "a `)` is missing", 1},
    {"a ) too much", BODY("NOUN) @"), "t.rules:3:15: \")\" is not expected here", 1},
    {"no trigger", BODY("NOUN"), "the pattern has no `@`, the place of the trigger", 1},
    {"the trigger in a repetition", BODY("(NOUN @)+"), "the trigger `@` cannot stand in a repetition, a look-around or one of several alternatives",
     1},
    {"the trigger that may be missing", BODY("NOUN @?"), "the trigger `@` cannot stand in a repetition", 1},
    {"the trigger in an alternative", BODY("(NOUN @ | VERB)"), "the trigger `@` cannot stand in a repetition", 1},
    {"the trigger in a look-around", BODY("NOUN (?= @)"), "the trigger `@` cannot stand in a repetition", 1},
    {"no sentence", "rules quotes\nrule r on MODAL\n  pattern @\n  no b\n", "t.rules:2:", 1},
    {"no near miss", "rules quotes\nrule r on MODAL\n  pattern @\n  yes a\n", "rule r needs a sentence on which it fires (`yes ...`) and a near miss",
     1},
    {"no pattern", "rules quotes\nrule r on MODAL\n  yes a\n  no b\n", "t.rules:2:1: rule r has no pattern: add a line `pattern ...`", 2},
    {"no heading", "rule r on MODAL\n  pattern @\n  yes a\n  no b\n", "t.rules:1:6: before r, say what the rules are for", 1},
    {"an unknown kind", "rules quots\nrule r on MODAL\n  pattern @\n  yes a\n  no b\n", "t.rules:1:7: \"quots\" is none of names, quotes, resolve",
     2},
    {"no `on`", "rules quotes\nrule r at MODAL\n  pattern @\n  yes a\n  no b\n", "t.rules:2:8: expected `on` and a test, found \"at\"", 1},
    {"an unknown line", BODY("@\n  patern x"), "t.rules:4:3: \"patern\" is no part of a rule: expected pattern, needs, type, form, yes or no", 1},
    {"a line outside a rule", "rules quotes\nyes a\n", "t.rules:2:1: \"yes\" stands outside a rule", 1},
    {"an unknown type", "rules names\nrule r on MODAL\n  type PERSN\n  pattern @\n  yes a\n  no b\n", "t.rules:3:8: \"PERSN\" is no type", 1},
    {"two words in one literal", BODY("\"in the\" @"), "\"in the\" is not one word", 1},
    {"a literal is not negated", BODY("!\"as\" @"), "a word stands between two quotation marks and cannot be negated", 1},
    {"a literal without an end", BODY("\"as @"), "a word stands between two quotation marks", 1},
    {"a definition of itself", "rules quotes\ndefine LOOP = NOUN LOOP\nrule r on MODAL\n  pattern LOOP @\n  yes a\n  no b\n",
     "definitions nest too deep at \"LOOP\": does one use itself?", 1},
    {"an error in a definition is told where it stands",
     "rules quotes\ndefine OOPS = NOUN NUON\nrule r on MODAL\n  pattern OOPS @\n  yes a\n  no b\n",
     "t.rules:2:20: \"NUON\" is no word class and no definition", 1},
    {"a definition without =", "rules quotes\ndefine THING NOUN\nrule r on MODAL\n  pattern @\n  yes a\n  no b\n",
     "t.rules:2:14: expected `=` and a pattern", 1},
    {"a long name of a group", BODY("(?<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa> NOUN) @"), "the name of the group is too long", 1},
    {"a long repetition", BODY("NOUN{1,100000000} @"), "this repetition is too long to be meant", 1},
    {"what PCRE2 refuses", BODY("NOUN{3,2} @"), "t.rules:3:11: numbers out of order in {} quantifier", 1},
    {"more than six classes in a test", BODY("NOUN&VERB&ADJ&AND&COMMA&MODAL&COMMON @"), "\"COMMON\" is no word class and no definition", 1},
};

static void test_errors(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(errors); i++) {
        const struct file file[] = {{"w.tsv", WORDS}, {"t.rules", errors[i].text}};
        expect_problem(errors[i].why, file, COUNT(file), errors[i].message, errors[i].problems);
    }
}

/* --- against a naive matcher ---------------------------------------------------------------------------------------- */

/* Words by letters; in a pattern a letter is a test. N: no NOUN; b: NOUN&COMMON; l: the word "road". */
static const struct {
    char letter;
    const char *test, *meets;
} tests[] = {
    {'n', "NOUN", "rh"},    {'v', "VERB", "w"},        {'a', "ADJ", "d"},      {'c', "COMMA", ","},
    {'N', "!NOUN", "wd,@"}, {'b', "NOUN&COMMON", "h"}, {'l', "\"road\"", "r"}, {'.', ".", "rhwd,@"},
};
static const struct {
    char letter;
    const char *word;
} words[] = {{'r', "road"}, {'h', "house"}, {'w', "walk"}, {'d', "red"}, {',', ","}, {'@', "can"}};

static const char *const patterns[] = {
    "n@v",         "n?@a*c",      "(n|va)+@(n|v)", "^n*@.*$",    "(an?)*@",  "N@N",      "l@l",      "b+@v?v",
    "(n@v)",       "a(n(@)c)v",   "@v(?=a)",       "@(?!n).",    "(?<=n)a@", "(?<!n)a@", ".*c@c.*$", "(n|nn|a)*c?@(v(a|n)?)+$",
    "((n|a)+c)+@", "^(N*n)?N*@l", "@(a?n?)*c",     "(a|b)?l*@N+"};

/* Where we are: the frame, the place of the trigger. Positions are bits of a mask. */
struct naive {
    const char *text;
    unsigned len, trigger;
};

static uint32_t naive_choice(const struct naive *naive, const char **at, uint32_t from);

/* The places after one word that meets a test. */
static uint32_t naive_word(const struct naive *naive, char letter, uint32_t from)
{
    uint32_t to = 0;
    for (unsigned i = 0; i < naive->len; i++) {
        bool met = letter == '@' && i == naive->trigger;
        for (size_t t = 0; t < COUNT(tests) && i != naive->trigger; t++) {
            met |= tests[t].letter == letter && strchr(tests[t].meets, naive->text[i]);
        }
        to |= met && (from >> i & 1) ? UINT32_C(2) << i : 0;
    }
    return to;
}

/* The places from which, or before which, a look-around is as it must be. */
static uint32_t naive_look(const struct naive *naive, const char **at, uint32_t from)
{
    bool behind = (*at)[2] == '<', wanted = (*at)[behind ? 3 : 2] == '=';
    const char *begin = *at + (behind ? 4 : 3);
    uint32_t met = 0;
    for (unsigned i = 0; i <= naive->len; i++) {
        *at = begin;
        uint32_t ends = naive_choice(naive, at, UINT32_C(1) << i);
        met |= behind ? ends : ends ? UINT32_C(1) << i : 0;
    }
    (*at)++;
    return from & (wanted ? met : ~met);
}

static uint32_t naive_atom(const struct naive *naive, const char **at, uint32_t from)
{
    if (**at == '(' && (*at)[1] == '?') {
        return naive_look(naive, at, from);
    }
    if (**at == '(') {
        ++*at;
        uint32_t to = naive_choice(naive, at, from);
        ++*at;
        return to;
    }
    char letter = *(*at)++;
    return letter == '^' ? from & 1 : letter == '$' ? from & (UINT32_C(1) << naive->len) : naive_word(naive, letter, from);
}

/* An atom with its ?, * or +. */
static uint32_t naive_item(const struct naive *naive, const char **at, uint32_t from)
{
    const char *atom = *at;
    uint32_t once = naive_atom(naive, at, from), all = once;
    char mark = **at;
    if (mark == '?') {
        ++*at;
        return from | once;
    }
    if (mark != '*' && mark != '+') {
        return once;
    }
    ++*at;
    for (uint32_t before = 0; before != all;) {
        const char *again = atom;
        before = all;
        all |= naive_atom(naive, &again, all);
    }
    return mark == '*' ? all | from : all;
}

static uint32_t naive_choice(const struct naive *naive, const char **at, uint32_t from)
{
    uint32_t all = 0, here = from;
    for (;; here = naive_item(naive, at, here)) {
        while (**at == '|') {
            ++*at;
            all |= here;
            here = from;
        }
        if (!**at || **at == ')') {
            return all | here;
        }
    }
}

struct verdict {
    uint32_t begin[32], end[32]; /* [trigger] */
    bool found[32];
};

static void note_verdict(void *context, const struct asc_match *match)
{
    struct verdict *verdict = context;
    verdict->found[match->trigger] = true;
    verdict->begin[match->trigger] = match->whole.begin;
    verdict->end[match->trigger] = match->whole.end;
}

static void write_pattern(char *out, const char *pattern)
{
    for (const char *c = pattern; *c; c++) {
        const char *test = NULL;
        for (size_t t = 0; t < COUNT(tests); t++) {
            test = tests[t].letter == *c ? tests[t].test : test;
        }
        if (test) {
            out += sprintf(out, " %s", test);
        } else {
            *out++ = *c;
        }
    }
    *out = '\0';
}

/* At every trigger: is there a match, is it the leftmost one, and is its end one that the pattern allows? */
static void compare(const char *pattern, const char *text, const struct verdict *verdict)
{
    struct naive naive = {.text = text, .len = (unsigned)strlen(text)};
    for (naive.trigger = 0; naive.trigger < naive.len; naive.trigger++) {
        uint32_t ends = 0;
        unsigned begin = 0;
        for (unsigned i = 0; text[naive.trigger] == '@' && i <= naive.trigger && !ends; i++) {
            const char *at = pattern;
            ends = naive_choice(&naive, &at, UINT32_C(1) << i);
            begin = i;
        }
        bool found = verdict->found[naive.trigger];
        bool same = found == (ends != 0) && (!found || (verdict->begin[naive.trigger] == begin && (ends >> verdict->end[naive.trigger] & 1)));
        if (!same) {
            fail_msg("%s in %s at %u: found %d %u-%u, naively %d %u ends %x", pattern, text, naive.trigger, found, verdict->begin[naive.trigger],
                     verdict->end[naive.trigger], ends != 0, begin, ends);
        }
    }
}

static void try_pattern(const char *pattern, uint32_t *seed, unsigned *matched)
{
    char rules[2048], written[1024];
    write_pattern(written, pattern);
    (void)snprintf(rules, sizeof rules, "rules quotes\nrule r on MODAL\n  pattern %s\n  yes a\n  no b\n", written);
    const struct file file[] = {{"w.tsv", WORDS}, {"t.rules", rules}};
    struct asc_knowledge *known = open_files(pattern, file, COUNT(file));
    struct asc_matcher *matcher = asc_matcher_new(known);
    uint32_t set_of[COUNT(words)];
    assert_non_null(matcher);
    for (size_t w = 0; w < COUNT(words); w++) {
        assert_int_equal(sets_of(known, words[w].word, set_of + w, 1), 1);
    }
    for (unsigned run = 0; run < 2000; run++) {
        char text[13] = "";
        uint32_t set[12], count = 0;
        struct verdict verdict = {.begin = {0}};
        *seed = *seed * 1664525 + 1013904223;
        for (unsigned len = 1 + (*seed >> 24) % 12; count < len; count++) {
            *seed = *seed * 1664525 + 1013904223;
            unsigned w = (*seed >> 20) % (unsigned)COUNT(words);
            text[count] = words[w].letter;
            set[count] = set_of[w];
        }
        assert_true(asc_matcher_run(matcher, ASC_RULES_QUOTES, set, count, note_verdict, &verdict));
        compare(pattern, text, &verdict);
        for (uint32_t i = 0; i < count; i++) {
            *matched += verdict.found[i];
        }
    }
    asc_matcher_free(matcher);
    asc_knowledge_close(known);
}

static void test_naive(void **state)
{
    (void)state;
    uint32_t seed = 20240305;
    for (size_t i = 0; i < COUNT(patterns); i++) {
        unsigned matched = 0;
        try_pattern(patterns[i], &seed, &matched);
        if (!matched) {
            fail_msg("%s never matched", patterns[i]);
        }
    }
}

/* --- against PCRE2 ----------------------------------------------------------------------------------------------------- */

/* Everything that was found in a frame, in order. */
struct matches {
    struct asc_match match[4096];
    size_t count;
};

static void keep_match(void *context, const struct asc_match *match)
{
    struct matches *kept = context;
    if (kept->count < COUNT(kept->match)) {
        kept->match[kept->count] = *match;
    }
    kept->count++;
}

static void compare_matches(const char *why, const struct asc_knowledge *known, unsigned run, const struct matches *ours,
                            const struct matches *theirs)
{
    if (ours->count != theirs->count) {
        fail_msg("%s: frame %u: %zu matches, by PCRE2 %zu", why, run, ours->count, theirs->count);
    }
    for (size_t m = 0; m < ours->count && m < COUNT(ours->match); m++) {
        if (memcmp(ours->match + m, theirs->match + m, sizeof *ours->match) != 0) {
            fail_msg("%s: frame %u: rule %s at %u differs", why, run, asc_rule_name(known, theirs->match[m].rule), theirs->match[m].trigger);
        }
    }
}

/* Runs a kind of rules in random frames with automata and with PCRE2: they find the same, down to the groups. Returns how much. */
static size_t compare_with_reference(const char *why, const struct asc_knowledge *known, enum asc_rule_kind kind, const uint32_t *from, uint32_t sets,
                                     unsigned runs)
{
    static struct matches ours, theirs;
    struct asc_matcher *matcher = asc_matcher_new(known), *reference = asc_matcher_new(known);
    uint32_t seed = 20240306, set[320];
    size_t found = 0;
    assert_non_null(matcher);
    assert_non_null(reference);
    asc_matcher_use_reference(reference);
    for (unsigned run = 0; run < runs; run++) {
        uint32_t count = 1 + run % (run % 16 ? 24 : (unsigned)COUNT(set));
        for (uint32_t i = 0; i < count; i++) {
            seed = seed * 1664525 + 1013904223;
            set[i] = from[(seed >> 12) % sets];
        }
        ours.count = theirs.count = 0;
        bool whole = asc_matcher_run(reference, kind, set, count, keep_match, &theirs);
        assert_true(asc_matcher_run(matcher, kind, set, count, keep_match, &ours) || !whole);
        if (whole) { /* else PCRE2 gave up; an automaton need not */
            compare_matches(why, known, run, &ours, &theirs);
            found += ours.count;
        }
    }
    asc_matcher_free(matcher);
    asc_matcher_free(reference);
    return found;
}

/* Beside those above: groups, priorities, repetitions, what is looked at. The last two are left to PCRE2, in part. */
static const char *const grouped[] = {
    "(?<source> NOUN+? (ADJ | COMMA NOUN)*) @ (?<content> (VERB|NOUN)* (?<when> ADJ)?)",
    "(?<source> .{1,3}? NOUN?) COMMA? (?<cue> @ NOUN?\?) (?<content> .+?) (?= COMMA|AND|$)",
    "^ (?<content> .+) (COMMA | (?<=NOUN)) (?<cue> AND{0,2} @) (?<content2> .+) $",
    "((?<title> NOUN) | (?<role> ADJ NOUN?)){0,4} (?<cue> @) ((?<name> NOUN) COMMA?)* (?<other> ADJ|VERB)?",
    "(?<source> (NOUN|ADJ){2,6}) (!NOUN){0,12}? @ (?<content> (!COMMA){2,30}) (?= (AND|COMMA) NOUN{0,2} (VERB|ADJ))",
    "(?<source> (NOUN | NOUN ADJ | NOUN ADJ COMMA)) (ADJ? COMMA)? @ (?<content> (NOUN ADJ | NOUN) (ADJ COMMA | COMMA)?)",
    "(?<! COMMA) (?<source> NOUN{0,3}) (?!ADJ) .? @ (?<content> (?! COMMA) .*?) (?<when> NOUN VERB?){0,2} (?! ADJ)",
    "(?<source> NOUN*+ ADJ) @ (?<content> (?> NOUN | NOUN COMMA) ADJ?)",
    "(?<source> (NOUN? ADJ?)*) @ (?<content> (NOUN?)+ COMMA)",
};

static void test_reference(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(grouped); i++) {
        char rules[1024];
        (void)snprintf(rules, sizeof rules, "rules quotes\nrule r on MODAL\n  pattern %s\n  yes a\n  no b\n", grouped[i]);
        const struct file file[] = {{"w.tsv", WORDS}, {"t.rules", rules}};
        struct asc_knowledge *known = open_files(grouped[i], file, COUNT(file));
        uint32_t set[64], count = sets_of(known, "road house walk red , can and road red", set, 64);
        if (!compare_with_reference(grouped[i], known, ASC_RULES_QUOTES, set, count, 4000)) {
            fail_msg("%s never matched", grouped[i]);
        }
        asc_knowledge_close(known);
    }
}

static void test_reference_shipped(void **state)
{
    (void)state;
    struct asc_problems problems = {0};
    struct asc_knowledge *known = asc_knowledge_open_default(&problems);
    assert_non_null(known);
    uint32_t set[80], count = sets_of(known,
                                      "he said that the minister told us , the council ; and Mara Lindqvist was saying , according to his claim of a "
                                      "new road in Odvar - who left on Monday : it is closed .",
                                      set, 48);
    set[count++] = known->set_quote;
    for (size_t type = 0; type < COUNT(known->set_name); type++) {
        set[count++] = known->set_name[type];
    }
    const struct asc_cue_use *use = ASC_SECTION_OF(&known->image[0], CUE_USES, asc_cue_use);
    for (size_t i = 0; i < 8; i++) {
        set[count++] = use[i * (known->image[0].count[ASC_SECTION_CUE_USES] / 8)].set;
    }
    assert_true(compare_with_reference("rules for quotes", known, ASC_RULES_QUOTES, set, count, 3000) > 1000);
    count =
        sets_of(known, "Gen. Mara Lindqvist, spokesman for the Ministry of Roads and River Bank Ltd. (UN) said Typhoon Odvar, 47th Brigade", set, 64);
    assert_true(compare_with_reference("rules for names", known, ASC_RULES_NAMES, set, count, 3000) > 1000);
    asc_knowledge_close(known);
    asc_problems_release(&problems);
}

int main(void)
{
    const struct CMUnitTest list[] = {cmocka_unit_test(test_matches), cmocka_unit_test(test_errors), cmocka_unit_test(test_naive),
                                      cmocka_unit_test(test_reference), cmocka_unit_test(test_reference_shipped)};
    return cmocka_run_group_tests(list, NULL, NULL);
}
