/* write: what a cell is made of: quoting, numbers, dates, white space, offsets and ids. */
#include "write_fixture.h"

#include "write/cell.h"
#include "write/date.h"
#include "write/ids.h"
#include "write/offsets.h"
#include "write/text.h"

static const struct asc_write_options csv = {.delimiter = ','};
static const struct asc_write_options tsv = {.format = ASC_FORMAT_TSV, .delimiter = ','};
static const struct asc_write_options jsonl = {.format = ASC_FORMAT_JSONL, .delimiter = ','};
static const struct asc_write_options excel = {.excel = true, .delimiter = ';'};
static const struct asc_write_options dotted = {.delimiter = '.'};
static const struct asc_write_options excel_tsv = {.format = ASC_FORMAT_TSV, .excel = true, .delimiter = ','};

/* --- cells ------------------------------------------------------------------------------------------------------- */

static void test_cells(void **state)
{
    static const struct {
        const char *why;
        const struct asc_write_options *options;
        const char *content, *want;
    } rows[] = {
        {"plain text is bare", &csv, "said Ana", "said Ana,x\n"},
        {"nothing is nothing", &csv, "", ",x\n"},
        {"a space is no reason to quote", &csv, " a ", " a ,x\n"},
        {"the delimiter is", &csv, "a,b", "\"a,b\",x\n"},
        {"a quotation mark is, and is doubled", &csv, "5\" gun", "\"5\"\" gun\",x\n"},
        {"marks alone", &csv, "\"\"", "\"\"\"\"\"\",x\n"},
        {"curly marks are not", &csv, "\xE2\x80\x9Cno\xE2\x80\x9D", "\xE2\x80\x9Cno\xE2\x80\x9D,x\n"},
        {"a line break becomes a space, and needs no quotes then", &csv, "a\nb", "a b,x\n"},
        {"CR LF is one line break", &csv, "a\r\nb", "a b,x\n"},
        {"CR alone is one", &csv, "a\rb\r", "a b ,x\n"},
        {"two line breaks are two", &csv, "a\n\r\nb", "a  b,x\n"},
        {"a tab becomes a space", &csv, "a\tb", "a b,x\n"},
        {"a break behind the eighth byte", &csv, "0123456789\n,", "\"0123456789 ,\",x\n"},
        {"another delimiter does not matter", &csv, "3..12;15..20", "3..12;15..20,x\n"},
        {"formulas are left alone without the dialect", &csv, "=1+2", "=1+2,x\n"},
        {"TSV quotes nothing", &tsv, "a,\"b\"", "a,\"b\"\tx\n"},
        {"TSV has no tab in a cell", &tsv, "a\tb\r\nc", "a b c\tx\n"},
        {"excel ends lines with CR LF", &excel, "a", "a;x\r\n"},
        {"excel quotes for its own delimiter", &excel, "3..12;15..20", "\"3..12;15..20\";x\r\n"},
        {"... and not for a comma", &excel, "a,b", "a,b;x\r\n"},
        {"a formula", &excel, "=1+2", "'=1+2;x\r\n"},
        {"a formula that needs quotes", &excel, "=HYPERLINK(\"a\";\"b\")", "\"'=HYPERLINK(\"\"a\"\";\"\"b\"\")\";x\r\n"},
        {"a plus", &excel, "+cmd", "'+cmd;x\r\n"},
        {"a minus", &excel, "-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0;x\r\n"},
        {"an at sign", &excel, "@SUM(A1)", "'@SUM(A1);x\r\n"},
        {"a tab that hides one", &excel, "\t=1", "' =1;x\r\n"},
        {"a CR that hides one", &excel, "\r=1", "' =1;x\r\n"},
        {"an equals sign inside", &excel, "a=1", "a=1;x\r\n"},
        {"a negative number", &excel, "-12", "-12;x\r\n"},
        {"a negative fraction", &excel, "-12.5", "-12.5;x\r\n"},
        {"a number with a plus", &excel, "+3", "+3;x\r\n"},
        {"a number with an exponent", &excel, "-1.5e-3", "-1.5e-3;x\r\n"},
        {"a sign alone is no number", &excel, "-", "'-;x\r\n"},
        {"a difference is no number", &excel, "-1-1", "'-1-1;x\r\n"},
        {"an exponent without digits is no number", &excel, "-1e", "'-1e;x\r\n"},
        {"a point without digits is no number", &excel, "-1.", "'-1.;x\r\n"},
        {"formulas in TSV too", &excel_tsv, "=1", "'=1\tx\r\n"},
        {"a delimiter that numbers hold", &dotted, "a", "a.\"0.5\"\n"},
        {"JSON strings", &jsonl, "a", "{\"k\\\"\":\"a\",\"n\":x}\n"},
        {"nothing is null", &jsonl, "", "{\"k\\\"\":null,\"n\":x}\n"},
        {"JSON escapes", &jsonl, "\"\\\x01\x1F", "{\"k\\\"\":\"\\\"\\\\\\u0001\\u001f\",\"n\":x}\n"},
        {"line breaks are spaces there too", &jsonl, "a\r\nb\tc", "{\"k\\\"\":\"a b c\",\"n\":x}\n"},
        {"UTF-8 stays", &jsonl, "\xF0\x9F\x93\xB7\xC3\xA9", "{\"k\\\"\":\"\xF0\x9F\x93\xB7\xC3\xA9\",\"n\":x}\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asc_buffer out = {0};
        struct asc_cells cells = {.options = rows[i].options, .out = &out};
        asc_row_begin(&cells);
        asc_cell_text(&cells, "k\"", ASC_CELL_TEXT, rows[i].content, strlen(rows[i].content));
        bool fraction = rows[i].options == &dotted;
        asc_cell_text(&cells, "n", ASC_CELL_NUMBER, fraction ? "0.5" : "x", fraction ? 3 : 1);
        asc_row_end(&cells);
        expect_text(&out, rows[i].want, rows[i].why);
        asc_buffer_release(&out);
    }
}

static void test_numbers(void **state)
{
    static const struct {
        const char *why;
        int64_t number;
        const char *want;
    } rows[] = {
        {"zero", 0, "0"},
        {"the end of the digits", 10, "10"},
        {"the largest", INT64_MAX, "9223372036854775807"},
        {"the smallest", INT64_MIN, "-9223372036854775808"},
    };
    static const struct {
        const char *why;
        unsigned percent;
        const char *want;
    } percents[] = {{"none", 0, "0.00"}, {"one digit", 7, "0.07"}, {"two digits", 93, "0.93"}, {"all", 100, "1.00"}, {"more is all", 200, "1.00"}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asc_buffer out = {0};
        asc_put_signed(&out, rows[i].number);
        expect_text(&out, rows[i].want, rows[i].why);
        asc_buffer_release(&out);
    }
    for (size_t i = 0; i < COUNT(percents); i++) {
        struct asc_buffer out = {0};
        asc_put_percent(&out, percents[i].percent);
        expect_text(&out, percents[i].want, percents[i].why);
        asc_buffer_release(&out);
    }
}

static void test_dates(void **state)
{
    static const struct {
        const char *why, *date;
        bool want;
    } rows[] = {
        {"a day", "2016-12-03", true},
        {"a year", "2016", true},
        {"a month", "2016-12", true},
        {"a time", "2016-12-03T04:05", true},
        {"a second, a fraction, a zone", "2016-12-03T04:05:06.789+01:00", true},
        {"a space for the T", "2016-12-03 04:05:06Z", true},
        {"no such month", "2016-13-03", false},
        {"no such day", "2016-12-32", false},
        {"no such hour", "2016-12-03T25:00", false},
        {"no such minute", "2016-12-03T04:61", false},
        {"half a zone", "2016-12-03T04:05+1", false},
        {"half a day", "2016-12-3", false},
        {"a dash too many", "2016-12-", false},
        {"words", "Saturday", false},
        {"the other order", "03/12/2016", false},
        {"something behind", "2016-12-03 (updated)", false},
        {"nothing", "", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (asc_is_date(rows[i].date) != rows[i].want) {
            fail_msg("%s: %s", rows[i].why, rows[i].date);
        }
    }
}

static void test_text(void **state)
{
    static const struct {
        const char *why, *text, *squeezed, *clean;
    } rows[] = {
        {"nothing to do", "a b", "a b", "a b"},
        {"nothing at all", "", "", ""},
        {"runs and ends", "  a \n\tb ", "a b", "  a \n\tb "},
        {"spaces beyond ASCII",
         "\xC2\xA0"
         "a\xE2\x80\x83\xC2\xA0"
         "b\xE3\x80\x80",
         "a b",
         "\xC2\xA0"
         "a\xE2\x80\x83\xC2\xA0"
         "b\xE3\x80\x80"},
        {"their neighbours are no spaces",
         "\xE2\x80\x8B"
         "a\xC2\xA1",
         "\xE2\x80\x8B"
         "a\xC2\xA1",
         "\xE2\x80\x8B"
         "a\xC2\xA1"},
        {"a broken byte",
         "a\xFF"
         "b",
         "a\xFF"
         "b",
         "a\xEF\xBF\xBD"
         "b"},
        {"a character that is cut off", "a\xE2\x80", "a\xE2\x80", "a\xEF\xBF\xBD\xEF\xBF\xBD"},
    };
    (void)state;
    struct asc_arena arena;
    asc_arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asc_string text = {rows[i].text, strlen(rows[i].text)};
        assert_true(asc_squeeze(&arena, &text));
        if (text.len != strlen(rows[i].squeezed) || memcmp(text.at, rows[i].squeezed, text.len) != 0) {
            fail_msg("%s: squeezed to %.*s", rows[i].why, (int)text.len, text.at);
        }
        if (strcmp(asc_clean(&arena, rows[i].text), rows[i].clean) != 0) {
            fail_msg("%s: cleaned to %s", rows[i].why, asc_clean(&arena, rows[i].text));
        }
    }
    asc_arena_release(&arena);
}

/* --- offsets and ids --------------------------------------------------------------------------------------------- */

/* Every byte that begins a character, against a count by hand. */
static void expect_places(struct asc_document *doc, enum asc_offsets unit)
{
    struct asc_places places;
    assert_int_equal(asc_places_init(&places, doc, unit, ','), ASC_OK);
    uint32_t characters = 0, astral = 0;
    for (uint32_t i = 0; i <= doc->len; i++) {
        unsigned char c = (unsigned char)doc->text[i];
        if (i < doc->len && (c & 0xC0) == 0x80) {
            continue;
        }
        uint32_t want = unit == ASC_OFFSETS_BYTES ? i : unit == ASC_OFFSETS_UTF16 ? characters + astral : characters;
        assert_int_equal(asc_place(&places, i), want);
        assert_int_equal(asc_place_characters(&places, i), characters);
        characters++;
        astral += c >= 0xF0;
    }
    assert_int_equal(asc_place(&places, UINT32_MAX), asc_place(&places, doc->len));
}

/* Every span of a text: white space and odd bytes, against one look at each byte. */
static void expect_spans(struct asc_document *doc)
{
    struct asc_places places;
    assert_int_equal(asc_places_init(&places, doc, ASC_OFFSETS_CHARACTERS, ','), ASC_OK);
    for (uint32_t begin = 0; begin < doc->len; begin++) {
        bool loose = false, odd = false;
        unsigned kinds = 0;
        for (uint32_t i = begin; i < doc->len && i < begin + 150; i++) {
            const char *at = doc->text + i;
            size_t white = asc_space_at(at, doc->len - i);
            loose |= white && (*at != ' ' || (i && at[-1] == ' '));
            kinds |= ((unsigned char)*at < ' ' ? ASC_ODD_CONTROL : 0U) | (*at == '"' ? ASC_ODD_QUOTE : 0U) | (*at == ',' ? ASC_ODD_DELIMITER : 0U);
            odd |= kinds != 0;
            struct asc_span span = {begin, i + 1};
            if (asc_places_loose(&places, span) != loose || asc_places_odd(&places, span) != odd ||
                asc_odd_kinds(doc->text + begin, i + 1 - begin, ',') != kinds) {
                fail_msg("bytes %u to %u of \"%s\"", begin, i + 1, doc->text);
            }
        }
    }
}

static void test_spans(void **state)
{
    static const char *const piece[] = {"a",    "word ",    "letters",  "\xC3\xA9",     "\xE2\x80\x9C", " ",           "  ", ",", "\"", "\n", "\t",
                                        "\x1F", "\xC2\xA0", "\xC2\x85", "\xE2\x80\x83", "\xE1\x9A\x80", "\xE3\x80\x80"};
    (void)state;
    for (unsigned seed = 0; seed < 60; seed++) {
        char text[1024] = "";
        unsigned pieces = seed < 5 ? seed : seed * 2, random = seed + 1, common = seed % 3 ? (unsigned)COUNT(piece) : 5;
        for (unsigned p = 0; p < pieces; p++) {
            random = random * 1103515245U + 12345U;
            strcat(text, piece[(random >> 16) % common]);
        }
        struct asc_document doc;
        fixture_document(&doc, "d", text);
        expect_spans(&doc);
        asc_document_release(&doc);
    }
}

static void test_offsets(void **state)
{
    static const char *const piece[] = {"a", "\xC3\xA9", "\xE2\x80\x9C", "\xF0\x9F\x93\xB7", " words ", "\xEF\xBF\xBD"};
    (void)state;
    for (unsigned seed = 0; seed < 40; seed++) {
        char text[4096] = "";
        unsigned pieces = seed < 5 ? seed : seed * 20, random = seed + 1;
        for (unsigned p = 0; p < pieces && strlen(text) < sizeof text - 16; p++) {
            random = random * 1103515245U + 12345U;
            strcat(text, piece[(random >> 16) % COUNT(piece)]);
        }
        struct asc_document doc;
        fixture_document(&doc, "d", text);
        for (unsigned unit = 0; unit <= ASC_OFFSETS_UTF16; unit++) {
            expect_places(&doc, unit);
            doc.ascii = doc.ascii && unit != 0; /* an ASCII text that nobody knows to be one */
        }
        asc_document_release(&doc);
    }
}

static void test_ids(void **state)
{
    static const struct {
        const char *why;
        uint32_t begin[5], count, nth[5];
    } rows[] = {
        {"none", {0}, 0, {0}},
        {"each at its own place", {0, 4, 9}, 3, {1, 1, 1}},
        {"two that begin together", {4, 4, 9}, 3, {1, 2, 1}},
        {"at the start of the text", {0, 0, 0}, 3, {1, 2, 3}},
        {"a layer out of order: the order of the layer counts", {9, 4, 9, 4, 9}, 5, {1, 1, 2, 2, 3}},
    };
    (void)state;
    struct asc_arena arena;
    asc_arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint32_t begin[5];
        memcpy(begin, rows[i].begin, sizeof begin);
        assert_true(asc_ids_nth(&arena, begin, rows[i].count));
        for (uint32_t k = 0; k < rows[i].count; k++) {
            if (begin[k] != rows[i].nth[k]) {
                fail_msg("%s: number %u is %u", rows[i].why, k, begin[k]);
            }
        }
    }
    asc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),   cmocka_unit_test(test_numbers), cmocka_unit_test(test_dates), cmocka_unit_test(test_text),
        cmocka_unit_test(test_offsets), cmocka_unit_test(test_ids),     cmocka_unit_test(test_spans),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
