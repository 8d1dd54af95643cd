/* write and read together: a document that is written at any stage and read again is the same document. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "knowledge/build.h"
#include "knowledge/matcher.h"
#include "read/read.h"
#include "run/stages.h"
#include "same_layers.h"
#include "write/write.h"

#define COUNT(ROWS) (sizeof(ROWS) / sizeof *(ROWS))
#define ALL_TABLES ((1U << ASC_TABLES) - 1)

static const char *const keep[] = {"desk", "n\"o t\xC3\xA9"};
static const struct asc_read_options read_options = {
    .id_field = "id",
    .text_field = "text",
    .title_field = "title",
    .date_field = "date",
    .url_field = "url",
    .keep = keep,
    .keeps = COUNT(keep),
    .max_document = 1 << 20,
};
static const struct asc_read_options keep_nothing = {
    .id_field = "id",
    .text_field = "text",
    .title_field = "title",
    .date_field = "date",
    .url_field = "url",
    .max_document = 1 << 20,
};
static const struct asc_write_options write_options = {.delimiter = ',', .keep = keep, .keeps = COUNT(keep)};

/* Names with all that makes one hard to find again: two meanings, hyphens, no id. */
#define HEADER "id\ttype\tname\taliases\tkb_id\tcountry\tattributes\n"
static const char names[] = HEADER "place/jordan\tPLACE\tJordan\tHashemite Kingdom\tgeonames:1\tJO\tkind=country\n"
                                   "person/jordan\tPERSON\tMichael Jordan\tJordan\t\t\tgender=m\n"
                                   "person/saint-exupery\tPERSON\tAntoine de Saint-Exup\xC3\xA9ry\t\t\t\t\n"
                                   "person/may\tPERSON\tTheresa May\tMay\t\tGB\tgender=f|role=prime minister|weak=May\n"
                                   "\tORGANIZATION\tNameless Works\tNW\t\t\t\n"
                                   "org/un\tORGANIZATION\tUnited Nations\tUN|U.N.\t\t\t\n";

static struct asc_knowledge *known;
static struct asc_matcher *matcher;
static void *image;

static int open_knowledge(void **state)
{
    (void)state;
    struct asc_problems problems = {0};
    struct asc_builder builder;
    size_t size = 0;
    asc_builder_init(&builder, &problems);
    asc_build_path(&builder, "rules");
    asc_build_text(&builder, "names.tsv", names, sizeof names - 1);
    bool built = asc_build_finish(&builder, &image, &size);
    asc_builder_release(&builder);
    known = built ? asc_knowledge_open(image, size, &problems) : NULL;
    matcher = known ? asc_matcher_new(known) : NULL;
    if (!matcher) {
        (void)fprintf(stderr, "%s", problems.text ? problems.text : "no memory\n");
    }
    asc_problems_release(&problems);
    return matcher ? 0 : -1;
}

static int close_knowledge(void **state)
{
    (void)state;
    asc_matcher_free(matcher);
    asc_knowledge_close(known);
    free(image);
    return 0;
}

/* --- documents --------------------------------------------------------------------------------------------------- */

/* Reads a document from bytes that are gone afterwards. */
static void read_bytes(struct asc_document *doc, const struct asc_read_options *options, enum asc_input input, const char *bytes, size_t len)
{
    char *copy = malloc(len + 1);
    assert_non_null(copy);
    memcpy(copy, bytes, len);
    struct asc_frame frame = {.bytes = copy, .len = len, .path = input == ASC_INPUT_JSONL ? "-" : "news/a \"b\".txt", .input = input};
    frame.line = input == ASC_INPUT_JSONL ? 3 : 0;
    asc_document_init(doc, (size_t)64 << 20);
    doc->matcher = matcher;
    assert_int_equal(asc_read_run(known, options, &frame, doc), ASC_OK);
    free(copy);
}

static void run_stages(struct asc_document *doc, enum asc_stage until)
{
    assert_int_equal(asc_stages_run(known, doc, until), ASC_OK);
}

