/* segment: where tokens, sentences, blocks and quotations begin and end. */
#include "read_fixture.h"

/* "Ana|Diaz|said|." */
static void put_tokens(const struct asc_document *doc, struct asc_buffer *out)
{
    for (uint32_t t = 0; t < doc->tokens; t++) {
        asc_put_text(out, t ? "|" : "");
        asc_put(out, asc_token_text(doc, &doc->token[t]), doc->token[t].end - doc->token[t].begin);
    }
}

/* "Ana came. | Luis left." */
static void put_sentences(const struct asc_document *doc, struct asc_buffer *out)
{
    for (uint32_t s = 0; s < doc->sentences; s++) {
        put_bar(out);
        put_words(out, doc, doc->sentence[s].begin, doc->sentence[s].end);
    }
}

/* "title Road opened | body Ana came." */
static void put_blocks(const struct asc_document *doc, struct asc_buffer *out)
{
    for (uint32_t b = 0; b < doc->blocks; b++) {
        put_bar(out);
        asc_put_text(out, asc_block_name(doc->block[b].type));
        asc_put_text(out, " ");
        put_words(out, doc, doc->block[b].begin, doc->block[b].end);
    }
}

/* "[The road] | >[closed]": the words between the marks, `>` for each quotation around, `(` for a mark that is missing, `+` before one
 * that continues another. */
static void put_quotations(const struct asc_document *doc, struct asc_buffer *out)
{
    for (uint32_t q = 0; q < doc->quotations; q++) {
        const struct asc_quotation *quotation = &doc->quotation[q];
        uint32_t first = quotation->open_missing ? quotation->open : quotation->open + 1;
        put_bar(out);
        asc_put_text(out, quotation->continues ? "+" : "");
        for (uint32_t parent = quotation->parent; parent != ASC_NONE; parent = doc->quotation[parent].parent) {
            asc_put_text(out, ">");
        }
        asc_put_text(out, quotation->open_missing ? "(" : "[");
        if (first < quotation->close) {
            put_words(out, doc, doc->token[first].begin, doc->token[quotation->close - 1].end);
        }
        asc_put_text(out, quotation->close_missing ? ")" : "]");
    }
}

/* --- tokens --------------------------------------------------------------------------------------------------------- */

static const struct row tokens[] = {
    {"nothing", "", ""},
    {"only space", " \n\t\n", ""},
    {"words and their full stop", "The road is closed.", "The|road|is|closed|."},
    {"an abbreviation keeps its full stop", "Dr. Diaz came.", "Dr.|Diaz|came|."},
    {"full stops inside a word", "The U.S. team met at 9 p.m. today.", "The|U.S.|team|met|at|9|p.m.|today|."},
    {"a number with a point, one with commas", "It cost 3.5 or 1,200 dollars.", "It|cost|3.5|or|1,200|dollars|."},
    {"a possessive is a token of its own", "Diaz's road, the towns' road.", "Diaz|'s|road|,|the|towns|'|road|."},
    {"a curly possessive", "Diaz’s road", "Diaz|’s|road"},
    {"an apostrophe inside a name", "Kata'ib and O’Brien", "Kata'ib|and|O’Brien"},
    {"a hyphen is a token of its own", "a well-known man", "a|well|-|known|man"},
    {"a dash between words", "closed—for good -- so far", "closed|—|for|good|--|so|far"},
    {"marks around a word", "(\"closed\")", "(|\"|closed|\"|)"},
    {"three dots", "closed... or … not", "closed|...|or|…|not"},
    {"an address is one token", "See https://example.org/a?b=c, please.", "See|https://example.org/a?b=c|,|please|."},
    {"mail and handle", "Ask ana@example.org or @ana_diaz now", "Ask|ana@example.org|or|@ana_diaz|now"},
    {"letters beyond ASCII", "José Muñoz", "José|Muñoz"},
    {"a letter and its accent in two", "Jose\xCC\x81 left", "Jose\xCC\x81|left"},
    {"a word with an ampersand", "AT&T and Marks & Co", "AT&T|and|Marks|&|Co"},
    {"a reference to an ampersand is a mark", "Marks &amp; Co, AT&T", "Marks|&amp;|Co|,|AT&T"},
    {"a reference to an apostrophe stays in its word, or splits a clitic off", "They didn&#39;t see O&rsquo;Brunsk&#8217;s road",
     "They|didn&#39;t|see|O&rsquo;Brunsk|&#8217;s|road"},
    {"references to quotation marks", "&ldquo;Closed,&#8221; she said", "&ldquo;|Closed|,|&#8221;|she|said"},
    {"a space that cannot break is one", "the road.&nbsp;It", "the|road|.|It"},
    {"a reference that HTML does not know is text", "Q&road; ends", "Q|&|road|;|ends"},
    {"tags that were left behind are read over", "The <b>road</b> is<br/>closed <img alt=\"a road\">", "The|road|is|closed"},
    {"scripts and comments too", "It <script>if (a) b();</script><!-- is --> closed", "It|closed"},
    {"what is smaller is no tag", "a <b, 3<4 and I <3 roads, <ana@example.org>", "a|<|b|,|3|<|4|and|I|<|3|roads|,|<|ana@example.org|>"},
    {"initials", "J.R.R. Tolkien", "J.R.R.|Tolkien"},
    {"a doubled back-tick is one mark", "``closed''", "``|closed|''"},
};

