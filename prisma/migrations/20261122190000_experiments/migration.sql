-- CreateEnum
CREATE TYPE "ExperimentState" AS ENUM ('DRAFT', 'RUNNING', 'CONCLUDED');

-- CreateTable
CREATE TABLE "experiments" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "environment_id" TEXT NOT NULL,
    "flag_id" TEXT NOT NULL,
    "flag_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" "ExperimentState" NOT NULL DEFAULT 'DRAFT',
    "design" JSON NOT NULL,
    "report_every_minutes" INTEGER NOT NULL,
    "results" JSON,
    "results_at" TIMESTAMPTZ(3),
    "reported_at" TIMESTAMPTZ(3),
    "significant" TEXT[],
    "conclusion" JSON,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "concluded_at" TIMESTAMPTZ(3),

    CONSTRAINT "experiments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "experiment_batches" (
    "experiment_id" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "totals" JSON NOT NULL,
    "results" JSON NOT NULL,
    "event_id" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "experiment_batches_pkey" PRIMARY KEY ("experiment_id","batch_id")
);

-- CreateIndex
CREATE INDEX "experiments_project_id_id_idx" ON "experiments"("project_id", "id");

-- CreateIndex
CREATE INDEX "experiments_flag_id_id_idx" ON "experiments"("flag_id", "id");

-- AddForeignKey
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment_batches" ADD CONSTRAINT "experiment_batches_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
