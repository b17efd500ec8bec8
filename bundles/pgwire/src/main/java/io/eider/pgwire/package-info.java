/** The PostgreSQL protocol in front of workspaces. */
package io.eider.pgwire;
