/* Sources on paper → who issued them: "Diaz's report", "a statement from the ministry", "the report" after "the agency published a report". */
#include "resolve/speaking.h"

/* How far back one looks, in tokens, for where a document was spoken of before; words between an owner and what is owned. */
enum { DOCUMENT_WALK = 400, OWNED = 4 };

static bool is(const struct asc_resolving *r, uint32_t t, unsigned class)
{
    return asc_token_has(r, t, class);
}

/* A person or an organization that is named from token `from` on, before `end`; with `end` == from + 1 exactly there. */
uint32_t asc_speaking_named_from(const struct asc_speaking *s, uint32_t from, uint32_t end)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = doc->mention ? asc_speaking_mention_from(s, from) : s->name_mentions;
    for (; m < s->name_mentions && doc->mention[m].token < end; m++) {
        if ((doc->mention[m].type == ASC_PERSON || doc->mention[m].type == ASC_ORGANIZATION) && doc->mention[m].entity != ASC_NONE) {
            return doc->mention[m].entity;
        }
    }
    return ASC_NONE;
}

/* Who issued the document whose noun stands at `noun`, by name: "Diaz's report", "a Road Agency report", "a report by Diaz". */
static uint32_t issuer_beside(const struct asc_speaking *s, uint32_t noun)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = asc_speaking_mention_from(s, noun);
    const struct asc_mention *before = m > 0 ? doc->mention + m - 1 : NULL;
    bool owns = before && is(s->r, before->token_end, ASC_CLASS_POSSESSIVE) && before->token_end + OWNED > noun;
    if (before && before->type != ASC_PLACE && (owns || (before->token_end == noun && before->type == ASC_ORGANIZATION))) {
        return before->entity;
    }
    if (is(s->r, noun + 1, ASC_CLASS_BY) || is(s->r, noun + 1, ASC_CLASS_FROM)) {
        uint32_t name = noun + 2 + is(s->r, noun + 2, ASC_CLASS_ART), next = asc_speaking_mention_from(s, name);
        bool owner = before && next < s->name_mentions && asc_speaking_possessive(s->r, s->r->doc->mention + next); /* "by the bank's lawyers" */
        return owner ? ASC_NONE : asc_speaking_named_from(s, name, name + 2);
    }
    return ASC_NONE;
}

/* The words of the owner before the noun: "her lawyer | 's statement", "her | statement"; empty when there is none. */
static struct asc_span owner_of(const struct asc_resolving *r, const struct asc_said_by *source)
{
    for (uint32_t t = source->head; t > source->begin + 1; t--) {
        if (asc_speaking_owns(r, t - 1)) {
            return (struct asc_span){source->begin, t - 1};
        }
    }
    bool possessive = is(r, source->begin, ASC_CLASS_POSS) && source->head > source->begin;
    return (struct asc_span){source->begin, source->begin + possessive};
}

/* The words behind the noun that say whom it comes from: "a statement from | the ministry", "a survey made in July by | a bank". */
static struct asc_span origin_of(const struct asc_resolving *r, const struct asc_said_by *source)
{
    uint32_t t = source->head + 1;
    if (!is(r, t, ASC_CLASS_FROM)) {
        while (t < source->end && !is(r, t, ASC_CLASS_BY)) {
            t++;
        }
    }
    uint32_t end = t + 1;
    while (end < source->end && (end == t + 1 || !is(r, end, ASC_CLASS_PREP)) && !is(r, end, ASC_CLASS_COMMA) && !is(r, end, ASC_CLASS_TO)) {
        end++; /* not "a survey by the bank | in March" */
    }
    return t + 1 < end ? (struct asc_span){t + 1, end} : (struct asc_span){0, 0};
}

/* Do words name somebody, or describe persons or a body: no thing, no document? */
static bool speaks(const struct asc_speaking *s, struct asc_span words)
{
    if (is(s->r, words.begin, ASC_CLASS_POSS) && words.end == words.begin + 1) {
        return !is(s->r, words.begin, ASC_CLASS_PRON_THEY); /* "their report": more often of some who are not named */
    }
    struct asc_said_by source = asc_speaking_source(s, words.begin, words.end);
    if (source.mention != ASC_NONE) {
        const struct asc_mention *m = s->r->doc->mention + source.mention;
        uint32_t name = words.begin + is(s->r, words.begin, ASC_CLASS_ART);
        return m->type != ASC_PLACE && (m->token <= name || m->token == asc_speaking_behind_role(s->r, words.begin));
    }
    struct asc_description what = asc_speaking_describe(s->r, source.head);
    bool somebody = is(s->r, words.begin, ASC_CLASS_DET) || is(s->r, words.begin, ASC_CLASS_ART) || is(s->r, words.begin, ASC_CLASS_POSS);
    return somebody && !what.abstract && what.resolution != ASC_RESOLUTION_DOCUMENT; /* not "editor's note" */
}

