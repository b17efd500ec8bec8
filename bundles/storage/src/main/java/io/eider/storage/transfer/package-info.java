/** Import and export. Entry: {@link io.eider.storage.transfer.TableTransfers}. */
package io.eider.storage.transfer;
