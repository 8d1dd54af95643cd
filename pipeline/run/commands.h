/* The commands. Each returns an exit code of the contract and prints what is wrong to standard error. */
#ifndef ASC_COMMANDS_H
#define ASC_COMMANDS_H

#include "knowledge/knowledge.h"
#include "run/options.h"

/* The knowledge that the options ask for: the default, or --knowledge, with --rules and --gazetteer added; NULL after saying what
 * is wrong, with the exit code in *code. */
struct asc_knowledge *asc_run_knowledge(const struct asc_options *options, int *code);

int asc_run_tables(const struct asc_options *options);    /* a table, or -o DIR */
int asc_run_annotate(const struct asc_options *options);  /* documents with their layers */
int asc_run_explain(const struct asc_options *options);   /* why, for people; --candidates: for programs */
int asc_run_gazetteer(const struct asc_options *options); /* compile, lookup, import, check */
int asc_run_rules(const struct asc_options *options);     /* check */
int asc_run_merge(const struct asc_options *options);     /* speakers --merge */

/* Prints `ascribe: ` and the message to standard error. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void asc_complain(const char *format, ...);

#endif
