-- AlterTable
ALTER TABLE "environments" ADD COLUMN     "confirm_changes" BOOLEAN NOT NULL DEFAULT false;
