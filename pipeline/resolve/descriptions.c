/* Sources that are no names and no pronouns: "the minister", "its spokesman", "a baker", "the report". */
#include "resolve/speaking.h"

#include <string.h>

#include "document/fold.h"

/* How far back one looks: mentions of persons for a role, tokens for somebody who was just brought in. */
enum { ROLE_WALK = 128, BARE = 5, NEAR_WALK = 100, SOON = 2, CLAUSE_WORDS = 12 };

static bool is(const struct asc_resolving *r, uint32_t t, unsigned class)
{
    return asc_token_has(r, t, class);
}

/* "the", not "a": the article that says that somebody is known. */
static bool is_definite(const struct asc_resolving *r, uint32_t t)
{
    return is(r, t, ASC_CLASS_ART) && r->doc->token[t].end - r->doc->token[t].begin == 3;
}

struct asc_description asc_speaking_describe(const struct asc_resolving *r, uint32_t head)
{
    bool document = is(r, head, ASC_CLASS_DOC_NOUN) || is(r, head, ASC_CLASS_DOC_NOUN_PL);
    bool plural = is(r, head, ASC_CLASS_ROLE_PL) || is(r, head, ASC_CLASS_COLLECTIVE) || is(r, head, ASC_CLASS_PERSON_NOUN_PL) ||
                  is(r, head, ASC_CLASS_ORG_NOUN_PL) || is(r, head, ASC_CLASS_GROUP_NOUN_PL) || is(r, head, ASC_CLASS_PRON_OTHER);
    /* a body rather than a person, if it can be both: "the authority", "the insurer" */
    bool body =
        is(r, head, ASC_CLASS_ORG_NOUN) && (!is(r, head, ASC_CLASS_ROLE) || is(r, head, ASC_CLASS_GROUP_NOUN) || is(r, head, ASC_CLASS_ORG_HEAD));
    bool person = ((is(r, head, ASC_CLASS_ROLE) || is(r, head, ASC_CLASS_PERSON_NOUN)) && !body) ||
                  (is(r, head, ASC_CLASS_KIN) && !is(r, head, ASC_CLASS_ORG_NOUN));
    bool organization = is(r, head, ASC_CLASS_ORG_NOUN) || is(r, head, ASC_CLASS_ORG_NOUN_PL) || is(r, head, ASC_CLASS_GROUP_NOUN) ||
                        is(r, head, ASC_CLASS_GROUP_NOUN_PL);
    if (organization && !person) {
        return (struct asc_description){ASC_ORGANIZATION, ASC_RESOLUTION_COLLECTIVE, plural, false};
    }
    if (person && !plural) {
        return (struct asc_description){ASC_PERSON, ASC_RESOLUTION_ANONYMOUS, false, false};
    }
    if (plural) {
        return (struct asc_description){ASC_PERSON, ASC_RESOLUTION_COLLECTIVE, true, false};
    }
    if (document) {
        return (struct asc_description){ASC_ORGANIZATION, ASC_RESOLUTION_DOCUMENT, false, false};
    }
    return (struct asc_description){ASC_PERSON, ASC_RESOLUTION_ANONYMOUS, is(r, head, ASC_CLASS_NOUN_PL), true};
}

/* --- whom a description means ------------------------------------------------------------------------------------------ */

/* Is the question new to an entity that a mention names? The answer is the same for all its mentions. */
static bool is_news(const struct asc_speaking *s, const struct asc_mention *mention, unsigned type)
{
    if (mention->type != type || mention->entity == ASC_NONE || s->r->person[mention->entity].asked == s->questions) {
        return false;
    }
    s->r->person[mention->entity].asked = s->questions;
    return true;
}

/* "the minister": the latest person whose role goes with it. */
uint32_t asc_speaking_by_role(struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = asc_speaking_mention_from(s, source->begin);
    s->questions++;
    for (uint32_t walked = 0; m-- > 0 && walked < ROLE_WALK;) {
        const struct asc_mention *mention = doc->mention + m;
        walked += mention->type == ASC_PERSON && mention->entity != ASC_NONE;
        if (is_news(s, mention, ASC_PERSON) && asc_speaking_fits(s, mention->entity, source)) {
            return mention->entity;
        }
    }
    return ASC_NONE;
}

