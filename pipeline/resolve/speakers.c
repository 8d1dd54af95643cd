/* Sources → speakers: the head of the source's words decides by what way its entity is looked for. */
#include "resolve/speaking.h"

#include <string.h>

#include "document/fold.h"
#include "knowledge/knowledge.h"

/* A quote goes on with the speaker before over so many blocks; so many quotes back one of the same source is looked for; so many mentions are looked at for whom an interview is with; so many sentences open an article. */
enum { PARTICIPLE = 8, CALL = 8, CARRY_BLOCKS = 2, SAME_WALK = 6, MAIN_WALK = 256, LEDE = 3, LEADING = 2 };

static bool is(const struct asc_resolving *r, uint32_t t, unsigned class)
{
    return asc_token_has(r, t, class);
}

/* --- mentions by place ------------------------------------------------------------------------------------------------ */

uint32_t asc_speaking_mention_from(const struct asc_speaking *s, uint32_t t)
{
    return asc_mention_from(s->r->doc, s->name_mentions, t);
}

bool asc_speaking_quoted(const struct asc_speaking *s, uint32_t token)
{
    uint32_t behind = asc_quotation_from(s->r->doc, token);
    return behind > 0 && token < s->closed[behind - 1];
}

/* --- setting ------------------------------------------------------------------------------------------------------------------ */

void asc_speaking_set(struct asc_attribution *a, uint32_t entity, unsigned resolution, int32_t sum)
{
    a->speaker = entity;
    a->resolution = (uint8_t)resolution;
    a->speaker_sum = sum;
}

void asc_speaking_refer(struct asc_speaking *s, struct asc_attribution *a, struct asc_span tokens, unsigned level, uint32_t entity,
                        unsigned resolution, int32_t sum)
{
    asc_speaking_set(a, entity, resolution, sum);
    (void)asc_resolve_mention(s->r, tokens.begin, tokens.end, s->r->doc->entity[entity].type, level, entity);
}

/* The same for a pronoun at token `t`. */
static void refer_pronoun(struct asc_speaking *s, struct asc_attribution *a, uint32_t t, uint32_t entity, int32_t sum)
{
    asc_speaking_refer(s, a, (struct asc_span){t, t + 1}, ASC_LEVEL_PRONOUN, entity, ASC_RESOLUTION_PRONOUN, sum);
}

#define BEHIND_OBJECT(X) X(PREP) X(OF) X(FOR) X(TO) X(THAT) X(COMMA) X(STOP)

bool asc_speaking_pronoun_owns(const struct asc_resolving *r, uint32_t t)
{
    static const struct asc_classes behind = ASC_CLASSES_OF(BEHIND_OBJECT);
    return is(r, t, ASC_CLASS_POSS) && !asc_classes_meet(asc_token_classes(r, t + 1), behind);
}

char asc_speaking_gender(const struct asc_resolving *r, uint32_t t)
{
    return is(r, t, ASC_CLASS_MALE) ? 'm' : is(r, t, ASC_CLASS_FEMALE) ? 'f' : 0;
}

/* --- pronouns ----------------------------------------------------------------------------------------------------------------- */

/* "It added" after "the statement said": what a document says next is said by whoever said the first. */
static bool goes_on(const struct asc_speaking *s, const struct asc_attribution *a)
{
    const struct asc_document *doc = s->r->doc;
    const struct asc_attribution *last = s->last == ASC_NONE ? NULL : doc->attribution + s->last;
    return last && last->resolution == ASC_RESOLUTION_DOCUMENT && last->speaker != ASC_NONE && a->parent == ASC_NONE &&
           s->outer[last->sentence] + 1 >= s->outer[a->sentence];
}

static void resolve_pronoun(struct asc_speaking *s, struct asc_attribution *a, uint32_t t, enum asc_referring what)
{
    struct asc_entity *entity = s->r->doc->entity;
    if (what == ASC_IT && goes_on(s, a)) {
        const struct asc_attribution *last = s->r->doc->attribution + s->last;
        asc_speaking_refer(s, a, (struct asc_span){t, t + 1}, ASC_LEVEL_PRONOUN, last->speaker, ASC_RESOLUTION_DOCUMENT, last->speaker_sum);
        return;
    }
    int32_t sum;
    bool ambiguous;
    char gender = what == ASC_HE_SHE ? asc_speaking_gender(s->r, t) : 0;
    uint32_t found = asc_speaking_antecedent(s, a, (struct asc_span){t, t + 1}, what, gender, &sum, &ambiguous);
    if (found == ASC_NONE) {
        asc_speaking_set(a, ASC_NONE, ambiguous ? ASC_RESOLUTION_AMBIGUOUS : ASC_RESOLUTION_NO_ANTECEDENT, 0);
        return;
    }
    if (!entity[found].gender && entity[found].type == ASC_PERSON) {
        entity[found].gender = gender;
    }
    refer_pronoun(s, a, t, found, sum);
}

