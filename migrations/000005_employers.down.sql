DROP TABLE inquiries;
DROP POLICY partner_own ON memberships;
DROP POLICY partner ON memberships;
DROP TRIGGER contact_persons_always ON employers;
DROP TABLE contact_persons, employer_contacts, units;
DROP FUNCTION contact_person_always();
ALTER TABLE memberships DROP CONSTRAINT memberships_tenant_id_employer_id_fkey;
DROP TABLE employers;
