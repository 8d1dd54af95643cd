/* read: decoding, JSON lines. Framing is in test_frame.c, layers are in test_layers_read.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "knowledge/build.h"
#include "read/read.h"

#define COUNT(ROWS) (sizeof(ROWS) / sizeof *(ROWS))
#define BYTES(LITERAL) LITERAL, sizeof(LITERAL) - 1
#define FFFD "\xEF\xBF\xBD"

static const struct asc_read_options defaults = {
    .id_field = "id",
    .text_field = "text",
    .title_field = "title",
    .date_field = "date",
    .url_field = "url",
    .max_document = 1 << 20,
};

/* Knowledge without any: reading needs none. */
static struct asc_knowledge *known;
static void *image;

static int open_knowledge(void **state)
{
    (void)state;
    struct asc_problems problems = {0};
    struct asc_builder builder;
    size_t size = 0;
    asc_builder_init(&builder, &problems);
    bool built = asc_build_finish(&builder, &image, &size);
    asc_builder_release(&builder);
    known = built ? asc_knowledge_open(image, size, &problems) : NULL;
    asc_problems_release(&problems);
    return known ? 0 : -1;
}

static int close_knowledge(void **state)
{
    (void)state;
    asc_knowledge_close(known);
    free(image);
    return 0;
}

/* Runs the stage over bytes that are said to come from a.txt, or from line 7 of a.jsonl. */
static void read_bytes(const struct asc_read_options *options, const char *bytes, size_t len, bool line, struct asc_document *doc)
{
    char *copy = malloc(len + 1); /* exactly as long, so that a sanitizer sees what reads beyond */
    assert_non_null(copy);
    memcpy(copy, bytes, len);
    char *exact = realloc(copy, len ? len : 1);
    struct asc_frame frame = {
        .bytes = exact, .len = len, .path = line ? "a.jsonl" : "a.txt", .line = line ? 7 : 0, .input = line ? ASC_INPUT_JSONL : ASC_INPUT_TEXT};
    asc_document_init(doc, 64 << 20);
    assert_int_equal(asc_read_run(known, options, &frame, doc), ASC_OK);
    free(exact);
}

/* --- decoding ------------------------------------------------------------------------------------------------------ */

