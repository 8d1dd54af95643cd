/* The commands. Each returns an exit code of the contract and prints what is wrong to standard error. */
#ifndef ASC_COMMANDS_H
#define ASC_COMMANDS_H

#include "knowledge/knowledge.h"
#include "run/options.h"

/* The knowledge of a run; `base` is the one whose names it borrows, or NULL. */
struct asc_opened {
    struct asc_knowledge *known, *base;
};

/* Opens the knowledge that the options ask for: the default, or --knowledge, with --rules and --gazetteer added. Returns an exit
 * code; says what is wrong when that is not ASC_EXIT_OK. */
int asc_opened_open(struct asc_opened *opened, const struct asc_options *options);
void asc_opened_close(struct asc_opened *opened);

int asc_run_tables(const struct asc_options *options);    /* a table, or -o DIR; speakers --merge */
int asc_run_annotate(const struct asc_options *options);  /* documents with their layers */
int asc_run_explain(const struct asc_options *options);   /* why, for people; --candidates: for programs */
int asc_run_gazetteer(const struct asc_options *options); /* compile, lookup, check */
int asc_run_rules(const struct asc_options *options);     /* check */

/* Prints `ascribe: ` and the message to standard error. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void asc_complain(const char *format, ...);

/* Prints every problem as `ascribe: FILE:LINE:COLUMN: ...`. */
void asc_complain_of(const struct asc_problems *problems);

/* Says what is wrong with the command line; returns ASC_EXIT_USAGE. */
int asc_misused(const char *what);

#endif
