/* The speakers table: counted in memory, spilled when that is full, merged at the end. */
#include "write/speakers.h"

#include <stdlib.h>
#include <xxhash.h>

#include "write/writing.h"

static const struct asc_column speaker_columns[ASC_SPEAKER_CELLS] = {
    {"speaker_id", ASC_CELL_TEXT, NULL},   {"speaker", ASC_CELL_TEXT, NULL},  {"type", ASC_CELL_TEXT, NULL},
    {"kb_id", ASC_CELL_TEXT, NULL},        {"role", ASC_CELL_TEXT, NULL},     {"affiliation", ASC_CELL_TEXT, NULL},
    {"documents", ASC_CELL_NUMBER, NULL},  {"quotes", ASC_CELL_NUMBER, NULL}, {"direct", ASC_CELL_NUMBER, NULL},
    {"indirect", ASC_CELL_NUMBER, NULL},   {"mixed", ASC_CELL_NUMBER, NULL},  {"words", ASC_CELL_NUMBER, NULL},
    {"first_doc_id", ASC_CELL_TEXT, NULL},
};

const struct asc_columns asc_speakers_table = {"speakers", speaker_columns, ASC_SPEAKER_CELLS, false, NULL};

/* One speaker in memory; the texts lie in asc_speakers.text, which moves. */
struct counted {
    uint64_t hash;
    size_t at; /* the words, then the first document */
    size_t id_len, words_len, doc_len;
    uint64_t count[ASC_SPEAKER_COUNTS];
    uint64_t batch; /* the last one that counted it */
};

struct asc_speakers {
    size_t memory; /* bytes that may be used before a run is spilled */
    struct asc_buffer text;
    struct counted *row; /* [rows], in the order of the input */
    size_t rows, room;
    uint32_t *slot; /* [slots] hash table: number of a row + 1, 0 is free; a power of two */
    size_t slots;
    uint64_t batch; /* counts documents: two rows of one document are one document */
    struct asc_runs runs;
    unsigned floor; /* runs before this one are not merged with later ones */
};

struct asc_speakers *asc_speakers_new(size_t memory)
{
    struct asc_speakers *speakers = calloc(1, sizeof *speakers);
    if (speakers) {
        speakers->memory = memory;
    }
    return speakers;
}

void asc_speakers_free(struct asc_speakers *speakers)
{
    if (speakers) {
        asc_buffer_release(&speakers->text);
        asc_runs_release(&speakers->runs);
        free(speakers->row);
        free(speakers->slot);
        free(speakers);
    }
}

/* --- counting ---------------------------------------------------------------------------------------------------- */

/* The slot of an id, or the free one where it belongs. */
static uint32_t *slot_of(const struct asc_speakers *speakers, struct asc_string id, uint64_t hash)
{
    for (size_t i = hash & (speakers->slots - 1);; i = (i + 1) & (speakers->slots - 1)) {
        uint32_t number = speakers->slot[i];
        if (!number) {
            return speakers->slot + i;
        }
        const struct counted *row = speakers->row + number - 1;
        if (row->hash == hash && row->id_len == id.len && memcmp(speakers->text.bytes + row->at, id.at, id.len) == 0) {
            return speakers->slot + i;
        }
    }
}

/* Makes room for one more row; the hash table stays at most half full. */
static bool make_room(struct asc_speakers *speakers)
{
    if (speakers->rows == speakers->room) {
        size_t room = speakers->room ? speakers->room * 2 : 64;
        struct counted *row = realloc(speakers->row, room * sizeof *row);
        if (!row) {
            return false;
        }
        speakers->row = row;
        speakers->room = room;
    }
    if (speakers->rows < speakers->slots / 2) {
        return true;
    }
    size_t slots = speakers->slots ? speakers->slots * 2 : 256;
    uint32_t *slot = calloc(slots, sizeof *slot);
    if (!slot) {
        return false;
    }
    free(speakers->slot);
    speakers->slot = slot;
    speakers->slots = slots;
    for (size_t r = 0; r < speakers->rows; r++) {
        const struct counted *row = speakers->row + r;
        *slot_of(speakers, (struct asc_string){speakers->text.bytes + row->at, row->id_len}, row->hash) = (uint32_t)r + 1;
    }
    return true;
}

