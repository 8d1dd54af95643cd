#include "ascribe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document/document.h"
#include "knowledge/knowledge.h"
#include "knowledge/matcher.h"
#include "run/single.h"
#include "run/version.h"
#include "write/offsets.h"

_Static_assert((int)ASCRIBE_PIECES == (int)ASC_PIECES, "a quote has room for all pieces");
_Static_assert(ASCRIBE_NONE == ASC_NONE, "numbers are handed out as they are");

static const size_t default_memory = (size_t)4 << 30;

struct ascribe_knowledge {
    struct asc_knowledge *known;
};

struct ascribe_annotator {
    const struct asc_knowledge *known;
    struct asc_document doc;
    struct asc_places places;
    const char **kb_id; /* one an entity */
};

const char *ascribe_version(void)
{
    return ASC_VERSION;
}

/* --- knowledge ---------------------------------------------------------------------------------------------------------- */

/* Tells the caller what is wrong, and forgets it. */
static void hand_over(struct asc_problems *problems, struct ascribe_error *error)
{
    if (error) {
        (void)snprintf(error->text, sizeof error->text, "%s", problems->text ? problems->text : "out of memory");
    }
    asc_problems_release(problems);
}

static struct ascribe_knowledge *wrap(struct asc_knowledge *known, struct asc_problems *problems, struct ascribe_error *error)
{
    struct ascribe_knowledge *knowledge = known ? calloc(1, sizeof *knowledge) : NULL;
    if (knowledge) {
        knowledge->known = known;
        asc_problems_release(problems);
    } else {
        asc_knowledge_close(known);
        hand_over(problems, error);
    }
    return knowledge;
}

struct ascribe_knowledge *ascribe_knowledge_default(struct ascribe_error *error)
{
    struct asc_problems problems = {0};
    return wrap(asc_knowledge_open_default(&problems), &problems, error);
}

struct ascribe_knowledge *ascribe_knowledge_open(const char *path, struct ascribe_error *error)
{
    struct asc_problems problems = {0};
    return wrap(asc_knowledge_open_path(path, &problems), &problems, error);
}

bool ascribe_knowledge_add_names(struct ascribe_knowledge *knowledge, const char *path, struct ascribe_error *error)
{
    struct asc_problems problems = {0};
    bool added = asc_knowledge_add_names(knowledge->known, path, &problems);
    if (added) {
        asc_problems_release(&problems);
    } else {
        hand_over(&problems, error);
    }
    return added;
}

void ascribe_knowledge_close(struct ascribe_knowledge *knowledge)
{
    if (knowledge) {
        asc_knowledge_close(knowledge->known);
        free(knowledge);
    }
}

/* --- annotating ----------------------------------------------------------------------------------------------------------- */

struct ascribe_annotator *ascribe_annotator_new(const struct ascribe_knowledge *knowledge, size_t memory)
{
    struct ascribe_annotator *annotator = calloc(1, sizeof *annotator);
    if (!annotator) {
        return NULL;
    }
    annotator->known = knowledge->known;
    asc_document_init(&annotator->doc, memory ? memory : default_memory);
    annotator->doc.matcher = asc_matcher_new(knowledge->known);
    if (!annotator->doc.matcher) {
        ascribe_annotator_free(annotator);
        return NULL;
    }
    return annotator;
}

void ascribe_annotator_free(struct ascribe_annotator *annotator)
{
    if (annotator) {
        asc_matcher_free(annotator->doc.matcher);
        asc_document_release(&annotator->doc);
        free(annotator);
    }
}

/* The ids in other knowledge bases: some are made, and must live as long as the document. */
static enum asc_result keep_kb_ids(struct ascribe_annotator *annotator)
{
    struct asc_document *doc = &annotator->doc;
    annotator->kb_id = asc_arena_zeroed(&doc->arena, (doc->entities + 1) * sizeof *annotator->kb_id);
    for (uint32_t e = 0; annotator->kb_id && e < doc->entities; e++) {
        char room[ASC_KB_ROOM] = "";
        const char *kb = asc_entry_kb(annotator->known, doc->entity[e].entry, room);
        if (kb == room) {
            char *copy = asc_arena_zeroed(&doc->arena, sizeof room);
            if (!copy) {
                return ASC_NO_MEMORY;
            }
            kb = memcpy(copy, room, sizeof room);
        }
        annotator->kb_id[e] = kb;
    }
    return annotator->kb_id ? ASC_OK : ASC_NO_MEMORY;
}

