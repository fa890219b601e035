-- CreateEnum
CREATE TYPE "JiraWebhookOutcome" AS ENUM ('RECEIVED', 'APPLIED', 'UNCHANGED', 'IGNORED', 'REFUSED');

-- AlterTable
ALTER TABLE "flags" ADD COLUMN     "jira_issues" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "jira_webhooks" (
    "id" TEXT NOT NULL,
    "integration_id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "issue_key" TEXT NOT NULL,
    "status_id" TEXT NOT NULL,
    "status_name" TEXT NOT NULL,
    "moved_by" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "JiraWebhookOutcome" NOT NULL DEFAULT 'RECEIVED',
    "detail" TEXT,

    CONSTRAINT "jira_webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "jira_webhooks_integration_id_id_idx" ON "jira_webhooks"("integration_id", "id");

-- CreateIndex
CREATE INDEX "jira_webhooks_integration_id_issue_key_occurred_at_idx" ON "jira_webhooks"("integration_id", "issue_key", "occurred_at");

-- CreateIndex
CREATE INDEX "jira_webhooks_received_at_idx" ON "jira_webhooks"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "jira_webhooks_integration_id_identifier_key" ON "jira_webhooks"("integration_id", "identifier");

-- CreateIndex
CREATE UNIQUE INDEX "jira_webhooks_integration_id_body_hash_key" ON "jira_webhooks"("integration_id", "body_hash");

-- CreateIndex
CREATE INDEX "flags_jira_issues_idx" ON "flags" USING GIN ("jira_issues");

-- AddForeignKey
ALTER TABLE "jira_webhooks" ADD CONSTRAINT "jira_webhooks_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What nobody has looked at yet, for whoever looks for jobs that were lost.
CREATE INDEX "jira_webhooks_received_idx" ON "jira_webhooks"("received_at") WHERE "outcome" = 'RECEIVED';

-- The Jira projects that a project's integrations handle; * stands for all. The flags read it, which must not know of
-- integrations: an issue that is named in a comment is linked when its project is among them.
CREATE VIEW "jira_projects" AS
  SELECT i."project_id", coalesce(k."key", '*') AS "jira_project"
  FROM "integrations" i
    LEFT JOIN LATERAL json_array_elements_text(
      CASE WHEN json_typeof(i."settings" -> 'projectKeys') = 'array' THEN i."settings" -> 'projectKeys' END
    ) AS k("key") ON true
  WHERE i."provider" = 'jira' AND i."enabled" AND i."deleted_at" IS NULL;
