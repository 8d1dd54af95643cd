/* names and resolve: which words name somebody or something, and which of them name the same. */
#include "evidence/evidence.h"
#include "read_fixture.h"

/* "PERSON Ana Diaz | PLACE Quito": the mentions by name, in their order. */
static void put_mentions(const struct asc_document *doc, struct asc_buffer *out)
{
    for (uint32_t m = 0; m < doc->mentions; m++) {
        const struct asc_mention *mention = &doc->mention[m];
        if (mention->level == ASC_LEVEL_NAME) {
            put_bar(out);
            asc_put_text(out, asc_type_name(mention->type));
            asc_put_text(out, " ");
            put_words(out, doc, mention->begin, mention->end);
        }
    }
}

/* "Ana Diaz = Diaz = she | Quito": the entities that are named, each with its mentions. */
static void put_entities(const struct asc_document *doc, struct asc_buffer *out)
{
    for (uint32_t e = 0; e < doc->entities; e++) {
        if (doc->entity[e].level != ASC_LEVEL_NAME) {
            continue;
        }
        const char *between = NULL;
        for (uint32_t m = 0; m < doc->mentions; m++) {
            if (doc->mention[m].entity == e) {
                if (between) {
                    asc_put_text(out, between);
                } else {
                    put_bar(out);
                }
                put_words(out, doc, doc->mention[m].begin, doc->mention[m].end);
                between = " = ";
            }
        }
    }
}

/* "Ana Diaz: mayor of Quito": the entities that have a role. */
static void put_roles(const struct asc_document *doc, struct asc_buffer *out)
{
    for (uint32_t e = 0; e < doc->entities; e++) {
        const struct asc_entity *entity = doc->entity + e;
        if (entity->role.end > entity->role.begin) {
            put_bar(out);
            put_words(out, doc, entity->name.begin, entity->name.end);
            asc_put_text(out, ": ");
            put_words(out, doc, entity->role.begin, entity->role.end);
        }
    }
}

/* --- one name ------------------------------------------------------------------------------------------------------- */

static const struct row edges[] = {
    {"Mr at the beginning, and a common surname", "Mr Smith left.", "PERSON Smith"},
    {"a person and a place", "Ana Diaz lives in Quito.", "PERSON Ana Diaz | PLACE Quito"},
    {"the full stop of the sentence is no part", "He thanked Ana Diaz. Then he left.", "PERSON Ana Diaz"},
    {"the full stop of an initial is", "They met George W. Bush in Quito.", "PERSON George W. Bush | PLACE Quito"},
    {"an apostrophe s is no part", "Ana Diaz's road is closed.", "PERSON Ana Diaz"},
    {"with a curly apostrophe", "Ana Diaz’s road is closed.", "PERSON Ana Diaz"},
    {"an apostrophe alone is no part", "They met at John Edwards' house.", "PERSON John Edwards"},
    {"two spaces inside", "They met Barack  Obama in Quito.", "PERSON Barack Obama | PLACE Quito"},
    {"a title stands outside", "They met President Ana Diaz in Quito.", "PERSON Ana Diaz | PLACE Quito"},
    {"a party and its role stand outside", "They met Labour MP Ana Diaz on Monday.", "ORGANIZATION Labour | PERSON Ana Diaz"},
    {"Mrs stands outside", "Mrs. Vega opened the road.", "PERSON Vega"},
    {"Sir stands outside", "They met Sir Keir Starmer in London.", "PERSON Keir Starmer | PLACE London"},
    {"a nationality stands outside", "Embattled Australian Anthony Hill left.", "GROUP Australian | PERSON Anthony Hill"},
    {"a role behind a comma", "They met Ana Diaz, the mayor of Quito.", "PERSON Ana Diaz | PLACE Quito"},
    {"a name ends before the verb", "Mr Clinton persuaded Ana Diaz to stay.", "PERSON Clinton | PERSON Ana Diaz"},
    {"particles are inside", "They met Ursula von der Leyen in Brussels.", "PERSON Ursula von der Leyen | PLACE Brussels"},
    {"al- is inside", "They met Bashar al-Assad in Damascus.", "PERSON Bashar al-Assad | PLACE Damascus"},
    {"bin is inside", "They met Mohammed bin Salman in Riyadh.", "PERSON Mohammed bin Salman | PLACE Riyadh"},
    {"a suffix is inside", "They met Martin Luther King Jr. in Memphis.", "PERSON Martin Luther King Jr. | PLACE Memphis"},
    {"a hyphen is inside", "They met Jean-Pierre Blanc in Paris.", "PERSON Jean-Pierre Blanc | PLACE Paris"},
    {"letters beyond ASCII", "They met José Ángel Muñoz in Łódź.", "PERSON José Ángel Muñoz | PLACE Łódź"},
    {"full stops inside", "The U.S. sent a team to the U.N. on Monday.", "PLACE U.S. | ORGANIZATION U.N."},
    {"an ampersand inside", "Johnson & Johnson is based in New Jersey.", "ORGANIZATION Johnson & Johnson | PLACE New Jersey"},
    {"a list of names", "Ana Diaz, Luis Vega and Eva Moreno met.", "PERSON Ana Diaz | PERSON Luis Vega | PERSON Eva Moreno"},
    {"a town and its country", "They met in Quito, Ecuador.", "PLACE Quito | PLACE Ecuador"},
    {"a university of a place", "She studied at the University of Oxford.", "ORGANIZATION University of Oxford"},
    {"a wrapped line with spaces around",
     "The team that came to the town a year ago was paid for by the United States of \n"
     " America, which had been asked for the money in a letter by the council of the\n town.\n",
     "PLACE United States of America"},
    {"a nickname of two words", "They met José “El Toro” Luna in Quito.", "PERSON José “El Toro” Luna | PLACE Quito"},
};

