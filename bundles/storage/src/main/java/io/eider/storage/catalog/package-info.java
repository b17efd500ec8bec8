/** The rows of the catalog that describe projects, branches, buckets and tables; knows no file. Entry: {@link io.eider.storage.catalog.TableRecords}. */
package io.eider.storage.catalog;
