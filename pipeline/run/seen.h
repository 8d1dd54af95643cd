/* How often each document id was seen, in at most 48 bytes an id. */
#ifndef ASC_SEEN_H
#define ASC_SEEN_H

#include <stddef.h>
#include <stdint.h>

/* A hash table of hashes; all zeros before its first use. */
struct asc_seen {
    uint64_t *hash;
    uint32_t *times;
    size_t count, room;
};

/* How often the id was seen, this time included; 0 when out of memory. */
uint32_t asc_seen_again(struct asc_seen *seen, const char *id);
void asc_seen_release(struct asc_seen *seen);

#endif
