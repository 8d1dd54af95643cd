/* Fuzz target: any bytes through the framer, as a file and as a pipe, and every frame through the stage.
 *
 * The first byte says how. Whatever a document says afterwards must hold: valid UTF-8 without NUL, and no range or index that
 * leads outside, for the stages behind do not look again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <utf8proc.h>

#include "knowledge/build.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char names[] = "id\ttype\tname\taliases\tkb_id\tcountry\tattributes\nplace/jordan\tPLACE\tJordan\t\t\tJO\tkind=country\n";

/* Never freed: one for all runs. */
static const struct asc_knowledge *open_knowledge(void)
{
    static struct asc_knowledge *known;
    if (!known) {
        struct asc_problems problems = {0};
        struct asc_builder builder;
        void *image = NULL;
        size_t size = 0;
        asc_builder_init(&builder, &problems);
        asc_build_text(&builder, "names.tsv", names, sizeof names - 1);
        bool built = asc_build_finish(&builder, &image, &size);
        asc_builder_release(&builder);
        known = built ? asc_knowledge_open(image, size, &problems) : NULL;
    }
    return known;
}

static void require(bool holds, const char *what)
{
    if (!holds) {
        (void)fprintf(stderr, "does not hold: %s\n", what);
        abort();
    }
}

static bool is_none_or_below(uint32_t index, uint32_t count)
{
    return index == ASC_NONE || index < count;
}

static bool is_range(uint32_t begin, uint32_t end, uint32_t count)
{
    return begin <= end && end <= count;
}

static void check_text(const struct asc_document *doc)
{
    bool ascii = true;
    for (uint32_t i = 0; i < doc->len;) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)doc->text + i, (utf8proc_ssize_t)(doc->len - i), &c);
        require(step > 0 && c > 0, "the text is UTF-8 without NUL");
        ascii &= c < 0x80;
        i += (uint32_t)step;
    }
    require(ascii == doc->ascii || !doc->len, "ascii is what the text is");
    require(!doc->text[doc->len], "the text ends with a NUL");
    require(*doc->id && *doc->line_of, "a document has an id and a place");
}

static void check_segment(const struct asc_document *doc)
{
    for (uint32_t i = 0; i < doc->tokens; i++) {
        require(doc->token[i].begin < doc->token[i].end && is_range(doc->token[i].begin, doc->token[i].end, doc->len), "token");
        require(doc->token[i].key != 0, "a token has a key");
    }
    for (uint32_t i = 0; i < doc->blocks; i++) {
        require(is_range(doc->block[i].begin, doc->block[i].end, doc->len), "block");
        require(is_range(doc->block[i].token, doc->block[i].token_end, doc->tokens), "tokens of a block");
    }
    for (uint32_t i = 0; i < doc->sentences; i++) {
        require(is_range(doc->sentence[i].begin, doc->sentence[i].end, doc->len) && doc->sentence[i].block < doc->blocks, "sentence");
        require(is_range(doc->sentence[i].token, doc->sentence[i].token_end, doc->tokens), "tokens of a sentence");
    }
    for (uint32_t i = 0; i < doc->quotations; i++) {
        const struct asc_quotation *quotation = doc->quotation + i;
        require(quotation->open < doc->tokens && is_range(quotation->open, quotation->close, doc->tokens), "quotation");
        require(is_none_or_below(quotation->parent, i) && is_none_or_below(quotation->next, doc->quotations), "links of a quotation");
    }
}

