ALTER TABLE meetings DROP COLUMN judgement_draft, DROP COLUMN judgement;
DROP TABLE promises;
DROP TABLE job_offers;
