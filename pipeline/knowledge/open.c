/* Knowledge from a path. */
#include <stdlib.h>
#include <sys/stat.h>

#include "knowledge/build.h"
#include "knowledge/knowledge.h"

/* Compiles a folder of tables and rules; NULL when it has problems. */
static struct asc_knowledge *compile_folder(const char *path, struct asc_problems *problems)
{
    struct asc_builder builder;
    asc_builder_init(&builder, problems);
    builder.keep_sources = true; /* so that a user's rules can join them */
    asc_build_path(&builder, path);
    void *bytes = NULL;
    size_t size = 0;
    bool built = asc_build_finish(&builder, &bytes, &size);
    asc_builder_release(&builder);
    return built ? asc_knowledge_open_owned(bytes, size, problems) : NULL;
}

struct asc_knowledge *asc_knowledge_open_path(const char *path, struct asc_problems *problems)
{
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
        return compile_folder(path, problems);
    }
    size_t before = problems->count;
    struct asc_knowledge *mapped = asc_knowledge_open_mapped(path, problems);
    if (mapped || problems->count != before) {
        return mapped;
    }
    size_t size = 0; /* a pipe, or no image at all: opening it says so */
    char *bytes = asc_file_read(path, &size, problems);
    return bytes ? asc_knowledge_open_owned(bytes, size, problems) : NULL;
}
