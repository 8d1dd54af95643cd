/* Pronouns and descriptions without a name → whom they mean: everybody named or described shortly before is weighed. */
#include "resolve/speaking.h"

#include <string.h>

#include "document/fold.h"
#include "knowledge/matcher.h"

/* Whom one looks at: the last NAMED mentions of the right kind among the last WALK, and the last ones described. Two whose evidence
 * differs by less than AS_GOOD are equally good. */
enum { NAMED = 24, WALK = 96, LEAD_WALK = 8, AS_GOOD = 15, NOUNS = 2, SUBJECT_WORDS = 4, FACING = 4, NEAR = 2, FAR = 40 };

struct candidate {
    uint32_t entity, /* ASC_NONE for two persons named together, and for somebody whom only a noun describes */
        token, token_end, sentence, block;
    uint32_t beside; /* [E] whom "and" joins behind: "| Ana Diaz | and Luis Vega"; else ASC_NONE */
    bool subject;    /* the first of its sentence */
    bool quoted;     /* stands inside a quotation */
    bool noun;       /* described by a noun alone, */
    char gender;     /* that this tells, */
    uint8_t type;    /* and what it is */
};

struct weighing {
    struct asc_speaking *s;
    const struct asc_attribution *a;
    uint32_t at, head, sentence; /* the source begins at `at`; `head` is its noun */
    enum asc_referring what;
    char gender;
    bool quoted;         /* the source stands inside a quotation */
    enum asc_fit placed; /* is the candidate at hand of the country that the noun is told with? */
    struct candidate candidate[NAMED + ASC_DESCRIBED + NOUNS + 1];
    unsigned candidates;
};

static const char *const referring[] = {"he-she", "they", "it", "person-noun", "body-noun", "pair"};

static bool is(const struct weighing *w, uint32_t t, unsigned class)
{
    return asc_token_has(w->s->r, t, class);
}

/* Is it a pronoun for a person of the gender that is looked for: "she", "her"? */
static bool is_pronoun(const struct weighing *w, uint32_t t)
{
    return (is(w, t, ASC_CLASS_PRON_HE) || is(w, t, ASC_CLASS_PRON_SHE) || is(w, t, ASC_CLASS_POSS)) && asc_speaking_gender(w->s->r, t) == w->gender;
}

/* Can a word of this kind mean an entity of this type? */
static bool suits(enum asc_referring what, unsigned type, bool plural)
{
    switch (what) {
    case ASC_HE_SHE:
    case ASC_PERSON_NOUN: return type == ASC_PERSON && !plural;
    case ASC_THEY: return type == ASC_ORGANIZATION || type == ASC_GROUP || plural;
    case ASC_BODY_NOUN: return type == ASC_ORGANIZATION;
    case ASC_PAIR: return false; /* no single one */
    default: return (type == ASC_ORGANIZATION || type == ASC_PLACE) && !plural;
    }
}

/* Is the mention the first of its kind in its sentence, alone or joined to it by "and", and so rather its subject? In a sentence that opens
 * with a preposition it is the first that acts, if one does: "Asked by Ana Diaz, Luis Vega said". */
static bool leads_sentence(const struct weighing *w, uint32_t mention)
{
    const struct asc_document *doc = w->s->r->doc;
    uint32_t begin = doc->mention[mention].sentence != ASC_NONE ? doc->sentence[doc->mention[mention].sentence].token : 0;
    bool put = is(w, begin, ASC_CLASS_PREP) || is(w, begin, ASC_CLASS_BY) || is(w, begin, ASC_CLASS_VERB_EN);
    bool acting = put && asc_speaking_acts(w->s->r, doc->mention + mention);
    for (uint32_t m = mention, walked = 0; m > 0 && doc->mention[m - 1].sentence == doc->mention[mention].sentence; m--) {
        const struct asc_mention *before = doc->mention + m - 1;
        bool joined = before->token_end + 1 == doc->mention[m].token && is(w, before->token_end, ASC_CLASS_AND);
        bool rival = suits(w->what, before->type, before->plural) && !joined && !(acting && !asc_speaking_acts(w->s->r, before));
        if (rival || ++walked > LEAD_WALK) {
            return false;
        }
    }
    bool next = mention + 1 < w->s->name_mentions && doc->mention[mention + 1].sentence == doc->mention[mention].sentence;
    const struct asc_mention *behind = doc->mention + mention + 1;
    return acting || !put || !next || !suits(w->what, behind->type, behind->plural) || !asc_speaking_acts(w->s->r, behind);
}

