#include "CProcess.h"

#include <stddef.h>
#include <sys/auxv.h>

static int argument_count;
static char **arguments;

// The dynamic linker of glibc calls constructors with main's arguments.
__attribute__((constructor)) static void keep_arguments(int count, char **values) {
#ifdef __GLIBC__
    argument_count = count;
    arguments = values;
#else
    (void)count;
    (void)values;
#endif
}

int segue_argument_count(void) { return argument_count; }

const char *segue_argument(int index) {
    return index >= 0 && index < argument_count ? arguments[index] : NULL;
}

const char *segue_executed_file(void) { return (const char *)getauxval(AT_EXECFN); }
