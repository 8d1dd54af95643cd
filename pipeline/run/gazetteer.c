/* gazetteer compile, check and lookup; import stands in import.c. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "document/tokens.h"
#include "gazetteer/gazetteer.h"
#include "knowledge/build.h"
#include "read/folder.h"
#include "run/commands.h"
#include "run/import.h"
#include "run/output.h"
#include "run/single.h"
#include "write/text.h"

enum { LOOKUP_MEMORY = 256 << 20 };

static int report(struct asc_problems *problems)
{
    int code = problems->count ? ASC_EXIT_DATA : ASC_EXIT_OK;
    asc_complain_of(problems);
    asc_problems_release(problems);
    return code;
}

/* Names must be cut to words as the default knowledge cuts texts; a table of words among the files adds its own. A program
 * without default knowledge is about to make some: then the words are among the files. */
static void take_letters(struct asc_builder *builder)
{
    struct asc_problems ignored = {0};
    struct asc_knowledge *known = asc_knowledge_open_default(&ignored);
    if (known) {
        asc_build_like(builder, known);
    }
    asc_knowledge_close(known);
    asc_problems_release(&ignored);
}

/* --- compile ----------------------------------------------------------------------------------------------------- */

static bool put_bytes(void *context, const void *bytes, size_t count)
{
    return asc_output_write(context, bytes, count);
}

/* Writes the image as it is made; what is wrong with the tables is said before anything is written. */
static int write_image(const struct asc_options *options, struct asc_builder *builder)
{
    struct asc_output output;
    asc_build_read_names(builder);
    int code = builder->problems->count ? ASC_EXIT_DATA : asc_output_open(&output, options->output);
    if (code != ASC_EXIT_OK) {
        return code;
    }
    bool built = asc_build_write(builder, put_bytes, &output), written = !output.problem;
    code = asc_output_close(&output, built);
    if (built || !written || builder->problems->count) {
        return built || !written ? code : ASC_EXIT_DATA;
    }
    asc_complain("gazetteer compile: out of memory, or of room for temporary files");
    return ASC_EXIT_MEMORY;
}

static int compile(const struct asc_options *options)
{
    if (options->operands < 2 || !options->output) {
        return asc_misused("gazetteer compile: write `ascribe gazetteer compile FILE... -o IMAGE`");
    }
    struct asc_problems problems = {0};
    struct asc_builder builder;
    asc_builder_init(&builder, &problems);
    builder.keep_sources = options->sources;
    if (!options->sources) {
        take_letters(&builder);
    }
    for (size_t i = 1; i < options->operands; i++) {
        asc_build_path(&builder, options->operand[i]);
    }
    int code = write_image(options, &builder);
    if (code == ASC_EXIT_OK && !options->quiet) {
        asc_complain("%s: %ju names, %zu words", options->output, (uintmax_t)asc_spool_count(&builder.entries), builder.words.count);
    }
    asc_builder_release(&builder);
    int wrong = report(&problems);
    return wrong ? wrong : code;
}

/* --- check ------------------------------------------------------------------------------------------------------- */

static bool is_image(const char *path)
{
    char magic[8];
    FILE *file = fopen(path, "rb");
    bool image = file && fread(magic, 1, sizeof magic, file) == sizeof magic && memcmp(magic, ASC_IMAGE_MAGIC, sizeof magic) == 0;
    if (file) {
        (void)fclose(file);
    }
    return image;
}

static void check_image(const char *path, struct asc_problems *problems)
{
    size_t size = 0;
    const void *bytes = asc_image_map(path, &size);
    struct asc_image image = {.path = path};
    if (bytes) {
        (void)asc_image_open(&image, bytes, size, true, problems);
        asc_image_unmap(bytes, size);
    } else {
        asc_problem(problems, path, 0, 0, "cannot be read");
    }
}

static bool is_table(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && (strcmp(dot, ".tsv") == 0 || strcmp(dot, ".rules") == 0);
}

/* A file that an operand names is checked whatever it is called; those of folders only if they are tables, rules or images. */
static void check_file(struct asc_builder *builder, const char *path, bool named)
{
    if (is_image(path)) {
        check_image(path, builder->problems);
    } else if (named || is_table(path)) {
        asc_build_path(builder, path);
    }
}

static void check_files(struct asc_builder *builder, const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct asc_walk walk;
        const char *path = NULL;
        int problem = 0;
        enum asc_step step = ASC_STEP_END;
        asc_walk_init(&walk, paths + i, 1);
        while ((step = asc_walk_next(&walk, &path, &problem)) != ASC_STEP_END) {
            if (step == ASC_STEP_PROBLEM) {
                asc_problem(builder->problems, path, 0, 0, "cannot be read: %s", strerror(problem));
            } else {
                check_file(builder, path, strcmp(path, paths[i]) == 0);
            }
        }
        asc_walk_release(&walk);
    }
}

