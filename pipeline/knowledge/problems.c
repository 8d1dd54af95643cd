#include "knowledge/problems.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 1024 };

void asc_problem(struct asc_problems *problems, const char *file, size_t line, size_t column, const char *format, ...)
{
    char place[64] = "", what[LINE];
    if (line && column) {
        (void)snprintf(place, sizeof place, "%zu:%zu:", line, column);
    } else if (line) {
        (void)snprintf(place, sizeof place, "%zu:", line);
    }
    va_list args;
    va_start(args, format);
    (void)vsnprintf(what, sizeof what, format, args);
    va_end(args);
    problems->count++;
    size_t need = problems->len + strlen(file) + strlen(place) + strlen(what) + 8;
    char *text = realloc(problems->text, need);
    if (!text) {
        return;
    }
    problems->text = text;
    problems->len += (size_t)snprintf(text + problems->len, need - problems->len, "%s:%s %s\n", file, place, what);
}

void asc_problems_release(struct asc_problems *problems)
{
    free(problems->text);
    *problems = (struct asc_problems){0};
}