/* The line of a document, without its line break, for the caller to release. */
static struct asc_buffer write_line(struct asc_document *doc)
{
    struct asc_buffer line = {0};
    assert_int_equal(asc_write_layers(known, &write_options, doc, &line), ASC_OK);
    assert_true(line.len > 2 && line.bytes[line.len - 1] == '\n');
    assert_ptr_equal(memchr(line.bytes, '\n', line.len), line.bytes + line.len - 1);
    line.bytes[--line.len] = '\0';
    return line;
}

static void expect_same_tables(struct asc_document *got, struct asc_document *want, const char *why)
{
    static const char *const table[ASC_TABLES] = {"documents", "sentences", "mentions", "entities", "quotes", "speakers"};
    struct asc_buffer got_rows[ASC_TABLES] = {{0}}, want_rows[ASC_TABLES] = {{0}};
    assert_int_equal(asc_write_document(known, &write_options, got, ALL_TABLES, got_rows), ASC_OK);
    assert_int_equal(asc_write_document(known, &write_options, want, ALL_TABLES, want_rows), ASC_OK);
    for (unsigned t = 0; t < ASC_TABLES; t++) {
        expect_same_bytes(&got_rows[t], &want_rows[t], why, table[t]);
        asc_buffer_release(&got_rows[t]);
        asc_buffer_release(&want_rows[t]);
    }
}

/* --- round trips ------------------------------------------------------------------------------------------------- */

/* What the documents of a run had, so that a row that stopped testing anything shows. */
static struct {
    uint32_t quotations, readings, mentions, attributions, entities;
} seen;

/* Goes through one stage in one process and through the rest in another. */
static void round_trip(const char *why, enum asc_input input, const char *bytes, size_t len, enum asc_stage stage)
{
    struct asc_document first, second, whole;
    read_bytes(&first, &read_options, input, bytes, len);
    run_stages(&first, stage);
    struct asc_buffer line = write_line(&first);
    read_bytes(&second, &read_options, ASC_INPUT_JSONL, line.bytes, line.len);
    assert_int_equal(second.through, first.through);
    assert_int_equal(second.fate, first.fate);
    assert_int_equal(second.repaired, first.repaired);
    expect_same_layers(&second, &first, why);
    struct asc_buffer again = write_line(&second);
    expect_same_bytes(&again, &line, why, "the line written again");

    read_bytes(&whole, &read_options, input, bytes, len);
    run_stages(&whole, ASC_STAGE_RESOLVE);
    run_stages(&second, ASC_STAGE_RESOLVE);
    expect_same_tables(&second, &whole, why);
    seen.quotations += whole.quotations;
    seen.readings += whole.readings;
    seen.mentions += whole.mentions;
    seen.attributions += whole.attributions;
    seen.entities += whole.entities;

    asc_buffer_release(&again);
    asc_buffer_release(&line);
    asc_document_release(&first);
    asc_document_release(&second);
    asc_document_release(&whole);
}

static void round_trips(const char *why, enum asc_input input, const char *bytes, size_t len)
{
    for (enum asc_stage stage = ASC_STAGE_READ; stage <= ASC_STAGE_RESOLVE; stage++) {
        round_trip(why, input, bytes, len, stage);
    }
}

static char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = malloc(1 << 16);
    assert_non_null(bytes);
    *len = fread(bytes, 1, 1 << 16, file);
    assert_true(*len > 0 && *len < 1 << 16);
    assert_int_equal(fclose(file), 0);
    return bytes;
}

static void test_samples(void **state)
{
    static const char *const paths[] = {
        "samples/allotments.txt", "samples/business.txt", "samples/court.txt",         "samples/feature.txt",    "samples/ferry.txt",
        "samples/interview.txt",  "samples/sport.txt",    "samples/press-release.txt", "samples/wire-story.txt",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(paths); i++) {
        size_t len = 0;
        char *bytes = read_file(paths[i], &len);
        memset(&seen, 0, sizeof seen);
        round_trips(paths[i], ASC_INPUT_TEXT, bytes, len);
        assert_true(seen.mentions && seen.attributions && seen.entities);
        free(bytes);
    }
}

