/*
 * The style and the script of the page. They are html_style.css and
 * html_script.js; the build turns each into lines of a C string.
 */
#include "report/html_parts.h"

hf_view
hf_html_style(void)
{
    static const char style[] =
#include "report/html_style.inc"
        ;
    return (hf_view){style, sizeof style - 1};
}

hf_view
hf_html_script(void)
{
    static const char script[] =
#include "report/html_script.inc"
        ;
    return (hf_view){script, sizeof script - 1};
}
