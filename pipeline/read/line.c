/* JSON lines → documents: an article's fields, or what `annotate` wrote. */
#include <string.h>

#include "read/json.h"
#include "read/layers.h"
#include "read/line.h"

/* Members of an annotated line that are ours; all others are kept as they are. */
static const char *const our_members[] = {"ascribe", "through", "id",     "path",   "url",    "title",    "date",
                                          "text",    "layers",  "fields", "status", "reason", "repaired", "sha256"};

/* What a line needs to be read. */
struct line {
    const struct asc_knowledge *known;
    const struct asc_read_options *options;
    struct asc_document *doc;
    struct asc_object object;
    bool annotated;
};

/* --- the members of a line --------------------------------------------------------------------------------------- */

/* The text of a value; "" when it is not there. */
static enum asc_result take_text(struct line *line, struct asc_slice value, const char **to)
{
    struct asc_decoded text;
    if (!value.at) {
        return ASC_OK;
    }
    enum asc_result result = asc_json_text(&line->doc->arena, value, &text);
    if (result == ASC_OK) {
        *to = text.text;
    }
    return result;
}

static struct asc_slice find(const struct line *line, const char *name, const char *annotated_name)
{
    return asc_object_find(&line->object, line->annotated ? annotated_name : name);
}

/* A kept field: among those that an annotated line carries, else a member of the line. */
static struct asc_slice find_field(const struct line *line, const struct asc_object *carried, const char *name)
{
    struct asc_slice value = asc_object_find(carried, name);
    return value.at ? value : asc_object_find(&line->object, name);
}

/* Is the name one of --keep? */
static bool is_kept(const struct asc_read_options *options, struct asc_slice name)
{
    for (unsigned i = 0; i < options->keeps; i++) {
        if (strlen(options->keep[i]) == name.len && memcmp(options->keep[i], name.at, name.len) == 0) {
            return true;
        }
    }
    return false;
}

/* Fields that an earlier process kept are carried on behind ours. */
static enum asc_result carry_fields(struct line *line, const struct asc_object *carried)
{
    struct asc_document *doc = line->doc;
    for (unsigned i = 0; i < carried->members; i++) {
        const struct asc_member *member = carried->member + i;
        if (is_kept(line->options, member->name)) {
            continue;
        }
        struct asc_decoded name;
        enum asc_result result = asc_decode_utf8(&doc->arena, member->name, &name);
        struct asc_field *field = doc->field + doc->fields;
        *field = (struct asc_field){name.text, ""};
        result = result == ASC_OK ? take_text(line, member->value, &field->value) : result;
        if (result != ASC_OK) {
            return result;
        }
        doc->fields++;
    }
    return ASC_OK;
}

static enum asc_result take_fields(struct line *line)
{
    struct asc_document *doc = line->doc;
    struct asc_object carried = {0};
    struct asc_slice value = line->annotated ? asc_object_find(&line->object, "fields") : (struct asc_slice){NULL, 0};
    if (value.at) {
        struct asc_json json = {.arena = &doc->arena};
        if (asc_object_read(&json, value, &carried) == ASC_JSON_NO_MEMORY) {
            return ASC_NO_MEMORY;
        }
    }
    enum asc_result result = asc_read_fields(line->options, doc, carried.members);
    for (unsigned i = 0; result == ASC_OK && i < line->options->keeps; i++) {
        result = take_text(line, find_field(line, &carried, line->options->keep[i]), &doc->field[i].value);
    }
    return result == ASC_OK ? carry_fields(line, &carried) : result;
}

/* The id; when the line has none, that of its place stays. */
static enum asc_result take_id(struct line *line)
{
    struct asc_slice value = find(line, line->options->id_field, "id");
    bool usable = (asc_json_is_string(value) && value.len > 2) || asc_json_is_number(value);
    return usable ? take_text(line, value, &line->doc->id) : ASC_OK;
}

static enum asc_result take_header(struct line *line)
{
    const struct asc_read_options *options = line->options;
    struct asc_document *doc = line->doc;
    enum asc_result result = take_id(line);
    result = result == ASC_OK ? take_text(line, find(line, options->url_field, "url"), &doc->url) : result;
    result = result == ASC_OK ? take_text(line, find(line, options->title_field, "title"), &doc->title) : result;
    result = result == ASC_OK ? take_text(line, find(line, options->date_field, "date"), &doc->date) : result;
    if (result == ASC_OK && line->annotated) {
        result = take_text(line, asc_object_find(&line->object, "path"), &doc->path);
    }
    return result == ASC_OK ? take_fields(line) : result;
}

/* --- annotated lines --------------------------------------------------------------------------------------------- */

static bool is_ours(struct asc_slice name)
{
    for (size_t i = 0; i < sizeof our_members / sizeof *our_members; i++) {
        if (strlen(our_members[i]) == name.len && memcmp(our_members[i], name.at, name.len) == 0) {
            return true;
        }
    }
    return false;
}

/* Joins the members that are not ours, as they were written. */
static enum asc_result keep_extra(struct line *line)
{
    size_t len = 0;
    for (unsigned i = 0; i < line->object.members; i++) {
        len += is_ours(line->object.member[i].name) ? 0 : line->object.member[i].raw.len + 1;
    }
    char *extra = len ? asc_arena_alloc(&line->doc->arena, len) : NULL;
    if (!extra) {
        return len ? ASC_NO_MEMORY : ASC_OK;
    }
    len = 0;
    for (unsigned i = 0; i < line->object.members; i++) {
        const struct asc_member *member = line->object.member + i;
        if (!is_ours(member->name)) {
            memcpy(extra + len, member->raw.at, member->raw.len);
            extra[len + member->raw.len] = ',';
            len += member->raw.len + 1;
        }
    }
    struct asc_decoded clean;
    enum asc_result result = asc_decode_utf8(&line->doc->arena, (struct asc_slice){extra, len - 1}, &clean);
    line->doc->extra = result == ASC_OK ? clean.text : "";
    return result;
}

