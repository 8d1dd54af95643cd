/* The table quotes. */
#include "write/date.h"
#include "write/writing.h"

enum { LONGEST_DATE = 40 }; /* bytes of a date with its time, fraction and zone */

static uint32_t quote_rows(const struct asc_document *doc)
{
    return doc->attributions;
}

static const struct asc_attribution *quote_of(const struct asc_writing *w, uint32_t row)
{
    return w->doc->attribution + row;
}

static void put_quote_id(struct asc_writing *w, uint32_t row)
{
    uint32_t place = asc_place_characters(&w->places, quote_of(w, row)->piece[0].begin);
    asc_put_cell_id(w, (struct asc_id){'q', place, w->quote_nth[row]});
}

static void quote_parent_id(struct asc_writing *w, uint32_t row)
{
    if (quote_of(w, row)->parent < w->doc->attributions) {
        put_quote_id(w, quote_of(w, row)->parent);
    }
}

static void quote_kind(struct asc_writing *w, uint32_t row)
{
    asc_put_text(w->cells.out, asc_kind_name(quote_of(w, row)->kind));
}

static void quote_act(struct asc_writing *w, uint32_t row)
{
    asc_put_text(w->cells.out, asc_act_name(quote_of(w, row)->act));
}

static void quote_modality(struct asc_writing *w, uint32_t row)
{
    asc_put_text(w->cells.out, asc_modality_name(quote_of(w, row)->modality));
}

/* --- the content ------------------------------------------------------------------------------------------------- */

static void quote_text(struct asc_writing *w, uint32_t row)
{
    const struct asc_attribution *quote = quote_of(w, row);
    for (unsigned p = 0; p < quote->pieces; p++) {
        if (p) {
            asc_put_gap(w);
        }
        asc_put_span(w, quote->piece[p]);
    }
}

static void quote_begin(struct asc_writing *w, uint32_t row)
{
    if (quote_of(w, row)->pieces) {
        asc_put_place(w, quote_of(w, row)->piece[0].begin);
    }
}

static void quote_end(struct asc_writing *w, uint32_t row)
{
    if (quote_of(w, row)->pieces) {
        asc_put_place(w, quote_of(w, row)->piece[quote_of(w, row)->pieces - 1].end);
    }
}

static void quote_spans(struct asc_writing *w, uint32_t row)
{
    const struct asc_attribution *quote = quote_of(w, row);
    for (unsigned p = 0; p < quote->pieces; p++) {
        if (p) {
            asc_put_byte(w->cells.out, ';');
        }
        asc_put_place(w, quote->piece[p].begin);
        ASC_PUT(w->cells.out, "..");
        asc_put_place(w, quote->piece[p].end);
    }
    asc_cell_word(&w->cells, w->cells.begin);
}

/* --- cue, source, addressee, date: a span each -------------------------------------------------------------------- */

static void put_begin(struct asc_writing *w, struct asc_span span)
{
    if (span.begin < span.end) {
        asc_put_place(w, span.begin);
    }
}

static void put_end(struct asc_writing *w, struct asc_span span)
{
    if (span.begin < span.end) {
        asc_put_place(w, span.end);
    }
}

static void quote_cue(struct asc_writing *w, uint32_t row)
{
    asc_put_span(w, quote_of(w, row)->cue);
}

static void quote_cue_begin(struct asc_writing *w, uint32_t row)
{
    put_begin(w, quote_of(w, row)->cue);
}

static void quote_cue_end(struct asc_writing *w, uint32_t row)
{
    put_end(w, quote_of(w, row)->cue);
}

static void quote_source(struct asc_writing *w, uint32_t row)
{
    asc_put_span(w, quote_of(w, row)->source);
}

static void quote_source_begin(struct asc_writing *w, uint32_t row)
{
    put_begin(w, quote_of(w, row)->source);
}

static void quote_source_end(struct asc_writing *w, uint32_t row)
{
    put_end(w, quote_of(w, row)->source);
}

static void quote_addressee(struct asc_writing *w, uint32_t row)
{
    asc_put_span(w, quote_of(w, row)->addressee);
}

static void quote_addressee_id(struct asc_writing *w, uint32_t row)
{
    asc_put_entity_id(w, quote_of(w, row)->addressee_entity);
}

/* A day of the week is no date: only what is written as one is given. */
static void quote_said_on(struct asc_writing *w, uint32_t row)
{
    struct asc_string said_on = asc_span_text(w->doc, quote_of(w, row)->said_on);
    char date[LONGEST_DATE + 1];
    if (said_on.len && said_on.len <= LONGEST_DATE) {
        memcpy(date, said_on.at, said_on.len);
        date[said_on.len] = '\0';
        if (asc_is_date(date)) {
            asc_put(w->cells.out, said_on.at, said_on.len);
        }
    }
}