/* "Ana Diaz and Luis Vega": the first of two persons, as one. */
static bool starts_pair(const struct weighing *w, uint32_t m)
{
    const struct asc_mention *mention = w->s->r->doc->mention + m;
    if ((w->what != ASC_THEY && w->what != ASC_PAIR) || mention->type != ASC_PERSON || asc_speaking_joined(w->s, m) == ASC_NONE) {
        return false;
    }
    return w->what == ASC_THEY || asc_speaking_means_shown(w->s, w->head, w->s->r->doc->token[mention->token_end].key);
}

/* Somebody whom the words name or describe, as far as their place tells. */
static struct candidate candidate_at(const struct weighing *w, uint32_t entity, struct asc_span words, uint32_t sentence, uint32_t block)
{
    return (struct candidate){.entity = entity,
                              .token = words.begin,
                              .token_end = words.end,
                              .sentence = sentence,
                              .block = block,
                              .beside = ASC_NONE,
                              .quoted = asc_speaking_quoted(w->s, words.begin)};
}

static void add(struct weighing *w, uint32_t m, uint32_t entity, uint32_t token_end)
{
    const struct asc_mention *mention = w->s->r->doc->mention + m;
    uint32_t beside = w->what == ASC_HE_SHE ? asc_speaking_joined(w->s, m) : ASC_NONE;
    struct candidate *c = w->candidate + w->candidates++;
    *c = candidate_at(w, entity, (struct asc_span){mention->token, token_end}, mention->sentence, mention->block);
    c->beside = beside == ASC_NONE ? ASC_NONE : w->s->r->doc->mention[beside].entity;
    c->subject = leads_sentence(w, m);
}

/* "PORT SUDAN (AFP) -": who sent the report, and from where, acts in nothing that it tells. */
static bool is_sender(const struct weighing *w, const struct asc_mention *m)
{
    const struct asc_document *doc = w->s->r->doc;
    bool from = m->type != ASC_PERSON && m->token == doc->block[m->block].token &&
                (is(w, m->token_end, ASC_CLASS_LPAREN) || is(w, m->token_end, ASC_CLASS_DASH));
    return from || (m->token > 0 && is(w, m->token - 1, ASC_CLASS_LPAREN) && is(w, m->token_end, ASC_CLASS_RPAREN) &&
                    (is(w, m->token_end + 1, ASC_CLASS_DASH) || is(w, m->token_end + 1, ASC_CLASS_HYPHEN)));
}

static void add_named(struct weighing *w)
{
    const struct asc_document *doc = w->s->r->doc;
    uint32_t m = asc_speaking_mention_from(w->s, w->at);
    for (uint32_t walked = 0; m-- > 0 && walked < WALK && w->candidates < NAMED; walked++) {
        const struct asc_mention *mention = doc->mention + m;
        if (doc->block[mention->block].type == ASC_BLOCK_BYLINE || is_sender(w, mention)) {
            continue; /* whoever wrote it is not written of */
        }
        if (starts_pair(w, m)) {
            add(w, m, ASC_NONE, mention[1].token_end);
        } else if (mention->level == ASC_LEVEL_NAME && mention->entity != ASC_NONE && suits(w->what, mention->type, mention->plural)) {
            add(w, m, mention->entity, mention->token_end);
        }
    }
}

/* Puts a candidate where its place is among the others: the latest first. */
static void insert(struct weighing *w, struct candidate candidate)
{
    unsigned place = w->candidates++;
    for (; place > 0 && w->candidate[place - 1].token < candidate.token; place--) {
        w->candidate[place] = w->candidate[place - 1];
    }
    w->candidate[place] = candidate;
}

