#include "document/arena.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

enum { STEP = 1 << 20, KEEP = 64 << 20, ALIGN = 16 };

void asc_arena_init(struct asc_arena *arena, size_t limit)
{
    *arena = (struct asc_arena){.limit = limit};
}

/* Makes at least `need` bytes usable, in growing steps so that the calls stay few. */
static int make_usable(struct asc_arena *arena, size_t need)
{
    if (need > arena->limit) {
        return 0;
    }
    if (!arena->base) {
        void *base = mmap(NULL, arena->limit, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (base == MAP_FAILED) {
            return 0;
        }
        arena->base = base;
    }
    size_t want = need + arena->usable / 2;
    want = (want + STEP - 1) / STEP * STEP;
    if (want > arena->limit) {
        want = arena->limit;
    }
    if (mprotect(arena->base + arena->usable, want - arena->usable, PROT_READ | PROT_WRITE) != 0) {
        return 0;
    }
    arena->usable = want;
    return 1;
}

void *asc_arena_alloc(struct asc_arena *arena, size_t size)
{
    size_t begin = (arena->used + ALIGN - 1) / ALIGN * ALIGN;
    if (size > arena->limit || (begin + size > arena->usable && !make_usable(arena, begin + size))) {
        return NULL;
    }
    arena->used = begin + size;
    return arena->base + begin;
}

void *asc_arena_zeroed(struct asc_arena *arena, size_t size)
{
    void *block = asc_arena_alloc(arena, size);
    return block ? memset(block, 0, size) : NULL;
}

void *asc_arena_grow(struct asc_arena *arena, void *old, size_t old_size, size_t new_size)
{
    if (old && (char *)old + old_size == arena->base + arena->used) {
        size_t begin = (size_t)((char *)old - arena->base);
        if (begin + new_size > arena->usable && !make_usable(arena, begin + new_size)) {
            return NULL;
        }
        arena->used = begin + new_size;
        return old;
    }
    void *block = asc_arena_alloc(arena, new_size);
    if (block && old) {
        memcpy(block, old, old_size);
    }
    return block;
}

void *asc_arena_keep(struct asc_arena *arena, size_t mark, void *block, size_t size)
{
    arena->used = mark;
    void *kept = block ? asc_arena_alloc(arena, size) : NULL; /* never behind the block */
    return kept ? memmove(kept, block, size) : NULL;
}

char *asc_arena_text(struct asc_arena *arena, const char *text, size_t len)
{
    char *copy = asc_arena_alloc(arena, len + 1);
    if (copy) {
        if (len) {
            memcpy(copy, text, len);
        }
        copy[len] = '\0';
    }
    return copy;
}

int asc_arena_more(struct asc_arena *arena, void **layer, unsigned *room, size_t size)
{
    unsigned bigger = *room ? *room + *room / 2 : 64;
    if (bigger < *room) {
        return 0;
    }
    void *grown = asc_arena_grow(arena, *layer, *room * size, bigger * size);
    if (!grown) {
        return 0;
    }
    *layer = grown;
    *room = bigger;
    return 1;
}

void asc_arena_reset(struct asc_arena *arena)
{
    arena->used = 0;
    if (arena->usable > KEEP) {
        /* Mapping fresh pages over the tail gives the memory back and keeps the addresses reserved. */
        void *tail = arena->base + KEEP;
        if (mmap(tail, arena->usable - KEEP, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0) != MAP_FAILED) {
            arena->usable = KEEP;
        }
    }
}

void asc_arena_release(struct asc_arena *arena)
{
    if (arena->base) {
        munmap(arena->base, arena->limit);
    }
    asc_arena_init(arena, arena->limit);
}