/* "A Leeds mother says …", and the next paragraph begins "Ana Diaz (29), of Quarry Lane,": the one whom it names with an age. */
static uint32_t introduced_next(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    bool indefinite = is(s->r, source->begin, ASC_CLASS_ART) && !is_definite(s->r, source->begin);
    uint32_t next = asc_block_at(doc, doc->token[source->begin].begin) + 1;
    if (!indefinite || next >= doc->blocks) {
        return ASC_NONE;
    }
    uint32_t m = asc_speaking_mention_from(s, doc->block[next].token);
    const struct asc_mention *mention = m < s->name_mentions ? doc->mention + m : NULL;
    bool aged = mention && mention->token == doc->block[next].token && mention->type == ASC_PERSON &&
                (is(s->r, mention->token_end, ASC_CLASS_LPAREN) || is(s->r, mention->token_end, ASC_CLASS_COMMA)) &&
                is(s->r, mention->token_end + 1, ASC_CLASS_NUMBER);
    char gender = asc_speaking_gender(s->r, source->head), known = aged && mention->entity != ASC_NONE ? doc->entity[mention->entity].gender : 0;
    return aged && !(gender && known && gender != known) ? mention->entity : ASC_NONE;
}

/* "Governor says …", as headlines and key points have it: no article says whether somebody is known; "First officer" is a part. */
static bool is_bare(const struct asc_resolving *r, uint32_t t)
{
    return !is(r, t, ASC_CLASS_ART) && !is(r, t, ASC_CLASS_DET) && !is(r, t, ASC_CLASS_POSS) && !is(r, t, ASC_CLASS_ORD);
}

/* "swimmer says ..." in a headline, and the article begins "A swimmer has told ...": whom the next paragraph names. */
static uint32_t introduced_by_lede(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_resolving *r = s->r;
    for (uint32_t t = source->head + 1; t < s->lede; t++) {
        struct asc_said_by lede = {asc_speaking_phrase_of(r, t), t + 1, t, ASC_NONE};
        if (r->doc->token[t].key == r->doc->token[source->head].key && lede.begin < t) {
            return introduced_next(s, &lede);
        }
    }
    return ASC_NONE;
}

/* Somebody who is described before being named, in the headline or where the article opens: the first person named later whose role
 * goes with it. Whoever is new ("a spokesman") must be described with two words at least; "the bishop" is somebody to come. */
static uint32_t by_later_role(struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    unsigned words = 0;
    for (uint32_t t = source->begin; t < source->end; t++) {
        words += asc_speaking_tells(s->r, t);
    }
    bool bare = is_bare(s->r, source->begin),
         headline = bare || doc->block[asc_block_at(doc, doc->token[source->begin].begin)].type == ASC_BLOCK_TITLE;
    if (source->begin >= s->lede && !bare) {
        return ASC_NONE;
    }
    if (words < 2 && !headline && !is_definite(s->r, source->begin)) {
        return introduced_next(s, source);
    }
    uint32_t m = asc_speaking_mention_from(s, source->end);
    s->questions++;
    for (uint32_t walked = 0; m < s->name_mentions && walked < ROLE_WALK; m++, walked++) {
        const struct asc_mention *mention = doc->mention + m;
        if (is_news(s, mention, ASC_PERSON) && asc_speaking_fits(s, mention->entity, source)) {
            return mention->entity;
        }
    }
    return bare ? introduced_by_lede(s, source) : introduced_next(s, source);
}

/* Somebody without a name who was described with these words, or more, before: the latest. */
static uint32_t described_before(const struct asc_speaking *s, const struct asc_said_by *source, unsigned type)
{
    for (uint32_t i = 0, entity; (entity = asc_speaking_described(s, i)) != ASC_NONE; i++) {
        if (s->r->doc->entity[entity].type == type && asc_speaking_shortens(s->r, s->r->doc->entity + entity, source)) {
            return entity;
        }
    }
    return ASC_NONE;
}