static void test_sample_lines(void **state)
{
    (void)state;
    size_t len = 0, lines = 0;
    char *bytes = read_file("samples/wire.jsonl", &len);
    for (size_t at = 0; at < len; lines++) {
        const char *end = memchr(bytes + at, '\n', len - at);
        size_t line = end ? (size_t)(end - bytes) - at : len - at;
        round_trips("samples/wire.jsonl", ASC_INPUT_JSONL, bytes + at, line);
        at += line + 1;
    }
    assert_true(lines > 1);
    free(bytes);
}

#define ASTRAL "\xF0\x9F\x98\x80" /* U+1F600 */

static const struct {
    const char *why, *text;
} texts[] = {
    {"nothing", ""},
    {"white space only", " \n\t\xC2\xA0\n"},
    {"one word", "Jordan"},
    {"no letter", "... --- ...\n\n***"},
    {"astral characters before and inside all that is found",
     ASTRAL ASTRAL " \xE2\x80\x9C" ASTRAL " We are open,\xE2\x80\x9D said Antoine de Saint-Exup\xC3\xA9ry, " ASTRAL
                   " the mayor of Jordan. She said: \xE2\x80\x9CGo " ASTRAL " now.\xE2\x80\x9D"},
    {"what JSON escapes", "\"C:\\news\\a\"\tsaid Theresa May.\x01\x1F\x7F \b\f\r\n\"Go,\" she said.\xE2\x80\xA8\"No,\" said May."},
    {"broken bytes", "\xFF\xFE\"Go,\x80\" said Theresa May in Jordan\xC3."},
    {"Windows line ends", "\xEF\xBB\xBF"
                          "Jordan opens a bridge\r\n\r\nBy Theresa May\r\n\r\n\"It is open,\" said Theresa May.\r\n"},
    {"a quotation over paragraphs, and one that never ends",
     "\xE2\x80\x9CWe came early,\xE2\x80\x9D Theresa May said. \xE2\x80\x9CWe came in the rain.\n\n\xE2\x80\x9CWe came again.\xE2\x80\x9D\n\n"
     "\xE2\x80\x9CNobody closed this one, said Michael Jordan.\n\nThe rest."},
    {"a sentence that is said to lie before its content",
     "The field is \xE2\x80\x9Cthree away. The plot\xE2\x80\x9D association says new ground is clay."},
    {"quotations inside quotations", "\"She told me 'We had \"no\" idea' and left,\" said Theresa May, quoting Michael Jordan."},
    {"abbreviations, clitics, hyphens", "Mr. Jordan's U.N. office-mate didn't say Saint-Exup\xC3\xA9ry was in the U.S. He said he'd ask the UN."},
    {"several meanings, and an entry without an id",
     "Jordan told Nameless Works that it must pay. NW denied it. \"We paid,\" said Jordan. Officials in Jordan said they would look."},
    {"cues that are nouns and verbs, denials, orders, conditions",
     "Theresa May rejected the claim that taxes rose. She claimed they fell. According to the U.N., they would rise. The ministry did "
     "not say that. \"Stop!\" May ordered Michael Jordan on Tuesday. The report said so. Critics, who asked not to be named, disagreed."},
};

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        round_trips(texts[i].why, ASC_INPUT_TEXT, texts[i].text, strlen(texts[i].text));
    }
    assert_true(seen.quotations && seen.readings);
}

