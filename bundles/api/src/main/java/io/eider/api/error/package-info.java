/** What can go wrong, in one table: {@link io.eider.api.error.ErrorCode}, carried by {@link io.eider.api.error.ApiException}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.api.error;
