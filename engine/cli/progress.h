/* A progress bar on standard error. */
#ifndef HF_CLI_PROGRESS_H
#define HF_CLI_PROGRESS_H

#include <handoff/output.h>

#include <stdbool.h>

/** Set it up with hf_progress_init. */
typedef struct hf_progress {
    double started; /* seconds of a clock that never jumps */
    double shown;   /* when the bar was drawn last, or 0 */
    int width;
} hf_progress;

/** Seconds of a clock that never jumps, since some moment. */
double hf_progress_clock(void);

/** Begin to count; nothing is drawn yet. */
void hf_progress_init(hf_progress *progress, int width);

/** The callback of a run: `context` is the hf_progress. Draws a few times a
 * second, and nothing at all for a run that is over at once. */
void hf_progress_show(void *context, const handoff_progress *at);

/** Take the bar off the terminal. */
void hf_progress_erase(hf_progress *progress);

#endif
