/** Connections and statements that {@link io.eider.api.bridge.Bridge#connect} gives out, whatever the source is. */
package io.eider.bridge.jdbc;
