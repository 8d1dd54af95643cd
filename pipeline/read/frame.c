/* The framer: paths → frames. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/folder.h"
#include "read/read.h"
#include "read/recognise.h"
#include "read/stream.h"

enum { KEEP = 64 << 20, LARGE = 4 << 20, SCRATCH = 64 << 20 };

struct asc_framer {
    const struct asc_read_options *options;
    struct asc_walk walk;
    struct asc_stream source; /* open while its lines are given */
    struct asc_arena scratch; /* for looking at first lines */
    char *path;               /* of the source */
    uint64_t line, number;
    size_t searched; /* bytes of the source in which there is no line break */
    bool dropping;   /* the line is beyond the limit: what comes of it is thrown away */
};

struct asc_framer *asc_framer_new(const struct asc_read_options *options, const char *const *paths, size_t count)
{
    struct asc_framer *framer = calloc(1, sizeof *framer);
    if (framer) {
        framer->options = options;
        asc_walk_init(&framer->walk, paths, count);
        asc_stream_init(&framer->source);
        asc_arena_init(&framer->scratch, SCRATCH);
    }
    return framer;
}

void asc_framer_free(struct asc_framer *framer)
{
    if (framer) {
        asc_walk_release(&framer->walk);
        asc_stream_release(&framer->source);
        asc_arena_release(&framer->scratch);
        free(framer->path);
        free(framer);
    }
}

void asc_frame_release(struct asc_frame *frame)
{
    free(frame->bytes);
    free(frame->path_bytes);
    *frame = (struct asc_frame){0};
}

void asc_frame_drop_large(struct asc_frame *frame)
{
    if (frame->room > LARGE) {
        free(frame->bytes);
        frame->bytes = NULL;
        frame->len = frame->room = 0;
    }
}

/* --- frames ------------------------------------------------------------------------------------------------------ */

static bool reserve(char **bytes, size_t *room, size_t need)
{
    if (*room > KEEP && need <= KEEP) { /* after a very large document */
        free(*bytes);
        *bytes = NULL;
        *room = 0;
    }
    if (!*bytes || need > *room) {
        char *grown = realloc(*bytes, need);
        if (!grown) {
            return false;
        }
        *bytes = grown;
        *room = need;
    }
    return true;
}

/* Empties the frame for the next document of that path. */
static void begin_frame(struct asc_framer *framer, struct asc_frame *frame, const char *path, uint64_t line)
{
    size_t len = strlen(path) + 1;
    frame->path = "";
    if (reserve(&frame->path_bytes, &frame->path_room, len)) {
        memcpy(frame->path_bytes, path, len);
        frame->path = frame->path_bytes;
    }
    frame->len = 0;
    frame->line = line;
    frame->number = framer->number++;
    frame->input = line ? ASC_INPUT_JSONL : ASC_INPUT_TEXT;
    frame->fate = ASC_FATE_OK;
    frame->reason[0] = '\0';
}

static void fail(struct asc_frame *frame, enum asc_fate fate, const char *reason)
{
    frame->fate = (uint8_t)fate;
    frame->len = 0;
    (void)snprintf(frame->reason, sizeof frame->reason, "%s", reason);
}

static void fail_unreadable(struct asc_frame *frame, int problem)
{
    char reason[200];
    char text[128];
    (void)snprintf(reason, sizeof reason, "cannot be read: %s", strerror_r(problem, text, sizeof text));
    fail(frame, ASC_FATE_UNREADABLE, reason);
}

static void fail_too_large(const struct asc_framer *framer, struct asc_frame *frame)
{
    char reason[200];
    (void)snprintf(reason, sizeof reason, "is larger than %zu bytes: split it, or raise --max-document", framer->options->max_document);
    fail(frame, ASC_FATE_TOO_LARGE, reason);
}

static void fill_frame(struct asc_frame *frame, struct asc_slice bytes)
{
    if (!reserve(&frame->bytes, &frame->room, bytes.len + 1)) {
        fail_unreadable(frame, ENOMEM);
        return;
    }
    memcpy(frame->bytes, bytes.at, bytes.len);
    frame->len = bytes.len;
}

/* --- lines ------------------------------------------------------------------------------------------------------- */

static void take(struct asc_framer *framer, size_t len)
{
    asc_stream_take(&framer->source, len);
    framer->searched = 0;
}

