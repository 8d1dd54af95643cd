/* quotes and resolve: what was said, who said it, and how we know. */
#include "evidence/evidence.h"
#include "quotes/order.h"
#include "read_fixture.h"

/* "Ana Diaz (name): The road is closed." for each attribution; "> " before one inside another, "?" for a speaker unknown. */
static void put_quotes(const struct asc_document *doc, struct asc_buffer *out)
{
    for (uint32_t a = 0; a < doc->attributions; a++) {
        const struct asc_attribution *said = &doc->attribution[a];
        put_bar(out);
        asc_put_text(out, said->parent == ASC_NONE ? "" : "> ");
        if (said->speaker == ASC_NONE) {
            asc_put_text(out, "?");
        } else {
            const struct asc_entity *speaker = &doc->entity[said->speaker];
            const char *name = asc_entry_name(known, speaker->entry);
            if (speaker->entry != ASC_NONE && name && *name) {
                asc_put_text(out, name);
            } else {
                put_words(out, doc, speaker->name.begin, speaker->name.end);
            }
        }
        asc_put_text(out, " (");
        asc_put_text(out, asc_resolution_name(said->resolution));
        asc_put_text(out, "):");
        for (unsigned p = 0; p < said->pieces; p++) {
            asc_put_text(out, " ");
            put_words(out, doc, said->piece[p].begin, said->piece[p].end);
        }
    }
}

/* --- finding the span ---------------------------------------------------------------------------------------------- */

