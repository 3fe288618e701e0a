ALTER TABLE agreement_versions
	DROP COLUMN framework_id,
	DROP CONSTRAINT agreement_versions_act_check,
	ADD CONSTRAINT agreement_versions_act_check CHECK (act IN ('made', 'extend', 'option', 'shorten', 'change', 'framework', 'end', 'annul', 'misregister'));