static const struct row lines[] = {
    {"the last name of a title and the first of the text stay apart", "A road for Ana Diaz\n\nLuis Vega opened the road on Monday.\n",
     "PERSON Ana Diaz | PERSON Luis Vega"},
    {"short lines are lines: no name crosses them", "Members:\nAna Diaz\nLuis Vega\nEva Moreno\n",
     "PERSON Ana Diaz | PERSON Luis Vega | PERSON Eva Moreno"},
    {"line breaks of Windows", "They met Ana Diaz\r\n\r\nLuis Vega left.\r\n", "PERSON Ana Diaz | PERSON Luis Vega"},
};

static const struct row letters[] = {
    {"a headline in capitals", "ANA DIAZ OPENS ROAD IN QUITO\n\nAna Diaz opened the road on Monday, and the town came.\n",
     "PERSON ANA DIAZ | PLACE QUITO | PERSON Ana Diaz"},
    {"words that begin a sentence are no names", "Today the road is closed. Maybe it opens. About ten people came. Meanwhile we wait.", ""},
    {"a month is no name", "The road opens in May. It was closed in August.", ""},
    {"a given name that is a word, at the beginning", "Will they open the road? May I come?", ""},
    {"a title with a hyphen before a name with one", "Deputy Director-General Kang Wen-hao left.", "PERSON Kang Wen-hao"},
    {"an acronym that newspapers write as a word", "She would not rule out Nato talks.", "ORGANIZATION Nato"},
    {"a given name that is a word, with a surname", "Will Smith met Sue Gray in London.", "PERSON Will Smith | PERSON Sue Gray | PLACE London"},
    {"a country in capitals", "The flight from the UNITED STATES to CYPRUS was late.", "PLACE UNITED STATES | PLACE CYPRUS"},
    {"what names nothing though it has capitals", "Officials said that GDP fell and that AI, TV, Brexit and COVID-19 will stay.", ""},
    {"a president is no town of Japan", "They asked if Obama would come.", "PERSON Obama"},
    {"... not even behind what they stand for", "They tested it for the human immunodeficiency virus (HIV).", ""},
    {"... but as a part of a name", "She works for the AI Security Institute.", "ORGANIZATION AI Security Institute"},
};

