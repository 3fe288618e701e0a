DELETE FROM anchorings WHERE body LIKE 'own\_%';
ALTER TABLE anchorings DROP CONSTRAINT anchorings_body_check;
ALTER TABLE anchorings ADD CONSTRAINT anchorings_body_check CHECK (body IN ('working_environment_committee', 'union', 'safety_delegate', 'staff', 'leaders'));
ALTER TABLE employer_contacts DROP CONSTRAINT employer_contacts_roles_check;
UPDATE employer_contacts SET roles = coalesce(nullif(ARRAY(SELECT r FROM unnest(roles) r WHERE r NOT LIKE 'own\_%'), '{}'), '{site_contact}');
ALTER TABLE employer_contacts ADD CONSTRAINT employer_contacts_roles_check CHECK (
	cardinality(roles) > 0 AND roles <@ ARRAY['hr', 'leader', 'site_contact', 'union_representative', 'safety_delegate']);
DROP TABLE list_items;
DROP TABLE wordings;
DROP TABLE wording_numbers;
