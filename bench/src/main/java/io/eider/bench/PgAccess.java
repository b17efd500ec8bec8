package io.eider.bench;

/** What a client of PostgreSQL's protocol needs to know of a server on this machine. */
record PgAccess(int port, String user, String password, String database) {
    /** For pgjdbc. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }
}
