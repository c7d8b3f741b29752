/* Several outputs in one folder: all of them, or none. */
#ifndef HF_OUTPUT_FOLDER_H
#define HF_OUTPUT_FOLDER_H

#include "base/view.h"
#include "output/sink.h"

/**
 * A folder that is being filled. Each file is a sink, written beside its target
 * until the commit; what else lies in the folder stays as it is.
 */
typedef struct hf_folder hf_folder;

/** Open `path`, made when it is not there. HANDOFF_SYSTEM with a finding when
 * that fails, or when something else has the name. The caller closes. */
handoff_status hf_folder_open(const char *path, hf_folder **out,
                              handoff_findings *findings);

/** A file in it, "teams.csv". The sink is the folder's: write it, no more. */
handoff_status hf_folder_add(hf_folder *folder, const char *name, hf_sink **out,
                             handoff_findings *findings);

/**
 * Bring every file to where only its rename is left, then rename them all.
 * HANDOFF_SYSTEM with a finding when one of them failed since its opening:
 * then none is renamed.
 */
handoff_status hf_folder_commit(hf_folder *folder, handoff_findings *findings);

/** Close; without a commit before, the files are as they were, and a folder
 * that was made is gone. Accepts NULL. */
void hf_folder_close(hf_folder *folder);

#endif
