/* ascribe: who is in a news article, and who said what. The public interface of libascribe.
 *
 *   knowledge   opened once, shared by all threads; never changes while annotators use it
 *   annotator   one a thread; reads one text after the other and holds what was found in the last
 *
 *     struct ascribe_knowledge *known = ascribe_knowledge_default(NULL);
 *     struct ascribe_annotator *annotator = ascribe_annotator_new(known, 0);
 *     if (ascribe_annotate(annotator, text, len) == ASCRIBE_OK) {
 *         struct ascribe_quote quote;
 *         for (size_t i = 0; ascribe_quote_get(annotator, i, &quote); i++) { ... }
 *     }
 *     ascribe_annotator_free(annotator);
 *     ascribe_knowledge_close(known);
 *
 * All text is UTF-8. Spans are half-open ranges of bytes into ascribe_text(), which is not the caller's text where that was
 * damaged; ascribe_characters() makes code points of them. Numbers of things count from 0, in the order of the text. Words such as types
 * and kinds are those of the tables' columns, NUL-terminated, and live as long as the program. There is no global state. */
#ifndef ASCRIBE_H
#define ASCRIBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ASCRIBE_NONE UINT32_MAX /* no such mention, entity or quote */

enum ascribe_result {
    ASCRIBE_OK = 0,
    ASCRIBE_NO_MEMORY, /* the system's, or the annotator's limit: the text is too large or too intricate */
    ASCRIBE_DEFECT,    /* a bug of ours */
};

struct ascribe_knowledge;
struct ascribe_annotator;

/* Why something failed: one line or more, `FILE:LINE:COLUMN: what is wrong and what to do`; cut to the room there is. */
struct ascribe_error {
    char text[1024];
};

/* A range of bytes of ascribe_text(); begin == end when there is none. */
struct ascribe_span {
    uint32_t begin, end;
};

/* A string that need not end with a NUL; `text` is never NULL. It lives until the annotator's next text. */
struct ascribe_string {
    const char *text;
    size_t len; /* bytes */
};

struct ascribe_mention {
    struct ascribe_span span;
    const char *type;    /* PERSON, ORGANIZATION, PLACE, GROUP, EVENT, WORK, WEAPON */
    const char *level;   /* name, nominal, pronoun */
    const char *method;  /* gazetteer, rule, alias, coreference, input */
    uint32_t entity;     /* what it means, or ASCRIBE_NONE */
    unsigned confidence; /* per cent */
};

struct ascribe_entity {
    const char *type;           /* as for mentions; "" when it is unknown */
    const char *id;             /* of the gazetteer, or "" */
    const char *kb_id;          /* of another knowledge base, such as geonames:98182, or "" */
    struct ascribe_string name; /* the gazetteer's, else the fullest form in the text */
    struct ascribe_string role; /* what the text, else the gazetteer, says that it is; may be empty */
    uint32_t first_mention;     /* a mention */
    uint32_t mentions;          /* how many */
};

enum { ASCRIBE_PIECES = 12 }; /* most pieces of one quote */

struct ascribe_quote {
    struct ascribe_span piece[ASCRIBE_PIECES]; /* the content, in the order of the text, inside the outer marks */
    unsigned pieces;
    const char *kind;                /* direct, indirect, mixed */
    const char *act;                 /* statement, question, denial ... */
    const char *modality;            /* asserted, negated, hypothetical */
    const char *resolution;          /* how the speaker was found, or unknown:REASON */
    const char *rule;                /* that proposed it, or "" */
    struct ascribe_span source, cue; /* the words that say who says it, and that signal saying */
    uint32_t speaker;                /* an entity, or ASCRIBE_NONE */
    uint32_t addressee;              /* an entity, or ASCRIBE_NONE */
    uint32_t parent;                 /* the quote whose content holds this one, or ASCRIBE_NONE */
    unsigned confidence;             /* per cent */
};

/* The version of the library, such as "0.1.0". */
const char *ascribe_version(void);

/* --- knowledge ---------------------------------------------------------------------------------------------------------- */

/* The knowledge inside the library. NULL when there is no memory. `error` may be NULL. The caller closes it. */
struct ascribe_knowledge *ascribe_knowledge_default(struct ascribe_error *error);

/* Knowledge from a file that `ascribe gazetteer compile` made, or from a folder of tables and rules, which is compiled now. NULL when it
 * cannot be read, is damaged or wrong. `error` may be NULL. The caller closes it. */
struct ascribe_knowledge *ascribe_knowledge_open(const char *path, struct ascribe_error *error);

/* Adds the names of a table (TSV) or compiled file; they win over those that are there. No annotator may be using the knowledge.
 * False when the file cannot be read or is wrong: the knowledge is as before. `error` may be NULL. */
bool ascribe_knowledge_add_names(struct ascribe_knowledge *knowledge, const char *path, struct ascribe_error *error);

/* Frees it; no annotator may use it any more. NULL is welcome. */
void ascribe_knowledge_close(struct ascribe_knowledge *knowledge);

/* --- annotating ----------------------------------------------------------------------------------------------------------- */

/* An annotator that spends at most `memory` bytes on a text; 0 means 4 GB. A text costs up to 16 times its bytes. The knowledge is
 * borrowed. NULL when there is no memory. The caller frees it. */
struct ascribe_annotator *ascribe_annotator_new(const struct ascribe_knowledge *knowledge, size_t memory);

/* Reads `len` bytes of text, which are copied, and forgets the text before. Bytes that are no UTF-8 and NULs become U+FFFD; a
 * byte-order mark is dropped. After a failure there is no text and nothing in it. */
enum ascribe_result ascribe_annotate(struct ascribe_annotator *annotator, const char *text, size_t len);

/* Frees it; NULL is welcome. */
void ascribe_annotator_free(struct ascribe_annotator *annotator);

/* The text as it was read, NUL-terminated; *len gets its bytes unless `len` is NULL. It lives until the annotator's next text. */
const char *ascribe_text(const struct ascribe_annotator *annotator, size_t *len);

/* The text's fate: ok, repaired, empty, limited. */
const char *ascribe_status(const struct ascribe_annotator *annotator);

/* The code points before a byte of the text; all of them for bytes beyond its end. */
uint32_t ascribe_characters(const struct ascribe_annotator *annotator, uint32_t byte);

/* Gives one thing that was found; false, and nothing is written, when there are no more than `index`. */
bool ascribe_mention_get(const struct ascribe_annotator *annotator, size_t index, struct ascribe_mention *mention);
bool ascribe_entity_get(const struct ascribe_annotator *annotator, size_t index, struct ascribe_entity *entity);
bool ascribe_quote_get(const struct ascribe_annotator *annotator, size_t index, struct ascribe_quote *quote);

#ifdef __cplusplus
}
#endif

#endif
