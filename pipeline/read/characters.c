#include "read/characters.h"

enum { STEP = 64 };

static bool begins_character(char byte)
{
    return ((unsigned char)byte & 0xC0) != 0x80;
}

enum asc_result asc_characters_init(struct asc_characters *characters, struct asc_document *doc)
{
    *characters = (struct asc_characters){.text = doc->text, .len = doc->len, .count = doc->len};
    if (doc->ascii) {
        return ASC_OK;
    }
    characters->count = 0;
    characters->step = asc_arena_alloc(&doc->arena, (doc->len / STEP + 1) * sizeof *characters->step);
    if (!characters->step) {
        return ASC_NO_MEMORY;
    }
    characters->step[0] = 0;
    for (uint32_t i = 0; i < doc->len; i++) {
        if (begins_character(doc->text[i])) {
            if (characters->count % STEP == 0) {
                characters->step[characters->count / STEP] = i;
            }
            characters->count++;
        }
    }
    return ASC_OK;
}

uint32_t asc_characters_byte(const struct asc_characters *characters, int64_t character)
{
    if (character < 0 || character > characters->count) {
        return ASC_NONE;
    }
    if (character == characters->count || !characters->step) {
        return character == characters->count ? characters->len : (uint32_t)character;
    }
    uint32_t at = characters->step[character / STEP];
    for (int64_t left = character % STEP; left > 0; left--) {
        do {
            at++;
        } while (!begins_character(characters->text[at]));
    }
    return at;
}
