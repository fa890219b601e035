-- CreateEnum
CREATE TYPE "ExperimentCounting" AS ENUM ('RECORDED', 'AUTOMATIC');

-- CreateEnum
CREATE TYPE "UsagePeriod" AS ENUM ('MINUTE', 'HOUR', 'DAY');

-- AlterTable
ALTER TABLE "experiments" ADD COLUMN     "counted" JSON,
ADD COLUMN     "counting" "ExperimentCounting" NOT NULL DEFAULT 'RECORDED',
ADD COLUMN     "unit_salt" TEXT NOT NULL DEFAULT (gen_random_uuid())::text;

-- CreateTable
CREATE TABLE "usage_batches" (
    "environment_id" TEXT NOT NULL,
    "batch_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_batches_pkey" PRIMARY KEY ("environment_id","batch_id")
);

-- CreateTable
CREATE TABLE "flag_usage" (
    "flag_id" TEXT NOT NULL,
    "environment_id" TEXT NOT NULL,
    "period" "UsagePeriod" NOT NULL,
    "starts_at" TIMESTAMPTZ(0) NOT NULL,
    "variation" TEXT NOT NULL,
    "evaluations" BIGINT NOT NULL,

    CONSTRAINT "flag_usage_pkey" PRIMARY KEY ("flag_id","environment_id","period","starts_at","variation")
);

-- CreateTable
CREATE TABLE "flag_last_evaluations" (
    "flag_id" TEXT NOT NULL,
    "environment_id" TEXT NOT NULL,
    "evaluated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flag_last_evaluations_pkey" PRIMARY KEY ("flag_id","environment_id")
);

-- CreateTable
CREATE TABLE "experiment_units" (
    "experiment_id" TEXT NOT NULL,
    "unit" BYTEA NOT NULL,
    "variation" TEXT,
    "exposed_at" TIMESTAMPTZ(3),
    "is_mixed" BOOLEAN NOT NULL DEFAULT false,
    "last_event_at" TIMESTAMPTZ(3),
    "value" DOUBLE PRECISION NOT NULL DEFAULT 0,

    CONSTRAINT "experiment_units_pkey" PRIMARY KEY ("experiment_id","unit")
);

-- CreateTable
CREATE TABLE "experiment_unit_events" (
    "experiment_id" TEXT NOT NULL,
    "unit" BYTEA NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "experiment_unit_events_pkey" PRIMARY KEY ("experiment_id","unit","occurred_at")
);

-- CreateIndex
CREATE INDEX "usage_batches_received_at_idx" ON "usage_batches"("received_at");

-- CreateIndex
CREATE INDEX "flag_usage_period_starts_at_idx" ON "flag_usage"("period", "starts_at");

-- CreateIndex
CREATE INDEX "experiment_unit_events_occurred_at_idx" ON "experiment_unit_events"("occurred_at");

-- Counting changes no indexed column: with room on its page, a new version of a row needs no new index entries.
ALTER TABLE "flag_usage" SET (fillfactor = 80);
ALTER TABLE "flag_last_evaluations" SET (fillfactor = 80);

-- A batch of usage looks for these.
CREATE INDEX "experiments_counting_idx" ON "experiments"("environment_id") WHERE "state" = 'RUNNING' AND "counting" = 'AUTOMATIC';

-- The job that counts experiments deletes units that were never exposed.
CREATE INDEX "experiment_units_unexposed_idx" ON "experiment_units"("last_event_at") WHERE "exposed_at" IS NULL;
