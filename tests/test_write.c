/* write: the tables of one document. */
#include "write_fixture.h"

#define BOM "\xEF\xBB\xBF"

static const struct asc_write_options csv = {.delimiter = ','};
static const struct asc_write_options tsv = {.format = ASC_FORMAT_TSV, .delimiter = ','};
static const struct asc_write_options jsonl = {.format = ASC_FORMAT_JSONL, .delimiter = ','};
static const struct asc_write_options excel = {.excel = true, .delimiter = ';'};

/* --- tables ------------------------------------------------------------------------------------------------------ */

#define HEADLINE "Bank warns,\nagain"
#define BODY "\xF0\x9F\x93\xB7 \xE2\x80\x9CPrices will\nrise,\xE2\x80\x9D Lee, of the UN, told Oslo on 2016-12-02. \xE2\x80\x9CSoon.\xE2\x80\x9D"

/* Ada Lee (of the tables) speaks, is called Lee, and belongs to the UN; an aide speaks without a name. */
static void make_article(struct asc_document *doc)
{
    fixture_document(doc, "d,1", HEADLINE "\n\nBy Jo\nKerr\n\n" BODY "\n\nAn aide agreed.");
    doc->date = "2016-12-03";
    doc->url = "http://x/?a=1";
    memcpy(doc->sha256, "ab12", 5);
    add_block(doc, HEADLINE, ASC_BLOCK_TITLE);
    add_block(doc, "By Jo\nKerr", ASC_BLOCK_BYLINE);
    add_block(doc, BODY, ASC_BLOCK_BODY);
    add_block(doc, "An aide agreed.", ASC_BLOCK_BODY);
    add_sentence(doc, HEADLINE);
    add_sentence(doc, BODY);
    add_sentence(doc, "An aide agreed.");
    add_mention(doc, span_of(doc, "Lee"), ASC_PERSON, ASC_LEVEL_NAME, 0);
    add_mention(doc, span_of(doc, "UN"), ASC_ORGANIZATION, ASC_LEVEL_NAME, 1);
    add_mention(doc, span_of(doc, "Oslo"), ASC_PLACE, ASC_LEVEL_NAME, 2);
    add_mention(doc, span_of(doc, "An aide"), ASC_PERSON, ASC_LEVEL_NOMINAL, 3);
    doc->mention[1].method = ASC_METHOD_GAZETTEER;
    doc->mention[1].confidence = 100;
    add_entity(doc, 0, span_of(doc, "Lee"), "person/lee")->affiliation = 1;
    add_entity(doc, 1, span_of(doc, "UN"), "organization/un");
    add_entity(doc, 2, span_of(doc, "Oslo"), "place/oslo")->type = ASC_ORGANIZATION;
    add_entity(doc, 3, span_of(doc, "An aide"), NULL)->anonymous = true;
    struct asc_attribution *quote = add_quote(doc, span_of(doc, "Prices will\nrise,"), 0);
    quote->piece[quote->pieces++] = span_of(doc, "Soon.");
    quote->source = span_of(doc, "Lee, of the UN");
    quote->cue = span_of(doc, "told");
    quote->addressee = span_of(doc, "Oslo");
    quote->addressee_entity = 2;
    quote->said_on = span_of(doc, "2016-12-02");
    quote->resolution = ASC_RESOLUTION_ALIAS;
    quote->act = ASC_ACT_PROMISE;
    quote = add_quote(doc, span_of(doc, "rise"), 3);
    quote->kind = ASC_KIND_INDIRECT;
    quote->modality = ASC_NEGATED;
    quote->parent = 0;
    quote->resolution = ASC_RESOLUTION_ANONYMOUS;
    quote->confidence = 5;
}

#define QUOTES_HEADER                                                                                                                                \
    "doc_id,quote_id,parent_id,kind,act,modality,text,begin,end,spans,cue,cue_begin,cue_end,source,source_begin,source_end,speaker_id,"              \
    "speaker,speaker_type,speaker_role,resolution,addressee,addressee_id,said_on,paragraph,sentence,block,rule,confidence"
#define DOCUMENTS_HEADER "doc_id,path,url,title,byline,dateline,date,language,words,sentences,mentions,quotes,sha256,status"

static const char *const keep[] = {"desk", "no such"};

