"""The pure loyalty domain: events in, effects and postings out; standard library only."""
