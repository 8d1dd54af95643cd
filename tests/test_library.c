/* The public interface, as a program of somebody else uses it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ascribe.h"

static const char article[] = "Mara Lindqvist, the mayor, said the road was closed. \xE2\x80\x9CIt is safe,\xE2\x80\x9D she said in Paris.\n";

struct fixture {
    struct ascribe_knowledge *known;
    struct ascribe_annotator *annotator;
};

static int open_all(void **state)
{
    static struct fixture fixture;
    fixture.known = ascribe_knowledge_default(NULL);
    fixture.annotator = fixture.known ? ascribe_annotator_new(fixture.known, 0) : NULL;
    *state = &fixture;
    return fixture.annotator ? 0 : -1;
}

static int close_all(void **state)
{
    struct fixture *fixture = *state;
    ascribe_annotator_free(fixture->annotator);
    ascribe_knowledge_close(fixture->known);
    return 0;
}

static bool reads(const struct ascribe_annotator *annotator, struct ascribe_span span, const char *words)
{
    return span.end - span.begin == strlen(words) && memcmp(ascribe_text(annotator, NULL) + span.begin, words, strlen(words)) == 0;
}

static void finds_who_said_what(void **state)
{
    const struct fixture *fixture = *state;
    struct ascribe_quote quote;
    struct ascribe_entity speaker;
    assert_int_equal(ascribe_annotate(fixture->annotator, article, sizeof article - 1), ASCRIBE_OK);
    assert_string_equal(ascribe_status(fixture->annotator), "ok");
    assert_true(ascribe_quote_get(fixture->annotator, 1, &quote));
    assert_false(ascribe_quote_get(fixture->annotator, 2, &quote));
    assert_string_equal(quote.kind, "direct");
    assert_string_equal(quote.act, "statement");
    assert_string_equal(quote.resolution, "pronoun");
    assert_int_equal(quote.pieces, 1);
    assert_true(reads(fixture->annotator, quote.piece[0], "It is safe,"));
    assert_true(reads(fixture->annotator, quote.cue, "said"));
    assert_true(reads(fixture->annotator, quote.source, "she"));
    assert_int_equal(quote.parent, ASCRIBE_NONE);
    assert_true(ascribe_entity_get(fixture->annotator, quote.speaker, &speaker));
    assert_string_equal(speaker.type, "PERSON");
    assert_int_equal(speaker.name.len, strlen("Mara Lindqvist"));
    assert_memory_equal(speaker.name.text, "Mara Lindqvist", speaker.name.len);
    assert_memory_equal(speaker.role.text, "mayor", speaker.role.len);
}

static void mentions_lead_to_their_entities(void **state)
{
    const struct fixture *fixture = *state;
    struct ascribe_mention mention;
    struct ascribe_entity entity;
    size_t count = 0;
    bool paris = false;
    assert_int_equal(ascribe_annotate(fixture->annotator, article, sizeof article - 1), ASCRIBE_OK);
    for (; ascribe_mention_get(fixture->annotator, count, &mention); count++) {
        assert_true(mention.entity == ASCRIBE_NONE || ascribe_entity_get(fixture->annotator, mention.entity, &entity));
        assert_true(mention.confidence <= 100);
        if (reads(fixture->annotator, mention.span, "Paris")) {
            paris = true;
            assert_string_equal(mention.type, "PLACE");
            assert_string_equal(mention.level, "name");
            assert_string_equal(entity.id, "place/paris");
        }
    }
    assert_true(paris);
    assert_true(count >= 3);
}

static void offsets_become_code_points(void **state)
{
    const struct fixture *fixture = *state;
    assert_int_equal(ascribe_annotate(fixture->annotator, article, sizeof article - 1), ASCRIBE_OK);
    assert_int_equal(ascribe_characters(fixture->annotator, 53), 53);
    assert_int_equal(ascribe_characters(fixture->annotator, 56), 54);
    assert_int_equal(ascribe_characters(fixture->annotator, UINT32_MAX), sizeof article - 1 - 4);
}

static void damaged_text_is_repaired(void **state)
{
    const struct fixture *fixture = *state;
    size_t len = 0;
    assert_int_equal(ascribe_annotate(fixture->annotator, "a\xFF\0b", 4), ASCRIBE_OK);
    assert_string_equal(ascribe_status(fixture->annotator), "repaired");
    assert_string_equal(ascribe_text(fixture->annotator, &len), "a\xEF\xBF\xBD\xEF\xBF\xBD"
                                                                "b");
    assert_int_equal(len, 8);
    assert_int_equal(ascribe_annotate(fixture->annotator, "", 0), ASCRIBE_OK);
    assert_string_equal(ascribe_status(fixture->annotator), "empty");
    assert_string_equal(ascribe_text(fixture->annotator, NULL), "");
}

/* The limit is one for a text of some words, not for one of a megabyte; afterwards the annotator goes on. */
static void memory_is_limited(void **state)
{
    const struct fixture *fixture = *state;
    struct ascribe_annotator *small = ascribe_annotator_new(fixture->known, 1 << 20);
    struct ascribe_mention mention;
    static char text[1 << 20];
    assert_non_null(small);
    memset(text, 'x', sizeof text);
    for (size_t i = 3; i < sizeof text; i += 4) {
        text[i] = ' ';
    }
    assert_int_equal(ascribe_annotate(small, text, sizeof text), ASCRIBE_NO_MEMORY);
    assert_string_equal(ascribe_text(small, NULL), "");
    assert_int_equal(ascribe_characters(small, 7), 0);
    assert_false(ascribe_mention_get(small, 0, &mention));
    assert_int_equal(ascribe_annotate(small, "The mayor of Paris.", 19), ASCRIBE_OK);
    assert_true(ascribe_mention_get(small, 0, &mention));
    ascribe_annotator_free(small);
}

