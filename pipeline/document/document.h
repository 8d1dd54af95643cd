/* The document and its layers: what flows through the stages.
 *
 *   bytes → read → text, fields                    (asc_document)
 *         → segment → blocks, tokens, sentences, quotations
 *         → gazetteer → readings                   (names of the tables found in the tokens)
 *         → names → mentions
 *         → quotes → attributions
 *         → resolve → entities; mentions and attributions know theirs
 *         → write → tables
 *
 * Every layer is an array in the document's arena. Positions are bytes of `text` or indexes of another layer,
 * always half-open ranges; [T] tokens, [S] sentences, [B] blocks, [Q] quotations, [R] readings, [M] mentions,
 * [A] attributions, [E] entities. */
#ifndef ASC_DOCUMENT_H
#define ASC_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "document/arena.h"

#define ASC_NONE UINT32_MAX /* no such token, mention, entity ... */

/* How a stage ended. */
enum asc_result {
    ASC_OK = 0,
    ASC_NO_MEMORY, /* the arena or the system is full; the document is lost, the run goes on */
    ASC_DEFECT,    /* a condition that the code excludes: a bug of ours */
};

/* A document's fate, the column `status`. */
enum asc_fate {
    ASC_FATE_OK,
    ASC_FATE_REPAIRED,
    ASC_FATE_EMPTY,
    ASC_FATE_LIMITED,
    ASC_FATE_UNSUPPORTED,
    ASC_FATE_TOO_LARGE,
    ASC_FATE_UNREADABLE,
    ASC_FATE_MALFORMED,
};

/* The stages in their order; a document remembers the last one that is done. */
enum asc_stage {
    ASC_STAGE_NONE,
    ASC_STAGE_READ,
    ASC_STAGE_SEGMENT,
    ASC_STAGE_GAZETTEER,
    ASC_STAGE_NAMES,
    ASC_STAGE_QUOTES,
    ASC_STAGE_RESOLVE,
};

struct asc_span {
    uint32_t begin, end;
};

enum asc_type {
    ASC_TYPE_NONE,
    ASC_PERSON,
    ASC_ORGANIZATION,
    ASC_PLACE,
    ASC_GROUP,
    ASC_EVENT,
    ASC_WORK,
    ASC_WEAPON,
    ASC_TYPES,
};

enum asc_block_type {
    ASC_BLOCK_TITLE,
    ASC_BLOCK_BYLINE,
    ASC_BLOCK_DATELINE,
    ASC_BLOCK_BODY,
    ASC_BLOCK_CAPTION,
    ASC_BLOCK_BOILERPLATE,
};

/* A run of lines that belong together. A blank line always ends one; a single line break does unless the line was
 * wrapped softly. */
struct asc_block {
    uint32_t begin, end;       /* bytes */
    uint32_t token, token_end; /* [T] */
    uint32_t paragraph;        /* from 1 */
    uint8_t type;              /* enum asc_block_type */
    bool skipped;              /* left out of mentions, entities and quotes */
};

/* What can be read off a token's letters. */
enum asc_shape {
    ASC_SHAPE_CAPITAL = 1 << 0,   /* begins with an upper-case letter */
    ASC_SHAPE_UPPER = 1 << 1,     /* two or more letters, all upper case */
    ASC_SHAPE_LOWER = 1 << 2,     /* begins with a lower-case letter */
    ASC_SHAPE_MIXED = 1 << 3,     /* an upper-case letter after a lower-case one: eBay, McDonald */
    ASC_SHAPE_DIGIT = 1 << 4,     /* begins with a digit */
    ASC_SHAPE_PUNCT = 1 << 5,     /* no letter, no digit */
    ASC_SHAPE_INITIAL = 1 << 6,   /* one upper-case letter, with its full stop if it has one */
    ASC_SHAPE_DOTS = 1 << 7,      /* full stops inside: U.S., p.m. */
    ASC_SHAPE_FINAL_DOT = 1 << 8, /* ends with a full stop that belongs to it */
    ASC_SHAPE_LINK = 1 << 9,      /* an address: URL, e-mail, handle */
    ASC_SHAPE_OPENS = 1 << 10,    /* is a quotation mark that opens a quotation of the layer */
    ASC_SHAPE_CLOSES = 1 << 11,   /* ... that closes one */
    ASC_SHAPE_STARTS = 1 << 12,   /* first word of its sentence, quotation marks and bullets aside */
    ASC_SHAPE_HARD = 1 << 13,     /* a hard line break stands before: no name crosses it */
    ASC_SHAPE_GLUED = 1 << 14,    /* no white space before */
    ASC_SHAPE_HEADLINE = 1 << 15, /* stands in a line of capitals or of title case: its capital says nothing */
};

struct asc_token {
    uint64_t key;        /* hash of the folded form: see knowledge/fold.h */
    uint32_t begin, end; /* bytes */
    uint32_t set;        /* its word classes as settled: an index for asc_set() of the knowledge */
    uint16_t shape;      /* enum asc_shape */
    uint16_t spare;
};

