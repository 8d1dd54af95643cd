/* rules check: do the files compile, and does every rule do on its two sentences what it promises? */
#include <stdlib.h>
#include <string.h>

#include "evidence/evidence.h"
#include "knowledge/matcher.h"
#include "run/commands.h"
#include "run/single.h"

enum { SENTENCE_MEMORY = 64 << 20, FRAME = 1024 };

/* The rule whose sentence is being read, and whether it has proposed anything. */
struct trial {
    const struct asc_knowledge *known;
    const struct asc_rule *rule;
    const char *name;
    bool proposed;
};

/* What a check of all rules counts. */
struct check {
    const struct asc_knowledge *known;
    struct asc_document doc;
    struct asc_problems problems;
    struct trial trial;
};

/* A rule for quotes proposes what it is named for in the trace. */
static void note_candidate(void *context, const struct asc_document *doc, const struct asc_trace_record *record, const struct asc_evidence *evidence)
{
    (void)doc;
    (void)evidence;
    struct trial *trial = context;
    trial->proposed |= strcmp(record->what, trial->name) == 0;
}

/* Of several rules that propose the same name the trace tells the first only: the matcher tells all. */
static void note_match(void *context, const struct asc_match *match)
{
    struct trial *trial = context;
    struct asc_span name = match->group[ASC_GROUP_NAME];
    trial->proposed |= asc_rule(trial->known, match->rule) == trial->rule && name.end > name.begin;
}

static void match_names(struct check *check)
{
    const struct asc_document *doc = &check->doc;
    uint32_t set[FRAME];
    for (uint32_t s = 0; s < doc->sentences; s++) {
        uint32_t count = 0;
        for (uint32_t t = doc->sentence[s].token; t < doc->sentence[s].token_end && count < FRAME; t++) {
            set[count++] = doc->token[t].set;
        }
        (void)asc_matcher_run(doc->matcher, ASC_RULES_NAMES, set, count, note_match, &check->trial);
    }
}

/* Reads one sentence of the rule as a document, " | " in it as a line break. False: no memory. */
static bool try_sentence(struct check *check, const char *sentence)
{
    check->trial.proposed = false;
    char *text = strdup(sentence);
    for (char *bar = text ? strstr(text, " | ") : NULL; bar; bar = strstr(bar, " | ")) {
        memcpy(bar, "\n\n\n", 3);
    }
    bool read = text && asc_single_run(check->known, &check->doc, text, strlen(text), ASC_STAGE_RESOLVE) == ASC_OK;
    free(text);
    if (!read || check->doc.fate >= ASC_FATE_TOO_LARGE) {
        asc_complain("out of memory");
        return false;
    }
    if (check->trial.rule->kind == ASC_RULES_NAMES) {
        match_names(check);
    }
    return true;
}

static bool check_rule(struct check *check, const struct asc_rule *rule)
{
    const struct asc_image *image = &check->known->image[0];
    const char *file = asc_image_string(image, rule->file), *yes = asc_image_string(image, rule->yes), *no = asc_image_string(image, rule->no);
    check->trial = (struct trial){check->known, rule, asc_image_string(image, rule->name), false};
    if (!try_sentence(check, yes)) {
        return false;
    }
    if (!check->trial.proposed) {
        asc_problem(&check->problems, file, rule->line, 0, "rule %s proposes nothing on its own sentence \"%s\": change the pattern or the sentence",
                    check->trial.name, yes);
    }
    if (!try_sentence(check, no)) {
        return false;
    }
    if (check->trial.proposed) {
        asc_problem(&check->problems, file, rule->line, 0, "rule %s fires on its near miss \"%s\": make the pattern stricter or change the sentence",
                    check->trial.name, no);
    }
    return true;
}

static int check_all(const struct asc_knowledge *known)
{
    struct check check = {.known = known};
    struct asc_trace trace = {note_candidate, &check.trial};
    asc_document_init(&check.doc, SENTENCE_MEMORY);
    check.doc.matcher = asc_matcher_new(known);
    check.doc.trace = &trace;
    bool whole = check.doc.matcher != NULL;
    if (!whole) {
        asc_complain("out of memory");
    }
    for (uint32_t i = 0; whole && i < asc_rules(known); i++) {
        whole = check_rule(&check, asc_rule(known, i));
    }
    asc_complain_of(&check.problems);
    if (whole) {
        asc_complain("%u rules tried on their sentences, %u problems", asc_rules(known), check.problems.count);
    }
    int code = !whole ? ASC_EXIT_MEMORY : check.problems.count ? ASC_EXIT_DATA : ASC_EXIT_OK;
    asc_problems_release(&check.problems);
    asc_matcher_free(check.doc.matcher);
    asc_document_release(&check.doc);
    return code;
}

int asc_run_rules(const struct asc_options *options)
{
    if (!options->operands || strcmp(options->operand[0], "check") != 0) {
        return asc_misused("rules: write `ascribe rules check FILE...`");
    }
    /* The files join the default rules as --rules would make them. */
    struct asc_options joined = *options;
    for (size_t i = 1; i < options->operands; i++) {
        if (joined.rule_files == ASC_LIST) {
            return asc_misused("rules check: that are too many files: give their folder");
        }
        joined.rules[joined.rule_files++] = options->operand[i];
    }
    struct asc_opened opened;
    int code = asc_opened_open(&opened, &joined);
    if (code == ASC_EXIT_OK) {
        code = check_all(opened.known);
        asc_opened_close(&opened);
    }
    return code;
}