/* Members that the stages leave empty in the texts above, or could fill in another way. */
static void test_unusual_members(void **state)
{
    (void)state;
    static const char text[] = "On Monday Theresa May told the U.N. that she would go.";
    struct asc_document doc, second;
    read_bytes(&doc, &read_options, ASC_INPUT_TEXT, text, sizeof text - 1);
    run_stages(&doc, ASC_STAGE_RESOLVE);
    assert_true(doc.attributions && doc.entities && doc.mentions);
    struct asc_attribution *said = doc.attribution;
    said->said_on = (struct asc_span){0, 9};
    said->addressee = (struct asc_span){31, 35};
    said->addressee_entity = doc.entities - 1;
    said->source_token = said->source_token_end = doc.tokens;
    said->cue_token = 0;
    said->cue_token_end = 1;
    said->sum = INT32_MIN;
    said->speaker_sum = INT32_MAX;
    said->act = ASC_ACTS - 1;
    said->modality = ASC_HYPOTHETICAL;
    said->confidence = 0;
    doc.mention[0].plural = true;
    doc.mention[0].confidence = 1;
    doc.entity[0].role = (struct asc_span){0, 2};
    doc.entity[0].affiliation = doc.entities - 1;
    doc.repaired = 17;
    struct asc_buffer line = write_line(&doc);
    read_bytes(&second, &read_options, ASC_INPUT_JSONL, line.bytes, line.len);
    assert_string_equal(second.reason, "");
    expect_same_layers(&second, &doc, "unusual members");
    assert_int_equal(second.repaired, 17);
    asc_buffer_release(&line);
    asc_document_release(&doc);
    asc_document_release(&second);
}

/* --- what the line carries besides ------------------------------------------------------------------------------- */

#define ARTICLE                                                                                                                                      \
    "{\"id\":7,\"url\":\"https://a.example/?a=\\\"b\\\"\",\"title\":\"T \\ud83d\\ude00\",\"date\":\"2024-06-11\",\"desk\":{\"a\":[1]},"              \
    "\"n\\\"o t\xC3\xA9\":\"x\\\\y\\n\",\"text\":\"\\\"Go,\\\" said Theresa May in Jordan.\"}"

/* Kept fields survive a process that does not ask for them. */
static void test_fields(void **state)
{
    (void)state;
    struct asc_document doc, plain, last;
    round_trips("an article with fields", ASC_INPUT_JSONL, ARTICLE, strlen(ARTICLE));
    read_bytes(&doc, &read_options, ASC_INPUT_JSONL, ARTICLE, strlen(ARTICLE));
    run_stages(&doc, ASC_STAGE_SEGMENT);
    struct asc_buffer line = write_line(&doc);
    read_bytes(&plain, &keep_nothing, ASC_INPUT_JSONL, line.bytes, line.len);
    run_stages(&plain, ASC_STAGE_QUOTES);
    struct asc_buffer again = write_line(&plain);
    read_bytes(&last, &read_options, ASC_INPUT_JSONL, again.bytes, again.len);
    run_stages(&last, ASC_STAGE_RESOLVE);
    run_stages(&doc, ASC_STAGE_RESOLVE);
    assert_string_equal(last.id, "7");
    assert_string_equal(last.url, "https://a.example/?a=\"b\"");
    assert_string_equal(last.title, "T \xF0\x9F\x98\x80");
    assert_string_equal(last.date, "2024-06-11");
    assert_string_equal(last.field[0].value, "{\"a\":[1]}");
    assert_string_equal(last.field[1].value, "x\\y\n");
    expect_same_tables(&last, &doc, "kept fields");
    asc_buffer_release(&line);
    asc_buffer_release(&again);
    asc_document_release(&doc);
    asc_document_release(&plain);
    asc_document_release(&last);
}

