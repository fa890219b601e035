-- CreateEnum
CREATE TYPE "ChangeRequestState" AS ENUM ('PENDING', 'APPROVED', 'REJECTED', 'APPLIED', 'CANCELLED');

-- AlterTable
ALTER TABLE "environments" ADD COLUMN     "minimum_approvals" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "change_requests" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "environment_id" TEXT NOT NULL,
    "flag_id" TEXT NOT NULL,
    "flag_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "comment" TEXT,
    "author" JSON NOT NULL,
    "state" "ChangeRequestState" NOT NULL DEFAULT 'PENDING',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "proposal" JSON NOT NULL,
    "review" JSON NOT NULL,
    "flag_version" INTEGER NOT NULL,
    "approvals" JSON NOT NULL DEFAULT '[]',
    "scheduled_at" TIMESTAMPTZ(3),
    "bypassed" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "change_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "change_requests_project_id_id_idx" ON "change_requests"("project_id", "id");

-- CreateIndex
CREATE INDEX "change_requests_flag_id_id_idx" ON "change_requests"("flag_id", "id");

-- AddForeignKey
ALTER TABLE "change_requests" ADD CONSTRAINT "change_requests_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change_requests" ADD CONSTRAINT "change_requests_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is to be applied at a time, for whoever looks for jobs that were lost.
CREATE INDEX "change_requests_scheduled_idx" ON "change_requests"("scheduled_at") WHERE "scheduled_at" IS NOT NULL AND "closed_at" IS NULL;
