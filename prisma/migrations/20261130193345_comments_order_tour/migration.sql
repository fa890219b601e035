-- AlterTable
ALTER TABLE "users" ADD COLUMN     "tour_closed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "environments" ADD COLUMN     "position" INTEGER;

-- CreateTable
CREATE TABLE "change_request_comments" (
    "id" TEXT NOT NULL,
    "change_request_id" TEXT NOT NULL,
    "author" JSON NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "change_request_comments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "change_request_comments_change_request_id_id_idx" ON "change_request_comments"("change_request_id", "id");

-- CreateIndex
CREATE INDEX "change_requests_environment_id_idx" ON "change_requests"("environment_id");

-- CreateIndex
CREATE INDEX "experiments_environment_id_idx" ON "experiments"("environment_id");

-- AddForeignKey
ALTER TABLE "change_request_comments" ADD CONSTRAINT "change_request_comments_change_request_id_fkey" FOREIGN KEY ("change_request_id") REFERENCES "change_requests"("id") ON DELETE CASCADE ON UPDATE CASCADE;
