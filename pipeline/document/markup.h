/* Markup that was left in a text: tags and comments, which are read over like white space, and references to characters.
 * Names and meanings are those of the HTML standard (html.spec.whatwg.org), sections 4, 13.1 and 13.5. */
#ifndef ASC_MARKUP_H
#define ASC_MARKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is read over: its bytes, 0 when there is none; the line breaks that it stands for; false if words on both sides are one. */
struct asc_markup {
    uint32_t len;
    unsigned breaks;
    bool blank;
};

/* The tag, comment, script or blank reference ("&nbsp;") that begins at `text`, which has `room` bytes. */
struct asc_markup asc_markup_at(const char *text, size_t room);

/* A reference to a mark ("&quot;", "&#8217;"): its bytes, 0 when there is none, and the mark in UTF-8. */
struct asc_reference {
    uint32_t len;
    const char *mark;
};

/* Of what stands at `text`, which has `room` bytes, at least one. */
struct asc_reference asc_reference_at(const char *text, size_t room);

#endif
