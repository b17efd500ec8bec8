/** From the first byte of a connection until it is authenticated. */
package io.eider.pgwire.connection;