/* The first line that is there, its line break included; of length 0 when it is not complete. */
static struct asc_slice first_line(struct asc_framer *framer)
{
    struct asc_slice bytes = asc_stream_bytes(&framer->source);
    const char *stop = memchr(bytes.at + framer->searched, '\n', bytes.len - framer->searched);
    framer->searched = stop ? (size_t)(stop - bytes.at) : bytes.len;
    bytes.len = stop ? framer->searched + 1 : framer->source.at_end ? bytes.len : 0;
    return bytes;
}

static bool is_blank_line(struct asc_slice line)
{
    size_t i = 0;
    while (i < line.len && strchr(" \t\r\n", line.at[i]) && line.at[i]) {
        i++;
    }
    return i == line.len;
}

/* The first complete line that is not blank; takes those before it. What is left of a line beyond the limit is never blank. */
static struct asc_slice ready_line(struct asc_framer *framer)
{
    for (;;) {
        struct asc_slice line = first_line(framer);
        if (!line.len || framer->dropping || !is_blank_line(line)) {
            return line;
        }
        framer->line++;
        take(framer, line.len);
    }
}

/* Waits for a line; of length 0 at the end of the input. Of a line beyond the limit only the end is kept. */
static struct asc_slice wait_for_line(struct asc_framer *framer)
{
    for (;;) {
        struct asc_slice line = ready_line(framer);
        if (line.len) {
            return line;
        }
        framer->dropping |= framer->searched > framer->options->max_document;
        if (framer->dropping) {
            take(framer, framer->searched);
        }
        if (!asc_stream_fill(&framer->source) && !asc_stream_bytes(&framer->source).len) {
            return line;
        }
    }
}

/* Closes the source; true when that gave a frame, for it could not be read to its end. */
static bool end_source(struct asc_framer *framer, struct asc_frame *frame)
{
    int problem = framer->source.problem;
    asc_stream_close(&framer->source);
    if (problem) {
        begin_frame(framer, frame, framer->path, framer->line + 1);
        fail_unreadable(frame, problem);
    }
    return problem != 0;
}

/* Gives the next line; false at the end of the source, which is closed then. */
static bool next_line(struct asc_framer *framer, struct asc_frame *frame)
{
    struct asc_slice line = wait_for_line(framer);
    bool dropped = framer->dropping;
    framer->dropping = false;
    if (!line.len && !dropped) {
        return end_source(framer, frame);
    }
    size_t content = line.len - (line.len && line.at[line.len - 1] == '\n');
    begin_frame(framer, frame, framer->path, ++framer->line);
    if (dropped || content > framer->options->max_document) {
        fail_too_large(framer, frame);
    } else {
        fill_frame(frame, line);
    }
    take(framer, line.len);
    return true;
}

/* --- files ------------------------------------------------------------------------------------------------------- */

/* The whole source is one document. */
static void take_text(struct asc_framer *framer, struct asc_frame *frame)
{
    struct asc_stream *source = &framer->source;
    size_t limit = framer->options->max_document;
    (void)reserve(&frame->bytes, &frame->room, 1);
    if (source->size_hint > limit) {
        fail_too_large(framer, frame);
    } else if (!asc_stream_read_rest(source, &frame->bytes, &frame->len, &frame->room, limit)) {
        fail_unreadable(frame, ENOMEM);
    } else if (source->problem) {
        fail_unreadable(frame, source->problem);
    } else if (frame->len > limit) {
        fail_too_large(framer, frame);
    }
    asc_stream_close(source);
}

/* The first byte from `at` on that is not blank. */
static size_t skip_blank(struct asc_slice head, size_t at)
{
    while (at < head.len && strchr(" \t\r\n\v\f", head.at[at]) && head.at[at]) {
        at++;
    }
    return at;
}

/* May the source be JSON Lines, so that its first line decides? */
static bool may_be_lines(const struct asc_framer *framer, struct asc_slice head, size_t at)
{
    enum asc_input wanted = framer->options->input;
    return at < head.len && (wanted == ASC_INPUT_JSONL || (wanted == ASC_INPUT_AUTO && head.at[at] == '{'));
}

/* Reads until it is clear what the source is: up to the first line if that may be JSON, else some kilobytes. The lines of
 * another process must not wait for more than themselves. Returns where the blanks end. */
