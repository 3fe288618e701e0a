-- An agreement that stands for itself can go under a framework: it says what it said, and what the framework says too it inherits from then on.
ALTER TABLE agreement_versions
	DROP CONSTRAINT agreement_versions_act_check,
	ADD CONSTRAINT agreement_versions_act_check CHECK (act IN ('made', 'extend', 'option', 'shorten', 'change', 'framework', 'end', 'annul', 'misregister', 'join')),
	ADD COLUMN framework_id uuid,
	ADD CONSTRAINT agreement_versions_framework CHECK ((act = 'join') = (framework_id IS NOT NULL)),
	ADD FOREIGN KEY (tenant_id, framework_id) REFERENCES agreements (tenant_id, id);
