/* The readers of foreign lists. */
#ifndef ASC_IMPORT_LISTS_H
#define ASC_IMPORT_LISTS_H

#include "run/import_row.h"

/* The lines of a list as they come. */
struct asc_lines {
    FILE *file;
    char *line; /* NUL-terminated, without its line break */
    size_t room;
    size_t len;
};

/* The next line; false at the end of the file. A byte-order mark is dropped; a line that is no UTF-8 is tallied and passed over. */
bool asc_lines_next(struct asc_import *import, struct asc_lines *lines);

/* A piece of a line. */
struct asc_piece {
    char *at; /* NUL-terminated */
    size_t len;
};

/* Cuts a line at a character, which it overwrites; returns how many pieces there are, at most `room` are given. */
unsigned asc_cut(char *line, size_t len, char separator, struct asc_piece *piece, unsigned room);

/* Read one line. */
void asc_import_geonames(struct asc_import *import, struct asc_lines *lines);
void asc_import_regexner(struct asc_import *import, struct asc_lines *lines);
void asc_import_wikidata(struct asc_import *import, struct asc_lines *lines);
void asc_import_ftm(struct asc_import *import, struct asc_lines *lines);
void asc_import_spacy(struct asc_import *import, struct asc_lines *lines);

/* Read the whole list; the first line is there already. */
void asc_import_query(struct asc_import *import, struct asc_lines *lines);
void asc_import_opensanctions(struct asc_import *import, struct asc_lines *lines);

/* Reads one line of a lists.def and the list that it names, which stands in the same folder. */
void asc_import_gate(struct asc_import *import, struct asc_lines *lines);

/* --- shared by readers ------------------------------------------------------------------------------------------- */

/* Our types for the labels that recognisers use, for the classes of Wikidata, for the schemata of FollowTheMoney. */
extern const struct asc_import_type asc_label_types[], asc_wikidata_types[], asc_ftm_types[];

/* "Q42" from "http://www.wikidata.org/entity/Q42"; "" when it is none. */
const char *asc_wikidata_id(const char *text);

#endif
