/*
 * Conditions and values as they stand in a rule file: a text, or a mapping
 * with all, any or none before a list of conditions. Texts go to the parser;
 * here are the mappings, the traps that YAML lays, and the words and functions
 * of the language, in one table each.
 */
#include "rule/expr.h"

#include "base/nearest.h"
#include "rule/parse.h"
#include "rule/text.h"
#include "rule/yaml.h"

#include <string.h>

// ---- Words and functions ---------------------------------------------------

// The grammar's own words, then results, which are names with a meaning.
static const hf_view WORDS[] = {
    HF_VIEW("and"),     HF_VIEW("or"),   HF_VIEW("not"),
    HF_VIEW("between"), HF_VIEW("in"),   HF_VIEW("contains"),
    HF_VIEW("starts"),  HF_VIEW("ends"), HF_VIEW("with"),
    HF_VIEW("matches"), HF_VIEW("has"),  HF_VIEW("any"),
    HF_VIEW("all"),     HF_VIEW("of"),   HF_VIEW("within"),
    HF_VIEW("older"),   HF_VIEW("than"), HF_VIEW("is"),
    HF_VIEW("missing"), HF_VIEW("true"), HF_VIEW("false"),
    HF_VIEW("score"),   HF_VIEW("cell"), HF_VIEW("completeness"),
    HF_VIEW("gated"),   HF_VIEW("gate"), HF_VIEW("fired"),
};
enum { GRAMMAR_WORDS = 21 };

static const hf_view FUNCTION_NAMES[] = {
    HF_VIEW("domain"),     HF_VIEW("lower"),        HF_VIEW("length"),
    HF_VIEW("coalesce"),   HF_VIEW("least"),        HF_VIEW("greatest"),
    HF_VIEW("days_since"), HF_VIEW("days_between"), HF_VIEW("lookup"),
    HF_VIEW("at_least"),   HF_VIEW("fired"),        HF_VIEW("gate"),
};

// In the order of the names.
static const hf_parse_function FUNCTIONS[] = {
    {1, 1, "domain(email)"},
    {1, 1, "lower(text)"},
    {1, 1, "length(text)"},
    {1, SIZE_MAX, "coalesce(a, b)"},
    {1, SIZE_MAX, "least(a, b)"},
    {1, SIZE_MAX, "greatest(a, b)"},
    {1, 1, "days_since(date)"},
    {2, 2, "days_between(a, b)"},
    {3, 3, "lookup(list, value, column)"},
    {2, SIZE_MAX, "at_least(2, condition, condition)"},
    {1, 1, "fired(\"id\")"},
    {1, 1, "gate(\"id\")"},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))
_Static_assert(COUNT(FUNCTIONS) == COUNT(FUNCTION_NAMES), "one each");

const hf_view *
hf_expr_words(size_t *count)
{
    *count = COUNT(WORDS);
    return WORDS;
}

const hf_view *
hf_expr_functions(size_t *count)
{
    *count = COUNT(FUNCTION_NAMES);
    return FUNCTION_NAMES;
}

const hf_parse_function *
hf_expr_find_function(hf_view name)
{
    for (size_t at = 0; at < COUNT(FUNCTION_NAMES); at++) {
        if (hf_view_equal(name, FUNCTION_NAMES[at])) {
            return &FUNCTIONS[at];
        }
    }
    return NULL;
}

bool
hf_expr_is_word(hf_view name)
{
    return hf_text_is_one_of(name, WORDS, GRAMMAR_WORDS);
}

// ---- Texts -----------------------------------------------------------------

// What a condition's reader is given on its way down.
typedef struct surroundings {
    hf_arena *arena;
    handoff_findings *findings;
    unsigned depth;
    bool is_cut; // YAML cut a condition: what follows it is a piece of it
} surroundings;

static hf_expr *
parse_scalar(const hf_node *node, surroundings *around)
{
    // "\b" in double quotes is a backspace by now.
    for (size_t at = 0; node->is_quoted && at < node->text.len; at++) {
        unsigned char byte = (unsigned char)node->text.ptr[at];
        if (byte < 0x20 && !hf_text_is_blank((char)byte)) {
            hf_finding *finding = hf_findings_add(
                around->findings, HF_CODE_YAML_ESCAPE, node->span,
                "in double quotes YAML takes '\\' for itself");
            hf_findings_hint(around->findings, finding,
                             "put the condition in single quotes");
            return NULL;
        }
    }
    hf_parse parse = {.node = node,
                      .text = node->text,
                      .arena = around->arena,
                      .findings = around->findings,
                      .depth = around->depth};
    hf_expr *expr = hf_parse_text(&parse);
    around->is_cut = around->is_cut || parse.is_cut;
    return expr;
}

// ---- Mappings --------------------------------------------------------------

static hf_expr *parse_node(const hf_node *node, surroundings *around);

static hf_expr *
refuse_node(surroundings *around, hf_span span, const char *message,
            const char *hint)
{
    hf_finding *finding = hf_findings_add(
        around->findings, HF_CODE_CONDITION_MAP, span, "%s", message);
    hf_findings_hint(around->findings, finding, "%s", hint);
    return NULL;
}

static bool
find_joint(hf_view key, hf_expr_op *op)
{
    static const struct {
        hf_view key;
        hf_expr_op op;
    } JOINTS[] = {
        {HF_VIEW("all"), HF_EXPR_AND},
        {HF_VIEW("any"), HF_EXPR_OR},
        {HF_VIEW("none"), HF_EXPR_NONE},
    };
    for (size_t at = 0; at < COUNT(JOINTS); at++) {
        if (hf_view_equal(key, JOINTS[at].key)) {
            *op = JOINTS[at].op;
            return true;
        }
    }
    return false;
}

