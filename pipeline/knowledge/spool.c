#include "knowledge/spool.h"

#include <stdlib.h>
#include <string.h>

enum { IN_MEMORY = 32 << 20, PIECE = 1 << 20 }; /* bytes */

void *asc_vector_add(struct asc_vector *vector, size_t count, size_t size)
{
    if (vector->count + count > vector->room) {
        size_t room = vector->room ? vector->room * 2 : 256;
        room = room < vector->count + count ? vector->count + count : room;
        void *items = realloc(vector->items, room * size);
        if (!items) {
            return NULL;
        }
        vector->items = items;
        vector->room = room;
    }
    void *first = vector->items ? (char *)vector->items + vector->count * size : NULL;
    vector->count += count;
    return count && first ? memset(first, 0, count * size) : first;
}

bool asc_spool_file(struct asc_spool *spool, size_t size)
{
    if (!spool->newest.count) {
        return true;
    }
    if (!spool->file) {
        spool->file = tmpfile();
    }
    if (!spool->file || fwrite(spool->newest.items, size, spool->newest.count, spool->file) != spool->newest.count) {
        return false;
    }
    spool->filed += spool->newest.count;
    spool->newest.count = 0;
    return true;
}

void *asc_spool_add(struct asc_spool *spool, size_t count, size_t size)
{
    if (spool->newest.count && (spool->newest.count + count) * size > IN_MEMORY && !asc_spool_file(spool, size)) {
        return NULL;
    }
    return asc_vector_add(&spool->newest, count, size);
}

uint64_t asc_spool_count(const struct asc_spool *spool)
{
    return spool->filed + spool->newest.count;
}

bool asc_spool_read(const struct asc_spool *spool, size_t size, uint64_t first, void *items, size_t count)
{
    return fseeko(spool->file, (off_t)(first * size), SEEK_SET) == 0 && fread(items, size, count, spool->file) == count;
}

bool asc_spool_each(const struct asc_spool *spool, size_t size, bool (*take)(void *context, const void *items, size_t count), void *context)
{
    size_t most = PIECE / size + 1;
    char *piece = spool->filed ? malloc(most * size) : NULL;
    bool done = piece || !spool->filed;
    for (uint64_t at = 0; done && at < spool->filed;) {
        size_t count = spool->filed - at < most ? (size_t)(spool->filed - at) : most;
        done = asc_spool_read(spool, size, at, piece, count) && take(context, piece, count);
        at += count;
    }
    free(piece);
    return done && (!spool->newest.count || take(context, spool->newest.items, spool->newest.count));
}

void asc_spool_release(struct asc_spool *spool)
{
    free(spool->newest.items);
    if (spool->file) {
        (void)fclose(spool->file);
    }
    *spool = (struct asc_spool){.file = NULL};
}
