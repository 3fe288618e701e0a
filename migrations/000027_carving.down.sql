ALTER TABLE place_lines DROP COLUMN role_id, DROP COLUMN name;
DROP TABLE work_tasks;
DROP TABLE work_roles;
DELETE FROM settings WHERE key = 'carving.full_time_hours';
DELETE FROM setting_definitions WHERE key = 'carving.full_time_hours';
ALTER TABLE setting_definitions DROP CONSTRAINT setting_definitions_unit_check,
	ADD CONSTRAINT setting_definitions_unit_check CHECK (unit IN ('days', 'working_days', 'weeks', 'months', 'offsets'));
