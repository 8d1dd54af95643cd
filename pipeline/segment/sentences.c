/* Ends of sentences: every mark that could end one is a candidate, weighed by its neighbours. */
#include <string.h>

#include "evidence/evidence.h"
#include "knowledge/matcher.h"
#include "segment/segment.h"

/* A list's marker: "1.", "2)", "a.", "3.)", "• 9." */
struct marker {
    uint32_t after;  /* [T] behind it */
    uint32_t number; /* 1 for 1 or a; 0: a bullet alone */
    char style;      /* '.' or ')' */
};

static char byte_of(const struct asc_document *doc, uint32_t t)
{
    return doc->text[doc->token[t].begin];
}

static uint32_t number_of(const struct asc_document *doc, const struct asc_token *token)
{
    const char *at = asc_token_text(doc, token);
    uint32_t len = token->end - token->begin, number = 0;
    if (token->shape & ASC_SHAPE_FINAL_DOT) {
        len--;
    }
    if (len == 1 && *at >= 'a' && *at <= 'z') {
        return (uint32_t)(*at - 'a') + 1;
    }
    for (uint32_t i = 0; i < len && len < 4; i++) {
        if (at[i] < '0' || at[i] > '9') {
            return 0;
        }
        number = number * 10 + (uint32_t)(at[i] - '0');
    }
    return number;
}

/* Reads a marker at `t`; false when there is none. */
static bool read_marker(const struct asc_document *doc, uint32_t t, uint32_t end, struct marker *marker)
{
    bool glued = t + 1 < end && (doc->token[t + 1].shape & ASC_SHAPE_GLUED), dot = doc->token[t].shape & ASC_SHAPE_FINAL_DOT;
    uint32_t number = t + 1 < end && (glued || dot) ? number_of(doc, doc->token + t) : 0;
    if (number && dot && !glued) {
        *marker = (struct marker){t + 1, number, '.'}; /* "a.", its full stop already taken in */
        return true;
    }
    if (!number || t + 2 >= end || !glued) {
        return false;
    }
    char next = byte_of(doc, t + 1);
    bool closed = doc->token[t + 2].shape & ASC_SHAPE_GLUED;
    if (next == '.' && byte_of(doc, t + 2) == ')' && closed) {
        *marker = (struct marker){t + 3, number, ')'};
        return t + 3 < end;
    }
    if ((next == '.' || next == ')') && !closed) {
        *marker = (struct marker){t + 2, number, next};
        return true;
    }
    return false;
}

enum { DATELINE = 16 };

/* The state of one block. */
struct splitter {
    const struct asc_knowledge *known;
    struct asc_document *doc;
    uint32_t block, begin, end; /* [T] */
    uint32_t list;              /* number of the list's last marker, 0 outside lists */
    char style;
    uint32_t guarded; /* [T]: no sentence ends before it (a marker's full stop) */
    uint32_t closed;  /* [T] behind the closing marks that were skipped last */
};

/* Where the text begins behind a dateline: "QUITO, March 3 (AP) — Rain fell", "Quito, March 3 (AP) Rain fell", "QUITO: Rain fell"; `first` when
 * there is none. */
static uint32_t behind_dateline(const struct splitter *s, uint32_t first, uint32_t last)
{
    const struct asc_token *token = s->doc->token;
    uint32_t end = last - first > DATELINE ? first + DATELINE : last;
    bool agency = false, upper = token[first].shape & ASC_SHAPE_UPPER, dated = false;
    if (first != s->begin || !(token[first].shape & ASC_SHAPE_CAPITAL)) {
        return first;
    }
    for (uint32_t t = first + 1; t + 1 < end; t++) {
        bool dash = asc_is(s->known, token + t, ASC_CLASS_DASH) || asc_is(s->known, token + t, ASC_CLASS_HYPHEN);
        bool colon = upper && asc_is(s->known, token + t, ASC_CLASS_COLON);
        if ((dash && !(token[t].shape & ASC_SHAPE_GLUED) && (agency || upper)) || colon) {
            return t + 1;
        }
        if (agency && dated && (token[t].shape & ASC_SHAPE_CAPITAL) && asc_is(s->known, token + t - 1, ASC_CLASS_RPAREN)) {
            return t;
        }
        if (token[t].shape & ASC_SHAPE_LOWER) {
            return first;
        }
        agency |= asc_is(s->known, token + t, ASC_CLASS_RPAREN);
        dated |= asc_is(s->known, token + t, ASC_CLASS_NUMBER) || (token[t].shape & ASC_SHAPE_DIGIT);
    }
    return first;
}

