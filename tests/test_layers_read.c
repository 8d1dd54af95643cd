/* read: lines that `annotate` or another recogniser wrote. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/tokens.h"
#include "knowledge/build.h"
#include "read/read.h"

#define COUNT(ROWS) (sizeof(ROWS) / sizeof *(ROWS))

static const struct asc_read_options defaults = {
    .id_field = "uid",
    .text_field = "body",
    .title_field = "title",
    .date_field = "date",
    .url_field = "url",
    .max_document = 1 << 20,
};

static const char names[] = "id\ttype\tname\taliases\tkb_id\tcountry\tattributes\n"
                            "place/jordan\tPLACE\tJordan\t\t\tJO\tkind=country\n"
                            "person/jordan\tPERSON\tMichael Jordan\tJordan\t\t\t\n"
                            "person/saint-exupery\tPERSON\tAntoine de Saint-Exup\xC3\xA9ry\t\t\t\t\n";

static struct asc_knowledge *known;
static void *image;

static int open_knowledge(void **state)
{
    (void)state;
    struct asc_problems problems = {0};
    struct asc_builder builder;
    size_t size = 0;
    asc_builder_init(&builder, &problems);
    asc_build_text(&builder, "names.tsv", names, sizeof names - 1);
    bool built = asc_build_finish(&builder, &image, &size);
    asc_builder_release(&builder);
    known = built ? asc_knowledge_open(image, size, &problems) : NULL;
    if (!known) {
        (void)fprintf(stderr, "%s", problems.text);
    }
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

static void read_line(const char *line, struct asc_document *doc)
{
    size_t len = strlen(line);
    char *copy = malloc(len + 1);
    assert_non_null(copy);
    memcpy(copy, line, len + 1);
    struct asc_frame frame = {.bytes = copy, .len = len, .path = "a.jsonl", .line = 7, .input = ASC_INPUT_JSONL};
    asc_document_init(doc, 64 << 20);
    assert_int_equal(asc_read_run(known, &defaults, &frame, doc), ASC_OK);
    free(copy);
}

/* “Go,” José Díaz said in Jordan.
 * In code points: “ 0, Go 1, comma 3, ” 4, José 6, Díaz 11, said 15, in 20, Jordan 23, stop 29. */
#define TEXT "\"text\":\"\\u201cGo,\\u201d Jos\xC3\xA9 D\xC3\xADz said in Jordan.\""
#define BLOCKS "\"blocks\":[{\"begin\":0,\"end\":30,\"type\":\"title\",\"paragraph\":3}]"
#define TOKENS                                                                                                                                       \
    "\"tokens\":[[0,1,0,1056],[1,3,0,16385],[3,4,0,16416],[4,5,0,18464],[6,10,0,1],[11,14,0,1],[15,19,0,4],[20,22,0,4],"                             \
    "[23,29,0,1],[29,30,0,16416]]"
#define SENTENCES "\"sentences\":[{\"begin\":0,\"end\":30}]"
#define QUOTATIONS "\"quotations\":[[0,3,-1,-1,1,0]]"
#define SEGMENT BLOCKS "," TOKENS "," SENTENCES "," QUOTATIONS
#define READINGS "\"readings\":[[8,9,\"place/jordan\",8],[8,9,\"person/jordan\",true],[8,9,\"place/gone\",0]]"
#define MENTIONS                                                                                                                                     \
    "\"mentions\":[{\"begin\":6,\"end\":14,\"type\":\"PERSON\",\"level\":\"name\",\"entity\":0,\"method\":\"rule\",\"rule\":"                        \
    "\"nobody\","                                                                                                                                    \
    "\"sum\":-250,\"confidence\":0.875,\"gender\":\"m\",\"plural\":false,\"mine\":{\"x\":[1]}},"                                                     \
    "{\"begin\":23,\"end\":29,\"type\":\"PLACE\",\"entity\":1,\"entry\":\"place/"                                                                    \
    "jordan\",\"method\":\"gazetteer\",\"confidence\":91}]"
