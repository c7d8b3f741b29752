#include "testing.h"

#include <stdlib.h>

void
assert_view(hf_view found, const char *expected)
{
    if (found.len != strlen(expected) ||
        memcmp(found.ptr, expected, found.len) != 0) {
        fail_msg("found \"%.*s\", expected \"%s\"", (int)found.len, found.ptr,
                 expected);
    }
}
