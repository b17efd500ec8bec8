/** What statements name and write: which tables of a bridge, at which places of the text (ADR-0004). Changes nothing. */
package io.eider.bridge.sql;
