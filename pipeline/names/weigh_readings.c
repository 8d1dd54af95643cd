/* The features of a span that the tables give: as what they know it, and what longer names it belongs to. */
#include "names/view.h"

enum { LONGEST_READING = 8 };

unsigned asc_names_readings(const struct asc_naming *n, const struct asc_name_span *span, uint32_t best[ASC_TYPES])
{
    const struct asc_document *doc = n->doc;
    unsigned types = 0;
    for (uint32_t r = span->reading; r < doc->readings && doc->reading[r].token == span->token; r++) {
        unsigned type = n->meaning[r].type;
        if (type < ASC_TYPES && doc->reading[r].token_end == span->token_end &&
            (!(types >> type & 1) || n->meaning[r].rank > n->meaning[best[type]].rank)) {
            best[type] = r;
            types |= 1U << type;
        }
    }
    return types;
}

/* One word that people put into the tables, and that is nothing else: no word, no one's name, no name of another type. */
static bool is_sure(const struct asc_view *v, unsigned type, const struct asc_name_meaning *meaning)
{
    const struct asc_document *doc = v->n->doc;
    char category = v->word->category;
    if (v->words != 1 || !meaning->entry->curated || meaning->strength <= ASC_STRENGTH_CONTEXT || (category != 'U' && category != 'A')) {
        return false;
    }
    for (uint32_t r = v->span->reading; r < doc->readings && doc->reading[r].token == v->span->token; r++) {
        if (v->n->meaning[r].type != type && v->n->meaning[r].type < ASC_TYPES) {
            return false;
        }
    }
    return true;
}

/* The words around a name of the tables, with its strength, and a plus sign for several words. */
static void weigh_frame_of_reading(const struct asc_view *v, unsigned type, unsigned strength, struct asc_evidence *e)
{
    static const char strengths[ASC_STRENGTHS][2] = {
        [ASC_STRENGTH_WEAK] = {'w', 'e'},        [ASC_STRENGTH_CONTEXT] = {'c', 'o'}, [ASC_STRENGTH_DRAWN] = {'d', 'r'},
        [ASC_STRENGTH_DRAWN_ALIAS] = {'d', 'r'}, [ASC_STRENGTH_MAIN] = {'m', 'a'},    [ASC_STRENGTH_ACRONYM] = {'a', 'c'},
        [ASC_STRENGTH_ALIAS] = {'a', 'l'},
    };
    uint64_t letters = asc_name_letter(v->word[-1].duty, 0) | asc_name_letter(v->behind->duty, 1) | asc_name_letter(strengths[strength][0], 2) |
                       asc_name_letter(strengths[strength][1], 3) | (v->words > 1 ? asc_name_letter('+', 4) : 0);
    if (e->sets) {
        asc_evidence_row(e, type, v->n->rows->row + asc_name_made(v->n->rows, ASC_F_NAME_GAZ_FRAME, letters));
    } else {
        asc_name_made_word(e, ASC_F_NAME_GAZ_FRAME, type, letters);
    }
}

void asc_view_weigh_own_reading(const struct asc_view *v, unsigned type, uint32_t r, struct asc_evidence *e)
{
    const struct asc_name_meaning *meaning = v->n->meaning + r;
    unsigned strength = meaning->strength, gaz = ASC_LABEL_GAZ + strength * ASC_WIDTHS;
    asc_name_label(v->n->rows, e, gaz + (v->words > 1 ? ASC_WIDTH_WORDS : ASC_WIDTH_WORD), type);
    weigh_frame_of_reading(v, type, strength, e);
    if (strength == ASC_STRENGTH_WEAK && v->words == 1 && (v->token->shape & ASC_SHAPE_STARTS) && (v->word->is & ASC_NAME_COMMON)) {
        asc_name_label(v->n->rows, e, gaz + ASC_WIDTH_STARTS, type); /* "Rockets fell" */
    }
    if (is_sure(v, type, meaning)) {
        asc_name_label(v->n->rows, e, ASC_LABEL_SURE, type);
    }
    const char *kind = meaning->entry->curated ? asc_entry_kind(v->n->known, v->n->doc->reading[r].entry) : "";
    if (*kind) {
        asc_evidence_fixed(e, ASC_F_NAME_GAZ_KIND, type, kind, NULL);
    }
    if (meaning->entry->size) {
        asc_evidence_add(e, ASC_F_NAME_SIZE, type, meaning->entry->size);
    }
}

/* The tables know the span as another type too: evidence for every type but that one, for which the labels weigh nothing. */
static asc_row_list weigh_reading(const struct asc_view *v, asc_row_list to, unsigned type, const struct asc_name_meaning *meaning)
{
    unsigned label = ASC_LABEL_OTHER + type * ASC_OTHERS;
    if (v->traced && v->traced->type == type) {
        return to;
    }
    to = asc_view_add(v, to, label + meaning->strength);
    if (v->words > 1 && meaning->entry->curated && meaning->strength != ASC_STRENGTH_WEAK) {
        to = asc_view_add(v, to, label + ASC_OTHER_WORDS);
    }
    return to;
}

/* How a reading lies to the span: an index of ASC_PARTS; ASC_PARTS when it says nothing. */
static unsigned part_of(const struct asc_name_span *span, const struct asc_reading *reading)
{
    bool begins = reading->token <= span->token, ends = reading->token_end >= span->token_end;
    if (begins && ends) {
        return reading->token == span->token && reading->token_end == span->token_end ? ASC_PARTS : ASC_PART_INSIDE;
    }
    if (reading->token >= span->token && reading->token_end <= span->token_end) {
        return reading->token_end - reading->token > 1 ? ASC_PART_HOLDS : ASC_PARTS;
    }
    return ASC_PART_CROSSES;
}

/* Is the span a part of a longer name of the tables, or does it hold one that is longer than half of it? */
static asc_row_list weigh_longer_names(const struct asc_view *v, asc_row_list to)
{
    const struct asc_naming *n = v->n;
    uint32_t t = v->span->token > n->first + LONGEST_READING ? v->span->token - LONGEST_READING : n->first;
    unsigned types[ASC_PARTS + 1] = {0};
    for (; t < v->span->token_end; t++) {
        for (uint32_t r = asc_name_reading_at(n, t); r < n->doc->readings && n->doc->reading[r].token == t; r++) {
            const struct asc_reading *reading = n->doc->reading + r;
            if (n->meaning[r].type < ASC_TYPES && reading->token_end > v->span->token && !(reading->weak & ASC_READING_WEAK)) {
                types[part_of(v->span, reading)] |= 1U << n->meaning[r].type;
            }
        }
    }
    for (unsigned part = 0; part < ASC_PARTS; part++) {
        to = asc_view_add_types(v, to, ASC_LABEL_PART + part * ASC_TYPES, types[part]);
    }
    return to;
}

asc_row_list asc_view_weigh_readings(const struct asc_view *v, asc_row_list to, const uint32_t best[ASC_TYPES])
{
    for (unsigned types = v->span->readings & ~1U; types; types &= types - 1) { /* once a type, by its best reading */
        unsigned type = (unsigned)__builtin_ctz(types);
        to = weigh_reading(v, to, type, v->n->meaning + best[type]);
    }
    return v->is & ASC_NAME_IN_LONGER ? weigh_longer_names(v, to) : to;
}
