/* Which entry of the tables a name means, where several have it: the one of a country of which the document speaks. */
#include <string.h>

#include "names/names.h"

enum { BIG = 6 }; /* digits of the population of a town that needs no further evidence */

static uint32_t *country_bits(struct asc_name_countries *countries, const char *code, uint32_t *bit)
{
    if (code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z') {
        return NULL;
    }
    *bit = UINT32_C(1) << (code[1] - 'A');
    return countries->bits + (code[0] - 'A');
}

/* The best reading of a winner, or ASC_NONE. */
static uint32_t reading_of(const struct asc_naming *n, const struct asc_name_span *c)
{
    uint32_t best[ASC_TYPES];
    return (c->readings >> c->type & 1) && (asc_names_readings(n, c, best) >> c->type & 1) ? best[c->type] : ASC_NONE;
}

struct asc_name_places asc_names_find_places(const struct asc_naming *n)
{
    struct asc_name_places places = {.count = 0};
    struct asc_name_countries *countries = &places.countries;
    for (uint32_t i = 0; i < n->spans; i++) {
        uint32_t r = n->span[i].won ? reading_of(n, n->span + i) : ASC_NONE;
        const struct asc_name_meaning *meaning = r != ASC_NONE ? n->meaning + r : NULL;
        bool clear = meaning && meaning->entry->curated && meaning->strength != ASC_STRENGTH_WEAK;
        uint32_t bit = 0, *bits = clear ? country_bits(countries, meaning->entry->country, &bit) : NULL;
        if (bits) {
            *bits |= bit;
            countries->any = true;
        }
    }
    return places;
}

static bool is_spoken_of(struct asc_name_countries *countries, const struct asc_entry *entry)
{
    uint32_t bit = 0;
    const uint32_t *bits = country_bits(countries, entry->country, &bit);
    return !bits || (*bits & bit);
}

static bool is_city(const struct asc_naming *n, uint32_t reading)
{
    return strcmp(asc_entry_kind(n->known, n->doc->reading[reading].entry), "city") == 0;
}

/* The country that the words behind a town name: "Odvar, Vermont". NULL when there is none. */
static const struct asc_entry *country_behind(const struct asc_naming *n, const struct asc_name_span *c)
{
    const struct asc_document *doc = n->doc;
    uint32_t own = reading_of(n, c), comma = c->token_end;
    if (own == ASC_NONE || !is_city(n, own) || comma + 1 >= doc->tokens || !asc_is(n->known, doc->token + comma, ASC_CLASS_COMMA)) {
        return NULL;
    }
    for (const struct asc_name_span *next = c + 1; next < n->span + n->spans && next->token <= comma + 1; next++) {
        uint32_t r = next->won && next->token == comma + 1 && next->type == ASC_PLACE ? reading_of(n, next) : ASC_NONE;
        if (r != ASC_NONE && !is_city(n, r)) {
            return n->meaning[r].entry;
        }
    }
    return NULL;
}

/* The entry of a candidate: of several the best one of a country of which the document speaks. A body with a name that many countries
 * have (High Court), or a small town, is none of the tables' when theirs is in another country; no town is, when its country is told. What
 * several are called for short (Boston, of its teams) is the one that the document names, as the resolver will find. */
static uint32_t entry_of(const struct asc_naming *n, const struct asc_name_span *c, const struct asc_entry *behind,
                         struct asc_name_countries *spoken_of)
{
    struct asc_name_countries told = {{0}, false}, *countries = spoken_of;
    uint32_t bit = 0, *bits = behind ? country_bits(&told, behind->country, &bit) : NULL;
    if (bits) {
        *bits |= bit;
        told.any = true;
        countries = &told;
    }
    const struct asc_document *doc = n->doc;
    uint32_t own = reading_of(n, c), best = ASC_NONE, short_for = 0;
    for (uint32_t r = own; r < doc->readings && doc->reading[r].token == c->token; r++) {
        const struct asc_name_meaning *meaning = n->meaning + r;
        short_for += meaning->type == ASC_ORGANIZATION && c->type == ASC_ORGANIZATION && doc->reading[r].token_end == c->token_end &&
                     meaning->strength == ASC_STRENGTH_WEAK;
        if (meaning->type == c->type && doc->reading[r].token_end == c->token_end && (!countries->any || is_spoken_of(countries, meaning->entry)) &&
            (best == ASC_NONE || meaning->rank > n->meaning[best].rank)) {
            best = r;
        }
    }
    if (best != ASC_NONE && short_for > 1 && n->meaning[best].strength == ASC_STRENGTH_WEAK) {
        return ASC_NONE;
    }
    if (best != ASC_NONE || own == ASC_NONE) {
        return best != ASC_NONE ? doc->reading[best].entry : ASC_NONE;
    }
    const struct asc_name_meaning *meaning = n->meaning + own;
    bool vague = told.any || meaning->strength == ASC_STRENGTH_WEAK || (!meaning->entry->curated && meaning->entry->size < BIG);
    return vague ? ASC_NONE : doc->reading[own].entry;
}

static void note_town(struct asc_name_places *places, uint64_t key, uint32_t entry)
{
    if (places->count < ASC_TOLD_TOWNS) {
        places->key[places->count] = key;
        places->entry[places->count++] = entry;
    }
}

/* What a town is by what was told of it: true when something was. */
static bool find_town(const struct asc_name_places *places, uint64_t key, uint32_t *entry)
{
    for (uint32_t i = 0; i < places->count; i++) {
        if (places->key[i] == key) {
            *entry = places->entry[i];
            return true;
        }
    }
    return false;
}

uint32_t asc_names_entry(const struct asc_naming *n, const struct asc_name_span *span, struct asc_name_places *places)
{
    uint32_t entry = ASC_NONE;
    if (span->type != ASC_PLACE) {
        return entry_of(n, span, NULL, &places->countries);
    }
    const struct asc_entry *behind = country_behind(n, span);
    uint64_t key = asc_name_chain(n->doc, span->token, span->token_end);
    if (behind || !find_town(places, key, &entry)) {
        entry = entry_of(n, span, behind, &places->countries);
    }
    if (behind) {
        note_town(places, key, entry);
    }
    return entry;
}