static const struct row spans[] = {
    {"quote, verb, name", "\"The road is closed,\" said Ana Diaz.", "Ana Diaz (name): The road is closed,"},
    {"quote, name, verb", "\"The road is closed,\" Ana Diaz said.", "Ana Diaz (name): The road is closed,"},
    {"name, verb, colon, quote", "Ana Diaz said: \"The road is closed.\"", "Ana Diaz (name): The road is closed."},
    {"name, verb, comma, quote", "Ana Diaz said, \"The road is closed.\"", "Ana Diaz (name): The road is closed."},
    {"one quote around its cue", "\"The road,\" said Ana Diaz, \"is closed until spring.\"", "Ana Diaz (name): The road, is closed until spring."},
    {"a second sentence after the cue belongs to the speaker", "\"The road is closed,\" said Ana Diaz. \"We will open it in May.\"",
     "Ana Diaz (name): The road is closed, We will open it in May."},
    {"curly marks", "“The road is closed,” said Ana Diaz.", "Ana Diaz (name): The road is closed,"},
    {"single marks and an apostrophe inside", "'We can't open the road,' said Ana Diaz.", "Ana Diaz (name): We can't open the road,"},
    {"single curly marks and an apostrophe inside", "‘We can’t open the road,’ said Ana Diaz.", "Ana Diaz (name): We can’t open the road,"},
    {"guillemets", "«The road is closed», said Ana Diaz.", "Ana Diaz (name): The road is closed"},
    {"doubled back-ticks", "``The road is closed,'' said Ana Diaz.", "Ana Diaz (name): The road is closed,"},
    {"spaces inside the marks", "\" The road is closed , \" the minister said .", "the minister (anonymous): The road is closed ,"},
    {"one quote over three paragraphs, each opened, the last one closed",
     "“The river rose fast,” Ana Diaz said. “We watched it all night.\n\n“We called for boats at dawn.\n\n“Then the bridge went down.”\n",
     "Ana Diaz (name): The river rose fast, We watched it all night. We called for boats at dawn. Then the bridge went down."},
    {"never closed: the end of the paragraph closes it", "Ana Diaz said: “The road is closed.\n\nThe council meets on Monday.\n",
     "Ana Diaz (name): The road is closed."},
    {"a closing mark whose other half was lost stays in its paragraph",
     "It was late. The road is a danger,\" said Ana Diaz.\n\n\"We must act,\" said Luis Vega.\n",
     "Ana Diaz (name): The road is a danger, | Luis Vega (name): We must act,"},
    {"a lost mark is not taken for a quote that continues", "Should we close it? she asked.\n\n“Yes,” said Ana Diaz.\n", "Ana Diaz (name): Yes,"},
    {"nothing between two quotes of two paragraphs",
     "\"The road is closed,\" said Ana Diaz.\n\nThe council met for hours.\n\n\"The bridge is open,\" said Luis Vega.\n",
     "Ana Diaz (name): The road is closed, | Luis Vega (name): The bridge is open,"},
    {"a mark of another kind closes, and a nickname is no quote", "“Terrible driving,” said a baker who goes by the name “Rocky.\"",
     "a baker (anonymous): Terrible driving,"},
    {"no marks, no cue, no quote", "Ana Diaz opened the road on Monday. The council was there.", ""},
    {"a letter to a body is not what was written", "Ana Diaz wrote to the council.", ""},
    {"whoever is accused accuses nobody", "A farmer accused of closing the road left. Drivers praised for their calm waited.", ""},
    {"whoever is briefed on a matter briefs nobody", "Two people briefed on the matter smiled. Drivers told of the works waited.", ""},
    {"whom somebody told, and when, is not what", "The road is closed, Ana Diaz told Quito Radio Monday morning. Luis Vega told reporters on Friday.",
     "Ana Diaz (name): The road is closed"},
    {"what the speaker does not tell is no more of what was told", "Ana Diaz said the road was closed but did not say why.",
     "Ana Diaz (name): the road was closed | Ana Diaz (name): why"},
    {"what is expected ends before who says so", "The road is expected to open again, Ana Diaz said on Monday.",
     "Ana Diaz (name): The road is expected to open again"},
    {"what somebody asks who will not be named is neither part of it nor another",
     "The road is closed, according to a person familiar with the works, who asked not to be named discussing private talks.",
     "a person familiar with the works (anonymous): The road is closed"},
    {"the same in a participle", "The road is closed, two drivers said, asking not to be named as the talks are private.",
     "two drivers (collective): The road is closed"},
    {"people with a participle", "The road is closed, two people briefed on the matter said.",
     "two people briefed on the matter (collective): The road is closed"},
    {"what something was called by somebody", "The road was described by Ana Diaz as “a disgrace”.", "Ana Diaz (name): The road as “a disgrace”"},
    {"behind one thing stands no verb without its ending",
     "A High Court judge in Quito warned that the road was closed. An Oslo report says it is open.",
     "A High Court judge in Quito (anonymous): that the road was closed | An Oslo report (document): it is open"},
    {"what a relative clause is about says nothing", "The company that owns the bridge said the road was closed.",
     "The company (collective): the road was closed"},
    {"where somebody was asked is not what", "Asked on CNN whether the road was closed, Ana Diaz smiled.",
     "? (unknown:no-source): whether the road was closed"},
    {"here is where it was said", "The council has agreed to close the road, Mayor Ana Diaz said here on Tuesday.",
     "Ana Diaz (name): The council has agreed to close the road"},
    {"a document with a participle", "According to a survey carried out in May, the road is closed.",
     "a survey carried out in May (document): the road is closed"},
    {"a firm with what it is by law, and where it is listed", "Odvar Steel, Inc. (NASDAQ: ODVS) today announced that the road was closed.",
     "Odvar Steel, Inc. (name): that the road was closed"},
    {"what was asked is no clause that somebody shrugged", "Asked once what the road cost, Ana Diaz shrugged.",
     "? (unknown:no-source): what the road cost"},
    {"what is one's own", "The city's own report, released in May, concluded that the road was closed.",
     "The city (document): that the road was closed"},
    {"a semicolon ends who said it, too", "The road was closed, Ana Diaz said; the bridge was open.", "Ana Diaz (name): The road was closed"},
    {"the day of asking is not what was asked", "Asked on Tuesday whether the road was closed, Ana Diaz smiled.",
     "? (unknown:no-source): whether the road was closed"},
    {"according to somebody whose name is a verb", "According to police, the road was closed.", "police (collective): the road was closed"},
    {"nor is what somebody will not be called", "“The road is closed,” said a driver, who asked not to be named because he works there.",
     "a driver, who asked not to be named because he works there (anonymous): The road is closed,"},
    {"the label of a button is not speech", "Select “Savings Account” and press “Next.”", ""},
    {"a motto is not speech", "The motto of the school was “work and hope”.", ""},
    {"a question", "“Is the road closed?” asked Ana Diaz.", "Ana Diaz (name): Is the road closed?"},
    {"a shout", "“Close the road!” Ana Diaz shouted.", "Ana Diaz (name): Close the road!"},
    {"called for, in marks", "Ana Diaz called for a “detailed inquiry” into the bridge.", "Ana Diaz (name): a “detailed inquiry” into the bridge"},
    {"according to a body, in marks", "According to the Road Agency, drivers “refuse to stop”.", "Road Agency (name): drivers “refuse to stop”"},
    {"three dots inside are no end", "“The road … is closed,” said Ana Diaz.", "Ana Diaz (name): The road … is closed,"},
    {"scare quotes are not speech", "Critics of the mayor dislike anything “green”.", ""},
    {"scare quotes before a noun are not either", "The mayor built what was once a “green” road.", ""},
    {"asked whether", "Ana Diaz asked whether the road was closed.", "Ana Diaz (name): whether the road was closed"},
    {"what is done after saying is not said", "Ana Diaz said the road was closed, and walked out of the room.",
     "Ana Diaz (name): the road was closed"},
    {"a line that ends in a colon leads to the next paragraph", "And from Chairwoman Ana Diaz:\n\n“Luis brings us hope.”\n",
     "Ana Diaz (name): Luis brings us hope."},
    {"a word in marks of the same kind inside", "“They called me “Danger” when I was young,” said Ana Diaz.",
     "Ana Diaz (name): They called me “Danger” when I was young,"},
    {"a talk, then a quote, then a nod", "Ana Diaz began to talk to Luis. “The road is closed.” Luis nodded.",
     "Ana Diaz (carried): The road is closed."},
    {"two attributions of one quote are one quote", "Ana Diaz said: “When we opened the road …”, she said.",
     "Ana Diaz (name): When we opened the road …"},
    {"a partly quoted report, and the next paragraph's quotation",
     "Ana Diaz said that the \"long\" road was closed and would stay so.\n\n\"It will not open again.\"",
     "Ana Diaz (name): that the \"long\" road was closed and would stay so | Ana Diaz (carried): It will not open again."},
    {"two quotes with different marks in a row", "\"Is the road open?\" \"It is closed,\" Ana Diaz replied.",
     "? (unknown:no-source): Is the road open? | Ana Diaz (name): It is closed,"},
    {"a dash and the name behind", "“The road is closed.” — Ana Diaz", "Ana Diaz (name): The road is closed."},
    {"a dash, a role and the name behind", "“Roads like this serve us all.” —Commissioner Ana Diaz",
     "Ana Diaz (name): Roads like this serve us all."},
    {"a table of facts is no transcript", "Booked: Diaz, Vega\n\nAttendance: nobody came\n\nBooked: Moreno\n", ""},
    {"the speaker of a transcript", "ANA DIAZ: The road is closed.\n\nLUIS VEGA: The bridge is open.\n",
     "ANA DIAZ (name): The road is closed | LUIS VEGA (name): The bridge is open"},
    {"the next paragraph's quotation has a cue of its own",
     "“It is wrong,” Ana Diaz said. “They think that everybody has a car.\n\n“And they believe that we walk,” she said. “There is no bus.”",
     "Ana Diaz (name): It is wrong, They think that everybody has a car. | Ana Diaz (pronoun): And they believe that we walk, There is no bus."},
    {"like behind a pronoun is no verb", "Critics of the mayor dislike anything like “green”.", ""},
    {"the quote inside a quote is its child", "“She told me: ‘The road is closed’, which was a surprise,” said Ana Diaz.",
     "Ana Diaz (name): She told me: ‘The road is closed’, which was a surprise, | > ? (unknown:no-antecedent): The road is closed"},
    {"speech inside speech, with its own marks", "“He said to the owner, ‘This boat leaks badly.’ I laughed,” said Ana Diaz.",
     "Ana Diaz (name): He said to the owner, ‘This boat leaks badly.’ I laughed, | > ? (unknown:no-antecedent): This boat leaks badly."},
    {"speech goes on in small letters behind a clause", "“It is slow,” Ana Diaz says when she is asked, “but it works.”",
     "Ana Diaz (name): It is slow, but it works."},
    {"what follows speech in speech is the outer one's", "“I told him, ‘Go home, boy, it is late.’” said Ana Diaz. “He stayed.”",
     "Ana Diaz (name): I told him, ‘Go home, boy, it is late.’ He stayed. | > Ana Diaz (pronoun): Go home, boy, it is late."},
    {"a title is not speech", "She was reading “The Old Road” on the train.", ""},
    {"a paragraph that a verb and a colon lead in is speech without marks",
     "Ana Diaz spoke to reporters. She went on:\n\nI will not close the road. It is safe.\n\nThe council meets on Monday.\n",
     "Ana Diaz (pronoun): I will not close the road. It is safe."},
    {"... and the next one goes on while it speaks of us",
     "Ana Diaz told the radio a little earlier:\n\nThe road is closed until spring.\n\nWe did not choose this.\n\nThe council meets.\n",
     "Ana Diaz (name): The road is closed until spring. We did not choose this."},
    {"... but not what no verb leads in", "These are the roads:\n\nThe road to Lima is closed until spring.\n", ""},
    {"the paragraph behind goes on with the last of several sentences", "“The road is closed. It is wet,” Ana Diaz said.\n\n“It will open in May.”\n",
     "Ana Diaz (name): The road is closed. It is wet, It will open in May."},
};

/* --- without marks -------------------------------------------------------------------------------------------------- */

