/*
 * A made-up CRM: facts are collected in any order, sorted, and written as the
 * exports of Salesforce have them, API names for headers and times in UTC.
 * Names and texts have no comma and no quote, so that no cell needs quoting.
 */
#include "crm.h"

#include "made_up.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIME = 25, NAME = 24, PATH = 4096 };

// ---- Collecting ------------------------------------------------------------

static void *
grow(void *items, size_t count, size_t size)
{
    if (count & (count - 1)) {
        return items; // room for the next power of two is there
    }
    items = realloc(items, (count ? 2 * count : 1) * size);
    if (items == NULL) {
        fputs("answer: memory ran out\n", stderr);
        exit(5);
    }
    return items;
}

void
crm_add_fact(crm *all, crm_fact fact)
{
    all->facts = grow(all->facts, all->fact_count, sizeof fact);
    all->facts[all->fact_count++] = fact;
}

void
crm_add_deal(crm *all, crm_deal deal)
{
    all->deals = grow(all->deals, all->deal_count, sizeof deal);
    all->deals[all->deal_count++] = deal;
}

void
crm_add_step(crm *all, crm_step step)
{
    all->steps = grow(all->steps, all->step_count, sizeof step);
    all->steps[all->step_count++] = step;
}

void
crm_add_review(crm *all, crm_review review)
{
    all->reviews = grow(all->reviews, all->review_count, sizeof review);
    all->reviews[all->review_count++] = review;
}

void
crm_clear(crm *all)
{
    free(all->facts);
    free(all->deals);
    free(all->steps);
    free(all->reviews);
    *all = (crm){0};
}

// ---- Cells -----------------------------------------------------------------

static const char *
show_time(int64_t at, char out[TIME])
{
    uint32_t second = (uint32_t)(at % 86400);
    put_day((uint32_t)(at / 86400), out);
    snprintf(out + 10, TIME - 10, "T%02u:%02u:%02u.000Z", second / 3600 % 24,
             second / 60 % 60, second % 60);
    return out;
}

static const char *
show_user(crm_user user, char out[NAME])
{
    if (user.number) {
        snprintf(out, NAME, "%s-%02u", user.kind, user.number % 100);
    } else {
        snprintf(out, NAME, "%s", user.kind);
    }
    return out;
}

// An id of 15 characters, the same for the same lead, moment and use.
static const char *
show_id(const char *prefix, const char *lead, int64_t at, char out[CRM_ID])
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz";
    chance c = {(uint64_t)at};
    for (const char *byte = lead; *byte; byte++) {
        c.state = next(&c) ^ (unsigned char)*byte;
    }
    memcpy(out, prefix, 3);
    memcpy(out + 3, "5e00", 4);
    for (int place = 7; place < 15; place++) {
        out[place] = digits[below(&c, 62)];
    }
    out[15] = '\0';
    return out;
}

// ---- In order --------------------------------------------------------------

static int
order_by_lead(const void *a, const void *b)
{
    const crm_fact *left = a, *right = b;
    int order = strcmp(left->lead, right->lead);
    if (order == 0 && left->at != right->at) {
        order = left->at < right->at ? -1 : 1;
    }
    return order ? order : (int)left->kind - (int)right->kind;
}

static int
order_by_time(const void *a, const void *b)
{
    const crm_fact *left = a, *right = b;
    if (left->at != right->at) {
        return left->at < right->at ? -1 : 1;
    }
    return order_by_lead(a, b);
}

static int
order_deals(const void *a, const void *b)
{
    const crm_deal *left = a, *right = b;
    if (left->at != right->at) {
        return left->at < right->at ? -1 : 1;
    }
    return strcmp(left->lead, right->lead);
}

// Facts stand by lead: where those of the lead at `from` end.
static size_t
end_of_lead(const crm *all, size_t from)
{
    size_t end = from + 1;
    while (end < all->fact_count &&
           strcmp(all->facts[end].lead, all->facts[from].lead) == 0) {
        end++;
    }
    return end;
}

// What each field said before it changed.
static void
remember(crm_fact *facts, size_t count)
{
    const char *before[] = {[CRM_STATUS] = "Open - Not Contacted",
                            [CRM_RATING] = "",
                            [CRM_OWNER] = "Inbound Queue"};
    for (size_t at = 0; at < count; at++) {
        if (facts[at].kind <= CRM_OWNER) {
            facts[at].before = before[facts[at].kind];
            before[facts[at].kind] = facts[at].text;
        }
    }
}

