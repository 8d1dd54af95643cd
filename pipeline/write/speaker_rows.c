/* The key rows of a document: who spoke in it, and how much. */
#include <xxhash.h>

#include "document/fold.h"
#include "write/speakers.h"
#include "write/writing.h"

/* What an entity said. */
struct tally {
    uint64_t quotes, kind[ASC_KIND_MIXED + 1], words;
};

static uint64_t words_of(const struct asc_document *doc, const struct asc_attribution *quote)
{
    uint64_t words = 0;
    for (unsigned p = 0; p < quote->pieces; p++) {
        for (uint32_t t = asc_token_at(doc, quote->piece[p].begin); t < doc->tokens && doc->token[t].begin < quote->piece[p].end; t++) {
            words += !(doc->token[t].shape & ASC_SHAPE_PUNCT);
        }
    }
    return words;
}

static void count_quotes(const struct asc_document *doc, struct tally *tally)
{
    for (uint32_t a = 0; a < doc->attributions; a++) {
        const struct asc_attribution *quote = doc->attribution + a;
        if (asc_entity_of(doc, quote->speaker) && quote->kind <= ASC_KIND_MIXED) {
            tally[quote->speaker].quotes++;
            tally[quote->speaker].kind[quote->kind]++;
            tally[quote->speaker].words += words_of(doc, quote);
        }
    }
}

/* --- the key ----------------------------------------------------------------------------------------------------- */

static unsigned count_words(struct asc_string text)
{
    unsigned words = 0;
    for (size_t i = 0; i < text.len; i++) {
        words += text.at[i] != ' ' && (!i || text.at[i - 1] == ' ');
    }
    return words;
}

/* Appends the folded form of a text without white space to spare; false when there is no memory. */
static bool put_folded(struct asc_writing *w, struct asc_buffer *out, struct asc_string text)
{
    enum { LONGEST = 12 }; /* the folded form of a character is at most eleven times its bytes (U+FDFA) */
    if (!asc_squeeze(&w->doc->arena, &text)) {
        return false;
    }
    char *to = asc_buffer_room(out, text.len * LONGEST + 1);
    if (to) {
        out->len += asc_fold_write(text.at, text.len, to, text.len * LONGEST);
    }
    return to != NULL;
}

/* Appends `person/~HASH`. What is hashed stands behind it for a moment. */
static bool put_key(struct asc_writing *w, struct asc_buffer *out, uint32_t e)
{
    const char *type = asc_type_name(w->doc->entity[e].type);
    for (const char *c = type; *c; c++) {
        asc_put_byte(out, (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c));
    }
    ASC_PUT(out, "/~");
    size_t begin = out->len;
    asc_put_text(out, type);
    asc_put_byte(out, '\t');
    bool folded = put_folded(w, out, w->naming[e].name);
    asc_put_byte(out, '\t');
    folded = folded && put_folded(w, out, asc_entity_role(w, e));
    if (!folded || out->failed) {
        return false;
    }
    uint64_t hash = XXH3_64bits(out->bytes + begin, out->len - begin);
    out->len = begin;
    for (int shift = 60; shift >= 0; shift -= 4) {
        asc_put_byte(out, "0123456789abcdef"[hash >> shift & 15]);
    }
    return true;
}

/* A pure function of the document: the id of the tables; else one of a full name with what the text says of it; else one
 * that holds in this document only. */
static bool put_speaker_id(struct asc_writing *w, struct asc_buffer *out, uint32_t e)
{
    const struct asc_entity *entity = w->doc->entity + e;
    const struct asc_naming *naming = w->naming + e;
    const char *entry_id = asc_entry_id(w->known, entity->entry);
    if (*entry_id) {
        asc_put_text(out, entry_id);
        return true;
    }
    if (!entity->anonymous && entity->type && entity->level == ASC_LEVEL_NAME && count_words(naming->name) >= 2) {
        return put_key(w, out, e);
    }
    asc_put_id(out, w->doc_id, naming->id);
    return true;
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

/* Ends a cell that begins at `begin`: nothing inside may look like the end of a cell or a line. */
static void end_cell(struct asc_buffer *out, size_t begin, char end)
{
    for (size_t i = begin; i < out->len; i++) {
        if (out->bytes[i] >= '\t' && out->bytes[i] <= '\r') {
            out->bytes[i] = ' ';
        }
    }
    asc_put_byte(out, end);
}

static void put_cell(struct asc_buffer *out, const char *text, size_t len)
{
    size_t begin = out->len;
    asc_put(out, text, len);
    end_cell(out, begin, '\t');
}

static void put_squeezed_cell(struct asc_buffer *out, struct asc_string text)
{
    size_t begin = out->len;
    asc_put_squeezed(out, begin, text);
    end_cell(out, begin, '\t');
}

static bool put_row(struct asc_writing *w, struct asc_buffer *out, uint32_t e, const struct tally *tally)
{
    const struct asc_entity *entity = w->doc->entity + e;
    const uint64_t count[ASC_SPEAKER_COUNTS] = {
        1, tally->quotes, tally->kind[ASC_KIND_DIRECT], tally->kind[ASC_KIND_INDIRECT], tally->kind[ASC_KIND_MIXED], tally->words};
    char room[ASC_KB_ROOM];
    const char *type = asc_type_name(entity->type), *kb = asc_entry_kb(w->known, entity->entry, room);
    size_t begin = out->len;
    bool keyed = put_speaker_id(w, out, e);
    end_cell(out, begin, '\t');
    put_squeezed_cell(out, w->naming[e].name);
    put_cell(out, type, strlen(type));
    put_cell(out, kb, strlen(kb));
    put_squeezed_cell(out, asc_entity_role(w, e));
    put_squeezed_cell(out, asc_entity_of(w->doc, entity->affiliation) ? w->naming[entity->affiliation].name : (struct asc_string){"", 0});
    for (size_t c = 0; c < ASC_SPEAKER_COUNTS; c++) {
        asc_put_number(out, count[c]);
        asc_put_byte(out, '\t');
    }
    begin = out->len;
    asc_put_text(out, w->doc_id);
    end_cell(out, begin, '\n');
    return keyed;
}

enum asc_result asc_speaker_rows(struct asc_writing *w, struct asc_buffer *out)
{
    struct asc_document *doc = w->doc;
    struct tally *tally = asc_arena_zeroed(&doc->arena, (doc->entities + 1U) * sizeof *tally);
    if (!tally) {
        return ASC_NO_MEMORY;
    }
    count_quotes(doc, tally);
    for (uint32_t e = 0; e < doc->entities; e++) {
        if (tally[e].quotes && !put_row(w, out, e, tally + e)) {
            return ASC_NO_MEMORY;
        }
    }
    return out->failed ? ASC_NO_MEMORY : ASC_OK;
}
