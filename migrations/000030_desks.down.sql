DROP POLICY desk ON memberships;
DROP TABLE desks;
DROP FUNCTION desk_contacts_work();