#define ATTRIBUTION                                                                                                                                  \
    "{\"content\":[[1,4]],\"source\":[6,14],\"cue\":[15,19],\"said_on\":[20,22],\"kind\":\"direct\",\"act\":\"promise\","                            \
    "\"modality\":\"negated\",\"resolution\":\"alias\",\"sum\":421,\"speaker_sum\":33,\"confidence\":0.9,\"parent\":-1,"                             \
    "\"speaker\":0}"
#define ENTITIES                                                                                                                                     \
    "\"entities\":[{\"mention\":0,\"name\":[6,14],\"role\":[20,22],\"mentions\":4,\"affiliation\":1,\"gender\":\"m\","                               \
    "\"anonymous\":true},"                                                                                                                           \
    "{\"mention\":1,\"entry\":\"place/jordan\",\"type\":\"ORGANIZATION\",\"plural\":true}]"
#define LINE(THROUGH, LAYERS) "{\"ascribe\":1,\"through\":\"" THROUGH "\",\"id\":\"d1\"," TEXT ",\"layers\":{" LAYERS "}}"
#define ALL SEGMENT "," READINGS "," MENTIONS ",\"attributions\":[" ATTRIBUTION "]," ENTITIES

static void expect_span(const struct asc_document *doc, uint32_t begin, uint32_t end, const char *want)
{
    assert_int_equal(end - begin, strlen(want));
    assert_memory_equal(doc->text + begin, want, end - begin);
}

static void test_segment(void **state)
{
    struct asc_document doc;
    (void)state;
    read_line(LINE("segment", SEGMENT), &doc);
    assert_string_equal(doc.reason, "");
    assert_int_equal(doc.fate, ASC_FATE_OK);
    assert_int_equal(doc.through, ASC_STAGE_SEGMENT);
    assert_string_equal(doc.id, "d1"); /* annotated lines have names of their own, whatever the options say */
    assert_int_equal(doc.blocks, 1);
    assert_int_equal(doc.block[0].type, ASC_BLOCK_TITLE);
    assert_int_equal(doc.block[0].paragraph, 3);
    assert_int_equal(doc.block[0].token_end, 10);
    assert_int_equal(doc.sentences, 1);
    assert_int_equal(doc.sentence[0].token_end, 10);
    assert_int_equal(doc.sentence[0].block, 0);
    assert_int_equal(doc.quotations, 1);
    assert_int_equal(doc.quotation[0].close, 3);
    assert_int_equal(doc.quotation[0].parent, ASC_NONE);
    assert_int_equal(doc.quotation[0].next, ASC_NONE);
    assert_int_equal(doc.tokens, 10);
    struct asc_tokenizer tokenizer = {.text = doc.text, .end = doc.len, .clitics = &known->clitics};
    struct asc_token token;
    for (uint32_t t = 0; asc_tokenizer_next(&tokenizer, &token); t++) {
        assert_int_equal(doc.token[t].begin, token.begin);
        assert_int_equal(doc.token[t].end, token.end);
        assert_true(doc.token[t].key == token.key);
    }
    assert_int_equal(doc.token[1].shape, ASC_SHAPE_CAPITAL | ASC_SHAPE_GLUED);
    asc_document_release(&doc);
}