/* Members that others put into a line stay as they are. */
static void test_unknown_members(void **state)
{
    (void)state;
    static const char extra[] = ",\"mine\": [1, {\"x\":\"\\u00e9\"}],\"layers2\":null,\"x\\\"\":\"\\ud83d\\ude00 \xF0\x9F\x98\x80\"}";
    struct asc_document doc;
    read_bytes(&doc, &read_options, ASC_INPUT_JSONL, ARTICLE, strlen(ARTICLE));
    run_stages(&doc, ASC_STAGE_NAMES);
    struct asc_buffer line = write_line(&doc);
    asc_document_release(&doc);
    line.len--;
    asc_buffer_add(&line, extra, sizeof extra);
    line.len--;
    read_bytes(&doc, &read_options, ASC_INPUT_JSONL, line.bytes, line.len);
    assert_string_equal(doc.reason, "");
    struct asc_buffer again = write_line(&doc);
    expect_same_bytes(&again, &line, "unknown members", "the line");
    run_stages(&doc, ASC_STAGE_RESOLVE);
    struct asc_buffer later = write_line(&doc);
    assert_string_equal(later.bytes + later.len - (sizeof extra - 1), extra);
    asc_buffer_release(&line);
    asc_buffer_release(&again);
    asc_buffer_release(&later);
    asc_document_release(&doc);
}

/* --- mentions from elsewhere --------------------------------------------------------------------------------------- */

/* The line with one string replaced by another. */
static struct asc_buffer with(const struct asc_buffer *line, const char *old, const char *new)
{
    struct asc_buffer changed = {0};
    const char *at = strstr(line->bytes, old);
    assert_non_null(at);
    asc_buffer_add(&changed, line->bytes, (size_t)(at - line->bytes));
    asc_buffer_add(&changed, new, strlen(new));
    asc_buffer_add(&changed, at + strlen(old), strlen(at + strlen(old)));
    assert_false(changed.failed);
    return changed;
}

/* Theresa May 0 to 11, the bridge 19 to 29 */
static const char corrected_text[] = "Theresa May opened the bridge. \"It is safe,\" said Theresa May.";
#define BRIDGE "\"mentions\":[{\"end\":29,\"begin\":19,\"mine\":{\"x\":[1]},\"type\":"

static const struct {
    const char *why, *old, *new;
    uint32_t mention; /* the one that is looked at */
    enum asc_type type;
    enum asc_method method;
    unsigned confidence; /* 0: as it was */
} corrections[] = {
    {"a type that somebody changed", "\"type\":\"PERSON\"", "\"type\":\"ORGANIZATION\"", 0, ASC_ORGANIZATION, ASC_METHOD_GAZETTEER, 0},
    {"a mention that says no more than it must", "\"mentions\":[", BRIDGE "\"WORK\"},", 1, ASC_WORK, ASC_METHOD_INPUT, 100},
    {"a confidence of one, as programs print 1.0", "\"mentions\":[", BRIDGE "\"EVENT\",\"confidence\":1},", 1, ASC_EVENT, ASC_METHOD_INPUT, 100},
    {"a confidence", "\"mentions\":[", BRIDGE "\"EVENT\",\"confidence\":0.5},", 1, ASC_EVENT, ASC_METHOD_INPUT, 50},
};

/* What another program says of a mention is true in all later stages, and in what is written of them. */
static void test_corrections(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(corrections); i++) {
        struct asc_document doc, corrected;
        read_bytes(&doc, &read_options, ASC_INPUT_TEXT, corrected_text, sizeof corrected_text - 1);
        run_stages(&doc, ASC_STAGE_NAMES);
        assert_int_equal(doc.mentions, 2);
        assert_int_equal(doc.mention[0].type, ASC_PERSON);
        unsigned confidence = corrections[i].confidence ? corrections[i].confidence : doc.mention[0].confidence;
        struct asc_buffer line = write_line(&doc), changed = with(&line, corrections[i].old, corrections[i].new);
        read_bytes(&corrected, &read_options, ASC_INPUT_JSONL, changed.bytes, changed.len);
        assert_string_equal(corrected.reason, "");
        run_stages(&corrected, ASC_STAGE_RESOLVE);
        const struct asc_mention *mention = corrected.mention + corrections[i].mention;
        assert_int_equal(mention->type, corrections[i].type);
        assert_int_equal(mention->method, corrections[i].method);
        assert_int_equal(mention->confidence, confidence);
        assert_true(mention->entity < corrected.entities);
        assert_int_equal(corrected.entity[mention->entity].type, corrections[i].type);
        struct asc_buffer later = write_line(&corrected);
        round_trips(corrections[i].why, ASC_INPUT_JSONL, later.bytes, later.len);
        round_trips(corrections[i].why, ASC_INPUT_JSONL, changed.bytes, changed.len);
        asc_buffer_release(&line);
        asc_buffer_release(&changed);
        asc_buffer_release(&later);
        asc_document_release(&doc);
        asc_document_release(&corrected);
    }
}

