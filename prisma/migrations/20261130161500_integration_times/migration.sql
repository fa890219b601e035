-- AlterTable
ALTER TABLE "integrations" ADD COLUMN     "previous_secret_valid_until" TIMESTAMPTZ(3),
ADD COLUMN     "updated_at" TIMESTAMPTZ(3);
