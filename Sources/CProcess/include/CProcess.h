#ifndef SEGUE_CPROCESS_H
#define SEGUE_CPROCESS_H

/// The command line as the system handed it to the process, which needs no /proc.
///
/// Both are 0 where the C library does not pass them to constructors (glibc does).
int segue_argument_count(void);
/// The argument of an index from 0 to below segue_argument_count(); null elsewhere.
const char *segue_argument(int index);

/// The name by which the program was started (getauxval(3), AT_EXECFN), relative to the folder that was
/// the current one then; null where the system does not say.
const char *segue_executed_file(void);

#endif
