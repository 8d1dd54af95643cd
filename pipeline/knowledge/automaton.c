/* Running one side of a rule's pattern: states and transitions are made when they are first needed. */
#include "knowledge/automaton.h"

#include <stdlib.h>
#include <string.h>

enum { MEMORY = -1 };

/* A cell is the number of the next state, 0 when there is none, and flags. ON: read on. REST: nothing happens any more up to the edge. DONE: the
 * match may be over before this symbol. A cell that is made has ON or REST. */
enum { ON = 1, DONE = 2, REST = 4, FLAG_BITS = 3, STATES = 1 << 13 };

/* --- memory -------------------------------------------------------------------------------------------------------- */

static void note_use(struct asc_automaton *a, size_t size)
{
    a->used += size;
    *a->all_used += size;
}

/* Makes room for `more` elements, all zero, behind the first `count`, from the start of a line of the cache on. False when there is no memory. */
static bool reserve(struct asc_automaton *a, void **array, uint32_t *room, size_t count, size_t more, size_t size)
{
    if (*array && count + more <= *room) {
        return true;
    }
    size_t wanted = (count + more) * 3 / 2 + 16;
    void *grown = wanted < UINT32_MAX / 2 ? aligned_alloc(ASC_LINE, (wanted * size + ASC_LINE - 1) / ASC_LINE * ASC_LINE) : NULL;
    if (!grown) {
        return false;
    }
    if (*array) {
        memcpy(grown, *array, *room * size);
        free(*array);
    }
    memset((char *)grown + *room * size, 0, (wanted - *room) * size);
    note_use(a, (wanted - *room) * size);
    *array = grown;
    *room = (uint32_t)wanted;
    return true;
}

#define RESERVE(A, ARRAY, ROOM, COUNT, MORE) reserve((A), (void **)&(A)->ARRAY, &(A)->ROOM, (COUNT), (MORE), sizeof *(A)->ARRAY)

void asc_automaton_forget(struct asc_automaton *a)
{
    if (!a) {
        return;
    }
    free(a->cell);
    free(a->index);
    free(a->list);
    free(a->word);
    free(a->state);
    free(a->way);
    a->cell = NULL;
    a->index = NULL;
    a->list = NULL;
    a->word = NULL;
    a->state = NULL;
    a->way = NULL;
    a->start = a->second = a->states = a->lists = a->indexes = 0;
    a->cell_room = a->state_room = a->list_room = a->word_room = a->way_room = 0;
    *a->all_used -= a->used;
    a->used = 0;
}

/* Numbers what the next symbol may be to the ways back: classes that meet the same conditions have the number of the first of them. */
static void number_sights(struct asc_automaton *a)
{
    uint8_t first[ASC_AUTOMATON_CLASSES] = {0};
    for (unsigned class = 0; class < a->classes; class ++) {
        while ((a->meets[first[class]] ^ a->meets[class]) & a->near) {
            first[class]++;
        }
    }
    for (unsigned symbol = 0; symbol < 256; symbol++) {
        a->sight[symbol] = first[a->class_of[symbol]];
        a->looks |= a->sight[symbol] != 0;
    }
    memcpy(a->sight_behind, first + a->classes - 2, sizeof a->sight_behind);
}

struct asc_automaton *asc_automaton_new(const char *pattern, bool left, size_t *used)
{
    struct asc_automaton *a = aligned_alloc(ASC_LINE, sizeof *a);
    if (!a) {
        return NULL;
    }
    memset(a, 0, sizeof *a);
    a->left = left;
    a->all_used = used;
    bool made = asc_automaton_parse(a, pattern);
    a->mark = made ? calloc(a->positions, sizeof *a->mark) : NULL;
    if (!a->mark) {
        asc_automaton_free(a);
        return NULL;
    }
    number_sights(a);
    return a;
}

void asc_automaton_free(struct asc_automaton *a)
{
    if (a) {
        asc_automaton_forget(a);
        free(a->takes);
        free(a->follow);
        free(a->first);
        free(a->stays);
        free(a->jump);
        free(a->before);
        free(a->after);
        free(a->mark);
        free(a);
    }
}

static bool has(const uint64_t *set, uint32_t position)
{
    return set[position >> 6] >> (position & 63) & 1;
}

static bool holds(const struct asc_automaton *a, unsigned guard, uint32_t met)
{
    return !guard || !(a->guard[guard] & ~met);
}

/* --- states ---------------------------------------------------------------------------------------------------------- */

