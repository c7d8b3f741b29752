/*
 * The version of the library, as the Makefile gives it.
 */
#include "handoff.h"

const char *
handoff_version(void)
{
    return HANDOFF_VERSION;
}