struct asc_sentence {
    uint32_t begin, end;       /* bytes */
    uint32_t token, token_end; /* [T] */
    uint32_t block;            /* [B] */
};

/* A pair of quotation marks, or one of a pair whose other half is missing. */
struct asc_quotation {
    uint32_t open, close; /* [T] the marks; `open` may be a missing mark's neighbour, `close` the end of the paragraph */
    uint32_t parent;      /* [Q] the quotation around it, or ASC_NONE */
    uint32_t next;        /* [Q] its continuation in the next paragraph, or ASC_NONE */
    uint32_t words;       /* tokens inside that are no punctuation */
    bool open_missing, close_missing;
    bool continues; /* continues one of the paragraph before */
};

/* A name of the tables that stands in the text, with one of its meanings. */
struct asc_reading {
    uint32_t token, token_end; /* [T] */
    uint32_t entry;            /* of the knowledge: see asc_entry() */
    uint8_t weak;              /* this form must not match without other evidence */
};

enum asc_level { ASC_LEVEL_NAME, ASC_LEVEL_NOMINAL, ASC_LEVEL_PRONOUN };

enum asc_method { ASC_METHOD_GAZETTEER, ASC_METHOD_RULE, ASC_METHOD_ALIAS, ASC_METHOD_COREFERENCE, ASC_METHOD_INPUT };

struct asc_mention {
    uint32_t begin, end;       /* bytes */
    uint32_t token, token_end; /* [T] */
    uint32_t entity;           /* [E], after resolve */
    uint32_t entry;            /* of the knowledge, or ASC_NONE */
    uint32_t sentence;         /* [S] */
    uint32_t block;            /* [B] */
    uint32_t rule;             /* of the knowledge, or ASC_NONE */
    int32_t sum;               /* evidence, in hundredths of a logit */
    uint8_t type, level, method;
    uint8_t confidence; /* per cent */
    char gender;        /* 'm', 'f' or 0 */
    bool plural;
};

enum asc_quote_kind { ASC_KIND_DIRECT, ASC_KIND_INDIRECT, ASC_KIND_MIXED };
enum asc_modality { ASC_ASSERTED, ASC_NEGATED, ASC_HYPOTHETICAL };

enum asc_act {
    ASC_ACT_STATEMENT,
    ASC_ACT_QUESTION,
    ASC_ACT_DENIAL,
    ASC_ACT_ACCUSATION,
    ASC_ACT_PROMISE,
    ASC_ACT_THREAT,
    ASC_ACT_ORDER,
    ASC_ACT_BELIEF,
    ASC_ACT_INTENTION,
    ASC_ACT_REPORT,
    ASC_ACT_PRAISE,
    ASC_ACT_CRITICISM,
    ASC_ACTS
};

/* How the speaker was found, the column `resolution`; from ASC_RESOLUTION_UNKNOWN on, why not. */
enum asc_resolution {
    ASC_RESOLUTION_NAME,
    ASC_RESOLUTION_ALIAS,
    ASC_RESOLUTION_ROLE,
    ASC_RESOLUTION_PRONOUN,
    ASC_RESOLUTION_CARRIED,
    ASC_RESOLUTION_COLLECTIVE,
    ASC_RESOLUTION_ANONYMOUS,
    ASC_RESOLUTION_DOCUMENT,
    ASC_RESOLUTION_AUTHOR,
    ASC_RESOLUTION_UNKNOWN, /* unknown:no-source */
    ASC_RESOLUTION_NO_ANTECEDENT,
    ASC_RESOLUTION_AMBIGUOUS,
    ASC_RESOLUTIONS
};

enum { ASC_PIECES = 12 }; /* most pieces that one content has */

struct asc_attribution {
    struct asc_span piece[ASC_PIECES]; /* bytes, in text order, inside the outer marks */
    uint8_t pieces;
    uint8_t kind, act, modality, resolution;
    uint8_t confidence;                      /* per cent */
    struct asc_span source, cue, addressee;  /* bytes; begin == end when there is none */
    struct asc_span said_on;                 /* bytes: the words that say when */
    uint32_t source_token, source_token_end; /* [T] */
    uint32_t cue_token, cue_token_end;       /* [T] */
    uint32_t cue_entry;                      /* of the knowledge's cues, or ASC_NONE */
    uint32_t parent;                         /* [A] the attribution whose content holds this one */
    uint32_t speaker, addressee_entity;      /* [E] */
    uint32_t sentence;                       /* [S] of its first piece */
    uint32_t rule;
    int32_t sum; /* evidence of the attribution; of the speaker in speaker_sum */
    int32_t speaker_sum;
};

struct asc_entity {
    uint32_t mention;     /* [M] the first one */
    uint32_t entry;       /* of the knowledge, or ASC_NONE */
    struct asc_span name; /* bytes of the fullest form in the document */
    struct asc_span role; /* bytes of the description that the text gives, or empty */
    uint32_t mentions;
    uint32_t affiliation; /* [E] or ASC_NONE */
    uint8_t type, level;
    char gender; /* 'm', 'f' or 0 */
    bool plural;
    bool anonymous;
};

