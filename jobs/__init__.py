"""The timetable and the workers that ask the database what is due."""