enum ascribe_result ascribe_annotate(struct ascribe_annotator *annotator, const char *text, size_t len)
{
    struct asc_document *doc = &annotator->doc;
    enum asc_result result = asc_single_run(annotator->known, doc, text, len, ASC_STAGE_RESOLVE);
    if (result == ASC_OK && doc->fate >= ASC_FATE_UNSUPPORTED) {
        result = ASC_NO_MEMORY;
    }
    if (result == ASC_OK) {
        result = asc_places_init(&annotator->places, doc, ASC_OFFSETS_CHARACTERS, '"');
    }
    if (result == ASC_OK) {
        result = keep_kb_ids(annotator);
    }
    if (result != ASC_OK) {
        asc_document_reset(doc);
        annotator->places = (struct asc_places){.text = ""};
    }
    return result == ASC_OK ? ASCRIBE_OK : result == ASC_NO_MEMORY ? ASCRIBE_NO_MEMORY : ASCRIBE_DEFECT;
}

/* --- what was found ------------------------------------------------------------------------------------------------------- */

const char *ascribe_text(const struct ascribe_annotator *annotator, size_t *len)
{
    if (len) {
        *len = annotator->doc.len;
    }
    return annotator->doc.text;
}

const char *ascribe_status(const struct ascribe_annotator *annotator)
{
    return asc_fate_name(annotator->doc.fate);
}

uint32_t ascribe_characters(const struct ascribe_annotator *annotator, uint32_t byte)
{
    return annotator->places.text ? asc_place_characters(&annotator->places, byte) : 0;
}

static struct ascribe_span span_of(struct asc_span span)
{
    return (struct ascribe_span){span.begin, span.end};
}

static struct ascribe_string string_of(const char *text)
{
    return (struct ascribe_string){text, strlen(text)};
}

/* The tables' string when there is one, else the words of the text. */
static struct ascribe_string either(const struct asc_document *doc, const char *first, struct asc_span second)
{
    return *first ? string_of(first) : (struct ascribe_string){doc->text + second.begin, second.end - second.begin};
}

bool ascribe_mention_get(const struct ascribe_annotator *annotator, size_t index, struct ascribe_mention *mention)
{
    if (index >= annotator->doc.mentions) {
        return false;
    }
    const struct asc_mention *m = annotator->doc.mention + index;
    *mention = (struct ascribe_mention){
        .span = {m->begin, m->end},
        .type = asc_type_name(m->type),
        .level = asc_level_name(m->level),
        .method = asc_method_name(m->method),
        .entity = m->entity < annotator->doc.entities ? m->entity : ASCRIBE_NONE,
        .confidence = m->confidence,
    };
    return true;
}

bool ascribe_entity_get(const struct ascribe_annotator *annotator, size_t index, struct ascribe_entity *entity)
{
    const struct asc_document *doc = &annotator->doc;
    if (index >= doc->entities) {
        return false;
    }
    const struct asc_knowledge *known = annotator->known;
    const struct asc_entity *e = doc->entity + index;
    bool described = e->role.end > e->role.begin;
    *entity = (struct ascribe_entity){
        .type = asc_type_name(e->type),
        .id = asc_entry_id(known, e->entry),
        .kb_id = annotator->kb_id[index],
        .name = either(doc, asc_entry_name(known, e->entry), e->name),
        .role = either(doc, described ? "" : asc_entry_role(known, e->entry), e->role),
        .first_mention = e->mention,
        .mentions = e->mentions,
    };
    return true;
}

bool ascribe_quote_get(const struct ascribe_annotator *annotator, size_t index, struct ascribe_quote *quote)
{
    const struct asc_document *doc = &annotator->doc;
    if (index >= doc->attributions) {
        return false;
    }
    const struct asc_attribution *a = doc->attribution + index;
    *quote = (struct ascribe_quote){
        .pieces = a->pieces,
        .kind = asc_kind_name(a->kind),
        .act = asc_act_name(a->act),
        .modality = asc_modality_name(a->modality),
        .resolution = asc_resolution_name(a->resolution),
        .rule = asc_rule_name(annotator->known, a->rule),
        .source = span_of(a->source),
        .cue = span_of(a->cue),
        .speaker = a->speaker < doc->entities ? a->speaker : ASCRIBE_NONE,
        .addressee = a->addressee_entity < doc->entities ? a->addressee_entity : ASCRIBE_NONE,
        .parent = a->parent,
        .confidence = a->confidence,
    };
    for (unsigned i = 0; i < a->pieces; i++) {
        quote->piece[i] = span_of(a->piece[i]);
    }
    return true;
}
