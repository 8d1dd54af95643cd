/* write: which values the rows of a document hold where the text or the input leaves a choice. Formats are in test_write.c. */
#include "write_fixture.h"

#include "write/text.h"

static const struct asc_write_options csv = {.delimiter = ','};

/* Writes a document's rows of one table and compares them. */
static void check_table(const char *why, const struct asc_write_options *options, struct asc_document *doc, enum asc_table_kind table,
                        const char *want)
{
    struct asc_buffer out[ASC_TABLES] = {{0}};
    assert_int_equal(asc_write_document(known, options, doc, 1U << table, out), ASC_OK);
    expect_text(out + table, want, why);
    asc_buffer_release(out + table);
}

static void add_part(struct asc_document *doc, const char *words, enum asc_block_type type)
{
    add_block(doc, words, type);
    add_sentence(doc, words);
}

/* --- documents and sentences ------------------------------------------------------------------------------------- */

static const char page[] = "A  headline\n\nBy Ana\nBrunsk\n\nOSLO\n\nHe left, 5 said.";

static void start_page(struct asc_document *doc)
{
    fixture_document(doc, "d1", page);
    doc->path = "d1.txt";
    add_part(doc, "A  headline", ASC_BLOCK_TITLE);
    add_part(doc, "By Ana\nBrunsk", ASC_BLOCK_BYLINE);
    add_part(doc, "OSLO", ASC_BLOCK_DATELINE);
    add_part(doc, "He left, 5 said.", ASC_BLOCK_BODY);
    strcpy(doc->sha256, "ab12");
}

static const struct {
    const char *why, *title, *date, *url;
    uint8_t fate;
    const char *want;
} documents[] = {
    {"title, byline and dateline are blocks; words are no punctuation", "", "", "", ASC_FATE_OK,
     "d1,d1.txt,,A headline,By Ana Brunsk,OSLO,,en,10,4,0,0,ab12,ok\n"},
    {"the title of the input comes first", "Given,  title", "", "http://x/a,b", ASC_FATE_OK,
     "d1,d1.txt,\"http://x/a,b\",\"Given, title\",By Ana Brunsk,OSLO,,en,10,4,0,0,ab12,ok\n"},
    {"a date of ISO 8601", "", "2024-03-05", "", ASC_FATE_REPAIRED,
     "d1,d1.txt,,A headline,By Ana Brunsk,OSLO,2024-03-05,en,10,4,0,0,ab12,repaired\n"},
    {"with its time", "", "2024-03-05T10:30:00Z", "", ASC_FATE_LIMITED,
     "d1,d1.txt,,A headline,By Ana Brunsk,OSLO,2024-03-05T10:30:00Z,en,10,4,0,0,ab12,limited\n"},
    {"what behind a date is no time is left out", "", "2024-03-05 in the morning", "", ASC_FATE_OK,
     "d1,d1.txt,,A headline,By Ana Brunsk,OSLO,2024-03-05,en,10,4,0,0,ab12,ok\n"},
    {"a date in words is none", "", "March 5, 2024", "", ASC_FATE_OK, "d1,d1.txt,,A headline,By Ana Brunsk,OSLO,,en,10,4,0,0,ab12,ok\n"},
    {"the thirteenth month is none", "", "2024-13-05", "", ASC_FATE_OK, "d1,d1.txt,,A headline,By Ana Brunsk,OSLO,,en,10,4,0,0,ab12,ok\n"},
};

static void test_documents(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(documents); i++) {
        struct asc_document doc;
        start_page(&doc);
        doc.title = documents[i].title;
        doc.date = documents[i].date;
        doc.url = documents[i].url;
        doc.fate = documents[i].fate;
        check_table(documents[i].why, &csv, &doc, ASC_TABLE_DOCUMENTS, documents[i].want);
        asc_document_release(&doc);
    }
}

static void test_sentences(void **state)
{
    (void)state;
    struct asc_document doc;
    start_page(&doc);
    check_table("a row for every block", &csv, &doc, ASC_TABLE_SENTENCES,
                "d1,1,1,title,0,11,A headline\nd1,2,2,byline,13,26,By Ana Brunsk\nd1,3,3,dateline,28,32,OSLO\n"
                "d1,4,4,body,34,50,\"He left, 5 said.\"\n");
    asc_document_release(&doc);
}

/* --- words ------------------------------------------------------------------------------------------------------- */

static void test_language(void **state)
{
    (void)state;
    struct asc_document doc;
    fixture_document(&doc, "d1", " -- ... --\n");
    doc.path = "";
    check_table("without words there is no language", &csv, &doc, ASC_TABLE_DOCUMENTS, "d1,,,,,,,,0,0,0,0,,ok\n");
    asc_document_release(&doc);
}

/* --- entities ---------------------------------------------------------------------------------------------------- */

