package io.eider.ontology.catalog;

import java.util.List;

/** The tables of this bundle. */
public final class OntologyTables {
    /** Name of the domain in the catalog. */
    public static final String DOMAIN = "ontology";

    /** Steps of the domain. */
    public static final List<String> MIGRATIONS = List.of(
            """
            CREATE TABLE ontology_schemas (
                schema_id VARCHAR NOT NULL,
                version INTEGER NOT NULL,
                sha256 VARCHAR NOT NULL,
                canonical VARCHAR NOT NULL,
                kind VARCHAR NOT NULL,
                source VARCHAR NOT NULL,
                etag VARCHAR,
                created_at TIMESTAMPTZ NOT NULL,
                PRIMARY KEY (schema_id, version));
            CREATE TABLE ontology_bindings (
                key VARCHAR PRIMARY KEY,
                project_id VARCHAR NOT NULL,
                bucket VARCHAR NOT NULL,
                name VARCHAR NOT NULL,
                schema_id VARCHAR NOT NULL,
                pinned INTEGER,
                policy VARCHAR NOT NULL,
                created_at TIMESTAMPTZ NOT NULL);
            CREATE SEQUENCE ontology_migration_id;
            CREATE TABLE ontology_migrations (
                id BIGINT PRIMARY KEY,
                key VARCHAR NOT NULL,
                project_id VARCHAR NOT NULL,
                bucket VARCHAR NOT NULL,
                name VARCHAR NOT NULL,
                schema_id VARCHAR NOT NULL,
                version INTEGER NOT NULL,
                table_version BIGINT NOT NULL,
                status VARCHAR NOT NULL,
                class VARCHAR NOT NULL,
                changes VARCHAR NOT NULL,
                actor VARCHAR NOT NULL,
                created_at TIMESTAMPTZ NOT NULL,
                finished_at TIMESTAMPTZ,
                approved_by VARCHAR,
                snapshot_id VARCHAR,
                applied_version BIGINT,
                error VARCHAR)
            """,
            "ALTER TABLE ontology_bindings ADD COLUMN validation VARCHAR DEFAULT 'OFF'",
            "ALTER TABLE ontology_migrations ADD COLUMN going_back BOOLEAN");

    private OntologyTables() {}
}
