-- Decisions on gold items against the version in force: the first to be retired after the decision, or not at all.
WITH versions AS (
  SELECT l.label_event_id, g.gold_version, g.ref_label_id,
         ROW_NUMBER() OVER (
           PARTITION BY l.label_event_id ORDER BY g.retired_at ASC NULLS LAST, g.gold_version DESC
         ) AS in_force
  FROM labels_slice l
  JOIN gold_slice g ON g.item_id = l.item_id AND (g.retired_at IS NULL OR l.submitted_at < g.retired_at)
  WHERE l.is_gold
), accepted AS (
  SELECT DISTINCT item_id, gold_version, label_id FROM gold_accepts
)
SELECT l.local_date, l.label_event_id, l.item_id, l.person_id, r.vendor_id, r.site_id, l.queue_id,
       l.label_id, l.sop_version, v.ref_label_id,
       CASE WHEN l.label_id = v.ref_label_id OR a.label_id IS NOT NULL THEN TRUE ELSE FALSE END AS correct,
       l.active_ms, l.attempt
FROM versions v
JOIN labels_slice l ON l.label_event_id = v.label_event_id
LEFT JOIN accepted a
  ON a.item_id = l.item_id AND a.gold_version = v.gold_version AND a.label_id = l.label_id
LEFT JOIN people_slice r
  ON r.person_id = l.person_id AND r.valid_from <= l.local_date
 AND (r.valid_to IS NULL OR l.local_date < r.valid_to)
WHERE v.in_force = 1
