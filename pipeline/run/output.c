#include "run/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/commands.h"

enum { MODE = 0666 };

/* `path` with its last part replaced by `name`, or the folder it stands in when that is NULL. */
static char *beside(const char *path, const char *before, const char *after)
{
    const char *slash = strrchr(path, '/');
    const char *last = slash ? slash + 1 : path;
    size_t room = strlen(path) + strlen(before) + strlen(after) + 3;
    char *name = malloc(room);
    if (name) {
        (void)snprintf(name, room, "%.*s%s%s%s", (int)(last - path), path, before, *after ? last : "", after);
    }
    return name;
}

/* A file without a name in the folder of `path`; -1 where the system has none. */
static int open_nameless(const char *path)
{
    char *folder = beside(path, ".", "");
    int file = folder && access("/proc/self/fd", X_OK) == 0 ? open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, MODE) : -1;
    free(folder);
    return file;
}

static int open_temporary(struct asc_output *output)
{
    output->temporary = beside(output->path, ".", ".XXXXXX");
    int file = output->temporary ? mkostemp(output->temporary, O_CLOEXEC) : -1;
    mode_t mask = umask(0);
    (void)umask(mask);
    if (file >= 0 && fchmod(file, MODE & ~mask) != 0) {
        (void)close(file);
        file = -1;
    }
    return file;
}

/* Devices and pipes are written as they are. */
static int open_path(struct asc_output *output)
{
    struct stat info;
    if (stat(output->path, &info) == 0 && !S_ISREG(info.st_mode)) {
        return open(output->path, O_WRONLY | O_CLOEXEC);
    }
    int file = open_nameless(output->path);
    output->nameless = file >= 0;
    return file >= 0 ? file : open_temporary(output);
}

int asc_output_open(struct asc_output *output, const char *path)
{
    *output = (struct asc_output){.file = stdout, .number = STDOUT_FILENO};
    if (!path) {
        return ASC_EXIT_OK;
    }
    output->path = strdup(path);
    output->number = output->path ? open_path(output) : -1;
    output->file = output->number >= 0 ? fdopen(output->number, "wb") : NULL;
    if (output->file) {
        return ASC_EXIT_OK;
    }
    asc_complain("%s: cannot be created: %s", path, strerror(errno));
    if (output->number >= 0) {
        (void)close(output->number);
    }
    free(output->temporary);
    free(output->path);
    *output = (struct asc_output){0};
    return ASC_EXIT_CREATE;
}

static bool fail(struct asc_output *output)
{
    if (!output->problem) {
        output->problem = errno ? errno : EIO;
        output->closed_pipe = output->problem == EPIPE;
    }
    return false;
}

bool asc_output_write(struct asc_output *output, const char *bytes, size_t len)
{
    if (output->problem) {
        return false;
    }
    return !len || fwrite(bytes, 1, len, output->file) == len || fail(output);
}

bool asc_output_flush(struct asc_output *output)
{
    return !output->problem && (fflush(output->file) == 0 || fail(output));
}

/* Gives a nameless file a name beside its place, from where it can replace what is there. */
static bool name_it(struct asc_output *output)
{
    char from[64];
    (void)snprintf(from, sizeof from, "/proc/self/fd/%d", output->number);
    for (unsigned attempt = 0; attempt < 100; attempt++) {
        char after[32];
        (void)snprintf(after, sizeof after, ".%ld-%u", (long)getpid(), attempt);
        free(output->temporary);
        output->temporary = beside(output->path, ".", after);
        if (!output->temporary) {
            return false;
        }
        if (linkat(AT_FDCWD, from, AT_FDCWD, output->temporary, AT_SYMLINK_FOLLOW) == 0) {
            return true;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    free(output->temporary);
    output->temporary = NULL;
    return false;
}

/* Closes a file of ours; standard output stays open. */
static void close_file(struct asc_output *output)
{
    FILE *file = output->file;
    int failed = 0;
    output->file = NULL;
    if (output->path) {
        failed = fclose(file);
    } else {
        failed = fflush(file);
    }
    if (failed && !output->problem) {
        (void)fail(output);
    }
}

int asc_output_close(struct asc_output *output, bool keep)
{
    if (!output->file) {
        return ASC_EXIT_OK;
    }
    errno = 0;
    if (!asc_output_flush(output) || (keep && output->nameless && !name_it(output))) {
        (void)fail(output);
    }
    close_file(output);
    keep = keep && !output->problem;
    if (keep && output->temporary && rename(output->temporary, output->path) != 0) {
        (void)fail(output);
        keep = false;
    }
    if (!keep && output->temporary) {
        (void)unlink(output->temporary);
    }
    bool failed = output->problem && !output->closed_pipe;
    if (failed) {
        asc_complain("%s: cannot be written: %s", output->path ? output->path : "standard output", strerror(output->problem));
    }
    free(output->temporary);
    free(output->path);
    *output = (struct asc_output){0};
    return failed ? ASC_EXIT_WRITE : ASC_EXIT_OK;
}

int asc_make_folder(const char *path)
{
    char *part = strdup(path);
    bool made = part != NULL;
    for (char *c = part; made && *c; c++) {
        bool ends = c[1] == '/' || !c[1];
        if (ends && *c != '/') {
            char kept = c[1];
            c[1] = '\0';
            made = mkdir(part, 0777) == 0 || errno == EEXIST;
            c[1] = kept;
        }
    }
    free(part);
    struct stat info;
    if (made && stat(path, &info) == 0 && !S_ISDIR(info.st_mode)) {
        errno = ENOTDIR;
        made = false;
    }
    if (!made) {
        asc_complain("%s: cannot be created: %s", path, strerror(errno));
    }
    return made ? ASC_EXIT_OK : ASC_EXIT_CREATE;
}