/* "the committee" after "the Select Committee on Roads": the latest organization with the word in its name, or, for one word that tells
 * the sort of a body, of that sort. */
static uint32_t by_name_word(struct asc_speaking *s, const struct asc_said_by *source, bool sort)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = asc_speaking_mention_from(s, source->begin);
    s->questions++;
    for (uint32_t walked = 0; m-- > 0 && walked < ROLE_WALK; walked++) {
        const struct asc_mention *mention = doc->mention + m;
        if (is_news(s, mention, ASC_ORGANIZATION) && (asc_speaking_shortens(s->r, doc->entity + mention->entity, source) ||
                                                      (sort && asc_speaking_fits_sort(s, source->head, mention->entity) == ASC_FIT_SAME))) {
            return mention->entity;
        }
    }
    return ASC_NONE;
}

/* The organization that stands in the description: "a State Department spokesman" belongs to it. */
static uint32_t affiliation_in(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    for (uint32_t m = asc_speaking_mention_from(s, source->begin); m < s->name_mentions && doc->mention[m].token < source->end; m++) {
        if (doc->mention[m].type == ASC_ORGANIZATION) {
            return doc->mention[m].entity;
        }
    }
    return ASC_NONE;
}

uint32_t asc_speaking_unnamed(struct asc_speaking *s, struct asc_span tokens, struct asc_description what)
{
    struct asc_resolving *r = s->r;
    uint32_t mention = asc_resolve_mention(r, tokens.begin, tokens.end, what.type, ASC_LEVEL_NOMINAL, ASC_NONE);
    uint32_t entity = mention == ASC_NONE ? ASC_NONE : asc_resolve_entity(r, mention);
    if (entity != ASC_NONE) {
        r->doc->entity[entity].plural = what.plural;
        r->doc->entity[entity].anonymous = true;
        s->described[s->describeds++ % ASC_DESCRIBED] = entity;
    }
    return entity;
}

/* What stands before the verb of a clause, as in "who had said", "who also said". */
#define BEFORE_VERB(X) X(HAVE) X(BE) X(MODAL) X(ADV_CLOSED) X(NEG) X(WHO) X(ADV) X(AND) X(OF)

/* The words of a source with the clause that tells who is meant: "One worker | who laid the ramp | said". */
static struct asc_span with_clause(const struct asc_speaking *s, const struct asc_attribution *a, const struct asc_said_by *source)
{
    static const struct asc_classes before_verb = ASC_CLASSES_OF(BEFORE_VERB);
    uint32_t cue = a->cue.end > a->cue.begin ? asc_token_at(s->r->doc, a->cue.begin) : 0, end = source->end;
    bool says_within = cue > 0 && asc_classes_meet(asc_token_classes(s->r, cue - 1), before_verb);
    if (!is(s->r, end, ASC_CLASS_WHO) || cue <= end + 2 || cue - end > CLAUSE_WORDS || says_within) {
        return (struct asc_span){source->begin, source->end};
    }
    while (end < cue && !(s->r->doc->token[end].shape & ASC_SHAPE_PUNCT)) {
        end++;
    }
    return (struct asc_span){source->begin, end == cue ? cue : source->end};
}

/* Somebody of his own, who has no name. */
static void new_speaker(struct asc_speaking *s, struct asc_attribution *a, const struct asc_said_by *source, struct asc_description what)
{
    uint32_t entity = asc_speaking_unnamed(s, with_clause(s, a, source), what);
    if (entity != ASC_NONE) {
        s->r->doc->entity[entity].gender = asc_speaking_gender(s->r, source->head);
        s->r->doc->entity[entity].affiliation = affiliation_in(s, source);
    }
    asc_speaking_set(a, entity, what.resolution, 60);
}

