/* Sources → speakers: the head of the source's words decides by what way its entity is looked for. */
#include <string.h>

#include "document/fold.h"
#include "knowledge/matcher.h"
#include "resolve/resolve.h"

/* MOST_COMPARED: of those whose description holds a word, the newest ones are compared. */
enum { NEAR = 4, CARRY_BLOCKS = 2, MOST_COMPARED = 128 };

/* What the source of an attribution is, read off its words. */
struct source {
    uint32_t begin, end; /* [T] */
    uint32_t head;       /* [T] the word that says what it is */
    uint32_t mention;    /* [M] a name that is its head, or ASC_NONE */
};

/* The speakers found so far: what a pronoun or a follow-up quote may mean. */
struct speakers {
    struct asc_resolving *r;
    uint32_t name_mentions; /* [M] mentions that are names, before those that are added here */
    uint32_t *person;       /* [persons] of these: the persons */
    uint32_t persons;
    bool *leads;         /* [name_mentions] is it the first person of its sentence? */
    uint32_t names, met; /* [E] entities that are names, and how many of them were met in the text so far */
    uint32_t last;       /* [A] the attribution before, with a speaker */
    uint32_t *outer;     /* [S] sentences before this one that do not begin inside a quotation */
    uint32_t *reach;     /* [Q] where the quotations up to this one end, the furthest */
};

static bool is(const struct asc_resolving *r, uint32_t t, unsigned class)
{
    return t < r->doc->tokens && asc_is(r->known, r->doc->token + t, class);
}

/* --- mentions by place ------------------------------------------------------------------------------------------------ */

/* The first mention (of a name) that begins at or after token `t`. */
static uint32_t mention_from(const struct speakers *s, uint32_t t)
{
    uint32_t low = 0, high = s->name_mentions;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->r->doc->mention[middle].token < t) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The first person that begins at or after token `t`. */
static uint32_t person_from(const struct speakers *s, uint32_t t)
{
    uint32_t low = 0, high = s->persons;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->r->doc->mention[s->person[middle]].token < t) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool is_possessive(const struct asc_resolving *r, const struct asc_mention *m)
{
    return is(r, m->token_end, ASC_CLASS_POSSESSIVE);
}

/* --- the head of a source ------------------------------------------------------------------------------------------------ */

static bool ends_head(const struct asc_resolving *r, uint32_t t)
{
    return is(r, t, ASC_CLASS_COMMA) || is(r, t, ASC_CLASS_WHO) || is(r, t, ASC_CLASS_WHICH) || is(r, t, ASC_CLASS_DASH) ||
           is(r, t, ASC_CLASS_LPAREN) || is(r, t, ASC_CLASS_OF) || is(r, t, ASC_CLASS_FOR) ||
           (is(r, t, ASC_CLASS_PREP) && !is(r, t, ASC_CLASS_ADJ)) || is(r, t, ASC_CLASS_AND);
}

/* The name that a part of the source ends with, or ASC_NONE. */
static uint32_t name_at_end(const struct speakers *s, uint32_t begin, uint32_t end)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t found = ASC_NONE;
    for (uint32_t m = mention_from(s, begin); m < s->name_mentions && doc->mention[m].token < end; m++) {
        if (doc->mention[m].token_end <= end && !is_possessive(s->r, doc->mention + m)) {
            found = m;
        }
    }
    if (found == ASC_NONE) {
        return ASC_NONE;
    }
    const struct asc_mention *m = doc->mention + found;
    return m->token_end == end || m->type == ASC_PERSON ? found : ASC_NONE;
}

/* A person named in apposition: "Trump's campaign manager, Corey Lewandowski". */
static uint32_t person_behind(const struct speakers *s, uint32_t head_end, uint32_t end)
{
    const struct asc_document *doc = s->r->doc;
    if (!is(s->r, head_end, ASC_CLASS_COMMA)) {
        return ASC_NONE;
    }
    uint32_t m = mention_from(s, head_end);
    bool directly = m < s->name_mentions && doc->mention[m].token == head_end + 1 && doc->mention[m].token_end <= end;
    return directly && doc->mention[m].type == ASC_PERSON && !is_possessive(s->r, doc->mention + m) ? m : ASC_NONE;
}

