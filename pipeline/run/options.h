/* The command line, read once into one structure. */
#ifndef ASC_OPTIONS_H
#define ASC_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "read/read.h"
#include "write/write.h"

enum asc_command { ASC_COMMAND_TABLE, ASC_COMMAND_ALL, ASC_COMMAND_ANNOTATE, ASC_COMMAND_EXPLAIN, ASC_COMMAND_GAZETTEER, ASC_COMMAND_RULES };

enum { ASC_LIST = 64 }; /* most values that a repeated option takes */

/* Exit codes of the contract. */
enum asc_exit {
    ASC_EXIT_OK = 0,
    ASC_EXIT_SOME_FAILED = 1,
    ASC_EXIT_USAGE = 2,
    ASC_EXIT_DATA = 65,
    ASC_EXIT_DEFECT = 70,
    ASC_EXIT_MEMORY = 71,
    ASC_EXIT_CREATE = 73,
    ASC_EXIT_WRITE = 74
};

struct asc_options {
    enum asc_command command;
    enum asc_table_kind table;
    const char *output; /* -o, NULL for standard output */
    int jobs;
    struct asc_read_options read;
    struct asc_write_options write;
    enum asc_stage from, until; /* ASC_STAGE_NONE when not given */
    const char *gazetteer[ASC_LIST];
    unsigned gazetteers;
    const char *rules[ASC_LIST];
    unsigned rule_files;
    const char *keep[ASC_LIST];
    unsigned keeps;
    const char *knowledge; /* replaces the default; NULL for the default */
    bool all_blocks, merge, quiet, candidates, explain, sources;
    int color;                  /* -1 auto, 0 never, 1 always */
    const char *const *operand; /* [operands] files; sub-commands and their operands of gazetteer and rules */
    size_t operands;

    void *context, *table_of_popt; /* popt owns the operands */
    char *value[4 * ASC_LIST];     /* [values] of the options: what the members above point to */
    unsigned values;
    uint64_t given; /* bits of the options that were given, by their place in the table */
};

/* Reads the arguments; `options` may be moved no more. Returns -1 to go on, else the exit code (help and version were printed, or
 * what is wrong was said). */
int asc_options_read(int count, const char **argument, struct asc_options *options);
void asc_options_release(struct asc_options *options);

/* The words that can stand first on the command line; NULL beyond the last. */
const char *asc_command_word(unsigned index);

/* The changes (a letter more, less, another, two swapped) that make one word of the other; 3 when there are more than two. */
unsigned asc_edit_distance(const char *left, const char *right);

#endif
