package io.eider.auth;

import io.eider.engine.Catalog;
import java.util.List;

/** The tables of this bundle in the catalog. Steps are added at the end, never changed. */
final class AuthSchema {
    private static final List<String> STEPS = List.of(KeyTable.CREATE, CredentialTable.CREATE);

    private AuthSchema() {}

    static void migrate(Catalog catalog) {
        catalog.migrate("auth", STEPS);
    }
}
