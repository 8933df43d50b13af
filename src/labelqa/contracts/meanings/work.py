"""How people's time went, and what they were taught."""

from __future__ import annotations

MEANINGS = {
    "time": {
        "start_at": ("When the state began; puts it in its period.", "2026-10-05T01:00:00Z"),
        "end_at": ("When it ended.", "2026-10-05T02:00:00Z"),
        "state": ("What the person did.", "handling"),
        "paid": ("Whether the time is paid.", "true"),
    },
    "schedules": {
        "start_at": ("When the plan begins; puts it in its period.", "2026-10-05T01:00:00Z"),
        "end_at": ("When it ends.", "2026-10-05T05:00:00Z"),
        "planned_state": (
            "What was planned: a name in planned_states of project.yml, or a state of time.",
            "work",
        ),
    },
    "calibration_sessions": {
        "session_id": ("The session.", "s-6"),
        "sop_version": ("The version of the procedure that it was about.", "v3"),
        "held_at": ("When it was held.", "2026-10-13T07:00:00Z"),
    },
    "calibration_responses": {
        "phase": ("pre: before the discussion; post: after it.", "pre"),
        "label_id": ("The class that the participant chose.", "spam"),
        "key_label_id": ("The class that the session's key says is right.", "spam"),
        "key_challenged": ("Whether participants disputed the key.", "false"),
        "clause_id": ("The clause that the item is about.", "3.2"),
    },
    "training": {
        "module_id": ("The module.", "basics"),
        "attempt": ("1 is the first time it was taken.", "1"),
        "completed_at": ("When it was ended, passed or not.", "2026-10-02T09:33:01Z"),
        "passed": ("Whether it was passed.", "true"),
        "cohort_id": ("Who joined together.", "sg-2026-01"),
    },
}
