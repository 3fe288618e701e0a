-- What agreements say stays as it is said: the shape before cannot hold it.
ALTER TABLE place_lines DROP CONSTRAINT place_lines_alarm_days_check, DROP CONSTRAINT place_lines_rule_check, DROP CONSTRAINT place_lines_kind_check;
ALTER TABLE place_lines RENAME COLUMN rule TO standing;
ALTER TABLE place_lines ALTER COLUMN standing TYPE boolean USING standing = 'standing', ALTER COLUMN standing SET DEFAULT true;
ALTER TABLE place_lines ADD CONSTRAINT place_lines_alarm_days_check CHECK (alarm_days BETWEEN 0 AND 365),
	ADD CONSTRAINT place_lines_kind_check CHECK (kind IN ('durable', 'work_training', 'temporary', 'education'));
