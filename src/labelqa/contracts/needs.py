"""What sections that exhibits start on their own rest on; a notebook says it of the others by `needs=`."""

NEEDS: dict[str, tuple[str, ...]] = {
    "ramp_up_section": ("people", "audited_labels", "label_days"),
    "calibration_section": ("calibration_sessions", "calibration_responses"),
    "investigation_section": ("audited_labels", "label_days"),
}
"""Tables by the name of the exhibit: without rows in one of them its sections are off."""
OR = " or "  # between tables of which one is enough