static void a_path_that_is_no_knowledge_is_told(void **state)
{
    (void)state;
    struct ascribe_error error = {""};
    assert_null(ascribe_knowledge_open("/no/such/file", &error));
    assert_non_null(strstr(error.text, "/no/such/file: cannot be read"));
    assert_null(ascribe_knowledge_open("/dev/null", NULL));
}

static void names_of_the_user_are_found(void **state)
{
    (void)state;
    char path[] = "/tmp/ascribe-names-XXXXXX";
    int file = mkstemp(path);
    static const char names[] = "id\ttype\tname\nmine/ulverac\tORGANIZATION\tUlverac\n", wrong[] = "id\ttype\tname\nmine/ulverac\tORGAN\tUlverac\n";
    struct ascribe_error error = {""};
    struct ascribe_knowledge *known = ascribe_knowledge_default(NULL);
    assert_true(file >= 0 && known);
    assert_int_equal(pwrite(file, wrong, sizeof wrong - 1, 0), sizeof wrong - 1);
    assert_false(ascribe_knowledge_add_names(known, path, &error));
    assert_non_null(strstr(error.text, ":2:"));
    assert_int_equal(ftruncate(file, 0), 0);
    assert_int_equal(pwrite(file, names, sizeof names - 1, 0), sizeof names - 1);
    assert_true(ascribe_knowledge_add_names(known, path, &error));
    struct ascribe_annotator *annotator = ascribe_annotator_new(known, 0);
    struct ascribe_entity entity = {.id = ""};
    assert_non_null(annotator);
    assert_int_equal(ascribe_annotate(annotator, "Ulverac sued the city. Lawyers for Ulverac won.", 47), ASCRIBE_OK);
    bool ours = false;
    for (size_t i = 0; ascribe_entity_get(annotator, i, &entity); i++) {
        ours |= strcmp(entity.id, "mine/ulverac") == 0;
    }
    assert_true(ours);
    ascribe_annotator_free(annotator);
    ascribe_knowledge_close(known);
    (void)close(file);
    (void)unlink(path);
}

static void null_is_welcome(void **state)
{
    (void)state;
    ascribe_annotator_free(NULL);
    ascribe_knowledge_close(NULL);
    assert_true(strlen(ascribe_version()) >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_who_said_what),         cmocka_unit_test(mentions_lead_to_their_entities),
        cmocka_unit_test(offsets_become_code_points),  cmocka_unit_test(damaged_text_is_repaired),
        cmocka_unit_test(memory_is_limited),           cmocka_unit_test(a_path_that_is_no_knowledge_is_told),
        cmocka_unit_test(names_of_the_user_are_found), cmocka_unit_test(null_is_welcome),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