static int check(const struct asc_options *options)
{
    if (options->operands < 2) {
        return asc_misused("gazetteer check: write `ascribe gazetteer check FILE...`");
    }
    struct asc_problems problems = {0};
    struct asc_builder builder;
    asc_builder_init(&builder, &problems);
    take_letters(&builder);
    check_files(&builder, options->operand + 1, options->operands - 1);
    void *bytes = NULL;
    size_t size = 0;
    bool built = asc_build_finish(&builder, &bytes, &size);
    free(bytes);
    asc_builder_release(&builder);
    int code = report(&problems);
    if (!built && code == ASC_EXIT_OK) {
        asc_complain("gazetteer check: out of memory");
        code = ASC_EXIT_MEMORY;
    }
    return code;
}

/* --- lookup ------------------------------------------------------------------------------------------------------ */

/* A cell of a table with tabs: no control characters. */
static void put_cell(struct asc_buffer *out, const char *text, size_t len, char after)
{
    size_t from = out->len;
    asc_put_squeezed(out, from, (struct asc_string){text, len});
    asc_put_byte(out, after);
}

static void put_string(struct asc_buffer *out, const char *text, char after)
{
    put_cell(out, text, strlen(text), after);
}

static void put_strength(struct asc_buffer *out, const struct asc_entry *entry, uint32_t flags)
{
    asc_put_text(out, flags & ASC_READING_MAIN ? "main" : "alias");
    asc_put_text(out, flags & ASC_READING_ACRONYM ? ";acronym" : "");
    asc_put_text(out, flags & ASC_READING_WEAK ? ";weak" : "");
    asc_put_text(out, entry->context ? ";context" : "");
    asc_put_byte(out, '\t');
}

static void put_reading(struct asc_buffer *out, const struct asc_knowledge *known, const struct asc_document *doc, struct asc_span form,
                        uint32_t number, uint32_t flags)
{
    char room[ASC_KB_ROOM];
    const struct asc_entry *entry = asc_entry(known, number);
    put_cell(out, doc->text + form.begin, form.end - form.begin, '\t');
    put_string(out, asc_entry_id(known, number), '\t');
    put_string(out, entry->type ? asc_type_name(entry->type) : "-", '\t');
    put_string(out, asc_entry_name(known, number), '\t');
    put_strength(out, entry, flags);
    put_cell(out, entry->country, strnlen(entry->country, sizeof entry->country), '\t');
    put_string(out, asc_entry_kind(known, number), '\t');
    put_string(out, asc_entry_role(known, number), '\t');
    put_string(out, asc_entry_kb(known, number, room), '\n');
}

/* Every reading of one form, a user's before ours. Returns how many. */
static unsigned put_match(struct asc_buffer *out, const struct asc_knowledge *known, const struct asc_document *doc, uint32_t token,
                          const struct asc_name_match *match)
{
    unsigned found = 0;
    struct asc_span form = {doc->token[token].begin, doc->token[match->token_end - 1].end};
    for (unsigned i = known->images; i-- > 0;) {
        const struct asc_chain_slot *slot = match->slot[i];
        const struct asc_name_reading *reading = known->image[i].section[ASC_SECTION_READINGS];
        for (unsigned r = 0; slot && r < slot->count && (uint64_t)slot->first + r < known->image[i].count[ASC_SECTION_READINGS]; r++) {
            uint32_t number = reading[slot->first + r].entry | i << ASC_ENTRY_BITS;
            if (asc_entry(known, number)) {
                put_reading(out, known, doc, form, number, reading[slot->first + r].flags);
                found++;
            }
        }
    }
    return found;
}

static unsigned put_readings(struct asc_buffer *out, const struct asc_knowledge *known, const struct asc_document *doc)
{
    unsigned found = 0;
    for (uint32_t t = 0; t < doc->tokens;) {
        struct asc_name_match match;
        bool is_name = asc_gazetteer_longest(known, doc, t, doc->tokens, &match);
        found += is_name ? put_match(out, known, doc, t, &match) : 0;
        t = is_name ? match.token_end : t + 1;
    }
    return found;
}

static void put_classes(struct asc_buffer *out, const struct asc_knowledge *known, uint32_t set, char after)
{
    struct asc_classes classes = asc_classes_of(known, set);
    bool first = true;
    for (unsigned i = 0; i < ASC_CLASSES; i++) {
        if (asc_classes_has(classes, i)) {
            asc_put_text(out, first ? "" : " ");
            asc_put_text(out, asc_class_name(i));
            first = false;
        }
    }
    asc_put_byte(out, after);
}

