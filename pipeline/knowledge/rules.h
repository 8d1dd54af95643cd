/* The language of rules, compiled: patterns over word classes become PCRE2 patterns over symbols.
 *
 * rules/README.md describes the language. A kind of rules ("rules names") maps every set of classes to one of at most
 * 253 symbols: sets that no test of these rules can tell apart share one (when
 * that is not enough, sets that few words have join the most similar one). Per rule it is computed which symbols can
 * stand directly before and after the trigger, so that most trials end before PCRE2 is called. */
#ifndef ASC_RULES_H
#define ASC_RULES_H

#include "knowledge/build.h"

/* A rule as read, until the sets are known. */
struct asc_rule_source {
    uint32_t file, name, trigger, pattern, needs, form, yes, no; /* strings */
    uint32_t line, pattern_line, column;
    uint8_t kind, type;
    bool macro; /* a `define` */
};

/* Reads a file of rules. */
void asc_rules_read(struct asc_builder *builder, const char *path, const char *text, size_t size);

/* Gives every word that a pattern names literally a number, before the sets are made. */
void asc_rules_literals(struct asc_builder *builder);

/* Compiles all rules into the sections RULES, SYMBOLS and SYMBOL_BYTES. */
bool asc_rules_compile(struct asc_builder *builder, struct asc_vector *rules, struct asc_vector *maps, struct asc_vector *bytes);

/* The set of the symbol of a cue in a given form. */
uint32_t asc_build_cue_set(struct asc_builder *builder, const struct asc_cue *cue, uint32_t forms);

#endif
