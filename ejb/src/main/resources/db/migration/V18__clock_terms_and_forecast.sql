-- In which hours a case's clock runs and what ends it, kept as agreed; when a case is forecast to be read.

alter table reading_case add column clock_terms jsonb;          -- null = day and night, until the report is final
alter table reading_case add column forecast_at timestamptz;    -- set while it is forecast to be read too late
