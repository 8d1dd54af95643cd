#include "read/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 256 << 10, KEEP = 64 << 20 };

void asc_stream_init(struct asc_stream *stream)
{
    *stream = (struct asc_stream){.file = -1};
}

int asc_stream_open(struct asc_stream *stream, const char *path)
{
    bool standard = strcmp(path, "-") == 0;
    int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat info;
    if (file < 0 || fstat(file, &info) != 0) {
        int problem = errno;
        if (file > STDIN_FILENO) {
            (void)close(file);
        }
        return problem;
    }
    stream->file = file;
    stream->regular = S_ISREG(info.st_mode);
    stream->size_hint = stream->regular && info.st_size > 0 ? (size_t)info.st_size : 0;
    stream->at_end = false;
    stream->problem = 0;
    stream->begin = stream->end = 0;
    return 0;
}

void asc_stream_close(struct asc_stream *stream)
{
    if (stream->file > STDIN_FILENO) {
        (void)close(stream->file);
    }
    stream->file = -1;
    if (stream->room > KEEP) { /* after a very long line */
        free(stream->bytes);
        stream->bytes = NULL;
        stream->room = 0;
    }
    stream->begin = stream->end = 0;
}

void asc_stream_release(struct asc_stream *stream)
{
    asc_stream_close(stream);
    free(stream->bytes);
    asc_stream_init(stream);
}

struct asc_slice asc_stream_bytes(const struct asc_stream *stream)
{
    return stream->bytes ? (struct asc_slice){stream->bytes + stream->begin, stream->end - stream->begin} : (struct asc_slice){"", 0};
}

void asc_stream_take(struct asc_stream *stream, size_t len)
{
    stream->begin += len;
    if (stream->begin == stream->end) {
        stream->begin = stream->end = 0;
    }
}

static bool wait_for(int file, int timeout)
{
    struct pollfd wanted = {.fd = file, .events = POLLIN};
    return poll(&wanted, 1, timeout) != 0;
}

bool asc_stream_ready(const struct asc_stream *stream)
{
    return stream->regular || stream->at_end || wait_for(stream->file, 0);
}

/* Reads once into `to`; notes end and problem. */
static size_t read_once(struct asc_stream *stream, char *to, size_t room)
{
    for (;;) {
        ssize_t got = read(stream->file, to, room);
        if (got > 0) {
            return (size_t)got;
        }
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0 && errno == EAGAIN) { /* somebody made the input non-blocking */
            (void)wait_for(stream->file, -1);
            continue;
        }
        stream->problem = got < 0 ? errno : 0;
        stream->at_end = true;
        return 0;
    }
}

/* Makes room for a chunk: moves the bytes to the front, else doubles the buffer. */
static bool make_room(struct asc_stream *stream)
{
    size_t have = stream->end - stream->begin;
    if (stream->begin && have + CHUNK <= stream->room) {
        memmove(stream->bytes, stream->bytes + stream->begin, have);
        stream->begin = 0;
        stream->end = have;
    }
    if (stream->end + CHUNK <= stream->room) {
        return true;
    }
    size_t room = stream->room ? stream->room * 2 : 2 * CHUNK;
    char *bytes = realloc(stream->bytes, room);
    if (!bytes) {
        return false;
    }
    stream->bytes = bytes;
    stream->room = room;
    return true;
}

bool asc_stream_fill(struct asc_stream *stream)
{
    if (stream->at_end) {
        return false;
    }
    if (!make_room(stream)) {
        stream->problem = ENOMEM;
        stream->at_end = true;
        return false;
    }
    size_t got = read_once(stream, stream->bytes + stream->end, CHUNK);
    stream->end += got;
    return got > 0;
}

static bool grow(char **bytes, size_t *room, size_t need)
{
    if (need <= *room) {
        return true;
    }
    char *grown = realloc(*bytes, need);
    if (!grown) {
        return false;
    }
    *bytes = grown;
    *room = need;
    return true;
}

bool asc_stream_read_rest(struct asc_stream *stream, char **bytes, size_t *len, size_t *room, size_t limit)
{
    struct asc_slice have = asc_stream_bytes(stream);
    size_t hint = stream->size_hint < limit ? stream->size_hint : 0;
    if (!grow(bytes, room, *len + (have.len > hint ? have.len : hint) + 2)) {
        return false;
    }
    if (have.len) {
        memcpy(*bytes + *len, have.at, have.len);
    }
    *len += have.len;
    asc_stream_take(stream, have.len);
    while (!stream->at_end && *len <= limit) {
        if (*room == *len && !grow(bytes, room, *len + *len / 2 + CHUNK)) {
            return false;
        }
        *len += read_once(stream, *bytes + *len, *room - *len);
    }
    return true;
}
