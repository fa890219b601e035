-- CreateIndex
CREATE INDEX "audit_entries_project_id_subject_id_idx" ON "audit_entries"("project_id", "subject", "id");

-- CreateIndex
CREATE INDEX "audit_entries_subject_id_idx" ON "audit_entries"("subject", "id");

-- CreateIndex
CREATE INDEX "audit_entries_subject_id_id_idx" ON "audit_entries"("subject_id", "id");

-- CreateIndex
CREATE INDEX "events_project_id_type_sequence_idx" ON "events"("project_id", "type", "sequence");

-- CreateIndex
CREATE INDEX "deliveries_project_id_status_id_idx" ON "deliveries"("project_id", "status", "id");

-- CreateIndex
CREATE INDEX "deliveries_integration_id_status_id_idx" ON "deliveries"("integration_id", "status", "id");

-- The filter of the audit log by actor. The operator must be the one that src/accounts/audit/audit-log.ts compares with.
CREATE INDEX "audit_entries_actor_id_idx" ON "audit_entries"(("actor" ->> 'id'), "id");