static size_t read_head(struct asc_framer *framer)
{
    size_t at = 0, searched = 0;
    do {
        struct asc_slice head = asc_stream_bytes(&framer->source);
        if (!at) {
            at = asc_mark_length(head);
        }
        at = skip_blank(head, at);
        searched = searched < at ? at : searched;
        bool lines = may_be_lines(framer, head, at);
        bool whole = lines && (memchr(head.at + searched, '\n', head.len - searched) || head.len > framer->options->max_document);
        bool enough = !lines && at < head.len && head.len >= ASC_SNIFFED;
        if (whole || enough || at > SCRATCH / 2) {
            break;
        }
        searched = head.len;
    } while (asc_stream_fill(&framer->source));
    return at;
}

/* What a source is read as whose head is there and is not blank from `at` on; AUTO with a reason when it is not read. */
static enum asc_input recognise(struct asc_framer *framer, size_t at, const char **reason)
{
    struct asc_slice head = asc_stream_bytes(&framer->source);
    enum asc_input wanted = framer->options->input;
    *reason = asc_refusal(head, wanted);
    if (*reason || wanted != ASC_INPUT_AUTO) {
        return *reason ? ASC_INPUT_AUTO : wanted;
    }
    const char *stop = at < head.len ? memchr(head.at + at, '\n', head.len - at) : NULL;
    bool cut = !stop && !framer->source.at_end;
    bool array = at < head.len && head.at[at] == '['; /* its first object may stand in the second line */
    struct asc_slice line = {head.at + at, stop && !array ? (size_t)(stop - head.at) - at : head.len - at};
    asc_arena_reset(&framer->scratch);
    switch (asc_json_look(&framer->scratch, line, cut)) {
    case ASC_LOOKS_LINES: return ASC_INPUT_JSONL;
    case ASC_LOOKS_WHOLE: break;
    default: return ASC_INPUT_TEXT;
    }
    *reason = "JSON, but not one object a line: rewrite it (jq -c . FILE, or jq -c '.[]' FILE for an array), or insist with "
              "--input text";
    return ASC_INPUT_AUTO;
}

/* Opens the next path; true when that gave a frame. */
static bool begin_source(struct asc_framer *framer, struct asc_frame *frame, const char *path)
{
    int problem = asc_stream_open(&framer->source, path);
    const char *reason = NULL;
    enum asc_input input = ASC_INPUT_TEXT;
    if (!problem) {
        input = recognise(framer, read_head(framer), &reason);
    }
    if (!problem && input == ASC_INPUT_JSONL) {
        size_t len = strlen(path) + 1;
        char *copy = realloc(framer->path, len);
        if (copy) {
            memcpy(copy, path, len);
            framer->path = copy;
            framer->line = 0;
            take(framer, asc_mark_length(asc_stream_bytes(&framer->source)));
            return false;
        }
        problem = ENOMEM;
    }
    begin_frame(framer, frame, path, 0);
    if (problem) {
        fail_unreadable(frame, problem);
    } else if (reason) {
        fail(frame, ASC_FATE_UNSUPPORTED, reason);
    } else {
        take_text(framer, frame);
    }
    asc_stream_close(&framer->source);
    return true;
}

bool asc_framer_next(struct asc_framer *framer, struct asc_frame *frame)
{
    for (;;) {
        if (framer->source.file >= 0) {
            if (next_line(framer, frame)) {
                return true;
            }
            continue;
        }
        const char *path = NULL;
        int problem = 0;
        enum asc_step step = asc_walk_next(&framer->walk, &path, &problem);
        if (step == ASC_STEP_END) {
            return false;
        }
        if (step == ASC_STEP_PROBLEM) {
            begin_frame(framer, frame, path, 0);
            fail_unreadable(frame, problem);
            return true;
        }
        if (begin_source(framer, frame, path)) {
            return true;
        }
    }
}

bool asc_framer_would_block(struct asc_framer *framer)
{
    struct asc_stream *source = &framer->source;
    if (source->file < 0) {
        return asc_walk_may_block(&framer->walk);
    }
    while (!source->regular && !source->at_end && !ready_line(framer).len) {
        if (asc_stream_bytes(source).len > framer->options->max_document || framer->dropping) {
            return true; /* a line that is thrown away; asc_framer_next() does so */
        }
        if (!asc_stream_ready(source)) {
            return true;
        }
        (void)asc_stream_fill(source);
    }
    return source->at_end && !asc_stream_bytes(source).len && asc_walk_may_block(&framer->walk);
}
