-- AlterTable
ALTER TABLE "deliveries" ALTER COLUMN "request_body" DROP NOT NULL,
ALTER COLUMN "content_type" DROP NOT NULL;

-- Empty meant: none, or not rendered yet.
UPDATE "deliveries" SET "request_body" = NULL, "content_type" = NULL WHERE "request_body" = '';