/* Those who spoke without a name. */
static void add_described(struct weighing *w)
{
    const struct asc_document *doc = w->s->r->doc;
    unsigned ring = w->s->describeds < ASC_DESCRIBED ? w->s->describeds : ASC_DESCRIBED;
    for (unsigned i = 0; i < ring && w->what < ASC_PERSON_NOUN; i++) {
        const struct asc_entity *entity = doc->entity + w->s->described[i];
        const struct asc_mention *m = doc->mention + entity->mention;
        if (m->token_end > w->at || !suits(w->what, entity->type, entity->plural)) {
            continue;
        }
        struct candidate c = candidate_at(w, w->s->described[i], (struct asc_span){m->token, m->token_end}, m->sentence, m->block);
        c.subject = true;
        insert(w, c);
    }
}

/* Has the paragraph, which is another one than `block`, a subject of its own that is named? */
static bool starts_anew(const struct weighing *w, uint32_t block)
{
    uint32_t here = w->s->r->doc->sentence[w->sentence].block;
    for (unsigned i = 0; i < w->candidates && block != here; i++) {
        char gender = w->candidate[i].entity == ASC_NONE ? 0 : w->s->r->doc->entity[w->candidate[i].entity].gender;
        bool other = w->gender && gender && gender != w->gender;
        if (w->candidate[i].block == here && w->candidate[i].subject && !w->candidate[i].quoted && !other) {
            return true;
        }
    }
    return false;
}

/* Who spoke last as a mere pronoun or by a noun: named there as well as by a name. */
static void add_last(struct weighing *w)
{
    const struct asc_document *doc = w->s->r->doc;
    const struct asc_attribution *last = w->s->last == ASC_NONE ? NULL : doc->attribution + w->s->last;
    if (!last || w->what != ASC_HE_SHE || last->speaker == ASC_NONE || last->source.end <= last->source.begin || last->source_token_end > w->at ||
        doc->entity[last->speaker].level != ASC_LEVEL_NAME || !suits(w->what, doc->entity[last->speaker].type, doc->entity[last->speaker].plural)) {
        return;
    }
    uint32_t m = asc_speaking_mention_from(w->s, last->source_token), t = last->source_token;
    bool pronoun = is(w, t, ASC_CLASS_PRON_HE) || is(w, t, ASC_CLASS_PRON_SHE);
    bool named = m < w->s->name_mentions && doc->mention[m].token < last->source_token_end;
    uint32_t sentence = asc_sentence_at(doc, doc->token[t].begin);
    if (!named && sentence != ASC_NONE && !starts_anew(w, doc->sentence[sentence].block)) {
        struct candidate c = candidate_at(w, last->speaker, (struct asc_span){t, t + 1}, sentence, doc->sentence[sentence].block);
        c.subject = pronoun;
        insert(w, c);
    }
}

/* "My daughter disagrees. … she says", "The court met. It said": the subject of the sentence before, or of this one, that nobody has named. */
static void add_subject_noun(struct weighing *w, uint32_t sentence)
{
    const struct asc_document *doc = w->s->r->doc;
    uint32_t begin = doc->sentence[sentence].token, end = doc->sentence[sentence].token_end, t = begin + 1;
    while (t < begin + SUBJECT_WORDS && t < end && asc_speaking_describe(w->s->r, t).abstract) {
        t++;
    }
    struct asc_description what = asc_speaking_describe(w->s->r, t);
    bool alone = t + 1 < end && !(doc->token[t + 1].shape & ASC_SHAPE_CAPITAL) && !is(w, t + 1, ASC_CLASS_POSSESSIVE) &&
                 !is(w, t + 1, ASC_CLASS_NOUN) && !is(w, t + 1, ASC_CLASS_HYPHEN);
    unsigned type = w->what == ASC_HE_SHE ? ASC_PERSON : ASC_ORGANIZATION;
    if (t >= w->at || t >= end || !alone || asc_speaking_phrase_of(w->s->r, t) != begin || what.type != type || what.abstract || what.plural ||
        what.resolution == ASC_RESOLUTION_DOCUMENT) {
        return;
    }
    struct asc_said_by source = {begin, t + 1, t, ASC_NONE};
    int32_t sum = 0;
    bool ambiguous = false;
    uint32_t known = type == ASC_PERSON ? asc_speaking_by_role(w->s, &source)
                                        : asc_speaking_antecedent(w->s, w->a, (struct asc_span){begin, t + 1}, ASC_BODY_NOUN, 0, &sum, &ambiguous);
    struct candidate c = candidate_at(w, known, (struct asc_span){begin, t + 1}, sentence, doc->sentence[sentence].block);
    c.subject = true;
    c.noun = known == ASC_NONE;
    c.gender = asc_speaking_gender(w->s->r, t);
    c.type = (uint8_t)what.type;
    insert(w, c);
}

