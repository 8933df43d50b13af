-- Answers to gold items that stand; its row or the roster of the day says for whom.
SELECT l.local_date, l.label_event_id, l.item_id, l.person_id, COALESCE(l.vendor_id, r.vendor_id) AS vendor_id,
       COALESCE(l.site_id, r.site_id) AS site_id, l.queue_id,
       l.label_id, l.sop_version, j.ref_label_id, j.correct, l.active_ms, l.attempt
FROM gold_judged j
JOIN labels_slice l ON l.label_event_id = j.label_event_id
LEFT JOIN people_slice r
  ON r.person_id = l.person_id AND r.valid_from <= l.local_date
 AND (r.valid_to IS NULL OR l.local_date < r.valid_to)
 AND (l.vendor_id IS NULL OR r.vendor_id = l.vendor_id)
WHERE NOT l.is_removed