/* "I" and "we": inside a quotation the one who speaks it; outside, the author. */
static void resolve_first_person(struct asc_speaking *s, struct asc_attribution *a, uint32_t t)
{
    const struct asc_document *doc = s->r->doc;
    for (uint32_t parent = a->parent; parent != ASC_NONE; parent = doc->attribution[parent].parent) {
        if (doc->attribution[parent].speaker != ASC_NONE && doc->attribution[parent].kind != ASC_KIND_INDIRECT) {
            refer_pronoun(s, a, t, doc->attribution[parent].speaker, doc->attribution[parent].speaker_sum);
            return;
        }
    }
    asc_speaking_set(a, ASC_NONE, asc_speaking_quoted(s, t) ? ASC_RESOLUTION_NO_ANTECEDENT : ASC_RESOLUTION_AUTHOR, 0);
}

/* "a letter, seen by the Guardian | , which": where the phrase ends that a relative pronoun behind `end` means, before a participle in commas. */
static uint32_t before_participle(const struct asc_resolving *r, uint32_t end)
{
    for (uint32_t t = end; t > 0 && end - t < PARTICIPLE; t--) {
        if (is(r, t - 1, ASC_CLASS_COMMA)) {
            return is(r, t, ASC_CLASS_VERB_EN) && !is(r, t, ASC_CLASS_NOUN) ? t - 1 : end;
        }
    }
    return end;
}

/* "who", "which": the first of the noun phrase before, a name or one described ("an adviser to Trump, who"). */
static void resolve_relative(struct asc_speaking *s, struct asc_attribution *a, uint32_t t)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t end = t > 0 && is(s->r, t - 1, ASC_CLASS_COMMA) ? before_participle(s->r, t - 1) : t, begin = asc_speaking_phrase_before(s->r, end);
    bool person = is(s->r, t, ASC_CLASS_WHO);
    uint32_t m = asc_speaking_mention_from(s, begin);
    while (m < s->name_mentions && doc->mention[m].token < end &&
           (asc_speaking_possessive(s->r, doc->mention + m) || (person ? doc->mention[m].type != ASC_PERSON : doc->mention[m].type == ASC_PERSON))) {
        m++;
    }
    bool named = m < s->name_mentions && doc->mention[m].token < end && doc->mention[m].entity != ASC_NONE;
    for (uint32_t noun = begin; person && noun < end && !(named && noun + 1 >= doc->mention[m].token); noun++) {
        struct asc_description what = asc_speaking_describe(s->r, noun);
        if (!what.abstract && what.type == ASC_PERSON && !is(s->r, noun + 1, ASC_CLASS_NOUN) && !is(s->r, noun, ASC_CLASS_PRON_OTHER) &&
            !(named && noun + 4 > doc->mention[m].token && !is(s->r, noun + 1, ASC_CLASS_PREP) && !is(s->r, noun + 1, ASC_CLASS_TO))) {
            while (begin < noun && !is(s->r, begin, ASC_CLASS_DET) && !is(s->r, begin, ASC_CLASS_POSS)) {
                begin++;
            }
            struct asc_said_by source = {begin, end, noun, ASC_NONE};
            asc_speaking_description(s, a, &source);
            return;
        }
    }
    if (named) {
        refer_pronoun(s, a, t, doc->mention[m].entity, 80);
    } else {
        asc_speaking_set(a, ASC_NONE, ASC_RESOLUTION_NO_ANTECEDENT, 0);
    }
}

/* --- without a source ------------------------------------------------------------------------------------------------------------ */

/* Whom the sentence `sentence` is about, when that is a person: its first name, else the first person who acts, or the pronoun that begins it.
 * *words gets the tokens that say so. */
