-- CreateTable
CREATE TABLE "delivery_minutes" (
    "integration_id" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "counts" JSONB NOT NULL,

    CONSTRAINT "delivery_minutes_pkey" PRIMARY KEY ("integration_id","minute")
);

-- CreateTable
CREATE TABLE "roll_up" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "until" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "roll_up_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "delivery_minutes_minute_idx" ON "delivery_minutes"("minute");

-- AddForeignKey
ALTER TABLE "delivery_minutes" ADD CONSTRAINT "delivery_minutes_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The first run of the job rolls up what there is already.
INSERT INTO "roll_up" ("until")
SELECT date_trunc('minute', coalesce((SELECT min("started_at") FROM "attempts"), now()));
