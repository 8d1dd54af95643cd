/* Lists of JSON lines: Wikidata dumps, FollowTheMoney, spaCy's EntityRuler. */
#include <stdlib.h>
#include <yajl/yajl_tree.h>

#include "run/import_lists.h"

enum { DEEPEST = 64, TOKEN_WORDS = 16 };

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* The tree is freed by recursion, so how deep it may be is checked first. */
static bool is_flat(const char *text)
{
    unsigned depth = 0;
    bool string = false;
    for (const char *at = text; *at; at++) {
        if (string && *at == '\\') {
            at += at[1] != '\0';
        } else if (string) {
            string = *at != '"';
        } else if (*at == '"') {
            string = true;
        } else if (*at == '{' || *at == '[') {
            if (++depth > DEEPEST) {
                return false;
            }
        } else if (*at == '}' || *at == ']') {
            depth -= depth > 0;
        }
    }
    return true;
}

/* The object of a line; NULL after tallying why not, or for a line that holds none. Dumps are one array over many lines. */
static yajl_val parse(struct asc_import *import, struct asc_lines *lines)
{
    while (lines->len && strchr(" \t,", lines->line[lines->len - 1])) {
        lines->line[--lines->len] = '\0';
    }
    if (!lines->len || strcmp(lines->line, "[") == 0 || strcmp(lines->line, "]") == 0) {
        return NULL;
    }
    char error[256] = "";
    yajl_val tree = is_flat(lines->line) ? yajl_tree_parse(lines->line, error, sizeof error) : NULL;
    if (!YAJL_IS_OBJECT(tree)) {
        asc_import_bad(import, "no JSON object");
        yajl_tree_free(tree);
        return NULL;
    }
    return tree;
}

static yajl_val member(yajl_val object, const char *name)
{
    const char *path[] = {name, NULL};
    return YAJL_IS_OBJECT(object) ? yajl_tree_get(object, path, yajl_t_any) : NULL;
}

static const char *text_of(yajl_val value)
{
    return YAJL_IS_STRING(value) ? YAJL_GET_STRING(value) : "";
}

/* Element `index` of an array; a value that is none counts as its only element. */
static yajl_val element(yajl_val value, size_t index)
{
    if (YAJL_IS_ARRAY(value)) {
        return index < YAJL_GET_ARRAY(value)->len ? YAJL_GET_ARRAY(value)->values[index] : NULL;
    }
    return index == 0 ? value : NULL;
}

static void add_text(struct asc_import *import, yajl_val value, bool weak)
{
    const char *text = text_of(value);
    asc_import_form(import, text, strlen(text), weak);
}

static void add_texts(struct asc_import *import, yajl_val values, bool weak)
{
    yajl_val value = NULL;
    for (size_t i = 0; (value = element(values, i)) != NULL; i++) {
        add_text(import, value, weak);
    }
}

/* --- Wikidata ---------------------------------------------------------------------------------------------------- */

/* The languages whose labels English news uses, the best first. */
static const char *const languages[] = {"en", "mul", "en-gb", "en-us", NULL};

static const char *claim_id(yajl_val claims, const char *property, size_t index)
{
    const char *path[] = {"mainsnak", "datavalue", "value", "id", NULL};
    yajl_val claim = element(member(claims, property), index);
    return YAJL_IS_OBJECT(claim) ? text_of(yajl_tree_get(claim, path, yajl_t_string)) : "";
}

static const char *claim_text(yajl_val claims, const char *property)
{
    const char *path[] = {"mainsnak", "datavalue", "value", NULL};
    yajl_val claim = element(member(claims, property), 0);
    return YAJL_IS_OBJECT(claim) ? text_of(yajl_tree_get(claim, path, yajl_t_string)) : "";
}

/* By the classes of the item, else by a property that only one type has: headquarters, chief executive, legal form; coordinates. */
static unsigned wikidata_type(yajl_val claims)
{
    static const struct asc_import_type signs[] = {
        {"P159", ASC_ORGANIZATION}, {"P169", ASC_ORGANIZATION}, {"P1454", ASC_ORGANIZATION}, {"P625", ASC_PLACE}, {NULL, 0}};
    for (size_t i = 0; element(member(claims, "P31"), i); i++) {
        const char *class = claim_id(claims, "P31", i);
        unsigned type = asc_import_type_of(asc_wikidata_types, class, strlen(class));
        if (type) {
            return type;
        }
    }
    for (size_t i = 0; signs[i].word; i++) {
        if (member(claims, signs[i].word)) {
            return signs[i].type;
        }
    }
    return ASC_TYPE_NONE;
}

static void add_labels(struct asc_import *import, yajl_val item)
{
    for (size_t i = 0; languages[i]; i++) {
        add_text(import, member(member(member(item, "labels"), languages[i]), "value"), false);
    }
    for (size_t i = 0; languages[i]; i++) {
        yajl_val aliases = member(member(item, "aliases"), languages[i]), alias = NULL;
        for (size_t k = 0; (alias = element(aliases, k)) != NULL; k++) {
            add_text(import, member(alias, "value"), false);
        }
    }
}

