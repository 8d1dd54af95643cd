/* What the readers of other people's lists make: rows of ours, and a tally of what was left out and why.
 *
 *   asc_import_entry, asc_import_form ..., asc_import_attribute ... | the next asc_import_entry
 *
 * Entries that follow each other with the same id and type become one row with all their forms. */
#ifndef ASC_IMPORT_ROW_H
#define ASC_IMPORT_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document/document.h"
#include "run/options.h"
#include "run/output.h"
#include "write/buffer.h"

enum { ASC_IMPORT_FORMS = 512, ASC_IMPORT_TALLIES = 64, ASC_IMPORT_REASON = 96 };

/* A word of a foreign list for one of our types. */
struct asc_import_type {
    const char *word;
    unsigned type; /* enum asc_type */
};

/* One reason for leaving something out. */
struct asc_import_tally {
    char why[ASC_IMPORT_REASON];
    uint64_t count, line; /* line: of the first one */
    bool form;            /* a form of a name, not the whole entry */
};

struct asc_import_form {
    size_t at, len; /* of forms */
    bool weak, latin;
};

struct asc_import {
    const struct asc_options *options;
    struct asc_output output;
    struct asc_buffer out; /* rows on their way */
    const char *path;      /* of the list that is being read */
    uint64_t line;         /* from 1 */
    uint64_t written;      /* rows of this list */
    uint64_t total;        /* rows of all lists */
    bool failed;           /* something could not be read; the rest was */
    bool no_memory;
    struct asc_import_tally tally[ASC_IMPORT_TALLIES];
    unsigned tallies;
    /* the entry at hand */
    bool open;
    uint64_t begun; /* its line */
    unsigned type;
    struct asc_buffer id, forms, attributes, kb;
    struct asc_import_form form[ASC_IMPORT_FORMS];
    unsigned form_count;
    char country[2];
};

/* Starts an entry, and writes the one before if it is another. `id` is cleaned: no white space. */
void asc_import_entry(struct asc_import *import, unsigned type, const char *id);

/* Adds a form of the name: the first is the name unless it is in letters that are not Latin. Forms that a table cannot hold are left
 * out and tallied. */
void asc_import_form(struct asc_import *import, const char *text, size_t len, bool weak);

void asc_import_attribute(struct asc_import *import, const char *key, const char *text, size_t len);
void asc_import_kb(struct asc_import *import, const char *base, const char *id);

/* A country of two letters; anything else is passed over. */
void asc_import_country(struct asc_import *import, const char *text, size_t len);

/* Counts an entry that is left out, or a form of one; at most ASC_IMPORT_TALLIES reasons are told apart. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
void asc_import_skip(struct asc_import *import, bool form, const char *format, ...);

/* The same for something that is wrong, so that the exit code says so. */
void asc_import_bad(struct asc_import *import, const char *why);

/* Writes the last entry. False when the output cannot be written. */
bool asc_import_end(struct asc_import *import);

void asc_import_release(struct asc_import *import);

/* An id of a type and a name: "organization/world-health-organization". */
void asc_import_slug(struct asc_buffer *out, unsigned type, const char *name, size_t len);

/* The type of a word in a list that ends with NULL; 0 when it is not there. */
unsigned asc_import_type_of(const struct asc_import_type *types, const char *word, size_t len);

#endif
