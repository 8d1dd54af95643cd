/* Paths one after the other: operands as given, folders walked in the byte order of their paths. */
#ifndef ASC_FOLDER_H
#define ASC_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* One folder that is being walked: its names, sorted; those of folders end with '/'. */
struct asc_folder {
    char **name;
    size_t names, at, room;
    size_t path_len; /* of the folder's path, its '/' included */
};

struct asc_walk {
    const char *const *path; /* [paths] the operands, borrowed */
    size_t paths, at;
    struct asc_folder *level; /* a stack */
    size_t levels, level_room;
    char *bytes; /* the path that was given last */
    size_t room;
};

enum asc_step {
    ASC_STEP_END,
    ASC_STEP_FILE,    /* *path is to be read: a file, or "-" */
    ASC_STEP_PROBLEM, /* *path is a folder that cannot be read: *problem is the errno */
};

/* No paths mean standard input. */
void asc_walk_init(struct asc_walk *walk, const char *const *paths, size_t count);

/* The next file. *path lives until the next call. Hidden files, links to folders and what is no regular file are
 * skipped in folders; operands are taken whatever they are. */
enum asc_step asc_walk_next(struct asc_walk *walk, const char **path, int *problem);

/* May opening or reading what comes next wait for somebody: standard input, a named pipe? */
bool asc_walk_may_block(const struct asc_walk *walk);

void asc_walk_release(struct asc_walk *walk);

#endif
