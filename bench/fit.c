/* Fits weights of evidence: logistic regression over labelled candidates.
 *
 *   fit [-l L2] [-d DROP] [-e EPOCHS] [-m COUNT] [-r RUNS] [-n NOTE] < labelled.tsv > weights.tsv
 *
 * A line is `label<TAB>weight<TAB>feature feature ...[<TAB>group]`. Of successive lines of one group at most one wins, as when the
 * program chooses: the group's candidates share a probability of one with the possibility that none is right (a conditional logit, which
 * for a group of one is the usual logistic regression). The method is stochastic gradient descent with AdaGrad steps
 * (Duchi, Hazan, Singer 2011) and an L2 penalty; in each step a share DROP of the features is left out, so that none relies on others (Wager,
 * Wang, Liang 2013). The weights are the mean of RUNS such descents, which differ in the order of the steps, so that less is left
 * to chance. Features seen fewer than COUNT times get no weight. Weights come out in hundredths of a logit, one line a feature,
 * sorted by name, as rules/weights-*.tsv wants them. Same input, same output. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLOTS = 1 << 22 };

/* A feature and its weight so far. */
struct feature {
    char *name;
    unsigned count;
    double weight, gradient;
    double total; /* of the weights after the later epochs, whose mean is less of an accident than the last one */
};

/* A labelled candidate: features [first, first + count) of the list. */
struct example {
    uint32_t first, count;
    uint32_t rivals; /* examples of its group from here on, itself included; 0 unless it is the first */
    float label, weight;
    double sum;
};

enum { SHARP = 12 }; /* how clearly the better of two right candidates is preferred */

static struct feature *features;
static uint32_t *slot;
static uint32_t feature_count, feature_room;
static uint32_t *list;
static size_t list_count, list_room;
static struct example *examples;
static size_t example_count, example_room;

static void *grown(void *old, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return old;
    }
    *room = *room ? *room * 2 : 4096;
    void *more = realloc(old, *room * size);
    if (!more) {
        (void)fprintf(stderr, "fit: out of memory\n");
        exit(71);
    }
    return more;
}

static uint32_t feature_of(const char *name)
{
    uint64_t hash = 1469598103934665603U;
    for (const char *c = name; *c; c++) {
        hash = (hash ^ (unsigned char)*c) * 1099511628211U;
    }
    size_t i = (hash ^ hash >> 32) & (SLOTS - 1);
    while (slot[i] && strcmp(features[slot[i] - 1].name, name) != 0) {
        i = (i + 1) & (SLOTS - 1);
    }
    if (!slot[i]) {
        size_t room = feature_room;
        features = grown(features, feature_count, &room, sizeof *features);
        feature_room = (uint32_t)room;
        features[feature_count] = (struct feature){.name = strdup(name)};
        slot[i] = ++feature_count;
    }
    return slot[i] - 1;
}