static struct counted *add_row(struct asc_speakers *speakers, const struct asc_speaker *speaker, uint64_t hash, uint32_t *slot)
{
    struct counted *row = speakers->row + speakers->rows++;
    *row = (struct counted){
        .hash = hash, .at = speakers->text.len, .id_len = speaker->id.len, .words_len = speaker->words.len, .doc_len = speaker->first_doc.len};
    asc_put(&speakers->text, speaker->words.at, speaker->words.len);
    asc_put(&speakers->text, speaker->first_doc.at, speaker->first_doc.len);
    *slot = (uint32_t)speakers->rows;
    return row;
}

static bool count(struct asc_speakers *speakers, const struct asc_speaker *speaker)
{
    if (!make_room(speakers)) {
        return false;
    }
    uint64_t hash = XXH3_64bits(speaker->id.at, speaker->id.len);
    uint32_t *slot = slot_of(speakers, speaker->id, hash);
    struct counted *row = *slot ? speakers->row + *slot - 1 : add_row(speakers, speaker, hash, slot);
    for (size_t c = 0; c < ASC_SPEAKER_COUNTS; c++) {
        bool counted = c == 0 && row->batch == speakers->batch; /* this document, already */
        row->count[c] += counted ? 0 : speaker->count[c];
    }
    row->batch = speakers->batch;
    return !speakers->text.failed;
}

/* --- runs -------------------------------------------------------------------------------------------------------- */

static int by_id(const void *left, const void *right)
{
    return asc_string_compare(((const struct asc_speaker *)left)->id, ((const struct asc_speaker *)right)->id);
}

/* The rows in memory in the order of their ids, to be freed; NULL when there is no memory. */
static struct asc_speaker *sorted(const struct asc_speakers *speakers)
{
    struct asc_speaker *list = calloc(speakers->rows + 1, sizeof *list);
    for (size_t r = 0; list && r < speakers->rows; r++) {
        const struct counted *row = speakers->row + r;
        const char *text = speakers->text.bytes + row->at;
        list[r] =
            (struct asc_speaker){.id = {text, row->id_len}, .words = {text, row->words_len}, .first_doc = {text + row->words_len, row->doc_len}};
        memcpy(list[r].count, row->count, sizeof row->count);
    }
    if (list) {
        qsort(list, speakers->rows, sizeof *list, by_id);
    }
    return list;
}

static void forget_rows(struct asc_speakers *speakers)
{
    speakers->rows = 0;
    speakers->text.len = 0;
    if (speakers->slots) {
        memset(speakers->slot, 0, speakers->slots * sizeof *speakers->slot);
    }
}

/* Writes what is in memory to a run. */
static bool spill(struct asc_speakers *speakers)
{
    if (!speakers->rows) {
        return true;
    }
    struct asc_speaker *list = sorted(speakers);
    bool done = list && asc_runs_begin(&speakers->runs);
    for (size_t r = 0; done && r < speakers->rows; r++) {
        done = asc_runs_put(&speakers->runs, list + r);
    }
    free(list);
    done = done && asc_runs_end(&speakers->runs, 0) && asc_runs_tidy(&speakers->runs, speakers->floor);
    forget_rows(speakers);
    return done;
}

/* Memory that the rows use, with the list that sorting them needs. */
static size_t used(const struct asc_speakers *speakers)
{
    return speakers->text.len + speakers->rows * (sizeof(struct counted) + sizeof(struct asc_speaker)) + speakers->slots * sizeof(uint32_t);
}

/* Begins with the rows of another document; the rows of one are never cut in two. */
static bool next_batch(struct asc_speakers *speakers)
{
    speakers->batch++;
    bool full = used(speakers) > speakers->memory || speakers->rows > UINT32_MAX / 4;
    return !full || spill(speakers);
}

