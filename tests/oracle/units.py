"""Units, their codes and what became of them: slow, obvious, from the specification alone.

A unit is one handoff, or one held lead. `rows` gives the log of a ledger as `handoff log --all
--format csv` does, without the order.
"""

from types import SimpleNamespace as Thing

from terms import ACTIONS, CLOSINGS, fold, holds, iso

BULK, MINUTE = 20, 60
SIDES = {"HS": "high", "LS": "low", "LAT": "lateral", "MK": "marketing"}
WORKED = ("AGREE_PASS", "LATE", "DQ_WORKED", "LAT_REROUTE", "HS_DOWNGRADE")
STATES = ("accepted", "touched", "converted") + CLOSINGS


def side_of(code):
    return SIDES.get(code.split("_")[0], "")


def labels(text):
    return [label for label in text.split(";") if label]


def name_of(label):
    return label.split(":")[0].split(".")[0]


# ---- What was done ---------------------------------------------------------------------------


def read_deed(agreement, fact):
    return Thing(fact=fact, at=fact.at, action=agreement.action(fact),
                 side=agreement.side(fact.actor), team=agreement.team(fact),
                 reason=(fact.reason or "").strip(), actor=(fact.actor or "").strip(),
                 rank=agreement.ranks.get(fold(fact.priority)),
                 talked=fold(fact.status) in agreement.conversation)


def is_touch(deed):
    return deed.side == "sales" and deed.action in ("touched", "converted")


def says_state(deed):
    """Sales' word counts, a marketer's where it closes, a system's never."""
    if deed.side == "sales":
        return deed.action in STATES
    return deed.side == "marketing" and deed.action in CLOSINGS


def state_of(deeds):
    """-> the deed that says how it stands, or None"""
    last = None
    for deed in deeds:
        last = deed if says_state(deed) else last
    return last


# ---- Units -----------------------------------------------------------------------------------


def said(decision):
    """Which criteria fired, and not by which case, is news."""
    names = (frozenset(name_of(label) for label in labels(text))
             for text in (decision.fired, decision.unknown))
    return (decision.verdict, decision.means, decision.cell, decision.route, *names)


def timeline(agreement, lead, as_of):
    """-> what happened, in the order in which it is looked at"""
    events = []
    for decision in lead.decisions:
        events.append(((decision.as_of, 0, decision.id), "decision", decision))
    for handoff in lead.handoffs:
        events.append(((handoff.at, 1, handoff.id), "handoff", handoff))
    for fact in lead.dispositions:
        deed = read_deed(agreement, fact)
        texts = tuple(getattr(fact, name) or "" for name in
                      ("status", "actor", "team", "reason", "priority", "owner"))
        events.append(((fact.at, 2, ACTIONS.index(deed.action), texts), "deed", deed))
    return sorted((event for event in events if event[0][0] <= as_of), key=lambda event: event[0])


