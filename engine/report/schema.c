/*
 * The JSON Schema of reports, for those who read them by program. It is
 * report.schema.json; the build turns it into lines of a C string.
 */
#include "handoff/report.h"

const char *
handoff_report_schema(void)
{
    static const char schema[] =
#include "report/report.schema.inc"
        ;
    return schema;
}
