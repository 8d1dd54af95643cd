/* Options: one table from which the parser and --help follow. */
#include "run/options.h"

#include <errno.h>
#include <popt.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/commands.h"
#include "run/version.h"

enum { MOST_JOBS = 1024, DEFAULT_DOCUMENT = 256 };

/* An option: `set` takes its value; false when it is none of the right kind. */
struct option {
    const char *name;
    char letter;
    const char *argument; /* NULL: takes no value */
    const char *help;
    const char *values; /* what the value may be, for the message */
    bool (*set)(struct asc_options *options, const char *value);
};

/* --- values ------------------------------------------------------------------------------------------------------- */

/* The index of a value in a list of words; -1 when it is none of them. */
static int word_of(const char *const *words, const char *value)
{
    for (int i = 0; words[i]; i++) {
        if (strcmp(words[i], value) == 0) {
            return i;
        }
    }
    return -1;
}

static bool set_jobs(struct asc_options *options, const char *value)
{
    char *end = NULL;
    long jobs = strtol(value, &end, 10);
    options->jobs = (int)jobs;
    return *value && !*end && jobs >= 1 && jobs <= MOST_JOBS;
}

static bool set_input(struct asc_options *options, const char *value)
{
    static const char *const words[] = {"auto", "text", "jsonl", NULL};
    int word = word_of(words, value);
    options->read.input = word < 0 ? ASC_INPUT_AUTO : (enum asc_input)word;
    return word >= 0;
}

static bool set_format(struct asc_options *options, const char *value)
{
    static const char *const words[] = {"csv", "tsv", "jsonl", NULL};
    int word = word_of(words, value);
    options->write.format = word < 0 ? ASC_FORMAT_CSV : (enum asc_format)word;
    return word >= 0;
}

static bool set_offsets(struct asc_options *options, const char *value)
{
    static const char *const words[] = {"characters", "bytes", "utf16", NULL};
    int word = word_of(words, value);
    options->write.offsets = word < 0 ? ASC_OFFSETS_CHARACTERS : (enum asc_offsets)word;
    return word >= 0;
}

static bool set_color(struct asc_options *options, const char *value)
{
    static const char *const words[] = {"auto", "never", "always", NULL};
    int word = word_of(words, value);
    options->color = word - 1;
    return word >= 0;
}

static bool set_dialect(struct asc_options *options, const char *value)
{
    options->write.excel = strcmp(value, "excel") == 0;
    return options->write.excel;
}

static bool set_ids(struct asc_options *options, const char *value)
{
    static const char *const words[] = {"local", "full", NULL};
    options->write.full_ids = word_of(words, value) == 1;
    return word_of(words, value) >= 0;
}

static bool set_delimiter(struct asc_options *options, const char *value)
{
    options->write.delimiter = strcmp(value, "tab") == 0 || strcmp(value, "\\t") == 0 ? '\t' : *value;
    bool one = *value && (!value[1] || options->write.delimiter == '\t');
    return one && (unsigned char)options->write.delimiter < 0x80 && !strchr("\"\r\n", options->write.delimiter);
}

static bool set_stage(enum asc_stage *stage, const char *value)
{
    int word = asc_word_index(asc_stage_name, ASC_STAGE_RESOLVE + 1, value, strlen(value));
    *stage = word > ASC_STAGE_NONE ? (enum asc_stage)word : ASC_STAGE_NONE;
    return word > ASC_STAGE_NONE;
}

static bool set_from(struct asc_options *options, const char *value)
{
    return set_stage(&options->from, value);
}

static bool set_until(struct asc_options *options, const char *value)
{
    return set_stage(&options->until, value);
}

static bool set_max_document(struct asc_options *options, const char *value)
{
    char *end = NULL;
    errno = 0;
    unsigned long long size = strtoull(value, &end, 10);
    unsigned shift = *end == 'k' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
    bool read = *value >= '0' && *value <= '9' && !errno && !end[shift ? 1 : 0];
    options->read.max_document = (size_t)size << shift;
    return read && size && size <= (UINT32_MAX >> shift);
}

static bool add_value(const char **list, unsigned *count, const char *value)
{
    bool room = *count < ASC_LIST;
    if (room) {
        list[(*count)++] = value;
    }
    return room;
}

static bool add_keep(struct asc_options *options, const char *value)
{
    return *value && add_value(options->keep, &options->keeps, value);
}

