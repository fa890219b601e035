-- Of failures only: most deliveries succeed, and a large log would take minutes to rewrite.
UPDATE "deliveries" d SET "last_response_status" = (a."response" ->> 'status')::int, "last_error_class" = a."error_class",
  "last_error" = a."error_message"
FROM "attempts" a
WHERE a."delivery_id" = d."id" AND a."number" = d."attempt_count" AND a."error_class" IS NOT NULL;
