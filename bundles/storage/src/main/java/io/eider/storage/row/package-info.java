/** Changes of single rows. Entry: {@link io.eider.storage.row.TableRows}. */
package io.eider.storage.row;