static bool add_gazetteer(struct asc_options *options, const char *value)
{
    return add_value(options->gazetteer, &options->gazetteers, value);
}

static bool add_rules(struct asc_options *options, const char *value)
{
    return add_value(options->rules, &options->rule_files, value);
}

/* Options that only keep their value, or only say yes. */
#define SETTER(FUNCTION, MEMBER, VALUE)                                                                                                              \
    static bool FUNCTION(struct asc_options *options, const char *value)                                                                             \
    {                                                                                                                                                \
        options->MEMBER = (VALUE);                                                                                                                   \
        return !value || *value;                                                                                                                     \
    }

SETTER(set_output, output, value)
SETTER(set_id_field, read.id_field, value)
SETTER(set_text_field, read.text_field, value)
SETTER(set_title_field, read.title_field, value)
SETTER(set_date_field, read.date_field, value)
SETTER(set_url_field, read.url_field, value)
SETTER(set_knowledge, knowledge, value)
SETTER(set_no_header, write.no_header, true)
SETTER(set_all_blocks, all_blocks, true)
SETTER(set_merge, merge, true)
SETTER(set_candidates, candidates, true)
SETTER(set_explain, explain, true)
SETTER(set_sources, sources, true)
SETTER(set_quiet, quiet, true)

/* --- the table ----------------------------------------------------------------------------------------------------- */

static const struct option table[] = {
    {"output", 'o', "PATH", "write there instead of standard output: a folder for all tables, a file for one", "a path", set_output},
    {"jobs", 'j', "N", "threads (default: the processors that may be used)", "a number from 1 to 1024", set_jobs},
    {"input", 0, "KIND", "auto, text or jsonl", "auto, text or jsonl", set_input},
    {"id-field", 0, "NAME", "of JSON Lines (default id)", "a name", set_id_field},
    {"text-field", 0, "NAME", "of JSON Lines (default text)", "a name", set_text_field},
    {"title-field", 0, "NAME", "of JSON Lines (default title)", "a name", set_title_field},
    {"date-field", 0, "NAME", "of JSON Lines (default date)", "a name", set_date_field},
    {"url-field", 0, "NAME", "of JSON Lines (default url)", "a name", set_url_field},
    {"keep", 0, "NAME", "copy a field to documents and quotes; repeatable", "a name, at most 64 of them", add_keep},
    {"format", 0, "FORMAT", "csv, tsv or jsonl", "csv, tsv or jsonl", set_format},
    {"dialect", 0, "NAME", "excel: CSV as spreadsheet programs want it", "excel", set_dialect},
    {"delimiter", 0, "CHAR", "between cells, with --dialect excel; tab for a tab", "one ASCII character, or tab", set_delimiter},
    {"no-header", 0, NULL, "leave out the header line", NULL, set_no_header},
    {"offsets", 0, "UNIT", "characters, bytes or utf16", "characters, bytes or utf16", set_offsets},
    {"ids", 0, "FORM", "local (m812) or full (DOC#m812)", "local or full", set_ids},
    {"gazetteer", 0, "FILE", "names to add, a table or compiled; repeatable", "a path, at most 64 of them", add_gazetteer},
    {"rules", 0, "FILE", "rules, words or weights to add; repeatable", "a path, at most 64 of them", add_rules},
    {"knowledge", 0, "PATH", "use this instead of the default: a compiled file, or a folder", "a path", set_knowledge},
    {"max-document", 0, "SIZE", "larger documents are refused (default 256M)", "a size below 4G: a number, with k, M or G", set_max_document},
    {"all-blocks", 0, NULL, "read page furniture like the article", NULL, set_all_blocks},
    {"until", 0, "STAGE", "last stage of annotate", "read, segment, gazetteer, names, quotes or resolve", set_until},
    {"from", 0, "STAGE", "insist that the input is annotated so far", "read, segment, gazetteer, names, quotes or resolve", set_from},
    {"merge", 0, NULL, "speakers: join the tables of several runs", NULL, set_merge},
    {"explain", 0, NULL, "gazetteer lookup: say how each name is matched", NULL, set_explain},
    {"candidates", 0, NULL, "explain: a line a candidate, for programs", NULL, set_candidates},
    {"sources", 0, NULL, "gazetteer compile: keep the texts of rules and words", NULL, set_sources},
    {"color", 0, "WHEN", "auto, always or never", "auto, always or never", set_color},
    {"quiet", 0, NULL, "no warnings, no progress", NULL, set_quiet},
};

