/* write: the speakers table, from the rows of documents to the merge of shards. */
#include <unistd.h>
#include <xxhash.h>

#include "write_fixture.h"

static const struct asc_write_options csv = {.delimiter = ','};
static const struct asc_write_options jsonl = {.format = ASC_FORMAT_JSONL, .delimiter = ','};
static const struct asc_write_options excel = {.excel = true, .delimiter = ';'};

#define HEADER "speaker_id,speaker,type,kb_id,role,affiliation,documents,quotes,direct,indirect,mixed,words,first_doc_id\n"

enum { PLENTY = 64 << 20 };

static bool take_bytes(void *context, const char *bytes, size_t len)
{
    asc_buffer_add(context, bytes, len);
    return true;
}

/* The table, to be released. */
static struct asc_buffer table_of(struct asc_speakers *speakers, const struct asc_write_options *options)
{
    struct asc_buffer out = {0};
    asc_write_header(options, ASC_TABLE_SPEAKERS, &out);
    assert_true(asc_speakers_write(speakers, options, take_bytes, &out));
    assert_false(out.failed);
    return out;
}

/* --- the rows of a document -------------------------------------------------------------------------------------- */

static struct asc_attribution *say(struct asc_document *doc, const char *words, uint32_t speaker, enum asc_quote_kind kind)
{
    struct asc_attribution *quote = add_quote(doc, span_of(doc, words), speaker);
    quote->kind = (uint8_t)kind;
    return quote;
}

static void test_rows(void **state)
{
    (void)state;
    struct asc_document doc;
    struct asc_buffer out[ASC_TABLES] = {{0}};
    static const char hashed[] = "PERSON\tana roy\tmayor of ely";
    char want[1024];
    fixture_document(&doc, "a\tb", "One, two. Three; four five six. Ana\nRo\xC3\xBF, Mayor  of Ely, Lee of the UN, Ana and an aide met.");
    add_block(&doc, doc.text, ASC_BLOCK_BODY);
    add_sentence(&doc, doc.text);
    add_mention(&doc, span_of(&doc, "Ana\nRo\xC3\xBF"), ASC_PERSON, ASC_LEVEL_NAME, 0);
    add_mention(&doc, span_of(&doc, "Lee"), ASC_PERSON, ASC_LEVEL_NAME, 1);
    add_mention(&doc, span_of(&doc, "UN"), ASC_ORGANIZATION, ASC_LEVEL_NAME, 2);
    add_mention(&doc, nth_span(&doc, "Ana", 2), ASC_PERSON, ASC_LEVEL_NAME, 3);
    add_mention(&doc, span_of(&doc, "an aide"), ASC_PERSON, ASC_LEVEL_NOMINAL, 4);
    add_entity(&doc, 0, span_of(&doc, "Ana\nRo\xC3\xBF"), NULL)->role = span_of(&doc, "Mayor  of Ely");
    add_entity(&doc, 1, span_of(&doc, "Lee"), "person/lee")->affiliation = 2;
    add_entity(&doc, 2, span_of(&doc, "UN"), "organization/un");
    add_entity(&doc, 3, nth_span(&doc, "Ana", 2), NULL);
    add_entity(&doc, 4, span_of(&doc, "an aide"), NULL)->anonymous = true;
    struct asc_attribution *quote = say(&doc, "One, two.", 0, ASC_KIND_DIRECT);
    quote->piece[quote->pieces++] = span_of(&doc, "Three;");
    (void)say(&doc, "four five", 1, ASC_KIND_INDIRECT);
    (void)say(&doc, "five", 0, ASC_KIND_MIXED);
    (void)say(&doc, "six", 4, ASC_KIND_DIRECT);
    (void)say(&doc, "six.", 3, ASC_KIND_DIRECT);
    (void)say(&doc, "Three", ASC_NONE, ASC_KIND_DIRECT);
    assert_int_equal(asc_write_document(known, &csv, &doc, 1U << ASC_TABLE_SPEAKERS, out), ASC_OK);
    (void)snprintf(want, sizeof want,
                   "person/~%016llx\tAna Ro\xC3\xBF\tPERSON\t\tMayor of Ely\t\t1\t2\t1\t0\t1\t4\ta b\n"
                   "person/lee\tAda Lee\tPERSON\twikidata:Q1\tchief economist\tUnited Nations\t1\t1\t0\t1\t0\t2\ta b\n"
                   "a b#e%zu\tAna\tPERSON\t\t\t\t1\t1\t1\t0\t0\t1\ta b\n"
                   "a b#e%zu\tan aide\tPERSON\t\t\t\t1\t1\t1\t0\t0\t1\ta b\n",
                   (unsigned long long)XXH3_64bits(hashed, sizeof hashed - 1), (size_t)(nth_span(&doc, "Ana", 2).begin - 1),
                   (size_t)(span_of(&doc, "an aide").begin - 1));
    expect_text(&out[ASC_TABLE_SPEAKERS], want, "a full name with its role, an entry, one word, nobody; who says nothing has no row");
    for (unsigned t = 0; t < ASC_TABLES; t++) {
        asc_buffer_release(&out[t]);
    }
    asc_document_release(&doc);
}