/* Subjects that are mere nouns, near the pronoun; one that spoke is among those described already. */
static void add_subject_nouns(struct weighing *w)
{
    const struct asc_document *doc = w->s->r->doc;
    for (uint32_t sentence = w->sentence; (w->what == ASC_HE_SHE || w->what == ASC_IT) && sentence + 2 > w->sentence; sentence--) {
        uint32_t begin = doc->sentence[sentence].token;
        bool spoke = asc_speaking_quoted(w->s, begin) || doc->sentence[sentence].block != doc->sentence[w->sentence].block;
        for (unsigned i = 0; i < w->candidates && !spoke; i++) {
            spoke = w->candidate[i].token == begin;
        }
        if (!spoke) {
            add_subject_noun(w, sentence);
        }
        if (sentence == 0) {
            break;
        }
    }
}

/* What was said around: the speaker of a clause is "he" in it, that of a quotation is "I". */
static void weigh_around(const struct weighing *w, const struct candidate *c, struct asc_evidence *e)
{
    const struct asc_document *doc = w->s->r->doc;
    for (uint32_t parent = w->a->parent, depth = 0; parent != ASC_NONE && depth < 4; parent = doc->attribution[parent].parent, depth++) {
        if (c->entity != ASC_NONE && doc->attribution[parent].speaker == c->entity) {
            bool reported = doc->attribution[parent].kind == ASC_KIND_INDIRECT;
            asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, reported ? "reported-speaker" : "quoted-speaker", NULL);
            return;
        }
    }
}

/* "Asked about her plans while Ana Diaz leads, she said": the same pronoun stands before any name, and means somebody else. */
static bool behind_pronoun(const struct weighing *w, const struct candidate *c)
{
    const struct asc_resolving *r = w->s->r;
    uint32_t begin = r->doc->sentence[c->sentence].token, m = asc_speaking_mention_from(w->s, begin);
    while (m < w->s->name_mentions && r->doc->mention[m].type != ASC_PERSON) {
        m++;
    }
    uint32_t named = m < w->s->name_mentions && r->doc->mention[m].token < c->token ? r->doc->mention[m].token : c->token;
    for (uint32_t t = begin; t < named; t++) {
        if (is_pronoun(w, t) && asc_speaking_quoted(w->s, t) == w->quoted) {
            return true;
        }
    }
    return false;
}

/* Is the word at `t` an object that the pronoun may mean: "accused | her | of theft", not "raised | her | hand"? */
static bool is_faced(const struct weighing *w, uint32_t t)
{
    bool object = asc_speaking_gender(w->s->r, t) == w->gender && (is(w, t - 1, ASC_CLASS_VERB_ED) || is(w, t - 1, ASC_CLASS_VERB_S));
    return object && !asc_speaking_pronoun_owns(w->s->r, t);
}

