/** References to services that may be replaced while they are used: {@link io.eider.api.swap.Swappable}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.api.swap;
