/* Dates of the input. */
#ifndef ASC_WRITE_DATE_H
#define ASC_WRITE_DATE_H

#include <stdbool.h>
#include <stddef.h>

/* Is the text a date of ISO 8601 in its extended form: year, month if given, day if given, time if given? A space may stand
 * for the T before the time. */
bool asc_is_date(const char *text);

/* The bytes of the day (2024-03-05) that `text` begins with; 0 when it begins with none. */
size_t asc_day_at(const char *text);

#endif