/* "Ana Diaz accused her of theft. She": whoever faces the one of the pronoun is somebody else. */
static bool faces_pronoun(const struct weighing *w, const struct candidate *c)
{
    uint32_t end = c->token_end + FACING < w->at ? c->token_end + FACING : w->at;
    bool near = w->s->outer[w->sentence] <= w->s->outer[c->sentence] + 1;
    for (uint32_t t = c->token_end; near && t < end; t++) {
        if (is(w, t, ASC_CLASS_PRON_OBJ) && is_faced(w, t)) {
            return true;
        }
    }
    return false;
}

static void weigh_last(const struct weighing *w, const struct candidate *c, struct asc_evidence *e)
{
    const struct asc_document *doc = w->s->r->doc;
    const struct asc_attribution *last = w->s->last == ASC_NONE ? NULL : doc->attribution + w->s->last;
    if (last && c->entity != ASC_NONE && last->speaker == c->entity) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "last-speaker", NULL);
        if (w->s->outer[last->sentence] + 2 >= w->s->outer[w->sentence]) {
            asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "last-speaker-near", NULL);
            if (w->what == ASC_IT || w->what == ASC_THEY) {
                asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "last-speaker-goes-on", NULL);
            }
        }
    }
    uint32_t begin = doc->token[c->token].begin;
    if (last && begin >= last->addressee.begin && begin < last->addressee.end) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "addressee", NULL);
    }
}

static uint32_t digits_of(uint32_t count)
{
    uint32_t digits = 0;
    for (; count && digits < 5; count /= 2) {
        digits++;
    }
    return digits;
}

/* Is the candidate of the sort that the noun says ("the company", "the senator"), of the country, of the role? */
static const char *link_of(const struct weighing *w, uint32_t e)
{
    struct asc_speaking *s = w->s;
    const struct asc_entity *entity = s->r->doc->entity + e;
    struct asc_said_by source = {w->at, w->head + 1, w->head, ASC_NONE};
    enum asc_fit sort = asc_speaking_fits_sort(s, w->head, e);
    bool person = entity->type == ASC_PERSON;
    if (w->placed == ASC_FIT_OTHER || (sort == ASC_FIT_OTHER && !(person && w->placed == ASC_FIT_SAME))) {
        return "other-sort"; /* but the right country is a sign, too: "her Iranian counterpart" */
    }
    if (sort == ASC_FIT_SAME) {
        return !person || asc_speaking_knows_rest(s, e, &source, w->placed == ASC_FIT_SAME) ? "same-sort" : "like-sort";
    }
    if (person && *asc_entry_role(s->r->known, entity->entry) && w->placed == ASC_FIT_UNKNOWN && !asc_speaking_fits(s, e, &source)) {
        return "told-other"; /* the tables know what such a person is */
    }
    if (person) {
        return entity->role.end ? "other-role" : "no-role";
    }
    const char *kind = asc_entry_kind(s->r->known, entity->entry);
    if (!*kind || asc_speaking_has_sort(s, w->head)) {
        return "no-kind";
    }
    bool same = asc_fold_end(asc_fold_bytes(ASC_FOLD_START, kind, strlen(kind))) == s->r->doc->token[w->head].key;
    return same ? "same-sort" : "other-kind";
}

/* What a noun says of whom it means. */
static void weigh_noun(struct weighing *w, uint32_t entity, struct asc_evidence *e)
{
    struct asc_span words = {w->at, w->head + 1};
    w->placed = asc_speaking_fits_country(w->s, words, entity);
    asc_evidence_fixed(e, ASC_F_SPEAKER_LINK, 0, link_of(w, entity), NULL);
    struct asc_said_by source = {w->head, w->head + 1, w->head, ASC_NONE};
    if (w->what == ASC_BODY_NOUN && asc_speaking_shortens(w->s->r, w->s->r->doc->entity + entity, &source)) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_LINK, 0, "same-word", NULL);
    }
    if (w->placed == ASC_FIT_SAME) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_LINK, 0, "same-place", NULL);
    } else if (w->placed == ASC_FIT_UNKNOWN && asc_speaking_placed(w->s, words)) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_LINK, 0, "no-place", NULL);
    }
}