static void mark_start(struct asc_document *doc, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t < last; t++) {
        if (!(doc->token[t].shape & ASC_SHAPE_PUNCT)) {
            doc->token[t].shape |= ASC_SHAPE_STARTS;
            return;
        }
    }
}

static bool add_sentence(struct splitter *s, uint32_t first, uint32_t last)
{
    struct asc_document *doc = s->doc;
    if (first >= last) {
        return true;
    }
    if (!ASC_ROOM(&doc->arena, doc->sentence, doc->sentences, doc->sentence_room)) {
        return false;
    }
    doc->sentence[doc->sentences++] = (struct asc_sentence){
        .begin = doc->token[first].begin, .end = doc->token[last - 1].end, .token = first, .token_end = last, .block = s->block};
    mark_start(doc, first, last);
    mark_start(doc, behind_dateline(s, first, last), last);
    return true;
}

/* One of several full stops with spaces between: ". . ." */
static bool is_spaced_dot(const struct splitter *s, uint32_t t)
{
    const struct asc_token *token = s->doc->token + t;
    bool dot = (token->shape & ASC_SHAPE_PUNCT) && byte_of(s->doc, t) == '.';
    bool before = t > s->begin && (token[-1].shape & ASC_SHAPE_PUNCT) && byte_of(s->doc, t - 1) == '.';
    bool behind = t + 1 < s->end && (token[1].shape & ASC_SHAPE_PUNCT) && byte_of(s->doc, t + 1) == '.';
    return dot && (before || behind);
}

/* What kind of mark may end a sentence at `t`; NULL when none does. */
static const char *end_mark(const struct splitter *s, uint32_t t)
{
    const struct asc_token *token = s->doc->token + t;
    if (token->shape & ASC_SHAPE_FINAL_DOT) {
        bool may_end = asc_is(s->known, token, ASC_CLASS_ABBREV_END);
        return (token->shape & ASC_SHAPE_INITIAL)          ? "initial"
               : may_end                                   ? "abbreviation-end"
               : asc_is(s->known, token, ASC_CLASS_ABBREV) ? "abbreviation"
                                                           : "dots";
    }
    if (!(token->shape & ASC_SHAPE_PUNCT)) {
        return NULL;
    }
    switch (byte_of(s->doc, t)) {
    case '.': return token->end - token->begin > 1 ? "ellipsis" : "stop";
    case '!': return "bang";
    case '?': return "ask";
    default: return asc_is(s->known, token, ASC_CLASS_ELLIPSIS) ? "ellipsis" : asc_is(s->known, token, ASC_CLASS_ASK) ? "ask" : NULL;
    }
}

/* Closing marks and brackets, and more marks that end sentences, stay with the sentence that they close. */
static uint32_t skip_closers(struct splitter *s, uint32_t t)
{
    const struct asc_document *doc = s->doc;
    t = t < s->closed ? s->closed : t; /* a mark among them, with the same end */
    while (t < s->end) {
        const struct asc_token *token = doc->token + t;
        bool closes = (token->shape & ASC_SHAPE_CLOSES) || asc_is(s->known, token, ASC_CLASS_RPAREN);
        bool glued_end = (token->shape & ASC_SHAPE_GLUED) && (asc_is(s->known, token, ASC_CLASS_ASK) || asc_is(s->known, token, ASC_CLASS_BANG));
        bool spaced_dots = byte_of(doc, t) == '.' && (token->shape & ASC_SHAPE_PUNCT);
        if (!closes && !glued_end && !spaced_dots) {
            break;
        }
        t++;
    }
    s->closed = t;
    return t;
}

/* Small words that are capitalised nowhere but at a start: "The", "He", "Did". */
/* clang-format off */
#define STARTERS(X)                                                                                                    \
    X(DET) X(DEM) X(POSS) X(PRON_SUBJ) X(WH) X(SUB) X(PREP) X(BE) X(DO) X(HAVE) X(MODAL) X(BUT) X(AND) X(ADV_CLOSED)   \
    X(PRON_OTHER) X(ADV)
/* clang-format on */