static const struct row indirect[] = {
    {"said without that", "Ana Diaz said the road was closed.", "Ana Diaz (name): the road was closed"},
    {"an acronym behind the description", "The head of the union of road workers (URW) said the road was closed.",
     "The head of the union of road workers (URW) (anonymous): the road was closed"},
    {"after the clause", "The road is closed, Ana Diaz said.", "Ana Diaz (name): The road is closed"},
    {"after the clause, verb first", "The road is closed, said Ana Diaz.", "Ana Diaz (name): The road is closed"},
    {"between the halves", "The road, Ana Diaz said, will be closed until May.", "Ana Diaz (name): The road will be closed until May"},
    {"according to, behind", "The road is closed, according to Ana Diaz.", "Ana Diaz (name): The road is closed"},
    {"according to, before", "According to Ana Diaz, the road is closed.", "Ana Diaz (name): the road is closed"},
    {"words and marks are mixed", "Ana Diaz said the road was “closed for ever”.", "Ana Diaz (name): the road was “closed for ever”"},
    {"two parts of one sentence", "Ana Diaz said the bridge was “consciously neglected” and that the council “considers a new one”.",
     "Ana Diaz (name): the bridge was “consciously neglected” and that the council “considers a new one”"},
    {"with a time before", "Five years ago, Ana Diaz said, the road was better.", "Ana Diaz (name): Five years ago the road was better"},
    {"as she put it", "The road is closed, as Ana Diaz put it.", "Ana Diaz (name): The road is closed"},
    {"believes", "Ana Diaz believes the road is closed.", "Ana Diaz (name): the road is closed"},
    {"promised to", "Ana Diaz promised to open the road.", "Ana Diaz (name): to open the road"},
    {"accused of", "Ana Diaz accused Luis Vega of closing the road.", "Ana Diaz (name): Luis Vega of closing the road"},
    {"said on a day, without that", "Ana Diaz said on Monday the road was closed.", "Ana Diaz (name): the road was closed"},
    {"told reporters", "Ana Diaz told reporters the road was closed.", "Ana Diaz (name): the road was closed"},
    {"two clauses", "Ana Diaz said the road was closed and that the bridge would follow.",
     "Ana Diaz (name): the road was closed and that the bridge would follow"},
    {"said that", "Ana Diaz said that the road was closed.", "Ana Diaz (name): that the road was closed"},
    {"a told b", "Ana Diaz told Luis Vega that the road was closed.", "Ana Diaz (name): that the road was closed"},
    {"he warned that", "Ana Diaz warned that the bridge could fall.", "Ana Diaz (name): that the bridge could fall"},
    {"a denial", "Ana Diaz denied that the road was closed.", "Ana Diaz (name): that the road was closed"},
    {"said on a day", "Ana Diaz said on Monday that the road was closed.", "Ana Diaz (name): that the road was closed"},
    {"an organisation speaks", "The United Nations said the road was closed.", "United Nations (name): the road was closed"},
    {"a ministry speaks", "The Interior Ministry said the road was closed.", "Interior Ministry (name): the road was closed"},
    {"the day without a comma is not what was said", "Ana Diaz said Monday the road was closed.", "Ana Diaz (name): the road was closed"},
    {"... nor is a month", "Ana Diaz warned in December that the road was closed.", "Ana Diaz (name): that the road was closed"},
    {"... nor is the week", "Ana Diaz said last week the road was closed.", "Ana Diaz (name): the road was closed"},
    {"a day that does something is", "Ana Diaz said Monday was a holiday.", "Ana Diaz (name): Monday was a holiday"},
    {"no one is two words of one subject", "Ana Diaz said no one was hurt.", "Ana Diaz (name): no one was hurt"},
    {"later is an adverb before told", "Ana Diaz later told reporters that the road was closed.", "Ana Diaz (name): that the road was closed"},
    {"whoever left and said in a letter", "Ana Diaz left the room and said in a statement that the road was closed.",
     "Ana Diaz (name): that the road was closed"},
    {"according to somebody who is told of", "According to Ana Diaz, who built it, the road was closed.", "Ana Diaz (name): the road was closed"},
    {"hopes before to is a verb", "Ana Diaz hopes to open the road.", "Ana Diaz (name): to open the road"},
    {"asked by somebody", "The mayor was asked by Ana Diaz whether the road was closed.", "Ana Diaz (name): whether the road was closed"},
    {"an age and two clauses between", "Ana Diaz, 44, whose mother lived there, and who now lives in Quito, said it was “a mess”.",
     "Ana Diaz (name): it was “a mess”"},
    {"according to her", "Ana Diaz left. According to her, the road was closed.", "Ana Diaz (pronoun): the road was closed"},
    {"said so, adding more", "“The road is closed,” said Ana Diaz in Lima on Monday, adding that it was wet.",
     "Ana Diaz (name): The road is closed, | Ana Diaz (name): that it was wet"},
    {"in somebody's interview", "Ana Diaz said in a CNN interview that the road was closed.", "Ana Diaz (name): that the road was closed"},
    {"in a long letter", "Ana Diaz said in a long letter that the road was closed.", "Ana Diaz (name): that the road was closed"},
    {"the letter is to others", "In a letter to parents, the head teacher, Ana Diaz, said the road was closed.",
     "Ana Diaz (name): the road was closed"},
};

/* --- who said it ---------------------------------------------------------------------------------------------------- */

