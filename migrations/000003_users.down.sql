DROP FUNCTION acting_as();
DROP TABLE stand_ins, memberships, offices;
