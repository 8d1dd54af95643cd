#include "resolve/resolve.h"

#include <stdlib.h>
#include <string.h>

#include "knowledge/matcher.h"

void asc_resolve_add_key(struct asc_resolving *r, enum asc_index_kind kind, uint64_t key, uint32_t entity)
{
    r->failed = !asc_index_add(r->index, &r->doc->arena, kind, key, entity) || r->failed;
}

uint32_t asc_resolve_entity(struct asc_resolving *r, uint32_t mention)
{
    struct asc_document *doc = r->doc;
    if (doc->entities == doc->entity_room) {
        r->failed = true;
        return ASC_NONE;
    }
    struct asc_mention *m = doc->mention + mention;
    doc->entity[doc->entities] = (struct asc_entity){.mention = mention,
                                                     .entry = m->entry,
                                                     .name = {m->begin, m->end},
                                                     .type = m->type,
                                                     .level = m->level,
                                                     .gender = m->gender,
                                                     .plural = m->plural,
                                                     .affiliation = ASC_NONE};
    r->person[doc->entities] = (struct asc_person){.recent = mention};
    m->entity = doc->entities;
    return doc->entities++;
}

uint32_t asc_resolve_mention(struct asc_resolving *r, uint32_t token, uint32_t token_end, unsigned type, unsigned level, uint32_t entity)
{
    struct asc_document *doc = r->doc;
    if (!ASC_ROOM(&doc->arena, doc->mention, doc->mentions, doc->mention_room)) {
        r->failed = true;
        return ASC_NONE;
    }
    struct asc_mention mention = {.begin = doc->token[token].begin,
                                  .end = doc->token[token_end - 1].end,
                                  .token = token,
                                  .token_end = token_end,
                                  .entity = entity,
                                  .entry = ASC_NONE,
                                  .rule = ASC_NONE,
                                  .type = (uint8_t)type,
                                  .level = (uint8_t)level,
                                  .method = ASC_METHOD_COREFERENCE,
                                  .sum = 100,
                                  .confidence = asc_confidence(100)};
    mention.sentence = asc_sentence_at(doc, mention.begin);
    mention.block = asc_block_at(doc, mention.begin);
    doc->mention[doc->mentions] = mention;
    return doc->mentions++;
}

static int by_begin(const void *left, const void *right)
{
    const struct asc_mention *a = left, *b = right;
    if (a->begin != b->begin) {
        return a->begin < b->begin ? -1 : 1;
    }
    return a->end > b->end ? -1 : a->end < b->end;
}

/* Puts mentions in order whose first part is: all but those that this stage added. Equal ones stay as they came. */
static bool order(struct asc_document *doc)
{
    struct asc_mention *mention = doc->mention;
    uint32_t ordered = doc->mentions ? 1 : 0, count = doc->mentions;
    while (ordered < count && by_begin(mention + ordered - 1, mention + ordered) <= 0) {
        ordered++;
    }
    uint32_t added = count - ordered, at = count;
    struct asc_mention *late = asc_arena_alloc(&doc->arena, (added + 1U) * sizeof *late);
    if (!late) {
        return false;
    }
    memcpy(late, mention + ordered, added * sizeof *late);
    qsort(late, added, sizeof *late, by_begin);
    while (added) {
        bool goes_last = !ordered || by_begin(mention + ordered - 1, late + added - 1) <= 0;
        mention[--at] = goes_last ? late[--added] : mention[--ordered];
    }
    return true;
}

static uint32_t moved(const uint32_t *place, uint32_t entity)
{
    return entity == ASC_NONE ? ASC_NONE : place[entity];
}

/* Takes out the entities that no mention means any more: "Tehran" whose only mention speaks for its government. */
static bool drop_unmentioned(struct asc_document *doc)
{
    size_t scratch = doc->arena.used;
    uint32_t *place = asc_arena_alloc(&doc->arena, (doc->entities + (size_t)1) * sizeof *place), kept = 0;
    if (!place) {
        return false;
    }
    for (uint32_t e = 0; e < doc->entities; e++) {
        place[e] = doc->entity[e].mentions ? kept : ASC_NONE;
        doc->entity[kept] = doc->entity[e];
        kept += doc->entity[e].mentions != 0;
    }
    doc->entities = kept;
    for (uint32_t e = 0; e < kept; e++) {
        doc->entity[e].affiliation = moved(place, doc->entity[e].affiliation);
    }
    for (uint32_t m = 0; m < doc->mentions; m++) {
        doc->mention[m].entity = moved(place, doc->mention[m].entity);
    }
    for (uint32_t a = 0; a < doc->attributions; a++) {
        doc->attribution[a].speaker = moved(place, doc->attribution[a].speaker);
        doc->attribution[a].addressee_entity = moved(place, doc->attribution[a].addressee_entity);
    }
    (void)asc_arena_keep(&doc->arena, scratch, NULL, 0);
    return true;
}