/* --- sums -------------------------------------------------------------------------------------------------------- */

#define ROW(ID, NAME, COUNTS, DOC) ID "\t" NAME "\tPERSON\tq:1\trole\taff\t" COUNTS "\t" DOC "\n"

static void test_sums(void **state)
{
    static const struct {
        const char *why;
        const struct asc_write_options *options;
        const char *document[4], *want;
    } rows[] = {
        {"nobody", &csv, {""}, HEADER},
        {"in the order of the ids, not of the input",
         &csv,
         {ROW("p/b", "B", "1\t1\t1\t0\t0\t5", "d1") ROW("p/a", "A", "1\t2\t0\t1\t1\t7", "d1")},
         HEADER "p/a,A,PERSON,q:1,role,aff,1,2,0,1,1,7,d1\np/b,B,PERSON,q:1,role,aff,1,1,1,0,0,5,d1\n"},
        {"equal ids are added up; the first gives the words",
         &csv,
         {ROW("p/a", "A", "1\t1\t1\t0\t0\t5", "d1"), ROW("p/a", "a", "1\t2\t0\t1\t1\t7", "d0")},
         HEADER "p/a,A,PERSON,q:1,role,aff,2,3,1,1,1,12,d1\n"},
        {"two rows of one document are one document",
         &csv,
         {ROW("p/a", "A", "1\t1\t1\t0\t0\t5", "d1") ROW("p/a", "A2", "1\t1\t0\t1\t0\t1", "d1"), ROW("p/a", "A", "1\t1\t1\t0\t0\t5", "d2")},
         HEADER "p/a,A,PERSON,q:1,role,aff,2,3,2,1,0,11,d1\n"},
        {"an id that begins another comes first",
         &csv,
         {ROW("p/ab", "A", "1\t1\t1\t0\t0\t5", "d1"), "", ROW("p/a", "A", "1\t1\t1\t0\t0\t5", "d2"), ROW("p/a!", "A", "1\t1\t1\t0\t0\t5", "d3")},
         HEADER "p/a,A,PERSON,q:1,role,aff,1,1,1,0,0,5,d2\np/a!,A,PERSON,q:1,role,aff,1,1,1,0,0,5,d3\n"
                "p/ab,A,PERSON,q:1,role,aff,1,1,1,0,0,5,d1\n"},
        {"large sums",
         &csv,
         {ROW("a", "A", "1\t9000000000\t1\t0\t0\t5", "d"), ROW("a", "A", "1\t9000000000\t1\t0\t0\t5", "e")},
         HEADER "a,A,PERSON,q:1,role,aff,2,18000000000,2,0,0,10,d\n"},
        {"cells are quoted",
         &csv,
         {ROW("d,1#e4", "\"A\"", "1\t1\t1\t0\t0\t5", "d,1")},
         HEADER "\"d,1#e4\",\"\"\"A\"\"\",PERSON,q:1,role,aff,1,1,1,0,0,5,\"d,1\"\n"},
        {"JSON Lines",
         &jsonl,
         {"a\tA\tPERSON\t\t\t\t1\t1\t1\t0\t0\t5\td\n"},
         "{\"speaker_id\":\"a\",\"speaker\":\"A\",\"type\":\"PERSON\",\"kb_id\":null,\"role\":null,\"affiliation\":null,\"documents\":1,"
         "\"quotes\":1,\"direct\":1,\"indirect\":0,\"mixed\":0,\"words\":5,\"first_doc_id\":\"d\"}\n"},
        {"excel",
         &excel,
         {"a\t=A\tPERSON\t\t\t\t1\t1\t1\t0\t0\t5\td\n"},
         "\xEF\xBB\xBFspeaker_id;speaker;type;kb_id;role;affiliation;documents;quotes;direct;indirect;mixed;words;first_doc_id\r\n"
         "a;'=A;PERSON;;;;1;1;1;0;0;5;d\r\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (size_t memory = 0; memory <= PLENTY; memory += PLENTY) { /* a run for each document, and none at all */
            struct asc_speakers *speakers = asc_speakers_new(memory);
            for (size_t d = 0; d < COUNT(rows[i].document) && rows[i].document[d]; d++) {
                assert_true(asc_speakers_add(speakers, rows[i].document[d], strlen(rows[i].document[d])));
            }
            struct asc_buffer out = table_of(speakers, rows[i].options);
            expect_text(&out, rows[i].want, rows[i].why);
            asc_buffer_release(&out);
            asc_speakers_free(speakers);
        }
    }
    asc_speakers_free(NULL);
}