static void start_entities(struct asc_document *doc)
{
    fixture_document(doc, "d1", "Ada Lee, a  tall\nwoman, met Odvar  Lund; Odvar; he. Lee; Ada\nLee left the U;N.");
    add_part(doc, doc->text, ASC_BLOCK_BODY);
    add_mention(doc, span_of(doc, "Ada Lee"), ASC_PERSON, ASC_LEVEL_NAME, 0);
    add_mention(doc, span_of(doc, "Odvar  Lund"), ASC_PERSON, ASC_LEVEL_NAME, 1);
    add_mention(doc, nth_span(doc, "Odvar", 2), ASC_PERSON, ASC_LEVEL_NAME, 1);
    add_mention(doc, nth_span(doc, "he", 1), ASC_PERSON, ASC_LEVEL_PRONOUN, 1);
    add_mention(doc, nth_span(doc, "Lee", 2), ASC_PERSON, ASC_LEVEL_NAME, 0);
    add_mention(doc, span_of(doc, "Ada\nLee"), ASC_PERSON, ASC_LEVEL_NAME, 0);
    add_mention(doc, span_of(doc, "U;N"), ASC_ORGANIZATION, ASC_LEVEL_NAME, 2);
    add_entity(doc, 0, span_of(doc, "Ada Lee"), "person/lee");
    add_entity(doc, 1, span_of(doc, "Odvar  Lund"), NULL)->role = span_of(doc, "a  tall\nwoman");
    add_entity(doc, 6, span_of(doc, "U;N"), "organization/un");
    add_entity(doc, 6, span_of(doc, "U;N"), "organization/un");
}

static const struct {
    const char *why;
    struct asc_write_options options;
    const char *want;
} entities[] = {
    {"the role of the text before that of the tables; a gazetteer id is the id of one entity, the next has its own",
     {.delimiter = ','},
     "d1,person/lee,PERSON,Ada Lee,wikidata:Q1,3,0,Lee,chief economist\n"
     "d1,e28,PERSON,Odvar Lund,,3,28,Odvar,a tall woman\n"
     "d1,organization/un,ORGANIZATION,United Nations,wikidata:Q1065,1,74,\"U,N\",\n"
     "d1,e74.2,ORGANIZATION,United Nations,wikidata:Q1065,0,74,,\n"},
    {"only ids inside the document are written in full",
     {.delimiter = ',', .full_ids = true},
     "d1,person/lee,PERSON,Ada Lee,wikidata:Q1,3,0,Lee,chief economist\n"
     "d1,d1#e28,PERSON,Odvar Lund,,3,28,Odvar,a tall woman\n"
     "d1,organization/un,ORGANIZATION,United Nations,wikidata:Q1065,1,74,\"U,N\",\n"
     "d1,d1#e74.2,ORGANIZATION,United Nations,wikidata:Q1065,0,74,,\n"},
};

static void test_entities(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(entities); i++) {
        struct asc_document doc;
        start_entities(&doc);
        check_table(entities[i].why, &entities[i].options, &doc, ASC_TABLE_ENTITIES, entities[i].want);
        asc_document_release(&doc);
    }
}

/* --- quotes ------------------------------------------------------------------------------------------------------ */

/* Two quotes of Ana's, the second in two pieces and inside the first; one without a speaker. */
static void start_quotes(struct asc_document *doc)
{
    fixture_document(doc, "d1", "\u201CI  go,\u201D she told\nOdvar on 2024-03-05 or Friday, \u201Cnow; or \"so\"\u201D. Nobody: \u201CRain.\u201D");
    add_part(doc, doc->text, ASC_BLOCK_BODY);
    add_mention(doc, span_of(doc, "she"), ASC_PERSON, ASC_LEVEL_PRONOUN, 0);
    add_mention(doc, span_of(doc, "Odvar"), ASC_PERSON, ASC_LEVEL_NAME, 1);
    add_entity(doc, 0, span_of(doc, "she"), "person/lee");
    add_entity(doc, 1, span_of(doc, "Odvar"), NULL);
    struct asc_attribution *quote = add_quote(doc, span_of(doc, "I  go,"), 0);
    quote->piece[quote->pieces++] = span_of(doc, "now; or \"so\"");
    quote->source = span_of(doc, "she");
    quote->cue = span_of(doc, "told");
    quote->addressee = span_of(doc, "Odvar");
    quote->addressee_entity = 1;
    quote->said_on = span_of(doc, "2024-03-05");
    quote->resolution = ASC_RESOLUTION_PRONOUN;
    quote->act = ASC_ACT_PROMISE;
    quote->rule = ASC_NONE;
    quote = add_quote(doc, span_of(doc, "or \"so\""), 1);
    quote->parent = 0;
    quote->rule = ASC_NONE;
    quote->kind = ASC_KIND_MIXED;
    quote->modality = ASC_NEGATED;
    quote->cue = span_of(doc, "told\nOdvar");
    quote->said_on = span_of(doc, "Friday");
    quote = add_quote(doc, span_of(doc, "Rain."), ASC_NONE);
    quote->kind = ASC_KIND_INDIRECT;
    quote->resolution = ASC_RESOLUTION_NO_ANTECEDENT;
    quote->confidence = 100;
    quote->rule = ASC_NONE;
}