static void test_all(void **state)
{
    struct asc_document doc;
    (void)state;
    read_line(LINE("resolve", ALL), &doc);
    assert_string_equal(doc.reason, "");
    assert_int_equal(doc.through, ASC_STAGE_RESOLVE);
    assert_int_equal(doc.readings, 2); /* nothing is known of place/gone */
    assert_string_equal(asc_entry_id(known, doc.reading[0].entry), "place/jordan");
    assert_int_equal(doc.reading[0].weak, 8);
    assert_string_equal(asc_entry_id(known, doc.reading[1].entry), "person/jordan");
    assert_int_equal(doc.reading[1].weak, 1);

    assert_int_equal(doc.mentions, 2);
    const struct asc_mention *mention = doc.mention;
    expect_span(&doc, mention[0].begin, mention[0].end, "Jos\xC3\xA9 D\xC3\xADz");
    assert_int_equal(mention[0].token, 4);
    assert_int_equal(mention[0].token_end, 6);
    assert_int_equal(mention[0].sum, -250);
    assert_int_equal(mention[0].confidence, 88); /* 0.875 */
    assert_int_equal(mention[0].gender, 'm');
    assert_int_equal(mention[0].rule, ASC_NONE);
    assert_int_equal(mention[0].entry, ASC_NONE);
    assert_int_equal(mention[1].confidence, 91);
    assert_int_equal(mention[1].entity, 1);
    assert_string_equal(asc_entry_id(known, mention[1].entry), "place/jordan");

    assert_int_equal(doc.attributions, 1);
    const struct asc_attribution *said = doc.attribution;
    assert_int_equal(said->pieces, 1);
    expect_span(&doc, said->piece[0].begin, said->piece[0].end, "Go,");
    expect_span(&doc, said->source.begin, said->source.end, "Jos\xC3\xA9 D\xC3\xADz");
    expect_span(&doc, said->cue.begin, said->cue.end, "said");
    expect_span(&doc, said->said_on.begin, said->said_on.end, "in");
    assert_int_equal(said->addressee.begin, said->addressee.end);
    assert_int_equal(said->source_token, 4);
    assert_int_equal(said->source_token_end, 6);
    assert_int_equal(said->cue_token_end, 7);
    assert_int_equal(said->act, ASC_ACT_PROMISE);
    assert_int_equal(said->modality, ASC_NEGATED);
    assert_int_equal(said->resolution, ASC_RESOLUTION_ALIAS);
    assert_int_equal(said->sum, 421);
    assert_int_equal(said->speaker_sum, 33);
    assert_int_equal(said->confidence, 90);
    assert_int_equal(said->parent, ASC_NONE);
    assert_int_equal(said->speaker, 0);
    assert_int_equal(said->addressee_entity, ASC_NONE);

    assert_int_equal(doc.entities, 2);
    assert_int_equal(doc.entity[0].mentions, 4);
    assert_int_equal(doc.entity[0].affiliation, 1);
    assert_true(doc.entity[0].anonymous);
    expect_span(&doc, doc.entity[0].role.begin, doc.entity[0].role.end, "in");
    expect_span(&doc, doc.entity[1].name.begin, doc.entity[1].name.end, "Jordan"); /* of its mention */
    assert_int_equal(doc.entity[1].type, ASC_ORGANIZATION);
    assert_true(doc.entity[1].plural);
    assert_string_equal(asc_entry_id(known, doc.entity[1].entry), "place/jordan");
    asc_document_release(&doc);
}

/* Another recogniser writes mentions in its own order and only what they need; they come out so. */
static void test_brought_mentions(void **state)
{
    struct asc_document doc;
    (void)state;
    read_line(LINE("names", SEGMENT ",\"readings\":[],\"mentions\":[{\"begin\":23,\"end\":29,\"type\":\"ORGANIZATION\"},"
                                    "{\"type\":\"WORK\",\"end\":14,\"begin\":6,\"entity\":5}]"),
              &doc);
    assert_string_equal(doc.reason, "");
    assert_int_equal(doc.through, ASC_STAGE_NAMES);
    assert_int_equal(doc.mentions, 2);
    assert_int_equal(doc.mention[0].type, ASC_WORK);
    assert_int_equal(doc.mention[1].type, ASC_ORGANIZATION);
    expect_span(&doc, doc.mention[1].begin, doc.mention[1].end, "Jordan");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(doc.mention[i].level, ASC_LEVEL_NAME);
        assert_int_equal(doc.mention[i].method, ASC_METHOD_INPUT);
        assert_int_equal(doc.mention[i].confidence, 100);
        assert_int_equal(doc.mention[i].sum, 1000);
        assert_int_equal(doc.mention[i].entity, ASC_NONE);
        assert_int_equal(doc.mention[i].sentence, 0);
        assert_int_equal(doc.mention[i].block, 0);
    }
    asc_document_release(&doc);
}

