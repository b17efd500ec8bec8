/** API keys and who holds them. Entry: CatalogAuth. Knows no project's content. */
package io.eider.auth;
