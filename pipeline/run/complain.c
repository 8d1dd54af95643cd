/* Telling what is wrong. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "run/commands.h"

void asc_complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    flockfile(stderr);
    (void)fputs("ascribe: ", stderr);
    (void)vfprintf(stderr, format, args);
    (void)fputc('\n', stderr);
    funlockfile(stderr);
    va_end(args);
}

void asc_complain_of(const struct asc_problems *problems)
{
    const char *line = problems->text ? problems->text : "";
    while (*line) {
        int len = (int)strcspn(line, "\n");
        asc_complain("%.*s", len, line);
        line += len + (line[len] != '\0');
    }
}

int asc_misused(const char *what)
{
    if (what) {
        asc_complain("%s", what);
    }
    (void)fputs("Try `ascribe --help`.\n", stderr);
    return ASC_EXIT_USAGE;
}
