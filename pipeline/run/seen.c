#include "run/seen.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* Where the hash stands, or would. */
static size_t slot_of(const struct asc_seen *seen, uint64_t hash)
{
    size_t at = hash & (seen->room - 1);
    while (seen->hash[at] && seen->hash[at] != hash) {
        at = (at + 1) & (seen->room - 1);
    }
    return at;
}

static bool grow(struct asc_seen *seen)
{
    struct asc_seen bigger = {.count = seen->count, .room = seen->room ? seen->room * 2 : 1024};
    bigger.hash = calloc(bigger.room, sizeof *bigger.hash);
    bigger.times = calloc(bigger.room, sizeof *bigger.times);
    if (!bigger.hash || !bigger.times) {
        asc_seen_release(&bigger);
        return false;
    }
    for (size_t i = 0; i < seen->room; i++) {
        if (seen->hash[i]) {
            size_t at = slot_of(&bigger, seen->hash[i]);
            bigger.hash[at] = seen->hash[i];
            bigger.times[at] = seen->times[i];
        }
    }
    struct asc_seen old = *seen;
    *seen = bigger;
    asc_seen_release(&old);
    return true;
}

uint32_t asc_seen_again(struct asc_seen *seen, const char *id)
{
    if (seen->count * 2 >= seen->room && !grow(seen)) {
        return 0;
    }
    uint64_t hash = XXH3_64bits(id, strlen(id)) | 1;
    size_t at = slot_of(seen, hash);
    seen->count += !seen->hash[at];
    seen->hash[at] = hash;
    return ++seen->times[at];
}

void asc_seen_release(struct asc_seen *seen)
{
    free(seen->hash);
    free(seen->times);
    *seen = (struct asc_seen){0};
}