/* "… of John Smith" may be named by "his"; a source of one possessive is its own head. */
static struct source read_source(const struct speakers *s, const struct asc_attribution *a)
{
    struct source source = {a->source_token, a->source_token_end, a->source_token, ASC_NONE};
    uint32_t end = source.begin + 1;
    while (end < source.end && !ends_head(s->r, end)) {
        end++;
    }
    while (end > source.begin + 1 && is(s->r, end - 1, ASC_CLASS_POSSESSIVE)) {
        end--;
    }
    source.head = end - 1;
    source.mention = name_at_end(s, source.begin, end);
    if (source.mention == ASC_NONE) {
        source.mention = person_behind(s, end, source.end);
    }
    /* A possessive source: "Clinton's | claim". */
    if (source.mention == ASC_NONE) {
        uint32_t m = mention_from(s, source.begin);
        if (m < s->name_mentions && s->r->doc->mention[m].token_end == end) {
            source.mention = m;
        }
    }
    return source;
}

/* --- antecedents ------------------------------------------------------------------------------------------------------------ */

static bool in_quotation(const struct speakers *s, uint32_t token)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t low = 0, high = doc->quotations; /* the first one that does not open before the token */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->quotation[middle].open < token) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low && token < s->reach[low - 1];
}

/* Weighs one person as what a pronoun means. */
static int32_t weigh_person(const struct speakers *s, uint32_t mention, uint32_t at, char gender, struct asc_evidence *e)
{
    const struct asc_document *doc = s->r->doc;
    const struct asc_mention *m = doc->mention + mention;
    const struct asc_entity *entity = doc->entity + m->entity;
    uint32_t sentence = asc_sentence_at(doc, doc->token[at].begin);
    if (sentence == ASC_NONE) {
        return INT32_MIN;
    }
    uint32_t apart = s->outer[sentence] - s->outer[m->sentence];
    asc_evidence_start(e, s->r->known, asc_worker_weights(doc), 0);
    asc_evidence_add(e, ASC_F_SPEAKER_BIAS, 0, 0);
    asc_evidence_add(e, ASC_F_SPEAKER_DISTANCE, 0, apart > 9 ? 9 : apart);
    asc_evidence_fixed(e, ASC_F_SPEAKER_GENDER, 0, !gender ? "any" : !entity->gender ? "unknown" : entity->gender == gender ? "same" : "other", NULL);
    if (s->leads[mention]) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, sentence != m->sentence ? "subject-before" : "subject-here", NULL);
    }
    if (is_possessive(s->r, m)) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "possessive", NULL);
    }
    if (s->last != ASC_NONE && doc->attribution[s->last].speaker == m->entity) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "last-speaker", NULL);
        if (doc->attribution[s->last].sentence + 2 >= sentence) {
            asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "last-speaker-near", NULL);
        }
    }
    if (in_quotation(s, m->token) && !in_quotation(s, at)) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "in-quotation", NULL);
    }
    if (doc->block[m->block].type == ASC_BLOCK_TITLE) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "title", NULL);
    }
    if (entity->role.end) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "has-role", NULL);
    }
    return asc_evidence_sum(e);
}

static void record(const struct speakers *s, const struct asc_attribution *a, uint32_t mention, const struct asc_evidence *e, bool won)
{
    struct asc_document *doc = s->r->doc;
    struct asc_trace_record record = {.kind = "speaker", .what = "pronoun", .spans = 2, .won = won};
    record.span_name[0] = "source";
    record.span[0] = a->source;
    record.span_name[1] = "antecedent";
    record.span[1] = (struct asc_span){doc->mention[mention].begin, doc->mention[mention].end};
    if (doc->trace) {
        doc->trace->record(doc->trace->context, doc, &record, e);
    }
}