/* A name whose words do not lead to its entry (a hyphen, an alias of the document) is found by its id. */
static void test_entries_by_id(void **state)
{
    struct asc_document doc;
    (void)state;
    read_line(
        LINE("names", SEGMENT ",\"readings\":[],\"mentions\":[{\"begin\":6,\"end\":14,\"type\":\"PERSON\",\"entry\":\"person/saint-exupery\"}]"),
        &doc);
    assert_int_equal(doc.mentions, 1);
    assert_string_equal(asc_entry_name(known, doc.mention[0].entry), "Antoine de Saint-Exup\xC3\xA9ry");
    asc_document_release(&doc);
}

static void test_header(void **state)
{
    struct asc_document doc;
    (void)state;
    read_line("{\"mine\": [1, "
              "2],\"ascribe\":1,\"through\":\"read\",\"id\":3,\"path\":\"news/a.txt\",\"title\":\"T\",\"text\":\"a\\ufffd\","
              "\"status\":\"repaired\",\"repaired\":2,\"reason\":\"why\",\"fields\":{\"x\":\"1\",\"y\":2},\"o\\u0074\" :\"\xFF\" }",
              &doc);
    assert_int_equal(doc.through, ASC_STAGE_READ);
    assert_string_equal(doc.id, "3");
    assert_string_equal(doc.path, "news/a.txt");
    assert_string_equal(doc.line_of, "a.jsonl:7");
    assert_string_equal(doc.title, "T");
    assert_int_equal(doc.fate, ASC_FATE_REPAIRED);
    assert_int_equal(doc.repaired, 2);
    assert_string_equal(doc.reason, "why");
    assert_int_equal(doc.fields, 2);
    assert_string_equal(doc.field[0].name, "x");
    assert_string_equal(doc.field[1].value, "2");
    assert_string_equal(doc.extra, "\"mine\": [1, 2],\"o\\u0074\" :\"\xEF\xBF\xBD\"");
    asc_document_release(&doc);

    read_line("{\"ascribe\":1,\"through\":\"read\",\"id\":\"x\",\"text\":\"\",\"status\":\"unsupported\",\"reason\":\"PDF\"}", &doc);
    assert_int_equal(doc.fate, ASC_FATE_UNSUPPORTED);
    assert_string_equal(doc.reason, "PDF");
    assert_string_equal(doc.sha256, "");
    assert_string_equal(doc.extra, "");
    asc_document_release(&doc);

    read_line("{\"ascribe\":\"a word\",\"uid\":\"x\",\"body\":\"an article with such a field\"}", &doc);
    assert_int_equal(doc.fate, ASC_FATE_OK);
    assert_string_equal(doc.extra, "");
    asc_document_release(&doc);
}