static const struct row speakers[] = {
    {"a role before the name", "\"The road is closed,\" said Mayor Ana Diaz.", "Ana Diaz (name): The road is closed,"},
    {"two roles before the name", "\"The road is closed,\" said chairman and chief executive Ana Diaz.", "Ana Diaz (name): The road is closed,"},
    {"an acronym behind the name", "The Ministry of Health (MoH) said the road was closed.", "Ministry of Health (name): the road was closed"},
    {"a role behind the name", "\"The road is closed,\" said Ana Diaz, mayor of Quito.", "Ana Diaz (name): The road is closed,"},
    {"a long apposition between name and verb",
     "Ana Diaz, of the group Safe Roads, which obtained the letters under a new law, said: “The road is closed.”",
     "Ana Diaz (name): The road is closed."},
    {"the verb of manner: grumbled", "“The road is closed,” grumbled Ana Diaz.", "Ana Diaz (name): The road is closed,"},
    {"the verb of manner: sighed", "“The road is closed,” sighed Ana Diaz.", "Ana Diaz (name): The road is closed,"},
    {"an adjective before the name and a clause behind", "“The road is closed,” added old Ana Diaz, with a shrug.",
     "Ana Diaz (name): The road is closed,"},
    {"the one named before, then he", "Hugo Hall, a doctor, said: “They need treatment.”\n\n“If they do not get it they will die,” he added.\n",
     "Hugo Hall (name): They need treatment. | Hugo Hall (pronoun): If they do not get it they will die,"},
    {"a quote after an indirect one is the same speaker's", "Last night Karim Malik, a Labour MP, said he was worried. “What he did was wrong.”\n",
     "Karim Malik (name): he was worried | Karim Malik (carried): What he did was wrong."},
    {"she of the sentence before", "Ana Diaz packed a bag. She said, “I am going to Quito.”", "Ana Diaz (pronoun): I am going to Quito."},
    {"the surname is the person named before", "Ana Diaz opened the road. “It is safe,” Diaz said.", "Ana Diaz (alias): It is safe,"},
    {"two of one surname: the given name decides", "Ana Brodie met Hugo Brodie on Monday. “The road is closed,” said Hugo Brodie.",
     "Hugo Brodie (name): The road is closed,"},
    {"an orphan has no speaker", "The road was opened on Monday.\n\n“If you prove it to people, they will come.”\n",
     "? (unknown:no-source): If you prove it to people, they will come."},
    {"a spokesman without a name", "“The road is closed,” a spokesman said.", "a spokesman (anonymous): The road is closed,"},
    {"an official of an organisation", "“The road is closed,” a UN official said.", "a UN official (anonymous): The road is closed,"},
    {"residents speak together", "“The road is closed,” residents said.", "residents (collective): The road is closed,"},
    {"a statement speaks", "“The road is closed,” the statement said.", "the statement (document): The road is closed,"},
    {"the addressee is not the speaker", "“The road is closed,” Ana Diaz told Luis Vega.", "Ana Diaz (name): The road is closed,"},
    {"he told the agency", "“The road is closed,” Ana Diaz told Reuters.", "Ana Diaz (name): The road is closed,"},
    {"the dateline's agency says nothing", "BAGHDAD (AP) — “The road is closed,” Ana Diaz said on Monday.", "Ana Diaz (name): The road is closed,"},
    {"capitals of the headline are no speaker", "MAYOR CLOSES ROAD\n\n“The road is closed,” said Ana Diaz.\n",
     "Ana Diaz (name): The road is closed,"},
    {"a noun that is an adjective that reports, too", "The firm said the road was closed.", "The firm (collective): the road was closed"},
    {"... and that adjective", "Ana Diaz was firm that the road was closed.", "Ana Diaz (name): that the road was closed"},
    {"a noun with hyphens", "“It is late,” her mother-in-law said.", "her mother-in-law (anonymous): It is late,"},
    {"an adverb before the article is outside", "Then the mayor said the road was closed.", "the mayor (anonymous): the road was closed"},
    {"one saying has one row", "Ana Diaz warned of strong wind: “Stay away from the sea until it ends.”",
     "Ana Diaz (name): Stay away from the sea until it ends."},
    {"letters with full stops", "Ana Diaz built the road.\n\nQ. Why?\n\nA. It floods.\n\nQ. And now?\n\nA. It floods still.\n",
     "? (author): Why? | Ana Diaz (role): It floods. | ? (author): And now? | Ana Diaz (role): It floods still."},
    {"questions at a press conference: who is called on",
     "MS. DIAZ: The road is closed. Go ahead, Luis.\n\nQ    Why is it closed?\n\nMS. DIAZ: It floods.\n\n"
     "Q    And when will it open?\n\nMS. DIAZ: In May.\n",
     "DIAZ (name): The road is closed. Go ahead, Luis. | Luis (role): Why is it closed? | DIAZ (name): It floods. | "
     "? (unknown:no-antecedent): And when will it open? | DIAZ (name): In May."},
    {"a verb with its object is not of who speaks", "The bank cut its rate on Monday, but said that it could stop.",
     "The bank (collective): that it could stop"},
    {"a claim is not of who speaks", "It was a claim the department said it did not know.", "the department (collective): it did not know"},
    {"what was signed by somebody", "The memo, signed by Luis Vega, said that the road was closed.", "The memo (document): that the road was closed"},
    {"in a city a title begins who speaks", "In Quito President Diaz said the road was closed.", "Diaz (name): the road was closed"},
    {"behind a longer opening", "A week after the fire the owner said the road was closed.", "the owner (anonymous): the road was closed"},
    {"several of the women", "“The road is closed,” said several of the women.", "several of the women (collective): The road is closed,"},
};

/* --- coreference ---------------------------------------------------------------------------------------------------- */