/* --- sentences ------------------------------------------------------------------------------------------------------ */

static const struct row sentences[] = {
    {"two", "Ana came. Luis left.", "Ana came. | Luis left."},
    {"a question and a shout", "Who came? Ana! Luis left.", "Who came? | Ana! | Luis left."},
    {"a doctor", "They met Dr. Ana Diaz. She left.", "They met Dr. Ana Diaz. | She left."},
    {"a general and a lieutenant", "Gen. Ana Diaz met Lt. Col. Luis Vega. He left.", "Gen. Ana Diaz met Lt. Col. Luis Vega. | He left."},
    {"initials of a name", "George W. Bush met J. K. Vega. He left.", "George W. Bush met J. K. Vega. | He left."},
    {"a state's full stops before its noun", "The U.S. Congress met. It voted.", "The U.S. Congress met. | It voted."},
    {"full stops that end a sentence too", "They flew to the U.S. They stayed.", "They flew to the U.S. | They stayed."},
    {"a point in a number", "It grew 3.5 percent. Ana left.", "It grew 3.5 percent. | Ana left."},
    {"a number that begins a sentence", "Ana came. 12 people left.", "Ana came. | 12 people left."},
    {"No. before a number is no end", "It is No. 5 on the list. Ana left.", "It is No. 5 on the list. | Ana left."},
    {"a month in short", "She came on Jan. 5 with Luis. He left.", "She came on Jan. 5 with Luis. | He left."},
    {"a company's end", "Acme Inc. hired Ana. She left.", "Acme Inc. hired Ana. | She left."},
    {"the closing mark stays with its sentence", "\"Money is required.\" Meanwhile they wait.", "\"Money is required.\" | Meanwhile they wait."},
    {"a curly one as well", "“Money is required.” Meanwhile they wait.", "“Money is required.” | Meanwhile they wait."},
    {"a bracket stays as well", "(The road is closed.) Ana left.", "(The road is closed.) | Ana left."},
    {"a bracket inside a sentence does not end it", "Ana (not Luis!) came. He left.", "Ana (not Luis!) came. | He left."},
    {"no end between a quote and its cue", "'Is this the road?' she said. He left.", "'Is this the road?' she said. | He left."},
    {"no end before lower case", "Ana said \"Look out!\" right before he fell.", "Ana said \"Look out!\" right before he fell."},
    {"the cue begins with a name", "\"Is this the road?\" Ana asked. He left.", "\"Is this the road?\" Ana asked. | He left."},
    {"a quote of two sentences is two", "“The road is closed. It opens in May,” Ana said.", "“The road is closed. | It opens in May,” Ana said."},
    {"in single marks without a fragment", "'The road is closed. It opens in May,' Ana said.", "'The road is closed. | It opens in May,' Ana said."},
    {"a mark before the name does not stop the rest", "'s-Hertogenbosch voted. The ''old'' road closed. Ana left.",
     "'s-Hertogenbosch voted. | The ''old'' road closed. | Ana left."},
    {"three dots before lower case go on", "The road ... is closed. Ana left.", "The road ... is closed. | Ana left."},
    {"three dots before a capital end", "The road was closed... Ana left.", "The road was closed... | Ana left."},
    {"an acronym at the end", "They asked about the CIA. Nobody answered.", "They asked about the CIA. | Nobody answered."},
    {"a blank line ends without a full stop", "The road\n\nAna came.\n", "The road | Ana came."},
    {"the points of a list", "They want:\n\n- a road\n- a bridge\n", "They want: | - a road | - a bridge"},
    {"numbered points", "1. Close the road.\n2. Open the bridge.\n", "1. Close the road. | 2. Open the bridge."},
    {"marks of all kinds at the end", "Who came?! Ana left.", "Who came?! | Ana left."},
    {"an hour before a day, an hour that ends", "It opened at 9 a.m. on Monday. It closed at 5 p.m. People left.",
     "It opened at 9 a.m. on Monday. | It closed at 5 p.m. | People left."},
    {"a money sign after the end", "It cost a lot. $5 was left.", "It cost a lot. | $5 was left."},
    {"an end right after a company's end", "She left Acme Inc. Luis stayed.", "She left Acme Inc. | Luis stayed."},
    {"a lower-case text", "the road closed. ana left. dr. diaz stayed.", "the road closed. | ana left. | dr. diaz stayed."},
    {"an hour that leads goes on", "At 5 a.m. Ana left. She came back.", "At 5 a.m. Ana left. | She came back."},
    {"a company before a role goes on", "She met Acme Inc. President Luis Vega.", "She met Acme Inc. President Luis Vega."},
    {"an address after the end", "It is open. www.example.org has more.", "It is open. | www.example.org has more."},
    {"dots with spaces before I go on", "The road . . . I mean the bridge is closed.", "The road . . . I mean the bridge is closed."},
    {"a question without marks before its cue", "is this the road? asked the mayor.", "is this the road? asked the mayor."},
    {"a title in brackets is no end", "Chief (Engr.) Ana Diaz left.", "Chief (Engr.) Ana Diaz left."},
    {"a colon is no end", "Ana said: The road is closed.", "Ana said: The road is closed."},
    {"no at the end of a sentence, and for a number", "She said no. The mayor left with no. 5.", "She said no. | The mayor left with no. 5."},
};