/* "the 34-year-old" */
static bool is_aged(const struct asc_resolving *r, const struct asc_said_by *source)
{
    return source->head >= source->begin + 4 && is(r, source->head, ASC_CLASS_ADJ) && is(r, source->head - 1, ASC_CLASS_HYPHEN) &&
           is(r, source->head - 4, ASC_CLASS_NUMBER);
}

/* "the mayor of Ely", "the master of the ferry", "the league's officer": says itself who is meant. */
static bool is_specified(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_resolving *r = s->r;
    if (asc_speaking_named_from(s, source->begin, source->head) != ASC_NONE) {
        return true; /* "the Road Agency employee" */
    }
    for (uint32_t t = source->begin; t < source->head; t++) {
        if (asc_speaking_owns(r, t)) {
            return true;
        }
    }
    bool owned = is(r, source->head + 2, ASC_CLASS_ART) || is(r, source->head + 2, ASC_CLASS_POSS);
    return is(r, source->head + 1, ASC_CLASS_OF) && source->head + 2 < source->end &&
           (owned || (r->doc->token[source->head + 2].shape & ASC_SHAPE_CAPITAL));
}

/* "the lawmaker" just after "one member of parliament said": somebody without a name who spoke last goes by another noun. */
static uint32_t unnamed_just_before(const struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    const struct asc_attribution *last = s->last == ASC_NONE ? NULL : doc->attribution + s->last;
    uint32_t sentence = asc_sentence_at(doc, doc->token[source->begin].begin);
    if (!last || last->resolution != ASC_RESOLUTION_ANONYMOUS || last->source.end <= last->source.begin || sentence == ASC_NONE ||
        s->outer[last->sentence] + 1 < s->outer[sentence] || is_definite(s->r, last->source_token) ||
        doc->block[asc_block_at(doc, last->source.begin)].type == ASC_BLOCK_TITLE) {
        return ASC_NONE;
    }
    const struct asc_entity *entity = doc->entity + last->speaker;
    char gender = asc_speaking_gender(s->r, source->head);
    bool same = !gender || !entity->gender || gender == entity->gender;
    return same && entity->anonymous && !entity->plural && entity->type == ASC_PERSON ? last->speaker : ASC_NONE;
}

/* Somebody without a name who was made of these very words for another quote. */
static uint32_t same_words(const struct asc_speaking *s, const struct asc_said_by *source)
{
    for (uint32_t i = 0, entity; (entity = asc_speaking_described(s, i)) != ASC_NONE; i++) {
        if (s->r->doc->mention[s->r->doc->entity[entity].mention].token == source->begin) {
            return entity;
        }
    }
    return ASC_NONE;
}

/* The name beside a noun phrase that says what it names: "Ana Diaz, a baker", "a baker, Ana Diaz". */
static uint32_t named_beside(const struct asc_speaking *s, struct asc_span phrase, unsigned type)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = asc_speaking_name_before(s, phrase.begin), next = asc_speaking_mention_from(s, phrase.end);
    uint32_t behind = phrase.end + is(s->r, phrase.end, ASC_CLASS_COMMA);
    if (m != ASC_NONE && doc->mention[m].type == type) {
        return doc->mention[m].entity;
    }
    return next < s->name_mentions && doc->mention[next].token == behind && doc->mention[next].type == type ? doc->mention[next].entity : ASC_NONE;
}

/* "A farmer shook his head. “No,” said Ana Diaz.": somebody described where the article or a paragraph opens, and named within the next
 * two sentences: the only one who is new there, and of whom nothing else is said. */
