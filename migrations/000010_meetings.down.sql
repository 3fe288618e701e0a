DROP TABLE nav_notes, todos, meeting_scores, meeting_people, meetings;