static void test_mistakes(void **state)
{
    static const struct {
        const char *why, *line, *reason;
    } rows[] = {
        {"a format to come", "{\"ascribe\":2," TEXT "}", "was annotated in format 2"},
        {"no through", "{\"ascribe\":1," TEXT "}", "`through` must name"},
        {"a stage that is none", "{\"ascribe\":1,\"through\":\"tea\"," TEXT "}", "`through` must name"},
        {"a status that is none", "{\"ascribe\":1,\"through\":\"read\",\"status\":\"fine\"," TEXT "}", "`status` is none"},
        {"no layers", "{\"ascribe\":1,\"through\":\"segment\"," TEXT "}", "layers.blocks is missing"},
        {"layers of another form", "{\"ascribe\":1,\"through\":\"segment\"," TEXT ",\"layers\":[]}", "layers it is an array"},
        {"a layer that is missing", LINE("names", SEGMENT ",\"readings\":[]"), "layers.mentions is missing, which `through` names"},
        {"a layer of another form", LINE("segment", "\"blocks\":{}"), "layers.blocks[0]: its form: must be a list"},
        {"elements of another form", LINE("segment", "\"blocks\":[1]"), "layers.blocks[0]: its form: must be a list of objects"},
        {"an offset beyond the text", LINE("segment", "\"blocks\":[{\"begin\":0,\"end\":31}]"), "layers.blocks[0]: begin and end are no range"},
        {"a negative offset", LINE("segment", "\"blocks\":[{\"begin\":-1,\"end\":3}]"), "layers.blocks[0]: begin and end are no range"},
        {"an offset that is text", LINE("segment", "\"blocks\":[{\"begin\":\"0\",\"end\":3}]"), "layers.blocks[0]: begin and end must be whole"},
        {"a fraction", LINE("segment", "\"blocks\":[{\"begin\":0,\"end\":3.0}]"), "layers.blocks[0]: begin and end must be whole"},
        {"an offset of 30 digits", LINE("segment", "\"blocks\":[{\"begin\":0,\"end\":111111111111111111111111111111}]"), "must be whole"},
        {"an empty range", LINE("segment", "\"blocks\":[{\"begin\":3,\"end\":3}]"), "layers.blocks[0]: begin and end are no range"},
        {"a type that is none", LINE("segment", "\"blocks\":[{\"begin\":0,\"end\":3,\"type\":\"foot\"}]"), "layers.blocks[0]: type is none"},
        {"blocks that overlap", LINE("segment", "\"blocks\":[{\"begin\":0,\"end\":9},{\"begin\":8,\"end\":10}]"),
         "layers.blocks[1]: begin lies before"},
        {"a block without tokens", LINE("segment", BLOCKS ",\"tokens\":[]"), "layers.blocks[0]: begin and end hold no token"},
        {"tokens that overlap", LINE("segment", BLOCKS ",\"tokens\":[[0,5,0,0],[4,6,0,0]]"), "layers.tokens[1]: begin lies before"},
        {"a shape of too many bits", LINE("segment", BLOCKS ",\"tokens\":[[0,5,0,65536]]"), "layers.tokens[0]: shape"},
        {"a sentence outside the blocks", LINE("segment", "\"blocks\":[{\"begin\":0,\"end\":5}]," TOKENS ",\"sentences\":[{\"begin\":6,\"end\":9}]"),
         "layers.sentences[0]: begin lies in no block"},
        {"a quotation that is its own parent", LINE("segment", BLOCKS "," TOKENS "," SENTENCES ",\"quotations\":[[0,3,0,-1,1,0]]"),
         "layers.quotations[0]: parent"},
        {"a quotation that goes on before", LINE("segment", BLOCKS "," TOKENS "," SENTENCES ",\"quotations\":[[0,3,-1,0,1,0]]"),
         "layers.quotations[0]: next"},
        {"a quotation that goes on nowhere", LINE("segment", BLOCKS "," TOKENS "," SENTENCES ",\"quotations\":[[0,3,-1,9,1,0]]"),
         "layers.quotations[0]: next counts beyond"},
        {"a quotation beyond the tokens", LINE("segment", BLOCKS "," TOKENS "," SENTENCES ",\"quotations\":[[0,11,-1,-1,1,0]]"),
         "layers.quotations[0]: close"},
        {"a reading of no tokens", LINE("gazetteer", SEGMENT ",\"readings\":[[8,8,\"place/jordan\",0]]"), "layers.readings[0]: token and token_end"},
        {"a reading with a number as entry", LINE("gazetteer", SEGMENT ",\"readings\":[[8,9,5,0]]"), "layers.readings[0]: entry"},
        {"a mention without type", LINE("names", SEGMENT ",\"readings\":[],\"mentions\":[{\"begin\":6,\"end\":10}]"),
         "layers.mentions[0]: type is missing"},
        {"a mention of a type of its own", LINE("names", SEGMENT ",\"readings\":[],\"mentions\":[{\"begin\":6,\"end\":10,\"type\":\"PER\"}]"),
         "layers.mentions[0]: type is none of the words"},
        {"a mention of white space", LINE("names", SEGMENT ",\"readings\":[],\"mentions\":[{\"begin\":5,\"end\":6,\"type\":\"PERSON\"}]"),
         "layers.mentions[0]: begin and end hold no word"},
        {"more than sure", LINE("names", SEGMENT ",\"readings\":[],\"mentions\":[{\"begin\":6,\"end\":10,\"type\":\"PERSON\",\"confidence\":1.01}]"),
         "layers.mentions[0]: confidence"},
        {"content of no pieces", LINE("quotes", SEGMENT ",\"readings\":[],\"mentions\":[],\"attributions\":[{\"content\":[]}]"),
         "layers.attributions[0]: content must be"},
        {"content out of order", LINE("quotes", SEGMENT ",\"readings\":[],\"mentions\":[],\"attributions\":[{\"content\":[[6,9],[1,3]]}]"),
         "layers.attributions[0]: content is no row"},
        {"parents in a circle",
         LINE("quotes", SEGMENT ",\"readings\":[],\"mentions\":[],\"attributions\":[{\"content\":[[1,3]],\"parent\":1},{"
                                "\"content\":[[1,2]],\"parent\":0}]"),
         "layers.attributions[0]: parent"},
        {"an entity without mention", LINE("resolve", SEGMENT ",\"readings\":[]," MENTIONS ",\"entities\":[{}]"),
         "layers.entities[0]: mention is missing"},
        {"a mention of an entity that is not there", LINE("resolve", SEGMENT ",\"readings\":[]," MENTIONS ",\"entities\":[{\"mention\":0}]"),
         "layers.mentions[1]: entity counts beyond"},
        {"layers nested without end", LINE("segment", "\"blocks\":[[[[[[[[]]]]]]]]"), "layers.blocks[0]: begin and end must be whole"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asc_document doc;
        read_line(rows[i].line, &doc);
        if (doc.fate != ASC_FATE_MALFORMED || !strstr(doc.reason, rows[i].reason)) {
            fail_msg("%s: got %s: %s", rows[i].why, asc_fate_name(doc.fate), doc.reason);
        }
        assert_int_equal(doc.through, ASC_STAGE_READ);
        assert_int_equal(doc.len + doc.blocks + doc.tokens + doc.sentences + doc.mentions, 0);
        asc_document_release(&doc);
    }
}

/* Many attributions in one chain of parents are checked in a moment. */
static void test_long_chain(void **state)
{
    enum { LINKS = 100000 };
    char *line = malloc(LINKS * 48 + 4096);
    struct asc_document doc;
    (void)state;
    assert_non_null(line);
    size_t at = (size_t)sprintf(line, "{\"ascribe\":1,\"through\":\"quotes\"," TEXT ",\"layers\":{" SEGMENT
                                      ",\"readings\":[],\"mentions\":[],\"attributions\":[");
    for (int i = 0; i < LINKS; i++) {
        at += (size_t)sprintf(line + at, "%s{\"content\":[[1,3]],\"parent\":%d}", i ? "," : "", i + 1 < LINKS ? i + 1 : -1);
    }
    (void)sprintf(line + at, "]}}");
    read_line(line, &doc);
    assert_string_equal(doc.reason, "");
    assert_int_equal(doc.attributions, LINKS);
    asc_document_release(&doc);
    free(line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_segment),       cmocka_unit_test(test_all),    cmocka_unit_test(test_brought_mentions),
        cmocka_unit_test(test_entries_by_id), cmocka_unit_test(test_header), cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_long_chain),
    };
    return cmocka_run_group_tests(tests, open_knowledge, close_knowledge);
}
