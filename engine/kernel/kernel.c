/*
 * Which kernels there are, which run here, and which one is taken. A kernel
 * that the processor claims to run is tried against the scalar one first, on
 * a text made of everything that matters to an index, so that a broken one
 * costs speed and never a byte of output.
 */
#include "kernel/scan.h"

#include <stdlib.h>
#include <string.h>

enum { TRIAL_WORDS = 24, TRIAL_BYTES = TRIAL_WORDS * HF_KERNEL_WORD + 17 };

typedef struct trial {
    uint32_t marks[TRIAL_BYTES + HF_KERNEL_WORD];
    hf_kernel_record records[TRIAL_BYTES + HF_KERNEL_WORD];
    uint8_t flags[TRIAL_WORDS + 1];
    hf_kernel_index index;
    hf_kernel_state state;
} trial;

// The kernels that were compiled in and that this processor runs, fastest
// first. Returns how many.
static size_t
list_kernels(const hf_kernel *found[4])
{
    size_t count = 0;
#if defined(__x86_64__)
    bool has_avx2 =
        __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") &&
        __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
        __builtin_cpu_supports("popcnt");
    if (has_avx2 && __builtin_cpu_supports("avx512f") &&
        __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512vbmi2")) {
        found[count++] = &hf_kernel_avx512;
    }
    if (has_avx2) {
        found[count++] = &hf_kernel_avx2;
    }
    found[count++] = &hf_kernel_sse2;
#elif defined(__aarch64__)
    found[count++] = &hf_kernel_neon;
#endif
    found[count++] = &hf_kernel_scalar;
    return count;
}

// Half of the text is well-formed, so that words without surprises come too.
static void
fill_trial(char bytes[TRIAL_BYTES])
{
    static const char any[] = "\"\"\",,,a\r\n\0\xc3;b \r\n";
    static const char cells[] = "ab,\"c\"\"d\",\"x\r\ny\",,12345678\r\n";
    uint32_t seed = 2463534242u;
    for (size_t at = 0; at < TRIAL_BYTES; at++) {
        seed = seed * 1664525u + 1013904223u;
        bytes[at] = at % 512 < 256 ? cells[at % 256 % (sizeof cells - 1)]
                                   : any[(seed >> 16) % (sizeof any - 1)];
    }
}

static void
run_trial(const hf_kernel *kernel, const char bytes[TRIAL_BYTES], trial *out)
{
    memset(out, 0, sizeof *out);
    out->index = (hf_kernel_index){.marks = out->marks,
                                   .mark_room = TRIAL_BYTES + HF_KERNEL_WORD,
                                   .records = out->records,
                                   .record_room = TRIAL_BYTES + HF_KERNEL_WORD,
                                   .flags = out->flags};
    kernel->scan(bytes, TRIAL_BYTES, ',', &out->state, &out->index);
}

static bool
is_same_record(const hf_kernel_record *a, const hf_kernel_record *b)
{
    return a->end == b->end && a->lines == b->lines &&
           a->is_faulty == b->is_faulty;
}

static bool
is_same_trial(const trial *a, const trial *b)
{
    if (a->index.mark_count != b->index.mark_count ||
        a->index.record_count != b->index.record_count ||
        a->index.all_flags != b->index.all_flags ||
        a->state.cell != b->state.cell ||
        a->state.after_cr != b->state.after_cr ||
        a->state.is_faulty != b->state.is_faulty ||
        a->state.lines != b->state.lines) {
        return false;
    }
    for (size_t at = 0; at < a->index.record_count; at++) {
        if (!is_same_record(&a->records[at], &b->records[at])) {
            return false;
        }
    }
    return memcmp(a->marks, b->marks, a->index.mark_count * sizeof *a->marks) ==
               0 &&
           memcmp(a->flags, b->flags, sizeof a->flags) == 0;
}

bool
hf_kernel_agrees(const hf_kernel *kernel)
{
    char bytes[TRIAL_BYTES];
    trial found, wanted;
    fill_trial(bytes);
    run_trial(kernel, bytes, &found);
    run_trial(&hf_kernel_scalar, bytes, &wanted);
    return is_same_trial(&found, &wanted);
}

const hf_kernel *
hf_kernel_at(size_t at)
{
    const hf_kernel *found[4];
    return at < list_kernels(found) ? found[at] : NULL;
}

const hf_kernel *
hf_kernel_choose(const char *name)
{
    const hf_kernel *found[4];
    size_t count = list_kernels(found);
    if (name == NULL) {
        name = getenv("HANDOFF_KERNEL");
    }
    bool is_any = name == NULL || name[0] == '\0';
    for (size_t at = 0; at < count; at++) {
        if (is_any ? hf_kernel_agrees(found[at])
                   : strcmp(found[at]->name, name) == 0) {
            return found[at];
        }
    }
    return NULL;
}

const hf_lanes *
hf_kernel_lanes(void)
{
    const hf_kernel *kernel = hf_kernel_choose(NULL);
    return kernel != NULL ? kernel->lanes : &hf_lanes_plain;
}