/* --- blocks --------------------------------------------------------------------------------------------------------- */

#define PROSE_1 "The road through the valley was closed on Monday after the river rose and took a part of the bridge with it, the mayor said."
#define PROSE_2 "It will be opened again in May, when the council has found the money for a new bridge and a company that builds it."
#define PROSE_3 "Until then the buses through the valley go over the old bridge in the village, where the river has never risen so far."
#define NOTICE "We and the companies that we work with store what you read on this page, and you can say no to that at any time."
#define OTHER_1 "The singer has cancelled her concerts in Berlin and Vienna because she has lost her voice, as her manager told fans."
#define OTHER_2 "She had sold forty thousand tickets for them, and whoever has bought one is promised a seat in the summer of next year."

static const struct row blocks[] = {
    {"one line is body", "Ana came.", "body Ana came."},
    {"two paragraphs", PROSE_1 "\n\n" PROSE_2 "\n", "body " PROSE_1 " | body " PROSE_2},
    {"a title before the prose", "Road closed after flood\n\n" PROSE_1 "\n\n" PROSE_2 "\n",
     "title Road closed after flood | body " PROSE_1 " | body " PROSE_2},
    {"a title and who wrote it", "Road closed after flood\n\nBy Ana Diaz\n\n" PROSE_1 "\n\n" PROSE_2 "\n",
     "title Road closed after flood | byline By Ana Diaz | body " PROSE_1 " | body " PROSE_2},
    {"a short line between paragraphs is no furniture", PROSE_1 "\n\nThe bridge\n\n" PROSE_2 "\n",
     "body " PROSE_1 " | body The bridge | body " PROSE_2},
    {"a text without prose is all body", "Ana Diaz\nLuis Vega\nEva Moreno\n", "body Ana Diaz | body Luis Vega | body Eva Moreno"},
    {"a line that was wrapped goes on",
     "The road through the valley was closed on Monday after the river rose and took\n"
     "a part of the bridge with it, the mayor said, and it will be opened again in May\n"
     "when the council has found the money for a new bridge.\n",
     "body The road through the valley was closed on Monday after the river rose and took a part of the bridge with it, the mayor "
     "said, and it will be opened again in May when the council has found the money for a new bridge."},
    {"a narrow column goes on, at a name and at a mark, too",
     "The road through the valley was closed\non Monday, said the mayor of Odvar, Ana\nDiaz, who lives there. She said that no\nbus would go before "
     "May. 'The\nbridge is "
     "gone.'\n",
     "body The road through the valley was closed on Monday, said the mayor of Odvar, Ana Diaz, who lives there. She said that no bus would go "
     "before May. 'The bridge is gone.'"},
    {"a name over the end of a line, as long as the lines before",
     "The road through the valley was closed on Monday\nafter the river rose and took a part of the\nbridge with it, the mayor said, and it will be\n"
     "opened again in May when the council has found\nthe money for a new bridge and a company that\nbuilds it.\n\n"
     "But in a letter that was sent by the mayor, Ana\nDiaz, it is said that it will not be so.\n",
     "body The road through the valley was closed on Monday after the river rose and took a part of the bridge with it, the mayor said, and it "
     "will be opened again in May when the council has found the money for a new bridge and a company that builds it. | body But in a letter that "
     "was sent by the mayor, Ana Diaz, it is said that it will not be so."},
    {"a line that ends with a mark goes on in small letters", "“The road is closed,”\nsaid Ana Diaz.\n", "body “The road is closed,” said Ana Diaz."},
    {"headlines of other articles between two halves of one",
     PROSE_1 "\n\nRELATED STORIES\n\nFlood warning lifted\n\nMayor opens school\n\nNew bus for the valley\n\n" PROSE_2 "\n\n" PROSE_3 "\n",
     "body " PROSE_1 " | boilerplate RELATED STORIES | boilerplate Flood warning lifted | boilerplate Mayor opens school | "
     "boilerplate New bus for the valley | body " PROSE_2 " | body " PROSE_3},
    {"what others tell behind the article is not of it",
     PROSE_1 "\n\nRELATED STORIES\n\nFlood warning lifted\n\nMayor opens school\n\nSinger cancels tour\n\n" OTHER_1 "\n\n" OTHER_2 "\n",
     "body " PROSE_1 " | boilerplate RELATED STORIES | boilerplate Flood warning lifted | boilerplate Mayor opens school | "
     "boilerplate Singer cancels tour | boilerplate " OTHER_1 " | boilerplate " OTHER_2},
    {"a sign with a colon and a long headline behind it, in a tag",
     PROSE_1 "\n\n<b>READ ALSO:</b> Most drivers in the valley say that they are ‘fine.’ A new survey says they are not\n\n" PROSE_2 "\n",
     "body " PROSE_1
     " | boilerplate READ ALSO:</b> Most drivers in the valley say that they are ‘fine.’ A new survey says they are not | body " PROSE_2},
    {"a sign with a colon has headlines, too", PROSE_1 "\n\nREAD ALSO:\n\nFlood warning lifted\n\n" PROSE_2 "\n",
     "body " PROSE_1 " | boilerplate READ ALSO: | boilerplate Flood warning lifted | body " PROSE_2},
    {"of two lines that share words with the prose the one before the byline is the title",
     "Mayor says flood closed road\n\nBy Ana Diaz\n\nThe road through the valley on Monday after the river rose\n\n" PROSE_1 "\n\n" PROSE_2 "\n",
     "title Mayor says flood closed road | byline By Ana Diaz | body The road through the valley on Monday after the river rose | body " PROSE_1
     " | body " PROSE_2},
    {"a notice in prose before the article is not its beginning",
     "We value your privacy\n\n" NOTICE "\n\nAccept all\n\nIn this article\n\nThe road\n\nThe bridge\n\nMayor says flood closed road\n\n" PROSE_1
     "\n\n" PROSE_2 "\n\n" PROSE_3 "\n",
     "boilerplate We value your privacy | boilerplate " NOTICE " | boilerplate Accept all | boilerplate In this article | boilerplate The road | "
     "boilerplate The bridge | title Mayor says flood closed road | body " PROSE_1 " | body " PROSE_2 " | body " PROSE_3},
    {"a heading that begins with by- is no byline", PROSE_1 "\n\nBy-election shadow\n\n" PROSE_2 "\n",
     "body " PROSE_1 " | body By-election shadow | body " PROSE_2},
    {"line breaks of Windows", "Ana came.\r\n\r\nLuis left.\r\n", "body Ana came. | body Luis left."},
    {"a notice in square brackets is no paragraph", PROSE_1 "\n\n[ We run no ads and live on what our readers give us. ]\n\n" PROSE_2 "\n",
     "body " PROSE_1 " | boilerplate [ We run no ads and live on what our readers give us. ] | body " PROSE_2},
    {"what is told of the author is not of the article",
     "Mayor says flood closed road\n\nBy Ana Diaz\n\n" PROSE_1 "\n\n" PROSE_2 "\n\nAna Diaz writes of rivers. She lives in Quito.\n",
     "title Mayor says flood closed road | byline By Ana Diaz | body " PROSE_1 " | body " PROSE_2
     " | boilerplate Ana Diaz writes of rivers. She lives in Quito."},
    {"the headline above a summary that shares more words",
     "Valley bridge and river trouble\n\nMayor says flood closed road and bridge in the valley\n\nSubscribe\n\n" PROSE_1 "\n\n" PROSE_2 "\n",
     "body Valley bridge and river trouble | title Mayor says flood closed road and bridge in the valley | boilerplate Subscribe | body " PROSE_1
     " | body " PROSE_2},
    {"the posts of a live blog are one article, whatever stands between them",
     "Mayor says flood closed road\n\nSign in\n\n15:20 CET\n\nWhat the mayor says\n\n" PROSE_1
     "\n\nShare this post\n\n14:58 CET\n\nWater falls\n\n" OTHER_1 "\n\nShare this post\n\n14:02 CET\n\n" PROSE_2 "\n",
     "title Mayor says flood closed road | boilerplate Sign in | dateline 15:20 CET | body What the mayor says | body " PROSE_1
     " | boilerplate Share this post | dateline 14:58 CET | body Water falls | body " OTHER_1
     " | boilerplate Share this post | dateline 14:02 CET | body " PROSE_2},
    {"what is to be known first, above the prose",
     "Mayor says flood closed road\n\nSign in\n\n• The road is closed until May\n\n" PROSE_1 "\n\n" PROSE_2 "\n",
     "title Mayor says flood closed road | boilerplate Sign in | body • The road is closed until May | body " PROSE_1 " | body " PROSE_2},
    {"posts within the article do not end it",
     PROSE_1 "\n\nSIGN UP\n\nYour address\n\nWhat drivers say\n\n" PROSE_2 "\n\nAna Diaz\n\n@anadiaz\n\n" PROSE_3 "\n",
     "body " PROSE_1 " | boilerplate SIGN UP | boilerplate Your address | boilerplate What drivers say | body " PROSE_2 " | body Ana Diaz | "
     "body @anadiaz | body " PROSE_3},
};

