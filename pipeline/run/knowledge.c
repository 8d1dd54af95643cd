/* The knowledge that a command line asks for. */
#include <string.h>

#include "knowledge/build.h"
#include "run/commands.h"

/* Our sources, which lie in the image, and the user's files behind them. */
static bool compile_with_rules(const struct asc_image *image, const struct asc_options *options, struct asc_problems *problems, void **bytes,
                               size_t *size)
{
    struct asc_builder builder;
    asc_builder_init(&builder, problems);
    const struct asc_source *source = image->section[ASC_SECTION_SOURCES];
    for (uint64_t i = 0; i < image->count[ASC_SECTION_SOURCES]; i++) {
        const char *text = asc_image_string(image, source[i].text);
        asc_build_text(&builder, asc_image_string(image, source[i].path), text, strlen(text));
    }
    for (unsigned i = 0; i < options->rule_files; i++) {
        asc_build_path(&builder, options->rules[i]);
    }
    bool built = asc_build_finish(&builder, bytes, size);
    asc_builder_release(&builder);
    return built;
}

/* A user's rules join ours in an image of their own, to which our names are lent. */
static void add_rules(struct asc_opened *opened, const struct asc_options *options, struct asc_problems *problems)
{
    void *bytes = NULL;
    size_t size = 0;
    opened->base = opened->known;
    opened->known = NULL;
    if (!opened->base->image[0].count[ASC_SECTION_SOURCES]) {
        asc_problem(problems, "--knowledge", 0, 0, "holds no sources that --rules could join: compile it with --sources");
    } else if (compile_with_rules(&opened->base->image[0], options, problems, &bytes, &size)) {
        opened->known = asc_knowledge_open_owned(bytes, size, problems);
    }
    if (opened->known && !asc_knowledge_lend_names(opened->known, opened->base)) {
        asc_problem(problems, "--rules", 0, 0, "there is no room for the names of the knowledge beside these rules");
    }
}

int asc_opened_open(struct asc_opened *opened, const struct asc_options *options)
{
    struct asc_problems problems = {0};
    *opened = (struct asc_opened){.known = options->knowledge ? asc_knowledge_open_path(options->knowledge, &problems)
                                                              : asc_knowledge_open_default(&problems)};
    if (opened->known && options->rule_files) {
        add_rules(opened, options, &problems);
    }
    for (unsigned i = 0; opened->known && i < options->gazetteers; i++) {
        (void)asc_knowledge_add_names(opened->known, options->gazetteer[i], &problems);
    }
    int code = opened->known && !problems.count ? ASC_EXIT_OK : ASC_EXIT_DATA;
    if (code != ASC_EXIT_OK && !problems.count) {
        asc_complain("the knowledge cannot be opened: out of memory");
        code = ASC_EXIT_MEMORY;
    }
    asc_complain_of(&problems);
    asc_problems_release(&problems);
    if (code != ASC_EXIT_OK) {
        asc_opened_close(opened);
    }
    return code;
}

void asc_opened_close(struct asc_opened *opened)
{
    asc_knowledge_close(opened->known);
    asc_knowledge_close(opened->base);
    *opened = (struct asc_opened){0};
}
