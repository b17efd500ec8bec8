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
            """);

    private CatalogSchema() {}
}