/* --- quotations ----------------------------------------------------------------------------------------------------- */

static const struct row quotations[] = {
    {"none", "The road is closed.", ""},
    {"straight", "\"The road,\" she said, \"is closed.\"", "[The road,] | [is closed.]"},
    {"curly", "“The road,” she said, “is closed.”", "[The road,] | [is closed.]"},
    {"single, straight, with apostrophes", "'We can't open it,' she said. 'It's Diaz's road.'", "[We can't open it,] | [It's Diaz's road.]"},
    {"single, curly, with apostrophes", "‘We can’t open it,’ she said. ‘It’s Diaz’s road.’", "[We can’t open it,] | [It’s Diaz’s road.]"},
    {"an apostrophe that looks as if it opened", "How ‘bout it? It’s late. “The road is closed,” Ana said.", "[The road is closed,]"},
    {"a plural's apostrophe is no mark", "The towns' roads and the rivers' bridges.", ""},
    {"apostrophes alone are no marks", "Don't go to Diaz's, it's closed, can't you see?", ""},
    {"guillemets", "«The road is closed», she said.", "[The road is closed]"},
    {"guillemets the other way round", "»The road is closed«, she said.", "[The road is closed]"},
    {"low and high", "„The road is closed“, she said.", "[The road is closed]"},
    {"doubled back-ticks", "``The road is closed,'' she said.", "[The road is closed,]"},
    {"doubled apostrophes", "''The road is closed,'' she said.", "[The road is closed,]"},
    {"single inside double", "“She said ‘closed’ twice,” he said.", "[She said ‘closed’ twice,] | >[closed]"},
    {"double inside single", "‘She said “closed” twice,’ he said.", "[She said “closed” twice,] | >[closed]"},
    {"curly opened, straight closed", "“The road is closed,\" she said.", "[The road is closed,]"},
    {"straight opened, curly closed", "\"The road is closed,” she said.", "[The road is closed,]"},
    {"a single curly mark used as an apostrophe inside straight ones", "He said I \"shouldn‘t wear that\" there.", "[shouldn‘t wear that]"},
    {"opened again in each paragraph", "“The road is closed.\n\n“It opens in May.\n\n“Then we go,” she said.\n",
     "[The road is closed.) | +[It opens in May.) | +[Then we go,]"},
    {"straight, opened again in each paragraph", "\"The road is closed.\n\n\"It opens in May,\" she said.\n",
     "[The road is closed.) | +[It opens in May,]"},
    {"never closed ends with its paragraph", "She said: “The road is closed.\n\nThe council met.\n", "[The road is closed.)"},
    {"never closed does not reach the quote of another paragraph", "She said: \"The road is closed.\n\nHe left. \"It opens,\" he said.\n",
     "[The road is closed.) | [It opens,]"},
    {"never opened begins with its sentence", "He left. The road is closed,” she said.", "(The road is closed,]"},
    {"an odd count: the last one is alone", "\"The road,\" she said, \"is closed.", "[The road,] | [is closed.)"},
    {"inches are no marks", "The pipe is 5\" wide and 6' long.", ""},
    {"a stray bullet is no mark", "» The road is closed\n\n» The bridge is open\n", ""},
    {"spaces inside the marks", "\" The road is closed , \" she said .", "[The road is closed ,]"},
    {"two in a row", "\"Is it open?\" \"It is closed,\" she said.", "[Is it open?] | [It is closed,]"},
    {"a mark after a bracket", "(“The road is closed,” she said.)", "[The road is closed,]"},
    {"a mark after a dash", "She spoke—“the road is closed”—and left.", "[the road is closed]"},
    {"empty", "She said \"\" and left.", "[]"},
    {"three deep", "“She said ‘I read “closed” there’ twice,” he said.",
     "[She said ‘I read “closed” there’ twice,] | >[I read “closed” there] | >>[closed]"},
    {"the same kind inside", "“They called me “Danger” then,” he said.", "[They called me “Danger” then,] | >[Danger]"},
};

