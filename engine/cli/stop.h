/* Ctrl-C and SIGTERM as a flag that a long run looks at. */
#ifndef HF_CLI_STOP_H
#define HF_CLI_STOP_H

/**
 * From now on SIGINT and SIGTERM set the returned flag, so that the run ends
 * by itself and takes its temporary files along. A second signal ends the
 * program as usual.
 */
const volatile int *hf_stop_install(void);

#endif
