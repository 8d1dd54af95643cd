#include "knowledge/problems.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 1024, RECENT = 4096 };

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
    size_t need = problems->len + strlen(file) + strlen(place) + strlen(what) + 8;
    char *text = realloc(problems->text, need);
    if (!text) {
        problems->count++;
        return;
    }
    problems->text = text;
    int len = snprintf(text + problems->len, need - problems->len, "%s:%s %s\n", file, place, what);
    const char *near = text + (problems->len > RECENT ? problems->len - RECENT : 0), *same = strstr(near, text + problems->len);
    bool again = same < text + problems->len && (same == text || same[-1] == '\n');
    if (len < 0 || again) { /* a definition is read wherever it is used */
        text[problems->len] = '\0';
        return;
    }
    problems->count++;
    problems->len += (size_t)len;
}

void asc_problems_release(struct asc_problems *problems)
{
    free(problems->text);
    *problems = (struct asc_problems){0};
}