/* The person that "he" or "she" at token `at` means; ASC_NONE when nobody fits. *sum gets the evidence. */
static uint32_t antecedent(const struct speakers *s, const struct asc_attribution *a, uint32_t at, char gender, int32_t *sum)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t best = ASC_NONE, seen = 0;
    struct asc_evidence e;
    for (uint32_t p = person_from(s, at); p-- > 0 && seen < 24; seen++) {
        uint32_t m = s->person[p];
        int32_t weight = weigh_person(s, m, at, gender, &e);
        if (best == ASC_NONE || weight > *sum) {
            best = m;
            *sum = weight;
        }
        record(s, a, m, &e, false);
    }
    if (best == ASC_NONE || *sum <= 0) {
        return ASC_NONE;
    }
    if (doc->trace) {
        (void)weigh_person(s, best, at, gender, &e);
        record(s, a, best, &e, true);
    }
    return doc->mention[best].entity;
}

/* --- speakers ----------------------------------------------------------------------------------------------------------------- */

static void set(struct asc_attribution *a, uint32_t entity, unsigned resolution, int32_t sum)
{
    a->speaker = entity;
    a->resolution = (uint8_t)resolution;
    a->speaker_sum = sum;
}

/* A mention of level pronoun or nominal for the source, of a known entity. */
static void add_reference(struct asc_resolving *r, uint32_t token, uint32_t token_end, unsigned level, uint32_t entity)
{
    if (entity != ASC_NONE) {
        (void)asc_resolve_mention(r, token, token_end, r->doc->entity[entity].type, level, entity);
    }
}

static char gender_of_word(const struct asc_resolving *r, uint32_t t)
{
    return is(r, t, ASC_CLASS_MALE) ? 'm' : is(r, t, ASC_CLASS_FEMALE) ? 'f' : 0;
}

static void resolve_he_she(struct speakers *s, struct asc_attribution *a, uint32_t t)
{
    int32_t sum = 0;
    uint32_t entity = antecedent(s, a, t, gender_of_word(s->r, t), &sum);
    if (entity == ASC_NONE) {
        set(a, ASC_NONE, ASC_RESOLUTION_NO_ANTECEDENT, 0);
        return;
    }
    if (!s->r->doc->entity[entity].gender) {
        s->r->doc->entity[entity].gender = gender_of_word(s->r, t);
    }
    set(a, entity, ASC_RESOLUTION_PRONOUN, sum);
    add_reference(s->r, t, t + 1, ASC_LEVEL_PRONOUN, entity);
}

/* The last speaker, if it is of a kind that this pronoun can mean. */
static void resolve_by_last(struct speakers *s, struct asc_attribution *a, uint32_t t, bool plural)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t last = s->last == ASC_NONE ? ASC_NONE : doc->attribution[s->last].speaker;
    bool fits =
        last != ASC_NONE && (plural ? doc->entity[last].plural || doc->entity[last].type == ASC_ORGANIZATION || doc->entity[last].type == ASC_GROUP
                                    : doc->entity[last].type != ASC_PERSON);
    if (fits) {
        set(a, last, ASC_RESOLUTION_PRONOUN, 50);
        add_reference(s->r, t, t + 1, ASC_LEVEL_PRONOUN, last);
    } else {
        set(a, ASC_NONE, ASC_RESOLUTION_NO_ANTECEDENT, 0);
    }
}

/* "I" and "we": inside a quotation the one who speaks it; outside, the author. */
static void resolve_first_person(struct speakers *s, struct asc_attribution *a, uint32_t t)
{
    const struct asc_document *doc = s->r->doc;
    for (uint32_t parent = a->parent; parent != ASC_NONE; parent = doc->attribution[parent].parent) {
        if (doc->attribution[parent].speaker != ASC_NONE && doc->attribution[parent].kind != ASC_KIND_INDIRECT) {
            set(a, doc->attribution[parent].speaker, ASC_RESOLUTION_PRONOUN, doc->attribution[parent].speaker_sum);
            add_reference(s->r, t, t + 1, ASC_LEVEL_PRONOUN, a->speaker);
            return;
        }
    }
    set(a, ASC_NONE, in_quotation(s, t) ? ASC_RESOLUTION_NO_ANTECEDENT : ASC_RESOLUTION_AUTHOR, 0);
}