static uint32_t subject_of(struct asc_speaking *s, const struct asc_attribution *a, uint32_t sentence, bool same_block, struct asc_span *words)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t begin = doc->sentence[sentence].token, m = asc_speaking_mention_from(s, begin);
    if (is(s->r, begin, ASC_CLASS_PRON_SUBJ) && (is(s->r, begin, ASC_CLASS_PRON_HE) || is(s->r, begin, ASC_CLASS_PRON_SHE))) {
        int32_t sum;
        bool ambiguous;
        *words = (struct asc_span){begin, begin + 1};
        return asc_speaking_antecedent(s, a, *words, ASC_HE_SHE, asc_speaking_gender(s->r, begin), &sum, &ambiguous);
    }
    uint32_t end = doc->sentence[sentence].token_end, first = m;
    while (same_block && m < s->name_mentions && doc->mention[m].token < end && (doc->mention[m].type != ASC_PERSON || m > first) &&
           !(doc->mention[m].type == ASC_PERSON && asc_speaking_acts(s->r, doc->mention + m))) {
        m++;
    }
    bool leads = m < s->name_mentions && doc->mention[m].token < end && doc->mention[m].type == ASC_PERSON &&
                 (same_block || doc->mention[m].token <= begin + LEADING) && !asc_speaking_possessive(s->r, doc->mention + m) &&
                 !asc_speaking_quoted(s, doc->mention[m].token);
    if (!leads) {
        return ASC_NONE;
    }
    *words = (struct asc_span){doc->mention[m].token, doc->mention[m].token_end};
    return doc->mention[m].entity;
}

/* The person whom the sentence before the quote is about: "Ana Diaz nodded. “It is closed.”" A paragraph that is a quote may follow the
 * paragraph with that sentence. */
static uint32_t introduced(struct asc_speaking *s, const struct asc_attribution *a, struct asc_span *words)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t sentence = asc_sentence_at(doc, a->piece[0].begin);
    if (sentence == ASC_NONE || sentence == 0) {
        return ASC_NONE;
    }
    uint32_t before = doc->sentence[sentence - 1].block, block = doc->sentence[sentence].block;
    bool next = before + 1 == block && doc->block[before].type == ASC_BLOCK_BODY && doc->block[block].type == ASC_BLOCK_BODY;
    return before == block || next ? subject_of(s, a, sentence - 1, before == block, words) : ASC_NONE;
}

/* The person whom a sentence between two pieces is about: "“They lied.” Ana Diaz stands in her kitchen. “They all lied.”" */
static uint32_t between_pieces(struct asc_speaking *s, const struct asc_attribution *a, struct asc_span *words)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t next = a->pieces > 1 ? asc_sentence_at(doc, a->piece[1].begin) : ASC_NONE;
    bool between = next != ASC_NONE && next > 0 && doc->sentence[next - 1].begin >= a->piece[0].end;
    return between ? subject_of(s, a, next - 1, true, words) : ASC_NONE;
}

static void carry(const struct asc_document *doc, struct asc_attribution *a, uint32_t speaker, struct asc_span words)
{
    if (words.begin < words.end) {
        a->source = (struct asc_span){doc->token[words.begin].begin, doc->token[words.end - 1].end};
        a->source_token = words.begin;
        a->source_token_end = words.end;
    }
    asc_speaking_set(a, speaker, ASC_RESOLUTION_CARRIED, 40);
}

/* A quote without any source is that of the person just spoken of, or goes on with the speaker before, if that stands near: the words that name
 * them there are its source. Behind a question somebody else speaks. */
static void resolve_carried(struct asc_speaking *s, struct asc_attribution *a)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t block = asc_block_at(doc, a->piece[0].begin);
    if (a->kind == ASC_KIND_DIRECT && a->cue_entry == ASC_NONE) {
        const struct asc_attribution *last = s->last == ASC_NONE ? NULL : doc->attribution + s->last;
        struct asc_span words = {0, 0};
        uint32_t person = between_pieces(s, a, &words);
        bool told = person != ASC_NONE;
        if (!told) {
            person = introduced(s, a, &words);
            told = person != ASC_NONE && (!last || last->sentence + 1 < a->sentence);
        }
        if (told) {
            carry(doc, a, person, words);
            return;
        }
        uint32_t before = last ? asc_block_at(doc, last->piece[last->pieces - 1].begin) : ASC_NONE;
        bool asked = before != block && last && asc_attribution_asks(doc, last);
        if (last && !asked && last->speaker != ASC_NONE && block != ASC_NONE && before != ASC_NONE && block >= before &&
            block - before <= CARRY_BLOCKS) {
            carry(doc, a, last->speaker, (struct asc_span){last->source_token, last->source_token_end});
            return;
        }
    }
    asc_speaking_set(a, ASC_NONE, ASC_RESOLUTION_UNKNOWN, 0);
}

