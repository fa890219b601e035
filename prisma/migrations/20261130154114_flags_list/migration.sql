-- The columns below are computed with these functions. Replacing one would leave the rows as they are, so they stand here
-- and not among the functions that every start replaces.
CREATE FUNCTION "flag_search_text"(key text, name text, description text, owner text, tags text[])
RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT lower(concat_ws(E'\n', key, name, description, owner, array_to_string(tags, E'\n')))
$$;

CREATE FUNCTION "flag_enabled_in"(targeting json) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(t.key), '{}') FROM json_each(targeting) t WHERE t.value ->> 'enabled' = 'true'
$$;

-- The list of flags searches and filters without reading long texts in four columns, or the targeting, which may be large.
ALTER TABLE "flags"
  ADD COLUMN "search_text" text GENERATED ALWAYS AS ("flag_search_text"("key", "name", "description", "owner", "tags")) STORED,
  ADD COLUMN "enabled_in" text[] GENERATED ALWAYS AS ("flag_enabled_in"("targeting")) STORED;

-- The newest change of a flag in an environment. Only changes are about one.
CREATE INDEX "events_flag_environment_idx" ON "events" ("flag_id", "environment_id", "sequence")
  WHERE "type" = 'FLAG_UPDATED' AND "environment_id" IS NOT NULL;
