package io.eider.storage.catalog;

import java.util.List;

/**
 * The catalog tables of projects, buckets and tables. Steps are never changed once released, only added. Keys are one text
 * column ({@code project/branch/bucket/table}; no name holds a slash), because DuckDB looks up one indexed column without a
 * scan. No foreign keys: DuckDB refuses updates of rows that others refer to.
 */
public final class CatalogSchema {
    public static final List<String> STEPS = List.of(
            """
            CREATE TABLE projects (
                id VARCHAR PRIMARY KEY,
                name VARCHAR,
                status VARCHAR NOT NULL,
                settings VARCHAR,
                created_at TIMESTAMPTZ NOT NULL,
                updated_at TIMESTAMPTZ NOT NULL);
            CREATE TABLE buckets (
                key VARCHAR PRIMARY KEY,
                project_id VARCHAR NOT NULL,
                name VARCHAR NOT NULL,
                description VARCHAR,
                created_at TIMESTAMPTZ NOT NULL);
            CREATE TABLE tables (
                key VARCHAR PRIMARY KEY,
                project_id VARCHAR NOT NULL,
                branch_id VARCHAR NOT NULL,
                bucket VARCHAR NOT NULL,
                name VARCHAR NOT NULL,
                uid VARCHAR NOT NULL,
                version BIGINT NOT NULL,
                columns VARCHAR NOT NULL,
                primary_key VARCHAR NOT NULL,
                row_count BIGINT NOT NULL,
                size_bytes BIGINT NOT NULL,
                file_modified_ns BIGINT NOT NULL,
                broken BOOLEAN NOT NULL,
                created_at TIMESTAMPTZ NOT NULL);
            CREATE TABLE dropped_tables (
                uid VARCHAR PRIMARY KEY,
                project_id VARCHAR NOT NULL,
                branch_id VARCHAR NOT NULL,
                bucket VARCHAR NOT NULL,
                name VARCHAR NOT NULL);
            CREATE TABLE dropped_projects (
                id VARCHAR PRIMARY KEY);
            """,
            // a file that was linked says the uid and version of the table that it was made for
            """
            ALTER TABLE tables ADD COLUMN file_uid VARCHAR;
            ALTER TABLE tables ADD COLUMN file_version BIGINT;
            ALTER TABLE tables ADD COLUMN base_uid VARCHAR;
            ALTER TABLE tables ADD COLUMN base_version BIGINT;
            ALTER TABLE tables ADD COLUMN copied_at TIMESTAMPTZ;
            CREATE TABLE dropped_files (
                key VARCHAR PRIMARY KEY,
                project_id VARCHAR NOT NULL,
                branch_id VARCHAR NOT NULL,
                bucket VARCHAR NOT NULL,
                name VARCHAR NOT NULL,
                file_uid VARCHAR NOT NULL);
            INSERT INTO dropped_files SELECT project_id || '/' || branch_id || '/' || bucket || '/' || name, project_id,
                branch_id, bucket, name, uid FROM dropped_tables ON CONFLICT DO NOTHING;
            DROP TABLE dropped_tables;
            CREATE TABLE branches (
                key VARCHAR PRIMARY KEY,
                project_id VARCHAR NOT NULL,
                id VARCHAR NOT NULL,
                name VARCHAR NOT NULL,
                description VARCHAR,
                created_at TIMESTAMPTZ NOT NULL);
            CREATE TABLE dropped_branches (
                key VARCHAR PRIMARY KEY,
                project_id VARCHAR NOT NULL,
                id VARCHAR NOT NULL);
            CREATE TABLE bucket_shares (
                key VARCHAR PRIMARY KEY,
                source_project_id VARCHAR NOT NULL,
                source_bucket VARCHAR NOT NULL,
                target_project_id VARCHAR NOT NULL,
                created_at TIMESTAMPTZ NOT NULL);
            CREATE TABLE bucket_links (
                key VARCHAR PRIMARY KEY,
                target_project_id VARCHAR NOT NULL,
                target_bucket VARCHAR NOT NULL,
                source_project_id VARCHAR NOT NULL,
                source_bucket VARCHAR NOT NULL,
                created_at TIMESTAMPTZ NOT NULL);
            CREATE TABLE pending_adoptions (
                key VARCHAR PRIMARY KEY,
                adoption VARCHAR NOT NULL);
            """);

    private CatalogSchema() {}
}
