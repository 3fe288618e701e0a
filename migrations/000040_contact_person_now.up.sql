-- Who is contact person now is asked by nearly every page, and answered from the index alone.
DROP INDEX contact_persons_employer;
CREATE INDEX contact_persons_employer ON contact_persons (tenant_id, employer_id, to_at) INCLUDE (from_at, membership_id);
