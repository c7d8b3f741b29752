/*
 * The one file that knows libyaml: its parser, its events and its marks. In
 * goes a source that is known to be UTF-8; out come events whose places are
 * bytes of it. What an error means to the author is in yaml_trouble.c, and
 * what a tree may hold in node.c.
 */
#include "rule/yaml.h"

#include "base/memory.h"

#include <yaml.h>

struct hf_yaml {
    const hf_source *source;
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_event;
    // libyaml counts characters. This place goes along with its marks, which
    // come in order, so that finding the bytes of all takes one pass.
    size_t chars, bytes;
};

static bool
continues_character(const hf_source *source, size_t at)
{
    return ((unsigned char)source->text.ptr[at] & 0xc0) == 0x80;
}

static uint32_t
byte_of(hf_yaml *yaml, yaml_mark_t mark)
{
    size_t len = yaml->source->text.len;
    while (yaml->chars < mark.index && yaml->bytes < len) {
        do {
            yaml->bytes++;
        } while (yaml->bytes < len &&
                 continues_character(yaml->source, yaml->bytes));
        yaml->chars++;
    }
    while (yaml->chars > mark.index && yaml->bytes > 0) {
        do {
            yaml->bytes--;
        } while (continues_character(yaml->source, yaml->bytes));
        yaml->chars--;
    }
    return (uint32_t)yaml->bytes;
}

hf_yaml *
hf_yaml_open(const hf_source *source)
{
    hf_yaml *yaml = hf_memory_zero(1, sizeof *yaml);
    if (!yaml) {
        return NULL;
    }
    yaml->source = source;
    if (!yaml_parser_initialize(&yaml->parser)) {
        hf_memory_free(yaml);
        return NULL;
    }
    yaml_parser_set_encoding(&yaml->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&yaml->parser,
                                 (const unsigned char *)source->text.ptr,
                                 source->text.len);
    return yaml;
}

void
hf_yaml_close(hf_yaml *yaml)
{
    if (!yaml) {
        return;
    }
    if (yaml->has_event) {
        yaml_event_delete(&yaml->event);
    }
    yaml_parser_delete(&yaml->parser);
    hf_memory_free(yaml);
}

static handoff_status
refuse(hf_yaml *yaml, handoff_findings *findings)
{
    const yaml_parser_t *parser = &yaml->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        return HANDOFF_SYSTEM;
    }
    hf_yaml_trouble trouble = {.source = yaml->source,
                               .problem =
                                   parser->problem ? parser->problem : "",
                               .context = UINT32_MAX};
    if (parser->error == YAML_READER_ERROR) {
        trouble.at = (uint32_t)parser->problem_offset;
    } else {
        trouble.at = byte_of(yaml, parser->problem_mark);
        if (parser->context) {
            trouble.context = byte_of(yaml, parser->context_mark);
        }
    }
    hf_yaml_trouble_explain(&trouble, findings);
    return HANDOFF_RULES;
}

static hf_view
view_of(const yaml_char_t *text)
{
    return hf_view_of((const char *)text);
}

static hf_yaml_style
style_of(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return HF_YAML_QUOTED;
    case YAML_LITERAL_SCALAR_STYLE:
    case YAML_FOLDED_SCALAR_STYLE:
        return HF_YAML_BLOCK;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE:
        return HF_YAML_PLAIN;
    }
    return HF_YAML_PLAIN;
}

static void
describe_scalar(const yaml_event_t *from, hf_yaml_event *event)
{
    event->kind = HF_YAML_SCALAR;
    event->style = style_of(from->data.scalar.style);
    event->text = (hf_view){(const char *)from->data.scalar.value,
                            from->data.scalar.length};
    event->anchor = view_of(from->data.scalar.anchor);
    event->has_tag = from->data.scalar.tag != NULL;
}

// False for an event that nobody needs to see.
static bool
describe(const yaml_event_t *from, hf_yaml_event *event)
{
    switch (from->type) {
    case YAML_DOCUMENT_START_EVENT:
        event->kind = HF_YAML_DOCUMENT;
        return true;
    case YAML_SCALAR_EVENT:
        describe_scalar(from, event);
        return true;
    case YAML_SEQUENCE_START_EVENT:
        event->kind = HF_YAML_LIST;
        event->style =
            from->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                ? HF_YAML_FLOW
                : HF_YAML_BLOCK;
        event->anchor = view_of(from->data.sequence_start.anchor);
        event->has_tag = from->data.sequence_start.tag != NULL;
        return true;
    case YAML_MAPPING_START_EVENT:
        event->kind = HF_YAML_MAP;
        event->style = from->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                           ? HF_YAML_FLOW
                           : HF_YAML_BLOCK;
        event->anchor = view_of(from->data.mapping_start.anchor);
        event->has_tag = from->data.mapping_start.tag != NULL;
        return true;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        event->kind = HF_YAML_CLOSE;
        return true;
    case YAML_ALIAS_EVENT:
        event->kind = HF_YAML_ALIAS;
        event->anchor = view_of(from->data.alias.anchor);
        return true;
    case YAML_STREAM_END_EVENT:
        event->kind = HF_YAML_END;
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return false;
    }
    return false;
}

handoff_status
hf_yaml_next(hf_yaml *yaml, hf_yaml_event *event, handoff_findings *findings)
{
    hf_yaml_event next;
    do {
        if (yaml->has_event) {
            yaml_event_delete(&yaml->event);
            yaml->has_event = false;
        }
        if (!yaml_parser_parse(&yaml->parser, &yaml->event)) {
            return refuse(yaml, findings);
        }
        yaml->has_event = true;
        next = (hf_yaml_event){0};
    } while (!describe(&yaml->event, &next));

    next.at = byte_of(yaml, yaml->event.start_mark);
    next.end = byte_of(yaml, yaml->event.end_mark);
    *event = next;
    return HANDOFF_OK;
}