static void check_names(const struct asc_knowledge *known, const struct asc_document *doc)
{
    for (uint32_t i = 0; i < doc->readings; i++) {
        require(is_range(doc->reading[i].token, doc->reading[i].token_end, doc->tokens), "reading");
        require(asc_entry(known, doc->reading[i].entry) != NULL, "a reading has an entry");
    }
    for (uint32_t i = 0; i < doc->mentions; i++) {
        const struct asc_mention *mention = doc->mention + i;
        require(mention->begin < mention->end && is_range(mention->begin, mention->end, doc->len), "mention");
        require(mention->token < mention->token_end && is_range(mention->token, mention->token_end, doc->tokens), "tokens of a mention");
        require(mention->sentence < doc->sentences && mention->block < doc->blocks, "place of a mention");
        require(is_none_or_below(mention->entity, doc->entities) && *asc_type_name(mention->type), "entity and type of a mention");
        require(!i || mention[-1].begin <= mention->begin, "mentions in order");
    }
    for (uint32_t i = 0; i < doc->entities; i++) {
        const struct asc_entity *entity = doc->entity + i;
        require(entity->mention < doc->mentions && is_none_or_below(entity->affiliation, doc->entities), "entity");
        require(is_range(entity->name.begin, entity->name.end, doc->len) && is_range(entity->role.begin, entity->role.end, doc->len), "name");
    }
}

static void check_attributions(const struct asc_document *doc)
{
    for (uint32_t i = 0; i < doc->attributions; i++) {
        const struct asc_attribution *said = doc->attribution + i;
        require(said->pieces && said->pieces <= ASC_PIECES && said->sentence < doc->sentences, "content");
        for (unsigned p = 0; p < said->pieces; p++) {
            require(said->piece[p].begin < said->piece[p].end && said->piece[p].end <= doc->len, "piece");
        }
        require(is_range(said->source_token, said->source_token_end, doc->tokens), "tokens of a source");
        require(is_range(said->cue_token, said->cue_token_end, doc->tokens), "tokens of a cue");
        require(is_none_or_below(said->speaker, doc->entities) && is_none_or_below(said->addressee_entity, doc->entities), "speaker");
        uint32_t steps = 0, parent = said->parent;
        while (parent != ASC_NONE && steps++ <= doc->attributions) {
            require(parent < doc->attributions, "parent");
            parent = doc->attribution[parent].parent;
        }
        require(steps <= doc->attributions, "parents end");
    }
}

static void read_all(const struct asc_read_options *options, const char *path, bool ask)
{
    const struct asc_knowledge *known = open_knowledge();
    struct asc_framer *framer = asc_framer_new(options, &path, 1);
    struct asc_frame frame = {0};
    struct asc_document doc;
    asc_document_init(&doc, 64 << 20);
    require(known && framer, "memory");
    while (asc_framer_next(framer, &frame)) {
        if (ask) {
            (void)asc_framer_would_block(framer);
        }
        asc_document_reset(&doc);
        if (asc_read_run(known, options, &frame, &doc) == ASC_OK) {
            check_text(&doc);
            check_segment(&doc);
            check_names(known, &doc);
            check_attributions(&doc);
        }
    }
    require(!asc_framer_would_block(framer), "nothing waits at the end of all input");
    asc_document_release(&doc);
    asc_frame_release(&frame);
    asc_framer_free(framer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const keep[] = {"section"};
    if (!size || size > 32768) {
        return -1;
    }
    struct asc_read_options options = {.input = (enum asc_input)(data[0] % 3),
                                       .id_field = "id",
                                       .text_field = "text",
                                       .title_field = "title",
                                       .date_field = "date",
                                       .url_field = "url",
                                       .keep = keep,
                                       .keeps = data[0] & 4 ? 1 : 0,
                                       .max_document = data[0] & 8 ? 64 : 1 << 20,
                                       .no_digest = true};
    bool as_pipe = data[0] & 16;
    int ends[2] = {-1, -1};
    if (as_pipe) {
        require(pipe(ends) == 0, "a pipe");
    } else {
        ends[0] = ends[1] = memfd_create("input", 0);
    }
    require(ends[1] >= 0 && write(ends[1], data + 1, size - 1) == (ssize_t)(size - 1), "the input is there");
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", ends[0]);
    if (as_pipe) {
        (void)close(ends[1]); /* opened again by its path, which must see an end */
    }
    read_all(&options, path, as_pipe);
    (void)close(ends[0]);
    return 0;
}
