/*
 * Writes the page of the fixture to standard output. usage: page [PAYLOAD],
 * where the payload stands in every text that could come from elsewhere.
 */
#include "report/fixture.h"
#include "report/html.h"

#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    hf_document document;
    hf_buffer out = {0};
    hf_fixture_lay_out(&document, argc > 1 ? argv[1] : "");
    bool is_whole = !document.out_of_memory && hf_html_write(&document, &out) &&
                    fwrite(out.ptr, 1, out.len, stdout) == out.len;
    hf_buffer_clear(&out);
    hf_arena_clear(&document.arena);
    return is_whole ? EXIT_SUCCESS : EXIT_FAILURE;
}