/* What makes a state differ from others: its list, or its set. It lies at the end of the lists until it is kept. */
static size_t key_size(const struct asc_automaton *a, uint32_t count)
{
    return a->left ? a->words * sizeof *a->word : count * sizeof *a->list;
}

static const void *key_of(const struct asc_automaton *a, uint32_t first)
{
    return a->left ? (const void *)(a->word + first) : (const void *)(a->list + first);
}

static uint32_t hash_of(const struct asc_automaton *a, uint32_t count, uint32_t seen)
{
    uint64_t hash = seen + 0x9e3779b97f4a7c15U * (count + 1U);
    for (uint32_t i = 0; i < (a->left ? a->words : count); i++) {
        hash = (hash ^ (a->left ? a->word[a->lists + i] : a->list[a->lists + i])) * 0x9e3779b97f4a7c15U;
        hash ^= hash >> 29;
    }
    return (uint32_t)(hash >> 16);
}

/* The slot of a state in the index, or the free one where it belongs. */
static uint32_t *find_slot(const struct asc_automaton *a, uint32_t first, uint32_t count, uint32_t seen, uint32_t hash)
{
    for (uint32_t at = hash;; at++) {
        uint32_t *slot = a->index + (at & (a->indexes - 1));
        const struct asc_automaton_state *state = a->state + *slot;
        if (!*slot || (state->hash == hash && state->count == count && state->seen == seen &&
                       memcmp(key_of(a, state->first), key_of(a, first), key_size(a, count)) == 0)) {
            return slot;
        }
    }
}

static bool grow_index(struct asc_automaton *a)
{
    uint32_t size = a->indexes ? a->indexes * 2 : 32;
    uint32_t *index = calloc(size, sizeof *index);
    if (!index) {
        return false;
    }
    note_use(a, (size - a->indexes) * sizeof *index);
    free(a->index);
    a->index = index;
    a->indexes = size;
    for (uint32_t s = 1; s < a->states; s++) {
        const struct asc_automaton_state *state = a->state + s;
        *find_slot(a, state->first, state->count, state->seen, state->hash) = s;
    }
    return true;
}

/* On the left side, by guard, the positions that may stand before one of a state's. Few stand before any under a guard. */
static void gather_before(struct asc_automaton *a, uint32_t first)
{
    const uint64_t *set = a->word + first;
    uint64_t *all = a->word + first + a->words;
    memset(all, 0, (size_t)a->guards * a->words * sizeof *all);
    for (uint32_t g = 0; g < a->guards; g++, all += a->words) {
        for (uint32_t w = 0; w < a->words; w++) {
            for (uint64_t left = set[w] & a->after[g * a->words + w]; left; left &= left - 1) {
                uint32_t position = w * 64 + (uint32_t)__builtin_ctzll(left);
                const uint64_t *before = a->before + ((size_t)g * a->positions + position) * a->words;
                for (uint32_t i = 0; i < a->words; i++) {
                    all[i] |= before[i];
                }
            }
        }
    }
}

/* Does the position that took the last symbol take all the others, too, whatever they are? So it is with `.+ $`. */
static bool is_rest(const struct asc_automaton *a, const struct asc_automaton_state *state)
{
    if (!a->left) {
        return state->count == 1 && a->stays[a->list[state->first]];
    }
    const uint64_t *set = a->word + state->first, *before = set + a->words;
    uint32_t position = UINT32_MAX;
    for (uint32_t w = 0; w < a->words; w++) {
        if (set[w] && (position != UINT32_MAX || set[w] & (set[w] - 1))) {
            return false; /* there are several */
        }
        position = set[w] ? w * 64 + (uint32_t)__builtin_ctzll(set[w]) : position;
    }
    if (position == UINT32_MAX || !a->stays[position] || memcmp(set, before, a->words * sizeof *set) != 0) {
        return false;
    }
    for (uint32_t i = a->words; i < a->guards * a->words; i++) {
        if (before[i] && !(a->edges >> (i / a->words) & 1)) {
            return false;
        }
    }
    return true;
}

/* Cells of a state. */
static uint32_t width_of(const struct asc_automaton *a)
{
    return a->classes + 1;
}

