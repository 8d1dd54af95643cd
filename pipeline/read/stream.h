/* One open input and its bytes: a buffer that is filled as the input comes. */
#ifndef ASC_STREAM_H
#define ASC_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "read/decode.h"

struct asc_stream {
    int file;         /* -1 when none is open */
    bool regular;     /* never waits */
    bool at_end;      /* everything has been read */
    int problem;      /* errno of a read that failed; the input ends there */
    size_t size_hint; /* bytes, of a regular file */
    char *bytes;      /* kept from input to input */
    size_t begin, end, room;
};

void asc_stream_init(struct asc_stream *stream);

/* Opens a path, "-" for standard input; returns 0 or an errno. */
int asc_stream_open(struct asc_stream *stream, const char *path);
void asc_stream_close(struct asc_stream *stream);
void asc_stream_release(struct asc_stream *stream);

/* The bytes that are there and not taken. */
struct asc_slice asc_stream_bytes(const struct asc_stream *stream);
void asc_stream_take(struct asc_stream *stream, size_t len);

/* Reads once more, waiting if need be; false when nothing came, because of the end or of a problem. */
bool asc_stream_fill(struct asc_stream *stream);

/* Is there something to read without waiting? */
bool asc_stream_ready(const struct asc_stream *stream);

/* Appends the rest of the input to *bytes, which grows; stops after more than `limit` bytes. False when there is no memory. */
bool asc_stream_read_rest(struct asc_stream *stream, char **bytes, size_t *len, size_t *room, size_t limit);

#endif