static const struct row types[] = {
    {"a surname that begins a sentence and was named before", "Ana Brodie was there. Brodie left.", "PERSON Ana Brodie | PERSON Brodie"},
    {"people of a country are a group", "The Iraqis met the Americans.", "GROUP Iraqis | GROUP Americans"},
    {"an adjective of a country is a group", "An Iraqi general met a French judge.", "GROUP Iraqi | GROUP French"},
    {"Abu Dhabi is no person", "The plane flew from Abu Dhabi to Saudi Arabia.", "PLACE Abu Dhabi | PLACE Saudi Arabia"},
    {"the West Bank is no person", "They live in the West Bank.", "PLACE West Bank"},
    {"a person with the name of a town", "Paris Hilton flew to Paris.", "PERSON Paris Hilton | PLACE Paris"},
    {"a person named after a country", "Michael Jordan flew to Jordan.", "PERSON Michael Jordan | PLACE Jordan"},
    {"a militia, as its table spells it", "Fighters of Kataib Hezbollah left Baghdad.", "ORGANIZATION Kataib Hezbollah | PLACE Baghdad"},
    {"with an apostrophe", "Fighters of Kata'ib Hezbollah left Baghdad.", "ORGANIZATION Kata'ib Hezbollah | PLACE Baghdad"},
    {"with a curly apostrophe", "Fighters of Kata’ib Hezbollah left Baghdad.", "ORGANIZATION Kata’ib Hezbollah | PLACE Baghdad"},
    {"with an ayn", "Fighters of Kataʿib Hezbollah left Baghdad.", "ORGANIZATION Kataʿib Hezbollah | PLACE Baghdad"},
    {"with other vowels", "Fighters of Kata'ib Hizballah left Baghdad.", "ORGANIZATION Kata'ib Hizballah | PLACE Baghdad"},
    {"Hezbollah", "Fighters of Hezbollah left.", "ORGANIZATION Hezbollah"},
    {"Hizbullah", "Fighters of Hizbullah left.", "ORGANIZATION Hizbullah"},
    {"Hizballah", "Fighters of Hizballah left.", "ORGANIZATION Hizballah"},
    {"a general in three spellings", "They honoured Qassem Soleimani, Qasem Soleimani and Qasim Suleimani.",
     "PERSON Qassem Soleimani | PERSON Qasem Soleimani | PERSON Qasim Suleimani"},
    {"a sports team by its full name", "The Houston Rockets won in Dallas.", "ORGANIZATION Houston Rockets | PLACE Dallas"},
    {"a paper, without its article", "She writes for The New York Times.", "ORGANIZATION New York Times"},
    {"a court", "The Supreme Court met.", "ORGANIZATION Supreme Court"},
    {"a police force of a town", "The Leeds police closed the road.", "PLACE Leeds"},
    {"a street", "They live in Baker Street in London.", "PLACE Baker Street | PLACE London"},
    {"a day and a feast", "On Monday before Christmas the road was closed.", ""},
    {"languages and their people", "She speaks Spanish to the Spanish.", "GROUP Spanish | GROUP Spanish"},
    {"a river", "They swam in the Euphrates.", "PLACE Euphrates"},
    {"a person with two initials", "J.K. Rowling lives in Edinburgh.", "PERSON J.K. Rowling | PLACE Edinburgh"},
    {"Mr in the middle stands outside", "They saw Mr. Vega leave.", "PERSON Vega"},
    {"Mr stands outside", "They met Mr Smith on Monday.", "PERSON Smith"},
    {"Mrs in the middle", "They saw Mrs Vega on Monday.", "PERSON Vega"},
    {"Ms in the middle", "They met Ms Brodie.", "PERSON Brodie"},
    {"a doctor's title stands outside", "They met Dr. Vega on Monday.", "PERSON Vega"},
    {"a general's rank stands outside", "They met Gen. Vega in Quito.", "PERSON Vega | PLACE Quito"},
    {"a paragraph's end stops a name", "They all met Ana\n\nDiaz was not there.\n", "PERSON Ana | PERSON Diaz"},
    {"an army", "The Israeli army left Gaza.", "GROUP Israeli | PLACE Gaza"},
    {"the army of a people", "The British army came.", "GROUP British"},
    {"the government of a people", "The Iraqi government fell.", "GROUP Iraqi"},
    {"a former president", "They met former US president Barack Obama.", "PLACE US | PERSON Barack Obama"},
    {"a ministry", "The Ministry of Defence opened a road.", "ORGANIZATION Ministry of Defence"},
    {"a state that is a president", "George Washington never lived in Washington.", "PERSON George Washington | PLACE Washington"},
    {"a name with an apostrophe is whole", "They eat at McDonald's in Quito.", "ORGANIZATION McDonald's | PLACE Quito"},
    {"two titles stand outside", "They met Mr Justice Macdonald on Monday.", "PERSON Macdonald"},
    {"marks of quotation around a nickname", "They met Ana \"Rocky\" Diaz in Quito.", "PERSON Ana \"Rocky\" Diaz | PLACE Quito"},
    {"a wrapped line is none: a name crosses it",
     "The road that was closed for a year was opened again on Monday by the mayor Ana\n"
     "Diaz, who had asked for the money in a letter to the council of the town and had\n"
     "been given half of it after a long debate.\n",
     "PERSON Ana Diaz"},
    {"a headline in title case is not one name", "Moody's Withdraws The Rating Of Ecuador\n\nThe rating was withdrawn on Monday, the agency said.\n",
     "ORGANIZATION Moody's | PLACE Ecuador"},
    {"the pronoun us is not the country", "They told us to wait, and US officials agreed.", "PLACE US"},
    {"given names joined before one surname", "Katharine and Charles Parsons met.", "PERSON Katharine | PERSON Charles Parsons"},
    {"a senator's title stands outside", "They met Sen. Vega.", "PERSON Vega"},
    {"a people that begins the second sentence", "It was late. Afghans cheered.", "GROUP Afghans"},
    {"a town that begins the second sentence", "It was late. Kyiv slept.", "PLACE Kyiv"},
    {"a town is a town at the beginning of the second sentence too", "It was late. Paris slept.", "PLACE Paris"},
    {"a hospital of a saint whose name ends in s", "He died at St Thomas' Hospital in London.", "ORGANIZATION St Thomas' Hospital | PLACE London"},
    {"what a district runs", "The Greenfield Unified School District has agreed.", "ORGANIZATION Greenfield Unified School District"},
    {"a party and a state in brackets", "Rep. Luis Vega (R-Texas) has left.", "PERSON Luis Vega | PLACE Texas"},
    {"a double surname that no table holds", "The letter by Ana Brunsk-Odvar came late.", "PERSON Ana Brunsk-Odvar"},
    {"a given name that is a verb, before its object", "Will they open the road? May I come? Sue them.", ""},
    {"a university at which somebody studied", "She studied at Odvar University.", "ORGANIZATION Odvar University"},
    {"a bank is no river bank", "She is the new head of Odvar Bank.", "ORGANIZATION Odvar Bank"},
    {"a council of a country, all of it", "The National Arts Council of Zimbabwe paid for the noses.",
     "ORGANIZATION National Arts Council of Zimbabwe"},
    {"a body that belongs to many", "He joined the Odvarsund Farmers' Union.", "ORGANIZATION Odvarsund Farmers' Union"},
    {"what says first that it is a body", "The loan came from Banco Odvar.", "ORGANIZATION Banco Odvar"},
    {"somebody with an age", "Brunska Odvar-Otieno, 34, has left.", "PERSON Brunska Odvar-Otieno"},
    {"one body behind one article", "The Odvar Fish and Wildlife Department has agreed.", "ORGANIZATION Odvar Fish and Wildlife Department"},
};