/* The number of the state whose list or set lies at the end of theirs; 0 when memory ran out. */
static uint32_t keep_state(struct asc_automaton *a, uint32_t count, uint32_t seen)
{
    uint32_t hash = hash_of(a, count, seen), cells = a->states * width_of(a);
    if (2 * (a->states + 1) > a->indexes && !grow_index(a)) {
        return 0;
    }
    uint32_t *slot = find_slot(a, a->lists, count, seen, hash);
    if (!*slot) {
        if (a->states == STATES || !RESERVE(a, state, state_room, a->states, 1) || !RESERVE(a, cell, cell_room, cells, width_of(a)) ||
            !RESERVE(a, way, way_room, a->states * ASC_AUTOMATON_WAYS, ASC_AUTOMATON_WAYS)) {
            return 0;
        }
        a->state[a->states] = (struct asc_automaton_state){a->lists, count, seen, hash, false};
        if (a->left) {
            gather_before(a, a->lists);
        }
        a->state[a->states].rest = is_rest(a, a->state + a->states);
        a->lists += count;
        *slot = a->states++;
    }
    return *slot;
}

/* Room for one more state at the end. */
static bool reserve_state(struct asc_automaton *a)
{
    return a->left ? RESERVE(a, word, word_room, a->lists, (size_t)(a->guards + 1) * a->words) : RESERVE(a, list, list_room, a->lists, a->positions);
}

/* Makes the state before the first symbol: nothing has been read or, on the left side, everything. */
static bool begin(struct asc_automaton *a)
{
    unsigned edge = a->classes - 2, cut = a->classes - 1;
    if (!reserve_state(a) || !RESERVE(a, state, state_room, 0, 1)) {
        return false;
    }
    a->states = 1; /* 0 is none */
    if (a->left) {
        memset(a->word, 0, a->words * sizeof *a->word);
        a->word[0] = 1;
    } else {
        a->list[0] = 0;
    }
    a->start = keep_state(a, a->left ? (a->guards + 1) * a->words : 1, a->meets[a->left ? edge : cut] & a->kept);
    return a->start;
}

/* --- transitions --------------------------------------------------------------------------------------------------- */

/* Each position is reached by the way that is tried first; ways that come after one that is done would not be tried. */
static uint32_t step_right(struct asc_automaton *a, const struct asc_automaton_state *from, const uint64_t *takes, uint32_t met, bool *done)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < from->count && !*done; i++) {
        uint32_t position = a->list[from->first + i];
        for (uint32_t f = a->first[position]; f < a->first[position + 1] && !*done; f++) {
            const struct asc_follow *follow = a->follow + f;
            if (!holds(a, follow->guard, met)) {
                continue;
            }
            *done = !follow->target;
            if (has(takes, follow->target) && !a->mark[follow->target]) {
                a->mark[follow->target] = 1;
                a->list[a->lists + count++] = follow->target;
            }
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        a->mark[a->list[a->lists + i]] = 0;
    }
    return count;
}

/* Of the positions that may stand before those of the state, the ones that take the symbol; the start takes none. */
static uint32_t step_left(struct asc_automaton *a, const struct asc_automaton_state *from, const uint64_t *takes, uint32_t met, bool *done)
{
    const uint64_t *before = a->word + from->first + a->words;
    uint64_t *next = a->word + a->lists, any = 0;
    for (uint32_t w = 0; w < a->words; w++) {
        uint64_t all = before[w];
        for (uint32_t g = 1; g < a->guards; g++) {
            all |= holds(a, g, met) ? before[g * a->words + w] : 0;
        }
        *done |= w == 0 && (all & 1);
        next[w] = all & takes[w];
        any |= next[w];
    }
    return any ? (a->guards + 1) * a->words : 0;
}

/* Gives a class of symbols the next column. So the cells of frequent classes lie side by side, in a line of the cache. */
static void place_class(struct asc_automaton *a, unsigned class)
{
    uint8_t column = ++a->columns;
    a->column[class] = column;
    if (class + 2 >= a->classes) {
        a->column_behind[class + 2 - a->classes] = column;
    }
    for (unsigned symbol = 0; symbol < 256; symbol++) {
        if (a->class_of[symbol] == class) {
            a->column_of[symbol] = column;
        }
    }
}

/* Makes the transition of a state on a class of symbols; 0 when memory ran out. */
static uint16_t make_cell(struct asc_automaton *a, uint32_t state, unsigned class)
{
    if (!a->column[class]) {
        place_class(a, class);
    }
    if (!reserve_state(a)) {
        return 0;
    }
    struct asc_automaton_state from = a->state[state];
    uint32_t met = from.seen | (a->meets[class] & a->near);
    bool done = false;
    uint32_t count = (a->left ? step_left : step_right)(a, &from, a->takes + (size_t) class * a->words, met, &done);
    uint32_t next = count ? keep_state(a, count, a->meets[class] & a->kept) : 0;
    if (count && !next) {
        return 0;
    }
    unsigned flags = (next && !a->state[next].rest ? ON : REST) | (done ? DONE : 0U);
    uint16_t cell = (uint16_t)(next << FLAG_BITS | flags);
    a->cell[state * width_of(a) + a->column[class]] = cell;
    return cell;
}