/* --- documents that failed ----------------------------------------------------------------------------------------- */

static void expect_failure_survives(struct asc_document *doc, const char *why)
{
    struct asc_document second;
    struct asc_buffer line = write_line(doc);
    read_bytes(&second, &read_options, ASC_INPUT_JSONL, line.bytes, line.len);
    assert_int_equal(second.fate, doc->fate);
    assert_string_equal(second.reason, doc->reason);
    run_stages(&second, ASC_STAGE_RESOLVE);
    expect_same_tables(&second, doc, why);
    struct asc_buffer again = write_line(&second);
    expect_same_bytes(&again, &line, why, "the line");
    asc_buffer_release(&line);
    asc_buffer_release(&again);
    asc_document_release(&second);
}

static void test_unreadable(void **state)
{
    (void)state;
    struct asc_document doc;
    struct asc_frame frame = {.path = "a\xFF\"\\.txt", .fate = ASC_FATE_UNREADABLE, .reason = "no such file: \"a\xFF\""};
    asc_document_init(&doc, 1 << 20);
    assert_int_equal(asc_read_run(known, &read_options, &frame, &doc), ASC_OK);
    expect_failure_survives(&doc, "a file that cannot be read");
    asc_document_release(&doc);
}

static void test_too_large(void **state)
{
    (void)state;
    char *text = malloc(100000);
    assert_non_null(text);
    for (size_t i = 0; i < 100000; i++) {
        text[i] = "Jordan said no. "[i % 16];
    }
    struct asc_frame frame = {.bytes = text, .len = 100000, .path = "large.txt", .input = ASC_INPUT_TEXT};
    struct asc_document doc;
    asc_document_init(&doc, 300000);
    doc.matcher = matcher;
    assert_int_equal(asc_read_run(known, &read_options, &frame, &doc), ASC_OK);
    run_stages(&doc, ASC_STAGE_RESOLVE);
    assert_int_equal(doc.fate, ASC_FATE_TOO_LARGE);
    expect_failure_survives(&doc, "a document that needs too much memory");
    asc_document_release(&doc);
    free(text);
}

/* No memory for the line's offsets: nothing is written, and the document can go on. */
static void test_no_memory(void **state)
{
    (void)state;
    static const char text[] = "\xE2\x80\x9CGo,\xE2\x80\x9D said Theresa May.";
    struct asc_document doc;
    struct asc_buffer line = {0};
    read_bytes(&doc, &read_options, ASC_INPUT_TEXT, text, sizeof text - 1);
    asc_buffer_add(&line, "before", 6);
    size_t limit = doc.arena.limit, used = doc.arena.used;
    doc.arena.limit = doc.arena.usable = doc.arena.used;
    assert_int_equal(asc_write_layers(known, &write_options, &doc, &line), ASC_NO_MEMORY);
    assert_int_equal(line.len, 6);
    assert_int_equal(doc.arena.used, used);
    doc.arena.limit = limit;
    asc_buffer_release(&line);
    asc_document_release(&doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples),         cmocka_unit_test(test_sample_lines), cmocka_unit_test(test_texts),
        cmocka_unit_test(test_unusual_members), cmocka_unit_test(test_fields),       cmocka_unit_test(test_unknown_members),
        cmocka_unit_test(test_corrections),     cmocka_unit_test(test_unreadable),   cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, open_knowledge, close_knowledge);
}
