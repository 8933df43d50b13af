-- Labels handed over, counted by batch, site, queue and label; the roster of the decision's day says where.
WITH counts AS (
  SELECT delivered_batch_id AS batch_id, local_date, person_id, vendor_id, site_id, queue_id, label_id,
         COUNT(*) AS labels
  FROM labels_slice
  WHERE delivered_batch_id IS NOT NULL AND NOT COALESCE(is_gold, FALSE)
  GROUP BY delivered_batch_id, local_date, person_id, vendor_id, site_id, queue_id, label_id
)
SELECT c.batch_id, COALESCE(c.vendor_id, r.vendor_id) AS vendor_id,
       COALESCE(c.site_id, r.site_id) AS site_id, c.queue_id, c.label_id, CAST(SUM(c.labels) AS BIGINT) AS labels
FROM counts c
LEFT JOIN people_slice r
  ON r.person_id = c.person_id AND r.valid_from <= c.local_date
 AND (r.valid_to IS NULL OR c.local_date < r.valid_to)
 AND (c.vendor_id IS NULL OR r.vendor_id = c.vendor_id)
GROUP BY c.batch_id, COALESCE(c.vendor_id, r.vendor_id), COALESCE(c.site_id, r.site_id), c.queue_id, c.label_id