static void add_item(struct asc_import *import, yajl_val item)
{
    const char *id = text_of(member(item, "id"));
    yajl_val claims = member(item, "claims");
    if (!*asc_wikidata_id(id)) {
        asc_import_skip(import, false, "a property or lexeme");
        return;
    }
    unsigned type = wikidata_type(claims);
    if (!type) {
        asc_import_skip(import, false, "its classes (P31) are none that we know");
        return;
    }
    char full[64];
    (void)snprintf(full, sizeof full, "wikidata/%.32s", id);
    asc_import_entry(import, type, full);
    add_labels(import, item);
    asc_import_kb(import, "wikidata", id);
    const char *country = claim_text(claims, "P297"), *gender = claim_id(claims, "P21", 0);
    asc_import_country(import, country, strlen(country));
    bool male = strcmp(gender, "Q6581097") == 0;
    if (type == ASC_PERSON && (male || strcmp(gender, "Q6581072") == 0)) {
        asc_import_attribute(import, "gender", male ? "m" : "f", 1);
    }
}

void asc_import_wikidata(struct asc_import *import, struct asc_lines *lines)
{
    yajl_val item = parse(import, lines);
    if (item) {
        add_item(import, item);
    }
    yajl_tree_free(item);
}

/* --- FollowTheMoney ---------------------------------------------------------------------------------------------- */

/* The one country of an entity, if it has one only. */
static void add_country(struct asc_import *import, yajl_val properties)
{
    static const char *const names[] = {"nationality", "citizenship", "jurisdiction", "mainCountry", "country", NULL};
    for (size_t i = 0; names[i]; i++) {
        yajl_val countries = member(properties, names[i]);
        const char *country = text_of(element(countries, 0));
        if (*country) {
            if (!element(countries, 1)) {
                asc_import_country(import, country, strlen(country));
            }
            return;
        }
    }
}

static void add_ftm(struct asc_import *import, yajl_val entity)
{
    const char *schema = text_of(member(entity, "schema")), *id = text_of(member(entity, "id"));
    yajl_val properties = member(entity, "properties");
    unsigned type = asc_import_type_of(asc_ftm_types, schema, strlen(schema));
    if (!*id) {
        asc_import_bad(import, "no id");
        return;
    }
    if (!type) {
        asc_import_skip(import, false, "schema %s is none of our types", *schema ? schema : "(none)");
        return;
    }
    char full[160];
    (void)snprintf(full, sizeof full, "ftm/%.150s", id);
    asc_import_entry(import, type, full);
    add_text(import, member(entity, "caption"), false);
    add_texts(import, member(properties, "name"), false);
    add_texts(import, member(properties, "alias"), false);
    add_texts(import, member(properties, "weakAlias"), true);
    const char *wikidata = asc_wikidata_id(text_of(element(member(properties, "wikidataId"), 0)));
    wikidata = *wikidata ? wikidata : asc_wikidata_id(id);
    asc_import_kb(import, *wikidata ? "wikidata" : "ftm", *wikidata ? wikidata : id);
    add_country(import, properties);
    const char *gender = text_of(element(member(properties, "gender"), 0)), *role = text_of(element(member(properties, "position"), 0));
    if (type == ASC_PERSON && (strcmp(gender, "male") == 0 || strcmp(gender, "female") == 0)) {
        asc_import_attribute(import, "gender", gender, 1);
    }
    asc_import_attribute(import, "role", role, strlen(role));
}

void asc_import_ftm(struct asc_import *import, struct asc_lines *lines)
{
    yajl_val entity = parse(import, lines);
    if (entity) {
        add_ftm(import, entity);
    }
    yajl_tree_free(entity);
}

/* --- spaCy's EntityRuler ----------------------------------------------------------------------------------------- */

/* The words of a pattern of tokens, if each asks for one literal word and nothing else. */
static bool read_tokens(yajl_val tokens, struct asc_buffer *name)
{
    static const char *const keys[] = {"ORTH", "TEXT", "LOWER", "NORM", NULL};
    yajl_val token = NULL;
    for (size_t i = 0; (token = element(tokens, i)) != NULL; i++) {
        const char *word = "";
        for (size_t k = 0; keys[k] && YAJL_IS_OBJECT(token) && YAJL_GET_OBJECT(token)->len == 1 && !*word; k++) {
            word = text_of(member(token, keys[k]));
        }
        if (!*word || i == TOKEN_WORDS) {
            return false;
        }
        asc_put_text(name, i ? " " : "");
        asc_put_text(name, word);
    }
    return name->len > 0;
}

static void add_pattern(struct asc_import *import, yajl_val line, struct asc_buffer *name, struct asc_buffer *id)
{
    const char *label = text_of(member(line, "label")), *own = text_of(member(line, "id"));
    yajl_val pattern = member(line, "pattern");
    unsigned type = asc_import_type_of(asc_label_types, label, strlen(label));
    asc_put_text(name, text_of(pattern));
    if (!type) {
        asc_import_skip(import, false, "label %s is none of our types", *label ? label : "(none)");
    } else if (!name->len && !(YAJL_IS_ARRAY(pattern) && read_tokens(pattern, name))) {
        asc_import_skip(import, false, "a pattern of more than literal words");
    } else if (!name->failed) {
        asc_import_slug(id, type, *own ? own : name->bytes, *own ? strlen(own) : name->len);
        if (!id->failed) {
            asc_import_entry(import, type, id->bytes);
            asc_import_form(import, name->bytes, name->len, false);
        }
    }
}

void asc_import_spacy(struct asc_import *import, struct asc_lines *lines)
{
    yajl_val line = parse(import, lines);
    struct asc_buffer name = {0}, id = {0};
    if (line) {
        add_pattern(import, line, &name, &id);
    }
    import->no_memory |= name.failed || id.failed;
    asc_buffer_release(&name);
    asc_buffer_release(&id);
    yajl_tree_free(line);
}
