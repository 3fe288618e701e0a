DROP INDEX contact_persons_employer;
CREATE INDEX contact_persons_employer ON contact_persons (tenant_id, employer_id, to_at);
