"""What a document says of itself: title, body, session, date, kind, place."""