class Finder:
    """Walks through what happened to a lead and cuts it into units."""

    def __init__(self, agreement, events):
        self.agreement, self.events = agreement, events
        self.units, self.running, self.last = [], None, None
        self.cycles, self.may_hand = 0, True
        while self.events:
            (_, kind, what) = self.events.pop(0)
            getattr(self, "take_" + kind)(what)

    def begin(self, kind, at, handoff=None, forced=False, blocked=None):
        self.running = Thing(kind=kind, began=at, cycle=self.cycles, decisions=[self.last],
                             deeds=[], handoff=handoff, forced=forced, blocked=blocked)
        self.units.append(self.running)

    def is_open(self):
        """Sales has it: a handoff that is neither closed nor converted"""
        unit = self.running
        if unit is None or unit.kind != "handed":
            return False
        converted = any(deed.side == "sales" and deed.action == "converted" for deed in unit.deeds)
        state = state_of(unit.deeds)
        return not converted and not (state and state.action in CLOSINGS)

    def take_decision(self, decision):
        if self.last and said(decision) == said(self.last):
            return  # no news
        self.last = decision
        held = self.running is not None and self.running.kind == "held"
        if decision.means == "pass":
            self.running = None if held else self.running
            return
        self.may_hand = True
        if held:
            self.running.decisions.append(decision)
        elif not self.is_open():
            self.begin("held", decision.as_of)

    def take_deed(self, deed):
        self.may_hand = self.may_hand or deed.action == "recycled"
        if self.running is not None:
            self.running.deeds.append(deed)

    def take_recycled(self, at):
        """Recycled in the second in which it is handed again: that was before."""
        now = [event for event in self.events if event[1] == "deed" and event[2].at == at]
        while any(event[2].action == "recycled" for event in now):
            event = now.pop(0)
            self.events.remove(event)
            self.take_deed(event[2])

    def may_be_handed(self, at):
        if self.cycles and not self.may_hand:
            self.take_recycled(at)
        return not self.cycles or self.may_hand

    def hand_over(self, handoff, forced):
        if self.may_be_handed(handoff.at):
            self.cycles += 1
            self.begin("handed", handoff.at, handoff, forced)
            self.may_hand = False

    def take_handoff(self, handoff):
        if self.last is None:
            return
        passes = self.last.means == "pass"
        if handoff.ruleset:
            if passes and not self.agreement.imports:
                self.hand_over(handoff, False)
            return
        kind = self.agreement.kinds.get(fold(handoff.kind))
        if kind == "handed" and self.agreement.imports:
            unknown = fold(handoff.actor) not in self.agreement.people
            if passes or unknown or self.agreement.side(handoff.actor) == "marketing":
                self.hand_over(handoff, not passes)
        elif kind == "forced":
            self.hand_over(handoff, not passes)
        elif kind == "blocked":
            self.keep_back(handoff, passes)

    def keep_back(self, handoff, passes):
        who = (handoff.actor or "").strip()
        if self.is_open():
            if not any(is_touch(deed) for deed in self.running.deeds):
                self.running.blocked = who
        elif (passes and (not self.cycles or self.may_hand)
                and (self.running is None or self.running.kind != "kept")):
            self.begin("kept", handoff.at, blocked=who)


# ---- Codes -----------------------------------------------------------------------------------


