/* The arena that owns everything of one document.
 *
 * One range of addresses is reserved at the start and made usable as it fills, so a layer that is
 * still growing is extended in place and nothing is ever copied. Dropping a document is one reset. */
#ifndef ASC_ARENA_H
#define ASC_ARENA_H

#include <stddef.h>

struct asc_arena {
    char *base;    /* start of the reserved range; NULL before the first allocation */
    size_t used;   /* bytes handed out */
    size_t usable; /* bytes made usable so far */
    size_t limit;  /* bytes reserved: an allocation beyond returns NULL */
};

/* Prepares an arena that may grow to `limit` bytes; reserves addresses at the first allocation. */
void asc_arena_init(struct asc_arena *arena, size_t limit);

/* Gives `size` bytes, aligned for any type, zeroed when `asc_arena_zeroed`; NULL when the limit is
 * reached or the system has no memory. The memory lives until the next reset. */
void *asc_arena_alloc(struct asc_arena *arena, size_t size);
void *asc_arena_zeroed(struct asc_arena *arena, size_t size);

/* Grows the block at `old` from `old_size` to `new_size` bytes: in place when it is the newest block, else
 * by a copy. NULL when there is no room; `old` stays valid then. */
void *asc_arena_grow(struct asc_arena *arena, void *old, size_t old_size, size_t new_size);

/* Forgets everything that was handed out since `used` was `mark`, but one block (NULL: none), which moves to the front; returns it. */
void *asc_arena_keep(struct asc_arena *arena, size_t mark, void *block, size_t size);

/* Copies `len` bytes and ends them with a NUL. */
char *asc_arena_text(struct asc_arena *arena, const char *text, size_t len);

/* Forgets everything; memory beyond 64 MB goes back to the system. */
void asc_arena_reset(struct asc_arena *arena);

/* Gives everything back. */
void asc_arena_release(struct asc_arena *arena);

/* Makes room for one more element in a layer: `LAYER` is a pointer member, `COUNT` and `ROOM` its integers.
 * False when there is no memory. */
#define ASC_ROOM(ARENA, LAYER, COUNT, ROOM) ((COUNT) < (ROOM) || asc_arena_more((ARENA), (void **)&(LAYER), &(ROOM), sizeof *(LAYER)))

/* The function behind ASC_ROOM: doubles `*room` elements of `size` bytes (64 at first). */
int asc_arena_more(struct asc_arena *arena, void **layer, unsigned *room, size_t size);

#endif
