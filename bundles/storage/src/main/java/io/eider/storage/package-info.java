/** Projects, buckets, tables, uploaded files, import and export. Entry: DuckStorage. Knows no front and no caller. */
package io.eider.storage;