/* A second table: the words, with what the tables say of each and what its neighbours leave of that. */
static void put_words(struct asc_buffer *out, const struct asc_knowledge *known, const struct asc_document *doc, bool header)
{
    asc_put_text(out, header ? "\nword\tclasses\tsettled\n" : "\n");
    for (uint32_t t = 0; t < doc->tokens; t++) {
        const struct asc_token *token = doc->token + t;
        uint32_t flags = 0;
        put_cell(out, asc_token_text(doc, token), token->end - token->begin, '\t');
        put_classes(out, known, asc_token_set(known, doc->text, token, &flags), '\t');
        put_classes(out, known, token->set, '\n');
    }
}

/* The operands as one text, with blanks between. */
static struct asc_buffer text_of(const struct asc_options *options)
{
    struct asc_buffer text = {0};
    for (size_t i = 1; i < options->operands; i++) {
        asc_put_text(&text, i > 1 ? " " : "");
        asc_put_text(&text, options->operand[i]);
    }
    asc_put_byte(&text, '\0');
    return text;
}

/* Cuts the text to words and looks them up; ASC_NONE when there is no memory, else how many readings there are. */
static uint32_t look_for(struct asc_buffer *out, const struct asc_knowledge *known, struct asc_document *doc, const struct asc_buffer *text)
{
    if (asc_single_run(known, doc, text->bytes, text->len - 1, ASC_STAGE_SEGMENT) != ASC_OK || doc->fate >= ASC_FATE_TOO_LARGE) {
        return ASC_NONE;
    }
    return put_readings(out, known, doc);
}

/* The text in capitals: some names ("AT&T") are one word only when they are written so. */
static struct asc_buffer capitals_of(const struct asc_buffer *text)
{
    struct asc_buffer capitals = {0};
    for (size_t i = 0; i + 1 < text->len;) {
        utf8proc_int32_t c = 0;
        utf8proc_uint8_t bytes[8];
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text->bytes + i, (utf8proc_ssize_t)(text->len - 1 - i), &c);
        if (step > 0) {
            asc_put(&capitals, (const char *)bytes, (size_t)utf8proc_encode_char(utf8proc_toupper(c), bytes));
        }
        i += step > 0 ? (size_t)step : 1;
    }
    asc_put_byte(&capitals, '\0');
    return capitals;
}

static int look_up(const struct asc_options *options, const struct asc_knowledge *known, struct asc_document *doc, const struct asc_buffer *text)
{
    struct asc_output output;
    struct asc_buffer out = {0}, capitals = capitals_of(text);
    if (!options->write.no_header) {
        asc_put_text(&out, "form\tid\ttype\tname\tstrength\tcountry\tkind\trole\tkb_id\n");
    }
    uint32_t found = capitals.failed ? ASC_NONE : look_for(&out, known, doc, text);
    if (!found && !(found = look_for(&out, known, doc, &capitals))) {
        (void)look_for(&out, known, doc, text); /* the words are shown as they were written */
    }
    if (options->explain && found != ASC_NONE) {
        put_words(&out, known, doc, !options->write.no_header);
    }
    bool failed = found == ASC_NONE || out.failed;
    if (failed) {
        asc_complain("gazetteer lookup: out of memory");
    } else if (!found) {
        asc_complain("no table holds a name that stands in \"%s\"", text->bytes);
    }
    int code = failed ? ASC_EXIT_MEMORY : asc_output_open(&output, options->output);
    if (code == ASC_EXIT_OK) {
        (void)asc_output_write(&output, out.bytes, out.len);
        code = asc_output_close(&output, true);
    }
    asc_buffer_release(&capitals);
    asc_buffer_release(&out);
    return code;
}

static int lookup(const struct asc_options *options)
{
    if (options->operands < 2) {
        return asc_misused("gazetteer lookup: write `ascribe gazetteer lookup TEXT`");
    }
    struct asc_opened opened;
    int code = asc_opened_open(&opened, options);
    if (code != ASC_EXIT_OK) {
        return code;
    }
    struct asc_buffer text = text_of(options);
    struct asc_document doc;
    asc_document_init(&doc, LOOKUP_MEMORY);
    code = text.failed ? ASC_EXIT_MEMORY : look_up(options, opened.known, &doc, &text);
    asc_document_release(&doc);
    asc_buffer_release(&text);
    asc_opened_close(&opened);
    return code;
}

int asc_run_gazetteer(const struct asc_options *options)
{
    static const struct {
        const char *word;
        int (*run)(const struct asc_options *options);
    } commands[] = {{"compile", compile}, {"lookup", lookup}, {"check", check}, {"import", asc_run_import}};
    for (size_t i = 0; options->operands && i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(options->operand[0], commands[i].word) == 0) {
            return commands[i].run(options);
        }
    }
    return asc_misused("gazetteer: write `ascribe gazetteer compile`, `lookup`, `check` or `import`");
}