static const struct row known_block_defects[] = {
    {"links before the prose and after it are furniture",
     "Home\nNews\nSport\nWeather\nSign in\n\nRoad closed after flood\n\n" PROSE_1 "\n\n" PROSE_2
     "\n\nShare\nMost read\nContact us\nPrivacy policy\nCookies\n",
     "boilerplate Home | boilerplate News | boilerplate Sport | boilerplate Weather | boilerplate Sign in | title Road closed after flood | "
     "body " PROSE_1 " | body " PROSE_2
     " | boilerplate Share | boilerplate Most read | boilerplate Contact us | boilerplate Privacy policy | boilerplate Cookies"},
    {NULL, NULL, NULL},
};

static const struct row known_quotation_defects[] = {
    {"letters left out at the beginning", "In the '90s rock 'n' roll came, 'tis true.", ""},
    {"full width", "「The road is closed」 she said.", "[The road is closed]"},
    {NULL, NULL, NULL},
};

static void test_tokens(void **state)
{
    (void)state;
    expect_rows(tokens, COUNT(tokens), put_tokens, ASC_STAGE_SEGMENT);
}

static void test_sentences(void **state)
{
    (void)state;
    expect_rows(sentences, COUNT(sentences), put_sentences, ASC_STAGE_SEGMENT);
}

