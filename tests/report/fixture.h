/*
 * A report put together by hand: every kind of block, value and chart once or
 * more, so that a renderer can be held without a ledger.
 */
#ifndef HF_TESTS_FIXTURE_H
#define HF_TESTS_FIXTURE_H

#include "report/document.h"

/**
 * Fill `document`; clear its arena. `payload` stands in front
 * of every text that could come from elsewhere (names of leads, teams, reasons,
 * comments, rules); "" for a harmless one.
 */
void hf_fixture_lay_out(hf_document *document, const char *payload);

#endif
