DROP TABLE sessions, login_codes, accounts, tenants;