/* --- which name the same -------------------------------------------------------------------------------------------- */

static const struct row entities[] = {
    {"the surname", "Ana Diaz came. Diaz left.", "Ana Diaz = Diaz"},
    {"the given name", "Ana Diaz came. Ana left.", "Ana Diaz = Ana"},
    {"two people of one surname", "Anna Mason met Paul Mason. Anna Mason left.", "Anna Mason = Anna Mason | Paul Mason"},
    {"distinct given names never merge", "Tiffany Mason came. Savannah Mason left.", "Tiffany Mason | Savannah Mason"},
    {"a middle initial", "John Mason came. John D. Mason left.", "John Mason = John D. Mason"},
    {"an initial for the given name", "John Mason came. J. Mason left.", "John Mason = J. Mason"},
    {"an initial that does not fit", "John Mason came. P. Mason left.", "John Mason | P. Mason"},
    {"a title in between", "Ana Diaz came. President Diaz left. Mrs Diaz waved.", "Ana Diaz = Diaz = Diaz"},
    {"with and without accents", "José Muñoz came. Jose Munoz left.", "José Muñoz = Jose Munoz"},
    {"in capitals", "ANA DIAZ came. Ana Diaz left.", "ANA DIAZ = Ana Diaz"},
    {"a name's possessive", "Ana Diaz came. Diaz's car left.", "Ana Diaz = Diaz"},
    {"a full name after its surname", "Vega left early. Luis Vega is a baker.", "Vega = Luis Vega"},
    {"a company by its first word", "Acme Steel Corp. grew. Acme hired.", "Acme Steel Corp. = Acme"},
    {"long form and acronym", "The National Road Agency (NRA) met. The NRA said no.", "National Road Agency = NRA = NRA"},
    {"three forms of one country", "The United States sent a team. The U.S. paid. US officials agreed.", "United States = U.S. = US"},
    {"a country and its people are two", "Iraq voted. Iraqis cheered.", "Iraq | Iraqis"},
    {"a place in two spellings of one table", "Kyiv was cold. Kiev was dark.", "Kyiv = Kiev"},
    {"a militia in two spellings", "Hezbollah left. Hizbullah came back.", "Hezbollah = Hizbullah"},
    {"the acronym of a body that no table has", "The Quito Road Council (QRC) met. The QRC voted.", "Quito Road Council = QRC = QRC"},
    {"a surname with a hyphenated particle, without it", "Osman al-Nur came. Nur left. Al-Nur waved.", "Osman al-Nur = Nur = Al-Nur"},
    {"a title tells which of two", "Rosa Vega married Luis Vega. Luis Vega left. It is Ms. Vega’s plan.", "Rosa Vega = Vega | Luis Vega = Luis Vega"},
    {"the first of two surnames", "Luis Vega García came. Vega left.", "Luis Vega García = Vega"},
};

