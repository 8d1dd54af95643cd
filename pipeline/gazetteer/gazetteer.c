#include "gazetteer/gazetteer.h"

#include <string.h>

#include "document/fold.h"

/* Words of a name; meanings of a form; tokens that are looked through at once for those with which a name may begin: the tables, which
 * are bigger than the caches, are brought near for all of them, and for AHEAD of them once more. */
enum { LONGEST = 16, MEANINGS = 12, STRETCH = 256, AHEAD = 2 };

/* A hyphen between two letters, a full stop or an apostrophe inside a name: the tables leave them out. */
static bool is_glue(const struct asc_document *doc, uint32_t t, uint32_t end)
{
    const struct asc_token *token = doc->token + t;
    if (!(token->shape & ASC_SHAPE_PUNCT) || t + 1 >= end || !(token->shape & ASC_SHAPE_GLUED) || !(doc->token[t + 1].shape & ASC_SHAPE_GLUED)) {
        return false;
    }
    char c = doc->text[token->begin];
    return token->end == token->begin + 1 && (c == '-' || c == '.');
}

/* Walks the chains of one image from `token`, noting the longest name. */
static void walk(const struct asc_image *image, const struct asc_document *doc, uint32_t token, uint32_t end, uint32_t *best_end,
                 const struct asc_chain_slot **best)
{
    uint64_t chain = 0;
    *best = NULL;
    for (uint32_t t = token; t < end && t < token + 2 * LONGEST; t++) {
        if (t > token && ((doc->token[t].shape & ASC_SHAPE_HARD) || doc->text[doc->token[t].begin - 1] == '\t')) {
            return; /* a new line, a new cell */
        }
        if (t > token && is_glue(doc, t, end)) {
            continue;
        }
        chain = asc_fold_chain(chain, doc->token[t].key);
        const struct asc_chain_slot *slot = asc_chain_find(image, ASC_SECTION_NAMES, chain);
        if (!slot) {
            return;
        }
        if (slot->count) {
            *best = slot;
            *best_end = t + 1;
        }
        if (!slot->longer) {
            return;
        }
    }
}

bool asc_gazetteer_longest(const struct asc_knowledge *known, const struct asc_document *doc, uint32_t token, uint32_t end,
                           struct asc_name_match *match)
{
    match->token_end = 0;
    for (unsigned i = 0; i < known->images; i++) {
        uint32_t found_end = 0;
        const struct asc_chain_slot *slot = NULL;
        if (known->image[i].count[ASC_SECTION_NAMES]) {
            walk(&known->image[i], doc, token, end, &found_end, &slot);
        }
        if (slot && found_end > match->token_end) {
            memset(match->slot, 0, i * sizeof *match->slot);
            match->token_end = found_end;
        }
        match->slot[i] = slot && found_end == match->token_end ? slot : NULL;
    }
    return match->token_end != 0;
}

/* Is the name written as its form in the table demands: acronyms in capitals, others with a capital, "al-Qaeda" as it likes? */
static bool is_written_so(const struct asc_document *doc, uint32_t token, uint32_t token_end, uint32_t flags)
{
    uint16_t first = doc->token[token].shape, last = doc->token[token_end - 1].shape;
    if (flags & ASC_READING_ACRONYM) {
        return (first & (ASC_SHAPE_UPPER | ASC_SHAPE_DOTS)) && (first & ASC_SHAPE_CAPITAL);
    }
    if (flags & ASC_READING_LOWER) {
        return token_end > token + 1 ? (last & (ASC_SHAPE_CAPITAL | ASC_SHAPE_DIGIT | ASC_SHAPE_MIXED)) != 0
                                     : (first & (ASC_SHAPE_MIXED | ASC_SHAPE_CAPITAL)) != 0;
    }
    bool start = first & (ASC_SHAPE_CAPITAL | ASC_SHAPE_DIGIT | ASC_SHAPE_MIXED);
    bool clitic = token_end == token + 2 && (doc->token[token + 1].shape & ASC_SHAPE_GLUED); /* McDonald's */
    return start && (token_end == token + 1 || clitic || !(last & ASC_SHAPE_LOWER) || (last & ASC_SHAPE_MIXED) || token_end > token + 2);
}

