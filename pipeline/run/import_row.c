#include "run/import_row.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "document/fold.h"
#include "document/tokens.h"
#include "run/commands.h"
#include "write/text.h"

enum { FORM_TOKENS = 16, FLUSH = 1 << 18 };

/* --- what is left out -------------------------------------------------------------------------------------------- */

void asc_import_skip(struct asc_import *import, bool form, const char *format, ...)
{
    char why[ASC_IMPORT_REASON];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(why, sizeof why, format, args);
    va_end(args);
    unsigned i = 0;
    while (i < import->tallies && (import->tally[i].form != form || strcmp(import->tally[i].why, why) != 0)) {
        i++;
    }
    if (i == ASC_IMPORT_TALLIES) {
        i--;
        (void)snprintf(import->tally[i].why, ASC_IMPORT_REASON, "various reasons");
    } else if (i == import->tallies) {
        import->tally[i] = (struct asc_import_tally){.line = import->line, .form = form};
        memcpy(import->tally[i].why, why, sizeof why);
        import->tallies++;
    }
    import->tally[i].count++;
}

void asc_import_bad(struct asc_import *import, const char *why)
{
    import->failed = true;
    asc_import_skip(import, false, "%s", why);
}

/* --- forms ------------------------------------------------------------------------------------------------------- */

/* Is the text in Latin letters as far as it has letters (Unicode's blocks of Latin letters)? -1 when it is no UTF-8 or has no
 * letter at all. */
static int is_latin(const char *text, size_t len)
{
    int answer = -1;
    for (size_t i = 0; i < len;) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(len - i), &c);
        if (step <= 0) {
            return -1;
        }
        utf8proc_category_t category = utf8proc_category(c);
        if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) {
            bool latin =
                c < 0x370 || (c >= 0x1E00 && c < 0x1F00) || (c >= 0x2C60 && c < 0x2C80) || (c >= 0xA720 && c < 0xA800) || (c >= 0xFB00 && c < 0xFB07);
            if (!latin) {
                return 0;
            }
            answer = 1;
        }
        i += (size_t)step;
    }
    return answer;
}

/* Tables cut names to words without knowing contractions here: at most a token more than with them. */
static bool is_short(const char *text, size_t len)
{
    struct asc_tokenizer tokenizer = {.text = text, .end = (uint32_t)len};
    struct asc_token token;
    unsigned tokens = 0;
    while (tokens <= FORM_TOKENS && asc_tokenizer_next(&tokenizer, &token)) {
        tokens++;
    }
    return tokens && tokens <= FORM_TOKENS;
}

static bool is_listed(const struct asc_import *import, const char *text, size_t len)
{
    for (unsigned i = 0; i < import->form_count; i++) {
        const struct asc_import_form *form = import->form + i;
        if (form->len == len && memcmp(import->forms.bytes + form->at, text, len) == 0) {
            return true;
        }
    }
    return false;
}

/* The form stands at the end of import->forms. Why can a table not hold it? NULL when it can. */
static const char *why_not(const struct asc_import *import, const char *text, size_t len, bool weak, int latin)
{
    if (latin < 0) {
        return "no letters";
    }
    if (len > 512 || !is_short(text, len)) {
        return "more than 16 words";
    }
    if (memchr(text, '|', len) || (weak && memchr(text, ';', len))) {
        return "a character that parts the cells";
    }
    return import->form_count == ASC_IMPORT_FORMS ? "more than 512 forms of one name" : NULL;
}

void asc_import_form(struct asc_import *import, const char *text, size_t len, bool weak)
{
    struct asc_buffer *forms = &import->forms;
    size_t at = forms->len;
    for (size_t white; (white = asc_space_at(text, len)) != 0; len -= white) {
        text += white;
    }
    asc_put_squeezed(forms, at, (struct asc_string){text, len});
    while (forms->len > at && forms->bytes[forms->len - 1] == ' ') {
        forms->len--;
    }
    if (forms->failed || forms->len == at) {
        return;
    }
    const char *form = forms->bytes + at;
    len = forms->len - at;
    int latin = is_latin(form, len);
    const char *why = why_not(import, form, len, weak, latin);
    if (why) {
        asc_import_skip(import, true, "%s", why);
    }
    if (why || is_listed(import, form, len)) {
        forms->len = at;
        return;
    }
    import->form[import->form_count++] = (struct asc_import_form){at, len, weak, latin > 0};
}

/* --- the entry --------------------------------------------------------------------------------------------------- */

/* The first form in Latin letters, a strong one before a weak one. */
static unsigned name_of(const struct asc_import *import)
{
    unsigned weak = import->form_count;
    for (unsigned i = 0; i < import->form_count; i++) {
        if (import->form[i].latin && !import->form[i].weak) {
            return i;
        }
        if (import->form[i].latin && weak == import->form_count) {
            weak = i;
        }
    }
    return weak;
}

static void put_form(struct asc_import *import, unsigned form)
{
    asc_put(&import->out, import->forms.bytes + import->form[form].at, import->form[form].len);
}

/* The forms other than the name, or only those that are weak. */
static void put_forms(struct asc_import *import, unsigned name, bool weak, char separator)
{
    bool first = true;
    for (unsigned i = 0; i < import->form_count; i++) {
        bool wanted = weak ? import->form[i].weak : i != name;
        if (wanted && import->form[i].latin) {
            if (!first) {
                asc_put_byte(&import->out, separator);
            }
            put_form(import, i);
            first = false;
        }
    }
}

static bool has_weak(const struct asc_import *import)
{
    for (unsigned i = 0; i < import->form_count; i++) {
        if (import->form[i].weak && import->form[i].latin) {
            return true;
        }
    }
    return false;
}