enum { OPTIONS = sizeof table / sizeof *table, HELP = OPTIONS + 1, VERSION };

_Static_assert(OPTIONS < 64, "`given` has a bit for each");

static void fill_popt(struct poptOption *popt)
{
    for (unsigned i = 0; i < OPTIONS; i++) {
        popt[i] = (struct poptOption){table[i].name, table[i].letter,  table[i].argument ? POPT_ARG_STRING : POPT_ARG_NONE, NULL, (int)i + 1,
                                      table[i].help, table[i].argument};
    }
    popt[OPTIONS] = (struct poptOption){"help", 'h', POPT_ARG_NONE, NULL, HELP, "show this help", NULL};
    popt[OPTIONS + 1] = (struct poptOption){"version", 'V', POPT_ARG_NONE, NULL, VERSION, "show the version", NULL};
    popt[OPTIONS + 2] = (struct poptOption)POPT_TABLEEND;
}

static bool was_given(const struct asc_options *options, bool (*set)(struct asc_options *, const char *))
{
    for (unsigned i = 0; i < OPTIONS; i++) {
        if (table[i].set == set) {
            return options->given >> i & 1;
        }
    }
    return false;
}

/* --- reading ---------------------------------------------------------------------------------------------------------- */

static int print_help(poptContext context)
{
    (void)puts("ascribe reads news and writes tables of who is in it and who said what.\n\n"
               "  ascribe [TABLE] [OPTION | FILE]...   a table: documents sentences mentions entities quotes speakers (default quotes)\n"
               "  ascribe -o DIR [OPTION | FILE]...    all tables, one file each\n"
               "  ascribe annotate [--from S] [--until S] [OPTION | FILE]...   documents with their layers, as JSON Lines\n"
               "  ascribe speakers --merge FILE...     the speakers tables of several runs as one\n"
               "  ascribe explain FILE                 what was found, and why\n"
               "  ascribe gazetteer compile FILE... -o IMAGE | lookup NAME | import FILE... | check FILE...\n"
               "  ascribe rules check [FILE]...\n\n"
               "Without FILE, or for -, standard input is read; folders are walked.\n");
    poptSetOtherOptionHelp(context, "[TABLE] [OPTION | FILE]...");
    poptPrintHelp(context, stdout, 0);
    (void)puts("\nExit: 0 all well; 1 some documents failed; 2 wrong usage; 65 a rule or gazetteer file is wrong; 70 own defect;\n"
               "71 out of memory; 73 cannot create; 74 cannot write.");
    return fflush(stdout) == 0 ? ASC_EXIT_OK : ASC_EXIT_WRITE;
}

/* Applies one option that popt has read. */
static int apply(struct asc_options *options, poptContext context, int number)
{
    if (number == HELP) {
        return print_help(context);
    }
    if (number == VERSION) {
        return printf("ascribe %s\n", ASC_VERSION) > 0 && fflush(stdout) == 0 ? ASC_EXIT_OK : ASC_EXIT_WRITE;
    }
    const struct option *option = table + number - 1;
    char *value = poptGetOptArg(context);
    if (value && options->values == sizeof options->value / sizeof *options->value) {
        free(value);
        return asc_misused("too many options");
    }
    if (value) {
        options->value[options->values++] = value;
    }
    options->given |= UINT64_C(1) << (number - 1);
    if (!option->set(options, value)) {
        asc_complain("--%s %s: expected %s", option->name, value ? value : "", option->values ? option->values : "no value");
        return asc_misused(NULL);
    }
    return -1;
}

static int read_options(struct asc_options *options)
{
    poptContext context = options->context;
    for (;;) {
        int number = poptGetNextOpt(context);
        if (number == -1) {
            return -1;
        }
        if (number < -1) {
            const char *bad = poptBadOption(context, POPT_BADOPTION_NOALIAS);
            asc_complain("%s: %s", bad, number == POPT_ERROR_BADOPT ? "no such option" : poptStrerror(number));
            return asc_misused(NULL);
        }
        int code = apply(options, context, number);
        if (code >= 0) {
            return code;
        }
    }
}

/* --- commands ---------------------------------------------------------------------------------------------------------- */

static const char *const command_word[] = {"documents", "sentences", "mentions",  "entities", "quotes", "speakers",
                                           "annotate",  "explain",   "gazetteer", "rules",    NULL};