/* Is the last word only the first half of a double name: "Ana Diaz|-Vega"? */
static bool goes_on(const struct asc_document *doc, uint32_t token_end)
{
    return token_end + 1 < doc->tokens && (doc->token[token_end].shape & ASC_SHAPE_GLUED) && (doc->token[token_end + 1].shape & ASC_SHAPE_GLUED) &&
           doc->text[doc->token[token_end].begin] == '-' && (doc->token[token_end + 1].shape & ASC_SHAPE_CAPITAL);
}

/* What the user's tables say of a form: meanings to add, and whether ours are taken away. */
struct meanings {
    unsigned count, withouts;
    bool none_of_ours;
    struct asc_reading reading[MEANINGS];
    const char *without[MEANINGS]; /* ids that are taken away */
};

static bool is_taken_away(const struct meanings *m, const char *id)
{
    for (unsigned i = 0; i < m->withouts; i++) {
        if (strcmp(m->without[i], id) == 0) {
            return true;
        }
    }
    return false;
}

/* Does one of the first `before` meanings, of images that were asked before, have the same id? Then that one replaces ours. */
static bool is_replaced(const struct asc_knowledge *known, const struct meanings *m, unsigned before, const char *id)
{
    for (unsigned i = 0; i < before && *id; i++) {
        if (strcmp(asc_entry_id(known, m->reading[i].entry), id) == 0) {
            return true;
        }
    }
    return false;
}

/* Is the form of an entry one here, as it is written? What lies far away, its type and its id, is looked at only where they matter. */
static bool is_meant(const struct asc_knowledge *known, const struct asc_document *doc, const struct asc_reading *reading, const struct meanings *m,
                     unsigned before)
{
    if (!is_written_so(doc, reading->token, reading->token_end, reading->weak) ||
        (goes_on(doc, reading->token_end) && asc_entry(known, reading->entry)->type == ASC_PERSON)) {
        return false;
    }
    if (!m->withouts && !before) {
        return true;
    }
    const char *id = asc_entry_id(known, reading->entry);
    return !is_taken_away(m, id) && !is_replaced(known, m, before, id);
}

static void take_away(struct meanings *m, const char *id)
{
    m->none_of_ours |= !*id;
    if (m->withouts < MEANINGS) {
        m->without[m->withouts++] = id;
    }
}

static void add_meanings(const struct asc_knowledge *known, const struct asc_document *doc, unsigned image, const struct asc_chain_slot *slot,
                         uint32_t token, uint32_t token_end, struct meanings *m)
{
    const struct asc_name_reading *reading = known->image[image].section[ASC_SECTION_READINGS];
    unsigned before = m->count;
    uint32_t last = ASC_NONE; /* of two forms of one entry the first that is written so counts */
    for (unsigned i = 0; i < slot->count && (uint64_t)slot->first + i < known->image[image].count[ASC_SECTION_READINGS]; i++) {
        const struct asc_name_reading *at = reading + slot->first + i;
        struct asc_reading meaning = {token, token_end, at->entry | image << ASC_ENTRY_BITS, (uint8_t)at->flags};
        const struct asc_entry *entry = asc_entry(known, meaning.entry);
        if (entry && (at->flags & ASC_READING_AWAY)) {
            take_away(m, asc_entry_id(known, meaning.entry));
        } else if (entry && meaning.entry != last && m->count < MEANINGS && is_meant(known, doc, &meaning, m, before)) {
            m->reading[m->count++] = meaning;
            last = meaning.entry;
            __builtin_prefetch(entry); /* the next stage needs it */
        }
    }
}

