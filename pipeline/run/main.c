#include <signal.h>

#include "run/commands.h"

static int run_command(const struct asc_options *options)
{
    if (options->merge) {
        if (options->command != ASC_COMMAND_TABLE || options->table != ASC_TABLE_SPEAKERS || !options->operands) {
            asc_complain("--merge joins tables of speakers: ascribe speakers --merge SHARD.csv ...");
            return ASC_EXIT_USAGE;
        }
        return asc_run_merge(options);
    }
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
    /* A reader that goes away shows as a failed write, not as a signal. */
    (void)signal(SIGPIPE, SIG_IGN);
    struct asc_options options;
    int code = asc_options_read(count, (const char **)argument, &options);
    if (code < 0) {
        code = run_command(&options);
    }
    asc_options_release(&options);
    return code;
}