/* "She talked with | Ana Diaz": whoever is spoken with by one of whom it was told before asks the questions. */
static bool is_interviewer(const struct asc_speaking *s, const struct asc_mention *m)
{
    uint32_t begin = m->sentence == ASC_NONE ? m->token : s->r->doc->sentence[m->sentence].token;
    bool of_somebody = is(s->r, begin, ASC_CLASS_PRON_HE) || is(s->r, begin, ASC_CLASS_PRON_SHE);
    return of_somebody && m->token > begin + 1 && (is(s->r, m->token - 1, ASC_CLASS_PREP) || is(s->r, m->token - 1, ASC_CLASS_TO));
}

/* The person whom most mentions from .. end name, the first of two; ASC_NONE when none is named there. */
static uint32_t most_named(const struct asc_speaking *s, uint32_t from, uint32_t end)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t best = ASC_NONE, most = 0;
    for (uint32_t m = from; m < end; m++) {
        uint32_t entity = doc->mention[m].entity;
        if (doc->mention[m].type != ASC_PERSON || entity == ASC_NONE || doc->block[doc->mention[m].block].type == ASC_BLOCK_BYLINE ||
            is_interviewer(s, doc->mention + m)) {
            continue;
        }
        uint32_t count = doc->entity[entity].mentions + (doc->entity[entity].gender ? 1 : 0);
        if (count > most) {
            best = entity;
            most = count;
        }
    }
    return best;
}

static uint32_t block_of(const struct asc_document *doc, uint32_t t)
{
    uint32_t sentence = asc_sentence_at(doc, doc->token[t].begin);
    return sentence == ASC_NONE ? 0 : doc->sentence[sentence].block;
}

/* Whom an interview is with: somebody whom the paragraph before it names, else its introduction. */
static uint32_t interviewed(const struct asc_speaking *s, uint32_t t)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t end = asc_speaking_mention_from(s, t), block = block_of(doc, t);
    uint32_t before = block ? most_named(s, asc_speaking_mention_from(s, doc->block[block - 1].token), end) : ASC_NONE;
    return before != ASC_NONE ? before : most_named(s, end > MAIN_WALK ? end - MAIN_WALK : 0, end);
}

/* Is the source one letter that begins a paragraph or stands before a colon, as the speakers of an interview are marked? */
static bool is_letter(const struct asc_resolving *r, uint32_t begin, uint32_t end)
{
    const struct asc_token *token = r->doc->token + begin;
    return end == begin + 1 && (token->shape & ASC_SHAPE_INITIAL) && !is(r, begin, ASC_CLASS_PRON_I) &&
           ((token->shape & ASC_SHAPE_HARD) || is(r, end, ASC_CLASS_COLON));
}

/* Does another letter than the one that asks mark anybody? At a press conference names do. */
static bool letter_answers(const struct asc_speaking *s)
{
    const struct asc_document *doc = s->r->doc;
    for (uint32_t i = 0; i < doc->attributions; i++) {
        const struct asc_attribution *a = doc->attribution + i;
        if (a->source.begin < a->source.end && is_letter(s->r, a->source_token, a->source_token_end) && doc->token[a->source_token].key != s->asker) {
            return true;
        }
    }
    return false;
}

/* "Go ahead, Ana.": whom the last words of the turn before call on. */
static uint32_t called_on(const struct asc_speaking *s, uint32_t t)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t sentence = asc_sentence_at(doc, doc->token[t].begin);
    if (sentence == ASC_NONE || sentence == 0 || doc->sentence[sentence - 1].token_end - doc->sentence[sentence - 1].token > CALL) {
        return ASC_NONE;
    }
    uint32_t m = asc_speaking_mention_from(s, t), begin = doc->sentence[sentence - 1].token;
    bool person = m > 0 && doc->mention[m - 1].token >= begin && doc->mention[m - 1].type == ASC_PERSON;
    return person && !is(s->r, doc->mention[m - 1].token_end, ASC_CLASS_COLON) ? doc->mention[m - 1].entity : ASC_NONE;
}

/* "Q:" and "A:": the letter that comes first asks, and is the author's; the other one answers. When none answers whoever was called on
 * asks. */
