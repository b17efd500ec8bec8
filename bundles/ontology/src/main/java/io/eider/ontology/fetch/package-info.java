/**
 * Gets documents of schemas from an ontology server that may be slow, away, wrong or hostile. The entry is {@code HttpSchemaServer};
 * what a document means is not known here.
 */
package io.eider.ontology.fetch;