static void test_blocks(void **state)
{
    (void)state;
    expect_rows(blocks, COUNT(blocks), put_blocks, ASC_STAGE_SEGMENT);
}

static void test_quotations(void **state)
{
    (void)state;
    expect_rows(quotations, COUNT(quotations), put_quotations, ASC_STAGE_SEGMENT);
}

static void test_known_defects(void **state)
{
    (void)state;
    expect_defects(known_block_defects, put_blocks, ASC_STAGE_SEGMENT);
    expect_defects(known_quotation_defects, put_quotations, ASC_STAGE_SEGMENT);
}

/* --- properties ---------------------------------------------------------------------------------------------------------- */

enum { TEXTS = 400, PIECES = 120, TEXT_ROOM = 4096 };

/* A text of words and marks of all kinds, some of them often. */
static uint32_t make_text(uint32_t *seed, char *text)
{
    static const char *const pieces[] = {"the",
                                         "The",
                                         "a",
                                         "A",
                                         "I",
                                         "of",
                                         "said",
                                         "Ana",
                                         "NATO",
                                         "McCain",
                                         "eBay",
                                         "iPhones",
                                         "U.S.",
                                         "p.m.",
                                         "Mr",
                                         "Dr.",
                                         "Inc",
                                         "www.a.b",
                                         "http://a.b/c",
                                         "responsibility",
                                         "Responsibilities",
                                         "counterrevolution",
                                         "counterrevolutionary",
                                         "internationalising",
                                         "abcdefgHijklmno",
                                         "abcdefghI",
                                         "12",
                                         "3.5",
                                         "1,200",
                                         "2017-03-05",
                                         "7",
                                         "1990s",
                                         "24/7",
                                         "\xD9\xA3",
                                         "O'Brunsk",
                                         "O\xE2\x80\x99Odvar",
                                         "we'll",
                                         "\xE2\x80\x99",
                                         "AT&T",
                                         "A&P",
                                         "don&#39;t",
                                         "&quot;",
                                         "&nbsp;",
                                         "<b>",
                                         "don't",
                                         "Kata\xE2\x80\x99ib",
                                         "Jos\xC3\xA9",
                                         "well-known",
                                         "a.b",
                                         "ab.C",
                                         "x@y",
                                         "@ana",
                                         "#tag",
                                         "'s",
                                         "\xE2\x80\x99s",
                                         "'",
                                         "\"",
                                         "\xE2\x80\x9C",
                                         "\xE2\x80\x9D",
                                         "\xE2\x80\x94",
                                         "\xE2\x80\xA6",
                                         "\xC2\xAB",
                                         "\xC2\xA0",
                                         ".",
                                         "..",
                                         "...",
                                         ",",
                                         ":",
                                         ";",
                                         "!",
                                         "?",
                                         "-",
                                         "--",
                                         "/",
                                         "//",
                                         "&",
                                         "(",
                                         ")",
                                         "|",
                                         "`",
                                         "``",
                                         "%",
                                         "_",
                                         "\n",
                                         "\n\n",
                                         "\t",
                                         "\xE2\x80\x8B"};
    uint32_t len = 0;
    for (unsigned i = 0; i < PIECES; i++) {
        *seed = *seed * 1664525 + 1013904223;
        const char *piece = pieces[(*seed >> 16) % COUNT(pieces)];
        memcpy(text + len, piece, strlen(piece));
        len += (uint32_t)strlen(piece);
        if (*seed >> 13 & 3) {
            text[len++] = ' ';
        }
    }
    text[len] = '\0';
    return len;
}