/* "who": the name or noun that stands before it. */
static void resolve_who(struct speakers *s, struct asc_attribution *a, uint32_t t)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t m = mention_from(s, t);
    while (m-- > 0 && t - doc->mention[m].token_end < NEAR * 4) {
        if (doc->mention[m].type == ASC_PERSON || doc->mention[m].token_end + 1 >= t) {
            set(a, doc->mention[m].entity, ASC_RESOLUTION_PRONOUN, 80);
            add_reference(s->r, t, t + 1, ASC_LEVEL_PRONOUN, a->speaker);
            return;
        }
    }
    set(a, ASC_NONE, ASC_RESOLUTION_NO_ANTECEDENT, 0);
}

/* --- descriptions ---------------------------------------------------------------------------------------------------------------- */

static void add_words(struct asc_resolving *r, struct asc_span span, uint32_t entity)
{
    const struct asc_document *doc = r->doc;
    for (uint32_t t = asc_token_at(doc, span.begin); t < doc->tokens && doc->token[t].end <= span.end; t++) {
        asc_resolve_add_key(r, ASC_INDEX_ROLE, doc->token[t].key, entity);
    }
}

/* Persons become known by the words of their roles where the text first names them. */
static void meet_persons(struct speakers *s, uint32_t before)
{
    struct asc_resolving *r = s->r;
    const struct asc_document *doc = r->doc;
    for (; s->met < s->names && doc->mention[doc->entity[s->met].mention].begin < before; s->met++) {
        const struct asc_entity *entity = doc->entity + s->met;
        if (entity->type != ASC_PERSON) {
            continue;
        }
        if (entity->role.end) {
            add_words(r, entity->role, s->met);
        }
        const char *role = asc_entry_role(r->known, entity->entry);
        for (size_t len; *role; role += len + (role[len] != '\0')) {
            len = strcspn(role, " -,");
            if (len) {
                asc_resolve_add_key(r, ASC_INDEX_ROLE, asc_fold_end(asc_fold_bytes(ASC_FOLD_START, role, len)), s->met);
            }
        }
    }
}

/* "the minister": the last person whose role the text gives with this word, or a speaker described so before. */
static uint32_t by_role(struct speakers *s, uint32_t head)
{
    const struct asc_document *doc = s->r->doc;
    uint64_t key = doc->token[head].key;
    uint32_t best = ASC_NONE, latest = 0;
    bool best_named = false;
    meet_persons(s, doc->token[head].begin);
    struct asc_index_walk walk = asc_index_find(s->r->index, ASC_INDEX_ROLE, key);
    uint32_t e = asc_index_next(s->r->index, &walk);
    for (int compared = 0; e != ASC_NONE && compared < MOST_COMPARED; compared++) {
        const struct asc_entity *entity = doc->entity + e;
        bool named = entity->level == ASC_LEVEL_NAME;
        uint32_t place = doc->mention[s->r->person[e].recent].begin;
        bool before = doc->mention[entity->mention].begin < doc->token[head].begin;
        /* Somebody with a name is meant rather than somebody described so before; then the latest one. */
        if (before && (best == ASC_NONE || (named && !best_named) || (named == best_named && place > latest))) {
            best = e;
            latest = place;
            best_named = named;
        }
        e = asc_index_next(s->r->index, &walk);
    }
    return best;
}

/* What a description is: a person, several, an organization, a document. */
struct description {
    unsigned type, resolution;
    bool plural;
};