/* What stands behind, as the word of a feature. */
static const char *shape_after(const struct splitter *s, uint32_t t)
{
    const struct asc_token *token = s->doc->token + t;
    if (token->shape & ASC_SHAPE_OPENS) {
        bool capital = t + 1 < s->end && (s->doc->token[t + 1].shape & (ASC_SHAPE_CAPITAL | ASC_SHAPE_DIGIT));
        return capital ? "opens-capital" : "opens-lower";
    }
    if (token->shape & ASC_SHAPE_PUNCT) {
        bool money = asc_is(s->known, token, ASC_CLASS_CURRENCY) && t + 1 < s->end && (token[1].shape & ASC_SHAPE_DIGIT);
        return money                                       ? "digit"
               : asc_is(s->known, token, ASC_CLASS_LPAREN) ? "bracket"
               : asc_is(s->known, token, ASC_CLASS_BULLET) ? "bullet"
               : asc_is(s->known, token, ASC_CLASS_DASH)   ? "dash"
                                                           : "mark";
    }
    if (token->shape & ASC_SHAPE_LINK) {
        return "link";
    }
    if (token->shape & ASC_SHAPE_CAPITAL) {
        struct asc_classes set = asc_classes_of(s->known, token->set);
        if (asc_classes_has(set, ASC_CLASS_PRON_I) && asc_classes_has(set, ASC_CLASS_PRON_SUBJ)) {
            return "i"; /* has its capital everywhere */
        }
        static const struct asc_classes starters = ASC_CLASSES_OF(STARTERS);
        return asc_classes_meet(set, starters) ? "starter" : asc_classes_has(set, ASC_CLASS_COMMON) ? "capital-common" : "capital";
    }
    return token->shape & ASC_SHAPE_DIGIT ? "digit" : "lower";
}

/* Does a cue stand before the next punctuation, so that what begins here may be "Senator Ana Diaz said"? */
static bool cue_follows(const struct splitter *s, uint32_t t)
{
    for (uint32_t end = t + 12; t < s->end && t < end && !(s->doc->token[t].shape & ASC_SHAPE_PUNCT); t++) {
        if ((s->doc->token[t].spare & ASC_WORD_CUE) && !(s->doc->token[t].shape & ASC_SHAPE_CAPITAL) &&
            asc_classes_meet(asc_classes_of(s->known, s->doc->token[t].set), s->known->verbal)) {
            return true;
        }
    }
    return false;
}

/* Behind an hour or a company's suffix the next word decides: "5 p.m. People left", "5 p.m. Monday", "Acme Inc. Luis stayed". */
static void weigh_abbreviation(const struct splitter *s, uint32_t t, uint32_t next, struct asc_evidence *e)
{
    const struct asc_token *token = s->doc->token + t, *behind = s->doc->token + next;
    uint32_t sentences = s->doc->sentences, begin = sentences ? s->doc->sentence[sentences - 1].token_end : 0;
    bool leads = t < begin + 3; /* "At 5 a.m. Ana left" */
    bool hour = asc_is(s->known, token, ASC_CLASS_TIME) && !leads, suffix = asc_is(s->known, token, ASC_CLASS_ORG_SUFFIX);
    if (!(token->shape & ASC_SHAPE_FINAL_DOT) || !(behind->shape & ASC_SHAPE_CAPITAL) || !(hour || suffix)) {
        return;
    }
    bool date = asc_is(s->known, behind, ASC_CLASS_WEEKDAY) || asc_is(s->known, behind, ASC_CLASS_MONTH) ||
                asc_is(s->known, behind, ASC_CLASS_DIRECTION) || (behind->shape & ASC_SHAPE_UPPER);
    bool given = asc_is(s->known, behind, ASC_CLASS_GIVEN_M) || asc_is(s->known, behind, ASC_CLASS_GIVEN_F);
    asc_evidence_fixed(e, ASC_F_END_SHAPE, 0, hour ? "hour" : "suffix", date ? "date" : given ? "given" : "capital");
}

/* A full stop behind a common word ends a sentence of those who write no capitals. */
static bool follows_common_word(const struct splitter *s, uint32_t t)
{
    const struct asc_token *token = s->doc->token + t;
    return t > s->begin && (token[-1].shape & ASC_SHAPE_LOWER) && !(token[-1].shape & ASC_SHAPE_DOTS) && (token->shape & ASC_SHAPE_PUNCT) &&
           (token->shape & ASC_SHAPE_GLUED) && asc_is(s->known, token - 1, ASC_CLASS_COMMON);
}

