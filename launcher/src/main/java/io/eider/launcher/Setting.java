package io.eider.launcher;

import static io.eider.launcher.ValueKind.BOOLEAN;
import static io.eider.launcher.ValueKind.HOST;
import static io.eider.launcher.ValueKind.KEY;
import static io.eider.launcher.ValueKind.PATH;
import static io.eider.launcher.ValueKind.SIZE_OF_MEMORY;
import static io.eider.launcher.ValueKind.TEXT;
import static io.eider.launcher.ValueKind.integer;
import static io.eider.launcher.ValueKind.oneOf;

/** The table of settings: environment variable, place in {@code etc/}, kind, default, meaning. There is no other. */
enum Setting {
    HTTP_HOST(
            "HOST",
            Pid.WEB,
            "org.ops4j.pax.web.listening.addresses",
            HOST,
            "127.0.0.1",
            "address of the REST listener; 0.0.0.0 for all"),
    HTTP_PORT("PORT", Pid.WEB, "org.osgi.service.http.port", ValueKind.PORT, "8000", "port of the REST listener"),
    DATA_DIR("DATA_DIR", Pid.ENGINE, "data.dir", PATH, "./data", "root of all data"),
    DUCKDB_DIR("DUCKDB_DIR", Pid.ENGINE, "duckdb.dir", PATH, "", "table files (default: DATA_DIR/duckdb)"),
    FILES_DIR("FILES_DIR", Pid.ENGINE, "files.dir", PATH, "", "uploaded files (default: DATA_DIR/files)"),
    SNAPSHOTS_DIR("SNAPSHOTS_DIR", Pid.ENGINE, "snapshots.dir", PATH, "", "snapshots (default: DATA_DIR/snapshots)"),
    METADATA_PATH(
            "METADATA_DB_PATH", Pid.ENGINE, "metadata.path", PATH, "", "catalog (default: DATA_DIR/metadata.duckdb)"),
    DUCKDB_THREADS(
            "DUCKDB_THREADS", Pid.ENGINE, "duckdb.threads", integer("a number", 1, 256), "4", "threads of a DuckDB"),
    DUCKDB_MEMORY(
            "DUCKDB_MEMORY_LIMIT", Pid.ENGINE, "duckdb.memory.limit", SIZE_OF_MEMORY, "4GB", "memory of a DuckDB"),
    OPERATION_TIMEOUT(
            "OPERATION_TIMEOUT",
            Pid.ENGINE,
            "operation.timeout.seconds",
            integer("a number of seconds", 1, 86_400),
            "240",
            "seconds that one operation may run"),
    ADMIN_API_KEY(
            "ADMIN_API_KEY",
            Pid.AUTH,
            ".admin.api.key",
            KEY,
            "",
            "the administrator's key (default: made at the first start)"),
    DEBUG("DEBUG", Pid.REST, "debug", BOOLEAN, "false", "texts of unforeseen faults in answers"),
    PGWIRE_HOST(
            "PGWIRE_HOST",
            Pid.REST,
            "pgwire.host",
            HOST,
            "localhost",
            "host that REST answers name for PostgreSQL clients"),
    PGWIRE_NAMED_PORT(
            "PGWIRE_PORT",
            Pid.REST,
            "pgwire.port",
            ValueKind.PORT,
            "5432",
            "port of the PostgreSQL listener, which REST answers name"),
    PGWIRE_LISTEN(
            "PGWIRE_LISTEN",
            Pid.PGWIRE,
            "host",
            HOST,
            "127.0.0.1",
            "address of the PostgreSQL listener; 0.0.0.0 for all"),
    PGWIRE_PORT(
            "PGWIRE_PORT",
            Pid.PGWIRE,
            "port",
            ValueKind.PORT,
            "5432",
            "port of the PostgreSQL listener, which REST answers name"),
    PGWIRE_TLS(
            "PGWIRE_TLS",
            Pid.PGWIRE,
            "tls",
            oneOf("off", "allow", "require"),
            "off",
            "TLS for PostgreSQL clients: off, allow, require"),
    PGWIRE_TLS_CERT("PGWIRE_TLS_CERT", Pid.PGWIRE, "tls.certificate", PATH, "", "PEM file of the certificate"),
    PGWIRE_TLS_KEY("PGWIRE_TLS_KEY", Pid.PGWIRE, "tls.key", PATH, "", "PEM file of its key"),
    PGWIRE_TLS_GENERATE(
            "PGWIRE_TLS_GENERATE",
            Pid.PGWIRE,
            "tls.generate",
            BOOLEAN,
            "false",
            "whether a certificate for trying TLS is made"),
    PGWIRE_TLS_CLIENT_AUTH(
            "PGWIRE_TLS_CLIENT_AUTH",
            Pid.PGWIRE,
            "tls.client.auth",
            oneOf("off", "allow", "require"),
            "off",
            "certificates of PostgreSQL clients: off, allow, require"),
    PGWIRE_TLS_CLIENT_CA(
            "PGWIRE_TLS_CLIENT_CA",
            Pid.PGWIRE,
            "tls.client.ca",
            PATH,
            "",
            "PEM file of what clients' certificates are signed with"),
    PGWIRE_PASSWORD_METHOD(
            "PGWIRE_PASSWORD_METHOD",
            Pid.PGWIRE,
            "password.method",
            oneOf("scram", "cleartext"),
            "scram",
            "how PostgreSQL clients are asked for passwords: scram, cleartext (inside TLS)"),
    PGWIRE_DATA_DIR("DATA_DIR", Pid.PGWIRE, "data.dir", PATH, "./data", "root of all data"),
    PGWIRE_TOKEN(
            "PGWIRE_SERVICE_TOKEN",
            Pid.REST,
            ".pgwire.service.token",
            KEY,
            "",
            "token of a PostgreSQL front in another process (default: none may call)"),
    ONTO_SERVER_URL(
            "ONTO_SERVER_URL", Pid.ONTOLOGY, "url", TEXT, "", "URL of an ontology server (default: there is none)"),
    ONTO_SERVER_TIMEOUT(
            "ONTO_SERVER_TIMEOUT",
            Pid.ONTOLOGY,
            "timeout.seconds",
            integer("a number of seconds", 1, 300),
            "5",
            "seconds that one request to it may take"),
    USE_MOCK_ONTO_SERVER(
            "USE_MOCK_ONTO_SERVER",
            Pid.ONTOLOGY,
            "mock",
            BOOLEAN,
            "false",
            "whether the packaged schema is served and no server asked"),
    ONTO_PROJECT("ONTO_PROJECT", Pid.ONTOLOGY, "project", TEXT, "", "project that /ops and /admin serve"),
    ONTO_BUCKET("ONTO_BUCKET", Pid.ONTOLOGY, "bucket", TEXT, "in.c-ontology", "bucket of that project"),
    SSH_PORT("KARAF_SSH_PORT", Pid.SHELL, "sshPort", ValueKind.PORT, "8101", "port of the console (ssh)"),
    SSH_HOST("KARAF_SSH_HOST", Pid.SHELL, "sshHost", HOST, "127.0.0.1", "address of the console"),
    RMI_REGISTRY_PORT(
            "KARAF_RMI_REGISTRY_PORT",
            Pid.MANAGEMENT,
            "rmiRegistryPort",
            ValueKind.PORT,
            "1099",
            "port of the JMX registry"),
    RMI_SERVER_PORT(
            "KARAF_RMI_SERVER_PORT",
            Pid.MANAGEMENT,
            "rmiServerPort",
            ValueKind.PORT,
            "44444",
            "port of the JMX server"),
    RMI_HOST("KARAF_RMI_HOST", Pid.MANAGEMENT, "rmiServerHost", HOST, "127.0.0.1", "address of the JMX server");

