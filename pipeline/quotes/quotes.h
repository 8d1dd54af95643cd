/* quotes: tokens, quotations and mentions → attributions. */
#ifndef ASC_QUOTES_H
#define ASC_QUOTES_H

#include "document/document.h"
#include "evidence/evidence.h"
#include "knowledge/knowledge.h"
#include "knowledge/matcher.h"

/* The stage. Reads every layer before it; writes the layer attribution, ordered by their first piece. */
enum asc_result asc_quotes_run(const struct asc_knowledge *known, struct asc_document *doc);

/* --- what the parts of the stage share --------------------------------------------------------------------------- */

enum { ASC_UNITS = 1024 };

/* What begins where a sentence could be cut. */
/* clang-format off */
#define ASC_CUT_LIST(X)                                                                                               \
    X(NONE, "none") X(SUBJECT_CUE, "subject-cue") X(PRONOUN, "pronoun") X(CLAUSE, "clause") X(NOUN, "noun")            \
    X(CUE_ING, "cue-ing") X(ING, "ing") X(VERB, "verb") X(WHO, "who") X(AS, "as") X(SUB, "sub") X(THAT, "that")        \
    X(TO, "to") X(PHRASE, "phrase") X(PREP, "prep") X(ADV, "adv") X(QUOTE, "quote") X(OTHER, "other")
/* clang-format on */

enum asc_cut {
#define X(NAME, TEXT) ASC_CUT_##NAME,
    ASC_CUT_LIST(X)
#undef X
        ASC_CUTS
};

/* One symbol of a frame: a token, or a mention, a cue of several words, a whole quotation. */
struct asc_unit {
    uint32_t token, token_end; /* [T] */
    uint32_t set;              /* for the rules */
    uint32_t quotation;        /* [Q] or ASC_NONE */
    uint32_t mention;          /* [M] or ASC_NONE */
    uint32_t cue;              /* of the knowledge, or ASC_NONE */
    uint32_t forms;            /* bits of enum asc_cue_form */
};

/* A clause-like stretch: a sentence whose quotations count as one symbol each, or one inside a quotation. */
struct asc_frame_of_units {
    struct asc_unit *unit;       /* [count] */
    struct asc_classes *classes; /* [count] of each unit's set */
    uint16_t *commas, *ands;     /* [count + 1] units of that kind before this one */
    uint8_t *cut;                /* [count] see clauses.c */
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
    struct asc_unit *unit;       /* [ASC_UNITS] of the current frame */
    uint32_t *set;               /* [ASC_UNITS] */
    struct asc_classes *classes; /* [ASC_UNITS] */
    uint16_t *commas, *ands;     /* [ASC_UNITS + 1] */
    uint8_t cut_at[ASC_UNITS];
    struct asc_frame_of_units frame;
    uint32_t *label;  /* [B] the colon behind the label that begins a block, or ASC_NONE; NULL when the page is no transcript */
    uint32_t mention; /* [M] the first mention that is not before the frame */
    struct asc_quote_candidate *candidate;
    uint32_t candidates, room;
    bool failed, cut;
};

/* Builds the frames of the document one after the other and calls `visit` for each. */
void asc_quotes_frames(struct asc_quoting *quoting, void (*visit)(struct asc_quoting *));

/* Finds the labels of speakers, if the page is a transcript. False when memory ran out. */
bool asc_quotes_labels(struct asc_quoting *quoting);

/* The block behind the last one of the speech whose label begins a block. */
uint32_t asc_quotes_label_end(const struct asc_quoting *quoting, uint32_t block);

/* Tries the rules on the current frame and adds candidates. */
void asc_quotes_propose(struct asc_quoting *quoting);

/* The features of a candidate that a match of the current frame proposes. */
void asc_quotes_weigh(struct asc_quoting *quoting, const struct asc_match *match, const struct asc_quote_candidate *candidate,
                      struct asc_evidence *evidence);

/* Finds where the current frame could be cut. */
void asc_quotes_cuts(struct asc_quoting *quoting);

/* The features of a match that have to do with that, with quotations that it leaves out, and with the ends of its source. */
void asc_quotes_weigh_clauses(const struct asc_quoting *quoting, const struct asc_match *match, struct asc_evidence *evidence);

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

/* Adds a quotation and its continuations in the following paragraphs to the pieces of an attribution. */
void asc_add_quotation(const struct asc_document *doc, struct asc_attribution *attribution, uint32_t quotation);

#endif
