-- Seconds by person, day, state and pay; an interval belongs to the business day on which it starts.
WITH spent AS (
  SELECT local_date, person_id, state, paid, SUM(seconds) AS seconds
  FROM time_slice
  GROUP BY local_date, person_id, state, paid
)
SELECT s.local_date, s.person_id, r.vendor_id, r.site_id, s.state, s.paid,
       CAST(s.seconds AS BIGINT) AS seconds
FROM spent s
LEFT JOIN people_slice r
  ON r.person_id = s.person_id AND r.valid_from <= s.local_date
 AND (r.valid_to IS NULL OR s.local_date < r.valid_to)