static struct description describe(const struct asc_resolving *r, uint32_t head)
{
    bool document = is(r, head, ASC_CLASS_DOC_NOUN) || is(r, head, ASC_CLASS_DOC_NOUN_PL);
    bool plural = is(r, head, ASC_CLASS_ROLE_PL) || is(r, head, ASC_CLASS_COLLECTIVE) || is(r, head, ASC_CLASS_PERSON_NOUN_PL) ||
                  is(r, head, ASC_CLASS_PRON_OTHER);
    bool person = is(r, head, ASC_CLASS_ROLE) || is(r, head, ASC_CLASS_PERSON_NOUN) || is(r, head, ASC_CLASS_KIN);
    bool organization = is(r, head, ASC_CLASS_ORG_NOUN) || is(r, head, ASC_CLASS_ORG_NOUN_PL) || is(r, head, ASC_CLASS_GROUP_NOUN);
    if (organization && !person) {
        return (struct description){ASC_ORGANIZATION, ASC_RESOLUTION_COLLECTIVE, plural};
    }
    if (person && !plural) {
        return (struct description){ASC_PERSON, ASC_RESOLUTION_ANONYMOUS, false};
    }
    if (plural) {
        return (struct description){ASC_PERSON, ASC_RESOLUTION_COLLECTIVE, true};
    }
    if (document) {
        return (struct description){ASC_ORGANIZATION, ASC_RESOLUTION_DOCUMENT, false};
    }
    return (struct description){ASC_PERSON, ASC_RESOLUTION_ANONYMOUS, is(r, head, ASC_CLASS_NOUN_PL)};
}

/* The organization that stands in the description: "a State Department spokesman" belongs to it. */
static uint32_t affiliation_in(const struct speakers *s, const struct source *source)
{
    const struct asc_document *doc = s->r->doc;
    for (uint32_t m = mention_from(s, source->begin); m < s->name_mentions && doc->mention[m].token < source->end; m++) {
        if (doc->mention[m].type == ASC_ORGANIZATION) {
            return doc->mention[m].entity;
        }
    }
    return ASC_NONE;
}

/* The key of a description's words, a leading article aside. */
static uint64_t words_key(const struct asc_resolving *r, const struct source *source)
{
    uint64_t chain = 0;
    for (uint32_t t = source->begin + is(r, source->begin, ASC_CLASS_ART); t < source->end; t++) {
        chain = asc_fold_chain(chain, r->doc->token[t].key);
    }
    return chain;
}

/* Somebody described with the same words before. */
static uint32_t by_same_words(const struct asc_resolving *r, const struct source *source)
{
    struct asc_index_walk walk = asc_index_find(r->index, ASC_INDEX_SAME, words_key(r, source));
    return asc_index_next(r->index, &walk);
}

/* Makes somebody described known by all words of the description, and by each. */
static void add_description(struct asc_resolving *r, const struct source *source, uint32_t entity)
{
    asc_resolve_add_key(r, ASC_INDEX_SAME, words_key(r, source), entity);
    add_words(r, r->doc->entity[entity].name, entity);
}

static void resolve_description(struct speakers *s, struct asc_attribution *a, const struct source *source)
{
    struct asc_resolving *r = s->r;
    struct asc_document *doc = r->doc;
    struct description what = describe(r, source->head);
    bool definite = is(r, source->begin, ASC_CLASS_ART) && doc->token[source->begin].end - doc->token[source->begin].begin == 3;
    bool bare = source->end - source->begin <= 4;
    bool indefinite = is(r, source->begin, ASC_CLASS_ART) && !definite;
    uint32_t same = indefinite ? ASC_NONE : by_same_words(r, source);
    if (same != ASC_NONE) {
        set(a, same, what.resolution, 60);
        add_reference(r, source->begin, source->end, ASC_LEVEL_NOMINAL, same);
        return;
    }
    uint32_t known = (definite || is(r, source->begin, ASC_CLASS_POSS)) && bare && !what.plural ? by_role(s, source->head) : ASC_NONE;
    if (known != ASC_NONE) {
        set(a, known, ASC_RESOLUTION_ROLE, 80);
        add_reference(r, source->begin, source->end, ASC_LEVEL_NOMINAL, known);
        return;
    }
    if (what.resolution == ASC_RESOLUTION_DOCUMENT && definite && s->last != ASC_NONE && doc->attribution[s->last].speaker != ASC_NONE) {
        /* "the statement said": whoever spoke last issued it. */
        set(a, doc->attribution[s->last].speaker, ASC_RESOLUTION_DOCUMENT, 60);
        add_reference(r, source->begin, source->end, ASC_LEVEL_NOMINAL, a->speaker);
        return;
    }
    uint32_t mention = asc_resolve_mention(r, source->begin, source->end, what.type, ASC_LEVEL_NOMINAL, ASC_NONE);
    uint32_t entity = mention == ASC_NONE ? ASC_NONE : asc_resolve_entity(r, mention);
    if (entity != ASC_NONE) {
        doc->entity[entity].plural = what.plural;
        doc->entity[entity].anonymous = true;
        doc->entity[entity].gender = gender_of_word(r, source->head);
        doc->entity[entity].affiliation = affiliation_in(s, source);
        add_description(r, source, entity);
    }
    set(a, entity, what.resolution, 60);
}