static uint32_t named_soon(struct asc_speaking *s, struct asc_span phrase, const struct asc_said_by *source)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t sentence = asc_sentence_at(doc, doc->token[phrase.begin].begin), found = ASC_NONE, named = 0;
    char gender = asc_speaking_gender(s->r, phrase.end - 1);
    if (sentence == ASC_NONE || doc->sentence[sentence].token != phrase.begin) {
        return ASC_NONE;
    }
    for (uint32_t m = asc_speaking_mention_from(s, phrase.end); m < s->name_mentions && doc->mention[m].token < source->begin; m++) {
        const struct asc_mention *mention = doc->mention + m;
        uint32_t outer = mention->sentence;
        if (mention->type != ASC_PERSON || mention->entity == ASC_NONE) {
            continue;
        }
        if (outer == ASC_NONE || s->outer[outer] > s->outer[sentence] + SOON || (found != ASC_NONE && outer > named)) {
            break;
        }
        const struct asc_entity *entity = doc->entity + mention->entity;
        bool fresh = entity->mention == m && !asc_speaking_possessive(s->r, mention) && !asc_speaking_quoted(s, mention->token);
        bool other = entity->role.end || entity->entry != ASC_NONE || (gender && entity->gender && gender != entity->gender);
        if (fresh && (other || found != ASC_NONE)) {
            return ASC_NONE;
        }
        found = fresh ? mention->entity : found;
        named = fresh ? outer : named;
    }
    return found != ASC_NONE && asc_speaking_fits_sort(s, source->head, found) != ASC_FIT_OTHER ? found : ASC_NONE;
}

/* "the commission" after "a city commission": the one that an indefinite article brought in, if it stands near. */
static uint32_t brought_in(struct asc_speaking *s, const struct asc_said_by *source, struct asc_description what)
{
    const struct asc_resolving *r = s->r;
    const struct asc_token *token = r->doc->token;
    for (uint32_t t = source->begin; t-- > 0 && source->begin - t < NEAR_WALK;) {
        if (token[t].key != token[source->head].key) {
            continue;
        }
        struct asc_span phrase = {asc_speaking_phrase_of(r, t), t + 1};
        bool is_a = phrase.begin > 0 && is(r, phrase.begin - 1, ASC_CLASS_BE); /* "The board is a commission" */
        bool indefinite = is(r, phrase.begin, ASC_CLASS_ART) && !is_definite(r, phrase.begin) && !is_a;
        if (!indefinite || is(r, t + 1, ASC_CLASS_NOUN) || is(r, t + 1, ASC_CLASS_HYPHEN) || is(r, t + 2, ASC_CLASS_HYPHEN) ||
            is(r, t + 1, ASC_CLASS_POSSESSIVE) || asc_speaking_quoted(s, t) != asc_speaking_quoted(s, source->begin)) {
            return ASC_NONE;
        }
        uint32_t named = named_beside(s, phrase, what.type);
        named = named == ASC_NONE && what.type == ASC_PERSON ? named_soon(s, phrase, source) : named;
        struct asc_said_by first = {phrase.begin, phrase.end, t, ASC_NONE};
        uint32_t made = named != ASC_NONE ? named : same_words(s, &first);
        return made != ASC_NONE ? made : asc_speaking_unnamed(s, phrase, what);
    }
    return ASC_NONE;
}

static bool is_one_person(struct asc_description what)
{
    return what.type == ASC_PERSON && !what.plural && !what.abstract;
}

/* "the company", "the Ely-based company", "the German company", "the rail company", "the baker": by the evidence for each who was named before. */
static uint32_t by_evidence(struct asc_speaking *s, const struct asc_attribution *a, const struct asc_said_by *source, struct asc_description what,
                            int32_t *sum, bool *ambiguous)
{
    enum asc_referring referring = what.type == ASC_PERSON ? ASC_PERSON_NOUN : ASC_BODY_NOUN;
    struct asc_span words = {source->begin, source->head + 1};
    bool based = source->end == source->head + 1 && source->head >= source->begin + 4 && is(s->r, source->head - 2, ASC_CLASS_HYPHEN) &&
                 !is(s->r, source->head - 1, ASC_CLASS_NOUN);
    bool placed = source->end == source->head + 1 && source->head == source->begin + 2 && asc_speaking_placed(s, words);
    bool told = source->end == source->head + 1 && source->head == source->begin + 2 && is_definite(s->r, source->begin) &&
                is(s->r, source->begin + 1, ASC_CLASS_NOUN) && !(s->r->doc->token[source->begin + 1].shape & ASC_SHAPE_CAPITAL);
    bool looked = referring == ASC_PERSON_NOUN ? !is_specified(s, source) : source->end == source->begin + 2 || based || placed || told;
    return looked ? asc_speaking_antecedent(s, a, words, referring, asc_speaking_gender(s->r, source->head), sum, ambiguous) : ASC_NONE;
}

