/** API keys and who holds them, credentials of workspaces. Entries: CatalogAuth, CatalogCredentials. Knows no project's content. */
package io.eider.auth;
