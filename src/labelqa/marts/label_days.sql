-- Decisions counted by day, person, queue, label and SOP version; its row or the roster of the day says for whom.
WITH counts AS (
  SELECT local_date, person_id, vendor_id, site_id, queue_id, label_id, sop_version,
         COALESCE(is_gold, FALSE) AS is_gold,
         COUNT(*) AS labels,
         COUNT(*) FILTER (WHERE attempt IS NULL OR attempt = 1) AS first_pass,
         COUNT(*) FILTER (WHERE was_skipped) AS skipped,
         COUNT(*) FILTER (WHERE is_removed AND NOT COALESCE(was_skipped, FALSE)) AS removed,
         COUNT(*) FILTER (WHERE suggestion_shown) AS suggested,
         COUNT(active_ms) AS timed,
         SUM(active_ms) AS active_ms
  FROM labels_slice
  GROUP BY local_date, person_id, vendor_id, site_id, queue_id, label_id, sop_version, COALESCE(is_gold, FALSE)
)
SELECT c.local_date, c.person_id, COALESCE(c.vendor_id, r.vendor_id) AS vendor_id,
       COALESCE(c.site_id, r.site_id) AS site_id, c.queue_id, c.label_id, c.sop_version, c.is_gold,
       CAST(c.labels AS BIGINT) AS labels,
       CAST(c.first_pass AS BIGINT) AS first_pass,
       CAST(c.skipped AS BIGINT) AS skipped,
       CAST(c.removed AS BIGINT) AS removed,
       CAST(c.suggested AS BIGINT) AS suggested,
       CAST(c.timed AS BIGINT) AS timed,
       CAST(COALESCE(c.active_ms, 0) AS BIGINT) AS active_ms
FROM counts c
LEFT JOIN people_slice r
  ON r.person_id = c.person_id AND r.valid_from <= c.local_date
 AND (r.valid_to IS NULL OR c.local_date < r.valid_to)
 AND (c.vendor_id IS NULL OR r.vendor_id = c.vendor_id)