static void put_attributes(struct asc_import *import, unsigned name)
{
    asc_put(&import->out, import->attributes.bytes, import->attributes.len);
    if (has_weak(import)) {
        asc_put_text(&import->out, import->attributes.len ? "|weak=" : "weak=");
        put_forms(import, name, true, ';');
    }
    asc_put_byte(&import->out, '\n');
}

static void count_foreign(struct asc_import *import)
{
    for (unsigned i = 0; i < import->form_count; i++) {
        if (!import->form[i].latin) {
            asc_import_skip(import, true, "not in Latin letters");
        }
    }
}

/* What is tallied now belongs to the line where the entry began. */
static bool is_worth_a_row(struct asc_import *import, unsigned name)
{
    uint64_t line = import->line;
    import->line = import->begun;
    count_foreign(import);
    if (name == import->form_count) {
        asc_import_skip(import, false, "no name in Latin letters that a table can hold");
    }
    import->line = line;
    return name < import->form_count;
}

static void write_entry(struct asc_import *import)
{
    unsigned name = name_of(import);
    if (!is_worth_a_row(import, name)) {
        return;
    }
    struct asc_buffer *out = &import->out;
    asc_put(out, import->id.bytes, import->id.len);
    asc_put_byte(out, '\t');
    asc_put_text(out, asc_type_name(import->type));
    asc_put_byte(out, '\t');
    put_form(import, name);
    asc_put_byte(out, '\t');
    put_forms(import, name, false, '|');
    asc_put_byte(out, '\t');
    asc_put(out, import->kb.bytes, import->kb.len);
    asc_put_byte(out, '\t');
    asc_put(out, import->country, *import->country ? 2 : 0);
    asc_put_byte(out, '\t');
    put_attributes(import, name);
    import->written++;
}

static bool flush(struct asc_import *import, size_t least)
{
    if (import->out.len < least) {
        return !import->output.problem;
    }
    bool done = asc_output_write(&import->output, import->out.bytes, import->out.len);
    import->out.len = 0;
    return done;
}

bool asc_import_end(struct asc_import *import)
{
    if (import->open) {
        write_entry(import);
    }
    import->open = false;
    const struct asc_buffer *all[] = {&import->out, &import->id, &import->forms, &import->attributes, &import->kb};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        import->no_memory |= all[i]->failed;
    }
    return flush(import, FLUSH);
}

static void put_id(struct asc_buffer *out, const char *id)
{
    for (; *id; id++) {
        if ((unsigned char)*id > ' ' && *id != 0x7f) {
            asc_put_byte(out, *id);
        }
    }
}

void asc_import_entry(struct asc_import *import, unsigned type, const char *id)
{
    struct asc_buffer clean = {0};
    put_id(&clean, id);
    bool same =
        import->open && import->type == type && clean.len == import->id.len && clean.len && memcmp(clean.bytes, import->id.bytes, clean.len) == 0;
    if (!same) {
        (void)asc_import_end(import);
        import->open = true;
        import->begun = import->line;
        import->type = type;
        import->id.len = import->forms.len = import->attributes.len = import->kb.len = 0;
        import->form_count = 0;
        import->country[0] = import->country[1] = 0;
        asc_put(&import->id, clean.bytes, clean.len);
    }
    import->no_memory |= clean.failed;
    asc_buffer_release(&clean);
}

void asc_import_attribute(struct asc_import *import, const char *key, const char *text, size_t len)
{
    struct asc_buffer *out = &import->attributes;
    size_t begin = out->len;
    asc_put_text(out, begin ? "|" : "");
    asc_put_text(out, key);
    asc_put_byte(out, '=');
    size_t from = out->len;
    asc_put_squeezed(out, from, (struct asc_string){text, len});
    for (size_t i = from; i < out->len; i++) {
        out->bytes[i] = (char)(out->bytes[i] == '|' ? '/' : out->bytes[i]);
    }
    if (out->len == from) {
        out->len = begin;
    }
}

void asc_import_kb(struct asc_import *import, const char *base, const char *id)
{
    import->kb.len = 0;
    asc_put_text(&import->kb, base);
    asc_put_byte(&import->kb, ':');
    put_id(&import->kb, id);
}

void asc_import_country(struct asc_import *import, const char *text, size_t len)
{
    if (len == 2 && isalpha((unsigned char)text[0]) && isalpha((unsigned char)text[1])) {
        import->country[0] = (char)toupper((unsigned char)text[0]);
        import->country[1] = (char)toupper((unsigned char)text[1]);
    }
}

void asc_import_slug(struct asc_buffer *out, unsigned type, const char *name, size_t len)
{
    char folded[256];
    for (const char *letter = asc_type_name(type); *letter; letter++) {
        asc_put_byte(out, (char)tolower((unsigned char)*letter));
    }
    asc_put_byte(out, '/');
    size_t room = asc_fold_write(name, len, folded, sizeof folded), from = out->len;
    for (size_t i = 0; i < room; i++) {
        unsigned char c = (unsigned char)folded[i];
        if (isalnum(c) || c >= 0x80) {
            asc_put_byte(out, (char)c);
        } else if (out->len > from && out->bytes[out->len - 1] != '-') {
            asc_put_byte(out, '-');
        }
    }
    asc_put_byte(out, '\0');
}

unsigned asc_import_type_of(const struct asc_import_type *types, const char *word, size_t len)
{
    for (size_t i = 0; types[i].word; i++) {
        if (strlen(types[i].word) == len && memcmp(types[i].word, word, len) == 0) {
            return types[i].type;
        }
    }
    return ASC_TYPE_NONE;
}

void asc_import_release(struct asc_import *import)
{
    struct asc_buffer *all[] = {&import->out, &import->id, &import->forms, &import->attributes, &import->kb};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        asc_buffer_release(all[i]);
    }
}
