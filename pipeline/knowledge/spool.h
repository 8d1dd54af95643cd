/* Arrays that grow without bound: what does not fit into memory lies in a temporary file.
 *
 * Millions of names are compiled in little memory: every large part of the image is written once, from front to back. */
#ifndef ASC_SPOOL_H
#define ASC_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* An array on the heap that grows. */
struct asc_vector {
    void *items;
    size_t count, room; /* items */
};

/* Adds `count` zeroed items of `size` bytes and returns the first; NULL when there is no memory. */
void *asc_vector_add(struct asc_vector *vector, size_t count, size_t size);

/* The newest items are in memory, those before them in the file. All zeros is an empty spool. */
struct asc_spool {
    struct asc_vector newest;
    FILE *file;
    uint64_t filed; /* items */
};

/* Adds `count` zeroed items of `size` bytes; they may be written to until the next call. NULL when there is no memory or no room
 * for the file. */
void *asc_spool_add(struct asc_spool *spool, size_t count, size_t size);

/* How many items there are. */
uint64_t asc_spool_count(const struct asc_spool *spool);

/* Gives all items from the first to the last, many at a time. False when reading or `take` failed. */
bool asc_spool_each(const struct asc_spool *spool, size_t size, bool (*take)(void *context, const void *items, size_t count), void *context);

/* Moves the items in memory to the file. */
bool asc_spool_file(struct asc_spool *spool, size_t size);

/* Reads items of the file. */
bool asc_spool_read(const struct asc_spool *spool, size_t size, uint64_t first, void *items, size_t count);

void asc_spool_release(struct asc_spool *spool);

#endif
