DROP TABLE start_rules, rhythms, place_lines, anchorings, signatures, agreement_versions, agreements;
DROP FUNCTION signed_terms_stay();
