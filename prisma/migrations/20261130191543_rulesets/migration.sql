-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "epoch" TEXT NOT NULL DEFAULT (gen_random_uuid())::text,
ADD COLUMN     "targeting_key" TEXT NOT NULL DEFAULT 'targetingKey';
