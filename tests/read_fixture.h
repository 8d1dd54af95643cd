/* Texts through the stages, over the knowledge of the command: a row is why, the text, and what must come out of it in one line.
 *
 * `known_defects` are rows whose answer is wanted and not given yet. They are printed; one that passes must be moved to the
 * others. */
#ifndef ASC_TESTS_READ_FIXTURE_H
#define ASC_TESTS_READ_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "knowledge/knowledge.h"
#include "knowledge/matcher.h"
#include "knowledge/problems.h"
#include "run/single.h"
#include "write/buffer.h"

#define COUNT(ROWS) (sizeof(ROWS) / sizeof *(ROWS))

struct row {
    const char *why, *text, *want;
};

typedef void render(const struct asc_document *doc, struct asc_buffer *out);

static struct asc_knowledge *known;
static struct asc_document document;

static inline int open_document(void **state)
{
    (void)state;
    struct asc_problems problems = {0};
    known = asc_knowledge_open_default(&problems);
    asc_document_init(&document, (size_t)256 << 20);
    document.matcher = known ? asc_matcher_new(known) : NULL;
    if (!document.matcher) {
        (void)fprintf(stderr, "%s", problems.text ? problems.text : "no memory\n");
    }
    asc_problems_release(&problems);
    return document.matcher ? 0 : -1;
}

static inline int close_document(void **state)
{
    (void)state;
    asc_matcher_free(document.matcher);
    asc_document_release(&document);
    asc_knowledge_close(known);
    return 0;
}

/* Words of the text with each run of white space as one space. */
static inline void put_words(struct asc_buffer *out, const struct asc_document *doc, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++) {
        bool space = strchr(" \t\r\n", doc->text[i]) != NULL;
        if (!space) {
            asc_put_byte(out, doc->text[i]);
        } else if (i == begin || !strchr(" \t\r\n", doc->text[i - 1])) {
            asc_put_byte(out, ' ');
        }
    }
}

/* Between two things of one line. */
static inline void put_bar(struct asc_buffer *out)
{
    if (out->len) {
        asc_put_text(out, " | ");
    }
}

/* Does the text of the row come out as wanted? `got` is what comes out, to be released. */
static inline bool row_holds(const struct row *row, render *put, enum asc_stage until, struct asc_buffer *got)
{
    *got = (struct asc_buffer){0};
    assert_int_equal(asc_single_run(known, &document, row->text, strlen(row->text), until), ASC_OK);
    assert_true(document.fate == ASC_FATE_OK || document.fate == ASC_FATE_EMPTY);
    put(&document, got);
    asc_put_byte(got, '\0');
    assert_false(got->failed);
    return strcmp(got->bytes, row->want) == 0;
}

/* Every row must hold; all that do not are told. */
static inline void expect_rows(const struct row *rows, size_t count, render *put, enum asc_stage until)
{
    unsigned wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct asc_buffer got;
        if (!row_holds(&rows[i], put, until, &got)) {
            (void)fprintf(stderr, "%s\n    text  %s\n    want  %s\n    got   %s\n", rows[i].why, rows[i].text, rows[i].want, got.bytes);
            wrong++;
        }
        asc_buffer_release(&got);
    }
    assert_int_equal(wrong, 0);
}

/* No row may hold yet; one without words ends them. */
static inline void expect_defects(const struct row *rows, render *put, enum asc_stage until)
{
    unsigned mended = 0;
    for (size_t i = 0; rows[i].why; i++) {
        struct asc_buffer got;
        if (row_holds(&rows[i], put, until, &got)) {
            (void)fprintf(stderr, "mended, move it to the rows that must hold: %s\n", rows[i].why);
            mended++;
        } else {
            (void)fprintf(stderr, "known defect: %s\n    text  %s\n    want  %s\n    got   %s\n", rows[i].why, rows[i].text, rows[i].want, got.bytes);
        }
        asc_buffer_release(&got);
    }
    assert_int_equal(mended, 0);
}

#endif