/* A token that is read off its bytes is the one that is read with care: near the end of a text every one is. */
static void test_plain_tokens(void **state)
{
    (void)state;
    uint32_t seed = 1, plain = 0;
    for (unsigned i = 0; i < TEXTS; i++) {
        char text[TEXT_ROOM];
        uint32_t len = make_text(&seed, text);
        struct asc_tokenizer whole = {.text = text, .end = len, .clitics = &known->clitics};
        struct asc_token token, alone;
        while (asc_tokenizer_next(&whole, &token) && len - token.begin >= ASC_PLAIN_ROOM) {
            if (!asc_plain_token(text + token.begin, len - token.begin).len) {
                continue;
            }
            struct asc_tokenizer rest = {.text = text, .at = token.begin, .end = token.begin + ASC_PLAIN_ROOM - 1, .clitics = &known->clitics};
            assert_true(asc_tokenizer_next(&rest, &alone));
            if (alone.key != token.key || alone.end != token.end || ((alone.shape ^ token.shape) & ~ASC_SHAPE_GLUED)) {
                fail_msg("\"%.*s\" of shape %x instead of %x", (int)ASC_PLAIN_ROOM, text + token.begin, token.shape, alone.shape);
            }
            plain++;
        }
    }
    assert_true(plain > TEXTS * PIECES / 4);
}

