/** How much the server writes into its log, changed while it runs. Entry: {@link io.eider.api.log.LogLevels}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.eider.api.log;