/* Weighs whether a sentence ends with the mark at `t`, the next one beginning at `next`. */
static bool ends_here(const struct splitter *s, uint32_t t, const char *mark, uint32_t next)
{
    const struct asc_document *doc = s->doc;
    struct asc_evidence e;
    asc_evidence_start(&e, s->known, asc_matcher_weights(doc->matcher), 0);
    const char *shape = shape_after(s, next);
    bool closed = next > t + 1 && (doc->token[next - 1].shape & ASC_SHAPE_CLOSES);
    asc_evidence_add(&e, ASC_F_END_BIAS, 0, 0);
    asc_evidence_fixed(&e, ASC_F_END_MARK, 0, mark, NULL);
    asc_evidence_fixed(&e, ASC_F_END_SHAPE, 0, mark, shape);
    weigh_abbreviation(s, t, next, &e);
    bool word = !closed && (doc->token[next].shape & ASC_SHAPE_LOWER) && follows_common_word(s, t);
    if (closed || word) {
        asc_evidence_fixed(&e, ASC_F_END_SHAPE, 0, closed ? "closed" : "word", shape);
        if (cue_follows(s, next)) {
            asc_evidence_fixed(&e, ASC_F_END_SHAPE, 0, "closed-cue", mark);
        }
    }
    if (doc->token[next].shape & ASC_SHAPE_GLUED && !closed) {
        asc_evidence_fixed(&e, ASC_F_END_SHAPE, 0, "glued", shape);
    }
    if (t > s->begin && asc_is(s->known, doc->token + t - 1, ASC_CLASS_LPAREN)) {
        asc_evidence_fixed(&e, ASC_F_END_SHAPE, 0, "in-brackets", NULL);
    }
    return asc_evidence_sum(&e) > 0;
}

/* Is `t` inside brackets that stand within the sentence "(He worked there.) at"? */
static bool before_lower_bracket(const struct splitter *s, uint32_t t, uint32_t next)
{
    return next > t + 1 && asc_is(s->known, s->doc->token + next - 1, ASC_CLASS_RPAREN) && (s->doc->token[next].shape & ASC_SHAPE_LOWER);
}

/* A bullet begins or continues a list; the number behind it is part of the marker. */
static bool continues_bullets(struct splitter *s, uint32_t t)
{
    struct marker marker;
    if (!asc_is(s->known, s->doc->token + t, ASC_CLASS_BULLET) || !asc_is(s->known, s->doc->token + s->begin, ASC_CLASS_BULLET)) {
        return false;
    }
    if (read_marker(s->doc, t + 1, s->end, &marker)) {
        s->guarded = marker.after;
    }
    return t > s->begin;
}

/* A list goes on at `t`: the next number in the same style, or a bullet. */
static bool continues_list(struct splitter *s, uint32_t t)
{
    struct marker marker;
    bool glued = t > s->begin && (s->doc->token[t].shape & ASC_SHAPE_GLUED);
    bool after_bullet = t > s->begin && asc_is(s->known, s->doc->token + t - 1, ASC_CLASS_BULLET);
    if (continues_bullets(s, t)) {
        return true;
    }
    if (glued || after_bullet || !read_marker(s->doc, t, s->end, &marker)) {
        return false;
    }
    if (s->list ? marker.number != s->list + 1 || marker.style != s->style : t != s->begin) {
        return false;
    }
    s->list = marker.number;
    s->style = marker.style;
    s->guarded = marker.after;
    return t > s->begin;
}

/* The next token from `t` on at which a sentence may end or an item of a list begin. */
static uint32_t next_candidate(const struct splitter *s, uint32_t t)
{
    return asc_token_having(s->doc, t, s->end, ASC_SIGN_ITEM | ASC_SIGN_END);
}

static enum asc_result split_block(struct splitter *s)
{
    uint32_t first = s->begin;
    for (uint32_t t = next_candidate(s, s->begin); t < s->end; t = next_candidate(s, t + 1)) {
        if ((s->doc->token[t].spare & ASC_SIGN_ITEM) && continues_list(s, t)) {
            if (!add_sentence(s, first, t)) {
                return ASC_NO_MEMORY;
            }
            first = t;
        }
        const char *mark = t < s->guarded ? NULL : end_mark(s, t);
        if (!mark) {
            continue;
        }
        uint32_t next = skip_closers(s, t + 1);
        mark = is_spaced_dot(s, t) ? "ellipsis" : mark;
        if (next < s->end && !before_lower_bracket(s, t, next) && ends_here(s, t, mark, next)) {
            if (!add_sentence(s, first, next)) {
                return ASC_NO_MEMORY;
            }
            first = next;
            t = next - 1;
        }
    }
    return add_sentence(s, first, s->end) ? ASC_OK : ASC_NO_MEMORY;
}

enum asc_result asc_segment_sentences(const struct asc_knowledge *known, struct asc_document *doc)
{
    for (uint32_t b = 0; b < doc->blocks; b++) {
        struct splitter s = {.known = known, .doc = doc, .block = b, .begin = doc->block[b].token, .end = doc->block[b].token_end};
        enum asc_result result = split_block(&s);
        if (result != ASC_OK) {
            return result;
        }
    }
    return ASC_OK;
}