/* Makes the states before and behind the trigger, from which every reading goes on. */
static bool prepare(struct asc_automaton *a)
{
    uint16_t cell = begin(a) ? make_cell(a, a->start, a->class_of[ASC_SYMBOL_TRIGGER]) : 0;
    a->second = (cell & (ON | DONE)) == ON ? cell >> FLAG_BITS : 0;
    return cell;
}

/* --- matching ------------------------------------------------------------------------------------------------------- */

/* The class of the n-th symbol from the trigger, or that of the edge. */
static unsigned class_at(const struct asc_automaton *a, const struct asc_trail *trail, uint32_t n)
{
    const uint8_t *symbol = a->left ? trail->symbol - n : trail->symbol + n;
    return n < trail->count ? a->class_of[*symbol] : a->classes - 2 + trail->cut;
}

/* Reads on to the edge, or until there is no state any more. */
static inline __attribute__((always_inline)) int match(struct asc_automaton *a, ptrdiff_t step, struct asc_trail *trail)
{
    const uint8_t *symbol = trail->symbol, *column_of = a->column_of;
    uint32_t state = a->second ? a->second : a->start, width = width_of(a), count = trail->count, n = a->second != 0, steps = 0;
    trail->rest = count;
    trail->state[0] = (uint16_t)a->start;
    for (bool more = true; more; n++) {
        const uint16_t *cells = a->cell;
        uint16_t cell = 0;
        for (; n < count; n++) {
            cell = cells[state * width + column_of[symbol[step * (ptrdiff_t)n]]];
            trail->state[n] = (uint16_t)state;
            if (!(cell & ON)) {
                break;
            }
            steps = cell & DONE ? n : steps;
            state = cell >> FLAG_BITS;
        }
        if (n == count) {
            cell = cells[state * width + a->column_behind[trail->cut]];
            trail->state[n] = (uint16_t)state;
        }
        if (!cell && !(cell = make_cell(a, state, class_at(a, trail, n)))) {
            return MEMORY;
        }
        steps = cell & DONE ? n : steps;
        state = cell >> FLAG_BITS;
        more = state && n < count;
        if (more && cell & REST) {
            trail->rest = n + 1;
            n = count - 1;
        }
    }
    trail->steps = steps;
    return steps > 0;
}

int asc_automaton_match(struct asc_automaton *a, const uint8_t *symbol, uint32_t count, bool cut, struct asc_trail *trail)
{
    if (a->states > STATES - ASC_TRAIL) {
        asc_automaton_forget(a);
    }
    if (!a->start && !prepare(a)) {
        return MEMORY;
    }
    trail->symbol = symbol;
    trail->count = count;
    trail->cut = cut;
    return a->left ? match(a, -1, trail) : match(a, 1, trail);
}

/* --- groups --------------------------------------------------------------------------------------------------------- */

/* By which way a position was reached from the state before; *position becomes the one that it was reached from. Returns the tags. */
static uint32_t way_to(const struct asc_automaton *a, const struct asc_automaton_state *state, uint32_t met, uint32_t *position)
{
    for (uint32_t i = 0; i < state->count; i++) {
        uint32_t from = a->list[state->first + i];
        for (uint32_t f = a->first[from]; f < a->first[from + 1]; f++) {
            if (a->follow[f].target == *position && holds(a, a->follow[f].guard, met)) {
                *position = from;
                return a->follow[f].tags;
            }
        }
    }
    return 0;
}

/* By which way a position goes on to one of a set; *position becomes the next. Returns the tags. */
static uint32_t way_on(const struct asc_automaton *a, const uint64_t *set, uint32_t met, uint32_t *position)
{
    for (uint32_t f = a->first[*position]; f < a->first[*position + 1]; f++) {
        if (has(set, a->follow[f].target) && holds(a, a->follow[f].guard, met)) {
            *position = a->follow[f].target;
            return a->follow[f].tags;
        }
    }
    return 0;
}