static void test_defects(void **state)
{
    static const struct {
        const char *why, *rows;
    } rows[] = {
        {"a cell is missing", "a\tA\tPERSON\t\t\t\t1\t1\t1\t0\t0\td\n"},
        {"a cell too many", "a\tA\tPERSON\t\t\t\t1\t1\t1\t0\t0\t5\td\te\n"},
        {"no number", "a\tA\tPERSON\t\t\t\t1\t1\tx\t0\t0\t5\td\n"},
        {"no id", "\tA\tPERSON\t\t\t\t1\t1\t1\t0\t0\t5\td\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asc_speakers *speakers = asc_speakers_new(PLENTY);
        if (asc_speakers_add(speakers, rows[i].rows, strlen(rows[i].rows))) {
            fail_msg("taken although %s", rows[i].why);
        }
        asc_speakers_free(speakers);
    }
}

/* --- runs on disk ------------------------------------------------------------------------------------------------ */

enum { DOCUMENTS = 2000, PEOPLE = 97 };

/* The rows of a document of a made-up run: some people speak in many documents, under changing names. */
static size_t rows_of(unsigned document, char *out, size_t room)
{
    size_t len = 0;
    for (unsigned k = 0; k < document % 4; k++) {
        unsigned person = (document * 31 + k * k * 17) % PEOPLE;
        len += (size_t)snprintf(out + len, room - len, "person/%u\tP%u of %u\tPERSON\t\t\t\t1\t%u\t%u\t0\t1\t%u\tdoc-%u\n", person, person, document,
                                k + 2, k + 1, document, document);
    }
    return len;
}

static void add_documents(struct asc_speakers *speakers, unsigned from, unsigned to)
{
    for (unsigned d = from; d < to; d++) {
        char rows[1024];
        assert_true(asc_speakers_add(speakers, rows, rows_of(d, rows, sizeof rows)));
    }
}

static struct asc_buffer whole_table(size_t memory)
{
    struct asc_speakers *speakers = asc_speakers_new(memory);
    add_documents(speakers, 0, DOCUMENTS);
    struct asc_buffer out = table_of(speakers, &csv);
    asc_speakers_free(speakers);
    return out;
}

static void test_spill(void **state)
{
    (void)state;
    struct asc_buffer want = whole_table(PLENTY);
    assert_true(want.len > 5000);
    asc_buffer_add(&want, "", 1);
    want.len--;
    static const size_t memory[] = {0, 2000, 20000};
    for (size_t i = 0; i < COUNT(memory); i++) {
        struct asc_buffer got = whole_table(memory[i]);
        expect_text(&got, want.bytes, "spilled to disk or not: the same bytes");
        asc_buffer_release(&got);
    }
    asc_buffer_release(&want);
}

static bool refuse(void *context, const char *bytes, size_t len)
{
    (void)bytes;
    (void)len;
    return ++*(unsigned *)context < 1;
}

static void test_sink(void **state)
{
    (void)state;
    unsigned calls = 0;
    struct asc_speakers *speakers = asc_speakers_new(PLENTY);
    add_documents(speakers, 0, DOCUMENTS);
    assert_false(asc_speakers_write(speakers, &csv, refuse, &calls));
    assert_int_equal(calls, 1);
    asc_speakers_free(speakers);
}

/* --- shards ------------------------------------------------------------------------------------------------------ */

static void write_file(char *path, const char *bytes, size_t len)
{
    strcpy(path, "/tmp/test_speakers.XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, len), (ssize_t)len);
    assert_int_equal(close(file), 0);
}

static void test_merge(void **state)
{
    static const unsigned shards[] = {1, 2, 7, 40};
    static const size_t memory[] = {0, PLENTY};
    (void)state;
    struct asc_buffer want = whole_table(PLENTY);
    asc_buffer_add(&want, "", 1);
    want.len--;
    for (size_t i = 0; i < COUNT(shards) * COUNT(memory); i++) {
        struct asc_speakers *all = asc_speakers_new(memory[i % 2]);
        for (unsigned s = 0; s < shards[i / 2]; s++) {
            char path[64], error[256];
            struct asc_speakers *shard = asc_speakers_new(memory[(i + s) % 2]);
            add_documents(shard, s * DOCUMENTS / shards[i / 2], (s + 1) * DOCUMENTS / shards[i / 2]);
            struct asc_buffer out = table_of(shard, &csv);
            write_file(path, out.bytes, out.len);
            assert_true(asc_speakers_merge(all, path, error, sizeof error));
            assert_string_equal(error, "");
            assert_int_equal(unlink(path), 0);
            asc_buffer_release(&out);
            asc_speakers_free(shard);
        }
        struct asc_buffer got = table_of(all, &csv);
        expect_text(&got, want.bytes, "shards that are merged: the bytes of one run over everything");
        asc_buffer_release(&got);
        asc_speakers_free(all);
    }
    asc_buffer_release(&want);
}

#define GOOD "a,A,PERSON,,,,1,1,1,0,0,5,d\n"

static void test_shards(void **state)
{
    static const struct {
        const char *why, *shard, *error, *want;
    } rows[] = {
        {"a table", HEADER GOOD, NULL, "a,A,PERSON,,,,2,2,2,0,0,10,first\n"},
        {"one without a header", GOOD, NULL, "a,A,PERSON,,,,2,2,2,0,0,10,first\n"},
        {"one without rows", HEADER, NULL, "a,A,PERSON,,,,1,1,1,0,0,5,first\n"},
        {"cells in quotes, with spaces at their ends", HEADER "\"b,1\",\" \"\"B\"\" \",PERSON,, r ,,1,1,1,0,0,5,d\n", NULL,
         "a,A,PERSON,,,,1,1,1,0,0,5,first\n\"b,1\",\" \"\"B\"\" \",PERSON,, r ,,1,1,1,0,0,5,d\n"},
        {"an empty file", "", ":0: is empty: a speakers table has its header line at least", NULL},
        {"another table", "doc_id,entity_id\nd,e1\n", ":1: is no row of a speakers table", NULL},
        {"good rows before a bad one", HEADER GOOD "b,B,PERSON,,,,1,1,one,0,0,5,d\n", ":3: is no row of a speakers table", NULL},
        {"a row that was cut off", HEADER GOOD "b,B,PERSON,,,,1,1", ":3: is no row of a speakers table", NULL},
        {"a row that was cut off in its last cell", HEADER GOOD "b,B,PERSON,,,,1,1,1,0,0,5,d", ":3: ends without a line break", NULL},
        {"quotation marks that were cut off", HEADER GOOD "b,\"B", ":3: ends inside quotation marks", NULL},
        {"a quotation mark out of place", HEADER "b,\"B\"x,PERSON,,,,1,1,1,0,0,5,d\n", ":2: ", NULL},
        {"what excel was made for", "\xEF\xBB\xBF" HEADER GOOD, ":1: was written with --dialect excel", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char path[64], error[256], want[512];
        struct asc_speakers *speakers = asc_speakers_new(i % 2 ? 0 : PLENTY);
        static const char before[] = "a\tA\tPERSON\t\t\t\t1\t1\t1\t0\t0\t5\tfirst\n";
        assert_true(asc_speakers_add(speakers, before, sizeof before - 1));
        write_file(path, rows[i].shard, strlen(rows[i].shard));
        bool merged = asc_speakers_merge(speakers, path, error, sizeof error);
        if (merged == (rows[i].error != NULL) || (rows[i].error && strncmp(error + strlen(path), rows[i].error, strlen(rows[i].error)) != 0)) {
            fail_msg("%s: %s", rows[i].why, merged ? "merged" : error);
        }
        assert_int_equal(unlink(path), 0);
        struct asc_buffer out = table_of(speakers, &csv);
        (void)snprintf(want, sizeof want, HEADER "%s", rows[i].want ? rows[i].want : "a,A,PERSON,,,,1,1,1,0,0,5,first\n");
        expect_text(&out, want, rows[i].why);
        asc_buffer_release(&out);
        asc_speakers_free(speakers);
    }
}

static void test_missing_shard(void **state)
{
    (void)state;
    char error[256];
    struct asc_speakers *speakers = asc_speakers_new(PLENTY);
    assert_false(asc_speakers_merge(speakers, "/nowhere/speakers.csv", error, sizeof error));
    assert_string_equal(error, "/nowhere/speakers.csv: cannot be read: No such file or directory");
    asc_speakers_free(speakers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows), cmocka_unit_test(test_sums),  cmocka_unit_test(test_defects), cmocka_unit_test(test_spill),
        cmocka_unit_test(test_sink), cmocka_unit_test(test_merge), cmocka_unit_test(test_shards),  cmocka_unit_test(test_missing_shard),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
