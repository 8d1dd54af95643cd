/* Parts of the command: how near a word is to a command, and how often an id was seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "run/options.h"
#include "run/seen.h"

static void distances(void **state)
{
    static const struct {
        const char *why, *left, *right;
        unsigned want;
    } rows[] = {
        {"the same", "quotes", "quotes", 0},
        {"two letters swapped", "qoutes", "quotes", 1},
        {"a letter less", "quote", "quotes", 1},
        {"a letter more", "quotess", "quotes", 1},
        {"another letter", "quates", "quotes", 1},
        {"two of them", "qoute", "quotes", 2},
        {"more than two is far", "entity", "entities", 3},
        {"nothing in common", "abc", "quotes", 3},
        {"empty", "", "ab", 2},
        {"longer than any word", "entitiesentitiesentitiesentitiesentities", "entities", 3},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (asc_edit_distance(rows[i].left, rows[i].right) != rows[i].want || asc_edit_distance(rows[i].right, rows[i].left) != rows[i].want) {
            fail_msg("%s: %s, %s", rows[i].why, rows[i].left, rows[i].right);
        }
    }
}

static void ids_are_counted(void **state)
{
    (void)state;
    struct asc_seen seen = {0};
    char id[32];
    for (uint32_t round = 1; round <= 3; round++) {
        for (unsigned i = 0; i < 5000; i++) {
            (void)snprintf(id, sizeof id, "doc-%u", i);
            assert_int_equal(asc_seen_again(&seen, id), round);
        }
    }
    assert_int_equal(asc_seen_again(&seen, "doc-"), 1);
    asc_seen_release(&seen);
    assert_int_equal(asc_seen_again(&seen, "doc-1"), 1);
    asc_seen_release(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(distances), cmocka_unit_test(ids_are_counted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
