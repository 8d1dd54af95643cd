/* gazetteer: tokens → readings, the names of the tables that stand in the text. */
#ifndef ASC_GAZETTEER_H
#define ASC_GAZETTEER_H

#include "document/document.h"
#include "knowledge/knowledge.h"

/* The stage. Reads token and block; writes the layer reading, ordered by token: at each token the longest name that begins there,
 * with all its meanings, a user's before ours. */
enum asc_result asc_gazetteer_run(const struct asc_knowledge *known, struct asc_document *doc);

/* One form of a name and where it ends, found by asc_gazetteer_longest(). */
struct asc_name_match {
    uint32_t token_end;                            /* [T]; 0 when nothing was found */
    const struct asc_chain_slot *slot[ASC_IMAGES]; /* [known->images], if one was found; NULL where it does not list the form */
};

/* Finds the longest name of the tables that begins at a token and does not cross `end` or a hard line break; false when there is none. */
bool asc_gazetteer_longest(const struct asc_knowledge *known, const struct asc_document *doc, uint32_t token, uint32_t end,
                           struct asc_name_match *match);

#endif
