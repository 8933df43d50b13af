-- Handling times by person, in wide bins: how far people differ, which the interval of a quantile must know.
WITH lengths AS (
  SELECT DISTINCT active_ms
  FROM labels_slice
  WHERE active_ms IS NOT NULL
), binned AS (
  SELECT l.active_ms, b.wide_ms
  FROM lengths l
  JOIN handling_bins b ON b.bin_ms <= l.active_ms AND l.active_ms < b.next_ms
), counts AS (
  SELECT l.local_date, l.person_id, l.vendor_id, l.site_id, l.queue_id, b.wide_ms, COUNT(*) AS timed
  FROM labels_slice l
  JOIN binned b ON b.active_ms = l.active_ms
  GROUP BY l.local_date, l.person_id, l.vendor_id, l.site_id, l.queue_id, b.wide_ms
)
SELECT c.local_date, c.person_id, COALESCE(c.vendor_id, r.vendor_id) AS vendor_id,
       COALESCE(c.site_id, r.site_id) AS site_id, c.queue_id, CAST(c.wide_ms AS BIGINT) AS bin_ms,
       CAST(c.timed AS BIGINT) AS timed
FROM counts c
LEFT JOIN people_slice r
  ON r.person_id = c.person_id AND r.valid_from <= c.local_date
 AND (r.valid_to IS NULL OR c.local_date < r.valid_to)
 AND (c.vendor_id IS NULL OR r.vendor_id = c.vendor_id)
