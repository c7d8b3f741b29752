/* Why the system refuses: one wording for rules, exports and all else read. */
#ifndef HF_BASE_REASON_H
#define HF_BASE_REASON_H

/** What an errno means for who wants to read a file: "no such file". Static,
 * in English whatever the locale, never NULL. */
const char *hf_reason_text(int number);

#endif
