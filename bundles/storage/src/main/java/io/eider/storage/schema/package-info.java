/** Changes of columns and primary keys. Entry: {@link io.eider.storage.schema.TableSchemas}. */
package io.eider.storage.schema;
