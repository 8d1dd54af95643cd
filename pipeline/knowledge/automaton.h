/* One side of a rule's pattern as an automaton: what PCRE2 would find, in one step a symbol.
 *
 *   PCRE2 pattern → automaton_parse.c → nodes → automaton_build.c → positions and what may follow them
 *                 → automaton.c → states, made when they are first reached
 *
 * A position is a place of the pattern that takes one symbol. Behind each stands a list of the positions that may come next, in the
 * order in which PCRE2 would try them. Reading begins at the trigger and goes away from it, so a side is over as soon as nothing fits
 * any more.
 *
 * On the right side a state is the list of the positions that took the last symbol, in the order of their priority. On the left side, where
 * reading goes against the pattern, it is the set of the positions from which the rest is known to fit. When a match is
 * found, the states are walked back: on the right side each position was reached from the first one of the state before that leads to
 * it, on the left side a position goes on to the first one of its list that is in the next state. That is the very way that PCRE2 would
 * have gone, and so are the groups that begin and end on it.
 *
 * What has no such automaton (possessive and atomic parts, look-arounds over several symbols) or too large a one is left to PCRE2. */
#ifndef ASC_AUTOMATON_H
#define ASC_AUTOMATON_H

#include "knowledge/matcher.h"

enum { ASC_AUTOMATON_POSITIONS = 1024, ASC_AUTOMATON_CLASSES = 254, ASC_AUTOMATON_GUARDS = 8, ASC_TRAIL = ASC_WINDOW + 2 };

enum { ASC_LINE = 64 }; /* bytes of a line of the cache */

/* Of the ways back from a state, as many are remembered. */
enum { ASC_AUTOMATON_WAYS = 8 };

/* Groups begin at tag 2g and end at tag 2g + 1; the last tag stands where the match ends, if what follows is only looked at. */
enum { ASC_TAG_END = 2 * ASC_GROUPS, ASC_TAGS, ASC_TAGS_BEGIN = 0x555555 };

/* What may follow a position. Position 0 is the start; target 0 is the end of the pattern. */
struct asc_follow {
    uint16_t target;
    uint16_t guard; /* index into `guard`: the conditions that must hold */
    uint32_t tags;  /* bits: what is passed on the way */
};

/* What is known of the way back from a position whatever the states were: `steps` from it stands `position` and, where the last of these
 * steps is taken, `tags` are passed. */
struct asc_jump {
    uint32_t tags;
    uint16_t position;
    uint8_t steps; /* 0: there are several ways */
    bool quiet;    /* no way passes any tags */
};

struct asc_automaton_state {
    uint32_t first, count; /* positions, in `list`; or the first word in `word` */
    uint32_t seen;         /* the conditions that the last symbol meets */
    uint32_t hash;
    bool rest; /* nothing happens any more before the edge */
};

struct asc_automaton {
    /* what every walk asks, in one line of the cache */
    _Alignas(ASC_LINE) bool left;
    bool looks;              /* symbols differ in `sight` */
    uint8_t sight_behind[2]; /* of the edge, of the cut */
    uint8_t column_behind[2];
    uint32_t classes;       /* the last two are the edge of the frame, and where the window cuts it */
    uint32_t states;        /* state 0 is none */
    uint32_t start, second; /* second: behind the trigger, 0: something is to be done there */
    uint16_t *cell;         /* [states][1 + classes] the transitions, behind one that is never made; 0: not made yet */
    uint64_t *way;          /* [states][ASC_AUTOMATON_WAYS] ways back that were found: see automaton.c */
    struct asc_jump *jump;  /* [positions] */
    uint8_t column_of[256]; /* by symbol: where in a row its cells are; 0: nowhere yet */
    uint8_t sight[256];     /* by symbol: those that meet the same of `near` have one number */
    uint8_t class_of[256];  /* symbols that the side does not tell apart have one class */
    uint32_t named;         /* bits: the groups that there are */
    /* the pattern */
    uint32_t positions, words;             /* words: of 64 bits, for a set of positions */
    uint64_t *takes;                       /* [classes][words] */
    struct asc_follow *follow;             /* [first[positions]] */
    uint32_t *first;                       /* [positions + 1], into `follow` */
    uint8_t *stays;                        /* [positions] takes any symbol and then, first of all, the next one */
    uint32_t guard[ASC_AUTOMATON_GUARDS];  /* sets of conditions; the first is empty */
    uint32_t guards, edges;                /* edges: bits of the guards that hold at the edge only */
    uint64_t *before;                      /* [guards][positions][words] left: which positions a position may follow */
    uint64_t *after;                       /* [guards][words] left: the positions that may follow any */
    uint32_t meets[ASC_AUTOMATON_CLASSES]; /* conditions, by class */
    uint32_t near, kept;                   /* the conditions on the symbol that is read next, and on the one that was read last */
    /* what was made of it so far */
    uint8_t columns, column[ASC_AUTOMATON_CLASSES]; /* by class: where in a row its cells are; 0: nowhere yet */
    uint32_t *index;                                /* hash table of states */
    uint16_t *list;                                 /* right */
    uint64_t *word;                                 /* left: a set of positions and, by guard, of those that one of them may follow */
    uint8_t *mark;                                  /* [positions] */
    struct asc_automaton_state *state;
    uint32_t lists, indexes, cell_room, state_room, list_room, word_room, way_room;
    size_t used, *all_used; /* bytes; of all automata of a matcher */
};

/* What was read: the state before each symbol, for asc_automaton_trace(). */
struct asc_trail {
    const uint8_t *symbol; /* the trigger's */
    uint32_t count;        /* symbols from there on */
    uint32_t steps;        /* symbols of the match */
    uint32_t rest;         /* from here on the state was the same */
    bool cut;
    uint16_t state[ASC_TRAIL];
};

/* The automaton for a side: NULL when it has none, or memory ran out. The bytes that its states take are added to *used. */
struct asc_automaton *asc_automaton_new(const char *pattern, bool left, size_t *used);
void asc_automaton_free(struct asc_automaton *automaton);

/* Gives back the states that were made; NULL is welcome. */
void asc_automaton_forget(struct asc_automaton *automaton);

/* Parses a pattern into an automaton without states; false when it has none. */
bool asc_automaton_parse(struct asc_automaton *automaton, const char *pattern);

/* Reads `count` symbols (at most ASC_WINDOW + 1) from the trigger at `symbol` away from it; `cut` says that the frame goes on behind them.
 * 1 found, 0 not, -1 when memory ran out. */
int asc_automaton_match(struct asc_automaton *automaton, const uint8_t *symbol, uint32_t count, bool cut, struct asc_trail *trail);

/* The groups of the match that was found: bits of those that took part. *end gets where the match ends or, on the left side, begins. `at` is the
 * trigger's position. */
uint32_t asc_automaton_trace(const struct asc_automaton *automaton, const struct asc_trail *trail, uint32_t at, struct asc_span group[ASC_GROUPS],
                             uint32_t *end);

#endif
