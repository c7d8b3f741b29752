/*
 * A draw that anybody can repeat. Units stand in the order of the SHA-256 of
 * "SEED:KEY" (the seed in decimal digits), which no computer and no order of
 * the input changes: `printf '7:00Q1' | sha256sum` gives a unit's place. It is
 * a draw without replacement in which every set of units is as likely as any
 * other, over the seeds. A longer draw begins with the shorter one.
 */
#ifndef HF_REPORT_SAMPLE_H
#define HF_REPORT_SAMPLE_H

#include "base/view.h"

#include <handoff/status.h>

#include <stddef.h>
#include <stdint.h>

/** The first 64 bits of the hash, the most significant first. */
uint64_t hf_sample_rank(uint64_t seed, hf_view key);

/**
 * Put the places of `wanted` of the `count` keys into `drawn` (room for the
 * smaller of the two numbers) in the order of the draw, and how many into
 * `*drawn_count`. Keys are distinct. HANDOFF_OK or HANDOFF_SYSTEM (memory).
 */
handoff_status hf_sample_draw(uint64_t seed, const hf_view *keys, size_t count,
                              size_t wanted, size_t *drawn,
                              size_t *drawn_count);

#endif
