/* What is wrong with files of knowledge: every problem of a run, as `file:line:column: what is wrong and what to do`. */
#ifndef ASC_PROBLEMS_H
#define ASC_PROBLEMS_H

#include <stdbool.h>
#include <stddef.h>

struct asc_problems {
    char *text; /* one line a problem, NUL-terminated; NULL when there is none */
    size_t len;
    unsigned count;
};

/* Adds a line. `line` and `column` count from 1; 0 leaves them out. */
#if defined(__GNUC__)
__attribute__((format(printf, 5, 6)))
#endif
void asc_problem(struct asc_problems *problems, const char *file, size_t line, size_t column, const char *format, ...);

void asc_problems_release(struct asc_problems *problems);

#endif
