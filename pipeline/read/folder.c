#include "read/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const standard_input[] = {"-"};

void asc_walk_init(struct asc_walk *walk, const char *const *paths, size_t count)
{
    *walk = (struct asc_walk){.path = count ? paths : standard_input, .paths = count ? count : 1};
}

static void release_level(struct asc_folder *level)
{
    for (size_t i = 0; i < level->names; i++) {
        free(level->name[i]);
    }
    free(level->name);
}

void asc_walk_release(struct asc_walk *walk)
{
    while (walk->levels) {
        release_level(walk->level + --walk->levels);
    }
    free(walk->level);
    free(walk->bytes);
    *walk = (struct asc_walk){0};
}

/* Makes room for one more item; false when there is no memory. */
static bool more(void **items, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return true;
    }
    size_t bigger = *room ? *room * 2 : 16;
    void *grown = realloc(*items, bigger * size);
    if (!grown) {
        return false;
    }
    *items = grown;
    *room = bigger;
    return true;
}

/* The names of folders end with '/', so that names in order give whole paths in order: "a.txt" comes before "a/b". */
static int by_bytes(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* What an item of a folder is worth: 'd' a folder to walk, 'f' a file to read, 0 nothing. */
static char kind_of(int folder, const char *name)
{
    struct stat info;
    if (*name == '.') {
        return 0;
    }
    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        return 'f'; /* opening it will say why */
    }
    if (S_ISDIR(info.st_mode)) {
        return 'd';
    }
    bool link = S_ISLNK(info.st_mode);
    if (link && fstatat(folder, name, &info, 0) != 0) {
        return 'f';
    }
    return S_ISREG(info.st_mode) ? 'f' : 0;
}

static bool add_name(struct asc_folder *level, const char *name, bool folder)
{
    size_t len = strlen(name);
    if (!more((void **)&level->name, level->names, &level->room, sizeof *level->name)) {
        return false;
    }
    char *copy = malloc(len + 2);
    if (!copy) {
        return false;
    }
    memcpy(copy, name, len);
    memcpy(copy + len, "/", 2);
    copy[folder ? len + 1 : len] = '\0';
    level->name[level->names++] = copy;
    return true;
}

/* Lists a folder; returns 0 or an errno. */
static int list(DIR *folder, struct asc_folder *level)
{
    for (;;) {
        errno = 0;
        const struct dirent *item = readdir(folder);
        if (!item) {
            break;
        }
        char kind = kind_of(dirfd(folder), item->d_name);
        if (kind && !add_name(level, item->d_name, kind == 'd')) {
            return ENOMEM;
        }
    }
    int problem = errno;
    if (level->names) {
        qsort(level->name, level->names, sizeof *level->name, by_bytes);
    }
    return problem;
}

/* Puts the folder of that path on the stack; returns 0 or an errno. */
static int enter(struct asc_walk *walk, const char *path)
{
    if (!more((void **)&walk->level, walk->levels, &walk->level_room, sizeof *walk->level)) {
        return ENOMEM;
    }
    DIR *folder = opendir(path);
    if (!folder) {
        return errno;
    }
    struct asc_folder level = {.path_len = strlen(path)};
    int problem = list(folder, &level);
    (void)closedir(folder);
    if (problem) {
        release_level(&level);
        return problem;
    }
    walk->level[walk->levels++] = level;
    return 0;
}

/* Makes the path of a name behind the first `len` bytes of the last one; NULL when there is no memory. */
static char *join(struct asc_walk *walk, size_t len, const char *name, const char *end)
{
    size_t name_len = strlen(name), end_len = strlen(end), need = len + name_len + end_len + 1;
    if (need > walk->room) {
        char *bytes = realloc(walk->bytes, need * 2);
        if (!bytes) {
            return NULL;
        }
        walk->bytes = bytes;
        walk->room = need * 2;
    }
    memcpy(walk->bytes + len, name, name_len);
    memcpy(walk->bytes + len + name_len, end, end_len + 1);
    return walk->bytes;
}

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* What comes next, and whether it is a folder. */
struct next {
    const char *name; /* in its folder, or the operand */
    const char *path; /* NULL when there was no memory for it */
    bool folder;
};

static struct next next_in_folder(struct asc_walk *walk)
{
    struct asc_folder *level = walk->level + walk->levels - 1;
    const char *name = level->name[level->at++];
    return (struct next){name, join(walk, level->path_len, name, ""), name[strlen(name) - 1] == '/'};
}

static struct next next_operand(struct asc_walk *walk)
{
    const char *operand = walk->path[walk->at++];
    bool folder = strcmp(operand, "-") != 0 && is_folder(operand);
    bool bare = folder && operand[strlen(operand) - 1] != '/';
    return (struct next){operand, join(walk, 0, operand, bare ? "/" : ""), folder};
}

enum asc_step asc_walk_next(struct asc_walk *walk, const char **path, int *problem)
{
    *problem = 0;
    for (;;) {
        while (walk->levels && walk->level[walk->levels - 1].at == walk->level[walk->levels - 1].names) {
            release_level(walk->level + --walk->levels);
        }
        if (!walk->levels && walk->at == walk->paths) {
            return ASC_STEP_END;
        }
        struct next next = walk->levels ? next_in_folder(walk) : next_operand(walk);
        *path = next.path ? next.path : next.name;
        *problem = !next.path ? ENOMEM : next.folder ? enter(walk, next.path) : 0;
        if (*problem || !next.folder) {
            return *problem ? ASC_STEP_PROBLEM : ASC_STEP_FILE;
        }
    }
}

bool asc_walk_may_block(const struct asc_walk *walk)
{
    struct stat info;
    if (walk->levels || walk->at == walk->paths) {
        return false;
    }
    const char *next = walk->path[walk->at];
    int found = strcmp(next, "-") == 0 ? fstat(STDIN_FILENO, &info) : stat(next, &info);
    return found == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}
