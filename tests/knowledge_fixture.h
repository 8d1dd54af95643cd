/* Knowledge built from texts in the test itself. */
#ifndef ASC_TESTS_KNOWLEDGE_FIXTURE_H
#define ASC_TESTS_KNOWLEDGE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "knowledge/build.h"
#include "knowledge/knowledge.h"

#define COUNT(ROWS) (sizeof(ROWS) / sizeof *(ROWS))

/* A text as if it stood in a file of that path. */
struct file {
    const char *path, *text;
};

struct built {
    void *bytes;
    size_t size;
    struct asc_problems problems;
};

/* Builds some files; bytes is NULL when there were problems. */
static inline struct built build(const struct file *file, size_t files)
{
    struct built built = {0};
    struct asc_builder builder;
    asc_builder_init(&builder, &built.problems);
    for (size_t i = 0; i < files; i++) {
        asc_build_text(&builder, file[i].path, file[i].text, strlen(file[i].text));
    }
    if (!asc_build_finish(&builder, &built.bytes, &built.size)) {
        built.bytes = NULL;
    }
    asc_builder_release(&builder);
    return built;
}

/* Builds and opens files that must be right. */
static inline struct asc_knowledge *open_files(const char *why, const struct file *file, size_t files)
{
    struct built built = build(file, files);
    if (!built.bytes) {
        fail_msg("%s: %s", why, built.problems.text ? built.problems.text : "no image and no problem");
    }
    struct asc_knowledge *known = asc_knowledge_open_owned(built.bytes, built.size, &built.problems);
    assert_non_null(known);
    asc_problems_release(&built.problems);
    return known;
}

/* Cuts a text as the segmenter would; returns the number of tokens. */
static inline uint32_t cut_text(const struct asc_knowledge *known, const char *text, struct asc_token *token, uint32_t room)
{
    struct asc_tokenizer tokenizer = {.text = text, .end = (uint32_t)strlen(text), .clitics = &known->clitics};
    uint32_t count = 0;
    while (count < room && asc_tokenizer_next(&tokenizer, token + count)) {
        count++;
    }
    return count;
}

/* The message of files that must be wrong; checks that it is told, and how many are. */
static inline void expect_problem(const char *why, const struct file *file, size_t files, const char *message, unsigned problems)
{
    struct built built = build(file, files);
    if (built.bytes || !built.problems.text) {
        fail_msg("%s: nothing was said", why);
    }
    if (!strstr(built.problems.text, message) || built.problems.count != problems) {
        fail_msg("%s: wanted %u with\n%s\ngot\n%s", why, problems, message, built.problems.text);
    }
    asc_problems_release(&built.problems);
}

#endif
