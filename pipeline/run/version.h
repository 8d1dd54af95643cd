/* The version of the program; CHANGELOG.md says what each brought. */
#ifndef ASC_VERSION_H
#define ASC_VERSION_H

#define ASC_VERSION "0.1.0"

#endif
