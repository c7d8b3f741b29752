/*
 * What the two halves of the parser share: the token to look at, the nodes
 * that are built behind it, and parts that are joined to one node. A node
 * reaches from the token it began with to the last one taken.
 */
#include "rule/parse.h"

#include "base/memory.h"

void
hf_parse_advance(hf_parse *parse)
{
    parse->last = parse->now;
    parse->now = hf_lexer_token(parse->text, parse->now.at + parse->now.len);
}

bool
hf_parse_at_word(const hf_parse *parse, const char *word)
{
    return parse->now.kind == HF_TOKEN_NAME &&
           hf_view_equal(hf_parse_view(parse, parse->now), hf_view_of(word));
}

bool
hf_parse_take_word(hf_parse *parse, const char *word)
{
    bool found = hf_parse_at_word(parse, word);
    if (found) {
        hf_parse_advance(parse);
    }
    return found;
}

bool
hf_parse_take(hf_parse *parse, hf_token_kind kind)
{
    bool found = parse->now.kind == kind;
    if (found) {
        hf_parse_advance(parse);
    }
    return found;
}

hf_span
hf_parse_token_span(const hf_parse *parse, hf_token token)
{
    return hf_parse_span(parse, token.at, token.len);
}

hf_expr *
hf_parse_run_out(hf_parse *parse)
{
    parse->findings->out_of_memory = true;
    return hf_parse_refuse(parse, NULL, NULL);
}

// A node from `start` to the end of the last token.
hf_expr *
hf_parse_new(hf_parse *parse, hf_expr_op op, size_t start, size_t count)
{
    hf_expr *expr = hf_arena_zero(parse->arena, 1, sizeof *expr);
    hf_expr **args =
        count ? hf_arena_zero(parse->arena, count, sizeof *args) : NULL;
    if (!expr || (count && !args)) {
        return hf_parse_run_out(parse);
    }
    size_t end = parse->last.at + parse->last.len;
    expr->op = op;
    expr->span = hf_parse_span(parse, start, end - start);
    expr->name_span = expr->span;
    expr->args = args;
    expr->count = count;
    return expr;
}

hf_expr *
hf_parse_new_unary(hf_parse *parse, hf_expr_op op, size_t start, hf_expr *a)
{
    hf_expr *expr = a ? hf_parse_new(parse, op, start, 1) : NULL;
    if (expr) {
        expr->args[0] = a;
    }
    return expr;
}

hf_expr *
hf_parse_new_binary(hf_parse *parse, hf_expr_op op, size_t start, hf_expr *a,
                    hf_expr *b)
{
    hf_expr *expr = a && b ? hf_parse_new(parse, op, start, 2) : NULL;
    if (expr) {
        expr->args[0] = a;
        expr->args[1] = b;
    }
    return expr;
}

// A node whose text is a token of the source.
hf_expr *
hf_parse_new_named(hf_parse *parse, hf_expr_op op, hf_token token)
{
    hf_expr *expr = hf_parse_new(parse, op, token.at, 0);
    if (!expr) {
        return NULL;
    }
    expr->span = expr->name_span = hf_parse_token_span(parse, token);
    expr->text = hf_arena_copy(parse->arena, hf_parse_view(parse, token));
    return expr->text.ptr ? expr : hf_parse_run_out(parse);
}

bool
hf_parse_add_part(hf_parse_parts *parts, hf_expr_op op, hf_expr *part)
{
    bool is_flat = part->op == op && (op == HF_EXPR_AND || op == HF_EXPR_OR);
    size_t more = is_flat ? part->count : 1;
    hf_expr **items = hf_memory_grow(parts->items, &parts->room,
                                     parts->count + more, sizeof *items);
    if (!items) {
        return false;
    }
    parts->items = items;
    for (size_t at = 0; at < more; at++) {
        items[parts->count++] = is_flat ? part->args[at] : part;
    }
    return true;
}

void
hf_parse_free_parts(hf_parse_parts *parts)
{
    hf_memory_free(parts->items);
    *parts = (hf_parse_parts){0};
}

hf_expr *
hf_parse_join(hf_parse_parts *parts, hf_expr_op op, hf_span span,
              hf_arena *arena)
{
    hf_expr *expr = hf_arena_zero(arena, 1, sizeof *expr);
    hf_expr **args = hf_arena_zero(arena, parts->count, sizeof *args);
    if (expr && args) {
        for (size_t at = 0; at < parts->count; at++) {
            args[at] = parts->items[at];
        }
        *expr = (hf_expr){.op = op,
                          .span = span,
                          .name_span = span,
                          .count = parts->count,
                          .args = args};
    }
    hf_parse_free_parts(parts);
    return args ? expr : NULL;
}

hf_expr *
hf_parse_finish_parts(hf_parse *parse, hf_parse_parts *parts, hf_expr_op op,
                      size_t start)
{
    if (parse->has_failed) {
        hf_parse_free_parts(parts);
        return NULL;
    }
    size_t end = parse->last.at + parse->last.len;
    hf_expr *expr = hf_parse_join(
        parts, op, hf_parse_span(parse, start, end - start), parse->arena);
    return expr ? expr : hf_parse_run_out(parse);
}

void
hf_parse_take_part(hf_parse *parse, hf_parse_parts *parts, hf_expr_op op,
                   hf_expr *part)
{
    if (part && !hf_parse_add_part(parts, op, part)) {
        hf_parse_run_out(parse);
    }
}