/* A way that was found, as it is remembered: the key of the place where it begins, the position that it leads to, what comes then, its tags. The
 * place is a position and what is seen of the next symbol; in one state the way from one place is always the same. QUIET: no tags come any more.
 * JUMPS: from there on it is known without looking. */
enum { WAY_TO = 20, WAY_QUIET = 1 << 30, WAY_TAGS = 32 };
#define WAY_KEY UINT64_C(0xfffff)
#define WAY_JUMPS (UINT64_C(1) << 31)

/* Looks for the way from a place and remembers it. */
static __attribute__((noinline)) uint64_t find_way(const struct asc_automaton *a, uint32_t state, uint32_t sight, uint32_t position, uint64_t *way)
{
    uint32_t met = a->state[state].seen | (a->near & a->meets[sight]), to = position;
    /* On the left side the states are one as large as the other. */
    uint64_t tags = a->left ? way_on(a, a->word + (state - 1U) * (a->guards + 1) * a->words, met, &to) : way_to(a, a->state + state, met, &to);
    *way =
        tags << WAY_TAGS | (a->jump[to].steps ? WAY_JUMPS : 0) | (a->jump[to].quiet ? WAY_QUIET : 0) | to << WAY_TO | ((sight << 10 | position) + 1);
    return *way;
}

/* Notes at how many symbols from the trigger tags stand. Of several times that a group was passed, the one that stands last in the text counts:
 * on the right side that is the first to be found, on the left side the last. */
static inline uint32_t note(uint32_t place[ASC_TAGS], uint32_t noted, uint32_t tags, uint32_t n, bool left)
{
    for (uint32_t more = left ? tags : tags & ~noted; more; more &= more - 1) {
        place[__builtin_ctz(more)] = n;
    }
    return noted | tags;
}

/* Walks the way of the match and notes its tags. Returns those that were passed. */
static inline __attribute__((always_inline)) uint32_t walk_back(const struct asc_automaton *a, const struct asc_trail *trail, bool left,
                                                                uint32_t place[ASC_TAGS])
{
    const uint8_t *symbol = trail->symbol;
    uint32_t noted = 0, position = 0, n = trail->steps;
    bool jumps = a->jump[0].steps && trail->rest >= n;
    for (;; n--) {
        if (jumps) {
            const struct asc_jump *jump = a->jump + position;
            n -= jump->steps - 1U < n ? jump->steps - 1U : n;
            noted = note(place, noted, jump->tags, n, left);
            position = jump->position;
            jumps = a->jump[position].steps;
            if (!n || a->jump[position].quiet) {
                return noted;
            }
            continue;
        }
        uint32_t state = trail->state[n], sight = 0;
        if (n >= trail->count) {
            sight = a->sight_behind[trail->cut];
        } else if (a->looks) {
            sight = a->sight[left ? *(symbol - n) : symbol[n]];
        }
        uint64_t *slot = a->way + state * ASC_AUTOMATON_WAYS + (position + sight) % ASC_AUTOMATON_WAYS, way = *slot;
        if ((way & WAY_KEY) != (sight << 10 | position) + 1) {
            way = find_way(a, state, sight, position, slot);
        }
        noted = note(place, noted, (uint32_t)(way >> WAY_TAGS), n, left);
        position = way >> WAY_TO & (ASC_AUTOMATON_POSITIONS - 1);
        jumps = way & WAY_JUMPS;
        n = n > trail->rest ? trail->rest : n; /* only the first step may lead over a stretch where nothing happened */
        if (!n || way & WAY_QUIET) {
            return noted;
        }
    }
}

uint32_t asc_automaton_trace(const struct asc_automaton *a, const struct asc_trail *trail, uint32_t at, struct asc_span group[ASC_GROUPS],
                             uint32_t *end)
{
    uint32_t place[ASC_TAGS], base = a->left ? at + 1 : at, sign = a->left ? UINT32_MAX : 1;
    uint32_t noted = a->left ? walk_back(a, trail, true, place) : walk_back(a, trail, false, place), groups = 0;
    *end = base + sign * (noted >> ASC_TAG_END & 1 ? place[ASC_TAG_END] : trail->steps);
    for (uint32_t begins = noted & ASC_TAGS_BEGIN; begins; begins &= begins - 1) {
        unsigned tag = (unsigned)__builtin_ctz(begins);
        group[tag / 2] = (struct asc_span){base + sign * place[tag], base + sign * place[tag + 1]};
        groups |= 1U << tag / 2;
    }
    return groups;
}
