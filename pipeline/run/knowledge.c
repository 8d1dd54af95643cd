/* The knowledge that a command line asks for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "knowledge/build.h"
#include "run/commands.h"

/* Compiles a folder of tables and rules; NULL when it has problems. */
static struct asc_knowledge *compile_folder(const char *path, struct asc_problems *problems)
{
    struct asc_builder builder;
    asc_builder_init(&builder, problems);
    asc_build_path(&builder, path);
    void *bytes = NULL;
    size_t size = 0;
    bool built = asc_build_finish(&builder, &bytes, &size);
    asc_builder_release(&builder);
    return built ? asc_knowledge_open_owned(bytes, size, problems) : NULL;
}

static struct asc_knowledge *open_knowledge(const char *path, struct asc_problems *problems)
{
    struct stat info;
    if (!path) {
        return asc_knowledge_open_default(problems);
    }
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
        return compile_folder(path, problems);
    }
    size_t size = 0;
    char *bytes = asc_file_read(path, &size, problems);
    return bytes ? asc_knowledge_open_owned(bytes, size, problems) : NULL;
}

/* A user's rules join ours: our sources lie in the image, are compiled again with the user's files behind them, and our
 * names are lent to the result. `base` must outlive it: both live until the process ends. */
static struct asc_knowledge *with_rules(struct asc_knowledge *base, const struct asc_options *options, struct asc_problems *problems)
{
    struct asc_builder builder;
    asc_builder_init(&builder, problems);
    const struct asc_image *image = &base->image[0];
    const struct asc_source *source = image->section[ASC_SECTION_SOURCES];
    for (uint64_t i = 0; i < image->count[ASC_SECTION_SOURCES]; i++) {
        const char *text = asc_image_string(image, source[i].text);
        asc_build_text(&builder, asc_image_string(image, source[i].path), text, strlen(text));
    }
    for (unsigned i = 0; i < options->rule_files; i++) {
        asc_build_path(&builder, options->rules[i]);
    }
    void *bytes = NULL;
    size_t size = 0;
    bool built = asc_build_finish(&builder, &bytes, &size);
    asc_builder_release(&builder);
    struct asc_knowledge *known = built ? asc_knowledge_open_owned(bytes, size, problems) : NULL;
    if (known && !asc_knowledge_lend_names(known, base)) {
        asc_problem(problems, "knowledge", 0, 0, "too many gazetteers");
    }
    return known;
}

struct asc_knowledge *asc_run_knowledge(const struct asc_options *options, int *code)
{
    struct asc_problems problems = {0};
    struct asc_knowledge *known = open_knowledge(options->knowledge, &problems);
    if (known && options->rule_files) {
        known = with_rules(known, options, &problems);
    }
    for (unsigned i = 0; known && i < options->gazetteers; i++) {
        (void)asc_knowledge_add_names(known, options->gazetteer[i], &problems);
    }
    if (problems.count || !known) {
        (void)fputs(problems.text ? problems.text : "ascribe: the knowledge cannot be opened\n", stderr);
        *code = ASC_EXIT_DATA;
        asc_knowledge_close(known);
        known = NULL;
    }
    asc_problems_release(&problems);
    return known;
}