/* --- all ------------------------------------------------------------------------------------------------------------------------------ */

/* A quote without any source goes on with the speaker before, if that stands near. */
static void resolve_carried(struct speakers *s, struct asc_attribution *a)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t block = asc_block_at(doc, a->piece[0].begin);
    if (a->kind == ASC_KIND_DIRECT && s->last != ASC_NONE && a->cue_entry == ASC_NONE) {
        const struct asc_attribution *last = doc->attribution + s->last;
        uint32_t before = asc_block_at(doc, last->piece[last->pieces - 1].begin);
        if (last->speaker != ASC_NONE && block != ASC_NONE && before != ASC_NONE && block >= before && block - before <= CARRY_BLOCKS) {
            set(a, last->speaker, ASC_RESOLUTION_CARRIED, 40);
            return;
        }
    }
    set(a, ASC_NONE, ASC_RESOLUTION_UNKNOWN, 0);
}

/* A capital that speaks stands for its government: the country's entity, made if the text does not name the country. */
static uint32_t government_of(struct speakers *s, uint32_t mention)
{
    struct asc_document *doc = s->r->doc;
    uint32_t country = asc_entry_country(s->r->known, doc->mention[mention].entry);
    if (country == ASC_NONE) {
        return ASC_NONE;
    }
    struct asc_index_walk walk = asc_index_find(s->r->index, ASC_INDEX_ENTRY, country);
    uint32_t found = ASC_NONE;
    for (uint32_t e; (e = asc_index_next(s->r->index, &walk)) != ASC_NONE;) {
        found = e < found ? e : found; /* the first one of the text */
    }
    if (found != ASC_NONE) {
        return found;
    }
    uint32_t made = asc_resolve_entity(s->r, mention);
    if (made != ASC_NONE) {
        doc->entity[made].entry = country;
        asc_resolve_add_key(s->r, ASC_INDEX_ENTRY, country, made);
    }
    return made;
}

static void resolve_name(struct speakers *s, struct asc_attribution *a, const struct source *source)
{
    const struct asc_document *doc = s->r->doc;
    const struct asc_mention *m = doc->mention + source->mention;
    uint32_t government = m->type == ASC_PLACE ? government_of(s, source->mention) : ASC_NONE;
    if (government != ASC_NONE) {
        s->r->doc->mention[source->mention].entity = government;
        set(a, government, ASC_RESOLUTION_ALIAS, 150);
        return;
    }
    const struct asc_entity *entity = doc->entity + m->entity;
    bool full = entity->name.end - entity->name.begin <= m->end - m->begin;
    set(a, m->entity, full ? ASC_RESOLUTION_NAME : ASC_RESOLUTION_ALIAS, 150);
}

