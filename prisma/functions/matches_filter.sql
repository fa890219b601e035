-- Whether an integration with these event types and environments gets such an event. An integration with environments also
-- gets events that belong to no environment, since these concern all of them.
CREATE OR REPLACE FUNCTION matches_filter(
  event_types "EventType"[], environment_ids text[], event_type "EventType", event_environment_id text
) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (event_types = '{}' OR event_type = ANY (event_types))
    AND (environment_ids = '{}' OR event_environment_id IS NULL OR event_environment_id = ANY (environment_ids))
$$;
