-- AlterEnum
ALTER TYPE "AuditSubject" ADD VALUE 'SERVER_KEY';

-- AlterTable
ALTER TABLE "access_tokens" ADD COLUMN     "is_server_key" BOOLEAN NOT NULL DEFAULT false;
