-- What documents are compared by to find copies of one text: a MinHash signature.
CREATE TABLE fingerprint (document INTEGER PRIMARY KEY REFERENCES document, minhash BLOB NOT NULL) STRICT;

-- Derived: documents whose text others print as well. All copies bear the hash of the same one.
CREATE TABLE copy (document INTEGER PRIMARY KEY REFERENCES document, text TEXT NOT NULL) STRICT;

-- How many independent sources report an event: copies count once. All events are made again.
DELETE FROM event;
ALTER TABLE event ADD COLUMN independent INTEGER NOT NULL DEFAULT 1;
INSERT OR IGNORE INTO pending (document) SELECT id FROM document;
