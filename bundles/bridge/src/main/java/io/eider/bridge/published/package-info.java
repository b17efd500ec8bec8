/**
 * Bridges over published tables. Entry: PublishedBridge (what was opened), PublishedSession (a connection: which statement reads, which writes),
 * PublishedWrite (the next version of a table while it is written).
 */
package io.eider.bridge.published;