static void test_tables(void **state)
{
    static const struct asc_write_options utf16 = {.delimiter = ',', .offsets = ASC_OFFSETS_UTF16},
                                          bytes = {.delimiter = ',', .offsets = ASC_OFFSETS_BYTES, .no_header = true},
                                          full = {.delimiter = ',', .full_ids = true, .no_header = true},
                                          kept = {.delimiter = ',', .keep = keep, .keeps = 2};
    static const struct {
        const char *why;
        enum asc_table_kind table;
        const struct asc_write_options *options;
        const char *want;
    } rows[] = {
        {"documents", ASC_TABLE_DOCUMENTS, &csv,
         DOCUMENTS_HEADER "\n\"d,1\",news/a.txt,http://x/?a=1,\"Bank warns, again\",By Jo Kerr,,2016-12-03,en,21,3,4,2,ab12,ok\n"},
        {"kept fields; one that is not there is empty", ASC_TABLE_DOCUMENTS, &kept,
         DOCUMENTS_HEADER ",desk,no such\n\"d,1\",news/a.txt,http://x/?a=1,\"Bank warns, again\",By Jo Kerr,,2016-12-03,en,21,3,4,2,ab12,ok,"
                          "\"mo,ney\",\n"},
        {"sentences: a run of white space is one space", ASC_TABLE_SENTENCES, &csv,
         "doc_id,sentence,paragraph,block,begin,end,text\n"
         "\"d,1\",1,1,title,0,17,\"Bank warns, again\"\n"
         "\"d,1\",2,3,body,31,101,\"\xF0\x9F\x93\xB7 \xE2\x80\x9CPrices will rise,\xE2\x80\x9D Lee, of the UN, told Oslo on 2016-12-02. "
         "\xE2\x80\x9CSoon.\xE2\x80\x9D\"\n"
         "\"d,1\",3,4,body,103,118,An aide agreed.\n"},
        {"mentions: the type as written", ASC_TABLE_MENTIONS, &csv,
         "doc_id,mention_id,entity_id,type,level,text,begin,end,sentence,method,rule,confidence\n"
         "\"d,1\",m53,person/lee,PERSON,name,Lee,53,56,2,rule,,0.93\n"
         "\"d,1\",m65,organization/un,ORGANIZATION,name,UN,65,67,2,gazetteer,,1.00\n"
         "\"d,1\",m74,place/oslo,PLACE,name,Oslo,74,78,2,rule,,0.93\n"
         "\"d,1\",m103,e103,PERSON,nominal,An aide,103,110,3,rule,,0.93\n"},
        {"UTF-16 counts the camera twice; ids do not", ASC_TABLE_MENTIONS, &utf16,
         "doc_id,mention_id,entity_id,type,level,text,begin,end,sentence,method,rule,confidence\n"
         "\"d,1\",m53,person/lee,PERSON,name,Lee,54,57,2,rule,,0.93\n"
         "\"d,1\",m65,organization/un,ORGANIZATION,name,UN,66,68,2,gazetteer,,1.00\n"
         "\"d,1\",m74,place/oslo,PLACE,name,Oslo,75,79,2,rule,,0.93\n"
         "\"d,1\",m103,e103,PERSON,nominal,An aide,104,111,3,rule,,0.93\n"},
        {"bytes; no header", ASC_TABLE_MENTIONS, &bytes,
         "\"d,1\",m53,person/lee,PERSON,name,Lee,60,63,2,rule,,0.93\n"
         "\"d,1\",m65,organization/un,ORGANIZATION,name,UN,72,74,2,gazetteer,,1.00\n"
         "\"d,1\",m74,place/oslo,PLACE,name,Oslo,81,85,2,rule,,0.93\n"
         "\"d,1\",m103,e103,PERSON,nominal,An aide,114,121,3,rule,,0.93\n"},
        {"entities: what acts is the entity; the tables' name and role", ASC_TABLE_ENTITIES, &csv,
         "doc_id,entity_id,type,name,kb_id,mentions,first_begin,aliases,description\n"
         "\"d,1\",person/lee,PERSON,Ada Lee,wikidata:Q1,1,53,Lee,chief economist\n"
         "\"d,1\",organization/un,ORGANIZATION,United Nations,wikidata:Q1065,1,65,UN,\n"
         "\"d,1\",place/oslo,ORGANIZATION,Oslo,geonames:3143244,1,74,,\n"
         "\"d,1\",e103,PERSON,An aide,,1,103,,\n"},
        {"quotes: the text in pieces, one space for a run", ASC_TABLE_QUOTES, &csv,
         QUOTES_HEADER "\n"
                       "\"d,1\",q34,,direct,promise,asserted,\"Prices will rise, Soon.\",34,100,34..51;95..100,told,69,73,\"Lee, of the UN\",53,67,"
                       "person/lee,Ada Lee,PERSON,chief economist,alias,Oslo,place/oslo,2016-12-02,3,2,body,,0.88\n"
                       "\"d,1\",q46,q34,indirect,statement,negated,rise,46,50,46..50,,,,,,,e103,An aide,PERSON,,anonymous,,,,3,2,body,,0.05\n"},
        {"full ids; those of the tables are full already", ASC_TABLE_QUOTES, &full,
         "\"d,1\",\"d,1#q34\",,direct,promise,asserted,\"Prices will rise, Soon.\",34,100,34..51;95..100,told,69,73,\"Lee, of the UN\",53,67,"
         "person/lee,Ada Lee,PERSON,chief economist,alias,Oslo,place/oslo,2016-12-02,3,2,body,,0.88\n"
         "\"d,1\",\"d,1#q46\",\"d,1#q34\",indirect,statement,negated,rise,46,50,46..50,,,,,,,\"d,1#e103\",An aide,PERSON,,anonymous,,,,3,2,body,,"
         "0.05\n"},
        {"kept fields on every quote", ASC_TABLE_QUOTES, &kept,
         QUOTES_HEADER
         ",desk,no such\n"
         "\"d,1\",q34,,direct,promise,asserted,\"Prices will rise, Soon.\",34,100,34..51;95..100,told,69,73,\"Lee, of the UN\",53,67,"
         "person/lee,Ada Lee,PERSON,chief economist,alias,Oslo,place/oslo,2016-12-02,3,2,body,,0.88,\"mo,ney\",\n"
         "\"d,1\",q46,q34,indirect,statement,negated,rise,46,50,46..50,,,,,,,e103,An aide,PERSON,,anonymous,,,,3,2,body,,0.05,\"mo,ney\",\n"},
        {"excel: mark, CR LF, delimiter in lists", ASC_TABLE_QUOTES, &excel,
         BOM "doc_id;quote_id;parent_id;kind;act;modality;text;begin;end;spans;cue;cue_begin;cue_end;source;source_begin;source_end;"
             "speaker_id;speaker;speaker_type;speaker_role;resolution;addressee;addressee_id;said_on;paragraph;sentence;block;rule;"
             "confidence\r\n"
             "d,1;q34;;direct;promise;asserted;Prices will rise, Soon.;34;100;\"34..51;95..100\";told;69;73;Lee, of the UN;53;67;"
             "person/lee;Ada Lee;PERSON;chief economist;alias;Oslo;place/oslo;2016-12-02;3;2;body;;0.88\r\n"
             "d,1;q46;q34;indirect;statement;negated;rise;46;50;46..50;;;;;;;e103;An aide;PERSON;;anonymous;;;;3;2;body;;0.05\r\n"},
        {"TSV", ASC_TABLE_ENTITIES, &tsv,
         "doc_id\tentity_id\ttype\tname\tkb_id\tmentions\tfirst_begin\taliases\tdescription\n"
         "d,1\tperson/lee\tPERSON\tAda Lee\twikidata:Q1\t1\t53\tLee\tchief economist\n"
         "d,1\torganization/un\tORGANIZATION\tUnited Nations\twikidata:Q1065\t1\t65\tUN\t\n"
         "d,1\tplace/oslo\tORGANIZATION\tOslo\tgeonames:3143244\t1\t74\t\t\n"
         "d,1\te103\tPERSON\tAn aide\t\t1\t103\t\t\n"},
        {"JSON Lines: numbers as numbers, nothing as null, no header", ASC_TABLE_ENTITIES, &jsonl,
         "{\"doc_id\":\"d,1\",\"entity_id\":\"person/lee\",\"type\":\"PERSON\",\"name\":\"Ada Lee\",\"kb_id\":\"wikidata:Q1\",\"mentions\":1,"
         "\"first_begin\":53,\"aliases\":\"Lee\",\"description\":\"chief economist\"}\n"
         "{\"doc_id\":\"d,1\",\"entity_id\":\"organization/un\",\"type\":\"ORGANIZATION\",\"name\":\"United Nations\",\"kb_id\":\"wikidata:Q1065\","
         "\"mentions\":1,\"first_begin\":65,\"aliases\":\"UN\",\"description\":null}\n"
         "{\"doc_id\":\"d,1\",\"entity_id\":\"place/oslo\",\"type\":\"ORGANIZATION\",\"name\":\"Oslo\",\"kb_id\":\"geonames:3143244\","
         "\"mentions\":1,\"first_begin\":74,\"aliases\":null,\"description\":null}\n"
         "{\"doc_id\":\"d,1\",\"entity_id\":\"e103\",\"type\":\"PERSON\",\"name\":\"An aide\",\"kb_id\":null,\"mentions\":1,"
         "\"first_begin\":103,\"aliases\":null,\"description\":null}\n"},
    };
    (void)state;
    struct asc_document doc;
    make_article(&doc);
    struct asc_field field = {"desk", "mo,ney"};
    doc.field = &field;
    doc.fields = 1;
    size_t scratch = doc.arena.used;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asc_buffer out[ASC_TABLES] = {{0}};
        asc_write_header(rows[i].options, rows[i].table, &out[rows[i].table]);
        assert_int_equal(asc_write_document(known, rows[i].options, &doc, 1U << rows[i].table, out), ASC_OK);
        expect_text(&out[rows[i].table], rows[i].want, rows[i].why);
        assert_int_equal(doc.arena.used, scratch);
        for (unsigned t = 0; t < ASC_TABLES; t++) {
            assert_true(t == rows[i].table || out[t].len == 0);
            asc_buffer_release(&out[t]);
        }
    }
    asc_document_release(&doc);
}