/* The index of a member's word in a list of words; -1 when it is none of them, `none` when there is no such member. */
static int word_of(const struct line *line, const char *member, const char *(*name)(unsigned), unsigned count, int none)
{
    struct asc_slice value = asc_object_find(&line->object, member);
    if (!value.at) {
        return none;
    }
    return asc_json_is_string(value) ? asc_word_index(name, count, value.at + 1, value.len - 2) : -1;
}

static bool has_text(unsigned fate)
{
    return fate == ASC_FATE_OK || fate == ASC_FATE_REPAIRED || fate == ASC_FATE_EMPTY || fate == ASC_FATE_LIMITED;
}

/* How the document was when it was written: what an earlier process repaired or cut is still so. */
static enum asc_result take_status(struct line *line, int status)
{
    struct asc_document *doc = line->doc;
    struct asc_slice repaired = asc_object_find(&line->object, "repaired");
    if (status > ASC_FATE_OK && (doc->fate != ASC_FATE_EMPTY || !has_text((unsigned)status))) {
        doc->fate = (uint8_t)status;
    }
    if (!has_text(doc->fate) && !doc->len) {
        doc->sha256[0] = '\0';
    }
    for (size_t i = 0; i < repaired.len && repaired.at[i] >= '0' && repaired.at[i] <= '9' && doc->repaired < 100000000; i++) {
        doc->repaired = (i ? doc->repaired * 10 : 0) + (uint32_t)(repaired.at[i] - '0');
    }
    return take_text(line, asc_object_find(&line->object, "reason"), &doc->reason);
}

static enum asc_result take_layers(struct line *line)
{
    static const char wrong_status[] = "`status` is none of the words of the column status";
    static const char wrong_through[] = "`through` must name the last stage that is done: read, segment, gazetteer, names, quotes or resolve";
    struct asc_document *doc = line->doc;
    int through = word_of(line, "through", asc_stage_name, ASC_STAGE_RESOLVE + 1, -1);
    int status = word_of(line, "status", asc_fate_name, ASC_FATE_MALFORMED + 1, ASC_FATE_OK);
    if (through < ASC_STAGE_READ || status < 0) {
        return asc_read_badly(doc, ASC_FATE_MALFORMED, "%s", status < 0 ? wrong_status : wrong_through);
    }
    enum asc_result result = keep_extra(line);
    result = result == ASC_OK ? take_status(line, status) : result;
    if (result != ASC_OK || !has_text(doc->fate)) {
        return result;
    }
    const char *bad = NULL;
    result = asc_layers_read(line->known, doc, asc_object_find(&line->object, "layers"), (enum asc_stage)through, &bad);
    return bad ? asc_read_badly(doc, ASC_FATE_MALFORMED, "%s", bad) : result;
}

/* --- lines ------------------------------------------------------------------------------------------------------- */

static enum asc_result take_body(struct line *line)
{
    struct asc_document *doc = line->doc;
    const char *name = line->annotated ? "text" : line->options->text_field;
    struct asc_slice value = asc_object_find(&line->object, name);
    if (!value.at) {
        return asc_read_badly(doc, ASC_FATE_MALFORMED, "has no field `%s`: name the field of the text with --text-field", name);
    }
    if (!asc_json_is_string(value)) {
        return asc_read_badly(doc, ASC_FATE_MALFORMED, "the field `%s` is no string", name);
    }
    struct asc_decoded text;
    enum asc_result result = asc_json_text(&doc->arena, value, &text);
    result = result == ASC_OK ? asc_read_text(line->options, doc, &text) : result;
    return result == ASC_OK && line->annotated ? take_layers(line) : result;
}

/* "ascribe": a number says that `annotate` wrote the line, and in which version of the format. */
static struct asc_slice version_of(const struct line *line)
{
    struct asc_slice value = asc_object_find(&line->object, "ascribe");
    return asc_json_is_number(value) ? value : (struct asc_slice){NULL, 0};
}

enum asc_result asc_read_line(const struct asc_knowledge *known, const struct asc_read_options *options, struct asc_slice bytes,
                              struct asc_document *doc)
{
    struct line whole = {.known = known, .options = options, .doc = doc}, *line = &whole;
    struct asc_json json = {.arena = &doc->arena};
    enum asc_json_answer answer = asc_object_read(&json, bytes, &line->object);
    if (answer == ASC_JSON_NO_MEMORY) {
        return ASC_NO_MEMORY;
    }
    struct asc_slice version = version_of(line);
    line->annotated = version.at != NULL;
    enum asc_result result = take_header(line);
    if (result != ASC_OK) {
        return result;
    }
    if (answer != ASC_JSON_OK) {
        return asc_read_badly(doc, ASC_FATE_MALFORMED, "is no JSON object: %s", json.reason);
    }
    if (line->annotated && (version.len != 1 || *version.at != '1')) {
        return asc_read_badly(doc, ASC_FATE_MALFORMED, "was annotated in format %.*s, ours is 1: annotate it again",
                              (int)(version.len < 20 ? version.len : 20), version.at);
    }
    return take_body(line);
}