bool asc_speakers_add(struct asc_speakers *speakers, const char *rows, size_t len)
{
    if (!next_batch(speakers)) {
        return false;
    }
    for (size_t at = 0; at < len;) {
        const char *stop = memchr(rows + at, '\n', len - at);
        size_t line = stop ? (size_t)(stop - rows) - at : len - at;
        struct asc_speaker speaker;
        if (!asc_speaker_parse((struct asc_string){rows + at, line}, &speaker) || !count(speakers, &speaker)) {
            return false;
        }
        at += line + 1;
    }
    return true;
}

/* --- shards ------------------------------------------------------------------------------------------------------ */

static bool take_shard_row(void *context, const struct asc_speaker *speaker)
{
    struct asc_speakers *speakers = context;
    return next_batch(speakers) && count(speakers, speaker);
}

/* A shard counts as a whole or not at all: what was there before is put aside as runs, what it gives is dropped when it turns
 * out to be wrong. */
bool asc_speakers_merge(struct asc_speakers *speakers, const char *path, char *error, size_t room)
{
    *error = '\0';
    if (!spill(speakers)) {
        (void)snprintf(error, room, "%s: there is no room for a temporary file in %s", path, P_tmpdir);
        return false;
    }
    speakers->floor = speakers->runs.runs;
    bool read = asc_shard_read(path, error, room, take_shard_row, speakers);
    if (!read) {
        speakers->runs.runs = speakers->floor;
        forget_rows(speakers);
    }
    speakers->floor = 0;
    return read;
}

/* --- the table --------------------------------------------------------------------------------------------------- */

struct output {
    struct asc_cells cells;
    struct asc_buffer buffer;
    bool (*sink)(void *context, const char *bytes, size_t len);
    void *context;
};

static bool drain(struct output *output, size_t beyond)
{
    if (output->buffer.len <= beyond) {
        return !output->buffer.failed;
    }
    bool taken = !output->buffer.failed && output->sink(output->context, output->buffer.bytes, output->buffer.len);
    output->buffer.len = 0;
    return taken;
}

static bool write_speaker(void *context, const struct asc_speaker *speaker)
{
    enum { PIECE = 64 << 10 };
    struct output *output = context;
    struct asc_string rest = speaker->words;
    asc_row_begin(&output->cells);
    for (unsigned c = 0; c < ASC_SPEAKER_CELLS; c++) {
        asc_cell_begin(&output->cells, speaker_columns[c].name, speaker_columns[c].kind);
        if (c < ASC_SPEAKER_WORDS) {
            const char *tab = rest.len ? memchr(rest.at, '\t', rest.len) : NULL;
            size_t len = tab ? (size_t)(tab - rest.at) : rest.len;
            asc_put(&output->buffer, rest.at, len);
            rest = tab ? (struct asc_string){tab + 1, rest.len - len - 1} : (struct asc_string){"", 0};
        } else if (c < ASC_SPEAKER_WORDS + ASC_SPEAKER_COUNTS) {
            asc_put_number(&output->buffer, speaker->count[c - ASC_SPEAKER_WORDS]);
        } else {
            asc_put(&output->buffer, speaker->first_doc.at, speaker->first_doc.len);
        }
        asc_cell_end(&output->cells);
    }
    asc_row_end(&output->cells);
    return drain(output, PIECE);
}

bool asc_speakers_write(struct asc_speakers *speakers, const struct asc_write_options *options,
                        bool (*sink)(void *context, const char *bytes, size_t len), void *context)
{
    struct output output = {.cells = {.options = options}, .sink = sink, .context = context};
    output.cells.out = &output.buffer;
    struct asc_speaker *list = sorted(speakers);
    bool done = list && asc_runs_merge(&speakers->runs, 0, list, speakers->rows, write_speaker, &output) && drain(&output, 0);
    free(list);
    asc_buffer_release(&output.buffer);
    return done;
}
