-- CreateTable
CREATE TABLE "flag_views" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flag_views_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "flag_views_project_id_idx" ON "flag_views"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "flag_views_user_id_project_id_name_key" ON "flag_views"("user_id", "project_id", "name");

-- AddForeignKey
ALTER TABLE "flag_views" ADD CONSTRAINT "flag_views_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_views" ADD CONSTRAINT "flag_views_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;
