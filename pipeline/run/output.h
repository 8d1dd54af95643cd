/* One file of output: written beside its place and renamed when it is whole; or standard output. */
#ifndef ASC_OUTPUT_H
#define ASC_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct asc_output {
    FILE *file;
    char *path, *temporary; /* NULL for standard output */
    bool failed;            /* something could not be written: nothing more is */
    bool gone;              /* whoever read standard output has had enough */
};

/* Opens the file `path`, or standard output when that is NULL or "-". Returns ASC_EXIT_OK, or the exit code after saying what is wrong;
 * then nothing has to be closed. */
int asc_output_open(struct asc_output *output, const char *path);

/* Writes bytes; says what is wrong when that fails. False when it failed now or before. */
bool asc_output_put(struct asc_output *output, const char *bytes, size_t len);

/* Flushes; gives the file its name when `keep` and all was written, else removes it. Returns an exit code after saying what is
 * wrong; a closed pipe is nothing to speak of. */
int asc_output_close(struct asc_output *output, bool keep);

#endif