// The last of a kind before `until`, or NULL.
static const crm_fact *
find_last(const crm_fact *facts, size_t count, crm_kind kind, int64_t until)
{
    const crm_fact *last = NULL;
    for (size_t at = 0; at < count && facts[at].at < until; at++) {
        if (facts[at].kind == kind) {
            last = &facts[at];
        }
    }
    return last;
}

// ---- Files -----------------------------------------------------------------

static FILE *
open_file(const char *folder, const char *name, const char *header)
{
    char path[PATH];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    if (out != NULL) {
        fprintf(out, "%s\n", header);
    }
    return out;
}

static bool
close_file(FILE *out)
{
    bool is_whole = !ferror(out);
    return fclose(out) == 0 && is_whole;
}

static bool
is_within(int64_t at, int64_t from, int64_t until)
{
    return at >= from && at < until;
}

static bool
is_converted(const crm_fact *status)
{
    return strcmp(status->text, "Closed - Converted") == 0;
}

// A lead that is closed, with its reason; one that was converted, with what it
// became.
static void
write_closed_lead(FILE *out, const crm_fact *status, const crm_fact *rating)
{
    char when[TIME], who[NAME], contact[CRM_ID] = "", deal[CRM_ID] = "";
    if (is_converted(status)) {
        show_id("003", status->lead, 0, contact);
        show_id("006", status->lead, status->at, deal);
    } else if (strncmp(status->text, "Closed", 6) != 0 &&
               strcmp(status->text, "Nurturing") != 0) {
        return;
    }
    fprintf(out, "%s,%s,%s,%s,%s,%s,%s,%s\n", status->lead, status->text,
            show_time(status->at, when), show_user(status->by, who),
            status->reason ? status->reason : "", rating ? rating->text : "",
            contact, deal);
}

// Facts stand by lead. Each learns what its field said before, and whether its
// lead has become a contact.
static bool
write_closed_leads(crm *all, const char *folder, int64_t until)
{
    FILE *out = open_file(folder, "closed-leads.csv",
                          "Id,Status,LastModifiedDate,LastModifiedBy.Name,"
                          "Disqualified_Reason__c,Rating,ConvertedContactId,"
                          "ConvertedOpportunityId");
    size_t end;
    for (size_t from = 0; out != NULL && from < all->fact_count; from = end) {
        crm_fact *facts = &all->facts[from];
        end = end_of_lead(all, from);
        remember(facts, end - from);
        const crm_fact *status =
            find_last(facts, end - from, CRM_STATUS, until);
        if (status == NULL) {
            continue;
        }
        write_closed_lead(out, status,
                          find_last(facts, end - from, CRM_RATING, until));
        for (size_t at = from; at < end; at++) {
            all->facts[at].has_contact = is_converted(status);
        }
    }
    return out != NULL && close_file(out);
}

static bool
write_history(const crm *all, const char *folder, int64_t from, int64_t until)
{
    static const char *const fields[] = {[CRM_STATUS] = "Status",
                                         [CRM_RATING] = "Rating",
                                         [CRM_OWNER] = "Owner"};
    FILE *out = open_file(folder, "lead-history.csv",
                          "Id,LeadId,Field,OldValue,NewValue,CreatedBy.Name,"
                          "CreatedDate");
    for (size_t at = 0; out != NULL && at < all->fact_count; at++) {
        const crm_fact *fact = &all->facts[at];
        char when[TIME], who[NAME], owner[NAME], id[CRM_ID];
        if (fact->kind > CRM_OWNER || !is_within(fact->at, from, until)) {
            continue;
        }
        fprintf(out, "%s,%s,%s,%s,%s,%s,%s\n",
                show_id("017", fact->lead, fact->at * 4 + fact->kind, id),
                fact->lead, fields[fact->kind], fact->before,
                fact->kind == CRM_OWNER ? show_user(fact->owner, owner)
                                        : fact->text,
                show_user(fact->by, who), show_time(fact->at, when));
    }
    return out != NULL && close_file(out);
}

