-- Lists of names go by the Norwegian alphabet, page by page; the searches by prefix keep the indexes that sort by bytes.
CREATE INDEX employers_name ON employers (tenant_id, search_name COLLATE "nb-NO-x-icu");
CREATE INDEX candidates_name ON candidates (tenant_id, search_name COLLATE "nb-NO-x-icu", id);
