CREATE INDEX `jobs_finished_idx` ON `jobs` (`finished_at`);--> statement-breakpoint
CREATE INDEX `jobs_next_idx` ON `jobs` (`status`,(run_at - 60000 * cast(priority as bigint)),`id`);