static void resolve_speaker(struct speakers *s, struct asc_attribution *a)
{
    struct asc_resolving *r = s->r;
    if (a->source.end <= a->source.begin) {
        resolve_carried(s, a);
        return;
    }
    struct source source = read_source(s, a);
    uint32_t t = source.begin;
    bool alone = source.end == t + 1;
    if (source.mention != ASC_NONE && r->doc->mention[source.mention].entity != ASC_NONE) {
        resolve_name(s, a, &source);
    } else if (is(r, t, ASC_CLASS_PRON_HE) || is(r, t, ASC_CLASS_PRON_SHE) || (alone && is(r, t, ASC_CLASS_POSS) && gender_of_word(r, t))) {
        resolve_he_she(s, a, t);
    } else if (is(r, t, ASC_CLASS_PRON_I) || is(r, t, ASC_CLASS_PRON_WE)) {
        resolve_first_person(s, a, t);
    } else if (alone && is(r, t, ASC_CLASS_WHO)) {
        resolve_who(s, a, t);
    } else if (alone && (is(r, t, ASC_CLASS_PRON_THEY) || is(r, t, ASC_CLASS_PRON_IT) || is(r, t, ASC_CLASS_POSS))) {
        resolve_by_last(s, a, t, is(r, t, ASC_CLASS_PRON_THEY));
    } else if (alone && (is(r, t, ASC_CLASS_PRON_YOU) || is(r, t, ASC_CLASS_DEM))) {
        set(a, ASC_NONE, ASC_RESOLUTION_NO_ANTECEDENT, 0);
    } else {
        resolve_description(s, a, &source);
    }
}

/* A long quotation does not put its speaker far away: sentences inside quotations do not count as distance. */
static void count_outer(struct speakers *s)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t inside_until = 0, count = 0, q = 0;
    for (uint32_t i = 0; i < doc->sentences; i++) {
        while (q < doc->quotations && doc->quotation[q].open < doc->sentence[i].token) {
            inside_until = doc->quotation[q].close > inside_until ? doc->quotation[q].close : inside_until;
            s->reach[q++] = inside_until;
        }
        count += doc->sentence[i].token >= inside_until;
        s->outer[i] = count;
    }
    for (; q < doc->quotations; q++) {
        inside_until = doc->quotation[q].close > inside_until ? doc->quotation[q].close : inside_until;
        s->reach[q] = inside_until;
    }
}

/* The persons that the text names, and which of them is the first of its sentence, and so rather its subject. */
static void list_persons(struct speakers *s)
{
    const struct asc_document *doc = s->r->doc;
    uint32_t led = ASC_NONE; /* the sentence of the person before */
    for (uint32_t m = 0; m < s->name_mentions; m++) {
        const struct asc_mention *mention = doc->mention + m;
        s->leads[m] = mention->sentence != led;
        led = mention->type == ASC_PERSON ? mention->sentence : led;
        if (mention->type == ASC_PERSON && mention->level == ASC_LEVEL_NAME && mention->entity != ASC_NONE) {
            s->person[s->persons++] = m;
        }
    }
}

static bool prepare(struct speakers *s)
{
    struct asc_document *doc = s->r->doc;
    s->outer = asc_arena_alloc(&doc->arena, (doc->sentences + 1U) * sizeof *s->outer);
    s->reach = asc_arena_alloc(&doc->arena, (doc->quotations + 1U) * sizeof *s->reach);
    s->person = asc_arena_alloc(&doc->arena, (doc->mentions + 1U) * sizeof *s->person);
    s->leads = asc_arena_alloc(&doc->arena, (doc->mentions + 1U) * sizeof *s->leads);
    if (!s->outer || !s->reach || !s->person || !s->leads) {
        s->r->failed = true;
        return false;
    }
    count_outer(s);
    list_persons(s);
    return true;
}

void asc_resolve_speakers(struct asc_resolving *r)
{
    struct asc_document *doc = r->doc;
    struct speakers s = {.r = r, .name_mentions = doc->mentions, .names = doc->entities, .last = ASC_NONE};
    if (!prepare(&s)) {
        return;
    }
    for (uint32_t i = 0; i < doc->attributions && !r->failed; i++) {
        struct asc_attribution *a = doc->attribution + i;
        resolve_speaker(&s, a);
        if (a->speaker != ASC_NONE) {
            const struct asc_entity *entity = doc->entity + a->speaker;
            r->person[a->speaker].recent = r->person[a->speaker].recent > entity->mention ? r->person[a->speaker].recent : entity->mention;
            if (a->parent == ASC_NONE) {
                s.last = i;
            }
        }
    }
}
