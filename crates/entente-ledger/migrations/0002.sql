-- What one passage says of words, views and plans: a quotation, a stance or a step of a plan, in JSON as
-- entente_text::Asserted. Only ever added, as claims are.
CREATE TABLE assertion (
    id              INTEGER PRIMARY KEY,
    document        INTEGER NOT NULL REFERENCES document,
    article         INTEGER NOT NULL,
    what            TEXT NOT NULL,
    asserted        TEXT NOT NULL,
    date            TEXT,
    date_basis      TEXT,
    quote           TEXT NOT NULL,
    part            TEXT NOT NULL,
    "start"         INTEGER NOT NULL,
    "end"           INTEGER NOT NULL,
    sentence_part   TEXT NOT NULL,
    sentence_start  INTEGER NOT NULL,
    sentence_end    INTEGER NOT NULL,
    attribution     TEXT,
    confidence      REAL NOT NULL,
    rule            TEXT NOT NULL,
    coder           TEXT NOT NULL
) STRICT;

CREATE INDEX assertion_by_document ON assertion (document);

CREATE INDEX assertion_by_what ON assertion (what);

CREATE TRIGGER assertion_is_never_changed BEFORE UPDATE ON assertion
BEGIN SELECT RAISE(ABORT, 'assertions are only ever added'); END;

CREATE TRIGGER assertion_is_never_removed BEFORE DELETE ON assertion
BEGIN SELECT RAISE(ABORT, 'assertions are only ever added'); END;

-- Derived from assertions, rebuilt at any time. Each line has the assertion that tells it best; the table of its
-- reports has all of them.
CREATE TABLE quotation (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    form       TEXT NOT NULL,
    words      TEXT NOT NULL,
    speaker    TEXT NOT NULL,
    role       TEXT,
    codes      TEXT NOT NULL,
    outlet     TEXT,
    date       TEXT,
    date_from  TEXT,
    date_to    TEXT,
    outlets    TEXT NOT NULL,
    reports    INTEGER NOT NULL,
    confidence REAL NOT NULL,
    best       INTEGER NOT NULL REFERENCES assertion
) STRICT;

CREATE TABLE plan (
    number       INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    what         TEXT NOT NULL,
    parties      TEXT NOT NULL,
    places       TEXT NOT NULL,
    fields       TEXT NOT NULL,
    proposer     TEXT NOT NULL,
    target       TEXT,
    target_from  TEXT,
    target_to    TEXT,
    status       TEXT NOT NULL,
    status_date  TEXT,
    blocked_by   TEXT NOT NULL,
    date_from    TEXT,
    date_to      TEXT,
    outlets      TEXT NOT NULL,
    reports      INTEGER NOT NULL,
    confidence   REAL NOT NULL
) STRICT;

-- A step rests on an assertion, or on a claim where the coder found it.
CREATE TABLE plan_step (
    plan        INTEGER NOT NULL REFERENCES plan ON DELETE CASCADE,
    n           INTEGER NOT NULL,
    stage       TEXT NOT NULL,
    date        TEXT,
    date_from   TEXT,
    date_to     TEXT,
    by          TEXT NOT NULL,
    reason      TEXT,
    target      TEXT,
    superseded  INTEGER NOT NULL,
    assertion   INTEGER REFERENCES assertion,
    claim       INTEGER REFERENCES claim,
    PRIMARY KEY (plan, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_party (
    code  TEXT NOT NULL,
    plan  INTEGER NOT NULL REFERENCES plan ON DELETE CASCADE,
    PRIMARY KEY (code, plan)
) STRICT, WITHOUT ROWID;

CREATE TABLE stance (
    number       INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    holder       TEXT NOT NULL,
    role         TEXT,
    codes        TEXT NOT NULL,
    toward_kind  TEXT NOT NULL,
    toward       TEXT NOT NULL,
    toward_codes TEXT NOT NULL,
    plan         INTEGER REFERENCES plan ON DELETE SET NULL,
    link         TEXT,
    position     TEXT NOT NULL,
    reason       TEXT,
    reported_by  TEXT,
    date         TEXT,
    date_from    TEXT,
    date_to      TEXT,
    outlets      TEXT NOT NULL,
    reports      INTEGER NOT NULL,
    confidence   REAL NOT NULL,
    best         INTEGER NOT NULL REFERENCES assertion
) STRICT;

CREATE TABLE quotation_report (
    assertion  INTEGER PRIMARY KEY REFERENCES assertion,
    quotation  INTEGER NOT NULL REFERENCES quotation ON DELETE CASCADE
) STRICT;

CREATE TABLE stance_report (
    assertion  INTEGER PRIMARY KEY REFERENCES assertion,
    stance     INTEGER NOT NULL REFERENCES stance ON DELETE CASCADE
) STRICT;

CREATE INDEX quotation_report_by_quotation ON quotation_report (quotation);
CREATE INDEX stance_report_by_stance ON stance_report (stance);
CREATE INDEX stance_by_plan ON stance (plan);
CREATE INDEX plan_step_by_claim ON plan_step (claim);
CREATE INDEX plan_step_by_assertion ON plan_step (assertion);