static void read_example(char *line)
{
    static char last[256];
    static size_t leader;
    char *save = NULL;
    char *label = strtok_r(line, "\t", &save), *weight = strtok_r(NULL, "\t", &save), *rest = strtok_r(NULL, "\t\n", &save);
    const char *group = strtok_r(NULL, "\n", &save);
    if (!label || !weight || !rest) {
        return;
    }
    examples = grown(examples, example_count, &example_room, sizeof *examples);
    struct example *example = examples + example_count++;
    *example = (struct example){.first = (uint32_t)list_count, .label = strtof(label, NULL), .weight = strtof(weight, NULL)};
    if (!group || strcmp(group, last) != 0) {
        leader = example_count - 1;
        (void)snprintf(last, sizeof last, "%s", group ? group : "");
    }
    examples[leader].rivals++;
    for (char *word = strtok_r(rest, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
        list = grown(list, list_count, &list_room, sizeof *list);
        list[list_count] = feature_of(word);
        features[list[list_count++]].count++;
        example->count++;
    }
}

/* What is left out of one step. */
struct drop {
    double share;
    uint64_t salt;
};

static bool is_dropped(const struct drop *drop, uint32_t feature)
{
    uint64_t hash = (feature + UINT64_C(1)) * 0x9e3779b97f4a7c15U ^ drop->salt;
    hash = (hash ^ hash >> 31) * 0xbf58476d1ce4e5b9U;
    return (double)((hash ^ hash >> 29) >> 11) * 0x1p-53 < drop->share;
}

/* The sum of the weights; those that are left stand for all. */
static double sum_of(const struct example *example, const struct drop *drop)
{
    double sum = 0;
    for (uint32_t i = 0; i < example->count; i++) {
        uint32_t feature = list[example->first + i];
        sum += is_dropped(drop, feature) ? 0 : features[feature].weight;
    }
    return sum / (1 - drop->share);
}

/* How to learn. */
struct course {
    double rate, penalty;
    unsigned rare; /* a feature seen fewer times gets no weight */
    struct drop drop;
};

static void step(const struct example *example, double error, const struct course *course)
{
    for (uint32_t i = 0; i < example->count; i++) {
        uint32_t number = list[example->first + i];
        struct feature *feature = features + number;
        if (feature->count < course->rare || is_dropped(&course->drop, number)) {
            continue;
        }
        double gradient = error - course->penalty * feature->weight / feature->count;
        feature->gradient += gradient * gradient;
        feature->weight += course->rate * gradient / sqrt(feature->gradient + 1e-8);
    }
}

/* One step for the group that begins at `first`. Its right candidates share what the best of them is worth. */
static void learn(struct example *first, const struct course *course)
{
    double highest = 0, all = 0, best = 0, shares = 0;
    for (struct example *e = first; e < first + first->rivals; e++) {
        e->sum = sum_of(e, &course->drop);
        highest = e->sum > highest ? e->sum : highest;
        best = e->label > best ? e->label : best;
        shares += pow(e->label, SHARP);
    }
    for (const struct example *e = first; e < first + first->rivals; e++) {
        all += exp(e->sum - highest);
    }
    all += exp(-highest);
    for (const struct example *e = first; e < first + first->rivals; e++) {
        double wanted = e->label > 0 ? best * pow(e->label, SHARP) / shares : 0;
        step(e, (wanted - exp(e->sum - highest) / all) * e->weight, course);
    }
}

/* Learns from the start on, in an order of its own, and adds up the weights after the later epochs. */
static void learn_all(struct course *course, double rate, unsigned epochs, uint64_t order)
{
    uint64_t state = 88172645463325252U * order;
    for (uint32_t f = 0; f < feature_count; f++) {
        features[f].weight = features[f].gradient = 0;
    }
    for (unsigned epoch = 0; epoch < epochs; epoch++) {
        course->rate = rate / (1 + 0.3 * epoch);
        for (size_t i = 0; i < example_count; i++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            struct example *example = examples + state % example_count;
            course->drop.salt = state;
            if (example->rivals) {
                learn(example, course);
            }
        }
        for (uint32_t f = 0; f < feature_count && epoch >= epochs / 2; f++) {
            features[f].total += features[f].weight;
        }
    }
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct feature *)left)->name, ((const struct feature *)right)->name);
}

int main(int count, char **argument)
{
    struct course course = {.penalty = 2, .rare = 3};
    double rate = 0.1;
    unsigned epochs = 15, runs = 1;
    const char *note = "unknown";
    for (int option = getopt(count, argument, "l:d:e:m:n:r:"); option != -1; option = getopt(count, argument, "l:d:e:m:n:r:")) {
        course.penalty = option == 'l' ? strtod(optarg, NULL) : course.penalty;
        course.drop.share = option == 'd' ? strtod(optarg, NULL) : course.drop.share;
        epochs = option == 'e' ? (unsigned)strtoul(optarg, NULL, 10) : epochs;
        course.rare = option == 'm' ? (unsigned)strtoul(optarg, NULL, 10) : course.rare;
        runs = option == 'r' ? (unsigned)strtoul(optarg, NULL, 10) : runs;
        note = option == 'n' ? optarg : note;
    }
    slot = calloc(SLOTS, sizeof *slot);
    char *line = NULL;
    size_t room = 0;
    while (slot && getline(&line, &room, stdin) > 0) {
        read_example(line);
    }
    for (unsigned run = 0; run < runs; run++) {
        learn_all(&course, rate, epochs, run + 1);
    }
    for (uint32_t f = 0; f < feature_count; f++) {
        features[f].weight = features[f].total / (runs * (epochs - epochs / 2));
    }
    double loss = 0;
    course.drop.share = 0;
    for (size_t i = 0; i < example_count; i++) {
        double sum = sum_of(examples + i, &course.drop);
        loss += log(1 + exp(examples[i].label > 0.5 ? -sum : sum));
    }
    (void)fprintf(stderr, "fit: %zu candidates, %u features, mean loss %.4f\n", example_count, feature_count, loss / (double)(example_count + 1));
    qsort(features, feature_count, sizeof *features, by_name);
    (void)printf("feature\tweight\tfitted\n");
    for (uint32_t i = 0; i < feature_count; i++) {
        long weight = lround(features[i].weight * 100);
        if (weight && features[i].count >= course.rare) {
            (void)printf("%s\t%ld\t%s\n", features[i].name, weight, note);
        }
    }
    return 0;
}
