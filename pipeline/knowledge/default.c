/* The knowledge inside the executable or library.
 *
 * An image is compiled by the program that it goes into, so the program is linked twice: first with ASC_NO_DEFAULT_IMAGE, then
 * with the image that the first one makes of rules/ and gazetteers/. */
#include "knowledge/knowledge.h"

#ifdef ASC_NO_DEFAULT_IMAGE

struct asc_knowledge *asc_knowledge_open_default(struct asc_problems *problems)
{
    asc_problem(problems, "the default knowledge", 0, 0, "is not in this program: give an image with --knowledge");
    return NULL;
}

#else

/* Defined in the assembly that the build writes. */
extern const char asc_default_image[];
extern const char asc_default_image_end[];

struct asc_knowledge *asc_knowledge_open_default(struct asc_problems *problems)
{
    size_t size = (uintptr_t)asc_default_image_end - (uintptr_t)asc_default_image; /* two names of one array */
    return asc_knowledge_open(asc_default_image, size, problems);
}

#endif
