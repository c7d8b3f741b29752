/* Why a record was rejected, in words. */
#include "csv/input.h"

const char *
hf_reject_name(hf_reject_reason reason)
{
    switch (reason) {
    case HF_REJECT_SHORT:
        return "short record";
    case HF_REJECT_LONG:
        return "long record";
    case HF_REJECT_QUOTING:
        return "text after a closing quote";
    case HF_REJECT_UNCLOSED:
        return "a quote is never closed";
    case HF_REJECT_UTF8:
        return "invalid UTF-8";
    case HF_REJECT_NUL:
        return "NUL byte";
    case HF_REJECT_JSON:
        return "not an object of JSON";
    case HF_REJECT_ID:
        return "missing id";
    case HF_REJECT_PATTERN:
        return "a regular expression hit its limit";
    case HF_REJECT_REPEATED:
        return "not kept: the id came before in this run";
    case HF_REJECT_FORGOTTEN:
        return "not kept: the lead was forgotten";
    case HF_REJECT_EMPTY_LINE:
        return "empty line";
    case HF_REJECT_FULL_RECORD:
        return "full record";
    case HF_REJECT_COUNT:
        break;
    }
    return "";
}

void
hf_reject_text(const hf_reject *reject, hf_buffer *out)
{
    hf_buffer_add_text(out, hf_reject_name(reject->reason));
    if (reject->reason == HF_REJECT_SHORT || reject->reason == HF_REJECT_LONG) {
        hf_buffer_add_text(out, ": ");
        hf_buffer_add_int(out, reject->cells);
        hf_buffer_add_text(out, " of ");
        hf_buffer_add_int(out, reject->wanted);
        hf_buffer_add_text(out, " cells");
    }
}
