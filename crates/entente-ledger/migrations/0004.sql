-- Ways to what the pages ask for: the newest lines, what a sentence says beside an event, articles by outlet and by date.
CREATE INDEX quotation_by_date ON quotation (date_to);
CREATE INDEX quotation_by_best ON quotation (best);
CREATE INDEX stance_by_date ON stance (date_to);
CREATE INDEX document_by_outlet ON document (outlet);
CREATE INDEX document_by_published ON document (published);
CREATE INDEX event_shown ON event (scope, confidence, category);
