"""Each planted incident shows in the tables, and not in the company in which nothing was planted."""

from __future__ import annotations

import pytest

OCTOBER = "local_at >= '2026-10-01'"


def both(query: str, troubled, untroubled) -> tuple[float, float]:
    """The value of a query in the company without and with incidents."""
    return untroubled.value(query), troubled.value(query)


def test_the_key_names_every_kind_with_its_window_and_size(troubled):
    """Spread over all markets, several in the last month."""
    planted = [answer for answer in troubled.answers if "decoy" not in answer]

    assert {
        "site_drop",
        "lenient_qa",
        "speeding",
        "straight_lining",
        "copying",
        "gold_leak",
        "slow_cohort",
        "utilisation_loss",
        "late_request",
        "sop_unacknowledged",
        "broken_audit_design",
        "automation_bias",
        "item_mix_shift",
        "restored_by_coaching",
        "action_without_effect",
    } == {answer["kind"] for answer in planted}
    assert {"SG", "ID", "TH", "VN", "BR", "GB"} == {answer["market"] for answer in planted}
    assert [] == [answer["id"] for answer in planted if not answer["effect"] or not answer["entity"]]
    assert all(start <= end <= "2026-10-31" for start, end in (answer["window"] for answer in planted))
    assert 5 <= sum(answer["window"][0] >= "2026-10-01" for answer in planted)
    assert ["item_mix_shift"] == [answer["kind"] for answer in planted if not answer["act"]]


def test_decoys_are_there_with_and_without_incidents(troubled, untroubled):
    """Bad luck and a quiet week belong to the world; a null company has nothing else."""
    assert all(answer["decoy"] and not answer["act"] for answer in untroubled.answers)
    for company in (troubled, untroubled):
        assert {"unlucky_agent", "seasonal_dip"} == {
            answer["kind"] for answer in company.answers if "decoy" in answer
        }


def test_an_unlucky_agent_failed_few_audits_and_had_nothing_planted(troubled, untroubled):
    """The audits are as the key says, at least two of them failed, and so few that chance explains it."""
    for company in (troubled, untroubled):
        decoys = [answer for answer in company.answers if answer["kind"] == "unlucky_agent"]
        planted = {name for a in company.answers if "decoy" not in a for name in a["entity"].split("+")}
        assert decoys
        for decoy in decoys:
            audits = (
                "SELECT COUNT(*), COUNT(*) FILTER (verdict = 'incorrect') FROM audits"
                " JOIN decisions USING (label_event_id)"
                f" WHERE person_id = '{decoy['entity']}' AND {OCTOBER} AND design_id = 'monthly_estimate'"
                " AND verdict <> 'unsure'"
            )
            assert [(decoy["effect"]["audits"], decoy["effect"]["failed"])] == company.rows(audits)
            assert 5 <= decoy["effect"]["audits"] <= 18
            assert 2 <= decoy["effect"]["failed"]
            assert decoy["entity"] not in planted


def test_the_quiet_week_has_far_fewer_decisions(troubled):
    """About as many are left as the key says, of the weeks around it."""
    decoy = troubled.answer("seasonal_dip")
    weeks = dict(
        troubled.rows(
            "SELECT STRFTIME(DATE_TRUNC('week', local_at), '%Y-%m-%d'), COUNT(*) FROM decisions"
            f" WHERE market_id = '{decoy['market']}' GROUP BY 1"
        )
    )
    around = (weeks["2026-10-05"] + weeks["2026-10-19"]) / 2

    assert decoy["effect"]["volume_left"] == pytest.approx(weeks[decoy["window"][0]] / around, abs=0.08)


def test_a_site_confuses_two_labels_in_the_week_of_the_new_sop_version(troubled, untroubled):
    """In that week most audited errors of the queue are of that pair, under the version it names."""
    drop = troubled.answer("site_drop")
    start, end = drop["window"]
    pair = ", ".join(f"'{drop['effect'][name]}'" for name in ("label", "as"))
    share = (
        f"SELECT AVG(CAST(label_id IN ({pair}) AND ref_label_id IN ({pair}) AND label_id <> ref_label_id"
        " AS INTEGER)) FROM audits JOIN decisions USING (label_event_id) WHERE queue_id = 'brand'"
        f" AND site_id = '{drop['entity']}' AND CAST(local_at AS DATE) BETWEEN '{start}' AND '{end}'"
    )
    before, during = both(share, troubled, untroubled)
    version = (
        "SELECT MIN(sop_version) FROM decisions WHERE queue_id = 'brand' AND CAST(local_at AS DATE)"
        f" BETWEEN DATE '{start}' + 1 AND '{end}'"
    )

    assert before < 0.1 < 0.2 < during
    assert drop["effect"]["sop_version"] == troubled.value(version)
    assert 0.04 < drop["effect"]["accuracy_before"] - drop["effect"]["accuracy_during"] < 0.09


