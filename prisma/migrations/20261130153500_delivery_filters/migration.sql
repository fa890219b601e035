-- What the last attempt came to, so that lists of deliveries can be filtered by it. A process of an earlier version does not
-- write these columns: the deliveries that it attempts during the upgrade keep what they had.
ALTER TABLE "deliveries" ADD COLUMN "last_response_status" SMALLINT,
ADD COLUMN "last_error_class" TEXT,
ADD COLUMN "last_error" TEXT;
