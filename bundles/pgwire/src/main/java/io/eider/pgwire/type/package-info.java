/** Types of PostgreSQL and how their values are written and read. */
package io.eider.pgwire.type;