static void test_decoding(void **state)
{
    static const struct {
        const char *why, *bytes;
        size_t len;
        const char *want;
        size_t want_len;
        enum asc_fate fate;
        unsigned repaired;
        bool ascii;
    } rows[] = {
        {"plain ASCII", BYTES("He said so.\n"), BYTES("He said so.\n"), ASC_FATE_OK, 0, true},
        {"a byte-order mark is dropped", BYTES("\xEF\xBB\xBFHi"), BYTES("Hi"), ASC_FATE_OK, 0, true},
        {"only the first mark is one", BYTES("\xEF\xBB\xBF\xEF\xBB\xBFHi"), BYTES("\xEF\xBB\xBFHi"), ASC_FATE_OK, 0, false},
        {"CR is kept", BYTES("a\r\nb\r"), BYTES("a\r\nb\r"), ASC_FATE_OK, 0, true},
        {"NUL becomes U+FFFD", BYTES("a\0b\0"), BYTES("a" FFFD "b" FFFD), ASC_FATE_REPAIRED, 2, false},
        {"valid UTF-8 of two, three and four bytes", BYTES("caf\xC3\xA9 \xE2\x80\x9C\xF0\x9F\x98\x80"),
         BYTES("caf\xC3\xA9 \xE2\x80\x9C\xF0\x9F\x98\x80"), ASC_FATE_OK, 0, false},
        {"Latin-1: each byte its own", BYTES("caf\xE9 ol\xE9"), BYTES("caf" FFFD " ol" FFFD), ASC_FATE_REPAIRED, 2, false},
        {"a sequence cut by the end: each byte", BYTES("x\xE2\x80"), BYTES("x" FFFD FFFD), ASC_FATE_REPAIRED, 2, false},
        {"a sequence cut by a letter", BYTES("x\xE2\x80y"), BYTES("x" FFFD FFFD "y"), ASC_FATE_REPAIRED, 2, false},
        {"overlong slash", BYTES("\xC0\xAF!"), BYTES(FFFD FFFD "!"), ASC_FATE_REPAIRED, 2, false},
        {"overlong in three bytes", BYTES("\xE0\x9F\xBF!"), BYTES(FFFD FFFD FFFD "!"), ASC_FATE_REPAIRED, 3, false},
        {"a surrogate in UTF-8", BYTES("\xED\xA0\x80!"), BYTES(FFFD FFFD FFFD "!"), ASC_FATE_REPAIRED, 3, false},
        {"beyond U+10FFFF", BYTES("\xF4\x90\x80\x80!"), BYTES(FFFD FFFD FFFD FFFD "!"), ASC_FATE_REPAIRED, 4, false},
        {"the last code point", BYTES("\xF4\x8F\xBF\xBF!"), BYTES("\xF4\x8F\xBF\xBF!"), ASC_FATE_OK, 0, false},
        {"a bad byte behind 32 good ones",
         BYTES("0123456789012345678901234567890123456\xFF"
               "8"),
         BYTES("0123456789012345678901234567890123456" FFFD "8"), ASC_FATE_REPAIRED, 1, false},
        {"UTF-16, little-endian", BYTES("\xFF\xFEH\0i\0\x1C\x20"), BYTES("Hi\xE2\x80\x9C"), ASC_FATE_OK, 0, false},
        {"UTF-16, big-endian", BYTES("\xFE\xFF\0H\0i"), BYTES("Hi"), ASC_FATE_OK, 0, true},
        {"UTF-16: a pair of surrogates", BYTES("\xFF\xFE\x3D\xD8\x00\xDE"), BYTES("\xF0\x9F\x98\x80"), ASC_FATE_OK, 0, false},
        {"UTF-16: half a pair, and half a unit", BYTES("\xFF\xFEx\0\x3D\xD8y\0z"), BYTES("x" FFFD "y" FFFD), ASC_FATE_REPAIRED, 2, false},
        {"nothing", BYTES(""), BYTES(""), ASC_FATE_EMPTY, 0, true},
        {"white space only, which is kept", BYTES(" \r\n\t\xC2\xA0"), BYTES(" \r\n\t\xC2\xA0"), ASC_FATE_EMPTY, 0, false},
        {"broken bytes are not nothing", BYTES(" \xFF"), BYTES(" " FFFD), ASC_FATE_REPAIRED, 1, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asc_document doc;
        read_bytes(&defaults, rows[i].bytes, rows[i].len, false, &doc);
        bool right = doc.len == rows[i].want_len && memcmp(doc.text, rows[i].want, doc.len + 1) == 0 && doc.fate == rows[i].fate &&
                     doc.repaired == rows[i].repaired && doc.ascii == rows[i].ascii && doc.through == ASC_STAGE_READ;
        if (!right) {
            fail_msg("%s: got \"%s\", %s, %u replaced", rows[i].why, doc.text, asc_fate_name(doc.fate), doc.repaired);
        }
        assert_int_equal(*doc.reason != '\0', doc.fate != ASC_FATE_OK);
        assert_string_equal(doc.id, "a.txt");
        asc_document_release(&doc);
    }
}

/* Every pair of bytes at every place of a word: the fast path and a byte-wise check agree. */
static void test_ascii_path(void **state)
{
    (void)state;
    for (unsigned byte = 0; byte < 256; byte++) {
        for (size_t at = 0; at < 41; at++) {
            char bytes[41];
            memset(bytes, 'x', sizeof bytes);
            bytes[at] = (char)byte;
            struct asc_document doc;
            read_bytes(&defaults, bytes, sizeof bytes, false, &doc);
            bool odd = !byte || byte > 0x7F;
            assert_int_equal(doc.len, odd ? sizeof bytes + 2 : sizeof bytes);
            assert_int_equal(doc.ascii, !odd);
            assert_memory_equal(doc.text + at, odd ? FFFD : bytes + at, odd ? 3 : 1);
            asc_document_release(&doc);
        }
    }
}

static void test_digest(void **state)
{
    struct asc_document doc;
    struct asc_read_options options = defaults;
    (void)state;
    read_bytes(&options,
               BYTES("\xEF\xBB\xBF"
                     "abc"),
               false, &doc); /* of the text, so without the mark: FIPS 180-4, "abc" */
    assert_string_equal(doc.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    asc_document_release(&doc);
    options.no_digest = true;
    read_bytes(&options, BYTES("abc"), false, &doc);
    assert_string_equal(doc.sha256, "");
    asc_document_release(&doc);
}

/* --- JSON lines ---------------------------------------------------------------------------------------------------- */

static void test_lines(void **state)
{
    static const struct {
        const char *why, *line, *id, *text;
        enum asc_fate fate;
        const char *reason; /* a part of it */
    } rows[] = {
        {"id and text", "{\"id\":\"x1\",\"text\":\"Hello.\"}\n", "x1", "Hello.", ASC_FATE_OK, ""},
        {"blanks everywhere", " { \"id\" : \"x\" , \"text\" : \"Hi\" } \r\n", "x", "Hi", ASC_FATE_OK, ""},
        {"a number as id is kept as written", "{\"id\":0012e3,\"text\":\"Hi\"}", "a.jsonl#7", "", ASC_FATE_MALFORMED, "no JSON object"},
        {"a long number as id", "{\"id\":18446744073709551617,\"text\":\"Hi\"}", "18446744073709551617", "Hi", ASC_FATE_OK, ""},
        {"a number with a point as id", "{\"id\":-1.50,\"text\":\"Hi\"}", "-1.50", "Hi", ASC_FATE_OK, ""},
        {"no id", "{\"text\":\"Hi\"}", "a.jsonl#7", "Hi", ASC_FATE_OK, ""},
        {"an empty id is none", "{\"id\":\"\",\"text\":\"Hi\"}", "a.jsonl#7", "Hi", ASC_FATE_OK, ""},
        {"null is no id", "{\"id\":null,\"text\":\"Hi\"}", "a.jsonl#7", "Hi", ASC_FATE_OK, ""},
        {"an id behind the text", "{\"text\":\"Hi\",\"id\":5}", "5", "Hi", ASC_FATE_OK, ""},
        {"the last of two texts counts", "{\"text\":\"one\",\"text\":\"two\"}", "a.jsonl#7", "two", ASC_FATE_OK, ""},
        {"all short escapes", "{\"text\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "a.jsonl#7", "\"\\/\b\f\n\r\t", ASC_FATE_OK, ""},
        {"escapes of code points", "{\"text\":\"caf\\u00e9 \\u201CA\\u201d\"}", "a.jsonl#7",
         "caf\xC3\xA9 \xE2\x80\x9C"
         "A\xE2\x80\x9D",
         ASC_FATE_OK, ""},
        {"a pair of surrogates", "{\"text\":\"\\uD83D\\uDE00!\"}", "a.jsonl#7", "\xF0\x9F\x98\x80!", ASC_FATE_OK, ""},
        {"a high surrogate alone", "{\"text\":\"a\\uD83Db\"}", "a.jsonl#7", "a" FFFD "b", ASC_FATE_REPAIRED, "1 bytes"},
        {"a high surrogate at the end", "{\"text\":\"a\\uD83D\"}", "a.jsonl#7", "a" FFFD, ASC_FATE_REPAIRED, "1 bytes"},
        {"a low surrogate alone", "{\"text\":\"a\\uDE00b\"}", "a.jsonl#7", "a" FFFD "b", ASC_FATE_REPAIRED, "1 bytes"},
        {"two high ones", "{\"text\":\"\\uD83D\\uD83D\\uDE00\"}", "a.jsonl#7", FFFD "\xF0\x9F\x98\x80", ASC_FATE_REPAIRED, "1 bytes"},
        {"a high one before another escape", "{\"text\":\"\\uD83D\\u0041\"}", "a.jsonl#7", FFFD "A", ASC_FATE_REPAIRED, "1 bytes"},
        {"the escape of NUL", "{\"text\":\"a\\u0000b\"}", "a.jsonl#7", "a" FFFD "b", ASC_FATE_REPAIRED, "1 bytes"},
        {"bytes that are no UTF-8", "{\"text\":\"caf\xE9 \xC3\"}", "a.jsonl#7", "caf" FFFD " " FFFD, ASC_FATE_REPAIRED, "2 bytes"},
        {"a mark inside a text is kept", "{\"text\":\"\\ufeffHi\"}", "a.jsonl#7", "\xEF\xBB\xBFHi", ASC_FATE_OK, ""},
        {"a field name with escapes", "{\"te\\u0078t\":\"Hi\"}", "a.jsonl#7", "Hi", ASC_FATE_OK, ""},
        {"a text inside another object is none", "{\"a\":{\"text\":\"no\"},\"b\":[{\"text\":\"no\"}],\"text\":\"yes\"}", "a.jsonl#7", "yes",
         ASC_FATE_OK, ""},
        {"a string that looks like the end", "{\"a\":\"}\\\\\\\"{\",\"text\":\"yes\"}", "a.jsonl#7", "yes", ASC_FATE_OK, ""},
        {"no text in it", "{\"text\":\" \\n\"}", "a.jsonl#7", " \n", ASC_FATE_EMPTY, "no text"},
        {"no field of that name", "{\"id\":\"x\",\"body\":\"Hi\"}", "x", "", ASC_FATE_MALFORMED, "has no field `text`"},
        {"a text of null", "{\"id\":\"x\",\"text\":null}", "x", "", ASC_FATE_MALFORMED, "has no field `text`"},
        {"a text that is a list", "{\"id\":\"x\",\"text\":[\"Hi\"]}", "x", "", ASC_FATE_MALFORMED, "`text` is no string"},
        {"a text that is a number", "{\"id\":\"x\",\"text\":1}", "x", "", ASC_FATE_MALFORMED, "`text` is no string"},
        {"an array", "[{\"text\":\"Hi\"}]", "a.jsonl#7", "", ASC_FATE_MALFORMED, "it is an array"},
        {"a string", "\"Hi\"", "a.jsonl#7", "", ASC_FATE_MALFORMED, "it is a single value"},
        {"words", "Hello", "a.jsonl#7", "", ASC_FATE_MALFORMED, "no JSON object"},
        {"an object that is cut", "{\"id\":\"x\",\"text\":\"Hi", "x", "", ASC_FATE_MALFORMED, "no JSON object"},
        {"something behind the object", "{\"text\":\"Hi\"} x", "a.jsonl#7", "", ASC_FATE_MALFORMED, "trailing garbage"},
        {"an escape that is none", "{\"text\":\"\\x41\"}", "a.jsonl#7", "", ASC_FATE_MALFORMED, "no JSON object"},
        {"a control character in a string", "{\"text\":\"a\x01\"}", "a.jsonl#7", "", ASC_FATE_MALFORMED, "no JSON object"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asc_document doc;
        read_bytes(&defaults, rows[i].line, strlen(rows[i].line), true, &doc);
        bool right = strcmp(doc.id, rows[i].id) == 0 && strcmp(doc.text, rows[i].text) == 0 && doc.len == strlen(rows[i].text) &&
                     doc.fate == rows[i].fate && strstr(doc.reason, rows[i].reason) && (*rows[i].reason || !*doc.reason);
        if (!right) {
            fail_msg("%s: got id \"%s\", text \"%s\", %s: %s", rows[i].why, doc.id, doc.text, asc_fate_name(doc.fate), doc.reason);
        }
        assert_string_equal(doc.line_of, "a.jsonl:7");
        assert_string_equal(doc.path, "a.jsonl");
        asc_document_release(&doc);
    }
}

/* Lines that are read directly are read as the parser reads them; with an array in front it has to. */
static void test_plain_lines(void **state)
{
    static const char *const lines[] = {
        "{\"text\":\"Hi\"}",
        " { \"id\" : \"7\" , \"text\" : \"Hi \\\"Ana\\\"\\n\" } ",
        "{\"id\":70,\"text\":\"Hi\"}",
        "{\"id\":7,\"text\":\"a text of more than sixteen bytes\\tand an escape at the end\\\\\"}\t\r",
        "{\"id\":07,\"text\":\"Hi\"}",
        "{\"id\":7.5,\"text\":\"Hi\"}",
        "{\"id\":7e1,\"text\":\"Hi\"}",
        "{\"id\":-7,\"text\":\"Hi\"}",
        "{\"id\":7x,\"text\":\"Hi\"}",
        "{\"id\" 7,\"text\":\"Hi\"}",
        "{\"id\":\"7\" \"text\":\"Hi\"}",
        "{\"te\\u0078t\":\"Hi\"}",
        "{\"text\":\"Hi\",}",
        "{\"text\":\"Hi\"",
        "{\"text\":\"Hi",
        "{\"text\":\"Hi\\",
        "{\"text\":\"Hi\\u00",
        "{\"text\":\"Hi\\u00g0\"}",
        "{\"text\":\"a text of more than sixteen bytes\x1f\"}",
        "{\"text\":\"Hi\"}}",
        "{\"text\":\"Hi\"} {}",
        "{\"text\"}",
        "{\"text\":}",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++) {
        char parsed[256];
        struct asc_document plain, doc;
        int len = snprintf(parsed, sizeof parsed, "{\"z\":[],%s", strchr(lines[i], '{') + 1);
        read_bytes(&defaults, lines[i], strlen(lines[i]), true, &plain);
        read_bytes(&defaults, parsed, (size_t)len, true, &doc);
        if (strcmp(plain.id, doc.id) != 0 || strcmp(plain.text, doc.text) != 0 || plain.fate != doc.fate) {
            fail_msg("%s: id \"%s\", text \"%s\", %s", lines[i], plain.id, plain.text, asc_fate_name(plain.fate));
        }
        asc_document_release(&plain);
        asc_document_release(&doc);
    }
}

static void test_deep_nesting(void **state)
{
    enum { DEPTH = 100000 };
    char *line = malloc(DEPTH + 32);
    struct asc_document doc;
    (void)state;
    assert_non_null(line);
    size_t at = (size_t)sprintf(line, "{\"a\":");
    memset(line + at, '[', DEPTH);
    read_bytes(&defaults, line, at + DEPTH, true, &doc);
    assert_int_equal(doc.fate, ASC_FATE_MALFORMED);
    assert_non_null(strstr(doc.reason, "nested too deeply"));
    asc_document_release(&doc);
    free(line);
}

static void test_fields(void **state)
{
    static const char *const keep[] = {"section", "n", "tags", "absent"};
    struct asc_read_options options = defaults;
    struct asc_document doc;
    (void)state;
    options.keep = keep;
    options.keeps = COUNT(keep);
    options.id_field = "uid";
    options.text_field = "body";
    options.title_field = "headline";
    const char *line = "{\"uid\":7,\"body\":\"Hi\",\"headline\":\"A \\u201CT\\u201D\",\"date\":\"2024-05-01\",\"url\":\"https://x.y/\\u00e9\","
                       "\"section\":\"World\",\"n\":1.50,\"tags\":[\"a\", {\"b\":1}],\"id\":\"no\"}";
    read_bytes(&options, line, strlen(line), true, &doc);
    assert_string_equal(doc.id, "7");
    assert_string_equal(doc.text, "Hi");
    assert_string_equal(doc.title, "A \xE2\x80\x9CT\xE2\x80\x9D");
    assert_string_equal(doc.date, "2024-05-01");
    assert_string_equal(doc.url, "https://x.y/\xC3\xA9");
    assert_int_equal(doc.fields, COUNT(keep));
    static const char *const want[] = {"World", "1.50", "[\"a\", {\"b\":1}]", ""};
    for (size_t i = 0; i < COUNT(keep); i++) {
        assert_string_equal(doc.field[i].name, keep[i]);
        assert_string_equal(doc.field[i].value, want[i]);
    }
    asc_document_release(&doc);
    read_bytes(&options, BYTES("a text"), false, &doc); /* texts have the columns too */
    assert_int_equal(doc.fields, COUNT(keep));
    assert_string_equal(doc.field[0].value, "");
    asc_document_release(&doc);
}

static void test_out_of_memory(void **state)
{
    char *line = malloc(1 << 16);
    (void)state;
    assert_non_null(line);
    int len = sprintf(line, "{\"text\":\"");
    memset(line + len, 'x', 60000);
    memcpy(line + len + 60000, "\"}", 3);
    struct asc_frame frame = {.bytes = line, .len = strlen(line), .path = "p", .line = 1, .input = ASC_INPUT_JSONL};
    unsigned failed = 0;
    enum asc_result result = ASC_NO_MEMORY;
    for (size_t limit = 16; result != ASC_OK && limit < 1 << 20; limit += limit / 4) {
        struct asc_document doc;
        asc_document_init(&doc, limit);
        result = asc_read_run(known, &defaults, &frame, &doc);
        assert_true(result == ASC_OK || result == ASC_NO_MEMORY);
        assert_true(doc.id && doc.path && doc.line_of && doc.text && doc.reason && doc.extra); /* whatever failed */
        failed += result == ASC_NO_MEMORY;
        asc_document_release(&doc);
    }
    assert_int_equal(result, ASC_OK);
    assert_true(failed > 20);
    free(line);
}

/* A frame that has a fate becomes a document that has it. */
static void test_failed_frames(void **state)
{
    static const char *const paths[] = {"absent"};
    struct asc_framer *framer = asc_framer_new(&defaults, paths, 1);
    struct asc_frame frame = {0};
    struct asc_document doc;
    (void)state;
    assert_true(asc_framer_next(framer, &frame));
    asc_document_init(&doc, 1 << 20);
    assert_int_equal(asc_read_run(known, &defaults, &frame, &doc), ASC_OK);
    assert_int_equal(doc.fate, ASC_FATE_UNREADABLE);
    assert_string_equal(doc.reason, "cannot be read: No such file or directory");
    assert_string_equal(doc.id, "absent");
    assert_string_equal(doc.line_of, "absent");
    assert_string_equal(doc.text, "");
    asc_document_release(&doc);
    asc_frame_release(&frame);
    asc_framer_free(framer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decoding), cmocka_unit_test(test_ascii_path),    cmocka_unit_test(test_digest),
        cmocka_unit_test(test_lines),    cmocka_unit_test(test_plain_lines),   cmocka_unit_test(test_deep_nesting),
        cmocka_unit_test(test_fields),   cmocka_unit_test(test_out_of_memory), cmocka_unit_test(test_failed_frames),
    };
    return cmocka_run_group_tests(tests, open_knowledge, close_knowledge);
}
