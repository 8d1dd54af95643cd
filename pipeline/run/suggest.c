/* How far a word is from one that was meant. */
#include <string.h>

#include "run/options.h"

enum { LONGEST = 32, FAR = 3 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Optimal string alignment, row by row: the two rows before are enough. */
unsigned asc_edit_distance(const char *left, const char *right)
{
    unsigned row[3][LONGEST + 1];
    size_t m = strlen(left), n = strlen(right);
    if (m > LONGEST || n > LONGEST) {
        return FAR;
    }
    for (size_t j = 0; j <= n; j++) {
        row[0][j] = (unsigned)j;
    }
    for (size_t i = 1; i <= m; i++) {
        unsigned *now = row[i % 3], *before = row[(i + 2) % 3], *earlier = row[(i + 1) % 3];
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= n; j++) {
            unsigned differs = left[i - 1] != right[j - 1];
            now[j] = least(least(before[j], now[j - 1]) + 1, before[j - 1] + differs);
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                now[j] = least(now[j], earlier[j - 2] + 1);
            }
        }
    }
    return least(row[m % 3][n], FAR);
}