/* Mentions in the order of the text; entities point at their first one and know how many they have. */
static bool finish(struct asc_document *doc)
{
    size_t scratch = doc->arena.used;
    if (!order(doc)) {
        return false;
    }
    (void)asc_arena_keep(&doc->arena, scratch, NULL, 0);
    for (uint32_t e = 0; e < doc->entities; e++) {
        doc->entity[e].mentions = 0;
    }
    for (uint32_t m = 0; m < doc->mentions; m++) {
        uint32_t entity = doc->mention[m].entity;
        if (entity < doc->entities && !doc->entity[entity].mentions++) {
            doc->entity[entity].mention = m;
        }
    }
    return drop_unmentioned(doc);
}

/* Evidence in steps that the table of weights can name: 0 for -100 and less, then one step for each 50 hundredths of a logit. */
static uint32_t step_of(int32_t sum)
{
    int32_t step = (sum + 100) / 50;
    return step < 0 ? 0 : step > 20 ? 20 : (uint32_t)step;
}

static void record_trust(struct asc_document *doc, const struct asc_attribution *a, const struct asc_evidence *evidence)
{
    struct asc_trace_record record = {.kind = "trust", .what = asc_resolution_name(a->resolution), .won = true};
    for (unsigned i = 0; i < a->pieces; i++) {
        record.span_name[record.spans] = "content";
        record.span[record.spans++] = a->piece[i];
    }
    record.span_name[record.spans] = "source";
    record.span[record.spans++] = a->source;
    record.span_name[record.spans] = "speaker";
    record.span[record.spans++] = a->speaker == ASC_NONE ? (struct asc_span){0, 0} : doc->entity[a->speaker].name;
    doc->trace->record(doc->trace->context, doc, &record, evidence);
}

/* How far a row can be trusted: content and speaker together. */
static void trust(const struct asc_knowledge *known, struct asc_document *doc)
{
    for (uint32_t i = 0; i < doc->attributions; i++) {
        struct asc_attribution *a = doc->attribution + i;
        struct asc_evidence evidence;
        asc_evidence_start(&evidence, known, asc_worker_weights(doc), 0);
        asc_evidence_add(&evidence, ASC_F_TRUST_BIAS, 0, 0);
        asc_evidence_add(&evidence, ASC_F_TRUST_QUOTE, 0, step_of(a->sum));
        asc_evidence_fixed(&evidence, ASC_F_TRUST_KIND, 0, asc_kind_name(a->kind), NULL);
        asc_evidence_fixed(&evidence, ASC_F_TRUST_RESOLUTION, 0, asc_resolution_name(a->resolution), NULL);
        a->confidence = asc_confidence(asc_evidence_sum(&evidence));
        if (doc->trace) {
            record_trust(doc, a, &evidence);
        }
    }
}

/* Every mention is a new entity at most, and every attribution adds four of each at most: its source and who without a name is meant by
 * it, and the same of the one whose statement it is; so the layers never grow by a copy, which would lie in what is given back behind the stage. What is not used is never touched and
 * costs nothing. */
static bool reserve(struct asc_resolving *r)
{
    struct asc_document *doc = r->doc;
    size_t most = doc->mentions + 4 * (size_t)doc->attributions;
    struct asc_mention *mention = asc_arena_alloc(&doc->arena, (most + 1) * sizeof *mention);
    doc->entity = asc_arena_alloc(&doc->arena, (most + 1) * sizeof *doc->entity);
    doc->entity_room = doc->mention_room = doc->entity ? (uint32_t)most : 0;
    r->scratch = doc->arena.used;
    r->person = asc_arena_alloc(&doc->arena, (most + 1) * sizeof *r->person);
    if (!mention || !doc->entity || !r->person) {
        return false;
    }
    if (doc->mentions) {
        memcpy(mention, doc->mention, doc->mentions * sizeof *mention);
    }
    doc->mention = mention;
    return true;
}

enum asc_result asc_resolve_run(const struct asc_knowledge *known, struct asc_document *doc)
{
    struct asc_index index = {0};
    struct asc_resolving resolving = {.known = known, .doc = doc, .index = &index};
    if (!reserve(&resolving)) {
        return ASC_NO_MEMORY;
    }
    asc_resolve_names(&resolving);
    if (!resolving.failed) {
        asc_resolve_roles(&resolving);
        asc_resolve_genders(&resolving);
    }
    if (!resolving.failed) {
        asc_resolve_speakers(&resolving);
    }
    if (resolving.failed) {
        return ASC_NO_MEMORY;
    }
    (void)asc_arena_keep(&doc->arena, resolving.scratch, NULL, 0);
    trust(known, doc);
    return finish(doc) ? ASC_OK : ASC_NO_MEMORY;
}