/* --- roles ---------------------------------------------------------------------------------------------------------- */

static const struct row roles[] = {
    {"before the name", "Deputy mayor Ana Diaz left.", "Ana Diaz: Deputy mayor"},
    {"behind the name", "Ana Diaz, mayor of Quito, left.", "Ana Diaz: mayor of Quito"},
    {"two of one person", "They met Quito Steel chairman and chief executive officer Ana Diaz.",
     "Ana Diaz: Quito Steel chairman and chief executive officer"},
    {"both halves of a word with a hyphen", "They met co-founder Ana Diaz.", "Ana Diaz: co-founder"},
    {"a dash before it is no part", "1969 - Scottish driver Ana Diaz won the race.", "Ana Diaz: Scottish driver"},
    {"someone else's", "The mayor and Ana Diaz left.", ""},
};

static const struct row known_mention_defects[] = {
    {"a duchy of somewhere", "They lived in the Grand Duchy of Odvaria.", "PLACE Grand Duchy of Odvaria"},
    {"a tab ends a cell", "Ana Diaz\tQuito\nLuis Vega\tLima\n", "PERSON Ana Diaz | PLACE Quito | PERSON Luis Vega | PLACE Lima"},
    {"a country in lower case is not missed", "the flight from united states to cyprus was late.", "PLACE united states | PLACE cyprus"},
    {"people of a religion are a group", "Sunni and Shia Muslims prayed.", "GROUP Sunni | GROUP Shia | GROUP Muslims"},
    {NULL, NULL, NULL},
    {"an agency in brackets is an organisation", "BAGHDAD (AP) — Rockets fell on Monday.", "PLACE BAGHDAD | ORGANIZATION AP"},
    {"a base", "Rockets hit Ain al-Asad Air Base on Monday.", "PLACE Ain al-Asad Air Base"},
    {"lower-case first letter", "She bought it on eBay for ten dollars.", "ORGANIZATION eBay"},
    {"a word that begins a sentence is no team", "Rockets fell on Baghdad. Giants of industry met. Heat and flames rose.", "PLACE Baghdad"},
};

static const struct row known_entity_defects[] = {
    {"not the other one", "Alex Mason loves Martha. She hates Alex.", "Alex Mason = Alex | Martha = She"},
    {"the surname first, behind a comma", "DIAZ, Ana\n\nAna Diaz was born in Quito, where she went to school.\n", "DIAZ, Ana = Ana Diaz | Quito"},
    {"two people of one surname, then the surname alone is neither", "Anna Mason met Paul Mason. Mason left.", "Anna Mason | Paul Mason | Mason"},
    {NULL, NULL, NULL},
    {"a body's long form after its acronym", "The UN met. The United Nations voted.", "UN = United Nations"},
};

static void test_edges(void **state)
{
    (void)state;
    expect_rows(edges, COUNT(edges), put_mentions, ASC_STAGE_RESOLVE);
}

static void test_lines(void **state)
{
    (void)state;
    expect_rows(lines, COUNT(lines), put_mentions, ASC_STAGE_RESOLVE);
}

static void test_letters(void **state)
{
    (void)state;
    expect_rows(letters, COUNT(letters), put_mentions, ASC_STAGE_RESOLVE);
}

static void test_types(void **state)
{
    (void)state;
    expect_rows(types, COUNT(types), put_mentions, ASC_STAGE_RESOLVE);
}

static void test_entities(void **state)
{
    (void)state;
    expect_rows(entities, COUNT(entities), put_entities, ASC_STAGE_RESOLVE);
}

