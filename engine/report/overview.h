/* The rates of a set of episodes, for the period, the one before it, and the
 * period as it was known once. */
#ifndef HF_REPORT_OVERVIEW_H
#define HF_REPORT_OVERVIEW_H

#include "report/report.h"

/** All rates of the first page; `agreement` says when an SLA was kept. */
hf_report_rates hf_overview_rates(const hf_episodes *episodes,
                                  const handoff_agreement *agreement);

#endif
