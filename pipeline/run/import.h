/* Other people's lists of names, made tables of ours. */
#ifndef ASC_IMPORT_H
#define ASC_IMPORT_H

#include "run/options.h"

/* gazetteer import: reads the operands, writes a table. Returns an exit code of the contract. */
int asc_run_import(const struct asc_options *options);

#endif
