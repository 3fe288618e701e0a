DROP TABLE week_patterns;
DROP FUNCTION days_of_week(jsonb);
