/* The stage: frames → documents. */
#include <inttypes.h>
#include <nettle/sha2.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "read/line.h"

/* --- telling what is wrong --------------------------------------------------------------------------------------- */

enum asc_result asc_read_badly(struct asc_document *doc, enum asc_fate fate, const char *format, ...)
{
    char reason[384];
    va_list values;
    va_start(values, format);
    (void)vsnprintf(reason, sizeof reason, format, values);
    va_end(values);
    doc->fate = (uint8_t)fate;
    doc->text = "";
    doc->len = 0;
    doc->sha256[0] = '\0';
    doc->through = ASC_STAGE_READ;
    /* A name of the input may be cut, or be no UTF-8. */
    struct asc_decoded text;
    enum asc_result result = asc_decode_utf8(&doc->arena, (struct asc_slice){reason, strlen(reason)}, &text);
    doc->reason = result == ASC_OK ? text.text : "";
    return result;
}

/* --- where the document comes from ------------------------------------------------------------------------------- */

static bool print_place(struct asc_document *doc, char separator, uint64_t line, const char **to)
{
    size_t room = strlen(doc->path) + 24;
    char *place = asc_arena_alloc(&doc->arena, room);
    if (place) {
        (void)snprintf(place, room, "%s%c%" PRIu64, doc->path, separator, line);
        *to = place;
    }
    return place != NULL;
}

/* What cannot be set for want of memory stays "". */
static enum asc_result set_place(struct asc_document *doc, const struct asc_frame *frame)
{
    const char *path = asc_arena_text(&doc->arena, frame->path, strlen(frame->path));
    if (!path) {
        return ASC_NO_MEMORY;
    }
    doc->path = doc->id = doc->line_of = path;
    if (!frame->line) {
        return ASC_OK;
    }
    bool set = print_place(doc, '#', frame->line, &doc->id) && print_place(doc, ':', frame->line, &doc->line_of);
    return set ? ASC_OK : ASC_NO_MEMORY;
}

enum asc_result asc_read_fields(const struct asc_read_options *options, struct asc_document *doc, unsigned brought)
{
    struct asc_field *field = asc_arena_alloc(&doc->arena, (options->keeps + brought + 1U) * sizeof *field);
    if (!field) {
        return ASC_NO_MEMORY;
    }
    doc->field = field;
    for (doc->fields = 0; doc->fields < options->keeps; doc->fields++) {
        field[doc->fields] = (struct asc_field){options->keep[doc->fields], ""};
    }
    return ASC_OK;
}

/* --- the text ---------------------------------------------------------------------------------------------------- */

static bool is_blank(const char *text, uint32_t len)
{
    for (uint32_t i = 0; i < len;) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(len - i), &c);
        utf8proc_category_t category = utf8proc_category(c);
        bool space = category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
                     category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CC;
        if (step <= 0 || !space) {
            return false;
        }
        i += (uint32_t)step;
    }
    return true;
}

static void set_digest(struct asc_document *doc)
{
    struct sha256_ctx state;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&state);
    sha256_update(&state, doc->len, (const uint8_t *)doc->text);
    sha256_digest(&state, sizeof digest, digest);
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < sizeof digest; i++) {
        doc->sha256[2 * i] = digits[digest[i] >> 4];
        doc->sha256[2 * i + 1] = digits[digest[i] & 15];
    }
    doc->sha256[2 * sizeof digest] = '\0';
}

enum asc_result asc_read_text(const struct asc_read_options *options, struct asc_document *doc, const struct asc_decoded *text)
{
    if (text->len >= UINT32_MAX) {
        return asc_read_badly(doc, ASC_FATE_TOO_LARGE, "the text is larger than 4 GB: split it");
    }
    doc->text = text->text;
    doc->len = (uint32_t)text->len;
    doc->ascii = text->ascii;
    doc->through = ASC_STAGE_READ;
    doc->repaired = text->replaced < UINT32_MAX ? (uint32_t)text->replaced : UINT32_MAX;
    if (!options->no_digest) {
        set_digest(doc);
    }
    if (is_blank(doc->text, doc->len)) {
        doc->fate = ASC_FATE_EMPTY;
        doc->reason = "there is no text";
    } else if (doc->repaired) {
        char reason[128];
        (void)snprintf(reason, sizeof reason, "%" PRIu32 " bytes or escapes are no characters and became U+FFFD", doc->repaired);
        const char *kept = asc_arena_text(&doc->arena, reason, strlen(reason));
        doc->fate = ASC_FATE_REPAIRED;
        doc->reason = kept ? kept : "";
        return kept ? ASC_OK : ASC_NO_MEMORY;
    }
    return ASC_OK;
}

static enum asc_result read_file(const struct asc_read_options *options, struct asc_slice bytes, struct asc_document *doc)
{
    struct asc_decoded text;
    enum asc_result result = asc_decode_file(&doc->arena, bytes, &text);
    return result == ASC_OK ? asc_read_text(options, doc, &text) : result;
}

enum asc_result asc_read_run(const struct asc_knowledge *known, const struct asc_read_options *options, const struct asc_frame *frame,
                             struct asc_document *doc)
{
    enum asc_result result = set_place(doc, frame);
    result = result == ASC_OK ? asc_read_fields(options, doc, 0) : result;
    if (result != ASC_OK) {
        return result;
    }
    struct asc_slice bytes = {frame->len ? frame->bytes : "", frame->len};
    if (frame->fate != ASC_FATE_OK) {
        return asc_read_badly(doc, frame->fate, "%s", frame->reason);
    }
    if (frame->input != ASC_INPUT_JSONL) {
        return read_file(options, bytes, doc);
    }
    return asc_read_line(known, options, bytes, doc);
}