static const struct row coreference[] = {
    {"she is the woman, not the man between", "Maria Lopez met John Smith. “The road is closed,” she said.",
     "Maria Lopez (pronoun): The road is closed,"},
    {"he is the man, not the woman between", "John Smith met Maria Lopez. “The road is closed,” he said.",
     "John Smith (pronoun): The road is closed,"},
    {"she is never a town", "Ana Diaz lives in Quito. “The road is closed,” she said.", "Ana Diaz (pronoun): The road is closed,"},
    {"she with nobody before", "“The road is closed,” she said.", "? (unknown:no-antecedent): The road is closed,"},
    {"I inside a quote is its speaker's own word", "“I closed it,” said Ana Diaz. “My council agreed,” she said.",
     "Ana Diaz (name): I closed it, | Ana Diaz (pronoun): My council agreed,"},
    {"the minister named before", "Defence minister Ana Diaz came. “The road is closed,” the minister said.", "Ana Diaz (role): The road is closed,"},
    {"a speaker over three paragraphs of he said",
     "Luis Vega is a baker.\n\n“The road is closed,” he said.\n\nHe has lived there for years.\n\n“It floods,” he said.\n",
     "Luis Vega (pronoun): The road is closed, | Luis Vega (pronoun): It floods,"},
    {"the other one of a talk", "Ana Diaz met Luis Vega. “Is it closed?” she asked. “It is,” he said.",
     "Ana Diaz (pronoun): Is it closed? | Luis Vega (pronoun): It is,"},
    {"Mr with the surname", "John Smith opened the road. “It is safe,” Mr Smith said.", "John Smith (alias): It is safe,"},
    {"the given name alone", "Ana Diaz opened the road. “It is safe,” Ana said.", "Ana Diaz (alias): It is safe,"},
    {"a source in apposition is the name before it",
     "Luis Vega, director of the Road Project at the University of Quito, told reporters the road was closed.",
     "Luis Vega (name): the road was closed"},
    {"two names speak together", "Ana Diaz and Luis Vega said the road was closed.", "Ana Diaz and Luis Vega (collective): the road was closed"},
    {"a title tells more than a given name that is a man's elsewhere",
     "Andrea Diaz opened the road, Mrs. Diaz's third. Luis Vega came. “It is safe,” she said.", "Andrea Diaz (pronoun): It is safe,"},
    {"so do the pronouns behind the name", "Tavita Diaz opened the road with her brother. Diaz left her car. “It is safe,” she said.",
     "Tavita Diaz (pronoun): It is safe,"},
    {"sentences about her lie between",
     "Ana Diaz drew the road. Her brother dug it. It rained on her. It was her third. It cost her a year. Nobody paid her. Her back ached. “It is "
     "safe,” she said.",
     "Ana Diaz (pronoun): It is safe,"},
    {"a surname with a particle", "Judith Van Diaz opened the road. Van Diaz said it was safe.", "Judith Van Diaz (alias): it was safe"},
    {"a surname of two words", "Ana Lopez Vega opened the road. Lopez Vega said it was safe.", "Ana Lopez Vega (alias): it was safe"},
    {"one of a people", "Luis Vega won the race. “The road was wet,” the Ecuadorian said.", "Luis Vega (role): The road was wet,"},
    {"the people themselves", "Luis Vega won the race. “The road was wet,” the Dutch said.", "Dutch (name): The road was wet,"},
    {"brought in by an indefinite article", "A city commission met on Monday. The road was wet. The commission said the road was closed.",
     "A city commission (collective): the road was closed"},
    {"an apostrophe joins no names", "Hugo Reyes opened the road. Reyes' spokesman Luis Vega said it was safe.", "Luis Vega (name): it was safe"},
    {"a pronoun before a name means another",
     "Ana Diaz met reporters. “I am glad,” Diaz said. Asked about her plans if Maria Lopez wins, she said: “I do not know.”",
     "Ana Diaz (alias): I am glad, | ? (unknown:no-source): her plans if Maria Lopez wins | Ana Diaz (pronoun): I do not know."},
    {"it goes on with the last speaker", "The newspaper said Brazil wanted the road. “It is needed,” it said.",
     "The newspaper (collective): Brazil wanted the road | The newspaper (pronoun): It is needed,"},
    {"a surname of two people is nobody's", "Ana Brodie met Hugo Brodie on Monday. “The road is closed,” Brodie said.",
     "? (unknown:ambiguous): The road is closed,"},
    {"the organisation by its kind", "The United Nations sent a team. “The road is closed,” the organization said.",
     "United Nations (role): The road is closed,"},
    {"he of two men is not guessed when both are as near", "John Smith and Peter Brown met. “The road is closed,” he said.",
     "? (unknown:ambiguous): The road is closed,"},
    {"the company named before", "Acme Steel Corp. grew. “The road is closed,” the company said.", "Acme Steel Corp. (role): The road is closed,"},
    {"it said, of a body", "The Interior Ministry met. It said the road was closed.", "Interior Ministry (pronoun): the road was closed"},
    {"his spokesman is another", "Luis Vega came. “The road is closed,” his spokesman said.", "his spokesman (anonymous): The road is closed,"},
    {"the one with the role", "Ana Diaz is the mayor of Quito. Luis Vega is a baker. “The road is closed,” the mayor said.",
     "Ana Diaz (role): The road is closed,"},
    {"the secretary-general of the headline",
     "Mayor opens the road to Quito\n\nThe mayor of Quito, Ana Diaz, opened the road on Monday. “It is safe,” she said.\n",
     "Ana Diaz (pronoun): It is safe,"},
    {"somebody described is he, not the man named before that", "Luis Vega left. “The road is closed,” a baker said. “It floods,” he added.",
     "a baker (anonymous): The road is closed, | a baker (pronoun): It floods,"},
    {"the one in between is he", "“The road is closed,” said Luis Vega.\n\nHugo Hall shook his head. “It is open,” he said.\n",
     "Luis Vega (name): The road is closed, | Hugo Hall (pronoun): It is open,"},
    {"residents said, then they", "Residents said the road was closed. They added that the bridge was safe.",
     "Residents (collective): the road was closed | Residents (pronoun): that the bridge was safe"},
    {"his lawyer is another", "Luis Vega came. “The road is closed,” his lawyer said.", "his lawyer (anonymous): The road is closed,"},
    {"the statement is that of the body that issued it", "The Road Agency issued a statement. “The road is closed,” the statement said.",
     "Road Agency (document): The road is closed,"},
    {"a report by a body", "A report by the Road Agency said the road was closed.", "Road Agency (document): the road was closed"},
    {"the mayor of another town is another", "Mayor Ana Diaz came. “The road is closed,” the mayor of Lima said.",
     "the mayor of Lima (anonymous): The road is closed,"},
    {"the spokesman told of before", "“The road is closed,” an army spokesman said. “It floods,” the spokesman said.",
     "an army spokesman (anonymous): The road is closed, | an army spokesman (anonymous): It floods,"},
    {"Mrs. and the surname of two people", "Ana Brodie met Hugo Brodie on Monday. “The road is closed,” Mrs. Brodie said.",
     "Ana Brodie (alias): The road is closed,"},
    {"a surname that a hyphen joins", "Ana Diaz-Vega opened the road. “It is safe,” Mrs. Diaz-Vega said.", "Ana Diaz-Vega (alias): It is safe,"},
    {"two who share an initial and a surname", "J. R. Brodie met Josefa Brodie on Monday. “The road is closed,” said J. R. Brodie.",
     "J. R. Brodie (name): The road is closed,"},
    {"they are the two named together", "John Smith and Maria Lopez met. “We are closing the road,” they said.",
     "John Smith and Maria Lopez (pronoun): We are closing the road,"},
    {"the group by its acronym", "The World Health Organization (WHO) met. “The road is closed,” the WHO said.",
     "World Health Organization (alias): The road is closed,"},
    {"the bank is a bank, whatever is its name", "Barclays met Odvar Pumps Ltd on Monday. “The road is closed,” the bank said.",
     "Barclays (role): The road is closed,"},
    {"of two banks the nearer one", "Odvar Bank closed. Varde Savings, a lender in Lima, opened a road. The bank said it was wet.",
     "Varde Savings (role): it was wet"},
    {"a ministry shows that it is one", "Odvar Pumps opened the road. The ministry said it was closed.", "The ministry (collective): it was closed"},
    {"the company is no ministry", "The Ministry of Labour met Odvar Pumps Ltd. The company said the road was closed.",
     "Odvar Pumps Ltd. (role): the road was closed"},
    {"the leader of the country", "Vladimir Putin met Emmanuel Macron. “The road is closed,” the French leader said.",
     "Emmanuel Macron (role): The road is closed,"},
    {"nobody of another country", "Donald Trump came. “The road is closed,” the Russian president said.",
     "the Russian president (anonymous): The road is closed,"},
    {"the senator of the other state", "Senator Marla Voss of Ohio met Senator Ed Holt of Texas. The Ohio senator said the road was closed.",
     "Marla Voss (role): the road was closed"},
    {"who teaches is the teacher", "Marta Velling, who teaches in Odvar, met Luis Vega. “The road is closed,” the teacher said.",
     "Marta Velling (role): The road is closed,"},
    {"two with a role between", "Ana Diaz and her brother Luis Vega opened the road. “It is open,” they said.",
     "Ana Diaz and her brother Luis Vega (pronoun): It is open,"},
    {"two with a role between speak", "Ana Diaz and the mayor Luis Vega said the road was closed.",
     "Ana Diaz and the mayor Luis Vega (collective): the road was closed"},
    {"a statement from a body", "A statement from the Road Agency said the road was closed. The statement added that it was wet.",
     "Road Agency (document): the road was closed | Road Agency (document): that it was wet"},
    {"the statement of somebody who has no name", "Ana Diaz left. Her lawyer's statement said the road was closed.",
     "Her lawyer (document): the road was closed"},
    {"her statement is hers", "Ana Diaz left. Her statement said the road was closed.", "Ana Diaz (document): the road was closed"},
    {"described first, named in the next sentence",
     "A farmer from Odvar closed the road. Anton Reyk, 54, parked on it. “It is mine,” the farmer said.", "Anton Reyk (role): It is mine,"},
    {"a clause between a noun and its name", "A nurse who lives in Odvar, Ana Diaz, said the road was closed.",
     "Ana Diaz (name): the road was closed"},
    {"whoever accuses her is not she", "Ana Diaz drew the road. A surveyor accused her of theft. “I am sorry,” she said.",
     "A surveyor (anonymous): her of theft | Ana Diaz (pronoun): I am sorry,"},
    {"a paragraph of quotation after the one that brings its speaker in",
     "Ana Diaz opened the road on Monday. She wore a hat.\n\n“It is a good road. We built it in a year.”\n\n“I am proud of it and will walk on "
     "it.”\n",
     "Ana Diaz (carried): It is a good road. We built it in a year. | Ana Diaz (carried): I am proud of it and will walk on it."},
    {"who is told of between two pieces says both", "Luis Vega left.\n\n“They closed the road.” Ana Diaz stands on it. “They closed them all.”\n",
     "Ana Diaz (carried): They closed the road. They closed them all."},
    {"a day without a comma is not of who speaks", "On Monday the ministry said the road was closed.",
     "the ministry (collective): the road was closed"},
    {"... nor is a week", "Earlier this week the mayor said the road was closed.", "the mayor (anonymous): the road was closed"},
    {"... nor what a preposition takes", "After the game the coach said the road was closed.", "the coach (anonymous): the road was closed"},
    {"... nor how much later it was", "Two days later the coach said the road was closed.", "the coach (anonymous): the road was closed"},
    {"a study that came out on a day", "A study published on Monday found that the road was closed.",
     "A study published on Monday (document): that the road was closed"},
    {"things are like a document", "Photographs show that the road was closed.", "Photographs (document): that the road was closed"},
    {"one of them by name", "Pilots met. “The road is closed,” said one of them, Ana Diaz.", "Ana Diaz (name): The road is closed,"},
    {"a statement on its website is its own", "The Road Agency met. A statement on its website said the road was closed.",
     "Road Agency (document): the road was closed"},
    {"the agency after the roads authority", "The roads authority said the road was closed. The agency said it was wet.",
     "The roads authority (collective): the road was closed | The roads authority (collective): it was wet"},
    {"whoever is asked by somebody is the subject", "Asked by Hugo Hall, Luis Vega agreed that the road was closed. He denied that it was wet.",
     "Luis Vega (name): that the road was closed | Luis Vega (pronoun): that it was wet"},
    {"his daughter by name", "Luis Vega died. His daughter Ana Vega left. His daughter is a baker. “The road is closed,” she said.",
     "Ana Vega (pronoun): The road is closed,"},
    {"who is described by what he did", "One worker who laid the road said it was closed.",
     "One worker who laid the road (anonymous): it was closed"},
    {"the couple are two", "Ana Diaz and her husband, Luis Vega, bought a road. “It is closed,” the couple said.",
     "Ana Diaz and her husband, Luis Vega (collective): It is closed,"},
    {"the senator and his allies are several", "Senator Ana Diaz left. The senator and her allies said the road was closed.",
     "The senator and her allies (collective): the road was closed"},
    {"who is spoken of does not speak", "Luis Vega came on Monday. “Hugo Hall closed the road,” he said.",
     "Luis Vega (pronoun): Hugo Hall closed the road,"},
    {"the name behind the other role", "A source close to the prime minister, Ana Diaz, said the road was closed.",
     "A source close to the prime minister (anonymous): the road was closed"},
    {"the force are the police", "Police said the road was closed. The force said it was wet.",
     "Police (collective): the road was closed | Police (collective): it was wet"},
    {"another one is somebody else", "One diplomat said the road was closed. “It is late,” said another diplomat.",
     "One diplomat (anonymous): the road was closed | another diplomat (anonymous): It is late,"},
    {"an army is an it", "The army said the road was closed. It said the bridge was open.",
     "The army (collective): the road was closed | The army (pronoun): the bridge was open"},
    {"an army is no armed group", "Sudan's army left. The Rapid Support Forces met. The army said the road was closed.",
     "The army (collective): the road was closed"},
    {"who sent the report is no it", "PORT SUDAN (AFP) - The road is closed. It said the bridge was open.",
     "? (unknown:no-antecedent): the bridge was open"},
    {"the Republican is one of them, not the party",
     "Rep. Ana Diaz, a Republican from Ohio, met Rep. Luis Vega, a Democrat. “The road is closed,” the Republican said.",
     "Ana Diaz (role): The road is closed,"},
    {"a surname of two words, one with a hyphen", "Ana Mac Odvar-Brunsk built the road. Mac Odvar-Brunsk left. She said it was closed.",
     "Ana Mac Odvar-Brunsk (pronoun): it was closed"},
    {"the subject of the sentence before, not who spoke before it",
     "Ana Diaz said the road was closed. Rosa Vega was not so sure. “It is open,” she said.",
     "Ana Diaz (name): the road was closed | Rosa Vega (pronoun): It is open,"},
    {"a name that begins a paragraph before a bracket is who acts", "Ana Diaz (34) bought the road. “It was cheap,” she said.",
     "Ana Diaz (pronoun): It was cheap,"},
    {"the Company is who calls itself so", "Acme Steel Corp. (the “Company”) grew on Monday. The Company said the road was closed.",
     "Acme Steel Corp. (role): the road was closed"},
    {"who is described in the lede is named with an age", "A Leeds mother says the road was closed.\n\nAna Diaz (29), of Quarry Lane, was hurt.\n",
     "Ana Diaz (role): the road was closed"},
    {"a plural that begins a sentence is no verb", "Documents show that the road was closed.", "Documents (document): that the road was closed"},
    {"... whoever saw them", "Documents obtained by the Road Agency show that the road was closed.",
     "Documents obtained by the Road Agency (anonymous): that the road was closed"},
    {"a title before a name is no verb", "Judge Diaz said the road was closed.", "Diaz (name): the road was closed"},
    {"whoever was told, an owner and all", "Ana Diaz told the Road Agency's Monday meeting that the road was closed.",
     "Ana Diaz (name): that the road was closed"},
    {"a question in the paragraph before is not answered by who asks it", "“Who closed it?” Ana Diaz asked.\n\n“I would have to check.”\n",
     "Ana Diaz (name): Who closed it? | ? (unknown:no-source): I would have to check."},
    {"it is the body that the subject before means",
     "They spoke with the airport operator Odvarair. The operator is late. It said the road was closed.", "Odvarair (pronoun): the road was closed"},
    {"lines with a bar are what the paragraph before leads in",
     "The road is long.\n\nAna Diaz writes:\n\n> The road is closed. I have seen\n> worse and better.\n\nLuis Vega left.\n",
     "Ana Diaz (name): The road is closed. I have seen worse and better."},
    {"the initials of a role that is told later",
     "CEO says road will be closed\n\nBy Luis Vega\n\nOdvar Steel Chief Executive Officer Ana Diaz said on Monday that the road would be closed "
     "after the river rose.\n",
     "Ana Diaz (role): road will be closed | Ana Diaz (name): that the road would be closed after the river rose"},
    {"a role without an article is somebody's who is named with it later, officer or not",
     "CEO says road will be closed\n\nBy Luis Vega\n\nThe road was long.\n\nOdvar Steel chief executive Ana Diaz said on Monday that the road "
     "would be closed.\n",
     "Ana Diaz (role): road will be closed | Ana Diaz (name): that the road would be closed"},
    {"an office of several words before the name", "“The road is closed,” said Minister for Roads Ana Diaz. “Pay!” Nanay Pia Moe said.",
     "Ana Diaz (name): The road is closed, | Pia Moe (name): Pay!"},
    {"markup that was left behind",
     "<p>&ldquo;The road is closed,&rdquo; said <b>Ana Diaz</b>.&nbsp;“It is long.”</p><p>&quot;We don&#39;t know,&quot; Luis Vega said.</p>",
     "Ana Diaz (name): The road is closed, It is long. | Luis Vega (name): We don&#39;t know,"},
    {"what brackets call a body is what it is called, whatever the letters stand for",
     "The Railway Signal Union (GSP) met. GSP said the road was closed.", "Railway Signal Union (alias): the road was closed"},
    {"the same where the short name stands in the headline",
     "GSP says road is closed\n\nBy Luis Vega\n\nThe Railway Signal Union (GSP) met on Monday in the town that the river had flooded.\n",
     "Railway Signal Union (alias): road is closed"},
    {"the body of that sort with a word of what it does", "Deutsche Bahn closed the road. The rail operator said it was long.",
     "Deutsche Bahn (role): it was long"},
    {"a surname that is a town's, too", "Mara Boston, a baker, said the road was closed. It was late.\n\nBoston insisted that the bridge was open.\n",
     "Mara Boston (name): the road was closed | Mara Boston (alias): that the bridge was open"},
    {"the body between commas behind what it is", "The roads regulator, Odvarnet, met. The watchdog said the road was closed.",
     "Odvarnet (role): the road was closed"},
    {"whose office is told with its country, before and behind",
     "The energy minister of Iraq said the road was closed.\n\nThe road is long.\n\nIraq's energy minister Odvar Brunsk told drivers that it was "
     "late.\n",
     "Odvar Brunsk (role): the road was closed | Odvar Brunsk (name): that it was late"},
    {"the headline's word is that of the lede, and of whom the next paragraph names",
     "Baker says road was closed\n\nBy Luis Vega\n\nA baker has told how she waited for the bus on the road that the river closed on Sunday.\n\n"
     "Ana Diaz (41), from Ely, said it was late.\n",
     "Ana Diaz (role): road was closed | Ana Diaz (role): how she waited for the bus on the road that the river closed on Sunday | Ana Diaz (name): "
     "it was late"},
    {"labels behind the time of a recording", "21:14:02 CAPTAIN: The road is closed.\n21:14:04 PILOT: It is open.\n[21:15] CAPTAIN: It is long.\n",
     "CAPTAIN (anonymous): The road is closed. | PILOT (anonymous): It is open. | CAPTAIN (anonymous): It is long."},
    {"what somebody posted, up to when that was",
     "The road is closed.\n\nAna Diaz ✓\n@anadiaz\nWe will open it in May. Sorry!\n2:36 PM · Feb 12, 2026\n\nLuis Vega said it was long.\n",
     "Ana Diaz (name): We will open it in May. Sorry! | Luis Vega (name): it was long"},
    {"what somebody posted, in one line",
     "The road is closed.\n\nWe will open it in May. Sorry! — Ana Diaz (@anadiaz) March 3, 2016\n\nLuis Vega said it was long.\n",
     "Ana Diaz (name): We will open it in May. Sorry! | Luis Vega (name): it was long"},
    {"a handle where nobody posts", "The road is closed.\n\nFollow @anadiaz\n\nLuis Vega said it was long.\n", "Luis Vega (name): it was long"},
    {"a headline's words before who says them", "“The road is closed”: Ana Diaz hits back at drivers\n", "Ana Diaz (name): The road is closed"},
    {"the place of a report says nothing", "QUITO: The mayor said the road was closed.", "The mayor (anonymous): the road was closed"},
    {"the sender of a report says nothing, without a dash either", "QUITO, Nov 18 (PTI) The Road Agency left, observing that the road was closed.",
     "Road Agency (name): that the road was closed"},
    {"a body by what it is, and its name", "A rights group, Acme Steel Watch, said the road was closed.",
     "Acme Steel Watch (name): the road was closed"},
    {"it is the body that acts in the sentence before", "The company is losing money. It said the road was closed.",
     "The company (pronoun): the road was closed"},
    {"but and another verb of saying say something else", "Ana Diaz said the road was cold and wet but denied that it was closed.",
     "Ana Diaz (name): the road was cold and wet | Ana Diaz (name): that it was closed"},
    {"the bishop of the first paragraph is named later", "“The road is closed,” the bishop told drivers.\n\nBishop Ana Diaz came by bus.\n",
     "Ana Diaz (role): The road is closed,"},
    {"what nothing closes ends where it says who speaks", "“The road is closed, Ana Diaz said.\n\n“It opens in May,” Luis Vega said.\n",
     "Ana Diaz (name): The road is closed, | Luis Vega (name): It opens in May,"},
    {"... and before another mark that opens", "\"The road is closed, said Ana Diaz. \"It opens in May.\"",
     "Ana Diaz (name): The road is closed, It opens in May."},
    {"no more than the clause that opens the sentence", "After Ana Diaz said the road was closed, drivers turned back.",
     "Ana Diaz (name): the road was closed"},
    {"... with a question in it", "But when she was asked if the road was closed, Ana Diaz laughed.",
     "? (unknown:no-source): if the road was closed"},
    {"who asked", "Asked by drivers whether the road was closed, Ana Diaz laughed.", "drivers (collective): whether the road was closed"},
    {"a report that was prepared for somebody", "According to a report prepared for the council by the Quito Road Agency, the road is closed.",
     "Quito Road Agency (document): the road is closed"},
    {"however short the description is", "A mum says the road was closed.\n\nAna Diaz (29), of Quarry Lane, was hurt.\n",
     "Ana Diaz (role): the road was closed"},
};