/* A field of the input that is carried to the tables. */
struct asc_field {
    const char *name, *value;
};

struct asc_document {
    struct asc_arena arena;
    const char *id, *path, *url, *title, *date; /* "" when there is none */
    const char *line_of;                        /* "FILE:LINE" for messages */
    const char *text;                           /* UTF-8, NUL-terminated; immutable once read */
    uint32_t len;                               /* bytes */
    uint32_t repaired;                          /* bytes that were replaced by U+FFFD */
    bool ascii;                                 /* offsets are code points already */
    uint8_t fate;                               /* enum asc_fate */
    uint8_t through;                            /* enum asc_stage: the last stage that is done */
    const char *reason;                         /* why the fate is not ok; "" else */
    char sha256[65];

    struct asc_field *field; /* kept fields, in the order of --keep */
    uint32_t fields;
    const char *extra; /* raw JSON members of an annotated line that are not ours: `"k":v,"l":w` or "" */

    struct asc_block *block;
    uint32_t blocks, block_room;
    struct asc_token *token;
    uint32_t tokens, token_room;
    struct asc_sentence *sentence;
    uint32_t sentences, sentence_room;
    struct asc_quotation *quotation;
    uint32_t quotations, quotation_room;
    struct asc_reading *reading;
    uint32_t readings, reading_room;
    struct asc_mention *mention;
    uint32_t mentions, mention_room;
    struct asc_attribution *attribution;
    uint32_t attributions, attribution_room;
    struct asc_entity *entity;
    uint32_t entities, entity_room;
    bool all_blocks; /* page furniture is read like the article; survives the reset */

    struct asc_matcher *matcher; /* compiled rules and their scratch memory; survives the reset */
    struct asc_trace *trace;     /* where candidates are recorded for `explain`; NULL else */
};

/* Prepares a document whose arena holds at most `limit` bytes. */
void asc_document_init(struct asc_document *doc, size_t limit);

/* Forgets the text and every layer; keeps the arena's memory, the matcher and the trace. */
void asc_document_reset(struct asc_document *doc);

/* Gives everything back; the matcher stays with whoever lent it. */
void asc_document_release(struct asc_document *doc);

/* The bytes of a token. */
static inline const char *asc_token_text(const struct asc_document *doc, const struct asc_token *token)
{
    return doc->text + token->begin;
}

/* The first token from `t` on, before `end`, whose `spare` has one of `bits`; `end` when none has. Four are tested at once, since few
 * have. */
static inline uint32_t asc_token_having(const struct asc_document *doc, uint32_t t, uint32_t end, unsigned bits)
{
    const struct asc_token *token = doc->token + t;
    for (; end - t >= 4; t += 4, token += 4) {
        if ((token[0].spare | token[1].spare | token[2].spare | token[3].spare) & bits) {
            break;
        }
    }
    for (; t < end && !(token->spare & bits); t++, token++) {
    }
    return t;
}

/* The sentence that holds byte `at`, or ASC_NONE; binary search. */
uint32_t asc_sentence_at(const struct asc_document *doc, uint32_t at);

/* The first quotation that does not open before token `token` (doc->quotations when all do); binary search. */
uint32_t asc_quotation_from(const struct asc_document *doc, uint32_t token);

/* The first of the first `mentions` mentions that does not begin before token `token` (`mentions` when all do); binary search. */
uint32_t asc_mention_from(const struct asc_document *doc, uint32_t mentions, uint32_t token);

/* Is what an attribution holds a question in somebody's own words? */
bool asc_attribution_asks(const struct asc_document *doc, const struct asc_attribution *attribution);

/* The block that holds byte `at`, or ASC_NONE. */
uint32_t asc_block_at(const struct asc_document *doc, uint32_t at);

/* The first token that ends after byte `at` (doc->tokens when none does). */
uint32_t asc_token_at(const struct asc_document *doc, uint32_t at);

/* Is the block left out of mentions, entities and quotes? */
static inline bool asc_block_skipped(const struct asc_block *block)
{
    return block->skipped;
}

/* Is it of the article's own text: of its body, not left out, and not empty? */
static inline bool asc_block_is_text(const struct asc_block *block)
{
    return block->type == ASC_BLOCK_BODY && !asc_block_skipped(block) && block->token_end > block->token;
}

/* The words of the contract for the enumerations. */
const char *asc_type_name(unsigned type);
const char *asc_fate_name(unsigned fate);
const char *asc_block_name(unsigned type);
const char *asc_level_name(unsigned level);
const char *asc_method_name(unsigned method);
const char *asc_kind_name(unsigned kind);
const char *asc_modality_name(unsigned modality);
const char *asc_act_name(unsigned act);
const char *asc_resolution_name(unsigned resolution);
const char *asc_stage_name(unsigned stage);

/* The index of `word` (len bytes) in one of the lists above, e.g. asc_word_index(asc_type_name, ASC_TYPES, ...);
 * -1 when it is none. */
int asc_word_index(const char *(*name)(unsigned), unsigned count, const char *word, size_t len);

#endif
