/*
 * The border between what a person is and what the rules made of it: tests
 * that read a personal field, or a value worked out from one. Behind it there
 * are answers alone. A column is told from others by a print of how it is made,
 * down to the names of fields, so that the list of tests can be recognised
 * later, whatever registers they then have.
 */
#include "plan/personal.h"

#include "base/digest.h"
#include "base/memory.h"

struct finder {
    hf_build *build;
    hf_program *program;
    bool *is_personal; // by column
    bool *is_result;   // by column: worked out from one
    uint64_t *prints;  // by column
    hf_personal_test *tests;
    hf_digest all; // of the prints of tests
};

// ---- Prints ----------------------------------------------------------------

static uint64_t
print_of(hf_digest *digest)
{
    uint8_t bytes[HF_DIGEST_LEN];
    uint64_t print = 0;
    hf_digest_raw(digest, bytes);
    for (size_t at = 0; at < sizeof print; at++) {
        print = print << 8 | bytes[at];
    }
    return print;
}

static void
add_number(hf_digest *digest, uint64_t number)
{
    char bytes[8];
    for (size_t at = 0; at < sizeof bytes; at++) {
        bytes[at] = (char)(number >> (8 * at) & 255);
    }
    hf_digest_add(digest, (hf_view){bytes, sizeof bytes});
}

// What an operation is, and what it reads.
static void
add_op(const struct finder *finder, hf_digest *digest, const hf_op *op)
{
    hf_digest_add_field(digest, hf_view_of(hf_ops_name(op->code)));
    add_number(digest, (uint64_t)op->low);
    add_number(digest, (uint64_t)op->high);
    add_number(digest, op->count);
    for (uint32_t at = 0; hf_ops_reads_values(op->code) && at < op->count;
         at++) {
        add_number(digest, finder->prints[op->args[at]]);
    }
}

static uint64_t
print_named(hf_view name)
{
    hf_digest digest;
    hf_digest_init(&digest);
    hf_digest_add_field(&digest, name);
    return print_of(&digest);
}

static void
print_constants(struct finder *finder)
{
    const hf_program *program = finder->program;
    for (uint32_t at = 0; at < program->constant_count; at++) {
        const hf_op *op = &program->constants[at];
        if (op->code != HF_OP_CONSTANT) {
            continue;
        }
        hf_digest digest;
        hf_digest_init(&digest);
        add_op(finder, &digest, op);
        if (op->data) { // a text; the moment has none
            hf_digest_add_field(&digest, *(const hf_view *)op->data);
        }
        finder->prints[op->out] = print_of(&digest);
    }
}

// ---- Columns ---------------------------------------------------------------

static void
start_columns(struct finder *finder)
{
    const hf_fields *fields = &finder->build->plan->fields;
    const hf_program *program = finder->program;
    for (size_t at = 0; at < fields->count; at++) {
        const hf_field_spec *spec = &fields->specs[at];
        finder->is_personal[at] = spec->is_personal && at != fields->id;
        finder->prints[at] = print_named(spec->name);
    }
    for (uint32_t at = 0; at < program->result_count; at++) {
        const hf_result_column *result = &program->results[at];
        finder->is_result[result->column] = true;
        finder->prints[result->column] = result->result;
    }
    print_constants(finder);
}

static void
follow_value(struct finder *finder, const hf_op *op)
{
    hf_digest digest;
    hf_digest_init(&digest);
    add_op(finder, &digest, op);
    finder->prints[op->out] = print_of(&digest);
    finder->is_result[op->out] = op->code == HF_OP_CELL;
    for (uint32_t at = 0; hf_ops_reads_values(op->code) && at < op->count;
         at++) {
        finder->is_personal[op->out] |= finder->is_personal[op->args[at]];
        finder->is_result[op->out] |= finder->is_result[op->args[at]];
    }
}

// ---- Tests -----------------------------------------------------------------

static void
add_test(struct finder *finder, uint32_t op, uint32_t answer)
{
    hf_program *program = finder->program;
    finder->tests[program->personal_count++] = (hf_personal_test){op, answer};
}

static void
add_group(struct finder *finder, uint32_t op, const hf_text_group *group)
{
    for (uint32_t at = 0; at < group->test_count; at++) {
        const hf_text_test *test = &group->tests[at];
        add_number(&finder->all, (uint64_t)test->kind);
        hf_digest_add_field(&finder->all, test->part);
        if (test->members) {
            hf_digest_add_field(&finder->all, test->members->list);
            add_number(&finder->all, test->members->count);
        }
        add_test(finder, op, test->out);
    }
}

static void
follow_test(struct finder *finder, uint32_t at)
{
    const hf_op *op = &finder->program->ops[at];
    bool is_personal = false;
    bool is_result = false;
    for (uint32_t arg = 0; arg < op->count; arg++) {
        is_personal |= finder->is_personal[op->args[arg]];
        is_result |= finder->is_result[op->args[arg]];
    }
    if (!is_personal) {
        return;
    }
    finder->program->personal_is_mixed |= is_result;
    add_op(finder, &finder->all, op);
    if (op->code == HF_OP_TEXTS || op->code == HF_OP_SETS) {
        add_group(finder, at, op->data);
    } else {
        add_test(finder, at, op->out);
    }
}

// ---- The whole -------------------------------------------------------------

bool
hf_personal_find(hf_build *build)
{
    hf_program *program = build->plan->program;
    struct finder finder = {.build = build, .program = program};
    size_t columns = program->column_count;
    finder.is_personal = hf_memory_zero(columns + 1, 1);
    finder.is_result = hf_memory_zero(columns + 1, 1);
    finder.prints = hf_memory_zero(columns + 1, sizeof *finder.prints);
    finder.tests =
        hf_build_zero(build, program->answer_count, sizeof *finder.tests);
    bool ok =
        finder.is_personal && finder.is_result && finder.prints && finder.tests;
    if (ok) {
        hf_digest_init(&finder.all);
        start_columns(&finder);
        for (uint32_t at = 0; at < program->count; at++) {
            const hf_op *op = &program->ops[at];
            if (hf_ops_is_value(op->code)) {
                follow_value(&finder, op);
            } else if (hf_ops_reads_values(op->code)) {
                follow_test(&finder, at);
            }
        }
        program->personal = finder.tests;
        program->personal_print = (uint32_t)print_of(&finder.all);
    }
    build->out_of_memory |= !ok;
    hf_memory_free(finder.is_personal);
    hf_memory_free(finder.is_result);
    hf_memory_free(finder.prints);
    return ok;
}
