#include "testing.h"

#include <stdlib.h>

void
assert_view(hf_view found, const char *expected)
{
    if (!hf_view_equal(found, hf_view_of(expected))) {
        fail_msg("found \"%.*s\", expected \"%s\"", (int)found.len, found.ptr,
                 expected);
    }
}
