/*
 * The one flag that a signal handler may touch. It has to be global, for a
 * handler gets no context; nothing else reads or writes it.
 */
#include "cli/stop.h"

#include <signal.h>

static volatile int is_stopped;

_Static_assert(sizeof(sig_atomic_t) == sizeof(int),
               "an int can be set in one step");

static void
handle_signal(int number)
{
    (void)number;
    is_stopped = 1;
}

const volatile int *
hf_stop_install(void)
{
    struct sigaction action = {.sa_handler = handle_signal,
                               .sa_flags = SA_RESETHAND};
    // No SA_RESTART: a read from a silent pipe has to return.
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    return &is_stopped;
}