def test_a_lenient_qa_fails_less_and_looks_shorter(troubled, untroubled):
    """Against the other QAs of the market."""
    lenient = troubled.answer("lenient_qa")
    ratio = (
        "SELECT AVG({0}) FILTER (qa_person_id = '{1}') / AVG({0}) FILTER (qa_person_id <> '{1}') FROM audits"
        " WHERE market_id = 'TH' AND labelled_at >= '2026-08-04'"
    )
    failing = ratio.format("CAST(verdict = 'incorrect' AS INTEGER)", lenient["entity"])
    looking = ratio.format("audit_s", lenient["entity"])

    assert 0.6 * both(failing, troubled, untroubled)[0] > both(failing, troubled, untroubled)[1]
    assert (1.0, 0.3) == pytest.approx(both(looking, troubled, untroubled), abs=0.15)


def test_speeding_agents_are_faster_than_anyone(troubled, untroubled):
    """Four agents whose median time is a third of their market's."""
    agents = [answer["entity"] for answer in troubled.answers if answer["kind"] == "speeding"]
    fast = (
        f"SELECT person_id FROM decisions JOIN queues USING (queue_id) WHERE market_id = 'VN' AND {OCTOBER}"
        " GROUP BY 1 HAVING MEDIAN(active_ms / 1000 / std_seconds) < 0.5 ORDER BY 1"
    )

    assert [(agent,) for agent in sorted(agents)] == troubled.rows(fast)
    assert 4 == len(agents)
    assert [] == untroubled.rows(fast)


def test_a_straight_liner_gives_the_clean_label_nearly_always(troubled, untroubled):
    """More than any colleague in either company."""
    liner = troubled.answer("straight_lining")
    constant = (
        "SELECT person_id FROM decisions JOIN label_classes USING (label_id) WHERE market_id = 'SG'"
        " AND local_at >= '2026-10-05' GROUP BY 1 HAVING COUNT(*) > 100"
        " AND AVG(CAST(is_violation AS INTEGER)) < 0.1"
    )

    assert [(liner["entity"],)] == troubled.rows(constant)
    assert [] == untroubled.rows(constant)


def test_copying_agents_share_their_wrong_labels(troubled, untroubled):
    """On items that both labelled and an SME settled; an honest pair is hardly ever wrong together."""
    one, other = troubled.answer("copying")["entity"].split("+")
    together = (
        'SELECT COUNT(*) FROM "overlaps" a JOIN "overlaps" b USING (overlap_group_id) JOIN adjudications j'
        f" ON j.item_id = a.item_id WHERE a.person_id = '{one}' AND b.person_id = '{other}'"
        " AND a.label_id = b.label_id AND a.label_id <> final_label_id AND a.submitted_at >= '2026-08-03'"
    )
    without, planted = both(together, troubled, untroubled)

    assert without <= 5
    assert planted >= 20


def test_leaked_gold_is_answered_right_where_audits_are_not(troubled, untroubled):
    """Hardly an error on gold, the usual ones elsewhere, and the same items over and over."""
    where = "vendor_id = 'lumen-works' AND decisions.market_id = 'GB' AND local_at >= '2026-09-07'"
    wrong = (
        "SELECT AVG(CAST(label_id <> ref_label_id AS INTEGER)) FROM decisions JOIN gold USING (item_id)"
        f" WHERE is_gold AND {where}"
    )
    items = f"SELECT COUNT(DISTINCT item_id) / COUNT(*) FROM decisions WHERE is_gold AND {where}"

    assert both(wrong, troubled, untroubled)[0] > 0.015 > both(wrong, troubled, untroubled)[1]
    assert both(items, troubled, untroubled)[0] > 1.2 * both(items, troubled, untroubled)[1]
    assert troubled.answer("gold_leak")["effect"]["accuracy_during"] > 0.985


def test_a_slow_cohort_is_still_worse_after_a_month(troubled, untroubled):
    """By audits of October, two months into production."""
    slow = troubled.answer("slow_cohort")
    failed = (
        "SELECT AVG(CAST(verdict = 'incorrect' AS INTEGER)) FROM audits JOIN decisions USING (label_event_id)"
        f" WHERE ramp_track = '{slow['entity']}' AND local_at >= '2026-09-21'"
    )
    without, planted = both(failed, troubled, untroubled)

    assert planted > 1.3 * without