static void test_roles(void **state)
{
    (void)state;
    expect_rows(roles, COUNT(roles), put_roles, ASC_STAGE_RESOLVE);
}

/* --- which entry ---------------------------------------------------------------------------------------------------- */

/* "Paris FR": each mention with the country of its entry; "-" for one that is no entry of the tables. */
static void put_countries(const struct asc_document *doc, struct asc_buffer *out)
{
    for (uint32_t i = 0; i < doc->mentions; i++) {
        const struct asc_mention *m = doc->mention + i;
        char country[4] = "-";
        if (m->entry != ASC_NONE) {
            (void)snprintf(country, sizeof country, "%.2s", asc_entry(known, m->entry)->country);
        }
        put_bar(out);
        put_words(out, doc, m->begin, m->end);
        asc_put_text(out, " ");
        asc_put_text(out, country);
    }
}

static const struct row countries[] = {
    {"the larger town", "She left Paris early.", "Paris FR"},
    {"a town in the state behind it", "She left Paris, Texas, early.", "Paris US | Texas US"},
    {"a town that the tables know elsewhere only", "They live in Marlow, Vermont.", "Marlow - | Vermont US"},
    {"what was told holds for the rest", "PARIS, Texas - It rained. Paris is dry.", "PARIS US | Texas US | Paris US"},
    {"a list of towns tells no country", "She left Paris, Rome and Lyon.", "Paris FR | Rome IT | Lyon FR"},
};

static void test_countries(void **state)
{
    (void)state;
    expect_rows(countries, COUNT(countries), put_countries, ASC_STAGE_NAMES);
}

static void test_known_defects(void **state)
{
    (void)state;
    expect_defects(known_mention_defects, put_mentions, ASC_STAGE_RESOLVE);
    expect_defects(known_entity_defects, put_entities, ASC_STAGE_RESOLVE);
}

/* --- sums ----------------------------------------------------------------------------------------------------------- */

/* What a trace says of the candidates that won. */
struct winners {
    int32_t sum[256];
    struct asc_span span[256];
    unsigned count, candidates;
};

static void note_winner(void *context, const struct asc_document *doc, const struct asc_trace_record *record, const struct asc_evidence *evidence)
{
    struct winners *winners = context;
    (void)doc;
    winners->candidates += strcmp(record->kind, "name") == 0;
    if (strcmp(record->kind, "name") == 0 && record->won && winners->count < COUNT(winners->sum)) {
        winners->span[winners->count] = record->span[0];
        winners->sum[winners->count++] = asc_evidence_sum(evidence);
    }
}

/* Names are weighed by rows that stand ready; a trace looks up each weight by the name of its feature. Both must come to the same sums,
 * and what is dropped early without a trace must win nothing with one. */
static void expect_sums(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct winners winners = {.count = 0};
        struct asc_trace trace = {note_winner, &winners};
        document.trace = &trace;
        assert_int_equal(asc_single_run(known, &document, rows[i].text, strlen(rows[i].text), ASC_STAGE_NAMES), ASC_OK);
        document.trace = NULL;
        for (unsigned run = 0; run < 2; run++) { /* with the trace, and without */
            assert_int_equal(document.mentions, winners.count);
            for (uint32_t m = 0; m < document.mentions; m++) {
                assert_int_equal(document.mention[m].begin, winners.span[m].begin);
                assert_int_equal(document.mention[m].end, winners.span[m].end);
                assert_int_equal(document.mention[m].sum, winners.sum[m]);
            }
            assert_int_equal(asc_single_run(known, &document, rows[i].text, strlen(rows[i].text), ASC_STAGE_NAMES), ASC_OK);
        }
        assert_true(winners.candidates >= winners.count);
    }
}

static void test_sums(void **state)
{
    (void)state;
    expect_sums(edges, COUNT(edges));
    expect_sums(lines, COUNT(lines));
    expect_sums(letters, COUNT(letters));
    expect_sums(types, COUNT(types));
    expect_sums(entities, COUNT(entities));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edges),         cmocka_unit_test(test_lines),    cmocka_unit_test(test_letters),
        cmocka_unit_test(test_types),         cmocka_unit_test(test_entities), cmocka_unit_test(test_roles),
        cmocka_unit_test(test_known_defects), cmocka_unit_test(test_sums),     cmocka_unit_test(test_countries),
    };
    return cmocka_run_group_tests(tests, open_document, close_document);
}
