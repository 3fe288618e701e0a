DROP TABLE employer_results;