/* "the agency" after "the roads authority said": the latest body without a name that is of the sort. */
static uint32_t unnamed_of_sort(struct asc_speaking *s, const struct asc_said_by *source)
{
    const struct asc_entity *all = s->r->doc->entity;
    for (uint32_t i = 0, entity; (entity = asc_speaking_described(s, i)) != ASC_NONE; i++) {
        uint32_t last = s->r->doc->mention[all[entity].mention].token_end - 1; /* "police" are many, and one body */
        bool body = all[entity].type == ASC_ORGANIZATION && (!all[entity].plural || asc_speaking_has_sort(s, last));
        if (body && asc_speaking_fits_sort(s, source->head, entity) == ASC_FIT_SAME) {
            return entity;
        }
    }
    return ASC_NONE;
}

/* "the bank": one that an indefinite article has just brought in, then the one of this sort that the evidence is for, then one that was
 * described so, then one of which it is not known what it is, last of all any of the sort. */
static uint32_t body_of_sort(struct asc_speaking *s, const struct asc_attribution *a, const struct asc_said_by *source, struct asc_description what,
                             unsigned *resolution, int32_t *sum)
{
    bool ambiguous = false;
    uint32_t found = brought_in(s, source, what);
    if (found != ASC_NONE) {
        return found;
    }
    uint32_t likely = by_evidence(s, a, source, what, sum, &ambiguous);
    bool sure = likely != ASC_NONE && asc_speaking_fits_sort(s, source->head, likely) == ASC_FIT_SAME;
    found = sure ? likely : described_before(s, source, what.type);
    found = found == ASC_NONE ? likely : found;
    if (found == ASC_NONE && ambiguous) {
        *resolution = ASC_RESOLUTION_AMBIGUOUS;
        return ASC_NONE;
    }
    found = found == ASC_NONE ? by_name_word(s, source, true) : found;
    return found == ASC_NONE ? unnamed_of_sort(s, source) : found;
}

/* "the couple", "the brothers": two who spoke together, or who were named so. */
static uint32_t pair_before(struct asc_speaking *s, const struct asc_attribution *a, const struct asc_said_by *source, int32_t *sum)
{
    const struct asc_document *doc = s->r->doc;
    struct asc_span words = {source->begin, source->head + 1};
    bool ambiguous;
    for (uint32_t i = 0, e; (e = asc_speaking_described(s, i)) != ASC_NONE; i++) {
        uint32_t m = asc_speaking_mention_from(s, doc->mention[doc->entity[e].mention].token);
        bool named = doc->entity[e].plural && m < s->name_mentions && doc->mention[m].type == ASC_PERSON &&
                     doc->mention[m].token < doc->mention[doc->entity[e].mention].token_end;
        bool pair = named && asc_speaking_joined(s, m) != ASC_NONE;
        if (pair && asc_speaking_means_shown(s, source->head, doc->token[doc->mention[m].token_end].key)) {
            return e;
        }
    }
    return asc_speaking_antecedent(s, a, words, ASC_PAIR, 0, sum, &ambiguous);
}

