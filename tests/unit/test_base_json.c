#include "testing.h"

#include "base/json.h"

static void
a_document_is_indented_by_its_depth(void **state)
{
    (void)state;
    hf_buffer out = {0};
    hf_json json;
    hf_json_init(&json, &out, HF_JSON_INDENTED);
    hf_json_open_object(&json);
    hf_json_key(&json, "name");
    hf_json_text(&json, HF_VIEW("a"));
    hf_json_key(&json, "rows");
    hf_json_open_array(&json);
    hf_json_int(&json, -3);
    hf_json_millionths(&json, 1500000);
    hf_json_null(&json);
    hf_json_close_array(&json);
    hf_json_key(&json, "none");
    hf_json_open_array(&json);
    hf_json_close_array(&json);
    hf_json_close_object(&json);
    assert_view(hf_buffer_view(&out),
                "{\n  \"name\": \"a\",\n  \"rows\": [\n    -3,\n    1.5,\n"
                "    null\n  ],\n  \"none\": []\n}");
    hf_buffer_clear(&out);
}

static void
a_line_holds_no_blanks(void **state)
{
    (void)state;
    hf_buffer out = {0};
    hf_json json;
    hf_json_init(&json, &out, HF_JSON_LINE);
    hf_json_open_object(&json);
    hf_json_key(&json, "a");
    hf_json_bool(&json, true);
    hf_json_key(&json, "b");
    hf_json_open_object(&json);
    hf_json_close_object(&json);
    hf_json_key(&json, "c");
    hf_json_count(&json, 12);
    hf_json_close_object(&json);
    assert_view(hf_buffer_view(&out), "{\"a\":true,\"b\":{},\"c\":12}");
    hf_buffer_clear(&out);
}

static void
quotes_and_controls_are_escaped_and_the_rest_is_not(void **state)
{
    (void)state;
    hf_buffer out = {0};
    hf_json_add_string(&out, HF_VIEW("\"\\\n\t\x01/\xc3\xa9\x7f"));
    assert_view(hf_buffer_view(&out), "\"\\\"\\\\\\n\\t\\u0001/\xc3\xa9\x7f\"");
    hf_buffer_reset(&out);
    hf_json_add_string(&out, HF_VIEW(""));
    assert_view(hf_buffer_view(&out), "\"\"");
    hf_buffer_clear(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_indented_by_its_depth),
        cmocka_unit_test(a_line_holds_no_blanks),
        cmocka_unit_test(quotes_and_controls_are_escaped_and_the_rest_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
