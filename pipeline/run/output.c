#include "run/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run/commands.h"

static void release(struct asc_output *output)
{
    free(output->path);
    free(output->temporary);
    *output = (struct asc_output){0};
}

int asc_output_open(struct asc_output *output, const char *path)
{
    *output = (struct asc_output){.file = stdout};
    if (!path || strcmp(path, "-") == 0) {
        return ASC_EXIT_OK;
    }
    size_t room = strlen(path) + 32;
    output->path = strdup(path);
    output->temporary = malloc(room);
    if (!output->path || !output->temporary) {
        release(output);
        asc_complain("out of memory");
        return ASC_EXIT_MEMORY;
    }
    (void)snprintf(output->temporary, room, "%s.%ld.part", path, (long)getpid());
    output->file = fopen(output->temporary, "wb");
    if (!output->file) {
        asc_complain("%s: cannot be created: %s", path, strerror(errno));
        release(output);
        return ASC_EXIT_CREATE;
    }
    return ASC_EXIT_OK;
}

static void fail(struct asc_output *output)
{
    if (output->failed) {
        return;
    }
    output->failed = true;
    output->gone = errno == EPIPE && output->file == stdout;
    if (!output->gone) {
        asc_complain("%s: cannot be written: %s", output->path ? output->path : "standard output", strerror(errno));
    }
}

bool asc_output_put(struct asc_output *output, const char *bytes, size_t len)
{
    if (!output->failed && len && fwrite(bytes, 1, len, output->file) != len) {
        fail(output);
    }
    return !output->failed;
}

int asc_output_close(struct asc_output *output, bool keep)
{
    if (!output->failed && fflush(output->file) != 0) {
        fail(output);
    }
    if (output->path && fclose(output->file) != 0) {
        fail(output);
    }
    bool whole = keep && !output->failed;
    if (output->path && whole && rename(output->temporary, output->path) != 0) {
        fail(output);
        whole = false;
    }
    if (output->path && !whole) {
        (void)unlink(output->temporary);
    }
    int code = output->failed && !output->gone ? ASC_EXIT_WRITE : ASC_EXIT_OK;
    release(output);
    return code;
}