/* Names and ids of entities. */
static void test_entities(void **state)
{
    (void)state;
    struct asc_document doc;
    fixture_document(&doc, "d", "Ana\tRoy; Roy;Co met \n\t her, Ana\nRoy and Ana. Roy, the mayor of\nEly, left.");
    add_block(&doc, doc.text, ASC_BLOCK_BODY);
    add_sentence(&doc, doc.text);
    add_mention(&doc, span_of(&doc, "Ana\tRoy"), ASC_PERSON, ASC_LEVEL_NAME, 0);
    add_mention(&doc, span_of(&doc, "Ana"), ASC_PERSON, ASC_LEVEL_NAME, 1);
    add_mention(&doc, span_of(&doc, "Roy;Co"), ASC_PERSON, ASC_LEVEL_NAME, 0);
    add_mention(&doc, span_of(&doc, "her"), ASC_PERSON, ASC_LEVEL_PRONOUN, 0);
    add_mention(&doc, span_of(&doc, "Ana\nRoy"), ASC_PERSON, ASC_LEVEL_NAME, 0);
    add_mention(&doc, span_of(&doc, "Ana."), ASC_PERSON, ASC_LEVEL_NAME, 1);
    add_mention(&doc, span_of(&doc, "Roy, "), ASC_PERSON, ASC_LEVEL_NAME, 0);
    add_mention(&doc, span_of(&doc, "Ely"), ASC_PLACE, ASC_LEVEL_NAME, ASC_NONE);
    doc.mention[5].end -= 1;
    doc.mention[6].end -= 2;
    add_entity(&doc, 0, span_of(&doc, "Ana\tRoy"), NULL)->role = span_of(&doc, "the mayor of\nEly");
    add_entity(&doc, 1, span_of(&doc, "Ana"), NULL);
    add_quote(&doc, span_of(&doc, "met \n\t her,"), ASC_NONE)->resolution = ASC_RESOLUTION_AMBIGUOUS;
    struct asc_buffer out[ASC_TABLES] = {{0}};
    unsigned tables = 1U << ASC_TABLE_ENTITIES | 1U << ASC_TABLE_MENTIONS | 1U << ASC_TABLE_QUOTES;
    assert_int_equal(asc_write_document(known, &csv, &doc, tables, out), ASC_OK);
    expect_text(&out[ASC_TABLE_ENTITIES],
                "d,e0,PERSON,Ana Roy,,5,0,\"Roy,Co;Roy\",the mayor of Ely\n"
                "d,e0.2,PERSON,Ana,,2,0,,\n",
                "aliases: forms once, in order, no pronouns, without `;` and without the name; two entities that begin together");
    expect_text(&out[ASC_TABLE_MENTIONS],
                "d,m0,e0,PERSON,name,Ana Roy,0,7,1,rule,,0.93\n"
                "d,m0.2,e0.2,PERSON,name,Ana,0,3,1,rule,,0.93\n"
                "d,m9,e0,PERSON,name,Roy;Co,9,15,1,rule,,0.93\n"
                "d,m23,e0,PERSON,pronoun,her,23,26,1,rule,,0.93\n"
                "d,m28,e0,PERSON,name,Ana Roy,28,35,1,rule,,0.93\n"
                "d,m40,e0.2,PERSON,name,Ana,40,43,1,rule,,0.93\n"
                "d,m45,e0,PERSON,name,Roy,45,48,1,rule,,0.93\n"
                "d,m63,,PLACE,name,Ely,63,66,1,rule,,0.93\n",
                "two mentions that begin together; one that belongs to no entity");
    expect_text(&out[ASC_TABLE_QUOTES], "d,q16,,direct,statement,asserted,\"met her,\",16,27,16..27,,,,,,,,,,,unknown:ambiguous,,,,1,1,body,,0.88\n",
                "a run of white space is one space; a quote of nobody");
    for (unsigned t = 0; t < ASC_TABLES; t++) {
        asc_buffer_release(&out[t]);
    }
    asc_document_release(&doc);
}

