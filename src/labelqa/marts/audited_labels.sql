-- Audited decisions with the newest verdict of each design; its row or the roster of the day says for whom.
WITH verdicts AS (
  SELECT a.*,
         ROW_NUMBER() OVER (
           PARTITION BY a.label_event_id, a.design_id ORDER BY a.audited_at DESC, a.audit_id DESC
         ) AS newest
  FROM audits_slice a
)
SELECT l.local_date, v.audit_id, v.label_event_id, l.item_id, l.person_id, COALESCE(l.vendor_id, r.vendor_id) AS vendor_id,
       COALESCE(l.site_id, r.site_id) AS site_id,
       l.queue_id, l.label_id, l.sop_version, l.attempt, l.is_gold, l.suggested_label_id,
       l.suggestion_shown, l.delivered_batch_id, v.qa_person_id, v.design_id, v.stratum_id, v.incl_prob,
       v.frame_size, v.sample_size, v.blind, v.verdict, v.ref_label_id, v.reason_id, v.clause_id,
       v.critical_class, v.audited_at, v.audit_s, v.corrected_before_delivery, v.score
FROM verdicts v
JOIN labels_slice l ON l.label_event_id = v.label_event_id
LEFT JOIN people_slice r
  ON r.person_id = l.person_id AND r.valid_from <= l.local_date
 AND (r.valid_to IS NULL OR l.local_date < r.valid_to)
 AND (l.vendor_id IS NULL OR r.vendor_id = l.vendor_id)
WHERE v.newest = 1
