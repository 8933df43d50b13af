"""Requests and deliveries agree with the decisions made for them."""

from __future__ import annotations


def test_a_batch_holds_as_many_decisions_as_it_says(troubled):
    """Counted from the labels; a batch was delivered after its decisions and holds one request's."""
    batches = (
        "SELECT batch_id, n_labels, COUNT(*), BOOL_AND(l.request_id = d.request_id),"
        " BOOL_AND(submitted_at < delivered_at) FROM deliveries d LEFT JOIN labels l"
        " ON l.delivered_batch_id = d.batch_id GROUP BY ALL"
    )

    for batch, promised, found, own, before in troubled.rows(batches):
        assert (promised, True, True) == (found, own, before), batch


def test_gold_and_superseded_decisions_are_never_delivered(troubled):
    """They are not what was asked for."""
    delivered = (
        "SELECT COUNT(*) FROM labels WHERE delivered_batch_id IS NOT NULL AND (is_gold OR status <> 'final')"
    )

    assert 0 == troubled.value(delivered)


def test_a_requests_times_are_in_order_and_its_volume_is_its_batches(troubled):
    """Created, accepted, its SOP final, first label, delivered."""
    order = (
        "SELECT COUNT(*) FROM requests WHERE created_at > accepted_at OR accepted_at > sop_final_at"
        " OR sop_final_at > first_label_at OR first_label_at > delivered_at OR created_at > due_at"
    )
    volume = (
        "SELECT COUNT(*) FROM requests r LEFT JOIN (SELECT request_id, SUM(n_labels) AS sent FROM deliveries"
        " GROUP BY 1) USING (request_id) WHERE volume_delivered <> COALESCE(sent, 0)"
    )

    assert 0 == troubled.value(order)
    assert 0 == troubled.value(volume)


def test_some_requests_are_open_some_late_and_some_called_off(troubled):
    """Every state that a report must show."""
    for condition in (
        "delivered_at IS NULL AND cancelled_at IS NULL",
        "delivered_at > due_at",
        "cancelled_at IS NOT NULL",
    ):
        assert 0 < troubled.value(f"SELECT COUNT(*) FROM requests WHERE {condition}")


def test_only_the_planted_request_cannot_be_finished_in_time(troubled, untroubled):
    """At the pace of its last four weeks an open request needs at most the time it has left."""
    late = (
        "SELECT request_id FROM requests r JOIN (SELECT request_id, COUNT(*) AS done, COUNT(*) FILTER"
        " (submitted_at >= TIMESTAMP '2026-10-04') / LEAST(28, DATE_DIFF('day', MIN(submitted_at),"
        " TIMESTAMP '2026-11-01')) AS pace FROM labels GROUP BY 1) USING (request_id)"
        " WHERE delivered_at IS NULL AND (volume_requested - done) / pace"
        " > 1.5 * DATE_DIFF('day', TIMESTAMP '2026-11-01', due_at)"
    )

    assert [(troubled.answer("late_request")["entity"],)] == troubled.rows(late)
    assert [] == untroubled.rows(late)
