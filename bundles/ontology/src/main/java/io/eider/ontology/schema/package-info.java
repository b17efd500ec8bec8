/** What a schema has to be, and the one form of it that is kept and hashed. */
package io.eider.ontology.schema;
