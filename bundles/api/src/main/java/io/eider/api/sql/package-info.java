/**
 * SQL text before anybody executes it: {@link io.eider.api.sql.Lexer} cuts it into tokens, {@link io.eider.api.sql.Statements}
 * into statements. Pure functions; they know no grammar beyond that.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.api.sql;