static void resolve_letter(struct asc_speaking *s, struct asc_attribution *a, uint32_t t)
{
    uint64_t key = s->r->doc->token[t].key;
    if (!s->asker) {
        s->asker = key;
        s->answers = interviewed(s, t);
        s->author_asks = letter_answers(s);
    }
    bool asks = key == s->asker;
    uint32_t named = !asks ? s->answers : s->author_asks ? ASC_NONE : called_on(s, t);
    if (named != ASC_NONE) {
        asc_speaking_refer(s, a, (struct asc_span){t, t + 1}, ASC_LEVEL_NOMINAL, named, ASC_RESOLUTION_ROLE, 60);
    } else {
        asc_speaking_set(a, ASC_NONE, asks && s->author_asks ? ASC_RESOLUTION_AUTHOR : ASC_RESOLUTION_NO_ANTECEDENT, 0);
    }
}

/* --- all ------------------------------------------------------------------------------------------------------------------------------ */

/* Another quote of the very same words has its speaker: "she said … and added …". */
static bool said_more(const struct asc_speaking *s, struct asc_attribution *a)
{
    const struct asc_attribution *first = s->r->doc->attribution, *before = a;
    for (int walked = 0; before > first && walked < SAME_WALK; walked++) {
        before--;
        if (before->source_token == a->source_token && before->source_token_end == a->source_token_end && before->speaker != ASC_NONE &&
            before->source.end > before->source.begin && before->parent == a->parent) {
            asc_speaking_set(a, before->speaker, before->resolution, before->speaker_sum);
            return true;
        }
    }
    return false;
}

/* Does a name stand in some tokens, or over their edges? */
static bool holds_name(const struct asc_speaking *s, uint32_t begin, uint32_t end)
{
    const struct asc_mention *mention = s->r->doc->mention;
    uint32_t m = asc_speaking_mention_from(s, begin);
    return (m < s->name_mentions && mention[m].token < end) || (m > 0 && mention[m - 1].token_end > begin);
}

/* The way that the words of a source take. */
static void resolve_words(struct asc_speaking *s, struct asc_attribution *a, struct asc_span words)
{
    struct asc_resolving *r = s->r;
    struct asc_said_by source = asc_speaking_source(s, words.begin, words.end);
    source = asc_speaking_apposed(s, &source);
    if (source.mention == ASC_NONE) {
        source.mention = asc_speaking_name_at_cue(s, a, &source);
    }
    if (asc_speaking_adherent(s, &source)) {
        source.mention = ASC_NONE;
        asc_speaking_description(s, a, &source);
        return;
    }
    uint32_t t = source.begin;
    bool alone = source.end == t + 1, possessive = is(r, t, ASC_CLASS_POSS) && !alone;
    uint32_t elsewhere = source.mention == ASC_NONE ? asc_speaking_named_elsewhere(s, &source) : ASC_NONE;
    if (source.mention != ASC_NONE && r->doc->mention[source.mention].entity != ASC_NONE) {
        asc_speaking_named(s, a, &source);
    } else if (is_letter(r, source.begin, source.end)) {
        resolve_letter(s, a, t);
    } else if (elsewhere != ASC_NONE) {
        unsigned level = holds_name(s, t, source.end) ? ASC_LEVEL_NOMINAL : ASC_LEVEL_NAME; /* names do not overlap */
        asc_speaking_refer(s, a, (struct asc_span){t, source.end}, level, elsewhere, ASC_RESOLUTION_ALIAS, 80);
    } else if (!possessive && (is(r, t, ASC_CLASS_PRON_HE) || is(r, t, ASC_CLASS_PRON_SHE))) {
        resolve_pronoun(s, a, t, ASC_HE_SHE);
    } else if (!possessive && (is(r, t, ASC_CLASS_PRON_I) || is(r, t, ASC_CLASS_PRON_WE))) {
        resolve_first_person(s, a, t);
    } else if (alone && (is(r, t, ASC_CLASS_WHO) || is(r, t, ASC_CLASS_WHICH))) {
        resolve_relative(s, a, t);
    } else if (alone && (is(r, t, ASC_CLASS_PRON_THEY) || is(r, t, ASC_CLASS_PRON_IT))) {
        resolve_pronoun(s, a, t, is(r, t, ASC_CLASS_PRON_THEY) ? ASC_THEY : ASC_IT);
    } else if (alone && (is(r, t, ASC_CLASS_PRON_YOU) || is(r, t, ASC_CLASS_DEM) || is(r, t, ASC_CLASS_NEG))) {
        asc_speaking_set(a, ASC_NONE, ASC_RESOLUTION_NO_ANTECEDENT, 0);
    } else {
        asc_speaking_description(s, a, &source);
    }
}

