-- What was read. A document is its bytes: the same bytes are the same document, wherever they lie.
CREATE TABLE document (
    id               INTEGER PRIMARY KEY,
    sha256           TEXT NOT NULL UNIQUE,
    name             TEXT NOT NULL,
    origin           TEXT NOT NULL,
    lang             TEXT,
    published        TEXT,
    published_basis  TEXT NOT NULL,
    published_why    TEXT NOT NULL DEFAULT '[]',
    url              TEXT,
    outlet           TEXT,
    title            TEXT NOT NULL,
    body             TEXT NOT NULL,
    articles         INTEGER NOT NULL
) STRICT;

CREATE INDEX document_by_name ON document (name);

-- Its labelled lines; offsets are bytes of document.title or document.body.
CREATE TABLE passage (
    id        INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES document,
    kind      TEXT NOT NULL,
    line      INTEGER NOT NULL,
    article   INTEGER,
    part      TEXT NOT NULL,
    "start"   INTEGER NOT NULL,
    "end"     INTEGER NOT NULL
) STRICT;

CREATE INDEX passage_by_document ON passage (document);

-- What one sentence asserts. Claims are only ever added; `report` numbers, within a document, the claims that
-- tell of the same happening.
CREATE TABLE claim (
    id              INTEGER PRIMARY KEY,
    document        INTEGER NOT NULL REFERENCES document,
    report          INTEGER NOT NULL,
    article         INTEGER NOT NULL,
    category        TEXT NOT NULL,
    kind            TEXT NOT NULL,
    actors          TEXT NOT NULL,
    recipients      TEXT NOT NULL,
    symmetric       INTEGER NOT NULL,
    date            TEXT,
    date_basis      TEXT,
    status          TEXT NOT NULL,
    scope           TEXT NOT NULL,
    fields          TEXT NOT NULL,
    quote           TEXT NOT NULL,
    part            TEXT NOT NULL,
    "start"         INTEGER NOT NULL,
    "end"           INTEGER NOT NULL,
    sentence_part   TEXT NOT NULL,
    sentence_start  INTEGER NOT NULL,
    sentence_end    INTEGER NOT NULL,
    trigger_part    TEXT NOT NULL,
    trigger_start   INTEGER NOT NULL,
    trigger_end     INTEGER NOT NULL,
    attribution     TEXT,
    confidence      REAL NOT NULL,
    rule            TEXT NOT NULL,
    coder           TEXT NOT NULL
) STRICT;

CREATE INDEX claim_by_document ON claim (document);

CREATE TRIGGER claim_is_never_changed BEFORE UPDATE ON claim
BEGIN SELECT RAISE(ABORT, 'claims are only ever added'); END;

CREATE TRIGGER claim_is_never_removed BEFORE DELETE ON claim
BEGIN SELECT RAISE(ABORT, 'claims are only ever added'); END;

-- Documents whose claims are not in the events yet.
CREATE TABLE pending (document INTEGER PRIMARY KEY REFERENCES document) STRICT;

-- Derived from claims, rebuilt at any time: what happened in the world.
CREATE TABLE event (
    number      INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    category    TEXT NOT NULL,
    kind        TEXT NOT NULL,
    actors      TEXT NOT NULL,
    recipients  TEXT NOT NULL,
    symmetric   INTEGER NOT NULL,
    date        TEXT,
    date_from   TEXT,
    date_to     TEXT,
    date_basis  TEXT,
    status      TEXT NOT NULL,
    scope       TEXT NOT NULL,
    fields      TEXT NOT NULL,
    outlets     TEXT NOT NULL,
    reports     INTEGER NOT NULL,
    confidence  REAL NOT NULL,
    best        INTEGER NOT NULL REFERENCES claim
) STRICT;

CREATE INDEX event_by_date ON event (date_from);

CREATE TABLE event_claim (
    claim  INTEGER PRIMARY KEY REFERENCES claim,
    event  INTEGER NOT NULL REFERENCES event ON DELETE CASCADE
) STRICT;

CREATE INDEX event_claim_by_event ON event_claim (event);

CREATE TABLE event_party (
    code   TEXT NOT NULL,
    event  INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    acted  INTEGER NOT NULL,
    PRIMARY KEY (code, event, acted)
) STRICT, WITHOUT ROWID;

CREATE INDEX event_party_by_event ON event_party (event);

-- What events must share to be compared when they are merged.
CREATE TABLE event_key (
    category  TEXT NOT NULL,
    a         TEXT NOT NULL,
    b         TEXT NOT NULL,
    event     INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    PRIMARY KEY (category, a, b, event)
) STRICT, WITHOUT ROWID;

CREATE INDEX event_key_by_event ON event_key (event);

-- Words of passages, as written and folded (lower case, no diacritics). The row's number is the passage's; the
-- text itself is in the document.
CREATE VIRTUAL TABLE words USING fts5(
    exact, folded, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);
