/* Reading files of rules: lines with a keyword, patterns left as text for the compiler. */
#include <stdlib.h>
#include <string.h>

#include "document/document.h"
#include "knowledge/rules.h"

static const char *const kind_word[ASC_RULE_KINDS] = {"names", "quotes", "resolve"};

/* Where the reader is in a file. */
struct reader {
    struct asc_builder *builder;
    const char *path;
    size_t line;
    struct asc_cell rest; /* of the current line */
    const char *begin;    /* of the current line */
    int kind;             /* of the rules, -1 before the heading */
    bool open;            /* a rule or definition is being read */
    struct asc_rule_source source;
    struct asc_vector pattern; /* char: the pattern's lines so far */
};

static void problem(struct reader *reader, const char *at, const char *what, struct asc_cell word)
{
    asc_problem(reader->builder->problems, reader->path, reader->line, (size_t)(at - reader->begin) + 1, what, (int)word.len, word.text);
}

/* Takes the next word of the line. */
static struct asc_cell next_word(struct reader *reader)
{
    struct asc_cell *rest = &reader->rest;
    while (rest->len && (*rest->text == ' ' || *rest->text == '\t')) {
        rest->text++;
        rest->len--;
    }
    size_t len = 0;
    while (len < rest->len && rest->text[len] != ' ' && rest->text[len] != '\t') {
        len++;
    }
    struct asc_cell word = {rest->text, len};
    rest->text += len;
    rest->len -= len;
    return word;
}

/* The rest of the line without blanks at its ends. */
static struct asc_cell rest_of_line(struct reader *reader)
{
    struct asc_cell rest = reader->rest;
    while (rest.len && (*rest.text == ' ' || *rest.text == '\t')) {
        rest.text++;
        rest.len--;
    }
    while (rest.len && (rest.text[rest.len - 1] == ' ' || rest.text[rest.len - 1] == '\r' || rest.text[rest.len - 1] == '\t')) {
        rest.len--;
    }
    return rest;
}

static uint32_t keep(struct reader *reader, struct asc_cell cell)
{
    return asc_build_string(reader->builder, cell.text, cell.len);
}

/* A pattern may go over several lines: blanks stand for what is left of it on each, so that columns stay true. */
static void add_pattern(struct reader *reader)
{
    struct asc_cell rest = rest_of_line(reader);
    if (!reader->pattern.count) {
        reader->source.pattern_line = (uint32_t)reader->line;
        reader->source.column = (uint32_t)(rest.text - reader->begin) + 1;
    }
    char *text = asc_vector_add(&reader->pattern, rest.len + 1, 1);
    if (!text) {
        reader->builder->failed = true;
        return;
    }
    memcpy(text, rest.text, rest.len);
    text[rest.len] = '\n';
}

/* Ends the rule that is being read, if there is one. */
static void finish(struct reader *reader)
{
    if (!reader->open) {
        return;
    }
    reader->open = false;
    struct asc_cell name = {(const char *)reader->builder->strings.items + reader->source.name, 0};
    name.len = strlen(name.text);
    size_t line = reader->line;
    reader->line = reader->source.line;
    if (!reader->pattern.count) {
        problem(reader, reader->begin, "rule %.*s has no pattern: add a line `pattern ...`", name);
    } else if (!reader->source.macro && (!reader->source.yes || !reader->source.no)) {
        problem(reader, reader->begin, "rule %.*s needs a sentence on which it fires (`yes ...`) and a near miss (`no ...`)", name);
    }
    reader->line = line;
    reader->source.pattern = asc_build_string(reader->builder, reader->pattern.items, reader->pattern.count);
    reader->pattern.count = 0;
    struct asc_rule_source *kept = asc_vector_add(&reader->builder->rules, 1, sizeof *kept);
    if (!kept) {
        reader->builder->failed = true;
        return;
    }
    *kept = reader->source;
}