/* --- the speaker ------------------------------------------------------------------------------------------------- */

static void quote_speaker_id(struct asc_writing *w, uint32_t row)
{
    asc_put_entity_id(w, quote_of(w, row)->speaker);
}

static void quote_speaker(struct asc_writing *w, uint32_t row)
{
    asc_put_entity_name(w, quote_of(w, row)->speaker);
}

static void quote_speaker_type(struct asc_writing *w, uint32_t row)
{
    const struct asc_entity *speaker = asc_entity_of(w->doc, quote_of(w, row)->speaker);
    if (speaker) {
        asc_put_text(w->cells.out, asc_type_name(speaker->type));
    }
}

static void quote_speaker_role(struct asc_writing *w, uint32_t row)
{
    asc_put_entity_role(w, quote_of(w, row)->speaker);
}

static void quote_resolution(struct asc_writing *w, uint32_t row)
{
    asc_put_text(w->cells.out, asc_resolution_name(quote_of(w, row)->resolution));
}

/* --- where it stands, and why we think so ------------------------------------------------------------------------- */

static const struct asc_block *block_of(const struct asc_writing *w, uint32_t row)
{
    const struct asc_sentence *sentence = asc_sentence_of(w->doc, quote_of(w, row)->sentence);
    return sentence ? asc_block_of(w->doc, sentence->block) : NULL;
}

static void quote_paragraph(struct asc_writing *w, uint32_t row)
{
    if (block_of(w, row)) {
        asc_put_number(w->cells.out, block_of(w, row)->paragraph);
    }
}

static void quote_sentence(struct asc_writing *w, uint32_t row)
{
    if (asc_sentence_of(w->doc, quote_of(w, row)->sentence)) {
        asc_put_number(w->cells.out, quote_of(w, row)->sentence + UINT64_C(1));
    }
}

static void quote_block(struct asc_writing *w, uint32_t row)
{
    if (block_of(w, row)) {
        asc_put_text(w->cells.out, asc_block_name(block_of(w, row)->type));
    }
}

static void quote_rule(struct asc_writing *w, uint32_t row)
{
    uint32_t rule = quote_of(w, row)->rule;
    asc_put_text(w->cells.out, rule == ASC_NONE ? "floating" : asc_rule_name(w->known, rule));
}

static void quote_confidence(struct asc_writing *w, uint32_t row)
{
    asc_put_percent(w->cells.out, quote_of(w, row)->confidence);
}

static const struct asc_column quote_columns[] = {
    {"doc_id", ASC_CELL_TEXT, asc_write_doc_id},
    {"quote_id", ASC_CELL_TEXT, put_quote_id},
    {"parent_id", ASC_CELL_TEXT, quote_parent_id},
    {"kind", ASC_CELL_WORD, quote_kind},
    {"act", ASC_CELL_WORD, quote_act},
    {"modality", ASC_CELL_WORD, quote_modality},
    {"text", ASC_CELL_TEXT, quote_text},
    {"begin", ASC_CELL_NUMBER, quote_begin},
    {"end", ASC_CELL_NUMBER, quote_end},
    {"spans", ASC_CELL_TEXT, quote_spans},
    {"cue", ASC_CELL_TEXT, quote_cue},
    {"cue_begin", ASC_CELL_NUMBER, quote_cue_begin},
    {"cue_end", ASC_CELL_NUMBER, quote_cue_end},
    {"source", ASC_CELL_TEXT, quote_source},
    {"source_begin", ASC_CELL_NUMBER, quote_source_begin},
    {"source_end", ASC_CELL_NUMBER, quote_source_end},
    {"speaker_id", ASC_CELL_TEXT, quote_speaker_id},
    {"speaker", ASC_CELL_TEXT, quote_speaker},
    {"speaker_type", ASC_CELL_WORD, quote_speaker_type},
    {"speaker_role", ASC_CELL_TEXT, quote_speaker_role},
    {"resolution", ASC_CELL_WORD, quote_resolution},
    {"addressee", ASC_CELL_TEXT, quote_addressee},
    {"addressee_id", ASC_CELL_TEXT, quote_addressee_id},
    {"said_on", ASC_CELL_TEXT, quote_said_on},
    {"paragraph", ASC_CELL_NUMBER, quote_paragraph},
    {"sentence", ASC_CELL_NUMBER, quote_sentence},
    {"block", ASC_CELL_WORD, quote_block},
    {"rule", ASC_CELL_TEXT, quote_rule},
    {"confidence", ASC_CELL_NUMBER, quote_confidence},
};

const struct asc_columns asc_quotes_table = {"quotes", quote_columns, ASC_COLUMN_COUNT(quote_columns), true, quote_rows};