static const struct row known_defects[] = {
    {"whoever calls, not what is called", "The board closed the bridge, a decision that shop owners called “a death sentence for the street.”",
     "shop owners (collective): that “a death sentence for the street.”"},
    {"nobody said what is never said", "Drivers never say “Thank you, officer, for the ticket.”", ""},
    {"a quote in the middle of a clause", "Ana Diaz called the road “a danger to all of us” on Monday.",
     "Ana Diaz (name): the road “a danger to all of us”"},
    {"in a relative clause", "It was a road which Ana Diaz said was closed.", "Ana Diaz (name): a road which was closed"},
    {"somebody said inside what somebody said", "Ana Diaz said Luis Vega had told her that the road was closed.",
     "Ana Diaz (name): Luis Vega had told her that the road was closed | > Luis Vega (name): the road was closed"},
    {"was said to", "The road was said to be closed.", "? (unknown:no-source): to be closed"},
    {"an abstract subject says nothing", "Experience shows that the road floods in spring.", ""},
    {"a transcript's stage direction", "DIAZ (voice-over): The road is closed.\n\nVEGA: The bridge is open.\n",
     "DIAZ (name): The road is closed. | VEGA (name): The bridge is open."},
    {"who makes others angry by saying", "Ana Diaz drew the anger of the council for saying “the road is closed for good”.",
     "Ana Diaz (name): the road is closed for good"},
    {NULL, NULL, NULL},
    {"speech of somebody to somebody without its words", "Ana Diaz spoke to Luis Vega. They talked for hours.", ""},
    {"reportedly is nobody's word", "The road is reportedly closed.", ""},
    {"letters of an interview", "Ana Diaz built the road.\n\nQ: Tell me of the road.\n\nD: It was never open.\n",
     "? (author): Tell me of the road | Ana Diaz (role): It was never open"},
    {"who is the head of the phrase before", "Ana Diaz of Lima, who said the road was closed, left.", "Ana Diaz (pronoun): the road was closed"},
    {"a body said, then it", "The Road Agency said the road was closed. It added that the bridge was safe.",
     "Road Agency (name): the road was closed | Road Agency (pronoun): that the bridge was safe"},
};