/* Does the candidate stand in what is said here? Whoever speaks is seldom named there. */
static bool in_own_words(const struct weighing *w, const struct candidate *c)
{
    uint32_t begin = w->s->r->doc->token[c->token].begin;
    for (unsigned i = 0; i < w->a->pieces; i++) {
        if (begin >= w->a->piece[i].begin && begin < w->a->piece[i].end) {
            return true;
        }
    }
    return false;
}

/* How many sentences between the candidate and the pronoun have such a pronoun, too: they go on about the same person. */
static uint32_t sentences_about(const struct weighing *w, uint32_t from)
{
    const struct asc_document *doc = w->s->r->doc;
    uint32_t about = 0;
    for (uint32_t sentence = from + 1; sentence < w->sentence; sentence++) {
        uint32_t t = doc->sentence[sentence].token, end = doc->sentence[sentence].token_end;
        if (w->s->outer[sentence + 1] == w->s->outer[sentence]) {
            continue; /* it is no distance */
        }
        while (t < end && !(is_pronoun(w, t) && !asc_speaking_quoted(w->s, t))) {
            t++;
        }
        about += t < end;
    }
    return about;
}

/* How far the candidate is, in sentences outside of quotations; 9 and more are one. */
static uint32_t distance_of(const struct weighing *w, const struct candidate *c, unsigned passed)
{
    uint32_t apart = w->s->outer[w->sentence] - w->s->outer[c->sentence];
    if (apart > NEAR && apart < FAR && !passed && w->what == ASC_HE_SHE && w->gender) {
        apart -= sentences_about(w, c->sentence);
    }
    return apart > 9 ? 9 : apart;
}

/* Weighs one candidate; `passed` others of the kind stand nearer as subjects. */
static int32_t weigh(struct weighing *w, const struct candidate *c, unsigned passed, struct asc_evidence *e)
{
    const struct asc_document *doc = w->s->r->doc;
    unsigned type = c->noun ? c->type : ASC_PERSON;
    const struct asc_entity unnamed = {.type = (uint8_t)type, .plural = !c->noun, .gender = c->gender, .mentions = c->noun};
    const struct asc_entity *entity = c->entity == ASC_NONE ? &unnamed : doc->entity + c->entity;
    asc_evidence_start(e, w->s->r->known, asc_worker_weights(doc), 0);
    asc_evidence_add(e, ASC_F_SPEAKER_BIAS, 0, 0);
    asc_evidence_fixed(e, ASC_F_SPEAKER_SOURCE, 0, referring[w->what], asc_type_name(entity->type));
    asc_evidence_add(e, ASC_F_SPEAKER_DISTANCE, 0, distance_of(w, c, passed));
    asc_evidence_add(e, ASC_F_SPEAKER_RANK, 0, passed > 5 ? 5 : passed);
    asc_evidence_add(e, ASC_F_SPEAKER_COUNT, 0, digits_of(entity->mentions));
    if ((w->what == ASC_BODY_NOUN || w->what == ASC_PERSON_NOUN) && c->entity != ASC_NONE) {
        weigh_noun(w, c->entity, e);
    }
    if (entity->type == ASC_PERSON) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_GENDER, 0,
                           !w->gender                    ? "any"
                           : !entity->gender             ? "unknown"
                           : entity->gender == w->gender ? "same"
                                                         : "other",
                           NULL);
    }
    if (c->subject) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, w->sentence != c->sentence ? "subject-before" : "subject-here", NULL);
    }
    if (c->subject && c->sentence != w->sentence && c->block == doc->sentence[w->sentence].block) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "subject-of-paragraph", NULL);
        if (w->s->outer[w->sentence] == w->s->outer[c->sentence] + 1 && !is(w, c->token_end, ASC_CLASS_POSSESSIVE)) {
            asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "subject-just-before", NULL);
        }
    }
    if (is(w, c->token_end, ASC_CLASS_POSSESSIVE)) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "possessive", NULL);
    }
    if (w->gender && w->what == ASC_HE_SHE && c->sentence == w->sentence && behind_pronoun(w, c)) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "behind-pronoun", NULL);
    }
    if (w->gender && w->what == ASC_HE_SHE && faces_pronoun(w, c)) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "faces-pronoun", NULL);
    }
    if (w->what == ASC_HE_SHE && c->noun && !c->gender) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "described", NULL);
    }
    weigh_around(w, c, e);
    weigh_last(w, c, e);
    if (c->quoted && !w->quoted) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, in_own_words(w, c) ? "in-own-words" : "in-quotation", NULL);
    }
    if (doc->block[c->block].type == ASC_BLOCK_TITLE) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "title", NULL);
    }
    if (entity->role.end) {
        asc_evidence_fixed(e, ASC_F_SPEAKER_ROLE, 0, "has-role", NULL);
    }
    return asc_evidence_sum(e);
}

