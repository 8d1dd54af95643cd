#include "read/offsets.h"

enum { STEP = 64 };

static bool begins_character(char byte)
{
    return ((unsigned char)byte & 0xC0) != 0x80;
}

enum asc_result asc_offsets_init(struct asc_offsets *offsets, struct asc_document *doc)
{
    *offsets = (struct asc_offsets){.text = doc->text, .len = doc->len, .characters = doc->len};
    if (doc->ascii) {
        return ASC_OK;
    }
    offsets->characters = 0;
    offsets->step = asc_arena_alloc(&doc->arena, (doc->len / STEP + 1) * sizeof *offsets->step);
    if (!offsets->step) {
        return ASC_NO_MEMORY;
    }
    offsets->step[0] = 0;
    for (uint32_t i = 0; i < doc->len; i++) {
        if (begins_character(doc->text[i])) {
            if (offsets->characters % STEP == 0) {
                offsets->step[offsets->characters / STEP] = i;
            }
            offsets->characters++;
        }
    }
    return ASC_OK;
}

uint32_t asc_offsets_byte(const struct asc_offsets *offsets, int64_t character)
{
    if (character < 0 || character > offsets->characters) {
        return ASC_NONE;
    }
    if (character == offsets->characters || !offsets->step) {
        return character == offsets->characters ? offsets->len : (uint32_t)character;
    }
    uint32_t at = offsets->step[character / STEP];
    for (int64_t left = character % STEP; left > 0; left--) {
        do {
            at++;
        } while (!begins_character(offsets->text[at]));
    }
    return at;
}