/* --- what candidates weigh ------------------------------------------------------------------------------------------------ */

/* What the rules and features of a candidate are summed to, one by one, for all that won. */
struct sums {
    int32_t sum[64];
    unsigned count, wrong;
};

static void take_sum(void *context, const struct asc_document *doc, const struct asc_trace_record *record, const struct asc_evidence *evidence)
{
    (void)doc;
    struct sums *sums = context;
    if (strcmp(record->kind, "quote") == 0) {
        int32_t sum = 0;
        for (unsigned i = 0; i < evidence->count; i++) {
            sum += asc_weight(known, evidence->feature[i]);
        }
        sums->wrong += sum != asc_evidence_sum(evidence) || (record->won && sum <= 0);
        assert_true(sums->count < COUNT(sums->sum));
        sums->sum[sums->count] = sum;
        sums->count += record->won;
    }
}

static int by_number(const void *left, const void *right)
{
    int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;
    return (a > b) - (a < b);
}

/* The sums of the layer, which come from tables. */
static void layer_sums(struct sums *sums)
{
    *sums = (struct sums){0};
    for (uint32_t a = 0; a < document.attributions; a++) {
        if (document.attribution[a].rule != ASC_NONE) {
            sums->sum[sums->count++] = document.attribution[a].sum;
        }
    }
    qsort(sums->sum, sums->count, sizeof *sums->sum, by_number);
}

