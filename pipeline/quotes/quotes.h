/* quotes: tokens, quotations and mentions → attributions. */
#ifndef ASC_QUOTES_H
#define ASC_QUOTES_H

#include "document/document.h"
#include "evidence/evidence.h"
#include "knowledge/knowledge.h"
#include "knowledge/matcher.h"
#include "quotes/traits.h"

/* The stage. Reads every layer before it; writes the layer attribution, ordered by their first piece. */
enum asc_result asc_quotes_run(const struct asc_knowledge *known, struct asc_document *doc);

/* --- what the parts of the stage share --------------------------------------------------------------------------- */

enum { ASC_UNITS = 1024 };

/* What one symbol of a frame stands for. */
enum asc_unit { ASC_UNIT_WORD, ASC_UNIT_MENTION, ASC_UNIT_CUE, ASC_UNIT_QUOTATION };

/* How a quotation looks: traits. */
struct asc_marks {
    uint8_t letters, close, speech, words;
};

/* The next comma, word that joins ("and"), quotation and place for a cut from a unit on; the frame's count when there is none. */
struct asc_ahead {
    uint16_t comma, link, quotation, cut;
};

/* A clause-like stretch: a sentence whose quotations count as one symbol each, or one inside a quotation. Its units stand one
 * behind the other without gaps. Before the first unit and behind the last one stands what is no unit: no set, an edge. */
struct asc_frame_of_units {
    uint32_t *token;  /* [count + 1] where each unit begins, and the last one ends [T] */
    uint32_t *set;    /* [count] for the rules; when described [-1 to count] */
    uint32_t *refers; /* [count] of a quotation [Q], of a cue its use; not set for others */
    uint8_t *unit;    /* [count] enum asc_unit */
    /* set when a rule has matched: */
    struct asc_codes *codes; /* [-1 to count] */
    struct asc_marks *marks; /* [count] of quotations */
    struct asc_ahead *ahead; /* [count + 1] */
    uint8_t *cut;            /* [count] where the sentence could be cut: see asc_cut_name() */
    bool described;
    uint32_t count;
    uint32_t sentence; /* [S] where it begins */
    uint32_t block;    /* [B] */
    uint32_t inside;   /* [Q] the quotation around it, or ASC_NONE */
};

/* A possible attribution. */
struct asc_quote_candidate {
    struct asc_attribution attribution; /* spans and cue; not yet resolved */
    uint32_t trigger;                   /* [T] the cue's token: one attribution a cue */
    uint32_t sentence;
    int32_t sum;
    bool won;
    struct asc_evidence *kept; /* for the trace only, else NULL */
};

/* The state of one document. */
struct asc_quoting {
    const struct asc_knowledge *known;
    struct asc_document *doc;
    struct asc_quote_tables *tables;
    struct asc_frame_of_units frame;
    uint32_t *label; /* [B] the end of the label that begins a block, a colon or a letter, or ASC_NONE; NULL when the page is no transcript */
    struct asc_quote_candidate *candidate;
    uint32_t candidates, room;
    bool failed, cut;
};

/* Builds the frames of the document one after the other and calls `visit` for each. */
void asc_quotes_frames(struct asc_quoting *quoting, void (*visit)(struct asc_quoting *));

/* Does a match take for what was said what cannot be that? */
bool asc_quotes_misread(const struct asc_quoting *quoting, const struct asc_match *match);

/* Finds the labels of speakers, if the page is a transcript. False when memory ran out. */
bool asc_quotes_labels(struct asc_quoting *quoting);

/* The token behind the time with which a block begins, the block's first one when it begins with none. */
uint32_t asc_quotes_behind_time(const struct asc_quoting *quoting, const struct asc_block *block);

/* Ends quotations that nothing closes where they say who speaks. */
void asc_quotes_end_unclosed(const struct asc_quoting *quoting);

/* The words among the tokens, which are all but marks. */
uint32_t asc_quotes_words(const struct asc_document *doc, uint32_t token, uint32_t token_end);

/* Adds the paragraphs without marks that are speech to the quotations of the document; false when out of memory. */
bool asc_quotes_set_off(struct asc_quoting *quoting);

/* Adds what others posted and the page holds to the layer; false when out of memory. */
bool asc_quotes_posts(struct asc_quoting *quoting);

/* Does a verb that takes a quotation begin at a token? Its words end before `limit`. */
bool asc_quotes_begins_speech(const struct asc_quoting *quoting, uint32_t token, uint32_t limit);

/* The block behind the last one of the speech whose label begins a block. */
uint32_t asc_quotes_label_end(const struct asc_quoting *quoting, uint32_t block);

/* Tries the rules on the current frame and adds candidates. */
void asc_quotes_propose(struct asc_quoting *quoting);

/* The use of a cue that a unit of the current frame is; NULL when it is none. */
static inline const struct asc_cue_use *asc_quotes_cue(const struct asc_quoting *quoting, uint32_t unit)
{
    bool is_cue = quoting->frame.unit[unit] == ASC_UNIT_CUE;
    return is_cue ? ASC_SECTION_OF(&quoting->known->image[0], CUE_USES, asc_cue_use) + quoting->frame.refers[unit] : NULL;
}

/* A number of words or units as the value of a trait. */
uint8_t asc_step_of(uint32_t words);

/* Finds for the units of the current frame what the weighing asks again and again. */
void asc_quotes_describe(struct asc_quoting *quoting);

/* The code of the cut at a unit that is a mark, a joining word or a quotation; 0 when it is none. */
uint8_t asc_quotes_cut(const struct asc_quoting *quoting, uint32_t unit);

/* The cuts that a match runs over, ends at, and has between its source and its cue. */
void asc_quotes_find_cuts(const struct asc_frame_of_units *frame, const struct asc_match *match, struct asc_cuts cuts[ASC_CUT_SIDES]);

/* The evidence for a match of the current frame, which has been described, as an attribution of a kind. When `evidence` is not
 * NULL, the features are kept there. */
int32_t asc_quotes_weigh(struct asc_quoting *quoting, const struct asc_match *match, enum asc_quote_kind kind, struct asc_evidence *evidence);

/* Chooses among the candidates and writes the layer. */
enum asc_result asc_quotes_choose(struct asc_quoting *quoting);

/* Quotations that no cue claimed: pieces of the attribution before them, or contents whose source is to be found. */
enum asc_result asc_quotes_float(struct asc_quoting *quoting);

/* The quotation directly within `inside` that opens at a token, or ASC_NONE. Quotations are ordered by their opening mark. */
uint32_t asc_quotation_at(const struct asc_document *doc, uint32_t token, uint32_t inside);

/* Is the quotation a sentence of its own, or several? */
bool asc_stands_alone(const struct asc_document *doc, const struct asc_quotation *quotation);

/* The piece of a quotation: inside its marks. */
struct asc_span asc_quotation_span(const struct asc_document *doc, const struct asc_quotation *quotation);

/* Adds a quotation to the pieces of an attribution, and its continuations in the following paragraphs up to one with a cue of its own. */
void asc_add_quotation(const struct asc_quoting *q, struct asc_attribution *attribution, uint32_t quotation);

#endif
