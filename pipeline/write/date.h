/* Dates of the input. */
#ifndef ASC_WRITE_DATE_H
#define ASC_WRITE_DATE_H

#include <stdbool.h>

/* Is the text a date of ISO 8601 in its extended form: year, month if given, day if given, time if given? A space may stand
 * for the T before the time. */
bool asc_is_date(const char *text);

#endif