const char *asc_command_word(unsigned index)
{
    return index < sizeof command_word / sizeof *command_word ? command_word[index] : NULL;
}

/* A missing file whose name is nearly a command's was most likely meant as one. */
static int suggest(const char *operand)
{
    struct stat info;
    if (stat(operand, &info) == 0) {
        return -1;
    }
    for (unsigned i = 0; command_word[i]; i++) {
        if (asc_edit_distance(operand, command_word[i]) <= 2) {
            asc_complain("%s: no such file or command; did you mean \"%s\"?", operand, command_word[i]);
            return asc_misused(NULL);
        }
    }
    return -1;
}

static int take_command(struct asc_options *options)
{
    const char *first = options->operand ? *options->operand : NULL;
    int word = first ? word_of(command_word, first) : -1;
    options->table = ASC_TABLE_QUOTES;
    options->command = options->output ? ASC_COMMAND_ALL : ASC_COMMAND_TABLE;
    if (word < 0) {
        return first ? suggest(first) : -1;
    }
    options->operand++;
    options->operands--;
    if (word < (int)ASC_TABLES) {
        options->command = ASC_COMMAND_TABLE;
        options->table = (enum asc_table_kind)word;
    } else {
        options->command = (enum asc_command)(ASC_COMMAND_ANNOTATE + word - (int)ASC_TABLES);
    }
    return -1;
}

/* What cannot go together. */
static int check(const struct asc_options *options)
{
    enum asc_command command = options->command;
    bool speakers = command == ASC_COMMAND_TABLE && options->table == ASC_TABLE_SPEAKERS;
    if (was_given(options, set_until) && command != ASC_COMMAND_ANNOTATE) {
        return asc_misused("--until goes with annotate only");
    }
    if (options->merge && !(speakers && options->operands)) {
        return asc_misused("--merge goes with the command speakers and the files to join");
    }
    if (options->candidates && command != ASC_COMMAND_EXPLAIN) {
        return asc_misused("--candidates goes with explain only");
    }
    if ((options->explain || options->sources) && command != ASC_COMMAND_GAZETTEER) {
        return asc_misused("--explain and --sources go with gazetteer only");
    }
    if (was_given(options, set_delimiter) && !options->write.excel) {
        return asc_misused("--delimiter goes with --dialect excel only: CSV has commas, and --format tsv tabs");
    }
    if (options->write.excel && options->write.format != ASC_FORMAT_CSV) {
        return asc_misused("--dialect excel goes with --format csv only");
    }
    return -1;
}

/* The processors that this process may use. */
static int processors(void)
{
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : (int)sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > MOST_JOBS ? MOST_JOBS : count;
}

int asc_options_read(int count, const char **argument, struct asc_options *options)
{
    *options = (struct asc_options){.jobs = processors(), .color = -1};
    options->read = (struct asc_read_options){.id_field = "id",
                                              .text_field = "text",
                                              .title_field = "title",
                                              .date_field = "date",
                                              .url_field = "url",
                                              .max_document = (size_t)DEFAULT_DOCUMENT << 20};
    options->write.delimiter = ',';
    struct poptOption *popt = calloc(OPTIONS + 3, sizeof *popt);
    options->table_of_popt = popt;
    if (popt) {
        fill_popt(popt);
    }
    (void)unsetenv("POSIXLY_CORRECT"); /* options stand anywhere */
    (void)unsetenv("POSIX_ME_HARDER");
    options->context = popt ? poptGetContext("ascribe", count, argument, popt, 0) : NULL;
    if (!options->context) {
        asc_complain("out of memory");
        return ASC_EXIT_MEMORY;
    }
    int code = read_options(options);
    if (code >= 0) {
        return code;
    }
    const char *const *operand = (const char *const *)poptGetArgs(options->context);
    static const char *const none[] = {NULL};
    options->operand = operand ? operand : none;
    while (options->operand[options->operands]) {
        options->operands++;
    }
    code = take_command(options);
    options->read.keep = options->write.keep = options->keep;
    options->read.keeps = options->write.keeps = options->keeps;
    return code >= 0 ? code : check(options);
}

void asc_options_release(struct asc_options *options)
{
    if (options->context) {
        (void)poptFreeContext(options->context);
    }
    for (unsigned i = 0; i < options->values; i++) {
        free(options->value[i]);
    }
    options->values = 0;
    free(options->table_of_popt);
}