// A mapping that YAML made of a condition with `: ` in it.
static bool
is_split_condition(const hf_node *node)
{
    return node->count == 1 && node->span.at == node->pairs[0].key_span.at &&
           node->pairs[0].value->kind == HF_NODE_SCALAR &&
           hf_yaml_trouble_is_condition(node->pairs[0].key);
}

static hf_expr *
refuse_map(const hf_node *node, surroundings *around)
{
    static const hf_view KEYS[] = {HF_VIEW("all"), HF_VIEW("any"),
                                   HF_VIEW("none")};
    if (node->count != 1) {
        return refuse_node(around, node->span,
                           "a condition has one of 'all', 'any' and 'none'",
                           "nest them: { all: [a, { any: [b, c] }] }");
    }
    const hf_node_pair *pair = &node->pairs[0];
    if (is_split_condition(node)) {
        hf_finding *finding = hf_findings_add(
            around->findings, HF_CODE_QUOTE_CONDITION, pair->key_span,
            "put the condition in quotes: YAML takes ': ' for a key");
        hf_findings_hint(around->findings, finding,
                         "single quotes around the whole value, as in "
                         "'source = \"Event: Berlin\"'");
        return NULL;
    }
    hf_finding *finding =
        hf_findings_add(around->findings, HF_CODE_CONDITION_MAP, pair->key_span,
                        "a condition has no key '%.*s'", HF_SHOWN(pair->key));
    hf_view nearest = hf_nearest(pair->key, KEYS, COUNT(KEYS));
    if (nearest.len > 0) {
        hf_findings_hint(around->findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
    } else {
        hf_findings_hint(around->findings, finding,
                         "it is a text, or has one of 'all', 'any' and "
                         "'none'");
    }
    return NULL;
}

// The conditions of a list that parse; false when one did not.
static bool
parse_list(const hf_node *list, hf_expr_op op, surroundings *around,
           hf_parse_parts *parts)
{
    bool is_whole = true;
    for (size_t at = 0; at < list->count && !around->is_cut; at++) {
        hf_expr *part = parse_node(list->elements[at], around);
        if (!part) {
            is_whole = false;
        } else if (!hf_parse_add_part(parts, op, part)) {
            around->findings->out_of_memory = true;
            return false;
        }
    }
    return is_whole;
}

static hf_expr *
parse_map(const hf_node *node, surroundings *around)
{
    hf_expr_op op;
    if (node->count != 1 || !find_joint(node->pairs[0].key, &op)) {
        return refuse_map(node, around);
    }
    const hf_node *list = node->pairs[0].value;
    if (list->kind != HF_NODE_LIST || list->count == 0) {
        return refuse_node(around, node->pairs[0].key_span,
                           "a list of conditions is missing behind it",
                           "write { any: [enterprise, country = \"US\"] }");
    }
    hf_parse_parts parts = {0};
    if (!parse_list(list, op, around, &parts)) {
        hf_parse_free_parts(&parts);
        return NULL;
    }
    if (parts.count == 1 && op != HF_EXPR_NONE) {
        hf_expr *only = parts.items[0];
        hf_parse_free_parts(&parts);
        return only;
    }
    hf_expr *expr =
        hf_parse_join(&parts, op, node->pairs[0].key_span, around->arena);
    if (!expr) {
        around->findings->out_of_memory = true;
    }
    return expr;
}

static hf_expr *
parse_node(const hf_node *node, surroundings *around)
{
    if (node->kind == HF_NODE_LIST) {
        return refuse_node(around, node->span,
                           "a list of conditions needs a word before it",
                           "write { all: [...] } or { any: [...] }");
    }
    if (node->kind == HF_NODE_SCALAR) {
        return parse_scalar(node, around);
    }
    if (around->depth == HF_EXPR_DEPTH) {
        hf_findings_add(around->findings, HF_CODE_CONDITION_DEEP, node->span,
                        "the condition is nested deeper than %d levels",
                        HF_EXPR_DEPTH);
        return NULL;
    }
    around->depth++;
    hf_expr *expr = parse_map(node, around);
    around->depth--;
    return expr;
}

hf_expr *
hf_expr_condition(const hf_node *node, hf_arena *arena,
                  handoff_findings *findings)
{
    surroundings around = {.arena = arena, .findings = findings};
    return parse_node(node, &around);
}

hf_expr *
hf_expr_value(const hf_node *node, hf_arena *arena, handoff_findings *findings)
{
    surroundings around = {.arena = arena, .findings = findings};
    if (node->kind != HF_NODE_SCALAR) {
        hf_findings_add(findings, HF_CODE_WRONG_KIND, node->span,
                        "a value is a text, such as 'coalesce(a, b)'");
        return NULL;
    }
    hf_expr *expr = parse_scalar(node, &around);
    bool is_value = !expr || expr->op < HF_EXPR_EQUAL;
    if (!is_value) {
        hf_finding *finding =
            hf_findings_add(findings, HF_CODE_NOT_A_VALUE, expr->span,
                            "this is a condition, not a value");
        hf_findings_hint(findings, finding,
                         "move it to 'conditions', or write 'first' with "
                         "'when' and 'is'");
    }
    return is_value ? expr : NULL;
}
