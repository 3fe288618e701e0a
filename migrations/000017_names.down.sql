DROP INDEX candidates_name, employers_name;
