-- what is kept of a text to find its twins has another form; it is worked out again from the texts
DELETE FROM "signatures";