/* "a statement on | its | website", "a letter to | her | tenants": the possessive behind the noun; empty when there is none. */
static struct asc_span owner_behind(const struct asc_resolving *r, const struct asc_said_by *source)
{
    for (uint32_t t = source->head + 2; t + 1 < source->end; t++) {
        bool single = is(r, t, ASC_CLASS_PRON_HE) || is(r, t, ASC_CLASS_PRON_SHE) || is(r, t, ASC_CLASS_PRON_IT);
        bool place = is(r, source->end - 1, ASC_CLASS_DOC_NOUN) && is(r, t - 1, ASC_CLASS_PREP) && !is(r, t - 1, ASC_CLASS_OF);
        if (is(r, t, ASC_CLASS_POSS) && single && (place || is(r, t - 1, ASC_CLASS_TO))) {
            return (struct asc_span){t, t + 1};
        }
    }
    return (struct asc_span){0, 0};
}

uint32_t asc_speaking_issuer(struct asc_speaking *s, const struct asc_attribution *a, const struct asc_said_by *source)
{
    uint32_t named = issuer_beside(s, source->head);
    if (named != ASC_NONE) {
        return named;
    }
    struct asc_span words = owner_of(s->r, source);
    bool owned = words.end > words.begin;
    if (!owned) {
        words = origin_of(s->r, source);
        words = words.end > words.begin ? words : owner_behind(s->r, source);
    }
    return words.end > words.begin && speaks(s, words) ? asc_speaking_whom(s, a, words, !owned) : ASC_NONE;
}

/* Whoever acts nearest before the noun in its sentence: "The Road Agency published a report", "… said in a statement". */
static uint32_t issuer_acting(const struct asc_speaking *s, uint32_t noun)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t sentence = asc_sentence_at(doc, doc->token[noun].begin), m = asc_speaking_mention_from(s, noun);
    for (; m > 0 && doc->mention[m - 1].sentence == sentence && noun - doc->mention[m - 1].token < DOCUMENT_WALK; m--) {
        const struct asc_mention *before = doc->mention + m - 1;
        bool acts = is(s->r, before->token_end, ASC_CLASS_VERB_ED) || is(s->r, before->token_end, ASC_CLASS_VERB_S) ||
                    is(s->r, before->token_end, ASC_CLASS_HAVE);
        if (acts && (before->type == ASC_PERSON || before->type == ASC_ORGANIZATION)) {
            return before->entity;
        }
    }
    bool said = s->last != ASC_NONE && sentence != ASC_NONE && asc_sentence_at(doc, doc->attribution[s->last].cue.begin) == sentence;
    return said ? doc->attribution[s->last].speaker : ASC_NONE;
}

/* The one who said the last thing, when that was just before: a statement or a letter may be that person's. */
static uint32_t last_speaker_near(const struct asc_speaking *s, uint32_t noun)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t sentence = asc_sentence_at(doc, doc->token[noun].begin);
    bool personal = is(s->r, noun, ASC_CLASS_SAY_NOUN) && !is(s->r, noun, ASC_CLASS_WORK_HEAD);
    if (!personal || s->last == ASC_NONE || doc->attribution[s->last].resolution == ASC_RESOLUTION_DOCUMENT || sentence == ASC_NONE ||
        s->outer[doc->attribution[s->last].sentence] + 2 < s->outer[sentence]) {
        return ASC_NONE;
    }
    return doc->attribution[s->last].speaker;
}

uint32_t asc_speaking_issuer_before(const struct asc_speaking *s, uint32_t noun)
{
    const struct asc_document *doc = s->r->doc;
    for (uint32_t t = noun; t-- > 0 && noun - t < DOCUMENT_WALK;) {
        if (doc->token[t].key == doc->token[noun].key) {
            uint32_t issuer = issuer_beside(s, t);
            issuer = issuer != ASC_NONE ? issuer : issuer_acting(s, t);
            return issuer != ASC_NONE ? issuer : last_speaker_near(s, noun);
        }
    }
    return last_speaker_near(s, noun);
}
