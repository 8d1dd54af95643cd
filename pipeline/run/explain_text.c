/* The pieces of which `explain` is made: colours, stretches of text, the article. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/explain.h"
#include "write/text.h"

void asc_explain_paint(const struct asc_explaining *e, enum asc_paint paint)
{
    static const char *const code[] = {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[4m"};
    if (e->color) {
        asc_put_text(e->out, code[paint]);
    }
}

void asc_explain_paint_type(const struct asc_explaining *e, unsigned type)
{
    /* person green, organization blue, place yellow, others magenta and cyan */
    static const char *const code[ASC_TYPES] = {"", "\x1b[1;32m", "\x1b[1;34m", "\x1b[1;33m", "\x1b[1;35m", "\x1b[1;36m", "\x1b[1;36m", "\x1b[1;31m"};
    if (e->color && type < ASC_TYPES) {
        asc_put_text(e->out, code[type]);
    }
}

void asc_explain_span(const struct asc_explaining *e, struct asc_span span)
{
    if (span.end > e->doc->len || span.begin >= span.end) {
        return;
    }
    size_t from = e->out->len;
    asc_put_squeezed(e->out, from, (struct asc_string){e->doc->text + span.begin, span.end - span.begin});
    for (size_t i = from; i < e->out->len; i++) {
        unsigned char c = (unsigned char)e->out->bytes[i];
        bool control = c < ' ' || c == 0x7F || (c == 0xC2 && i + 1 < e->out->len && (unsigned char)e->out->bytes[i + 1] < 0xA0);
        if (control && c == 0xC2) {
            e->out->bytes[i++] = ' ';
        }
        if (control) {
            e->out->bytes[i] = ' ';
        }
    }
}

void asc_explain_weight(const struct asc_explaining *e, int32_t weight)
{
    char text[24];
    int32_t size = weight < 0 ? -weight : weight;
    (void)snprintf(text, sizeof text, "%c%d.%02d", weight < 0 ? '-' : '+', size / 100, size % 100);
    asc_put_text(e->out, text);
}

/* --- the article ------------------------------------------------------------------------------------------------------ */

/* Where a marking begins or ends. Ends come before beginnings; of two ends the one that began last. */
struct edge {
    uint32_t at, other; /* bytes: this edge, its partner */
    uint32_t mention;   /* [M], or ASC_NONE for a piece of a quote */
    bool begins;
};

static int by_place(const void *left, const void *right)
{
    const struct edge *a = left, *b = right;
    if (a->at != b->at) {
        return a->at < b->at ? -1 : 1;
    }
    if (a->begins != b->begins) {
        return a->begins ? 1 : -1;
    }
    return a->other > b->other ? -1 : a->other < b->other;
}

static void add_edges(struct asc_vector *edges, uint32_t begin, uint32_t end, uint32_t mention)
{
    struct edge *two = begin < end ? asc_vector_add(edges, 2, sizeof *two) : NULL;
    if (two) {
        two[0] = (struct edge){begin, end, mention, true};
        two[1] = (struct edge){end, begin, mention, false};
    }
}

static void collect_edges(const struct asc_document *doc, struct asc_vector *edges)
{
    for (uint32_t m = 0; m < doc->mentions; m++) {
        add_edges(edges, doc->mention[m].begin, doc->mention[m].end, m);
    }
    for (uint32_t a = 0; a < doc->attributions; a++) {
        for (unsigned p = 0; p < doc->attribution[a].pieces; p++) {
            add_edges(edges, doc->attribution[a].piece[p].begin, doc->attribution[a].piece[p].end, ASC_NONE);
        }
    }
    if (edges->count) {
        qsort(edges->items, edges->count, sizeof(struct edge), by_place);
    }
}

/* The paint of what is open: underlined inside quotes, the type's colour inside a mention. */
static void repaint(const struct asc_explaining *e, unsigned quotes, unsigned type)
{
    asc_explain_paint(e, ASC_PAINT_PLAIN);
    if (quotes) {
        asc_explain_paint(e, ASC_PAINT_QUOTE);
    }
    asc_explain_paint_type(e, type);
}

/* Without colour, marks stand in the text: {quotes} and [names|TYPE]. */
static void put_mark(const struct asc_explaining *e, const struct edge *edge)
{
    if (e->color) {
        return;
    }
    if (edge->mention == ASC_NONE) {
        asc_put_text(e->out, edge->begins ? "{" : "}");
    } else if (edge->begins) {
        asc_put_text(e->out, "[");
    } else {
        asc_put_text(e->out, "|");
        asc_put_text(e->out, asc_type_name(e->doc->mention[edge->mention].type));
        asc_put_text(e->out, "]");
    }
}

/* A stretch with its line breaks. */
static void put_lines(const struct asc_explaining *e, uint32_t begin, uint32_t end)
{
    while (begin < end) {
        const char *stop = memchr(e->doc->text + begin, '\n', end - begin);
        uint32_t line_end = stop ? (uint32_t)(stop - e->doc->text) : end;
        asc_explain_span(e, (struct asc_span){begin, line_end});
        if (stop) {
            asc_put_text(e->out, "\n");
        }
        begin = line_end + (stop ? 1 : 0);
    }
}

void asc_explain_article(const struct asc_explaining *e)
{
    struct asc_vector edges = {0};
    collect_edges(e->doc, &edges);
    const struct edge *edge = edges.items;
    uint32_t at = 0;
    unsigned quotes = 0, type = ASC_TYPE_NONE;
    for (size_t i = 0; i < edges.count; i++) {
        put_lines(e, at, edge[i].at);
        at = edge[i].at;
        put_mark(e, edge + i);
        if (edge[i].mention == ASC_NONE) {
            quotes += edge[i].begins ? 1U : -1U;
        } else {
            type = edge[i].begins ? e->doc->mention[edge[i].mention].type : ASC_TYPE_NONE;
        }
        repaint(e, quotes, type);
    }
    put_lines(e, at, e->doc->len);
    asc_explain_paint(e, ASC_PAINT_PLAIN);
    asc_put_text(e->out, "\n\n");
    free(edges.items);
}
