/* Fuzz target: any bytes as a file of rules, beside some words.
 *
 * Whatever comes is either refused with a problem or becomes an image that opens and whose rules can be run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "knowledge/build.h"
#include "knowledge/matcher.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char words[] = "class\twords\nNOUN\troad|house\nVERB\twalk\nADJ\tred\nCOMMA\t,\nMODAL\tcan\nADV\t-ly\n";
static const char text[] = "the red road can walk, the house can walk quickly";

static void require(bool holds, const char *what)
{
    if (!holds) {
        (void)fprintf(stderr, "does not hold: %s\n", what);
        abort();
    }
}

/* The frame in which rules are tried: its length. */
static uint32_t count_of_frame;

static void check_match(void *context, const struct asc_match *match)
{
    const struct asc_knowledge *known = context;
    require(asc_rule(known, match->rule) != NULL, "the rule of a match");
    require(match->trigger < count_of_frame, "the trigger of a match");
    require(match->whole.begin <= match->trigger && match->trigger < match->whole.end && match->whole.end <= count_of_frame, "a match");
    for (unsigned g = 0; g < ASC_GROUPS; g++) {
        require(match->group[g].begin <= match->group[g].end && match->group[g].end <= count_of_frame, "a group");
    }
}

static void run_rules(struct asc_knowledge *known)
{
    struct asc_tokenizer tokenizer = {.text = text, .end = sizeof text - 1, .clitics = &known->clitics};
    struct asc_token token;
    uint32_t set[32], flags = 0, count = 0;
    while (count < 32 && asc_tokenizer_next(&tokenizer, &token)) {
        set[count++] = asc_token_set(known, text, &token, &flags);
    }
    count_of_frame = count;
    struct asc_matcher *matcher = asc_matcher_new(known);
    for (unsigned kind = 0; matcher && kind < ASC_RULE_KINDS; kind++) {
        (void)asc_matcher_run(matcher, kind, set, count, check_match, known);
    }
    asc_matcher_free(matcher);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct asc_problems problems = {0};
    struct asc_builder builder;
    void *image = NULL;
    size_t bytes = 0;
    asc_builder_init(&builder, &problems);
    asc_build_text(&builder, "words.tsv", words, sizeof words - 1);
    asc_build_text(&builder, "fuzz.rules", (const char *)data, size);
    bool built = asc_build_finish(&builder, &image, &bytes);
    asc_builder_release(&builder);
    require(built == !problems.count, "an image is made just when there is no problem");
    if (built) {
        struct asc_knowledge *known = asc_knowledge_open_owned(image, bytes, &problems);
        require(known != NULL, "what is built can be opened");
        run_rules(known);
        asc_knowledge_close(known);
    }
    asc_problems_release(&problems);
    return 0;
}
