-- AlterTable
ALTER TABLE "integrations" ADD COLUMN     "secret_hints" JSON;