/* What is remembered is what would be looked up. */
static void test_recall(void **state)
{
    (void)state;
    struct asc_document forgetful;
    asc_document_init(&forgetful, (size_t)64 << 20);
    uint32_t seed = 2;
    for (unsigned i = 0; i < TEXTS; i++) {
        char text[TEXT_ROOM];
        uint32_t len = make_text(&seed, text);
        assert_int_equal(asc_single_run(known, &document, text, len, ASC_STAGE_SEGMENT), ASC_OK);
        assert_int_equal(asc_single_run(known, &forgetful, text, len, ASC_STAGE_SEGMENT), ASC_OK);
        assert_int_equal(document.tokens, forgetful.tokens);
        for (uint32_t t = 0; t < document.tokens; t++) {
            if (memcmp(document.token + t, forgetful.token + t, sizeof *document.token) != 0) {
                fail_msg("token %u of \"%s\"", t, text);
            }
        }
        assert_int_equal(document.sentences, forgetful.sentences);
        assert_int_equal(document.blocks, forgetful.blocks);
    }
    asc_document_release(&forgetful);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens),        cmocka_unit_test(test_sentences),    cmocka_unit_test(test_blocks), cmocka_unit_test(test_quotations),
        cmocka_unit_test(test_known_defects), cmocka_unit_test(test_plain_tokens), cmocka_unit_test(test_recall),
    };
    return cmocka_run_group_tests(tests, open_document, close_document);
}