uint32_t asc_speaking_whom(struct asc_speaking *s, const struct asc_attribution *a, struct asc_span tokens, bool known_only)
{
    if (s->depth > 0) { /* of an owner's owner only the words are left */
        return ASC_NONE;
    }
    struct asc_attribution inner = *a;
    s->depth++;
    s->known_only = known_only;
    resolve_words(s, &inner, tokens);
    s->known_only = false;
    s->depth--;
    return inner.speaker;
}

static void resolve_speaker(struct asc_speaking *s, struct asc_attribution *a)
{
    struct asc_resolving *r = s->r;
    if (a->source.end <= a->source.begin) {
        resolve_carried(s, a);
        return;
    }
    const struct asc_attribution *last = s->last == ASC_NONE ? NULL : r->doc->attribution + s->last;
    if (last && a->rule == ASC_NONE && a->source_token == last->source_token) { /* it goes on with what was reported */
        asc_speaking_set(a, last->speaker, ASC_RESOLUTION_CARRIED, 40);
        return;
    }
    if (!said_more(s, a)) {
        resolve_words(s, a, (struct asc_span){a->source_token, a->source_token_end});
    }
}

/* Whom the words of the addressee name. */
static void resolve_addressee(const struct asc_speaking *s, struct asc_attribution *a)
{
    const struct asc_document *doc = s->r->doc;
    if (a->addressee.end > a->addressee.begin) {
        uint32_t begin = asc_token_at(doc, a->addressee.begin), end = asc_token_at(doc, a->addressee.end - 1) + 1;
        uint32_t m = asc_speaking_name_at_end(s, begin, end < doc->tokens ? end : doc->tokens);
        a->addressee_entity = m == ASC_NONE ? ASC_NONE : doc->mention[m].entity;
    }
}

/* A long quotation does not put its speaker far away: sentences inside quotations do not count as distance. */
static void count_outer(const struct asc_document *doc, uint32_t *outer, uint32_t *closed)
{
    for (uint32_t q = 0; q < doc->quotations; q++) {
        closed[q] = q > 0 && closed[q - 1] > doc->quotation[q].close ? closed[q - 1] : doc->quotation[q].close;
    }
    uint32_t count = 0, q = 0;
    for (uint32_t i = 0; i < doc->sentences; i++) {
        while (q < doc->quotations && doc->quotation[q].open < doc->sentence[i].token + doc->quotation[q].continues) {
            q++;
        }
        count += q == 0 || doc->sentence[i].token >= closed[q - 1];
        outer[i] = count;
    }
}

static void count_mentions(struct asc_document *doc)
{
    for (uint32_t e = 0; e < doc->entities; e++) {
        doc->entity[e].mentions = 0;
    }
    for (uint32_t m = 0; m < doc->mentions; m++) {
        if (doc->mention[m].entity < doc->entities) {
            doc->entity[doc->mention[m].entity].mentions++;
        }
    }
}

/* The token behind the sentences that open the article. */
static uint32_t end_of_lede(const struct asc_document *doc)
{
    uint32_t seen = 0;
    for (uint32_t i = 0; i < doc->sentences; i++) {
        seen += doc->block[doc->sentence[i].block].type == ASC_BLOCK_BODY;
        if (seen == LEDE) {
            return doc->sentence[i].token_end;
        }
    }
    return doc->tokens;
}

static bool prepare(struct asc_speaking *s)
{
    struct asc_document *doc = s->r->doc;
    s->outer = asc_arena_alloc(&doc->arena, (doc->sentences + 1U) * sizeof *s->outer);
    s->closed = asc_arena_alloc(&doc->arena, (doc->quotations + 1U) * sizeof *s->closed);
    if (!s->outer || !s->closed) {
        s->r->failed = true;
        return false;
    }
    count_outer(doc, s->outer, s->closed);
    count_mentions(doc);
    s->lede = end_of_lede(doc);
    return true;
}

void asc_resolve_speakers(struct asc_resolving *r)
{
    struct asc_document *doc = r->doc;
    struct asc_speaking s = {.r = r, .name_mentions = doc->mentions, .last = ASC_NONE};
    if (!doc->attributions || !prepare(&s)) {
        return;
    }
    for (uint32_t i = 0; i < doc->attributions && !r->failed; i++) {
        struct asc_attribution *a = doc->attribution + i;
        resolve_speaker(&s, a);
        resolve_addressee(&s, a);
        if (a->speaker != ASC_NONE && a->parent == ASC_NONE) {
            s.last = i;
        }
    }
}