def test_downtime_costs_utilisation_for_two_weeks(troubled, untroubled):
    """At one site, in the window of an incident that says so."""
    loss = troubled.answer("utilisation_loss")
    start, end = loss["window"]
    share = (
        "SELECT SUM(EPOCH(end_at - start_at)) FILTER (state = 'handling')"
        " / SUM(EPOCH(end_at - start_at)) FILTER (paid) FROM time JOIN people USING (person_id)"
        f" WHERE site_id = '{loss['entity']}' AND status = 'active' AND start_at >= '{start}'"
        f" AND start_at < DATE '{end}' + 1"
    )
    without, planted = both(share, troubled, untroubled)

    assert 0.1 < without - planted < 0.22
    assert [(loss["entity"],)] == troubled.rows("SELECT site_id FROM incidents WHERE note LIKE 'Repeated%'")
    assert [] == untroubled.rows("SELECT site_id FROM incidents WHERE note LIKE 'Repeated%'")


def test_sops_are_read_before_they_are_worked_by_but_for_one_site(troubled, untroubled):
    """Without incidents every acknowledgement precedes the first decision under its version."""
    unread = (
        "SELECT DISTINCT site_id FROM (SELECT person_id, site_id, sop_family, sop_version,"
        " MIN(submitted_at) AS begun FROM decisions JOIN queues USING (queue_id) GROUP BY ALL)"
        " LEFT JOIN sop_acknowledgements USING (person_id, sop_family, sop_version)"
        " WHERE acknowledged_at IS NULL OR acknowledged_at > begun"
    )

    assert [(troubled.answer("sop_unacknowledged")["entity"],)] == troubled.rows(unread)
    assert [] == untroubled.rows(unread)


def test_the_broken_stratum_is_drawn_from_its_first_days_only(troubled, untroubled):
    """Its sizes and probabilities look right all the same."""
    stratum = troubled.answer("broken_audit_design")["entity"]
    late = (
        "SELECT COUNT(*) FILTER (DAY(local_at) > 8) / COUNT(*) FROM audits"
        f" JOIN decisions USING (label_event_id) WHERE audits.market_id = 'BR' AND stratum_id = '{stratum}'"
    )
    without, planted = both(late, troubled, untroubled)

    assert 0 == planted
    assert without > 0.5


def test_wrong_suggestions_are_followed_in_one_queue(troubled, untroubled):
    """Of audited decisions in which a wrong suggestion was shown."""
    followed = (
        "SELECT AVG(CAST(label_id = suggested_label_id AS INTEGER)) FROM audits JOIN decisions"
        " USING (label_event_id) WHERE audits.market_id = 'ID' AND queue_id = 'image' AND suggestion_shown"
        " AND suggested_label_id <> ref_label_id AND local_at >= '2026-08-10'"
    )
    without, planted = both(followed, troubled, untroubled)

    assert without < 0.35 < 0.45 < planted


def test_a_harder_item_mix_comes_in_and_nobody_is_to_blame(troubled, untroubled):
    """One class becomes frequent in all teams alike."""
    mix = troubled.answer("item_mix_shift")
    shares = (
        f"SELECT AVG(CAST(label_id = '{mix['effect']['label']}' AS INTEGER)) FROM decisions"
        " WHERE market_id = 'VN' AND queue_id = 'image' AND local_at >= '2026-10-05' GROUP BY team_id"
    )
    planted, usual = ([share for (share,) in company.rows(shares)] for company in (troubled, untroubled))

    assert len(planted) == len(usual) > 1
    assert min(planted) > 0.15 > 0.10 > max(usual)


@pytest.mark.parametrize(
    ("kind", "better"), [("restored_by_coaching", True), ("action_without_effect", False)]
)
def test_coaching_restores_one_team_and_leaves_the_other(troubled, kind, better):
    """Failed audits before the action was opened and after it was closed."""
    answer = troubled.answer(kind)
    failed = (
        "SELECT AVG(CAST(verdict = 'incorrect' AS INTEGER)) FROM audits JOIN decisions USING (label_event_id)"
        f" JOIN actions ON action_id = '{answer['effect']['action']}' WHERE team_id = '{answer['entity']}'"
        " AND design_id = 'monthly_estimate' AND "
    )
    before = troubled.value(failed + "local_at >= '2026-06-01' AND submitted_at < opened_at")
    after = troubled.value(failed + "submitted_at >= closed_at")

    assert better == (after < 0.65 * before)
    assert [("done", "team", answer["entity"])] == troubled.rows(
        f"SELECT status, scope_type, scope_id FROM actions WHERE risk_id = '{answer['id']}'"
    )