/* Documents that failed, and one that has nothing. */
static void test_fates(void **state)
{
    static const struct {
        const char *why;
        enum asc_fate fate;
        const char *language, *status;
        bool layers;
    } rows[] = {
        {"it could not be read", ASC_FATE_UNREADABLE, "", "unreadable", false},
        {"it is no JSON", ASC_FATE_MALFORMED, "", "malformed", false},
        {"it is too large", ASC_FATE_TOO_LARGE, "", "too-large", false},
        {"it is not English", ASC_FATE_UNSUPPORTED, "", "unsupported", false},
        {"a limit cut something: the rest is there", ASC_FATE_LIMITED, "en", "limited", true},
        {"bytes were replaced", ASC_FATE_REPAIRED, "en", "repaired", true},
    };
    (void)state;
    struct asc_document doc;
    make_article(&doc);
    doc.id = "d\xFF"; /* a path may be no UTF-8 */
    doc.sha256[0] = '\0';
    doc.date = "yesterday";
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asc_buffer out[ASC_TABLES] = {{0}};
        char want[256];
        doc.fate = (uint8_t)rows[i].fate;
        (void)snprintf(want, sizeof want, "d\xEF\xBF\xBD,news/a.txt,http://x/?a=1,\"Bank warns, again\",By Jo Kerr,,,%s,21,3,4,2,,%s\n",
                       rows[i].language, rows[i].status);
        assert_int_equal(asc_write_document(known, &csv, &doc, (1U << ASC_TABLES) - 1, out), ASC_OK);
        expect_text(&out[ASC_TABLE_DOCUMENTS], want, rows[i].why);
        for (unsigned t = 0; t < ASC_TABLES; t++) {
            assert_true(t == ASC_TABLE_DOCUMENTS || (out[t].len != 0) == rows[i].layers);
            asc_buffer_release(&out[t]);
        }
    }
    asc_document_release(&doc);
}