/* Adds the readings of a match; *found says whether there were any: a form that is not written as it must be is none. */
static enum asc_result take_match(const struct asc_knowledge *known, struct asc_document *doc, uint32_t token, const struct asc_name_match *match,
                                  bool *found)
{
    struct meanings m;
    m.count = m.withouts = 0;
    m.none_of_ours = false;
    for (unsigned i = known->images; i-- > 0;) {
        if (match->slot[i] && !(i == 0 && m.none_of_ours)) {
            add_meanings(known, doc, i, match->slot[i], token, match->token_end, &m);
        }
    }
    *found = m.count || m.none_of_ours || m.withouts;
    for (unsigned i = 0; i < m.count; i++) {
        if (!ASC_ROOM(&doc->arena, doc->reading, doc->readings, doc->reading_room)) {
            return ASC_NO_MEMORY;
        }
        doc->reading[doc->readings++] = m.reading[i];
    }
    return ASC_OK;
}

/* --- spellings --------------------------------------------------------------------------------------------------- */

/* May a name that is spelt otherwise go on with this token? */
static bool may_go_on(const struct asc_document *doc, uint32_t t, uint32_t end)
{
    return t < end && !(doc->token[t].shape & ASC_SHAPE_HARD) && (is_glue(doc, t, end) || (doc->token[t].spare & ASC_WORD_BEGINS));
}

/* Walks the names of one image by their reduced letters, noting the longest. */
static void walk_variants(const struct asc_knowledge *known, const struct asc_image *image, const struct asc_document *doc, uint32_t token,
                          uint32_t end, uint32_t *best_end, const struct asc_chain_slot **best)
{
    uint64_t chain = 0;
    for (uint32_t t = token; t < end && t < token + 2 * LONGEST; t++) {
        const struct asc_token *at = doc->token + t;
        if (t > token && !may_go_on(doc, t, end)) {
            return;
        }
        if (t > token && is_glue(doc, t, end)) {
            continue;
        }
        unsigned letters = 0;
        chain = asc_fold_chain(chain, asc_variant_key(&known->variants, asc_token_text(doc, at), at->end - at->begin, &letters));
        const struct asc_chain_slot *slot = asc_chain_find(image, ASC_SECTION_VARIANTS, chain);
        if (!slot) {
            return;
        }
        if (slot->count) {
            *best = slot;
            *best_end = t + 1;
        }
        if (!slot->longer) {
            return;
        }
    }
}

/* A name that is spelt otherwise than in the tables, and longer than what they hold. One word must be none of the lists: a family
 * name is somebody else's, too. */
static enum asc_result take_variant(const struct asc_knowledge *known, struct asc_document *doc, uint32_t token, uint32_t end, bool exact)
{
    const struct asc_token *first = doc->token + token;
    bool listed = first->spare & ASC_WORD_LISTED, found = false;
    if (!(first->shape & ASC_SHAPE_CAPITAL) || (first->shape & ASC_SHAPE_LINK) || (first->spare & ASC_WORD_LOWER) ||
        ((listed || exact) && !may_go_on(doc, token + 1, end))) {
        return ASC_OK;
    }
    struct asc_name_match match = {0};
    for (unsigned i = 0; i < known->images; i++) {
        uint32_t found_end = 0;
        const struct asc_chain_slot *slot = NULL;
        if (known->image[i].count[ASC_SECTION_VARIANTS]) {
            walk_variants(known, &known->image[i], doc, token, end, &found_end, &slot);
        }
        bool one = slot && found_end == token + 1;
        if (slot && found_end >= match.token_end && !(one && (listed || exact))) {
            match = (struct asc_name_match){.token_end = found_end};
            match.slot[i] = slot;
        }
    }
    return match.token_end ? take_match(known, doc, token, &match, &found) : ASC_OK;
}

/* --- exact names -------------------------------------------------------------------------------------------------- */

/* The longest name that begins at a token and is written as it must be: "Israeli army" is not the "Israeli Army" of the tables, but
 * its first word is a name of its own. */
static enum asc_result take_longest(const struct asc_knowledge *known, struct asc_document *doc, uint32_t token, uint32_t end, uint32_t *found_end)
{
    bool found = false;
    struct asc_name_match match;
    while (!found && end > token && asc_gazetteer_longest(known, doc, token, end, &match)) {
        if (take_match(known, doc, token, &match, &found) != ASC_OK) {
            return ASC_NO_MEMORY;
        }
        *found_end = found ? match.token_end : token;
        end = match.token_end - 1;
    }
    return ASC_OK;
}

