/*
 * The progress bar: share, rows and megabytes a second, time left. Drawn on
 * one line that is written over, and erased when the run is done. Calls come
 * one after another, from whichever thread has finished a block.
 */
#include "cli/progress.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { LINE_LEN = 256 };

double
hf_progress_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void
hf_progress_init(hf_progress *progress, int width)
{
    *progress = (hf_progress){.started = hf_progress_clock(), .width = width};
}

// 1234567 as 1,234,567.
static void
write_grouped(uint64_t number, char out[32])
{
    char digits[24];
    int count =
        snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    char *end = out;

    for (int at = 0; at < count; at++) {
        if (at > 0 && (count - at) % 3 == 0) {
            *end++ = ',';
        }
        *end++ = digits[at];
    }
    *end = '\0';
}

// "8 s left", "3 min left", "2 h left".
static void
write_left(double seconds, char out[32])
{
    if (seconds < 90) {
        snprintf(out, 32, "%.0f s left", seconds);
    } else if (seconds < 90 * 60) {
        snprintf(out, 32, "%.0f min left", seconds / 60);
    } else {
        snprintf(out, 32, "%.0f h left", seconds / 3600);
    }
}

static void
write_line(const hf_progress *progress, const handoff_progress *at,
           double seconds, char line[LINE_LEN])
{
    enum { BAR = 24 };
    static const char full[] = "########################";
    static const char empty[] = "........................";
    char rows[32];
    char left[32];
    double megabytes = (double)at->bytes_done / 1e6 / seconds;

    write_grouped((uint64_t)((double)at->rows / seconds), rows);
    if (at->bytes_total <= 0) {
        char all[32];
        write_grouped(at->rows, all);
        snprintf(line, LINE_LEN, "%s rows  %s rows/s  %.0f MB/s", all, rows,
                 megabytes);
    } else {
        double share = (double)at->bytes_done / (double)at->bytes_total;
        share = share > 1 ? 1 : share;
        int filled = (int)(share * BAR);
        write_left(share > 0 ? seconds / share - seconds : 0, left);
        snprintf(line, LINE_LEN, "[%.*s%.*s] %3.0f%%  %s rows/s  %.0f MB/s  %s",
                 filled, full, BAR - filled, empty, share * 100, rows,
                 megabytes, left);
    }
    if (strlen(line) >= (size_t)progress->width) {
        line[progress->width - 1] = '\0'; // a wrapped line cannot be erased
    }
}

void
hf_progress_show(void *context, const handoff_progress *at)
{
    const double first = 0.3; // seconds; a shorter run shows no bar
    const double pause = 0.1;
    hf_progress *progress = context;
    double now = hf_progress_clock();
    char line[LINE_LEN];

    if (now - progress->started < first || now - progress->shown < pause) {
        return;
    }
    write_line(progress, at, now - progress->started, line);
    fprintf(stderr, "\r\x1b[K%s", line);
    fflush(stderr);
    progress->shown = now;
}

void
hf_progress_erase(hf_progress *progress)
{
    if (progress->shown > 0) {
        fputs("\r\x1b[K", stderr);
        progress->shown = 0;
    }
}
