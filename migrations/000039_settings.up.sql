-- A setting is asked for by nearly every page. A function in SQL is planned anew for each query; one in PL/pgSQL once a connection.
CREATE OR REPLACE FUNCTION setting(wanted text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN coalesce((SELECT value FROM settings WHERE key = wanted), (SELECT standard FROM setting_definitions WHERE key = wanted));
END $$;
