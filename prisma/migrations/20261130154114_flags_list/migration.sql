-- Replacing this function would leave the rows as they are, so it stands here and not among the functions that every start
-- replaces.
CREATE FUNCTION "flag_search_text"(key text, name text, description text, owner text, tags text[])
RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN lower(concat_ws(E'\n', key, name, description, owner, array_to_string(tags, E'\n')));
END
$$;

-- Lists search and filter by these without reading five columns, or the targeting, which may be large.
ALTER TABLE "flags"
  ADD COLUMN "search_text" text GENERATED ALWAYS AS ("flag_search_text"("key", "name", "description", "owner", "tags")) STORED,
  ADD COLUMN "enabled_in" text[] NOT NULL DEFAULT '{}',
  ADD COLUMN "attributes" text[] NOT NULL DEFAULT '{}',
  ADD COLUMN "listed_version" integer;
