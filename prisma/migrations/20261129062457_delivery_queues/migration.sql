ALTER TABLE "deliveries" RENAME COLUMN "waiting_since" TO "queued_at";
ALTER INDEX "deliveries_in_line_idx" RENAME TO "deliveries_queued_idx";

-- Deliveries that were cancelled while they were queued kept the time.
UPDATE "deliveries" SET "queued_at" = NULL WHERE "queued_at" IS NOT NULL AND "status" <> 'PENDING';

ALTER TABLE "recoveries" ADD COLUMN "skipped" INTEGER NOT NULL DEFAULT 0;
UPDATE "recoveries" SET "skipped" = "total" - "queued" WHERE "status" = 'COMPLETED' AND "total" > "queued";

-- Its parameters change: prisma/functions/claim_deliveries.sql creates it again.
DROP FUNCTION claim_deliveries;