class Judge:
    def __init__(self, ledger, agreement, rules, as_of):
        self.agreement, self.rules, self.as_of = agreement, rules, as_of
        self.covered = ledger.covered
        self.sees_touches = any(agreement.shows_touches(fact.status)
                                for fact in ledger.dispositions)

    def call(self, unit, code, deed=None, at=None):
        unit.code, unit.deed = code, deed
        unit.at = deed.at if deed else at if at is not None else \
            unit.began if unit.kind == "handed" else unit.decision.as_of

    def judge(self, unit):
        unit.due, unit.sla, unit.reversed = None, 0, False
        if unit.kind == "held":
            self.judge_held(unit)
            return
        unit.decision = unit.decisions[0]
        if unit.kind == "kept":
            self.call(unit, "MK_BLOCK")
            return
        unit.sla = self.rules[unit.decision.revision].slas.get(unit.decision.route, 0)
        if unit.sla:
            unit.due = self.agreement.calendar.add(unit.began, unit.sla)
        self.judge_handed(unit)

    def judge_handed(self, unit):
        unit.reversed = self.was_taken_back(unit)
        state = state_of(unit.deeds)
        touches = [deed for deed in unit.deeds if is_touch(deed)]
        if unit.decision.means == "exclude":
            self.call(unit, "EXCLUDED")
        elif unit.forced:
            self.call(unit, "MK_FORCE")
        elif unit.blocked is not None:
            self.call(unit, "MK_BLOCK")
        elif self.only_unmapped(unit):
            self.call(unit, "INDETERMINATE")
        elif state and state.action in CLOSINGS:
            self.judge_closed(unit, state)
        elif touches:
            self.judge_worked(unit, touches[0])
        elif state:
            end = unit.sla and self.agreement.calendar.add(unit.began, 3 * unit.sla)
            self.judge_silent(unit, "HS_PAPER", end)
        else:
            end = unit.sla and self.agreement.calendar.add(unit.due, self.agreement.grace)
            self.judge_silent(unit, "HS_IGNORE", end)

    @staticmethod
    def was_taken_back(unit):
        """Sales closed it, and what it said next was a touch or an acceptance."""
        saying = [deed for deed in unit.deeds if says_state(deed)]
        return any(before.action in CLOSINGS and before.side == "sales"
                   and after.action not in CLOSINGS
                   for before, after in zip(saying, saying[1:]))

    @staticmethod
    def only_unmapped(unit):
        counted = [deed for deed in unit.deeds if deed.side != "system"]
        return bool(counted) and all(deed.action == "unmapped" for deed in counted)

    def judge_closed(self, unit, closing):
        before = unit.deeds[:unit.deeds.index(closing)]
        attempts = sum(is_touch(deed) for deed in before)
        talked = any(deed.talked and deed.side == "sales" for deed in before)
        reason = self.agreement.reasons.get(fold(self.reason_of(unit, closing)))
        needed = int(reason.needs) if reason and reason.needs is not None \
            else self.agreement.minimum
        if closing.side == "marketing":
            self.call(unit, "MK_BLOCK", closing)
        elif attempts >= needed or talked:
            self.call(unit, "DQ_WORKED", closing)
        else:
            self.call(unit, "HS_REJECT" if self.sees_touches else "INDETERMINATE", closing)

    def judge_worked(self, unit, touch):
        routed = (unit.handoff.recipient or "").strip() or unit.decision.route
        lowered = self.reprioritised(unit, lambda rank, first: rank > first)
        late = unit.due is not None and \
            touch.at > self.agreement.calendar.add(unit.due, self.agreement.grace)
        if late:
            self.call(unit, "LATE", touch)
        elif routed and touch.team and fold(routed) != fold(touch.team):
            self.call(unit, "LAT_REROUTE", touch)
        elif lowered:
            self.call(unit, "HS_DOWNGRADE", lowered)
        else:
            self.call(unit, "AGREE_PASS", touch)

    def judge_silent(self, unit, code, end):
        if not end or self.as_of <= end:
            self.call(unit, "PENDING")
        elif self.covered is None or self.covered < end:
            self.call(unit, "INDETERMINATE")
        else:
            self.call(unit, code, at=end)

    @staticmethod
    def reprioritised(unit, differs):
        """-> the deed by which Sales last moved it off the rules' priority, if it is off it"""
        first, moved = None, None
        for deed in unit.deeds:
            if deed.rank is None:
                continue
            if first is None:
                first = deed.rank
            elif deed.side == "sales":
                moved = (moved or deed) if differs(deed.rank, first) else None
        return moved

    def judge_held(self, unit):
        touches, taken = 0, None
        for deed in unit.deeds:
            touches += is_touch(deed)
            if taken is None and deed.side == "sales" and (
                    deed.action in ("accepted", "converted", "pulled")
                    or (deed.action == "touched" and touches >= self.agreement.pulled)):
                taken = deed
        raised = self.reprioritised(unit, lambda rank, first: rank < first)
        deed = taken or raised
        unit.decision = [decision for decision in unit.decisions
                         if deed is None or decision.as_of <= deed.at][-1]
        gates = {name_of(label) for label in labels(unit.decision.fired) if label.endswith(":gate")}
        if unit.decision.means == "exclude":
            self.call(unit, "EXCLUDED")
        elif self.only_unmapped(unit):
            self.call(unit, "INDETERMINATE")
        elif taken:
            consent = gates & self.rules[unit.decision.revision].consents
            self.call(unit, "LS_GATE" if consent else "LS_PULL", taken)
        elif raised:
            self.call(unit, "LS_UPGRADE", raised)
        else:
            self.call(unit, "AGREE_HOLD")

    @staticmethod
    def reason_of(unit, deed):
        """A closing that was set twice may have been explained once."""
        at = unit.deeds.index(deed)
        while not unit.deeds[at].reason and unit.deeds[at].action in CLOSINGS and at > 0 \
                and unit.deeds[at - 1].action in CLOSINGS:
            at -= 1
        return unit.deeds[at].reason

    # ---- Who was right -----------------------------------------------------------------------

    def resolve(self, unit, lead):
        side = side_of(unit.code)
        if unit.code == "PENDING":
            return "open"
        if unit.code in ("EXCLUDED", "INDETERMINATE") or side == "marketing":
            return ""
        won = any(unit.began <= outcome.at <= self.as_of and
                  self.agreement.levels.get(fold(outcome.stage)) in
                  ("opportunity", "won", "lost", "no_decision") for outcome in lead.outcomes)
        since = unit.began if unit.kind == "handed" else \
            unit.at if side == "low" else unit.decision.as_of
        ripe = self.as_of > since + self.agreement.maturity
        if not won and not ripe:
            return "open"
        if unit.code in WORKED:
            return "both_right" if won else "rule_wrong"
        if side == "low":
            return "sales_vindicated" if won else "rule_vindicated"
        if unit.code == "AGREE_HOLD":
            return "both_missed" if won else "both_right"
        if won:
            return "rule_vindicated"
        later = sum(is_touch(deed) and unit.at < deed.at <= self.as_of for deed in lead.deeds)
        return "sales_vindicated" if later and later >= self.agreement.minimum else "unobservable"