static const struct {
    const char *why;
    struct asc_write_options options;
    const char *want;
} quotes[] = {
    {"pieces, parents, dates of ISO 8601 only, nothing where there is nothing; no rule is floating",
     {.delimiter = ','},
     "d1,q1,,direct,promise,asserted,\"I go, now; or \"\"so\"\"\",1,62,1..7;50..62,told,13,17,she,9,12,person/lee,Ada Lee,PERSON,"
     "chief economist,pronoun,Odvar,e18,2024-03-05,1,1,body,floating,0.88\n"
     "d1,q55,q1,mixed,statement,negated,\"or \"\"so\"\"\",55,62,55..62,told Odvar,13,23,,,,e18,Odvar,PERSON,,name,,,,1,1,body,floating,0.88\n"
     "d1,q74,,indirect,statement,asserted,Rain.,74,79,74..79,,,,,,,,,,,unknown:no-antecedent,,,,1,1,body,floating,1.00\n"},
    {"full ids, also of parents; offsets in bytes but not in ids",
     {.format = ASC_FORMAT_TSV, .delimiter = ',', .full_ids = true, .offsets = ASC_OFFSETS_BYTES},
     "d1\td1#q1\t\tdirect\tpromise\tasserted\tI go, now; or \"so\"\t3\t68\t3..9;56..68\ttold\t17\t21\tshe\t13\t16\tperson/lee\tAda Lee\t"
     "PERSON\tchief economist\tpronoun\tOdvar\td1#e18\t2024-03-05\t1\t1\tbody\tfloating\t0.88\n"
     "d1\td1#q55\td1#q1\tmixed\tstatement\tnegated\tor \"so\"\t61\t68\t61..68\ttold Odvar\t17\t27\t\t\t\td1#e18\tOdvar\tPERSON\t\tname\t\t\t\t"
     "1\t1\tbody\tfloating\t0.88\n"
     "d1\td1#q74\t\tindirect\tstatement\tasserted\tRain.\t84\t89\t84..89\t\t\t\t\t\t\t\t\t\t\tunknown:no-antecedent\t\t\t\t1\t1\tbody\tfloating\t"
     "1.00\n"},
};

static void test_quotes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(quotes); i++) {
        struct asc_document doc;
        start_quotes(&doc);
        check_table(quotes[i].why, &quotes[i].options, &doc, ASC_TABLE_QUOTES, quotes[i].want);
        asc_document_release(&doc);
    }
}

/* --- white space ------------------------------------------------------------------------------------------------- */

/* Squeezes character by character; returns the bytes written. */
static size_t squeeze_slowly(const char *text, size_t len, char *to)
{
    size_t written = 0;
    for (size_t i = 0; i < len;) {
        size_t white = asc_space_at(text + i, len - i);
        if (!white) {
            to[written++] = text[i];
        } else if (!written || to[written - 1] != ' ') {
            to[written++] = ' ';
        }
        i += white ? white : 1;
    }
    return written;
}

/* Texts of all lengths and mixtures, in two pieces: eight bytes at a time gives what one at a time does. */
static void test_squeeze(void **state)
{
    (void)state;
    static const char *const part[] = {" ", "a", "bc", "\n", "!", "\t", "\xC2\xA0", "\u00E9", "\u2003", "\u201C", "\x1F", "\x7F", "defghijk", "  "};
    uint32_t seed = 1;
    for (unsigned round = 0; round < 20000; round++) {
        char text[128] = "", want[128];
        size_t len = 0;
        for (unsigned parts = round % 12; parts > 0; parts--) {
            seed = seed * 1664525 + 1013904223;
            const char *piece = part[(seed >> 16) % (round % 3 ? COUNT(part) : 3)];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        size_t cut = len ? (seed >> 8) % len : 0;
        while (cut && ((unsigned char)text[cut] & 0xC0) == 0x80) {
            cut--;
        }
        struct asc_buffer out = {0};
        asc_put_squeezed(&out, 0, (struct asc_string){text, cut});
        asc_put_squeezed(&out, 0, (struct asc_string){text + cut, len - cut});
        want[squeeze_slowly(text, len, want)] = '\0';
        expect_text(&out, want, text);
        asc_buffer_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents), cmocka_unit_test(test_sentences), cmocka_unit_test(test_language),
        cmocka_unit_test(test_entities),  cmocka_unit_test(test_quotes),    cmocka_unit_test(test_squeeze),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
