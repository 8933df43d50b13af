-- Handling times as a histogram: each duration is counted in the bin it falls into.
WITH lengths AS (
  SELECT DISTINCT active_ms
  FROM labels_slice
  WHERE active_ms IS NOT NULL
), binned AS (
  SELECT l.active_ms, b.bin_ms
  FROM lengths l
  JOIN handling_bins b ON b.bin_ms <= l.active_ms AND l.active_ms < b.next_ms
), counts AS (
  SELECT l.local_date, l.person_id, l.vendor_id, l.site_id, l.queue_id, b.bin_ms, COUNT(*) AS timed,
         SUM(l.active_ms) AS active_ms
  FROM labels_slice l
  JOIN binned b ON b.active_ms = l.active_ms
  GROUP BY l.local_date, l.person_id, l.vendor_id, l.site_id, l.queue_id, b.bin_ms
)
SELECT c.local_date, COALESCE(c.vendor_id, r.vendor_id) AS vendor_id,
       COALESCE(c.site_id, r.site_id) AS site_id, c.queue_id, CAST(c.bin_ms AS BIGINT) AS bin_ms,
       CAST(SUM(c.timed) AS BIGINT) AS timed,
       CAST(SUM(c.active_ms) AS BIGINT) AS active_ms
FROM counts c
LEFT JOIN people_slice r
  ON r.person_id = c.person_id AND r.valid_from <= c.local_date
 AND (r.valid_to IS NULL OR c.local_date < r.valid_to)
 AND (c.vendor_id IS NULL OR r.vendor_id = c.vendor_id)
GROUP BY c.local_date, COALESCE(c.vendor_id, r.vendor_id), COALESCE(c.site_id, r.site_id), c.queue_id, c.bin_ms
