-- Scores of decisions by day, person and queue, in hundredths, and how many of these decisions were audited.
WITH scored AS (
  SELECT local_date, person_id, vendor_id, site_id, queue_id, audit_verdict, FLOOR(score * 100 + 0.5) AS points
  FROM labels_slice
  WHERE score IS NOT NULL
), counts AS (
  SELECT local_date, person_id, vendor_id, site_id, queue_id, COUNT(*) AS scored,
         COUNT(audit_verdict) AS audited, SUM(CAST(points AS BIGINT)) AS points
  FROM scored
  GROUP BY local_date, person_id, vendor_id, site_id, queue_id
)
SELECT c.local_date, c.person_id, COALESCE(c.vendor_id, r.vendor_id) AS vendor_id,
       COALESCE(c.site_id, r.site_id) AS site_id, c.queue_id,
       CAST(c.scored AS BIGINT) AS scored, CAST(c.audited AS BIGINT) AS audited,
       CAST(c.points AS BIGINT) AS points
FROM counts c
LEFT JOIN people_slice r
  ON r.person_id = c.person_id AND r.valid_from <= c.local_date
 AND (r.valid_to IS NULL OR c.local_date < r.valid_to)
 AND (c.vendor_id IS NULL OR r.vendor_id = c.vendor_id)
