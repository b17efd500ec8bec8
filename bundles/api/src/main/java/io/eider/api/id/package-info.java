/** Validated names of things. A value of these types is safe to use in a path and in a message. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.api.id;