// The tasks of a lead that was converted belong to its contact.
static bool
write_tasks(const crm *all, const char *folder, int64_t from, int64_t until)
{
    FILE *out = open_file(folder, "tasks.csv",
                          "Id,WhoId,Subject,Status,CreatedDate,"
                          "CompletedDateTime,Owner.Name");
    for (size_t at = 0; out != NULL && at < all->fact_count; at++) {
        const crm_fact *fact = &all->facts[at];
        char when[TIME], who[NAME], id[CRM_ID], contact[CRM_ID];
        bool is_done = fact->kind == CRM_TASK;
        if (fact->kind < CRM_TASK || !is_within(fact->at, from, until)) {
            continue;
        }
        show_time(fact->at, when);
        fprintf(out, "%s,%s,%s,%s,%s,%s,%s\n",
                show_id("00T", fact->lead, fact->at * 8 + fact->kind, id),
                fact->has_contact ? show_id("003", fact->lead, 0, contact)
                                  : fact->lead,
                fact->text, is_done ? "Completed" : "Not Started", when,
                is_done ? when : "", show_user(fact->by, who));
    }
    return out != NULL && close_file(out);
}

// The stage that a deal has reached, and since when.
static const char *
stage_of(const crm_deal *deal, int64_t until, int64_t *since)
{
    static const char *const open[] = {"Prospecting", "Needs Analysis",
                                       "Proposal/Price Quote"};
    int64_t step = (deal->decided - deal->at) / 3;
    *since = deal->at;
    if (deal->is_meeting) {
        return "Discovery";
    }
    if (deal->decided < until) {
        *since = deal->decided;
        return deal->end;
    }
    int64_t place = (until - deal->at) / (step + 1);
    *since += place * step;
    return open[place < 2 ? place : 2];
}

static bool
write_deals(crm *all, const char *folder, int64_t until)
{
    FILE *out = open_file(folder, "opportunities.csv",
                          "Id,Lead__c,StageName,LastStageChangeDate,CloseDate,"
                          "Amount,CurrencyIsoCode");
    qsort(all->deals, all->deal_count, sizeof *all->deals, order_deals);
    for (size_t at = 0; out != NULL && at < all->deal_count; at++) {
        const crm_deal *deal = &all->deals[at];
        char when[TIME], id[CRM_ID], close[11];
        int64_t since;
        if (deal->at >= until) {
            continue;
        }
        const char *stage = stage_of(deal, until, &since);
        put_day((uint32_t)(deal->decided / 86400), close);
        fprintf(out, "%s,%s,%s,%s,%s,%u,USD\n",
                show_id("006", deal->lead, deal->at, id), deal->lead, stage,
                show_time(since, when), close, deal->amount);
    }
    return out != NULL && close_file(out);
}

static bool
write_steps(const crm *all, const char *folder, int64_t from, int64_t until)
{
    FILE *out = open_file(folder, "own-handoffs.csv",
                          "Lead ID,Handed At,Owner Team,Handed By,Kind");
    for (size_t at = 0; out != NULL && at < all->step_count; at++) {
        const crm_step *step = &all->steps[at];
        char when[TIME], who[NAME];
        if (is_within(step->at, from, until)) {
            fprintf(out, "%s,%s,%s,%s,%s\n", step->lead,
                    show_time(step->at, when), step->to,
                    show_user(step->by, who), step->kind);
        }
    }
    return out != NULL && close_file(out);
}

static bool
write_reviews(const crm *all, const char *folder, int64_t from, int64_t until)
{
    FILE *out = open_file(folder, "reviews.csv",
                          "lead,cycle,code,by,at,rule_right,response_right,"
                          "note,action");
    for (size_t at = 0; out != NULL && at < all->review_count; at++) {
        const crm_review *review = &all->reviews[at];
        char when[TIME], who[NAME];
        if (is_within(review->at, from, until)) {
            fprintf(out, "%s,%u,%s,%s,%s,%s,%s,%s,%s\n", review->lead,
                    review->cycle, review->code, show_user(review->by, who),
                    show_time(review->at, when), review->rule_right,
                    review->response_right, review->note, review->action);
        }
    }
    return out != NULL && close_file(out);
}

bool
crm_write(crm *all, const char *folder, int64_t from, int64_t until)
{
    if (all->fact_count > 0) {
        qsort(all->facts, all->fact_count, sizeof *all->facts, order_by_lead);
    }
    if (!write_closed_leads(all, folder, until)) {
        return false;
    }
    if (all->fact_count > 0) {
        qsort(all->facts, all->fact_count, sizeof *all->facts, order_by_time);
    }
    return write_history(all, folder, from, until) &&
           write_tasks(all, folder, from, until) &&
           write_deals(all, folder, until) &&
           write_steps(all, folder, from, until) &&
           write_reviews(all, folder, from, until);
}
