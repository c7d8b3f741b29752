/* How a lead stands in a table: by its name, and with a way to its page in the
 * CRM for those who see ids. */
#include "report/sections.h"

static hf_view
link_of(hf_layout *layout, hf_view lead)
{
    const hf_report *report = layout->report;
    hf_view url = report->agreement->lead_url;
    hf_view mark = HF_VIEW("{lead}");
    hf_buffer text = {0};
    if (!url.len || !report->options->show_values) {
        return HF_VIEW("");
    }
    for (size_t at = 0; at < url.len;) {
        if (hf_view_starts(hf_view_slice(url, at, url.len), mark)) {
            hf_buffer_add_view(&text, lead);
            at += mark.len;
        } else {
            hf_buffer_add_byte(&text, url.ptr[at++]);
        }
    }
    return hf_layout_take(layout, &text);
}

hf_value
hf_sections_lead(hf_layout *layout, const hf_episode *one)
{
    hf_view lead = hf_report_lead(layout->report, layout->ledger, one);
    if (!lead.ptr) {
        layout->document->out_of_memory = true;
        return (hf_value){0};
    }
    hf_value value = hf_layout_code(lead);
    value.link = link_of(layout, lead);
    return value;
}