static unsigned unlike(const struct row *rows, size_t count)
{
    unsigned wrong = 0;
    for (size_t i = 0; i < count && rows[i].why; i++) {
        struct sums traced = {0}, while_traced, alone;
        struct asc_trace trace = {take_sum, &traced};
        document.trace = &trace;
        assert_int_equal(asc_single_run(known, &document, rows[i].text, strlen(rows[i].text), ASC_STAGE_QUOTES), ASC_OK);
        layer_sums(&while_traced);
        document.trace = NULL;
        assert_int_equal(asc_single_run(known, &document, rows[i].text, strlen(rows[i].text), ASC_STAGE_QUOTES), ASC_OK);
        layer_sums(&alone);
        qsort(traced.sum, traced.count, sizeof *traced.sum, by_number);
        size_t bytes = traced.count * sizeof *traced.sum;
        bool same = traced.count == alone.count && traced.count == while_traced.count && memcmp(traced.sum, alone.sum, bytes) == 0 &&
                    memcmp(traced.sum, while_traced.sum, bytes) == 0;
        wrong += traced.wrong || !same;
    }
    return wrong;
}

/* The tables of weights give what the features weigh that a trace shows. */
static void test_sums(void **state)
{
    (void)state;
    assert_int_equal(unlike(spans, COUNT(spans)), 0);
    assert_int_equal(unlike(indirect, COUNT(indirect)), 0);
    assert_int_equal(unlike(speakers, COUNT(speakers)), 0);
    assert_int_equal(unlike(coreference, COUNT(coreference)), 0);
    assert_int_equal(unlike(known_defects, COUNT(known_defects)), 0);
}

/* --- order -------------------------------------------------------------------------------------------------------------------- */

/* Rows that come out are in order, each once, and those that are alike as they stood. */
static void test_order(void **state)
{
    (void)state;
    static struct asc_order row[1400]; /* twice as many, as asc_order_new() gives */
    static bool seen[700];
    uint32_t random = 1;
    for (uint32_t count = 0; count < COUNT(seen); count += 1 + count / 9) {
        for (uint32_t i = 0; i < count; i++) {
            random = random * 1103515245U + 12345U;
            row[i] = (struct asc_order){random >> 16 & 15, random >> 24 & 3, i};
            seen[i] = false;
        }
        asc_order_sort(row, count);
        for (uint32_t i = 0; i < count; i++) {
            assert_true(row[i].index < count && !seen[row[i].index]);
            seen[row[i].index] = true;
            if (i) {
                const struct asc_order *a = row + i - 1, *b = row + i;
                bool alike = a->key == b->key && a->then == b->then;
                assert_true(a->key < b->key || (a->key == b->key && a->then < b->then) || (alike && a->index < b->index));
            }
        }
    }
}

static void test_spans(void **state)
{
    (void)state;
    expect_rows(spans, COUNT(spans), put_quotes, ASC_STAGE_RESOLVE);
}

static void test_indirect(void **state)
{
    (void)state;
    expect_rows(indirect, COUNT(indirect), put_quotes, ASC_STAGE_RESOLVE);
}

static void test_speakers(void **state)
{
    (void)state;
    expect_rows(speakers, COUNT(speakers), put_quotes, ASC_STAGE_RESOLVE);
}

static void test_coreference(void **state)
{
    (void)state;
    expect_rows(coreference, COUNT(coreference), put_quotes, ASC_STAGE_RESOLVE);
}

/* "She", and the farmer whom it means: a quote may bring in two mentions. However many there are, the layer holds them. */
static void test_room(void **state)
{
    (void)state;
    static const char said[] = "A farmer came to the road. “It is closed now,” she said.\n\n";
    static char text[40 * sizeof said];
    for (size_t quotes = 1, len = 0; quotes <= 40; quotes++) {
        memcpy(text + len, said, sizeof said - 1);
        len += sizeof said - 1;
        assert_int_equal(asc_single_run(known, &document, text, len, ASC_STAGE_RESOLVE), ASC_OK);
        assert_int_equal(document.attributions, quotes);
        assert_true(document.mentions > quotes && document.mentions <= document.mention_room);
        for (uint32_t m = 0; m < document.mentions; m++) {
            assert_true(document.mention[m].token < document.mention[m].token_end && document.mention[m].token_end <= document.tokens);
        }
    }
}

/* The only mention of a capital means the government: nothing is left of the city. */
static void test_unmentioned(void **state)
{
    (void)state;
    static const char text[] = "Tehran said the road was closed.";
    assert_int_equal(asc_single_run(known, &document, text, strlen(text), ASC_STAGE_RESOLVE), ASC_OK);
    assert_int_equal(document.entities, 1);
    assert_int_equal(document.entity[0].mentions, 1);
    assert_int_equal(document.mention[0].entity, 0);
    assert_int_equal(document.attribution[0].speaker, 0);
}

static void test_known_defects(void **state)
{
    (void)state;
    expect_defects(known_defects, put_quotes, ASC_STAGE_RESOLVE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spans),       cmocka_unit_test(test_indirect),      cmocka_unit_test(test_speakers),
        cmocka_unit_test(test_coreference), cmocka_unit_test(test_known_defects), cmocka_unit_test(test_sums),
        cmocka_unit_test(test_order),       cmocka_unit_test(test_room),          cmocka_unit_test(test_unmentioned),
    };
    return cmocka_run_group_tests(tests, open_document, close_document);
}