/* Whom a description means that says that somebody is known: the entity and how it was found, ASC_NONE when nobody. */
static uint32_t known_speaker(struct asc_speaking *s, const struct asc_attribution *a, const struct asc_said_by *source, struct asc_description what,
                              unsigned *resolution, int32_t *sum)
{
    bool body = source->end - source->begin <= BARE && is(s->r, source->head, ASC_CLASS_ORG_NOUN), ambiguous = false; /* or a person */
    bool one_word = source->end == source->begin + 2 && is_definite(s->r, source->begin), sort = asc_speaking_has_sort(s, source->head);
    uint32_t entity = ASC_NONE;
    *resolution = ASC_RESOLUTION_ROLE;
    *sum = 80;
    if (what.resolution == ASC_RESOLUTION_DOCUMENT) {
        *resolution = ASC_RESOLUTION_DOCUMENT;
        return asc_speaking_issuer_before(s, source->head);
    }
    if (one_word && sort) {
        entity = pair_before(s, a, source, sum);
    }
    if (entity == ASC_NONE && body && !(one_word && sort)) {
        entity = by_name_word(s, source, false);
    }
    if (entity == ASC_NONE && is_one_person(what)) {
        entity = asc_speaking_by_role(s, source);
    }
    if (entity == ASC_NONE && body && one_word && sort && what.type == ASC_PERSON) { /* "the lender", "the operator": mostly a body */
        struct asc_description maybe = {ASC_ORGANIZATION, ASC_RESOLUTION_COLLECTIVE, false, false};
        entity = by_evidence(s, a, source, maybe, sum, &ambiguous);
        entity = entity != ASC_NONE && asc_speaking_fits_sort(s, source->head, entity) == ASC_FIT_SAME ? entity : ASC_NONE;
        ambiguous = false;
    } else if (entity == ASC_NONE && body && one_word && sort) {
        return body_of_sort(s, a, source, what, resolution, sum);
    }
    if (entity == ASC_NONE) {
        entity = described_before(s, source, what.type);
    }
    if (entity == ASC_NONE && one_word && !what.plural && !what.abstract) {
        entity = brought_in(s, source, what);
    }
    if (entity == ASC_NONE && !what.plural && is_definite(s->r, source->begin) && (!what.abstract || is_aged(s->r, source))) {
        entity = by_evidence(s, a, source, what, sum, &ambiguous);
    }
    if (entity == ASC_NONE && !ambiguous && is_one_person(what) && is_definite(s->r, source->begin) && !is_specified(s, source)) {
        entity = unnamed_just_before(s, source);
    }
    *resolution = ambiguous ? ASC_RESOLUTION_AMBIGUOUS : *resolution;
    return entity;
}

/* Is the head a word that the tables know for a thing, with no name before it: "the visit", "photographs", "a gaffe by the mayor"? */
static bool is_thing(const struct asc_resolving *r, const struct asc_said_by *source)
{
    for (uint32_t t = source->begin; t < source->head; t++) {
        if ((r->doc->token[t].shape & ASC_SHAPE_CAPITAL) && !is(r, t, ASC_CLASS_COMMON)) {
            return false;
        }
    }
    return is(r, source->head, ASC_CLASS_COMMON) && !is(r, source->head, ASC_CLASS_UNIT) && !is(r, source->head, ASC_CLASS_NUM) &&
           !(r->doc->token[source->head].shape & ASC_SHAPE_DIGIT);
}

/* Do the words name somebody beside the head: "a gaffe by | Diaz"? */
static bool holds_name(const struct asc_resolving *r, const struct asc_said_by *source)
{
    for (uint32_t t = source->begin; t < source->end; t++) {
        if ((r->doc->token[t].shape & ASC_SHAPE_CAPITAL) && !is(r, t, ASC_CLASS_DET) && !is(r, t, ASC_CLASS_POSS)) {
            return true;
        }
    }
    return false;
}

/* A thing speaks for nobody, unless it tells of more than itself ("photographs", "a gaffe by Diaz"): then it is like a document. */
static void thing(struct asc_speaking *s, struct asc_attribution *a, const struct asc_said_by *source)
{
    bool nouns = is(s->r, source->head, ASC_CLASS_NOUN) || is(s->r, source->head, ASC_CLASS_NOUN_PL);
    bool many = is(s->r, source->head, ASC_CLASS_NOUN_PL);
    if (!many && !holds_name(s->r, source)) {
        asc_speaking_set(a, ASC_NONE, ASC_RESOLUTION_NO_ANTECEDENT, 0);
    } else if (nouns) {
        new_speaker(s, a, source, (struct asc_description){ASC_ORGANIZATION, ASC_RESOLUTION_DOCUMENT, many, false});
    } else {
        new_speaker(s, a, source, (struct asc_description){ASC_PERSON, ASC_RESOLUTION_ANONYMOUS, false, true});
    }
}