static void record(const struct weighing *w, const struct candidate *c, const struct asc_evidence *e, bool won)
{
    struct asc_document *doc = w->s->r->doc;
    if (!doc->trace) {
        return;
    }
    struct asc_trace_record record = {.kind = "speaker", .what = referring[w->what], .spans = 2, .won = won};
    record.span_name[0] = "source";
    record.span[0] = w->a->source;
    record.span_name[1] = "antecedent";
    record.span[1] = (struct asc_span){doc->token[c->token].begin, doc->token[c->token_end - 1].end};
    doc->trace->record(doc->trace->context, doc, &record, e);
}

/* Would the candidate, as a subject outside quotations, be taken rather than those before it? */
static bool comes_between(const struct weighing *w, const struct candidate *c)
{
    char gender = c->entity == ASC_NONE ? c->gender : w->s->r->doc->entity[c->entity].gender;
    return c->subject && !(w->gender && gender && gender != w->gender) && !c->quoted;
}

uint32_t asc_speaking_antecedent(struct asc_speaking *s, const struct asc_attribution *a, struct asc_span source, enum asc_referring what,
                                 char gender, int32_t *sum, bool *ambiguous)
{
    const struct asc_document *doc = s->r->doc;
    struct weighing w = {.s = s, .a = a, .at = source.begin, .head = source.end - 1, .what = what, .gender = gender};
    w.sentence = asc_sentence_at(doc, doc->token[w.at].begin);
    w.quoted = asc_speaking_quoted(s, w.at);
    *ambiguous = false;
    *sum = 0;
    if (w.sentence == ASC_NONE) {
        return ASC_NONE;
    }
    add_named(&w);
    add_described(&w);
    add_last(&w);
    add_subject_nouns(&w);
    const struct candidate *best = NULL;
    int32_t second = 0;
    uint32_t between = ASC_NONE, best_passed = 0;
    unsigned passed = 0;
    struct asc_evidence e;
    for (unsigned i = 0; i < w.candidates; i++) {
        const struct candidate *c = w.candidate + i;
        unsigned others = between != ASC_NONE && (between == c->entity || between == c->beside) ? passed - 1 : passed;
        int32_t weight = weigh(&w, c, others, &e);
        record(&w, c, &e, false);
        if (!best || weight > *sum) {
            second = best && best->entity != c->entity ? *sum : second;
            best = c;
            best_passed = others;
            *sum = weight;
        } else if (best->entity != c->entity && weight > second) {
            second = weight;
        }
        if ((between != c->entity || c->entity == ASC_NONE) && comes_between(&w, c)) {
            between = c->entity;
            passed++;
        }
    }
    if (!best || *sum <= 0) {
        return ASC_NONE;
    }
    if (*sum - second < AS_GOOD && second > 0) {
        *ambiguous = true;
        return ASC_NONE;
    }
    if (doc->trace) {
        (void)weigh(&w, best, best_passed, &e);
        record(&w, best, &e, true);
    }
    struct asc_description pair = {ASC_PERSON, ASC_RESOLUTION_COLLECTIVE, true, false};
    struct asc_span words = {best->token, best->token_end};
    return best->entity != ASC_NONE ? best->entity : asc_speaking_unnamed(s, words, best->noun ? asc_speaking_describe(s->r, words.end - 1) : pair);
}