static void start(struct reader *reader, bool macro)
{
    finish(reader);
    struct asc_cell name = next_word(reader);
    if (reader->kind < 0) {
        problem(reader, name.text, "before %.*s, say what the rules are for: `rules names`, `rules quotes` or `rules resolve`", name);
    }
    reader->source = (struct asc_rule_source){
        .name = keep(reader, name), .line = (uint32_t)reader->line, .macro = macro, .kind = (uint8_t)(reader->kind < 0 ? 0 : reader->kind)};
    reader->source.file = asc_build_string(reader->builder, reader->path, strlen(reader->path));
    reader->open = true;
    struct asc_cell word = next_word(reader);
    if (macro) {
        if (!asc_cell_is(word, "=")) {
            problem(reader, word.text, "expected `=` and a pattern, found \"%.*s\"", word);
        }
        add_pattern(reader);
    } else if (asc_cell_is(word, "on")) {
        reader->source.trigger = keep(reader, rest_of_line(reader));
    } else {
        problem(reader, word.text, "expected `on` and a test, found \"%.*s\"", word);
    }
}

static void read_heading(struct reader *reader)
{
    finish(reader);
    struct asc_cell word = next_word(reader);
    reader->kind = -1;
    for (int i = 0; i < ASC_RULE_KINDS; i++) {
        reader->kind = asc_cell_is(word, kind_word[i]) ? i : reader->kind;
    }
    if (reader->kind < 0) {
        problem(reader, word.text, "\"%.*s\" is none of names, quotes, resolve", word);
    }
}

static void read_type(struct reader *reader)
{
    struct asc_cell word = next_word(reader);
    int type = asc_word_index(asc_type_name, ASC_TYPES, word.text, word.len);
    if (type <= 0) {
        problem(reader, word.text, "\"%.*s\" is no type: write PERSON, ORGANIZATION, PLACE, GROUP, EVENT, WORK or WEAPON", word);
    }
    reader->source.type = type > 0 ? (uint8_t)type : 0;
}

static void read_line(struct reader *reader)
{
    struct asc_cell word = next_word(reader);
    if (!word.len || *word.text == '#' || *word.text == '\r') {
        return;
    }
    if (asc_cell_is(word, "rules")) {
        read_heading(reader);
    } else if (asc_cell_is(word, "rule")) {
        start(reader, false);
    } else if (asc_cell_is(word, "define")) {
        start(reader, true);
    } else if (!reader->open) {
        problem(reader, word.text, "\"%.*s\" stands outside a rule: expected `rules`, `define` or `rule`", word);
    } else if (asc_cell_is(word, "pattern") || asc_cell_is(word, "|") || reader->source.macro) {
        reader->rest =
            asc_cell_is(word, "pattern") ? reader->rest : (struct asc_cell){word.text, (size_t)(reader->rest.text + reader->rest.len - word.text)};
        add_pattern(reader);
    } else if (asc_cell_is(word, "needs")) {
        reader->source.needs = keep(reader, rest_of_line(reader));
    } else if (asc_cell_is(word, "type")) {
        read_type(reader);
    } else if (asc_cell_is(word, "form")) {
        reader->source.form = keep(reader, rest_of_line(reader));
    } else if (asc_cell_is(word, "yes")) {
        reader->source.yes = keep(reader, rest_of_line(reader));
    } else if (asc_cell_is(word, "no")) {
        reader->source.no = keep(reader, rest_of_line(reader));
    } else {
        problem(reader, word.text, "\"%.*s\" is no part of a rule: expected pattern, needs, type, form, yes or no", word);
    }
}

void asc_rules_read(struct asc_builder *builder, const char *path, const char *text, size_t size)
{
    struct reader reader = {.builder = builder, .path = path, .kind = -1};
    const char *at = text, *end = text + size;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        reader.line++;
        reader.begin = at;
        reader.rest = (struct asc_cell){at, (size_t)(stop - at)};
        read_line(&reader);
        at = stop < end ? stop + 1 : end;
    }
    reader.begin = end;
    reader.rest = (struct asc_cell){end, 0};
    finish(&reader);
    free(reader.pattern.items);
}
