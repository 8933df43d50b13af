"""What the sections that r.ramp_up and the like start rest on; a notebook says it of others by `needs=`."""

NEEDS: dict[str, tuple[str, ...]] = {
    "ramp_up": ("people", "audited_labels", "label_days"),
    "calibration": ("calibration_sessions", "calibration_responses"),
    "investigation": ("audited_labels", "label_days"),
}
"""Tables by who starts the section, as in r.ramp_up.section: without rows in one its sections are off."""
OR = " or "  # between tables of which one is enough
