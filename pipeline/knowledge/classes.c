#include "knowledge/classes.h"

#include <string.h>

static const struct {
    const char *name;
    char group;
} classes[] = {
#define X(NAME, GROUP) {#NAME, #GROUP[0]},
    ASC_CLASS_LIST(X)
#undef X
};

struct asc_classes asc_classes_group(char group)
{
    struct asc_classes set = {{0, 0}};
    for (unsigned i = 0; i < ASC_CLASSES; i++) {
        if (classes[i].group == group) {
            set = asc_classes_add(set, i);
        }
    }
    return set;
}

const char *asc_class_name(unsigned class)
{
    return class < ASC_CLASSES ? classes[class].name : "";
}

int asc_class_index(const char *name, size_t len)
{
    for (unsigned i = 0; i < ASC_CLASSES; i++) {
        if (strlen(classes[i].name) == len && memcmp(classes[i].name, name, len) == 0) {
            return (int)i;
        }
    }
    return -1;
}
