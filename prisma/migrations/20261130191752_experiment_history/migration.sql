-- CreateIndex
CREATE INDEX "experiment_batches_experiment_id_occurred_at_recorded_at_ba_idx" ON "experiment_batches"("experiment_id", "occurred_at", "recorded_at", "batch_id");
