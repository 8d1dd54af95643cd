/* The command `ascribe`. */
#include <signal.h>

#include "run/commands.h"

static int run(const struct asc_options *options)
{
    switch (options->command) {
    case ASC_COMMAND_TABLE:
    case ASC_COMMAND_ALL: return asc_run_tables(options);
    case ASC_COMMAND_ANNOTATE: return asc_run_annotate(options);
    case ASC_COMMAND_EXPLAIN: return asc_run_explain(options);
    case ASC_COMMAND_GAZETTEER: return asc_run_gazetteer(options);
    case ASC_COMMAND_RULES: return asc_run_rules(options);
    }
    return ASC_EXIT_DEFECT;
}

int main(int count, char **argument)
{
    (void)signal(SIGPIPE, SIG_IGN); /* a closed pipe is seen when writing, and ends the run quietly */
    struct asc_options options;
    int code = asc_options_read(count, (const char **)argument, &options);
    if (code < 0) {
        code = run(&options);
    }
    asc_options_release(&options);
    return code;
}
