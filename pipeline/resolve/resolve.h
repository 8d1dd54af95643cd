/* resolve: mentions → entities; sources → speakers. */
#ifndef ASC_RESOLVE_H
#define ASC_RESOLVE_H

#include "document/document.h"
#include "evidence/evidence.h"
#include "knowledge/knowledge.h"
#include "resolve/index.h"

/* The stage. Reads every layer before it; writes the layer entity, gives every mention its entity, adds mentions (nominal,
 * pronoun) for the sources that are no names, and gives every attribution its speaker. */
enum asc_result asc_resolve_run(const struct asc_knowledge *known, struct asc_document *doc);

/* --- what the parts of the stage share --------------------------------------------------------------------------- */

/* What is remembered of an entity while resolving. */
struct asc_person {
    uint64_t first, last, whole; /* keys of the first and last word of the fullest form, chain of all */
    uint64_t father;             /* of three words and more, the key of the last but one: "Luis Vega García" is called Vega; 0 for a given name */
    uint32_t token, words;       /* [T] where the fullest form begins; how many words it has */
    uint32_t recent;             /* [M] its latest mention so far */
    uint32_t asked;              /* the last question (asc_speaking.questions) that was asked of it */
    struct asc_sorts shows;      /* what the text shows it to be, */
    struct asc_sorts told;       /* and what the tables tell of a person, */
    bool read;                   /* once all of that was read */
};

struct asc_resolving {
    const struct asc_knowledge *known;
    struct asc_document *doc;
    struct asc_person *person; /* [entities], beside doc->entity */
    size_t scratch;            /* what the arena holds from here on is not needed behind the stage */
    struct asc_index *index;   /* entities by what names them */
    bool failed;
};

/* Makes entities of the mentions that are names. */
void asc_resolve_names(struct asc_resolving *resolving);

/* Finds what the text says a person is. */
void asc_resolve_roles(struct asc_resolving *resolving);

/* Finds whether a person is a man or a woman, as far as anything tells, and whom "Mrs. Diaz" means; the roles are known by then. */
void asc_resolve_genders(struct asc_resolving *resolving);

/* Finds the speaker of every attribution. */
void asc_resolve_speakers(struct asc_resolving *resolving);

/* The first token of a mention's name: titles that were taken into it ("Mr. Diaz") are no part of a person's name. */
uint32_t asc_resolve_after_titles(const struct asc_resolving *resolving, const struct asc_mention *mention);

/* The key of a name of one type, under which the index has its words (ASC_INDEX_WORD, of persons the first and the last) and all of
 * them (ASC_INDEX_WHOLE): it is no name of another type. */
uint64_t asc_resolve_typed(unsigned type, uint64_t key);

/* The key of the letters of an acronym, without its full stops (ASC_INDEX_ACRONYM). */
uint64_t asc_resolve_letters(const struct asc_document *doc, const struct asc_token *token);

/* Walks the persons of a surname, the newest first. */
struct asc_index_walk asc_resolve_surname(const struct asc_resolving *resolving, uint64_t surname);
uint32_t asc_resolve_next_of_surname(const struct asc_resolving *resolving, struct asc_index_walk *walk, uint64_t surname);

/* Makes an entity known by a key. */
void asc_resolve_add_key(struct asc_resolving *resolving, enum asc_index_kind kind, uint64_t key, uint32_t entity);

/* Makes an entity of a mention; returns its number, ASC_NONE when out of memory. */
uint32_t asc_resolve_entity(struct asc_resolving *resolving, uint32_t mention);

/* Adds a mention that is no name (level nominal or pronoun), keeping nothing in order; returns its number. */
uint32_t asc_resolve_mention(struct asc_resolving *resolving, uint32_t token, uint32_t token_end, unsigned type, unsigned level, uint32_t entity);

#endif
