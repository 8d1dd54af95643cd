/* Where results go: standard output, or a file that appears whole or not at all. */
#ifndef ASC_OUTPUT_H
#define ASC_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct asc_output {
    FILE *file;
    char *path;      /* NULL for standard output */
    char *temporary; /* what is renamed to `path`; NULL when it has no name, or `path` itself is written */
    int number;      /* the descriptor */
    bool nameless;   /* is given a name at the end, so that a run that is killed leaves nothing */
    bool closed_pipe;
    int problem; /* errno of the first write that failed, 0 else */
};

/* Opens standard output (`path` NULL) or a file. Returns an exit code, and says what is wrong: ASC_EXIT_CREATE. */
int asc_output_open(struct asc_output *output, const char *path);

/* False when it cannot be written; nothing more is written then. */
bool asc_output_write(struct asc_output *output, const char *bytes, size_t len);
bool asc_output_flush(struct asc_output *output);

/* Closes it. The file gets its name when `keep`. Returns an exit code, and says what is wrong: ASC_EXIT_WRITE. A closed pipe is nothing
 * wrong. */
int asc_output_close(struct asc_output *output, bool keep);

/* Makes a folder and those above it. Returns an exit code, and says what is wrong. */
int asc_make_folder(const char *path);

#endif