# ---- The log ---------------------------------------------------------------------------------


def bulk_closings(ledger, agreement, as_of):
    """-> ids of closings of which one actor did more than 20 within a minute"""
    by_actor = {}
    for fact in ledger.dispositions:
        if fact.actor and fact.at <= as_of and agreement.side(fact.actor) != "system" \
                and agreement.action(fact) in CLOSINGS:
            by_actor.setdefault(fold(fact.actor), []).append(fact)
    found = set()
    for facts in by_actor.values():
        for start in facts:
            minute = [fact.id for fact in facts if start.at <= fact.at <= start.at + MINUTE]
            found.update(minute if len(minute) > BULK else [])
    return found


def leads_of(ledger, ruleset):
    leads = {}
    for decision in ledger.decisions:
        if decision.ruleset == ruleset:
            leads.setdefault(decision.lead, Thing(decisions=[], handoffs=[], dispositions=[],
                                                  outcomes=[])).decisions.append(decision)
    for name in ("handoffs", "dispositions", "outcomes"):
        for fact in getattr(ledger, name):
            if fact.lead in leads and getattr(fact, "ruleset", None) in (None, ruleset):
                getattr(leads[fact.lead], name).append(fact)
    return leads


def hand_of(unit):
    """-> (actor, team)"""
    if unit.deed:
        return unit.deed.actor, unit.deed.team
    actor = unit.blocked or "" if unit.code == "MK_BLOCK" else ""
    team = ""
    if unit.handoff:
        actor = (unit.handoff.actor or "").strip() if unit.code == "MK_FORCE" else actor
        team = (unit.handoff.recipient or "").strip() or unit.decision.route
    return actor, team


def row_of(judge, unit, key, lead, bulk):
    said_by = unit.decision
    side = side_of(unit.code)
    text = judge.reason_of(unit, unit.deed) if unit.deed else ""
    reason = judge.agreement.reasons.get(fold(text)) if text else None
    rules = judge.rules[said_by.revision]
    actor, team = hand_of(unit)
    handed = unit.began if unit.kind == "handed" else None
    disputes = [name_of(label) for label in labels(said_by.fired)
                if side and reason and rules.is_disputed(reason.disputes, name_of(label))]
    other = reason and ("other" in (reason.code, reason.cls) or reason.cls == "unexplained")
    contradicted = side and reason and reason.contradicted and \
        holds(reason.contradicted, said_by.input)
    mode = "passive" if unit.code in ("HS_IGNORE", "HS_PAPER") else "explicit" if side else ""
    values = (key, unit.cycle, unit.code, side, mode, iso(said_by.as_of), said_by.verdict,
              said_by.means, said_by.score, said_by.cell,
              "" if said_by.margin is None else said_by.margin, said_by.route, iso(handed),
              iso(unit.due), iso(unit.at), "" if handed is None else (unit.at - handed) // 60,
              actor, team, text, reason.code if reason else "", reason.cls if reason else "",
              ";".join(disputes), int(bool(side) and (not text or bool(other))),
              int(bool(contradicted)),
              int(bool(unit.deed and unit.deed.action in CLOSINGS and unit.deed.fact.id in bulk)),
              int(unit.reversed), said_by.fired, said_by.pivotal, judge.resolve(unit, lead),
              said_by.revision)
    return [str(value) for value in values]


def rows(ledger, agreement, rules, as_of):
    """-> the cells of every unit, in no order; rules by the hash of their revision"""
    judge = Judge(ledger, agreement, rules, as_of)
    bulk = bulk_closings(ledger, agreement, as_of)
    found = []
    for ruleset in ledger.rulesets():
        for number, lead in leads_of(ledger, ruleset).items():
            events = timeline(agreement, lead, as_of)
            lead.deeds = [what for _, kind, what in events if kind == "deed"]
            for unit in Finder(agreement, events).units:
                judge.judge(unit)
                found.append(row_of(judge, unit, ledger.keys[number], lead, bulk))
    return found