    private final String env;
    private final String pid;
    private final String key;
    private final ValueKind kind;
    private final String defaultValue;
    private final String meaning;

    Setting(String env, String pid, String key, ValueKind kind, String defaultValue, String meaning) {
        this.env = env;
        this.pid = pid;
        this.key = key;
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** The environment variable. */
    String env() {
        return env;
    }

    /** The configuration file without its ending. */
    String pid() {
        return pid;
    }

    /** The key in that file. */
    String key() {
        return key;
    }

    ValueKind kind() {
        return kind;
    }

    String defaultValue() {
        return defaultValue;
    }

    /** One line for the help. */
    String meaning() {
        return meaning;
    }

    /** Whether the value must never be written or printed. */
    boolean isSecret() {
        return kind == KEY;
    }

    /** The files below {@code etc/}. */
    private static final class Pid {
        private static final String WEB = "org.ops4j.pax.web";
        private static final String ENGINE = "io.eider.engine";
        private static final String AUTH = "io.eider.auth";
        private static final String REST = "io.eider.rest";
        private static final String PGWIRE = "io.eider.pgwire";
        private static final String ONTOLOGY = "io.eider.ontology";
        private static final String SHELL = "org.apache.karaf.shell";
        private static final String MANAGEMENT = "org.apache.karaf.management";
    }
}