/* A document without anything, whose arena was never used. */
static void test_nothing(void **state)
{
    (void)state;
    struct asc_document doc;
    struct asc_buffer out[ASC_TABLES] = {{0}};
    asc_document_init(&doc, 1 << 20);
    doc.fate = ASC_FATE_EMPTY;
    assert_int_equal(asc_write_document(known, &csv, &doc, (1U << ASC_TABLES) - 1, out), ASC_OK);
    expect_text(&out[ASC_TABLE_DOCUMENTS], ",,,,,,,,0,0,0,0,,empty\n", "all cells are there");
    for (unsigned t = 0; t < ASC_TABLES; t++) {
        assert_true(t == ASC_TABLE_DOCUMENTS || !out[t].len);
        asc_buffer_release(&out[t]);
    }
    asc_document_release(&doc);
}

/* Without memory a document leaves nothing in the buffers, wherever it ends. */
static void test_no_memory(void **state)
{
    (void)state;
    struct asc_document doc;
    make_article(&doc);
    doc.ascii = false;
    size_t used = doc.arena.used, usable = doc.arena.usable, limit = doc.arena.limit;
    unsigned failures = 0;
    enum asc_result result = ASC_NO_MEMORY;
    for (size_t room = 0; result != ASC_OK; room += 16) {
        struct asc_buffer out[ASC_TABLES] = {{0}};
        asc_buffer_add(&out[ASC_TABLE_QUOTES], "before", 6);
        doc.arena.limit = doc.arena.usable = used + room;
        result = asc_write_document(known, &csv, &doc, (1U << ASC_TABLES) - 1, out);
        failures += result != ASC_OK;
        for (unsigned t = 0; t < ASC_TABLES; t++) {
            assert_true(result == ASC_OK || out[t].len == (t == ASC_TABLE_QUOTES ? 6 : 0));
            assert_false(out[t].failed);
            asc_buffer_release(&out[t]);
        }
        assert_int_equal(doc.arena.used, used);
        assert_true(room < 1 << 20);
    }
    assert_true(failures > 5);
    doc.arena.limit = limit;
    doc.arena.usable = usable;
    asc_document_release(&doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables),  cmocka_unit_test(test_entities),  cmocka_unit_test(test_fates),
        cmocka_unit_test(test_nothing), cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
