/** Callers, API keys and the one table of what each scope may do: {@link io.eider.api.auth.Operation}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.api.auth;