/* "a diplomat", "another one", "some officials": somebody of whom nothing was said yet. */
static bool brings_in(const struct asc_resolving *r, uint32_t t)
{
    return is(r, t, ASC_CLASS_ART) || is(r, t, ASC_CLASS_DET) || is(r, t, ASC_CLASS_NUM);
}

/* "the senator and the businessman", "the senator and his allies": more than the one at the head. */
static bool joins_others(const struct asc_resolving *r, const struct asc_said_by *source)
{
    uint32_t t = source->head + 1;
    return t + 2 < source->end && is(r, t, ASC_CLASS_AND) && !is(r, t, ASC_CLASS_MARK) &&
           (is(r, t + 1, ASC_CLASS_DET) || is(r, t + 1, ASC_CLASS_ART) || is(r, t + 1, ASC_CLASS_POSS));
}

void asc_speaking_description(struct asc_speaking *s, struct asc_attribution *a, const struct asc_said_by *source)
{
    struct asc_resolving *r = s->r;
    uint32_t made = same_words(s, source);
    if (made != ASC_NONE) {
        asc_speaking_set(a, made, asc_speaking_describe(r, source->head).resolution, 60);
        return;
    }
    struct asc_description what = asc_speaking_describe(r, source->head);
    struct asc_span words = {source->begin, source->end};
    if (what.type == ASC_PERSON && !what.abstract && !s->known_only && joins_others(r, source)) {
        new_speaker(s, a, source, (struct asc_description){ASC_PERSON, ASC_RESOLUTION_COLLECTIVE, true, false});
        return;
    }
    if (what.resolution == ASC_RESOLUTION_DOCUMENT) {
        uint32_t issuer = asc_speaking_issuer(s, a, source);
        if (issuer != ASC_NONE) {
            asc_speaking_refer(s, a, words, ASC_LEVEL_NOMINAL, issuer, ASC_RESOLUTION_DOCUMENT, 80);
            return;
        }
    }
    if (is_definite(r, source->begin) || is(r, source->begin, ASC_CLASS_POSS) || is(r, source->begin, ASC_CLASS_DEM)) {
        unsigned resolution;
        int32_t sum;
        uint32_t known = known_speaker(s, a, source, what, &resolution, &sum);
        if (known != ASC_NONE) {
            bool unnamed = resolution == ASC_RESOLUTION_ROLE && r->doc->entity[known].level != ASC_LEVEL_NAME;
            asc_speaking_refer(s, a, words, ASC_LEVEL_NOMINAL, known, unnamed ? what.resolution : resolution, sum);
            return;
        }
        if (resolution == ASC_RESOLUTION_AMBIGUOUS) {
            asc_speaking_set(a, ASC_NONE, ASC_RESOLUTION_AMBIGUOUS, 0);
            return;
        }
    } else if (!brings_in(r, source->begin)) {
        uint32_t same = described_before(s, source, what.type);
        if (same != ASC_NONE) {
            asc_speaking_refer(s, a, words, ASC_LEVEL_NOMINAL, same, what.resolution, 60);
            return;
        }
    }
    uint32_t later = is_one_person(what) ? by_later_role(s, source) : ASC_NONE;
    if (later == ASC_NONE && s->known_only) {
        asc_speaking_set(a, ASC_NONE, ASC_RESOLUTION_NO_ANTECEDENT, 0);
    } else if (later != ASC_NONE) {
        asc_speaking_refer(s, a, words, ASC_LEVEL_NOMINAL, later, ASC_RESOLUTION_ROLE, 60);
    } else if (what.abstract && is_thing(r, source)) {
        thing(s, a, source);
    } else {
        new_speaker(s, a, source, what);
    }
}