/* A token with which a name may begin. */
struct start {
    uint32_t token;
    bool named;     /* a name of the tables begins with this word */
    uint64_t chain; /* of this word */
};

static enum asc_result take_at(const struct asc_knowledge *known, struct asc_document *doc, const struct start *start, uint32_t end)
{
    uint32_t token = start->token, exact_end = token;
    enum asc_result result = start->named ? take_longest(known, doc, token, end, &exact_end) : ASC_OK;
    return result == ASC_OK && exact_end <= token + 1 ? take_variant(known, doc, token, end, exact_end > token) : result;
}

/* Brings near where a name would stand. Always inline: see asc_key_prefetch(). */
static inline __attribute__((always_inline)) void bring_near(const struct asc_knowledge *known, uint64_t chain)
{
    for (unsigned i = 0; i < known->images; i++) {
        asc_key_prefetch(known->image[i].section[ASC_SECTION_NAMES], known->image[i].homes[ASC_SECTION_NAMES], chain);
    }
}

/* Looks the first word of a start up and, when longer names begin with it, brings near where one of two words would stand. */
static inline void look_ahead(const struct asc_knowledge *known, const struct asc_document *doc, struct start *start)
{
    bool longer = false;
    start->named = false;
    for (unsigned i = 0; i < known->images; i++) {
        const struct asc_chain_slot *slot = asc_chain_find(&known->image[i], ASC_SECTION_NAMES, start->chain);
        start->named |= slot != NULL;
        longer |= slot && slot->longer;
    }
    if (longer && start->token + 1 < doc->tokens) {
        bring_near(known, asc_fold_chain(start->chain, doc->token[start->token + 1].key));
    }
}

/* The tokens from `t` on, before `end`, with which a name may begin. No branch depends on it: capitals cannot be foretold. */
static uint32_t find_starts(const struct asc_document *doc, uint32_t t, uint32_t end, struct start *start)
{
    uint32_t starts = 0;
    for (const struct asc_token *token = doc->token + t; t < end; t++, token++) {
        start[starts].token = t;
        starts += (token->spare & ASC_WORD_BEGINS) != 0;
    }
    return starts;
}

static enum asc_result take_stretch(const struct asc_knowledge *known, struct asc_document *doc, uint32_t begin, uint32_t stop, uint32_t end)
{
    struct start start[STRETCH + 1];
    uint32_t starts = find_starts(doc, begin, stop, start);
    for (uint32_t i = 0; i < starts; i++) {
        start[i].chain = asc_fold_chain(0, doc->token[start[i].token].key);
        bring_near(known, start[i].chain);
    }
    for (uint32_t i = 0; i < starts + AHEAD; i++) {
        if (i < starts) {
            look_ahead(known, doc, start + i);
        }
        if (i >= AHEAD && take_at(known, doc, start + i - AHEAD, end) != ASC_OK) {
            return ASC_NO_MEMORY;
        }
    }
    return ASC_OK;
}

static enum asc_result take_block(const struct asc_knowledge *known, struct asc_document *doc, uint32_t begin, uint32_t end)
{
    enum asc_result result = ASC_OK;
    for (uint32_t t = begin; t < end && result == ASC_OK;) {
        uint32_t stop = end - t < STRETCH ? end : t + STRETCH;
        result = take_stretch(known, doc, t, stop, end);
        t = stop;
    }
    return result;
}

enum asc_result asc_gazetteer_run(const struct asc_knowledge *known, struct asc_document *doc)
{
    enum asc_result result = ASC_OK;
    for (uint32_t b = 0; b < doc->blocks && result == ASC_OK; b++) {
        if (!asc_block_skipped(doc->block + b)) {
            result = take_block(known, doc, doc->block[b].token, doc->block[b].token_end);
        }
    }
    return result;
}
